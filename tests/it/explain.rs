//! `oauth-flow explain`: words, lists and records, as data on standard output.

use crate::binary::{Binary, Outcome};
use crate::told::{HOSTILE, assert_harmless, assert_told};

fn explain(words: &[&str]) -> Binary {
    Binary::new(["explain"].iter().chain(words).copied())
}

#[track_caller]
fn told(words: &[&str]) -> String {
    let Outcome { stdout, stderr, .. } = explain(words).run().expect_code(0);
    assert_eq!(stderr, "", "{words:?}");
    stdout
}

#[test]
fn words_of_every_kind_are_told_with_their_sources() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["invalid_grant"], &["the code does not count", "RFC 6749 5.2"]),
        (&["AADSTS50011"], &["the redirect URI is not registered", "Microsoft Entra ID", "not tried live"]),
        (&["bad_verification_code"], &["GitHub", "docs.github.com"]),
        (&["client", "secret"], &["first lock", "RFC 6749 2.3.1"]),
        (&["verifier"], &["second lock", "RFC 7636 4.1"]),
        (&["public client"], &["RFC 6749 2.1"]),
        (&["front channel"], &["browser"]),
        (&["push"], &["RFC 9126 2"]),
        (&["idtoken-nonce"], &["OpenID Connect Core", "what to do"]),
        (&["jwks_uri"], &["keys"]),
        (&["header.www-authenticate"], &["RFC 9110"]),
        (&["slow_down"], &["RFC 8628 3.5"]),
        (&["code-expired"], &["cause"]),
        (&["client-secret"], &["which client is asking", "oauth-flow lab run L05 --with secret", "RFC 9700"]),
        (
            &["code-verifier"],
            &["Does it do away with the secret? No.", "oauth-flow lab run L05 --with s256", "RFC 7636"],
        ),
        (&["secret-vs-verifier"], &["why would PKCE do away with it? It does not", "oauth-flow learn"]),
    ];
    for (words, expected) in rows {
        let stdout = told(words).split_whitespace().collect::<Vec<_>>().join(" ");
        for part in *expected {
            assert!(stdout.contains(part), "{part} in {stdout}");
        }
    }
    let document = explain(&["50011", "--json"]).run().expect_code(0).json();
    assert_eq!(
        (&document["schema"], &document["topic"]["name"]),
        (&"oauth-flow/topic/1".into(), &"AADSTS50011".into())
    );
}

#[test]
fn the_list_is_grouped() {
    let list = told(&["--list"]);
    for heading in
        ["steps", "parameters", "errors", "claims", "metadata", "headers", "rules", "what providers say", "causes"]
    {
        assert!(list.lines().any(|line| line == heading), "{heading}");
    }
    let document = explain(&["client-secret", "--json"]).run().expect_code(0).json();
    assert_eq!(document["topic"]["shown_by"][0]["command"], "oauth-flow lab run L01");
    let document = explain(&["--list", "--json"]).run().expect_code(0).json();
    assert!(document["topics"].as_array().unwrap().len() > 400, "{}", document["topics"].as_array().unwrap().len());
}

#[test]
fn what_is_unknown_is_told_with_what_was_probably_meant() {
    assert_told(&explain(&["code_verifer"]).run(), 2, &["code_verifer", "did you mean `code_verifier`"]);
    assert_told(&explain(&["xyzzy-xyzzy-xyzzy"]).run(), 2, &["explain --list"]);
    assert_told(&explain(&[HOSTILE]).run(), 2, &["\\u{1b}[31mred"]);
    assert_told(&explain(&["no/such/file.json"]).run(), 5, &["no/such/file.json", "login --trace"]);
    assert_told(&explain(&["notes.json"]).file("notes.json", "not a record").run(), 2, &["notes.json"]);
}

#[test]
fn a_saved_record_is_diagnosed_also_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("run.json").display().to_string();
    let login = ["login", "--as", "alice", "--run", "--unset", "redeem.code_verifier", "--trace", &file];
    Binary::new(login).run().expect_code(3);
    for told in
        [told(&[&file]), explain(&["-"]).stdin(&std::fs::read_to_string(&file).unwrap()).run().expect_code(0).stdout]
    {
        for words in ["why it is happening", "certain", "unset code_verifier", "what to do", "hint: to test it:"] {
            assert!(told.contains(words), "{words} in {told}");
        }
        assert_harmless(&told);
    }
    let document = explain(&[&file, "--json"]).run().expect_code(0).json();
    assert_eq!(document["schema"], "oauth-flow/diagnosis/1");
    assert_eq!(document["diagnosis"][0]["id"], "changed-on-purpose");
    assert_eq!(document["diagnosis"][0]["confidence"], "certain");
    Binary::new(["login", "--as", "alice", "--run", "--trace", &file]).run().expect_code(0);
    assert!(told(&[&file]).starts_with("sound"), "{}", told(&[&file]));
}
