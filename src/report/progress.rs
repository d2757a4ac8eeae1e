//! How far something is, as a line for people or a message for programs.

use serde_json::{Value, json};

use super::{count, speed};
use crate::model::quantity::{bytes, duration};

/// How far an operation is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Status {
    /// A backup.
    Backup(BackupStatus),
    /// A restore.
    Restore(RestoreStatus),
    /// A verification.
    Verify(VerifyStatus),
    /// A prune.
    Prune(PruneStatus),
    /// A copy or a rewrite.
    Snapshots(SnapshotsStatus),
}

/// How far a backup is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BackupStatus {
    /// Since the start.
    pub seconds: f64,
    /// Files done.
    pub files: u64,
    /// Bytes of the files done.
    pub bytes: u64,
    /// Bytes read from files.
    pub read: u64,
    /// Bytes sent to the store.
    pub uploaded: u64,
    /// Entries that could not be read.
    pub errors: u64,
    /// Requests repeated.
    pub retries: u64,
    /// Files and bytes of the parent, which the source probably holds about as many of.
    pub expected: Option<(u64, u64)>,
}

/// How far a restore is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct RestoreStatus {
    /// Since the start.
    pub seconds: f64,
    /// Files restored.
    pub files: u64,
    /// Files left as they were.
    pub skipped: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Bytes of the files left.
    pub bytes_skipped: u64,
    /// Entries that failed.
    pub errors: u64,
    /// Requests repeated.
    pub retries: u64,
    /// Bytes there are, where everything is wanted.
    pub total: Option<u64>,
}

/// How far a verification is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct VerifyStatus {
    /// Since the start.
    pub seconds: f64,
    /// Packs checked.
    pub packs: u64,
    /// Packs to check.
    pub total: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Pages of trees read.
    pub pages: u64,
    /// Requests repeated.
    pub retries: u64,
}

/// How far a prune is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PruneStatus {
    /// Since the start.
    pub seconds: f64,
    /// Pages of trees read.
    pub pages: u64,
    /// Bytes of packs to copy from, once that is known.
    pub to_repack: u64,
    /// Bytes of packs copied from.
    pub repacked: u64,
    /// Requests repeated.
    pub retries: u64,
}

/// How far something is that goes from snapshot to snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SnapshotsStatus {
    /// Since the start.
    pub seconds: f64,
    /// Snapshots done.
    pub snapshots: u64,
    /// Snapshots to go through.
    pub total: u64,
    /// Bytes read of what they hold.
    pub read: u64,
    /// Bytes sent to the store.
    pub uploaded: u64,
    /// Requests repeated.
    pub retries: u64,
}

/// Before this an estimate is a guess.
const ESTIMATE_AFTER: f64 = 3.0;

/// What part is done and how many seconds the rest takes, if everything goes on as it went.
fn estimate(seconds: f64, done: u64, total: u64) -> Option<(f64, Option<f64>)> {
    let part = (total > 0).then(|| (done as f64 / total as f64).min(1.0))?;
    let left = (seconds >= ESTIMATE_AFTER && part >= 0.01).then(|| seconds * (1.0 - part) / part);
    Some((part, left))
}

impl Status {
    /// A line for people.
    pub fn text(&self) -> String {
        let mut text = match self {
            Self::Backup(status) => status.text(),
            Self::Restore(status) => status.text(),
            Self::Verify(status) => status.text(),
            Self::Prune(status) => status.text(),
            Self::Snapshots(status) => status.text(),
        };
        if self.retries() > 0 {
            text.push_str(&format!(", {}", count(self.retries(), "request repeated", "requests repeated")));
        }
        if let Some((part, left)) = self.estimate() {
            text.push_str(&format!(", {:.0} %", part * 100.0));
            if let Some(left) = left {
                text.push_str(&format!(", about {} left", duration(left)));
            }
        }
        text
    }

    /// A message for programs.
    pub fn json(&self) -> Value {
        let mut value = match self {
            Self::Backup(status) => status.json(),
            Self::Restore(status) => status.json(),
            Self::Verify(status) => status.json(),
            Self::Prune(status) => status.json(),
            Self::Snapshots(status) => status.json(),
        };
        value["retries"] = self.retries().into();
        if let Some((part, left)) = self.estimate() {
            value["percent_done"] = part.into();
            if let Some(left) = left {
                value["seconds_remaining"] = (left.round() as u64).into();
            }
        }
        value
    }

    fn retries(&self) -> u64 {
        match self {
            Self::Backup(status) => status.retries,
            Self::Restore(status) => status.retries,
            Self::Verify(status) => status.retries,
            Self::Prune(status) => status.retries,
            Self::Snapshots(status) => status.retries,
        }
    }

    fn estimate(&self) -> Option<(f64, Option<f64>)> {
        match self {
            Self::Backup(status) => {
                let (files, bytes) = status.expected?;
                let done = status.bytes.max(status.read);
                if bytes > 0 {
                    estimate(status.seconds, done, bytes)
                } else {
                    estimate(status.seconds, status.files, files)
                }
            }
            Self::Restore(status) => {
                estimate(status.seconds, status.bytes + status.bytes_skipped, status.total?)
            }
            Self::Verify(status) => estimate(status.seconds, status.packs, status.total),
            Self::Prune(status) => estimate(status.seconds, status.repacked, status.to_repack),
            // The first snapshot of a series may be a hundred times what the others add.
            Self::Snapshots(_) => None,
        }
    }
}

