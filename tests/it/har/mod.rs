//! HAR both ways: records as other tools read them, and what others captured, told like a record of ours.

mod browser;
mod captures;
mod habits;
mod hostile;
mod schema;
mod told;

use oauth_flow::cli::kept;
use oauth_flow::explain::diagnosis::diagnose;
use oauth_flow::protocol::{Pkce, ResponseMode, ResponseType, Verdict};
use oauth_flow::rules::{ending, judge};
use oauth_flow::trace::har::{self, Capture, Har};
use oauth_flow::trace::{Agent, Ending, Level, Part, Step, Trace};
use oauth_flow::wire::FailureKind;
use serde_json::{Value, json};

use crate::stage::{Scene, amiss, every_scene};
use captures::{entries, entry, front, noise, whole};

fn capture(document: &Value) -> Capture {
    match har::read(&document.to_string()).unwrap() {
        Har::Capture(capture) => capture,
        Har::Record(_) => panic!("a record of ours"),
    }
}

/// The record of the login that counts, with the end that it comes to.
fn told(document: &Value) -> Trace {
    let capture = capture(document);
    let mut trace = capture.trace(capture.latest()).unwrap();
    if trace.ended == Ending::Open {
        trace.ended = ending(&trace);
    }
    trace
}

fn causes(trace: &Trace) -> Vec<&'static str> {
    diagnose(trace).iter().map(|diagnosis| diagnosis.id).collect()
}

fn lacks(trace: &Trace) -> Vec<Part> {
    trace.plan.captured.as_ref().unwrap().lacks.clone()
}

/// A login in which every page is seen.
fn watched(scene: Scene) -> Trace {
    scene.planned(|plan| plan.agent = Some(Agent::Forms)).play()
}

fn steps(trace: &Trace) -> Vec<Step> {
    let mut steps: Vec<Step> = trace.exchanges.iter().map(|exchange| exchange.step).collect();
    steps.dedup();
    steps
}

#[test]
fn a_record_keeps_to_the_specification_and_comes_back_as_it_was() {
    for (name, scene) in every_scene() {
        let trace = scene.play();
        for trace in [kept(&trace, Level::Kept), trace] {
            let text = har::write(&trace).unwrap();
            assert!(har::is_har(&text));
            assert_eq!(schema::complaints(&serde_json::from_str(&text).unwrap()), [""; 0], "{name}");
            match har::read(&text).unwrap() {
                Har::Record(read) => assert_eq!(*read, trace, "{name}"),
                Har::Capture(_) => panic!("{name}: not ours"),
            }
        }
    }
    let mut broken = whole(&Scene::native_app().play());
    entries(&mut broken)[0]["timings"]["wait"] = json!(-1);
    entries(&mut broken)[0]["request"].as_object_mut().unwrap().remove("cookies");
    assert_eq!(schema::complaints(&broken).len(), 2, "{:?}", schema::complaints(&broken));
}

#[test]
fn a_whole_login_of_somebody_else_is_judged_like_one_of_ours() {
    let ours = watched(Scene::native_app());
    let theirs = told(&whole(&ours));
    assert_eq!((theirs.ended.clone(), amiss(&theirs)), (Ending::Finished, amiss(&ours)), "{:#?}", judge(&theirs));
    assert_eq!(lacks(&theirs), [], "{:#?}", steps(&theirs));
    assert_eq!(steps(&theirs), steps(&ours));
    let (plan, wished) = (&theirs.plan, &ours.plan);
    assert_eq!(
        (&plan.client.client_id, &plan.client.redirect_uri),
        (&wished.client.client_id, &wished.client.redirect_uri)
    );
    assert_eq!((&plan.nonces, &plan.scope, plan.pkce), (&wished.nonces, &wished.scope, wished.pkce));
    assert_eq!(plan.server.issuer, wished.server.issuer);
    let verdicts = |trace: &Trace| -> Vec<(String, Verdict)> {
        judge(trace).into_iter().map(|finding| (finding.check.id.to_string(), finding.check.verdict)).collect()
    };
    // What is drawn, and how certificates were looked at, is no business of a capture.
    assert_eq!(verdicts(&theirs), verdicts(&ours));
}

