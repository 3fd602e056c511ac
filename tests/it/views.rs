//! A run for people who look rather than read: the pictures and pages of two recorded runs as they stand in files, the
//! report that a login writes, and the pages in a real browser.

mod pages;

use std::path::Path;

use oauth_flow::trace::{Level, Trace, file as record};
use oauth_flow::view::Report;
use oauth_flow::view::html::html;
use oauth_flow::view::markdown::markdown;
use oauth_flow::view::sequence::{Sequence, diagram, mermaid};

use crate::binary::Binary;
use crate::generated::{expect_file, file};

/// A login by robot with everything in it, and one that ends at a wrong verifier; both saved by `login --trace`, masked.
const RUNS: [&str; 2] = ["complete", "refused"];
const SECRET: &str = "practice-secret-of-web-app-worth-nothing";

fn recorded(name: &str) -> Trace {
    record::read(&file(&format!("tests/views/{name}.trace.json"))).unwrap()
}

#[test]
fn two_runs_in_every_form() {
    for name in RUNS {
        let report = Report::of(&recorded(name), Level::Kept);
        let sequence = Sequence::of(&report);
        let forms = [
            ("wide.txt", diagram(&sequence, 100).to_plain()),
            ("narrow.txt", diagram(&sequence, 40).to_plain()),
            ("mmd", mermaid(&sequence)),
            ("md", markdown(&report)),
            ("html", html(&report)),
        ];
        for (ending, text) in forms {
            expect_file(&format!("tests/views/{name}.{ending}"), &text);
        }
    }
}

#[test]
fn show_tells_a_record_in_every_form() {
    let path = format!("{}/tests/views/complete.trace.json", env!("CARGO_MANIFEST_DIR"));
    for (form, beginning) in [
        ("diagram", "╌╌▶ front channel"),
        ("mermaid", "sequenceDiagram\n"),
        ("markdown", "# oauth-flow: "),
        ("html", "<!DOCTYPE html>"),
    ] {
        let outcome = Binary::new(["show", &path, "--as", form]).run().expect_code(0);
        assert!(outcome.stdout.starts_with(beginning), "{form}: {}", outcome.stdout);
        assert_eq!(outcome.stderr, "", "{form}");
    }
}

#[test]
fn a_report_has_the_form_of_its_ending_and_no_secrets() {
    let folder = tempfile::tempdir().unwrap();
    for (ending, beginning) in [
        ("html", "<!DOCTYPE html>"),
        ("md", "# oauth-flow: "),
        ("mmd", "sequenceDiagram\n"),
        ("json", "{"),
        ("txt", "oauth-flow · "),
    ] {
        let path = folder.path().join(format!("report.{ending}"));
        Binary::new(["login", "--run", "--reveal", "--report", path.to_str().unwrap()]).run().expect_code(0);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(beginning) && !text.contains(SECRET), "{ending}: {text}");
        assert_private(&path);
    }
}

#[test]
fn a_login_is_saved_as_har_as_it_is_saved_as_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let (har, record) = (folder.path().join("run.har"), folder.path().join("run.trace"));
    let issuer = crate::practice::Practice::start(&[]);
    let words = ["login", issuer.issuer(), "--as", "alice", "--run", "--har"];
    let rest = [har.to_str().unwrap(), "--trace", record.to_str().unwrap()];
    Binary::new(words.into_iter().chain(rest)).run().expect_code(0);
    assert_private(&har);
    let text = std::fs::read_to_string(&har).unwrap();
    assert!(text.contains("\"version\": \"1.2\"") && text.contains("‹code:") && !text.contains(SECRET), "{text}");
    let told = |path: &Path| Binary::new(["show", path.to_str().unwrap()]).run().expect_code(0).stdout;
    assert_eq!(told(&har), told(&record));
    let outcome = Binary::new(["login", "--run", "--har", "/nowhere/run.har"]).run().expect_code(5);
    assert!(outcome.stderr.contains("name a file that can be written: --har FILE"), "{}", outcome.stderr);
}

#[track_caller]
fn assert_private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_login_that_fails_is_reported_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    let wrong = format!("redeem.code_verifier={}", "a".repeat(43));
    Binary::new(["login", "--run", "--set", &wrong, "--report", path.to_str().unwrap()]).run().expect_code(3);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("invalid_grant") && text.contains("Why it is happening"), "{text}");
}

#[test]
fn a_report_without_a_known_ending_is_refused_before_the_login() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["report", "report.pdf"] {
        let path = folder.path().join(name);
        let outcome = Binary::new(["login", "--run", "--report", path.to_str().unwrap()]).run().expect_code(2);
        assert!(outcome.stderr.contains("does not say in which form"), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("hint: name it .html"), "{}", outcome.stderr);
        assert!(!path.exists() && !outcome.stderr.contains("authorize"), "{}", outcome.stderr);
    }
}
