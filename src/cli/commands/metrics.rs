//! `metrics`: how promises stand, for Prometheus.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueHint};

use super::status;
use crate::cli::attempts::Attempts;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::now;
use crate::cli::output;
use crate::notify::{Http, Request};
use crate::policy::due;
use crate::report::metrics::{Attempted, text};
use crate::report::status::Row;

/// A gateway that takes longer is as good as none.
const PATIENCE: Duration = Duration::from_secs(10);

/// Options of `metrics`.
#[derive(Debug, Clone, Args)]
pub struct MetricsArgs {
    /// Write them to this file, whole or not at all, for the textfile collector of node_exporter
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub textfile: Option<PathBuf>,
    /// Push them to the gateway whose address stands in this file, as http://push.example.org:9091
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub push_url_file: Option<PathBuf>,
}

impl MetricsArgs {
    /// With what the profile says where options say nothing.
    fn or(&self, context: &Context) -> Self {
        let path = |key: &str| context.settings.text(key).map(PathBuf::from);
        match self {
            Self { textfile: None, push_url_file: None } => {
                Self { textfile: path("metrics.textfile"), push_url_file: path("metrics.push_url_file") }
            }
            given => given.clone(),
        }
    }
}

pub fn run(context: &Context, args: &MetricsArgs) -> Result<ExitCode> {
    let (rows, _) = status::rows(context, &[])?;
    let text = metrics(context, &rows)?;
    match args.or(context) {
        MetricsArgs { textfile: None, push_url_file: None } => output::print(text.trim_end())?,
        given => given.deliver(context, &text)?,
    }
    Ok(ExitCode::Ok)
}

/// Delivers what a run has seen to where the profile wants it. That it could not be told changes nothing of what was done.
pub fn after_run(context: &Context, rows: &[Row]) {
    let args = MetricsArgs { textfile: None, push_url_file: None }.or(context);
    if args.textfile.is_none() && args.push_url_file.is_none() {
        return;
    }
    let delivered = metrics(context, rows).and_then(|text| args.deliver(context, &text));
    if let Err(failure) = delivered {
        context.console.warning(&format!("metrics were not delivered: {}", failure.message));
    }
}

/// All that is told.
pub fn metrics(context: &Context, rows: &[Row]) -> Result<String> {
    let Some(profile) = &context.profile else { return Ok(text(rows, &[], now())) };
    // Without a folder to remember attempts in, there are none.
    let attempts = Attempts::open(context).ok();
    let attempted = due::wanted(&profile.resolved()?).into_iter().filter_map(|wanted| {
        let last = attempts.as_ref()?.last(&wanted.task)?;
        let (began, good, failures, code) = (last.began, last.good, last.failures, last.code);
        Some(Attempted { task: wanted.task, began, good, failures, code })
    });
    Ok(text(rows, &attempted.collect::<Vec<_>>(), now()))
}

impl MetricsArgs {
    fn deliver(&self, context: &Context, text: &str) -> Result<()> {
        if let Some(file) = &self.textfile {
            write(file, text)?;
        }
        if let Some(file) = &self.push_url_file {
            push(context, file, text)?;
        }
        Ok(())
    }
}

/// Others may read it: it is for them.
fn write(file: &Path, text: &str) -> Result<()> {
    output::write_whole(file, text).map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot write {}: {error}", file.display()))
            .hint("check the folder and its permissions")
    })
}

/// POST replaces the families of this host that are pushed, and leaves those of others alone.
fn push(context: &Context, file: &Path, text: &str) -> Result<()> {
    let base = std::fs::read_to_string(file).map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot read {}: {error}", file.display()))
            .hint("it holds the address of the push gateway")
    })?;
    let host = super::backup::host_name();
    let url = format!("{}/metrics/job/sandyq/instance/{host}", base.trim().trim_end_matches('/'));
    let request = Request {
        method: "POST",
        url,
        content_type: "text/plain; version=0.0.4",
        body: text.as_bytes().to_vec(),
    };
    let hint = "check the address of the push gateway, and whether it is up";
    let sent = context.block_on(async {
        let sent = Http::new(PATIENCE).send(request).await;
        sent.map_err(|error| Failure::new(ExitCode::Failed, error.to_string()).hint(hint))
    })?;
    if sent.is_success() {
        return Ok(());
    }
    Err(Failure::new(ExitCode::Failed, format!("the push gateway answers {}", sent.status)).hint(hint))
}
