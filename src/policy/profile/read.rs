//! TOML to layers of keys and values, with everything that is wrong with them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::finding::{Finding, Place};
use super::nearest::nearest;
use super::resolve;
use super::schema::{self, At, Group, KEYS, Key};
use super::settings::{Origin, Setting};
use super::value::{Base, Value};

/// A value as somebody said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What was said.
    pub value: Value,
    /// Who said it, and where.
    pub origin: Origin,
}

impl Said {
    /// As a setting.
    pub fn setting(&self) -> Setting {
        Setting { value: self.value.clone(), origin: self.origin }
    }
}

/// What is said in one place, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer(BTreeMap<&'static str, Said>);

impl Layer {
    /// All that is said.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Said)> {
        self.0.iter().map(|(path, said)| (*path, said))
    }

    /// What is said of a key.
    pub fn get(&self, path: &str) -> Option<&Said> {
        self.0.get(path)
    }

    /// Leaves out what counts only where it stands.
    pub fn forget_own(&mut self) {
        self.0.retain(|path, _| schema::find(path).is_some_and(|key| key.at != At::Either));
    }

    /// Says something. A path that is no key is passed over.
    pub fn say(&mut self, path: &str, value: Value, origin: Origin) {
        if let Some(key) = schema::find(path) {
            self.0.insert(key.path, Said { value, origin });
        }
    }
}

/// One of several tables of a name: a dataset, a replica or a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Where it begins.
    pub place: Place,
    /// What stands in it.
    pub layer: Layer,
    /// Names of all keys that stand in it, also of those that are wrong.
    pub names: BTreeSet<String>,
}

/// The top of a file, or a profile in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Where the profile begins.
    pub place: Option<Place>,
    /// The profile that it stands upon, if not the top.
    pub inherit: Option<(String, Place)>,
    /// What stands in it.
    pub layer: Layer,
    /// Its tables that there may be several of, by name.
    pub tables: BTreeMap<&'static str, Vec<Table>>,
}

/// A file of profiles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// The top.
    pub top: Section,
    /// The profiles, by name.
    pub profiles: BTreeMap<String, Section>,
}

/// Tables that there may be several of.
const SEVERAL: [(&str, At); 3] =
    [("dataset", At::Dataset), ("replica", At::Replica), ("contact", At::Contact)];

/// Reads a file, with all that is wrong with it in the order of their places.
pub fn parse(text: &str, base: &Base) -> (File, Vec<Finding>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, base, mistakes: Vec::new() };
    for error in errors {
        let place = reader.place(error.span().unwrap_or_default());
        reader.mistakes.push(Finding::new(
            place,
            format!("this is not TOML: {}", error.message()),
            "texts stand in quotes, lists in brackets, and a table begins with its name in brackets",
        ));
    }
    let file = reader.file(table.get_ref());
    let mut mistakes = reader.mistakes;
    mistakes.extend(resolve::mistakes(&file));
    mistakes.sort();
    mistakes.dedup();
    (file, mistakes)
}

struct Reader<'a> {
    text: &'a str,
    base: &'a Base,
    mistakes: Vec<Finding>,
}

type Entry<'a, 'i> = (&'a Spanned<Cow<'i, str>>, &'a Spanned<DeValue<'i>>);

