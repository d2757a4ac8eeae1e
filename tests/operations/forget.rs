//! Forgetting, bringing back, holding and releasing, and what a policy makes of real snapshots.

use std::fs;

use chrono::FixedOffset;
use sandyq::model::id::SnapshotId;
use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::{Clock, FixedClock, SystemClock, Timestamp};
use sandyq::operations::backup;
use sandyq::operations::forget::{self, Plan};
use sandyq::operations::keys::{self, Opens};
use sandyq::operations::select::{self, Selected};
use sandyq::policy::retention::{GroupBy, Policy, Rules, Safeguards};
use sandyq::policy::select::Filter;
use sandyq::repository::slot::Unlock;
use sandyq::repository::{Error, Repository};

use crate::house::{House, describe};

/// Whose snapshots are judged together.
const GROUPS: GroupBy = GroupBy { host: true, paths: true, tags: false, key: true };

/// A repository with some snapshots of one host, the oldest first.
fn house(snapshots: usize) -> (House, Vec<SnapshotId>) {
    let house = House::new();
    fs::create_dir(house.path("source")).unwrap();
    let ids = (0..snapshots).map(|n| {
        fs::write(house.path("source/file"), n.to_string()).unwrap();
        house.back_up(SnapshotKind::Incremental).snapshot
    });
    let ids = ids.collect();
    (house, ids)
}

fn ids(snapshots: &[Selected]) -> Vec<SnapshotId> {
    snapshots.iter().map(|one| one.snapshot.id()).collect()
}

fn listed(house: &House) -> Vec<SnapshotId> {
    ids(&house.snapshots(&house.open_anew()).0)
}

fn forgotten(house: &House) -> Vec<Selected> {
    house.runtime.block_on(select::forgotten(&house.open_anew())).unwrap().0
}

/// A listed snapshot by its id.
fn one(house: &House, id: SnapshotId) -> Selected {
    house.snapshots(&house.open_anew()).0.into_iter().find(|one| one.snapshot.id() == id).unwrap()
}

fn forget(house: &House, id: SnapshotId) {
    let session = one(house, id).snapshot.session;
    house.runtime.block_on(forget::forget(&house.open(), &[session], &SystemClock)).unwrap();
}

fn unforget(house: &House) {
    house.runtime.block_on(forget::unforget(&house.open(), &forgotten(house), &SystemClock)).unwrap();
}

fn hold(house: &House, id: SnapshotId) {
    let session = one(house, id).snapshot.session;
    house.runtime.block_on(forget::hold(&house.open(), &[session], &SystemClock)).unwrap();
}

fn release(house: &House, id: SnapshotId) {
    let held = one(house, id);
    house.runtime.block_on(forget::release(&house.open(), &[held], &SystemClock)).unwrap();
}

/// Opened with a new key of this role.
fn open_as(house: &House, role: Role) -> Repository {
    let repository = house.open();
    let adding = keys::add(&repository, role, None, None, Opens::KeyFile, &SystemClock);
    let file = house.runtime.block_on(adding).unwrap().file.unwrap();
    house.open_with(&Unlock::KeyFile(file), &house.cache(role.name())).unwrap()
}

/// What keeping the newest only makes of all snapshots.
fn newest_only(house: &House) -> Plan {
    let policy = Policy { last: 1, ..Policy::default() };
    let rules = Rules { policy, safeguards: Safeguards::default(), group_by: GROUPS };
    let utc = |_| FixedOffset::east_opt(0).unwrap();
    let (all, findings) = house.snapshots(&house.open_anew());
    assert_eq!(findings, []);
    forget::plan(all, &Filter::default(), &rules, SystemClock.now(), &utc)
}

fn going(house: &House) -> Vec<SnapshotId> {
    newest_only(house).forgotten().iter().map(|session| session.random).collect()
}

#[test]
fn a_forgotten_snapshot_is_not_listed_until_it_is_brought_back_whole() {
    let (house, all) = house(3);
    let before = house.restored(&house.open(), &one(&house, all[1]));
    forget(&house, all[1]);
    assert_eq!(listed(&house), [all[0], all[2]]);
    assert_eq!(ids(&forgotten(&house)), [all[1]]);
    unforget(&house);
    assert_eq!(listed(&house), all);
    assert_eq!(house.restored(&house.open(), &one(&house, all[1])), before);
}

#[test]
fn what_was_said_still_holds_once_it_is_absorbed_and_can_be_taken_back_then() {
    let (house, all) = house(3);
    forget(&house, all[0]);
    hold(&house, all[1]);
    house.absorb(&house.open()).unwrap();
    assert_eq!(listed(&house), [all[1], all[2]]);
    assert!(one(&house, all[1]).entry.is_held());
    unforget(&house);
    release(&house, all[1]);
    house.absorb(&house.open()).unwrap();
    assert_eq!(listed(&house), all);
    assert!(!one(&house, all[1]).entry.is_held());
}

