//! Settings: default < ready profile < user file < project file < environment < flag, for every command that is given a
//! provider, and for every flag that such a command has.
//!
//! clap itself tells where a value came from. The words are parsed once; what neither a flag nor the environment says is
//! taken from the files, put before the person's own words as flags, and all of it is parsed again.

mod expected;
mod file;
mod keys;
pub mod known;
mod layers;
mod nearest;
mod reference;
mod remarks;
mod said;
mod setting;

use std::ffi::OsString;

use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};

pub use expected::{Expected, Gap};
pub use file::{File, Owner};
use keys::takes_settings;
pub use keys::{Key, Keys, PROVIDER};
use layers::Layers;
pub use layers::{Strength, strength};
pub use nearest::did_you_mean;
pub use said::Said;
use setting::Value;
pub use setting::{MASK, Origin, Setting};

use super::trouble::Trouble;
use crate::world::{files, settings_files};

/// What the settings gave to a run.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The ready profile below everything, by its name.
    pub known: Option<&'static str>,
    /// The settings that are in force.
    pub settings: Vec<Setting>,
    /// What is expected of the provider.
    pub expected: Expected,
    /// What a person should know about them.
    pub remarks: Vec<String>,
    /// The flags as the person wrote them, those that hold secrets left out: enough to say it again.
    pub said: Vec<Said>,
}

/// The words as they were parsed, with the settings that stand behind them.
#[derive(Debug)]
pub struct Settled {
    /// What clap makes of it.
    pub matches: ArgMatches,
    /// What the settings gave.
    pub given: Given,
}

/// Why words could not be settled.
#[derive(Debug)]
pub enum Unsettled {
    /// clap says it: help that was asked for, or a wrong word.
    Words(clap::Error),
    /// A file of settings, or a value that it refers to.
    Settings(Trouble),
}

/// Whether values that are kept elsewhere are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// They are.
    Fetched,
    /// They are left where they are.
    Left,
}

/// A file of settings is not larger than this.
const MAX_FILE: u64 = 1 << 20;

impl From<clap::Error> for Unsettled {
    fn from(error: clap::Error) -> Self {
        Self::Words(error)
    }
}

impl From<Trouble> for Unsettled {
    fn from(trouble: Trouble) -> Self {
        Self::Settings(trouble)
    }
}

impl Given {
    /// Whether a flag has its value from the settings.
    #[must_use]
    pub fn gave(&self, long: &str) -> bool {
        self.settings.iter().any(|setting| setting.key.long == long)
    }
}

/// Parses the words and puts the settings behind them.
pub fn settle(words: &[OsString], secrets: Secrets) -> Result<Settled, Unsettled> {
    settle_in(words, None, secrets)
}

/// The same as if this provider had been the only one that they name, and with files that were read before.
pub fn settle_for(words: &[OsString], one: (&str, &[File])) -> Result<Settled, Unsettled> {
    settle_in(words, Some(one), Secrets::Fetched)
}

fn settle_in(words: &[OsString], one: Option<(&str, &[File])>, secrets: Secrets) -> Result<Settled, Unsettled> {
    let program = || super::meant(words);
    let matches = match program().try_get_matches_from(words) {
        Ok(matches) => matches,
        // a setting may give what is required, and a flag overrules what the environment says against it
        Err(error) if matches!(error.kind(), ErrorKind::ArgumentConflict | ErrorKind::MissingRequiredArgument) => {
            program().ignore_errors(true).try_get_matches_from(words)?
        }
        Err(error) => return Err(error.into()),
    };
    let Some((name, inner)) = matches.subcommand() else {
        return Ok(Settled::plain(program().try_get_matches_from(words)?));
    };
    let provider = one.map(|(name, _)| name.to_owned()).or_else(|| provider(inner));
    let root = with_issuer_rule(program(), name, provider.as_deref());
    let Some(command) = root.find_subcommand(name) else { return Ok(Settled::plain(matches)) };
    let unheard = layers::unheard(command, inner);
    let mut given = Given::default();
    if !takes_settings(command) || inner.subcommand().is_some() {
        let matches = deaf(root, name, &unheard).try_get_matches_from(words)?;
        return Ok(Settled { matches, given });
    }
    given.said = said::said(command, inner);
    let read = if one.is_some() { Vec::new() } else { read_files(&mut given.remarks)? };
    let files = one.map_or(&*read, |(_, files)| files);
    let named = provider.as_deref().filter(|word| !is_issuer(word));
    let layers = Layers::new(files, named)?;
    given.known = layers.known.map(|known| known.id);
    given.settings = layers.in_force(command, inner);
    given.expected = layers.expected;
    if let Some(known) = layers.known {
        known.fill(&mut given.settings, inner)?;
    }
    given.remarks.extend(remarks::of(&given.settings));
    let words = with_settings(words, (&root, name), &given.settings, secrets)?;
    let command = deaf(root, name, &unheard);
    let matches = command.try_get_matches_from(words).map_err(|error| explained(error, &given.settings))?;
    Ok(Settled { matches, given })
}

/// Whether a provider is named by its issuer, and not by the name of a profile.
#[must_use]
pub fn is_issuer(word: &str) -> bool {
    word.contains("://")
}

