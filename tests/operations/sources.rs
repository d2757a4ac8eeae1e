//! What a backup is made of and what it leaves out, on a store in memory.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::sync::Arc;

use sandyq::model::snapshot::SnapshotKind::{Full, Incremental};
use sandyq::model::time::Timestamp;
use sandyq::operations::backup::{BackupOptions, BackupResult, Error, Input, Saved, Stream};
use sandyq::operations::list::{Event, Go, ListOptions, walk};
use sandyq::operations::tree;
use sandyq::policy::exclude::{Excludes, Rules};
use sandyq::repository::reader::Reader;
use sandyq::storage::Discarding;

use crate::house::{House, noise, objects};

/// A source with something that each rule could hit.
fn house() -> House {
    let house = House::new();
    let at = |name: &str| house.path("source").join(name);
    for folder in ["cache/deep", "marked", "docs/tmp"] {
        fs::create_dir_all(at(folder)).unwrap();
    }
    let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# more";
    fs::write(at("cache/CACHEDIR.TAG"), tag).unwrap();
    fs::write(at("marked/.nobackup"), "").unwrap();
    for name in ["cache/a", "cache/deep/b", "marked/c", "docs/d.txt", "docs/E.LOG", "docs/tmp/f", "g.log"] {
        fs::write(at(name), name).unwrap();
    }
    fs::write(at("large"), noise(1, 20_000)).unwrap();
    house
}

fn all(rules: Rules) -> Excludes {
    Excludes::new(rules).unwrap()
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn back_up(house: &House, options: &BackupOptions) -> BackupResult {
    house.try_back_up(&house.open(), options).unwrap()
}

/// Paths of files in the newest snapshot.
fn files(house: &House) -> Vec<String> {
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let reader = Reader::new(&repository);
    let mut paths = Vec::new();
    let mut tell = |event: Event<'_>| {
        if let Event::Entry(path, node) = event
            && !node.is_directory()
        {
            paths.push(String::from_utf8(path.to_vec()).unwrap());
        }
        Go::Below
    };
    house.runtime.block_on(async {
        let found = tree::at(&reader, snapshots.last().unwrap(), &[]).await.unwrap().unwrap();
        walk(&reader, &found, Vec::new(), ListOptions::default(), &mut tell).await.unwrap();
    });
    paths
}

const EVERYTHING: [&str; 10] = [
    "/source/cache/CACHEDIR.TAG",
    "/source/cache/a",
    "/source/cache/deep/b",
    "/source/docs/E.LOG",
    "/source/docs/d.txt",
    "/source/docs/tmp/f",
    "/source/g.log",
    "/source/large",
    "/source/marked/.nobackup",
    "/source/marked/c",
];

#[test]
fn each_rule_leaves_out_what_it_says_and_nothing_else() {
    let house = house();
    let exclude = |patterns: &[&str]| Rules { exclude: owned(patterns), ..Rules::default() };
    let absolute = format!("{}/source/docs", house.folder.path().display());
    let cases: Vec<(Rules, &[&str])> = vec![
        (Rules::default(), &[]),
        (exclude(&["*.log"]), &["g.log"]),
        (Rules { iexclude: owned(&["*.log"]), ..Rules::default() }, &["docs/E.LOG", "g.log"]),
        (exclude(&["docs/"]), &["docs/E.LOG", "docs/d.txt", "docs/tmp/f"]),
        (exclude(&["/source/docs/*", "!/source/docs/d.txt"]), &["docs/E.LOG", "docs/tmp/f"]),
        (exclude(&[&absolute]), &["docs/E.LOG", "docs/d.txt", "docs/tmp/f"]),
        (exclude(&["source"]), &[]),
        (Rules { caches: true, ..Rules::default() }, &["cache/a", "cache/deep/b"]),
        (Rules { if_present: owned(&[".nobackup"]), ..Rules::default() }, &["marked/c"]),
        (Rules { if_present: owned(&[".nobackup:really"]), ..Rules::default() }, &[]),
        (Rules { larger_than: Some(19_999), ..Rules::default() }, &["large"]),
        (Rules { larger_than: Some(20_000), ..Rules::default() }, &[]),
        (Rules { other_file_systems: true, ..Rules::default() }, &[]),
    ];
    for (rules, gone) in cases {
        let options = BackupOptions { excludes: all(rules.clone()), ..house.backup_options(Full) };
        back_up(&house, &options);
        let expected: Vec<_> = EVERYTHING
            .into_iter()
            .filter(|path| !gone.iter().any(|gone| path.strip_prefix("/source/") == Some(gone)))
            .collect();
        assert_eq!(files(&house), expected, "{rules:?}");
    }
}

