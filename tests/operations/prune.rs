//! What forgetting and pruning leave, and what they never take.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sandyq::model::id::{PackId, SessionId};
use sandyq::model::record::{Record, Undo};
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::backup::{BackupOptions, BackupResult, StoreOptions};
use sandyq::operations::prune::plan::MaxUnused;
use sandyq::operations::prune::{self, PruneOptions, PruneResult};
use sandyq::operations::session::SessionWriter;
use sandyq::operations::{records, restore};
use sandyq::repository::{CacheRoot, Error, Repository, layout};
use sandyq::storage::{PutMode, Storage};

use crate::between::Between;
use crate::house::{House, PASSPHRASE, TINY, describe, noise, passphrase, thorough};

fn prune(house: &House, repository: &Repository, options: &PruneOptions) -> PruneResult {
    let progress = prune::Progress::default();
    prune::run(repository, house.runtime.handle(), options, &SystemClock, &progress).unwrap()
}

fn say(house: &House, record: Record) -> Result<SessionId, Error> {
    let repository = house.open();
    house.runtime.block_on(records::commit(&repository, &SystemClock, &[record]))
}

fn forget(house: &House, snapshots: &[&BackupResult]) -> SessionId {
    say(house, Record::Forget(snapshots.iter().map(|made| made.session).collect())).unwrap()
}

/// A house with `count` snapshots of a source of which a part changes each time, and what each should restore to.
fn with_history(count: u64) -> (House, Vec<(BackupResult, Vec<String>)>) {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    fs::create_dir_all(source.join("sub")).unwrap();
    fs::write(source.join("stays"), noise(1, 300 << 10)).unwrap();
    let mut made = Vec::new();
    for n in 0..count {
        fs::write(source.join("sub/changes"), noise(100 + n, 60 << 10)).unwrap();
        fs::write(source.join(format!("sub/new-{n}")), noise(200 + n, 5 << 10)).unwrap();
        let result = house.back_up(SnapshotKind::Incremental);
        made.push((result, describe(&source)));
    }
    (house, made)
}

fn restores(house: &House) -> BTreeMap<SessionId, Vec<String>> {
    let repository = house.open_anew();
    let (snapshots, findings) = house.snapshots(&repository);
    assert_eq!(findings, []);
    snapshots.iter().map(|one| (one.entry.session, house.restored(&repository, one))).collect()
}

fn stored_bytes(house: &House, prefix: &str) -> u64 {
    let listing = house.runtime.block_on(house.memory.list(prefix, None, None)).unwrap();
    listing.entries.iter().map(|entry| entry.size).sum()
}

#[test]
fn a_forgotten_snapshot_is_swept_and_the_others_restore() {
    let (house, made) = with_history(4);
    forget(&house, &[&made[0].0, &made[2].0]);
    let before = stored_bytes(&house, layout::PACKS);
    let result = prune(&house, &house.open(), &thorough());
    assert_eq!(result.waiting, []);
    assert_eq!(result.snapshots.len(), 2);
    assert!(result.packs > 0 && result.cleaned.packs == result.packs, "{result:?}");
    assert!(stored_bytes(&house, layout::PACKS) < before);
    let left: Vec<_> = [1, 3].iter().map(|n| (made[*n].0.session, made[*n].1.clone())).collect();
    assert_eq!(restores(&house), left.into_iter().collect());
    assert_eq!(house.verify().findings, []);
    assert_eq!(house.verify().orphans, 0);
}

#[test]
fn nothing_goes_while_nothing_is_forgotten() {
    let (house, made) = with_history(3);
    let packs = stored_bytes(&house, layout::PACKS);
    let relaxed = PruneOptions { max_unused: MaxUnused::Unlimited, ..thorough() };
    for _ in 0..3 {
        prune(&house, &house.open(), &relaxed);
    }
    assert_eq!(stored_bytes(&house, layout::PACKS), packs);
    assert_eq!(restores(&house).len(), made.len());
}

