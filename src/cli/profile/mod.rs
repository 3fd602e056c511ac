//! Settings: default < ready profile < user file < project file < environment < flag, for every command that is given a
//! provider, and for every flag that such a command has.
//!
//! clap itself tells where a value came from. The words are parsed once; what neither a flag nor the environment says is
//! taken from the files, put before the person's own words as flags, and all of it is parsed again.

mod file;
mod keys;
pub mod known;
mod layers;
mod nearest;
mod reference;
mod said;
mod setting;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, CommandFactory as _};

pub use file::{File, Owner};
use keys::takes_settings;
pub use keys::{Key, Keys};
use layers::Layers;
pub use layers::{Strength, strength};
pub use nearest::did_you_mean;
pub use said::Said;
pub use setting::{MASK, Origin, Setting};
use setting::{Reference, Value};

use super::Arguments;
use super::trouble::Trouble;
use crate::world::{files, settings_files};

/// What the settings gave to a run.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The ready profile below everything, by its name.
    pub known: Option<&'static str>,
    /// The settings that are in force.
    pub settings: Vec<Setting>,
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
    let matches = match Arguments::command().try_get_matches_from(words) {
        Ok(matches) => matches,
        // a setting may give what is required, and a flag overrules what the environment says against it
        Err(error) if matches!(error.kind(), ErrorKind::ArgumentConflict | ErrorKind::MissingRequiredArgument) => {
            Arguments::command().ignore_errors(true).try_get_matches_from(words)?
        }
        Err(error) => return Err(error.into()),
    };
    let Some((name, inner)) = matches.subcommand() else { return Ok(Settled::plain(again(words)?)) };
    let provider = provider(inner);
    let root = with_issuer_rule(Arguments::command(), name, provider.as_deref());
    let Some(command) = root.find_subcommand(name) else { return Ok(Settled::plain(matches)) };
    let unheard = layers::unheard(command, inner);
    let mut given = Given::default();
    if !takes_settings(command) {
        let matches = deaf(root, name, &unheard).try_get_matches_from(words)?;
        return Ok(Settled { matches, given });
    }
    given.said = said::said(command, inner);
    let files = read_files(&root, &mut given.remarks)?;
    let named = provider.as_deref().filter(|word| !is_issuer(word));
    let layers = Layers::new(&files, named)?;
    given.known = layers.known.map(|known| known.id);
    given.settings = layers.in_force(command, inner);
    if let Some(known) = layers.known {
        known.fill(&mut given.settings, inner)?;
    }
    given.remarks.extend(remarks(&given.settings));
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
pub fn read_files(root: &clap::Command, remarks: &mut Vec<String>) -> Result<Vec<File>, Trouble> {
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
        let keys = keys.get_or_insert_with(|| Keys::of(root));
        files.push(File::read((&path, owner), &text, keys)?);
    }
    Ok(files)
}

impl Settled {
    fn plain(matches: ArgMatches) -> Self {
        Self { matches, given: Given::default() }
    }
}

fn again(words: &[OsString]) -> Result<ArgMatches, clap::Error> {
    Arguments::command().try_get_matches_from(words)
}

/// The word by which the provider is named.
fn provider(matches: &ArgMatches) -> Option<String> {
    matches.try_get_one::<String>(keys::PROVIDER).ok().flatten().cloned()
}

/// An issuer excludes `--issuer`; the name of a profile does not.
fn with_issuer_rule(root: clap::Command, name: &str, provider: Option<&str>) -> clap::Command {
    if !provider.is_some_and(is_issuer) {
        return root;
    }
    root.mut_subcommand(name, |command| {
        if command.get_arguments().any(|argument| argument.get_id() == "issuer") {
            command.mut_arg(keys::PROVIDER, |argument| argument.conflicts_with("issuer"))
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

/// What is not wrong and yet should be known.
fn remarks(settings: &[Setting]) -> Vec<String> {
    let mut remarks = Vec::new();
    for setting in settings {
        let name = setting.key.name();
        match (&setting.origin, &setting.value) {
            (Origin::Project(place), _) if setting.is_literal_secret() => remarks.push(format!(
                "`{name}` stands in so many letters in the project file {place}, where everybody who has the project has it too; better: {name} = {{ env = \"NAME\" }}"
            )),
            (Origin::User(place), _)
                if setting.is_literal_secret() && settings_files::is_readable_by_others(&place.path) =>
            {
                remarks.push(format!(
                    "`{name}` stands in {place}, which other users of this machine can read; better: chmod 600 {}",
                    place.path.display()
                ));
            }
            (Origin::Project(place), Value::Reference(Reference::Command(program, _))) => {
                remarks.push(format!("`{name}` is fetched by `{program}`, as the project file {place} says"));
            }
            _ => {}
        }
    }
    remarks.extend(crossed(settings));
    remarks
}

/// A secret of the user that goes where a project says: whoever wrote the project could collect it.
fn crossed(settings: &[Setting]) -> Option<String> {
    let of_user = |setting: &&Setting| setting.key.is_secret() && matches!(setting.origin, Origin::User(_));
    let goes_there = |setting: &&Setting| {
        let goes = ["issuer", "token-endpoint", "domain", "tenant"].contains(&setting.key.long.as_str());
        goes && matches!(setting.origin, Origin::Project(_))
    };
    let (secret, goal) = (settings.iter().find(of_user)?, settings.iter().find(goes_there)?);
    Some(format!(
        "`{}` is yours ({}), and where it is sent is decided elsewhere (`{}`, {})",
        secret.key.name(),
        secret.origin.words(),
        goal.key.name(),
        goal.origin.words()
    ))
}
