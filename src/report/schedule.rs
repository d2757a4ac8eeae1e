//! Timetables as lines for cron and as units for systemd.

use std::fmt::Write;
use std::path::PathBuf;

use super::shown;
use crate::policy::profile::shown_time;
use crate::policy::task::Task;
use crate::policy::timetable::Timer;

/// How the program is to be called, and what it needs.
#[derive(Debug, Clone, Default)]
pub struct Invocation {
    /// The program.
    pub program: PathBuf,
    /// The file of profiles.
    pub config: PathBuf,
    /// The profile in it.
    pub profile: Option<String>,
    /// Credentials of systemd that it names.
    pub credentials: Vec<String>,
    /// Folders that runs write into besides cache and state.
    pub writable: Vec<PathBuf>,
    /// Whether the profile says where the cache is.
    pub own_cache: bool,
    /// Whether the units are a user's and not the machine's.
    pub user: bool,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// How the first line of every unit of ours begins.
pub const MARK: &str = "# Written by `sandyq schedule`";

impl Invocation {
    fn words(&self, task: &Task) -> Vec<String> {
        let mut words = vec![
            self.program.to_string_lossy().into_owned(),
            "--config".to_owned(),
            self.config.to_string_lossy().into_owned(),
        ];
        words.extend(self.profile.iter().flat_map(|name| ["--profile".to_owned(), name.clone()]));
        words.extend(task.arguments());
        words
    }

    fn unit_name(&self, task: &Task) -> String {
        match &self.profile {
            Some(profile) => format!("sandyq-{profile}-{}", task.name()),
            None => format!("sandyq-{}", task.name()),
        }
    }
}

/// Lines for crontab; with a user's name where they are for a file in `/etc/cron.d`.
pub fn cron(timers: &[Timer], call: &Invocation) -> String {
    let mut text = format!("{MARK} from {}\n", shown(&call.config.to_string_lossy()));
    let user = if call.user { "" } else { "root  " };
    for timer in timers {
        let words = call.words(&timer.task);
        let line = words.iter().map(|word| for_shell(word)).collect::<Vec<_>>().join(" ");
        // cron makes a new line of each percent sign.
        let line = line.replace('%', "\\%");
        _ = writeln!(text, "{:<18}  {user}{line} --quiet", timer.at.cron());
    }
    text.trim_end().to_owned()
}

/// A word as a shell reads it back.
pub fn for_shell(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// A service and a timer for each task.
pub fn units(timers: &[Timer], call: &Invocation) -> Vec<Unit> {
    timers.iter().flat_map(|timer| [service(timer, call), self::timer(timer, call)]).collect()
}

fn head(text: &mut String, timer: &Timer, call: &Invocation) {
    let name = call.unit_name(&timer.task);
    _ = writeln!(text, "{MARK} from {}.", shown(&call.config.to_string_lossy()));
    _ = writeln!(text, "# Your own settings belong into what `systemctl edit {name}` makes.");
    _ = writeln!(text, "[Unit]\nDescription=sandyq: {}", timer.task.shown());
    _ = writeln!(text, "Documentation={}", env!("CARGO_PKG_REPOSITORY"));
}

fn timer(timer: &Timer, call: &Invocation) -> Unit {
    let mut text = String::new();
    head(&mut text, timer, call);
    _ = writeln!(text, "\n[Timer]\n# Every {}.", shown_time(timer.every));
    _ = writeln!(text, "OnCalendar={}", timer.at);
    _ = writeln!(text, "RandomizedDelaySec={}", timer.spread().as_secs());
    _ = writeln!(text, "AccuracySec=1s\nPersistent=true\n\n[Install]\nWantedBy=timers.target");
    Unit { name: format!("{}.timer", call.unit_name(&timer.task)), text }
}

/// What a backup needs of root: to read what others have closed.
const READS: &str = "CapabilityBoundingSet=CAP_DAC_READ_SEARCH\n";
/// What a drill needs besides: to give files back to their owners, and a place for them that nobody else sees.
const RESTORES: &str = "CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_DAC_OVERRIDE CAP_CHOWN CAP_FOWNER CAP_FSETID \
    CAP_SETFCAP CAP_MKNOD\nPrivateTmp=true\n";

/// What a service of the machine may not do. Nothing here changes what a backup sees: no private /tmp, no hidden home.
const HARDENED: &str = "\
DevicePolicy=closed
LockPersonality=true
MemoryDenyWriteExecute=true
ProtectClock=true
ProtectControlGroups=true
ProtectHome=read-only
ProtectHostname=true
ProtectKernelLogs=true
ProtectKernelModules=true
ProtectKernelTunables=true
ProtectSystem=strict
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
UMask=0077
";

fn service(timer: &Timer, call: &Invocation) -> Unit {
    let mut text = String::new();
    head(&mut text, timer, call);
    if !call.user {
        text.push_str("Wants=network-online.target\nAfter=network-online.target\n");
    }
    let words = call.words(&timer.task);
    let line = words.iter().map(|word| for_systemd(word)).collect::<Vec<_>>().join(" ");
    _ = writeln!(text, "\n[Service]\nType=oneshot\nExecStart={line}");
    text.push_str(
        "TimeoutStartSec=infinity\nNice=10\nIOSchedulingClass=best-effort\nIOSchedulingPriority=7\n",
    );
    text.push_str("Environment=SANDYQ_STATE_DIR=%S/sandyq\nStateDirectory=sandyq\nStateDirectoryMode=0700\n");
    if !call.own_cache {
        text.push_str(
            "Environment=SANDYQ_CACHE_DIR=%C/sandyq\nCacheDirectory=sandyq\nCacheDirectoryMode=0700\n",
        );
    }
    for name in &call.credentials {
        _ = writeln!(text, "LoadCredential={name}:{}", for_systemd(&credential(call, name)));
    }
    text.push_str("NoNewPrivileges=true\n");
    if !call.user {
        text.push_str(if matches!(timer.task, Task::Drill(_)) { RESTORES } else { READS });
        text.push_str(HARDENED);
        for folder in &call.writable {
            _ = writeln!(text, "ReadWritePaths={}", for_systemd(&format!("-{}", folder.to_string_lossy())));
        }
    }
    Unit { name: format!("{}.service", call.unit_name(&timer.task)), text: text.trim_end().to_owned() + "\n" }
}

/// Where a credential is kept: in the folder of the profile, readable to root alone.
fn credential(call: &Invocation, name: &str) -> String {
    let folder = call.config.parent().map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{folder}/credentials/{name}")
}

/// A word of a line in a unit.
fn for_systemd(word: &str) -> String {
    let escaped = word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,$".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) { escaped } else { format!("\"{escaped}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_a_meaning_are_quoted_where_they_go() {
        assert_eq!(
            (for_shell("/etc/a.toml"), for_shell("a b'c")),
            ("/etc/a.toml".into(), "'a b'\\''c'".into())
        );
        assert_eq!(
            (for_systemd("/etc/100%"), for_systemd("a \"b\"")),
            ("/etc/100%%".into(), "\"a \\\"b\\\"\"".into())
        );
    }
}
