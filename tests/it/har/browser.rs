//! What a real Chromium captures of a login at a certified provider, written as its developer tools write it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::binary::{Binary, Outcome};
use crate::provider::Provider;
use crate::webdriver::Browser;

/// The capture of everything since the browser was last asked.
fn capture(browser: &Browser) -> Value {
    let mut hops: Vec<Value> = Vec::new();
    // A redirect goes on under the same id: the last hop is the one that is under way.
    let mut under_way: BTreeMap<String, usize> = BTreeMap::new();
    for event in browser.events() {
        let params = &event["params"];
        let id = params["requestId"].as_str().unwrap_or_default().to_owned();
        match event["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                if let (Some(last), Some(response)) = (under_way.get(&id), params.get("redirectResponse")) {
                    hops[*last]["response"] = response_of(response);
                }
                under_way.insert(id, hops.len());
                hops.push(request_of(params));
            }
            "Network.responseReceived" => {
                if let Some(last) = under_way.get(&id) {
                    hops[*last]["response"] = response_of(&params["response"]);
                    hops[*last]["_id"] = json!(id);
                }
            }
            "Network.loadingFailed" => {
                if let Some(last) = under_way.get(&id) {
                    hops[*last]["response"] = json!({"status": 0, "_error": params["errorText"]});
                }
            }
            _ => {}
        }
    }
    for hop in &mut hops {
        let content = hop["_id"].as_str().and_then(|id| browser.content(id));
        if let Some(content) = content {
            hop["response"]["content"]["text"] = content["body"].clone();
            if content["base64Encoded"] == true {
                hop["response"]["content"]["encoding"] = json!("base64");
            }
        }
    }
    let creator = json!({"name": "WebInspector", "version": "537.36"});
    json!({"log": {"version": "1.2", "creator": creator, "pages": [], "entries": hops}})
}

fn request_of(params: &Value) -> Value {
    let request = &params["request"];
    let mut written = json!({
        "method": request["method"], "url": request["url"], "httpVersion": "HTTP/1.1",
        "headers": pairs(&request["headers"]), "queryString": [], "cookies": [], "headersSize": -1, "bodySize": -1,
    });
    if let Some(text) = request["postData"].as_str() {
        written["postData"] = json!({"mimeType": request["headers"]["Content-Type"], "text": text});
    }
    let began = chrono::DateTime::<chrono::Utc>::from(
        std::time::UNIX_EPOCH + std::time::Duration::from_secs_f64(params["wallTime"].as_f64().unwrap()),
    );
    json!({
        "startedDateTime": began.to_rfc3339_opts(chrono::SecondsFormat::Millis, true), "time": 1.0,
        "_resourceType": params["type"].as_str().unwrap_or_default().to_lowercase(),
        "request": written, "response": {"status": 0}, "cache": {}, "timings": {"send": 0, "wait": 1, "receive": 0},
    })
}

fn response_of(response: &Value) -> Value {
    let headers = pairs(&response["headers"]);
    json!({
        "status": response["status"], "statusText": response["statusText"], "httpVersion": response["protocol"],
        "headers": headers, "cookies": [], "redirectURL": response["headers"]["location"], "headersSize": -1, "bodySize": -1,
        "content": {"size": 0, "mimeType": response["mimeType"]},
    })
}

fn pairs(headers: &Value) -> Vec<Value> {
    let all = headers.as_object().into_iter().flatten();
    all.map(|(name, value)| json!({"name": name, "value": value})).collect()
}

fn tell(capture: &Value, words: &[&str]) -> Outcome {
    let binary = Binary::new(words.iter().copied()).file("capture.har", &capture.to_string());
    let home = binary.home().to_owned();
    binary.within(home.to_str().unwrap()).run()
}

#[test]
#[ignore = "needs node, the packages of tests/provider, chromium and chromedriver (run by .ci/run)"]
fn a_capture_of_chromium_is_judged_and_explained() {
    let provider = Provider::start();
    let browser = Browser::start();
    let arguments = ["login", provider.issuer(), "--client-id", "public", "--run", "--no-browser"];
    let mut login = Binary::new(arguments).start();
    let redirect_uri = login.redirect_uri();
    browser.open(&login.authorization_url());
    browser.await_heading("Sign in");
    browser.fill("login", "alice");
    browser.fill("password", provider.password("alice"));
    browser.press("Sign in");
    browser.await_heading("Allow access?");
    browser.press("Allow");
    browser.await_heading("code was received");
    let capture = capture(&browser);
    login.finish().expect_code(0);

    let document = tell(&capture, &["show", "capture.har", "--as", "json"]).expect_code(0).json();
    let plan = &document["plan"];
    assert_eq!(plan["captured"]["lacks"], json!(["metadata", "token_request"]), "{document:#}");
    assert_eq!((&plan["client_id"], &plan["redirect_uri"]), (&json!("public"), &json!(redirect_uri)));
    assert_eq!((&plan["pkce"], plan["state"].is_string()), (&json!("S256"), true));
    let taken: Vec<&str> =
        document["exchanges"].as_array().unwrap().iter().map(|it| it["step"].as_str().unwrap()).collect();
    assert_eq!((taken[0], *taken.last().unwrap()), ("authorize", "callback"), "{taken:?}");
    assert!(taken[1..taken.len() - 1].iter().all(|step| *step == "sign-in") && taken.len() > 5, "{taken:?}");
    let checks = document["checks"].as_array().unwrap();
    let verdict = |id: &str| checks.iter().find(|check| check["id"] == id).map(|check| check["verdict"].clone());
    assert_eq!(verdict("response-state-exact"), Some(json!("pass")), "{checks:#?}");
    assert_eq!((verdict("login-pkce"), verdict("idtoken-signature")), (Some(json!("pass")), None));

    let told = tell(&capture, &["show", "capture.har"]).expect_code(0);
    assert!(told.stdout.contains("a capture by WebInspector 537.36"), "{}", told.stdout);
    assert!(!told.stdout.contains(provider.password("alice")), "{}", told.stdout);
    let explained = tell(&capture, &["explain", "capture.har"]).expect_code(0);
    assert!(explained.stdout.contains("the capture ends before the login does"), "{}", explained.stdout);
}

#[test]
#[ignore = "needs node, the packages of tests/provider, chromium and chromedriver (run by .ci/run)"]
fn a_capture_of_a_refusal_is_explained() {
    let provider = Provider::start();
    let browser = Browser::start();
    let ask = |redirect_uri: &str, more: &str| {
        format!(
            "{}/auth?response_type=code&client_id=public&scope=openid&state=c29tZS1zdGF0ZQ&redirect_uri={redirect_uri}{more}",
            provider.issuer()
        )
    };
    browser.open(&ask(
        "https%3A%2F%2Fapp.example%2Fnot-registered",
        "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
    ));
    let told = tell(&capture(&browser), &["show", "capture.har"]).expect_code(3);
    for words in ["shows an error page and does not send the browser back", "https://app.example/not-registered"] {
        assert!(told.stdout.contains(words), "{words}\n{}", told.stdout);
    }
    // Without a challenge the provider sends the browser back with an error.
    browser.open(&ask("http%3A%2F%2F127.0.0.1%3A9%2Fcallback", ""));
    let told = tell(&capture(&browser), &["explain", "capture.har"]).expect_code(0);
    assert!(told.stdout.contains("invalid_request") || told.stdout.contains("error page"), "{}", told.stdout);
}
