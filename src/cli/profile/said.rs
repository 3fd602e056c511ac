//! What a person said by flags, as far as it may be said again.

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::keys::{Key, Takes};

/// A flag that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its name, without the two hyphens.
    pub long: String,
    /// Its values; none where it takes none.
    pub values: Vec<String>,
}

/// What the person said by flags; secrets are not said again.
pub(super) fn said(command: &clap::Command, matches: &ArgMatches) -> Vec<Said> {
    let keys = command.get_arguments().filter_map(Key::of).filter(|key| !key.is_secret());
    let by_flag = keys.filter(|key| matches.value_source(&key.id) == Some(ValueSource::CommandLine));
    let of = |key: Key| {
        let values = matches.get_raw(&key.id).into_iter().flatten().map(|value| value.to_string_lossy().into_owned());
        let values = if key.takes == Takes::Nothing { Vec::new() } else { values.collect() };
        Said { long: key.long, values }
    };
    by_flag.map(of).collect()
}
