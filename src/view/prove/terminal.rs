//! The measurement for a person: one table, and what a thief of the code and a thief of the secret can do.

use super::{Report, Row};
use crate::view::check::words::time;
use crate::view::check::{Detail, Ended, messages};
use crate::view::escape;
use crate::view::layout::{INDENT, ROWS, blank, flow, paragraph};
use crate::view::lesson::prose;
use crate::view::text::{Line, Meaning, Span, Text};

/// Below this four columns are too narrow to be read.
const TABLE: usize = 72;
/// Above this a row is too long to be followed.
const WIDEST: usize = 128;
const GAP: usize = 2;
const HEADS: [&str; 4] = ["what was wrong", "measured here", "the specification", "the metadata claims"];

/// A cell: its lines, each of one meaning.
type Cell = Vec<(Meaning, String)>;

/// The report of a measurement.
#[must_use]
pub fn terminal(report: &Report, (ended, detail): (Ended, Detail), width: usize) -> Text {
    let mut out = Text::default();
    headline(&mut out, report, ended, width);
    out.gap();
    if let Some(why) = unmeasured(report) {
        paragraph(&mut out, &escape::terminal(why), Meaning::Warn, (INDENT, width));
        out.extend(prose("The login by itself may tell more: oauth-flow login", Meaning::Plain, width));
    } else {
        measured(&mut out, report, width);
    }
    out.gap();
    if detail == Detail::All {
        evidence(&mut out, report, width);
    } else {
        let line = blank(INDENT).with(Meaning::Hint, "every message: ");
        flow(&mut out, line, vec![span(Meaning::Plain, &format!("{} --verbose", report.again))], (INDENT + 15, width));
    }
    out
}

/// Why not a single experiment came to anything: the login that has to work first is the first of them.
fn unmeasured(report: &Report) -> Option<&str> {
    let is_so = |row: &Row| row.measured == "not-measured";
    let first = report.factors.first().filter(|_| report.factors.iter().all(is_so))?;
    first.reason.as_deref()
}

/// The table, and what it means.
fn measured(out: &mut Text, report: &Report, width: usize) {
    if width < TABLE {
        stacked(out, report, width);
    } else {
        table(out, report, width.min(WIDEST));
    }
    for words in &report.absences {
        out.gap();
        out.extend(prose(words, Meaning::Plain, width));
    }
    out.gap();
    thief(out, ("what a thief of the code needs here", Meaning::Code), &report.thief_of_code, width);
    thief(out, ("what a thief of the secret can do here", Meaning::Secret), &report.thief_of_secret, width);
    for words in &report.remarks {
        let line = blank(INDENT).with(Meaning::Bad, "open: ");
        flow(out, line, vec![span(Meaning::Plain, words)], (INDENT + 6, width.min(WIDEST)));
    }
}

fn headline(out: &mut Text, report: &Report, ended: Ended, width: usize) {
    let meaning = if ended == Ended::Sound { Meaning::Ok } else { Meaning::Bad };
    let line = Line::default().with(meaning, ended.word()).with(Meaning::Plain, "  ");
    let issuer = report.issuer.as_deref().unwrap_or(&report.name);
    let named = if issuer == report.name { issuer.to_owned() } else { format!("{} ({issuer})", report.name) };
    let remark = match ended {
        Ended::Sound => "every factor is demanded",
        Ended::Findings => "a factor that has to be demanded is not",
        Ended::Interrupted => "interrupted",
        _ if unmeasured(report).is_some() => "nothing could be measured",
        Ended::NoLogin | Ended::Unreachable | Ended::Local => "not everything could be measured",
    };
    let spent = format!(
        "{}, {}, {}",
        counted(report.codes, "code"),
        counted(report.logins, "sign-in"),
        counted(report.requests, "request")
    );
    let dot = || span(Meaning::Faint, " · ");
    let spans = vec![
        span(Meaning::Strong, &format!("{named} as {}", report.client_id)),
        dot(),
        span(meaning, remark),
        dot(),
        span(Meaning::Plain, &spent),
        dot(),
        span(Meaning::Plain, &time(report.elapsed_us)),
    ];
    flow(out, line, spans, (INDENT + 4, width));
    if let Some(why) = report.cut_short.as_deref().filter(|_| ended != Ended::Interrupted) {
        paragraph(out, &escape::terminal(&format!("cut short: {why}")), Meaning::Warn, (INDENT, width));
    }
}

fn counted(count: usize, word: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {word}{s}")
}