#[test]
fn the_front_channel_alone_is_judged_as_far_as_it_goes() {
    let theirs = told(&front(&watched(Scene::web_app())));
    assert_eq!((theirs.ended.clone(), amiss(&theirs)), (Ending::Open, Vec::<&str>::new()), "{:#?}", judge(&theirs));
    assert_eq!(lacks(&theirs), [Part::Metadata, Part::TokenRequest]);
    assert_eq!(steps(&theirs), [Step::Authorize, Step::SignIn, Step::Callback]);
    let state = judge(&theirs).into_iter().find(|finding| finding.check.id == "response-state-exact").unwrap();
    assert_eq!(state.check.verdict, Verdict::Pass);

    let weak = told(&front(&watched(Scene::web_app().pkce(Pkce::None).planned(|plan| plan.nonces.state = None))));
    assert!(amiss(&weak).contains(&"login-pkce") && amiss(&weak).contains(&"login-state"), "{:?}", amiss(&weak));
    assert!(!judge(&weak).iter().any(|finding| finding.check.seen.contains("--")), "{:#?}", judge(&weak));
}

#[test]
fn what_is_wrong_in_a_capture_ends_it_as_it_would_have_ended_ours() {
    let ours = watched(Scene::native_app());
    let mut swapped = whole(&ours);
    let callback = entry(&mut swapped, "/callback?");
    let url = callback["request"]["url"].as_str().unwrap().replace("state=c3Rh", "state=XXXX");
    callback["request"]["url"] = json!(url);
    let theirs = told(&swapped);
    assert!(
        matches!(&theirs.ended, Ending::Refused { step: Step::Callback, check } if check.id == "response-state-exact")
    );

    let denied =
        Scene::native_app().set("redeem.code_verifier=M25iVXpKU3puUjFaYWg3T1NDTDQtcW1ROUY5YXlwalNoc0hhakxifmZHag");
    let theirs = told(&whole(&watched(denied)));
    assert!(matches!(&theirs.ended, Ending::Denied { step: Step::Redeem, error } if error.error == "invalid_grant"));

    let unregistered = Scene::web_app().set("authorize.redirect_uri=http://127.0.0.1:5000/elsewhere");
    let theirs = told(&front(&watched(unregistered)));
    let failed =
        |ended: &Ending| matches!(ended, Ending::Failed { failure, .. } if failure.kind == FailureKind::ErrorPage);
    assert!(failed(&theirs.ended), "{:?} {:#?}", theirs.ended, steps(&theirs));
    assert_eq!(lacks(&theirs), [Part::Metadata, Part::Answer, Part::TokenRequest]);
}

#[test]
fn an_answer_is_found_in_every_place() {
    for mode in [ResponseMode::Query, ResponseMode::Fragment, ResponseMode::FormPost] {
        let scene = || Scene::native_app().planned(|plan| plan.response_mode = Some(mode));
        let mut document = whole(&watched(scene()));
        assert_eq!(amiss(&told(&document)), Vec::<&str>::new(), "{mode:?}: {:#?}", judge(&told(&document)));
        // An app whose redirect URI no browser shows: only what sends it there is captured.
        entries(&mut document).retain(|entry| !entry["request"]["url"].as_str().unwrap().contains("/callback"));
        let theirs = told(&document);
        assert_eq!(
            (theirs.ended.clone(), amiss(&theirs)),
            (Ending::Finished, Vec::new()),
            "{mode:?}: {:#?}",
            steps(&theirs)
        );
        assert!(theirs.last(Step::Callback).is_some(), "{mode:?}");
    }
    // A browser asks for the redirect URI without its fragment.
    let fragment = Scene::native_app().response_type(ResponseType::CodeIdToken);
    let mut document = whole(&watched(fragment));
    let callback = entry(&mut document, "/callback");
    callback["request"]["url"] = json!("http://127.0.0.1:5000/callback");
    callback["request"]["method"] = json!("GET");
    callback["request"].as_object_mut().unwrap().remove("postData");
    callback["request"]["headers"] = json!([]);
    let theirs = told(&document);
    assert!(theirs.answered().get("id_token").is_some(), "{:#?}", theirs.last(Step::Callback));
}

