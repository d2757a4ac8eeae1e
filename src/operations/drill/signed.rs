//! Reports that prove themselves: signed by the key of the drill, and each naming the one before. Checking one takes the
//! file and the public key, no repository.

use serde_json::{Value, json};

use crate::codec::canonical::canonical;
use crate::codec::hash::sha256;
use crate::codec::sign::{SIGNATURE, VerifyingKey};
use crate::model::drill::{Report, VERSION};
use crate::model::id::{SignerId, from_hex, to_hex};
use crate::repository::Keys;
use crate::repository::keys::signer_id;

/// What is signed is a report and nothing else.
const DOMAIN: &str = "sandyq/v1 drill report";

/// A report whose signature is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// What it says.
    pub report: Report,
    /// SHA-256 of its canonical text: its successor names it by this.
    pub sha256: String,
    /// The key that signed it.
    pub key: [u8; 32],
    /// That key's id.
    pub signer: SignerId,
    /// The file: report and signature, in canonical form.
    pub text: String,
}

/// Why something is no report that can be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// It is none.
    #[error("this is no report of a drill: {0}")]
    Form(String),
    /// A newer program made it.
    #[error("the report has version {found}; this program reads version {VERSION}")]
    Version {
        /// Its version.
        found: u64,
    },
    /// Report and signature do not belong together.
    #[error("the signature is not of this report: it was changed after it was signed, or never signed")]
    Signature,
}

/// Signs a report with the key of a repository.
pub fn sign(keys: &Keys, report: &Report) -> Result<Signed, Invalid> {
    let value = serde_json::to_value(report).map_err(|error| Invalid::Form(error.to_string()))?;
    let text = canonical(&value);
    let signing = &keys.secrets().signing;
    let key = signing.verifying_key();
    let signature = signing.sign(DOMAIN, &[text.as_bytes()]);
    let file = json!({
        "report": value,
        "signature": {
            "algorithm": "ed25519",
            "key": to_hex(key.as_bytes()),
            "signer": signer_id(&key).to_string(),
            "value": to_hex(&signature),
        },
    });
    read(canonical(&file).as_bytes())
}

/// Reads a report and checks its signature.
pub fn read(bytes: &[u8]) -> Result<Signed, Invalid> {
    let form = |why: &str| Invalid::Form(why.to_owned());
    let value: Value = serde_json::from_slice(bytes).map_err(|error| Invalid::Form(error.to_string()))?;
    let (report, signature) = (&value["report"], &value["signature"]);
    let found = report["version"].as_u64().ok_or_else(|| form("it has no version"))?;
    if found != u64::from(VERSION) {
        return Err(Invalid::Version { found });
    }
    let digits = |name: &str| signature[name].as_str().unwrap_or_default();
    let key: [u8; 32] = from_hex(digits("key")).ok_or_else(|| form("it names no key"))?;
    let signature: [u8; SIGNATURE] = from_hex(digits("value")).ok_or_else(|| form("it has no signature"))?;
    let text = canonical(report);
    let verifying = VerifyingKey::from_bytes(&key).map_err(|_| Invalid::Signature)?;
    verifying.verify(DOMAIN, &[text.as_bytes()], &signature).map_err(|_| Invalid::Signature)?;
    let report: Report =
        serde_json::from_value(report.clone()).map_err(|error| Invalid::Form(error.to_string()))?;
    Ok(Signed {
        sha256: to_hex(&sha256(text.as_bytes())),
        report,
        key,
        signer: signer_id(&verifying),
        text: canonical(&value),
    })
}

