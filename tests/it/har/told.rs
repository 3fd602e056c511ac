//! Captures, scripts and comparisons as the program tells them.

use std::process::Command;

use oauth_flow::protocol::{Pkce, ResponseMode};
use oauth_flow::trace::{Level, Masker, Trace, file};
use serde_json::{Value, json};

use super::captures::{entries, entry, front, whole};
use super::watched;
use crate::binary::{Binary, Outcome};
use crate::stage::{Scene, every_scene};
use crate::told::{HOSTILE, assert_harmless, assert_told};

fn show(capture: &Value, words: &[&str]) -> Outcome {
    let mut arguments = vec!["show", "capture.har"];
    arguments.extend(words);
    let binary = Binary::new(arguments).file("capture.har", &capture.to_string());
    let home = binary.home().to_owned();
    binary.within(home.to_str().unwrap()).run()
}

fn diff(a: &Trace, b: &Trace, words: &[&str]) -> Outcome {
    let mut arguments = vec!["diff", "a.trace", "b.trace"];
    arguments.extend(words);
    let binary =
        Binary::new(arguments).file("a.trace", &file::write(a).unwrap()).file("b.trace", &file::write(b).unwrap());
    let home = binary.home().to_owned();
    binary.within(home.to_str().unwrap()).run()
}

/// A login that is nobody's practice.
fn real(trace: &Trace) -> Trace {
    let mut trace = trace.clone();
    trace.plan.practice = false;
    trace
}

#[test]
fn the_front_channel_of_somebody_else_is_told_with_what_is_not_in_it() {
    let told = show(&front(&watched(Scene::web_app())), &[]).expect_code(0);
    for words in [
        "a capture by Firefox 150.0: the only login in it",
        "not in it, and therefore not judged:",
        "the token request",
        "whether it keeps a secret is not seen here",
        "Whether the app proves itself with a secret is not seen here",
    ] {
        assert!(
            told.stdout.replace('\n', " ").contains(words) || told.stdout.contains(words),
            "{words}\n{}",
            told.stdout
        );
    }
    for invented in ["there is none: a public client", "--pkce", "--no-state", "REDEEMED", "register exactly"] {
        assert!(!told.stdout.contains(invented), "{invented}\n{}", told.stdout);
    }
}

#[test]
fn a_capture_is_explained_like_a_record() {
    let denied =
        Scene::native_app().set("redeem.code_verifier=M25iVXpKU3puUjFaYWg3T1NDTDQtcW1ROUY5YXlwalNoc0hhakxifmZHag");
    let capture = whole(&watched(denied));
    let binary = Binary::new(["explain", "capture.har"]).file("capture.har", &capture.to_string());
    let home = binary.home().to_owned();
    let told = binary.within(home.to_str().unwrap()).run().expect_code(0);
    assert!(told.stdout.contains("invalid_grant") && told.stdout.contains("verifier"), "{}", told.stdout);
    show(&capture, &[]).expect_code(3);
}

#[test]
fn no_secret_of_a_capture_is_shown() {
    let trace = watched(Scene::web_app().with_odd_secret().planned(|plan| plan.client.auth_method = None));
    let secret = trace.plan.client.client_secret.clone().unwrap();
    let code = trace.answered().get("code").unwrap().to_owned();
    let token = trace.given().unwrap()["access_token"].as_str().unwrap().to_owned();
    for words in [&[][..], &["--as", "json"], &["--as", "har"], &["--as", "curl"]] {
        let told = show(&whole(&trace), words);
        assert_eq!(told.code, Some(0), "{}", told.stderr);
        for hidden in ["wonderland", &code, &token, &secret] {
            assert!(!told.stdout.contains(hidden), "{words:?}: {hidden} in\n{}", told.stdout);
        }
    }
    // What is typed is not taken over, so it cannot be revealed.
    let told = show(&whole(&trace), &["--reveal", "--as", "json"]).expect_code(0);
    assert!(told.stdout.contains(&token) && !told.stdout.contains("wonderland"), "{}", told.stdout);
}

#[test]
fn the_document_of_a_capture_names_what_it_lacks() {
    let document = show(&front(&watched(Scene::web_app())), &["--as", "json"]).expect_code(0).json();
    assert_eq!(document["plan"]["captured"]["lacks"], json!(["metadata", "token_request"]));
    assert_eq!(document["ending"]["how"], "open");
}

