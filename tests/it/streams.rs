//! Where what goes: data on standard output, the story on standard error, records in files, and the exit code.

use serde_json::Value;

use crate::binary::{Binary, Outcome, Output};
use crate::crooked::{Crooked, Says};
use crate::practice::Practice;

/// `login` at the provider inside, where a robot signs in.
fn inside(arguments: &[&str]) -> Binary {
    Binary::new(["login", "--no-lessons"].into_iter().chain(arguments.iter().copied())).env("OAUTH_FLOW_TIMEOUT", "20")
}

fn show(file: &str, form: &str) -> Outcome {
    Binary::new(["show", file, "--as", form]).run()
}

/// A folder, and the path of a record in it.
fn record() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trace.json").to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn without_being_asked_nothing_goes_to_standard_output() {
    let outcome = inside(&[]).run().expect_code(0);
    assert_eq!(outcome.stdout, "");
    for step in ["discover", "prepare", "authorize", "callback", "redeem", "keys", "verify", "userinfo"] {
        assert!(outcome.stderr.contains(step), "{step} is not in {}", outcome.stderr);
    }
    for panel in ["who knows what", "who could have redeemed this code?"] {
        assert!(outcome.stderr.contains(panel), "{panel} is not in {}", outcome.stderr);
    }
}

#[test]
fn json_is_one_document_and_tells_the_exit_code() {
    let outcome = inside(&["--json"]).run().expect_code(0);
    assert!(outcome.stdout.starts_with('{') && outcome.stdout.ends_with("}\n"));
    let document = outcome.json();
    assert_eq!((&document["exit"], &document["sound"]), (&0.into(), &true.into()));
    let outcome = inside(&["--json", "--unset", "redeem.code_verifier"]).run().expect_code(3);
    let document = outcome.json();
    assert_eq!((&document["exit"], &document["ending"]["error"]["error"]), (&3.into(), &"invalid_grant".into()));
}

#[test]
fn print_gives_one_value_and_a_newline() {
    let (_folder, file) = record();
    let kinds = ["access_token", "id_token", "refresh_token", "code", "code_verifier", "header", "claims"];
    for kind in kinds {
        let outcome = inside(&["--print", kind, "--trace", &file]).run().expect_code(0);
        let document = show(&file, "json").expect_code(0).json();
        let tokens = &document["tokens"];
        let expected = match kind {
            "header" => format!("Authorization: Bearer {}", tokens["access_token"].as_str().unwrap()),
            "claims" => tokens["id_token_claims"].to_string(),
            "code_verifier" => document["plan"]["code_verifier"].as_str().unwrap().to_owned(),
            "code" => parameter(&document, "callback", "code"),
            name => tokens[name].as_str().unwrap().to_owned(),
        };
        assert!(!expected.is_empty());
        assert_eq!(outcome.stdout, format!("{expected}\n"), "{kind}");
    }
}

