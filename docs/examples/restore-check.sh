#!/bin/sh
# Proves that a backup can be restored: for a timer or CI, on a machine that is not backed up itself.
#
#   SANDYQ_REPOSITORY=... SANDYQ_KEY_FILE=... restore-check.sh HOST PATH [MINUTES]
#
# PATH is a file or folder that the newest snapshot of HOST must hold. With MINUTES, that snapshot must not be older.
# Exits with sandyq's code; with 20 if the snapshot is too old, with 1 if nothing came back. Needs GNU date.
set -eu
host=$1 path=$2 minutes=${3:-}
target=$(mktemp -d)
trap 'rm -rf "$target"' EXIT

if [ -n "$minutes" ]; then
    sandyq ls "latest:$path" --host "$host" --json > "$target/listing"
    taken=$(sed -n '1s/.*"time":"\([^"]*\)".*/\1/p' "$target/listing")
    rm "$target/listing"
    if [ "$(date -d "$taken" +%s)" -lt "$(date -d "$minutes minutes ago" +%s)" ]; then
        echo "restore-check: the newest snapshot of $host is of $taken, more than $minutes minutes ago" >&2
        exit 20
    fi
fi

sandyq restore "latest:$path" --host "$host" --target "$target" --verify --no-progress
if [ -z "$(find "$target" -type f -size +0)" ]; then
    echo "restore-check: no content came back from $host:$path" >&2
    exit 1
fi
echo "restore-check: $(find "$target" -type f | wc -l) files of $host:$path were restored and read again"
