//! Taking up what ended sessions have said, however much it is.

use std::fs;
use std::sync::Arc;

use sandyq::codec::chunk::ChunkSizes;
use sandyq::codec::compress::Method;
use sandyq::model::id::{IndexKey, PackId, SessionId};
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::{Clock, SystemClock};
use sandyq::operations::absorb::{Floor, absorb, segments};
use sandyq::operations::session::{CHECKPOINT_BYTES, SessionWriter};
use sandyq::repository::directory::{BlockRecord, ChunkRecord, PackKind, PackRecord};
use sandyq::repository::segment::{self, IndexSegment};
use sandyq::repository::{Repository, layout};
use sandyq::storage::Storage;
use tokio::sync::mpsc;

use crate::between::Between;
use crate::house::{House, PASSPHRASE, passphrase};

const PACKS: u32 = 10;
/// More than a real pack holds, so that few of them make a long session.
const CHUNKS: u32 = 100_000;

fn key(pack: u32, chunk: u32) -> IndexKey {
    let number = u128::from(pack * CHUNKS + chunk);
    // Spread as the keys of chunks are.
    IndexKey(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes())
}

fn pack(session: SessionId, number: u32) -> PackRecord {
    let block = |first: u32| {
        let chunks: Vec<_> =
            (first..first + 1000).map(|chunk| ChunkRecord { key: key(number, chunk), len: 32 }).collect();
        BlockRecord { stored: 32_016, plain: 32_000, method: Method::Raw, chunks }
    };
    let blocks = (0..CHUNKS).step_by(1000).map(block).collect();
    PackRecord { id: PackId { session, number }, kind: PackKind::Data, size: 32 << 20, blocks }
}

/// A session that says it has stored a million chunks.
fn long_session(house: &House, repository: &Repository) -> SessionId {
    long_session_with_checkpoints(house, repository, 64 << 20)
}

fn long_session_with_checkpoints(house: &House, repository: &Repository, checkpoint: u64) -> SessionId {
    house.runtime.block_on(async {
        let (session, view) = SessionWriter::open_seen(repository, SystemClock.now()).await.unwrap();
        let mut session = session.with_checkpoints(checkpoint);
        let (said, uploads) = mpsc::unbounded_channel();
        (0..PACKS).for_each(|number| said.send(Ok(pack(session.id(), number))).unwrap());
        drop(said);
        session.follow(repository, uploads, &|_| Ok(()), &|| ()).await.unwrap();
        let sid = session.id();
        session.commit(repository, None, Vec::new(), &view.root).await.unwrap();
        sid
    })
}

#[test]
fn a_long_session_is_taken_up_in_segments_of_which_none_is_large() {
    let house = House::new();
    let repository = house.open();
    let sid = long_session(&house, &repository);
    let taken = house.runtime.block_on(absorb(&repository, &SystemClock, Floor::WhenNeeded)).unwrap();
    assert_eq!(taken, 1);
    let (view, index, findings) = house.runtime.block_on(house.open_anew().index()).unwrap();
    assert_eq!(findings, []);
    let named = &view.root.root.index;
    assert_eq!(named.iter().map(|segment| segment.entries).sum::<u64>(), u64::from(PACKS * CHUNKS));
    assert!(
        named.len() > 1 && named.iter().all(|segment| segment.size < segments::LARGE + (4 << 20)),
        "{named:?}"
    );
    for (number, chunk) in [(0, 0), (3, 77), (PACKS - 1, CHUNKS - 1)] {
        let mut homes = Vec::new();
        index.find(&key(number, chunk), &mut homes);
        assert_eq!(homes.iter().map(|home| home.location.pack.session).collect::<Vec<_>>(), [sid]);
    }
}

fn deltas(house: &House, sid: &SessionId) -> Vec<String> {
    let listed = house.runtime.block_on(house.memory.list(&layout::session(sid), None, None)).unwrap();
    let is_delta =
        |key: &String| matches!(layout::parse_session(key), Some((_, layout::SessionObject::Delta(_))));
    listed.entries.into_iter().map(|entry| entry.key).filter(is_delta).collect()
}

#[test]
fn many_small_chunks_do_not_wait_for_many_bytes_until_a_checkpoint_names_them() {
    let house = House::new();
    let repository = house.open();
    let sid = long_session_with_checkpoints(&house, &repository, CHECKPOINT_BYTES);
    // Three packs hold more than 262,144 chunks; less than three are left to the commit.
    assert_eq!(deltas(&house, &sid).len() as u32, PACKS.div_ceil(3));
}

#[test]
fn a_pack_is_full_with_many_chunks_however_small_they_are() {
    // They compress so well that all of them would fit into one.
    let house = House::with_chunks(ChunkSizes { min: 64, avg: 256, max: 258 });
    fs::create_dir(house.path("source")).unwrap();
    let text: String = (0..600_000).map(|line| format!("{line:0>64}\n")).collect();
    fs::write(house.path("source/lines"), text).unwrap();
    house.back_up(SnapshotKind::Incremental);
    let repository = house.open();
    house.absorb(&repository).unwrap();
    let packs: Vec<_> = house.runtime.block_on(async {
        let root = repository.view().await.unwrap().root;
        let segment =
            segment::load::<IndexSegment>(repository.storage(), repository.keys(), &root.root.index[0]);
        segment.await.unwrap().packs.into_iter().map(|indexed| indexed.pack).collect()
    });
    let data = packs.iter().filter(|pack| pack.kind == PackKind::Data);
    let chunks: Vec<usize> =
        data.map(|pack| pack.blocks.iter().map(|block| block.chunks.len()).sum()).collect();
    // The last block may hold what makes it a little more.
    assert_eq!(chunks.iter().filter(|chunks| (131_072..140_000).contains(*chunks)).count(), 1, "{chunks:?}");
    assert_eq!(chunks.len(), 2, "{chunks:?}");
}

#[test]
fn of_a_long_session_with_a_lost_delta_nothing_is_taken_up() {
    let house = House::new();
    let repository = house.open();
    let sid = long_session(&house, &repository);
    let last = deltas(&house, &sid).into_iter().max().unwrap();
    house.runtime.block_on(house.memory.delete(&last)).unwrap();
    let taken = house.runtime.block_on(absorb(&repository, &SystemClock, Floor::Raise)).unwrap();
    assert_eq!(taken, 0);
    let root = house.runtime.block_on(house.open_anew().view()).unwrap();
    assert_eq!(root.root.root.index, []);
}

#[test]
fn of_two_programs_on_one_host_one_may_see_a_newer_root_while_the_other_reads_an_older() {
    let house = Arc::new(House::new());
    let raise = |house: &House| {
        let elsewhere = house.open_anew();
        house.runtime.block_on(absorb(&elsewhere, &SystemClock, Floor::Raise)).unwrap();
    };
    let between = Arc::new(Between::new(house.memory.clone()));
    let open = |storage: Arc<dyn Storage>| {
        let (unlock, cache) = (passphrase(PASSPHRASE), house.cache("cache"));
        house.runtime.block_on(Repository::open(storage, &unlock, &cache)).unwrap()
    };
    let (one, other) = (open(between.clone()), open(house.memory.clone()));
    // What was listed when it was opened spares the first view its first request.
    house.runtime.block_on(one.view()).unwrap();
    raise(&house);
    let there = house.clone();
    // The first call lists the root that the second reads.
    between.before(2, move || {
        raise(&there);
        there.runtime.block_on(other.view()).unwrap();
    });
    let view = house.runtime.block_on(one.view()).unwrap();
    assert_eq!(view.root.root.number, 2);
}