#[test]
fn after_all_but_the_last_of_100_snapshots_little_more_is_left_than_a_fresh_backup_takes() {
    let (house, made) = with_history(100);
    let (last, others) = made.split_last().unwrap();
    forget(&house, &others.iter().map(|(result, _)| result).collect::<Vec<_>>());
    prune(&house, &house.open(), &thorough());
    prune(&house, &house.open(), &thorough());
    let left = stored_bytes(&house, "");
    assert_eq!(restores(&house), BTreeMap::from([(last.0.session, last.1.clone())]));

    let fresh = House::with_chunks(TINY);
    let mut backup = fresh.backup_options(SnapshotKind::Full);
    backup.current = house.folder.path().to_owned();
    fresh.try_back_up(&fresh.open(), &backup).unwrap();
    let needed = stored_bytes(&fresh, "");
    assert!(left * 100 <= needed * 103, "{left} bytes are left where {needed} are enough");
}

#[test]
fn what_a_large_backup_noted_of_itself_on_disk_counts_for_nothing_after_it() {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    let fill = |n: u64| {
        fs::create_dir_all(&source).unwrap();
        (0..200).for_each(|file| {
            fs::write(source.join(file.to_string()), noise(n + file, 5 << 10)).unwrap();
        });
    };
    // So few places are held in memory that most of them go to a file, several times.
    let store = StoreOptions { in_memory: 20, pack: 32 << 10, ..StoreOptions::default() };
    let back_up = || {
        let options = BackupOptions { store, ..house.backup_options(SnapshotKind::Incremental) };
        house.try_back_up(&house.open(), &options).unwrap()
    };
    fill(0);
    let first = back_up();
    let runs = || fs::read_dir(house.open().cache().runs()).unwrap().count();
    assert_eq!(runs(), 0, "nobody could tell later whether what they say still holds");
    // Twice, so that the packs that went first are not even called dead any more.
    let mut last = first;
    for n in [1000, 2000] {
        fs::remove_dir_all(&source).unwrap();
        fill(n);
        let next = back_up();
        forget(&house, &[&last]);
        assert_eq!(prune(&house, &house.open(), &thorough()).snapshots.len(), 1);
        last = next;
    }
    fs::remove_dir_all(&source).unwrap();
    fill(0);
    let again = back_up();
    assert_eq!(house.verify().findings, []);
    assert_eq!(restores(&house)[&again.session], describe(&source));
}

#[test]
fn a_dry_run_changes_nothing_and_says_what_a_run_then_does() {
    let (house, made) = with_history(3);
    forget(&house, &[&made[0].0]);
    let before = crate::house::objects(&house.runtime, &*house.memory);
    let said = prune(&house, &house.open(), &PruneOptions { dry_run: true, ..thorough() });
    assert_eq!(crate::house::objects(&house.runtime, &*house.memory), before);
    let done = prune(&house, &house.open(), &thorough());
    assert_eq!((&said.snapshots, said.packs), (&done.snapshots, done.packs));
}

#[test]
fn a_held_snapshot_is_not_swept_though_it_is_forgotten() {
    let (house, made) = with_history(2);
    say(&house, Record::Hold(vec![made[0].0.session])).unwrap();
    forget(&house, &[&made[0].0]);
    assert_eq!(prune(&house, &house.open(), &thorough()).snapshots, []);
    assert_eq!(restores(&house).len(), 2);
}

#[test]
fn an_unforgotten_snapshot_is_there_again_until_it_is_swept() {
    let (house, made) = with_history(2);
    let forgotten = forget(&house, &[&made[0].0]);
    assert_eq!(restores(&house).len(), 1);
    let undo = Undo { snapshots: vec![made[0].0.session], undoes: vec![forgotten] };
    say(&house, Record::Unforget(undo.clone())).unwrap();
    assert_eq!(restores(&house).len(), 2);
    forget(&house, &[&made[0].0]);
    prune(&house, &house.open(), &thorough());
    let error = say(&house, Record::Unforget(undo)).unwrap_err();
    assert!(matches!(error, Error::NoSnapshot { .. }), "{error}");
}

