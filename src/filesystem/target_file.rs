//! Regular files while they are restored.

use std::fmt;

use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, FallocateFlags, Mode, OFlags, openat};
use rustix::io::Errno;

use super::apply::{MetadataWriter, Place};
use super::error::{Error, Result, Warning};
use super::read::retry;
use super::stat::{FileKind, Identity, Stat};
use super::target::{TargetDirectory, temporary_name};
use crate::codec::chunk::is_zero;
use crate::model::node::Node;

const NEW: OFlags =
    OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const EXISTING: OFlags = OFlags::WRONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY);

/// Below this a file is written at once and allocated well without being asked.
const WORTH_ALLOCATING: u64 = 1 << 20;

/// What file systems make holes of.
const BLOCK: u64 = 4096;

/// A regular file of the target, open for writing.
pub struct TargetFile {
    fd: OwnedFd,
    directory: TargetDirectory,
    name: Box<[u8]>,
    /// The file's present name where it is to replace `name`.
    temporary: Option<Box<[u8]>>,
    /// Made by this restore.
    fresh: bool,
    /// Whether dropping removes a temporary file.
    owned: bool,
}

/// A file that is closed between two writes: enough to open it again and to be sure it is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedFile {
    name: Box<[u8]>,
    temporary: Option<Box<[u8]>>,
    fresh: bool,
    identity: Identity,
}

impl ParkedFile {
    /// The name the file has, or will have when it replaces another.
    pub fn name(&self) -> &[u8] {
        &self.name
    }

    /// The name the file has now.
    pub fn present_name(&self) -> &[u8] {
        self.temporary.as_ref().unwrap_or(&self.name)
    }
}

impl TargetDirectory {
    /// Makes the file `name`, in place: until its times are set it does not look finished.
    ///
    /// # Errors
    /// [`super::ErrorKind::Exists`] when there is something of that name.
    pub fn create_file(&self, name: &[u8]) -> Result<TargetFile> {
        self.check_name(name, "create")?;
        let fd = self.open_new(name).map_err(|errno| self.error(name, "create", errno))?;
        Ok(TargetFile {
            fd,
            directory: self.clone(),
            name: name.into(),
            temporary: None,
            fresh: true,
            owned: true,
        })
    }

