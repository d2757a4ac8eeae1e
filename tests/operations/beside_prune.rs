//! What went wrong in other tools when maintenance met something else, and does not go wrong here.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;
use sandyq::model::id::{PackId, SessionId, SnapshotId};
use sandyq::model::record::Record;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::absorb::segments::{add_packs, rewrite_packs};
use sandyq::operations::fence::fence;
use sandyq::operations::keys::{self, Opens};
use sandyq::operations::prune::{self, PruneOptions};
use sandyq::operations::records;
use sandyq::repository::directory::{PackKind, PackRecord};
use sandyq::repository::segment::{self, IndexSegment, IndexedPack};
use sandyq::repository::slot::Unlock;
use sandyq::repository::{CacheRoot, Repository, layout};
use sandyq::storage::{MemoryStorage, PutMode, Storage};

use crate::between::Between;
use crate::house::{House, PASSPHRASE, TINY, describe, noise, objects, passphrase, store_of, thorough};

fn options() -> PruneOptions {
    PruneOptions { threads: 1, ..thorough() }
}

fn prune(house: &House, repository: &Repository) {
    let progress = prune::Progress::default();
    prune::run(repository, house.runtime.handle(), &options(), &SystemClock, &progress).unwrap();
}

fn open_on(house: &House, storage: Arc<dyn Storage>, cache: &CacheRoot) -> Repository {
    house.runtime.block_on(Repository::open(storage, &passphrase(PASSPHRASE), cache)).unwrap()
}

fn forget(house: &House, repository: &Repository, snapshots: Vec<SessionId>) {
    let record = [Record::Forget(snapshots)];
    house.runtime.block_on(records::commit(repository, &SystemClock, &record)).unwrap();
}

/// Stopped before any of its calls while everything it could build on is forgotten and swept, and its own session is
/// ended: the backup goes on, and what it reports restores.
#[test]
fn a_backup_that_was_stopped_while_a_prune_took_what_it_built_on_ends_with_a_whole_snapshot() {
    let mut house = House::with_chunks(TINY);
    let source = house.path("source");
    fs::create_dir_all(source.join("sub")).unwrap();
    fs::write(source.join("sub/large"), noise(1, 20 << 10)).unwrap();
    fs::write(source.join("small"), b"small").unwrap();
    let first = house.back_up(SnapshotKind::Incremental);
    fs::write(source.join("new"), noise(2, 9 << 10)).unwrap();
    let (content, store) = (describe(&source), objects(&house.runtime, &*house.memory));
    for kind in [SnapshotKind::Incremental, SnapshotKind::Full] {
        for nth in 1.. {
            let memory = store_of(house.runtime.handle(), &store);
            let between = Arc::new(Between::new(memory.clone()));
            let cache = house.path(&format!("cache-{}-{nth}", kind.name()));
            crate::house::copy_folder(&house.path("cache"), &cache);
            let happened = Arc::new(AtomicBool::new(false));
            let (inner, told, session) = (memory.clone(), happened.clone(), first.session);
            let handle = house.runtime.handle().clone();
            between.before(nth, move || {
                told.store(true, Ordering::SeqCst);
                sweep_everything(&handle, inner, session);
            });
            house.storage = between;
            let repository = open_on(&house, house.storage.clone(), &CacheRoot::Folder(cache));
            let mut options = house.backup_options(kind);
            options.threads = 1;
            let result = house.try_back_up(&repository, &options).unwrap();
            house.storage = memory;
            let anew = house.open_anew();
            let (snapshots, findings) = house.snapshots(&anew);
            assert_eq!(findings, []);
            let made = snapshots.iter().find(|one| one.snapshot.id() == result.snapshot).unwrap();
            assert_eq!(house.restored(&anew, made), content, "{} {nth}", kind.name());
            assert_eq!(crate::house::verify_all(&anew, house.runtime.handle()).unwrap().findings, []);
            if !happened.load(Ordering::SeqCst) {
                break;
            }
        }
    }
}

/// Forgets a snapshot and prunes, ending every session that is open.
fn sweep_everything(handle: &tokio::runtime::Handle, store: Arc<dyn Storage>, snapshot: SessionId) {
    let unlock = passphrase(PASSPHRASE);
    let repository = handle.block_on(Repository::open(store, &unlock, &CacheRoot::None)).unwrap();
    let record = [Record::Forget(vec![snapshot])];
    handle.block_on(records::commit(&repository, &SystemClock, &record)).unwrap();
    for _ in 0..2 {
        let progress = prune::Progress::default();
        prune::run(&repository, handle, &options(), &SystemClock, &progress).unwrap();
    }
}

