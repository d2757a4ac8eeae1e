//! Every object of a small repository damaged in every way: verify names the object, and a restore gives the right
//! bytes or says that it does not.
//!
//! A sample of the places; all of them with `SANDYQ_DAMAGE=all`.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::verify::VerifyResult;
use sandyq::operations::{keys, select};
use sandyq::repository::directory::PACK_HEADER;
use sandyq::repository::layout::{self, SessionObject};
use sandyq::repository::pack::SEALED_TRAILER;
use sandyq::repository::slot::KeyFile;
use sandyq::repository::{CacheRoot, Error, Repository};
use sandyq::storage::Storage;
use tokio::runtime::Handle;

use crate::house::{
    House, PASSPHRASE, TINY, copy_folder, describe, in_time, noise, objects, passphrase, restore_to, store_of,
};

/// Objects by key.
type Objects = BTreeMap<String, Bytes>;

/// Three snapshots, two of them absorbed, and what each must restore to.
struct Fixture {
    house: House,
    objects: Objects,
    expected: Vec<Vec<String>>,
    /// Objects of absorbed sessions below the floor: nobody needs them, nobody looks at them.
    retired: Vec<String>,
    /// Slot of the passphrase, and the commit of the newest snapshot.
    own_slot: String,
    last_end: String,
    key_file: KeyFile,
}

static FIXTURE: LazyLock<Fixture> = LazyLock::new(Fixture::new);

impl Fixture {
    fn new() -> Self {
        let house = House::with_chunks(TINY);
        let source = house.path("source");
        fs::create_dir_all(source.join("sub/empty")).unwrap();
        for n in 0..12u32 {
            fs::write(source.join(format!("small-{n:02}")), format!("small file {n}\n").repeat(4)).unwrap();
        }
        fs::write(source.join("sub/several-chunks"), noise(1, 9 << 10)).unwrap();
        fs::write(source.join("sub/content-pages"), noise(2, 300 << 10)).unwrap();
        fs::write(source.join("sub/nothing"), b"").unwrap();
        let mut expected = Vec::new();
        let mut back_up = || {
            house.back_up(SnapshotKind::Incremental);
            expected.push(describe(&source));
        };
        back_up();
        fs::write(source.join("small-03"), b"changed").unwrap();
        back_up();
        let repository = house.open();
        let opens = keys::Opens::KeyFile;
        let adding = keys::add(&repository, Role::Full, None, None, opens, &SystemClock);
        let added = house.runtime.block_on(adding).unwrap();
        assert_eq!(house.absorb(&repository).unwrap(), 2);
        let mut changed = noise(2, 300 << 10);
        changed[150 << 10..151 << 10].fill(7);
        fs::write(source.join("sub/content-pages"), changed).unwrap();
        fs::write(source.join("added"), noise(3, 2000)).unwrap();
        back_up();

        let view = house.runtime.block_on(house.open().view()).unwrap();
        let objects = objects(&house.runtime, &*house.memory);
        let retired = |key: &&String| {
            layout::parse_session(key).is_some_and(|(sid, _)| view.root.root.is_retired(&sid))
        };
        let retired: Vec<_> = objects.keys().filter(retired).cloned().collect();
        let last_end = objects.keys().rfind(
            |key| matches!(layout::parse_session(key), Some((sid, SessionObject::End)) if view.counts(&sid)),
        );
        let key_file = added.file.unwrap();
        let other_slot = layout::slot(&added.slot);
        let own_slot = objects.keys().find(|key| key.starts_with(layout::KEYS) && **key != other_slot);
        let (last_end, own_slot) = (last_end.unwrap().clone(), own_slot.unwrap().clone());
        let fixture = Self { house, objects, expected, retired, own_slot, last_end, key_file };
        fixture.check_shape();
        fixture
    }

    /// The fixture is what this file promises to damage.
    fn check_shape(&self) {
        let count = |prefix: &str| self.objects.keys().filter(|key| key.starts_with(prefix)).count();
        assert_eq!((count("config"), count("keys/"), count("root/")), (1, 2, 3));
        assert_eq!((count("packs/"), count("index/"), count("catalog/")), (6, 1, 1));
        assert_eq!((count("sessions/"), self.retired.len()), (9, 6), "{:?}", self.objects.keys());
    }

    fn packs(&self) -> impl Iterator<Item = (&String, &Bytes)> {
        self.objects.iter().filter(|(key, _)| key.starts_with(layout::PACKS))
    }
}

/// All places rather than a sample.
fn all() -> bool {
    std::env::var("SANDYQ_DAMAGE").is_ok_and(|value| value == "all")
}

