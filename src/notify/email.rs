//! One e-mail to a mail server. Nothing goes over a network unencrypted unless somebody has said that it may.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use lettre::address::AddressError;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::codec::hash::sha256;
use crate::codec::random;
use crate::model::id::to_hex;
use crate::model::time::Timestamp;

/// How what is said to a mail server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS before anything that matters.
    StartTls,
    /// Not at all.
    Plain,
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    host: String,
    port: u16,
    security: Security,
}

/// Who speaks to it.
#[derive(Clone, Copy)]
pub struct Login<'a> {
    /// The user.
    pub username: &'a str,
    /// Never shown.
    pub password: &'a str,
}

impl fmt::Debug for Login<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Login({})", self.username)
    }
}

/// A message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Email<'a> {
    /// The sender.
    pub from: &'a str,
    /// The receiver.
    pub to: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// What it says.
    pub text: &'a str,
    /// Messages of the same thread are shown together.
    pub thread: &'a str,
    /// When it is sent.
    pub date: Timestamp,
}

impl Server {
    /// Reads `smtps://HOST[:PORT]` or `smtp://HOST[:PORT]`. The latter speaks TLS as well, unless the server is on this
    /// host or `may_be_plain`.
    pub fn parse(text: &str, may_be_plain: bool) -> Result<Self, String> {
        let invalid = |why: &str| format!("the mail server {why}; write it as smtps://mail.example.org:465");
        let (scheme, rest) = text.split_once("://").ok_or_else(|| invalid("has no smtps:// or smtp://"))?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains(['@', '/', '?', '#']) {
            return Err(invalid("is more than a host and a port (user and password have keys of their own)"));
        }
        let port_after =
            |text: &str| text.rsplit_once(':').map(|(host, port)| (host.to_owned(), port.to_owned()));
        let (host, port) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, "")) => (host.to_owned(), None),
            Some((host, after)) => {
                let port = after.strip_prefix(':').ok_or_else(|| invalid("has no port after its address"))?;
                (host.to_owned(), Some(port.to_owned()))
            }
            None => port_after(rest).map_or((rest.to_owned(), None), |(host, port)| (host, Some(port))),
        };
        if host.is_empty() {
            return Err(invalid("has no host"));
        }
        let is_here =
            host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let security = match scheme {
            "smtps" => Security::Tls,
            "smtp" if is_here || may_be_plain => Security::Plain,
            "smtp" => Security::StartTls,
            _ => return Err(invalid("has neither smtps:// nor smtp://")),
        };
        let usual = match security {
            Security::Tls => 465,
            Security::Plain if is_here => 25,
            _ => 587,
        };
        let port = match port {
            Some(port) => port.parse().map_err(|_| invalid("has a port that is none"))?,
            None => usual,
        };
        Ok(Self { host, port, security })
    }

    fn tls(&self) -> Result<Tls, lettre::transport::smtp::Error> {
        let parameters = || TlsParameters::new(self.host.clone());
        Ok(match self.security {
            Security::Tls => Tls::Wrapper(parameters()?),
            Security::StartTls => Tls::Required(parameters()?),
            Security::Plain => Tls::None,
        })
    }

    /// Sends a message, as `name`, and waits for the server to take it.
    pub async fn send(
        &self,
        name: &str,
        login: Option<Login<'_>>,
        email: &Email<'_>,
        patience: Duration,
    ) -> Result<(), String> {
        let message = message(email)?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&self.host);
        let tls = self.tls().map_err(|error| error.to_string())?;
        let mut builder = builder.port(self.port).tls(tls).timeout(Some(patience));
        builder = builder.hello_name(ClientId::Domain(name.to_owned()));
        if let Some(Login { username, password }) = login {
            builder = builder.credentials(Credentials::new(username.to_owned(), password.to_owned()));
        }
        let sent = tokio::time::timeout(patience, builder.build::<Tokio1Executor>().send(message)).await;
        match sent {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(format!("{} does not take it: {error}", self.host)),
            Err(_) => Err(format!("{} does not take it within {} s", self.host, patience.as_secs())),
        }
    }
}

