//! The commands that use tokens, and those of the other grants: the real binary, at the provider inside and at one beside it.

use serde_json::Value;

use crate::binary::{Binary, Outcome};
use crate::practice::Practice;

/// What holds something secret in the messages of a document.
const SECRET_NAMES: [&str; 14] = [
    "access_token",
    "refresh_token",
    "device_code",
    "user_code",
    "subject_token",
    "assertion",
    "password",
    "client_secret",
    "client_assertion",
    "registration_access_token",
    "registration_client_uri",
    "id_token_hint",
    "token",
    "code",
];

/// A command that never stops and never waits for long.
fn command(words: &str) -> Binary {
    let binary = Binary::new(words.split(' ')).arg("--run").arg("--no-lessons").env("OAUTH_FLOW_MAX_TIME", "10");
    binary.env("OAUTH_FLOW_TIMEOUT", "20")
}

#[track_caller]
fn assert_keeps_to_the_schema(document: &Value) {
    let schema = serde_json::from_str(&crate::generated::file("docs/login.schema.json")).unwrap();
    let (mut compiler, mut schemas) = (boon::Compiler::new(), boon::Schemas::new());
    compiler.add_resource("urn:oauth-flow:login:1", schema).unwrap();
    let index = compiler.compile("urn:oauth-flow:login:1", &mut schemas).unwrap();
    schemas.validate(document, index).unwrap_or_else(|error| panic!("{error:#}\n{document:#}"));
}

fn taken(document: &Value) -> Vec<&str> {
    let steps = document["steps"].as_array().unwrap().iter().filter(|step| step["taken"] == true);
    steps.filter_map(|step| step["name"].as_str()).collect()
}

/// The record of a login beside us, in full, in a file that outlives it.
fn saved(practice: &Practice, reveal: bool) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("login.json").to_str().unwrap().to_owned();
    let login = practice.robot_login().arg("--scope").arg("openid profile offline_access").arg("--trace").arg(&file);
    let login = if reveal { login.arg("--reveal") } else { login };
    login.run().expect_code(0);
    (folder, file)
}

#[test]
fn every_grant_practises_without_a_word_about_a_provider() {
    for (words, steps) in [
        ("device", vec!["discover", "device", "token", "keys", "verify", "userinfo"]),
        ("device --as bob --public", vec!["discover", "device", "token", "keys", "verify", "userinfo"]),
        ("client-credentials --then introspect", vec!["discover", "token", "introspect"]),
        ("exchange", vec!["discover", "token"]),
        ("jwt-bearer --subject bob", vec!["discover", "token"]),
        ("password", vec!["discover", "token", "keys", "verify", "userinfo"]),
        ("register --delete", vec!["discover", "register", "unregister"]),
    ] {
        let outcome = command(words).arg("--json").run().expect_code(0);
        let document = outcome.json();
        assert_eq!(taken(&document), steps, "{words}");
        assert_eq!(document["sound"], true, "{words}: {:#}", document["findings"]);
        assert_keeps_to_the_schema(&document);
        assert!(outcome.stderr.contains("what is the secret for here"), "{words}: {}", outcome.stderr);
    }
}

#[test]
fn every_use_practises_after_a_login() {
    for (words, last) in [
        ("refresh", vec!["refresh"]),
        ("userinfo", vec!["userinfo"]),
        ("introspect", vec!["introspect"]),
        ("call", vec!["call"]),
        ("revoke", vec!["revoke", "confirm"]),
        ("logout", vec!["logout", "return"]),
    ] {
        let document = command(words).arg("--json").run().expect_code(0).json();
        let steps = taken(&document);
        assert_eq!(&steps[..5], ["discover", "prepare", "authorize", "callback", "redeem"], "{words}");
        assert!(steps.ends_with(&last), "{words}: {steps:?}");
        assert_keeps_to_the_schema(&document);
    }
}

