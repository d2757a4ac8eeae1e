//! The program as people run it: on a directory, on the S3 server of the test process and, with SANDYQ_TEST_S3=1 and
//! AWS_* set, on a real one.
#![expect(clippy::unwrap_used, reason = "what a test cannot do it reports by panicking")]

#[path = "support/everything.rs"]
mod everything;
#[path = "support/noise.rs"]
mod noise;
mod support;
#[path = "support/tree.rs"]
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use noise::noise;
use sandyq::codec::chunk::ChunkSizes;
use sandyq::model::id::to_hex;
use serde_json::Value;
use support::s3_server::S3Server;
use tree::describe;

/// A store to back up to, with what the program needs to reach it.
struct Place {
    url: String,
    environment: Vec<(String, String)>,
}

/// A folder for sources, targets and the cache of one host.
struct Host {
    folder: tempfile::TempDir,
    place: Place,
}

impl Host {
    fn new(place: Place) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), place }
    }

    fn local() -> Self {
        let mut host = Self::new(Place { url: String::new(), environment: Vec::new() });
        host.place.url = host.path("chest").display().to_string();
        host
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("SANDYQ_REPOSITORY", &self.place.url)
            .env("SANDYQ_PASSWORD", "correct horse")
            .env("SANDYQ_CACHE_DIR", self.path("cache"))
            .envs(self.place.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must succeed; its output.
    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.ok(&[arguments, &["--json"]].concat());
        serde_json::from_str(text.lines().last().unwrap()).unwrap()
    }

    /// Runs a command that must fail so; its error text.
    fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        error
    }
}

fn make_tree(root: &Path) {
    fs::create_dir_all(root.join("folder/below")).unwrap();
    fs::create_dir(root.join("empty")).unwrap();
    for n in 0..200u32 {
        fs::write(root.join(format!("folder/{n}")), format!("line {n}\n").repeat(n as usize)).unwrap();
    }
    for (n, len) in [(1u64, 1usize), (2, 131_072), (3, 3 << 20), (4, 9 << 20)] {
        fs::write(root.join(format!("folder/below/noise-{n}")), noise(n, len)).unwrap();
    }
    fs::write(root.join("zeros"), vec![0; 1 << 20]).unwrap();
    symlink("nowhere", root.join("link")).unwrap();
    fs::hard_link(root.join("zeros"), root.join("zeros-again")).unwrap();
    fs::set_permissions(root.join("folder/7"), fs::Permissions::from_mode(0o640)).unwrap();
}

fn same(left: &Path, right: &Path) {
    let (left, right) = (describe(left), describe(right));
    let differences: Vec<_> = left
        .iter()
        .filter(|l| !right.contains(l))
        .chain(right.iter().filter(|r| !left.contains(r)))
        .collect();
    assert!(differences.is_empty(), "{differences:#?}");
}

fn main_job(host: &Host) {
    make_tree(&host.path("source"));
    host.ok(&["init"]);
    let first = host.json(&["backup", "source", "--tag", "first"]);
    assert_eq!((&first["kind"], &first["files_new"]), (&"full".into(), &206.into()), "{first}");
    fs::write(host.path("source/folder/new"), "new").unwrap();
    fs::remove_file(host.path("source/folder/9")).unwrap();
    let second = host.json(&["backup", "source"]);
    assert_eq!(
        (&second["kind"], &second["parent"]),
        (&"incremental".into(), &first["snapshot_id"]),
        "{second}"
    );
    assert!(second["bytes_read"].as_u64().unwrap() < 1 << 20, "{second}");
    let full = host.json(&["full", "source"]);
    assert_eq!((&full["kind"], &full["data_added"]), (&"full".into(), &0.into()), "{full}");
    let snapshots = host.json(&["snapshots"]);
    assert_eq!(snapshots.as_array().unwrap().len(), 3);
    assert_eq!(snapshots[0]["tags"], serde_json::json!(["first"]));

    host.ok(&["restore", "latest", "--target", "out"]);
    same(&host.path("out/source"), &host.path("source"));
    let first = first["snapshot_id"].as_str().unwrap();
    host.ok(&["restore", &format!("{}:/source/folder", &first[..8]), "--target", "part"]);
    assert!(host.path("part/9").exists() && !host.path("part/new").exists());
    assert!(
        host.ok(&["ls", "latest:/source", "-R"]).lines().any(|line| line == "/source/folder/below/noise-4")
    );
    let verified = host.json(&["verify", "--read-data"]);
    assert_eq!((&verified["num_errors"], &verified["snapshots"]), (&0.into(), &3.into()), "{verified}");
    assert_eq!(verified["packs"], verified["packs_read"]);
}

