//! `oauth-flow check` as a pipeline meets it: streams, files, exit codes.

use serde_json::Value;

use crate::binary::{Binary, Outcome};
use crate::generated::expect_file;
use crate::practice::Practice;

/// The checks that need no more than a login, at this issuer.
fn check(issuer: &str, arguments: &[&str]) -> Binary {
    let only = "authz-baseline,token-baseline,pkce-verifier-wrong,metadata-reachable";
    let check = Binary::new(["check", issuer, "--client-id", "web-app", "--only", only, "--max-time", "10"]);
    let check = arguments.iter().fold(check, |check, argument| check.arg(argument));
    check.env("OAUTH_FLOW_CLIENT_SECRET", "practice-secret-of-web-app-worth-nothing")
}

fn signed_in(practice: &Practice, arguments: &[&str]) -> Outcome {
    check(practice.issuer(), arguments).arg("--as").arg("alice").run()
}

const WARNING: &str = "only to providers that you are allowed to test";

#[test]
fn the_report_is_the_data_and_the_warning_comes_first() {
    let practice = Practice::start(&[]);
    let outcome = signed_in(&practice, &[]).expect_code(0);
    assert!(outcome.stdout.starts_with(&format!("PASS  {} as web-app · smoke · ", practice.issuer())), "{outcome:?}");
    assert!(outcome.stderr.lines().next().unwrap().contains(WARNING), "{outcome:?}");
    let outcome = signed_in(&practice, &["--json"]).expect_code(0);
    assert_eq!(outcome.json()["schema"], "oauth-flow/check/1");
    assert!(outcome.stderr.contains("PASS  "), "who reads along is told all the same: {outcome:?}");
}

#[test]
fn a_failure_is_told_with_its_attack_and_the_command_that_shows_it() {
    let practice = Practice::start(&["--fault", "ignore-verifier"]);
    let outcome = signed_in(&practice, &[]).expect_code(1);
    let told: String = outcome.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("whoever steals a code can redeem it"), "{told}");
    let (_, again) = told.split_once("again oauth-flow ").unwrap();
    let again = again.split_once(" --verbose").unwrap().0;
    let words = again.split(' ').chain(["--verbose"]);
    let shown = Binary::new(words).env("OAUTH_FLOW_CLIENT_SECRET", practice.secret()).run().expect_code(1);
    assert!(shown.stdout.contains("fail  pkce-verifier-wrong") && shown.stdout.contains("code_verifier"), "{shown:?}");
    assert!(!told.contains(practice.secret()) && !shown.stdout.contains(practice.secret()));
}

#[test]
fn every_ending_has_its_exit() {
    let practice = Practice::start(&[]);
    let gone = Practice::start(&[]).issuer().to_owned();
    check(&gone, &["--as", "alice"]).run().expect_code(4);
    let strangers = ["--client-id", "nobody-knows-it", "--as", "alice"];
    let only = ["--only", "authz-baseline", "--max-time", "10"];
    let stranger = Binary::new(["check", practice.issuer()].into_iter().chain(strangers).chain(only));
    let outcome = stranger.env("OAUTH_FLOW_CLIENT_SECRET", "whatever-it-is-it-is-wrong").run().expect_code(6);
    assert!(outcome.stdout.contains("nobody could sign in"), "{outcome:?}");
    let outcome = signed_in(&practice, &["--json", "--sarif", "-"]).expect_code(2);
    assert!(outcome.stderr.contains("two reports cannot share standard output"), "{outcome:?}");
    let outcome = signed_in(&practice, &["--junit", "no/such/folder.xml"]).expect_code(5);
    assert!(!outcome.stderr.contains(WARNING), "found out before anything is sent: {outcome:?}");
    signed_in(&practice, &["--baseline", "none.json"]).expect_code(5);
}

#[cfg(unix)]
#[test]
fn a_provider_that_is_killed_in_the_middle_leaves_a_complete_report() {
    let practice = Practice::start(&[]);
    let words = ["check", practice.issuer(), "--client-id", "web-app", "--suite", "full", "--json", "--max-time", "10"];
    let killer = format!("kill -9 {}\nexit 1\n", practice.pid());
    let check = Binary::new(words).env("OAUTH_FLOW_CLIENT_SECRET", practice.secret()).file("killer.sh", &killer);
    // Who should sign in ends the provider instead: what takes no session has been seen by then.
    let script = check.home().join("killer.sh").display().to_string();
    let outcome = check.arg("--agent-command").arg(&format!("sh '{script}'")).run().expect_code(4);
    let report = outcome.json();
    let checks = report["targets"][0]["checks"].as_array().unwrap();
    let listed = Binary::new(["check", "--list", "--suite", "full", "--json"]).run().expect_code(0).json();
    assert_eq!(checks.len(), listed["checks"].as_array().unwrap().len(), "{outcome:?}");
    let passed: Vec<&str> =
        checks.iter().filter(|check| check["verdict"] == "pass").map(|check| check["id"].as_str().unwrap()).collect();
    assert!(passed.len() > 25 && passed.contains(&"metadata-reachable"), "{passed:?}");
    assert!(!passed.iter().any(|id| id.starts_with("pkce-") || id.starts_with("code-")), "{passed:?}");
}