    /// Makes a file under a temporary name that takes the place of `name` by [`TargetFile::commit`]. Whoever opens
    /// `name` meanwhile finds what was there before. Dropped without commit it is removed.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn replace_file(&self, name: &[u8]) -> Result<TargetFile> {
        self.check_name(name, "create")?;
        let error = |errno| self.error(name, "create a temporary file for", errno);
        loop {
            let temporary = temporary_name().map_err(error)?;
            match self.open_new(&temporary) {
                Err(Errno::EXIST) => {}
                result => {
                    return Ok(TargetFile {
                        fd: result.map_err(error)?,
                        directory: self.clone(),
                        name: name.into(),
                        temporary: Some(temporary.into()),
                        fresh: true,
                        owned: true,
                    });
                }
            }
        }
    }

    fn open_new(&self, name: &[u8]) -> std::result::Result<OwnedFd, Errno> {
        retry(|| openat(self.as_directory(), name, NEW, Mode::RUSR | Mode::WUSR))
    }

    /// Opens an existing regular file for writing in place, to complete what a former restore began. A file with
    /// several names is refused: writing would change what other names show, inside the target or not.
    ///
    /// # Errors
    /// [`super::ErrorKind::NotFound`] when there is none, [`super::ErrorKind::Replaced`] when it is no regular file or has other
    /// names too.
    pub fn open_existing_for_write(&self, name: &[u8]) -> Result<TargetFile> {
        let (file, stat) = self.open_for_write(name, name, None, false)?;
        if stat.links > 1 {
            return Err(Error::replaced(self.path_of(name), "open for writing", "it has other names too"));
        }
        Ok(file)
    }

    /// Opens the regular file `name` for writing if it is still the one with this `identity`.
    ///
    /// # Errors
    /// [`super::ErrorKind::NotFound`] when it vanished, [`super::ErrorKind::Replaced`] when it is another.
    pub fn open_file(&self, name: &[u8], identity: Identity) -> Result<TargetFile> {
        Ok(self.open_for_write(name, name, Some(identity), false)?.0)
    }

    /// Opens again what [`TargetFile::park`] closed. Several threads may at once.
    ///
    /// Dropping what this returns does not remove a temporary file: [`TargetDirectory::discard`] does.
    ///
    /// # Errors
    /// As [`TargetDirectory::open_file`].
    pub fn reopen(&self, parked: &ParkedFile) -> Result<TargetFile> {
        let (mut file, _) =
            self.open_for_write(parked.present_name(), &parked.name, Some(parked.identity), parked.fresh)?;
        file.temporary.clone_from(&parked.temporary);
        Ok(file)
    }

    /// Removes a parked file that is not to be finished.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn discard(&self, parked: &ParkedFile) -> Result<()> {
        let name = parked.present_name();
        match self.existing(name)? {
            Some(stat) if stat.identity() == parked.identity => self.remove(name),
            _ => Ok(()),
        }
    }

    fn open_for_write(
        &self,
        present: &[u8],
        name: &[u8],
        identity: Option<Identity>,
        fresh: bool,
    ) -> Result<(TargetFile, Stat)> {
        self.check_name(present, "open for writing")?;
        let fd = retry(|| openat(self.as_directory(), present, EXISTING, Mode::empty()))
            .map_err(|errno| self.error(present, "open for writing", errno))?;
        let stat = Stat::of(fd.as_fd()).map_err(|errno| self.error(present, "stat", errno))?;
        if stat.kind != FileKind::File || identity.is_some_and(|identity| identity != stat.identity()) {
            return Err(Error::replaced(
                self.path_of(present),
                "open for writing",
                "another file has taken its place",
            ));
        }
        let file = TargetFile {
            fd,
            directory: self.clone(),
            name: name.into(),
            temporary: None,
            fresh,
            owned: false,
        };
        Ok((file, stat))
    }
}

impl TargetFile {
    /// Writes all of `bytes` at `offset`. Several threads may at once.
    ///
    /// # Errors
    /// [`super::ErrorKind::Full`] when there is no room.
    pub fn write_at(&self, mut bytes: &[u8], mut offset: u64) -> Result<()> {
        while !bytes.is_empty() {
            match retry(|| rustix::io::pwrite(&self.fd, bytes, offset)) {
                Ok(0) => return Err(self.error("write", Errno::IO)),
                Ok(written) => {
                    bytes = &bytes[written..];
                    offset += written as u64;
                }
                Err(errno) => return Err(self.error("write", errno)),
            }
        }
        Ok(())
    }

    /// Writes `bytes` at `offset` of a file that has its length and was not written there before, and leaves out whole
    /// blocks of zeros: they stay holes.
    ///
    /// # Errors
    /// As [`TargetFile::write_at`].
    pub fn write_sparse_at(&self, bytes: &[u8], offset: u64) -> Result<()> {
        let (first, rest) = bytes.split_at(((BLOCK - offset % BLOCK) as usize).min(bytes.len()));
        // Where the run of other blocks begins and ends that is still to be written.
        let (mut start, mut end) = (0, 0);
        for block in std::iter::once(first).chain(rest.chunks(BLOCK as usize)) {
            if is_zero(block) {
                self.write_at(&bytes[start..end], offset + start as u64)?;
                start = end + block.len();
                end = start;
            } else {
                end += block.len();
            }
        }
        self.write_at(&bytes[start..end], offset + start as u64)
    }

    /// Gives the file its length; what was not written reads as zeros and takes no room.
    ///
    /// # Errors
    /// [`super::ErrorKind::Full`] when files may not be that long.
    pub fn set_len(&self, len: u64) -> Result<()> {
        retry(|| rustix::fs::ftruncate(&self.fd, len)).map_err(|errno| self.error("set the length of", errno))
    }

