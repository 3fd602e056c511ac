//! Secrets in what is kept: none of them is there in any encoding unless it was asked for.
//!
//! The values are read where they cannot be masked: at a token endpoint that passes everything on to the provider.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use oauth_flow::wire::Params;
use serde_json::Value;

use crate::agent::{Agent, Ask};
use crate::binary::{Binary, Outcome};
use crate::crooked::{Crooked, Heard, Says};
use crate::practice::Practice;

const CLIENT: &str = "an app";
const SECRET: &str = "s3cr\u{e9}t/with+awkward&=%:\"signs\" and spaces?";

/// A token endpoint that passes on what it gets and remembers every secret that it sees.
struct Relay {
    server: Crooked,
    secrets: Arc<Mutex<Vec<(String, String)>>>,
}

impl Relay {
    fn start(token_endpoint: String) -> Self {
        let secrets = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&secrets);
        let server = Crooked::start(move |heard| {
            let answer = pass_on(&token_endpoint, heard);
            seen.lock().unwrap().extend(secrets_in(heard, &answer));
            Says::json("200 OK", &answer.to_string())
        });
        Self { server, secrets }
    }

    /// What was seen since it was last asked.
    fn secrets(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.secrets.lock().unwrap())
    }
}

fn pass_on(token_endpoint: &str, heard: &Heard) -> Value {
    let mut ask = Ask::post(token_endpoint, Params::parse(&heard.body));
    if let Some(authorization) = heard.header("authorization") {
        ask = ask.with_header("authorization", authorization);
    }
    Agent::new().send(&ask).json()
}

fn secrets_in(heard: &Heard, answer: &Value) -> Vec<(String, String)> {
    let form = Params::parse(&heard.body);
    let mut secrets = vec![("client_secret".to_owned(), SECRET.to_owned())];
    for name in ["code", "code_verifier"] {
        secrets.push((name.to_owned(), form.get(name).unwrap().to_owned()));
    }
    if let Some(basic) = heard.header("authorization").and_then(|header| header.strip_prefix("Basic ")) {
        secrets.push(("Basic".to_owned(), basic.to_owned()));
    }
    for name in ["access_token", "refresh_token"] {
        secrets.push((name.to_owned(), answer[name].as_str().unwrap().to_owned()));
    }
    let id_token = answer["id_token"].as_str().unwrap();
    secrets.push(("id_token signature".to_owned(), id_token.rsplit('.').next().unwrap().to_owned()));
    secrets
}

/// The ways in which a value can have been written.
fn encodings(value: &str) -> Vec<String> {
    let query = Params::default().with("", value).to_query().split_off(1);
    let form = Params::default().with("", value).to_form().split_off(1);
    let json = Value::from(value).to_string();
    vec![
        value.to_owned(),
        json[1..json.len() - 1].to_owned(),
        query.to_lowercase(),
        query,
        form.to_lowercase(),
        form,
        STANDARD.encode(value),
        STANDARD_NO_PAD.encode(value),
        URL_SAFE_NO_PAD.encode(value),
    ]
}

