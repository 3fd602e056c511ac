//! One file of settings: TOML in, tables of settings out, each with its line.

mod expect;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::expected::Expected;
use super::keys::{Key, Keys, Takes};
use super::nearest::did_you_mean;
use super::setting::{Origin, Place, Reference, Setting, Value};
use crate::cli::trouble::Trouble;
use crate::world::settings_files;

/// A file of settings.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Whose it is.
    pub owner: Owner,
    /// Its text.
    pub text: String,
    /// What it says of every provider.
    pub defaults: Vec<Setting>,
    /// What it expects of every provider.
    pub expected: Expected,
    /// The lines on which its tables begin.
    pub tables: Vec<usize>,
    /// What it says of one.
    pub profiles: Vec<Profile>,
}

/// A `[provider.NAME]` table.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// The line on which it begins.
    pub line: usize,
    /// The ready profile that it begins with.
    pub like: Option<(String, Place)>,
    /// What it sets.
    pub settings: Vec<Setting>,
    /// What it expects of the provider.
    pub expected: Expected,
}

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The user's.
    User,
    /// A project's.
    Project,
}

/// What a file of settings is made of.
const TABLES: &str =
    "a file of settings has [defaults] and [provider.NAME] tables; begin one with: oauth-flow config init";
/// The table in a table of settings that sets nothing.
const EXPECT: &str = "expect";
/// What a setting can be.
const FLAGS: &str = "the settings are the flags of login, with `_` or `-`: oauth-flow login --help";
/// How a secret is referred to.
const REFERENCES: &str = "a value that is kept elsewhere: { env = \"NAME\" }, { file = \"PATH\" } or { command = [\"op\", \"read\", \"…\"] }";

impl File {
    /// Reads a file; the first mistake in it is an error with its line.
    pub fn read((path, owner): (&Path, Owner), text: &str, keys: &Keys) -> Result<Self, Trouble> {
        let reader = Reader { path: path.into(), owner, text, keys };
        let root = DeTable::parse(text).map_err(|error| reader.no_toml(&error))?;
        let mut file = Self {
            path: path.to_owned(),
            owner,
            text: text.to_owned(),
            defaults: Vec::new(),
            expected: Expected::default(),
            tables: Vec::new(),
            profiles: Vec::new(),
        };
        for (name, value) in root.get_ref() {
            file.tables.push(line(text, name.span().start));
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("defaults", DeValue::Table(table)) => {
                    file.defaults = reader.settings(table)?;
                    file.expected = reader.expected(table)?;
                }
                ("provider", DeValue::Table(table)) => file.profiles = reader.profiles(table)?,
                (known @ ("defaults" | "provider"), other) => {
                    return Err(reader.wrong_kind(known, name.span(), ("a table", other)).hint(TABLES));
                }
                (unknown, _) => {
                    let tables = ["defaults", "provider"].into_iter().map(str::to_owned);
                    let meant = did_you_mean(unknown, tables);
                    let place = reader.place(name.span());
                    return Err(
                        Trouble::usage(format!("`{unknown}` at {place} is no table of settings{meant}")).hint(TABLES)
                    );
                }
            }
        }
        file.tables.extend(file.profiles.iter().map(|profile| profile.line));
        Ok(file)
    }

    /// The profile of this name.
    pub fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.name == name)
    }
}

/// The text of a file and what is known about it.
struct Reader<'a> {
    path: Arc<Path>,
    owner: Owner,
    text: &'a str,
    keys: &'a Keys,
}

