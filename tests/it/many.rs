//! Many providers at once, the same over and over, and what is expected of each: the real binary against practice providers.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use serde_json::Value;

use crate::binary::{Binary, Outcome};
use crate::practice::Practice;

const SETTINGS: &str = "oauth-flow.toml";
/// Enough to log in and to see a wrong verifier refused.
const FEW: &str =
    "[defaults]\nonly = [\"*-baseline\", \"pkce-verifier-wrong\", \"expect-*\", \"metadata-reachable\"]\n";

fn profile(name: &str, issuer: &str, more: &str) -> String {
    format!(
        "[provider.{name}]\nissuer = \"{issuer}\"\nas = \"alice\"\nclient_id = \"web-app\"\nscope = \"openid email\"\n{more}\n"
    )
}

fn check(arguments: &[&str], settings: &[String]) -> Binary {
    let all = ["check"].into_iter().chain(arguments.iter().copied());
    Binary::new(all).file(SETTINGS, &format!("{FEW}{}", settings.concat()))
}

/// The names of the targets with their verdicts.
fn verdicts(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let targets = report["targets"].as_array().unwrap();
    targets.iter().map(|target| (text(&target["name"]), text(&target["verdict"]))).collect()
}

fn checked<'a>(report: &'a Value, id: &str) -> &'a Value {
    let checks = report["targets"][0]["checks"].as_array().unwrap();
    checks.iter().find(|check| check["id"] == id).unwrap_or_else(|| panic!("no {id} in {report:#}"))
}

/// Somebody who takes every connection and never says a word.
fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    (listener, issuer)
}

#[test]
fn what_one_provider_does_is_no_matter_to_the_others() {
    let practice = Practice::start(&[]);
    let (_listener, stalled) = silent();
    let settings = [
        profile("sound", practice.issuer(), ""),
        profile("stalled", &stalled, "deadline = 1"),
        profile("unset", practice.issuer(), "client_secret = { env = \"NOBODY_SETS_THIS\" }"),
        profile("closed", "http://127.0.0.1:1", ""),
    ];
    let outcome = check(&["--all", "--json"], &settings).run().expect_code(5);
    let seen = verdicts(&outcome.json());
    let expected = [("closed", "error"), ("sound", "pass"), ("stalled", "error"), ("unset", "error")];
    assert_eq!(seen, expected.map(|(name, verdict)| (name.to_owned(), verdict.to_owned())));
    let told = &outcome.stderr;
    for words in ["allowed to test", "start sound", "done  sound: PASS", "done  unset: ERROR", "done  stalled: ERROR"] {
        assert!(told.contains(words), "no `{words}` in {told}");
    }
    let report = outcome.json();
    assert!(report["targets"][2]["cut_short"].as_str().unwrap().contains("deadline"), "{report:#}");
    let unset = report["targets"][3]["checks"][0]["parts"][0]["seen"].as_str().unwrap();
    assert!(unset.contains("NOBODY_SETS_THIS") && unset.contains("oauth-flow.toml:"), "{unset}");
}

#[test]
fn several_are_named_and_each_has_its_own_settings() {
    let (one, other) = (Practice::start(&[]), Practice::start(&["--fault", "ignore-verifier"]));
    let settings = [profile("one", one.issuer(), ""), profile("other", other.issuer(), "suite = \"full\"")];
    let outcome = check(&["other", "one", "--json"], &settings).run().expect_code(1);
    let report = outcome.json();
    assert_eq!(verdicts(&report), [("one".into(), "pass".into()), ("other".into(), "fail".into())]);
    assert_eq!((&report["targets"][0]["suite"], &report["targets"][1]["suite"]), (&"smoke".into(), &"full".into()));
    check(&["one"], &settings).run().expect_code(0);
}

