//! Values of keys: what may stand there, read from TOML or from plain text.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use toml::de::{DeArray, DeValue};

use super::nearest::nearest;
use super::schema::Kind;
use crate::model::quantity;
use crate::policy::due::Window;
use crate::policy::exclude::{Excludes, Rules};
use crate::policy::retention::{GroupBy, Span};

/// The value of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text, a word, a path or an address.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// A length of time by the clock.
    Time(Duration),
    /// A length of time by the calendar.
    Span(Span),
    /// Bytes, or bytes a second.
    Bytes(u64),
    /// Texts, patterns or paths.
    Texts(Vec<String>),
    /// Commands, one after the other.
    Commands(Vec<Command>),
}

/// A command to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// By `sh -c`.
    Shell(String),
    /// A program with its arguments.
    Program(Vec<String>),
}

impl Command {
    /// The program and its arguments.
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::Shell(line) => vec!["sh".to_owned(), "-c".to_owned(), line.clone()],
            Self::Program(words) => words.clone(),
        }
    }
}

/// What relative paths are relative to.
#[derive(Debug, Clone, Default)]
pub struct Base {
    /// The folder of the profile.
    pub folder: PathBuf,
    /// What `~/` stands for.
    pub home: Option<PathBuf>,
}

impl Base {
    fn path(&self, text: &str) -> Result<String, String> {
        let path = match text.strip_prefix("~/") {
            Some(rest) => match &self.home {
                Some(home) => home.join(rest),
                None => return Err("~ stands for HOME, which is not set".to_owned()),
            },
            None if text.is_empty() => return Err("the path is empty".to_owned()),
            None if text.contains('\0') => return Err("the path holds a NUL byte".to_owned()),
            None if text == "." => self.folder.clone(),
            None => self.folder.join(Path::new(text.strip_prefix("./").unwrap_or(text))),
        };
        path.into_os_string().into_string().map_err(|_| "the folder of the profile is not UTF-8".to_owned())
    }

    /// A path, or an address with a scheme, which stays as it is.
    fn place(&self, text: &str) -> Result<String, String> {
        if text.contains("://") { Ok(text.to_owned()) } else { self.path(text) }
    }
}

impl Kind {
    /// Reads the value of a key; answers with what is wrong.
    pub fn read(self, value: &DeValue<'_>, base: &Base) -> Result<Value, String> {
        match (self, value) {
            (
                Self::Texts | Self::Paths | Self::Patterns | Self::Tags | Self::TagLists,
                DeValue::Array(list),
            ) => self.list(texts(list)?, base),
            (Self::Commands, DeValue::String(line)) => commands(vec![Command::Shell(line.to_string())]),
            (Self::Commands, DeValue::Array(list)) => commands(several(list)?),
            (Self::Command, DeValue::String(line)) => commands(vec![Command::Shell(line.to_string())]),
            (Self::Command, DeValue::Array(list)) => commands(vec![Command::Program(texts(list)?)]),
            (Self::Flag, DeValue::Boolean(flag)) => Ok(Value::Flag(*flag)),
            (Self::Number { .. } | Self::Size { .. } | Self::Rate, DeValue::Integer(number))
                if number.radix() == 10 =>
            {
                self.text(number.as_str().trim_start_matches('+'), base)
            }
            (
                Self::Flag
                | Self::Number { .. }
                | Self::Texts
                | Self::Paths
                | Self::Patterns
                | Self::Tags
                | Self::TagLists,
                other,
            ) => Err(self.wrong(other)),
            (Self::Date, DeValue::Datetime(date)) => self.text(&date.to_string(), base),
            (_, DeValue::String(text)) => self.text(text, base),
            (_, other) => Err(self.wrong(other)),
        }
    }

