//! The system's side: FUSE asks on a thread of its own, and every request is answered beside the others.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use fuser::{
    Config, Errno, FileHandle, Filesystem, FopenFlags, Generation, INodeNo, InitFlags, KernelConfig,
    LockOwner, MountOption, OpenFlags, ReplyAttr, ReplyData, ReplyDirectory, ReplyDirectoryPlus, ReplyEmpty,
    ReplyEntry, ReplyLseek, ReplyOpen, ReplyStatfs, ReplyXattr, Request, Session, SessionACL,
    SessionUnmounter,
};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use rustix::mount::{UnmountFlags, unmount};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Notify, oneshot};

use super::file::Sought;
use super::listing::Row;
use super::mounted::Mounted;
use super::{Error, Observer};

/// What FUSE is spoken through.
pub const DEVICE: &str = "/dev/fuse";
/// For how long the system may rely on what it was told of a snapshot's entries, which never change.
const LASTING: Duration = Duration::from_secs(24 * 3600);
/// And of the folders above them, which do.
const BRIEF: Duration = Duration::from_secs(1);
/// Reads ahead that the system may have under way.
const IN_BACKGROUND: u16 = 32;
/// Longest name.
const NAME: u32 = 255;

/// Who may look at the mount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Access {
    /// Others than the user who mounts.
    pub others: bool,
    /// Modes and ACLs are not looked at.
    pub regardless: bool,
}

/// One request of the system with the way to answer it.
enum Call {
    LookUp(u64, Vec<u8>, ReplyEntry),
    Forget(u64, u64),
    Attributes(u64, ReplyAttr),
    LinkTarget(u64, ReplyData),
    Open(u64, ReplyOpen),
    Read(u64, u64, u32, ReplyData),
    Seek(u64, u64, Sought, ReplyLseek),
    Close(u64),
    OpenDirectory(u64, ReplyOpen),
    List(u64, u64, ReplyDirectory),
    ListKnown(u64, u64, ReplyDirectoryPlus),
    CloseDirectory(u64),
    Xattr(u64, Vec<u8>, u32, ReplyXattr),
    Xattrs(u64, u32, ReplyXattr),
}

/// Mounts, answers until somebody unmounts or `stop` is heard, and unmounts.
pub async fn run(
    mounted: &Mounted<'_>,
    at: &Path,
    access: Access,
    observer: &dyn Observer,
    stop: &Notify,
) -> Result<(), Error> {
    let snapshots = tokio::select! {
        snapshots = mounted.refresh() => snapshots?,
        () = stop.notified() => return Ok(()),
    };
    let (calls, mut asked) = unbounded_channel();
    let (unmounter, ended) = mount(at, access, calls)?;
    let mut unmounter = Unmounter { at: at.to_owned(), inner: Some(unmounter) };
    observer.mounted(snapshots);
    tokio::select! {
        () = answer(mounted, &mut asked) => {}
        () = stop.notified() => return Ok(()),
    }
    // It was unmounted already, by somebody else.
    unmounter.inner = None;
    match ended.await {
        Ok(Err(source)) => Err(Error::Broken { at: at.to_owned(), source }),
        Ok(Ok(())) | Err(_) => Ok(()),
    }
}

type Ended = oneshot::Receiver<io::Result<()>>;

fn mount(
    at: &Path,
    access: Access,
    calls: UnboundedSender<Call>,
) -> Result<(SessionUnmounter, Ended), Error> {
    let refused = |source| Error::Refused { at: at.to_owned(), source };
    std::fs::read_dir(at).map_err(refused)?;
    if !Path::new(DEVICE).exists() {
        return Err(Error::NoDevice);
    }
    let mut config = Config::default();
    config.mount_options =
        vec![MountOption::FSName("sandyq".into()), MountOption::Subtype("sandyq".into()), MountOption::RO];
    if access.others {
        config.acl = SessionACL::All;
        if !access.regardless {
            config.mount_options.push(MountOption::DefaultPermissions);
        }
    }
    let forwarder = Forwarder { calls, acls: access.others && !access.regardless };
    let mut session = Session::new(forwarder, at, &config).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Error::NoHelper,
        _ => refused(source),
    })?;
    let unmounter = session.unmount_callable();
    let (tell, ended) = oneshot::channel();
    let ask = move || drop(tell.send(session.run()));
    thread::Builder::new().name("sandyq-fuse".into()).spawn(ask).map_err(refused)?;
    Ok((unmounter, ended))
}

/// Unmounts when it is dropped, even while files are open: then they can no longer be read.
struct Unmounter {
    at: PathBuf,
    inner: Option<SessionUnmounter>,
}

