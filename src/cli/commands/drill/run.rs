//! `drill run`: all cases of a drill, and the report.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::case::{self, Terms};
use super::papers::{Papers, check_signer_may_record, language};
use super::subject::{Subject, subjects};
use super::{DrillRunArgs, papers};
use crate::cli::commands::backup::host_name;
use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::now;
use crate::cli::output;
use crate::cli::secrets::Source;
use crate::codec::hash::sha256_of;
use crate::codec::random;
use crate::filesystem::users::user_name;
use crate::model::drill::{Case, Outcome, Report, VERSION};
use crate::model::id::to_hex;
use crate::model::time::{SystemClock, Timestamp};
use crate::operations::drill::sample::Size;
use crate::operations::drill::{records, signed};
use crate::operations::session::PROGRAM;
use crate::policy::drill::{Plan, Scenario};
use crate::report;
use crate::repository::Repository;

pub fn run(context: &Context, args: &DrillRunArgs) -> Result<ExitCode> {
    let began = now();
    let subjects = subjects(context, args)?;
    let terms = terms(context, args, &subjects)?;
    let scenarios = match (&args.scenario[..], args.plan) {
        ([], None) => vec![Scenario::File],
        ([], Some(plan)) => plan.scenarios().to_vec(),
        (named, _) => named.to_vec(),
    };
    let mut cases = Vec::new();
    let mut interrupted = false;
    for scenario in &scenarios {
        for subject in &subjects {
            if interrupted {
                break;
            }
            if !context.global.quiet && !context.global.json {
                output::print(format_args!(
                    "Trying:     {scenario} with {}",
                    report::shown(&subject.source.dataset)
                ))?;
            }
            let (case, stopped) = case::run(&terms, subject, *scenario);
            interrupted = stopped;
            cases.push(case);
        }
    }
    let drill = Drill { context, args, terms: &terms, subjects: &subjects, began, cases, interrupted };
    drill.finish()
}

fn terms(context: &Context, args: &DrillRunArgs, subjects: &[Subject]) -> Result<Terms> {
    let settings = &context.settings;
    let path = |key: &str| settings.text(key).map(PathBuf::from);
    let escrow = args.escrow_key.clone().map(Source::KeyFile);
    let escrow = escrow.or(args.escrow_password_file.clone().map(Source::File));
    let escrow = escrow.or(path("drill.escrow_key_file").map(Source::KeyFile));
    let seed = match &args.seed {
        Some(seed) if seed.len() <= 64 && seed.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            seed.clone()
        }
        Some(_) => return Err(Failure::usage("a seed is up to 64 letters and digits")),
        None => to_hex(&random::bytes::<8>()),
    };
    Ok(Terms {
        scratch: args.scratch.clone().or(path("drill.scratch_dir")).unwrap_or_else(std::env::temp_dir),
        sources: subjects.iter().flat_map(|subject| subject.source.paths.iter().cloned()).collect(),
        seed,
        sample: Size {
            files: settings.count("drill.sample_files").map_or(20, std::num::NonZeroUsize::get),
            bytes: settings.bytes("drill.sample_size").unwrap_or(1 << 30),
        },
        is_planned: args.plan.is_some() && args.scenario.is_empty(),
        escrow: escrow.or(path("drill.escrow_password_file").map(Source::File)),
        check_timeout: settings.time("drill.check_timeout").or(Some(Duration::from_secs(600))),
        include_output: settings.flag("drill.include_output").unwrap_or(false),
    })
}

/// A drill whose cases are done.
struct Drill<'a> {
    context: &'a Context,
    args: &'a DrillRunArgs,
    terms: &'a Terms,
    subjects: &'a [Subject],
    began: Timestamp,
    cases: Vec<Case>,
    interrupted: bool,
}