/// A long value is broken into lines on a screen; a search has to look past that.
fn without_spaces(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[track_caller]
fn assert_hidden(place: &str, text: &str, secrets: &[(String, String)]) {
    let text = without_spaces(text);
    for (name, value) in secrets {
        for written in encodings(value) {
            assert!(!text.contains(&without_spaces(&written)), "{name} `{written}` stands in {place}: {text}");
        }
    }
}

#[track_caller]
fn assert_shown(place: &str, text: &str, secrets: &[(String, String)]) {
    let text = without_spaces(text);
    for (name, value) in secrets {
        let is_there = encodings(value).iter().any(|written| text.contains(&without_spaces(written)));
        assert!(is_there, "{name} `{value}` is not in {place}: {text}");
    }
}

struct Outputs {
    live: Outcome,
    record: String,
    as_text: String,
    as_json: String,
}

fn run(binary: Binary) -> Outputs {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trace.json");
    let file = path.to_str().unwrap();
    let live = binary.arg("--json").arg("--trace").arg(file).run().expect_code(0);
    let show = |form: &str| Binary::new(["show", file, "--reveal", "--as", form]).run().expect_code(0).stdout;
    Outputs { live, record: std::fs::read_to_string(&path).unwrap(), as_text: show("text"), as_json: show("json") }
}

impl Outputs {
    fn all(&self) -> [(&'static str, &str); 5] {
        [
            ("standard error", &self.live.stderr),
            ("--json", &self.live.stdout),
            ("--trace", &self.record),
            ("show --as text", &self.as_text),
            ("show --as json", &self.as_json),
        ]
    }
}

#[test]
fn nothing_secret_is_kept_unless_it_is_asked_for() {
    let callback = "http://127.0.0.1/callback";
    let practice = Practice::start(&["--client-id", CLIENT, "--client-secret", SECRET, "--redirect-uri", callback]);
    let relay = Relay::start(format!("{}/token", practice.issuer()));
    let login = |method: &str| {
        let login = practice.robot_login().arg("--client-id").arg(CLIENT).env("OAUTH_FLOW_CLIENT_SECRET", SECRET);
        let login = login.arg("--scope").arg("openid offline_access").arg("--auth-method").arg(method);
        login.arg("--token-endpoint").arg(&relay.server.url("/token"))
    };
    for (method, count) in [("client_secret_basic", 7), ("client_secret_post", 6)] {
        let masked = run(login(method));
        let secrets = relay.secrets();
        assert_eq!(secrets.len(), count, "{secrets:?}");
        for (place, text) in masked.all() {
            assert_hidden(place, text, &secrets);
            assert!(
                text.contains("‹client_secret:") && text.contains("‹code_verifier:43:"),
                "no masks in {place}: {text}"
            );
        }
        let revealed = run(login(method).arg("--reveal"));
        let secrets = relay.secrets();
        assert_eq!(secrets.len(), count, "{secrets:?}");
        for (place, text) in revealed.all() {
            assert_shown(place, text, &secrets);
        }
    }
}

#[test]
fn what_is_printed_is_whole_and_the_story_beside_it_is_not() {
    let practice = Practice::start(&[]);
    for kind in ["access_token", "code", "code_verifier"] {
        let outcome = practice.robot_login().arg("--print").arg(kind).run().expect_code(0);
        let value = outcome.stdout.trim_end().to_owned();
        assert!(value.len() > 20, "{value}");
        assert_hidden("standard error", &outcome.stderr, &[(kind.to_owned(), value)]);
    }
}

#[test]
fn a_record_in_full_is_masked_when_it_is_told() {
    let practice = Practice::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trace.json");
    let file = path.to_str().unwrap();
    practice.robot_login().arg("--reveal").arg("--trace").arg(file).run().expect_code(0);
    let revealed = Binary::new(["show", file, "--as", "json", "--reveal"]).run().expect_code(0).json();
    let token = revealed["tokens"]["access_token"].as_str().unwrap().to_owned();
    assert!(std::fs::read_to_string(&path).unwrap().contains(&token));
    let secrets = [("access_token".to_owned(), token), ("client_secret".to_owned(), practice.secret().to_owned())];
    for form in ["text", "json"] {
        let told = Binary::new(["show", file, "--as", form]).run().expect_code(0);
        assert_hidden(form, &told.stdout, &secrets);
    }
}

#[test]
fn secrets_do_not_stand_in_the_hints_and_remarks_of_a_failed_run() {
    let practice = Practice::start(&[]);
    let wrong = "a-wrong-secret-that-is-long-enough";
    let login = practice
        .robot_login()
        .arg("--client-secret")
        .arg(wrong)
        .arg("--set")
        .arg("redeem.client_secret=a-second-wrong-secret");
    let outcome = login.arg("--json").run().expect_code(3);
    let secrets = [wrong, "a-second-wrong-secret"].map(|secret| ("client_secret".to_owned(), secret.to_owned()));
    assert_hidden("standard error", &outcome.stderr, &secrets);
    assert_hidden("--json", &outcome.stdout, &secrets);
}
