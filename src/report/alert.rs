//! Alerts as each channel wants them. Nothing here names a file or holds a secret: what an alert says is which dataset or
//! repository it is about, and what is wrong in our own words.

use serde_json::{Value, json};

use super::{local_time, printable};
use crate::model::time::Timestamp;
use crate::policy::alert::{Event, Key, Message, Severity, State};

/// PagerDuty takes no longer key.
const LONGEST_KEY: usize = 255;
/// One text message in the alphabet of ASCII.
const LONGEST_SMS: usize = 160;

/// One line.
pub fn line(message: &Message) -> String {
    let Message { event, key, summary, since } = message;
    let begins = match event {
        Event::Trigger => key.id.severity().name().to_uppercase(),
        Event::Again => format!("still {}", key.id.severity().name()),
        Event::Resolve => "resolved".to_owned(),
    };
    let since = local_time(*since);
    printable(&format!("[{begins}] {key}: {summary} (since {since})"))
}

/// The name under which a channel finds the beginning of what ends. `repository` keeps those of one apart from those of
/// another.
pub fn dedup_key(repository: &str, key: &Key) -> String {
    let mut name = format!("sandyq:{repository}:{}:{}", key.subject, key.id.name());
    let mut end = LONGEST_KEY.min(name.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    name
}

/// For PagerDuty's Events API v2.
pub fn pagerduty(message: &Message, routing_key: &str, repository: &str, host: &str) -> Value {
    let Message { event, key, summary, since } = message;
    let mut value = json!({
        "routing_key": routing_key,
        "event_action": if *event == Event::Resolve { "resolve" } else { "trigger" },
        "dedup_key": dedup_key(repository, key),
    });
    if *event != Event::Resolve {
        let severity = match key.id.severity() {
            Severity::Critical => "critical",
            Severity::High => "error",
            Severity::Medium => "warning",
            Severity::Report => "info",
        };
        value["payload"] = json!({
            "summary": printable(&format!("{key}: {summary}")),
            "source": host,
            "severity": severity,
            "timestamp": since.to_rfc3339(),
            "component": key.subject,
            "group": "sandyq",
            "class": key.id.name(),
        });
    }
    value
}

/// For an incoming webhook of Slack: the text alone is what notifications show.
pub fn slack(message: &Message, host: &str) -> Value {
    let text = line(message);
    // Slack's own marks in what others wrote are no marks.
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    json!({
        "text": escaped,
        "blocks": [
            { "type": "section", "text": { "type": "plain_text", "text": text } },
            { "type": "context", "elements": [{ "type": "plain_text", "text": format!("sandyq on {host}") }] },
        ],
    })
}

/// For any other webhook.
pub fn webhook(message: &Message, repository: &str, host: &str) -> Value {
    let Message { event, key, summary, since } = message;
    json!({
        "message_type": "alert",
        "event": event.name(),
        "alert": key.id.name(),
        "subject": key.subject,
        "severity": key.id.severity().name(),
        "summary": summary,
        "since": since.to_rfc3339(),
        "hostname": host,
        "dedup_key": dedup_key(repository, key),
    })
}

/// Subject and text of an e-mail.
pub fn email(message: &Message, repository: &str, host: &str) -> (String, String) {
    let Message { event, key, summary, since } = message;
    let begins = match event {
        Event::Trigger | Event::Again => key.id.severity().name().to_uppercase(),
        Event::Resolve => "resolved".to_owned(),
    };
    let word = match event {
        Event::Trigger => "This is wrong",
        Event::Again => "This is still wrong",
        Event::Resolve => "This is over",
    };
    let line = |name: &str, value: &str| format!("{name:<12}{}\n", printable(value));
    let text = [
        format!("{word}: {}.\n\n", printable(summary)),
        line("Alert:", key.id.name()),
        line("About:", if key.subject.is_empty() { "the repository" } else { &key.subject }),
        line("Severity:", key.id.severity().name()),
        line("Since:", &local_time(*since)),
        line("Repository:", repository),
        line("Told by:", host),
    ];
    (printable(&format!("[{begins}] {key}")), text.concat())
}

/// A short text. Anything beyond ASCII would halve the room, and split it into several.
pub fn sms(message: &Message, host: &str) -> String {
    let Message { event, key, summary, .. } = message;
    let text = format!("sandyq {host}: {} {key}: {summary}", event.name());
    text.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' }).take(LONGEST_SMS).collect()
}

/// An alert that is there, for people.
pub fn state_text(key: &Key, state: &State) -> String {
    let by = if state.is_foreign { "told by another host" } else { "told" };
    let told = state.told.map_or("nobody was told".to_owned(), |told| format!("{by} {}", local_time(told)));
    printable(&format!(
        "{:<8}  {key}: {} (since {}, {told})",
        key.id.severity().name(),
        state.summary,
        local_time(state.since)
    ))
}

/// An alert that is there, for programs.
pub fn state_json(key: &Key, state: &State) -> Value {
    json!({
        "message_type": "alert",
        "alert": key.id.name(),
        "subject": key.subject,
        "severity": key.id.severity().name(),
        "summary": state.summary,
        "since": state.since.to_rfc3339(),
        "told": state.told.map(Timestamp::to_rfc3339),
        "elsewhere": state.is_foreign,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::alert::Id;

    fn message(event: Event, subject: &str) -> Message {
        let since = Timestamp { seconds: 1_800_000_000, nanos: 0 };
        Message {
            event,
            key: Key::new(Id::RpoBreach, subject),
            summary: "7m of <data> & more".to_owned(),
            since,
        }
    }

    #[test]
    fn what_begins_and_what_ends_have_one_key() {
        let begin = pagerduty(&message(Event::Trigger, "ledger"), "r", "chest", "web1");
        let again = pagerduty(&message(Event::Again, "ledger"), "r", "chest", "web2");
        let end = pagerduty(&message(Event::Resolve, "ledger"), "r", "chest", "web2");
        assert_eq!(begin["dedup_key"], "sandyq:chest:ledger:RPO_BREACH");
        assert_eq!((&begin["dedup_key"], &begin["dedup_key"]), (&again["dedup_key"], &end["dedup_key"]));
        assert_eq!(
            [&begin, &again, &end].map(|value| value["event_action"].as_str().unwrap()),
            ["trigger", "trigger", "resolve"]
        );
        assert_eq!(begin["payload"]["severity"], "critical");
        assert!(end.get("payload").is_none());
        let long = dedup_key("chest", &Key::new(Id::RpoBreach, "ж".repeat(200)));
        assert!(long.len() <= LONGEST_KEY && long.starts_with("sandyq:chest:ж"));
    }

    #[test]
    fn a_text_message_is_one_text_message() {
        let text = sms(&message(Event::Trigger, &"қойма".repeat(50)), "web1");
        assert!(text.len() <= LONGEST_SMS && text.is_ascii(), "{text}");
        assert!(text.starts_with("sandyq web1: trigger RPO_BREACH:?"), "{text}");
    }

    #[test]
    fn an_email_says_what_is_wrong_and_where() {
        let (subject, text) = email(&message(Event::Trigger, "ledger"), "s3://chest", "web1");
        assert_eq!(subject, "[CRITICAL] RPO_BREACH:ledger");
        assert!(
            text.starts_with("This is wrong: 7m of <data> & more.\n\nAlert:      RPO_BREACH\n"),
            "{text}"
        );
        assert!(text.contains("Repository: s3://chest\nTold by:    web1\n"), "{text}");
        assert_eq!(email(&message(Event::Resolve, "ledger"), "", "").0, "[resolved] RPO_BREACH:ledger");
    }

    #[test]
    fn marks_of_slack_in_what_others_wrote_are_none() {
        let value = slack(&message(Event::Trigger, "<!channel>"), "web1");
        assert!(!value["text"].as_str().unwrap().contains('<'), "{value}");
        assert_eq!(value["blocks"][0]["text"]["type"], "plain_text");
    }
}