#[test]
fn a_saved_login_is_used_by_every_command() {
    let practice = Practice::start(&[]);
    let (_folder, file) = saved(&practice, true);
    let from = |words: &str| command(words).arg("--from").arg(&file).arg("--json").arg("--reveal").run();
    let introspected = from("introspect").expect_code(0).json();
    assert_eq!(taken(&introspected), ["discover", "introspect"]);
    let answer = introspected["exchanges"].as_array().unwrap().last().unwrap()["response"]["json"].clone();
    assert_eq!(answer["active"], true, "{answer:#}");
    let claims = from("userinfo").expect_code(0).json();
    assert_eq!(claims["userinfo"]["name"], "Alice Adams", "{claims:#}");
    let url = format!("{}/userinfo", practice.issuer());
    let called = command("call").arg(&url).arg("--from").arg(&file).arg("--print").arg("answer").run().expect_code(0);
    assert!(called.stdout.contains("Alice Adams"), "{}", called.stdout);
    let refreshed = from("refresh").expect_code(0).json();
    assert_eq!(taken(&refreshed), ["discover", "keys", "refresh"]);
    assert_ne!(refreshed["tokens"]["access_token"], Value::Null);
    // The record still holds the old one, and to use that again looks like theft.
    from("refresh").expect_code(3);
}

