
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'sandyq' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'sandyq'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'sandyq' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make a repository')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Back up: incremental if there is a snapshot to build on, else full')
            [CompletionResult]::new('full', 'full', [CompletionResultType]::ParameterValue, 'Back up, reading every byte again and relying only on packs seen in the store')
            [CompletionResult]::new('incremental', 'incremental', [CompletionResultType]::ParameterValue, 'Back up, taking over what size, times and inode show unchanged')
            [CompletionResult]::new('snapshots', 'snapshots', [CompletionResultType]::ParameterValue, 'List snapshots')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List what a snapshot holds')
            [CompletionResult]::new('find', 'find', [CompletionResultType]::ParameterValue, 'Find files by name, size or time in all snapshots')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two snapshots, or a snapshot with a folder of this host')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Write a file of a snapshot, or a directory as an archive, to standard output')
            [CompletionResult]::new('mount', 'mount', [CompletionResultType]::ParameterValue, 'Show snapshots as a read-only file system')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Tell how much snapshots hold, and what of it takes how much room')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Restore a snapshot or a part of it')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Forget snapshots that a policy does not keep, or those that are named')
            [CompletionResult]::new('unforget', 'unforget', [CompletionResultType]::ParameterValue, 'Bring back forgotten snapshots that are not swept yet')
            [CompletionResult]::new('hold', 'hold', [CompletionResultType]::ParameterValue, 'Keep snapshots from every retention, or release them')
            [CompletionResult]::new('tag', 'tag', [CompletionResultType]::ParameterValue, 'Give snapshots tags, or take tags away')
            [CompletionResult]::new('copy', 'copy', [CompletionResultType]::ParameterValue, 'Copy snapshots from another repository into this one, under this one''s keys')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import snapshots from a repository of restic')
            [CompletionResult]::new('rewrite', 'rewrite', [CompletionResultType]::ParameterValue, 'Make snapshots anew without paths that are to go from history')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Look whether everything is there and as it should be')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look whether everything is there and as it should be')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Mend the index, or make snapshots anew without what is lost')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Sweep forgotten snapshots and what only they needed')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'List, add, remove and export keys')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Print an object of the repository as it is inside, for those who look for a fault')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show what the profile, the environment and the options come to, or look for mistakes in a profile')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Do whatever is due of what a profile asks for: to be called each minute')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell how the promises of a profile stand: what would be lost now, and how long a recovery would take')
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Tell how the promises of a profile were kept over time, with --html as a page with plots')
            [CompletionResult]::new('metrics', 'metrics', [CompletionResultType]::ParameterValue, 'Print how the promises of a profile stand for Prometheus, write it to a file or push it')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Look whether everything answers that a backup needs, once or as a service over HTTP')
            [CompletionResult]::new('alert', 'alert', [CompletionResultType]::ParameterValue, 'List what is wrong, silence it, or try the channels that people are told on')
            [CompletionResult]::new('drill', 'drill', [CompletionResultType]::ParameterValue, 'Restore to prove that it can be done, measure it, and keep the signed reports')
            [CompletionResult]::new('recover', 'recover', [CompletionResultType]::ParameterValue, 'Go through a recovery step by step: assess, activate the team, execute, verify')
            [CompletionResult]::new('runbook', 'runbook', [CompletionResultType]::ParameterValue, 'Write the recovery document of a profile: targets, contacts, procedures and exact commands')
            [CompletionResult]::new('schedule', 'schedule', [CompletionResultType]::ParameterValue, 'Cron lines or systemd timers that run what a profile asks for')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Try whether the store, the key and this host have all that is needed')
            [CompletionResult]::new('cache', 'cache', [CompletionResultType]::ParameterValue, 'List what this host keeps to be faster, and clean it')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write completions for shells, or man pages')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;init' {
            [CompletionResult]::new('--chunker-avg', '--chunker-avg', [CompletionResultType]::ParameterName, 'Average size of chunks, a power of two from 4K to 2M: smaller ones find more in common, larger ones need less index [default: 128K]')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Size of the pages that disk images and databases are cut into, a power of two from 4K to 128K: smaller ones store less of what changes, larger ones need less index [default: 16K]')
            [CompletionResult]::new('--argon2-memory', '--argon2-memory', [CompletionResultType]::ParameterName, 'Memory that each guess of a passphrase takes, 8M to 4G [default: 64M]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;backup' {
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Back up this dataset of the profile; may be given more than once [default: all, if no PATH is given]')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Label the snapshot; may be given more than once')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Name of this host in the catalogue [default: the host''s own]')
            [CompletionResult]::new('--compression', '--compression', [CompletionResultType]::ParameterName, 'zstd level, -7 to 22: -1 is fast, 19 is small [default: 3; 6 for up to 256 MiB that are new since the last backup, and as far as there is time for it while a slow store is waited for]')
            [CompletionResult]::new('--read-concurrency', '--read-concurrency', [CompletionResultType]::ParameterName, 'Threads that read, hash and compress [default: one a core]')
            [CompletionResult]::new('--upload-buffer', '--upload-buffer', [CompletionResultType]::ParameterName, 'Memory for packs that the store has not taken yet, as 128M, at least 72M: more is faster where each request takes long [default: 80M]')
            [CompletionResult]::new('--max-loss', '--max-loss', [CompletionResultType]::ParameterName, 'Make no snapshot if more than this share of the last one''s files is gone, as 50%; exits with 23')
            [CompletionResult]::new('--canary', '--canary', [CompletionResultType]::ParameterName, 'A file that nobody has a reason to change: the snapshot is suspect if it did; may be given more than once')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'The time that the snapshot tells, as 2026-11-20T10:00 [default: now]')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, 'Take paths from a file too, one a line, or from - for standard input; *, ? and [...] match what is there, # begins a comment')
            [CompletionResult]::new('--files-from-verbatim', '--files-from-verbatim', [CompletionResultType]::ParameterName, 'The same, each line exactly as it is')
            [CompletionResult]::new('--files-from-raw', '--files-from-raw', [CompletionResultType]::ParameterName, 'The same, each path ended by a NUL byte, as `find -print0` does')
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, 'Name of that file')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once')
            [CompletionResult]::new('--iexclude', '--iexclude', [CompletionResultType]::ParameterName, 'The same, letting capital and small letters be the same')
            [CompletionResult]::new('--exclude-file', '--exclude-file', [CompletionResultType]::ParameterName, 'Take patterns from a file, one a line, without blank lines and those that begin with #')
            [CompletionResult]::new('--iexclude-file', '--iexclude-file', [CompletionResultType]::ParameterName, 'The same, letting capital and small letters be the same')
            [CompletionResult]::new('--exclude-if-present', '--exclude-if-present', [CompletionResultType]::ParameterName, 'Leave out what else is in a folder that holds this file, perhaps only if the file begins with this text')
            [CompletionResult]::new('--exclude-larger-than', '--exclude-larger-than', [CompletionResultType]::ParameterName, 'Leave out files of more than this, as 500M')
            [CompletionResult]::new('--ignore-files', '--ignore-files', [CompletionResultType]::ParameterName, 'Leave out what files of this name say of the folder they are in and what is below, as .gitignore does')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--init', '--init', [CompletionResultType]::ParameterName, 'Make the repository first if there is none')
            [CompletionResult]::new('--no-verify-upload', '--no-verify-upload', [CompletionResultType]::ParameterName, 'Do not read sealed blocks back before they are uploaded')
            [CompletionResult]::new('--no-xattrs', '--no-xattrs', [CompletionResultType]::ParameterName, 'Leave out extended attributes, ACLs and capabilities')
            [CompletionResult]::new('--with-atime', '--with-atime', [CompletionResultType]::ParameterName, 'Record when files were last read')
            [CompletionResult]::new('--skip-if-unchanged', '--skip-if-unchanged', [CompletionResultType]::ParameterName, 'Make no snapshot if it would hold the same as the last one of the same sources on this host')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Tell where the time went: reading, cutting, hashing, compressing, sealing, checking, waiting for the store')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Store nothing, only tell what would be stored')
            [CompletionResult]::new('--background', '--background', [CompletionResultType]::ParameterName, 'Give way to other programs: lowest priority for the processor, and with it for the disk')
            [CompletionResult]::new('--stdin', '--stdin', [CompletionResultType]::ParameterName, 'Back up what standard input gives, as one file')
            [CompletionResult]::new('--stdin-from-command', '--stdin-from-command', [CompletionResultType]::ParameterName, 'Back up what a command prints, as one file: `--stdin-from-command -- COMMAND...`; if it fails, nothing is saved')
            [CompletionResult]::new('--exclude-caches', '--exclude-caches', [CompletionResultType]::ParameterName, 'Leave out the content of folders that are marked as caches by a CACHEDIR.TAG')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Leave out what is on another file system than its source')
            [CompletionResult]::new('--one-file-system', '--one-file-system', [CompletionResultType]::ParameterName, 'Leave out what is on another file system than its source')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;full' {
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Back up this dataset of the profile; may be given more than once [default: all, if no PATH is given]')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Label the snapshot; may be given more than once')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Name of this host in the catalogue [default: the host''s own]')
            [CompletionResult]::new('--compression', '--compression', [CompletionResultType]::ParameterName, 'zstd level, -7 to 22: -1 is fast, 19 is small [default: 3; 6 for up to 256 MiB that are new since the last backup, and as far as there is time for it while a slow store is waited for]')
            [CompletionResult]::new('--read-concurrency', '--read-concurrency', [CompletionResultType]::ParameterName, 'Threads that read, hash and compress [default: one a core]')
            [CompletionResult]::new('--upload-buffer', '--upload-buffer', [CompletionResultType]::ParameterName, 'Memory for packs that the store has not taken yet, as 128M, at least 72M: more is faster where each request takes long [default: 80M]')
            [CompletionResult]::new('--max-loss', '--max-loss', [CompletionResultType]::ParameterName, 'Make no snapshot if more than this share of the last one''s files is gone, as 50%; exits with 23')
            [CompletionResult]::new('--canary', '--canary', [CompletionResultType]::ParameterName, 'A file that nobody has a reason to change: the snapshot is suspect if it did; may be given more than once')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'The time that the snapshot tells, as 2026-11-20T10:00 [default: now]')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, 'Take paths from a file too, one a line, or from - for standard input; *, ? and [...] match what is there, # begins a comment')
            [CompletionResult]::new('--files-from-verbatim', '--files-from-verbatim', [CompletionResultType]::ParameterName, 'The same, each line exactly as it is')
            [CompletionResult]::new('--files-from-raw', '--files-from-raw', [CompletionResultType]::ParameterName, 'The same, each path ended by a NUL byte, as `find -print0` does')
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, 'Name of that file')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once')
            [CompletionResult]::new('--iexclude', '--iexclude', [CompletionResultType]::ParameterName, 'The same, letting capital and small letters be the same')
            [CompletionResult]::new('--exclude-file', '--exclude-file', [CompletionResultType]::ParameterName, 'Take patterns from a file, one a line, without blank lines and those that begin with #')
            [CompletionResult]::new('--iexclude-file', '--iexclude-file', [CompletionResultType]::ParameterName, 'The same, letting capital and small letters be the same')
            [CompletionResult]::new('--exclude-if-present', '--exclude-if-present', [CompletionResultType]::ParameterName, 'Leave out what else is in a folder that holds this file, perhaps only if the file begins with this text')
            [CompletionResult]::new('--exclude-larger-than', '--exclude-larger-than', [CompletionResultType]::ParameterName, 'Leave out files of more than this, as 500M')
            [CompletionResult]::new('--ignore-files', '--ignore-files', [CompletionResultType]::ParameterName, 'Leave out what files of this name say of the folder they are in and what is below, as .gitignore does')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--init', '--init', [CompletionResultType]::ParameterName, 'Make the repository first if there is none')
            [CompletionResult]::new('--no-verify-upload', '--no-verify-upload', [CompletionResultType]::ParameterName, 'Do not read sealed blocks back before they are uploaded')
            [CompletionResult]::new('--no-xattrs', '--no-xattrs', [CompletionResultType]::ParameterName, 'Leave out extended attributes, ACLs and capabilities')
            [CompletionResult]::new('--with-atime', '--with-atime', [CompletionResultType]::ParameterName, 'Record when files were last read')
            [CompletionResult]::new('--skip-if-unchanged', '--skip-if-unchanged', [CompletionResultType]::ParameterName, 'Make no snapshot if it would hold the same as the last one of the same sources on this host')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Tell where the time went: reading, cutting, hashing, compressing, sealing, checking, waiting for the store')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Store nothing, only tell what would be stored')
            [CompletionResult]::new('--background', '--background', [CompletionResultType]::ParameterName, 'Give way to other programs: lowest priority for the processor, and with it for the disk')
            [CompletionResult]::new('--stdin', '--stdin', [CompletionResultType]::ParameterName, 'Back up what standard input gives, as one file')
            [CompletionResult]::new('--stdin-from-command', '--stdin-from-command', [CompletionResultType]::ParameterName, 'Back up what a command prints, as one file: `--stdin-from-command -- COMMAND...`; if it fails, nothing is saved')
            [CompletionResult]::new('--exclude-caches', '--exclude-caches', [CompletionResultType]::ParameterName, 'Leave out the content of folders that are marked as caches by a CACHEDIR.TAG')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Leave out what is on another file system than its source')
            [CompletionResult]::new('--one-file-system', '--one-file-system', [CompletionResultType]::ParameterName, 'Leave out what is on another file system than its source')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;incremental' {
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Back up this dataset of the profile; may be given more than once [default: all, if no PATH is given]')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Label the snapshot; may be given more than once')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Name of this host in the catalogue [default: the host''s own]')
            [CompletionResult]::new('--compression', '--compression', [CompletionResultType]::ParameterName, 'zstd level, -7 to 22: -1 is fast, 19 is small [default: 3; 6 for up to 256 MiB that are new since the last backup, and as far as there is time for it while a slow store is waited for]')
            [CompletionResult]::new('--read-concurrency', '--read-concurrency', [CompletionResultType]::ParameterName, 'Threads that read, hash and compress [default: one a core]')
            [CompletionResult]::new('--upload-buffer', '--upload-buffer', [CompletionResultType]::ParameterName, 'Memory for packs that the store has not taken yet, as 128M, at least 72M: more is faster where each request takes long [default: 80M]')
            [CompletionResult]::new('--max-loss', '--max-loss', [CompletionResultType]::ParameterName, 'Make no snapshot if more than this share of the last one''s files is gone, as 50%; exits with 23')
            [CompletionResult]::new('--canary', '--canary', [CompletionResultType]::ParameterName, 'A file that nobody has a reason to change: the snapshot is suspect if it did; may be given more than once')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'The time that the snapshot tells, as 2026-11-20T10:00 [default: now]')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, 'Take paths from a file too, one a line, or from - for standard input; *, ? and [...] match what is there, # begins a comment')
            [CompletionResult]::new('--files-from-verbatim', '--files-from-verbatim', [CompletionResultType]::ParameterName, 'The same, each line exactly as it is')
            [CompletionResult]::new('--files-from-raw', '--files-from-raw', [CompletionResultType]::ParameterName, 'The same, each path ended by a NUL byte, as `find -print0` does')
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, 'Name of that file')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once')
            [CompletionResult]::new('--iexclude', '--iexclude', [CompletionResultType]::ParameterName, 'The same, letting capital and small letters be the same')
            [CompletionResult]::new('--exclude-file', '--exclude-file', [CompletionResultType]::ParameterName, 'Take patterns from a file, one a line, without blank lines and those that begin with #')
            [CompletionResult]::new('--iexclude-file', '--iexclude-file', [CompletionResultType]::ParameterName, 'The same, letting capital and small letters be the same')
            [CompletionResult]::new('--exclude-if-present', '--exclude-if-present', [CompletionResultType]::ParameterName, 'Leave out what else is in a folder that holds this file, perhaps only if the file begins with this text')
            [CompletionResult]::new('--exclude-larger-than', '--exclude-larger-than', [CompletionResultType]::ParameterName, 'Leave out files of more than this, as 500M')
            [CompletionResult]::new('--ignore-files', '--ignore-files', [CompletionResultType]::ParameterName, 'Leave out what files of this name say of the folder they are in and what is below, as .gitignore does')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--init', '--init', [CompletionResultType]::ParameterName, 'Make the repository first if there is none')
            [CompletionResult]::new('--no-verify-upload', '--no-verify-upload', [CompletionResultType]::ParameterName, 'Do not read sealed blocks back before they are uploaded')
            [CompletionResult]::new('--no-xattrs', '--no-xattrs', [CompletionResultType]::ParameterName, 'Leave out extended attributes, ACLs and capabilities')
            [CompletionResult]::new('--with-atime', '--with-atime', [CompletionResultType]::ParameterName, 'Record when files were last read')
            [CompletionResult]::new('--skip-if-unchanged', '--skip-if-unchanged', [CompletionResultType]::ParameterName, 'Make no snapshot if it would hold the same as the last one of the same sources on this host')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Tell where the time went: reading, cutting, hashing, compressing, sealing, checking, waiting for the store')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Store nothing, only tell what would be stored')
            [CompletionResult]::new('--background', '--background', [CompletionResultType]::ParameterName, 'Give way to other programs: lowest priority for the processor, and with it for the disk')
            [CompletionResult]::new('--stdin', '--stdin', [CompletionResultType]::ParameterName, 'Back up what standard input gives, as one file')
            [CompletionResult]::new('--stdin-from-command', '--stdin-from-command', [CompletionResultType]::ParameterName, 'Back up what a command prints, as one file: `--stdin-from-command -- COMMAND...`; if it fails, nothing is saved')
            [CompletionResult]::new('--exclude-caches', '--exclude-caches', [CompletionResultType]::ParameterName, 'Leave out the content of folders that are marked as caches by a CACHEDIR.TAG')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Leave out what is on another file system than its source')
            [CompletionResult]::new('--one-file-system', '--one-file-system', [CompletionResultType]::ParameterName, 'Leave out what is on another file system than its source')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;snapshots' {
            [CompletionResult]::new('--latest', '--latest', [CompletionResultType]::ParameterName, 'Only the N newest of each host and its paths')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only full or only incremental ones')
            [CompletionResult]::new('--newer', '--newer', [CompletionResultType]::ParameterName, 'Only those that began after this time, as 2026-11-20T10:00, or in the last so long, as 7d; a date alone means its end')
            [CompletionResult]::new('--older', '--older', [CompletionResultType]::ParameterName, 'Only those that began at this time or before')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--forgotten', '--forgotten', [CompletionResultType]::ParameterName, 'Show those that were forgotten and are not swept yet')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;ls' {
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'What comes first in each directory')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Show modes, owners, sizes and times')
            [CompletionResult]::new('--long', '--long', [CompletionResultType]::ParameterName, 'Show modes, owners, sizes and times')
            [CompletionResult]::new('-R', '-R ', [CompletionResultType]::ParameterName, 'Show everything below, not only the first level')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'Show everything below, not only the first level')
            [CompletionResult]::new('--reverse', '--reverse', [CompletionResultType]::ParameterName, 'The other way round')
            [CompletionResult]::new('--ncdu', '--ncdu', [CompletionResultType]::ParameterName, 'Write everything below as ncdu reads it: `sandyq ls --ncdu | ncdu -f -`')
            [CompletionResult]::new('--last-clean', '--last-clean', [CompletionResultType]::ParameterName, 'Pass over snapshots that are suspect')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;find' {
            [CompletionResult]::new('--last-good', '--last-good', [CompletionResultType]::ParameterName, 'Tell the newest snapshot in which this path can be read to its last byte, reading it to make sure')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only entries of this kind; may be given more than once')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'Only files of more than (+10M), less than (-10M) or exactly this size; may be given twice for a range')
            [CompletionResult]::new('--newer', '--newer', [CompletionResultType]::ParameterName, 'Only what was changed after this time, as 2026-11-20T10:00, or in the last so long, as 7d; a date alone means its end')
            [CompletionResult]::new('--older', '--older', [CompletionResultType]::ParameterName, 'Only what was last changed at this time or before')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Only in this snapshot: latest, latest~N, the first digits of an id, or @TIME; may be given more than once')
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Only in this snapshot: latest, latest~N, the first digits of an id, or @TIME; may be given more than once')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Let capital and small letters be the same')
            [CompletionResult]::new('--ignore-case', '--ignore-case', [CompletionResultType]::ParameterName, 'Let capital and small letters be the same')
            [CompletionResult]::new('--iname', '--iname', [CompletionResultType]::ParameterName, 'Let capital and small letters be the same')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Show modes, owners, sizes and times')
            [CompletionResult]::new('--long', '--long', [CompletionResultType]::ParameterName, 'Show modes, owners, sizes and times')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;diff' {
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Compare with this folder of this host instead, by sizes and times')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--content', '--content', [CompletionResultType]::ParameterName, 'Read the files of that folder and compare what they hold')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'Tell of other modes, owners, times and attributes too')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;dump' {
            [CompletionResult]::new('-a', '-a', [CompletionResultType]::ParameterName, 'How to write a directory')
            [CompletionResult]::new('--archive', '--archive', [CompletionResultType]::ParameterName, 'How to write a directory')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Write to this file, which is there only once it is complete [default: standard output]')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'Write to this file, which is there only once it is complete [default: standard output]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--last-clean', '--last-clean', [CompletionResultType]::ParameterName, 'Pass over snapshots that are suspect')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;mount' {
            [CompletionResult]::new('--cache-size', '--cache-size', [CompletionResultType]::ParameterName, 'Keep this much of what was read in memory')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--allow-other', '--allow-other', [CompletionResultType]::ParameterName, 'Let other users look at it too, each at what modes and ACLs allow')
            [CompletionResult]::new('--no-default-permissions', '--no-default-permissions', [CompletionResultType]::ParameterName, 'Let other users look at everything')
            [CompletionResult]::new('--owner-root', '--owner-root', [CompletionResultType]::ParameterName, 'Show everything as if it belonged to root')
            [CompletionResult]::new('--last-clean', '--last-clean', [CompletionResultType]::ParameterName, 'Leave out snapshots that are suspect')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;stats' {
            [CompletionResult]::new('--price-storage', '--price-storage', [CompletionResultType]::ParameterName, 'Price of a GiB for a month, in any currency [default: 0.023, dollars for S3 Standard in us-east-1 in 2026]')
            [CompletionResult]::new('--price-put', '--price-put', [CompletionResultType]::ParameterName, 'Price of 1,000 requests that write or list [default: 0.005]')
            [CompletionResult]::new('--price-get', '--price-get', [CompletionResultType]::ParameterName, 'Price of 1,000 requests that read [default: 0.0004]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--cost', '--cost', [CompletionResultType]::ParameterName, 'Estimate what a month costs, from what is stored and the backups of the last 30 days')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;restore' {
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'The newest snapshot that began at this time or before: the same as @TIME')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Folder to restore into; it is made if it does not exist')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'Folder to restore into; it is made if it does not exist')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Restore only what matches, as in .gitignore; may be given more than once')
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Restore only what matches, as in .gitignore; may be given more than once')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore; may be given more than once')
            [CompletionResult]::new('--iinclude', '--iinclude', [CompletionResultType]::ParameterName, 'The same as --include, letting capital and small letters be the same')
            [CompletionResult]::new('--iexclude', '--iexclude', [CompletionResultType]::ParameterName, 'The same as --exclude, letting capital and small letters be the same')
            [CompletionResult]::new('--include-file', '--include-file', [CompletionResultType]::ParameterName, 'Take patterns of what to restore from a file, one a line, without blank lines and those that begin with #')
            [CompletionResult]::new('--exclude-file', '--exclude-file', [CompletionResultType]::ParameterName, 'Take patterns of what to leave out from a file')
            [CompletionResult]::new('--iinclude-file', '--iinclude-file', [CompletionResultType]::ParameterName, 'The same as --include-file, letting capital and small letters be the same')
            [CompletionResult]::new('--iexclude-file', '--iexclude-file', [CompletionResultType]::ParameterName, 'The same as --exclude-file, letting capital and small letters be the same')
            [CompletionResult]::new('--overwrite', '--overwrite', [CompletionResultType]::ParameterName, 'What to do with files that exist')
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'Whom restored files shall belong to')
            [CompletionResult]::new('--write-concurrency', '--write-concurrency', [CompletionResultType]::ParameterName, 'Threads that decrypt, check and write [default: one a core]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--in-place', '--in-place', [CompletionResultType]::ParameterName, 'Restore to where the files were')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'Delete what the snapshot does not have, below what was backed up; what patterns leave out stays')
            [CompletionResult]::new('--sparse', '--sparse', [CompletionResultType]::ParameterName, 'Leave out zeros in files where blocks are full of them, to save room; what were holes always are')
            [CompletionResult]::new('--no-xattrs', '--no-xattrs', [CompletionResultType]::ParameterName, 'Leave out extended attributes, ACLs and capabilities')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing, only tell what would be restored')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read everything again afterwards and compare it with the snapshot')
            [CompletionResult]::new('--last-clean', '--last-clean', [CompletionResultType]::ParameterName, 'Pass over snapshots that are suspect; without SNAPSHOT or --at, the newest that is not')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;forget' {
            [CompletionResult]::new('--group-by', '--group-by', [CompletionResultType]::ParameterName, 'Keep by group of snapshots that have the same of these: host, paths, tags, key; or one group of all: none [default: host,paths,key]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('--keep-full', '--keep-full', [CompletionResultType]::ParameterName, 'Keep full snapshots younger than this, as 30d, 1y6m or 12h [default: 30d, if nothing else is to be kept]')
            [CompletionResult]::new('--keep-incremental', '--keep-incremental', [CompletionResultType]::ParameterName, 'Keep incremental snapshots younger than this [default: 7d, if nothing else is to be kept]')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Keep the N newest; here and below `unlimited` or -1 keeps all')
            [CompletionResult]::new('--keep-last', '--keep-last', [CompletionResultType]::ParameterName, 'Keep the N newest; here and below `unlimited` or -1 keeps all')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest hours that have one')
            [CompletionResult]::new('--keep-hourly', '--keep-hourly', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest hours that have one')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest days that have one')
            [CompletionResult]::new('--keep-daily', '--keep-daily', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest days that have one')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest weeks that have one')
            [CompletionResult]::new('--keep-weekly', '--keep-weekly', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest weeks that have one')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest months that have one')
            [CompletionResult]::new('--keep-monthly', '--keep-monthly', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest months that have one')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest years that have one')
            [CompletionResult]::new('--keep-yearly', '--keep-yearly', [CompletionResultType]::ParameterName, 'Keep the newest of each of the N newest years that have one')
            [CompletionResult]::new('--keep-within', '--keep-within', [CompletionResultType]::ParameterName, 'Keep everything at most this much older than the newest, as 2y5m7d3h')
            [CompletionResult]::new('--keep-within-hourly', '--keep-within-hourly', [CompletionResultType]::ParameterName, 'Keep the newest of each hour at most this much older than the newest')
            [CompletionResult]::new('--keep-within-daily', '--keep-within-daily', [CompletionResultType]::ParameterName, 'Keep the newest of each day at most this much older than the newest')
            [CompletionResult]::new('--keep-within-weekly', '--keep-within-weekly', [CompletionResultType]::ParameterName, 'Keep the newest of each week at most this much older than the newest')
            [CompletionResult]::new('--keep-within-monthly', '--keep-within-monthly', [CompletionResultType]::ParameterName, 'Keep the newest of each month at most this much older than the newest')
            [CompletionResult]::new('--keep-within-yearly', '--keep-within-yearly', [CompletionResultType]::ParameterName, 'Keep the newest of each year at most this much older than the newest')
            [CompletionResult]::new('--keep-tag', '--keep-tag', [CompletionResultType]::ParameterName, 'Keep snapshots with this tag, or with all of several; may be given more than once')
            [CompletionResult]::new('--keep-id', '--keep-id', [CompletionResultType]::ParameterName, 'Keep the snapshot with this id; may be given more than once')
            [CompletionResult]::new('--keep-newest-good', '--keep-newest-good', [CompletionResultType]::ParameterName, 'Keep the N newest good snapshots of every group, whatever else is said [default: 1]')
            [CompletionResult]::new('--max-forget-share', '--max-forget-share', [CompletionResultType]::ParameterName, 'Forget at most this share of all snapshots without --yes, where there are more than 3 [default: 50]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Only show what would be forgotten')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only show what would be forgotten')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Prune afterwards, as `sandyq prune` does without options')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Forget even all of a group, or more than --max-forget-share')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;unforget' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;hold' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--release', '--release', [CompletionResultType]::ParameterName, 'Let retention drop them again')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;tag' {
            [CompletionResult]::new('--add', '--add', [CompletionResultType]::ParameterName, 'Give these tags')
            [CompletionResult]::new('--remove', '--remove', [CompletionResultType]::ParameterName, 'Take these tags away')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Give these tags and take all others away; '''' takes all away')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;copy' {
            [CompletionResult]::new('--from-repo', '--from-repo', [CompletionResultType]::ParameterName, 'The repository that they come from, as for --repo [env: SANDYQ_FROM_REPOSITORY]')
            [CompletionResult]::new('--from-password-file', '--from-password-file', [CompletionResultType]::ParameterName, 'Read its passphrase from a file [env: SANDYQ_FROM_PASSWORD_FILE]')
            [CompletionResult]::new('--from-password-command', '--from-password-command', [CompletionResultType]::ParameterName, 'Take its passphrase from what this command prints; run by `sh -c` [env: SANDYQ_FROM_PASSWORD_COMMAND]')
            [CompletionResult]::new('--from-key-file', '--from-key-file', [CompletionResultType]::ParameterName, 'Use a key file of it in place of a passphrase [env: SANDYQ_FROM_KEY_FILE]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would be copied and copy nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be copied and copy nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;import' {
            [CompletionResult]::new('--from-repo', '--from-repo', [CompletionResultType]::ParameterName, 'The repository that they come from, as for --repo [env: SANDYQ_FROM_REPOSITORY]')
            [CompletionResult]::new('--from-password-file', '--from-password-file', [CompletionResultType]::ParameterName, 'Read its passphrase from a file [env: SANDYQ_FROM_PASSWORD_FILE]')
            [CompletionResult]::new('--from-password-command', '--from-password-command', [CompletionResultType]::ParameterName, 'Take its passphrase from what this command prints; run by `sh -c` [env: SANDYQ_FROM_PASSWORD_COMMAND]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would be imported and import nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be imported and import nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;rewrite' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore, with / where the tree or the disk began; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what matches, as in .gitignore, with / where the tree or the disk began; may be given more than once')
            [CompletionResult]::new('--iexclude', '--iexclude', [CompletionResultType]::ParameterName, 'The same, letting capital and small letters be the same')
            [CompletionResult]::new('--exclude-file', '--exclude-file', [CompletionResultType]::ParameterName, 'Take patterns from a file, one a line, without blank lines and those that begin with #')
            [CompletionResult]::new('--iexclude-file', '--iexclude-file', [CompletionResultType]::ParameterName, 'The same, letting capital and small letters be the same')
            [CompletionResult]::new('--exclude-larger-than', '--exclude-larger-than', [CompletionResultType]::ParameterName, 'Leave out files of more than this, as 500M')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--forget', '--forget', [CompletionResultType]::ParameterName, 'Forget each original in the step that makes its successor')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would be left out and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be left out and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;verify' {
            [CompletionResult]::new('--level', '--level', [CompletionResultType]::ParameterName, 'How far to look; each level contains those before it')
            [CompletionResult]::new('--read-data-subset', '--read-data-subset', [CompletionResultType]::ParameterName, 'Read a part of the packs with files'' content: the N-th of T parts (2/7), a random share (5%) or a random amount (10G)')
            [CompletionResult]::new('--rotate', '--rotate', [CompletionResultType]::ParameterName, 'Read one of N parts of the packs with files'' content: the one that was verified longest ago, so that N runs read all')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Choose the random part that this number stands for: the output of an earlier run names it')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--read-data', '--read-data', [CompletionResultType]::ParameterName, 'Read and check every byte of every pack')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;check' {
            [CompletionResult]::new('--level', '--level', [CompletionResultType]::ParameterName, 'How far to look; each level contains those before it')
            [CompletionResult]::new('--read-data-subset', '--read-data-subset', [CompletionResultType]::ParameterName, 'Read a part of the packs with files'' content: the N-th of T parts (2/7), a random share (5%) or a random amount (10G)')
            [CompletionResult]::new('--rotate', '--rotate', [CompletionResultType]::ParameterName, 'Read one of N parts of the packs with files'' content: the one that was verified longest ago, so that N runs read all')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Choose the random part that this number stands for: the output of an earlier run names it')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--read-data', '--read-data', [CompletionResultType]::ParameterName, 'Read and check every byte of every pack')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;repair' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Name packs again that no readable part of the index names')
            [CompletionResult]::new('snapshots', 'snapshots', [CompletionResultType]::ParameterValue, 'Make snapshots anew without the files of which something is lost')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;repair;index' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would be done and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;repair;snapshots' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--forget', '--forget', [CompletionResultType]::ParameterName, 'Forget each original once its successor is there')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would be left out and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be left out and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;repair;help' {
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Name packs again that no readable part of the index names')
            [CompletionResult]::new('snapshots', 'snapshots', [CompletionResultType]::ParameterValue, 'Make snapshots anew without the files of which something is lost')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;repair;help;index' {
            break
        }
        'sandyq;repair;help;snapshots' {
            break
        }
        'sandyq;repair;help;help' {
            break
        }
        'sandyq;prune' {
            [CompletionResult]::new('--max-unused', '--max-unused', [CompletionResultType]::ParameterName, 'How much of no use may stay in packs that are of use: a share as 5%, a size as 500M, or `unlimited`')
            [CompletionResult]::new('--max-repack', '--max-repack', [CompletionResultType]::ParameterName, 'Copy from packs of at most this size in all, as 20G; the next run goes on')
            [CompletionResult]::new('--fence-after', '--fence-after', [CompletionResultType]::ParameterName, 'End sessions that began before this run''s mark and were silent for so long; whoever lives after all begins anew')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait so long for backups that began before this run''s mark; without it the next run goes on')
            [CompletionResult]::new('--compression', '--compression', [CompletionResultType]::ParameterName, 'zstd level for what is copied')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would be done, with bytes, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, with bytes, and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;key' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a key with a passphrase, or one in a file')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a key: nothing it signs counts from then on')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Change the passphrase of the key in use')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the key in use to a file, for the safe')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;key;list' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;key;add' {
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'full: everything; maintain: no file''s content; read: list, restore and verify; write: back up only')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Share chunks with all keys of this group [default: a group of its own, or that of all full keys]')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A name for the list')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write a key file instead of asking for a passphrase')
            [CompletionResult]::new('--new-password-file', '--new-password-file', [CompletionResultType]::ParameterName, 'Read the new passphrase from a file instead of asking')
            [CompletionResult]::new('--argon2-memory', '--argon2-memory', [CompletionResultType]::ParameterName, 'Memory that each guess of the passphrase takes, 8M to 4G [default: 64M]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;key;remove' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;key;passwd' {
            [CompletionResult]::new('--new-password-file', '--new-password-file', [CompletionResultType]::ParameterName, 'Read the new passphrase from a file instead of asking')
            [CompletionResult]::new('--argon2-memory', '--argon2-memory', [CompletionResultType]::ParameterName, 'Memory that each guess of the passphrase takes, 8M to 4G [default: 64M]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;key;export' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'File to make; it must not exist')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;key;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a key with a passphrase, or one in a file')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a key: nothing it signs counts from then on')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Change the passphrase of the key in use')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the key in use to a file, for the safe')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;key;help;list' {
            break
        }
        'sandyq;key;help;add' {
            break
        }
        'sandyq;key;help;remove' {
            break
        }
        'sandyq;key;help;passwd' {
            break
        }
        'sandyq;key;help;export' {
            break
        }
        'sandyq;key;help;help' {
            break
        }
        'sandyq;cat' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'The description of the repository')
            [CompletionResult]::new('root', 'root', [CompletionResultType]::ParameterValue, 'A state of the whole repository: its keys, and which segments of index and catalogue count')
            [CompletionResult]::new('snapshot', 'snapshot', [CompletionResultType]::ParameterValue, 'A snapshot: what every key can read of it, and what only some can')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'The first page of a directory or of a large file, or any page by its id')
            [CompletionResult]::new('pack', 'pack', [CompletionResultType]::ParameterValue, 'What a pack holds, from the directory in it')
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Every pack that the index holds, one a line')
            [CompletionResult]::new('session', 'session', [CompletionResultType]::ParameterValue, 'What a session has said, if maintenance has not swept it yet')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'A key as the list of keys has it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;cat;config' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cat;root' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cat;snapshot' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cat;tree' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cat;pack' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cat;index' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cat;session' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cat;key' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cat;help' {
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'The description of the repository')
            [CompletionResult]::new('root', 'root', [CompletionResultType]::ParameterValue, 'A state of the whole repository: its keys, and which segments of index and catalogue count')
            [CompletionResult]::new('snapshot', 'snapshot', [CompletionResultType]::ParameterValue, 'A snapshot: what every key can read of it, and what only some can')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'The first page of a directory or of a large file, or any page by its id')
            [CompletionResult]::new('pack', 'pack', [CompletionResultType]::ParameterValue, 'What a pack holds, from the directory in it')
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Every pack that the index holds, one a line')
            [CompletionResult]::new('session', 'session', [CompletionResultType]::ParameterValue, 'What a session has said, if maintenance has not swept it yet')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'A key as the list of keys has it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;cat;help;config' {
            break
        }
        'sandyq;cat;help;root' {
            break
        }
        'sandyq;cat;help;snapshot' {
            break
        }
        'sandyq;cat;help;tree' {
            break
        }
        'sandyq;cat;help;pack' {
            break
        }
        'sandyq;cat;help;index' {
            break
        }
        'sandyq;cat;help;session' {
            break
        }
        'sandyq;cat;help;key' {
            break
        }
        'sandyq;cat;help;help' {
            break
        }
        'sandyq;config' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every setting and where it comes from: an option, the environment, the profile, a default')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look for mistakes in files of profiles, and for promises in them that cannot hold')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;config;show' {
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Everything that holds for this dataset')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Only what somebody has set')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;config;check' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;config;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every setting and where it comes from: an option, the environment, the profile, a default')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look for mistakes in files of profiles, and for promises in them that cannot hold')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;config;help;show' {
            break
        }
        'sandyq;config;help;check' {
            break
        }
        'sandyq;config;help;help' {
            break
        }
        'sandyq;run' {
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only what concerns this dataset; may be given more than once [default: all, and the repository]')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only backups, or only what one host does for all: verify, forget and prune')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often this is called, or with --watch how often to look: what cannot wait for the next time is due')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Tell of each task why it is due or not, and do nothing')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Tell what would be run, and do nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Tell what would be run, and do nothing')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Go on until a signal, and look again and again')
            [CompletionResult]::new('--fail-if-busy', '--fail-if-busy', [CompletionResultType]::ParameterName, 'Exit with 75 if something is due that another run of this host is at')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;status' {
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only this dataset; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;report' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write it to this file, whole or not at all [default: print it]')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Tell of the time since then, as 2026-11-20T10:00, or of the last so long, as 7d')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only this dataset; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Write a page with plots that needs no other file and no network')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;metrics' {
            [CompletionResult]::new('--textfile', '--textfile', [CompletionResultType]::ParameterName, 'Write them to this file, whole or not at all, for the textfile collector of node_exporter')
            [CompletionResult]::new('--push-url-file', '--push-url-file', [CompletionResultType]::ParameterName, 'Push them to the gateway whose address stands in this file, as http://push.example.org:9091')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;health' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Answer over HTTP: /health with 200 or 503, /health/live, and /metrics for Prometheus')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;health;serve' {
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Address and port [default: health_check_listen of the profile, or 127.0.0.1:8080]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;health;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Answer over HTTP: /health with 200 or 503, /health/live, and /metrics for Prometheus')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;health;help;serve' {
            break
        }
        'sandyq;health;help;help' {
            break
        }
        'sandyq;alert' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what is wrong on this host, and what is silenced')
            [CompletionResult]::new('silence', 'silence', [CompletionResultType]::ParameterValue, 'Tell nobody of an alert for a time')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Send a message that says it is none, and its end')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;alert;list' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;alert;silence' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'For how long; 0s ends a silence')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;alert;test' {
            [CompletionResult]::new('--channel', '--channel', [CompletionResultType]::ParameterName, 'Only this one: email, slack, pagerduty, webhook or sms; may be given more than once [default: all]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;alert;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what is wrong on this host, and what is silenced')
            [CompletionResult]::new('silence', 'silence', [CompletionResultType]::ParameterValue, 'Tell nobody of an alert for a time')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Send a message that says it is none, and its end')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;alert;help;list' {
            break
        }
        'sandyq;alert;help;silence' {
            break
        }
        'sandyq;alert;help;test' {
            break
        }
        'sandyq;alert;help;help' {
            break
        }
        'sandyq;drill' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Restore into a place of its own, compare, measure, and write a signed report')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the drills that are recorded')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the report of a drill')
            [CompletionResult]::new('record', 'record', [CompletionResultType]::ParameterValue, 'Add reports to the repository that were made where nothing could be recorded')
            [CompletionResult]::new('verify-report', 'verify-report', [CompletionResultType]::ParameterValue, 'Check reports by their signatures and whether they follow each other, without any repository')
            [CompletionResult]::new('review', 'review', [CompletionResultType]::ParameterValue, 'Say what was found in a drill and what is to be done, or that it is done')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;drill;run' {
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'What a plan asks for: monthly a sample of critical datasets, quarterly critical and important ones whole and whether damage is noticed, annual all of them, also with the key from the safe and on a bare host')
            [CompletionResult]::new('--scenario', '--scenario', [CompletionResultType]::ParameterName, 'What has happened; may be given more than once [default: file, or what the plan says]')
            [CompletionResult]::new('--rto', '--rto', [CompletionResultType]::ParameterName, 'A recovery may take at most this long [default: as the dataset''s tier says]')
            [CompletionResult]::new('--rpo', '--rpo', [CompletionResultType]::ParameterName, 'At most this much of the newest data may be lost [default: as the dataset''s tier says]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Choose samples by these digits, as a report tells them [default: new ones]')
            [CompletionResult]::new('--scratch', '--scratch', [CompletionResultType]::ParameterName, 'Folder to restore into [default: the one for temporary files]')
            [CompletionResult]::new('--check-command', '--check-command', [CompletionResultType]::ParameterName, 'Command that tells whether what was restored is good; run by `sh -c` in it')
            [CompletionResult]::new('--escrow-key', '--escrow-key', [CompletionResultType]::ParameterName, 'Key file from the safe, for key-loss and bare-host')
            [CompletionResult]::new('--escrow-password-file', '--escrow-password-file', [CompletionResultType]::ParameterName, 'File with the passphrase from the safe, for the same')
            [CompletionResult]::new('--report-dir', '--report-dir', [CompletionResultType]::ParameterName, 'Folder to write the reports to: JSON, Markdown, HTML and JUnit XML')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write JUnit XML to this file too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of the reports for people')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Only snapshots of this host; may be given more than once')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Only snapshots that hold this path')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Only snapshots with this tag')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only snapshots of this dataset of a profile; may be given more than once')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--no-record', '--no-record', [CompletionResultType]::ParameterName, 'Leave the drill out of the repository')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;drill;list' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;drill;show' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to show it')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of Markdown and HTML')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;drill;record' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;drill;verify-report' {
            [CompletionResult]::new('--pubkey', '--pubkey', [CompletionResultType]::ParameterName, 'The key that has to have signed them: its id as in `key list`, or the public key itself')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;drill;review' {
            [CompletionResult]::new('--finding', '--finding', [CompletionResultType]::ParameterName, 'Something that was found; may be given more than once')
            [CompletionResult]::new('--action', '--action', [CompletionResultType]::ParameterName, 'Something to be done; may be given more than once')
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'Who does it')
            [CompletionResult]::new('--due', '--due', [CompletionResultType]::ParameterName, 'By which day, as 2026-12-31')
            [CompletionResult]::new('--done', '--done', [CompletionResultType]::ParameterName, 'An action that is done, by its name; may be given more than once')
            [CompletionResult]::new('--reviewer', '--reviewer', [CompletionResultType]::ParameterName, 'Who looked at it [default: the user]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;drill;help' {
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Restore into a place of its own, compare, measure, and write a signed report')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the drills that are recorded')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the report of a drill')
            [CompletionResult]::new('record', 'record', [CompletionResultType]::ParameterValue, 'Add reports to the repository that were made where nothing could be recorded')
            [CompletionResult]::new('verify-report', 'verify-report', [CompletionResultType]::ParameterValue, 'Check reports by their signatures and whether they follow each other, without any repository')
            [CompletionResult]::new('review', 'review', [CompletionResultType]::ParameterValue, 'Say what was found in a drill and what is to be done, or that it is done')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;drill;help;run' {
            break
        }
        'sandyq;drill;help;list' {
            break
        }
        'sandyq;drill;help;show' {
            break
        }
        'sandyq;drill;help;record' {
            break
        }
        'sandyq;drill;help;verify-report' {
            break
        }
        'sandyq;drill;help;review' {
            break
        }
        'sandyq;drill;help;help' {
            break
        }
        'sandyq;recover' {
            [CompletionResult]::new('--disaster', '--disaster', [CompletionResultType]::ParameterName, 'What happened: database-failure, network-failure, application-failure, site-loss, ransomware or operator-error')
            [CompletionResult]::new('--runbook', '--runbook', [CompletionResultType]::ParameterName, 'Go by this runbook in place of the usual one')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Folder to restore below; each dataset gets a folder of its name there')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'Folder to restore below; each dataset gets a folder of its name there')
            [CompletionResult]::new('--dataset', '--dataset', [CompletionResultType]::ParameterName, 'Only this dataset; may be given more than once [default: all, what is promised most of first]')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Go back to this time, as 2026-11-20T10:00, or by so long, as 2h [default: the newest]')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Bring back only this file or folder, by the path that it had')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Recover from this repository in place of those of the profile')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--print-runbook', '--print-runbook', [CompletionResultType]::ParameterName, 'Print the runbook, to be read or edited, and do nothing')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Tell what would be done, and which snapshots would be restored, and do nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Tell what would be done, and which snapshots would be restored, and do nothing')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with the recovery that is unfinished, after its last step that was done')
            [CompletionResult]::new('--anew', '--anew', [CompletionResultType]::ParameterName, 'Begin although another recovery is unfinished, and leave that one')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Ask nobody: all that a person has to confirm is as it should be')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Ask nobody: all that a person has to confirm is as it should be')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;runbook' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('render', 'render', [CompletionResultType]::ParameterValue, 'Write the recovery document in Markdown, as the profile is now: targets, contacts, and exact commands')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;runbook;render' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write it to this file, whole or not at all [default: print it]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;runbook;help' {
            [CompletionResult]::new('render', 'render', [CompletionResultType]::ParameterValue, 'Write the recovery document in Markdown, as the profile is now: targets, contacts, and exact commands')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;runbook;help;render' {
            break
        }
        'sandyq;runbook;help;help' {
            break
        }
        'sandyq;schedule' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('print', 'print', [CompletionResultType]::ParameterValue, 'Print cron lines, or units for systemd')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Write units for systemd, and say how to enable them; nothing is enabled')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;schedule;print' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'For cron or for systemd')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only backups, or only what one host does for all: verify, forget and prune')
            [CompletionResult]::new('--program', '--program', [CompletionResultType]::ParameterName, 'The program to call [default: this one]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'For the user instead of the machine')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;schedule;install' {
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Folder for the units [default: /etc/systemd/system, or with --user ~/.config/systemd/user]')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only backups, or only what one host does for all: verify, forget and prune')
            [CompletionResult]::new('--program', '--program', [CompletionResultType]::ParameterName, 'The program to call [default: this one]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Only say what would be written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be written')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'For the user instead of the machine')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;schedule;help' {
            [CompletionResult]::new('print', 'print', [CompletionResultType]::ParameterValue, 'Print cron lines, or units for systemd')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Write units for systemd, and say how to enable them; nothing is enabled')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;schedule;help;print' {
            break
        }
        'sandyq;schedule;help;install' {
            break
        }
        'sandyq;schedule;help;help' {
            break
        }
        'sandyq;doctor' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Try writing and deleting too, with small objects of its own')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cache' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the caches of all repositories that this host knows')
            [CompletionResult]::new('clean', 'clean', [CompletionResultType]::ParameterValue, 'Remove caches that were not used for 30 days, or others; what is needed again is fetched again')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;cache;list' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;cache;clean' {
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Remove what was not used for so long, as 12h or 90d [default: 30d]')
            [CompletionResult]::new('--max-size', '--max-size', [CompletionResultType]::ParameterName, 'Remove what was used longest ago until all caches together take no more than this')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Remove all')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Only say what would go')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would go')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sandyq;cache;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the caches of all repositories that this host knows')
            [CompletionResult]::new('clean', 'clean', [CompletionResultType]::ParameterValue, 'Remove caches that were not used for 30 days, or others; what is needed again is fetched again')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;cache;help;list' {
            break
        }
        'sandyq;cache;help;clean' {
            break
        }
        'sandyq;cache;help;help' {
            break
        }
        'sandyq;generate' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Completions for bash, zsh, fish, elvish and PowerShell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'A man page for each command')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;generate;completions' {
            [CompletionResult]::new('--shell', '--shell', [CompletionResultType]::ParameterName, 'Print those of one shell instead')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;generate;man' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;generate;help' {
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Completions for bash, zsh, fish, elvish and PowerShell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'A man page for each command')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;generate;help;completions' {
            break
        }
        'sandyq;generate;help;man' {
            break
        }
        'sandyq;generate;help;help' {
            break
        }
        'sandyq;version' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo', '--repo', [CompletionResultType]::ParameterName, 'The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]')
            [CompletionResult]::new('--repo-of', '--repo-of', [CompletionResultType]::ParameterName, 'The repository of this dataset of the profile, which may have its own, and what else holds for that dataset')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'A profile of that file in place of its top [env: SANDYQ_PROFILE]')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]')
            [CompletionResult]::new('--limit-upload', '--limit-upload', [CompletionResultType]::ParameterName, 'Send at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--limit-download', '--limit-download', [CompletionResultType]::ParameterName, 'Receive at most this much a second: a number of KiB, or with a unit, as 10M')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Requests to the store under way at once')
            [CompletionResult]::new('--retry-for', '--retry-for', [CompletionResultType]::ParameterName, 'How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON, one object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing but warnings, errors and what was asked for')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: what happens to each file; twice, of unchanged ones too')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Keep nothing on this host between runs')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Show no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sandyq;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make a repository')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Back up: incremental if there is a snapshot to build on, else full')
            [CompletionResult]::new('full', 'full', [CompletionResultType]::ParameterValue, 'Back up, reading every byte again and relying only on packs seen in the store')
            [CompletionResult]::new('incremental', 'incremental', [CompletionResultType]::ParameterValue, 'Back up, taking over what size, times and inode show unchanged')
            [CompletionResult]::new('snapshots', 'snapshots', [CompletionResultType]::ParameterValue, 'List snapshots')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List what a snapshot holds')
            [CompletionResult]::new('find', 'find', [CompletionResultType]::ParameterValue, 'Find files by name, size or time in all snapshots')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two snapshots, or a snapshot with a folder of this host')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Write a file of a snapshot, or a directory as an archive, to standard output')
            [CompletionResult]::new('mount', 'mount', [CompletionResultType]::ParameterValue, 'Show snapshots as a read-only file system')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Tell how much snapshots hold, and what of it takes how much room')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Restore a snapshot or a part of it')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Forget snapshots that a policy does not keep, or those that are named')
            [CompletionResult]::new('unforget', 'unforget', [CompletionResultType]::ParameterValue, 'Bring back forgotten snapshots that are not swept yet')
            [CompletionResult]::new('hold', 'hold', [CompletionResultType]::ParameterValue, 'Keep snapshots from every retention, or release them')
            [CompletionResult]::new('tag', 'tag', [CompletionResultType]::ParameterValue, 'Give snapshots tags, or take tags away')
            [CompletionResult]::new('copy', 'copy', [CompletionResultType]::ParameterValue, 'Copy snapshots from another repository into this one, under this one''s keys')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import snapshots from a repository of restic')
            [CompletionResult]::new('rewrite', 'rewrite', [CompletionResultType]::ParameterValue, 'Make snapshots anew without paths that are to go from history')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Look whether everything is there and as it should be')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Mend the index, or make snapshots anew without what is lost')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Sweep forgotten snapshots and what only they needed')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'List, add, remove and export keys')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Print an object of the repository as it is inside, for those who look for a fault')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show what the profile, the environment and the options come to, or look for mistakes in a profile')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Do whatever is due of what a profile asks for: to be called each minute')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell how the promises of a profile stand: what would be lost now, and how long a recovery would take')
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Tell how the promises of a profile were kept over time, with --html as a page with plots')
            [CompletionResult]::new('metrics', 'metrics', [CompletionResultType]::ParameterValue, 'Print how the promises of a profile stand for Prometheus, write it to a file or push it')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Look whether everything answers that a backup needs, once or as a service over HTTP')
            [CompletionResult]::new('alert', 'alert', [CompletionResultType]::ParameterValue, 'List what is wrong, silence it, or try the channels that people are told on')
            [CompletionResult]::new('drill', 'drill', [CompletionResultType]::ParameterValue, 'Restore to prove that it can be done, measure it, and keep the signed reports')
            [CompletionResult]::new('recover', 'recover', [CompletionResultType]::ParameterValue, 'Go through a recovery step by step: assess, activate the team, execute, verify')
            [CompletionResult]::new('runbook', 'runbook', [CompletionResultType]::ParameterValue, 'Write the recovery document of a profile: targets, contacts, procedures and exact commands')
            [CompletionResult]::new('schedule', 'schedule', [CompletionResultType]::ParameterValue, 'Cron lines or systemd timers that run what a profile asks for')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Try whether the store, the key and this host have all that is needed')
            [CompletionResult]::new('cache', 'cache', [CompletionResultType]::ParameterValue, 'List what this host keeps to be faster, and clean it')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write completions for shells, or man pages')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandyq;help;init' {
            break
        }
        'sandyq;help;backup' {
            break
        }
        'sandyq;help;full' {
            break
        }
        'sandyq;help;incremental' {
            break
        }
        'sandyq;help;snapshots' {
            break
        }
        'sandyq;help;ls' {
            break
        }
        'sandyq;help;find' {
            break
        }
        'sandyq;help;diff' {
            break
        }
        'sandyq;help;dump' {
            break
        }
        'sandyq;help;mount' {
            break
        }
        'sandyq;help;stats' {
            break
        }
        'sandyq;help;restore' {
            break
        }
        'sandyq;help;forget' {
            break
        }
        'sandyq;help;unforget' {
            break
        }
        'sandyq;help;hold' {
            break
        }
        'sandyq;help;tag' {
            break
        }
        'sandyq;help;copy' {
            break
        }
        'sandyq;help;import' {
            break
        }
        'sandyq;help;rewrite' {
            break
        }
        'sandyq;help;verify' {
            break
        }
        'sandyq;help;repair' {
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Name packs again that no readable part of the index names')
            [CompletionResult]::new('snapshots', 'snapshots', [CompletionResultType]::ParameterValue, 'Make snapshots anew without the files of which something is lost')
            break
        }
        'sandyq;help;repair;index' {
            break
        }
        'sandyq;help;repair;snapshots' {
            break
        }
        'sandyq;help;prune' {
            break
        }
        'sandyq;help;key' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a key with a passphrase, or one in a file')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a key: nothing it signs counts from then on')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Change the passphrase of the key in use')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the key in use to a file, for the safe')
            break
        }
        'sandyq;help;key;list' {
            break
        }
        'sandyq;help;key;add' {
            break
        }
        'sandyq;help;key;remove' {
            break
        }
        'sandyq;help;key;passwd' {
            break
        }
        'sandyq;help;key;export' {
            break
        }
        'sandyq;help;cat' {
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'The description of the repository')
            [CompletionResult]::new('root', 'root', [CompletionResultType]::ParameterValue, 'A state of the whole repository: its keys, and which segments of index and catalogue count')
            [CompletionResult]::new('snapshot', 'snapshot', [CompletionResultType]::ParameterValue, 'A snapshot: what every key can read of it, and what only some can')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'The first page of a directory or of a large file, or any page by its id')
            [CompletionResult]::new('pack', 'pack', [CompletionResultType]::ParameterValue, 'What a pack holds, from the directory in it')
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Every pack that the index holds, one a line')
            [CompletionResult]::new('session', 'session', [CompletionResultType]::ParameterValue, 'What a session has said, if maintenance has not swept it yet')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'A key as the list of keys has it')
            break
        }
        'sandyq;help;cat;config' {
            break
        }
        'sandyq;help;cat;root' {
            break
        }
        'sandyq;help;cat;snapshot' {
            break
        }
        'sandyq;help;cat;tree' {
            break
        }
        'sandyq;help;cat;pack' {
            break
        }
        'sandyq;help;cat;index' {
            break
        }
        'sandyq;help;cat;session' {
            break
        }
        'sandyq;help;cat;key' {
            break
        }
        'sandyq;help;config' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every setting and where it comes from: an option, the environment, the profile, a default')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look for mistakes in files of profiles, and for promises in them that cannot hold')
            break
        }
        'sandyq;help;config;show' {
            break
        }
        'sandyq;help;config;check' {
            break
        }
        'sandyq;help;run' {
            break
        }
        'sandyq;help;status' {
            break
        }
        'sandyq;help;report' {
            break
        }
        'sandyq;help;metrics' {
            break
        }
        'sandyq;help;health' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Answer over HTTP: /health with 200 or 503, /health/live, and /metrics for Prometheus')
            break
        }
        'sandyq;help;health;serve' {
            break
        }
        'sandyq;help;alert' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what is wrong on this host, and what is silenced')
            [CompletionResult]::new('silence', 'silence', [CompletionResultType]::ParameterValue, 'Tell nobody of an alert for a time')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Send a message that says it is none, and its end')
            break
        }
        'sandyq;help;alert;list' {
            break
        }
        'sandyq;help;alert;silence' {
            break
        }
        'sandyq;help;alert;test' {
            break
        }
        'sandyq;help;drill' {
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Restore into a place of its own, compare, measure, and write a signed report')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the drills that are recorded')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the report of a drill')
            [CompletionResult]::new('record', 'record', [CompletionResultType]::ParameterValue, 'Add reports to the repository that were made where nothing could be recorded')
            [CompletionResult]::new('verify-report', 'verify-report', [CompletionResultType]::ParameterValue, 'Check reports by their signatures and whether they follow each other, without any repository')
            [CompletionResult]::new('review', 'review', [CompletionResultType]::ParameterValue, 'Say what was found in a drill and what is to be done, or that it is done')
            break
        }
        'sandyq;help;drill;run' {
            break
        }
        'sandyq;help;drill;list' {
            break
        }
        'sandyq;help;drill;show' {
            break
        }
        'sandyq;help;drill;record' {
            break
        }
        'sandyq;help;drill;verify-report' {
            break
        }
        'sandyq;help;drill;review' {
            break
        }
        'sandyq;help;recover' {
            break
        }
        'sandyq;help;runbook' {
            [CompletionResult]::new('render', 'render', [CompletionResultType]::ParameterValue, 'Write the recovery document in Markdown, as the profile is now: targets, contacts, and exact commands')
            break
        }
        'sandyq;help;runbook;render' {
            break
        }
        'sandyq;help;schedule' {
            [CompletionResult]::new('print', 'print', [CompletionResultType]::ParameterValue, 'Print cron lines, or units for systemd')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Write units for systemd, and say how to enable them; nothing is enabled')
            break
        }
        'sandyq;help;schedule;print' {
            break
        }
        'sandyq;help;schedule;install' {
            break
        }
        'sandyq;help;doctor' {
            break
        }
        'sandyq;help;cache' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the caches of all repositories that this host knows')
            [CompletionResult]::new('clean', 'clean', [CompletionResultType]::ParameterValue, 'Remove caches that were not used for 30 days, or others; what is needed again is fetched again')
            break
        }
        'sandyq;help;cache;list' {
            break
        }
        'sandyq;help;cache;clean' {
            break
        }
        'sandyq;help;generate' {
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Completions for bash, zsh, fish, elvish and PowerShell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'A man page for each command')
            break
        }
        'sandyq;help;generate;completions' {
            break
        }
        'sandyq;help;generate;man' {
            break
        }
        'sandyq;help;version' {
            break
        }
        'sandyq;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