#[test]
fn other_rules_on_the_next_backup_bring_back_and_leave_out_what_they_say() {
    let house = house();
    let mut without = house.backup_options(Incremental);
    without.excludes = all(Rules { exclude: owned(&["docs"]), ..Rules::default() });
    back_up(&house, &without);
    assert!(!files(&house).iter().any(|path| path.contains("docs")));
    back_up(&house, &house.backup_options(Incremental));
    assert_eq!(files(&house), EVERYTHING);
    let again = back_up(&house, &without);
    assert!(!files(&house).iter().any(|path| path.contains("docs")));
    let (snapshots, _) = house.snapshots(&house.open());
    assert_eq!(again.parent, Some(snapshots[0].entry.session), "the one with the same rules");
    assert_eq!(snapshots[2].snapshot.body.excludes, ["docs"]);
    assert!(snapshots[1].snapshot.body.excludes.is_empty());
}

#[test]
fn an_unchanged_source_makes_no_snapshot_where_none_is_wanted() {
    let house = house();
    let options = BackupOptions { skip_if_unchanged: true, ..house.backup_options(Incremental) };
    assert_eq!(back_up(&house, &options).saved, Saved::Snapshot);
    // Whatever changed within the clock's last tick before a backup is read again by the next.
    assert_eq!(back_up(&house, &options).saved, Saved::Unchanged);
    assert_eq!(house.snapshots(&house.open()).0.len(), 1);
    fs::write(house.path("source/new"), "x").unwrap();
    assert_eq!(back_up(&house, &options).saved, Saved::Snapshot);
    assert_eq!(house.snapshots(&house.open()).0.len(), 2);
    assert!(house.verify().findings.is_empty());
}

#[test]
fn a_backup_that_is_only_tried_counts_everything_and_leaves_nothing() {
    let mut house = house();
    let real = house.storage.clone();
    house.storage = Arc::new(Discarding::new(real.clone()));
    let before = objects(&house.runtime, &*house.memory);
    let options = BackupOptions { dry_run: true, ..house.backup_options(Incremental) };
    for _ in 0..2 {
        let result = back_up(&house, &options);
        assert_eq!(result.saved, Saved::DryRun);
        assert_eq!((result.summary.files_new, result.parent), (10, None));
        assert!(result.summary.data_added > 20_000);
    }
    assert!(objects(&house.runtime, &*house.memory) == before);
    house.storage = real;
    assert_eq!(back_up(&house, &house.backup_options(Incremental)).summary.files_new, 10);
    assert!(house.verify().findings.is_empty());
}

#[test]
fn a_snapshot_tells_the_time_it_was_given() {
    let house = house();
    let time = Timestamp { seconds: 1_000_000_000, nanos: 0 };
    back_up(&house, &BackupOptions { time: Some(time), ..house.backup_options(Full) });
    let (snapshots, _) = house.snapshots(&house.open());
    let head = &snapshots[0].snapshot.head;
    assert_eq!(head.started, time);
    assert!(head.finished >= time && head.finished.seconds < time.seconds + 1000);
    // What is unchanged is told by the clock all the same.
    let second = back_up(&house, &house.backup_options(Incremental));
    assert_eq!((second.summary.files_new, second.parent), (0, Some(snapshots[0].entry.session)));
}

#[test]
fn what_was_named_is_backed_up_whatever_the_rules_say() {
    let house = house();
    symlink("x", house.path("source/docs/link.log")).unwrap();
    let options = BackupOptions {
        paths: vec![PathBuf::from("source/g.log"), PathBuf::from("source/docs")],
        excludes: all(Rules { exclude: owned(&["*.log", "docs", "source"]), ..Rules::default() }),
        ..house.backup_options(Full)
    };
    back_up(&house, &options);
    assert_eq!(
        files(&house),
        ["/source/docs/E.LOG", "/source/docs/d.txt", "/source/docs/tmp/f", "/source/g.log"]
    );
}

fn command(line: &str) -> Option<Stream> {
    let parts = ["sh", "-c", line].map(Into::into);
    Some(Stream { input: Input::Command(parts.to_vec()), name: "dump.sql".to_owned() })
}

#[test]
fn the_output_of_a_command_is_a_file_whose_chunks_are_shared() {
    let house = House::new();
    let text: String = (0..400_000).map(|n| format!("{n},")).collect();
    fs::write(house.path("text"), &text).unwrap();
    let line = format!("cat {}", house.path("text").display());
    let options = BackupOptions { stream: command(&line), ..house.backup_options(Incremental) };
    let first = back_up(&house, &options);
    assert_eq!((first.summary.totals.files, first.summary.totals.bytes), (1, text.len() as u64));
    assert!(first.summary.data_added > text.len() as u64);
    let second = back_up(&house, &options);
    assert_eq!(second.summary.data_chunks, 0, "everything is there already");
    assert_eq!(files(&house), ["/dump.sql"]);
    house.restore("target");
    assert!(fs::read(house.path("target/dump.sql")).unwrap() == text.as_bytes());
    assert!(house.verify().findings.is_empty());
}

