//! `oauth-flow prove` as a person meets it: streams, exits, and what is told.

#[cfg(unix)]
use std::net::TcpListener;

use crate::binary::{Binary, Outcome};
use crate::practice::Practice;
use crate::reports::validate;

fn prove(practice: &Practice, words: &[&str]) -> Outcome {
    let all = ["prove", practice.issuer(), "--as", "alice", "--max-time", "10"];
    Binary::new(all.into_iter().chain(words.iter().copied())).run()
}

/// What was told, on one line, so that it does not matter where lines end.
fn told(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const WARNING: &str = "only to providers that you are allowed to test";

#[test]
fn a_sound_provider_demands_every_factor() {
    let practice = Practice::start(&[]);
    let outcome = prove(&practice, &[]).expect_code(0);
    assert!(outcome.stderr.lines().next().unwrap().contains(WARNING), "{outcome:?}");
    let start = format!("PASS {} as web-app · every factor is demanded · 9 codes, 1 sign-in", practice.issuer());
    assert!(told(&outcome.stdout).starts_with(&start), "{outcome:?}");
    assert!(!outcome.stdout.contains("NOT DEMANDED") && !outcome.stdout.contains("POST "), "{outcome:?}");
    let outcome = prove(&practice, &["--verbose", "--public"]).expect_code(0);
    assert!(outcome.stdout.contains("There is no row for a secret"), "{outcome:?}");
    assert!(outcome.stdout.contains("POST ") && outcome.stdout.contains("‹code_verifier"), "{outcome:?}");
}

#[test]
fn without_a_provider_the_one_inside_is_measured() {
    let outcome = Binary::new(["prove", "--json"]).run().expect_code(0);
    assert!(outcome.stderr.contains("every factor is demanded"), "who reads along is told all the same: {outcome:?}");
    let document = outcome.json();
    assert_eq!((&document["schema"], &document["verdict"]), (&"oauth-flow/prove/1".into(), &"demanded".into()));
    let schema = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/prove.schema.json")).unwrap();
    validate(&schema, &document).unwrap();
    for (path, wrong) in [("/verdict", "good"), ("/factors/0/measured", "maybe"), ("/schema", "oauth-flow/prove/2")] {
        let mut changed = document.clone();
        *changed.pointer_mut(path).unwrap() = wrong.into();
        assert!(validate(&schema, &changed).is_err(), "{path}");
    }
    assert_eq!(document["factors"][1]["specification"]["spec"], "RFC 6749 2.3.1 and 5.2");
    assert_eq!(document["factors"][3]["metadata"]["member"], "code_challenge_methods_supported");
}

#[test]
fn a_verifier_that_is_ignored_protects_nothing_there() {
    let practice = Practice::start(&["--fault", "ignore-verifier"]);
    let outcome = prove(&practice, &[]).expect_code(1);
    assert!(outcome.stdout.contains("NOT DEMANDED"), "{outcome:?}");
    assert!(told(&outcome.stdout).contains("The verifier protects nothing here"), "{outcome:?}");
    assert!(!outcome.stdout.contains(practice.secret()), "{outcome:?}");
    let (_, again) = told(&outcome.stdout)
        .split_once("every message: oauth-flow ")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    Binary::new(again.split(' ')).run().expect_code(1);
}

#[test]
fn each_fault_is_told_from_the_others() {
    for (fault, open) in [
        ("verifier-may-be-missing", "verifier-missing"),
        ("ignore-secret", "client-wrong"),
        ("secret-may-be-missing", "client-missing"),
        ("verifier-without-challenge", "verifier-unchallenged"),
        ("code-replay", "code-again"),
    ] {
        let practice = Practice::start(&["--fault", fault]);
        let document = prove(&practice, &["--json"]).expect_code(1).json();
        let rows = document["factors"].as_array().unwrap().iter();
        let open_here: Vec<_> = rows.filter(|row| row["measured"] == "not-demanded").map(|row| &row["id"]).collect();
        assert_eq!(open_here, [open], "{fault}");
    }
    let practice = Practice::start(&["--codes", "one-attempt"]);
    prove(&practice, &[]).expect_code(0);
}

#[test]
fn every_ending_has_its_exit() {
    let practice = Practice::start(&[]);
    let gone = Practice::start(&[]).issuer().to_owned();
    let silent = Binary::new(["prove", &gone, "--as", "alice", "--max-time", "10"]).run().expect_code(4);
    // why is told once, not for each experiment
    assert!(told(&silent.stdout).contains("nothing could be measured"), "{silent:?}");
    assert_eq!(silent.stdout.matches("refused").count(), 2, "{silent:?}");
    assert!(!silent.stdout.contains("thief"), "{silent:?}");
    let nobody = Binary::new(["prove", practice.issuer(), "--client-id", "web-app"]).run().expect_code(2);
    assert!(nobody.stderr.contains("nobody who could sign in") && !nobody.stderr.contains(WARNING), "{nobody:?}");
    let limited = prove(&practice, &["--max-logins", "0"]).expect_code(6);
    assert!(told(&limited.stdout).contains("nothing could be measured"), "{limited:?}");
    let wrong = Binary::new(["prove", practice.issuer(), "--as", "alice", "--max-time", "10"])
        .env("OAUTH_FLOW_CLIENT_SECRET", "it-is-not-this-one")
        .run()
        .expect_code(6);
    assert!(told(&wrong.stdout).contains("the right request was refused: 401 invalid_client"), "{wrong:?}");
}

#[test]
fn a_login_says_proven_where_it_was_measured_and_not_otherwise() {
    let practice = Practice::start(&["--fault", "ignore-verifier"]);
    let outcome = practice.robot_login().arg("--prove").run().expect_code(1);
    let (_, panel) = outcome.stderr.split_once("who could have redeemed this code?").unwrap();
    assert_eq!(panel.matches(" proven ").count(), 6, "{panel}");
    assert!(told(panel).contains("and the client secret yes no REDEEMED proven"), "{panel}");
    assert!(outcome.stderr.contains(WARNING) && panel.contains("tokens were given where they must not be"), "{panel}");
    let outcome = practice.robot_login().run().expect_code(0);
    assert!(outcome.stderr.contains("by the specification") && !outcome.stderr.contains("proven"), "{outcome:?}");
    let document = practice.robot_login().arg("--prove").arg("--json").run().expect_code(1).json();
    assert_eq!((&document["redeemers"]["basis"], &document["exit"]), (&"proven".into(), &1.into()));
    assert_eq!(document["redeemers"]["rows"][2]["proven"], "an access_token");
    assert_eq!(document["redeemers"]["rows"][0]["proven"], "401 invalid_client");
    let practice = Practice::start(&[]);
    let outcome = practice.robot_login().arg("--prove").arg("--pkce").arg("plain").run().expect_code(0);
    assert!(!outcome.stderr.contains("by the spec"), "{outcome:?}");
    Binary::new(["login", "--prove", "--register", "--run"]).run().expect_code(2);
}

#[cfg(unix)]
#[test]
fn what_is_known_when_somebody_stops_it_is_kept() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let running = Binary::new(["prove", &issuer, "--as", "alice", "--json"]).start();
    // Whoever connects waits for an answer, and listens for being stopped.
    let _connection = listener.accept().unwrap();
    running.interrupt();
    let outcome = running.finish();
    assert_eq!(outcome.code, Some(130), "{outcome:?}");
    let document = outcome.json();
    assert_eq!((&document["verdict"], &document["cut_short"]), (&"not-measured".into(), &"interrupted".into()));
    assert_eq!(document["factors"].as_array().unwrap().len(), 9, "{document:#}");
}

