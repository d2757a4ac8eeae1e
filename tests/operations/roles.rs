//! What keys of each role can do, and what a stolen `write` key cannot, whatever it signs and stores.

use std::fs;
use std::sync::Arc;

use bytes::Bytes;
use sandyq::codec::compress::Method;
use sandyq::model::id::{PackId, SessionId, SnapshotId};
use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::{Clock, SystemClock};
use sandyq::operations::backup::{self, BackupResult};
use sandyq::operations::keys::{self, Added, Opens};
use sandyq::operations::restore;
use sandyq::operations::select::{self, Selected};
use sandyq::operations::session::{Outcome, SessionWriter};
use sandyq::repository::directory::{BlockRecord, ChunkRecord, PackKind};
use sandyq::repository::layout::{self, Kind};
use sandyq::repository::object::seal_signed;
use sandyq::repository::pack::PackBuilder;
use sandyq::repository::root::Root;
use sandyq::repository::session::{Commit, CommittedSnapshot, Delta, End, Nonce, Open, session_id};
use sandyq::repository::slot::Unlock;
use sandyq::repository::{CacheRoot, Error, Repository};
use sandyq::storage::PutMode;
use sandyq::storage::faulty::Faulty;

use crate::house::{House, TINY, describe, noise, verify_all};
use crate::spy::Spy;

/// A repository, and a second host with a key of its own.
struct Street {
    house: House,
    spy: Arc<Spy>,
    added: Added,
}

impl Street {
    /// The second host's key has this role. Both hosts have a source of their own.
    fn new(role: Role) -> Self {
        let mut house = House::with_chunks(TINY);
        let spy = Arc::new(Spy::new(house.memory.clone()));
        house.storage = spy.clone();
        for (n, source) in ["source", "theirs"].iter().enumerate() {
            fs::create_dir_all(house.path(source).join("sub")).unwrap();
            fs::write(house.path(source).join("sub/large"), noise(n as u64, 50 << 10)).unwrap();
            fs::write(house.path(source).join("small"), source.as_bytes()).unwrap();
        }
        let repository = house.open();
        let adding = keys::add(&repository, role, None, None, Opens::KeyFile, &SystemClock);
        let added = house.runtime.block_on(adding).unwrap();
        Self { house, spy, added }
    }

    fn unlock(&self) -> Unlock {
        Unlock::KeyFile(self.added.file.clone().unwrap())
    }

    fn open_theirs(&self) -> Repository {
        self.house.open_with(&self.unlock(), &self.house.cache("their-cache")).unwrap()
    }

    fn try_theirs(&self, kind: SnapshotKind) -> Result<BackupResult, backup::Error> {
        let mut options = self.house.backup_options(kind);
        options.paths = vec!["theirs".into()];
        options.host = "their-host".into();
        self.house.try_back_up(&self.open_theirs(), &options)
    }

    fn snapshot(&self, id: SnapshotId) -> Option<Selected> {
        let (snapshots, _) = self.house.snapshots(&self.house.open_anew());
        snapshots.into_iter().find(|snapshot| snapshot.snapshot.id() == id)
    }

    fn restored(&self, id: SnapshotId) -> Vec<String> {
        let target = tempfile::tempdir().unwrap();
        let snapshot = self.snapshot(id).expect("the snapshot is listed");
        let repository = self.house.open_anew();
        let handle = self.house.runtime.handle();
        let result = crate::house::restore_to(&repository, handle, &snapshot, target.path()).unwrap();
        assert_eq!((result.findings, result.failed), (vec![], 0));
        let source = fs::read_dir(target.path()).unwrap().next().unwrap().unwrap();
        describe(&source.path())
    }

    fn put(&self, key: &str, bytes: Vec<u8>) {
        let storage = &self.house.storage;
        self.house.runtime.block_on(storage.put(key, bytes.into(), PutMode::Create)).unwrap();
    }

    /// Keys of the objects that verify finds something wrong with.
    fn named(&self) -> Vec<String> {
        let verified = verify_all(&self.house.open_anew(), self.house.runtime.handle()).unwrap();
        verified.findings.into_iter().map(|finding| finding.damage.object).collect()
    }

    /// Both hosts back up, and everything comes back.
    fn all_is_well(&self) {
        let ours = self.house.back_up(SnapshotKind::Incremental);
        assert_eq!(self.restored(ours.snapshot), describe(&self.house.path("source")));
    }

    /// The newest root's number.
    fn newest(&self) -> u64 {
        self.house.runtime.block_on(self.house.open_anew().view()).unwrap().root.root.number
    }

