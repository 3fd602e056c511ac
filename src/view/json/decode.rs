//! The document of `decode`: every token that was found, taken apart.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Advised, Check};
use crate::explain::moment;
use crate::explain::token::{Form, Token, meaning};
use crate::jose::{Jwt, Purpose};
use crate::rules::{Finding, is_sound};
use crate::view::escape;

/// The shape of the document and its version.
pub const DECODE_SCHEMA: &str = "oauth-flow/decode/1";

#[derive(Debug, Serialize)]
struct Document<'a> {
    schema: &'static str,
    sound: bool,
    tokens: Vec<Decoded<'a>>,
}

#[derive(Debug, Serialize)]
struct Decoded<'a> {
    name: Option<&'a str>,
    form: &'static str,
    kind: Option<&'static str>,
    header: Option<&'a Map<String, Value>>,
    claims: Option<&'a Map<String, Value>>,
    explained: Vec<Explained<'a>>,
    length: Option<usize>,
    looks: &'a [String],
    signature: Option<&'static str>,
    checks: Vec<Check<'a>>,
    findings: Vec<Advised<'a>>,
}

/// A member of header or claims, with what it is for.
#[derive(Debug, Serialize)]
struct Explained<'a> {
    part: &'static str,
    name: &'a str,
    what: Option<&'static str>,
    time: Option<String>,
}

/// The document, indented, with a newline at its end.
pub fn decode(tokens: &[(Token, Vec<Finding>)], now: f64) -> Result<String, serde_json::Error> {
    let document = Document {
        schema: DECODE_SCHEMA,
        sound: tokens.iter().all(|(_, findings)| is_sound(findings)),
        tokens: tokens.iter().map(|(token, findings)| decoded(token, findings, now)).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| escape::json(&text) + "\n")
}

fn decoded<'a>(token: &'a Token, findings: &'a [Finding], now: f64) -> Decoded<'a> {
    let mut decoded = Decoded {
        name: token.name.as_deref(),
        form: "opaque",
        kind: None,
        header: None,
        claims: None,
        explained: Vec::new(),
        length: None,
        looks: &[],
        signature: None,
        checks: findings.iter().map(Check::of).collect(),
        findings: findings.iter().filter(|finding| finding.severity().is_some()).map(Advised::bare).collect(),
    };
    match &token.form {
        Form::Signed(jwt, purpose) => {
            decoded.form = "jwt";
            decoded.kind = Some(purpose.name());
            (decoded.header, decoded.claims) = (Some(&jwt.header), Some(&jwt.claims));
            decoded.explained = explained(jwt, *purpose, now);
            decoded.signature = findings.iter().find(|it| it.requirement.id == "jwt-signature").map(outcome);
        }
        Form::Encrypted(header) => {
            decoded.form = "jwe";
            decoded.header = Some(header);
            decoded.explained = part("header", header, (Purpose::Unknown, now)).collect();
        }
        Form::Opaque(opaque) => {
            decoded.length = Some(opaque.length);
            decoded.looks = &opaque.looks;
        }
    }
    decoded
}

fn outcome(finding: &Finding) -> &'static str {
    match finding.word() {
        "ok" => "valid",
        "fail" => "invalid",
        _ => "not_checked",
    }
}

fn explained(jwt: &Jwt, purpose: Purpose, now: f64) -> Vec<Explained<'_>> {
    part("header", &jwt.header, (purpose, now)).chain(part("claims", &jwt.claims, (purpose, now))).collect()
}

fn part<'a>(
    part: &'static str,
    map: &'a Map<String, Value>,
    (purpose, now): (Purpose, f64),
) -> impl Iterator<Item = Explained<'a>> {
    map.iter().map(move |(name, value)| Explained {
        part,
        name,
        what: meaning(purpose, name),
        time: moment::words(name, value, now),
    })
}
