//! A setting: a flag by its name, the value that it is given, and where that was written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keys::Key;

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Which flag.
    pub key: Key,
    /// What it is set to.
    pub value: Value,
    /// Where that is written.
    pub origin: Origin,
}

/// What a flag is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A flag without a value: given, or not given after all.
    Switch(bool),
    /// A value, or several where the flag can be repeated.
    Words(Vec<String>),
    /// Where the value is to be fetched.
    Reference(Reference),
}

/// Where a value is kept that does not belong into a file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// In this variable of the environment.
    Env(String),
    /// In this file, alone.
    File(PathBuf),
    /// Printed by this program, with its words; no shell runs.
    Command(String, Vec<String>),
}

/// Where a setting is written; the later ones count more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// In this program, for a provider of this name.
    Known(&'static str),
    /// In the user's own file.
    User(Place),
    /// In the file of a project.
    Project(Place),
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: Arc<Path>,
    /// The line, from 1.
    pub line: usize,
}

impl Setting {
    /// Whether it sets anything: a switch that is off only takes back what was set before.
    pub fn is_set(&self) -> bool {
        self.value != Value::Switch(false)
    }

    /// Whether a secret is written here in so many letters.
    pub fn is_literal_secret(&self) -> bool {
        self.key.is_secret() && matches!(self.value, Value::Words(_))
    }

    /// The value as a person may see it.
    pub fn shown(&self) -> String {
        match &self.value {
            Value::Switch(on) => on.to_string(),
            Value::Words(_) if self.key.is_secret() => MASK.to_owned(),
            Value::Words(words) => words.join(" "),
            Value::Reference(reference) => reference.words(),
        }
    }

    /// The words of the flag, one word each, so that a value that begins with `-` stays a value. What is behind a
    /// reference is fetched by `fetch`.
    pub fn flags<E>(&self, fetch: impl Fn(&Reference) -> Result<String, E>) -> Result<Vec<String>, E> {
        let long = &self.key.long;
        Ok(match &self.value {
            Value::Switch(true) => vec![format!("--{long}")],
            Value::Switch(false) => Vec::new(),
            Value::Words(words) => words.iter().map(|word| format!("--{long}={word}")).collect(),
            Value::Reference(reference) => vec![format!("--{long}={}", fetch(reference)?)],
        })
    }
}

/// What stands for a secret.
pub const MASK: &str = "‹secret›";

impl Reference {
    /// The reference as it is written in a file.
    pub fn words(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Env(name) => format!("{{ env = {} }}", quoted(name)),
            Self::File(path) => format!("{{ file = {} }}", quoted(&path.display().to_string())),
            Self::Command(program, words) => {
                let all: Vec<String> = std::iter::once(program).chain(words).map(|word| quoted(word)).collect();
                format!("{{ command = [{}] }}", all.join(", "))
            }
        }
    }
}

impl Origin {
    /// The line of a file, where it is in one.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Known(_) => None,
            Self::User(place) | Self::Project(place) => Some(place),
        }
    }

    /// Where it is, in a few words.
    pub fn words(&self) -> String {
        match self {
            Self::Known(name) => format!("ready profile {name}"),
            Self::User(place) => format!("user file {place}"),
            Self::Project(place) => format!("project file {place}"),
        }
    }

    /// One word for the kind of place.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Known(_) => "ready",
            Self::User(_) => "user",
            Self::Project(_) => "project",
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.path.display(), self.line)
    }
}