#[test]
fn each_form_goes_where_it_is_wanted() {
    let practice = Practice::start(&["--fault", "ignore-verifier"]);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (report, junit, sarif, markdown) = (path("r.json"), path("j.xml"), path("s.sarif"), path("m.md"));
    let files = ["--report", &report, "--junit", &junit, "--sarif", &sarif, "--markdown", &markdown];
    signed_in(&practice, &files).expect_code(1);
    let read = |path: &str| std::fs::read_to_string(path).unwrap();
    for (path, begins, holds) in [
        (&report, "{", "\"verdict\": \"fail\""),
        (&junit, "<?xml", "<failure message=\"a wrong verifier redeems nothing\""),
        (&sarif, "{", "\"ruleId\": \"pkce-verifier-wrong\""),
        (&markdown, "## oauth-flow check: FAIL", "#### fail: `pkce-verifier-wrong`"),
    ] {
        let text = read(path);
        assert!(text.starts_with(begins) && text.contains(holds), "{path}: {text}");
        assert!(!text.contains(practice.secret()), "{path}");
    }
    let outcome = signed_in(&practice, &["--sarif", "-"]).expect_code(1);
    assert_eq!(outcome.json()["version"], "2.1.0");
    // known is what the earlier report has
    let outcome = signed_in(&practice, &["--baseline", &report]).expect_code(0);
    assert!(outcome.stdout.contains("known pkce-verifier-wrong"), "{outcome:?}");
    signed_in(&practice, &["--baseline", &junit]).expect_code(2);
}

#[test]
fn a_runner_of_github_is_told_in_its_own_words() {
    let practice = Practice::start(&["--fault", "ignore-verifier"]);
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    std::fs::write(&summary, "before\n").unwrap();
    let run = |arguments: &[&str]| {
        let check = check(practice.issuer(), arguments).arg("--as").arg("alice").env("GITHUB_ACTIONS", "true");
        check.env("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()).run().expect_code(1)
    };
    let outcome = run(&["--json"]);
    assert_eq!(outcome.json()["verdict"], "fail");
    let annotations: Vec<&str> = outcome.stderr.lines().filter(|line| line.starts_with("::")).collect();
    assert_eq!(annotations.len(), 1, "{outcome:?}");
    assert!(annotations[0].starts_with("::error title=fail pkce-verifier-wrong%3A "), "{outcome:?}");
    let written = std::fs::read_to_string(&summary).unwrap();
    assert!(written.starts_with("before\n## oauth-flow check: FAIL\n"), "{written}");
    let outcome = run(&["--no-github"]);
    assert!(!outcome.stderr.contains("::error") && std::fs::read_to_string(&summary).unwrap() == written);
}

#[test]
fn the_catalogue_is_listed_without_any_provider() {
    let told = Binary::new(["check", "--list", "--only", "pkce-*"]).run().expect_code(0);
    assert!(told.stdout.contains("pkce-verifier-wrong") && told.stdout.contains("RFC 7636 4.6"), "{told:?}");
    assert!(!told.stdout.contains("token-baseline") && told.stderr.is_empty(), "{told:?}");
    let listed = Binary::new(["check", "--list", "--json", "--suite", "slow"]).run().expect_code(0).json();
    let listed = listed["checks"].as_array().unwrap();
    let ids: Vec<&str> = listed.iter().filter_map(|check| check["id"].as_str()).collect();
    let all: Vec<&str> = oauth_flow::probe::catalogue::all().map(oauth_flow::probe::Check::id).collect();
    assert_eq!(ids, all);
    assert!(listed.iter().all(|check| check["spec"] != Value::Null && check["advice"] != ""), "{listed:?}");
}

#[test]
fn every_check_is_explained() {
    for check in oauth_flow::probe::catalogue::all() {
        let entry = oauth_flow::explain::topics::find(check.id()).unwrap();
        assert_eq!((entry.name, entry.group), (check.id(), "checks"));
        assert_eq!((entry.what, entry.source), (check.requirement.title, check.requirement.spec));
        assert_eq!(entry.change, Some(check.requirement.advice));
        assert!(check.attack.is_empty() || entry.more[0].contains(check.attack), "{entry:?}");
    }
}

#[test]
fn the_page_of_checks_is_made_from_the_catalogue() {
    expect_file("docs/checks.md", &oauth_flow::view::check::catalogue::page());
}
