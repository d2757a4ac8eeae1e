//! Runs the program, many at a time, and does to it what happens to processes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use sandyq::model::id::to_hex;

/// How a process came to its end.
#[derive(Debug)]
pub enum Ended {
    /// With this exit code, and what it said.
    With(i32, String),
    /// By a signal.
    Killed,
}

/// Numbers that look random and are the same each time.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }
}

/// A process under way: `None` once it was waited for, so that nobody signals another in its place.
type Slot = Mutex<Option<Child>>;

/// All processes of one repository.
pub struct Processes {
    environment: Vec<(String, String)>,
    running: Mutex<Vec<std::sync::Arc<Slot>>>,
    killed: AtomicU64,
    paused: AtomicU64,
    outputs: PathBuf,
    count: AtomicU64,
}

impl Processes {
    /// Makes a repository below `folder`, or in a new bucket of a real S3 server where the environment asks for that.
    pub fn with_repository(folder: &Path) -> Self {
        let mut environment = vec![
            ("PATH".to_owned(), std::env::var("PATH").unwrap_or_default()),
            ("SANDYQ_REPOSITORY".to_owned(), place(folder)),
        ];
        environment.extend(std::env::vars().filter(|(name, _)| name.starts_with("AWS_")));
        let outputs = folder.join("outputs");
        fs::create_dir(&outputs).unwrap();
        let (running, killed, paused) = (Mutex::default(), AtomicU64::new(0), AtomicU64::new(0));
        let mut processes = Self { environment, running, killed, paused, outputs, count: AtomicU64::new(0) };
        processes.environment.push(("SANDYQ_PASSWORD".to_owned(), "correct horse".to_owned()));
        let cache = folder.join("cache-first");
        for arguments in [&["init", "--argon2-memory", "8M"][..], &["key", "export", "--out", "full.key"]] {
            let ended = processes.run(folder, &cache, arguments);
            assert!(matches!(ended, Ended::With(0, _)), "{arguments:?}: {ended:?}");
        }
        // With a key file nobody has to wait for a passphrase to be tried.
        processes.environment.pop();
        let key = folder.join("full.key").display().to_string();
        processes.environment.push(("SANDYQ_KEY_FILE".to_owned(), key));
        processes
    }

    /// Runs one to its end.
    pub fn run(&self, folder: &Path, cache: &Path, arguments: &[&str]) -> Ended {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let output = self.outputs.join(number.to_string());
        let file = fs::File::create(&output).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_sandyq"))
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .env("SANDYQ_CACHE_DIR", cache)
            .stdin(Stdio::null())
            .stderr(file.try_clone().unwrap())
            .stdout(file)
            .spawn()
            .unwrap();
        let slot = std::sync::Arc::new(Mutex::new(Some(child)));
        self.running.lock().unwrap().push(slot.clone());
        let status = loop {
            let mut child = slot.lock().unwrap();
            if let Some(status) = child.as_mut().and_then(|child| child.try_wait().unwrap()) {
                *child = None;
                break status;
            }
            drop(child);
            thread::sleep(Duration::from_millis(10));
        };
        self.running.lock().unwrap().retain(|other| !std::sync::Arc::ptr_eq(other, &slot));
        let said = String::from_utf8_lossy(&fs::read(&output).unwrap()).into_owned();
        fs::remove_file(&output).unwrap();
        status.code().map_or(Ended::Killed, |code| Ended::With(code, said))
    }

    /// Kills one, or stops it, or lets one that was stopped go on.
    pub fn disturb(&self, random: &mut Random) {
        let running = self.running.lock().unwrap().clone();
        if running.is_empty() {
            return;
        }
        let slot = &running[random.below(running.len() as u64) as usize];
        match random.below(4) {
            0 => self.killed.fetch_add(u64::from(signal(slot, Signal::KILL)), Ordering::Relaxed),
            1 => self.paused.fetch_add(u64::from(signal(slot, Signal::STOP)), Ordering::Relaxed),
            _ => u64::from(signal(slot, Signal::CONT)),
        };
    }

    /// Lets everything go on that was stopped.
    pub fn let_go(&self) {
        for slot in self.running.lock().unwrap().iter() {
            signal(slot, Signal::CONT);
        }
    }

    pub fn killed(&self) -> u64 {
        self.killed.load(Ordering::Relaxed)
    }

    pub fn paused(&self) -> u64 {
        self.paused.load(Ordering::Relaxed)
    }
}

/// Sends a signal, unless the process is gone.
fn signal(slot: &Slot, signal: Signal) -> bool {
    let child = slot.lock().unwrap();
    let Some(pid) = child.as_ref().and_then(|child| Pid::from_raw(child.id() as i32)) else { return false };
    kill_process(pid, signal).is_ok()
}

fn place(folder: &Path) -> String {
    if std::env::var_os("SANDYQ_TEST_S3").is_none() {
        return folder.join("chest").display().to_string();
    }
    let bucket = format!("sandyq-{}", to_hex(&sandyq::codec::random::bytes::<6>()));
    let url = format!("s3://{bucket}/chest");
    let location: sandyq::storage::Location = url.parse().unwrap();
    let sandyq::storage::Location::S3(s3) = location else { unreachable!("an S3 address") };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store =
            sandyq::storage::S3Storage::open(s3, sandyq::storage::S3Options::default()).await.unwrap();
        store.create_bucket().await.unwrap();
    });
    url
}