impl Reader<'_> {
    fn profiles(&self, tables: &DeTable<'_>) -> Result<Vec<Profile>, Trouble> {
        let read = |(name, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let (begins, name): (usize, &std::borrow::Cow<'_, str>) = (self.place(name.span()).line, name.get_ref());
            match value.get_ref() {
                DeValue::Table(table) => self.profile((name, begins), table),
                other => {
                    Err(self.wrong_kind(&format!("provider.{name}"), value.span(), ("a table", other)).hint(TABLES))
                }
            }
        };
        let mut profiles: Vec<Profile> = tables.iter().map(read).collect::<Result<_, _>>()?;
        profiles.sort_by_key(|profile| profile.line);
        Ok(profiles)
    }

    fn profile(&self, (name, begins): (&str, usize), table: &DeTable<'_>) -> Result<Profile, Trouble> {
        let like = match table.iter().find(|(key, _)| key.get_ref() == "like") {
            Some((key, value)) => match value.get_ref() {
                DeValue::String(known) => Some((known.to_string(), self.place(key.span()))),
                other => {
                    return Err(self
                        .wrong_kind("like", key.span(), ("the name of a ready profile", other))
                        .hint("oauth-flow config list"));
                }
            },
            None => None,
        };
        let (settings, expected) = (self.settings(table)?, self.expected(table)?);
        Ok(Profile { name: name.to_owned(), line: begins, like, settings, expected })
    }

    fn settings(&self, table: &DeTable<'_>) -> Result<Vec<Setting>, Trouble> {
        let mut settings: Vec<Setting> = Vec::new();
        for (name, value) in table {
            let written: &str = name.get_ref();
            if written == "like" || written == EXPECT {
                continue;
            }
            let place = self.place(name.span());
            let key = self.keys.find(written).ok_or_else(|| {
                let meant = did_you_mean(written, self.keys.names().chain(["like".to_owned(), EXPECT.to_owned()]));
                Trouble::usage(format!("`{written}` at {place} is no setting{meant}")).hint(FLAGS)
            })?;
            if settings.iter().any(|setting| setting.key == *key) {
                return Err(Trouble::usage(format!("`{written}` at {place} is set twice: `_` and `-` are the same"))
                    .hint("leave one of them out"));
            }
            let value = self.value(key, name.span(), value.get_ref())?;
            let origin = match self.owner {
                Owner::User => Origin::User(place),
                Owner::Project => Origin::Project(place),
            };
            settings.push(Setting { key: key.clone(), value, origin });
        }
        settings.sort_by(|one, other| one.origin.cmp(&other.origin));
        Ok(settings)
    }

    fn value(&self, key: &Key, span: Range<usize>, value: &DeValue<'_>) -> Result<Value, Trouble> {
        let wrong = |expected| self.wrong_kind(&key.name(), span.clone(), (expected, value)).hint(FLAGS);
        match (key.takes, value) {
            (Takes::Nothing, DeValue::Boolean(on)) => Ok(Value::Switch(*on)),
            (Takes::Nothing, _) => Err(wrong("true or false")),
            (_, DeValue::Table(table)) => self.reference(key, span.clone(), table).map(Value::Reference),
            (Takes::Many, DeValue::Array(items)) => {
                let words: Option<Vec<String>> = items.iter().map(|item| word(item.get_ref())).collect();
                words.map(Value::Words).ok_or_else(|| wrong("a text or a list of texts"))
            }
            (Takes::Path, DeValue::String(path)) => Ok(Value::Words(vec![self.beside(path).display().to_string()])),
            (Takes::Path, _) => Err(wrong("the path of a file")),
            (takes, other) => word(other).map(|word| Value::Words(vec![word])).ok_or_else(|| {
                wrong(if takes == Takes::Many { "a text or a list of texts" } else { "a text or a number" })
            }),
        }
    }

    fn reference(&self, key: &Key, span: Range<usize>, table: &DeTable<'_>) -> Result<Reference, Trouble> {
        let bad = |reason: &str| {
            let place = self.place(span.clone());
            Trouble::usage(format!("`{}` at {place} refers to nothing: {reason}", key.name())).hint(REFERENCES)
        };
        let mut members = table.iter();
        let (Some((name, value)), None) = (members.next(), members.next()) else {
            return Err(bad("there has to be exactly one of `env`, `file` and `command`"));
        };
        match (name.get_ref().as_ref(), value.get_ref()) {
            ("env", DeValue::String(variable)) if is_variable(variable) => Ok(Reference::Env(variable.to_string())),
            ("env", _) => Err(bad("`env` is the name of a variable")),
            ("file", DeValue::String(path)) => Ok(Reference::File(self.beside(path))),
            ("file", _) => Err(bad("`file` is a path")),
            ("command", DeValue::Array(items)) => {
                let words: Option<Vec<String>> =
                    items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect();
                let mut words = words.unwrap_or_default().into_iter();
                let program = words.next().filter(|program| !program.is_empty());
                let program = program.ok_or_else(|| bad("`command` is a list of texts, the program first"))?;
                Ok(Reference::Command(program, words.collect()))
            }
            ("command", _) => Err(bad("`command` is a list of texts, since no shell takes it apart")),
            (other, _) => {
                let known = ["env", "file", "command"].into_iter().map(str::to_owned);
                Err(bad(&format!("`{other}` is unknown{}", did_you_mean(other, known))))
            }
        }
    }

    fn beside(&self, path: &str) -> PathBuf {
        settings_files::beside(self.path.parent().unwrap_or(Path::new("")), path)
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place { path: Arc::clone(&self.path), line: line(self.text, span.start) }
    }

    fn no_toml(&self, error: &toml::de::Error) -> Trouble {
        let place = self.place(error.span().unwrap_or_default());
        let reason = error.message().trim().replace('\n', ", ");
        Trouble::usage(format!("{place} is no TOML: {reason}")).hint(TABLES)
    }

    fn wrong_kind(&self, name: &str, span: Range<usize>, (expected, found): (&str, &DeValue<'_>)) -> Trouble {
        let found = match found {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        Trouble::usage(format!("`{name}` at {} has to be {expected}, and is {found}", self.place(span)))
    }
}

/// A text or a number as a word on a command line.
fn word(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        _ => None,
    }
}

/// The names that a shell can set (POSIX.1-2017, Base Definitions 3.235).
fn is_variable(name: &str) -> bool {
    let fits = |c: char| c == '_' || c.is_ascii_alphanumeric();
    !name.is_empty() && name.chars().all(fits) && !name.starts_with(|c: char| c.is_ascii_digit())
}

fn line(text: &str, at: usize) -> usize {
    1 + text.as_bytes().iter().take(at).filter(|octet| **octet == b'\n').count()
}

#[cfg(test)]
mod tests;