    /// A session of theirs named after this root, with a snapshot like one that exists, made by hand.
    fn forge_snapshot(&self, theirs: &Repository, root: u64, like: &Selected) -> SessionId {
        let keys = theirs.keys();
        let nonce = Nonce::from([6; 16]);
        let session = session_id(root, &keys.signer(), &nonce);
        self.forge_open(theirs, &session, nonce);
        let head = like.snapshot.head.clone();
        let snapshot =
            CommittedSnapshot::seal(keys, &session, head, &like.snapshot.body, like.entry.tree_at()).unwrap();
        let snapshot = Some(snapshot);
        let commit = Commit { deltas: vec![], snapshot, previous: None, nonce, records: vec![] };
        let name = layout::end(&session);
        self.put(&name, seal_signed(keys, Kind::End, &name, &End::Commit(commit)).unwrap());
        session
    }

    fn forge_open(&self, theirs: &Repository, session: &SessionId, nonce: Nonce) {
        let open = Open { started: SystemClock.now(), program: "forged".to_owned(), previous: None, nonce };
        let name = layout::open(session);
        self.put(&name, seal_signed(theirs.keys(), Kind::Open, &name, &open).unwrap());
    }
}

fn is_role(error: &Error) -> bool {
    matches!(error, Error::Role { .. })
}

#[test]
fn a_write_key_backs_up_without_reading_a_pack_and_can_read_nothing() {
    let street = Street::new(Role::Write);
    let first = street.try_theirs(SnapshotKind::Full).unwrap();
    assert_eq!(street.restored(first.snapshot), describe(&street.house.path("theirs")));
    fs::write(street.house.path("theirs/sub/new"), b"new").unwrap();
    fs::write(street.house.path("theirs/small"), b"changed").unwrap();
    street.spy.take_read();
    let second = street.try_theirs(SnapshotKind::Incremental).unwrap();
    let read = street.spy.take_read();
    assert!(!read.iter().any(|key| key.starts_with(layout::PACKS)), "{read:?}");
    assert_eq!((second.kind, second.parent), (SnapshotKind::Incremental, Some(first.session)));
    assert!(second.summary.data_added < 4096, "{:?}", second.summary);
    assert_eq!(street.restored(second.snapshot), describe(&street.house.path("theirs")));

    let theirs = street.open_theirs();
    let runtime = &street.house.runtime;
    assert!(is_role(&runtime.block_on(select::all(&theirs)).unwrap_err()));
    let snapshot = street.snapshot(second.snapshot).unwrap();
    let target = street.house.path("target");
    let refused = crate::house::restore_to(&theirs, runtime.handle(), &snapshot, &target).unwrap_err();
    assert!(matches!(refused, restore::Error::Repository(error) if is_role(&error)));
    assert!(is_role(&snapshot.entry.open(theirs.keys()).unwrap_err()));
    assert!(is_role(&street.house.absorb(&theirs).unwrap_err()));
    let adding = keys::add(&theirs, Role::Write, None, None, Opens::KeyFile, &SystemClock);
    assert!(is_role(&runtime.block_on(adding).unwrap_err()));
    assert_eq!(street.named(), Vec::<String>::new());
}

#[test]
fn a_root_that_a_write_key_forges_is_ignored_and_found() {
    let street = Street::new(Role::Write);
    let before = street.house.back_up(SnapshotKind::Incremental);
    let theirs = street.open_theirs();
    let newest = street.house.runtime.block_on(theirs.view()).unwrap().root.root.clone();
    let forged = Root { number: newest.number + 1, floor: newest.number + 1, ..newest };
    let name = layout::root(forged.number);
    street.put(&name, seal_signed(theirs.keys(), Kind::Root, &name, &forged).unwrap());
    assert!(street.named().contains(&name), "{:?}", street.named());
    assert!(street.snapshot(before.snapshot).is_some());
    street.all_is_well();
    // Maintenance cannot pass it and says which object is in the way.
    let absorbing = street.house.open();
    let refused = street.house.absorb(&absorbing).unwrap_err();
    assert!(matches!(refused, Error::Damage(damage) if damage.object == name));
}

#[test]
fn a_fence_that_a_write_key_forges_is_found_and_costs_the_session_what_a_true_one_does() {
    let street = Street::new(Role::Write);
    let (house, theirs) = (&street.house, street.open_theirs());
    let ours = house.open();
    let root = house.runtime.block_on(ours.view()).unwrap().root;
    let opening = SessionWriter::open(&ours, &root, None, SystemClock.now());
    let session = house.runtime.block_on(opening).unwrap();
    let sid = session.id();
    let name = layout::end(&sid);
    let fence = seal_signed(theirs.keys(), Kind::End, &name, &End::Fence { root: 1 }).unwrap();
    street.put(&name, fence);
    let view = house.runtime.block_on(ours.view()).unwrap();
    // Nobody else can end it any more, so maintenance need not wait for it.
    assert!(view.counts(&sid) && view.sessions[&sid].is_fenced());
    assert!(street.named().contains(&name), "{:?}", street.named());
    // Its writer notices and begins anew.
    let committed = house.runtime.block_on(session.commit(&ours, None, vec![], &root)).unwrap();
    assert_eq!(committed, Outcome::Fenced);
    street.all_is_well();
}

