//! Reports of checks in every form: held against the schemas of others and our own, and with a hostile provider in them.

use std::process::Command;
use std::time::UNIX_EPOCH;

use oauth_flow::trace::{Exchange, Step};
use oauth_flow::view::check::{
    Checked, Detail, Known, Report, Strictness, Target, Tried, VERDICTS, compare, github, junit, markdown, sarif,
    terminal,
};
use oauth_flow::wire::{Failure, FailureKind, Headers, Params, Request, Response};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Value, json};

use crate::generated::file;

/// What a hostile server writes: control characters, markup of every kind, commands for the log of a build.
pub const HOSTILE: [&str; 12] = [
    "\u{1b}[31mred\u{1b}[0m\u{7}\u{9b}2J",
    "a\r\n::error title=x::you are hacked\n::add-mask::e",
    "::stop-commands::token",
    "text ##[error]old ##[add-mask]e",
    "</failure></testcase><testcase name=\"x\"/>]]>&amp;<!--",
    "`code` ``more`` ``` | cell |\n\n# heading <script>alert(1)</script> @somebody [a](javascript:b) ![c](d)",
    "\u{202e}right to left\u{200b}\u{feff}\u{fffe}\u{ffff}\u{0}",
    "[link](1) {0} \\[x\\] %0A %25",
    "'; rm -rf / #$(x)`y`",
    "--><details></details>",
    "a,b:c=d;e",
    "\u{e0001}\u{85}\u{2028}x",
];

fn exchange() -> Exchange {
    let form = Params::default().with("grant_type", "authorization_code").with("code", "‹code:43:01234567›");
    let request = Request::post_form("https://id.example.com/token?a=b", &form);
    let mut exchange = Exchange::new(Step::Redeem, request, UNIX_EPOCH);
    exchange.response = Some(Response {
        status: 200,
        headers: Headers::default().with("content-type", "application/json"),
        body: r#"{"access_token":"‹access_token:43:01234567›","token_type":"Bearer"}"#.into(),
    });
    exchange.elapsed_us = Some(3_100);
    exchange
}

fn checked(id: &str, verdict: &str) -> Checked {
    let skipped = verdict == "skip";
    let reason = skipped.then(|| "no-refresh-token".to_owned());
    let mut exchange = exchange();
    if verdict == "error" {
        exchange.response = None;
        exchange.failure = Some(Failure::new(FailureKind::Closed, "as it is"));
    }
    let part = Tried {
        label: "without code_verifier".into(),
        verdict: verdict.into(),
        reason: reason.clone(),
        expected: if skipped { String::new() } else { "400 invalid_grant".into() },
        seen: if skipped { "ask for offline_access".into() } else { "200 with an access_token".into() },
        exchanges: if skipped { Vec::new() } else { vec![exchange] },
    };
    Checked {
        id: id.into(),
        title: "a code bound to a challenge needs its verifier".into(),
        section: "redeeming a code".into(),
        severity: "must".into(),
        spec: "RFC 7636 4.6, RFC 9700 2.1.1".into(),
        attack: "whoever steals a code redeems it: PKCE protects nothing here".into(),
        advice: "refuse a code that is bound to a challenge where no verifier comes".into(),
        verdict: verdict.into(),
        reason,
        known: None,
        parts: vec![part],
    }
}

fn target(name: &str, checks: Vec<Checked>) -> Target {
    Target {
        name: name.into(),
        issuer: Some("https://id.example.com".into()),
        client_id: "web-app".into(),
        suite: "smoke".into(),
        profile: "bcp".into(),
        verdict: String::new(),
        started_ms: 1_700_000_000_000,
        elapsed_us: 1_812_000,
        requests: 57,
        codes: 4,
        cut_short: None,
        again: format!("oauth-flow check {name}"),
        facts: vec![("code after a refusal".into(), "kept".into())],
        checks,
    }
}

/// A check for every verdict, a gap that is known, and a second target.
fn report() -> Report {
    let mut checks: Vec<Checked> = VERDICTS.iter().map(|verdict| checked(&format!("is-{verdict}"), verdict)).collect();
    let known = Known { verdict: "fail".into(), reason: "the next release".into(), until: Some("2031-02-03".into()) };
    checks.push(Checked { known: Some(known), ..checked("known-gap", "fail") });
    let mut stray = exchange();
    (stray.stray, stray.pasted) = (Some("a favicon".into()), true);
    checks[0].parts[0].exchanges.insert(0, stray);
    let cut_short = Target { cut_short: Some("it took too long".into()), ..target("id", checks) };
    Report::of(vec![cut_short, target("sound", vec![checked("is-pass", "pass")])])
}