/// Everything a file can be, in chunks and packs of the usual sizes.
fn everything_job(host: &Host) {
    everything::make(&host.path("source"), ChunkSizes::default());
    host.ok(&["init"]);
    let made = host.json(&["backup", "source"]);
    assert_eq!(made["unreadable"], 0, "{made}");
    let restored = host.json(&["restore", "latest", "--target", "out", "--verify"]);
    assert_eq!((&restored["files_differing"], &restored["attributes_failed"]), (&0.into(), &0.into()));
    everything::assert_same(&host.path("out/source"), &host.path("source"));
    let again = host.json(&["restore", "latest", "--target", "out", "--delete"]);
    let nothing = ["files_restored", "dirs_restored", "files_updated", "files_deleted", "bytes_restored"];
    assert!(nothing.iter().all(|name| again[name] == 0), "{again}");
}

fn on_the_test_server() -> (S3Server, Host) {
    let server = S3Server::start_blocking();
    let environment = server.env().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let host = Host::new(Place { url: server.url("chest/of/ours"), environment });
    (server, host)
}

/// A new bucket on the server that the environment names, if the tests are to use it.
fn on_a_real_server() -> Option<Host> {
    if std::env::var_os("SANDYQ_TEST_S3").is_none() {
        eprintln!("skipped: SANDYQ_TEST_S3 is not set");
        return None;
    }
    let bucket = format!("sandyq-{}", to_hex(&sandyq::codec::random::bytes::<6>()));
    let url = format!("s3://{bucket}/chest");
    let location: sandyq::storage::Location = url.parse().unwrap();
    let sandyq::storage::Location::S3(s3) = location else { unreachable!("an S3 address") };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store =
            sandyq::storage::S3Storage::open(s3, sandyq::storage::S3Options::default()).await.unwrap();
        store.create_bucket().await.unwrap();
    });
    let environment = std::env::vars().filter(|(name, _)| name.starts_with("AWS_")).collect();
    Some(Host::new(Place { url, environment }))
}

#[test]
fn the_main_job_works_on_a_directory() {
    main_job(&Host::local());
}

#[test]
fn the_main_job_works_on_s3() {
    main_job(&on_the_test_server().1);
}

#[test]
fn the_main_job_works_on_a_real_s3_server() {
    if let Some(host) = on_a_real_server() {
        main_job(&host);
    }
}

#[test]
fn everything_comes_back_from_s3() {
    everything_job(&on_the_test_server().1);
}

#[test]
fn everything_comes_back_from_a_real_s3_server() {
    if let Some(host) = on_a_real_server() {
        everything_job(&host);
    }
}

fn named_tree_job(host: &Host, tree: &Path) {
    host.ok(&["init"]);
    host.ok(&["backup", "--quiet", tree.to_str().unwrap()]);
    host.ok(&["restore", "latest", "--quiet", "--target", "out"]);
    let restored = host.path("out").join(tree.strip_prefix("/").unwrap());
    let [was, is] = [tree, &restored].map(|root| describe(root).into_iter().collect::<BTreeSet<_>>());
    let differences: Vec<_> = was.symmetric_difference(&is).collect();
    assert!(differences.is_empty(), "{differences:#?}");
    println!("{} entries of {} came back", was.len(), tree.display());
}

