//! One entry of a HAR, as browsers and proxies really write them: what is missing or odd is left out, never refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDateTime};
use serde_json::Value;

use crate::wire::{Body, Failure, FailureKind, Headers, Params, Request, Response, uri};

/// A message of a capture and its answer.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) request: Request,
    /// None where none came, or where its content was not captured although it had one.
    pub(super) response: Option<Response>,
    pub(super) failure: Option<Failure>,
    pub(super) started_ms: u64,
    pub(super) elapsed_us: Option<u64>,
    /// What the browser fetched it for, where it says so.
    pub(super) purpose: Option<String>,
}

/// The status codes whose answers have no content worth having.
const EMPTY: std::ops::Range<u16> = 300..400;

impl Message {
    /// Reads an entry; nothing where it has no request. Without a time of its own it gets that of the entry
    /// before it.
    pub(super) fn read(entry: &Value, before_ms: u64) -> Option<Self> {
        let request = request(entry.get("request")?)?;
        let (response, is_hollow) = entry.get("response").map_or((None, false), response);
        Some(Self {
            failure: failure(entry).filter(|_| response.is_none() && !is_hollow),
            request,
            response,
            started_ms: text(entry, "startedDateTime").and_then(moment).or_else(|| dated(entry)).unwrap_or(before_ms),
            elapsed_us: entry.get("time").and_then(Value::as_f64).and_then(micros),
            purpose: text(entry, "_resourceType").map(str::to_ascii_lowercase),
        })
    }

    /// Whether it went over HTTP: an entry can also tell of what a page had inside, or of an extension.
    pub(super) fn is_http(&self) -> bool {
        uri::is_http(&self.request.url) || uri::is_https(&self.request.url)
    }

