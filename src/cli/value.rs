//! Where values come from that nobody should write into a command line: a file, standard input, the environment.

use std::path::Path;

use super::trouble::Trouble;
use crate::world::{environment, files, terminal};

/// A token is not longer than this.
const LONGEST: u64 = 256 << 10;

/// The value in a file (`-` is standard input), else in an environment variable; none where there is neither.
pub fn read(what: &str, file: Option<&Path>, variable: &str) -> Result<Option<String>, Trouble> {
    match file {
        Some(path) if is_stdin(path) => {
            let text = terminal::read_stdin(LONGEST)
                .map_err(|error| Trouble::local(format!("cannot read the {what} from standard input: {error}")))?;
            one_line(&text, what, "standard input").map(Some)
        }
        Some(path) => {
            let text = files::read_text(path).map_err(|error| {
                Trouble::local(error.to_string()).hint(format!("the file holds the {what} and nothing else"))
            })?;
            one_line(&text, what, &path.display().to_string()).map(Some)
        }
        // A variable that is set and empty is one that nobody filled in.
        None => Ok(environment::variable(variable).filter(|value| !value.is_empty())),
    }
}

/// Whether the name of a file means standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A value with a line end behind it is the value without it; with one inside it is something else.
fn one_line(text: &str, what: &str, place: &str) -> Result<String, Trouble> {
    let value = text.trim_end_matches(['\r', '\n']);
    if value.is_empty() {
        return Err(Trouble::usage(format!("there is no {what} in {place}"))
            .hint("put it there alone, or name the file that holds it"));
    }
    if value.contains(['\r', '\n']) {
        return Err(Trouble::usage(format!("there is more than one line in {place}: it has to hold the {what} alone"))
            .hint("leave it alone in it"));
    }
    Ok(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_alone() {
        assert_eq!(one_line("abc\r\n", "token", "f").unwrap(), "abc");
        assert!(one_line("\n", "token", "f").is_err() && one_line("a\nb", "token", "f").is_err());
    }
}
