//! What browsers capture of logins, made of logins in memory: nothing of ours is left in them.

use oauth_flow::trace::{Channel, Trace, har};
use serde_json::{Value, json};

/// A login as a browser captures it that sees all of it.
pub fn whole(trace: &Trace) -> Value {
    let mut capture: Value = serde_json::from_str(&har::write(trace).unwrap()).unwrap();
    let log = capture["log"].as_object_mut().unwrap();
    log.remove("_oauthFlow");
    log["creator"] = json!({"name": "Firefox", "version": "150.0"});
    for entry in log["entries"].as_array_mut().unwrap() {
        entry.as_object_mut().unwrap().remove("_oauthFlow");
    }
    capture
}

/// What a browser captures where the app has a server of its own.
pub fn front(trace: &Trace) -> Value {
    let mut front = trace.clone();
    front.exchanges.retain(|exchange| exchange.channel == Channel::Front);
    whole(&front)
}

pub fn entries(capture: &mut Value) -> &mut Vec<Value> {
    capture["log"]["entries"].as_array_mut().unwrap()
}

/// The entry whose URL holds these words.
pub fn entry<'a>(capture: &'a mut Value, words: &str) -> &'a mut Value {
    let holds = |entry: &&mut Value| entry["request"]["url"].as_str().is_some_and(|url| url.contains(words));
    entries(capture).iter_mut().find(holds).unwrap()
}

/// An entry of something that has nothing to do with it.
pub fn noise(number: usize, at: &str) -> Value {
    json!({
        "startedDateTime": at, "time": 1.5, "_resourceType": "image", "cache": {},
        "request": {"method": "GET", "url": format!("https://cdn.example/{number}.png?code=blue&v={number}"),
            "httpVersion": "http/2.0", "cookies": [], "queryString": [], "headersSize": -1, "bodySize": 0,
            "headers": [{"name": ":authority", "value": "cdn.example"}, {"name": "accept", "value": "image/*"}]},
        "response": {"status": 200, "statusText": "", "httpVersion": "http/2.0", "cookies": [], "headers": [],
            "redirectURL": "", "headersSize": -1, "bodySize": -1, "_transferSize": 70,
            "content": {"size": 4, "mimeType": "image/png", "text": "iVBORw0KGgo=", "encoding": "base64"}},
        "timings": {"blocked": -1, "dns": -1, "ssl": -1, "connect": -1, "send": 0, "wait": 1, "receive": 0.5},
    })
}