fn table(out: &mut Text, report: &Report, width: usize) {
    let room = width - INDENT - 3 * GAP;
    let (first, second, third) = (room * 24 / 100, room * 26 / 100, room * 23 / 100);
    let widths = [first, second, third, room - first - second - third];
    lines(out, &HEADS.map(|head| vec![(Meaning::Faint, head.to_owned())]), widths);
    let mut before = "";
    for row in &report.factors {
        if row.factor != before && !before.is_empty() {
            out.gap();
        }
        lines(out, &cells(row, row.factor != before), widths);
        before = row.factor;
    }
}

/// The cells of a row beside each other, each wrapped in its column.
fn lines(out: &mut Text, cells: &[Cell; 4], widths: [usize; 4]) {
    let wrapped: Vec<Vec<(Meaning, String)>> =
        cells.iter().zip(widths).map(|(cell, width)| wrap(cell, width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let mut line = blank(INDENT);
        let mut column = INDENT;
        for (cell, width) in wrapped.iter().zip(widths) {
            if let Some((meaning, text)) = cell.get(at) {
                if line.width() < column {
                    line.pad_to(column);
                }
                line.push(*meaning, text.clone());
            }
            column += width + GAP;
        }
        out.push(line);
    }
}

fn wrap(cell: &Cell, width: usize) -> Vec<(Meaning, String)> {
    let wrapped = cell.iter().flat_map(|(meaning, text)| {
        textwrap::wrap(text, width).into_iter().map(move |line| (*meaning, line.into_owned()))
    });
    wrapped.collect()
}

/// The same for a narrow screen: each experiment by itself.
fn stacked(out: &mut Text, report: &Report, width: usize) {
    let mut before = "";
    for row in &report.factors {
        let [changed, rest @ ..] = cells(row, row.factor != before);
        before = row.factor;
        for (meaning, text) in changed {
            paragraph(out, &text, meaning, (INDENT, width));
        }
        for (head, cell) in HEADS.iter().skip(1).zip(rest).filter(|(_, cell)| !cell.is_empty()) {
            let line = blank(ROWS).with(Meaning::Faint, format!("{head}: "));
            let words = cell.into_iter().map(|(meaning, text)| Span { meaning, text: format!("{text} ") });
            flow(out, line, words.collect(), (ROWS + GAP, width));
        }
    }
}

/// What is told of an experiment; what the metadata says of its factor is told once.
fn cells(row: &Row, tells_claim: bool) -> [Cell; 4] {
    let colour = match row.factor {
        "client_secret" | "client_assertion" | "client_certificate" => Meaning::Secret,
        "code_verifier" => Meaning::Verifier,
        "code_challenge" => Meaning::Challenge,
        "code" => Meaning::Code,
        _ => Meaning::Strong,
    };
    let is_about_use = matches!(row.factor, "code_challenge" | "code" | "both");
    let (meaning, word) = match (row.measured, is_about_use) {
        ("redeemed", _) => (Meaning::Ok, "redeemed"),
        ("demanded", false) => (Meaning::Ok, "demanded"),
        ("demanded", true) => (Meaning::Ok, "refused"),
        ("not-demanded", false) => (Meaning::Bad, "NOT DEMANDED"),
        ("not-demanded", true) => (Meaning::Bad, "TAKEN"),
        _ => (Meaning::Warn, "not measured"),
    };
    let seen = row.reason.as_deref().unwrap_or(&row.seen);
    let says = if is_about_use { "refused" } else { row.specification.says };
    let claimed = row.metadata.as_ref().filter(|_| tells_claim).map(|claimed| match &claimed.values {
        Some(values) if values.is_empty() => (Meaning::Faint, format!("{} is empty", claimed.member)),
        Some(values) => (Meaning::Plain, escape::terminal(&values.join(", "))),
        None => (Meaning::Faint, format!("no {}", claimed.member)),
    });
    [
        vec![(colour, row.changed.to_owned())],
        vec![(meaning, word.to_owned()), (Meaning::Faint, escape::terminal(seen))],
        vec![(Meaning::Plain, says.to_owned()), (Meaning::Faint, row.specification.spec.to_owned())],
        claimed.into_iter().collect(),
    ]
}

fn thief(out: &mut Text, (title, meaning): (&str, Meaning), words: &str, width: usize) {
    out.push(blank(INDENT).with(meaning, title));
    for line in prose(words, Meaning::Plain, width.saturating_sub(INDENT)).0 {
        let mut indented = blank(INDENT);
        indented.0.extend(line.0);
        out.push(indented);
    }
}

fn evidence(out: &mut Text, report: &Report, width: usize) {
    for row in report.factors.iter().filter(|row| !row.exchanges.is_empty()) {
        out.push(
            Line::default().with(Meaning::Heading, row.changed).with(Meaning::Faint, format!("  {}", row.measured)),
        );
        messages(out, &row.exchanges, width);
    }
}

fn span(meaning: Meaning, text: &str) -> Span {
    Span { meaning, text: escape::terminal(text) }
}
