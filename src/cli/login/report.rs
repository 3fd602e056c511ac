//! `--report FILE`: a run as a document for a person, in the form that the ending of its name says; always masked.

use std::path::Path;

use super::output::document_with;
use crate::cli::{Exit, Trouble};
use crate::probe::factors::Measurement;
use crate::trace::{Level, Trace};
use crate::view::html::html;
use crate::view::markdown::markdown;
use crate::view::report::Report;
use crate::view::sequence::{Sequence, mermaid};
use crate::view::story::{Lessons, story};
use crate::world::files;

/// A form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Html,
    Markdown,
    Mermaid,
    Json,
    Text,
}

/// Every ending with its form.
const FORMS: [(&str, Form); 5] =
    [("html", Form::Html), ("md", Form::Markdown), ("mmd", Form::Mermaid), ("json", Form::Json), ("txt", Form::Text)];

/// The columns of a report as text: what a letter in a mail or a ticket has room for.
const WIDTH: usize = 100;

/// Finds out before the run whether the report can be written after it.
pub(super) fn check(path: &Path) -> Result<(), Trouble> {
    form(path)?;
    files::check_writable(path)
        .map_err(|error| Trouble::local(error.to_string()).hint("name a file that can be written: --report FILE"))
}

/// Writes the report; what is in it could be sent to anybody.
pub(super) fn save(trace: &Trace, exit: Exit, (path, measured): (&Path, Option<&Measurement>)) -> Result<(), Trouble> {
    let report = || {
        let report = Report::of(trace, Level::Kept);
        match measured {
            Some(measured) => report.proven(measured),
            None => report,
        }
    };
    let text = match form(path)? {
        Form::Html => html(&report()),
        Form::Markdown => markdown(&report()),
        Form::Mermaid => mermaid(&Sequence::of(&report())),
        Form::Text => story(&report(), Lessons::Told, WIDTH).to_plain(),
        Form::Json => document_with(trace, (Level::Kept, exit), measured)?,
    };
    files::write(path, text.as_bytes()).map_err(|error| Trouble::local(error.to_string()))
}

fn form(path: &Path) -> Result<Form, Trouble> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let known = FORMS.into_iter().find(|(known, _)| *known == ending).map(|(_, form)| form);
    known.ok_or_else(|| {
        Trouble::usage(format!("`--report {}` does not say in which form: the ending of the name does", path.display()))
            .hint("name it .html for a page, .md for Markdown, .mmd for a Mermaid diagram, .json or .txt")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_form() {
        for (name, expected) in [
            ("a.html", Some(Form::Html)),
            ("a.b.MD", Some(Form::Markdown)),
            ("x/y.mmd", Some(Form::Mermaid)),
            ("run.json", Some(Form::Json)),
            ("run.txt", Some(Form::Text)),
            ("run", None),
            ("run.pdf", None),
            (".html", None),
            ("-", None),
        ] {
            assert_eq!(form(Path::new(name)).ok(), expected, "{name}");
        }
    }
}