/// A pack with other bytes under the names of `chunks`, and the delta that says so.
fn lie(street: &Street, theirs: &Repository, chunks: &[Vec<u8>]) {
    let keys = theirs.keys();
    let nonce = Nonce::from([5; 16]);
    let session = session_id(street.newest(), &keys.signer(), &nonce);
    let mut pack = PackBuilder::new(keys, PackId { session, number: 0 }, PackKind::Data);
    let records: Vec<_> = chunks
        .iter()
        .map(|chunk| ChunkRecord { key: keys.chunk_id(chunk).index_key(), len: chunk.len() as u32 })
        .collect();
    let garbage = noise(99, chunks.iter().map(Vec::len).sum());
    let record = BlockRecord { stored: 0, plain: garbage.len() as u32, method: Method::Raw, chunks: records };
    let reserved = pack.reserve(garbage.len(), record).unwrap();
    let mut sealed = garbage;
    reserved.frame.seal(&mut sealed).unwrap();
    pack.place(&reserved.place, sealed);
    let finished = pack.finish(false).unwrap();
    street.put(&finished.record.object(), finished.payload.into_bytes().to_vec());
    street.forge_open(theirs, &session, nonce);
    let name = layout::delta(&session, 0);
    let delta = Delta { number: 0, packs: vec![finished.record], nonce };
    street.put(&name, seal_signed(keys, Kind::Delta, &name, &delta).unwrap());
}

#[test]
fn a_lying_delta_keeps_no_other_group_from_storing_and_no_reader_from_reading() {
    let street = Street::new(Role::Write);
    let (house, theirs) = (&street.house, street.open_theirs());
    let wanted = b"what everybody knows will be backed up".to_vec();
    lie(&street, &theirs, std::slice::from_ref(&wanted));
    fs::write(house.path("source/wanted"), &wanted).unwrap();
    let result = house.back_up(SnapshotKind::Incremental);
    assert_eq!(street.restored(result.snapshot), describe(&house.path("source")));
    house.absorb(&house.open()).unwrap();
    // Hints aside: the index knows both homes, and only one holds the chunk.
    let repository = house.open_anew();
    let reader = sandyq::repository::reader::Reader::new(&repository);
    let id = repository.keys().chunk_id(&wanted);
    assert_eq!(house.runtime.block_on(reader.chunk(&id, None)).unwrap(), wanted);
    let verified = verify_all(&repository, house.runtime.handle()).unwrap();
    assert_eq!(verified.findings.len(), 1, "{:?}", verified.findings);
    assert!(verified.findings[0].snapshots.is_empty(), "no snapshot needs the garbage");
}

/// Somebody with a `write` key sees a session begin and takes the names of its next objects.
fn taken_names(part: &'static str) {
    let street = Street::new(Role::Write);
    let before = street.house.back_up(SnapshotKind::Incremental);
    let tree = describe(&street.house.path("source"));
    let garbage = Bytes::from(noise(5, 5000));
    street.spy.set_rival(move |key| key.contains(part).then(|| garbage.clone()));
    fs::write(street.house.path("source/new"), noise(7, 9000)).unwrap();
    let repository = street.house.open();
    let options = street.house.backup_options(SnapshotKind::Incremental);
    street.house.try_back_up(&repository, &options).expect_err("the backup cannot have been stored");
    street.spy.no_rival();
    assert_eq!(street.restored(before.snapshot), tree);
    street.all_is_well();
}

#[test]
fn a_pack_whose_name_somebody_took_is_not_taken_for_stored() {
    taken_names("packs/");
}

#[test]
fn a_delta_whose_name_somebody_took_is_not_taken_for_stored() {
    taken_names("/delta-");
}

#[test]
fn an_end_whose_name_somebody_took_is_not_taken_for_a_commit() {
    taken_names("/end");
}

