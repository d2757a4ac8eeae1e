//! A repository that was opened.

use std::fmt;
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::crypto::Key;
use super::index::{Index, IndexFile, Place};
use super::{Error, Id, Result, Snapshot, Tree, keys};
use crate::codec::hash::sha256;
use crate::model::id::from_hex;
use crate::storage::{ErrorKind, Storage};

/// What opens it: wiped when dropped.
pub type Password = Zeroizing<Vec<u8>>;

const CONFIG: &str = "config";
/// Files read at once.
const FILES: usize = 8;
/// Requests for blobs under way at once.
const REQUESTS: usize = 8;
/// Blobs closer than this are fetched in one request.
const MAX_GAP: u64 = 64 << 10;
/// One request asks for about this much at most.
const MAX_RANGE: u64 = 8 << 20;
/// Nothing longer is inflated: restic cuts files at 8 MiB, and this is a folder of some million entries.
const LONGEST: u64 = 2 << 30;
/// The first byte of a file that is compressed; others begin as JSON does.
const COMPRESSED: u8 = 2;

/// An open repository.
pub struct Repository {
    storage: Arc<dyn Storage>,
    key: Arc<Key>,
    index: Index,
}

impl fmt::Debug for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repository").field("storage", &self.storage.location()).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Config {
    version: u32,
}

/// What is known of the blob that is wanted at a place.
struct Wanted {
    place: Place,
    /// Where in the answer it stands.
    at: usize,
}

impl Repository {
    /// Opens the repository in a store: finds a key that the password opens, and reads all indexes.
    pub async fn open(storage: Arc<dyn Storage>, password: &Password) -> Result<Self> {
        let config = match storage.get(CONFIG).await {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(Error::NoRepository { location: storage.location() });
            }
            config => config?,
        };
        let key = Arc::new(key(&storage, password).await?);
        let config: Config = decode(CONFIG, &open(CONFIG, &key, &config)?)?;
        if !(1..=2).contains(&config.version) {
            return Err(Error::Version { location: storage.location(), found: config.version });
        }
        let mut repository = Self { storage, key, index: Index::default() };
        let mut index = Index::default();
        let names = repository.names("index/").await?;
        let mut files = stream::iter(names.iter().map(|name| repository.file(name))).buffer_unordered(FILES);
        while let Some((name, text)) = files.try_next().await? {
            let file: IndexFile = decode(&name, &text)?;
            index.add(file);
        }
        drop(files);
        index.sort();
        repository.index = index;
        Ok(repository)
    }

    /// All snapshots, the oldest first, and what could not be read of them.
    pub async fn snapshots(&self) -> Result<(Vec<Snapshot>, Vec<Error>)> {
        let names = self.names("snapshots/").await?;
        let files = stream::iter(names.iter().map(|name| self.file(name))).buffer_unordered(FILES);
        let (mut snapshots, mut damaged) = (Vec::new(), Vec::new());
        for file in files.collect::<Vec<_>>().await {
            let (name, text) = match file {
                Err(error @ Error::Damage { .. }) => {
                    damaged.push(error);
                    continue;
                }
                file => file?,
            };
            let id = name.rsplit('/').next().and_then(from_hex).map(Id);
            match id.and_then(|id| Snapshot::parse(id, &text)) {
                Some(snapshot) => snapshots.push(snapshot),
                None => damaged.push(undecodable(&name)),
            }
        }
        snapshots.sort_by_key(|snapshot| (snapshot.started, snapshot.id));
        Ok((snapshots, damaged))
    }

    /// Bytes that a blob holds, 0 if nobody knows it.
    pub fn len(&self, id: &Id) -> u64 {
        self.index.find(id).map_or(0, |place| place.len())
    }

    /// Reads directories.
    pub async fn trees(&self, ids: &[Id]) -> Result<Vec<Tree>> {
        let blobs = self.blobs(ids).await?;
        let parsed = ids.iter().zip(blobs).map(|(id, blob)| {
            Tree::parse(&blob).map_err(|problem| Error::damage(format!("directory {id}"), problem))
        });
        parsed.collect()
    }

    /// Reads blobs: what lies together is fetched together.
    pub async fn blobs(&self, ids: &[Id]) -> Result<Vec<Vec<u8>>> {
        let mut wanted = Vec::with_capacity(ids.len());
        for (at, id) in ids.iter().enumerate() {
            let place = self.index.find(id);
            let place = place.ok_or_else(|| Error::damage(format!("blob {id}"), "is in no index"))?;
            wanted.push(Wanted { place, at });
        }
        let fetched = stream::iter(ranges(wanted)).map(|(pack, range, wanted)| async move {
            let name = pack_name(&self.index.pack(pack));
            let bytes = self.storage.get_range(&name, range.clone()).await;
            let bytes = bytes.map_err(|error| missing(&name, error))?;
            let key = Arc::clone(&self.key);
            let opened = tokio::task::spawn_blocking(move || {
                let one = |one: Wanted| (one.at, blob(&key, &bytes, range.start, &one.place));
                wanted.into_iter().map(one).collect::<Vec<_>>()
            });
            let opened = opened.await.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()));
            Ok::<_, Error>((name, opened))
        });
        let mut fetched = fetched.buffer_unordered(REQUESTS);
        let mut blobs = vec![Vec::new(); ids.len()];
        while let Some((name, opened)) = fetched.try_next().await? {
            for (at, plain) in opened {
                blobs[at] = plain.filter(|plain| sha256(plain) == ids[at].0).ok_or_else(|| {
                    Error::damage(format!("blob {}", ids[at]), format!("in {name} is damaged"))
                })?;
            }
        }
        Ok(blobs)
    }

    async fn names(&self, prefix: &str) -> Result<Vec<String>> {
        let listing = self.storage.list(prefix, None, None).await?;
        Ok(listing.entries.into_iter().map(|entry| entry.key).collect())
    }

    /// A file whose name is its hash, opened and inflated.
    async fn file(&self, name: &str) -> Result<(String, Vec<u8>)> {
        let bytes = self.storage.get(name).await.map_err(|error| missing(name, error))?;
        check_name(name, &bytes)?;
        Ok((name.to_owned(), open(name, &self.key, &bytes)?))
    }
}

