//! `health`: whether everything answers that a backup needs, once or for whoever asks.

use std::sync::{Arc, PoisonError, RwLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use tokio::sync::Notify;

use super::{metrics, status};
use crate::cli::attempts::Attempts;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::{self, Place, now};
use crate::cli::output;
use crate::cli::serve::{self, Page, Pages};
use crate::policy::due;
use crate::policy::profile::Resolved;
use crate::report;
use crate::report::health::{Health, Part, Probed, State};
use crate::repository::layout;

/// Options of `health`.
#[derive(Debug, Clone, Args)]
pub struct HealthArgs {
    /// What to do instead of looking once.
    #[command(subcommand)]
    pub command: Option<HealthCommand>,
}

/// How to tell.
#[derive(Debug, Clone, Subcommand)]
pub enum HealthCommand {
    /// Answer over HTTP: /health with 200 or 503, /health/live, and /metrics for Prometheus
    ///
    /// Everything is looked at now and then, and whoever asks is told what was seen last: asking costs the store nothing, and
    /// a store that hangs delays no answer. There is no password: let only those ask who may.
    Serve(ServeArgs),
}

/// Where to answer.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Address and port [default: health_check_listen of the profile, or 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
}

pub fn run(context: &Context, args: &HealthArgs) -> Result<ExitCode> {
    let Some(profile) = &context.profile else {
        return Err(Failure::usage("there is no profile, and so nothing to look at")
            .hint("write /etc/sandyq/sandyq.toml, or name a file with --config"));
    };
    let probe = Probe { context, resolved: profile.resolved()? };
    match &args.command {
        None => probe.once(),
        Some(HealthCommand::Serve(args)) => probe.serve(args),
    }
}

struct Probe<'a> {
    context: &'a Context,
    resolved: Resolved<'a>,
}

/// What was seen at one time.
#[derive(Debug, Clone)]
struct Seen {
    health: Health,
    metrics: String,
}

impl Probe<'_> {
    fn once(&self) -> Result<ExitCode> {
        let health = self.look()?.health;
        if self.context.global.json {
            output::print(report::health::json(&health))?;
        } else if !self.context.global.quiet || health.state() != State::Pass {
            output::print(report::health::text(&health))?;
        }
        Ok(if health.state() == State::Fail { ExitCode::Failed } else { ExitCode::Ok })
    }

    fn patience(&self) -> Duration {
        self.context.settings.time("health.health_check_timeout").unwrap_or(Duration::from_secs(5))
    }

    /// Looks at everything.
    fn look(&self) -> Result<Seen> {
        let hurried = self.context.hurried(self.patience());
        let started = Instant::now();
        let places = look::look(&hurried, &self.resolved)?;
        let parts = vec![self.application(), database(&places, started.elapsed()), network(&places)];
        let rows = status::seen(&places, &self.resolved);
        Ok(Seen { health: Health { parts, at: now() }, metrics: metrics::metrics(self.context, &rows)? })
    }

    /// What this host remembers of its own runs.
    fn application(&self) -> Probed {
        let started = Instant::now();
        let failing = Attempts::open(self.context).map(|attempts| {
            let mut wanted = due::wanted(&self.resolved);
            wanted.retain(|wanted| attempts.last(&wanted.task).is_some_and(|last| last.failures > 0));
            wanted.iter().map(|wanted| wanted.task.shown()).collect::<Vec<_>>()
        });
        let (state, problem) = match failing {
            Ok(failing) if failing.is_empty() => (State::Pass, None),
            Ok(failing) => (State::Warn, Some(format!("failed last: {}", failing.join(", ")))),
            Err(failure) => (State::Fail, Some(failure.message)),
        };
        Probed { part: Part::Application, state, took: started.elapsed(), problem }
    }

    fn serve(&self, args: &ServeArgs) -> Result<ExitCode> {
        let settings = &self.context.settings;
        let address = args
            .listen
            .as_deref()
            .or(settings.text("health.health_check_listen"))
            .unwrap_or("127.0.0.1:8080");
        let every = settings.time("health.health_check_interval").unwrap_or(Duration::from_secs(30));
        let path = settings.text("health.health_check_endpoint").unwrap_or("/health").to_owned();
        let cached = Arc::new(RwLock::new(Seen {
            health: Health::unknown("nothing was looked at yet", Duration::ZERO, now()),
            metrics: String::new(),
        }));
        let listener = self.context.block_on(serve::listen(address))?;
        if !self.context.global.quiet {
            self.context
                .console
                .raw(&format_args!("sandyq: answering on http://{}{path}", listener.local_address));
        }
        let (stop, (end, ended)) = (Arc::new(Notify::new()), mpsc::channel::<()>());
        let (told, pages) = (Arc::clone(&stop), pages(path, Arc::clone(&cached)));
        thread::scope(|scope| {
            scope.spawn(move || self.keep_looking(scope, &cached, every, &ended));
            self.context.stoppable(
                move || told.notify_one(),
                || self.context.handle().block_on(serve::serve(listener, pages, &stop)),
            );
            drop(end);
        });
        Ok(ExitCode::Interrupted)
    }

    /// Looks each time the interval is over, until the other end is gone. A look that hangs is told as a failure when
    /// its time is over, and no other is begun beside it.
    fn keep_looking<'scope>(
        &'scope self,
        scope: &'scope thread::Scope<'scope, '_>,
        cached: &RwLock<Seen>,
        every: Duration,
        ended: &mpsc::Receiver<()>,
    ) {
        let patience = self.patience();
        let (mut hanging, mut began) = (None::<mpsc::Receiver<Result<Seen>>>, Instant::now());
        loop {
            let looking = hanging.take().unwrap_or_else(|| {
                began = Instant::now();
                let (tell, told) = mpsc::channel();
                scope.spawn(move || tell.send(self.look()));
                told
            });
            match looking.recv_timeout(patience) {
                Ok(Ok(seen)) => keep(cached, seen),
                Ok(Err(failure)) => fail(cached, &failure.message, began.elapsed()),
                Err(_) => {
                    fail(cached, &format!("no answer within {} s", patience.as_secs_f64()), began.elapsed());
                    hanging = Some(looking);
                }
            }
            if ended.recv_timeout(every) != Err(mpsc::RecvTimeoutError::Timeout) {
                return;
            }
        }
    }
}