    /// Reserves room for a file without holes, so that a full disk is met before the work. Does nothing for small
    /// files, or on file systems that cannot.
    ///
    /// # Errors
    /// [`super::ErrorKind::Full`] when there is no room.
    pub fn allocate(&self, len: u64) -> Result<()> {
        if len <= WORTH_ALLOCATING {
            return Ok(());
        }
        match retry(|| rustix::fs::fallocate(&self.fd, FallocateFlags::empty(), 0, len)) {
            Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) => Ok(()),
            result => result.map_err(|errno| self.error("allocate room for", errno)),
        }
    }

    /// Turns a range into a hole, or into zeros where the file system has no holes: what is zeros in the recorded
    /// file may be data in an existing one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn punch_hole(&self, offset: u64, len: u64) -> Result<()> {
        if len == 0 {
            return Ok(());
        }
        let flags = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
        match retry(|| rustix::fs::fallocate(&self.fd, flags, offset, len)) {
            Err(Errno::OPNOTSUPP | Errno::NOSYS) => self.write_zeros(offset, len),
            result => result.map_err(|errno| self.error("write", errno)),
        }
    }

    fn write_zeros(&self, mut offset: u64, len: u64) -> Result<()> {
        const ZEROS: &[u8] = &[0; 64 * 1024];
        let end = offset.saturating_add(len);
        while offset < end {
            let part = ZEROS.len().min(usize::try_from(end - offset).unwrap_or(usize::MAX));
            self.write_at(&ZEROS[..part], offset)?;
            offset += part as u64;
        }
        Ok(())
    }

    /// The facts about the file now.
    ///
    /// # Errors
    /// Practically never, the file being open.
    pub fn stat(&self) -> Result<Stat> {
        Stat::of(self.fd.as_fd()).map_err(|errno| self.error("stat", errno))
    }

    /// Sets owner, mode, attributes and, last, times: from then on the file looks finished. One that replaces another
    /// still has to be committed.
    ///
    /// # Errors
    /// [`super::ErrorKind::Full`] when the disk is full, and when it fails.
    pub fn finish(&self, node: &Node, writer: &MetadataWriter) -> Result<Vec<Warning>> {
        let place = Place {
            fd: self.fd.as_fd(),
            only_path: false,
            fresh: self.fresh,
            inherits_acl: self.directory.inner.inherits_acl,
        };
        writer.apply(&place, node, || self.path())
    }

    /// Renames a temporary file over the one it replaces; nothing to do for a file in place.
    ///
    /// # Errors
    /// When a directory has the name, or the directory cannot be written. The temporary file is removed then.
    pub fn commit(mut self) -> Result<()> {
        let Some(temporary) = self.temporary.take() else { return Ok(()) };
        let directory = self.directory.as_directory();
        if let Err(errno) = rustix::fs::renameat(directory, &*temporary, directory, &*self.name) {
            self.temporary = Some(temporary);
            self.owned = true;
            return Err(self.error("replace", errno));
        }
        Ok(())
    }

    /// Closes the file until it is opened again by [`TargetDirectory::reopen`]: a restore in the order of packs has
    /// more files begun than it may have open. A temporary file stays.
    ///
    /// # Errors
    /// As [`TargetFile::stat`].
    pub fn park(mut self) -> Result<ParkedFile> {
        let identity = self.stat()?.identity();
        Ok(ParkedFile {
            name: self.name.clone(),
            temporary: self.temporary.take(),
            fresh: self.fresh,
            identity,
        })
    }

    /// Removes the file, which is not going to be finished.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn abandon(self) -> Result<()> {
        let directory = self.directory.clone();
        directory.discard(&self.park()?)
    }

    /// The path the file has, or will have when it replaces another.
    pub fn path(&self) -> Vec<u8> {
        self.directory.path_of(&self.name)
    }

    fn error(&self, during: &'static str, errno: Errno) -> Error {
        self.directory.error(&self.name, during, errno)
    }
}

impl Drop for TargetFile {
    fn drop(&mut self) {
        if self.owned
            && let Some(temporary) = &self.temporary
        {
            // Nothing to be done about a failure here; the name tells what the file is.
            let _ = rustix::fs::unlinkat(self.directory.as_directory(), &**temporary, AtFlags::empty());
        }
    }
}

impl AsFd for TargetFile {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl fmt::Debug for TargetFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TargetFile({})", super::error::Escaped(&self.path()))
    }
}
