//! From a stored node back to a file's owner, mode, attributes and times.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use rustix::fd::BorrowedFd;
use rustix::fs::{AtFlags, CWD, Gid, Mode, Timespec, Timestamps, UTIME_OMIT, Uid};
use rustix::io::Errno;

use super::attributes::{self, Handle, ProcPath};
use super::error::{Error, Result, Warning};
use super::stat::{FileKind, Stat};
use super::users;
use crate::model::node::{Node, Xattr};
use crate::model::time::Timestamp;

/// Whom restored files shall belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Owner {
    /// The numbers that were recorded.
    #[default]
    Numeric,
    /// The users and groups of the recorded names, and the numbers where this host does not know a name.
    ByName,
    /// Whoever restores.
    Keep,
}

/// What to set of a restored file besides its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApplyOptions {
    /// Whom it shall belong to.
    pub owner: Owner,
    /// Set extended attributes, ACLs and capabilities.
    pub xattrs: bool,
}

impl Default for ApplyOptions {
    fn default() -> Self {
        Self { owner: Owner::Numeric, xattrs: true }
    }
}

/// Sets the metadata of restored files. One for all threads: it remembers users and groups.
#[derive(Debug, Default)]
pub struct MetadataWriter {
    options: ApplyOptions,
    users: Mutex<HashMap<String, Option<u32>>>,
    groups: Mutex<HashMap<String, Option<u32>>>,
}

/// How a file is reached while its metadata is set, and what is known of it.
pub(crate) struct Place<'a> {
    pub(crate) fd: BorrowedFd<'a>,
    /// `fd` is an O_PATH descriptor: it names the file but most calls want `/proc/self/fd`.
    pub(crate) only_path: bool,
    /// Made by this restore: it has no attributes but those its directory makes it inherit.
    pub(crate) fresh: bool,
    /// Its directory has a default ACL, which new files inherit.
    pub(crate) inherits_acl: bool,
}

const ACL: &[u8] = b"system.posix_acl_access";
pub(crate) const DEFAULT_ACL: &[u8] = b"system.posix_acl_default";

impl MetadataWriter {
    /// A writer that knows nobody yet.
    pub fn new(options: ApplyOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// What it sets.
    pub fn options(&self) -> ApplyOptions {
        self.options
    }

    /// The user and group a restored file shall have; `None` where it keeps whoever restores.
    pub fn owner_of(&self, node: &Node) -> (Option<u32>, Option<u32>) {
        match self.options.owner {
            Owner::Keep => (None, None),
            Owner::Numeric => (Some(node.uid), Some(node.gid)),
            Owner::ByName => {
                let uid = known(&self.users, node.user.as_deref(), users::user_id);
                let gid = known(&self.groups, node.group.as_deref(), users::group_id);
                (Some(uid.unwrap_or(node.uid)), Some(gid.unwrap_or(node.gid)))
            }
        }
    }

    /// Sets what is not so yet, in the only order that works: changing the owner drops setuid and capabilities, ACLs change
    /// the mode, a mode may forbid writing attributes, and all of it but the times is a change of the inode.
    pub(crate) fn apply(
        &self,
        place: &Place<'_>,
        node: &Node,
        path: impl Fn() -> Vec<u8>,
    ) -> Result<Vec<Warning>> {
        let mut run = Run { place, proc_path: Vec::new(), warnings: Vec::new(), changed: false, path: &path };
        if place.only_path {
            run.proc_path = ProcPath::default().of(place.fd).to_vec();
        }
        let stat = Stat::of(place.fd).map_err(|errno| Error::new(path(), "stat", errno))?;
        if stat.kind != FileKind::of(node) {
            return Err(Error::replaced(path(), "set the metadata of", "another file has taken its place"));
        }
        let (uid, gid) = self.owner_of(node);
        let owner = run.set_owner(&stat, (uid, gid))?;
        if self.options.xattrs {
            run.set_xattrs(&node.xattrs)?;
        }
        if stat.kind != FileKind::Symlink {
            let wanted = (uid.unwrap_or(node.uid), gid.unwrap_or(node.gid));
            run.set_mode(&stat, owner, wanted, node)?;
        }
        run.set_times(&stat, node)?;
        Ok(run.warnings)
    }
}

fn known(
    cache: &Mutex<HashMap<String, Option<u32>>>,
    name: Option<&str>,
    look_up: fn(&str) -> Option<u32>,
) -> Option<u32> {
    let name = name?;
    // A map of answers is as good after a panic elsewhere as before.
    let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(id) = cache.get(name) {
        return *id;
    }
    let id = look_up(name);
    cache.insert(name.to_owned(), id);
    id
}

/// One file's metadata being set.
struct Run<'a, P: Fn() -> Vec<u8>> {
    place: &'a Place<'a>,
    proc_path: Vec<u8>,
    warnings: Vec<Warning>,
    /// Something was set that may have changed the mode.
    changed: bool,
    path: &'a P,
}

