//! The bucket policies of `docs/examples/iam` allow what each role needs and no more. With SANDYQ_TEST_S3=1, AWS_* and the
//! guest of `scripts/start-ceph-rgw`, on a real server: `scripts/test-ceph policies`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use aws_config::BehaviorVersion;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use sandyq::storage::{ErrorKind, Location, OpenOptions, Opened, PutMode, S3Credentials};
use serde_json::{Value, json};

const PREFIX: &str = "chest";

/// A bucket of one user and credentials of another, who may do what a policy says.
struct Bucket {
    name: String,
    folder: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
    client: aws_sdk_s3::Client,
    guest: S3Credentials,
}

impl Bucket {
    fn new() -> Option<Self> {
        let variable = |name: &str| env::var(name).ok();
        let guest = S3Credentials {
            access_key_id: variable("SANDYQ_TEST_GUEST_KEY_ID")?,
            secret_access_key: variable("SANDYQ_TEST_GUEST_SECRET")?,
            session_token: None,
        };
        variable("SANDYQ_TEST_S3")?;
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let name = format!("sandyq-policies-{:012x}", getrandom::u64().unwrap() >> 16);
        let client = runtime.block_on(async {
            let http = aws_smithy_http_client::Builder::new();
            let http = http.tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
            let config = aws_config::defaults(BehaviorVersion::latest()).http_client(http).load().await;
            let config = aws_sdk_s3::config::Builder::from(&config).force_path_style(true).build();
            let client = aws_sdk_s3::Client::from_conf(config);
            client.create_bucket().bucket(&name).send().await.unwrap();
            client
        });
        Some(Self { name, folder: tempfile::tempdir().unwrap(), runtime, client, guest })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Lets the guest do what the policy in the guide says, as far as this server understands it.
    fn allow(&self, policy: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/examples/iam/{policy}.json"));
        let text = fs::read_to_string(file).unwrap();
        let text = text.replace(":::bucket", &format!(":::{}", self.name));
        let text = text.replace("prefix/", &format!("{PREFIX}/"));
        let mut policy: Value = serde_json::from_str(&text).unwrap();
        let statements = policy["Statement"].as_array_mut().unwrap();
        statements.retain(|statement| statement["Condition"]["Null"].is_null());
        for statement in statements {
            statement["Principal"] = json!({ "AWS": ["arn:aws:iam:::user/guest"] });
        }
        let put = self.client.put_bucket_policy().bucket(&self.name).policy(policy.to_string());
        self.runtime.block_on(put.send()).unwrap();
    }

    fn url(&self) -> String {
        format!("s3://{}/{PREFIX}", self.name)
    }

    /// Runs a command as the owner, or as the guest with the key of a role.
    fn run(&self, role: Option<&str>, line: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.args(line.split_whitespace()).current_dir(self.folder.path());
        command.env("SANDYQ_REPOSITORY", self.url()).env("SANDYQ_CONFIG", "/dev/null").arg("--no-cache");
        match role {
            None => command.env("SANDYQ_PASSWORD", "correct horse"),
            Some(role) => command
                .env("SANDYQ_KEY_FILE", format!("{role}.key"))
                .env("AWS_ACCESS_KEY_ID", &self.guest.access_key_id)
                .env("AWS_SECRET_ACCESS_KEY", &self.guest.secret_access_key),
        };
        let output = command.output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{role:?} {line}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn open(&self, credentials: Option<S3Credentials>) -> Opened {
        let location: Location = self.url().parse().unwrap();
        let options = OpenOptions { s3_credentials: credentials, ..OpenOptions::default() };
        self.runtime.block_on(location.open(&options)).unwrap()
    }

    /// Below which of these the guest can put, and which of what the owner has put there it can delete.
    fn allowed(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let (owner, guest) = (self.open(None).storage, self.open(Some(self.guest.clone())).storage);
        let (mut puts, mut deletes) = (Vec::new(), Vec::new());
        for place in ["packs/", "sessions/", "root/", "index/", "catalog/", "keys/", "config", "probe-"] {
            let key = format!("{place}tried-{:016x}", getrandom::u64().unwrap());
            self.runtime.block_on(async {
                match guest.put(&key, b"guest".into(), PutMode::Create).await {
                    Ok(()) => puts.push(place),
                    Err(error) => assert_eq!(error.kind(), ErrorKind::Denied, "{error}"),
                }
                let _ = owner.put(&key, b"owner".into(), PutMode::Overwrite).await;
                match guest.delete(&key).await {
                    Ok(()) => deletes.push(place),
                    Err(error) => assert_eq!(error.kind(), ErrorKind::Denied, "{error}"),
                }
                owner.delete(&key).await.unwrap();
            });
        }
        (puts, deletes)
    }
}

const HOSTS: [&str; 2] = ["packs/", "sessions/"];
const MAINTENANCE: [&str; 5] = ["packs/", "sessions/", "root/", "index/", "catalog/"];

#[test]
fn each_role_can_do_its_work_and_no_more_under_its_policy() {
    let Some(bucket) = Bucket::new() else {
        println!("not asked for: set SANDYQ_TEST_S3=1, AWS_* and SANDYQ_TEST_GUEST_*");
        return;
    };
    fs::create_dir(bucket.path("source")).unwrap();
    fs::write(bucket.path("source/file"), "first").unwrap();
    bucket.run(None, "init --argon2-memory 8M");
    for role in ["full", "write", "read", "maintain"] {
        bucket.run(None, &format!("key add --role {role} --out {role}.key"));
    }

    bucket.allow("write");
    bucket.run(Some("write"), "backup source");
    assert_eq!(bucket.allowed(), (HOSTS.to_vec(), vec![]));

    bucket.allow("backup-full");
    fs::write(bucket.path("source/file"), "second").unwrap();
    bucket.run(Some("full"), "backup source");
    assert_eq!(bucket.allowed(), (MAINTENANCE.to_vec(), vec![]));

    bucket.allow("read");
    bucket.run(Some("read"), "restore latest --target out");
    assert_eq!(fs::read(bucket.path("out/source/file")).unwrap(), b"second");
    bucket.run(Some("read"), "verify --read-data");
    bucket.run(Some("read"), "drill run --scenario full --scenario corruption --report-dir drill");
    assert_eq!(bucket.allowed(), (vec![], vec![]));

    bucket.allow("maintain");
    bucket.run(Some("maintain"), "hold latest");
    bucket.run(Some("maintain"), "forget --keep-last 1 --group-by none --yes");
    let swept = bucket.run(Some("maintain"), "prune --fence-after 0s --json");
    let swept: Value = serde_json::from_str(&swept).unwrap();
    assert_eq!(
        (&swept["snapshots_swept"].as_array().unwrap().len(), &swept["objects_refused"]),
        (&1, &json!(0))
    );
    assert_eq!(bucket.allowed(), (MAINTENANCE.to_vec(), MAINTENANCE.to_vec()));

    bucket.allow("owner");
    bucket.run(Some("full"), "key add --role read --out more.key");
    bucket.run(Some("full"), "verify --read-data");
}