impl Drop for Unmounter {
    fn drop(&mut self) {
        let Some(mut inner) = self.inner.take() else { return };
        // Others than root need the program that mounted for them.
        if unmount(&self.at, UnmountFlags::DETACH).is_err()
            && let Err(error) = inner.unmount()
        {
            tracing::warn!("cannot unmount {}: {error}", self.at.display());
        }
    }
}

/// Answers until nobody asks any more.
async fn answer(mounted: &Mounted<'_>, asked: &mut UnboundedReceiver<Call>) {
    let mut answers = FuturesUnordered::new();
    loop {
        tokio::select! {
            call = asked.recv() => match call {
                Some(call) => answers.push(answer_one(mounted, call)),
                None => return,
            },
            Some(()) = answers.next() => {}
        }
    }
}

async fn answer_one(mounted: &Mounted<'_>, call: Call) {
    match call {
        Call::LookUp(parent, name, reply) => match mounted.look_up(parent, &name).await {
            Ok(attributes) => reply.entry(&lasting(mounted, parent), &attributes, Generation(0)),
            Err(errno) => reply.error(errno),
        },
        Call::Forget(number, times) => mounted.forget(number, times),
        Call::Attributes(number, reply) => match mounted.attributes(number).await {
            Ok(attributes) => reply.attr(&lasting(mounted, number), &attributes),
            Err(errno) => reply.error(errno),
        },
        Call::LinkTarget(number, reply) => match mounted.link_target(number).await {
            Ok(target) => reply.data(&target),
            Err(errno) => reply.error(errno),
        },
        Call::Open(number, reply) => match mounted.open(number).await {
            Ok(handle) => {
                let flags = FopenFlags::FOPEN_KEEP_CACHE | FopenFlags::FOPEN_NOFLUSH;
                reply.opened(FileHandle(handle), flags);
            }
            Err(errno) => reply.error(errno),
        },
        Call::Read(handle, offset, len, reply) => match mounted.read(handle, offset, len).await {
            Ok(bytes) => {
                reply.data(&bytes);
                drop(bytes);
                mounted.read_ahead(handle, offset, len).await;
            }
            Err(errno) => reply.error(errno),
        },
        Call::Seek(handle, offset, sought, reply) => match mounted.seek(handle, offset, sought).await {
            Ok(found) => reply.offset(i64::try_from(found).unwrap_or(i64::MAX)),
            Err(errno) => reply.error(errno),
        },
        Call::Close(handle) => mounted.close(handle),
        Call::OpenDirectory(number, reply) => match mounted.open_directory(number).await {
            Ok(handle) if mounted.changes(number) => reply.opened(FileHandle(handle), FopenFlags::empty()),
            Ok(handle) => {
                let flags = FopenFlags::FOPEN_KEEP_CACHE | FopenFlags::FOPEN_CACHE_DIR;
                reply.opened(FileHandle(handle), flags);
            }
            Err(errno) => reply.error(errno),
        },
        Call::List(handle, from, reply) => list(mounted, handle, from, reply).await,
        Call::ListKnown(handle, from, reply) => list_known(mounted, handle, from, reply).await,
        Call::CloseDirectory(handle) => mounted.close_directory(handle),
        Call::Xattr(number, name, room, reply) => {
            sized(mounted.xattr(number, &name).await, room, reply);
        }
        Call::Xattrs(number, room, reply) => {
            let names = mounted
                .xattrs(number)
                .await
                .map(|xattrs| xattrs.into_iter().flat_map(|xattr| [xattr.name, vec![0]].concat()).collect());
            sized(names, room, reply);
        }
    }
}

/// For how long the system may rely on what it is told of what is in a folder.
fn lasting(mounted: &Mounted<'_>, folder: u64) -> Duration {
    if mounted.changes(folder) { BRIEF } else { LASTING }
}

async fn list(mounted: &Mounted<'_>, handle: u64, from: u64, mut reply: ReplyDirectory) {
    let mut add =
        |row: &Row<'_>| !reply.add(INodeNo(row.number), row.next, row.kind, OsStr::from_bytes(row.name));
    match mounted.list(handle, from, false, &mut add).await {
        Ok(()) => reply.ok(),
        Err(errno) => reply.error(errno),
    }
}

async fn list_known(mounted: &Mounted<'_>, handle: u64, from: u64, mut reply: ReplyDirectoryPlus) {
    let lasting = mounted.directory(handle).map_or(BRIEF, |number| lasting(mounted, number));
    let mut add = |row: &Row<'_>| {
        let Some(attributes) = row.attributes else { return false };
        let (number, name) = (INodeNo(row.number), OsStr::from_bytes(row.name));
        !reply.add(number, row.next, name, &lasting, &attributes, Generation(0))
    };
    match mounted.list(handle, from, true, &mut add).await {
        Ok(()) => reply.ok(),
        Err(errno) => reply.error(errno),
    }
}