/// What a damaged repository came to.
struct Outcome {
    /// Objects that verify named, or the one that kept the repository from being opened.
    named: Vec<String>,
    /// Whether it could not be opened at all.
    unopened: Option<Error>,
    findings: String,
}

/// Opens, verifies and restores the damaged repository. Fails on wrong bytes that pass for right.
fn look(handle: &Handle, damaged: &Objects, cache: &CacheRoot, expected: &[Vec<String>]) -> Outcome {
    let storage: Arc<dyn Storage> = store_of(handle, damaged);
    let repository = match handle.block_on(Repository::open(storage, &passphrase(PASSPHRASE), cache)) {
        Ok(repository) => repository,
        Err(error) => {
            let named = match &error {
                Error::Damage(damage) => vec![damage.object.clone()],
                _ => vec![],
            };
            return Outcome { named, findings: error.to_string(), unopened: Some(error) };
        }
    };
    let (mut named, mut findings) = (Vec::new(), String::new());
    match crate::house::verify_all(&repository, handle) {
        Ok(verified) => {
            expect_costs(handle, &repository, &verified);
            for finding in verified.findings {
                findings += &format!("{}\n", finding.damage);
                named.push(finding.damage.object);
            }
        }
        Err(Error::Damage(damage)) => named.push(damage.object),
        Err(error) => panic!("verify failed, though the store did not: {error}"),
    }
    restore_everything(handle, &repository, expected, named.is_empty());
    Outcome { named, findings, unopened: None }
}

/// A snapshot is restored in full exactly if no finding says that it cannot be.
fn expect_costs(handle: &Handle, repository: &Repository, verified: &VerifyResult) {
    let Ok((snapshots, _)) = handle.block_on(select::all(repository)) else { return };
    for snapshot in &snapshots {
        let id = snapshot.snapshot.id();
        let mut findings = verified.findings.iter().filter(|finding| !finding.unindexed);
        let lost = findings.find(|finding| finding.snapshots.contains_key(&id));
        let target = tempfile::tempdir().unwrap();
        let restored = restore_to(repository, handle, snapshot, target.path());
        let whole = restored.is_ok_and(|result| result.findings.is_empty() && result.failed == 0);
        assert_eq!(whole, lost.is_none(), "{id}: {:?}", verified.findings);
    }
}

fn restore_everything(handle: &Handle, repository: &Repository, expected: &[Vec<String>], intact: bool) {
    let Ok((snapshots, findings)) = handle.block_on(select::all(repository)) else {
        assert!(!intact, "verify found nothing, and the snapshots cannot be listed");
        return;
    };
    assert!(snapshots.len() <= expected.len());
    assert!(!intact || findings.is_empty(), "verify missed {findings:?}");
    for snapshot in &snapshots {
        let target = tempfile::tempdir().unwrap();
        match restore_to(repository, handle, snapshot, target.path()) {
            Ok(result) if result.findings.is_empty() && result.failed == 0 => {
                let restored = describe(&target.path().join("source"));
                assert!(expected.contains(&restored), "wrong bytes pass for a snapshot: {restored:?}");
            }
            Ok(_) | Err(_) => assert!(!intact, "verify found nothing, and a restore failed"),
        }
    }
}

/// Looks at a repository damaged in `touched`, every one of which must be named.
fn expect_named(what: &str, damaged: Objects, touched: &[&str]) {
    let fixture = &*FIXTURE;
    let handle = fixture.house.runtime.handle().clone();
    let outcome = in_time(what, move || look(&handle, &damaged, &CacheRoot::None, &FIXTURE.expected));
    for key in touched.iter().filter(|key| !fixture.retired.iter().any(|retired| retired == *key)) {
        // Whatever keeps the repository from being opened is all that is ever seen of it.
        let seen = outcome.named.iter().any(|named| named == key) || outcome.unopened.is_some();
        assert!(seen, "{what}: {key} is not named, but only\n{}", outcome.findings);
    }
    if let Some(error) = &outcome.unopened {
        assert!(error.is_damage(), "{what}: {error}");
        let named = outcome.named.iter().any(|named| touched.contains(&named.as_str()));
        assert!(named, "{what}: {}", outcome.findings);
    }
}

/// The kind of an object, as far as its key tells.
fn kind_of(key: &str) -> &str {
    match layout::parse_session(key) {
        Some((_, SessionObject::Delta(_))) => "delta",
        Some(_) => key.rsplit('/').next().unwrap(),
        None => key.split('/').next().unwrap(),
    }
}

