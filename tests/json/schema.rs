//! `docs/json.md` as a schema: its tables, and whether a value is as they say.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use serde_json::{Map, Value};

/// What a value may be.
#[derive(Debug, Clone)]
enum Kind {
    Text,
    Boolean,
    Null,
    Integer,
    Number,
    Time,
    Hex,
    Pack,
    Word(String),
    Shape(String),
    List(Box<Kind>),
    Map(Box<Kind>),
    Any(Vec<Kind>),
}

impl Kind {
    fn parse(text: &str) -> Self {
        let alternatives: Vec<_> = text.split(" or ").collect();
        if alternatives.len() > 1 {
            return Self::Any(alternatives.into_iter().map(Self::parse).collect());
        }
        let inside = |mark| text.strip_prefix(mark).and_then(|rest: &str| rest.strip_suffix(mark));
        if let Some(word) = inside('"') {
            return Self::Word(word.to_owned());
        }
        if let Some(shape) = inside('`') {
            return Self::Shape(shape.to_owned());
        }
        if let Some(rest) = text.strip_prefix("list of ") {
            return Self::List(Box::new(Self::parse(rest)));
        }
        if let Some(rest) = text.strip_prefix("map of ") {
            return Self::Map(Box::new(Self::parse(rest)));
        }
        match text {
            "string" => Self::Text,
            "boolean" => Self::Boolean,
            "null" => Self::Null,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "time" => Self::Time,
            "hex" => Self::Hex,
            "pack" => Self::Pack,
            other => panic!("docs/json.md knows no kind {other:?}"),
        }
    }
}

/// What an object holds.
#[derive(Debug, Default)]
struct Table {
    fields: BTreeMap<String, (bool, Kind)>,
    /// Shapes of which it has all keys too.
    includes: Vec<String>,
}

impl Table {
    fn row(&mut self, line: &str) {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let name = cells[0];
        if let Some(shape) = name.strip_prefix("all of `") {
            self.includes.push(shape.trim_end_matches('`').to_owned());
        } else if let Some(key) = name.strip_prefix('`') {
            let (key, optional) = match key.strip_suffix("`?") {
                Some(key) => (key, true),
                None => (key.trim_end_matches('`'), false),
            };
            let before = self.fields.insert(key.to_owned(), (optional, Kind::parse(cells[1])));
            assert!(before.is_none(), "docs/json.md says {key} twice in one table");
        }
    }
}

/// What a command prints.
#[derive(Debug, Default)]
struct Section {
    messages: BTreeMap<String, Table>,
    /// What a line is that has no `message_type`.
    prints: Option<Kind>,
    /// Other commands whose messages may follow.
    then: Vec<String>,
}

/// The whole page, and what of it was met.
#[derive(Debug, Default)]
pub struct Schema {
    sections: Vec<(BTreeSet<String>, Section)>,
    shapes: BTreeMap<String, Table>,
    met: BTreeSet<String>,
}

/// The section of what any command may say.
const EVERY: &str = "Every command";
/// The section of what others name.
const SHAPES: &str = "Shapes";

impl Schema {
    pub fn parse(page: &str) -> Self {
        let mut schema = Self::default();
        let (mut title, mut table) = ("", "");
        for line in page.lines() {
            if let Some(heading) = line.strip_prefix("## ") {
                (title, table) = (heading, "");
                let names = heading.split(", ").map(|name| name.trim_matches('`').to_owned());
                schema.sections.push((names.collect(), Section::default()));
            } else if let Some(heading) = line.strip_prefix("### ") {
                table = heading.trim_matches('`');
                schema.tables(title).entry(table.to_owned()).or_default();
            } else if line.starts_with("| ") && !table.is_empty() {
                schema.tables(title).get_mut(table).unwrap().row(line);
            } else if let Some(kind) = line.strip_prefix("Prints: ") {
                let section = &mut schema.sections.last_mut().unwrap().1;
                section.prints = Some(Kind::parse(kind.trim_end_matches('.')));
            } else if let Some(rest) = line.strip_prefix("Then: what ") {
                let section = &mut schema.sections.last_mut().unwrap().1;
                section.then = rest.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            }
        }
        schema
    }

    fn tables(&mut self, title: &str) -> &mut BTreeMap<String, Table> {
        if title == SHAPES { &mut self.shapes } else { &mut self.sections.last_mut().unwrap().1.messages }
    }

    fn section(&self, command: &str) -> &Section {
        let found = self.sections.iter().find(|(names, _)| names.contains(command));
        &found.unwrap_or_else(|| panic!("docs/json.md has no section for `{command}`")).1
    }

    /// Whether there is a section for a command.
    pub fn has(&self, command: &str) -> bool {
        self.sections.iter().any(|(names, _)| names.contains(command))
    }

    /// What is wrong with a line on standard output.
    pub fn output(&mut self, command: &str, line: &str) -> Vec<String> {
        self.line(command, line)
    }

    /// What is wrong with a line on standard error.
    pub fn error(&mut self, line: &str) -> Vec<String> {
        self.line(EVERY, line)
    }