#[test]
fn a_command_that_fails_or_says_nothing_makes_no_snapshot() {
    let house = House::new();
    for line in ["echo half; exit 3", "true", "kill -9 $$"] {
        let options = BackupOptions { stream: command(line), ..house.backup_options(Full) };
        let error = house.try_back_up(&house.open(), &options).unwrap_err();
        assert!(matches!(error, Error::Stream { .. } | Error::EmptySource { .. }), "{line}: {error}");
    }
    let nowhere = Stream { input: Input::Command(vec!["/no/such/program".into()]), name: "x".to_owned() };
    let options = BackupOptions { stream: Some(nowhere), ..house.backup_options(Full) };
    assert!(house.try_back_up(&house.open(), &options).unwrap_err().to_string().contains("/no/such/program"));
    assert!(house.snapshots(&house.open()).0.is_empty());
    assert!(house.verify().findings.is_empty());
}

#[test]
fn ignore_files_leave_out_what_they_say_from_their_folder_down_where_that_is_asked_for() {
    let house = house();
    fs::write(house.path("source/.sandyqignore"), "*.log\n/docs/tmp/\n").unwrap();
    fs::write(house.path("source/docs/.sandyqignore"), "d.txt\n!*.LOG\n").unwrap();
    let expected = |gone: &[&str]| {
        let mut all: Vec<_> = EVERYTHING.iter().map(|path| (*path).to_owned()).collect();
        all.extend(["/source/.sandyqignore".to_owned(), "/source/docs/.sandyqignore".to_owned()]);
        all.retain(|path| !gone.iter().any(|gone| path.strip_prefix("/source/") == Some(gone)));
        all.sort();
        all
    };
    let found = |house: &House| {
        let mut found = files(house);
        found.sort();
        found
    };
    back_up(&house, &house.backup_options(Incremental));
    assert_eq!(found(&house), expected(&[]), "nobody asked");
    let rules = Rules { ignore_files: owned(&[".sandyqignore"]), ..Rules::default() };
    let options = BackupOptions { excludes: all(rules), ..house.backup_options(Incremental) };
    back_up(&house, &options);
    assert_eq!(found(&house), expected(&["g.log", "docs/d.txt", "docs/tmp/f"]));
    // What they say is asked anew each time, of unchanged files too.
    fs::write(house.path("source/.sandyqignore"), "large\n").unwrap();
    back_up(&house, &options);
    assert_eq!(found(&house), expected(&["large", "docs/d.txt"]));
    assert!(house.verify().findings.is_empty());
}

#[test]
fn an_ignore_file_that_is_none_leaves_out_nothing() {
    let house = house();
    fs::create_dir(house.path("source/.sandyqignore")).unwrap();
    symlink("/etc/passwd", house.path("source/docs/.sandyqignore")).unwrap();
    let rules = Rules { ignore_files: owned(&[".sandyqignore"]), ..Rules::default() };
    let options = BackupOptions { excludes: all(rules), ..house.backup_options(Full) };
    assert_eq!(back_up(&house, &options).unreadable, 0);
    assert_eq!(files(&house).iter().filter(|path| EVERYTHING.contains(&path.as_str())).count(), 10);
}

#[test]
fn a_source_that_lost_more_than_may_be_makes_no_snapshot() {
    let house = house();
    let with = |max_loss, kind| BackupOptions { max_loss, ..house.backup_options(kind) };
    back_up(&house, &with(Some(0), Incremental));
    for name in ["cache/a", "cache/deep/b", "docs/d.txt", "docs/tmp/f"] {
        fs::rename(house.path("source").join(name), house.path("source").join(format!("{name}.locked")))
            .unwrap();
    }
    // As many files as before, but four of ten are not there any more.
    let refused = house.try_back_up(&house.open(), &with(Some(39), Incremental)).unwrap_err();
    assert!(matches!(refused, Error::Loss { before: 10, left: 6, allowed: 39 }), "{refused}");
    assert_eq!(
        refused.to_string(),
        "4 of 10 files of the last snapshot are gone from the sources, more than 39 %"
    );
    assert_eq!(house.snapshots(&house.open()).0.len(), 1);
    assert_eq!(back_up(&house, &with(Some(40), Incremental)).summary.files_new, 4);
    // A full backup looks at no parent: it can only count.
    fs::remove_dir_all(house.path("source/docs")).unwrap();
    let refused = house.try_back_up(&house.open(), &with(Some(20), Full)).unwrap_err();
    assert!(matches!(refused, Error::Loss { before: 10, left: 7, allowed: 20 }), "{refused}");
    back_up(&house, &with(None, Full));
    assert!(house.verify().findings.is_empty());
}