#[test]
fn what_a_session_stored_that_a_stranger_ended_is_reused_once_it_is_taken_up_and_not_before() {
    let street = Street::new(Role::Write);
    let (house, theirs) = (&street.house, street.open_theirs());
    // A session of ours with a durable delta; its process is gone before it commits.
    let faulty = Arc::new(Faulty::new(house.memory.clone()));
    faulty.crash_before("/end");
    let unlock = crate::house::passphrase(crate::house::PASSPHRASE);
    let opening = Repository::open(faulty, &unlock, &CacheRoot::None);
    let dying = house.runtime.block_on(opening).unwrap();
    house.try_back_up(&dying, &house.backup_options(SnapshotKind::Incremental)).unwrap_err();
    let listing = house.runtime.block_on(house.storage.list(layout::SESSIONS, None, None)).unwrap();
    let sid = layout::parse_session(&listing.entries[0].key).unwrap().0;
    let name = layout::end(&sid);
    // Their key says that it ended with nothing: that counts as a fence, whose session's chunks nobody reuses.
    let nonce = Nonce::from([4; 16]);
    let nothing =
        End::Commit(Commit { deltas: vec![], snapshot: None, previous: None, nonce, records: vec![] });
    street.put(&name, seal_signed(theirs.keys(), Kind::End, &name, &nothing).unwrap());
    let result = house.back_up(SnapshotKind::Incremental);
    assert!(result.summary.data_chunks > 0);
    assert!(street.named().contains(&name), "{:?}", street.named());
    for _ in 0..3 {
        house.absorb(&house.open()).unwrap();
        assert_eq!(house.back_up(SnapshotKind::Full).summary.data_chunks, 0);
    }
    let repository = house.open_anew();
    let missing = verify_all(&repository, house.runtime.handle()).unwrap();
    assert!(missing.findings.iter().all(|finding| finding.snapshots.is_empty()), "{:?}", missing.findings);
    assert_eq!(street.restored(result.snapshot), describe(&house.path("source")));
}

#[test]
fn a_removed_key_adds_nothing_and_what_it_added_before_stays() {
    let street = Street::new(Role::Write);
    let (house, theirs) = (&street.house, street.open_theirs());
    let before = street.try_theirs(SnapshotKind::Incremental).unwrap();
    let like = street.snapshot(before.snapshot).unwrap();
    let removing = house.open();
    house.runtime.block_on(keys::remove(&removing, &street.added.signer, &SystemClock)).unwrap();
    let opened = house.open_with(&street.unlock(), &CacheRoot::None);
    assert!(matches!(opened, Err(Error::Revoked { .. })));
    assert_eq!(street.named(), Vec::<String>::new());
    let after = street.forge_snapshot(&theirs, street.newest(), &like);
    assert!(street.snapshot(after.random).is_none());
    let backdated = street.forge_snapshot(&theirs, like.snapshot.session.root, &like);
    assert!(street.snapshot(backdated.random).is_none());
    assert!(street.named().contains(&layout::end(&after)), "{:?}", street.named());
    assert_eq!(street.restored(before.snapshot), describe(&house.path("theirs")));
    street.all_is_well();
}

#[test]
fn a_read_key_restores_and_nothing_it_signs_counts() {
    let street = Street::new(Role::Read);
    let ours = street.house.back_up(SnapshotKind::Incremental);
    let theirs = street.open_theirs();
    let (snapshots, _) = street.house.snapshots(&theirs);
    assert_eq!(street.house.restored(&theirs, &snapshots[0]), describe(&street.house.path("source")));
    let refused = street.try_theirs(SnapshotKind::Full).unwrap_err();
    assert!(matches!(refused, backup::Error::Repository(error) if is_role(&error)));
    let forged = street.forge_snapshot(&theirs, street.newest(), &snapshots[0]);
    assert!(street.snapshot(forged.random).is_none());
    let named = street.named();
    assert!(named.contains(&layout::end(&forged)) && named.contains(&layout::open(&forged)), "{named:?}");
    assert!(street.snapshot(ours.snapshot).is_some());
}

#[test]
fn a_maintain_key_lists_names_and_opens_no_file() {
    let street = Street::new(Role::Maintain);
    street.house.back_up(SnapshotKind::Incremental);
    let theirs = street.open_theirs();
    let (snapshots, _) = street.house.snapshots(&theirs);
    assert_eq!(snapshots[0].snapshot.body.host, "host");
    assert!(is_role(&theirs.keys().private(Kind::DataPack).unwrap_err()));
    let (handle, target) = (street.house.runtime.handle(), street.house.path("target"));
    let refused = crate::house::restore_to(&theirs, handle, &snapshots[0], &target).unwrap_err();
    assert!(matches!(refused, restore::Error::Repository(error) if is_role(&error)));
    let verified = verify_all(&theirs, handle).unwrap();
    assert!(verified.findings.is_empty() && verified.skipped.is_some());
    let forged = street.forge_snapshot(&theirs, street.newest(), &snapshots[0]);
    assert!(street.snapshot(forged.random).is_none());
    // The backup, and the session that ended with something its key may not say.
    assert_eq!(street.house.absorb(&theirs).unwrap(), 2);
}