/// A listing of several pages is not one moment: it may show the second of two snapshots that are made meanwhile, and not
/// the first, whose chunks the second reuses. Whenever they are made, a prune calls nothing damaged and takes nothing.
#[test]
fn of_two_snapshots_made_between_pages_of_a_listing_the_second_alone_is_no_damage() {
    let house = Arc::new(House::with_chunks(TINY));
    let source = house.path("source");
    fs::create_dir_all(&source).unwrap();
    let mut made = Vec::new();
    for n in 0..3 {
        fs::write(source.join("changes"), noise(n, 20 << 10)).unwrap();
        made.push(house.back_up(SnapshotKind::Full).session);
    }
    forget(&house, &house.open(), made[..1].to_vec());
    // A prune that makes a root of its own first would begin anew whatever it misses.
    house.absorb(&house.open()).unwrap();
    let store = objects(&house.runtime, &*house.memory);
    for nth in 1.. {
        let memory = store_of(house.runtime.handle(), &store);
        let between = Arc::new(Between::new(memory.clone()));
        let repository = open_on(&house, between.clone(), &CacheRoot::None);
        let happened = Arc::new(AtomicBool::new(false));
        let (host, inner, told, asked) = (house.clone(), memory.clone(), happened.clone(), between.clone());
        between.before(nth, move || {
            told.store(true, Ordering::SeqCst);
            asked.miss(layout::session(&two_snapshots(&host, &inner, nth)));
        });
        let progress = prune::Progress::default();
        let result = prune::run(&repository, house.runtime.handle(), &options(), &SystemClock, &progress);
        result.unwrap_or_else(|error| panic!("before call {nth}: {error}"));
        let anew = open_on(&house, memory, &CacheRoot::None);
        assert_eq!(crate::house::verify_all(&anew, house.runtime.handle()).unwrap().findings, [], "{nth}");
        if !happened.load(Ordering::SeqCst) {
            break;
        }
    }
}

/// Makes two snapshots, the second of what the first holds and more; the first, whose session comes first in a listing.
fn two_snapshots(host: &House, store: &Arc<MemoryStorage>, nth: u64) -> SessionId {
    for tries in 0.. {
        let mut sessions = Vec::new();
        for (n, file) in [(0, "shared"), (1, "more")] {
            fs::write(host.path("source").join(file), noise(1000 * nth + 2 * tries + n, 20 << 10)).unwrap();
            let repository = open_on(host, store.clone(), &CacheRoot::None);
            let made = host.try_back_up(&repository, &host.backup_options(SnapshotKind::Full)).unwrap();
            sessions.push(made.session);
        }
        if layout::session(&sessions[0]) < layout::session(&sessions[1]) {
            return sessions[0];
        }
    }
    unreachable!("names are random")
}

/// A session is ended for its silence, and what it says afterwards of its packs is taken up by another maintainer, after
/// which a backup relies on them: all between two looks of a prune that met the packs when no index named them. Whenever
/// these things happen, it takes none of them.
#[test]
fn packs_that_no_index_named_when_a_prune_looked_stay_once_a_backup_relies_on_them() {
    let house = Arc::new(House::with_chunks(TINY));
    let source = house.path("source");
    fs::create_dir_all(&source).unwrap();
    fs::write(source.join("late"), noise(2, 20 << 10)).unwrap();
    let silent = house.back_up(SnapshotKind::Full).session;
    let mut store = objects(&house.runtime, &*house.memory);
    let delta = layout::delta(&silent, 0);
    let said = store.remove(&delta).unwrap();
    store.remove(&layout::end(&silent)).unwrap();
    let content = describe(&source);
    let mut were_unnamed = 0;
    for (ended, told) in (1..9).flat_map(|ended| (1..9).map(move |more| (ended, ended + more))) {
        let memory = store_of(house.runtime.handle(), &store);
        let between = Arc::new(Between::new(memory.clone()));
        let repository = open_on(&house, between.clone(), &CacheRoot::None);
        let (host, inner) = (house.clone(), memory.clone());
        between.before(ended, move || {
            let other = open_on(&host, inner, &CacheRoot::None);
            host.runtime.block_on(async {
                let view = other.view().await.unwrap();
                fence(&other, &view, &silent).await.unwrap();
            });
        });
        let (host, inner, delta, said) = (house.clone(), memory.clone(), delta.clone(), said.clone());
        let reused = Arc::new(AtomicBool::new(false));
        let relied = reused.clone();
        between.before(told, move || {
            host.runtime.block_on(inner.put(&delta, said.into(), PutMode::Overwrite)).unwrap();
            let other = open_on(&host, inner, &CacheRoot::None);
            host.absorb(&other).unwrap();
            let made = host.try_back_up(&other, &host.backup_options(SnapshotKind::Full)).unwrap();
            relied.store(made.summary.data_chunks == 0, Ordering::SeqCst);
        });
        let progress = prune::Progress::default();
        let result = prune::run(&repository, house.runtime.handle(), &options(), &SystemClock, &progress);
        result.unwrap_or_else(|error| panic!("before calls {ended} and {told}: {error}"));
        let anew = open_on(&house, memory, &CacheRoot::None);
        let (snapshots, _) = house.snapshots(&anew);
        assert_eq!(snapshots.len(), 1);
        assert_eq!(house.restored(&anew, &snapshots[0]), content, "before calls {ended} and {told}");
        were_unnamed += u32::from(reused.load(Ordering::SeqCst));
    }
    assert!(were_unnamed > 0, "no backup relied on them");
}