/// The files of settings that there are, the user's first. One that somebody else could have written is not read.
pub fn read_files(remarks: &mut Vec<String>) -> Result<Vec<File>, Trouble> {
    let places = [
        (settings_files::user_file().filter(|path| settings_files::exists(path)), Owner::User),
        (settings_files::project_file(), Owner::Project),
    ];
    let mut files = Vec::new();
    let mut keys = None;
    for (path, owner) in places {
        let Some(path) = path else { continue };
        if settings_files::is_foreign(&path) {
            remarks.push(format!("`{}` belongs to another user and was not read", path.display()));
            continue;
        }
        let octets = files::read_bounded(&path, MAX_FILE).map_err(|error| {
            Trouble::local(error.to_string()).hint("where settings are looked for: oauth-flow config path")
        })?;
        let text = String::from_utf8(octets)
            .map_err(|_| Trouble::usage(format!("`{}` is not UTF-8 text", path.display())).hint("TOML is UTF-8"))?;
        let keys = keys.get_or_insert_with(|| Keys::of(&super::whole()));
        files.push(File::read((&path, owner), &text, keys)?);
    }
    Ok(files)
}

impl Settled {
    fn plain(matches: ArgMatches) -> Self {
        Self { matches, given: Given::default() }
    }
}

/// The word by which the provider is named; of several none is the one.
fn provider(matches: &ArgMatches) -> Option<String> {
    let mut named = matches.try_get_many::<String>(PROVIDER).ok().flatten().into_iter().flatten();
    named.next().filter(|_| named.next().is_none()).cloned()
}

/// An issuer excludes `--issuer`; the name of a profile does not.
fn with_issuer_rule(root: clap::Command, name: &str, provider: Option<&str>) -> clap::Command {
    if !provider.is_some_and(is_issuer) {
        return root;
    }
    root.mut_subcommand(name, |command| {
        if command.get_arguments().any(|argument| argument.get_id() == "issuer") {
            command.mut_arg(PROVIDER, |argument| argument.conflicts_with("issuer"))
        } else {
            command
        }
    })
}

/// Takes the environment away from these arguments.
fn deaf(root: clap::Command, name: &str, unheard: &[String]) -> clap::Command {
    if unheard.is_empty() {
        return root;
    }
    root.mut_subcommand(name, |command| {
        unheard
            .iter()
            .fold(command, |command, id| command.mut_arg(id, |argument| argument.env(clap::builder::Resettable::Reset)))
    })
}

/// The words with the settings as flags behind the name of the command, where the person's own words follow.
fn with_settings(
    words: &[OsString],
    (root, name): (&clap::Command, &str),
    settings: &[Setting],
    secrets: Secrets,
) -> Result<Vec<OsString>, Trouble> {
    let mut all = words.to_vec();
    let at = position(words, root, name);
    let mut flags: Vec<OsString> = Vec::new();
    for setting in settings {
        if secrets == Secrets::Left && matches!(setting.value, Value::Reference(_)) {
            continue;
        }
        let words = setting.flags(|reference| reference::fetch(setting, reference))?;
        flags.extend(words.into_iter().map(OsString::from));
    }
    all.splice(at..at, flags);
    Ok(all)
}

/// Behind the name of the command: the first such word that is not the value of a flag before it.
fn position(words: &[OsString], root: &clap::Command, name: &str) -> usize {
    let takes_next = |word: &OsString| {
        let named = |argument: &clap::Arg| {
            word.to_str().and_then(|word| word.strip_prefix("--")).is_some_and(|long| argument.get_long() == Some(long))
        };
        root.get_arguments().any(|argument| argument.get_action().takes_values() && named(argument))
    };
    let found = (1..words.len()).find(|at| words[*at] == name && !takes_next(&words[at - 1]));
    found.map_or(words.len(), |at| at + 1)
}

/// A word that clap does not take is told with the line on which it stands.
fn explained(error: clap::Error, settings: &[Setting]) -> Unsettled {
    let named: Vec<String> = [ContextKind::InvalidArg, ContextKind::PriorArg]
        .into_iter()
        .filter_map(|kind| error.get(kind))
        .flat_map(|value| match value {
            ContextValue::String(text) => vec![text.clone()],
            ContextValue::Strings(texts) => texts.clone(),
            _ => Vec::new(),
        })
        .collect();
    let is_named = |setting: &&Setting| {
        let flag = format!("--{}", setting.key.long);
        named.iter().any(|text| text.split([' ', '=', '[']).next() == Some(&*flag))
    };
    let Some(setting) = settings.iter().find(is_named) else { return Unsettled::Words(error) };
    let said = error.render().to_string();
    let lines: Vec<&str> = said.lines().take_while(|line| !line.starts_with("Usage")).map(str::trim).collect();
    let reason = match &setting.value {
        Value::Reference(_) => "what is kept there cannot be used".to_owned(),
        _ => lines.join(" ").trim_start_matches("error: ").trim_end().to_owned(),
    };
    let name = setting.key.name();
    Unsettled::Settings(
        Trouble::usage(format!("`{name}` cannot be used ({}): {reason}", setting.origin.words()))
            .hint("see where every value comes from: oauth-flow config show"),
    )
}