/// The key of the repository, from the first key file that opens.
async fn key(storage: &Arc<dyn Storage>, password: &Password) -> Result<Key> {
    let names = storage.list("keys/", None, None).await?;
    let (mut wrong, mut any) = (None, false);
    for name in names.entries.into_iter().map(|entry| entry.key) {
        let file = storage.get(&name).await?;
        let password = password.clone();
        let opened = tokio::task::spawn_blocking(move || keys::open(&file, &password)).await;
        match opened.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic())) {
            Ok(Some(key)) => return Ok(key),
            Ok(None) => any = true,
            Err(problem) => wrong = Some(Error::damage(name, problem)),
        }
    }
    Err(match wrong {
        Some(wrong) if any => wrong,
        _ if any => Error::WrongPassword { location: storage.location() },
        // Something else has files of this name.
        _ => Error::NoRepository { location: storage.location() },
    })
}

fn check_name(name: &str, bytes: &[u8]) -> Result<()> {
    let hash = name.rsplit('/').next().and_then(from_hex);
    if hash == Some(sha256(bytes)) { Ok(()) } else { Err(Error::damage(name, "is damaged")) }
}

fn open(name: &str, key: &Key, bytes: &[u8]) -> Result<Vec<u8>> {
    let plain =
        key.open(bytes).ok_or_else(|| Error::damage(name, "was not sealed with the repository's key"))?;
    match plain.split_first() {
        Some((&COMPRESSED, rest)) => inflate(rest, LONGEST).ok_or_else(|| undecodable(name)),
        _ => Ok(plain),
    }
}

fn decode<T: DeserializeOwned>(name: &str, text: &[u8]) -> Result<T> {
    serde_json::from_slice(text).map_err(|_| undecodable(name))
}

fn undecodable(name: &str) -> Error {
    Error::damage(name, "cannot be decoded")
}

fn missing(name: &str, error: crate::storage::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => Error::damage(name, "is missing"),
        ErrorKind::Range => Error::damage(name, "is too short"),
        _ => error.into(),
    }
}

fn inflate(bytes: &[u8], longest: u64) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    let decoder = zstd::stream::read::Decoder::new(bytes).ok()?;
    decoder.take(longest + 1).read_to_end(&mut plain).ok()?;
    (plain.len() as u64 <= longest).then_some(plain)
}

fn pack_name(id: &Id) -> String {
    let id = id.to_string();
    format!("data/{}/{id}", &id[..2])
}

/// The requests that fetch these blobs.
fn ranges(mut wanted: Vec<Wanted>) -> Vec<(u32, Range<u64>, Vec<Wanted>)> {
    wanted.sort_by_key(|one| (one.place.pack, one.place.offset));
    let mut ranges: Vec<(u32, Range<u64>, Vec<Wanted>)> = Vec::new();
    for one in wanted {
        let from = u64::from(one.place.offset);
        let to = from + u64::from(one.place.stored);
        match ranges.last_mut() {
            Some((pack, range, blobs))
                if *pack == one.place.pack
                    && from <= range.end + MAX_GAP
                    && to - range.start <= MAX_RANGE =>
            {
                range.end = range.end.max(to);
                blobs.push(one);
            }
            _ => ranges.push((one.place.pack, from..to, vec![one])),
        }
    }
    ranges
}

/// A blob from the bytes of its pack that begin at `start`.
fn blob(key: &Key, bytes: &Bytes, start: u64, place: &Place) -> Option<Vec<u8>> {
    let from = (u64::from(place.offset) - start) as usize;
    let plain = key.open(bytes.get(from..from + place.stored as usize)?)?;
    match place.inflated() {
        Some(length) => inflate(&plain, LONGEST.min(length as u64)),
        None => Some(plain),
    }
}