#[test]
fn pushed_and_signed_requests_are_found() {
    let pushed = |scene: Scene| scene.on(oauth_flow::practice::Occasion::Par);
    let theirs = told(&whole(&watched(pushed(Scene::native_app()))));
    assert_eq!((steps(&theirs).contains(&Step::Push), amiss(&theirs)), (true, Vec::new()), "{:#?}", judge(&theirs));
    // What was pushed from elsewhere is not known, and what rests on it is open.
    let theirs = told(&front(&watched(pushed(Scene::web_app()))));
    assert_eq!(lacks(&theirs), [Part::Metadata, Part::Request, Part::TokenRequest]);
    assert_eq!(amiss(&theirs), Vec::<&str>::new(), "{:#?}", judge(&theirs));
    assert_eq!(theirs.plan.client.redirect_uri, "http://127.0.0.1:5000/callback");
}

#[test]
fn noise_and_the_habits_of_browsers_change_nothing() {
    let ours = watched(Scene::native_app());
    let mut document = whole(&ours);
    let plain = told(&document);
    let at = entries(&mut document)[0]["startedDateTime"].as_str().unwrap().to_owned();
    for entry in entries(&mut document) {
        // Chromium with "sanitized" export over HTTP/2, bodies in base64, forms as parameters only.
        entry["request"]["cookies"] = json!([]);
        let headers = entry["request"]["headers"].as_array_mut().unwrap();
        headers.retain(|header| header["name"] != "cookie");
        headers.insert(0, json!({"name": ":method", "value": "GET"}));
        if let Some(post) = entry["request"].get_mut("postData") {
            post.as_object_mut().unwrap().remove("text");
        }
        let content = &mut entry["response"]["content"];
        if let Some(text) = content["text"].as_str().map(str::to_owned) {
            use base64::Engine as _;
            content["text"] = json!(base64::engine::general_purpose::STANDARD.encode(text));
            content["encoding"] = json!("base64");
        }
        entry["timings"] = json!({"blocked": -1, "dns": -1, "connect": -1, "send": -1, "wait": -1, "receive": -1});
    }
    let mut noisy: Vec<Value> = (0..400).map(|number| noise(number, &at)).collect();
    noisy.push(json!({"request": null}));
    noisy.push(
        json!({"request": {"method": "GET", "url": "chrome-extension://abc/x.js?client_id=a&response_type=code"}}),
    );
    noisy.push(json!({"startedDateTime": at, "request": {"method": "OPTIONS", "url": "http://127.0.0.1:4000/token"}}));
    noisy.append(entries(&mut document));
    *entries(&mut document) = noisy;
    let theirs = told(&document);
    assert_eq!((steps(&theirs), &theirs.ended), (steps(&plain), &plain.ended));
    assert_eq!(judge(&theirs).len(), judge(&plain).len());
    assert_eq!(amiss(&theirs), amiss(&plain), "{:#?}", judge(&theirs));
}

#[test]
fn of_several_logins_the_last_whole_one_counts() {
    let mut document = whole(&watched(Scene::native_app()));
    let mut other = whole(&watched(Scene::native_app().planned(|plan| {
        plan.nonces.state = Some("YW5vdGhlci1zdGF0ZS1hbm90aGVy".into());
    })));
    for entry in entries(&mut other) {
        entry["startedDateTime"] = json!("2027-01-15T08:01:00.000Z");
    }
    entries(&mut document).append(entries(&mut other));
    let capture = capture(&document);
    assert_eq!((capture.logins(), capture.latest()), (2, 2));
    let states = [1, 2].map(|number| capture.trace(number).unwrap().plan.nonces.state.unwrap());
    assert_eq!(states, ["c3RhdGUtc3RhdGUtc3RhdGUtMQ", "YW5vdGhlci1zdGF0ZS1hbm90aGVy"]);
    assert!(capture.trace(0).is_none() && capture.trace(3).is_none());
}

