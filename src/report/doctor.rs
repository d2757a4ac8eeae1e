//! What the doctor found, in words.

use serde_json::{Value, json};

use super::{count, local_time, shown};
use crate::model::quantity::bytes;
use crate::model::role::Role;
use crate::operations::doctor::{Action, Found, Grade};
use crate::repository::root::CommitMode;
use crate::storage::probe::ConditionalPut;

/// Columns of the subject.
const SUBJECT: usize = 10;

/// What it is about.
pub fn subject(found: &Found) -> &'static str {
    match found {
        Found::Tried(..) | Found::CreateOnly(..) => "store",
        Found::Clock(_) => "clock",
        Found::Key { .. } => "key",
        Found::State { .. }
        | Found::Verified(..)
        | Found::Silent(..)
        | Found::Pending { .. }
        | Found::Damaged(_) => "repository",
        Found::Room { .. } => "disk",
        Found::Fuse { .. } => "mount",
    }
}

/// One sentence with the facts.
pub fn sentence(found: &Found) -> String {
    match found {
        Found::Tried(action, Ok(spent)) => {
            format!("{} works, {:.1} ms", deed(*action), spent.as_secs_f64() * 1000.0)
        }
        Found::Tried(action, Err(error)) => format!("{} fails: {error}", deed(*action)),
        Found::CreateOnly(probe, mode) => create_only(*probe, *mode),
        Found::Clock(ahead) => match ahead {
            -1..=1 => "agrees with the store's".to_owned(),
            2.. => format!("the store's is {ahead} s ahead of this host's"),
            _ => format!("the store's is {} s behind this host's", -ahead),
        },
        Found::Key { id, role, label } => match label {
            Some(label) => format!("{id}, role {role}, \"{}\"", shown(label)),
            None => format!("{id}, role {role}"),
        },
        Found::State { root, snapshots, open } => {
            format!("root {root}, snapshots: {snapshots}, backups under way: {open}")
        }
        Found::Verified(Some(last), _) => {
            let errors = match last.findings {
                0 => "no errors".to_owned(),
                some => count(some, "error", "errors"),
            };
            let packs = count(last.packs_read, "pack", "packs");
            format!("last verified {}: {packs} read to the last byte, {errors}", local_time(last.stored))
        }
        Found::Verified(None, 0) => "there is nothing to verify yet".to_owned(),
        Found::Verified(None, _) => "no verification is recorded".to_owned(),
        Found::Silent(session, silent) => {
            let hours = silent.as_secs() / 3600;
            format!("the backup {} has not ended and was last heard of {hours} h ago", session.random.short())
        }
        Found::Pending { packs, snapshots } => {
            format!("a prune is not complete: marked packs: {packs}, snapshots: {snapshots}")
        }
        Found::Damaged(damage) => damage.to_string(),
        Found::Room { what, path, room: Ok((free, all)) } => {
            format!("{what} in {}: {} free of {}", path.display(), bytes(*free), bytes(*all))
        }
        Found::Room { what, path, room: Err(error) } => format!("{what} in {}: {error}", path.display()),
        Found::Fuse { device: false, .. } => "nothing can be mounted: there is no /dev/fuse".to_owned(),
        Found::Fuse { opens: false, .. } => {
            "nothing can be mounted: this user may not open /dev/fuse".to_owned()
        }
        Found::Fuse { root: false, helper: false, .. } => {
            "only root can mount: there is no fusermount3".to_owned()
        }
        Found::Fuse { .. } => "snapshots can be mounted".to_owned(),
    }
}

fn deed(action: Action) -> &'static str {
    match action {
        Action::List => "listing",
        Action::Get => "reading",
        Action::GetRange => "reading a part of an object",
        Action::Put => "writing",
        Action::Delete => "deleting",
    }
}

fn create_only(probe: ConditionalPut, mode: Option<CommitMode>) -> String {
    let does = match probe {
        ConditionalPut::Atomic => {
            return "objects are not replaced, whoever writes at the same time".to_owned();
        }
        ConditionalPut::Ignored => "objects are replaced by who writes later",
        ConditionalPut::NotAtomic => "of several that write at the same time more than one succeeds",
        ConditionalPut::Refused => "the store knows no conditional writes",
    };
    match mode {
        Some(CommitMode::Conditional) => {
            format!("{does}, and the repository was made for a store that refuses")
        }
        Some(CommitMode::SingleMaintainer) => format!("{does}; the repository was made for that"),
        None => does.to_owned(),
    }
}

/// The word for a grade.
pub fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "ok",
        Grade::Doubtful => "warning",
        Grade::Bad => "failed",
    }
}

/// A line for people.
pub fn line(grade: Grade, subject: &str, sentence: &str) -> String {
    format!("{:<7}  {subject:<SUBJECT$}  {sentence}", grade_word(grade))
}

/// The same for programs.
pub fn json(grade: Grade, subject: &str, sentence: &str, advice: Option<&str>) -> Value {
    json!({
        "message_type": "check",
        "subject": subject,
        "result": grade_word(grade),
        "text": sentence,
        "hint": advice,
    })
}

/// The last line for programs.
pub fn summary(role: Option<Role>, doubtful: u64, bad: u64) -> Value {
    json!({
        "message_type": "summary",
        "role": role.map(Role::name),
        "warnings": doubtful,
        "failed": bad,
    })
}