#[test]
fn parts_are_joined_as_if_they_had_been_one_run() {
    let practice = Practice::start(&[]);
    let settings = ["c", "a", "b"].map(|name| profile(name, practice.issuer(), ""));
    let part = |partition: &str, engine: &[(&str, &str)]| -> Outcome {
        let run = check(&["--all", "--json"], &settings);
        let run = if partition.is_empty() { run } else { run.arg("--partition").arg(partition) };
        engine.iter().fold(run, |run, (name, value)| run.env(name, value)).run().expect_code(0)
    };
    let names =
        |outcome: &Outcome| verdicts(&outcome.json()).into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(" ");
    let (first, second) = (part("1/2", &[]), part("", &[("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "2")]));
    assert_eq!((names(&first).as_str(), names(&second).as_str()), ("a c", "b"));
    assert!(second.stderr.contains("part 2 of 2, as CI_NODE_INDEX says: 1 of 3 providers"), "{}", second.stderr);
    let kubernetes = part("5", &[("JOB_COMPLETION_INDEX", "4")]);
    assert_eq!(kubernetes.json()["targets"], Value::Array(Vec::new()));
    let merged = Binary::new(["check", "merge", "second.json", "first.json", "--json", "--junit", "all.xml"])
        .file("first.json", &first.stdout)
        .file("second.json", &second.stdout);
    assert_eq!(names(&merged.run().expect_code(0)), "a b c");
    let broken = Binary::new(["check", "merge", "first.json"]).file("first.json", "{}").run().expect_code(2);
    assert!(broken.stderr.contains("first.json` cannot be joined"), "{}", broken.stderr);
}

#[test]
fn what_is_expected_is_held_against_the_login() {
    let practice = Practice::start(&[]);
    let right = "expect.scope = \"openid email\"\nexpect.claims.email = \"alice@example.com\"\nexpect.refresh_token = false\nexpect.expires_in.max = 86400";
    let outcome = check(&["id", "--json"], &[profile("id", practice.issuer(), right)]).run().expect_code(0);
    for id in ["expect-scope", "expect-claims", "expect-refresh-token", "expect-expires-in"] {
        assert_eq!(checked(&outcome.json(), id)["verdict"], "pass", "{id}");
    }
    let wrong = "expect.scope = \"openid\"\nexpect.claims.email = \"bob@example.com\"";
    let outcome = check(&["id", "--json"], &[profile("id", practice.issuer(), wrong)]).run().expect_code(1);
    let seen = checked(&outcome.json(), "expect-claims")["parts"][0]["seen"].as_str().unwrap().to_owned();
    assert!(seen.contains("alice@example.com"), "{seen}");
    assert_eq!(checked(&outcome.json(), "expect-scope")["verdict"], "fail");
    let unread = check(&["id"], &[profile("id", practice.issuer(), "expect.scopes = \"openid\"")]).run().expect_code(2);
    assert!(unread.stderr.contains("oauth-flow.toml:8") && unread.stderr.contains("`scope`"), "{}", unread.stderr);
}

#[test]
fn a_known_gap_does_not_count_until_its_day_and_its_end_is_told() {
    let weak = Practice::start(&["--fault", "ignore-verifier"]);
    let gap = |until: &str| {
        format!(
            "expect.check.pkce-verifier-wrong = {{ verdict = \"fail\", reason = \"in work\", until = \"{until}\" }}"
        )
    };
    let run = |issuer: &str, until: &str| check(&["id", "--json"], &[profile("id", issuer, &gap(until))]).run();
    let known = run(weak.issuer(), "9999-12-31").expect_code(0).json();
    let mark = &checked(&known, "pkce-verifier-wrong")["known"];
    assert_eq!((&mark["reason"], &mark["until"]), (&"in work".into(), &"9999-12-31".into()));
    let over = run(weak.issuer(), "2020-01-01").expect_code(1);
    assert!(over.stderr.contains("closed by 2020-01-01 and counts again"), "{}", over.stderr);
    let closed = run(Practice::start(&[]).issuer(), "9999-12-31").expect_code(0);
    assert!(closed.stderr.contains("a known gap is closed"), "{}", closed.stderr);
}

#[cfg(unix)]
#[test]
fn what_is_known_when_somebody_stops_it_is_kept() {
    let practice = Practice::start(&[]);
    let (_listener, stalled) = silent();
    let settings =
        [profile("a", practice.issuer(), ""), profile("b", &stalled, ""), profile("c", practice.issuer(), "")];
    let mut running = check(&["--all", "--jobs", "1", "--json"], &settings).start();
    running.find_in_stderr(|line| line.contains("start b").then_some(()));
    running.interrupt();
    let outcome = running.finish().expect_code(130);
    let seen = verdicts(&outcome.json());
    assert_eq!(seen.first(), Some(&("a".to_owned(), "pass".to_owned())));
    assert_eq!(seen.len(), 3, "{seen:?}");
    for target in &outcome.json()["targets"].as_array().unwrap()[1..] {
        assert_eq!(target["cut_short"], "interrupted", "{target:#}");
    }
}

#[test]
fn several_rounds_become_one_report_that_tells_what_changed() {
    let practice = Practice::start(&[]);
    let settings = [profile("id", practice.issuer(), "")];
    let outcome = check(&["id", "--repeat", "3", "--json"], &settings).run().expect_code(0);
    let facts = outcome.json()["targets"][0]["facts"].as_array().unwrap().clone();
    let fact = |name: &str| facts.iter().find(|fact| fact[0] == name).map(|fact| fact[1].as_str().unwrap().to_owned());
    assert_eq!(fact("rounds").as_deref(), Some("3"));
    assert!(fact("latency of redeem").unwrap().ends_with("ms of 3"), "{facts:?}");
    assert!(outcome.stderr.contains("round   3: 1 of 1 without a failure"), "{}", outcome.stderr);
}

#[cfg(unix)]
#[test]
fn a_monitor_tells_its_metrics_until_it_is_stopped() {
    let practice = Practice::start(&[]);
    let settings = [profile("id", practice.issuer(), "")];
    let mut running = check(&["id", "--watch", "1h", "--metrics", "127.0.0.1:0"], &settings).start();
    let address = running.find_in_stderr(|line| {
        let (_, rest) = line.split_once("http://")?;
        rest.trim_end().strip_suffix("/metrics").map(str::to_owned)
    });
    running.find_in_stderr(|line| line.contains("round   1").then_some(()));
    let page = ask(&address, "GET /metrics");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("openmetrics-text"), "{page}");
    for line in [
        "oauth_flow_check_rounds_total{target=\"id\"} 1",
        "oauth_flow_check_up{target=\"id\"} 1",
        "oauth_flow_check_verdicts_total{target=\"id\",check=\"token-baseline\",verdict=\"pass\"} 1",
    ] {
        assert!(page.lines().any(|known| known == line), "no `{line}` in {page}");
    }
    assert!(page.contains("oauth_flow_check_last_success_timestamp_seconds{target=\"id\"}"), "{page}");
    assert!(ask(&address, "GET /").starts_with("HTTP/1.1 404"));
    assert!(ask(&address, "POST /metrics").starts_with("HTTP/1.1 405"));
    running.interrupt();
    let outcome = running.finish().expect_code(0);
    assert!(outcome.stdout.contains("PASS"), "{}", outcome.stdout);
}

fn ask(address: &str, line: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{line} HTTP/1.1\r\nhost: {address}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn words_that_cannot_go_together_are_told_before_the_first_message() {
    let settings = [profile("id", "http://127.0.0.1:1", "")];
    let rows: [(&[&str], &str); 8] = [
        (&[], "there is no provider to check"),
        (&["--all", "id"], "cannot be used with"),
        (&["--all", "--partition", "6/5"], "the second of five"),
        (&["--all", "--partition", "5"], "none of CI_NODE_INDEX"),
        (&["id", "--metrics", "0.0.0.0:9464"], "no loopback address"),
        (&["id", "--watch", "often"], "write it like 30s"),
        (&["id", "other", "--client-secret-stdin"], "cannot serve several providers"),
        (&["id", "--second-client-id", "web-app"], "names the first client once more"),
    ];
    for (arguments, expected) in rows {
        let outcome = check(arguments, &settings).run().expect_code(2);
        assert!(outcome.stderr.contains(expected), "{arguments:?}: {}", outcome.stderr);
    }
    let nothing = Binary::new(["check", "--all"]).run().expect_code(2);
    assert!(nothing.stderr.contains("finds no profile"), "{}", nothing.stderr);
}

#[test]
fn what_the_document_says_of_expectations_can_be_said() {
    let text = crate::generated::file("docs/settings.md");
    let blocks = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let block = blocks.into_iter().find(|block| block.contains(".expect]")).unwrap();
    Binary::new(["config", "list"]).file(SETTINGS, block).run().expect_code(0);
    Binary::new(["config", "list"]).file(SETTINGS, &block.replace("aud =", "audience =")).run().expect_code(2);
    let recipes = crate::generated::file("docs/ci/README.md");
    let block = recipes.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    Binary::new(["config", "list"]).file(SETTINGS, block).run().expect_code(0);
}