#[test]
fn one_of_several_logins_is_picked() {
    let mut capture = whole(&watched(Scene::native_app()));
    let trace = watched(Scene::web_app());
    let code = trace.answered().get("code").unwrap().to_owned();
    // Providers in memory all draw the same.
    let other = whole(&trace).to_string().replace(&code, &code.chars().rev().collect::<String>());
    let mut other: Value = serde_json::from_str(&other).unwrap();
    for entry in entries(&mut other) {
        entry["startedDateTime"] = json!("2027-01-15T08:01:00.000Z");
    }
    entries(&mut capture).append(entries(&mut other));
    let last = show(&capture, &[]).expect_code(0);
    assert!(last.stderr.contains("the capture holds 2 logins; this is login 2"), "{}", last.stderr);
    assert!(last.stdout.contains("web-app"), "{}", last.stdout);
    let first = show(&capture, &["--login", "1"]).expect_code(0);
    assert_eq!(first.stderr, "");
    assert!(first.stdout.contains("login 1 of 2 in it") && first.stdout.contains("native-app"), "{}", first.stdout);
    assert_told(&show(&capture, &["--login", "3"]), 2, &["holds no login 3", "--login 1 to --login 2"]);
}

#[test]
fn what_is_no_capture_of_a_login_is_told_in_one_sentence() {
    let empty = json!({"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": []}});
    assert_told(
        &show(&empty, &[]),
        2,
        &["none of its 0 entries belongs to an OAuth login", "looked for: a metadata document"],
    );
    assert_told(&show(&json!({"log": {}}), &[]), 2, &["it has no `log.entries`", "developer tools"]);
    assert_told(&show(&json!({"logs": 1}), &[]), 2, &["it is not a trace"]);
    let cut = whole(&watched(Scene::native_app())).to_string();
    let binary = Binary::new(["show", "cut.har"]).file("cut.har", &cut[..cut.len() / 2]);
    let home = binary.home().to_owned();
    assert_told(&binary.within(home.to_str().unwrap()).run(), 2, &["it is not a HAR", "EOF"]);
}

#[test]
fn hostile_words_of_a_capture_are_harmless() {
    let mut capture = whole(&watched(Scene::native_app()));
    capture["log"]["creator"] = json!({"name": HOSTILE, "version": HOSTILE});
    let authorize = entry(&mut capture, "response_type=code");
    let encoded: String = form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    let url = format!("{}&login_hint={encoded}&{encoded}={encoded}", authorize["request"]["url"].as_str().unwrap());
    authorize["request"]["url"] = json!(url);
    authorize["request"]["headers"].as_array_mut().unwrap().push(json!({"name": HOSTILE, "value": HOSTILE}));
    let token = entry(&mut capture, "/token");
    token["response"]["content"]["text"] = json!(json!({"error": HOSTILE, "error_description": HOSTILE}).to_string());
    token["request"]["headers"].as_array_mut().unwrap().push(json!({"name": "x-odd", "value": HOSTILE}));
    for words in [&[][..], &["--reveal"], &["--as", "json"], &["--as", "har"], &["--as", "curl"]] {
        let told = show(&capture, words);
        assert_harmless(&told.stdout);
        assert_harmless(&told.stderr);
    }
}

#[test]
fn a_script_repeats_the_calls_with_what_the_environment_gives() {
    let trace = real(&Scene::web_app().play());
    let binary = Binary::new(["show", "a.trace", "--as", "curl"]).file("a.trace", &file::write(&trace).unwrap());
    let home = binary.home().to_owned();
    let script = binary.within(home.to_str().unwrap()).run().expect_code(0).stdout;
    let secret = trace.plan.client.client_secret.clone().unwrap();
    assert!(!script.contains(&secret), "{script}");
    let asked = script.find("${ACCESS_TOKEN:?").unwrap();
    assert!(script.find("# 6 keys").unwrap() < asked, "{script}");
    for line in [
        "#!/bin/sh",
        "set -eu",
        ": \"${CLIENT_SECRET:?the client secret}\"",
        ": \"${CODE:?the authorization code, good once and for a short time}\"",
        "# 5 redeem: trade the code for tokens at 127.0.0.1:4000; it answered 200",
        "ACCESS_TOKEN=$(member access_token \"${ACCESS_TOKEN:-}\")",
    ] {
        assert!(script.lines().any(|own| own == line), "{line}\n{script}");
    }
    // A shell that is no bash runs it, with a curl that repeats its words; without the secret nothing is sent.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("script");
    std::fs::write(&path, format!("curl() {{ printf '<%s>' \"$@\"; echo; }}\n{script}")).unwrap();
    let run = |variables: &[(&str, &str)]| {
        Command::new("sh").arg(&path).env_clear().envs(variables.iter().copied()).output().unwrap()
    };
    let poor = run(&[]);
    assert!(!poor.status.success() && poor.stdout.is_empty(), "{poor:?}");
    assert!(String::from_utf8_lossy(&poor.stderr).contains("the client secret"), "{poor:?}");
    let odd = "it's \"$HOME\" `id`; rm -rf /\\";
    let rich = run(&[("CLIENT_SECRET", odd), ("CODE", "c"), ("CODE_VERIFIER", "v"), ("ACCESS_TOKEN", "t")]);
    assert!(rich.status.success(), "{rich:?}");
    let said = String::from_utf8(rich.stdout).unwrap();
    assert!(said.contains(&format!("<web-app:{odd}>")) && said.contains("<code_verifier=v>"), "{said}");
    let calls = ["/.well-known/openid-configuration", "/token", "/jwks", "/userinfo"];
    assert!(calls.is_sorted_by_key(|call| said.find(call).unwrap()), "{said}");
}