    /// The parameters that it carries: those of its form or its JSON, then those of its query.
    pub(super) fn params(&self) -> Params {
        let inside = self.request.form().or_else(|| members(&self.request)).unwrap_or_default();
        let query = self.request.query();
        inside.iter().chain(query.iter()).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// Where its answer sends the browser.
    pub(super) fn location(&self) -> Option<String> {
        let response = self.response.as_ref().filter(|response| EMPTY.contains(&response.status))?;
        let location = response.headers.get("location").map(str::trim).filter(|location| !location.is_empty())?;
        if location.contains("://") {
            return Some(location.to_owned());
        }
        let base = url::Url::parse(&self.request.url).ok();
        let joined = base.and_then(|base| base.join(location).ok()).map(String::from);
        Some(joined.unwrap_or_else(|| location.to_owned()))
    }

    /// Whether a person would see it in the address bar: a page, or what leads to one.
    pub(super) fn is_page(&self) -> bool {
        let is_html = || {
            let media = self.response.as_ref().and_then(|response| response.headers.media_type());
            media.is_some_and(|media| media.contains("html"))
        };
        match self.purpose.as_deref() {
            Some(purpose) => purpose == "document",
            None => self.location().is_some() || is_html(),
        }
    }
}

/// The members of a JSON object that are text, as parameters: some send their token request like that.
fn members(request: &Request) -> Option<Params> {
    let media = request.headers.media_type()?;
    if !media.contains("json") {
        return None;
    }
    let members = crate::wire::json::object(request.body.octets()).ok()?;
    Some(members.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect())
}

fn request(request: &Value) -> Option<Request> {
    let url = text(request, "url")?;
    let mut headers = headers(request);
    let post = request.get("postData");
    let mime = post.and_then(|post| text(post, "mimeType")).filter(|mime| !mime.is_empty());
    if let Some(mime) = mime.filter(|_| headers.get("content-type").is_none()) {
        headers.push("content-type", mime);
    }
    Some(Request {
        method: text(request, "method").unwrap_or("GET").to_owned(),
        url: url.to_owned(),
        headers,
        body: post.map(posted).unwrap_or_default(),
    })
}

/// The content as it was sent; where only its parameters were kept, a form of them.
fn posted(post: &Value) -> Body {
    match text(post, "text").filter(|text| !text.is_empty()) {
        Some(text) if post.get("encoding").and_then(Value::as_str) == Some("base64") => decoded(text),
        Some(text) => without_fields(text).into(),
        None => form(&pairs(post, "params")).into(),
    }
}

/// Firefox writes the header fields of a form before it, as it hands them to the network.
fn without_fields(text: &str) -> &str {
    let is_field = |line: &str| line.split_once(": ").is_some_and(|(name, _)| name.starts_with("Content-"));
    match text.split_once("\r\n\r\n") {
        Some((fields, rest)) if fields.lines().all(is_field) => rest,
        _ => text,
    }
}

/// The pairs as a form. The specification wants them as they are; some browsers write them encoded, all of them.
fn form(pairs: &[(String, String)]) -> String {
    let is_calm = |octet: u8| octet.is_ascii_alphanumeric() || b"*-._+%~".contains(&octet);
    let is_encoded = pairs.iter().all(|(name, value)| name.bytes().chain(value.bytes()).all(is_calm))
        && pairs.iter().any(|(_, value)| value.contains('%'));
    if is_encoded {
        return pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    }
    pairs.iter().cloned().collect::<Params>().to_form()
}

fn response(response: &Value) -> (Option<Response>, bool) {
    let status = response.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let Some(status) = status.filter(|status| *status >= 100) else { return (None, false) };
    let mut headers = headers(response);
    let redirect = text(response, "redirectURL").filter(|url| !url.is_empty());
    if let Some(redirect) = redirect.filter(|_| headers.get("location").is_none() && EMPTY.contains(&status)) {
        headers.push("location", redirect);
    }
    let content = response.get("content").unwrap_or(&Value::Null);
    let mime = text(content, "mimeType").filter(|mime| !mime.is_empty() && *mime != "x-unknown");
    if let Some(mime) = mime.filter(|_| headers.get("content-type").is_none()) {
        headers.push("content-type", mime);
    }
    let Some(body) = text(content, "text") else {
        let is_hollow = !EMPTY.contains(&status) && !matches!(status, 204 | 205) && !says_empty(content, &headers);
        let empty = Response { status, headers, body: Body::default() };
        return if is_hollow { (None, true) } else { (Some(empty), false) };
    };
    let is_base64 = text(content, "encoding").is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
    let body = if is_base64 { decoded(body) } else { body.into() };
    (Some(Response { status, headers, body }), false)
}

/// Whether the answer itself says that there is nothing in it: what an exporter says of its size cannot be relied on.
fn says_empty(content: &Value, headers: &Headers) -> bool {
    let size = content.get("size").and_then(Value::as_f64);
    headers.get("content-length").map(str::trim) == Some("0") && size.is_none_or(|size| size <= 0.0)
}

/// What is not base64 stays what it is.
fn decoded(text: &str) -> Body {
    STANDARD.decode(text.trim()).map_or_else(|_| text.into(), Body::new)
}

/// Without the pseudo header fields of HTTP/2, which no message has (RFC 9113 8.3).
fn headers(message: &Value) -> Headers {
    pairs(message, "headers").into_iter().filter(|(name, _)| !name.starts_with(':') && !name.is_empty()).collect()
}

fn pairs(object: &Value, name: &str) -> Vec<(String, String)> {
    let list = object.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let pair =
        |pair: &Value| Some((text(pair, "name")?.to_owned(), text(pair, "value").unwrap_or_default().to_owned()));
    list.iter().filter_map(pair).collect()
}

/// Why no answer came, where the browser tells.
fn failure(entry: &Value) -> Option<Failure> {
    let response = entry.get("response");
    let told = text(entry, "_error").or_else(|| text(response?, "_error")).filter(|words| !words.is_empty());
    let is_none = response.and_then(|response| response.get("status")?.as_i64()).is_some_and(|status| status <= 0);
    let words = told.or(is_none.then_some("status 0"))?;
    let kinds = [
        ("NAME_NOT_RESOLVED", FailureKind::Dns),
        ("CONNECTION_REFUSED", FailureKind::Refused),
        ("CERT_DATE_INVALID", FailureKind::TlsExpired),
        ("CERT_AUTHORITY_INVALID", FailureKind::TlsUnknownIssuer),
        ("CERT_COMMON_NAME_INVALID", FailureKind::TlsWrongName),
        ("SSL_", FailureKind::Tls),
        ("CERT_", FailureKind::Tls),
        ("TIMED_OUT", FailureKind::Timeout),
        ("CONNECTION_", FailureKind::Closed),
        ("EMPTY_RESPONSE", FailureKind::Closed),
    ];
    let kind = kinds.into_iter().find(|(word, _)| words.contains(word)).map_or(FailureKind::Local, |(_, kind)| kind);
    let words: String = words.chars().take(200).collect();
    Some(Failure::new(kind, words))
}

/// ISO 8601, also without a zone, which some proxies leave out where they mean UTC.
fn moment(text: &str) -> Option<u64> {
    let text = text.trim();
    let zoned = || DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_str(text, "%FT%T%.f%z"));
    let bare = |_| text.parse::<NaiveDateTime>().map(|moment| moment.and_utc().fixed_offset());
    let moment = zoned().or_else(bare).ok()?;
    u64::try_from(moment.timestamp_millis()).ok()
}

/// The server's own clock, where nobody else tells the time (RFC 9110 6.6.1).
fn dated(entry: &Value) -> Option<u64> {
    let headers = headers(entry.get("response")?);
    let date = httpdate::parse_http_date(headers.get("date")?).ok()?;
    let since = date.duration_since(std::time::UNIX_EPOCH).ok()?;
    u64::try_from(since.as_millis()).ok()
}

/// Milliseconds as microseconds; -1 stands for what is not known.
fn micros(millis: f64) -> Option<u64> {
    let millis = Some(millis).filter(|millis| millis.is_finite() && (0.0..1e12).contains(millis))?;
    u64::try_from(std::time::Duration::from_secs_f64(millis / 1000.0).as_micros()).ok()
}

fn text<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}