/// The message as servers want it. Programs that answer for people who are away know by it not to answer.
fn message(email: &Email<'_>) -> Result<Message, String> {
    let Email { from, to, subject, text, thread, date } = *email;
    let mailbox = |address: &str| {
        address
            .parse::<Mailbox>()
            .map_err(|error: AddressError| format!("{address:?} is no e-mail address: {error}"))
    };
    let (from, to) = (mailbox(from)?, mailbox(to)?);
    let domain = from.email.domain().to_owned();
    let root = format!("<sandyq.{}@{domain}>", to_hex(&sha256(thread.as_bytes())[..16]));
    let own = format!("<sandyq.{}@{domain}>", to_hex(&random::bytes::<16>()));
    let raw = |name: &'static str, value: &str| {
        HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
    };
    Message::builder()
        .from(from)
        .to(to)
        .date(date.to_datetime().into())
        .subject(subject)
        // Nobody gets a message of this id: it is what all of a thread, from whichever host, answer to.
        .references(root.clone())
        .in_reply_to(root)
        .message_id(Some(own))
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "All"))
        .header(ContentType::TEXT_PLAIN)
        .body(text.to_owned())
        .map_err(|error| format!("it cannot be written: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(text: &str, may_be_plain: bool) -> (String, u16, Security) {
        let Server { host, port, security } = Server::parse(text, may_be_plain).unwrap();
        (host, port, security)
    }

    #[test]
    fn only_this_host_is_spoken_to_in_the_clear_unless_that_is_asked_for() {
        let told = |host: &str, port, security| (host.to_owned(), port, security);
        let cases = [
            ("smtps://mail.example.org", told("mail.example.org", 465, Security::Tls)),
            ("smtps://localhost:4650/", told("localhost", 4650, Security::Tls)),
            ("smtp://mail.example.org", told("mail.example.org", 587, Security::StartTls)),
            ("smtp://10.0.0.1:25", told("10.0.0.1", 25, Security::StartTls)),
            ("smtp://localhost", told("localhost", 25, Security::Plain)),
            ("smtp://127.0.0.1:2525", told("127.0.0.1", 2525, Security::Plain)),
            ("smtp://[::1]:2525", told("::1", 2525, Security::Plain)),
            ("smtp://[2001:db8::1]", told("2001:db8::1", 587, Security::StartTls)),
            // A name that only begins like it.
            ("smtp://localhost.example.org", told("localhost.example.org", 587, Security::StartTls)),
        ];
        for (text, expected) in cases {
            assert_eq!(server(text, false), expected, "{text}");
        }
        assert_eq!(server("smtp://mail.example.org", true), told("mail.example.org", 587, Security::Plain));
        assert_eq!(server("smtps://mail.example.org", true).2, Security::Tls);
    }

    #[test]
    fn what_is_no_mail_server_is_refused_without_what_may_be_a_secret() {
        for text in [
            "mail.example.org",
            "https://mail",
            "smtp://",
            "smtp://a:b",
            "smtp://u:secret@mail",
            "smtp://[::1]x",
        ] {
            let refused = Server::parse(text, false).unwrap_err();
            assert!(!refused.contains("secret") && refused.contains("smtps://"), "{refused}");
        }
        assert!(!format!("{:?}", Login { username: "u", password: "secret" }).contains("secret"));
    }

    fn email<'a>(subject: &'a str, thread: &'a str) -> Email<'a> {
        let date = Timestamp { seconds: 1_800_000_000, nanos: 0 };
        Email {
            from: "Backup <b@example.org>",
            to: "a@example.org",
            subject,
            text: "қойма\nis full",
            thread,
            date,
        }
    }

    fn headers(email: &Email<'_>) -> Vec<(String, String)> {
        let text = String::from_utf8(message(email).unwrap().formatted()).unwrap();
        assert!(text.is_ascii(), "{text}");
        let head = text.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .collect()
    }

    fn header(email: &Email<'_>, name: &str) -> String {
        headers(email).into_iter().find(|(known, _)| known == name).unwrap().1
    }

    #[test]
    fn messages_of_a_thread_have_one_root_and_ids_of_their_own() {
        let (one, other) = (email("begins", "sandyq:chest:a"), email("is over", "sandyq:chest:a"));
        assert_eq!(header(&one, "References"), header(&other, "References"));
        assert_eq!(header(&one, "References"), header(&one, "In-Reply-To"));
        assert_ne!(header(&one, "Message-ID"), header(&other, "Message-ID"));
        assert_ne!(header(&one, "References"), header(&email("x", "sandyq:chest:b"), "References"));
        assert_eq!(header(&one, "Auto-Submitted"), "auto-generated");
        assert!(header(&one, "Message-ID").ends_with("@example.org>"));
        assert_eq!(header(&one, "Date"), "Fri, 15 Jan 2027 08:00:00 +0000");
    }

    #[test]
    fn no_text_makes_a_header() {
        let names = |email: &Email<'_>| headers(email).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let usual = names(&email("usual", "a"));
        assert_eq!(names(&email("one\r\nBcc: thief@example.org\r\n\r\nbody", "a")), usual);
        assert_eq!(names(&email("қойма\r\nBcc: thief@example.org", "a\r\nBcc: x")), usual);
        assert!(message(&Email { to: "nobody", ..email("a", "a") }).is_err());
    }
}