/// Any tree of this machine, named by its absolute path, through the S3 server of the test process and, with
/// SANDYQ_TEST_S3=1, a real one:
///
/// ```text
/// SANDYQ_TREE=/usr cargo test --release --features testing --test end_to_end a_named_tree -- --nocapture
/// ```
#[test]
fn a_named_tree_comes_back_from_s3() {
    let Some(tree) = std::env::var_os("SANDYQ_TREE") else {
        eprintln!("skipped: SANDYQ_TREE is not set");
        return;
    };
    let (_server, host) = on_the_test_server();
    named_tree_job(&host, Path::new(&tree));
    if let Some(host) = on_a_real_server() {
        named_tree_job(&host, Path::new(&tree));
    }
}

#[test]
fn an_outage_of_s3_is_ridden_out_and_a_lasting_one_is_an_error() {
    use support::s3_server::{Fault, Matching};
    let (server, host) = on_the_test_server();
    make_tree(&host.path("source"));
    host.ok(&["init"]);
    server.faults().fail_times(Matching::kind("PutObject"), 2, 3, Fault::Status(503));
    host.ok(&["backup", "source"]);
    host.ok(&["restore", "latest", "--target", "out"]);
    same(&host.path("out/source"), &host.path("source"));
}

#[test]
fn a_repository_made_where_another_was_is_not_taken_for_it() {
    let host = Host::local();
    fs::create_dir_all(host.path("source")).unwrap();
    fs::write(host.path("source/file"), "content").unwrap();
    host.ok(&["backup", "--init", "source"]);
    for made_here in [true, false] {
        fs::remove_dir_all(host.path("chest")).unwrap();
        host.ok(if made_here { &["init"] } else { &["init", "--no-cache"] });
        host.ok(&["backup", "source"]);
        assert_eq!(host.json(&["snapshots"]).as_array().unwrap().len(), 1);
        assert_eq!(host.json(&["snapshots", "--no-cache"]).as_array().unwrap().len(), 1, "{made_here}");
        host.ok(&["verify", "--read-data", "--no-cache"]);
    }
}

#[test]
fn mistakes_are_told_by_exit_code() {
    let host = Host::local();
    make_tree(&host.path("source"));
    assert!(host.fails(10, &["snapshots"]).contains("there is no repository at"));
    host.ok(&["init"]);
    assert!(host.fails(1, &["init"]).contains("holds a repository already"));
    assert!(host.fails(1, &["backup", "missing"]).contains("missing"));
    assert!(host.fails(1, &["backup", "empty"]).contains("empty"));
    fs::create_dir(host.path("hollow")).unwrap();
    assert!(host.fails(1, &["backup", "hollow"]).contains("holds no file"));
    host.fails(2, &["backup"]);
    host.fails(2, &["--nonsense"]);
    host.fails(2, &["backup", "source", "--limit-upload", "fast"]);
    assert!(
        host.fails(1, &["restore", "latest", "--target", "out"]).contains("the repository holds no snapshot")
    );
    host.ok(&["backup", "source"]);
    assert!(host.fails(1, &["restore", "latest:/nowhere", "--target", "out"]).contains("/nowhere"));
    let wrong = host.command(&["snapshots"]).env("SANDYQ_PASSWORD", "wrong").output().unwrap();
    assert_eq!(wrong.status.code(), Some(12), "{wrong:?}");
    let none =
        host.command(&["snapshots"]).env_remove("SANDYQ_PASSWORD").stdin(Stdio::null()).output().unwrap();
    assert_eq!(none.status.code(), Some(2), "{none:?}");
    let slot = fs::read_dir(host.path("chest/keys")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&slot).unwrap();
    bytes[100] ^= 1;
    fs::set_permissions(&slot, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&slot, bytes).unwrap();
    assert!(host.fails(21, &["snapshots", "--no-cache"]).contains("slot keys/"));
}