fn parameter(document: &Value, step: &str, name: &str) -> String {
    let exchanges = document["exchanges"].as_array().unwrap();
    let exchange = exchanges.iter().find(|exchange| exchange["step"] == step).unwrap();
    let parameters = exchange["request"]["parameters"].as_array().unwrap();
    parameters.iter().find(|parameter| parameter["name"] == name).unwrap()["value"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_not_there_is_not_printed() {
    let outcome = inside(&["--print", "refresh_token", "--scope", "openid"]).run().expect_code(1);
    assert_eq!(outcome.stdout, "");
    assert!(outcome.stderr.contains("error: there is no refresh_token to print\nhint: "), "{}", outcome.stderr);
    let outcome = inside(&["--print", "access_token", "--set", "redeem.code=wrong"]).run().expect_code(3);
    assert_eq!(outcome.stdout, "");
}

#[test]
fn tokens_are_not_printed_before_they_are_checked() {
    let practice = Practice::start(&["--fault", "nonce-wrong"]);
    for kind in ["access_token", "id_token", "header", "claims"] {
        let outcome = practice.robot_login().arg("--print").arg(kind).run().expect_code(6);
        assert_eq!(outcome.stdout, "", "{kind}");
    }
}

#[test]
fn a_token_that_would_act_on_the_terminal_is_not_printed() {
    let practice = Practice::start(&[]);
    let answer = serde_json::json!({ "access_token": "\u{1b}[31m", "token_type": "Bearer" }).to_string();
    let server = Crooked::start(move |_| Says::json("200 OK", &answer));
    // Without a userinfo endpoint nothing but the printing is left to do with it.
    let authorize = format!("{}/authorize", practice.issuer());
    let login = inside(&["--authorization-endpoint", &authorize, "--as", "alice", "--scope", "profile"]);
    let outcome = login.arg("--token-endpoint").arg(&server.url("/token")).arg("--print").arg("access_token").run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("holds control characters and is not printed\nhint: "), "{}", outcome.stderr);
}

#[test]
fn colours_are_for_terminals_unless_somebody_says_otherwise() {
    type Row<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], bool);
    let rows: &[Row] = &[
        (&[], &[], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&[], &[("OAUTH_FLOW_COLOR", "always")], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
    ];
    for (arguments, variables, coloured) in rows {
        let mut binary = inside(arguments).arg("--json");
        for (name, value) in *variables {
            binary = binary.env(name, value);
        }
        let outcome = binary.run().expect_code(0);
        assert_eq!(outcome.stderr.contains('\u{1b}'), *coloured, "{arguments:?} {variables:?}");
        assert!(!outcome.stdout.contains('\u{1b}'), "data is never coloured");
    }
}