#[test]
fn a_person_brings_the_codes_of_a_login_that_is_measured_afterwards() {
    let practice = Practice::start(&["--pkce", "required"]);
    let mut alice = practice.alice();
    let mut running = practice.person_login().arg("--prove").start();
    // One for the login, and one for each experiment.
    for _ in 0..7 {
        let url = running.authorization_url();
        alice.visit(&url);
    }
    let outcome = running.finish().expect_code(0);
    let (_, panel) = outcome.stderr.split_once("who could have redeemed this code?").unwrap();
    assert!(!panel.contains("by the spec") && panel.contains("REDEEMED proven"), "{panel}");
    assert!(panel.contains("measured with 5 codes"), "{panel}");
}

#[test]
fn a_report_says_proven_where_it_was_measured_and_not_otherwise() {
    let practice = Practice::start(&["--fault", "ignore-verifier"]);
    let folder = tempfile::tempdir().unwrap();
    for (ending, told) in
        [("html", "<b>proven</b>"), ("md", "proven: "), ("txt", "proven an access"), ("json", "\"basis\": \"proven\"")]
    {
        let path = folder.path().join(format!("report.{ending}"));
        let login = |more: &[&str], code| {
            let login = practice.robot_login().arg("--report").arg(path.to_str().unwrap());
            more.iter().fold(login, |login, word| login.arg(word)).run().expect_code(code);
            std::fs::read_to_string(&path).unwrap()
        };
        let measured = login(&["--prove"], 1);
        assert!(measured.contains(told), "{ending}: {measured}");
        assert!(measured.contains("the verifier protects nothing") || ["txt", "json"].contains(&ending), "{measured}");
        assert!(!measured.contains(practice.secret()), "{ending}");
        assert!(!login(&[], 0).contains(told), "{ending}");
    }
}
