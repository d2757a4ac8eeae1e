//! Reports of drills: written, shown, recorded, and checked.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{DrillShowArgs, Format, LanguageArg};
use crate::cli::commands::snapshots::tell_findings;
use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::{self, Output};
use crate::model::drill::Report;
use crate::model::id::to_hex;
use crate::model::time::SystemClock;
use crate::operations::drill::records::{self, Kept};
use crate::operations::drill::signed::{self, Invalid, Signed};
use crate::report::drill::words::Language;
use crate::report::drill::{html, junit, kept_json, list_text, markdown, text};
use crate::repository::{Damage, Repository};

/// Longest file read: whoever names a disk image by mistake shall not wait for it.
const LONGEST: u64 = 64 << 20;

/// A report, signed if there was a key.
pub struct Papers {
    /// What it says.
    pub report: Report,
    /// The proof.
    pub signed: Option<Signed>,
}

impl Papers {
    /// The file for programs.
    fn text(&self) -> String {
        match &self.signed {
            Some(signed) => signed.text.clone(),
            None => json!({ "report": self.report, "signature": null }).to_string(),
        }
    }

    /// Writes all forms into a folder; the path of the one for programs.
    pub fn write(&self, folder: &Path, language: Language) -> Result<PathBuf> {
        fs::create_dir_all(folder).map_err(|error| {
            Failure::new(ExitCode::Failed, format!("cannot make {}: {error}", folder.display()))
                .hint("name another folder with --report-dir")
        })?;
        // In the order of their names they follow each other.
        let began = self.report.began.replace(':', "-");
        let name = format!("{began}-{}", self.report.id.get(..8).unwrap_or_default());
        let path = |extension: &str| folder.join(format!("{name}.{extension}"));
        write_file(&path("json"), self.text().as_bytes())?;
        write_file(&path("xml"), junit::junit(&self.report).as_bytes())?;
        let signer = self.signed.as_ref().map(|signed| signed.signer);
        write_file(&path("md"), markdown::markdown(&self.report, signer, language).as_bytes())?;
        write_file(&path("html"), html::html(&self.report, signer, language).as_bytes())?;
        Ok(path("json"))
    }

    /// For programs.
    pub fn json(&self, file: Option<&Path>, recorded: bool) -> Value {
        json!({
            "message_type": "drill_summary",
            "id": self.report.id,
            "outcome": self.report.outcome,
            "exit_code": self.report.exit_code,
            "recorded": recorded,
            "file": file.map(|file| file.display().to_string()),
            "sha256": self.signed.as_ref().map(|signed| signed.sha256.clone()),
            "signer": self.signed.as_ref().map(|signed| signed.signer.to_string()),
            "report": self.report,
        })
    }
}

/// Writes a file whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    output::write_whole(path, bytes).map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot write {}: {error}", path.display()))
            .hint("check the room and permissions there")
    })
}

/// The language of reports.
pub fn language(context: &Context, asked: Option<LanguageArg>) -> Language {
    match asked {
        Some(LanguageArg::En) => Language::En,
        Some(LanguageArg::Kk) => Language::Kk,
        None => context.settings.text("drill.language").and_then(Language::of).unwrap_or_default(),
    }
}

/// Whether this key may add to the catalogue.
pub fn check_signer_may_record(repository: &Repository) -> Result<(), String> {
    let role = repository.keys().role();
    if role.may_maintain() {
        Ok(())
    } else {
        Err(format!("a key of role {} may not say so there", role.name()))
    }
}

/// All drills that are recorded.
pub fn all(context: &Context, repository: &Repository) -> Result<(Vec<Kept>, Vec<Damage>)> {
    let (view, catalog) = context.block_on(repository.catalog())?;
    Ok(records::all(repository, &view.root, &catalog)?)
}

pub fn list(context: &Context) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let (kept, findings) = all(context, &repository)?;
    if context.global.json {
        let mut out = Output::new();
        for one in &kept {
            out.line(kept_json(one))?;
        }
        out.finish()?;
    } else if kept.is_empty() {
        if !context.global.quiet {
            output::print("no drill is recorded; `sandyq drill run` makes one")?;
        }
    } else {
        output::print(list_text(&kept, console::width()))?;
    }
    Ok(tell_findings(context, &findings))
}

/// The drill that is meant.
pub fn find(kept: Vec<Kept>, wanted: &str) -> Result<Kept> {
    let of = |one: &Kept| one.signed.report.id.starts_with(wanted);
    let mut meant: Vec<_> = match wanted {
        "latest" => kept.into_iter().next_back().into_iter().collect(),
        _ => kept.into_iter().filter(of).collect(),
    };
    match (meant.pop(), meant.is_empty()) {
        (Some(one), true) => Ok(one),
        (Some(_), false) => Err(Failure::usage(format!("{wanted} could mean several drills"))
            .hint("give more of its digits; `sandyq drill list` shows them")),
        (None, _) => Err(Failure::new(ExitCode::Failed, format!("there is no drill {wanted}"))
            .hint("`sandyq drill list` shows what there is")),
    }
}

