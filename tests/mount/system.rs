//! The mount as people use it: through FUSE, where this machine has it and lets this user mount.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use sandyq::model::snapshot::SnapshotKind;
use sandyq::storage::{LocalStorage, PutMode, Storage};

use crate::everything;
use crate::house::{House, PASSPHRASE, TINY, noise, objects};
use crate::s3_server::S3Server;

/// Requests from the start of the program to the first byte of a file.
const LIMIT: u64 = 12;
/// What it takes to mount, among the effective capabilities of a process.
const SYS_ADMIN: u64 = 1 << 21;

/// `false`, with a reason printed, where mounting is not allowed.
fn may_mount() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let capabilities = status.lines().find_map(|line| line.strip_prefix("CapEff:")).unwrap();
    let may = u64::from_str_radix(capabilities.trim(), 16).unwrap() & SYS_ADMIN != 0;
    let device = File::options().read(true).write(true).open("/dev/fuse");
    match (may, device) {
        (true, Ok(_)) => return true,
        (false, _) => eprintln!("skipped: this user may not mount"),
        (_, Err(error)) => eprintln!("skipped: /dev/fuse: {error}"),
    }
    false
}

/// The repository of a house in a folder of it.
fn chest(house: &House) -> PathBuf {
    let chest = house.path("chest");
    fs::create_dir(&chest).unwrap();
    let local = LocalStorage::new(&chest);
    house.runtime.block_on(async {
        for entry in house.memory.list("", None, None).await.unwrap().entries {
            let bytes = house.memory.get(&entry.key).await.unwrap();
            local.put(&entry.key, bytes.into(), PutMode::Create).await.unwrap();
        }
    });
    chest
}

/// A running `sandyq mount`.
struct Mount {
    child: Child,
    at: PathBuf,
}

impl Mount {
    fn start(house: &House, set: impl FnOnce(&mut Command)) -> Self {
        let at = house.path("mount");
        fs::create_dir_all(&at).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.arg("mount").arg(&at).env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env("SANDYQ_PASSWORD", std::str::from_utf8(PASSPHRASE).unwrap());
        set(&mut command);
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let mut mount = Self { child, at };
        if !line.contains("mounted at") {
            panic!("{line}{}", mount.said());
        }
        mount
    }

    fn local(house: &House, chest: &Path) -> Self {
        Self::start(house, |command| {
            command.env("SANDYQ_REPOSITORY", chest).env("SANDYQ_CACHE_DIR", house.path("own-cache"));
        })
    }

    fn source(&self) -> PathBuf {
        self.at.join("snapshots/latest/source")
    }

