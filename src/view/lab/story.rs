//! A scenario as it was played: who has what, move by move, and who ends up with what.

use super::message::{counts, message};
use crate::lab::{Move, Outcome, Reason, Story};
use crate::trace::{Plan, Trace};
use crate::view::card;
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
    let on: Vec<&str> = story.defences.iter().map(crate::lab::Defence::title).collect();
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
                message(&mut out, (number, *who), exchange, width);
                if detail == Detail::Full {
                    let trace = Trace { exchanges: vec![(**exchange).clone()], ..Trace::begin(Plan::default()) };
                    out.gap();
                    out.extend(card::request(exchange, &trace, width));
                    out.extend(card::response(exchange, &[], &trace, width));
                }
            }
        }
        Some(out)
    });
    all.collect()
}

/// What it came to, what did it, and what else would have.
#[must_use]
pub fn ending(story: &Story, (decisive, reasons): (&[&str], &[Reason]), width: usize) -> Text {
    let mut out = Text::default();
    let (meaning, head) = match story.outcome {
        Outcome::Wins => (Meaning::Bad, "Mallory wins".to_owned()),
        Outcome::Stopped(place) => (Meaning::Ok, format!("Mallory is stopped at {}", place.name())),
        Outcome::NotApplicable => (Meaning::Warn, "there is nothing to be played".to_owned()),
    };
    let line = Line::default().with(meaning, head);
    flow(&mut out, line, vec![plain(&format!(": {}", story.words))], (2, width));
    if !decisive.is_empty() {
        let words = if decisive.len() == 1 { "this did it" } else { "each of these was needed" };
        labelled(&mut out, words, (Meaning::Name, &decisive.join(", ")), width);
    }
    out.gap();
    let stops: Vec<&Reason> = reasons.iter().filter(|reason| matches!(reason.outcome, Outcome::Stopped(_))).collect();
    section(&mut out, "by itself, this stops him", &stops, width);
    let fails: Vec<&Reason> = reasons.iter().filter(|reason| reason.outcome == Outcome::Wins).collect();
    section(&mut out, "by itself, this does not", &fails, width);
    paragraph(&mut out, story.scenario.moral, Meaning::Hint, (0, width));
    out
}

fn section(out: &mut Text, title: &str, reasons: &[&Reason], width: usize) {
    if reasons.is_empty() {
        return;
    }
    out.push(Line::default().with(Meaning::Heading, title));
    for reason in reasons {
        let mut line = blank(2).with(Meaning::Name, reason.defence.id());
        line.pad_to(22);
        flow(out, line, vec![plain(&reason.words)], (22, width));
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