pub fn show(context: &Context, args: &DrillShowArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let (kept, findings) = all(context, &repository)?;
    let kept = find(kept, &args.drill)?;
    let language = language(context, args.lang);
    let (report, signer) = (&kept.signed.report, Some(kept.signed.signer));
    match args.format {
        Format::Text if context.global.json => output::print(kept_json(&kept))?,
        Format::Text => output::print(text(report, console::width()))?,
        Format::Json => output::print(&kept.signed.text)?,
        Format::Md => output::print(markdown::markdown(report, signer, language).trim_end())?,
        Format::Html => output::print(html::html(report, signer, language).trim_end())?,
        Format::Junit => output::print(junit::junit(report).trim_end())?,
    }
    Ok(tell_findings(context, &findings))
}

fn read(path: &Path) -> Result<std::result::Result<Signed, Invalid>> {
    let failed = |error: std::io::Error| {
        Failure::new(ExitCode::Failed, format!("cannot read {}: {error}", path.display()))
    };
    let length = fs::metadata(path).map_err(failed)?.len();
    if length > LONGEST {
        return Err(Failure::new(
            ExitCode::Failed,
            format!("{} is no report: it is too long", path.display()),
        ));
    }
    Ok(signed::read(&fs::read(path).map_err(failed)?))
}

pub fn record(context: &Context, files: &[PathBuf]) -> Result<ExitCode> {
    let mut reports = Vec::new();
    for path in files {
        let signed = read(path)?.map_err(|error| {
            Failure::new(ExitCode::WrongData, format!("{}: {error}", path.display()))
                .hint("only reports whose signature is whole are recorded")
        })?;
        reports.push((path, signed));
    }
    let (repository, _) = context.repository()?;
    check_signer_may_record(&repository).map_err(|why| {
        Failure::new(ExitCode::Policy, format!("the drill cannot be recorded: {why}"))
            .hint("use a key of role full or maintain")
    })?;
    let (view, catalog) = context.block_on(repository.catalog())?;
    let (kept, _) = records::all(&repository, &view.root, &catalog)?;
    for (path, signed) in reports {
        let own = to_hex(&repository.keys().repository().0);
        if signed.report.repository != own {
            let text = format!("{} is of another repository", path.display());
            return Err(Failure::new(ExitCode::Failed, text).hint("name that one with --repo"));
        }
        if view.root.register.entry(&signed.signer).is_none() {
            let text = format!("{} was signed by a key that this repository does not know", path.display());
            return Err(Failure::new(ExitCode::WrongData, text));
        }
        let known = kept.iter().any(|known| known.signed.sha256 == signed.sha256);
        if !known {
            context.block_on(records::record(&repository, &SystemClock, &signed))?;
        }
        let said = if known { "is recorded already" } else { "recorded" };
        if context.global.json {
            let value = json!({ "message_type": "drill_recorded", "id": signed.report.id, "new": !known });
            output::print(value)?;
        } else if !context.global.quiet {
            output::print(format_args!("drill {} {said}", signed.report.id))?;
        }
    }
    Ok(ExitCode::Ok)
}

pub fn verify(context: &Context, files: &[PathBuf], pubkey: Option<&str>) -> Result<ExitCode> {
    let pubkey = pubkey.map(str::to_ascii_lowercase);
    if let Some(key) = &pubkey
        && (!matches!(key.len(), 32 | 64) || !key.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        return Err(Failure::usage("a key is 32 digits of its id, or the 64 of the public key")
            .hint("`sandyq key list --json` shows the id of each key, whole"));
    }
    let mut out = Output::new();
    let mut code = ExitCode::Ok;
    let mut whole: Vec<Signed> = Vec::new();
    for path in files {
        let problem = match read(path)? {
            Err(invalid) => Err(invalid.to_string()),
            Ok(signed) => {
                let is_by = |key: &String| *key == signed.signer.to_string() || *key == to_hex(&signed.key);
                let follows = whole
                    .last()
                    .is_none_or(|last| signed::breaks(&[last.clone(), signed.clone()]).is_empty());
                let foreign = pubkey.as_ref().is_some_and(|key| !is_by(key));
                let problem = match (foreign, follows) {
                    (true, _) => Err(format!("it was signed by another key, {}", signed.signer)),
                    (false, false) => {
                        Err("it does not follow the one before: a report is missing".to_owned())
                    }
                    (false, true) => Ok(format!(
                        "whole: drill {} of {}, {}, signed by {}",
                        signed.report.id,
                        signed.report.began,
                        signed.report.outcome.name(),
                        signed.signer
                    )),
                };
                whole.push(signed);
                problem
            }
        };
        if problem.is_err() {
            code = code.and(ExitCode::WrongData);
        }
        if context.global.json {
            let (said, is_whole) = (problem.as_ref().unwrap_or_else(|why| why), problem.is_ok());
            out.line(json!({
                "message_type": "drill_verified",
                "file": path.display().to_string(),
                "whole": is_whole,
                "known_signer": pubkey.is_some() && is_whole,
                "message": said,
            }))?;
        } else {
            let said = problem.unwrap_or_else(|why| why);
            out.line(format_args!("{}: {}", path.display(), crate::report::shown(&said)))?;
        }
    }
    out.finish()?;
    if pubkey.is_none() && code == ExitCode::Ok {
        context
            .console
            .warning("whose key signed this was not looked at: name the key that you trust with --pubkey");
        code = ExitCode::Untested;
    }
    Ok(code)
}
