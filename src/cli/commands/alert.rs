//! `alert`: what is wrong, silences, and whether channels work.

use std::time::Duration;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::cli::alerts::{Alerts, Looked};
use crate::cli::attempts::Attempts;
use crate::cli::channels::{self, Channel};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::now;
use crate::cli::output::Output;
use crate::cli::{output, values};
use crate::model::time::Timestamp;
use crate::notify::Request;
use crate::policy::alert::{Event, Id, Key, Message};
use crate::report;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum AlertCommand {
    /// List what is wrong on this host, and what is silenced
    List,
    /// Tell nobody of an alert for a time
    Silence(SilenceArgs),
    /// Send a message that says it is none, and its end
    Test(TestArgs),
}

/// Which, and for how long.
#[derive(Debug, Clone, Args)]
pub struct SilenceArgs {
    /// As `alert list` shows it: BACKUP_FAILED:home, or BACKUP_FAILED for all datasets
    #[arg(value_name = "ALERT")]
    pub alert: Key,
    /// For how long; 0s ends a silence
    #[arg(long = "for", value_name = "TIME", default_value = "2h", value_parser = values::time_span)]
    pub time: Duration,
}

/// Which channels.
#[derive(Debug, Clone, Args)]
pub struct TestArgs {
    /// Only this one: email, slack, pagerduty, webhook or sms; may be given more than once [default: all]
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Vec<String>,
}

pub fn run(context: &Context, command: &AlertCommand) -> Result<ExitCode> {
    match command {
        AlertCommand::List => list(context),
        AlertCommand::Silence(args) => silence(context, args),
        AlertCommand::Test(args) => test(context, args),
    }
}

fn alerts(context: &Context) -> Result<Alerts> {
    let busy = || {
        Failure::new(ExitCode::Busy, "another run is sending alerts just now")
            .hint("run the same command again")
    };
    Alerts::open(&Attempts::open(context)?)?.ok_or_else(busy)
}

fn list(context: &Context) -> Result<ExitCode> {
    let alerts = alerts(context)?;
    let mut out = Output::new();
    for (key, state) in alerts.states() {
        if context.global.json {
            out.line(report::alert::state_json(&key, &state))?;
        } else {
            out.line(report::alert::state_text(&key, &state))?;
        }
    }
    for silence in alerts.silences().iter().filter(|silence| silence.until > now()) {
        let (key, until) = (silence.key.to_string(), silence.until);
        if context.global.json {
            out.line(json!({ "message_type": "silence", "alert": key, "until": until.to_rfc3339() }))?;
        } else {
            out.line(format_args!("silenced  {key} (until {})", report::local_time(until)))?;
        }
    }
    out.finish()?;
    Ok(ExitCode::Ok)
}

fn silence(context: &Context, args: &SilenceArgs) -> Result<ExitCode> {
    let until: Timestamp = now().after(args.time);
    alerts(context)?.silence(&args.alert, until)?;
    if !context.global.quiet && !context.global.json {
        output::print(format_args!("nobody is told of {} until {}", args.alert, report::local_time(until)))?;
    }
    Ok(ExitCode::Ok)
}

fn test(context: &Context, args: &TestArgs) -> Result<ExitCode> {
    let mut channels = Channel::of(context)?;
    channels
        .retain(|channel| args.channel.is_empty() || args.channel.iter().any(|kind| kind == channel.kind()));
    if channels.is_empty() {
        return Err(Failure::usage("the profile has no such channel").hint(
            "name one in [alerts]: email, slack, pagerduty, webhook or sms; docs/profiles.md has their keys",
        ));
    }
    let mut refused = Vec::new();
    for channel in &channels {
        let message = |event| Message {
            event,
            key: Key::new(Id::Test, ""),
            summary: "somebody tries whether this channel works".to_owned(),
            since: now(),
        };
        let sent = channel
            .send(context, &message(Event::Trigger))
            .and_then(|()| channel.send(context, &message(Event::Resolve)));
        let problem = sent.err().map(|refused| refused.problem);
        if context.global.json {
            let value = json!({ "message_type": "alert_test", "channel": channel.kind(), "sent": problem.is_none(), "error": problem });
            output::print(value)?;
        } else if !context.global.quiet && problem.is_none() {
            output::print(format_args!("{} took it", channel.name()))?;
        }
        refused.extend(problem.map(|problem| format!("{}: {problem}", channel.name())));
    }
    if refused.is_empty() {
        return Ok(ExitCode::Ok);
    }
    Err(Failure::new(ExitCode::Failed, format!("not told: {}", refused.join("; ")))
        .hint("check the file with its address or key, and whether this host may reach it"))
}

/// Tells who is to be told after a run of what it has seen. What cannot be told is told later.
pub fn after_run(context: &Context, looked: &Looked<'_>) {
    let told = Channel::of(context).and_then(|channels| {
        // Another run that has the alerts sees what this one does.
        let Some(mut alerts) = Alerts::open(looked.attempts)? else { return Ok(()) };
        let wrong = alerts.find(context, looked);
        let shared = alerts.shared(looked.places, &wrong);
        alerts.take_up(context, &wrong, &shared, &channels)?;
        if let Err(failure) = alerts.share(&shared) {
            let text = format!("other hosts do not know of alerts yet: {}", failure.message);
            context.console.warning(&text);
        }
        alerts.deliver(context, &channels)
    });
    if let Err(failure) = told {
        context.console.warning(&format!("nobody was told of alerts: {}", failure.message));
    }
}

/// Tells the dead-man switch that something begins, or with which exit code it ended: where nothing is heard for too long,
/// that alone is an alarm.
pub fn ping(context: &Context, run: &str, code: Option<ExitCode>) {
    let pinged = channels::secret(context, &context.settings, "ping", "url").and_then(|file| {
        let Some(file) = file else { return Ok(()) };
        let url = std::fs::read_to_string(&file).map_err(|error| {
            Failure::new(ExitCode::Failed, format!("cannot read {}: {error}", file.display()))
        })?;
        let end = code.map_or_else(|| "start".to_owned(), |code| (code as u8).to_string());
        let url = format!("{}/{end}?rid={run}", url.trim().trim_end_matches('/'));
        let request = Request { method: "POST", url, content_type: "text/plain", body: Vec::new() };
        channels::send(context, request).map_err(|refused| Failure::new(ExitCode::Failed, refused.problem))
    });
    if let Err(failure) = pinged {
        context.console.warning(&format!("the dead-man switch was not told: {}", failure.message));
    }
}
