//! Groups of words that a command does not have, as they are where nobody says anything.

use clap::{Args, Command};

use super::trouble::Trouble;

/// The group with its defaults.
pub fn nothing<T: Args>() -> Result<T, Trouble> {
    let matches = T::augment_args(Command::new("nothing").disable_help_flag(true)).try_get_matches_from(["nothing"]);
    let group = matches.and_then(|matches| T::from_arg_matches(&matches));
    group.map_err(|error| Trouble::usage(error.to_string()))
}