/// Answers with bytes, or only how many there are.
fn sized(bytes: Result<Vec<u8>, Errno>, room: u32, reply: ReplyXattr) {
    match bytes {
        Ok(bytes) if room == 0 => reply.size(u32::try_from(bytes.len()).unwrap_or(u32::MAX)),
        Ok(bytes) if bytes.len() <= room as usize => reply.data(&bytes),
        Ok(_) => reply.error(Errno::ERANGE),
        Err(errno) => reply.error(errno),
    }
}

/// Hands requests on. Those that are dropped unanswered are answered as failed.
struct Forwarder {
    calls: UnboundedSender<Call>,
    /// The system shall judge by ACLs.
    acls: bool,
}

impl Forwarder {
    fn ask(&self, call: Call) {
        // Once nobody answers any more, the mount is on its way out.
        let _ = self.calls.send(call);
    }
}

impl Filesystem for Forwarder {
    fn init(&mut self, _: &Request, config: &mut KernelConfig) -> io::Result<()> {
        let mut wanted = vec![
            InitFlags::FUSE_DO_READDIRPLUS,
            InitFlags::FUSE_READDIRPLUS_AUTO,
            InitFlags::FUSE_PARALLEL_DIROPS,
            InitFlags::FUSE_CACHE_SYMLINKS,
        ];
        if self.acls {
            wanted.push(InitFlags::FUSE_POSIX_ACL);
        }
        for capability in wanted {
            // An older system does without.
            let _ = config.add_capabilities(capability);
        }
        let _ = config.set_max_background(IN_BACKGROUND);
        Ok(())
    }

    fn lookup(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        self.ask(Call::LookUp(parent.0, name.as_bytes().to_vec(), reply));
    }

    fn forget(&self, _: &Request, number: INodeNo, times: u64) {
        self.ask(Call::Forget(number.0, times));
    }

    fn getattr(&self, _: &Request, number: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        self.ask(Call::Attributes(number.0, reply));
    }

    fn readlink(&self, _: &Request, number: INodeNo, reply: ReplyData) {
        self.ask(Call::LinkTarget(number.0, reply));
    }

    fn open(&self, _: &Request, number: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        self.ask(Call::Open(number.0, reply));
    }

    fn read(
        &self,
        _: &Request,
        _: INodeNo,
        handle: FileHandle,
        offset: u64,
        size: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        self.ask(Call::Read(handle.0, offset, size, reply));
    }

    fn release(
        &self,
        _: &Request,
        _: INodeNo,
        handle: FileHandle,
        _: OpenFlags,
        _: Option<LockOwner>,
        _: bool,
        reply: ReplyEmpty,
    ) {
        self.ask(Call::Close(handle.0));
        reply.ok();
    }

    fn lseek(
        &self,
        _: &Request,
        _: INodeNo,
        handle: FileHandle,
        offset: i64,
        whence: i32,
        reply: ReplyLseek,
    ) {
        let sought = match whence {
            libc::SEEK_DATA => Sought::Data,
            libc::SEEK_HOLE => Sought::Hole,
            _ => return reply.error(Errno::EINVAL),
        };
        match u64::try_from(offset) {
            Ok(offset) => self.ask(Call::Seek(handle.0, offset, sought, reply)),
            Err(_) => reply.error(Errno::ENXIO),
        }
    }

    fn opendir(&self, _: &Request, number: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        self.ask(Call::OpenDirectory(number.0, reply));
    }

    fn readdir(&self, _: &Request, _: INodeNo, handle: FileHandle, from: u64, reply: ReplyDirectory) {
        self.ask(Call::List(handle.0, from, reply));
    }

    fn readdirplus(&self, _: &Request, _: INodeNo, handle: FileHandle, from: u64, reply: ReplyDirectoryPlus) {
        self.ask(Call::ListKnown(handle.0, from, reply));
    }

    fn releasedir(&self, _: &Request, _: INodeNo, handle: FileHandle, _: OpenFlags, reply: ReplyEmpty) {
        self.ask(Call::CloseDirectory(handle.0));
        reply.ok();
    }

    fn statfs(&self, _: &Request, _: INodeNo, reply: ReplyStatfs) {
        reply.statfs(0, 0, 0, 0, 0, 4096, NAME, 4096);
    }

    fn getxattr(&self, _: &Request, number: INodeNo, name: &OsStr, size: u32, reply: ReplyXattr) {
        self.ask(Call::Xattr(number.0, name.as_bytes().to_vec(), size, reply));
    }

    fn listxattr(&self, _: &Request, number: INodeNo, size: u32, reply: ReplyXattr) {
        self.ask(Call::Xattrs(number.0, size, reply));
    }
}