#[test]
fn a_story_without_colours_is_the_same_story() {
    let (_folder, file) = record();
    inside(&["--trace", &file]).run().expect_code(0);
    let plain = show(&file, "text").expect_code(0).stdout;
    let coloured = Binary::new(["--color", "always", "show", &file]).run().expect_code(0).stdout;
    assert!(coloured.contains("\u{1b}["));
    let mut screen = vt100::Parser::new(2000.try_into().unwrap(), 100.try_into().unwrap(), 0);
    screen.process(coloured.replace('\n', "\r\n").as_bytes());
    assert_eq!(screen.screen().contents().trim_end(), plain.trim_end());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let (_folder, file) = record();
    inside(&["--json", "--trace", &file]).unread(Output::Stdout).run().expect_code(0);
    inside(&["--print", "access_token"]).unread(Output::Stdout).run().expect_code(0);
    let outcome = inside(&["--json"]).unread(Output::Stderr).run().expect_code(0);
    assert_eq!(outcome.json()["exit"], 0);
    inside(&[]).unread(Output::Stdout).unread(Output::Stderr).run().expect_code(0);
    for arguments in [
        &["show", &file] as &[&str],
        &["show", &file, "--as", "json"],
        &["completions", "bash"],
        &["--help"],
        &["serve", "--list-faults"],
    ] {
        let outcome = Binary::new(arguments.iter().copied()).unread(Output::Stdout).run().expect_code(0);
        assert_eq!(outcome.stderr, "", "{arguments:?}");
    }
    Binary::new(["login", "--no-such-flag"]).unread(Output::Stderr).run().expect_code(2);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_its_record() {
    let practice = Practice::start(&[]);
    let (_folder, file) = record();
    let mut running = practice.person_login().arg("--json").arg("--trace").arg(&file).start();
    running.find_in_stderr(|line| line.contains("waiting for the answer").then_some(()));
    running.interrupt();
    let outcome = running.finish().expect_code(130);
    assert!(outcome.stderr.contains("stopped: interrupted at step 3 (authorize)"), "{}", outcome.stderr);
    assert_eq!((&outcome.json()["exit"], &outcome.json()["ending"]["how"]), (&130.into(), &"interrupted".into()));
    let told = show(&file, "text").expect_code(130);
    assert!(told.stdout.contains("stopped: interrupted at step 3 (authorize)"), "{}", told.stdout);
    assert_eq!(show(&file, "json").expect_code(130).json()["plan"]["issuer"], practice.issuer());
}

#[cfg(unix)]
#[test]
fn a_provider_that_is_interrupted_ends_at_once() {
    let mut running = Binary::new(["serve"]).start();
    running.find_in_stderr(|line| line.contains("Ctrl-C").then_some(()));
    running.interrupt();
    running.finish().expect_code(130);
}

#[test]
fn a_record_of_a_failed_run_is_told_again() {
    let (_folder, file) = record();
    let live = inside(&["--unset", "redeem.code_verifier", "--trace", &file]).run().expect_code(3);
    let told = show(&file, "text").expect_code(3);
    for words in ["invalid_grant", "The second lock held", "changed on purpose", "hint: "] {
        assert!(live.stderr.contains(words), "{words}: {}", live.stderr);
        assert!(told.stdout.contains(words), "{words}: {}", told.stdout);
    }
    let unreachable = Binary::new(["login", "http://127.0.0.1:1", "--client-id", "x", "--trace", &file]).run();
    unreachable.expect_code(4);
    assert_eq!(show(&file, "json").expect_code(4).json()["ending"]["failure"]["kind"], "refused");
}

#[test]
fn the_secret_comes_from_where_it_is_said_to_come_from() {
    let practice = Practice::start(&[]);
    let login = || practice.login().arg("--client-id").arg("web-app").arg("--as").arg("alice");
    let secret = practice.secret();
    let told = "given as an argument";
    for (right, code) in [(true, 0), (false, 3)] {
        let secret = if right { secret } else { "wrong" };
        let ways = [
            login().arg("--client-secret-file").arg("secret").file("secret", &format!("{secret}\r\n")),
            login().arg("--client-secret-stdin").stdin(&format!("{secret}\n")),
            login().env("OAUTH_FLOW_CLIENT_SECRET", secret),
            login().env("OAUTH_FLOW_CLIENT_SECRET_FILE", "secret").file("secret", secret),
        ];
        for binary in ways {
            let outcome = binary.run().expect_code(code);
            assert!(!outcome.stderr.contains(told), "{}", outcome.stderr);
        }
        let outcome = login().arg("--client-secret").arg(secret).run().expect_code(code);
        assert!(outcome.stderr.contains(told) && outcome.stderr.contains("--client-secret-file"), "{}", outcome.stderr);
    }
}

#[test]
fn a_secret_that_is_none_is_a_wrong_word() {
    let login = || inside(&["http://127.0.0.1:1", "--client-id", "x"]);
    let rows = [
        (login().arg("--client-secret-stdin").stdin("\n"), 2, "no client secret in standard input"),
        (login().arg("--client-secret-stdin").stdin("a\nb\n"), 2, "more than one line"),
        (login().arg("--client-secret-file").arg("empty").file("empty", ""), 2, "no client secret in empty"),
        (login().arg("--client-secret-file").arg("s").arg("--public"), 2, "--public"),
    ];
    for (binary, code, words) in rows {
        let outcome = binary.run().expect_code(code);
        assert!(outcome.stderr.contains(words) && outcome.stderr.contains("hint: "), "{}", outcome.stderr);
    }
}

#[test]
fn help_and_version_are_data() {
    for arguments in [&["--help"] as &[&str], &["login", "--help"], &["show", "-h"]] {
        let outcome = Binary::new(arguments.iter().copied()).run().expect_code(0);
        assert_eq!(outcome.stderr, "");
        assert!(outcome.stdout.contains("Exit codes:") && outcome.stdout.contains("130  interrupted"), "{arguments:?}");
    }
    let version = Binary::new(["--version"]).run().expect_code(0).stdout;
    assert_eq!(version, format!("oauth-flow {}\n", env!("CARGO_PKG_VERSION")));
}