/// Places where a byte is flipped: all of a small object, some of each region of a pack.
fn places(key: &str, len: usize) -> Vec<usize> {
    let header = PACK_HEADER as usize;
    let mut places = if key.starts_with(layout::PACKS) {
        // Salt, encapsulated key, commitment, blocks, and at the end padding, directory and trailer.
        let mut places = vec![0, 31, 32, 600, header - 33, header - 32, header - 1, header, header + 100];
        places.extend([len - SEALED_TRAILER as usize - 1, len - SEALED_TRAILER as usize, len - 1]);
        let more = if all() { 64 } else { 4 };
        places.extend((1..=more).map(|n| header + (len - header) * n / (more + 1)));
        places
    } else if all() && len < 4096 {
        (0..len).collect()
    } else {
        let steps = if all() { 256 } else { 4 };
        (0..steps).map(|n| len * n / steps).chain([len - 1]).collect()
    };
    places.retain(|place| *place < len);
    places.sort_unstable();
    places.dedup();
    places
}

#[test]
fn the_undamaged_repository_has_no_findings() {
    let handle = FIXTURE.house.runtime.handle();
    let outcome = look(handle, &FIXTURE.objects, &CacheRoot::None, &FIXTURE.expected);
    assert!(outcome.unopened.is_none() && outcome.named.is_empty(), "{}", outcome.findings);
}

#[test]
fn a_flipped_byte_is_found_wherever_it_is() {
    for (key, bytes) in &FIXTURE.objects {
        for place in places(key, bytes.len()) {
            let mut changed = bytes.to_vec();
            changed[place] ^= 1 << (place % 8);
            let mut damaged = FIXTURE.objects.clone();
            damaged.insert(key.clone(), changed.into());
            expect_named(&format!("byte {place} of {key} flipped"), damaged, &[key]);
        }
    }
}

#[test]
fn a_truncated_object_is_found_whatever_is_left_of_it() {
    for (key, bytes) in &FIXTURE.objects {
        let len = bytes.len();
        let mut lengths = vec![0, len / 2, len - 1];
        if all() {
            lengths.extend([1, 32, len / 3, len - 16]);
        }
        if key.starts_with(layout::PACKS) {
            lengths.extend([PACK_HEADER as usize - 1, PACK_HEADER as usize]);
        }
        for left in lengths {
            let mut damaged = FIXTURE.objects.clone();
            damaged.insert(key.clone(), bytes.slice(..left));
            expect_named(&format!("{key} cut to {left} bytes"), damaged, &[key]);
        }
    }
}

#[test]
fn an_object_with_something_behind_its_end_is_found() {
    for (key, bytes) in &FIXTURE.objects {
        for more in [1, 5000].into_iter().take(if all() { 2 } else { 1 }) {
            let mut damaged = FIXTURE.objects.clone();
            damaged.insert(key.clone(), [&bytes[..], &vec![0; more][..]].concat().into());
            expect_named(&format!("{key} longer by {more}"), damaged, &[key]);
        }
    }
}

#[test]
fn a_missing_object_is_found() {
    for key in FIXTURE.objects.keys() {
        // Without its slot a passphrase opens nothing, a host that was never here cannot know of an end that nothing
        // names, and the chain of roots may end anywhere: they have tests of their own.
        if *key == FIXTURE.own_slot || *key == FIXTURE.last_end || *key == layout::root(0) {
            continue;
        }
        let mut damaged = FIXTURE.objects.clone();
        damaged.remove(key);
        expect_named(&format!("{key} deleted"), damaged, &[key]);
    }
}

#[test]
fn the_chain_of_roots_may_be_cut_off_at_its_old_end_and_have_no_gap() {
    let handle = FIXTURE.house.runtime.handle();
    let without = |numbers: &[u64]| {
        let mut damaged = FIXTURE.objects.clone();
        numbers.iter().for_each(|number| drop(damaged.remove(&layout::root(*number)).unwrap()));
        look(handle, &damaged, &CacheRoot::None, &FIXTURE.expected).named
    };
    assert_eq!(without(&[0]), Vec::<String>::new());
    assert_eq!(without(&[0, 1]), Vec::<String>::new());
    assert_eq!(without(&[1]), [layout::root(1)]);
}

#[test]
fn a_store_that_goes_back_in_time_is_noticed_by_whoever_has_seen_it_later() {
    let house = &FIXTURE.house;
    let newest = FIXTURE.objects.keys().find(|key| key.starts_with(layout::ROOTS)).unwrap();
    let cache = tempfile::tempdir().unwrap();
    copy_folder(&house.path("cache"), cache.path());
    let mut older = FIXTURE.objects.clone();
    older.remove(newest);
    let storage = store_of(house.runtime.handle(), &older);
    let root = CacheRoot::Folder(cache.path().to_owned());
    let opened = house.runtime.block_on(Repository::open(storage.clone(), &passphrase(PASSPHRASE), &root));
    let seen = opened.and_then(|repository| house.runtime.block_on(repository.view()).map(drop));
    let Err(Error::Damage(damage)) = seen else { panic!("{seen:?}") };
    assert!(damage.problem.contains("went back in time"), "{damage}");
    // A host that was never here is told by the sessions that have seen the newest root.
    let outcome = look(house.runtime.handle(), &older, &CacheRoot::None, &FIXTURE.expected);
    assert!(outcome.named.contains(newest), "{}", outcome.findings);
}

