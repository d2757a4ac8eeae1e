//! What this machine has to offer.

use std::env;
use std::path::Path;

use rustix::fs::{Access, access};

use super::Found;
use crate::operations::mount::DEVICE;

/// The program that mounts for users other than root.
const HELPERS: [&str; 2] = ["fusermount3", "fusermount"];

/// Room on the disk that a path is on.
pub fn room(what: &'static str, path: &Path) -> Found {
    let told = rustix::fs::statvfs(path).map_err(std::io::Error::from);
    let room = told.map(|disk| (disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize));
    Found::Room { what, path: path.to_owned(), room }
}

/// Whether snapshots can be mounted here.
pub fn fuse() -> Found {
    let folders = env::var_os("PATH").unwrap_or_default();
    let has = |name: &str| env::split_paths(&folders).any(|folder| folder.join(name).is_file());
    Found::Fuse {
        device: Path::new(DEVICE).exists(),
        opens: access(DEVICE, Access::READ_OK | Access::WRITE_OK).is_ok(),
        root: rustix::process::geteuid().is_root(),
        helper: HELPERS.iter().any(|name| has(name)),
    }
}
