//! Which keys a file of settings can have: the long flags of every command that is given a provider, and no second list.

use std::any::TypeId;
use std::path::PathBuf;

use clap::{Arg, ArgAction};

/// The argument by which a command is given its provider; a command that has it takes settings.
pub const PROVIDER: &str = "provider";

/// A flag that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The name of the flag, without the two hyphens.
    pub long: String,
    /// How clap names it.
    pub id: String,
    /// What it takes.
    pub takes: Takes,
}

/// What a flag takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: it is given or not.
    Nothing,
    /// One value.
    One,
    /// The path of a file.
    Path,
    /// A value each time it is repeated.
    Many,
}

/// Every key there is.
#[derive(Clone, Debug, Default)]
pub struct Keys(Vec<Key>);

impl Keys {
    /// The flags of all commands that take settings.
    #[must_use]
    pub fn of(root: &clap::Command) -> Self {
        let mut keys = Self::default();
        let shared = root.get_arguments().filter(|argument| argument.is_global_set());
        let theirs =
            root.get_subcommands().filter(|command| takes_settings(command)).flat_map(clap::Command::get_arguments);
        for key in shared.chain(theirs).filter_map(Key::of) {
            if keys.find(&key.long).is_none() {
                keys.0.push(key);
            }
        }
        keys
    }

    /// The key of this name, with `_` or `-`.
    pub fn find(&self, name: &str) -> Option<&Key> {
        let long = name.replace('_', "-");
        self.0.iter().find(|key| key.long == long)
    }

    /// The names as they are written in a file.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(Key::name)
    }
}

impl Key {
    /// The key of an argument; none where it is no flag, or one that ends the program.
    pub fn of(argument: &Arg) -> Option<Self> {
        let takes = match argument.get_action() {
            ArgAction::SetTrue => Takes::Nothing,
            ArgAction::Append => Takes::Many,
            ArgAction::Set if argument.get_value_parser().type_id() == TypeId::of::<PathBuf>() => Takes::Path,
            ArgAction::Set => Takes::One,
            _ => return None,
        };
        Some(Self { long: argument.get_long()?.to_owned(), id: argument.get_id().to_string(), takes })
    }

    /// The name as it is written in a file.
    #[must_use]
    pub fn name(&self) -> String {
        self.long.replace('-', "_")
    }

    /// Whether its value is nobody else's business.
    pub fn is_secret(&self) -> bool {
        let secret = ["secret", "password", "token"].iter().any(|word| self.long.ends_with(word));
        secret && self.takes == Takes::One
    }
}

/// Whether a command is given a provider, and so takes settings.
pub fn takes_settings(command: &clap::Command) -> bool {
    command.get_arguments().any(|argument| argument.get_id() == PROVIDER)
}
