//! What a name means, and the list of all names.

use super::layout::{INDENT, ROWS, Row, blank, flow, rows};
use super::lesson::prose;
use super::paint;
use super::text::{Line, Meaning, Span, Text};
use crate::explain::topics::{self, Entry};

/// Where what is to be done stands, behind its word.
const CHANGE: usize = INDENT + 12;

/// One thing: its name, what it is, and where that is written.
#[must_use]
pub fn entry(entry: &Entry, width: usize) -> Text {
    let mut out = Text::default();
    let mut begun = blank(INDENT);
    begun.0.push(paint::name(entry.name));
    begun.push(Meaning::Plain, "  ");
    flow(&mut out, begun, vec![span(Meaning::Strong, entry.what)], (INDENT, width));
    let is_page = !entry.shown_by.is_empty();
    for paragraph in &entry.more {
        if is_page {
            out.gap();
        }
        out.extend(prose(paragraph, Meaning::Plain, width));
    }
    commands(&mut out, entry, width);
    if let Some(change) = entry.change {
        let mut begun = blank(INDENT).with(Meaning::Faint, "what to do");
        begun.pad_to(CHANGE);
        flow(&mut out, begun, vec![span(Meaning::Plain, change)], (CHANGE, width));
    }
    out.extend(prose(entry.source, Meaning::Faint, width));
    if let Some(page) = topics::page_about(entry.name).filter(|page| page.name != entry.name) {
        let command = format!("oauth-flow explain {}", page.name);
        out.push(blank(INDENT).with(Meaning::Faint, "all of it: ").with(Meaning::Hint, command));
    }
    out
}

/// What to run, with what it plays beside it.
fn commands(out: &mut Text, entry: &Entry, width: usize) {
    if entry.shown_by.is_empty() {
        return;
    }
    out.gap();
    out.extend(prose("see it happen:", Meaning::Plain, width));
    let longest = entry.shown_by.iter().map(|command| command.command.len()).max().unwrap_or_default();
    let beside = ROWS + longest + 2;
    for command in entry.shown_by {
        let mut begun = blank(ROWS).with(Meaning::Hint, command.command);
        if beside + command.plays.chars().count() > width {
            out.push(begun);
            begun = blank(ROWS + 2);
        } else {
            begun.pad_to(beside);
        }
        flow(out, begun, vec![span(Meaning::Faint, command.plays)], (ROWS + 2, width));
    }
    out.gap();
}

/// Every name under the heading of its group, with what it is.
#[must_use]
pub fn list(entries: &[Entry], width: usize) -> Text {
    let mut out = Text::default();
    for group in entries.chunk_by(|one, other| one.group == other.group) {
        if !out.0.is_empty() {
            out.gap();
        }
        let heading = group.first().map_or("", |entry| entry.group);
        out.push(Line::default().with(Meaning::Heading, heading));
        let named = |entry: &Entry| Row {
            name: paint::name(entry.name),
            value: vec![span(Meaning::Plain, entry.what)],
            what: None,
        };
        rows(&mut out, &group.iter().map(named).collect::<Vec<_>>(), (INDENT, width));
    }
    out
}

fn span(meaning: Meaning, text: &str) -> Span {
    Span { meaning, text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_somebody_asks_first_lead_to_the_page() {
        let told = |word: &str| entry(&topics::find(word).unwrap(), 80).to_plain();
        assert!(told("secret").starts_with("  client-secret  what is it for"), "{}", told("secret"));
        assert!(told("Secret vs PKCE").starts_with("  secret-vs-verifier  "));
        for (word, page) in [("client secret", "client-secret"), ("pkce", "code-verifier")] {
            let last = format!("  all of it: oauth-flow explain {page}\n");
            assert!(told(word).ends_with(&last), "{}", told(word));
            assert!(!told(page).contains("all of it"));
        }
        assert!(!told("nonce").contains("all of it"));
    }

    #[test]
    fn a_name_is_told_with_its_source_and_stands_in_the_list() {
        let known = topics::find("AADSTS7000215").unwrap();
        let told = entry(&known, 80).to_plain();
        assert!(told.starts_with("  AADSTS7000215  the client secret is wrong\n"), "{told}");
        assert!(told.contains("  what to do  under Certificates") && told.contains("not tried live"), "{told}");
        let all: Vec<_> = topics::all().collect();
        let listed = list(&all, 100).to_plain();
        for entry in &all {
            assert!(listed.contains(entry.name), "{}", entry.name);
        }
        assert!(listed.lines().any(|line| line == "what providers say"));
    }
}