#[test]
fn a_snapshot_can_be_forgotten_again_after_it_was_brought_back() {
    let (house, all) = house(2);
    forget(&house, all[0]);
    unforget(&house);
    forget(&house, all[0]);
    assert_eq!(listed(&house), all[1..]);
    house.absorb(&house.open()).unwrap();
    unforget(&house);
    assert_eq!(listed(&house), all);
}

#[test]
fn a_held_snapshot_stays_whatever_the_policy_and_whoever_forgets_it_meanwhile() {
    let (house, all) = house(3);
    hold(&house, all[0]);
    assert_eq!(going(&house), [all[1]]);
    // Somebody who saw it before it was held forgets it.
    forget(&house, all[0]);
    assert_eq!(listed(&house), all);
    release(&house, all[0]);
    assert_eq!(listed(&house), all[1..]);
}

#[test]
fn a_policy_forgets_what_its_plan_says() {
    let (house, all) = house(4);
    let plan = newest_only(&house);
    house.runtime.block_on(forget::forget(&house.open(), &plan.forgotten(), &SystemClock)).unwrap();
    assert_eq!(listed(&house), all[3..]);
    assert_eq!(going(&house), []);
}

#[test]
fn a_backup_goes_on_after_its_parent_was_forgotten() {
    let (house, all) = house(2);
    forget(&house, all[0]);
    forget(&house, all[1]);
    assert_eq!(listed(&house), []);
    let next = house.back_up(SnapshotKind::Incremental);
    assert_eq!(listed(&house), [next.snapshot]);
    let snapshot = one(&house, next.snapshot);
    assert_eq!(house.restored(&house.open_anew(), &snapshot), describe(&house.path("source")));
}

#[test]
fn a_snapshot_with_a_claimed_time_changes_nothing_for_others() {
    for claimed in [0, 1 << 40] {
        let (house, all) = house(3);
        let clock = FixedClock(Timestamp { seconds: claimed, nanos: 0 });
        let (options, progress) = (house.backup_options(SnapshotKind::Full), backup::Progress::default());
        let handle = house.runtime.handle();
        let forged =
            backup::run(&house.open(), handle, &options, &clock, &progress, &backup::Silent).unwrap();
        // As the store saw it, it is the newest, and all others are as old as they are.
        assert_eq!(going(&house), all);
        house.absorb(&house.open()).unwrap();
        assert_eq!(going(&house), all);
        assert!(listed(&house).contains(&forged.snapshot));
    }
}

#[test]
fn a_stolen_key_pushes_out_nothing_that_another_key_made() {
    let (house, all) = house(2);
    let stolen = open_as(&house, Role::Write);
    let options = house.backup_options(SnapshotKind::Full);
    let theirs = [(); 3].map(|()| house.try_back_up(&stolen, &options).unwrap().snapshot);
    assert_eq!(going(&house), [all[0], theirs[0], theirs[1]]);
    house.absorb(&house.open()).unwrap();
    assert_eq!(going(&house), [all[0], theirs[0], theirs[1]]);
}

#[test]
fn a_snapshot_with_unreadable_entries_is_not_the_good_one_that_stays() {
    let (house, all) = house(2);
    let (mut snapshots, _) = house.snapshots(&house.open_anew());
    snapshots[1].snapshot.head.unreadable = 1;
    let rules = Rules { group_by: GROUPS, ..Rules::default() };
    let utc = |_| FixedOffset::east_opt(0).unwrap();
    let plan = forget::plan(snapshots, &Filter::default(), &rules, SystemClock.now(), &utc);
    assert_eq!(plan.forgotten().iter().map(|session| session.random).collect::<Vec<_>>(), all[1..]);
}

#[test]
fn only_keys_that_maintain_forget_and_hold() {
    let (house, all) = house(1);
    for role in Role::ALL {
        let theirs = open_as(&house, role);
        let snapshot = one(&house, all[0]);
        let sessions = [snapshot.snapshot.session];
        let clock = &SystemClock;
        type Done = sandyq::repository::Result<()>;
        let tries: [Done; 4] = house.runtime.block_on(async {
            [
                forget::hold(&theirs, &sessions, clock).await,
                forget::release(&theirs, std::slice::from_ref(&snapshot), clock).await,
                forget::forget(&theirs, &sessions, clock).await,
                forget::unforget(&theirs, std::slice::from_ref(&snapshot), clock).await,
            ]
        });
        for done in tries {
            match done {
                Ok(()) => assert!(role.may_maintain(), "{role}"),
                Err(Error::Role { .. }) => assert!(!role.may_maintain(), "{role}"),
                Err(error) => panic!("{role}: {error}"),
            }
        }
        let may = |repository: &Repository| forget::check_role(repository, "forget").is_ok();
        assert_eq!(may(&theirs), role.may_maintain());
    }
}
