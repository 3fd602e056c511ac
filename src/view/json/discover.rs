//! The document of `discover`: what a server says about itself, with what each member means.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Advised, Check, Parts, outcome};
use crate::explain::glossary;
use crate::rules::is_sound;
use crate::trace::Step;
use crate::view::discover::{document, key_set, key_words};
use crate::view::escape;

/// The shape of the document and its version.
pub const DISCOVER_SCHEMA: &str = "oauth-flow/discover/1";

#[derive(Debug, Serialize)]
struct Document<'a> {
    schema: &'static str,
    tool: &'a str,
    sound: bool,
    exit: u8,
    issuer: Option<&'a str>,
    asked: Vec<Asked<'a>>,
    metadata: Option<Map<String, Value>>,
    members: Vec<Member>,
    keys: Vec<Key>,
    checks: Vec<Check<'a>>,
    findings: Vec<Advised<'a>>,
    ending: outcome::Ending<'a>,
}

/// A place that was asked, and what came of it.
#[derive(Debug, Serialize)]
struct Asked<'a> {
    step: &'static str,
    url: &'a str,
    status: Option<u16>,
    failure: Option<&'static str>,
}

/// A member with what it means.
#[derive(Debug, Serialize)]
struct Member {
    name: String,
    what: Option<&'static str>,
    spec: Option<&'static str>,
}

/// A public key: its members, and what it is.
#[derive(Debug, Serialize)]
struct Key {
    what: String,
    thumbprint: Option<String>,
    jwk: Map<String, Value>,
}

/// The document, indented, with a newline at its end.
pub fn discover(parts: &Parts<'_>) -> Result<String, serde_json::Error> {
    let (trace, findings) = (parts.trace, parts.findings);
    let metadata = document(trace);
    let sent = trace.exchanges.iter().filter(|exchange| matches!(exchange.step, Step::Discover | Step::Keys));
    let asked = sent.map(|exchange| Asked {
        step: exchange.step.name(),
        url: &exchange.request.url,
        status: exchange.response.as_ref().map(|response| response.status),
        failure: exchange.failure.as_ref().map(|failure| failure.kind.words()),
    });
    let keys = key_set(trace).map(|jwks| jwks.0).unwrap_or_default().into_iter();
    let whole = Document {
        schema: DISCOVER_SCHEMA,
        tool: &trace.tool,
        sound: is_sound(findings),
        exit: parts.exit,
        issuer: trace.plan.server.issuer.as_deref(),
        asked: asked.collect(),
        members: metadata.iter().flat_map(Map::keys).map(|name| member(name)).collect(),
        keys: keys.map(|key| Key { what: key_words(&key), thumbprint: key.thumbprint(), jwk: key.0 }).collect(),
        checks: findings.iter().map(Check::of).collect(),
        findings: findings
            .iter()
            .filter(|finding| finding.severity().is_some())
            .map(|finding| Advised::of(finding, &trace.plan))
            .collect(),
        ending: outcome::ending(&trace.ended),
        metadata,
    };
    serde_json::to_string_pretty(&whole).map(|text| escape::json(&text) + "\n")
}

fn member(name: &str) -> Member {
    let topic = glossary::topic(name);
    Member { name: name.to_owned(), what: topic.map(|topic| topic.what), spec: topic.map(|topic| topic.spec) }
}
