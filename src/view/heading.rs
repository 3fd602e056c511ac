//! The heading of a card: number and name of the step, who sends to whom, and on which channel.

use super::text::{Line, Meaning, Span};
use crate::trace::{Channel, Party, Step};

/// The column of the parties.
const PARTIES: usize = 14;
/// The column of the channel.
const CHANNEL: usize = 36;

/// The heading of a message from one party to another.
#[must_use]
pub fn message(step: (usize, Step), (from, to): (Party, Party), channel: Channel, width: usize) -> Line {
    let mut line = step_name(step);
    line.pad_to(PARTIES);
    line.push(Meaning::Plain, format!("{} ──▶ {}", from.name(), to.name()));
    line.pad_to(CHANNEL);
    match channel {
        Channel::Front => line.push(Meaning::Front, "FRONT CHANNEL"),
        Channel::Back => line.push(Meaning::Back, "BACK CHANNEL"),
    }
    let note = match channel {
        Channel::Front => "  can be read and changed on the way",
        Channel::Back => "  the browser sees nothing of it",
    };
    if line.width() + note.len() <= width {
        line.push(Meaning::Faint, note);
    }
    line
}

/// The heading of a step that sends nothing.
#[must_use]
pub fn alone(step: (usize, Step), words: &str) -> Line {
    let mut line = step_name(step);
    line.pad_to(PARTIES);
    line.push(Meaning::Plain, Party::Client.name());
    line.pad_to(CHANNEL);
    line.push(Meaning::Faint, words);
    line
}

/// What stands beside a step that sends nothing, or nothing more.
#[must_use]
pub fn silence(step: Step) -> &'static str {
    match step {
        Step::Prepare | Step::Verify => "nothing is sent",
        _ => "the ID token that came along is compared with the first",
    }
}

/// The heading of an answer: the same arrow the other way, with what came and how long it took.
pub(super) fn answer(step: (usize, Step), (from, to): (Party, Party), channel: Channel, outcome: Vec<Span>) -> Line {
    let mut line = step_name(step);
    line.pad_to(PARTIES);
    line.push(Meaning::Plain, format!("{} ──▶ {}", from.name(), to.name()));
    line.pad_to(CHANNEL);
    match channel {
        Channel::Front => line.push(Meaning::Front, "FRONT CHANNEL"),
        Channel::Back => line.push(Meaning::Back, "BACK CHANNEL"),
    }
    line.pad_to(CHANNEL + 16);
    line.0.extend(outcome);
    line
}

fn step_name((number, step): (usize, Step)) -> Line {
    Line::default().with(Meaning::Heading, format!("{number} {}", step.name()))
}

/// The reason phrase of a status code (RFC 9110 15, RFC 6585).
pub(super) fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    }
}
