//! How healthy everything is that a backup needs, for people, load balancers and monitoring.

use std::time::Duration;

use serde_json::{Value, json};

use crate::model::time::Timestamp;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// This program and what it remembers of its runs on this host.
    Application,
    /// The repository: its keys and its list of snapshots.
    Database,
    /// The way to the store.
    Network,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 3] = [Part::Application, Part::Database, Part::Network];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Database => "database",
            Self::Network => "network",
        }
    }
}

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As it should be.
    Pass,
    /// It works, and somebody should look.
    Warn,
    /// It does not work.
    Fail,
}

impl State {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// What came of a look at one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probed {
    /// The part.
    pub part: Part,
    /// How it is.
    pub state: State,
    /// How long the answer took.
    pub took: Duration,
    /// What is wrong with it. Nothing here names a file.
    pub problem: Option<String>,
}

/// How everything is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Each part.
    pub parts: Vec<Probed>,
    /// When they were looked at.
    pub at: Timestamp,
}

impl Health {
    /// Nothing could be found out, and why.
    pub fn unknown(problem: &str, took: Duration, at: Timestamp) -> Self {
        let unknown = |part| Probed { part, state: State::Fail, took, problem: Some(problem.to_owned()) };
        Self { parts: Part::ALL.map(unknown).to_vec(), at }
    }

    /// The worst of the parts.
    pub fn state(&self) -> State {
        self.parts.iter().map(|part| part.state).max().unwrap_or(State::Fail)
    }

    /// The word for all of it.
    pub fn overall(&self) -> &'static str {
        match self.state() {
            State::Pass => "HEALTHY",
            State::Warn => "DEGRADED",
            State::Fail => "UNHEALTHY",
        }
    }
}

/// For people.
pub fn text(health: &Health) -> String {
    let mut lines = vec![health.overall().to_owned()];
    lines.extend(health.parts.iter().map(|part| {
        let Probed { part, state, took, problem } = part;
        let problem = problem.as_ref().map(|problem| format!(": {problem}")).unwrap_or_default();
        format!("{:<11}  {}  {:.3} s{problem}", part.name(), state.name(), took.as_secs_f64())
    }));
    lines.join("\n")
}

/// For programs.
pub fn json(health: &Health) -> Value {
    let mut value = json!({
        "message_type": "health",
        "status": health.state().name(),
        "overall": health.overall(),
        "checked": health.at.to_rfc3339(),
    });
    for Probed { part, state, took, problem } in &health.parts {
        value[part.name()] = json!({
            "status": state.name(),
            "response_time_ms": took.as_millis() as u64,
            "problem": problem,
        });
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_as_healthy_as_its_worst_part() {
        let at = Timestamp { seconds: 1_800_000_000, nanos: 0 };
        let of = |states: [State; 3]| {
            let probed =
                |(part, state)| Probed { part, state, took: Duration::from_millis(7), problem: None };
            Health { parts: Part::ALL.into_iter().zip(states).map(probed).collect(), at }
        };
        use State::{Fail, Pass, Warn};
        for (states, overall) in [
            ([Pass, Pass, Pass], "HEALTHY"),
            ([Warn, Pass, Pass], "DEGRADED"),
            ([Warn, Fail, Pass], "UNHEALTHY"),
        ] {
            assert_eq!(of(states).overall(), overall);
        }
        let value = json(&of([Warn, Pass, Fail]));
        assert_eq!(
            (&value["network"]["status"], &value["network"]["response_time_ms"]),
            (&"fail".into(), &7.into())
        );
        assert_eq!(Health::unknown("no answer", Duration::ZERO, at).overall(), "UNHEALTHY");
    }
}
