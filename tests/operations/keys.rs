//! Keys: added, removed, exported, and given another passphrase, whatever goes wrong meanwhile.

use std::fs;
use std::sync::Arc;

use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::keys::{self, Opens};
use sandyq::repository::slot::{KeyFile, Unlock};
use sandyq::repository::{CacheRoot, Error, Repository};
use sandyq::storage::ErrorKind;
use sandyq::storage::faulty::{Call, Fault, Faulty};

use crate::house::{House, PASSPHRASE, WEAK, describe, objects, passphrase, store_of, verify_all};

/// Orders a fault from a store that has answered so many calls.
type Trouble<'a> = dyn Fn(&Faulty, u64) + 'a;

/// A repository with one snapshot.
fn house() -> House {
    let house = House::new();
    fs::create_dir(house.path("source")).unwrap();
    fs::write(house.path("source/file"), b"content").unwrap();
    house.back_up(SnapshotKind::Incremental);
    house
}

fn restores(house: &House, unlock: &Unlock) {
    let repository = house.open_with(unlock, &CacheRoot::None).unwrap();
    let (snapshots, _) = house.snapshots(&repository);
    assert_eq!(house.restored(&repository, &snapshots[0]), describe(&house.path("source")));
}

#[test]
fn an_added_passphrase_opens_until_its_key_is_removed() {
    let house = house();
    let repository = house.open();
    let opens = Opens::Passphrase(b"second", WEAK);
    let label = Some("second".to_owned());
    let adding = keys::add(&repository, Role::Full, None, label, opens, &SystemClock);
    let added = house.runtime.block_on(adding).unwrap();
    restores(&house, &passphrase(b"second"));
    let (entries, own) = house.runtime.block_on(keys::list(&repository)).unwrap();
    let listed: Vec<_> = entries.iter().map(|entry| (entry.signer().unwrap(), entry.label.clone())).collect();
    assert_eq!(listed, [(own, None), (added.signer, Some("second".to_owned()))]);

    house.runtime.block_on(keys::remove(&repository, &added.signer, &SystemClock)).unwrap();
    let refused = house.open_with(&passphrase(b"second"), &CacheRoot::None);
    assert!(matches!(refused, Err(Error::WrongKey { .. })));
    let again = house.runtime.block_on(keys::remove(&repository, &added.signer, &SystemClock));
    assert!(again.is_err());
    assert!(house.runtime.block_on(keys::remove(&repository, &own, &SystemClock)).is_err());
    restores(&house, &passphrase(PASSPHRASE));
    assert!(house.verify().findings.is_empty());
}

#[test]
fn an_exported_key_file_opens_after_every_slot_is_lost() {
    let house = house();
    let text = keys::export(&house.open()).unwrap().to_text("for the safe");
    for key in objects(&house.runtime, &*house.memory).keys().filter(|key| key.starts_with("keys/")) {
        house.runtime.block_on(house.storage.delete(key)).unwrap();
    }
    restores(&house, &Unlock::KeyFile(KeyFile::parse(&text).unwrap()));
    let refused = house.open_with(&passphrase(PASSPHRASE), &CacheRoot::None);
    assert!(matches!(refused, Err(Error::WrongKey { .. })));
}

#[test]
fn a_key_file_of_another_repository_opens_nothing() {
    let (one, other) = (house(), house());
    let file = keys::export(&other.open()).unwrap();
    let refused = one.open_with(&Unlock::KeyFile(file), &CacheRoot::None);
    assert!(matches!(refused, Err(Error::Damage(_) | Error::WrongKey { .. })));
}

#[test]
fn after_a_change_of_passphrase_only_the_new_one_opens() {
    let house = house();
    let changing = house.open();
    house.runtime.block_on(keys::passwd(&changing, b"new", &WEAK, &SystemClock)).unwrap();
    restores(&house, &passphrase(b"new"));
    let refused = house.open_with(&passphrase(PASSPHRASE), &CacheRoot::None);
    assert!(matches!(refused, Err(Error::WrongKey { .. })));
    let repository = house.open_with(&passphrase(b"new"), &house.cache("cache")).unwrap();
    assert!(verify_all(&repository, house.runtime.handle()).unwrap().findings.is_empty());
    house.try_back_up(&repository, &house.backup_options(SnapshotKind::Incremental)).unwrap();
}

#[test]
fn whatever_happens_while_a_passphrase_changes_one_of_the_two_opens() {
    let house = house();
    let before = objects(&house.runtime, &*house.memory);
    let attempt = |trouble: &Trouble<'_>| {
        let memory = store_of(house.runtime.handle(), &before);
        let faulty = Arc::new(Faulty::new(memory.clone()));
        let unlock = passphrase(PASSPHRASE);
        let opening = Repository::open(faulty.clone(), &unlock, &CacheRoot::None);
        let repository = house.runtime.block_on(opening).unwrap();
        let opened_after = faulty.calls();
        trouble(&faulty, opened_after);
        let result = house.runtime.block_on(keys::passwd(&repository, b"new", &WEAK, &SystemClock));
        (memory, result, faulty.calls() - opened_after)
    };
    let (_, result, calls) = attempt(&|_, _| {});
    result.unwrap();
    assert!(calls >= 4);
    for nth in 1..=calls {
        let troubles: [&Trouble<'_>; 3] = [
            &|faulty, so_far| faulty.fail(Call::Any, so_far + nth, Fault::Before(ErrorKind::Other)),
            &|faulty, so_far| faulty.fail(Call::Any, so_far + nth, Fault::After(ErrorKind::Transient)),
            &|faulty, so_far| faulty.crash_after(so_far + nth - 1),
        ];
        for (kind, trouble) in troubles.into_iter().enumerate() {
            let (memory, result, _) = attempt(trouble);
            assert!(result.is_err(), "call {nth}, trouble {kind}");
            let open = |text: &[u8]| {
                let (storage, unlock) = (memory.clone(), passphrase(text));
                house.runtime.block_on(Repository::open(storage, &unlock, &CacheRoot::None))
            };
            let opened = open(PASSPHRASE).or_else(|_| open(b"new"));
            let repository = opened.unwrap_or_else(|error| panic!("call {nth}, trouble {kind}: {error}"));
            let verified = verify_all(&repository, house.runtime.handle()).unwrap();
            assert!(verified.findings.is_empty(), "{:?}", verified.findings);
            // The next change goes through.
            house.runtime.block_on(keys::passwd(&repository, b"third", &WEAK, &SystemClock)).unwrap();
            open(b"third").unwrap();
        }
    }
}