/// Everything that others choose is hostile.
pub fn hostile() -> Report {
    let of = |(index, text): (usize, &&str)| {
        let mut check = checked(&format!("check-{index}"), VERDICTS[index % 4]);
        let part = &mut check.parts[0];
        (part.label, part.expected, part.seen) = ((*text).into(), (*text).into(), (*text).into());
        let exchange = &mut part.exchanges[0];
        exchange.request.url = format!("https://id.example.com/{text}");
        exchange.request.method = (*text).into();
        if let Some(response) = &mut exchange.response {
            response.headers.push("x-hostile", *text);
            response.body = (*text).into();
        }
        check
    };
    let checks: Vec<Checked> = HOSTILE.iter().enumerate().map(of).collect();
    let targets = HOSTILE.iter().map(|text| Target {
        issuer: Some((*text).into()),
        client_id: (*text).into(),
        cut_short: Some((*text).into()),
        facts: vec![((*text).into(), (*text).into())],
        ..target(text, checks.clone())
    });
    Report::of(targets.collect())
}

/// Every form of a report, by its name.
pub fn forms(report: &Report) -> Vec<(&'static str, String)> {
    let mut forms = vec![
        ("JSON", report.write().unwrap()),
        ("JUnit", junit(report, Strictness::Usual).unwrap()),
        ("strict JUnit", junit(report, Strictness::Strict).unwrap()),
        ("SARIF", sarif(report).unwrap()),
        ("Markdown", markdown(report, Strictness::Usual)),
        ("annotations", github::annotations(report).to_plain()),
    ];
    for width in [80, 120] {
        for detail in [Detail::Amiss, Detail::All] {
            let told = terminal(report, (Strictness::Usual, detail), width);
            forms.push(("terminal in a build", github::inert(told.clone()).to_plain()));
            forms.push(("terminal", told.to_plain()));
        }
    }
    forms
}

pub fn validate(schema: &str, document: &Value) -> Result<(), String> {
    let (mut compiler, mut schemas) = (boon::Compiler::new(), boon::Schemas::new());
    compiler.enable_format_assertions();
    compiler.add_resource("urn:schema", serde_json::from_str(schema).unwrap()).unwrap();
    let index = compiler.compile("urn:schema", &mut schemas).unwrap();
    schemas.validate(document, index).map_err(|error| format!("{error:#}"))
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn json_keeps_to_the_published_schema_and_is_read_back() {
    let schema = file("docs/check.schema.json");
    for report in [report(), hostile()] {
        let text = report.write().unwrap();
        validate(&schema, &parsed(&text)).unwrap();
        assert_eq!(Report::read(&text).unwrap(), report);
    }
    let document = parsed(&report().write().unwrap());
    for (path, wrong) in [
        ("/targets/0/checks/0/verdict", json!("bad")),
        ("/targets/0/checks/0/parts/0/exchanges/0/request/url", json!(null)),
        ("/targets/0/started_ms", json!("now")),
        ("/schema", json!("oauth-flow/check/2")),
    ] {
        let mut changed = document.clone();
        *changed.pointer_mut(path).unwrap() = wrong;
        assert!(validate(&schema, &changed).is_err(), "{path}");
        assert!(Report::read(&changed.to_string()).is_err(), "{path}");
    }
}

#[test]
fn a_stranger_is_no_report() {
    for text in ["", "[]", "{}", "{\"schema\":\"oauth-flow/login/1\"}", "{\"schema\":\"oauth-flow/check/1\"}"] {
        assert!(Report::read(text).is_err(), "{text}");
    }
}

#[test]
fn sarif_keeps_to_its_schema() {
    let schema = file("tests/schemas/sarif-2.1.0.json");
    for report in [report(), hostile(), Report::of(Vec::new())] {
        validate(&schema, &parsed(&sarif(&report).unwrap())).unwrap();
    }
    let mut document = parsed(&sarif(&report()).unwrap());
    let results = &document["runs"][0]["results"];
    let told: Vec<(&str, &str, &str)> = results.as_array().unwrap().iter().map(triple).collect();
    assert_eq!(
        told,
        [
            ("is-fail", "fail", "error"),
            ("is-error", "open", "none"),
            ("is-inconclusive", "open", "none"),
            ("is-warn", "fail", "warning"),
            ("known-gap", "fail", "error"),
        ]
    );
    assert_eq!(results[4]["suppressions"][0]["justification"], "the next release");
    assert_eq!(results[0]["suppressions"], Value::Null);
    let location = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(location, "https://id.example.com/token");
    let fingerprints: Vec<&Value> = results.as_array().unwrap().iter().map(|it| &it["partialFingerprints"]).collect();
    assert!(fingerprints.iter().enumerate().all(|(at, one)| !fingerprints[..at].contains(one)), "{fingerprints:?}");
    document["runs"][0]["results"][0]["level"] = json!("bad");
    assert!(validate(&schema, &document).is_err(), "the schema has to tell wrong from right");
}

fn triple(result: &Value) -> (&str, &str, &str) {
    (result["ruleId"].as_str().unwrap(), result["kind"].as_str().unwrap(), result["level"].as_str().unwrap())
}

/// What each element of `JUnit` may have: attributes, and elements inside.
const JUNIT: &[(&str, &[&str], &[&str])] = &[
    ("testsuites", &["name", "time", "tests", "failures", "errors"], &["testsuite"]),
    (
        "testsuite",
        &["name", "tests", "failures", "errors", "time", "skipped", "timestamp", "hostname"],
        &["properties", "testcase", "system-err"],
    ),
    ("properties", &[], &["property"]),
    ("property", &["name", "value"], &[]),
    ("testcase", &["name", "time", "classname"], &["skipped", "error", "failure", "system-out"]),
    ("skipped", &["message", "type"], &[]),
    ("error", &["message", "type"], &[]),
    ("failure", &["message", "type"], &[]),
    ("system-out", &[], &[]),
    ("system-err", &[], &[]),
];

/// The names of all elements, in order, after each was held against the table.
fn elements(document: &str) -> Vec<String> {
    let (mut reader, mut open, mut seen) = (Reader::from_str(document), Vec::new(), Vec::new());
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                seen.push(element(&tag, open.last()));
                open.push(seen.last().unwrap().clone());
            }
            Event::Empty(tag) => seen.push(element(&tag, open.last())),
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} is never closed");
    seen
}