#[test]
fn a_file_that_cannot_be_read_is_reported_and_the_rest_is_saved() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("skipped: only root can become somebody who may not read");
        return;
    }
    let host = Host::local();
    fs::create_dir(host.path("source")).unwrap();
    fs::write(host.path("source/open"), "open").unwrap();
    fs::write(host.path("source/closed"), "closed").unwrap();
    fs::set_permissions(host.path("source/closed"), fs::Permissions::from_mode(0o000)).unwrap();
    // Nobody needs a program and a folder within reach.
    let program = host.path("sandyq");
    fs::copy(env!("CARGO_BIN_EXE_sandyq"), &program).unwrap();
    for path in [host.folder.path(), &program] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
    }
    let nobody = |arguments: &[&str]| {
        let mut command = host.command(&[]);
        let environment: Vec<_> =
            command.get_envs().filter_map(|(k, v)| Some((k.to_owned(), v?.to_owned()))).collect();
        command = Command::new(&program);
        command
            .args(arguments)
            .current_dir(host.folder.path())
            .env_clear()
            .envs(environment)
            .uid(65534)
            .gid(65534);
        command.output().unwrap()
    };
    let made = nobody(&["init"]);
    assert!(made.status.success(), "{made:?}");
    let output = nobody(&["backup", "source"]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("source/closed"), "{output:?}");
    let restored = nobody(&["restore", "latest", "--target", "out"]);
    // What root owned cannot be given back to root.
    assert_eq!(restored.status.code(), Some(3), "{restored:?}");
    assert!(host.path("out/source/open").exists() && !host.path("out/source/closed").exists());
}

/// Kills the child once `reached` says so; whether it was still alive then.
fn kill_when(mut child: Child, reached: impl Fn() -> bool) -> bool {
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{status}");
            return false;
        }
        if reached() {
            child.kill().unwrap();
            child.wait().unwrap();
            return true;
        }
        std::thread::yield_now();
    }
}

fn files_below(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries.flatten().map(|e| if e.path().is_dir() { files_below(&e.path()) } else { 1 }).sum()
}

#[test]
fn a_killed_backup_harms_nothing_and_the_next_one_finishes() {
    let host = Host::local();
    make_tree(&host.path("source"));
    host.ok(&["init"]);
    host.ok(&["backup", "source"]);
    let before = describe(&host.path("source"));
    let mut killed = 0;
    for round in 0..5usize {
        for n in 0..4u64 {
            fs::write(host.path(&format!("source/big-{n}")), noise(100 + n + 10 * round as u64, 24 << 20))
                .unwrap();
        }
        let packs = files_below(&host.path("chest/packs"));
        let child = host.command(&["backup", "source"]).stdout(Stdio::null()).spawn().unwrap();
        killed +=
            usize::from(kill_when(child, || files_below(&host.path("chest/packs")) >= packs + round.min(2)));
        host.ok(&["verify", "--read-data"]);
    }
    assert!(killed > 0, "no backup was slow enough to be killed");
    host.ok(&["backup", "source"]);
    let snapshots = host.json(&["snapshots"]);
    let first = snapshots[0]["short_id"].as_str().unwrap();
    host.ok(&["restore", first, "--target", "first"]);
    assert_eq!(describe(&host.path("first/source")), before);
    host.ok(&["restore", "latest", "--target", "last"]);
    same(&host.path("last/source"), &host.path("source"));
}

#[test]
fn a_killed_restore_goes_on_where_it_stopped() {
    let host = Host::local();
    make_tree(&host.path("source"));
    for n in 0..4u64 {
        fs::write(host.path(&format!("source/big-{n}")), noise(200 + n, 24 << 20)).unwrap();
    }
    host.ok(&["init"]);
    host.ok(&["backup", "source"]);
    let mut killed = 0;
    for files in [1, 50, 150, 200] {
        let child =
            host.command(&["restore", "latest", "--target", "out"]).stdout(Stdio::null()).spawn().unwrap();
        killed += usize::from(kill_when(child, || files_below(&host.path("out")) >= files));
    }
    assert!(killed > 0, "no restore was slow enough to be killed");
    host.ok(&["restore", "latest", "--target", "out"]);
    same(&host.path("out/source"), &host.path("source"));
    let again = host.json(&["restore", "latest", "--target", "out"]);
    let nothing = ["files_restored", "dirs_restored", "files_updated"];
    assert!(nothing.iter().all(|name| again[name] == 0), "{again}");
}

