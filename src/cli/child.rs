//! Other programs that a run starts: waited for no longer than they may take, and ended with this run.

use std::io;
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, Command};
use tokio::sync::Notify;

use super::context::Context;
use crate::config::Environment;

/// How long a command that has to end may take to do so.
const GRACE: Duration = Duration::from_secs(5);

/// How a command ended.
#[derive(Debug)]
pub enum Ended {
    /// By itself.
    Alone(ExitStatus),
    /// It took too long and was ended.
    Late,
    /// A signal came and it was ended.
    Interrupted,
}

/// Takes from a command's environment what is nobody else's business.
pub fn without_secrets(command: &mut Command) {
    for variable in Environment::secret_variables() {
        command.env_remove(variable);
    }
}

/// Runs a command in a group of its own, not for longer than it may take, and not after a signal.
pub fn wait(context: &Context, mut command: Command, limit: Option<Duration>) -> io::Result<Ended> {
    let stop = Arc::new(Notify::new());
    let stopped = Arc::clone(&stop);
    command.process_group(0);
    context.interrupt.during(
        move || stop.notify_one(),
        || {
            context.handle().block_on(async {
                let mut child = command.spawn()?;
                let late = async {
                    match limit {
                        Some(limit) => tokio::time::sleep(limit).await,
                        None => std::future::pending().await,
                    }
                };
                tokio::select! {
                    status = child.wait() => status.map(Ended::Alone),
                    () = late => end(&mut child).await.map(|()| Ended::Late),
                    () = stopped.notified() => end(&mut child).await.map(|()| Ended::Interrupted),
                }
            })
        },
    )
}

/// Ends a command and what it has started, first by asking.
async fn end(child: &mut Child) -> io::Result<()> {
    let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    let send = |signal| group.map_or(Ok(()), |group| kill_process_group(group, signal));
    // Whoever is gone already needs no signal.
    let _ = send(Signal::TERM);
    if tokio::time::timeout(GRACE, child.wait()).await.is_err() {
        let _ = send(Signal::KILL);
        child.wait().await?;
    }
    Ok(())
}