#[test]
fn a_prune_waits_for_a_session_that_began_before_its_mark_and_says_so() {
    let (house, made) = with_history(3);
    forget(&house, &[&made[0].0]);
    let writer = house.open_anew();
    let session = house.runtime.block_on(async {
        let root = writer.view().await.unwrap().root;
        SessionWriter::open(&writer, &root, None, crate::house::now()).await.unwrap()
    });
    let patient = PruneOptions { fence_after: Duration::from_secs(3600), ..thorough() };
    let result = prune(&house, &house.open(), &patient);
    assert_eq!(result.waiting.len(), 1);
    assert_eq!(result.waiting[0].session, session.id());
    assert_eq!(restores(&house).len(), 2);
    house.runtime.block_on(session.give_up(&writer)).unwrap();
    // What was forgotten since that mark goes in the same run.
    forget(&house, &[&made[1].0]);
    let result = prune(&house, &house.open(), &patient);
    assert_eq!((result.waiting.len(), result.snapshots.len()), (0, 2));
    assert_eq!(result.snapshots, [made[0].0.session.random, made[1].0.session.random]);
    assert_eq!(restores(&house).len(), 1);
    assert_eq!(house.verify().findings, []);
    assert_eq!(prune(&house, &house.open(), &patient).packs, 0);
}

#[test]
fn a_silent_session_is_fenced_and_its_writer_begins_anew() {
    let (house, made) = with_history(2);
    forget(&house, &[&made[0].0]);
    let writer = house.open_anew();
    house.runtime.block_on(async {
        let root = writer.view().await.unwrap().root;
        let session = SessionWriter::open(&writer, &root, None, crate::house::now()).await.unwrap();
        let view = writer.view().await.unwrap();
        tokio::task::block_in_place(|| {
            let result = prune(&house, &house.open(), &thorough());
            assert_eq!((result.fenced, result.snapshots.len()), (1, 1));
        });
        let outcome = session.commit(&writer, None, vec![], &view.root).await.unwrap();
        assert_eq!(outcome, sandyq::operations::session::Outcome::Fenced);
    });
}

#[test]
fn what_a_session_left_behind_that_nobody_will_end_is_swept_although_nothing_else_is() {
    let (house, _) = with_history(1);
    let writer = house.open_anew();
    house.runtime.block_on(async {
        let root = writer.view().await.unwrap().root;
        let session = SessionWriter::open(&writer, &root, None, crate::house::now()).await.unwrap();
        let pack = PackId { session: session.id(), number: 0 };
        // As after a crash: stored, and no delta names it.
        let bytes = noise(5, 1000);
        writer.storage().put(&layout::pack(&pack), bytes.into(), PutMode::Create).await.unwrap();
    });
    assert_eq!(house.verify().orphans, 1);
    let patient = PruneOptions { fence_after: Duration::from_secs(3600), ..thorough() };
    assert_eq!(prune(&house, &house.open(), &patient).fenced, 0);
    assert_eq!(house.verify().orphans, 1);
    let result = prune(&house, &house.open(), &thorough());
    assert_eq!((result.fenced, result.packs, result.cleaned.packs), (1, 1, 1));
    assert_eq!(house.verify().orphans, 0);
    assert_eq!(restores(&house).len(), 1);
}