#[test]
fn a_killed_restore_that_was_to_keep_what_exists_goes_on_too() {
    let host = Host::local();
    fs::create_dir(host.path("source")).unwrap();
    for n in 0..4u64 {
        fs::write(host.path(&format!("source/big-{n}")), noise(300 + n, 24 << 20)).unwrap();
    }
    host.ok(&["init"]);
    host.ok(&["backup", "source"]);
    let mut killed = 0;
    for overwrite in ["never", "if-newer", "if-changed"] {
        let _ = fs::remove_dir_all(host.path("out"));
        let restore = ["restore", "latest", "--target", "out", "--overwrite", overwrite];
        let child = host.command(&restore).stdout(Stdio::null()).spawn().unwrap();
        killed += usize::from(kill_when(child, || files_below(&host.path("out")) >= 1));
        host.ok(&restore);
        same(&host.path("out/source"), &host.path("source"));
    }
    assert!(killed > 0, "no restore was slow enough to be killed");
}

#[test]
fn a_restore_in_place_deletes_what_is_new_but_not_what_is_sandyqs_or_beside() {
    let host = Host::local();
    let (home, chest, key) = (host.path("home"), host.path("home/chest"), host.path("home/password"));
    fs::create_dir(&home).unwrap();
    fs::write(home.join("file"), "file").unwrap();
    fs::write(host.path("beside"), "beside").unwrap();
    let run = |key: &Path, arguments: &[&str]| {
        let mut command = host.command(arguments);
        command.env("SANDYQ_REPOSITORY", &chest).env("SANDYQ_CACHE_DIR", home.join("cache"));
        command.env_remove("SANDYQ_PASSWORD").env("SANDYQ_PASSWORD_FILE", key);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    // Not there when the backup is made, and so not in it.
    let elsewhere = host.path("password");
    fs::write(&elsewhere, "correct horse").unwrap();
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o600)).unwrap();
    run(&elsewhere, &["init"]);
    run(&elsewhere, &["backup", home.to_str().unwrap()]);
    fs::rename(&elsewhere, &key).unwrap();
    fs::create_dir_all(home.join("new/folder")).unwrap();
    let told = run(&key, &["restore", "latest", "--in-place", "--delete", "-v"]);
    assert!(told.contains("/home/new/folder\n") && told.contains("deleted 2 entries"), "{told}");
    assert!(!home.join("new").exists() && host.path("beside").exists());
    // Opens still: neither the repository nor what opens it went away.
    run(&key, &["verify", "--read-data"]);
    assert!(key.exists() && home.join("cache").exists());
}

#[test]
fn a_forgotten_snapshot_is_refused_by_its_id_until_that_brings_it_back() {
    let host = Host::local();
    fs::create_dir(host.path("source")).unwrap();
    fs::write(host.path("source/file"), "content").unwrap();
    host.ok(&["backup", "--init", "source"]);
    let id = host.json(&["snapshots"])[0]["id"].as_str().unwrap().to_owned();
    host.ok(&["forget", &id]);
    assert_eq!(host.json(&["snapshots"]), Value::Array(vec![]));
    assert_eq!(host.json(&["snapshots", "--forgotten"])[0]["id"], id.as_str());
    for command in [&["restore", &id, "--target", "out"][..], &["ls", &id], &["forget", &id], &["hold", &id]]
    {
        let error = host.fails(1, command);
        assert!(error.contains(&format!("`sandyq unforget {}`", &id[..8])), "{error}");
    }
    let error = host.fails(1, &["restore", "latest", "--target", "out"]);
    assert!(error.contains("no snapshot is left: 1 was forgotten"), "{error}");
    assert!(!host.path("out").exists());
    let back = host.json(&["unforget", &id]);
    assert_eq!((&back["action"], &back["snapshots"][0]), (&"unforgotten".into(), &id.as_str().into()));
    host.ok(&["restore", &id[..8], "--target", "out"]);
    assert_eq!(fs::read(host.path("out/source/file")).unwrap(), b"content");
}