#[test]
fn a_masked_record_cannot_be_used_and_says_so() {
    let practice = Practice::start(&[]);
    let (_folder, file) = saved(&practice, false);
    for words in ["refresh", "userinfo", "introspect", "revoke", "logout", "call https://api.example.com/me"] {
        let outcome = command(words).arg("--from").arg(&file).run().expect_code(2);
        assert!(outcome.stderr.contains("was saved without --reveal"), "{words}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("--trace FILE --reveal"), "{words}: {}", outcome.stderr);
    }
}

#[test]
fn a_token_can_come_by_file_by_standard_input_and_by_environment() {
    let practice = Practice::start(&[]);
    let login = practice.robot_login().arg("--print").arg("access_token").run().expect_code(0);
    let token = login.stdout.trim().to_owned();
    let url = format!("{}/userinfo", practice.issuer());
    let call = || command("call").arg(&url).arg("--print").arg("answer");
    let sub = |outcome: Outcome| outcome.json()["sub"].clone();
    let by_environment = sub(call().env("OAUTH_FLOW_ACCESS_TOKEN", &token).run().expect_code(0));
    let by_stdin = sub(call().arg("--access-token-file").arg("-").stdin(&format!("{token}\n")).run().expect_code(0));
    assert!(by_environment.is_string() && by_environment == by_stdin);
    let wrong = call().env("OAUTH_FLOW_ACCESS_TOKEN", "wrong").run().expect_code(3);
    assert!(wrong.stderr.contains("invalid_token") && !wrong.stderr.contains("Bearer wrong"), "{}", wrong.stderr);
}

#[test]
fn what_is_missing_or_contradicts_itself_is_told() {
    for (words, told) in [
        ("refresh https://id.example.com --client-id a --public", "there is no refresh token"),
        ("call https://api.example.com/", "there is no access token"),
        ("revoke https://id.example.com --client-id a --public", "there is no token"),
        ("unregister", "which client is to be deleted"),
        ("login --register --client-id a", "contradict each other"),
        ("device --as nobody", "is no practice user"),
        ("jwt-bearer https://id.example.com --client-id a --public", "neither an assertion nor a key"),
        ("password https://id.example.com --client-id a --public", "`--username` is missing"),
        ("password https://id.example.com --client-id a --public --username u", "there is no password of `u`"),
        ("introspect --access-token-file - --refresh-token-file -", "one token only"),
        ("call ftp://h/", "is no URL of a server"),
    ] {
        let outcome = command(words).run().expect_code(2);
        assert!(outcome.stderr.contains(told) && outcome.stderr.contains("hint: "), "{words}: {}", outcome.stderr);
    }
}

#[test]
fn a_refusal_is_told_with_what_to_do() {
    let practice = Practice::start(&["--off", "device"]);
    let device = command("device").arg(practice.issuer()).arg("--client-id").arg("native-app").arg("--public").run();
    assert!(device.expect_code(6).stderr.contains("device_authorization_endpoint"));
    let wrong = command("password --username alice").env("OAUTH_FLOW_PASSWORD", "not-hers").run().expect_code(3);
    assert!(wrong.stderr.contains("invalid_grant") && !wrong.stderr.contains("hint: \n"), "{}", wrong.stderr);
}

#[test]
fn a_client_that_was_registered_is_deleted_by_its_record() {
    let practice = Practice::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("client.json").to_str().unwrap().to_owned();
    let register = command("register").arg(practice.issuer()).arg("--trace").arg(&file).arg("--reveal");
    let id = register.arg("--print").arg("client_id").run().expect_code(0).stdout.trim().to_owned();
    assert!(id.len() > 20);
    let unregister = || command("unregister").arg("--from").arg(&file).run();
    unregister().expect_code(0);
    assert!(unregister().expect_code(3).stderr.contains("invalid_token"));
}

#[test]
fn nothing_secret_is_kept_of_any_of_them() {
    let practice = Practice::start(&["--on", "password"]);
    let issuer = practice.issuer();
    let app = format!("{issuer} --client-id web-app");
    for words in [
        format!("device {app} --as alice"),
        format!("client-credentials {app} --then introspect,revoke"),
        format!("exchange {app}"),
        format!("password {app} --username alice"),
        format!("register {issuer} --delete"),
        format!("login {app} --as alice --scope openid --scope offline_access --then refresh,introspect,revoke,logout"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let run = |more: &[&str], to: &str| {
            let binary = command(&words).env("OAUTH_FLOW_CLIENT_SECRET", practice.secret());
            let binary = binary.env("OAUTH_FLOW_PASSWORD", "wonderland").arg("--json").arg("--trace").arg(to);
            more.iter().fold(binary, |binary, word| binary.arg(word)).run().expect_code(0)
        };
        // The same secrets never come twice, so each run is searched for what its own masks stand for: nothing is open.
        let (kept, open) = (file("kept.json"), file("open.json"));
        let masked = run(&[], &kept);
        let record = std::fs::read_to_string(&kept).unwrap();
        for text in [&masked.stdout, &record] {
            let document: Value = serde_json::from_str(text).unwrap();
            open_values(&document, &mut |name, value| panic!("{words}: {name} is open: {value}"));
        }
        assert!(!record.contains("wonderland") && !masked.stderr.contains("wonderland"), "{words}");
        let secret = practice.secret();
        assert!(
            !record.contains(secret) && !masked.stdout.contains(secret) && !masked.stderr.contains(secret),
            "{words}"
        );
        // What is revealed shows that the search finds something.
        run(&["--reveal"], &open);
        let mut found = 0;
        let whole: Value = serde_json::from_str(&std::fs::read_to_string(&open).unwrap()).unwrap();
        open_values(&whole, &mut |_, _| found += 1);
        assert!(found > 0, "{words}");
    }
}

/// Calls back with every secret that stands open in the bodies, forms, queries and members of a document.
fn open_values(value: &Value, found: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Object(map) => {
            for (name, member) in map {
                if let Some(text) = member.as_str().filter(|_| SECRET_NAMES.contains(&name.as_str())) {
                    judge(name, text, found);
                }
                open_values(member, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|member| open_values(member, found)),
        Value::String(text) => {
            if let Ok(inner) = serde_json::from_str::<Value>(text).map_err(drop)
                && inner.is_object()
            {
                return open_values(&inner, found);
            }
            let query = text.split_once('?').map_or(text.as_str(), |(_, query)| query);
            for (name, value) in oauth_flow::wire::Params::parse(query).iter() {
                if SECRET_NAMES.contains(&name) {
                    judge(name, value, found);
                }
            }
        }
        _ => {}
    }
}

fn judge(name: &str, value: &str, found: &mut impl FnMut(&str, &str)) {
    let masked = value.contains('‹');
    // A step and a check may have the name of a secret.
    let word = value.len() < 8 || value == name || value.contains(' ');
    if !masked && !word {
        found(name, value);
    }
}
