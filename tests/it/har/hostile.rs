//! Captures that somebody made to break a reader of captures.

use oauth_flow::rules::{ending, judge};
use oauth_flow::trace::har::{self, Har, NotAHar};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::captures::{entries, whole};
use super::watched;
use crate::stage::Scene;

/// Everything that is made of a capture, made.
fn go_through(text: &str) {
    let Ok(Har::Capture(capture)) = har::read(text) else { return };
    for number in 0..=capture.logins().min(20) + 1 {
        if let Some(trace) = capture.trace(number) {
            let _ = (ending(&trace), judge(&trace), har::write(&trace).unwrap());
        }
    }
}

#[test]
fn depth_and_shape_are_refused_without_a_panic() {
    let deep = format!("{{\"log\": {{\"entries\": {}{}}}}}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(matches!(har::read(&deep), Err(NotAHar::Json(_))));
    for text in
        ["{\"log\"", "{\"log\": null}", "{\"log\": {\"entries\": {}}}", "{\"log\": {\"entries\": [null, 1, []]}}"]
    {
        assert!(har::read(text).is_err(), "{text}");
    }
    assert!(har::is_har("\u{feff} {\n \"log\": {") && !har::is_har("{\"version\": 2}") && !har::is_har(""));
}

#[test]
fn a_record_that_only_looks_like_ours_is_refused() {
    let mut document: Value = serde_json::from_str(&har::write(&Scene::native_app().play()).unwrap()).unwrap();
    document["log"]["_oauthFlow"]["version"] = json!(999);
    assert!(matches!(har::read(&document.to_string()), Err(NotAHar::Version(999))));
    document["log"]["_oauthFlow"] = json!({"version": 2});
    assert!(matches!(har::read(&document.to_string()), Err(NotAHar::Json(_))));
}

/// Thousands of logins that never end, each of which could wait for each message.
#[test]
fn many_logins_take_no_time() {
    let ask = |number: usize| {
        json!({"startedDateTime": "2027-01-20T09:00:00Z", "request": {"method": "GET", "url": format!(
            "https://as.example/a?client_id=c&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2F&state=s{number}")}})
    };
    let document = json!({"log": {"entries": (0..5_000).map(ask).collect::<Vec<_>>()}});
    let Har::Capture(capture) = har::read(&document.to_string()).unwrap() else { panic!("a record") };
    assert_eq!(capture.logins(), 5_000);
    assert!(capture.trace(5_000).unwrap().exchanges.len() < 100);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any member of a sound capture is something else.
    #[test]
    fn nothing_in_a_capture_is_relied_on(hits in prop::collection::vec((0..10_000_usize, 0..9_usize), 1..12)) {
        let mut document = whole(&SOUND);
        for (place, kind) in hits {
            let mut places = Vec::new();
            paths(&document, String::new(), &mut places);
            let place = &places[place % places.len()];
            *document.pointer_mut(place).unwrap() = odd(kind);
        }
        go_through(&document.to_string());
    }

    #[test]
    fn entries_in_any_order_and_number(order in prop::collection::vec(0..12_usize, 0..30)) {
        let mut document = whole(&SOUND);
        let all = entries(&mut document).clone();
        *entries(&mut document) = order.into_iter().filter_map(|index| all.get(index).cloned()).collect();
        go_through(&document.to_string());
    }
}

static SOUND: std::sync::LazyLock<oauth_flow::trace::Trace> = std::sync::LazyLock::new(|| watched(Scene::native_app()));

fn odd(kind: usize) -> Value {
    [
        Value::Null,
        json!(-1),
        json!(1e300),
        json!(""),
        json!("%ff%00‹x›\u{202e}"),
        json!([]),
        json!({}),
        json!([{"name": "location", "value": "http://"}]),
        json!("eyJhbGciOiJub25lIn0.e30."),
    ][kind]
        .clone()
}

fn paths(value: &Value, path: String, out: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| paths(value, format!("{path}/{name}"), out)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| paths(value, format!("{path}/{index}"), out));
        }
        _ => {}
    }
    out.push(path);
}