#[test]
fn a_script_takes_the_tokens_out_of_the_answers() {
    let scene = Scene::web_app().then(&[oauth_flow::trace::Step::Refresh]);
    let scene = scene.planned(|plan| plan.scope = vec!["openid".into(), "offline_access".into()]);
    let trace = real(&scene.play());
    let script = oauth_flow::view::curl::script(&trace, &Masker::of(&trace, Level::Kept).trace(&trace));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("script");
    let answers = "curl() { printf '<%s>' \"$@\"; printf '\\n{\"access_token\": \"a+/\\\\/b\",\\n  \"refresh_token\":\"r1\"}\\n'; }";
    std::fs::write(&path, format!("{answers}\n{script}")).unwrap();
    let variables = [("CLIENT_SECRET", "s"), ("CODE", "c"), ("CODE_VERIFIER", "v")];
    let run = Command::new("sh").arg(&path).env_clear().env("PATH", "/usr/bin:/bin").envs(variables).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{run:?}\n{script}");
    assert!(said.contains("<authorization: Bearer a+//b>") && said.contains("<refresh_token=r1>"), "{said}");
    // An answer without them ends it, and says what is missing.
    std::fs::write(&path, format!("curl() {{ echo '{{\"error\": \"invalid_grant\"}}'; }}\n{script}")).unwrap();
    let run = Command::new("sh").arg(&path).env_clear().env("PATH", "/usr/bin:/bin").envs(variables).output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(!run.status.success() && said.contains("the access token: no answer above holds it"), "{said}");
}

#[test]
fn a_script_has_each_proof_made_when_it_is_shown() {
    let trace = real(&Scene::native_app().bound().play());
    let script = oauth_flow::view::curl::script(&trace, &Masker::of(&trace, Level::Kept).trace(&trace));
    assert!(!script.contains("dpop_signature"), "{script}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("script");
    let tools =
        "curl() { printf '<%s>' \"$@\"; echo '{\"access_token\": \"fresh\"}'; }\nprove() { echo \"proof/$*\"; }";
    std::fs::write(&path, format!("{tools}\n{script}")).unwrap();
    let variables = [("CODE", "c"), ("CODE_VERIFIER", "v"), ("DPOP", "prove")];
    let run = Command::new("sh").arg(&path).env_clear().env("PATH", "/usr/bin:/bin").envs(variables).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    for header in
        ["<dpop: proof/POST http://127.0.0.1:4000/token>", "<dpop: proof/GET http://127.0.0.1:4000/userinfo fresh>"]
    {
        assert!(run.status.success() && said.contains(header), "{header}\n{run:?}\n{script}");
    }
}

#[test]
fn a_script_proves_the_client_anew_in_each_call() {
    let trace = real(&Scene::key_app().then(&[oauth_flow::trace::Step::Revoke]).play());
    let script = oauth_flow::view::curl::script(&trace, &Masker::of(&trace, Level::Kept).trace(&trace));
    let folder = tempfile::tempdir().unwrap();
    let (path, count) = (folder.path().join("script"), folder.path().join("count"));
    let tools = format!(
        "curl() {{ printf '<%s>' \"$@\"; echo '{{\"access_token\": \"t\", \"refresh_token\": \"r\"}}'; }}\nassert() {{ echo >>'{0}'; echo \"jwt$(wc -l <'{0}' | tr -d ' ')\"; }}",
        count.display()
    );
    std::fs::write(&path, format!("{tools}\n{script}")).unwrap();
    let variables = [("CODE", "c"), ("CODE_VERIFIER", "v"), ("ASSERT", "assert")];
    let run = Command::new("sh").arg(&path).env_clear().env("PATH", "/usr/bin:/bin").envs(variables).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    for shown in ["<client_assertion=jwt1>", "<client_assertion=jwt2>"] {
        assert!(run.status.success() && said.contains(shown), "{shown}\n{run:?}\n{script}");
    }
}

#[test]
fn every_script_is_one_for_any_shell() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("script");
    for (name, scene) in every_scene() {
        let trace = scene.play();
        let script = oauth_flow::view::curl::script(&trace, &Masker::of(&trace, Level::Kept).trace(&trace));
        std::fs::write(&path, &script).unwrap();
        let checked = Command::new("sh").arg("-n").arg(&path).output().unwrap();
        assert!(checked.status.success(), "{name}: {checked:?}\n{script}");
        assert!(!script.contains("$'"), "{name}: {script}");
    }
}

