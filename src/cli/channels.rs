//! The channels that a profile names: who is told, and how.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use zeroize::Zeroizing;

use super::commands::backup::host_name;
use super::context::Context;
use super::failure::{Failure, Result};
use crate::notify::{Http, Request};
use crate::policy::alert::{Event, Message, Severity};
use crate::policy::profile::Settings;
use crate::report::alert as report;

/// A channel that takes longer to answer is tried again later.
const PATIENCE: Duration = Duration::from_secs(10);

/// A channel did not take a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why, without any secret.
    pub problem: String,
    /// Whether it would be refused again.
    pub for_good: bool,
}

/// Somebody to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    kind: Kind,
    /// Tells repositories apart where others look after several.
    repository: String,
}

/// The file that a secret is kept in.
type SecretFile = PathBuf;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Slack { url: SecretFile },
    PagerDuty { url: String, routing_key: SecretFile },
    Webhook { url: SecretFile },
    Sms { url: SecretFile, number: String },
}

impl Channel {
    /// The channels of a profile.
    pub fn of(context: &Context) -> Result<Vec<Self>> {
        let settings = &context.settings;
        let secret = |table: &str, what: &str| secret(context, settings, table, what);
        let mut kinds = Vec::new();
        kinds.extend(secret("slack", "webhook_url")?.map(|url| Kind::Slack { url }));
        if let Some(routing_key) = secret("pagerduty", "routing_key")? {
            let url = settings.text("alerts.pagerduty.url").unwrap_or_default().to_owned();
            kinds.push(Kind::PagerDuty { url, routing_key });
        }
        kinds.extend(secret("webhook", "url")?.map(|url| Kind::Webhook { url }));
        for number in settings.texts("alerts.sms.numbers").unwrap_or_default() {
            let Some(url) = settings.text("alerts.sms.url_file") else {
                return Err(Failure::usage(
                    "there are numbers for text messages, and no gateway that takes them",
                )
                .hint("name a file with its address: url_file in [alerts.sms]"));
            };
            kinds.push(Kind::Sms { url: url.into(), number: number.clone() });
        }
        let repository = context.location().map(|location| location.to_string()).unwrap_or_default();
        Ok(kinds.into_iter().map(|kind| Self { kind, repository: repository.clone() }).collect())
    }

    /// What to call it.
    pub fn name(&self) -> &str {
        match &self.kind {
            Kind::Slack { .. } => "slack",
            Kind::PagerDuty { .. } => "pagerduty",
            Kind::Webhook { .. } => "webhook",
            Kind::Sms { number, .. } => number,
        }
    }

    /// What kind it is of.
    pub fn kind(&self) -> &'static str {
        match &self.kind {
            Kind::Slack { .. } => "slack",
            Kind::PagerDuty { .. } => "pagerduty",
            Kind::Webhook { .. } => "webhook",
            Kind::Sms { .. } => "sms",
        }
    }

    /// Whether it is told of this. A telephone rings only for what has to be looked at now.
    pub fn wants(&self, message: &Message) -> bool {
        match self.kind {
            Kind::Sms { .. } => message.key.id.severity() == Severity::Critical,
            // Whoever keeps alerts open needs no reminding.
            Kind::PagerDuty { .. } => message.event != Event::Again,
            Kind::Slack { .. } | Kind::Webhook { .. } => true,
        }
    }

    /// Tells it.
    pub fn send(&self, context: &Context, message: &Message) -> std::result::Result<(), Refused> {
        let host = host_name();
        let request = match &self.kind {
            Kind::Slack { url } => post(read(url)?.to_string(), &report::slack(message, &host)),
            Kind::Webhook { url } => {
                post(read(url)?.to_string(), &report::webhook(message, &self.repository, &host))
            }
            Kind::PagerDuty { url, routing_key } => {
                let routing_key = read(routing_key)?;
                post(url.clone(), &report::pagerduty(message, &routing_key, &self.repository, &host))
            }
            Kind::Sms { url, number } => {
                let url = read(url)?;
                let text = report::sms(message, &host);
                let url = url.replace("{number}", &percent(number)).replace("{text}", &percent(&text));
                Request { method: "GET", url, content_type: "text/plain", body: Vec::new() }
            }
        };
        send(context, request)
    }
}

/// Sends a request. Only what was said wrongly is refused for good.
pub fn send(context: &Context, request: Request) -> std::result::Result<(), Refused> {
    let answer = context.block_on(async { Ok::<_, Failure>(Http::new(PATIENCE).send(request).await) });
    let answer = match answer {
        Ok(Ok(answer)) => answer,
        Ok(Err(unsent)) => return Err(Refused { problem: unsent.to_string(), for_good: false }),
        Err(failure) => return Err(Refused { problem: failure.message, for_good: false }),
    };
    if answer.is_success() {
        return Ok(());
    }
    let for_good = (400..500).contains(&answer.status) && ![401, 403, 404, 408, 429].contains(&answer.status);
    Err(Refused { problem: format!("it answers {}", answer.status), for_good })
}

fn post(url: String, body: &Value) -> Request {
    Request { method: "POST", url, content_type: "application/json", body: body.to_string().into_bytes() }
}

/// The file that holds a secret of a channel: named itself, or as a credential of systemd.
pub fn secret(context: &Context, settings: &Settings, table: &str, what: &str) -> Result<Option<PathBuf>> {
    if let Some(file) = settings.text(&format!("alerts.{table}.{what}_file")) {
        return Ok(Some(file.into()));
    }
    let Some(name) = settings.text(&format!("alerts.{table}.{what}_credential")) else { return Ok(None) };
    match &context.environment.credentials {
        Some(folder) => Ok(Some(folder.join(name))),
        None => Err(Failure::usage(format!("the credential {name} is not passed on by systemd"))
            .hint("it is one of a service with LoadCredential; elsewhere name a file")),
    }
}

fn read(file: &Path) -> std::result::Result<Zeroizing<String>, Refused> {
    let text = fs::read_to_string(file).map(Zeroizing::new);
    // Whoever puts it right wants what was written to be told.
    let refused = |problem| Refused { problem, for_good: false };
    let text = text.map_err(|error| refused(format!("cannot read {}: {error}", file.display())))?;
    match text.trim() {
        "" => Err(refused(format!("{} is empty", file.display()))),
        text => Ok(Zeroizing::new(text.to_owned())),
    }
}

/// As it may stand in an address.
fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_stands_in_an_address_as_one_word() {
        assert_eq!(super::percent("+7 ж&a=b"), "%2B7%20%D0%B6%26a%3Db");
    }
}
