//! What a rewrite takes out of history, what stays as it was, and that what is taken out is gone from the store.

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroUsize;

use chrono::FixedOffset;
use sandyq::model::id::{SessionId, SnapshotId};
use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind::{Full, Incremental};
use sandyq::model::time::{SystemClock, Timestamp};
use sandyq::operations::backup::{BackupOptions, StoreOptions};
use sandyq::operations::forget;
use sandyq::operations::keys::{self, Opens};
use sandyq::operations::rewrite::{self, Observer, Progress, RewriteOptions, Rewritten};
use sandyq::operations::select::Selected;
use sandyq::operations::tag::{Change, tag};
use sandyq::policy::exclude::{self, Excludes};
use sandyq::policy::retention::{GroupBy, Policy, Rules, Safeguards};
use sandyq::policy::select::Filter;
use sandyq::repository::slot::Unlock;
use sandyq::repository::{Error, Repository};

use crate::house::{House, TINY, noise};

/// Two snapshots; of the paths that hold `secret` the second has one more.
fn house() -> House {
    let house = House::with_chunks(TINY);
    for folder in ["source/keep/deep", "source/secret", "source/mixed"] {
        fs::create_dir_all(house.path(folder)).unwrap();
    }
    // A folder of several pages.
    for n in 0..600u64 {
        fs::write(house.path(&format!("source/keep/file-{n:03}")), noise(n, 40)).unwrap();
    }
    fs::write(house.path("source/keep/deep/large"), noise(7, 100_000)).unwrap();
    fs::write(house.path("source/secret/data"), noise(8, 50_000)).unwrap();
    for name in ["a", "secret.txt", "z"] {
        fs::write(house.path("source/mixed").join(name), name).unwrap();
    }
    house.back_up(Full);
    fs::write(house.path("source/keep/secret.txt"), "later").unwrap();
    let options = BackupOptions { tags: vec!["daily".to_owned()], ..house.backup_options(Incremental) };
    house.try_back_up(&house.open(), &options).unwrap();
    house
}

fn leaving_out(patterns: &[&str]) -> Excludes {
    let exclude = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
    Excludes::new(exclude::Rules { exclude, ..exclude::Rules::default() }).unwrap()
}

#[derive(Default)]
struct Heard {
    left_out: Vec<(SnapshotId, String)>,
    done: Vec<Rewritten>,
}

impl Observer for Heard {
    fn left_out(&mut self, snapshot: SnapshotId, path: &[u8]) {
        self.left_out.push((snapshot, String::from_utf8(path.to_vec()).unwrap()));
    }
    fn done(&mut self, rewritten: &Rewritten) {
        self.done.push(rewritten.clone());
    }
}

fn try_rewrite(
    house: &House,
    repository: &Repository,
    snapshots: &[Selected],
    (excludes, forget, dry_run): (Excludes, bool, bool),
) -> Result<Heard, Error> {
    let options = RewriteOptions { excludes, forget, dry_run, store: StoreOptions::default() };
    let (mut heard, progress) = (Heard::default(), Progress::default());
    let told = (&mut heard as &mut dyn Observer, &progress);
    rewrite::run(repository, house.runtime.handle(), snapshots, &options, &SystemClock, told).map(|()| heard)
}

fn rewrite(house: &House, excludes: &[&str], forget: bool, dry_run: bool) -> Heard {
    let repository = house.open_anew();
    let snapshots = house.snapshots(&repository).0;
    try_rewrite(house, &repository, &snapshots, (leaving_out(excludes), forget, dry_run)).unwrap()
}

fn listed(house: &House) -> Vec<Selected> {
    let (snapshots, findings) = house.snapshots(&house.open_anew());
    assert_eq!(findings, []);
    snapshots
}

/// What a snapshot restores to, without what the patterns of these tests leave out.
fn without_secrets(mut lines: Vec<String>) -> Vec<String> {
    lines.retain(|line| !line.contains("secret"));
    lines
}

