//! Every key of a profile: where it may stand, what its value is, and what holds if nothing is said. The tables of
//! `docs/profiles.md` are these.

use super::tier::Tier;

/// What kind of value a key has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// A path.
    Path,
    /// A path or an address.
    Place,
    /// The name of a file.
    FileName,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Yes or no.
    Flag,
    /// A whole number between two.
    Number {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// A length of time by the clock; `m` is a minute.
    Time,
    /// A length of time by the calendar; `m` is a month.
    Span,
    /// A day of the calendar.
    Date,
    /// Bytes between two numbers of them.
    Size {
        /// The smallest.
        least: u64,
        /// The largest.
        most: u64,
        /// Whether only powers of two are meant.
        power_of_two: bool,
    },
    /// Bytes a second.
    Rate,
    /// Texts.
    Texts,
    /// Paths.
    Paths,
    /// Patterns as in `.gitignore`.
    Patterns,
    /// Labels.
    Tags,
    /// Labels, some of which count only together.
    TagLists,
    /// What makes snapshots a group.
    GroupBy,
    /// A part of the day.
    Window,
    /// One command.
    Command,
    /// Commands.
    Commands,
}

/// Where a key may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// At the top of the file or of a profile.
    Top,
    /// There, and in a dataset, which else has what stands there.
    Inherited,
    /// There and in a dataset, each for itself.
    Either,
    /// In a dataset.
    Dataset,
    /// In a replica.
    Replica,
    /// In a contact.
    Contact,
}

/// Keys of which one that is set hides those further away: they belong to another place, or are another secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Where the repository is; closed by its address.
    Place,
    /// What opens it.
    Secret,
    /// Where the cache is.
    Cache,
    /// What a dataset is made of.
    Source,
}

/// A key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its table and its name, with dots between.
    pub path: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// What holds if nothing is said.
    pub default: Option<&'static str>,
    /// Where it may stand.
    pub at: At,
    /// Whether anything acts upon it yet.
    pub used: bool,
    /// What it means.
    pub about: &'static str,
}

impl Key {
    /// The group it belongs to.
    pub fn group(&self) -> Option<Group> {
        match self.path {
            "repository.url"
            | "repository.region"
            | "repository.endpoint"
            | "repository.storage_class"
            | "repository.sse"
            | "repository.path_style" => Some(Group::Place),
            "repository.password_file"
            | "repository.password_command"
            | "repository.password_credential"
            | "repository.key_file"
            | "repository.key_credential" => Some(Group::Secret),
            "cache.dir" | "cache.enabled" => Some(Group::Cache),
            "dataset.paths" | "dataset.stdin_from_command" => Some(Group::Source),
            _ => None,
        }
    }

    /// The group that it closes for what lies further away.
    pub fn closes(&self) -> Option<Group> {
        match self.group() {
            Some(Group::Place) if self.path != "repository.url" => None,
            other => other,
        }
    }

    /// Its name in its own table.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }
}

const fn key(
    path: &'static str,
    kind: Kind,
    default: Option<&'static str>,
    at: At,
    about: &'static str,
) -> Key {
    Key { path, kind, default, at, used: true, about }
}

/// A key that is read and checked, and that nothing acts upon yet.
const fn later(
    path: &'static str,
    kind: Kind,
    default: Option<&'static str>,
    at: At,
    about: &'static str,
) -> Key {
    Key { path, kind, default, at, used: false, about }
}

const COUNT: Kind = Number { least: 1, most: i64::MAX };
const KEEP: Kind = Number { least: -1, most: i64::MAX };
const PERCENT: Kind = Number { least: 0, most: 100 };
const ANY_SIZE: Kind = Size { least: 0, most: u64::MAX, power_of_two: false };
const CHUNK_SIZE: Kind = Size { least: 4 << 10, most: 2 << 20, power_of_two: true };
const PAGE_SIZE: Kind = Size { least: 4 << 10, most: 128 << 10, power_of_two: true };
const UPLOAD_BUFFER: Kind = Size { least: 72 << 20, most: 64 << 30, power_of_two: false };
const ARGON2_SIZE: Kind = Size { least: 8 << 20, most: 4 << 30, power_of_two: false };