/// The same content in packs of several hosts that do not trust each other, zeros among it: whoever's snapshots go, the
/// others restore.
#[test]
fn a_chunk_in_several_packs_outlives_the_sweep_of_any_but_its_last() {
    for gone in 0..3usize {
        let house = House::with_chunks(TINY);
        let source = house.path("source");
        fs::create_dir(&source).unwrap();
        fs::write(source.join("same"), noise(1, 30 << 10)).unwrap();
        fs::write(source.join("zeros"), vec![0; 200 << 10]).unwrap();
        let content = describe(&source);
        let mut made = Vec::new();
        for host in 0..3 {
            let full = house.open();
            let adding = keys::add(
                &full,
                sandyq::model::role::Role::Write,
                None,
                Some(format!("host {host}")),
                Opens::KeyFile,
                &SystemClock,
            );
            let file = house.runtime.block_on(adding).unwrap().file.unwrap();
            let cache = house.cache(&format!("cache-{host}"));
            let repository = house.open_with(&Unlock::KeyFile(file), &cache).unwrap();
            let mut options = house.backup_options(SnapshotKind::Full);
            options.host = format!("host {host}");
            made.push(house.try_back_up(&repository, &options).unwrap().session);
        }
        let repository = house.open();
        // First one goes, then one more, until one is left.
        for step in 0..2 {
            forget(&house, &repository, vec![made[(gone + step) % 3]]);
            prune(&house, &repository);
            let anew = house.open_anew();
            let (snapshots, _) = house.snapshots(&anew);
            assert_eq!(snapshots.len(), 2 - step);
            for snapshot in &snapshots {
                assert_eq!(house.restored(&anew, snapshot), content);
            }
            assert_eq!(house.verify().findings, []);
        }
    }
}

fn pack(number: u32) -> IndexedPack {
    let session = SessionId { root: u64::from(number), random: SnapshotId([3; 12]) };
    let id = PackId { session, number };
    let pack = PackRecord { id, kind: PackKind::Data, size: 4096, blocks: vec![] };
    IndexedPack { signer: sandyq::model::id::SignerId([1; 16]), pack }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However often and in whatever order parts of the index are added to, joined and written anew, it names every pack
    /// that was added and not dropped, and each once.
    #[test]
    fn compacting_the_index_in_any_order_loses_no_pack_and_doubles_none(
        steps in proptest::collection::vec((0u32..3, 0u32..40, any::<u8>()), 1..40),
    ) {
        let house = House::new();
        let repository = house.open();
        let mut expected = BTreeSet::new();
        let mut segments = Vec::new();
        let mut next = 0;
        for (made, (what, count, choice)) in steps.into_iter().enumerate() {
            let made = made as u64 + 1;
            let dropped = if what == 1 {
                expected.iter().copied().filter(|n: &u32| (n ^ u32::from(choice)).is_multiple_of(3)).collect()
            } else {
                BTreeSet::new()
            };
            let new: Vec<u32> = if what == 0 { (next..next + count).collect() } else { vec![] };
            next += new.len() as u32;
            let packs: Vec<_> = new.iter().copied().map(pack).collect();
            segments = house.runtime.block_on(async {
                if what == 0 {
                    add_packs(&repository, made, &segments, packs).await.unwrap()
                } else {
                    let dropped: HashSet<_> = dropped.iter().map(|n| pack(*n).pack.id).collect();
                    // All segments, or those an unlucky chooser takes.
                    let all = !dropped.is_empty();
                    let size = u64::from(choice) * 64;
                    let join = move |one: &sandyq::repository::root::SegmentRef| all || one.size < size;
                    rewrite_packs(&repository, made, &segments, packs, join, &dropped).await.unwrap()
                }
            });
            expected.extend(new);
            expected.retain(|n| !dropped.contains(n));
        }
        let mut named = Vec::new();
        for reference in &segments {
            let loading = segment::load::<IndexSegment>(repository.storage(), repository.keys(), reference);
            let segment = house.runtime.block_on(loading).unwrap();
            named.extend(segment.packs.iter().map(|indexed| indexed.pack.id.number));
        }
        named.sort_unstable();
        prop_assert_eq!(named, expected.into_iter().collect::<Vec<_>>());
    }
}