impl<P: Fn() -> Vec<u8>> Run<'_, P> {
    fn handle(&self) -> Handle<'_> {
        if self.place.only_path { Handle::Descriptor(&self.proc_path) } else { Handle::Open(self.place.fd) }
    }

    fn warn(&mut self, during: &'static str, errno: Errno) {
        self.warnings.push(Warning(Error::new((self.path)(), during, errno)));
    }

    /// A full or failing disk ends the file; what this user or this file system does not do is a warning.
    fn check(&mut self, during: &'static str, result: std::result::Result<(), Errno>) -> Result<bool> {
        match result {
            Ok(()) => Ok(true),
            Err(errno @ (Errno::NOSPC | Errno::DQUOT | Errno::IO | Errno::ROFS)) => {
                Err(Error::new((self.path)(), during, errno))
            }
            Err(errno) => {
                self.warn(during, errno);
                Ok(false)
            }
        }
    }

    /// Returns the owner and group the file has in the end.
    fn set_owner(&mut self, stat: &Stat, (uid, gid): (Option<u32>, Option<u32>)) -> Result<(u32, u32)> {
        let uid = uid.filter(|uid| *uid != stat.uid);
        let gid = gid.filter(|gid| *gid != stat.gid);
        if uid.is_none() && gid.is_none() {
            return Ok((stat.uid, stat.gid));
        }
        // All ones stand for "leave it" in the call, so no file can belong to that number.
        if uid == Some(u32::MAX) || gid == Some(u32::MAX) {
            self.warn("set the owner of", Errno::INVAL);
            return Ok((stat.uid, stat.gid));
        }
        self.changed = true;
        let result = self.chown(uid, gid);
        let mut now = (uid.unwrap_or(stat.uid), gid.unwrap_or(stat.gid));
        if result.is_err() {
            // Whoever may not give files away may still choose among the own groups.
            let group_set = uid.is_some() && gid.is_some() && self.chown(None, gid).is_ok();
            now = (stat.uid, if group_set { now.1 } else { stat.gid });
        }
        self.check("set the owner of", result)?;
        Ok(now)
    }

    fn chown(&self, uid: Option<u32>, gid: Option<u32>) -> std::result::Result<(), Errno> {
        let (uid, gid) = (uid.map(Uid::from_raw), gid.map(Gid::from_raw));
        if self.place.only_path {
            rustix::fs::chownat(self.place.fd, c"", uid, gid, AtFlags::EMPTY_PATH)
        } else {
            rustix::fs::fchown(self.place.fd, uid, gid)
        }
    }

    fn set_xattrs(&mut self, wanted: &[Xattr]) -> Result<()> {
        if !self.place.fresh {
            self.remove_other_xattrs(wanted)?;
        } else if self.place.inherits_acl {
            for name in [ACL, DEFAULT_ACL] {
                if !wanted.iter().any(|xattr| xattr.name == name) {
                    self.changed = true;
                    // Most inherit one of the two, files only the first.
                    let _ = attributes::remove(self.handle(), name);
                }
            }
        }
        for xattr in wanted {
            if !self.place.fresh && attributes::is(self.handle(), &xattr.name, &xattr.value) {
                continue;
            }
            self.changed = true;
            let mut result = attributes::set(self.handle(), &xattr.name, &xattr.value);
            if result == Err(Errno::ACCESS) && self.make_writable() {
                result = attributes::set(self.handle(), &xattr.name, &xattr.value);
            }
            match result {
                // Also the answer of a file system that keeps attributes in the inode and one block, when they
                // do not fit there.
                Err(Errno::NOSPC) if self.has_room() => {
                    self.warn("set an extended attribute of", Errno::NOSPC);
                }
                // Security modules forbid rewriting their labels; the same label needs no rewriting.
                Err(_) if attributes::is(self.handle(), &xattr.name, &xattr.value) => {}
                result => {
                    self.check("set an extended attribute of", result)?;
                }
            }
        }
        Ok(())
    }

    fn remove_other_xattrs(&mut self, wanted: &[Xattr]) -> Result<()> {
        let names = match attributes::names(self.handle()) {
            Ok(names) => names,
            Err(Errno::OPNOTSUPP) => return Ok(()),
            Err(errno) => {
                self.warn("list the extended attributes of", errno);
                return Ok(());
            }
        };
        for name in names {
            if is_ours_to_remove(&name) && !wanted.iter().any(|xattr| xattr.name == name) {
                self.changed = true;
                let mut result = attributes::remove(self.handle(), &name);
                if result == Err(Errno::ACCESS) && self.make_writable() {
                    result = attributes::remove(self.handle(), &name);
                }
                match result {
                    Err(Errno::NODATA) => {}
                    result => {
                        self.check("remove an extended attribute of", result)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Attributes of an existing file may be written by whoever may write its content. The mode is set afterwards.
    fn make_writable(&self) -> bool {
        !self.place.fresh && self.chmod(Mode::RUSR | Mode::WUSR | Mode::XUSR).is_ok()
    }

    fn chmod(&self, mode: Mode) -> std::result::Result<(), Errno> {
        if self.place.only_path {
            rustix::fs::chmodat(CWD, &*self.proc_path, mode, AtFlags::empty())
        } else {
            rustix::fs::fchmod(self.place.fd, mode)
        }
    }

    fn has_room(&self) -> bool {
        rustix::fs::fstatvfs(self.place.fd).is_ok_and(|fs| fs.f_bavail > 64)
    }

    fn set_mode(&mut self, stat: &Stat, owner: (u32, u32), wanted: (u32, u32), node: &Node) -> Result<()> {
        let mut mode = node.mode & 0o7777;
        // A program that ran as its owner must not come to run as somebody else. A directory's bits run nothing.
        if !node.is_directory() {
            let mut forbidden = 0;
            if owner.0 != wanted.0 {
                forbidden |= 0o4000;
            }
            if owner.1 != wanted.1 {
                forbidden |= 0o2000;
            }
            if mode & forbidden != 0 {
                mode &= !forbidden;
                self.warn("keep the setuid or setgid bit of", Errno::PERM);
            }
        }
        if stat.mode == mode && !self.changed {
            return Ok(());
        }
        let result = self.chmod(Mode::from_raw_mode(mode));
        self.check("set the mode of", result)?;
        Ok(())
    }

    fn set_times(&mut self, stat: &Stat, node: &Node) -> Result<()> {
        if stat.mtime == node.mtime && node.atime.is_none_or(|atime| atime == stat.atime) {
            return Ok(());
        }
        let times = Timestamps {
            last_access: node.atime.map_or(Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT }, timespec),
            last_modification: timespec(node.mtime),
        };
        let mut result = if self.place.only_path {
            rustix::fs::utimensat(self.place.fd, c"", &times, AtFlags::EMPTY_PATH)
        } else {
            rustix::fs::futimens(self.place.fd, &times)
        };
        if self.place.only_path && result == Err(Errno::INVAL) {
            // Before Linux 5.8.
            result = rustix::fs::utimensat(CWD, &*self.proc_path, &times, AtFlags::empty());
        }
        self.check("set the times of", result)?;
        Ok(())
    }
}

/// Whether a restore may remove an attribute that was not recorded. Labels of security modules and attributes that a
/// file system invents are not ours.
fn is_ours_to_remove(name: &[u8]) -> bool {
    name.starts_with(b"user.")
        || name.starts_with(b"trusted.")
        || matches!(name, ACL | DEFAULT_ACL | b"security.capability")
}

/// A stored time as the system takes it; a damaged tree may hold nanoseconds that mean something else to it.
fn timespec(time: Timestamp) -> Timespec {
    Timespec { tv_sec: time.seconds, tv_nsec: i64::from(time.nanos.min(999_999_999)) as _ }
}