fn element(tag: &BytesStart<'_>, within: Option<&String>) -> String {
    let row = |name: &str| *JUNIT.iter().find(|(known, ..)| *known == name).unwrap_or_else(|| panic!("<{name}>"));
    let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap();
        let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
        assert!(row(&name).1.contains(&key.as_str()), "<{name} {key}=…>");
    }
    assert!(within.is_none_or(|outer| row(outer).2.contains(&name.as_str())), "<{name}> within {within:?}");
    name
}

#[test]
fn junit_has_the_shape_that_everybody_reads() {
    let document = junit(&report(), Strictness::Usual).unwrap();
    let seen = elements(&document);
    let count = |name: &str| seen.iter().filter(|seen| *seen == name).count();
    assert_eq!((count("testsuite"), count("testcase")), (2, 8));
    assert_eq!((count("failure"), count("error"), count("skipped"), count("system-out")), (1, 1, 2, 2));
    assert!(document.contains("<testsuites name=\"oauth-flow check\" tests=\"8\" failures=\"1\" errors=\"1\" time="));
    let strict = elements(&junit(&report(), Strictness::Strict).unwrap());
    assert_eq!(strict.iter().filter(|seen| *seen == "failure").count(), 3);
    let seen = elements(&junit(&hostile(), Strictness::Usual).unwrap());
    assert_eq!(seen.iter().filter(|seen| *seen == "testcase").count(), HOSTILE.len() * HOSTILE.len());
}

#[test]
#[ignore = "takes xmllint"]
fn junit_keeps_to_the_schema_of_jenkins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("junit.xml");
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/junit-10.xsd");
    let is_valid = |document: &str| {
        std::fs::write(&path, document).unwrap();
        let outcome = Command::new("xmllint").args(["--noout", "--schema", schema]).arg(&path).output().unwrap();
        (outcome.status.success(), String::from_utf8_lossy(&outcome.stderr).into_owned())
    };
    for report in [report(), hostile(), Report::of(Vec::new())] {
        let (valid, said) = is_valid(&junit(&report, Strictness::Strict).unwrap());
        assert!(valid, "{said}");
    }
    assert!(!is_valid("<testsuites skipped=\"1\"/>").0, "the schema has to tell wrong from right");
}

#[test]
fn nothing_hostile_acts_in_any_form() {
    for (form, text) in forms(&hostile()) {
        let acts = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{200b}\u{feff}\u{2028}\u{e0001}".contains(c);
        assert!(!text.contains(acts), "{form}: {text:?}");
        if form == "terminal" {
            continue;
        }
        let commands = text.lines().filter(|line| line.trim_start().starts_with("::") || line.contains("##["));
        for line in commands {
            let ours = ["::error title=", "::warning title=", "::notice title="].map(|ours| line.starts_with(ours));
            assert!(form == "annotations" && ours.contains(&true) && !line.contains("##["), "{form}: {line}");
        }
    }
}

