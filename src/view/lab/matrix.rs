//! The matrix: a row for each scenario, a column for what is switched on.

use std::fmt::Write as _;

use serde_json::{Value, json as object};

use crate::lab::{Defence, Defences, Outcome, Story};
use crate::view::layout::{blank, flow, paragraph};
use crate::view::text::{Line, Meaning, Span, Text};

/// How wide a column is.
const COLUMN: usize = 4;
/// Where the columns begin.
const FIRST: usize = 4;

/// What the letters mean.
const LEGEND: &str = "win: Mallory has what he wanted; a letter: the message at which he is stopped (A authorization \
                      request, P pushed request, C callback, T token request, I ID token, R resource); -: there is \
                      nothing to be played";

/// Titles stand behind their rows where so much room is left for them.
const TITLE: usize = 20;

/// The table on a terminal; where it is too wide for that, one piece below the other.
#[must_use]
pub fn terminal(cells: &[Story], columns: &[Defences], width: usize) -> Text {
    let mut out = Text::default();
    let most = (width.saturating_sub(FIRST) / COLUMN).max(1);
    let behind = FIRST + columns.len() * COLUMN + 2;
    let titles = Some(behind).filter(|behind| behind + TITLE <= width);
    for (index, piece) in columns.chunks(most).enumerate() {
        if index > 0 {
            out.gap();
        }
        let mut head = blank(FIRST);
        for column in piece {
            head.push(Meaning::Heading, format!("{:>COLUMN$}", short(column, columns)));
        }
        out.push(head);
        for row in cells.chunks(columns.len().max(1)) {
            self::row(&mut out, row.iter().skip(index * most).take(most), (titles, width));
        }
    }
    out.gap();
    for column in columns {
        let mut line = blank(2).with(Meaning::Heading, short(column, columns));
        line.pad_to(8);
        flow(&mut out, line, vec![Span { meaning: Meaning::Plain, text: title(column) }], (8, width));
    }
    out.gap();
    paragraph(&mut out, LEGEND, Meaning::Faint, (0, width));
    if titles.is_none() {
        out.push(Line::default().with(Meaning::Hint, "what the attacks are: oauth-flow lab list"));
    }
    let example = columns.first().map(Defences::words).unwrap_or_default();
    out.push(Line::default().with(Meaning::Hint, format!("open a cell: oauth-flow lab cell L07 {example}")));
    out
}

/// The cells of a scenario, and its title where there is room for it.
fn row<'s>(out: &mut Text, cells: impl Iterator<Item = &'s Story>, (titles, width): (Option<usize>, usize)) {
    let mut cells = cells.peekable();
    let Some(scenario) = cells.peek().map(|first| first.scenario) else { return };
    let mut line = Line::default().with(Meaning::Name, scenario.id);
    line.pad_to(FIRST);
    for cell in cells {
        let (meaning, word) = match cell.outcome {
            Outcome::Wins => (Meaning::Bad, "win"),
            Outcome::Stopped(place) => (Meaning::Ok, place.letter()),
            Outcome::NotApplicable => (Meaning::Faint, "-"),
        };
        line.push(meaning, format!("{word:>COLUMN$}"));
    }
    match titles {
        Some(behind) => {
            let title = Span { meaning: Meaning::Faint, text: scenario.title.to_owned() };
            line.pad_to(behind);
            flow(out, line, vec![title], (behind, width));
        }
        None => out.push(line),
    }
}

/// The head of a column: three letters, or a number for a combination.
fn short(column: &Defences, columns: &[Defences]) -> String {
    let mut all = column.iter();
    match (all.next(), all.next()) {
        (None, _) => "off".to_owned(),
        (Some(one), None) => one.short().to_owned(),
        _ => {
            let at = columns.iter().position(|own| own == column).unwrap_or_default();
            format!("#{}", at + 1)
        }
    }
}

fn title(column: &Defences) -> String {
    let titles: Vec<&str> = column.iter().map(Defence::title).collect();
    match titles.as_slice() {
        [] => "nothing is switched on".to_owned(),
        [one] => format!("{} ({})", one, column.words()),
        _ => column.words(),
    }
}

/// The cells for programs.
#[must_use]
pub fn json(cells: &[Story]) -> Value {
    let cell = |cell: &Story| {
        object!({
            "scenario": cell.scenario.id,
            "defence": cell.defences.words(),
            "outcome": cell.outcome.word(),
            "message": cell.words,
        })
    };
    Value::Array(cells.iter().map(cell).collect())
}

/// The table in Markdown.
#[must_use]
pub fn markdown(cells: &[Story], columns: &[Defences]) -> String {
    let mut out = String::from("| scenario |");
    // writing into a string does not fail
    for column in columns {
        let _ = write!(out, " `{}` |", column.words());
    }
    out.push_str("\n|---|");
    out.push_str(&"---|".repeat(columns.len()));
    for row in cells.chunks(columns.len().max(1)) {
        let Some(first) = row.first() else { continue };
        let _ = write!(out, "\n| {} {} |", first.scenario.id, first.scenario.title);
        for cell in row {
            let word = cell.outcome.word();
            let word = if cell.outcome == Outcome::Wins { format!("**{word}**") } else { word.to_owned() };
            let _ = write!(out, " {word} |");
        }
    }
    let _ = write!(out, "\n\n{}\n", LEGEND.replacen("win:", "**wins**:", 1).replacen("; -:", "; n/a:", 1));
    out
}