    fn line(&mut self, command: &str, line: &str) -> Vec<String> {
        let Ok(mut value) = serde_json::from_str::<Value>(line) else {
            return vec!["is no JSON".to_owned()];
        };
        let section = self.section(command);
        let message = value.as_object_mut().and_then(|fields| fields.shift_remove("message_type"));
        let is_own = |name: &Value| name.as_str().is_some_and(|name| section.messages.contains_key(name));
        if message.as_ref().is_some_and(|name| !section.then.is_empty() && !is_own(name)) {
            return self.of_others(&section.then.clone(), line);
        }
        let mut check = Check { shapes: &self.shapes, met: BTreeSet::new() };
        let problems = match (message, &section.prints) {
            (Some(Value::String(name)), _) => match section.messages.get(&name) {
                Some(table) => check.table(&format!("{command}: {name}"), table, &value),
                None => vec![format!("has a message_type {name:?} that {command} does not know")],
            },
            (None, Some(kind)) => check.kind(command, kind, &value),
            (message, _) => vec![format!("has the message_type {message:?}")],
        };
        let met = check.met;
        self.met.extend(met);
        problems
    }

    /// Nothing is wrong with a line that one of several commands may say.
    fn of_others(&mut self, commands: &[String], line: &str) -> Vec<String> {
        let mut nearest: Option<Vec<String>> = None;
        for command in commands {
            let met = self.met.clone();
            let problems = self.line(command, line);
            if problems.is_empty() {
                return problems;
            }
            self.met = met;
            if nearest.as_ref().is_none_or(|fewest| problems.len() < fewest.len()) {
                nearest = Some(problems);
            }
        }
        nearest.unwrap_or_default()
    }

    /// Keys that nothing has shown so far.
    pub fn never_met(&self) -> Vec<String> {
        let of = |name: &str, table: &Table| -> Vec<String> {
            table.fields.keys().map(|key| format!("{name}.{key}")).collect()
        };
        let messages = self.sections.iter().flat_map(|(names, section)| {
            let command = names.first().cloned().unwrap_or_default();
            section.messages.iter().map(move |(name, table)| (format!("{command}: {name}"), table))
        });
        let shapes = self.shapes.iter().map(|(name, table)| (name.clone(), table));
        let all = messages.chain(shapes).flat_map(|(name, table)| of(&name, table));
        all.filter(|key| !self.met.contains(key)).collect()
    }
}

struct Check<'a> {
    shapes: &'a BTreeMap<String, Table>,
    met: BTreeSet<String>,
}

impl Check<'_> {
    fn table(&mut self, name: &str, table: &Table, value: &Value) -> Vec<String> {
        let Value::Object(fields) = value else { return vec![format!("{name} is no object")] };
        let (mut problems, mut known) = (Vec::new(), BTreeSet::new());
        self.fields(name, table, fields, (&mut problems, &mut known));
        let unknown = fields.keys().filter(|key| !known.contains(key.as_str()));
        problems.extend(unknown.map(|key| format!("{name} has a key {key} that the page does not know")));
        problems
    }

    fn fields(
        &mut self,
        name: &str,
        table: &Table,
        fields: &Map<String, Value>,
        (problems, known): (&mut Vec<String>, &mut BTreeSet<String>),
    ) {
        for (key, (optional, kind)) in &table.fields {
            known.insert(key.clone());
            match fields.get(key) {
                Some(value) => {
                    self.met.insert(format!("{name}.{key}"));
                    problems.extend(self.kind(&format!("{name}.{key}"), kind, value));
                }
                None if *optional => {}
                None => problems.push(format!("{name} has no key {key}")),
            }
        }
        for shape in &table.includes {
            let included = self.shape(shape);
            self.fields(shape, included, fields, (problems, known));
        }
    }

    fn kind(&mut self, name: &str, kind: &Kind, value: &Value) -> Vec<String> {
        let right = match (kind, value) {
            (Kind::Any(kinds), _) => return self.any(name, kinds, value),
            (Kind::Shape(shape), _) => return self.table(shape, self.shape(shape), value),
            (Kind::List(kind), Value::Array(items)) => {
                return items.iter().flat_map(|item| self.kind(name, kind, item)).collect();
            }
            (Kind::Map(kind), Value::Object(fields)) => {
                return fields.values().flat_map(|value| self.kind(name, kind, value)).collect();
            }
            (Kind::Text, Value::String(_)) | (Kind::Boolean, Value::Bool(_)) | (Kind::Null, Value::Null) => {
                true
            }
            (Kind::Integer, Value::Number(number)) => number.is_u64(),
            (Kind::Number, Value::Number(_)) => true,
            (Kind::Time, Value::String(text)) => DateTime::parse_from_rfc3339(text).is_ok(),
            (Kind::Hex, Value::String(text)) => is_hex(text),
            (Kind::Pack, Value::String(text)) => {
                text.split_once('-').is_some_and(|(a, b)| is_hex(a) && is_hex(b))
            }
            (Kind::Word(word), Value::String(text)) => word == text,
            _ => false,
        };
        if right { Vec::new() } else { vec![format!("{name} is {value}, and not {kind:?}")] }
    }

    /// Nothing is wrong with one of several, or all of it with the nearest.
    fn any(&mut self, name: &str, kinds: &[Kind], value: &Value) -> Vec<String> {
        let mut nearest: Option<(Vec<String>, BTreeSet<String>)> = None;
        for kind in kinds {
            let mut check = Check { shapes: self.shapes, met: BTreeSet::new() };
            let problems = check.kind(name, kind, value);
            if nearest.as_ref().is_none_or(|(fewest, _)| problems.len() < fewest.len()) {
                nearest = Some((problems, check.met));
            }
        }
        let (problems, met) = nearest.unwrap_or_default();
        self.met.extend(met);
        problems
    }
}

impl<'a> Check<'a> {
    fn shape(&self, name: &str) -> &'a Table {
        self.shapes.get(name).unwrap_or_else(|| panic!("docs/json.md has no shape `{name}`"))
    }
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
}