impl Drill<'_> {
    /// Writes the report, whatever happened, and records it if that can be done.
    fn finish(self) -> Result<ExitCode> {
        let mut report = self.report();
        let home = self.home();
        let mut recorded = Err("the repository that it would be recorded in cannot be opened".to_owned());
        let mut trouble = ExitCode::Ok;
        let papers = match &home {
            Ok(repository) => {
                let last = self.context.block_on(self.place(repository, &mut report));
                let signed = signed::sign(repository.keys(), &report)
                    .map_err(|error| Failure::new(ExitCode::Failed, error.to_string()))?;
                recorded = match last {
                    Err(failure) => Err(failure.message),
                    Ok(()) if self.args.no_record => Err("it was not to be recorded".to_owned()),
                    Ok(()) => self.record(repository, &signed),
                };
                Papers { report: signed.report.clone(), signed: Some(signed) }
            }
            Err(failure) => {
                self.context.console.warning(&format!("the report is not signed: {}", failure.message));
                trouble = ExitCode::Untested;
                Papers { report, signed: None }
            }
        };
        let folder = self.folder();
        let language = language(self.context, self.args.lang);
        let files = folder.as_deref().map(|folder| papers.write(folder, language)).transpose()?;
        if let Some(path) = &self.args.junit {
            papers::write_file(path, report::drill::junit::junit(&papers.report).as_bytes())?;
        }
        self.tell(&papers, files.as_deref(), &recorded)?;
        let code = code_of(papers.report.outcome).and(trouble);
        Ok(if self.interrupted { ExitCode::Interrupted } else { code })
    }

    /// The repository that the drill is recorded in: that of the profile, or the first dataset's.
    fn home(&self) -> Result<Repository> {
        let context = match (self.context.location(), self.subjects.first()) {
            (Err(_), Some(subject)) => &subject.context,
            _ => self.context,
        };
        Ok(context.repository()?.0)
    }

    fn report(&self) -> Report {
        let profile = self.context.profile.as_ref();
        let mut report = Report {
            message_type: "drill_report".to_owned(),
            version: VERSION,
            id: to_hex(&random::bytes::<16>()),
            plan: self.args.plan.map(Plan::name).map(str::to_owned),
            seed: self.terms.seed.clone(),
            began: whole_seconds(self.began),
            ended: whole_seconds(now()),
            program: PROGRAM.to_owned(),
            binary_sha256: file_digest(Path::new("/proc/self/exe")),
            profile_sha256: profile.and_then(|profile| file_digest(&profile.path)),
            host: host_name(),
            operator: operator(),
            approver: self.context.settings.text("document.approver").map(str::to_owned),
            repository: String::new(),
            location: self.subjects.first().map(|_| self.location()).unwrap_or_default(),
            root: 0,
            root_sha256: String::new(),
            previous: None,
            complete: !self.interrupted,
            outcome: Outcome::Untested,
            exit_code: 0,
            cases: self.cases.clone(),
        };
        report.outcome = report.worst();
        let code = if self.interrupted { ExitCode::Interrupted } else { code_of(report.outcome) };
        report.exit_code = code as u8;
        report
    }

    fn location(&self) -> String {
        let first = self.subjects.first().map(|subject| subject.context.location());
        let own = self.context.location().ok().or(first.and_then(Result::ok));
        own.map(|place| place.to_string()).unwrap_or_default()
    }

    /// Says which state of the repository the drill saw, and which report comes before this one.
    async fn place(&self, repository: &Repository, report: &mut Report) -> Result<()> {
        report.repository = to_hex(&repository.keys().repository().0);
        let (view, catalog) = repository.catalog().await?;
        report.root = view.root.root.number;
        report.root_sha256 = view.root.digest.to_string();
        let (kept, _) = records::all(repository, &view.root, &catalog)?;
        report.previous = kept.last().map(|last| last.signed.sha256.clone());
        Ok(())
    }

    fn record(&self, repository: &Repository, signed: &signed::Signed) -> Result<(), String> {
        check_signer_may_record(repository)?;
        self.context
            .block_on(records::record(repository, &SystemClock, signed))
            .map_err(|failure| failure.message)
    }

    /// Where reports go.
    fn folder(&self) -> Option<PathBuf> {
        let settings = self.context.settings.text("drill.report_dir").map(PathBuf::from);
        let own = || Some(self.context.environment.state.as_ref()?.join("drills"));
        self.args.report_dir.clone().or(settings).or_else(own)
    }

    fn tell(&self, papers: &Papers, files: Option<&Path>, recorded: &Result<(), String>) -> Result<()> {
        let global = &self.context.global;
        if global.json {
            return output::print(papers.json(files, recorded.is_ok()));
        }
        if !global.quiet {
            output::print(report::drill::text(&papers.report, console::width()))?;
            if let Some(path) = files {
                output::print(format_args!("Report:     {}", path.display()))?;
            }
        }
        if let Err(why) = recorded
            && !self.args.no_record
        {
            self.context.console.warning(&format!(
                "the drill is not in the repository: {why}; `sandyq drill record FILE` adds it with another key"
            ));
        }
        Ok(())
    }
}

/// What scripts see of an outcome.
fn code_of(outcome: Outcome) -> ExitCode {
    match outcome {
        Outcome::Passed => ExitCode::Ok,
        Outcome::Missed => ExitCode::Objective,
        Outcome::Wrong => ExitCode::WrongData,
        Outcome::Untested | Outcome::Skipped => ExitCode::Untested,
    }
}

fn whole_seconds(time: Timestamp) -> String {
    Timestamp { nanos: 0, ..time }.to_rfc3339()
}

fn file_digest(path: &Path) -> Option<String> {
    Some(to_hex(&sha256_of(&mut File::open(path).ok()?).ok()?))
}

/// The user who runs this.
pub fn operator() -> String {
    let uid = rustix::process::geteuid().as_raw();
    user_name(uid).unwrap_or_else(|| uid.to_string())
}
