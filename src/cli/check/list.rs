//! `oauth-flow check --list`: which checks there are, without any provider.

use crate::cli::{Exit, Trouble};
use crate::probe::{Options, catalogue};
use crate::view::check::catalogue::{Catalogue, list as told};
use crate::view::escape;
use crate::world::terminal::{self, Terminal};

/// How the list comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// For a person.
    Text,
    /// For a program.
    Json,
}

/// Lists the checks that these options want.
pub(super) fn list(options: &Options, form: Form, terminal: Terminal) -> Result<Exit, Trouble> {
    let wanted: Vec<_> = catalogue::all().filter(|check| options.selection.wants(check, options.suite)).collect();
    match form {
        Form::Text => {
            let terminal = terminal.for_stdout();
            terminal.tell(&told(&wanted, terminal.width()));
        }
        Form::Json => {
            let written = serde_json::to_string_pretty(&Catalogue::of(&wanted));
            let written =
                written.map_err(|error| Trouble::local(format!("cannot write the JSON document: {error}")))?;
            terminal::put(&(escape::document(&written) + "\n"))
                .map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))?;
        }
    }
    Ok(Exit::Sound)
}