    /// Reads a value from plain text, as defaults and variables are written.
    pub fn text(self, text: &str, base: &Base) -> Result<Value, String> {
        match self {
            Self::Text if text.trim().is_empty() => Err("it is empty".to_owned()),
            Self::Text if text.contains(['\n', '\0']) => Err("it is more than one line".to_owned()),
            Self::Text => Ok(Value::Text(text.to_owned())),
            Self::Path => base.path(text).map(Value::Text),
            Self::Place => base.place(text).map(Value::Text),
            Self::FileName => file_name(text),
            Self::GroupBy => text.parse::<GroupBy>().map(|_| Value::Text(text.to_owned())),
            Self::Window => text.parse::<Window>().map(|_| Value::Text(text.to_owned())),
            Self::Word(words) => word(text, words),
            Self::Flag => text.parse().map(Value::Flag).map_err(|_| format!("{text:?} is not true or false")),
            Self::Number { least, most } => number(text, least, most),
            Self::Time => quantity::parse_time_span(text).map(Value::Time),
            Self::Span => text.parse().map(Value::Span).map_err(|error| format!("{error}")),
            Self::Date => match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
                Ok(date) => Ok(Value::Text(date.to_string())),
                Err(_) => Err(format!("{text:?} is not a date, as 2027-01-31")),
            },
            Self::Rate => quantity::parse_rate(text).map(|rate| Value::Bytes(rate.get())),
            Self::Size { least, most, power_of_two } => size(text, least, most, power_of_two),
            Self::Command => commands(vec![Command::Shell(text.to_owned())]),
            Self::Commands | Self::Texts | Self::Paths | Self::Patterns | Self::Tags | Self::TagLists => {
                let list = text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect();
                self.list(list, base)
            }
        }
    }

    fn list(self, texts: Vec<String>, base: &Base) -> Result<Value, String> {
        if texts.iter().any(String::is_empty) {
            return Err("one of the list is empty".to_owned());
        }
        match self {
            Self::Paths => {
                let paths = texts.iter().map(|text| base.path(text)).collect::<Result<_, _>>()?;
                return Ok(Value::Texts(paths));
            }
            Self::Patterns => {
                let rules = Rules { exclude: texts.clone(), ..Rules::default() };
                Excludes::new(rules).map_err(|error| error.to_string())?;
            }
            Self::Tags if texts.iter().any(|tag| tag.contains(',')) => {
                return Err("a tag cannot hold a comma; write one text for each tag".to_owned());
            }
            Self::TagLists if texts.iter().any(|tags| tags.split(',').any(|tag| tag.trim().is_empty())) => {
                return Err("a tag has no name".to_owned());
            }
            _ => {}
        }
        Ok(Value::Texts(texts))
    }

    fn wrong(self, found: &DeValue<'_>) -> String {
        let found = match found {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        format!("it is {found} and should be {}", self.wanted())
    }

    /// What belongs there, in a word or two.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text | Self::FileName | Self::GroupBy | Self::Window => "text",
            Self::Path => "path",
            Self::Place => "place",
            Self::Word(_) => "word",
            Self::Flag => "true or false",
            Self::Number { .. } => "number",
            Self::Time => "time",
            Self::Span => "span",
            Self::Date => "date",
            Self::Size { .. } => "size",
            Self::Rate => "rate",
            Self::Texts => "texts",
            Self::Paths => "paths",
            Self::Patterns => "patterns",
            Self::Tags | Self::TagLists => "tags",
            Self::Command => "command",
            Self::Commands => "commands",
        }
    }

    /// What belongs there, in words and with an example.
    pub fn wanted(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Path => "a path in quotes",
            Self::Place => "a path or an address in quotes",
            Self::FileName => "the name of a file in quotes",
            Self::Word(_) => "a word in quotes",
            Self::Window => "a part of the day in quotes, as \"22:00-05:30\"",
            Self::GroupBy => "words in quotes, as \"host,paths\"",
            Self::Flag => "true or false",
            Self::Number { .. } => "a whole number",
            Self::Time => "a length of time in quotes, as \"90s\", \"15m\" or \"24h\"",
            Self::Span => "a length of time in quotes, as \"30d\", \"1y6m\" or \"12h\"",
            Self::Date => "a date in quotes, as \"2027-01-31\"",
            Self::Size { .. } => "a size in quotes, as \"500M\"",
            Self::Rate => "a rate in quotes, as \"10M\"",
            Self::Texts => "a list of texts, as [\"a\", \"b\"]",
            Self::Paths => "a list of paths, as [\"/etc\", \"/home\"]",
            Self::Patterns => "a list of patterns, as [\"*.tmp\"]",
            Self::Tags => "a list of tags, as [\"daily\"]",
            Self::TagLists => "a list of tags, as [\"release\", \"site,weekly\"]",
            Self::Command => "a command in quotes, or a list of a program and its arguments",
            Self::Commands => "a list of commands, each in quotes or a list of a program and its arguments",
        }
    }
}

fn texts(list: &DeArray<'_>) -> Result<Vec<String>, String> {
    let text = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Ok(text.to_string()),
        other => Err(Kind::Text.wrong(other).replacen("it is", "in the list is", 1)),
    };
    list.iter().map(|value| text(value.get_ref())).collect()
}

fn several(list: &DeArray<'_>) -> Result<Vec<Command>, String> {
    let command = |value: &DeValue<'_>| match value {
        DeValue::String(line) => Ok(Command::Shell(line.to_string())),
        DeValue::Array(words) => texts(words).map(Command::Program),
        other => Err(Kind::Commands.wrong(other).replacen("it is", "in the list is", 1)),
    };
    list.iter().map(|value| command(value.get_ref())).collect()
}

fn commands(commands: Vec<Command>) -> Result<Value, String> {
    let is_empty = |command: &Command| match command {
        Command::Shell(line) => line.trim().is_empty(),
        Command::Program(words) => words.first().is_none_or(String::is_empty),
    };
    let has_nul = |command: &Command| command.words().iter().any(|word| word.contains('\0'));
    match commands {
        commands if commands.iter().any(is_empty) => Err("a command is empty".to_owned()),
        commands if commands.iter().any(has_nul) => Err("a command holds a NUL byte".to_owned()),
        commands => Ok(Value::Commands(commands)),
    }
}

fn file_name(text: &str) -> Result<Value, String> {
    match text {
        "" | "." | ".." => Err(format!("{text:?} names no file")),
        _ if text.contains(['/', '\0']) => {
            Err(format!("{text:?} is a path and should be the name of a file"))
        }
        _ => Ok(Value::Text(text.to_owned())),
    }
}

