//! A scenario as it was played: who has what, move by move, and who ends up with what.

use super::message::{counts, in_full, message};
use crate::lab::{Defence, Move, Outcome, Reason, Story, decisive, remains, stopping};
use crate::view::layout::{blank, flow, paragraph};
use crate::view::text::{Line, Meaning, Span, Text};

/// How much is told of each message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What counts.
    Brief,
    /// Everything that passed, sign-in pages and keys included.
    Full,
}

/// Where words stand behind a label.
const WORDS: usize = 13;
/// Where the reasons stand, behind the defences.
const REASONS: usize = 22;

/// What is given before anything happens.
#[must_use]
pub fn beginning(story: &Story, width: usize) -> Text {
    let scenario = story.scenario;
    let mut out = Text::default();
    out.push(
        Line::default().with(Meaning::Heading, scenario.id).with(Meaning::Strong, format!("  {}", scenario.title)),
    );
    out.gap();
    labelled(&mut out, "Mallory", (Meaning::Plain, &format!("has {}", scenario.has)), width);
    labelled(&mut out, "", (Meaning::Plain, &format!("wants {}", scenario.wants)), width);
    let on: Vec<&str> = story.defences.iter().map(Defence::title).collect();
    let on = if on.is_empty() { "nothing".to_owned() } else { on.join(", ") };
    labelled(&mut out, "switched on", (Meaning::Name, &on), width);
    labelled(&mut out, "source", (Meaning::Faint, scenario.spec), width);
    out
}

/// What happens, each move by itself.
#[must_use]
pub fn moves(story: &Story, detail: Detail, width: usize) -> Vec<Text> {
    let mut number = 0;
    let all = story.moves.iter().filter_map(|one| {
        let mut out = Text::default();
        match one {
            Move::Act { who, words } => {
                let line = blank(5).with(Meaning::Strong, who.name());
                flow(&mut out, line, vec![plain(&format!(" {words}"))], (5, width));
            }
            Move::Gain { words } => {
                let line = blank(5).with(Meaning::Bad, "Mallory now has");
                flow(&mut out, line, vec![plain(&format!(" {words}"))], (5, width));
            }
            Move::Message { exchange, .. } if detail == Detail::Brief && !counts(exchange) => return None,
            Move::Message { who, exchange } => {
                number += 1;
                match detail {
                    Detail::Brief => message(&mut out, (number, *who), exchange, width),
                    Detail::Full => in_full(&mut out, (number, *who), exchange, width),
                }
            }
        }
        Some(out)
    });
    all.collect()
}

/// What it came to, and what did it.
#[must_use]
pub fn verdict(story: &Story, reasons: &[Reason], width: usize) -> Text {
    let mut out = Text::default();
    let (meaning, head) = match story.outcome {
        Outcome::Wins => (Meaning::Bad, "Mallory wins".to_owned()),
        Outcome::Stopped(place) => (Meaning::Ok, format!("Mallory is stopped at {}", place.name())),
        Outcome::NotApplicable => (Meaning::Warn, "there is nothing to be played".to_owned()),
    };
    let line = Line::default().with(meaning, head);
    flow(&mut out, line, vec![plain(&format!(": {}", story.words))], (2, width));
    let remains = remains(story).join("; ");
    if !remains.is_empty() {
        labelled(&mut out, "in the end", (Meaning::Plain, &remains), width);
    }
    what_did_it(&mut out, story, reasons, width);
    out.gap();
    out
}

/// What else would have stopped him, what would not and why, and what is to be learnt from it.
#[must_use]
pub fn others(story: &Story, reasons: &[Reason], width: usize) -> Text {
    let mut out = Text::default();
    let stops: Vec<&Reason> = reasons.iter().filter(|reason| matches!(reason.outcome, Outcome::Stopped(_))).collect();
    section(&mut out, "by itself, this stops him", &stops, width);
    let fails: Vec<&Reason> = reasons.iter().filter(|reason| reason.outcome == Outcome::Wins).collect();
    section(&mut out, "by itself, this does not", &fails, width);
    paragraph(&mut out, story.scenario.moral, Meaning::Hint, (0, width));
    out
}

/// Which of those that are on stopped him, and which would have been enough.
fn what_did_it(out: &mut Text, story: &Story, reasons: &[Reason], width: usize) {
    let Outcome::Stopped(_) = story.outcome else { return };
    let (needed, stopping) = (decisive(story), stopping(story));
    let ids = |all: &[Defence]| all.iter().map(|defence| defence.id()).collect::<Vec<_>>().join(", ");
    let each = if needed.len() > 1 { ": each of them was needed" } else { "" };
    if !stopping.is_empty() {
        labelled(out, "this did it", (Meaning::Name, &format!("{}{each}", ids(&stopping))), width);
    }
    if !needed.is_empty() {
        return;
    }
    let is_enough =
        |reason: &&Reason| story.defences.has(reason.defence) && matches!(reason.outcome, Outcome::Stopped(_));
    let enough: Vec<Defence> = reasons.iter().filter(is_enough).map(|reason| reason.defence).collect();
    let words = match enough.as_slice() {
        [] => "several together stop him: none of them would alone".to_owned(),
        [one] => format!("by itself {} would have stopped him", one.id()),
        all => format!("any of these alone would have stopped him: {}", ids(all)),
    };
    labelled(out, "", (Meaning::Plain, &words), width);
}

/// What defences come to by themselves, those together for which the same is to be said.
fn section(out: &mut Text, title: &str, reasons: &[&Reason], width: usize) {
    if reasons.is_empty() {
        return;
    }
    out.push(Line::default().with(Meaning::Heading, title));
    let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
    for reason in reasons {
        match told.iter_mut().find(|(words, _)| *words == reason.words) {
            Some((_, ids)) => ids.push(reason.defence.id()),
            None => told.push((&reason.words, vec![reason.defence.id()])),
        }
    }
    for (words, ids) in told {
        let names = ids.join(", ");
        let mut line = blank(2).with(Meaning::Name, names.as_str());
        if names.chars().count() + 4 > REASONS {
            let span = Span { meaning: Meaning::Name, text: names };
            flow(out, blank(2), vec![span], (2, width));
            line = Line::default();
        }
        line.pad_to(REASONS);
        flow(out, line, vec![plain(words)], (REASONS, width));
    }
    out.gap();
}

fn labelled(out: &mut Text, label: &str, (meaning, words): (Meaning, &str), width: usize) {
    let mut line = Line::default().with(Meaning::Faint, label);
    line.pad_to(WORDS);
    flow(out, line, vec![Span { meaning, text: words.to_owned() }], (WORDS, width));
}

fn plain(words: &str) -> Span {
    Span { meaning: Meaning::Plain, text: words.to_owned() }
}
