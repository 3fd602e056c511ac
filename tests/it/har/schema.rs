//! What HAR 1.2 demands (<http://www.softwareishard.com/blog/har-12-spec/>), written down once more.

use serde_json::{Map, Value};

/// How a member has to be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Moment,
    /// A count or a duration; -1 where it is not known.
    Number,
    /// The same where it has to be known.
    Known,
    Pairs,
    Cookies,
    Object(&'static [Member]),
}

/// Its name, whether it may be left out, and how it has to be.
type Member = (&'static str, bool, Kind);

const MUST: bool = false;
const MAY: bool = true;
const PROGRAM: Kind = Kind::Object(&[("name", MUST, Kind::Text), ("version", MUST, Kind::Text)]);
const REQUEST: Kind = Kind::Object(&[
    ("method", MUST, Kind::Text),
    ("url", MUST, Kind::Text),
    ("httpVersion", MUST, Kind::Text),
    ("cookies", MUST, Kind::Cookies),
    ("headers", MUST, Kind::Pairs),
    ("queryString", MUST, Kind::Pairs),
    (
        "postData",
        MAY,
        Kind::Object(&[("mimeType", MUST, Kind::Text), ("params", MAY, Kind::Pairs), ("text", MAY, Kind::Text)]),
    ),
    ("headersSize", MUST, Kind::Number),
    ("bodySize", MUST, Kind::Number),
]);
const RESPONSE: Kind = Kind::Object(&[
    ("status", MUST, Kind::Known),
    ("statusText", MUST, Kind::Text),
    ("httpVersion", MUST, Kind::Text),
    ("cookies", MUST, Kind::Cookies),
    ("headers", MUST, Kind::Pairs),
    (
        "content",
        MUST,
        Kind::Object(&[
            ("size", MUST, Kind::Number),
            ("mimeType", MUST, Kind::Text),
            ("text", MAY, Kind::Text),
            ("encoding", MAY, Kind::Text),
        ]),
    ),
    ("redirectURL", MUST, Kind::Text),
    ("headersSize", MUST, Kind::Number),
    ("bodySize", MUST, Kind::Number),
]);
const TIMINGS: Kind = Kind::Object(&[
    ("blocked", MAY, Kind::Number),
    ("dns", MAY, Kind::Number),
    ("connect", MAY, Kind::Number),
    ("ssl", MAY, Kind::Number),
    ("send", MUST, Kind::Known),
    ("wait", MUST, Kind::Known),
    ("receive", MUST, Kind::Known),
]);
const ENTRY: &[Member] = &[
    ("startedDateTime", MUST, Kind::Moment),
    ("time", MUST, Kind::Known),
    ("request", MUST, REQUEST),
    ("response", MUST, RESPONSE),
    ("cache", MUST, Kind::Object(&[])),
    ("timings", MUST, TIMINGS),
];
const COOKIE: &[Member] = &[
    ("name", MUST, Kind::Text),
    ("value", MUST, Kind::Text),
    ("path", MAY, Kind::Text),
    ("domain", MAY, Kind::Text),
    ("expires", MAY, Kind::Moment),
];

/// Everything in which a document does not keep to it.
pub fn complaints(document: &Value) -> Vec<String> {
    let mut out = Vec::new();
    let log = &document["log"];
    let head: &[Member] = &[("version", MUST, Kind::Text), ("creator", MUST, PROGRAM)];
    let mut extended: Vec<Member> = head.to_vec();
    extended.push(("entries", MAY, Kind::Object(&[])));
    members(&mut out, "log", log, &extended[..2], &["entries"]);
    if log["version"] != "1.2" {
        out.push("log.version is not 1.2".to_owned());
    }
    match log["entries"].as_array() {
        None => out.push("log.entries is no list".to_owned()),
        Some(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                members(&mut out, &format!("entries[{index}]"), entry, ENTRY, &[]);
                durations(&mut out, index, entry);
            }
        }
    }
    out
}

fn members(out: &mut Vec<String>, place: &str, value: &Value, known: &[Member], also: &[&str]) {
    let Some(object) = value.as_object() else { return out.push(format!("{place} is no object")) };
    for (name, may_lack, kind) in known {
        let place = format!("{place}.{name}");
        match object.get(*name) {
            None if *may_lack => {}
            None => out.push(format!("{place} is missing")),
            Some(value) => check(out, &place, value, *kind),
        }
    }
    strangers(out, place, object, known, also);
}

/// What is custom begins with an underscore.
fn strangers(out: &mut Vec<String>, place: &str, object: &Map<String, Value>, known: &[Member], also: &[&str]) {
    let flags = ["httpOnly", "secure"];
    for name in object.keys().filter(|name| !name.starts_with('_')) {
        let is_known = known.iter().any(|(own, ..)| own == name)
            || also.contains(&name.as_str())
            || flags.contains(&name.as_str());
        if !is_known {
            out.push(format!("{place}.{name} is no member of HAR"));
        }
    }
}

fn check(out: &mut Vec<String>, place: &str, value: &Value, kind: Kind) {
    let number = value.as_f64();
    let right = match kind {
        Kind::Text => value.is_string(),
        Kind::Moment => value.as_str().is_some_and(|text| chrono::DateTime::parse_from_rfc3339(text).is_ok()),
        Kind::Number => number.is_some_and(|number| number >= -1.0),
        Kind::Known => number.is_some_and(|number| number >= 0.0),
        Kind::Object(known) => return members(out, place, value, known, &[]),
        Kind::Pairs => return list(out, place, value, &COOKIE[..2]),
        Kind::Cookies => return list(out, place, value, COOKIE),
    };
    if !right {
        out.push(format!("{place} is {value}"));
    }
}

fn list(out: &mut Vec<String>, place: &str, value: &Value, known: &[Member]) {
    let Some(list) = value.as_array() else { return out.push(format!("{place} is no list")) };
    for (index, member) in list.iter().enumerate() {
        members(out, &format!("{place}[{index}]"), member, known, &[]);
    }
}

/// `time` is the sum of all that is known of the timings.
fn durations(out: &mut Vec<String>, index: usize, entry: &Value) {
    let names = ["blocked", "dns", "connect", "send", "wait", "receive"];
    let sum: f64 = names.iter().filter_map(|name| entry["timings"][name].as_f64()).filter(|part| *part >= 0.0).sum();
    let time = entry["time"].as_f64().unwrap_or_default();
    let is_known = entry["timings"]["wait"].as_f64() >= Some(0.0);
    if is_known && (sum - time).abs() > 0.001 {
        out.push(format!("entries[{index}].time is {time}, its parts are {sum}"));
    }
}
