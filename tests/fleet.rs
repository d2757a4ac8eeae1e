//! A fleet: many hosts that commit every few minutes for weeks while maintenance runs. What a look at the repository
//! costs stays bounded.
//!
//! `cargo test` runs a small fleet. All of it, 100 hosts with 288 backups a day for 40 days:
//!
//! ```text
//! SANDYQ_FLEET=100x288x40 cargo test --release --features testing --test fleet -- --nocapture
//! ```
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/house.rs"]
mod house;

use std::time::Duration;

use sandyq::model::record::Record;
use sandyq::model::snapshot::{SnapshotBody, SnapshotHead, SnapshotKind, Summary};
use sandyq::model::time::{SystemClock, Timestamp};
use sandyq::operations::absorb::{self, Floor};
use sandyq::operations::prune::plan::MaxUnused;
use sandyq::operations::prune::{self, PruneOptions};
use sandyq::operations::records;
use sandyq::operations::session::{Outcome, SessionWriter, current_root};
use sandyq::repository::session::CommittedSnapshot;
use sandyq::repository::{Repository, layout};
use sandyq::storage::Storage;

use house::{House, thorough};

/// Hosts, backups a day, days.
fn size() -> (u64, u64, u64) {
    let text = std::env::var("SANDYQ_FLEET").unwrap_or_else(|_| "6x24x8".to_owned());
    let mut numbers = text.split('x').map(|number| number.parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap(), numbers.next().unwrap())
}

/// A quiet backup of one host as the store sees it: its session, and a snapshot of the tree it has always had.
async fn quiet_backup(repository: &Repository, host: u64, snapshot: &(SnapshotHead, SnapshotBody)) {
    loop {
        let root = current_root(repository).await.unwrap();
        let session = SessionWriter::open(repository, &root, None, house::now()).await.unwrap();
        let view = sandyq::repository::View::take_quiet(
            repository.storage(),
            repository.keys(),
            repository.cache(),
            None,
        );
        let view = view.await.unwrap();
        if session.id().root != view.root.root.number {
            session.give_up(repository).await.unwrap();
            continue;
        }
        let (mut head, body) = snapshot.clone();
        head.host_tag = repository.keys().tag(&[&host.to_be_bytes()]);
        let sealed = CommittedSnapshot::seal(repository.keys(), &session.id(), head, &body, None).unwrap();
        if session.commit(repository, Some(sealed), vec![], &view.root).await.unwrap() == Outcome::Committed {
            return;
        }
    }
}

fn snapshot() -> (SnapshotHead, SnapshotBody) {
    let time = Timestamp { seconds: 1_800_000_000, nanos: 0 };
    let head = SnapshotHead {
        kind: SnapshotKind::Incremental,
        parent: None,
        started: time,
        finished: time,
        tree: None,
        host_tag: [0; 16],
        series_tag: [0; 16],
        new_packs: 0,
        new_bytes: 0,
        unreadable: 0,
    };
    let body = SnapshotBody {
        host: "a-host-of-the-fleet.example.org".to_owned(),
        user: "backup".to_owned(),
        uid: 0,
        gid: 0,
        paths: vec![b"/srv/data".to_vec().into()],
        base: None,
        original: None,
        copied: None,
        tags: vec![],
        excludes: vec![],
        program: "sandyq".to_owned(),
        summary: Summary::default(),
        dataset: None,
        judged: None,
        imported: None,
    };
    (head, body)
}

/// Forgets all but the newest snapshots, and prunes.
fn maintain(house: &House, repository: &Repository, keep: usize) {
    let handle = house.runtime.handle();
    let forgotten = handle.block_on(async {
        absorb::absorb(repository, &SystemClock, Floor::WhenNeeded).await.unwrap();
        let (_, catalog) = repository.catalog().await.unwrap();
        let old = catalog.entries.len().saturating_sub(keep);
        let mut entries: Vec<_> = catalog.entries.iter().map(|entry| entry.session).collect();
        entries.sort_unstable();
        entries.truncate(old);
        if !entries.is_empty() {
            records::commit(repository, &SystemClock, &[Record::Forget(entries)]).await.unwrap();
        }
        old
    });
    let options = PruneOptions {
        max_unused: MaxUnused::Share(0.03),
        fence_after: Duration::from_secs(6 * 3600),
        threads: 1,
        ..thorough()
    };
    let result = prune::run(repository, handle, &options, &SystemClock, &prune::Progress::default()).unwrap();
    assert_eq!(result.snapshots.len(), forgotten);
}

/// What a look at everything asks of the store by a host that was never here.
fn cold_requests(house: &House) -> u64 {
    let before = house.counting.counts().tally().calls();
    let repository = house.open_anew();
    house.runtime.block_on(repository.catalog()).unwrap();
    house.counting.counts().tally().calls() - before
}

#[test]
fn what_a_look_costs_stays_bounded_however_long_a_fleet_backs_up() {
    let (hosts, backups, days) = size();
    let house = House::new();
    let maintainer = house.open();
    let machines: Vec<_> = (0..hosts).map(|_| house.open_anew()).collect();
    let snapshot = snapshot();
    // A day of all hosts and the last ten of each stay.
    let keep = (hosts * backups + hosts * 10) as usize;
    for day in 0..days {
        let mut most = 0;
        for _ in 0..backups {
            for (host, machine) in machines.iter().enumerate() {
                let before = house.counting.counts().tally().calls();
                house.runtime.block_on(quiet_backup(machine, host as u64, &snapshot));
                most = most.max(house.counting.counts().tally().calls() - before);
            }
            // Some host with a `full` key absorbs after its backup once many sessions wait.
            house.runtime.block_on(absorb::absorb(&maintainer, &SystemClock, Floor::WhenNeeded)).unwrap();
        }
        maintain(&house, &maintainer, keep);
        let root = house.runtime.block_on(maintainer.view()).unwrap().root;
        let stored = house.runtime.block_on(house.memory.get(&layout::root(root.root.number))).unwrap().len();
        let sessions =
            house.runtime.block_on(house.memory.list(layout::SESSIONS, None, None)).unwrap().entries;
        let roots = house.runtime.block_on(house.memory.list(layout::ROOTS, None, None)).unwrap().entries;
        let cold = cold_requests(&house);
        println!(
            "day {day}: root {} of {stored} bytes, {} segments, {} session objects, {} roots kept, {cold} requests \
             cold, at most {most} for a quiet backup",
            root.root.number,
            root.root.index.len() + root.root.catalog.len(),
            sessions.len(),
            roots.len(),
        );
        // One that meets a new root begins again once.
        assert!(most <= 12, "{most} requests for a quiet backup");
        assert!(cold <= 15, "{cold} requests for a cold look");
        assert!(stored <= 16 << 10, "a root of {stored} bytes");
        assert!(sessions.len() <= 64, "{} objects of sessions are left", sessions.len());
        assert!(roots.len() <= 300, "{} roots are kept", roots.len());
    }
}