    fn said(&mut self) -> String {
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        said
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// What it said until it ended, and its exit code.
    fn end(mut self) -> (String, Option<i32>) {
        let said = self.said();
        (said, self.child.wait().unwrap().code())
    }

    fn unmount(self) -> (String, Option<i32>) {
        let unmounted = run("umount", &[&self.at]);
        assert!(unmounted.status.success(), "{unmounted:?}");
        self.end()
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // A test that failed leaves nothing mounted.
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            let _ = Command::new("umount").arg("-l").arg(&self.at).output();
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn run(program: &str, arguments: &[&Path]) -> Output {
    Command::new(program).args(arguments).output().unwrap()
}

fn is_mounted(at: &Path) -> bool {
    fs::read_to_string("/proc/self/mounts").unwrap().contains(at.to_str().unwrap())
}

#[test]
fn everything_shows_as_it_was_and_cp_copies_it_as_a_restore_would() {
    if !may_mount() {
        return;
    }
    sandyq::filesystem::raise_open_files();
    let house = House::with_chunks(TINY);
    everything::make(&house.path("source"), TINY);
    assert_eq!(house.back_up(SnapshotKind::Incremental).unreadable, 0);
    let mount = Mount::local(&house, &chest(&house));
    everything::assert_same(&mount.source(), &house.path("source"));

    // `cp` takes no path as long as the deepest one.
    fs::create_dir(house.path("target")).unwrap();
    for entry in fs::read_dir(mount.source()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name() != "deep" {
            let copied = Command::new("cp").arg("-a").arg(entry.path()).arg(house.path("target")).output();
            let copied = copied.unwrap();
            assert!(copied.status.success(), "{copied:?}");
        }
    }
    fs::remove_dir_all(house.path("source/deep")).unwrap();
    everything::assert_same(&house.path("target"), &house.path("source"));

    let (said, code) = mount.unmount();
    assert_eq!((said.as_str(), code), ("", Some(0)));
}

#[test]
fn a_signal_unmounts_although_a_file_is_open() {
    if !may_mount() {
        return;
    }
    let house = House::with_chunks(TINY);
    fs::create_dir(house.path("source")).unwrap();
    fs::write(house.path("source/file"), "content").unwrap();
    house.back_up(SnapshotKind::Incremental);
    let chest = chest(&house);
    for signal in [Signal::TERM, Signal::INT] {
        let mount = Mount::local(&house, &chest);
        let at = mount.at.clone();
        assert!(is_mounted(&at));
        let open = File::open(mount.source().join("file")).unwrap();
        mount.signal(signal);
        let (said, code) = mount.end();
        assert_eq!((said.as_str(), code), ("", Some(0)));
        assert!(!is_mounted(&at));
        drop(open);
    }
}

#[test]
fn damage_fails_the_read_is_told_and_ends_with_the_code_for_damage() {
    if !may_mount() {
        return;
    }
    let house = House::with_chunks(TINY);
    fs::create_dir(house.path("source")).unwrap();
    fs::write(house.path("source/file"), noise(3, 200_000)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    let chest = chest(&house);
    let all = objects(&house.runtime, &*house.memory);
    let (pack, bytes) = all.iter().max_by_key(|(_, bytes)| bytes.len()).unwrap();
    let file = File::options().write(true).open(chest.join(pack)).unwrap();
    let middle = bytes.len() / 2;
    file.write_all_at(&[bytes[middle] ^ 1], middle as u64).unwrap();

    let mount = Mount::local(&house, &chest);
    let error = fs::read(mount.source().join("file")).unwrap_err();
    assert_eq!(error.raw_os_error(), Some(libc::EIO));
    let (said, code) = mount.unmount();
    assert!(said.contains("/source/file: data pack packs/"), "{said}");
    assert_eq!(code, Some(21));
}

#[test]
fn a_dozen_requests_lead_to_the_first_byte_of_a_file_on_s3() {
    if !may_mount() {
        return;
    }
    let house = House::with_chunks(TINY);
    for folder in 0..60 {
        let path = house.path(&format!("source/folder-{folder:02}/below"));
        fs::create_dir_all(&path).unwrap();
        for file in 0..20 {
            fs::write(path.join(format!("file-{file}")), noise(folder * 100 + file, 700)).unwrap();
        }
    }
    let large = noise(77, 3 << 20);
    fs::write(house.path("source/folder-30/below/large"), &large).unwrap();
    house.back_up(SnapshotKind::Incremental);
    let server = S3Server::start_blocking();
    let url = server.url("chest");
    for (key, bytes) in objects(&house.runtime, &*house.memory) {
        server.set_object("chest", &key, Some(bytes));
    }
    let mount = Mount::start(&house, |command| {
        command.env("SANDYQ_REPOSITORY", url).arg("--no-cache").envs(server.env());
    });
    let to_mount = server.counts().total();
    let mut first = [0; 1];
    let file = File::open(mount.source().join("folder-30/below/large")).unwrap();
    file.read_exact_at(&mut first, 2_000_000).unwrap();
    assert_eq!(first[0], large[2_000_000]);
    let to_first_byte = server.counts().total();
    println!("{to_mount} requests to mount, {to_first_byte} to the first byte");
    assert!(to_first_byte <= LIMIT, "{to_mount}, {to_first_byte}: {:?}", server.counts());
    assert!(fs::read(mount.source().join("folder-30/below/large")).unwrap() == large);
    println!("{} to the last", server.counts().total());
    drop(file);
    assert_eq!(mount.unmount(), (String::new(), Some(0)));
}
