//! The catalogue of checks: for a person, for a program, and as the page of the documentation.

use std::fmt::Write as _;

use serde::Serialize;

use super::citation;
use crate::explain::checks;
use crate::probe::{Check, Codes, Section, Session, catalogue};
use crate::view::layout::{INDENT, blank, flow, paragraph};
use crate::view::text::{Line, Meaning, Span, Text};

/// The shape of the list for programs.
pub const SCHEMA: &str = "oauth-flow/checks/1";

/// The list for programs.
#[derive(Clone, Debug, Serialize)]
pub struct Catalogue {
    schema: &'static str,
    checks: Vec<Row>,
}

/// A check of the list.
#[derive(Clone, Debug, Serialize)]
struct Row {
    id: &'static str,
    title: &'static str,
    section: &'static str,
    severity: &'static str,
    suite: &'static str,
    session: &'static str,
    codes: &'static str,
    spec: &'static str,
    attack: &'static str,
    advice: &'static str,
}

impl Catalogue {
    /// The checks that are wanted.
    #[must_use]
    pub fn of(checks: &[&'static Check]) -> Self {
        Self { schema: SCHEMA, checks: checks.iter().map(|check| Row::of(check)).collect() }
    }
}

impl Row {
    fn of(check: &'static Check) -> Self {
        let requirement = check.requirement;
        Self {
            id: requirement.id,
            title: requirement.title,
            section: check.section.title(),
            severity: checks::severity(check),
            suite: check.suite.name(),
            session: session(check),
            codes: codes(check),
            spec: requirement.spec,
            attack: check.attack,
            advice: requirement.advice,
        }
    }
}

/// Every wanted check under its heading: what it is, how much it matters, what it needs, and where it is written.
#[must_use]
pub fn list(checks: &[&'static Check], width: usize) -> Text {
    let mut out = Text::default();
    for section in Section::ALL {
        let mut of_section = checks.iter().filter(|check| check.section == section).peekable();
        if of_section.peek().is_none() {
            continue;
        }
        if !out.0.is_empty() {
            out.gap();
        }
        out.push(Line::default().with(Meaning::Heading, section.title()));
        for check in of_section {
            entry(&mut out, check, width);
        }
    }
    out
}

fn entry(out: &mut Text, check: &'static Check, width: usize) {
    let begun = blank(INDENT).with(Meaning::Strong, check.id()).with(Meaning::Plain, "  ");
    let title = Span { meaning: Meaning::Plain, text: check.requirement.title.to_owned() };
    flow(out, begun, vec![title], (INDENT + 4, width));
    let needs = format!("{} · {} · {}", checks::severity(check), check.suite.name(), checks::needs(check));
    paragraph(out, &format!("{needs} · {}", check.requirement.spec), Meaning::Faint, (INDENT + 4, width));
}

/// The page of the documentation.
#[must_use]
pub fn page() -> String {
    let count = catalogue::all().count();
    let mut out = format!(
        "# The checks of `oauth-flow check`\n\n\
         Made from the catalogue in the code: {count} checks. `oauth-flow explain ID` tells the same of one of them, and \
         `oauth-flow check --list` lists those of a suite. How a result comes about stands at the end.\n"
    );
    for section in Section::ALL {
        let mut of_section = catalogue::all().filter(|check| check.section == section).peekable();
        if of_section.peek().is_some() {
            let _ = write!(out, "\n## {}\n", capitalised(section.title()));
            of_section.for_each(|check| of_check(&mut out, check));
        }
    }
    out.push_str(OUTCOMES);
    out
}

fn of_check(out: &mut String, check: &'static Check) {
    let requirement = check.requirement;
    let spec = citation::link(requirement.spec)
        .map_or_else(|| requirement.spec.to_owned(), |link| format!("[{}]({link})", requirement.spec));
    let _ = write!(
        out,
        "\n### `{}`\n\n{}.\n\n- **{}**, suite `{}`, needs {}\n- {spec}\n",
        check.id(),
        capitalised(requirement.title),
        checks::severity(check),
        check.suite.name(),
        checks::needs(check),
    );
    if !check.attack.is_empty() {
        let _ = writeln!(out, "- Where it is not met: {}", check.attack);
    }
    let _ = writeln!(out, "- What to change: {}", requirement.advice);
}

/// How a result comes about.
const OUTCOMES: &str = "
## Results

| result | what it says |
|---|---|
| `pass` | as it has to be |
| `warn` | safe, but not as the specification wants it, or a SHOULD missed |
| `fail` | a MUST is broken, and what it protects from becomes possible |
| `skip` | not looked at, and why: the metadata does not offer it, nobody signs in, the profile does not ask for it, … |
| `inconclusive` | what came back proves neither |
| `error` | no answer came, or something on this side failed |

A refusal counts only where the same thing done right just worked: a server that refuses everybody passes nothing. No
result depends on the words of an error or on whose server it is. What counts is where the browser ends up, whether a
token came, and the error code.
";

fn session(check: &Check) -> &'static str {
    match check.session {
        Session::None => "none",
        Session::SignedIn => "signed-in",
        Session::Login => "login",
    }
}

fn codes(check: &Check) -> &'static str {
    match check.codes {
        Codes::None => "none",
        Codes::Reuse => "reuse",
        Codes::Share => "share",
        Codes::Own => "own",
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
