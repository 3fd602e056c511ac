//! The rows: begun with what is known beforehand, filled out of the messages, and remarked on in the end.

use super::search::{Opened, Sought};
use super::{Carried, Look, NAMES, RARE, Row, others, remarks, value_of};
use crate::trace::{Exchange, Flow, Party, Step, Trace, in_shares};

/// A row, and the value that is looked for; nothing is looked for where there is no value, or where it never travels.
#[derive(Clone)]
struct Line {
    row: Row,
    sought: Option<Sought>,
}

/// Fills the ledger, and tells what travels in each exchange where that is wanted. Each message is opened once.
pub(super) fn search(trace: &Trace, look: Option<&Look>) -> (Vec<Row>, Vec<Carried>) {
    let begun = begun(trace);
    let was_asked = trace.last(Step::Authorize).is_some();
    let shares = in_shares(&trace.exchanges, |_, share| {
        let (mut lines, mut carried) = (begun.clone(), Vec::new());
        for exchange in share {
            let opened = Opened::of(exchange, &trace.plan);
            if is_of_flow(exchange) {
                for line in &mut lines {
                    line.follow(exchange, &opened, was_asked);
                }
            }
            carried.extend(look.map(|look| look.at_opened(exchange, &opened)));
        }
        (lines, carried)
    });
    let (mut rows, mut carried) = (begun.into_iter().map(|line| line.row).collect::<Vec<_>>(), Vec::new());
    for (lines, of_share) in shares {
        for (row, line) in rows.iter_mut().zip(&lines) {
            row.join(&line.row);
        }
        carried.extend(of_share);
    }
    for row in &mut rows {
        conclude(row, trace);
    }
    (rows, carried)
}

/// The rows before any message.
fn begun(trace: &Trace) -> Vec<Line> {
    let login = trace.plan.flow == Flow::Login;
    let own = NAMES.iter().filter_map(|name| match *name {
        name if name.ends_with("_key") => key(trace, name),
        // Only a login has a place for these.
        "state" | "nonce" | "code_challenge" | "code_verifier" | "code" if !login => None,
        name => Some(line(trace, name)).filter(|line| line.row.exists || may_be_empty(name, login)),
    });
    own.chain(others::NAMES.into_iter().map(|name| line(trace, name)).filter(|line| line.row.exists)).collect()
}

/// Whether there is a row for it also without a value.
fn may_be_empty(name: &str, login: bool) -> bool {
    !RARE.contains(&name) && (login || name == "client_secret")
}

/// A private key is in no message: only its owner has it, and only where there is one it has a row.
fn key(trace: &Trace, name: &'static str) -> Option<Line> {
    let remark = match name {
        "client_key" => {
            trace.plan.client.key.as_ref().map(|_| "the private half never leaves; the server knows the public one")
        }
        _ => trace.plan.dpop.as_ref().map(|_| "the private half never leaves; the public one is in each proof"),
    }?;
    let mut row = Row { name, exists: true, seen: [None; 4], remark: Some(remark.to_owned()) };
    row.note(Party::Client, trace.plan.steps().first().copied().unwrap_or(Step::Prepare));
    Some(Line { row, sought: None })
}

fn line(trace: &Trace, name: &'static str) -> Line {
    let sought = value_of(trace, name).map(Sought::new);
    let mut row = Row { name, exists: sought.is_some(), seen: [None; 4], remark: None };
    if row.exists {
        match name {
            "state" | "nonce" | "code_challenge" | "code_verifier" if has_begun(trace) => {
                row.note(Party::Client, Step::Prepare);
            }
            // It is there to be seen: on the screen, and in the browser that it is typed into.
            "user_code" => row.note(Party::Browser, Step::Device),
            _ => {}
        }
    }
    Line { row, sought }
}

/// Between the browser and the server alone nothing passes that does not also pass before or afterwards.
fn is_of_flow(exchange: &Exchange) -> bool {
    exchange.stray.is_none() && exchange.step != Step::SignIn
}

/// The values of a login are drawn once the first step is behind it.
fn has_begun(trace: &Trace) -> bool {
    !trace.plan.server.discover || !trace.exchanges.is_empty()
}

impl Line {
    /// Both ends of a message see what is in it; so does the client whose message the browser carries, and the server
    /// whose answer it brings: that one was written when the server answered the authorization request.
    fn follow(&mut self, exchange: &Exchange, opened: &Opened, was_asked: bool) {
        let Self { row, sought: Some(sought) } = self else { return };
        // What both ends know already changes nothing, unless it tells who else knew it.
        let knows = |party| row.by(party).is_some_and(|seen| seen <= exchange.step);
        let only_ends = !matches!(exchange.step, Step::Authorize | Step::Logout | Step::Callback);
        if only_ends && knows(exchange.from) && knows(exchange.to) {
            return;
        }
        let asked = opened.request_holds(row.name, sought);
        // What stands there passes the redirect URI next.
        let answered = exchange.step != Step::Authorize && opened.answer_holds(sought);
        if !asked && !answered {
            return;
        }
        row.note(exchange.from, exchange.step);
        row.note(exchange.to, exchange.step);
        match exchange.step {
            Step::Authorize | Step::Logout => row.note(Party::Client, exchange.step),
            Step::Callback if asked && was_asked => row.note(Party::Server, Step::Authorize),
            Step::Callback if asked => row.note(Party::Server, exchange.step),
            _ => {}
        }
    }
}

/// What the row teaches, now that it is full.
fn conclude(row: &mut Row, trace: &Trace) {
    let remark = match row.name {
        name if others::NAMES.contains(&name) => Some(others::remark(name, trace).to_owned()),
        name if name.ends_with("_key") => row.remark.take(),
        _ => remarks::remark(trace, row),
    };
    row.remark = remark;
}
