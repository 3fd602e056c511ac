//! An answer that a page hands over by its script: `response_mode=web_message`, and the modes of providers like it.

use serde_json::{Map, Value};

use super::entry::Message;
use crate::protocol::callback;
use crate::wire::{Params, Request};

/// What stands in the place of the method of such a message, which is none of HTTP.
pub const METHOD: &str = "postMessage";

/// A page that only hands something over is not longer.
const MOST_OCTETS: usize = 65_536;
/// So many objects of its script are looked at.
const MOST_OBJECTS: usize = 200;

/// Whether this is asked for: no parameter then arrives at the redirect URI by HTTP.
pub(super) fn is_asked(asked: &Params) -> bool {
    asked.get("response_mode").is_some_and(|mode| mode.ends_with("message"))
}

/// What the page hands over, as a message to the redirect URI; only where it can be read without running the script.
pub(super) fn handed_over(message: &Message, asked: &Params) -> Option<Request> {
    let redirect_uri = asked.get("redirect_uri").filter(|_| is_asked(asked))?;
    let octets = message.response.as_ref().filter(|response| response.status == 200)?.body.octets();
    memchr::memmem::find(octets, METHOD.as_bytes())?;
    let text = String::from_utf8_lossy(&octets[..octets.len().min(MOST_OCTETS)]);
    let objects = text.match_indices('{').take(MOST_OBJECTS).filter_map(|(at, _)| object(&text[at..]));
    let answer = objects.map(|members| params(&members)).find(|params| {
        callback::carries_answer(params)
            && ["code", "error", "response", "access_token", "id_token"].iter().any(|name| params.get(name).is_some())
            && asked.get("state").is_none_or(|state| params.get("state") == Some(state))
    })?;
    let url = format!("{}#{}", redirect_uri.split('#').next().unwrap_or_default(), answer.to_form());
    Some(Request { method: METHOD.to_owned(), ..Request::get(url) })
}

/// The JSON object with which a text begins: what scripts are given by servers is JSON.
fn object(text: &str) -> Option<Map<String, Value>> {
    serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>().next()?.ok()
}

fn params(members: &Map<String, Value>) -> Params {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    members.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect()
}
