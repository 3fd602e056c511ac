//! The report as SARIF 2.1.0, as code scanners give it: a run for each target, a result for each check that is not a pass.

use chrono::{DateTime, SecondsFormat};
use serde_json::{Value, json};
use url::Url;

use super::words::{self, safe};
use super::{Checked, Report, Target, citation};
use crate::jose::sha256;
use crate::view::escape;

/// Where the shape of the document is described.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of our fingerprints, with their version: other values need another.
const FINGERPRINT: &str = "oauthFlowCheck/v1";

/// The whole document.
pub fn sarif(report: &Report) -> Result<String, serde_json::Error> {
    let runs: Vec<Value> = report.targets.iter().map(|target| run(report, target)).collect();
    let document = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": runs });
    serde_json::to_string_pretty(&document).map(|text| escape::document(&text) + "\n")
}

fn run(report: &Report, target: &Target) -> Value {
    let (name, version) = report.tool.split_once(' ').unwrap_or((&report.tool, ""));
    let amiss = target.checks.iter().enumerate().filter(|(_, check)| check.is_amiss());
    json!({
        "tool": { "driver": {
            "name": safe(name),
            "version": safe(version),
            "rules": target.checks.iter().map(rule).collect::<Vec<_>>(),
        } },
        "automationDetails": { "id": format!("oauth-flow/{}/", safe(&target.name)) },
        "invocations": [invocation(target)],
        "columnKind": "unicodeCodePoints",
        "results": amiss.map(|(index, check)| result(target, check, index)).collect::<Vec<_>>(),
    })
}

/// What is required, as the catalogue has it.
fn rule(check: &Checked) -> Value {
    let level = if check.severity == "must" { "error" } else { "warning" };
    let attack = if check.attack.is_empty() { &check.title } else { &check.attack };
    let mut rule = json!({
        "id": safe(&check.id),
        "shortDescription": { "text": safe(&check.title) },
        "fullDescription": { "text": safe(attack) },
        "help": { "text": format!("{} ({})", safe(&check.advice), safe(&check.spec)) },
        "defaultConfiguration": { "level": if check.severity == "info" { "note" } else { level } },
        "properties": { "tags": ["oauth", "security"], "section": safe(&check.section), "spec": safe(&check.spec) },
    });
    if let Some(link) = citation::link(&check.spec) {
        rule["helpUri"] = link.into();
    }
    rule
}

/// When it ran, and what kept it from finding out.
fn invocation(target: &Target) -> Value {
    let notifications: Vec<Value> = target.counting("error").map(|check| notification(target, check)).collect();
    let mut invocation = json!({
        "executionSuccessful": target.cut_short.is_none() && notifications.is_empty(),
        "toolExecutionNotifications": notifications,
    });
    let ended_us = target.started_ms.saturating_mul(1000).saturating_add(target.elapsed_us);
    if let (Some(began), Some(ended)) = (time(target.started_ms.saturating_mul(1000)), time(ended_us)) {
        invocation["startTimeUtc"] = began.into();
        invocation["endTimeUtc"] = ended.into();
    }
    invocation
}

fn notification(target: &Target, check: &Checked) -> Value {
    json!({
        "level": "error",
        "message": { "text": message(target, check) },
        "associatedRule": { "id": safe(&check.id) },
    })
}

fn time(micros: u64) -> Option<String> {
    let time = DateTime::from_timestamp_micros(i64::try_from(micros).ok()?)?;
    Some(time.to_rfc3339_opts(SecondsFormat::Millis, true))
}

fn result(target: &Target, check: &Checked, index: usize) -> Value {
    // Only what is a failure has a level (SARIF 2.1.0 3.27.10); what could not be found out stays open (3.27.9).
    let (kind, level) = match check.verdict.as_str() {
        "fail" => ("fail", "error"),
        "warn" => ("fail", "warning"),
        _ => ("open", "none"),
    };
    let mut result = json!({
        "ruleId": safe(&check.id),
        "ruleIndex": index,
        "kind": kind,
        "level": level,
        "message": { "text": message(target, check) },
        "locations": [location(target, check)],
        "partialFingerprints": { FINGERPRINT: fingerprint(target, check) },
        "properties": { "verdict": safe(&check.verdict) },
    });
    if let Some(known) = &check.known {
        result["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": safe(&known.reason) }]);
    }
    result
}

/// Everything that is to be said; brackets would be links (SARIF 2.1.0 3.11.6).
fn message(target: &Target, check: &Checked) -> String {
    let text = format!(
        "{}: {}\n{}",
        safe(&words::subject(target)),
        safe(&check.title),
        words::lines(target, check).join("\n")
    );
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// The endpoint: by its URL, where it is one, and by its name.
fn location(target: &Target, check: &Checked) -> Value {
    let last = check.telling().find_map(|part| part.exchanges.last());
    let url = last.map(|exchange| exchange.request.url.as_str()).or(target.issuer.as_deref()).unwrap_or(&target.name);
    let name = check.telling().find_map(words::sent).unwrap_or_else(|| url.to_owned());
    let mut location = json!({ "logicalLocations": [{ "fullyQualifiedName": safe(&name), "kind": "resource" }] });
    if let Some(uri) = bare(url) {
        location["physicalLocation"] = json!({ "artifactLocation": { "uri": uri }, "region": { "startLine": 1 } });
    }
    location
}

/// A URL without query, fragment and user: the endpoint and nothing of one request.
fn bare(url: &str) -> Option<String> {
    let mut url = Url::parse(url).ok()?;
    url.set_query(None);
    url.set_fragment(None);
    // a URL that cannot have a user has none
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    let path = strictly_encoded(url.path());
    url.set_path(&path);
    Some(url.into())
}

/// A path without the characters that browsers let pass and RFC 3986 3.3 does not.
fn strictly_encoded(path: &str) -> String {
    let is_escape = |rest: &str| rest.len() >= 3 && rest.as_bytes()[1..3].iter().all(u8::is_ascii_hexdigit);
    let encoded = path.char_indices().map(|(at, c)| match c {
        '%' if !is_escape(&path[at..]) => "%25".to_owned(),
        '[' | ']' | '|' | '\\' | '^' | '`' | '{' | '}' | '"' | '<' | '>' => format!("%{:02X}", u32::from(c)),
        _ => c.to_string(),
    });
    encoded.collect()
}

/// The same for the same check of the same client at the same provider, so that results can be followed over time.
fn fingerprint(target: &Target, check: &Checked) -> String {
    let issuer = target.issuer.as_deref().unwrap_or(&target.name);
    let of = json!([issuer, target.client_id, check.id]).to_string();
    sha256(of.as_bytes()).iter().fold(String::new(), |hex, octet| format!("{hex}{octet:02x}"))
}
