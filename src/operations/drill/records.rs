//! Drills and reviews in the catalogue.

use std::collections::BTreeMap;

use crate::model::drill::Review;
use crate::model::id::{SessionId, from_hex};
use crate::model::record::{Drilled, Record, Reviewed};
use crate::model::time::{Clock, Timestamp};
use crate::operations::records;
use crate::policy::drill::Plan;
use crate::repository::layout::{self, Kind};
use crate::repository::root::LoadedRoot;
use crate::repository::{Catalog, Damage, Keys, Repository, Result, paper};

use super::signed::{self, Signed};

/// A drill as the catalogue tells it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// When the store received it.
    pub stored: Option<Timestamp>,
    /// Its report.
    pub signed: Signed,
    /// Whether a key of this repository signed it.
    pub is_own: bool,
    /// What people made of it.
    pub reviews: Vec<Review>,
}

/// The bytes of a drill's name.
pub fn id_bytes(id: &str) -> Option<[u8; 16]> {
    from_hex(id)
}

/// What is written about drills, by their names.
#[derive(Debug, Default)]
pub struct Papers {
    /// Reports.
    pub reports: BTreeMap<[u8; 16], Signed>,
    /// Reviews.
    pub reviews: BTreeMap<[u8; 16], Vec<Review>>,
    /// What cannot be read, and counts for nothing.
    pub findings: Vec<Damage>,
}

/// Reads what the catalogue holds about drills. Only for keys that read metadata.
pub fn papers(keys: &Keys, catalog: &Catalog) -> Papers {
    let mut papers = Papers::default();
    for (sid, _, drilled) in catalog.drills() {
        let read = |bytes: Vec<u8>| signed::read(&bytes).map_err(|why| why.to_string());
        match opened(keys, Kind::Drill, &sid, &drilled.report, read) {
            Ok(signed) => {
                papers.reports.insert(drilled.id, signed);
            }
            Err(damage) => papers.findings.push(damage),
        }
    }
    for (sid, _, reviewed) in catalog.reviews() {
        let read = |bytes: Vec<u8>| serde_json::from_slice(&bytes).map_err(|_| "cannot be read".to_owned());
        match opened(keys, Kind::Review, &sid, &reviewed.review, read) {
            Ok(review) => papers.reviews.entry(reviewed.drill).or_default().push(review),
            Err(damage) => papers.findings.push(damage),
        }
    }
    papers
}

fn opened<T>(
    keys: &Keys,
    kind: Kind,
    sid: &SessionId,
    sealed: &[u8],
    read: impl FnOnce(Vec<u8>) -> Result<T, String>,
) -> Result<T, Damage> {
    let damage = |why: &str| Damage::new(kind, layout::end(sid), why);
    let bytes = paper::open_said(keys, kind, sid, sealed).map_err(|_| damage("cannot be opened"))?;
    read(bytes).map_err(|why| damage(&why))
}

/// All drills of the catalogue, oldest first, and what of them cannot be believed.
pub fn all(
    repository: &Repository,
    root: &LoadedRoot,
    catalog: &Catalog,
) -> Result<(Vec<Kept>, Vec<Damage>)> {
    repository.keys().private(Kind::Drill)?;
    let mut papers = papers(repository.keys(), catalog);
    let mut kept = Vec::new();
    for (_, stored, drilled) in catalog.drills() {
        // Two hosts may have recorded the same.
        let Some(signed) = papers.reports.remove(&drilled.id) else { continue };
        kept.push(Kept {
            stored,
            is_own: root.register.entry(&signed.signer).is_some(),
            reviews: papers.reviews.remove(&drilled.id).unwrap_or_default(),
            signed,
        });
    }
    kept.sort_by(|one, other| {
        (one.stored, &one.signed.report.ended).cmp(&(other.stored, &other.signed.report.ended))
    });
    Ok((kept, papers.findings))
}

/// Puts a report into the catalogue.
pub async fn record(repository: &Repository, clock: &dyn Clock, signed: &Signed) -> Result<()> {
    let report = &signed.report;
    let began = chrono::DateTime::parse_from_rfc3339(&report.began)
        .map(|time| Timestamp { seconds: time.timestamp(), nanos: time.timestamp_subsec_nanos() });
    let drilled = |sealed| Drilled {
        id: id_bytes(&report.id).unwrap_or_default(),
        plan: report.plan.as_deref().and_then(|plan| plan.parse::<Plan>().ok()).map(Plan::number),
        exit_code: u32::from(report.exit_code),
        began: began.unwrap_or_default(),
        report: sealed,
    };
    records::commit_made(repository, clock, &|sid| {
        let sealed = paper::seal_said(repository.keys(), Kind::Drill, sid, signed.text.as_bytes())?;
        Ok(vec![Record::Drilled(drilled(sealed))])
    })
    .await
    .map(drop)
}

/// Puts a review of a drill into the catalogue.
pub async fn review(
    repository: &Repository,
    clock: &dyn Clock,
    drill: [u8; 16],
    review: &Review,
) -> Result<()> {
    let text = serde_json::to_vec(review).unwrap_or_default();
    records::commit_made(repository, clock, &|sid| {
        let review = paper::seal_said(repository.keys(), Kind::Review, sid, &text)?;
        Ok(vec![Record::Reviewed(Reviewed { drill, review })])
    })
    .await
    .map(drop)
}