impl SnapshotsStatus {
    fn text(&self) -> String {
        format!(
            "[{}] {} of {}, {} read at {}, {} uploaded",
            duration(self.seconds),
            self.snapshots,
            count(self.total, "snapshot", "snapshots"),
            bytes(self.read),
            speed(self.read, self.seconds),
            bytes(self.uploaded)
        )
    }

    fn json(&self) -> Value {
        json!({
            "message_type": "status",
            "seconds_elapsed": self.seconds as u64,
            "snapshots_done": self.snapshots,
            "total_snapshots": self.total,
            "bytes_read": self.read,
            "bytes_uploaded": self.uploaded,
        })
    }
}

impl BackupStatus {
    fn text(&self) -> String {
        let done = self.bytes.max(self.read);
        let mut text = format!(
            "[{}] {}, {} at {}, {} uploaded",
            duration(self.seconds),
            count(self.files, "file", "files"),
            bytes(done),
            speed(done, self.seconds),
            bytes(self.uploaded)
        );
        if self.errors > 0 {
            text.push_str(&format!(", {} unreadable", self.errors));
        }
        text
    }

    fn json(&self) -> Value {
        let mut value = json!({
            "message_type": "status",
            "seconds_elapsed": self.seconds as u64,
            "files_done": self.files,
            "bytes_done": self.bytes.max(self.read),
            "bytes_read": self.read,
            "bytes_uploaded": self.uploaded,
            "error_count": self.errors,
        });
        if let Some((files, bytes)) = self.expected {
            value["total_files"] = files.into();
            value["total_bytes"] = bytes.into();
        }
        value
    }
}

impl RestoreStatus {
    fn text(&self) -> String {
        let mut text = format!(
            "[{}] {}, {} at {}",
            duration(self.seconds),
            count(self.files, "file", "files"),
            bytes(self.bytes),
            speed(self.bytes, self.seconds)
        );
        if self.skipped > 0 {
            text.push_str(&format!(", {} as they were", self.skipped));
        }
        if self.errors > 0 {
            text.push_str(&format!(", {} failed", self.errors));
        }
        text
    }

    fn json(&self) -> Value {
        let mut value = json!({
            "message_type": "status",
            "seconds_elapsed": self.seconds as u64,
            "files_restored": self.files,
            "files_skipped": self.skipped,
            "bytes_restored": self.bytes,
            "bytes_skipped": self.bytes_skipped,
            "error_count": self.errors,
        });
        if let Some(total) = self.total {
            value["total_bytes"] = total.into();
        }
        value
    }
}

impl VerifyStatus {
    fn text(&self) -> String {
        let elapsed = duration(self.seconds);
        if self.total == 0 {
            return format!("[{elapsed}] {}", count(self.pages, "page of trees", "pages of trees"));
        }
        let (packs, total) = (self.packs, self.total);
        let read = format!("{} at {}", bytes(self.bytes), speed(self.bytes, self.seconds));
        format!("[{elapsed}] {packs} of {total} packs, {read}, {}", count(self.pages, "page", "pages"))
    }

    fn json(&self) -> Value {
        json!({
            "message_type": "status",
            "seconds_elapsed": self.seconds as u64,
            "packs_done": self.packs,
            "total_packs": self.total,
            "bytes_read": self.bytes,
            "pages_read": self.pages,
        })
    }
}

impl PruneStatus {
    fn text(&self) -> String {
        let pages = count(self.pages, "page of trees", "pages of trees");
        let mut text = format!("[{}] {pages}", duration(self.seconds));
        if self.to_repack > 0 {
            text.push_str(&format!(", {} of {} copied", bytes(self.repacked), bytes(self.to_repack)));
        }
        text
    }

    fn json(&self) -> Value {
        json!({
            "message_type": "status",
            "seconds_elapsed": self.seconds as u64,
            "pages_read": self.pages,
            "bytes_to_repack": self.to_repack,
            "bytes_repacked": self.repacked,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_known_totals_nothing_is_promised() {
        let status =
            Status::Backup(BackupStatus { seconds: 60.0, bytes: 1 << 20, files: 1, ..Default::default() });
        assert_eq!(status.text(), "[1:00] 1 file, 1.000 MiB at 17.066 KiB/s, 0 B uploaded");
        assert!(status.json().get("percent_done").is_none());
    }

    #[test]
    fn the_parent_tells_how_much_is_left() {
        let expected = Some((10, 4 << 20));
        let backup = BackupStatus { seconds: 60.0, bytes: 1 << 20, files: 3, expected, ..Default::default() };
        assert!(Status::Backup(backup).text().ends_with("uploaded, 25 %, about 3:00 left"));
        assert_eq!(Status::Backup(backup).json()["seconds_remaining"], 180);
        // A source that grew is never more than done.
        let grown = BackupStatus { bytes: 9 << 20, ..backup };
        assert!(Status::Backup(grown).text().ends_with("100 %, about 0:00 left"));
        let early = BackupStatus { seconds: 1.0, ..backup };
        assert!(Status::Backup(early).text().ends_with("25 %"));
    }
}