#[test]
fn successors_hold_everything_else_and_say_the_same_of_themselves() {
    let house = house();
    let before = listed(&house);
    let repository = house.open_anew();
    let held: Vec<_> = before.iter().map(|one| house.restored(&repository, one)).collect();
    let heard = rewrite(&house, &["secret", "secret.txt"], false, false);
    let left_out: BTreeSet<_> = heard.left_out.iter().map(|(_, path)| path.as_str()).collect();
    let expected = ["/source/keep/secret.txt", "/source/mixed/secret.txt", "/source/secret"];
    assert_eq!(left_out.into_iter().collect::<Vec<_>>(), expected);
    let after = listed(&house);
    assert_eq!(after.len(), 4, "the originals stay");
    for (n, original) in before.iter().enumerate() {
        let made = &heard.done[n];
        let successor = after.iter().find(|one| Some(one.snapshot.id()) == made.successor).unwrap();
        assert_eq!(house.restored(&repository, successor), without_secrets(held[n].clone()));
        let (old, new) = (&original.snapshot, &successor.snapshot);
        assert_eq!(new.body.original, Some(old.session));
        assert_eq!((new.head.kind, new.head.started), (old.head.kind, old.head.started));
        assert_eq!((&new.body.host, &new.body.paths), (&old.body.host, &old.body.paths));
        assert_eq!((&new.body.tags, new.head.series_tag), (&old.body.tags, old.head.series_tag));
        // A restore that deletes has to know that not everything is in it.
        assert_eq!(new.body.excludes, ["secret", "secret.txt"]);
        let files = old.body.summary.totals.files - made.left_out.unwrap().files;
        assert_eq!(new.body.summary.totals.files, files);
    }
    // Pages are made of directories in which something is left out, and of those above them.
    assert!(
        after.iter().all(|one| one.snapshot.body.original.is_none() || one.snapshot.head.new_bytes < 100_000)
    );
    assert!(house.verify().findings.is_empty());
}

#[test]
fn what_was_forgotten_with_its_secrets_is_gone_after_a_prune() {
    let house = house();
    let secret = noise(8, 50_000);
    let heard = rewrite(&house, &["/source/secret", "secret.txt"], true, false);
    assert!(heard.done.iter().all(|one| one.forgotten && one.successor.is_some()));
    let after = listed(&house);
    assert_eq!(after.len(), 2);
    let before: u64 = after.iter().map(|one| one.snapshot.body.summary.totals.bytes).sum();
    assert!(before > 0);
    house.sweep(&house.open());
    assert!(house.verify().findings.is_empty());
    // No chunk of it has a home any more.
    let repository = house.open_anew();
    let (_, index, _) = house.runtime.block_on(repository.index()).unwrap();
    let mut cuts = Vec::new();
    let mut start = 0;
    while let Some(length) =
        sandyq::codec::chunk::Cut::cut(&**repository.keys().chunker(), &secret[start..], true)
    {
        cuts.push(start..start + length);
        start += length;
    }
    assert!(cuts.len() > 10);
    for cut in cuts {
        let mut homes = Vec::new();
        index.find(&repository.keys().chunk_id(&secret[cut]).index_key(), &mut homes);
        assert!(homes.is_empty());
    }
    for one in &after {
        house.restored(&repository, one);
    }
}

#[test]
fn a_rewrite_that_is_only_tried_or_hits_nothing_changes_nothing() {
    let house = house();
    let before = crate::house::objects(&house.runtime, &*house.memory);
    let tried = rewrite(&house, &["secret*"], true, true);
    assert!(tried.done.iter().all(|one| one.left_out.is_some() && one.successor.is_none() && !one.forgotten));
    assert_eq!(tried.left_out.len(), 5);
    let nothing = rewrite(&house, &["nowhere", "/keep"], true, false);
    assert!(
        nothing.done.iter().all(|one| one.left_out.is_none() && one.successor.is_none() && !one.forgotten)
    );
    assert!(crate::house::objects(&house.runtime, &*house.memory) == before);
}

