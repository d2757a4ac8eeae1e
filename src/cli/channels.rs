//! The channels that a profile names: who is told, and how.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use zeroize::Zeroizing;

use super::commands::backup::host_name;
use super::context::Context;
use super::failure::{Failure, Result};
use super::look::now;
use crate::notify::{self, Email, Http, Login, Request};
use crate::policy::alert::{Event, Message, Severity};
use crate::policy::profile::Settings;
use crate::report::{alert as report, printable};
use crate::storage::http_client;

/// A channel that takes longer to answer is tried again later.
const PATIENCE: Duration = Duration::from_secs(10);
/// Mail servers make strangers wait.
const MAIL_PATIENCE: Duration = Duration::from_secs(30);

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
    Sns { region: Option<String>, number: String },
    Email { server: MailServer, to: String },
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct MailServer {
    /// As the profile has it.
    address: String,
    may_be_plain: bool,
    from: String,
    login: Option<(String, SecretFile)>,
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
            kinds.push(text_message(settings, number)?);
        }
        if let Some(to) = settings.texts("alerts.email.to") {
            let server = mail_server(context, settings)?;
            // To each by itself: one that is refused keeps no other from being told.
            kinds.extend(to.iter().map(|to| Kind::Email { server: server.clone(), to: to.clone() }));
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
            Kind::Sms { number, .. } | Kind::Sns { number, .. } => number,
            Kind::Email { to, .. } => to,
        }
    }

    /// What kind it is of.
    pub fn kind(&self) -> &'static str {
        match &self.kind {
            Kind::Slack { .. } => "slack",
            Kind::PagerDuty { .. } => "pagerduty",
            Kind::Webhook { .. } => "webhook",
            Kind::Sms { .. } | Kind::Sns { .. } => "sms",
            Kind::Email { .. } => "email",
        }
    }

    /// Whether it is told of this. A telephone rings only for what has to be looked at now.
    pub fn wants(&self, message: &Message) -> bool {
        match self.kind {
            Kind::Sms { .. } | Kind::Sns { .. } => message.key.id.severity() == Severity::Critical,
            // Whoever keeps alerts open needs no reminding.
            Kind::PagerDuty { .. } => message.event != Event::Again,
            Kind::Slack { .. } | Kind::Webhook { .. } | Kind::Email { .. } => true,
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
            Kind::Sns { region, number } => {
                let text = report::sms(message, &host);
                let sent = context.block_on(async {
                    Ok::<_, Failure>(
                        notify::text_message(http_client(), region.clone(), number, &text, PATIENCE).await,
                    )
                });
                return taken(sent);
            }
            Kind::Email { server, to } => return server.send(context, message, to, &self.repository, &host),
        };
        send(context, request)
    }
}

/// A text message over the way that the profile names.
fn text_message(settings: &Settings, number: &str) -> Result<Kind> {
    let number = number.to_owned();
    if settings.text("alerts.sms.provider") == Some("sns") {
        return Ok(Kind::Sns { region: settings.text("alerts.sms.region").map(str::to_owned), number });
    }
    match settings.text("alerts.sms.url_file") {
        Some(url) => Ok(Kind::Sms { url: url.into(), number }),
        None => Err(Failure::usage("there are numbers for text messages, and no gateway that takes them")
            .hint("name a file with its address: url_file in [alerts.sms]")),
    }
}

/// The mail server of a profile.
fn mail_server(context: &Context, settings: &Settings) -> Result<MailServer> {
    let text = |name: &str| settings.text(&format!("alerts.email.{name}")).map(str::to_owned);
    let missing = |what: &str, key: &str| {
        Failure::usage(format!("there are receivers of e-mail, and no {what}"))
            .hint(format!("name it: {key} in [alerts.email]"))
    };
    let address = text("smtp").ok_or_else(|| missing("server that takes it", "smtp"))?;
    let may_be_plain = text("encryption").as_deref() == Some("none");
    notify::Server::parse(&address, may_be_plain).map_err(Failure::usage)?;
    let from = text("from").ok_or_else(|| missing("sender", "from"))?;
    let login = match (text("username"), secret(context, settings, "email", "password")?) {
        (Some(username), Some(password)) => Some((username, password)),
        (None, None) => None,
        (Some(_), None) => return Err(missing("password", "password_file")),
        (None, Some(_)) => return Err(missing("user that the password is of", "username")),
    };
    Ok(MailServer { address, may_be_plain, from, login })
}

impl MailServer {
    fn send(
        &self,
        context: &Context,
        message: &Message,
        to: &str,
        repository: &str,
        host: &str,
    ) -> std::result::Result<(), Refused> {
        // Whoever puts the profile right wants what was written to be told.
        let refused = |problem| Refused { problem, for_good: false };
        let server = notify::Server::parse(&self.address, self.may_be_plain).map_err(refused)?;
        let login = self.login.as_ref().map(|(user, file)| Ok((user, read(file)?))).transpose()?;
        let login = login.as_ref().map(|(username, password)| Login { username, password });
        let (subject, text) = report::email(message, repository, host);
        let thread = report::dedup_key(repository, &message.key);
        let (from, date) = (self.from.as_str(), now());
        let email = Email { from, to, subject: &subject, text: &text, thread: &thread, date };
        let sending = server.send(host, login, &email, MAIL_PATIENCE);
        taken(context.block_on(async { Ok::<_, Failure>(sending.await) }))
    }
}

/// What came of telling somebody. Whoever puts right what was wrong wants what was written to be told.
fn taken(sent: Result<std::result::Result<(), String>>) -> std::result::Result<(), Refused> {
    let problem = match sent {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(problem)) => problem,
        Err(failure) => failure.message,
    };
    Err(Refused { problem: printable(&problem), for_good: false })
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