fn word(text: &str, words: &[&str]) -> Result<Value, String> {
    if words.contains(&text) {
        return Ok(Value::Text(text.to_owned()));
    }
    let meant = nearest(text, words.iter().copied()).map(|word| format!("; {word:?} is near"));
    Err(format!("{text:?} is none of {}{}", words.join(", "), meant.unwrap_or_default()))
}

fn number(text: &str, least: i64, most: i64) -> Result<Value, String> {
    match text.replace('_', "").parse::<i64>() {
        Ok(number) if (least..=most).contains(&number) => Ok(Value::Number(number)),
        _ if most == i64::MAX => Err(format!("{text} is not a whole number from {least} up")),
        _ => Err(format!("{text} is not a whole number from {least} to {most}")),
    }
}

fn size(text: &str, least: u64, most: u64, power_of_two: bool) -> Result<Value, String> {
    let bytes = quantity::parse_bytes(text)?;
    let (from, to) = (quantity::bytes(least), quantity::bytes(most));
    match bytes {
        bytes if power_of_two && !(bytes.is_power_of_two() && (least..=most).contains(&bytes)) => {
            Err(format!("{text:?} is not a power of two from {from} to {to}"))
        }
        bytes if !(least..=most).contains(&bytes) => {
            Err(format!("{text:?} is not a size from {from} to {to}"))
        }
        bytes => Ok(Value::Bytes(bytes)),
    }
}

/// A length of time in the largest unit that leaves nothing over; a day is told as 24 hours.
pub fn shown_time(time: Duration) -> String {
    match time.as_secs() {
        0 => "0s".to_owned(),
        seconds if seconds > 86_400 && seconds.is_multiple_of(86_400) => format!("{}d", seconds / 86_400),
        seconds if seconds.is_multiple_of(3600) => format!("{}h", seconds / 3600),
        seconds if seconds.is_multiple_of(60) => format!("{}m", seconds / 60),
        seconds => format!("{seconds}s"),
    }
}

/// As it is written in a profile.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list =
            |texts: &[String]| texts.iter().map(|text| format!("{text:?}")).collect::<Vec<_>>().join(", ");
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Time(time) => write!(f, "{:?}", shown_time(*time)),
            Self::Span(span) => write!(f, "\"{span}\""),
            Self::Bytes(bytes) => write!(f, "\"{}\"", shown_bytes(*bytes)),
            Self::Texts(texts) => write!(f, "[{}]", list(texts)),
            Self::Commands(commands) => {
                let shown = commands.iter().map(|command| match command {
                    Command::Shell(line) => format!("{line:?}"),
                    Command::Program(words) => format!("[{}]", list(words)),
                });
                write!(f, "[{}]", shown.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn shown_bytes(bytes: u64) -> String {
    let units = [(40, "T"), (30, "G"), (20, "M"), (10, "K")];
    let fits = |(shift, _): &&(u32, &str)| bytes > 0 && bytes.is_multiple_of(1 << shift);
    units.iter().find(fits).map_or(bytes.to_string(), |(shift, unit)| format!("{}{unit}", bytes >> shift))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Base {
        Base { folder: "/etc/sandyq".into(), home: Some("/home/ann".into()) }
    }

    #[test]
    fn relative_paths_begin_at_the_folder_of_the_profile_and_addresses_stay() {
        let read = |kind: Kind, text: &str| kind.text(text, &base()).map(|value| value.to_string());
        assert_eq!(read(Kind::Path, "key"), Ok("\"/etc/sandyq/key\"".into()));
        assert_eq!(read(Kind::Path, "./key"), Ok("\"/etc/sandyq/key\"".into()));
        assert_eq!(read(Kind::Path, "."), Ok("\"/etc/sandyq\"".into()));
        assert_eq!(read(Kind::Path, "~/key"), Ok("\"/home/ann/key\"".into()));
        assert_eq!(read(Kind::Path, "/srv"), Ok("\"/srv\"".into()));
        assert_eq!(read(Kind::Place, "s3://bucket/x"), Ok("\"s3://bucket/x\"".into()));
        assert!(Kind::Path.text("~/key", &Base { home: None, ..base() }).is_err());
        assert!(read(Kind::Path, "").is_err());
    }

    #[test]
    fn times_and_sizes_are_shown_as_people_write_them() {
        for text in ["0s", "90s", "15m", "24h", "30d"] {
            assert_eq!(Kind::Time.text(text, &base()).unwrap().to_string(), format!("{text:?}"));
        }
        for (text, shown) in [("10M", "10M"), ("1536K", "1536K"), ("512", "512K"), ("1G", "1G")] {
            assert_eq!(Kind::Rate.text(text, &base()).unwrap().to_string(), format!("{shown:?}"));
        }
    }

    #[test]
    fn a_word_that_is_not_there_comes_with_the_nearest() {
        let why = Kind::Word(&["critical", "standard"]).text("critcal", &base()).unwrap_err();
        assert_eq!(why, "\"critcal\" is none of critical, standard; \"critical\" is near");
    }
}