#[test]
fn a_restore_whose_snapshot_is_swept_meanwhile_says_so_and_calls_nothing_damaged() {
    let (house, made) = with_history(2);
    let house = Arc::new(house);
    let (first, session) = (made[0].0.snapshot, made[0].0.session);
    // Swept before each of the calls that a restore makes after it has chosen the snapshot.
    let mut forgotten = 0;
    for nth in 1.. {
        let memory = crate::house::store_of(
            house.runtime.handle(),
            &crate::house::objects(&house.runtime, &*house.memory),
        );
        let between = Arc::new(Between::new(memory.clone()));
        let unlock = passphrase(PASSPHRASE);
        let opening = Repository::open(between.clone(), &unlock, &CacheRoot::None);
        let repository = house.runtime.block_on(opening).unwrap();
        let (snapshots, _) = house.snapshots(&repository);
        let chosen = snapshots.iter().find(|one| one.snapshot.id() == first).unwrap();
        let (maintenance, inner) = (house.clone(), memory.clone());
        let happened = Arc::new(AtomicBool::new(false));
        let told = happened.clone();
        between.before(nth, move || {
            told.store(true, Ordering::SeqCst);
            let unlock = passphrase(PASSPHRASE);
            let opening = Repository::open(inner, &unlock, &CacheRoot::None);
            let repository = maintenance.runtime.block_on(opening).unwrap();
            let record = Record::Forget(vec![session]);
            maintenance.runtime.block_on(records::commit(&repository, &SystemClock, &[record])).unwrap();
            prune(&maintenance, &repository, &thorough());
        });
        let target = tempfile::tempdir().unwrap();
        let result = crate::house::restore_to(&repository, house.runtime.handle(), chosen, target.path());
        match result {
            Ok(result) => {
                assert_eq!(result.findings, []);
                assert_eq!(describe(&target.path().join("source")), made[0].1);
            }
            Err(restore::Error::Forgotten { .. }) => forgotten += 1,
            Err(error) => panic!("before call {nth}: {error}"),
        }
        if !happened.load(Ordering::SeqCst) {
            break;
        }
    }
    assert!(forgotten > 0);
}

#[test]
fn a_backup_that_is_ended_before_one_call_and_swept_before_the_next_begins_anew() {
    let (house, made) = with_history(2);
    let house = Arc::new(house);
    fs::write(house.path("source/stays"), noise(7, 20 << 10)).unwrap();
    let expected = describe(&house.path("source"));
    for nth in 1.. {
        let memory = crate::house::store_of(
            house.runtime.handle(),
            &crate::house::objects(&house.runtime, &*house.memory),
        );
        let below = Arc::new(Between::new(memory.clone()));
        let above = Arc::new(Between::new(below.clone()));
        let writer = opened(&house, above.clone());
        let (maintenance, inner) = (house.clone(), memory.clone());
        above.before(nth, move || {
            prune(&maintenance, &opened(&maintenance, inner), &thorough());
        });
        let (maintenance, inner, session) = (house.clone(), memory.clone(), made[0].0.session);
        let swept = Arc::new(AtomicBool::new(false));
        let told = swept.clone();
        below.before(nth + 1, move || {
            let repository = opened(&maintenance, inner);
            let record = Record::Forget(vec![session]);
            maintenance.runtime.block_on(records::commit(&repository, &SystemClock, &[record])).unwrap();
            prune(&maintenance, &repository, &thorough());
            told.store(true, Ordering::SeqCst);
        });
        let result = house.try_back_up(&writer, &house.backup_options(SnapshotKind::Incremental));
        let snapshot = result.unwrap_or_else(|error| panic!("before call {nth}: {error}")).snapshot;
        let anew = opened(&house, memory);
        let (snapshots, _) = house.snapshots(&anew);
        let one = snapshots.iter().find(|one| one.snapshot.id() == snapshot).unwrap();
        assert_eq!(house.restored(&anew, one), expected, "before call {nth}");
        if !swept.load(Ordering::SeqCst) {
            break;
        }
    }
}

fn opened(house: &House, storage: Arc<dyn Storage>) -> Repository {
    let unlock = passphrase(PASSPHRASE);
    house.runtime.block_on(Repository::open(storage, &unlock, &CacheRoot::None)).unwrap()
}