impl Reader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        Place::of(self.text, span.start)
    }

    fn mistake(&mut self, span: Range<usize>, message: impl Into<String>, advice: impl Into<String>) {
        self.mistakes.push(Finding::new(self.place(span), message, advice));
    }

    fn file(&mut self, table: &DeTable<'_>) -> File {
        let mut file = File::default();
        for (name, value) in table {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("profile", DeValue::Table(profiles)) => {
                    for (name, value) in profiles {
                        self.profile(&mut file, (name, value));
                    }
                }
                ("profile", _) => self.mistake(
                    name.span(),
                    "profile should be tables with names",
                    "begin a profile with its name: [profile.NAME]",
                ),
                _ => self.entry(&mut file.top, (name, value), false),
            }
        }
        file
    }

    fn profile(&mut self, file: &mut File, (name, value): Entry<'_, '_>) {
        let DeValue::Table(table) = value.get_ref() else {
            let text = format!("profile.{} should be a table", name.get_ref());
            return self.mistake(name.span(), text, "begin a profile with its name: [profile.NAME]");
        };
        if !resolve::is_name(name.get_ref()) {
            let text = format!("{:?} is not a name for a profile", name.get_ref());
            self.mistake(name.span(), text, resolve::NAMES);
        }
        let mut section = Section { place: Some(self.place(name.span())), ..Section::default() };
        for entry in table {
            self.entry(&mut section, entry, true);
        }
        file.profiles.insert(name.get_ref().to_string(), section);
    }

    /// An entry at the top of the file or of a profile.
    fn entry(&mut self, section: &mut Section, (name, value): Entry<'_, '_>, in_profile: bool) {
        let several = SEVERAL.iter().find(|(several, _)| name.get_ref() == several);
        match (several, value.get_ref()) {
            (Some((several, at)), DeValue::Array(tables)) => {
                let read =
                    tables.iter().filter_map(|table| self.one_of_several(several, *at, table)).collect();
                section.tables.insert(several, read);
            }
            (Some((several, _)), _) => {
                let text = format!("{several} should be a list of tables");
                self.mistake(name.span(), text, format!("begin each with double brackets: [[{several}]]"));
            }
            (None, DeValue::String(other)) if in_profile && name.get_ref() == "inherit" => {
                section.inherit = Some((other.to_string(), self.place(value.span())));
            }
            _ => self.walk(&mut section.layer, "", (name, value), &|key| {
                matches!(key.at, At::Top | At::Inherited | At::Either)
            }),
        }
    }

    fn one_of_several(&mut self, name: &str, at: At, value: &Spanned<DeValue<'_>>) -> Option<Table> {
        let DeValue::Table(entries) = value.get_ref() else {
            let text = format!("{name} should be a list of tables");
            self.mistake(value.span(), text, format!("begin each with double brackets: [[{name}]]"));
            return None;
        };
        let mut layer = Layer::default();
        for (key, value) in entries {
            let word = key.get_ref().as_ref();
            if at == At::Dataset && !matches!(value.get_ref(), DeValue::Table(_)) {
                // Keys of [backup] stand in a dataset as its own.
                let prefix =
                    if schema::find(&format!("backup.{word}")).is_some() { "backup" } else { "dataset" };
                let names = |key: &Key| key.at == At::Dataset || key.path.starts_with("backup.");
                self.walk(&mut layer, prefix, (key, value), &names);
            } else if at == At::Dataset {
                let inside = |key: &Key| {
                    matches!(key.at, At::Inherited | At::Either) && !key.path.starts_with("backup.")
                };
                self.walk(&mut layer, "", (key, value), &inside);
            } else {
                self.walk(&mut layer, name, (key, value), &|key| key.at == at);
            }
        }
        self.contradictions(&layer);
        let names = entries.keys().map(|name| name.get_ref().to_string()).collect();
        Some(Table { place: self.place(value.span()), layer, names })
    }

    /// Reads an entry below `table`: a key, or a table of keys, of those that may stand here.
    fn walk(
        &mut self,
        layer: &mut Layer,
        table: &str,
        (name, value): Entry<'_, '_>,
        here: &dyn Fn(&Key) -> bool,
    ) {
        let dotted = |table: &str| if table.is_empty() { String::new() } else { format!("{table}.") };
        let path = format!("{}{}", dotted(table), name.get_ref());
        let below = format!("{path}.");
        let is_table = KEYS.iter().any(|key| here(key) && key.path.starts_with(&below));
        match (schema::find(&path).filter(|key| here(key)), value.get_ref()) {
            (Some(key), value_there) => match key.kind.read(value_there, self.base) {
                Ok(read) => layer.say(key.path, read, Origin::File(self.place(name.span()))),
                Err(why) => self.mistake(value.span(), format!("{}: {why}", name.get_ref()), advice(key)),
            },
            (None, DeValue::Table(entries)) if is_table => {
                for entry in entries {
                    self.walk(layer, &path, entry, here);
                }
                if table.is_empty() {
                    self.contradictions(layer);
                }
            }
            (None, _) if is_table => {
                let text = format!("{path} should be a table");
                self.mistake(value.span(), text, format!("begin it with its name in brackets: [{path}]"));
            }
            (None, _) => self.unknown(table, &path, name, here),
        }
    }

    fn unknown(
        &mut self,
        table: &str,
        path: &str,
        name: &Spanned<Cow<'_, str>>,
        here: &dyn Fn(&Key) -> bool,
    ) {
        let word = name.get_ref().as_ref();
        if let Some(advice) = schema::in_place_of_secret(path) {
            let text = format!("{word} is a secret, and none may stand in a profile");
            return self.mistake(name.span(), text, advice);
        }
        let text = match table {
            "" => format!("there is no {word} here"),
            "backup" | "dataset" => format!("there is no {word} in a dataset"),
            table => format!("there is no {word} in {table}"),
        };
        let inside = if table.is_empty() { String::new() } else { format!("{table}.") };
        let names = |prefix: &str| -> Vec<&'static str> {
            let keys = KEYS.iter().filter(|key| here(key));
            keys.filter_map(|key| key.path.strip_prefix(prefix)?.split('.').next()).collect()
        };
        let mut known = names(&inside);
        if matches!(table, "backup" | "dataset") {
            known.extend(names("backup."));
            known.extend(names("dataset."));
        } else if table.is_empty() {
            known.extend(SEVERAL.map(|(several, _)| several));
        }
        let advice = match (schema::from_elsewhere(word), nearest(word, known)) {
            (Some(advice), _) => advice.to_owned(),
            (None, Some(near)) => format!("perhaps {near} is meant"),
            (None, None) => match elsewhere(word) {
                Some(key) => format!("{word} stands in {}", home(key)),
                None => "docs/profiles.md lists every key".to_owned(),
            },
        };
        self.mistake(name.span(), text, advice);
    }

    /// Two that exclude each other in one table.
    fn contradictions(&mut self, layer: &Layer) {
        for (group, advice) in [
            (Group::Secret, "leave one of them: a repository is opened by one passphrase or one key file"),
            (Group::Source, "make two datasets, one of paths and one of the command's output"),
        ] {
            let members = KEYS.iter().filter(|key| key.group() == Some(group));
            let said: Vec<_> =
                members.filter_map(|key| Some((key.name(), layer.get(key.path)?.origin))).collect();
            if let [(one, _), (other, Origin::File(place)), ..] = said[..] {
                self.mistakes.push(Finding::new(place, format!("both {one} and {other} are set"), advice));
            }
        }
    }
}

fn advice(key: &Key) -> String {
    let name = key.name();
    match key.default {
        Some(default) => format!("{name} is {}; it is {default} if it is left out", key.kind.wanted()),
        None => format!("{name} is {}", key.kind.wanted()),
    }
}

/// A key of this name in another table.
fn elsewhere(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name() == name)
}

fn home(key: &Key) -> String {
    let table = key.path.rsplit_once('.').map_or("", |(table, _)| table);
    match key.at {
        At::Dataset | At::Replica | At::Contact => format!("[[{table}]]"),
        _ => format!("[{table}]"),
    }
}