#[test]
fn patterns_hit_by_the_path_on_the_disk_too() {
    let house = house();
    let absolute = house.path("source/secret").display().to_string();
    let heard = rewrite(&house, &[&absolute], false, true);
    assert_eq!(
        heard.left_out.iter().map(|(_, path)| path.as_str()).collect::<Vec<_>>(),
        ["/source/secret"; 2]
    );
}

#[test]
fn a_snapshot_of_which_nothing_would_be_left_is_only_forgotten() {
    let house = house();
    let heard = rewrite(&house, &["/source"], false, false);
    assert!(heard.done.iter().all(|one| one.nothing_left && one.successor.is_none() && !one.forgotten));
    assert_eq!(listed(&house).len(), 2);
    let heard = rewrite(&house, &["/source"], true, false);
    assert!(heard.done.iter().all(|one| one.nothing_left && one.forgotten));
    assert!(listed(&house).is_empty());
}

#[test]
fn tags_given_later_go_along() {
    let house = house();
    let repository = house.open();
    let change = Change::Exactly(vec!["release".to_owned()]);
    house.runtime.block_on(tag(&repository, &listed(&house), &change, &SystemClock)).unwrap();
    rewrite(&house, &["secret"], true, false);
    assert!(listed(&house).iter().all(|one| one.snapshot.body.tags == ["release"]));
}

#[test]
fn only_who_reads_names_and_backs_up_may_rewrite() {
    let house = house();
    for role in [Role::Maintain, Role::Read, Role::Write] {
        let full = house.open();
        let adding = keys::add(&full, role, None, None, Opens::KeyFile, &SystemClock);
        let file = house.runtime.block_on(adding).unwrap().file.unwrap();
        let repository = house.open_with(&Unlock::KeyFile(file), &house.cache(role.name())).unwrap();
        let refused = try_rewrite(&house, &repository, &listed(&house), (leaving_out(&["x"]), false, false));
        assert!(matches!(refused.err(), Some(Error::Role { action: "rewrite snapshots", .. })));
    }
}

#[test]
fn a_snapshot_that_is_being_swept_is_not_rewritten() {
    let house = house();
    let repository = house.open();
    let gone = listed(&house);
    let sessions: Vec<SessionId> = gone.iter().map(|one| one.snapshot.session).collect();
    house.runtime.block_on(forget::forget(&repository, &sessions[..1], &SystemClock)).unwrap();
    house.sweep(&house.open());
    let refused = try_rewrite(&house, &house.open(), &gone[..1], (leaving_out(&["secret"]), false, false));
    assert!(refused.is_err_and(|error| matches!(error, Error::BeingSwept { .. }) || error.is_damage()));
    assert_eq!(listed(&house).len(), 1);
}

#[test]
fn a_successor_is_as_old_as_its_original() {
    let house = house();
    house.back_up(Incremental);
    let before: Vec<_> = listed(&house).iter().map(|one| one.snapshot.stored.unwrap()).collect();
    rewrite(&house, &["secret"], true, false);
    let after = listed(&house);
    for (one, stored) in after.iter().zip(&before) {
        assert!(one.vouched && one.snapshot.stored.unwrap() > *stored);
        assert_eq!(one.snapshot.head.finished, *stored);
    }
    // By the time at which the store received the successor, the second of them would be kept a moment longer.
    let week_later = Timestamp { seconds: before[1].seconds + 7 * 86_400, nanos: before[1].nanos + 1 };
    let rules = Rules {
        policy: Policy::by_kind(),
        safeguards: Safeguards { newest_good: NonZeroUsize::MIN, max_share: 100 },
        group_by: GroupBy { host: true, paths: true, tags: false, key: true },
    };
    let second = after[1].snapshot.session;
    let plan =
        forget::plan(after, &Filter::default(), &rules, week_later, &|_| FixedOffset::east_opt(0).unwrap());
    assert_eq!(plan.forgotten(), [second]);
}
