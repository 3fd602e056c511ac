//! Fetches a value that is kept elsewhere: from the environment, a file, or a command's output.

use std::path::Path;
use std::time::Duration;

use super::setting::{Reference, Setting};
use crate::cli::trouble::Trouble;
use crate::world::{command_output, environment, files};

/// A command may have to ask a person.
const PATIENCE: Duration = Duration::from_mins(1);

/// What stands there, on one line. The value itself is in no message.
pub fn fetch(setting: &Setting, reference: &Reference) -> Result<String, Trouble> {
    let origin = setting.origin.words();
    let name = format!("`{}` ({origin})", setting.key.name());
    let text = match reference {
        Reference::Env(variable) => environment::variable(variable).ok_or_else(|| {
            Trouble::local(format!("{name} is kept in the variable `{variable}`, which is empty or not set"))
                .hint(format!("set it, in a way that leaves no trace in the shell's history: read -rs {variable}; export {variable}"))
        })?,
        Reference::File(path) => read_file(&name, path)?,
        Reference::Command(program, words) => run(&name, program, words)?,
    };
    one_line(&name, &text)
}

fn read_file(name: &str, path: &Path) -> Result<String, Trouble> {
    files::read_text(path).map_err(|error| {
        Trouble::local(format!("{name} is kept in a file: {error}")).hint("the file holds the value and nothing else")
    })
}

fn run(name: &str, program: &str, words: &[String]) -> Result<String, Trouble> {
    command_output::output(program, words, PATIENCE).map_err(|reason| {
        Trouble::local(format!("{name} is fetched by `{program}`: {reason}"))
            .hint("try the command by itself; no shell runs, so each word of it is a text of its own in the list")
    })
}

/// The line end behind a value is none of it.
fn one_line(name: &str, text: &str) -> Result<String, Trouble> {
    let value = text.trim_end_matches(['\r', '\n']);
    let trouble =
        |what: &str| Err(Trouble::local(format!("{name} {what}")).hint("it has to be the value alone, on one line"));
    match value {
        "" => trouble("is empty where it is kept"),
        value if value.contains(['\r', '\n', '\0']) => trouble("has more than one line where it is kept"),
        value => Ok(value.to_owned()),
    }
}