use At::{Contact, Dataset, Either, Inherited, Replica, Top};
use Kind::{
    Command, Commands, Date, FileName, Flag, GroupBy, Number, Path, Paths, Patterns, Place, Rate, Size, Span,
    TagLists, Tags, Text, Texts, Time, Window, Word,
};

/// All keys, table by table.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("repository.url", Place, None, Inherited, "where the repository is: a path, `file:///path` or `s3://bucket/prefix`"),
    key("repository.region", Text, None, Inherited, "region of the bucket"),
    key("repository.endpoint", Text, None, Inherited, "S3 server, as `https://s3.example.org`"),
    key("repository.storage_class", Text, None, Inherited, "storage class of all objects, as `STANDARD_IA`"),
    key("repository.sse", Text, None, Inherited, "encryption by the store as well: `AES256`, `aws:kms` or `aws:kms:KEY`"),
    key("repository.path_style", Flag, None, Inherited, "whether the bucket is part of the path instead of the host"),
    key("repository.password_file", Path, None, Inherited, "file that holds the passphrase"),
    key("repository.password_command", Text, None, Inherited, "command, run by `sh -c`, that prints the passphrase"),
    key("repository.password_credential", FileName, None, Inherited, "systemd credential that holds the passphrase"),
    key("repository.key_file", Path, None, Inherited, "key file in place of a passphrase"),
    key("repository.key_credential", FileName, None, Inherited, "systemd credential that is a key file"),
    key("repository.connections", COUNT, None, Inherited, "requests to the store under way at once"),
    key("repository.limit_upload", Rate, None, Inherited, "bytes sent a second at most; a bare number counts KiB"),
    key("repository.limit_download", Rate, None, Inherited, "bytes received a second at most; a bare number counts KiB"),
    key("repository.retry_for", Time, Some("15m"), Inherited, "how long to repeat a failing request"),

    key("cache.dir", Path, None, Top, "folder of the cache; else the user's"),
    key("cache.enabled", Flag, Some("true"), Top, "whether anything is kept on this host between runs"),

    key("init.chunker_avg", CHUNK_SIZE, Some("128K"), Top, "average size of chunks of a repository that is made: a power of two from 4K to 2M"),
    key("init.page_size", PAGE_SIZE, Some("16K"), Top, "size of the pages that disk images and databases are cut into: a power of two from 4K to 128K"),
    key("init.argon2_memory", ARGON2_SIZE, Some("64M"), Top, "memory that each guess of its passphrase takes"),

    key("backup.host", Text, None, Inherited, "name of this host in the catalogue; else the host's own"),
    key("backup.tags", Tags, None, Inherited, "labels of the snapshots"),
    key("backup.exclude", Patterns, None, Inherited, "what is left out, as in `.gitignore`"),
    key("backup.iexclude", Patterns, None, Inherited, "the same, letting capital and small letters be the same"),
    key("backup.exclude_file", Paths, None, Inherited, "files with such patterns, one a line"),
    key("backup.exclude_caches", Flag, Some("false"), Inherited, "leave out the content of folders that are marked as caches"),
    key("backup.exclude_if_present", Texts, None, Inherited, "leave out what else is in a folder that holds such a file: `NAME` or `NAME:TEXT`"),
    key("backup.exclude_larger_than", ANY_SIZE, None, Inherited, "leave out files of more than this"),
    key("backup.one_file_system", Flag, Some("false"), Inherited, "leave out what is on another file system than its source"),
    key("backup.skip_if_unchanged", Flag, Some("false"), Inherited, "make no snapshot if it would hold the same as the last one"),
    key("backup.compression", Number { least: -7, most: 22 }, Some("3"), Inherited, "zstd level, -7 to 22; if nothing is said, up to 256 MiB that are new since the last backup are compressed at 6, and more while a slow store is waited for"),
    key("backup.read_concurrency", COUNT, None, Inherited, "threads that read, hash and compress; else one a core"),
    key("backup.upload_buffer", UPLOAD_BUFFER, Some("80M"), Inherited, "memory for packs that the store has not taken yet: more is faster where each request takes long"),
    key("backup.verify_upload", Flag, Some("true"), Inherited, "read sealed blocks back before they are uploaded"),
    key("backup.xattrs", Flag, Some("true"), Inherited, "back up extended attributes, ACLs and capabilities"),
    key("backup.canaries", Paths, None, Inherited, "files that nobody has a reason to change: a snapshot is [suspect](recovery.md#suspect-snapshots) if one did"),
    key("backup.atime", Flag, Some("false"), Inherited, "record when files were last read"),

    key("dataset.name", Text, None, Dataset, "its name: letters, digits, `-`, `_` and `.`"),
    key("dataset.tier", Word(Tier::NAMES), None, Dataset, "what is promised of it, see `[tier]`"),
    key("dataset.paths", Paths, None, Dataset, "files and folders it is made of"),
    key("dataset.stdin_from_command", Command, None, Dataset, "command whose output it is made of, in place of paths"),
    key("dataset.stdin_filename", FileName, Some("stdin"), Dataset, "name of the file that the output becomes"),
    key("dataset.check_command", Command, None, Dataset, "command that a drill runs in what it restored"),

    key("schedule.full_backup_interval", Time, Some("24h"), Inherited, "how often every byte is read again"),
    key("schedule.full_backup_retention", Span, Some("30d"), Inherited, "how long full snapshots are kept"),
    key("schedule.incremental_backup_interval", Time, Some("6h"), Inherited, "how often what changed is backed up; of a dataset with a tier, 4/5 of its RPO if nothing is said"),
    key("schedule.incremental_backup_retention", Span, Some("7d"), Inherited, "how long incremental snapshots are kept"),
    key("schedule.backup_verification_interval", Time, Some("24h"), Inherited, "how often a part of the repository is verified"),
    key("schedule.backup_verification_retention", Span, Some("7d"), Inherited, "how long the host keeps the details of a verification"),
    key("schedule.backup_verification_coverage", Time, Some("30d"), Inherited, "in what time verifications read every byte"),
    key("schedule.prune_interval", Time, Some("24h"), Inherited, "how often snapshots are forgotten and swept"),
    key("schedule.window", Window, None, Inherited, "part of the day that full backups, verifications and prunes of `run` are put into, as `22:00-05:30`"),
    key("schedule.max_runtime", Time, None, Inherited, "a run that takes longer raises an alert"),

    key("retention.keep_last", KEEP, None, Inherited, "keep the N newest; here and below -1 keeps all"),
    key("retention.keep_hourly", KEEP, None, Inherited, "keep the newest of each of the N newest hours"),
    key("retention.keep_daily", KEEP, None, Inherited, "keep the newest of each of the N newest days"),
    key("retention.keep_weekly", KEEP, None, Inherited, "keep the newest of each of the N newest weeks"),
    key("retention.keep_monthly", KEEP, None, Inherited, "keep the newest of each of the N newest months"),
    key("retention.keep_yearly", KEEP, None, Inherited, "keep the newest of each of the N newest years"),
    key("retention.keep_within", Span, None, Inherited, "keep everything at most this much older than the newest"),
    key("retention.keep_within_hourly", Span, None, Inherited, "of these, the newest of each hour"),
    key("retention.keep_within_daily", Span, None, Inherited, "of these, the newest of each day"),
    key("retention.keep_within_weekly", Span, None, Inherited, "of these, the newest of each week"),
    key("retention.keep_within_monthly", Span, None, Inherited, "of these, the newest of each month"),
    key("retention.keep_within_yearly", Span, None, Inherited, "of these, the newest of each year"),
    key("retention.keep_tags", TagLists, None, Inherited, "keep snapshots with one of these tags, or with all of several with commas between"),
    key("retention.keep_newest_good", COUNT, Some("1"), Inherited, "good snapshots of each group that stay whatever is said"),
    key("retention.max_forget_share", PERCENT, Some("50"), Inherited, "percent of the snapshots that may go without `--yes`"),
    key("retention.group_by", GroupBy, Some("host,paths,key"), Top, "what makes snapshots a group: host, paths, tags, key, or `none`"),

    key("hooks.before", Commands, None, Either, "run first; if one fails, nothing is backed up"),
    key("hooks.after", Commands, None, Either, "run after a backup that went well"),
    key("hooks.failed", Commands, None, Either, "run after one that did not"),
    key("hooks.finally", Commands, None, Either, "run last, whatever happened"),
    key("hooks.timeout", Time, Some("10m"), Inherited, "how long each command may take; 0s does not limit it"),

    key("tier.critical.rto", Time, Some("15m"), Top, "a recovery of a critical dataset takes at most this long"),
    key("tier.critical.rpo", Time, Some("5m"), Top, "at most this much of its newest data is lost"),
    key("tier.important.rto", Time, Some("1h"), Top, "the same of an important one"),
    key("tier.important.rpo", Time, Some("15m"), Top, "the same of an important one"),
    key("tier.standard.rto", Time, Some("4h"), Top, "the same of a standard one"),
    key("tier.standard.rpo", Time, Some("1h"), Top, "the same of a standard one"),
    key("tier.noncritical.rto", Time, Some("24h"), Top, "the same of a noncritical one"),
    key("tier.noncritical.rpo", Time, Some("4h"), Top, "the same of a noncritical one"),

    later("replica.url", Place, None, Replica, "where the second copy is"),
    later("replica.region", Text, None, Replica, "region of its bucket"),
    later("replica.endpoint", Text, None, Replica, "its S3 server"),
    later("replica.storage_class", Text, None, Replica, "storage class of its objects"),
    later("replica.sse", Text, None, Replica, "encryption by its store"),
    later("replica.path_style", Flag, None, Replica, "whether its bucket is part of the path"),
    later("replica.mode", Word(&["push", "external"]), Some("push"), Replica, "whether sandyq copies, or the store does and sandyq measures"),
    later("replica.lag_threshold", Time, Some("60s"), Replica, "how far it may lag behind"),
    later("replica.sync_interval", Time, Some("30s"), Replica, "how often it is brought up to date"),
    later("replica.auto_failover", Flag, Some("false"), Replica, "whether it takes over by itself"),
    later("replica.read_from_replica", Flag, Some("true"), Replica, "whether reads fall back to it"),

    key("metrics.textfile", Path, None, Top, "file that `run` and `metrics` write for the textfile collector of node_exporter"),
    key("metrics.push_url_file", Path, None, Top, "file with the address of a Prometheus push gateway that they push to"),

    key("health.health_check_interval", Time, Some("30s"), Top, "how often the store is probed"),
    key("health.health_check_timeout", Time, Some("5s"), Top, "how long a probe may take"),
    key("health.health_check_endpoint", Text, Some("/health"), Top, "path that answers"),
    key("health.health_check_listen", Text, Some("127.0.0.1:8080"), Top, "address and port that answer"),

    key("alerts.minimum_severity", Word(&["critical", "high", "medium", "report"]), Some("medium"), Top, "what is less is not sent"),
    key("alerts.allow_file_names", Flag, Some("false"), Top, "whether alerts of damage name files"),
    key("alerts.ping.url_file", Path, None, Top, "file with the address of the dead-man switch that is told of each run"),
    key("alerts.ping.url_credential", FileName, None, Top, "systemd credential that holds it"),
    key("alerts.email.smtp", Text, None, Top, "mail server, as `smtps://mail.example.org:465`; `smtp://` for STARTTLS"),
    key("alerts.email.encryption", Word(&["required", "none"]), Some("required"), Top, "`none` sends all, passwords too, for everybody on the network to read; a server on this host needs no word"),
    key("alerts.email.from", Text, None, Top, "sender"),
    key("alerts.email.to", Texts, None, Top, "receivers"),
    key("alerts.email.username", Text, None, Top, "user at the mail server"),
    key("alerts.email.password_file", Path, None, Top, "file with the password there"),
    key("alerts.email.password_credential", FileName, None, Top, "systemd credential that holds it"),
    key("alerts.slack.webhook_url_file", Path, None, Top, "file with the address of the incoming webhook"),
    key("alerts.slack.webhook_url_credential", FileName, None, Top, "systemd credential that holds it"),
    key("alerts.pagerduty.routing_key_file", Path, None, Top, "file with the routing key"),
    key("alerts.pagerduty.routing_key_credential", FileName, None, Top, "systemd credential that holds it"),
    key("alerts.pagerduty.url", Text, Some("https://events.pagerduty.com/v2/enqueue"), Top, "address of the Events API"),
    key("alerts.sms.provider", Word(&["http", "sns"]), Some("http"), Top, "a gateway that takes text messages over HTTP, or Amazon SNS, for which sandyq is built with `--features sns`"),
    key("alerts.sms.region", Text, None, Top, "region of SNS; else that of the environment"),
    key("alerts.sms.numbers", Texts, None, Top, "receivers"),
    key("alerts.sms.url_file", Path, None, Top, "file with the gateway's address, in which `{number}` and `{text}` stand for what is sent"),
    key("alerts.webhook.url_file", Path, None, Top, "file with the address of a webhook"),
    key("alerts.webhook.url_credential", FileName, None, Top, "systemd credential that holds it"),
    key("alerts.thresholds.cpu", PERCENT, Some("90"), Top, "percent of all processors' time that a run may take"),
    key("alerts.thresholds.memory", PERCENT, Some("90"), Top, "percent of the memory that a run may use"),
    key("alerts.thresholds.memory_limit", ANY_SIZE, None, Top, "what that is a part of; else what the control group, or the machine, has"),
    key("alerts.thresholds.response_time", Time, Some("1s"), Top, "in what time the store is to answer nineteen of twenty small requests; 0s does not limit it"),
    key("alerts.thresholds.free_space", PERCENT, Some("5"), Top, "percent of the file systems of state, cache and repository that is to be free"),
    key("alerts.thresholds.connections", PERCENT, Some("95"), Top, "percent of the connections to the store that may be in use"),
    key("alerts.thresholds.errors", PERCENT, Some("10"), Top, "percent of the requests that may fail and be repeated"),
    key("alerts.thresholds.shortest", Time, Some("5m"), Top, "shorter work is not judged by the processors and connections it takes"),

    key("drill.monthly", Flag, Some("true"), Top, "restore a sample of each critical dataset once a month"),
    key("drill.quarterly", Flag, Some("true"), Top, "restore critical and important datasets whole once a quarter"),
    key("drill.annual", Flag, Some("true"), Top, "restore everything on a bare host once a year"),
    key("drill.scratch_dir", Path, None, Top, "folder that drills restore into; else the one for temporary files"),
    key("drill.report_dir", Path, None, Top, "folder that reports are written to; else one beside what is remembered of runs"),
    key("drill.language", Word(&["en", "kk"]), Some("en"), Top, "language of reports for people"),
    key("drill.sample_files", COUNT, Some("20"), Top, "files of a sample"),
    key("drill.sample_size", ANY_SIZE, Some("1GiB"), Top, "bytes of a sample at most"),
    key("drill.escrow_key_file", Path, None, Top, "exported key from the safe, for drills without the key of the host"),
    key("drill.escrow_password_file", Path, None, Top, "file with the passphrase from the safe, for the same"),
    key("drill.check_timeout", Time, Some("10m"), Top, "how long each check command may take"),
    key("drill.include_output", Flag, Some("false"), Top, "whether reports hold the end of what check commands print"),
    key("drill.review_within", Time, Some("14d"), Top, "how soon somebody has to look at a drill that found something"),

    key("document.owner", Text, None, Top, "who is responsible for the recovery plan"),
    key("document.approver", Text, None, Top, "who approves it"),
    key("document.next_review", Date, None, Top, "when it is to be looked at again, as `2027-01-31`"),

    key("contact.name", Text, None, Contact, "who it is"),
    key("contact.role", Text, None, Contact, "what for"),
    key("contact.email", Text, None, Contact, "e-mail address"),
    key("contact.phone", Text, None, Contact, "telephone number"),
];

