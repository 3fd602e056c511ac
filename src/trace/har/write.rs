//! A record as HAR 1.2.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::OWN;
use crate::protocol::Check;
use crate::trace::{Change, Channel, Ending, Exchange, Party, Plan, Step, Trace};
use crate::wire::{Body, Failure, Request, Response, uri};

/// What HAR has no place for in a record.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) version: u32,
    pub(super) tool: String,
    pub(super) plan: Plan,
    pub(super) ended: Ending,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) sealed: Vec<Check>,
}

/// What HAR has no place for in a message.
#[derive(Serialize, Deserialize)]
pub(super) struct Facts {
    pub(super) step: Step,
    pub(super) channel: Channel,
    pub(super) from: Party,
    pub(super) to: Party,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<Failure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) elapsed_us: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tampered: Vec<Change>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) stray: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) pasted: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) typed: Vec<String>,
    /// The fragment of the URL, which HAR leaves out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) fragment: Option<String>,
    /// The content of a request that is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<Body>,
}

/// The text of a record as HAR 1.2. Values are masked before they come here, or not at all.
pub fn write(trace: &Trace) -> Result<String, serde_json::Error> {
    let (name, version) = trace.tool.split_once(' ').unwrap_or((&trace.tool, ""));
    let head = Head {
        version: trace.version,
        tool: trace.tool.clone(),
        plan: trace.plan.clone(),
        ended: trace.ended.clone(),
        sealed: trace.sealed.clone(),
    };
    let entries = trace.exchanges.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    let har = json!({"log": {
        "version": "1.2",
        "creator": {"name": name, "version": version},
        "entries": entries,
        OWN: serde_json::to_value(head)?,
    }});
    serde_json::to_string_pretty(&har).map(|text| text + "\n")
}

fn entry(exchange: &Exchange) -> Result<Value, serde_json::Error> {
    let time = std::time::Duration::from_micros(exchange.elapsed_us.unwrap_or_default()).as_secs_f64() * 1000.0;
    Ok(json!({
        "startedDateTime": moment(exchange.started_ms),
        "time": time,
        "request": request(&exchange.request),
        "response": exchange.response.as_ref().map_or_else(no_response, response),
        "cache": {},
        // How long each part took is not recorded; a part that does not apply is -1.
        "timings": {"blocked": -1, "dns": -1, "connect": -1, "ssl": -1, "send": 0, "wait": time, "receive": 0},
        OWN: serde_json::to_value(facts(exchange))?,
    }))
}

fn facts(exchange: &Exchange) -> Facts {
    let content = &exchange.request.body;
    Facts {
        step: exchange.step,
        channel: exchange.channel,
        from: exchange.from,
        to: exchange.to,
        failure: exchange.failure.clone(),
        elapsed_us: exchange.elapsed_us,
        tampered: exchange.tampered.clone(),
        stray: exchange.stray.clone(),
        pasted: exchange.pasted,
        typed: exchange.typed.clone(),
        fragment: uri::fragment(&exchange.request.url).map(str::to_owned),
        content: content.text().is_none().then(|| content.clone()),
    }
}

fn request(request: &Request) -> Value {
    let mut out = json!({
        "method": request.method,
        "url": without_fragment(&request.url),
        "httpVersion": "unknown",
        "cookies": request.headers.all("cookie").flat_map(sent_cookies).collect::<Vec<_>>(),
        "headers": pairs(request.headers.iter()),
        "queryString": pairs(request.query().iter()),
        "headersSize": -1,
        "bodySize": request.body.len(),
    });
    if !request.body.is_empty() {
        let mime_type = request.headers.get("content-type").unwrap_or_default();
        // Params and text together, as browsers write them: the text is what was sent, octet by octet.
        let form = request.form().unwrap_or_default();
        out["postData"] =
            json!({"mimeType": mime_type, "params": pairs(form.iter()), "text": request.body.text_lossy()});
    }
    out
}

fn response(response: &Response) -> Value {
    let mime_type = response.headers.get("content-type").unwrap_or("x-unknown");
    let mut content = json!({"size": response.body.len(), "mimeType": mime_type});
    if let Some(text) = response.body.text() {
        content["text"] = text.into();
    } else {
        content["text"] = STANDARD.encode(response.body.octets()).into();
        content["encoding"] = "base64".into();
    }
    json!({
        "status": response.status,
        "statusText": "",
        "httpVersion": "unknown",
        "cookies": response.headers.all("set-cookie").filter_map(set_cookie).collect::<Vec<_>>(),
        "headers": pairs(response.headers.iter()),
        "content": content,
        "redirectURL": response.headers.get("location").unwrap_or_default(),
        "headersSize": -1,
        "bodySize": response.body.len(),
    })
}

/// HAR wants a response also where none came: browsers write one with status 0.
fn no_response() -> Value {
    json!({
        "status": 0,
        "statusText": "",
        "httpVersion": "unknown",
        "cookies": [],
        "headers": [],
        "content": {"size": 0, "mimeType": "x-unknown"},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": -1,
    })
}

fn pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Value> {
    pairs.map(|(name, value)| json!({"name": name, "value": value})).collect()
}

fn sent_cookies(field: &str) -> impl Iterator<Item = Value> + '_ {
    let pairs = field.split(';').map(str::trim).filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or(("", pair));
        json!({"name": name, "value": value})
    })
}

/// A cookie that is set, with those of its attributes that HAR knows (RFC 6265 4.1.1).
fn set_cookie(field: &str) -> Option<Value> {
    let mut parts = field.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    let mut cookie = Map::new();
    cookie.insert("name".into(), name.into());
    cookie.insert("value".into(), value.into());
    for part in parts {
        let (attribute, value) = part.split_once('=').unwrap_or((part, ""));
        match attribute.to_ascii_lowercase().as_str() {
            "path" => _ = cookie.insert("path".into(), value.into()),
            "domain" => _ = cookie.insert("domain".into(), value.into()),
            "secure" => _ = cookie.insert("secure".into(), true.into()),
            "httponly" => _ = cookie.insert("httpOnly".into(), true.into()),
            "expires" => {
                if let Ok(date) = httpdate::parse_http_date(value) {
                    let date = DateTime::<Utc>::from(date).to_rfc3339_opts(SecondsFormat::Secs, true);
                    cookie.insert("expires".into(), date.into());
                }
            }
            _ => {}
        }
    }
    Some(cookie.into())
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

/// A moment as ISO 8601 has it, with milliseconds; one that no calendar holds is the first of all.
fn moment(unix_ms: u64) -> String {
    let moment = i64::try_from(unix_ms).ok().and_then(DateTime::<Utc>::from_timestamp_millis);
    moment.unwrap_or_default().to_rfc3339_opts(SecondsFormat::Millis, true)
}
