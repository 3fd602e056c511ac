//! Two runs side by side, with only what differs.

use super::escape;
use super::layout::{INDENT, ROWS, blank, flow, paragraph};
use super::lesson::prose;
use super::text::{Line, Meaning, Span, Text};
use crate::explain::diff::{Checked, DRAWN, Diff, Difference, InRun, Known, Message, Outcome, Pair, Place, Redeemers};
use crate::explain::redeemers::{Locks, Means};
use crate::protocol::Pkce;
use crate::trace::{Ending, Part, Trace};

/// Where the value of a run stands.
const VALUE: usize = ROWS + 5;

/// One of the two runs: what it is called, and its record.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// The record, masked.
    pub trace: &'a Trace,
}

/// Everything that differs.
#[must_use]
pub fn diff(diff: &Diff, runs: [Named<'_>; 2], width: usize) -> Text {
    let mut out = Text::default();
    out.push(heading("two runs"));
    for (letter, run) in ["A", "B"].into_iter().zip(runs) {
        let words = format!("{}: {}", escape::terminal(run.name), about(run.trace));
        side(&mut out, letter, &words, width);
    }
    let drawn = format!(
        "Drawn for each run, and so compared by its shape: {DRAWN}. What is masked is compared by the hash in its mask."
    );
    paragraph(&mut out, &drawn, Meaning::Faint, (INDENT, width));
    if diff.is_empty() {
        out.gap();
        out.push(Line::default().with(Meaning::Ok, "the same").with(Meaning::Plain, "  message by message"));
        return out;
    }
    for message in &diff.messages {
        out.gap();
        tell_message(&mut out, message, width);
    }
    checks(&mut out, &diff.checks, width);
    if let Some(ending) = &diff.ending {
        out.gap();
        out.push(heading("how they ended"));
        pair(&mut out, ending, width);
    }
    knowledge(&mut out, &diff.knowledge);
    if let Some(redeemers) = &diff.redeemers {
        tell_redeemers(&mut out, redeemers, width);
    }
    out
}

/// A run in a few words: the client, the two locks, and how it ended.
fn about(trace: &Trace) -> String {
    let plan = &trace.plan;
    let locks = Locks::of(trace);
    let client = match locks.client {
        Means::Nothing if plan.lacks(Part::TokenRequest) => "no token request captured",
        Means::Nothing => "public",
        Means::Secret => "with a secret",
        Means::Key => "with a key",
        Means::Certificate => "with a certificate",
    };
    let pkce = match locks.pkce {
        Pkce::None => "without PKCE".to_owned(),
        pkce => format!("PKCE {}", pkce.name()),
    };
    let ended = match &trace.ended {
        Ending::Finished => "finished",
        Ending::Open => "open",
        Ending::Refused { .. } => "refused by us",
        Ending::Denied { .. } => "refused by the server",
        Ending::Failed { .. } => "failed",
        Ending::Interrupted { .. } => "interrupted",
    };
    format!("{} · {} · {client} · {pkce} · {ended}", plan.command(), escape::terminal(&plan.client.client_id))
}

fn tell_message(out: &mut Text, message: &Message, width: usize) {
    let number = if message.number > 1 { format!(" ({})", message.number) } else { String::new() };
    let mut line = heading(&format!("{}{number}", message.step.name()));
    match message.in_run {
        InRun::Both => {}
        InRun::A => line.push(Meaning::Warn, "  only in A"),
        InRun::B => line.push(Meaning::Warn, "  only in B"),
    }
    out.push(line);
    for (side, differences) in [("request", &message.request), ("answer", &message.response)] {
        for difference in differences {
            tell_difference(out, side, difference, width);
        }
    }
}

fn tell_difference(out: &mut Text, side_name: &str, difference: &Difference, width: usize) {
    let name = escape::terminal(&difference.name);
    let mut line = blank(INDENT).with(Meaning::Faint, format!("{side_name} {}", place(difference.place)));
    if !name.is_empty() {
        line.push(Meaning::Plain, " ");
        line.push(meaning(&difference.name), name);
    }
    if difference.by_shape {
        line.push(Meaning::Faint, "  by its shape");
    }
    out.push(line);
    for (letter, value) in [("A", &difference.a), ("B", &difference.b)] {
        match value {
            Some(value) if value.is_empty() => side(out, letter, "empty", width),
            Some(value) => side(out, letter, &escape::terminal(value), width),
            None => side(out, letter, "-", width),
        }
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Method => "method",
        Place::Address => "address",
        Place::Query => "query",
        Place::Fragment => "fragment",
        Place::Status => "status",
        Place::Header => "header",
        Place::Form => "form",
        Place::Json => "member",
    }
}

/// The two locks and the code keep their colour.
fn meaning(name: &str) -> Meaning {
    match name {
        "client_secret" | "authorization credentials" => Meaning::Secret,
        "code_verifier" => Meaning::Verifier,
        "code_challenge" | "code_challenge_method" => Meaning::Challenge,
        "code" => Meaning::Code,
        "access_token" | "refresh_token" | "id_token" => Meaning::Token,
        _ => Meaning::Name,
    }
}

fn checks(out: &mut Text, checks: &[Checked], width: usize) {
    if checks.is_empty() {
        return;
    }
    out.gap();
    out.push(heading("checks that came out otherwise"));
    for check in checks.iter().filter(|check| !is_consequence(check)) {
        out.push(blank(INDENT).with(Meaning::Name, check.id).with(Meaning::Faint, format!("  {}", check.title)));
        for (letter, outcome) in [("A", &check.a), ("B", &check.b)] {
            side(out, letter, &words(outcome.as_ref()), width);
        }
    }
    not_made(out, checks, width);
}

/// A check that is right where it was made: the other run did not come so far, which is told by its messages.
fn is_consequence(check: &Checked) -> bool {
    let is_ok = |outcome: &Option<Outcome>| outcome.as_ref().is_none_or(|outcome| outcome.word == "ok");
    is_ok(&check.a) && is_ok(&check.b)
}

/// How many checks only one of them made, all right.
fn not_made(out: &mut Text, checks: &[Checked], width: usize) {
    for (one, other) in [("A", "B"), ("B", "A")] {
        let made = |check: &&Checked| if one == "A" { check.a.is_some() } else { check.b.is_some() };
        let count = checks.iter().filter(|check| is_consequence(check)).filter(made).count();
        let more = if checks.iter().all(is_consequence) { "" } else { " more" };
        if count > 0 {
            let words = format!("{count}{more} came out right in {one}, and were not made in {other}");
            paragraph(out, &words, Meaning::Plain, (INDENT, width));
        }
    }
}

fn words(outcome: Option<&Outcome>) -> String {
    match outcome {
        Some(outcome) => format!("{}: {}", outcome.word, escape::terminal(&outcome.seen)),
        None => "not made".to_owned(),
    }
}

fn knowledge(out: &mut Text, knowledge: &[Known]) {
    if knowledge.is_empty() {
        return;
    }
    out.gap();
    out.push(heading("who came to know what at another step"));
    for known in knowledge {
        let step = |step: Option<&str>| step.unwrap_or("never").to_owned();
        let mut line = blank(INDENT).with(meaning(known.name), known.name);
        line.pad_to(INDENT + 20);
        line.push(Meaning::Plain, known.party.name());
        line.pad_to(INDENT + 30);
        line.push(Meaning::Plain, format!("A {}", step(known.a)));
        line.pad_to(INDENT + 44);
        line.push(Meaning::Plain, format!("B {}", step(known.b)));
        out.push(line);
    }
}

/// The lesson of the difference.
fn tell_redeemers(out: &mut Text, redeemers: &Redeemers, width: usize) {
    out.gap();
    out.push(heading("who could have redeemed the code?").with(Meaning::Faint, "  by the specification"));
    for row in &redeemers.rows {
        out.push(blank(INDENT).with(Meaning::Plain, row.holding));
        let apart = [("A", &row.a), ("B", &row.b)];
        let outcomes = if row.a == row.b { &[("both", &row.a)][..] } else { &apart[..] };
        for (letter, outcome) in outcomes {
            let verdict = if *outcome == "REDEEMED" { Meaning::Bad } else { Meaning::Ok };
            let mut line = blank(ROWS).with(Meaning::Strong, *letter);
            line.pad_to(VALUE);
            out.push(line.with(verdict, outcome.as_str()));
        }
    }
    for (name, pair, meaning) in
        [("the secret", &redeemers.secret, Meaning::Secret), ("the verifier", &redeemers.verifier, Meaning::Verifier)]
    {
        if pair.a == pair.b {
            continue;
        }
        for (letter, text) in [("A", &pair.a), ("B", &pair.b)] {
            out.gap();
            out.push(blank(INDENT).with(meaning, name).with(Meaning::Plain, " in ").with(Meaning::Strong, letter));
            out.extend(prose(text, Meaning::Plain, width));
        }
    }
}

fn pair(out: &mut Text, pair: &Pair, width: usize) {
    side(out, "A", &escape::terminal(&pair.a), width);
    side(out, "B", &escape::terminal(&pair.b), width);
}

/// What one run has, behind its letter.
fn side(out: &mut Text, letter: &str, words: &str, width: usize) {
    let mut line = blank(ROWS).with(Meaning::Strong, letter);
    line.pad_to(VALUE);
    flow(out, line, vec![Span { meaning: Meaning::Plain, text: words.to_owned() }], (VALUE, width));
}

fn heading(words: &str) -> Line {
    Line::default().with(Meaning::Heading, words)
}