#[test]
fn objects_in_each_others_places_are_found() {
    let keys: Vec<_> = FIXTURE.objects.keys().collect();
    for (at, one) in keys.iter().enumerate() {
        let same = keys[at + 1..].iter().find(|other| kind_of(other) == kind_of(one));
        let mut others: Vec<_> =
            keys[at + 1..].iter().filter(|other| kind_of(other) != kind_of(one)).collect();
        if !all() {
            others.truncate(1);
        }
        for other in same.into_iter().chain(others) {
            let mut damaged = FIXTURE.objects.clone();
            damaged.insert((*one).clone(), FIXTURE.objects[*other].clone());
            damaged.insert((*other).clone(), FIXTURE.objects[*one].clone());
            expect_named(&format!("{one} and {other} swapped"), damaged, &[one, other]);
        }
    }
}

#[test]
fn packs_under_new_names_are_found() {
    for (key, bytes) in FIXTURE.packs() {
        let mut damaged = FIXTURE.objects.clone();
        damaged.remove(key);
        let (folder, name) = key.rsplit_once('/').unwrap();
        let renamed = format!("{folder}/{}f", &name[..name.len() - 1]);
        damaged.insert(renamed, bytes.clone());
        expect_named(&format!("{key} renamed"), damaged, &[key]);
    }
}

#[test]
fn a_damaged_slot_is_damage_and_a_wrong_passphrase_is_a_wrong_key() {
    let (house, slot) = (&FIXTURE.house, &FIXTURE.own_slot);
    let open = |objects: &Objects, text: &[u8]| {
        let storage = store_of(house.runtime.handle(), objects);
        house.runtime.block_on(Repository::open(storage, &passphrase(text), &CacheRoot::None))
    };
    assert!(matches!(open(&FIXTURE.objects, b"wrong"), Err(Error::WrongKey { .. })));
    for place in 0..FIXTURE.objects[slot].len() {
        let mut changed = FIXTURE.objects[slot].to_vec();
        changed[place] ^= 0x80;
        let mut damaged = FIXTURE.objects.clone();
        damaged.insert(slot.clone(), changed.into());
        let Err(Error::Damage(damage)) = open(&damaged, PASSPHRASE) else { panic!("byte {place}") };
        assert_eq!(damage.object, *slot);
    }
}

#[test]
fn a_key_file_opens_a_repository_whose_slots_are_gone_and_verify_names_them() {
    let mut damaged = FIXTURE.objects.clone();
    damaged.retain(|key, _| !key.starts_with(layout::KEYS));
    let handle = FIXTURE.house.runtime.handle();
    let open = |unlock| {
        let storage = store_of(handle, &damaged);
        handle.block_on(Repository::open(storage, &unlock, &CacheRoot::None))
    };
    assert!(matches!(open(passphrase(PASSPHRASE)), Err(Error::WrongKey { .. })));
    let unlock = sandyq::repository::slot::Unlock::KeyFile(FIXTURE.key_file.clone());
    let repository = open(unlock).unwrap();
    let verified = crate::house::verify_all(&repository, handle).unwrap();
    let named: Vec<_> = verified.findings.iter().map(|finding| &finding.damage.object).collect();
    let slots: Vec<_> = FIXTURE.objects.keys().filter(|key| key.starts_with(layout::KEYS)).collect();
    assert_eq!(named.len(), slots.len());
    assert!(slots.iter().all(|slot| named.contains(slot)));
    restore_everything(handle, &repository, &FIXTURE.expected, true);
}

#[test]
fn a_host_misses_the_end_that_it_committed() {
    let sid = layout::parse_session(&FIXTURE.last_end).unwrap().0;
    let whole = layout::session(&sid);
    for gone in [FIXTURE.last_end.as_str(), whole.as_str()] {
        let mut damaged = FIXTURE.objects.clone();
        damaged.retain(|key, _| !key.starts_with(gone));
        let cache = tempfile::tempdir().unwrap();
        copy_folder(&FIXTURE.house.path("cache"), cache.path());
        let root = CacheRoot::Folder(cache.path().to_owned());
        let handle = FIXTURE.house.runtime.handle().clone();
        let outcome = in_time(gone, move || look(&handle, &damaged, &root, &FIXTURE.expected));
        assert!(outcome.named.contains(&FIXTURE.last_end), "{gone}: {}", outcome.findings);
    }
}
