# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_sandyq_global_optspecs
    string join \n r/repo= repo-of= password-file= password-command= key-file= config= p/profile= json q/quiet v/verbose no-cache cache-dir= limit-upload= limit-download= connections= retry-for= no-progress h/help V/version
end

function __fish_sandyq_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_sandyq_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_sandyq_using_subcommand
    set -l cmd (__fish_sandyq_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c sandyq -n "__fish_sandyq_needs_command" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_needs_command" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_needs_command" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_needs_command" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_needs_command" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_needs_command" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_needs_command" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_needs_command" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_needs_command" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_needs_command" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_needs_command" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_needs_command" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_needs_command" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_needs_command" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_needs_command" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_needs_command" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_needs_command" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_needs_command" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_needs_command" -s V -l version -d 'Print version'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "init" -d 'Make a repository'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "backup" -d 'Back up: incremental if there is a snapshot to build on, else full'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "full" -d 'Back up, reading every byte again and relying only on packs seen in the store'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "incremental" -d 'Back up, taking over what size, times and inode show unchanged'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "snapshots" -d 'List snapshots'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "ls" -d 'List what a snapshot holds'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "find" -d 'Find files by name, size or time in all snapshots'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "diff" -d 'Compare two snapshots, or a snapshot with a folder of this host'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "dump" -d 'Write a file of a snapshot, or a directory as an archive, to standard output'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "mount" -d 'Show snapshots as a read-only file system'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "stats" -d 'Tell how much snapshots hold, and what of it takes how much room'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "restore" -d 'Restore a snapshot or a part of it'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "forget" -d 'Forget snapshots that a policy does not keep, or those that are named'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "unforget" -d 'Bring back forgotten snapshots that are not swept yet'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "hold" -d 'Keep snapshots from every retention, or release them'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "tag" -d 'Give snapshots tags, or take tags away'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "copy" -d 'Copy snapshots from another repository into this one, under this one\'s keys'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "import" -d 'Import snapshots from a repository of restic'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "rewrite" -d 'Make snapshots anew without paths that are to go from history'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "verify" -d 'Look whether everything is there and as it should be'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "check" -d 'Look whether everything is there and as it should be'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "repair" -d 'Mend the index, or make snapshots anew without what is lost'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "prune" -d 'Sweep forgotten snapshots and what only they needed'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "key" -d 'List, add, remove and export keys'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "cat" -d 'Print an object of the repository as it is inside, for those who look for a fault'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "config" -d 'Show what the profile, the environment and the options come to, or look for mistakes in a profile'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "run" -d 'Do whatever is due of what a profile asks for: to be called each minute'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "status" -d 'Tell how the promises of a profile stand: what would be lost now, and how long a recovery would take'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "report" -d 'Tell how the promises of a profile were kept over time, with --html as a page with plots'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "metrics" -d 'Print how the promises of a profile stand for Prometheus, write it to a file or push it'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "health" -d 'Look whether everything answers that a backup needs, once or as a service over HTTP'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "alert" -d 'List what is wrong, silence it, or try the channels that people are told on'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "drill" -d 'Restore to prove that it can be done, measure it, and keep the signed reports'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "recover" -d 'Go through a recovery step by step: assess, activate the team, execute, verify'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "runbook" -d 'Write the recovery document of a profile: targets, contacts, procedures and exact commands'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "schedule" -d 'Cron lines or systemd timers that run what a profile asks for'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "doctor" -d 'Try whether the store, the key and this host have all that is needed'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "cache" -d 'List what this host keeps to be faster, and clean it'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "generate" -d 'Write completions for shells, or man pages'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "version" -d 'Print the version'
complete -c sandyq -n "__fish_sandyq_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l chunker-avg -d 'Average size of chunks, a power of two from 4K to 2M: smaller ones find more in common, larger ones need less index [default: 128K]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l page-size -d 'Size of the pages that disk images and databases are cut into, a power of two from 4K to 128K: smaller ones store less of what changes, larger ones need less index [default: 16K]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l argon2-memory -d 'Memory that each guess of a passphrase takes, 8M to 4G [default: 64M]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand init" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l dataset -d 'Back up this dataset of the profile; may be given more than once [default: all, if no PATH is given]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l tag -d 'Label the snapshot; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l host -d 'Name of this host in the catalogue [default: the host\'s own]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l compression -d 'zstd level, -7 to 22: -1 is fast, 19 is small [default: 3; 6 for up to 256 MiB that are new since the last backup, and as far as there is time for it while a slow store is waited for]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l read-concurrency -d 'Threads that read, hash and compress [default: one a core]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l upload-buffer -d 'Memory for packs that the store has not taken yet, as 128M, at least 72M: more is faster where each request takes long [default: 80M]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l max-loss -d 'Make no snapshot if more than this share of the last one\'s files is gone, as 50%; exits with 23' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l canary -d 'A file that nobody has a reason to change: the snapshot is suspect if it did; may be given more than once' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l time -d 'The time that the snapshot tells, as 2026-11-20T10:00 [default: now]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l files-from -d 'Take paths from a file too, one a line, or from - for standard input; *, ? and [...] match what is there, # begins a comment' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l files-from-verbatim -d 'The same, each line exactly as it is' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l files-from-raw -d 'The same, each path ended by a NUL byte, as `find -print0` does' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l stdin-filename -d 'Name of that file' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -s e -l exclude -d 'Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l iexclude -d 'The same, letting capital and small letters be the same' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l exclude-file -d 'Take patterns from a file, one a line, without blank lines and those that begin with #' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l iexclude-file -d 'The same, letting capital and small letters be the same' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l exclude-if-present -d 'Leave out what else is in a folder that holds this file, perhaps only if the file begins with this text' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l exclude-larger-than -d 'Leave out files of more than this, as 500M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l ignore-files -d 'Leave out what files of this name say of the folder they are in and what is below, as .gitignore does' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l init -d 'Make the repository first if there is none'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l no-verify-upload -d 'Do not read sealed blocks back before they are uploaded'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l no-xattrs -d 'Leave out extended attributes, ACLs and capabilities'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l with-atime -d 'Record when files were last read'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l skip-if-unchanged -d 'Make no snapshot if it would hold the same as the last one of the same sources on this host'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l stats -d 'Tell where the time went: reading, cutting, hashing, compressing, sealing, checking, waiting for the store'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l dry-run -d 'Store nothing, only tell what would be stored'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l background -d 'Give way to other programs: lowest priority for the processor, and with it for the disk'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l stdin -d 'Back up what standard input gives, as one file'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l stdin-from-command -d 'Back up what a command prints, as one file: `--stdin-from-command -- COMMAND...`; if it fails, nothing is saved'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l exclude-caches -d 'Leave out the content of folders that are marked as caches by a CACHEDIR.TAG'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -s x -l one-file-system -d 'Leave out what is on another file system than its source'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand backup" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l dataset -d 'Back up this dataset of the profile; may be given more than once [default: all, if no PATH is given]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l tag -d 'Label the snapshot; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l host -d 'Name of this host in the catalogue [default: the host\'s own]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l compression -d 'zstd level, -7 to 22: -1 is fast, 19 is small [default: 3; 6 for up to 256 MiB that are new since the last backup, and as far as there is time for it while a slow store is waited for]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l read-concurrency -d 'Threads that read, hash and compress [default: one a core]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l upload-buffer -d 'Memory for packs that the store has not taken yet, as 128M, at least 72M: more is faster where each request takes long [default: 80M]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l max-loss -d 'Make no snapshot if more than this share of the last one\'s files is gone, as 50%; exits with 23' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l canary -d 'A file that nobody has a reason to change: the snapshot is suspect if it did; may be given more than once' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l time -d 'The time that the snapshot tells, as 2026-11-20T10:00 [default: now]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l files-from -d 'Take paths from a file too, one a line, or from - for standard input; *, ? and [...] match what is there, # begins a comment' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l files-from-verbatim -d 'The same, each line exactly as it is' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l files-from-raw -d 'The same, each path ended by a NUL byte, as `find -print0` does' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l stdin-filename -d 'Name of that file' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -s e -l exclude -d 'Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l iexclude -d 'The same, letting capital and small letters be the same' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l exclude-file -d 'Take patterns from a file, one a line, without blank lines and those that begin with #' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l iexclude-file -d 'The same, letting capital and small letters be the same' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l exclude-if-present -d 'Leave out what else is in a folder that holds this file, perhaps only if the file begins with this text' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l exclude-larger-than -d 'Leave out files of more than this, as 500M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l ignore-files -d 'Leave out what files of this name say of the folder they are in and what is below, as .gitignore does' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l init -d 'Make the repository first if there is none'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l no-verify-upload -d 'Do not read sealed blocks back before they are uploaded'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l no-xattrs -d 'Leave out extended attributes, ACLs and capabilities'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l with-atime -d 'Record when files were last read'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l skip-if-unchanged -d 'Make no snapshot if it would hold the same as the last one of the same sources on this host'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l stats -d 'Tell where the time went: reading, cutting, hashing, compressing, sealing, checking, waiting for the store'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l dry-run -d 'Store nothing, only tell what would be stored'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l background -d 'Give way to other programs: lowest priority for the processor, and with it for the disk'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l stdin -d 'Back up what standard input gives, as one file'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l stdin-from-command -d 'Back up what a command prints, as one file: `--stdin-from-command -- COMMAND...`; if it fails, nothing is saved'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l exclude-caches -d 'Leave out the content of folders that are marked as caches by a CACHEDIR.TAG'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -s x -l one-file-system -d 'Leave out what is on another file system than its source'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand full" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l dataset -d 'Back up this dataset of the profile; may be given more than once [default: all, if no PATH is given]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l tag -d 'Label the snapshot; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l host -d 'Name of this host in the catalogue [default: the host\'s own]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l compression -d 'zstd level, -7 to 22: -1 is fast, 19 is small [default: 3; 6 for up to 256 MiB that are new since the last backup, and as far as there is time for it while a slow store is waited for]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l read-concurrency -d 'Threads that read, hash and compress [default: one a core]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l upload-buffer -d 'Memory for packs that the store has not taken yet, as 128M, at least 72M: more is faster where each request takes long [default: 80M]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l max-loss -d 'Make no snapshot if more than this share of the last one\'s files is gone, as 50%; exits with 23' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l canary -d 'A file that nobody has a reason to change: the snapshot is suspect if it did; may be given more than once' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l time -d 'The time that the snapshot tells, as 2026-11-20T10:00 [default: now]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l files-from -d 'Take paths from a file too, one a line, or from - for standard input; *, ? and [...] match what is there, # begins a comment' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l files-from-verbatim -d 'The same, each line exactly as it is' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l files-from-raw -d 'The same, each path ended by a NUL byte, as `find -print0` does' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l stdin-filename -d 'Name of that file' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -s e -l exclude -d 'Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l iexclude -d 'The same, letting capital and small letters be the same' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l exclude-file -d 'Take patterns from a file, one a line, without blank lines and those that begin with #' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l iexclude-file -d 'The same, letting capital and small letters be the same' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l exclude-if-present -d 'Leave out what else is in a folder that holds this file, perhaps only if the file begins with this text' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l exclude-larger-than -d 'Leave out files of more than this, as 500M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l ignore-files -d 'Leave out what files of this name say of the folder they are in and what is below, as .gitignore does' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l init -d 'Make the repository first if there is none'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l no-verify-upload -d 'Do not read sealed blocks back before they are uploaded'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l no-xattrs -d 'Leave out extended attributes, ACLs and capabilities'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l with-atime -d 'Record when files were last read'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l skip-if-unchanged -d 'Make no snapshot if it would hold the same as the last one of the same sources on this host'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l stats -d 'Tell where the time went: reading, cutting, hashing, compressing, sealing, checking, waiting for the store'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l dry-run -d 'Store nothing, only tell what would be stored'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l background -d 'Give way to other programs: lowest priority for the processor, and with it for the disk'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l stdin -d 'Back up what standard input gives, as one file'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l stdin-from-command -d 'Back up what a command prints, as one file: `--stdin-from-command -- COMMAND...`; if it fails, nothing is saved'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l exclude-caches -d 'Leave out the content of folders that are marked as caches by a CACHEDIR.TAG'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -s x -l one-file-system -d 'Leave out what is on another file system than its source'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand incremental" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l latest -d 'Only the N newest of each host and its paths' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l kind -d 'Only full or only incremental ones' -r -f -a "full\t'Those for which every file was read again'
incremental\t'Those that took over what had not changed'"
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l newer -d 'Only those that began after this time, as 2026-11-20T10:00, or in the last so long, as 7d; a date alone means its end' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l older -d 'Only those that began at this time or before' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l forgotten -d 'Show those that were forgotten and are not swept yet'
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand snapshots" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l sort -d 'What comes first in each directory' -r -f -a "name\t'By name'
size\t'The largest first, directories with all below them'
time\t'The last changed first'"
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -s l -l long -d 'Show modes, owners, sizes and times'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -s R -l recursive -d 'Show everything below, not only the first level'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l reverse -d 'The other way round'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l ncdu -d 'Write everything below as ncdu reads it: `sandyq ls --ncdu | ncdu -f -`'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l last-clean -d 'Pass over snapshots that are suspect'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l last-good -d 'Tell the newest snapshot in which this path can be read to its last byte, reading it to make sure' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l type -d 'Only entries of this kind; may be given more than once' -r -f -a "file\t'Regular files'
dir\t'Directories'
symlink\t'Symbolic links'
fifo\t'Named pipes'
socket\t'Sockets'
chardev\t'Character devices'
dev\t'Block devices'"
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l size -d 'Only files of more than (+10M), less than (-10M) or exactly this size; may be given twice for a range' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l newer -d 'Only what was changed after this time, as 2026-11-20T10:00, or in the last so long, as 7d; a date alone means its end' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l older -d 'Only what was last changed at this time or before' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -s s -l snapshot -d 'Only in this snapshot: latest, latest~N, the first digits of an id, or @TIME; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -s i -l ignore-case -l iname -d 'Let capital and small letters be the same'
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -s l -l long -d 'Show modes, owners, sizes and times'
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand find" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l live -d 'Compare with this folder of this host instead, by sizes and times' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l content -d 'Read the files of that folder and compare what they hold'
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l metadata -d 'Tell of other modes, owners, times and attributes too'
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand diff" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -s a -l archive -d 'How to write a directory' -r -f -a "tar\t'A tar archive with PAX records'
tar.zst\t'The same, compressed with zstd'"
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -s t -l target -d 'Write to this file, which is there only once it is complete [default: standard output]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l last-clean -d 'Pass over snapshots that are suspect'
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand dump" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l cache-size -d 'Keep this much of what was read in memory' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l allow-other -d 'Let other users look at it too, each at what modes and ACLs allow'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l no-default-permissions -d 'Let other users look at everything'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l owner-root -d 'Show everything as if it belonged to root'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l last-clean -d 'Leave out snapshots that are suspect'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand mount" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l price-storage -d 'Price of a GiB for a month, in any currency [default: 0.023, dollars for S3 Standard in us-east-1 in 2026]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l price-put -d 'Price of 1,000 requests that write or list [default: 0.005]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l price-get -d 'Price of 1,000 requests that read [default: 0.0004]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l cost -d 'Estimate what a month costs, from what is stored and the backups of the last 30 days'
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand stats" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l at -d 'The newest snapshot that began at this time or before: the same as @TIME' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -s t -l target -d 'Folder to restore into; it is made if it does not exist' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -s i -l include -d 'Restore only what matches, as in .gitignore; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -s e -l exclude -d 'Leave out what matches, as in .gitignore; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l iinclude -d 'The same as --include, letting capital and small letters be the same' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l iexclude -d 'The same as --exclude, letting capital and small letters be the same' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l include-file -d 'Take patterns of what to restore from a file, one a line, without blank lines and those that begin with #' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l exclude-file -d 'Take patterns of what to leave out from a file' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l iinclude-file -d 'The same as --include-file, letting capital and small letters be the same' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l iexclude-file -d 'The same as --exclude-file, letting capital and small letters be the same' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l overwrite -d 'What to do with files that exist' -r -f -a "always\t'Replace whatever differs, comparing content by reading it'
if-changed\t'Replace files of another size or time of change'
if-newer\t'Replace files that are older'
never\t'Leave every file that exists'"
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l owner -d 'Whom restored files shall belong to' -r -f -a "numeric\t'The recorded numbers'
name\t'The recorded names, where this host knows them'
keep\t'Whoever restores'"
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l write-concurrency -d 'Threads that decrypt, check and write [default: one a core]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l in-place -d 'Restore to where the files were'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l delete -d 'Delete what the snapshot does not have, below what was backed up; what patterns leave out stays'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l sparse -d 'Leave out zeros in files where blocks are full of them, to save room; what were holes always are'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l no-xattrs -d 'Leave out extended attributes, ACLs and capabilities'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l dry-run -d 'Change nothing, only tell what would be restored'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l verify -d 'Read everything again afterwards and compare it with the snapshot'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l last-clean -d 'Pass over snapshots that are suspect; without SNAPSHOT or --at, the newest that is not'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l group-by -d 'Keep by group of snapshots that have the same of these: host, paths, tags, key; or one group of all: none [default: host,paths,key]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-full -d 'Keep full snapshots younger than this, as 30d, 1y6m or 12h [default: 30d, if nothing else is to be kept]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-incremental -d 'Keep incremental snapshots younger than this [default: 7d, if nothing else is to be kept]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s l -l keep-last -d 'Keep the N newest; here and below `unlimited` or -1 keeps all' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s H -l keep-hourly -d 'Keep the newest of each of the N newest hours that have one' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s d -l keep-daily -d 'Keep the newest of each of the N newest days that have one' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s w -l keep-weekly -d 'Keep the newest of each of the N newest weeks that have one' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s m -l keep-monthly -d 'Keep the newest of each of the N newest months that have one' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s y -l keep-yearly -d 'Keep the newest of each of the N newest years that have one' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-within -d 'Keep everything at most this much older than the newest, as 2y5m7d3h' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-within-hourly -d 'Keep the newest of each hour at most this much older than the newest' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-within-daily -d 'Keep the newest of each day at most this much older than the newest' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-within-weekly -d 'Keep the newest of each week at most this much older than the newest' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-within-monthly -d 'Keep the newest of each month at most this much older than the newest' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-within-yearly -d 'Keep the newest of each year at most this much older than the newest' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-tag -d 'Keep snapshots with this tag, or with all of several; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-id -d 'Keep the snapshot with this id; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l keep-newest-good -d 'Keep the N newest good snapshots of every group, whatever else is said [default: 1]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l max-forget-share -d 'Forget at most this share of all snapshots without --yes, where there are more than 3 [default: 50]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s n -l dry-run -d 'Only show what would be forgotten'
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l prune -d 'Prune afterwards, as `sandyq prune` does without options'
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l yes -d 'Forget even all of a group, or more than --max-forget-share'
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand forget" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand unforget" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l release -d 'Let retention drop them again'
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand hold" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l add -d 'Give these tags' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l remove -d 'Take these tags away' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l set -d 'Give these tags and take all others away; \'\' takes all away' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand tag" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l from-repo -d 'The repository that they come from, as for --repo [env: SANDYQ_FROM_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l from-password-file -d 'Read its passphrase from a file [env: SANDYQ_FROM_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l from-password-command -d 'Take its passphrase from what this command prints; run by `sh -c` [env: SANDYQ_FROM_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l from-key-file -d 'Use a key file of it in place of a passphrase [env: SANDYQ_FROM_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -s n -l dry-run -d 'Say what would be copied and copy nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand copy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l from-repo -d 'The repository that they come from, as for --repo [env: SANDYQ_FROM_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l from-password-file -d 'Read its passphrase from a file [env: SANDYQ_FROM_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l from-password-command -d 'Take its passphrase from what this command prints; run by `sh -c` [env: SANDYQ_FROM_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -s n -l dry-run -d 'Say what would be imported and import nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -s e -l exclude -d 'Leave out what matches, as in .gitignore, with / where the tree or the disk began; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l iexclude -d 'The same, letting capital and small letters be the same' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l exclude-file -d 'Take patterns from a file, one a line, without blank lines and those that begin with #' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l iexclude-file -d 'The same, letting capital and small letters be the same' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l exclude-larger-than -d 'Leave out files of more than this, as 500M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l forget -d 'Forget each original in the step that makes its successor'
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -s n -l dry-run -d 'Say what would be left out and change nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand rewrite" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l level -d 'How far to look; each level contains those before it' -r -f -a "sessions\t'Roots, keys, list of snapshots, and sessions that are not absorbed'
index\t'Every part of the index too'
packs\t'Whether each pack is there with its size too'
trees\t'Every directory of every snapshot, and whether all content has a place, too'"
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l read-data-subset -d 'Read a part of the packs with files\' content: the N-th of T parts (2/7), a random share (5%) or a random amount (10G)' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l rotate -d 'Read one of N parts of the packs with files\' content: the one that was verified longest ago, so that N runs read all' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l seed -d 'Choose the random part that this number stands for: the output of an earlier run names it' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l read-data -d 'Read and check every byte of every pack'
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l level -d 'How far to look; each level contains those before it' -r -f -a "sessions\t'Roots, keys, list of snapshots, and sessions that are not absorbed'
index\t'Every part of the index too'
packs\t'Whether each pack is there with its size too'
trees\t'Every directory of every snapshot, and whether all content has a place, too'"
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l read-data-subset -d 'Read a part of the packs with files\' content: the N-th of T parts (2/7), a random share (5%) or a random amount (10G)' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l rotate -d 'Read one of N parts of the packs with files\' content: the one that was verified longest ago, so that N runs read all' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l seed -d 'Choose the random part that this number stands for: the output of an earlier run names it' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l read-data -d 'Read and check every byte of every pack'
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -f -a "index" -d 'Name packs again that no readable part of the index names'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -f -a "snapshots" -d 'Make snapshots anew without the files of which something is lost'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and not __fish_seen_subcommand_from index snapshots help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -s n -l dry-run -d 'Say what would be done and change nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from index" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l forget -d 'Forget each original once its successor is there'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -s n -l dry-run -d 'Say what would be left out and change nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from snapshots" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from help" -f -a "index" -d 'Name packs again that no readable part of the index names'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from help" -f -a "snapshots" -d 'Make snapshots anew without the files of which something is lost'
complete -c sandyq -n "__fish_sandyq_using_subcommand repair; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l max-unused -d 'How much of no use may stay in packs that are of use: a share as 5%, a size as 500M, or `unlimited`' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l max-repack -d 'Copy from packs of at most this size in all, as 20G; the next run goes on' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l fence-after -d 'End sessions that began before this run\'s mark and were silent for so long; whoever lives after all begins anew' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l wait -d 'Wait so long for backups that began before this run\'s mark; without it the next run goes on' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l compression -d 'zstd level for what is copied' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -s n -l dry-run -d 'Say what would be done, with bytes, and change nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand prune" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -f -a "list" -d 'List keys'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -f -a "add" -d 'Add a key with a passphrase, or one in a file'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -f -a "remove" -d 'Remove a key: nothing it signs counts from then on'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -f -a "passwd" -d 'Change the passphrase of the key in use'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -f -a "export" -d 'Write the key in use to a file, for the safe'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and not __fish_seen_subcommand_from list add remove passwd export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l role -d 'full: everything; maintain: no file\'s content; read: list, restore and verify; write: back up only' -r -f -a "full\t''
maintain\t''
read\t''
write\t''"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l group -d 'Share chunks with all keys of this group [default: a group of its own, or that of all full keys]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l label -d 'A name for the list' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l out -d 'Write a key file instead of asking for a passphrase' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l new-password-file -d 'Read the new passphrase from a file instead of asking' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l argon2-memory -d 'Memory that each guess of the passphrase takes, 8M to 4G [default: 64M]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l new-password-file -d 'Read the new passphrase from a file instead of asking' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l argon2-memory -d 'Memory that each guess of the passphrase takes, 8M to 4G [default: 64M]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l out -d 'File to make; it must not exist' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "list" -d 'List keys'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a key with a passphrase, or one in a file'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a key: nothing it signs counts from then on'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "passwd" -d 'Change the passphrase of the key in use'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write the key in use to a file, for the safe'
complete -c sandyq -n "__fish_sandyq_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -f -a "config" -d 'The description of the repository'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -f -a "root" -d 'A state of the whole repository: its keys, and which segments of index and catalogue count'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -f -a "snapshot" -d 'A snapshot: what every key can read of it, and what only some can'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -f -a "tree" -d 'The first page of a directory or of a large file, or any page by its id'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -f -a "pack" -d 'What a pack holds, from the directory in it'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -f -a "index" -d 'Every pack that the index holds, one a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -f -a "session" -d 'What a session has said, if maintenance has not swept it yet'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -f -a "key" -d 'A key as the list of keys has it'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and not __fish_seen_subcommand_from config root snapshot tree pack index session key help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from config" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from root" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from snapshot" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from tree" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from pack" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from index" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from session" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from key" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from help" -f -a "config" -d 'The description of the repository'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from help" -f -a "root" -d 'A state of the whole repository: its keys, and which segments of index and catalogue count'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from help" -f -a "snapshot" -d 'A snapshot: what every key can read of it, and what only some can'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from help" -f -a "tree" -d 'The first page of a directory or of a large file, or any page by its id'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from help" -f -a "pack" -d 'What a pack holds, from the directory in it'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from help" -f -a "index" -d 'Every pack that the index holds, one a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from help" -f -a "session" -d 'What a session has said, if maintenance has not swept it yet'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from help" -f -a "key" -d 'A key as the list of keys has it'
complete -c sandyq -n "__fish_sandyq_using_subcommand cat; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -f -a "show" -d 'Show every setting and where it comes from: an option, the environment, the profile, a default'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -f -a "check" -d 'Look for mistakes in files of profiles, and for promises in them that cannot hold'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and not __fish_seen_subcommand_from show check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l dataset -d 'Everything that holds for this dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l set -d 'Only what somebody has set'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show every setting and where it comes from: an option, the environment, the profile, a default'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "check" -d 'Look for mistakes in files of profiles, and for promises in them that cannot hold'
complete -c sandyq -n "__fish_sandyq_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l dataset -d 'Only what concerns this dataset; may be given more than once [default: all, and the repository]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l only -d 'Only backups, or only what one host does for all: verify, forget and prune' -r -f -a "backup\t'Backups'
maintenance\t'All else'"
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l every -d 'How often this is called, or with --watch how often to look: what cannot wait for the next time is due' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l explain -d 'Tell of each task why it is due or not, and do nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -s n -l dry-run -d 'Tell what would be run, and do nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l watch -d 'Go on until a signal, and look again and again'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l fail-if-busy -d 'Exit with 75 if something is due that another run of this host is at'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l dataset -d 'Only this dataset; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand status" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l out -d 'Write it to this file, whole or not at all [default: print it]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l since -d 'Tell of the time since then, as 2026-11-20T10:00, or of the last so long, as 7d' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l dataset -d 'Only this dataset; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l html -d 'Write a page with plots that needs no other file and no network'
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand report" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l textfile -d 'Write them to this file, whole or not at all, for the textfile collector of node_exporter' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l push-url-file -d 'Push them to the gateway whose address stands in this file, as http://push.example.org:9091' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand metrics" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -f -a "serve" -d 'Answer over HTTP: /health with 200 or 503, /health/live, and /metrics for Prometheus'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and not __fish_seen_subcommand_from serve help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l listen -d 'Address and port [default: health_check_listen of the profile, or 127.0.0.1:8080]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Answer over HTTP: /health with 200 or 503, /health/live, and /metrics for Prometheus'
complete -c sandyq -n "__fish_sandyq_using_subcommand health; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -f -a "list" -d 'List what is wrong on this host, and what is silenced'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -f -a "silence" -d 'Tell nobody of an alert for a time'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -f -a "test" -d 'Send a message that says it is none, and its end'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and not __fish_seen_subcommand_from list silence test help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l for -d 'For how long; 0s ends a silence' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from silence" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l channel -d 'Only this one: email, slack, pagerduty, webhook or sms; may be given more than once [default: all]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "list" -d 'List what is wrong on this host, and what is silenced'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "silence" -d 'Tell nobody of an alert for a time'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "test" -d 'Send a message that says it is none, and its end'
complete -c sandyq -n "__fish_sandyq_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -f -a "run" -d 'Restore into a place of its own, compare, measure, and write a signed report'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -f -a "list" -d 'List the drills that are recorded'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -f -a "show" -d 'Show the report of a drill'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -f -a "record" -d 'Add reports to the repository that were made where nothing could be recorded'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -f -a "verify-report" -d 'Check reports by their signatures and whether they follow each other, without any repository'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -f -a "review" -d 'Say what was found in a drill and what is to be done, or that it is done'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and not __fish_seen_subcommand_from run list show record verify-report review help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l plan -d 'What a plan asks for: monthly a sample of critical datasets, quarterly critical and important ones whole and whether damage is noticed, annual all of them, also with the key from the safe and on a bare host' -r -f -a "monthly\t''
quarterly\t''
annual\t''"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l scenario -d 'What has happened; may be given more than once [default: file, or what the plan says]' -r -f -a "file\t''
full\t''
corruption\t''
key-loss\t''
bare-host\t''"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l rto -d 'A recovery may take at most this long [default: as the dataset\'s tier says]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l rpo -d 'At most this much of the newest data may be lost [default: as the dataset\'s tier says]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l seed -d 'Choose samples by these digits, as a report tells them [default: new ones]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l scratch -d 'Folder to restore into [default: the one for temporary files]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l check-command -d 'Command that tells whether what was restored is good; run by `sh -c` in it' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l escrow-key -d 'Key file from the safe, for key-loss and bare-host' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l escrow-password-file -d 'File with the passphrase from the safe, for the same' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l report-dir -d 'Folder to write the reports to: JSON, Markdown, HTML and JUnit XML' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l junit -d 'Write JUnit XML to this file too' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l lang -d 'Language of the reports for people' -r -f -a "en\t'English'
kk\t'Kazakh'"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l host -d 'Only snapshots of this host; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l path -d 'Only snapshots that hold this path' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l tag -d 'Only snapshots with this tag' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l dataset -d 'Only snapshots of this dataset of a profile; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l no-record -d 'Leave the drill out of the repository'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l format -d 'How to show it' -r -f -a "text\t'A table'
json\t'The signed file'
md\t'Markdown'
html\t'A page'
junit\t'JUnit XML'"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l lang -d 'Language of Markdown and HTML' -r -f -a "en\t'English'
kk\t'Kazakh'"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from record" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l pubkey -d 'The key that has to have signed them: its id as in `key list`, or the public key itself' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from verify-report" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l finding -d 'Something that was found; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l action -d 'Something to be done; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l owner -d 'Who does it' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l due -d 'By which day, as 2026-12-31' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l done -d 'An action that is done, by its name; may be given more than once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l reviewer -d 'Who looked at it [default: the user]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from review" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "run" -d 'Restore into a place of its own, compare, measure, and write a signed report'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the drills that are recorded'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the report of a drill'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "record" -d 'Add reports to the repository that were made where nothing could be recorded'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "verify-report" -d 'Check reports by their signatures and whether they follow each other, without any repository'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "review" -d 'Say what was found in a drill and what is to be done, or that it is done'
complete -c sandyq -n "__fish_sandyq_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l disaster -d 'What happened: database-failure, network-failure, application-failure, site-loss, ransomware or operator-error' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l runbook -d 'Go by this runbook in place of the usual one' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -s t -l target -d 'Folder to restore below; each dataset gets a folder of its name there' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l dataset -d 'Only this dataset; may be given more than once [default: all, what is promised most of first]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l at -d 'Go back to this time, as 2026-11-20T10:00, or by so long, as 2h [default: the newest]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l path -d 'Bring back only this file or folder, by the path that it had' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l from -d 'Recover from this repository in place of those of the profile' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l print-runbook -d 'Print the runbook, to be read or edited, and do nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -s n -l dry-run -d 'Tell what would be done, and which snapshots would be restored, and do nothing'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l resume -d 'Go on with the recovery that is unfinished, after its last step that was done'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l anew -d 'Begin although another recovery is unfinished, and leave that one'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -s y -l yes -d 'Ask nobody: all that a person has to confirm is as it should be'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand recover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -f -a "render" -d 'Write the recovery document in Markdown, as the profile is now: targets, contacts, and exact commands'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and not __fish_seen_subcommand_from render help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l lang -d 'The language' -r -f -a "en\t'English'
kk\t'Kazakh'"
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l out -d 'Write it to this file, whole or not at all [default: print it]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from render" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from help" -f -a "render" -d 'Write the recovery document in Markdown, as the profile is now: targets, contacts, and exact commands'
complete -c sandyq -n "__fish_sandyq_using_subcommand runbook; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -f -a "print" -d 'Print cron lines, or units for systemd'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -f -a "install" -d 'Write units for systemd, and say how to enable them; nothing is enabled'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and not __fish_seen_subcommand_from print install help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l format -d 'For cron or for systemd' -r -f -a "cron\t'Lines for /etc/cron.d, or with --user for `crontab -e`'
systemd\t'A service and a timer for each'"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l only -d 'Only backups, or only what one host does for all: verify, forget and prune' -r -f -a "backup\t'Backups'
maintenance\t'All else'"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l program -d 'The program to call [default: this one]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l user -d 'For the user instead of the machine'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from print" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l directory -d 'Folder for the units [default: /etc/systemd/system, or with --user ~/.config/systemd/user]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l only -d 'Only backups, or only what one host does for all: verify, forget and prune' -r -f -a "backup\t'Backups'
maintenance\t'All else'"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l program -d 'The program to call [default: this one]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -s n -l dry-run -d 'Only say what would be written'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l user -d 'For the user instead of the machine'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from help" -f -a "print" -d 'Print cron lines, or units for systemd'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from help" -f -a "install" -d 'Write units for systemd, and say how to enable them; nothing is enabled'
complete -c sandyq -n "__fish_sandyq_using_subcommand schedule; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l write -d 'Try writing and deleting too, with small objects of its own'
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -f -a "list" -d 'List the caches of all repositories that this host knows'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -f -a "clean" -d 'Remove caches that were not used for 30 days, or others; what is needed again is fetched again'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and not __fish_seen_subcommand_from list clean help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l older-than -d 'Remove what was not used for so long, as 12h or 90d [default: 30d]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l max-size -d 'Remove what was used longest ago until all caches together take no more than this' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l all -d 'Remove all'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -s n -l dry-run -d 'Only say what would go'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from clean" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the caches of all repositories that this host knows'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "clean" -d 'Remove caches that were not used for 30 days, or others; what is needed again is fetched again'
complete -c sandyq -n "__fish_sandyq_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -f -a "completions" -d 'Completions for bash, zsh, fish, elvish and PowerShell'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -f -a "man" -d 'A man page for each command'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and not __fish_seen_subcommand_from completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l shell -d 'Print those of one shell instead' -r -f -a "bash\t''
elvish\t''
fish\t''
powershell\t''
zsh\t''"
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from completions" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from man" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from help" -f -a "completions" -d 'Completions for bash, zsh, fish, elvish and PowerShell'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from help" -f -a "man" -d 'A man page for each command'
complete -c sandyq -n "__fish_sandyq_using_subcommand generate; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -s r -l repo -d 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l repo-of -d 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l password-file -d 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l password-command -d 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l key-file -d 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l config -d 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]' -r -F
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -s p -l profile -d 'A profile of that file in place of its top [env: SANDYQ_PROFILE]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l cache-dir -d 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]' -r -f -a "(__fish_complete_directories)"
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l limit-upload -d 'Send at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l limit-download -d 'Receive at most this much a second: a number of KiB, or with a unit, as 10M' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l connections -d 'Requests to the store under way at once' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l retry-for -d 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]' -r
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l json -d 'Print JSON, one object a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -s q -l quiet -d 'Print nothing but warnings, errors and what was asked for'
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -s v -l verbose -d 'Say more: what happens to each file; twice, of unchanged ones too'
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l no-cache -d 'Keep nothing on this host between runs'
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -l no-progress -d 'Show no progress'
complete -c sandyq -n "__fish_sandyq_using_subcommand version" -s h -l help -d 'Print help'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "init" -d 'Make a repository'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "backup" -d 'Back up: incremental if there is a snapshot to build on, else full'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "full" -d 'Back up, reading every byte again and relying only on packs seen in the store'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "incremental" -d 'Back up, taking over what size, times and inode show unchanged'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "snapshots" -d 'List snapshots'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "ls" -d 'List what a snapshot holds'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "find" -d 'Find files by name, size or time in all snapshots'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "diff" -d 'Compare two snapshots, or a snapshot with a folder of this host'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "dump" -d 'Write a file of a snapshot, or a directory as an archive, to standard output'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "mount" -d 'Show snapshots as a read-only file system'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "stats" -d 'Tell how much snapshots hold, and what of it takes how much room'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "restore" -d 'Restore a snapshot or a part of it'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "forget" -d 'Forget snapshots that a policy does not keep, or those that are named'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "unforget" -d 'Bring back forgotten snapshots that are not swept yet'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "hold" -d 'Keep snapshots from every retention, or release them'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "tag" -d 'Give snapshots tags, or take tags away'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "copy" -d 'Copy snapshots from another repository into this one, under this one\'s keys'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "import" -d 'Import snapshots from a repository of restic'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "rewrite" -d 'Make snapshots anew without paths that are to go from history'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "verify" -d 'Look whether everything is there and as it should be'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "repair" -d 'Mend the index, or make snapshots anew without what is lost'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "prune" -d 'Sweep forgotten snapshots and what only they needed'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "key" -d 'List, add, remove and export keys'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "cat" -d 'Print an object of the repository as it is inside, for those who look for a fault'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "config" -d 'Show what the profile, the environment and the options come to, or look for mistakes in a profile'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "run" -d 'Do whatever is due of what a profile asks for: to be called each minute'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "status" -d 'Tell how the promises of a profile stand: what would be lost now, and how long a recovery would take'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "report" -d 'Tell how the promises of a profile were kept over time, with --html as a page with plots'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "metrics" -d 'Print how the promises of a profile stand for Prometheus, write it to a file or push it'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "health" -d 'Look whether everything answers that a backup needs, once or as a service over HTTP'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "alert" -d 'List what is wrong, silence it, or try the channels that people are told on'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "drill" -d 'Restore to prove that it can be done, measure it, and keep the signed reports'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "recover" -d 'Go through a recovery step by step: assess, activate the team, execute, verify'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "runbook" -d 'Write the recovery document of a profile: targets, contacts, procedures and exact commands'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "schedule" -d 'Cron lines or systemd timers that run what a profile asks for'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "doctor" -d 'Try whether the store, the key and this host have all that is needed'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "cache" -d 'List what this host keeps to be faster, and clean it'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "generate" -d 'Write completions for shells, or man pages'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "version" -d 'Print the version'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and not __fish_seen_subcommand_from init backup full incremental snapshots ls find diff dump mount stats restore forget unforget hold tag copy import rewrite verify repair prune key cat config run status report metrics health alert drill recover runbook schedule doctor cache generate version help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from repair" -f -a "index" -d 'Name packs again that no readable part of the index names'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from repair" -f -a "snapshots" -d 'Make snapshots anew without the files of which something is lost'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "list" -d 'List keys'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "add" -d 'Add a key with a passphrase, or one in a file'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "remove" -d 'Remove a key: nothing it signs counts from then on'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "passwd" -d 'Change the passphrase of the key in use'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "export" -d 'Write the key in use to a file, for the safe'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cat" -f -a "config" -d 'The description of the repository'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cat" -f -a "root" -d 'A state of the whole repository: its keys, and which segments of index and catalogue count'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cat" -f -a "snapshot" -d 'A snapshot: what every key can read of it, and what only some can'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cat" -f -a "tree" -d 'The first page of a directory or of a large file, or any page by its id'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cat" -f -a "pack" -d 'What a pack holds, from the directory in it'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cat" -f -a "index" -d 'Every pack that the index holds, one a line'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cat" -f -a "session" -d 'What a session has said, if maintenance has not swept it yet'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cat" -f -a "key" -d 'A key as the list of keys has it'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show every setting and where it comes from: an option, the environment, the profile, a default'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "check" -d 'Look for mistakes in files of profiles, and for promises in them that cannot hold'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from health" -f -a "serve" -d 'Answer over HTTP: /health with 200 or 503, /health/live, and /metrics for Prometheus'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "list" -d 'List what is wrong on this host, and what is silenced'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "silence" -d 'Tell nobody of an alert for a time'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "test" -d 'Send a message that says it is none, and its end'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "run" -d 'Restore into a place of its own, compare, measure, and write a signed report'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "list" -d 'List the drills that are recorded'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "show" -d 'Show the report of a drill'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "record" -d 'Add reports to the repository that were made where nothing could be recorded'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "verify-report" -d 'Check reports by their signatures and whether they follow each other, without any repository'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "review" -d 'Say what was found in a drill and what is to be done, or that it is done'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from runbook" -f -a "render" -d 'Write the recovery document in Markdown, as the profile is now: targets, contacts, and exact commands'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from schedule" -f -a "print" -d 'Print cron lines, or units for systemd'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from schedule" -f -a "install" -d 'Write units for systemd, and say how to enable them; nothing is enabled'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "list" -d 'List the caches of all repositories that this host knows'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "clean" -d 'Remove caches that were not used for 30 days, or others; what is needed again is fetched again'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from generate" -f -a "completions" -d 'Completions for bash, zsh, fish, elvish and PowerShell'
complete -c sandyq -n "__fish_sandyq_using_subcommand help; and __fish_seen_subcommand_from generate" -f -a "man" -d 'A man page for each command'