#[test]
fn a_server_that_signs_its_users_in_elsewhere_is_a_client_there() {
    let at = |second: usize| format!("2027-01-20T09:00:{second:02}.000Z");
    let hop = |second: usize, url: &str, location: &str| {
        json!({"startedDateTime": at(second), "time": 5, "request": {"method": "GET", "url": url, "headers": []},
            "response": {"status": 302, "headers": [{"name": "Location", "value": location}], "content": {}}})
    };
    let app = "https://broker.example/auth?client_id=app&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=one";
    let inner = "https://google.example/auth?client_id=broker&response_type=code&redirect_uri=https%3A%2F%2Fbroker.example%2Fback&state=two";
    let back = "https://broker.example/back?code=inner-code&state=two";
    let callback = "https://app.example/cb?code=outer-code&state=one";
    let document = json!({"log": {"version": "1.2", "entries": [
        hop(1, app, inner), hop(2, inner, back), hop(3, back, callback), hop(4, callback, "/home"),
    ]}});
    let capture = capture(&document);
    assert_eq!((capture.logins(), capture.latest()), (2, 1));
    let outer = told(&document);
    assert_eq!(outer.answered().get("code"), Some("outer-code"));
    assert_eq!(steps(&outer), [Step::Authorize, Step::SignIn, Step::Callback]);
    assert_eq!(capture.trace(2).unwrap().answered().get("code"), Some("inner-code"));
}

#[test]
fn what_was_captured_without_its_content_is_not_judged() {
    let mut document = whole(&watched(Scene::native_app()));
    entry(&mut document, "/token")["response"]["content"].as_object_mut().unwrap().remove("text");
    let theirs = told(&document);
    assert_eq!((lacks(&theirs), theirs.ended.clone()), (vec![Part::TokenResponse], Ending::Open));
    assert_eq!(amiss(&theirs), Vec::<&str>::new());

    let mut document = whole(&watched(Scene::native_app()));
    entries(&mut document).retain(|entry| !entry["request"]["url"].as_str().unwrap().contains("jwks"));
    let theirs = told(&document);
    assert_eq!((lacks(&theirs), theirs.ended.clone()), (vec![Part::Keys], Ending::Finished), "{:#?}", judge(&theirs));
    let verdict = |id: &str| judge(&theirs).iter().find(|it| it.check.id == id).map(|it| it.check.verdict);
    assert_eq!(
        (verdict("idtoken-signature"), verdict("idtoken-nonce")),
        (Some(Verdict::Unjudged), Some(Verdict::Pass))
    );

    // The token request of an app in the browser that the server does not allow it (CORS).
    let mut document = whole(&watched(Scene::native_app()));
    let token = entry(&mut document, "/token");
    let answered = token.clone();
    token["response"] = json!({"status": 0, "_error": "net::ERR_FAILED"});
    let theirs = told(&document);
    assert!(
        matches!(&theirs.ended, Ending::Failed { step: Step::Redeem, failure } if failure.detail == "net::ERR_FAILED")
    );
    assert_eq!(causes(&theirs), ["answer-kept-back"]);
    // A second try got one.
    entries(&mut document).push(answered);
    assert_eq!(told(&document).ended, Ending::Finished);
}

#[test]
fn a_capture_that_begins_late_is_told_as_far_as_it_goes() {
    let mut document = whole(&watched(Scene::native_app()));
    entries(&mut document).retain(|entry| {
        let url = entry["request"]["url"].as_str().unwrap();
        url.contains("/callback") || url.contains("/token")
    });
    let theirs = told(&document);
    assert_eq!(steps(&theirs), [Step::Callback, Step::Redeem]);
    assert_eq!(lacks(&theirs), [Part::Metadata, Part::Request, Part::Keys]);
    assert_eq!(amiss(&theirs), Vec::<&str>::new(), "{:#?}", judge(&theirs));
}
