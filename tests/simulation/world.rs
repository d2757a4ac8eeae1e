//! The repository that every schedule begins with, and its keys.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use sandyq::codec::random::seeded;
use sandyq::model::role::Role;
use sandyq::model::time::{Clock, Timestamp};
use sandyq::operations::keys;
use sandyq::repository::open::{InitOptions, init};
use sandyq::repository::root::CommitMode;
use sandyq::repository::slot::{KeyFile, Unlock};
use sandyq::repository::{CacheRoot, Repository};
use sandyq::storage::{MemoryStorage, Storage};
use tokio::runtime::Runtime;

use crate::house::{PASSPHRASE, TINY, WEAK, objects, passphrase};

/// Chunks and names follow from the keys, so every schedule begins with the same ones.
const KEYS: u64 = 1;
/// 2040: later than any change of a file, which the real clock stamps.
pub const EPOCH: i64 = 2_208_988_800;

/// A repository with a key for each kind of host, made once.
pub struct Template {
    pub objects: BTreeMap<String, Bytes>,
    keys: BTreeMap<Key, String>,
}

/// The keys of the simulated hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Everything, in the trust group of `full` keys.
    Full,
    /// The same, another key.
    AlsoFull,
    /// Only backs up and reads nothing, with a trust group of its own.
    Write,
    /// Backs up and reads nothing, in a group with others.
    WriteInGroup,
    /// Reads everything.
    Read,
    /// Absorbs and prunes without reading content.
    Maintain,
}

pub static TEMPLATE: LazyLock<Template> = LazyLock::new(Template::new);

impl Template {
    fn new() -> Self {
        seeded::this_thread(KEYS);
        let runtime = Runtime::new().unwrap();
        let clock = Hours { now: Arc::new(AtomicI64::new(EPOCH)), skew: 0 };
        let memory = Arc::new(MemoryStorage::new());
        let storage: Arc<dyn Storage> = memory.clone();
        let options = InitOptions {
            chunks: TINY,
            page_size: 16 << 10,
            passphrase: WEAK,
            mode: CommitMode::Conditional,
        };
        runtime.block_on(init(storage.clone(), PASSPHRASE, &options, &clock)).unwrap();
        let unlock = passphrase(PASSPHRASE);
        let folder = super::schedule::folder();
        let cache = CacheRoot::Folder(folder.path().to_owned());
        let repository = runtime.block_on(Repository::open(storage, &unlock, &cache)).unwrap();
        let wanted = [
            (Key::Full, Role::Full, None),
            (Key::AlsoFull, Role::Full, None),
            (Key::Write, Role::Write, None),
            (Key::WriteInGroup, Role::Write, Some("servers")),
            (Key::Read, Role::Read, None),
            (Key::Maintain, Role::Maintain, None),
        ];
        let mut made = BTreeMap::new();
        for (key, role, group) in wanted {
            let adding = keys::add(&repository, role, group, None, keys::Opens::KeyFile, &clock);
            let file = runtime.block_on(adding).unwrap().file.unwrap();
            made.insert(key, file.to_text("simulation").to_string());
        }
        Self { objects: objects(&runtime, &*memory), keys: made }
    }

    pub fn unlock(&self, key: Key) -> Unlock {
        Unlock::KeyFile(KeyFile::parse(&self.keys[&key]).unwrap())
    }
}

/// A clock that goes with the simulation, but wrong by some hours.
#[derive(Debug, Clone)]
pub struct Hours {
    /// Seconds since 1970.
    pub now: Arc<AtomicI64>,
    pub skew: i64,
}

impl Clock for Hours {
    fn now(&self) -> Timestamp {
        Timestamp { seconds: self.now.load(Ordering::SeqCst) + self.skew, nanos: 0 }
    }
}