fn keep(cached: &RwLock<Seen>, seen: Seen) {
    *cached.write().unwrap_or_else(PoisonError::into_inner) = seen;
}

/// What was seen before is no longer so; the figures that were are.
fn fail(cached: &RwLock<Seen>, problem: &str, took: Duration) {
    let mut cached = cached.write().unwrap_or_else(PoisonError::into_inner);
    cached.health = Health::unknown(problem, took, now());
}

/// What is answered at which path.
fn pages(path: String, cached: Arc<RwLock<Seen>>) -> Pages {
    let live = format!("{path}/live");
    Arc::new(move |asked| {
        let seen = cached.read().unwrap_or_else(PoisonError::into_inner);
        if asked == path {
            let status = if seen.health.state() == State::Fail { 503 } else { 200 };
            let body = report::health::json(&seen.health).to_string();
            Some(Page { status, kind: "application/json", body })
        } else if asked == live {
            Some(Page { status: 200, kind: "text/plain", body: "alive\n".to_owned() })
        } else if asked == "/metrics" {
            Some(Page { status: 200, kind: "text/plain; version=0.0.4", body: seen.metrics.clone() })
        } else {
            None
        }
    })
}

/// Whether the repositories can be opened and believed.
fn database(places: &[Place], took: Duration) -> Probed {
    let problem = places.iter().find_map(|place| match &place.past {
        Err(failure) => Some(failure.message.clone()),
        Ok(past) if past.is_damaged => Some("stored data is damaged".to_owned()),
        Ok(past) => past.findings.first().map(ToString::to_string),
    });
    let state = if problem.is_some() { State::Fail } else { State::Pass };
    Probed { part: Part::Database, state, took, problem }
}

/// Whether the stores answer.
fn network(places: &[Place]) -> Probed {
    let started = Instant::now();
    let answer = |place: &Place| -> Result<()> {
        let opened = place.context.store(&place.context.location()?)?;
        place.context.block_on(async { opened.storage.head(layout::CONFIG).await.map(drop) })
    };
    let problem = places.iter().find_map(|place| answer(place).err()).map(|failure| failure.message);
    let state = if problem.is_some() { State::Fail } else { State::Pass };
    Probed { part: Part::Network, state, took: started.elapsed(), problem }
}
