//! Which layers lie over each other: a profile on those it stands upon, and a dataset on its profile.

use std::collections::BTreeMap;

use super::finding::{Finding, Place};
use super::nearest::nearest;
use super::read::{File, Layer, Section, Table};
use super::settings::{Origin, Settings};

/// What a name may be.
pub const NAMES: &str = "a name has letters, digits, '-', '_' and '.', and begins with a letter or a digit";

/// Whether this may be the name of a profile or a dataset: it becomes part of the names of files and units.
pub fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    text.len() <= 64 && text.chars().all(fits) && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// No profile has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no profile {name:?}")]
pub struct NoProfile {
    /// The name.
    pub name: String,
    /// The nearest there is.
    pub near: Option<String>,
}

/// A profile with all it stands upon.
#[derive(Debug, Clone)]
pub struct Resolved<'a> {
    /// The profile and what it stands upon, the nearest first; the top of the file is the last.
    sections: Vec<&'a Section>,
}

impl File {
    /// A profile, or the top of the file if none is named.
    pub fn resolve(&self, name: Option<&str>) -> Result<Resolved<'_>, NoProfile> {
        let mut sections: Vec<&Section> = Vec::new();
        let mut next = name;
        while let Some(name) = next {
            let section = self.profiles.get(name).ok_or_else(|| self.no_profile(name))?;
            // A circle is a mistake that is told of elsewhere.
            if sections.iter().any(|seen| std::ptr::eq(*seen, section)) {
                break;
            }
            sections.push(section);
            next = section.inherit.as_ref().map(|(other, _)| other.as_str());
        }
        sections.push(&self.top);
        Ok(Resolved { sections })
    }

    fn no_profile(&self, name: &str) -> NoProfile {
        let near = nearest(name, self.profiles.keys().map(String::as_str)).map(str::to_owned);
        NoProfile { name: name.to_owned(), near }
    }
}

impl<'a> Resolved<'a> {
    /// What holds for all of it, below layers that lie over the file.
    pub fn settings(&self, over: &[Layer]) -> Settings {
        Settings::of(over.iter().chain(self.layers()))
    }

    /// What holds for one of its tables.
    pub fn settings_of(&self, table: &Table, over: &[Layer]) -> Settings {
        let own = over.iter().chain([&table.layer]);
        let mut inherited: Vec<Layer> = self.layers().cloned().collect();
        // The hooks of the whole run are not those of each dataset.
        for layer in &mut inherited {
            layer.forget_own();
        }
        Settings::of(own.chain(&inherited))
    }

    fn layers(&self) -> impl Iterator<Item = &'a Layer> {
        self.sections.iter().map(|section| &section.layer)
    }

    /// Tables of this name: those of the nearest that has any.
    pub fn tables(&self, name: &str) -> &'a [Table] {
        self.sections.iter().find_map(|section| section.tables.get(name)).map_or(&[], Vec::as_slice)
    }

    /// The datasets with their names.
    pub fn datasets(&self) -> impl Iterator<Item = (&'a str, &'a Table)> {
        self.tables("dataset").iter().filter_map(|table| Some((name(table)?, table)))
    }

    /// The dataset of this name, or else the nearest name there is.
    pub fn dataset(&self, wanted: &str) -> Result<&'a Table, Option<&'a str>> {
        let found = self.datasets().find(|(name, _)| *name == wanted).map(|(_, table)| table);
        found.ok_or_else(|| nearest(wanted, self.datasets().map(|(name, _)| name)))
    }
}

fn name(table: &Table) -> Option<&str> {
    match &table.layer.get("dataset.name")?.value {
        super::value::Value::Text(name) => Some(name),
        _ => None,
    }
}

/// Names that lead nowhere, and datasets that are none.
pub fn mistakes(file: &File) -> Vec<Finding> {
    let mut mistakes = Vec::new();
    for (own, section) in &file.profiles {
        let Some((other, place)) = &section.inherit else { continue };
        if let Err(missing) = file.resolve(Some(other)) {
            let advice = match missing.near {
                Some(near) => format!("perhaps {near} is meant"),
                None => "without inherit a profile stands upon the top of the file".to_owned(),
            };
            mistakes.push(Finding::new(*place, missing_text(&missing.name), advice));
        } else if reaches(file, other, own) {
            let text = format!("profile {own} stands upon itself");
            mistakes.push(Finding::new(*place, text, "leave out one inherit of the circle"));
        }
    }
    for section in file.profiles.values().chain([&file.top]) {
        mistakes.extend(section.tables.get("dataset").map(|tables| datasets(tables)).unwrap_or_default());
        for replica in section.tables.get("replica").into_iter().flatten() {
            if !replica.names.contains("url") {
                let advice = "write where it is, as url = \"s3://BUCKET/PREFIX\"";
                mistakes.push(Finding::new(replica.place, "a replica has no url", advice));
            }
        }
    }
    mistakes
}

fn missing_text(name: &str) -> String {
    format!("there is no profile {name:?}")
}

/// Whether a profile stands upon another, directly or not.
fn reaches(file: &File, from: &str, to: &str) -> bool {
    let (mut at, mut steps) = (from, 0);
    while steps <= file.profiles.len() {
        if at == to {
            return true;
        }
        match file.profiles.get(at).and_then(|section| section.inherit.as_ref()) {
            Some((next, _)) => at = next,
            None => return false,
        }
        steps += 1;
    }
    false
}

fn datasets(tables: &[Table]) -> Vec<Finding> {
    let mut mistakes = Vec::new();
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    for table in tables {
        let said = |path: &str| match table.layer.get(path).map(|said| said.origin) {
            Some(Origin::File(place)) => Some(place),
            _ => None,
        };
        match (name(table), said("dataset.name")) {
            (Some(name), Some(place)) if !is_name(name) => {
                mistakes.push(Finding::new(place, format!("{name:?} is not a name for a dataset"), NAMES));
            }
            (Some(name), Some(place)) => {
                if let Some(first) = seen.insert(name, place) {
                    let text = format!("there is a dataset {name} already, on line {}", first.line);
                    mistakes.push(Finding::new(place, text, "give each dataset a name of its own"));
                }
            }
            _ if table.names.contains("name") => {}
            _ => mistakes.push(Finding::new(table.place, "a dataset has no name", "write name = \"NAME\"")),
        }
        // One that is there and wrong is told of already.
        let is_wrong = |path: &str, name: &str| table.layer.get(path).is_none() && table.names.contains(name);
        if is_wrong("dataset.paths", "paths") || is_wrong("dataset.stdin_from_command", "stdin_from_command")
        {
            continue;
        }
        let is_empty = |path: &str| match table.layer.get(path).map(|said| &said.value) {
            Some(super::value::Value::Texts(texts)) => texts.is_empty(),
            other => other.is_none(),
        };
        if is_empty("dataset.paths") && is_empty("dataset.stdin_from_command") {
            let advice = "write what it is made of, as paths = [\"/srv/data\"]";
            mistakes.push(Finding::new(table.place, "a dataset has no paths", advice));
        }
    }
    mistakes
}