#[test]
fn two_runs_of_the_same_login_are_the_same() {
    let other = |plan: &mut oauth_flow::trace::Plan| {
        plan.nonces.state = Some("YW5vdGhlci1zdGF0ZS1vbmNlMQ".into());
        plan.nonces.code_verifier = Some("M25iVXpKU3puUjFaYWg3T1NDTDQtcW1ROUY5YXlwalNoc0hhakxifmZHag"[..43].into());
    };
    let (a, b) = (Scene::web_app().play(), Scene::web_app().planned(other).play());
    let told = diff(&a, &b, &[]).expect_code(0);
    assert!(told.stdout.contains("the same"), "{}", told.stdout);
    // One in full and one that was saved masked say the same.
    let masked = oauth_flow::cli::kept(&a, oauth_flow::trace::Level::Kept);
    diff(&a, &masked, &[]).expect_code(0);
    assert_eq!(diff(&a, &b, &["--json"]).expect_code(0).json()["same"], true);
}

#[test]
fn public_and_confidential_differ_in_who_can_redeem() {
    let (a, b) = (Scene::web_app().play(), Scene::native_app().play());
    let told = diff(&a, &b, &[]).expect_code(1);
    for words in ["authorization credentials", "the client's proof", "There is no secret", "client_id", "REDEEMED"] {
        assert!(told.stdout.contains(words), "{words}\n{}", told.stdout);
    }
    assert!(!told.stdout.contains(&a.plan.client.client_secret.clone().unwrap()), "{}", told.stdout);
    let document = diff(&a, &b, &["--json"]).expect_code(1).json();
    assert_eq!((document["schema"].as_str(), document["same"].as_bool()), (Some("oauth-flow/diff/1"), Some(false)));
    assert_eq!(document["redeemers"]["rows"].as_array().unwrap().len(), 5);
}

#[test]
fn with_and_without_a_verifier_differ_in_who_can_redeem() {
    let (a, b) = (Scene::native_app().play(), Scene::native_app().pkce(Pkce::None).play());
    let document = diff(&a, &b, &["--json"]).expect_code(1).json();
    let rows = document["redeemers"]["rows"].as_array().unwrap();
    assert_eq!(
        (&rows[0]["a"], &rows[0]["b"]),
        (&json!("refused 400 invalid_grant, by the verifier"), &json!("REDEEMED"))
    );
    let authorize = document["messages"].as_array().unwrap().iter().find(|it| it["step"] == "authorize").unwrap();
    let only_a: Vec<&str> =
        authorize["request"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(only_a, ["code_challenge", "code_challenge_method"]);
    let checks: Vec<&Value> = document["checks"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert!(checks.contains(&&json!("login-pkce")), "{checks:?}");
}

#[test]
fn working_and_broken_differ_where_it_breaks() {
    let broken = Scene::web_app().set("redeem.redirect_uri=http://127.0.0.1:5000/elsewhere");
    let told = diff(&Scene::web_app().play(), &broken.play(), &[]).expect_code(1);
    for words in ["redirect_uri", "/elsewhere", "invalid_grant", "only in A", "how they ended"] {
        assert!(told.stdout.contains(words), "{words}\n{}", told.stdout);
    }
}

#[test]
fn a_capture_is_compared_too_and_a_useless_file_is_named() {
    let trace = watched(Scene::native_app());
    let binary = Binary::new(["diff", "a.trace", "b.har"])
        .file("a.trace", &file::write(&trace).unwrap())
        .file("b.har", &whole(&trace).to_string());
    let home = binary.home().to_owned();
    let told = binary.within(home.to_str().unwrap()).run();
    assert!(!told.stdout.contains("only in"), "{}\n{}", told.stdout, told.stderr);
    assert!(told.code == Some(0) || told.code == Some(1), "{told:?}", told = told.code);
    let posted = Scene::native_app().planned(|plan| plan.response_mode = Some(ResponseMode::FormPost)).play();
    diff(&trace, &posted, &[]).expect_code(1);

    let binary = Binary::new(["diff", "a.trace", "nothing.trace"]).file("a.trace", "{}");
    let home = binary.home().to_owned();
    assert_told(&binary.within(home.to_str().unwrap()).run(), 5, &["`a.trace`", "it is not a trace"]);
}