/// The key of this path.
pub fn find(path: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.path == path)
}

/// Names that are given to secrets, which no profile may hold, and what to write in their place.
const SECRETS: &[(&str, &str)] = &[
    (
        "password",
        "name a file with password_file, a command with password_command, or a systemd credential with password_credential",
    ),
    (
        "passphrase",
        "name a file with password_file, a command with password_command, or a systemd credential with password_credential",
    ),
    ("key", "name a key file with key_file, or a systemd credential with key_credential"),
    ("encryption_key", "name a key file with key_file, or a systemd credential with key_credential"),
    ("webhook_url", "put it into a file of mode 0600 and name that with webhook_url_file"),
    ("routing_key", "put it into a file of mode 0600 and name that with routing_key_file"),
    ("url", "the address is a secret: put it into a file of mode 0600 and name that with url_file"),
    ("access_key", "S3 credentials come from the environment or from ~/.aws, as for other AWS tools"),
    ("access_key_id", "S3 credentials come from the environment or from ~/.aws, as for other AWS tools"),
    ("aws_access_key_id", "S3 credentials come from the environment or from ~/.aws, as for other AWS tools"),
    ("secret_key", "S3 credentials come from the environment or from ~/.aws, as for other AWS tools"),
    ("secret_access_key", "S3 credentials come from the environment or from ~/.aws, as for other AWS tools"),
    (
        "aws_secret_access_key",
        "S3 credentials come from the environment or from ~/.aws, as for other AWS tools",
    ),
    ("session_token", "S3 credentials come from the environment or from ~/.aws, as for other AWS tools"),
    ("secret", "put it into a file of mode 0600 and name that"),
    ("token", "put it into a file of mode 0600 and name that"),
    ("auth_token", "put it into a file of mode 0600 and name that"),
    ("api_key", "put it into a file of mode 0600 and name that"),
];