#[test]
fn an_annotation_is_one_command_with_one_title() {
    let told = github::annotations(&hostile()).to_plain();
    for line in told.lines() {
        let (head, data) = line[2..].split_once("::").unwrap();
        let (command, title) = head.split_once(" title=").unwrap();
        assert!(["error", "warning", "notice"].contains(&command) && !title.contains([':', ',']), "{line}");
        assert!(data.contains("%0Aseen: "), "{line}");
    }
    let told = github::annotations(&report()).to_plain();
    let commands: Vec<&str> = told.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(
        commands,
        ["::error", "::error", "::notice", "::warning"],
        "the worst first, and nothing of what is known"
    );
    assert!(
        told.starts_with("::error title=fail is-fail%3A a code bound to a challenge needs its verifier::"),
        "{told}"
    );
}

/// What is left of Markdown without its code spans (`CommonMark` 6.1).
fn without_code(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('`') {
        out.push_str(&rest[..at]);
        let run = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        let inside = &rest[at + run..];
        let mut from = 0;
        let end = loop {
            let close = from + inside[from..].find('`').unwrap_or_else(|| panic!("never closed: {inside}"));
            let length = inside[close..].len() - inside[close..].trim_start_matches('`').len();
            if length == run {
                break close + run;
            }
            from = close + length;
        };
        rest = &inside[end..];
    }
    out + rest
}

#[test]
fn whatever_others_chose_is_code_in_markdown() {
    let left = without_code(&markdown(&hostile(), Strictness::Usual));
    for mark in ["<script", "@somebody", "](", "heading", "rm -rf", "right to left", "red", "stop-commands", "##["] {
        assert!(!left.contains(mark), "{mark} in {left}");
    }
    let told = markdown(&report(), Strictness::Usual);
    assert!(told.starts_with("## oauth-flow check: FAIL\n"), "{told}");
    assert!(
        told.contains("#### fail: `is-fail`") && told.contains("- again `oauth-flow check id --only is-fail"),
        "{told}"
    );
    assert!(told.contains("#### known: `known-gap`") && !told.contains("#### pass"), "{told}");
}

#[test]
fn a_person_reads_the_verdict_first_and_then_what_is_amiss() {
    let told = terminal(&report(), (Strictness::Usual, Detail::Amiss), 80);
    assert!(told.0.iter().all(|line| line.width() <= 80), "{}", told.to_plain());
    let told = told.to_plain();
    assert!(told.starts_with("FAIL  id (https://id.example.com) as web-app · smoke · 1 passed, 1 failed"), "{told}");
    let places: Vec<usize> =
        ["fail  is-fail", "error is-error", "warn  is-warn", "known known-gap", "skip  no-refresh"]
            .iter()
            .map(|mark| told.find(mark).unwrap_or_else(|| panic!("{mark} is not in {told}")))
            .collect();
    assert!(places.is_sorted(), "{told}");
    for row in [
        "tried     without code_verifier",
        "sent      POST https://id.example.com/token",
        "expected  400 invalid_grant",
        "seen      200 with an access_token",
        "so        whoever steals a code redeems it: PKCE protects nothing here",
        "change    refuse a code",
        "again     oauth-flow check id --only is-fail --verbose",
        "known     the next release, until 2031-02-03",
    ] {
        assert!(told.contains(&format!("      {row}")), "{row} is not in {told}");
    }
    assert!(!told.contains("is-pass") && told.contains("2 providers · 1 PASS · 1 FAIL"), "{told}");
    let all = terminal(&report(), (Strictness::Usual, Detail::All), 120).to_plain();
    assert!(
        all.contains("pass  is-pass") && all.contains("grant_type") && all.contains("code after a refusal"),
        "{all}"
    );
}

#[test]
fn what_is_in_the_baseline_does_not_count() {
    let mut now = report();
    now.targets[0].checks.push(checked("is-new", "fail"));
    compare(&mut now, &report());
    let counting: Vec<&str> = now.targets[0].counting("fail").map(|check| check.id.as_str()).collect();
    assert_eq!(counting, ["is-new"]);
    assert_eq!(now.targets[0].counting("warn").count(), 0);
    let told = terminal(&now, (Strictness::Usual, Detail::Amiss), 100).to_plain();
    assert!(told.contains("known is-fail") && told.contains("known     it is in the baseline"), "{told}");
}
