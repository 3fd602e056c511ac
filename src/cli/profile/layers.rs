//! Which settings count: the layers one over the other, and all of them below the environment and the flags.

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches};

use super::expected::Expected;
use super::file::File;
use super::known::{self, Known};
use super::nearest::did_you_mean;
use super::setting::Setting;
use crate::cli::trouble::Trouble;

/// The settings for a provider, the weakest first, each key once.
#[derive(Debug, Default)]
pub struct Layers {
    /// The ready profile below everything.
    pub known: Option<&'static Known>,
    /// What is expected of the provider.
    pub expected: Expected,
    settings: Vec<(usize, Setting)>,
}

impl Layers {
    /// Lays the files, the user's before the project's, over each other: in each the profile of this name over the
    /// defaults. A name that nobody knows is an error.
    pub fn new(files: &[File], name: Option<&str>) -> Result<Self, Trouble> {
        let mut layers = Self::default();
        if let Some(name) = name {
            layers.known = known_below(files, name)?;
            if layers.known.is_none() && files.iter().all(|file| file.profile(name).is_none()) {
                return Err(unknown(files, name));
            }
        }
        if let Some(known) = layers.known {
            layers.lay(known.settings());
        }
        for file in files {
            layers.lay(file.defaults.clone());
            layers.expected.lay(&file.expected);
            if let Some(profile) = name.and_then(|name| file.profile(name)) {
                layers.lay(profile.settings.clone());
                layers.expected.lay(&profile.expected);
            }
        }
        Ok(layers)
    }

    /// Those that are in force: neither the environment nor a flag says otherwise, nor a stronger layer something that
    /// excludes them.
    pub fn in_force(&self, command: &clap::Command, matches: &ArgMatches) -> Vec<Setting> {
        let argument = |setting: &Setting| command.get_arguments().find(|it| it.get_id().as_str() == setting.key.id);
        let mut kept: Vec<(usize, &Setting, &Arg)> = Vec::new();
        for (layer, setting) in self.settings.iter().rev() {
            // a flag of another command
            let Some(argument) = argument(setting) else { continue };
            let overruled = strength(argument, matches).is_some()
                || command.get_arguments().any(|other| {
                    exclude_each_other(command, argument, other) && strength(other, matches) > Some(Strength::Empty)
                })
                || kept.iter().any(|(above, _, other)| above > layer && exclude_each_other(command, argument, other));
            if setting.is_set() && !overruled {
                kept.push((*layer, setting, argument));
            }
        }
        kept.into_iter().rev().map(|(_, setting, _)| setting.clone()).collect()
    }

    fn lay(&mut self, settings: Vec<Setting>) {
        let layer = self.settings.last().map_or(0, |(layer, _)| layer + 1);
        for setting in settings {
            self.settings.retain(|(_, below)| below.key != setting.key);
            self.settings.push((layer, setting));
        }
    }
}

/// The ready profile that a profile begins with: what it says itself, else the one of its own name.
fn known_below(files: &[File], name: &str) -> Result<Option<&'static Known>, Trouble> {
    let like = files.iter().rev().find_map(|file| file.profile(name)?.like.as_ref());
    let Some((like, place)) = like else { return Ok(known::find(name)) };
    known::find(like).map(Some).ok_or_else(|| {
        let meant = did_you_mean(like, known::ALL.iter().map(|known| known.id.to_owned()));
        Trouble::usage(format!("`like = \"{like}\"` at {place} names no ready profile{meant}"))
            .hint("see them: oauth-flow config list")
    })
}

fn unknown(files: &[File], name: &str) -> Trouble {
    let theirs = files.iter().flat_map(|file| &file.profiles).map(|profile| profile.name.clone());
    let meant = did_you_mean(name, theirs.chain(known::ALL.iter().map(|known| known.id.to_owned())));
    let hint = if name.contains(['.', ':', '/']) {
        format!(
            "an issuer begins with https://, for example: oauth-flow login https://{}",
            name.trim_start_matches('/')
        )
    } else {
        "an issuer begins with https://; the names that are known: oauth-flow config list".to_owned()
    };
    Trouble::usage(format!("`{name}` is no provider that is known here{meant}")).hint(hint)
}

/// How firmly an argument was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// By a variable that is empty, or says no: nobody is contradicted by it.
    Empty,
    /// By the environment.
    Environment,
    /// By a word on the command line.
    Flag,
}

/// How firmly an argument was given, where it was.
pub fn strength(argument: &Arg, matches: &ArgMatches) -> Option<Strength> {
    let id = argument.get_id().as_str();
    match matches.value_source(id)? {
        ValueSource::CommandLine => Some(Strength::Flag),
        ValueSource::EnvVariable => {
            let off = matches!(argument.get_action(), ArgAction::SetTrue) && !matches.get_flag(id);
            let empty = matches.get_raw(id).is_none_or(|mut values| values.all(std::ffi::OsStr::is_empty));
            Some(if off || empty { Strength::Empty } else { Strength::Environment })
        }
        _ => None,
    }
}

/// Whether two arguments exclude each other, whichever of them says so.
fn exclude_each_other(command: &clap::Command, one: &Arg, other: &Arg) -> bool {
    let names = |a: &Arg, b: &Arg| command.get_arg_conflicts_with(a).iter().any(|named| named.get_id() == b.get_id());
    one.get_id() != other.get_id() && (names(one, other) || names(other, one))
}

/// The arguments that only the environment gives and that something stronger excludes: they are not heard.
pub fn unheard(command: &clap::Command, matches: &ArgMatches) -> Vec<String> {
    let given: Vec<(&Arg, Strength)> =
        command.get_arguments().filter_map(|argument| Some((argument, strength(argument, matches)?))).collect();
    let is_unheard = |(argument, weak): &&(&Arg, Strength)| {
        given.iter().any(|(other, strong)| strong > weak && exclude_each_other(command, argument, other))
    };
    given.iter().filter(is_unheard).map(|(argument, _)| argument.get_id().to_string()).collect()
}