/// What to write in place of a secret, if a key that is unknown has the name of one.
pub fn in_place_of_secret(path: &str) -> Option<&'static str> {
    let (table, name) = path.rsplit_once('.').unwrap_or(("", path));
    let is_address = name == "url" && !table.starts_with("alerts");
    let advice = SECRETS.iter().find(|(secret, _)| *secret == name)?.1;
    (!is_address).then_some(advice)
}

/// Names that other programs and procedures have for the same, and what they are called here.
const ELSEWHERE: &[(&str, &str)] = &[
    ("backup_storage_bucket", "write it as url = \"s3://BUCKET\" in [repository]"),
    ("backup_storage_region", "write it as region in [repository]"),
    ("backup_encryption", "everything is encrypted, and that cannot be switched off"),
    ("encryption", "everything is encrypted, and that cannot be switched off"),
    ("source", "write it as paths"),
    ("sources", "write it as paths"),
    ("repo", "write it as url in [repository]"),
];

/// What is meant by a name from elsewhere.
pub fn from_elsewhere(name: &str) -> Option<&'static str> {
    ELSEWHERE.iter().find(|(foreign, _)| *foreign == name).map(|(_, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::value::Base;
    use super::*;

    #[test]
    fn every_key_is_there_once_and_its_default_is_a_value_of_its_kind() {
        let mut seen = HashSet::new();
        for key in KEYS {
            assert!(seen.insert(key.path), "{} is there twice", key.path);
            if let Some(default) = key.default {
                key.kind.text(default, &Base::default()).unwrap_or_else(|why| panic!("{}: {why}", key.path));
            }
        }
    }

    #[test]
    fn no_key_has_the_name_of_a_secret_unless_it_is_an_address() {
        for key in KEYS.iter().filter(|key| key.path != "alerts.pagerduty.url") {
            assert_eq!(in_place_of_secret(key.path), None, "{}", key.path);
        }
    }
}