/// Where a row of reports is broken: each names the one before it. Indexes of those that do not.
pub fn breaks(reports: &[Signed]) -> Vec<usize> {
    let follows = |two: &[Signed]| two[1].report.previous.as_deref() == Some(two[0].sha256.as_str());
    reports.windows(2).enumerate().filter(|(_, two)| !follows(two)).map(|(index, _)| index + 1).collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::model::drill::{Case, Outcome, Step};
    use crate::repository::keys::test_keys;

    /// A report with a bit of everything.
    pub fn sample(id: &str, previous: Option<&str>) -> Report {
        let step = |name: &str, outcome, message: Option<&str>| Step {
            name: name.to_owned(),
            outcome,
            ms: 1_250,
            message: message.map(str::to_owned),
            output: None,
        };
        let case = Case {
            dataset: "core-<ledger> & \"co\"".to_owned(),
            host: Some("ledger-1".to_owned()),
            scenario: "full".to_owned(),
            tier: Some("critical".to_owned()),
            repository: Some("ab".repeat(32)),
            location: "s3://bucket/chest".to_owned(),
            snapshot: Some("0123456789abcdef01234567".to_owned()),
            snapshot_began: Some("2026-11-25T20:00:00Z".to_owned()),
            tree: Some("cd".repeat(32)),
            other_host: Some(true),
            outcome: Outcome::Missed,
            rto_target_ms: Some(900_000),
            rto_measured_ms: Some(1_000_000),
            rpo_target_ms: Some(300_000),
            rpo_measured_ms: Some(240_000),
            files: 3,
            bytes: 4_096,
            matched: 3,
            differing: 0,
            steps: vec![
                step("restore", Outcome::Passed, None),
                step("rto", Outcome::Missed, Some("a recovery took 16m, and 15m were promised at most")),
                step("app:check", Outcome::Skipped, None),
            ],
        };
        let untested = Case {
            dataset: "archive".to_owned(),
            outcome: Outcome::Untested,
            steps: vec![step("unlock", Outcome::Untested, Some("the store does not answer\u{1b}[2J"))],
            ..case.clone()
        };
        Report {
            message_type: "drill_report".to_owned(),
            version: VERSION,
            id: id.to_owned(),
            plan: Some("quarterly".to_owned()),
            seed: "0011223344556677".to_owned(),
            began: "2026-11-25T20:04:00Z".to_owned(),
            ended: "2026-11-25T20:21:00Z".to_owned(),
            program: "sandyq 0.1.0".to_owned(),
            binary_sha256: None,
            profile_sha256: None,
            host: "vault".to_owned(),
            operator: "backup".to_owned(),
            approver: Some("Board".to_owned()),
            repository: "ab".repeat(32),
            location: "s3://bucket/chest".to_owned(),
            root: 7,
            root_sha256: "ef".repeat(32),
            previous: previous.map(str::to_owned),
            complete: true,
            outcome: Outcome::Missed,
            exit_code: 20,
            cases: vec![case, untested],
        }
    }

    #[test]
    fn a_report_proves_itself_and_any_change_is_seen() {
        let keys = test_keys();
        let signed = sign(&keys, &sample("a", None)).unwrap();
        assert_eq!(signed.signer, keys.signer());
        assert_eq!(read(signed.text.as_bytes()).unwrap(), signed);
        // White space and the order of keys are nobody's change.
        let value: Value = serde_json::from_str(&signed.text).unwrap();
        assert_eq!(read(serde_json::to_string_pretty(&value).unwrap().as_bytes()).unwrap(), signed);
        let changed = signed.text.replacen("\"exit_code\":20", "\"exit_code\":0", 1);
        assert_eq!(read(changed.as_bytes()), Err(Invalid::Signature));
        let mut added = value.clone();
        added["report"]["note"] = "all is well".into();
        assert_eq!(read(added.to_string().as_bytes()), Err(Invalid::Signature));
        let mut newer = value;
        newer["report"]["version"] = 2.into();
        assert_eq!(read(newer.to_string().as_bytes()), Err(Invalid::Version { found: 2 }));
        assert!(matches!(read(b"{}"), Err(Invalid::Form(_))));
        assert!(matches!(read(b"\xff"), Err(Invalid::Form(_))));
    }

    #[test]
    fn a_report_that_is_missing_from_a_row_is_noticed() {
        let keys = test_keys();
        let first = sign(&keys, &sample("a", None)).unwrap();
        let second = sign(&keys, &sample("b", Some(&first.sha256))).unwrap();
        let third = sign(&keys, &sample("c", Some(&second.sha256))).unwrap();
        assert_eq!(breaks(&[first.clone(), second, third.clone()]), Vec::<usize>::new());
        assert_eq!(breaks(&[first, third]), [1]);
    }
}
