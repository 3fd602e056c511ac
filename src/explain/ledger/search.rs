//! Looking for a value in a message, in every place and encoding in which it can stand there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem::Finder;
use serde_json::Value;

use crate::jose::Jwt;
use crate::trace::mask::is_masked;
use crate::trace::{Change, Exchange, Plan};
use crate::wire::{Headers, Params, Request, Response, uri};

/// A value shorter than this counts only where it stands alone: a short one is also a part of other words.
const LONG: usize = 16;

/// A value that is looked for in many messages.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    value: String,
    finder: Finder<'static>,
}

impl Sought {
    pub(super) fn new(value: impl Into<String>) -> Self {
        let value = value.into();
        let finder = Finder::new(value.as_bytes()).into_owned();
        Self { value, finder }
    }
}

/// One exchange, opened.
#[derive(Debug)]
pub(super) struct Opened<'a> {
    request: Texts,
    answer: Texts,
    /// The plan whose client shows Basic credentials here that are masked.
    masked: Option<&'a Plan>,
}

impl<'a> Opened<'a> {
    pub(super) fn of(exchange: &Exchange, plan: &'a Plan) -> Self {
        Self {
            request: Texts::of_request(&exchange.request),
            answer: exchange.response.as_ref().map(Texts::of_response).unwrap_or_default(),
            masked: has_masked_credentials(exchange).then_some(plan),
        }
    }

    /// Whether the request holds the value of this name.
    pub(super) fn request_holds(&self, name: &str, sought: &Sought) -> bool {
        self.request.hold(sought)
            || (matches!(name, "client_id" | "client_secret")
                && self.masked.is_some_and(|plan| plan.client.is_confidential()))
    }

    /// Whether the answer holds the value.
    pub(super) fn answer_holds(&self, sought: &Sought) -> bool {
        self.answer.hold(sought)
    }
}

/// All that can be read in one side of a message, opened once for all the values that are looked for.
#[derive(Debug, Default)]
struct Texts {
    /// Parameters, members, claims and header fields: a long value may also be a part of them.
    fields: Vec<String>,
    /// What is only ever the value itself.
    alone: Vec<String>,
    /// What has no fields: only a long value can be told from its other words.
    pages: Vec<String>,
    /// All of them behind each other: what is not in here is in none.
    all: String,
}

impl Texts {
    /// What stands in a request.
    fn of_request(request: &Request) -> Self {
        let mut texts = Self::default();
        texts.params(&request.query());
        texts.params(&Params::parse(uri::fragment(&request.url).unwrap_or_default()));
        match request.form() {
            Some(form) => texts.params(&form),
            None => texts.body(request.body.octets()),
        }
        texts.headers(&request.headers);
        texts.joined()
    }

    /// What stands in an answer.
    fn of_response(response: &Response) -> Self {
        let mut texts = Self::default();
        texts.headers(&response.headers);
        texts.body(response.body.octets());
        texts.joined()
    }

    /// Whether the value is among them.
    fn hold(&self, sought: &Sought) -> bool {
        let value = sought.value.as_str();
        let is_long = value.len() >= LONG;
        sought.finder.find(self.all.as_bytes()).is_some()
            && (self.fields.iter().any(|text| text == value || (is_long && text.contains(value)))
                || self.alone.iter().any(|text| text == value)
                || (is_long && self.pages.iter().any(|text| text.contains(value))))
    }

    fn joined(mut self) -> Self {
        for text in [&self.fields, &self.alone, &self.pages].into_iter().flatten() {
            self.all.push_str(text);
            self.all.push('\n');
        }
        self
    }

    fn params(&mut self, params: &Params) {
        for (_, text) in params.iter() {
            self.field(text);
        }
    }

    /// A request object, a signed answer or a token is opened.
    fn field(&mut self, text: &str) {
        self.fields.push(text.to_owned());
        if text.starts_with("eyJ") {
            self.token(text);
        }
    }

    fn token(&mut self, token: &str) {
        // A masked signature is cut off: the claims can still be read.
        let input = token.split('.').take(2).collect::<Vec<_>>().join(".");
        if let Ok(jwt) = Jwt::parse(&format!("{input}.")) {
            jwt.claims.values().for_each(|claim| self.json(claim));
        }
    }

    fn body(&mut self, octets: &[u8]) {
        let text = String::from_utf8_lossy(octets);
        // A page is no list of parameters.
        if text.trim_start().starts_with('<') {
            self.pages.push(text.into_owned());
        } else if let Ok(json) = serde_json::from_slice(octets) {
            self.json(&json);
        } else {
            self.params(&Params::parse(&text));
            self.pages.push(text.into_owned());
        }
    }

    fn json(&mut self, json: &Value) {
        match json {
            Value::String(text) => self.field(text),
            Value::Array(list) => list.iter().for_each(|member| self.json(member)),
            Value::Object(map) => map.values().for_each(|member| self.json(member)),
            _ => {}
        }
    }

    fn headers(&mut self, headers: &Headers) {
        for (name, text) in headers.iter() {
            self.fields.push(text.to_owned());
            if name.eq_ignore_ascii_case("location") {
                self.params(&Params::parse(uri::query(text).unwrap_or_default()));
            }
            if let Some((scheme, rest)) = text.split_once(' ') {
                self.alone.push(rest.trim().to_owned());
                if scheme.eq_ignore_ascii_case("basic") {
                    self.basic(rest);
                }
            }
        }
    }

    /// Id and secret are form-encoded around the colon (RFC 6749 2.3.1), or raw.
    fn basic(&mut self, credentials: &str) {
        let text = decoded(credentials);
        for part in text.as_deref().and_then(|text| text.split_once(':')).map(<[&str; 2]>::from).into_iter().flatten() {
            let read = form_urlencoded::parse(format!("={part}").as_bytes()).next().map(|(_, text)| text.into_owned());
            self.alone.push(part.to_owned());
            self.alone.extend(read);
        }
    }
}

/// Whether a JWT names the value in one of its claims.
pub(super) fn token_holds(token: &str, value: &str) -> bool {
    let mut texts = Texts::default();
    texts.token(token);
    texts.joined().hold(&Sought::new(value))
}

fn decoded(credentials: &str) -> Option<String> {
    STANDARD.decode(credentials.trim()).ok().and_then(|octets| String::from_utf8(octets).ok())
}

/// Whether Basic credentials hold a secret at all, whichever it is.
pub(super) fn has_secret(credentials: &str) -> bool {
    let text = decoded(credentials);
    let secret = text.as_deref().and_then(|text| text.split_once(':')).map(|(_, secret)| secret);
    is_masked(credentials) || secret.is_some_and(|secret| !secret.is_empty())
}

/// Masked Basic credentials are those of the plan, unless the header was changed on purpose.
fn has_masked_credentials(exchange: &Exchange) -> bool {
    let changed = exchange.tampered.iter().any(|change| match change {
        Change::SetHeader(header, _) | Change::UnsetHeader(header) => header.eq_ignore_ascii_case("authorization"),
        _ => false,
    });
    let credentials = exchange.request.headers.get("authorization").and_then(|header| header.split_once(' '));
    !changed && credentials.is_some_and(|(scheme, rest)| scheme.eq_ignore_ascii_case("basic") && is_masked(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_headers(headers: &Headers, value: &str) -> bool {
        let mut texts = Texts::default();
        texts.headers(headers);
        texts.joined().hold(&Sought::new(value))
    }

    fn in_body(octets: &[u8], value: &str) -> bool {
        let mut texts = Texts::default();
        texts.body(octets);
        texts.joined().hold(&Sought::new(value))
    }

    #[test]
    fn basic_is_read_decoded_and_raw() {
        let header = |text: &str| Headers::default().with("Authorization", format!("Basic {}", STANDARD.encode(text)));
        assert!(in_headers(&header("web:a%2Bb+c"), "a+b c"));
        assert!(in_headers(&header("web:a+b%"), "a+b%"));
        assert!(!in_headers(&header("web:a+b%"), "a"));
        assert!(in_headers(&Headers::default().with("authorization", "Bearer tok"), "tok"));
    }

    #[test]
    fn tokens_are_opened_and_short_values_stand_alone() {
        let token = format!(
            "{}.{}.",
            crate::jose::base64url(b"{\"alg\":\"RS256\"}"),
            crate::jose::base64url(b"{\"nonce\":\"n-1\"}")
        );
        assert!(in_body(format!("{{\"id_token\":\"{token}\"}}").as_bytes(), "n-1"));
        assert!(token_holds(&format!("{token}‹id_token_signature:9›"), "n-1"));
        assert!(!in_body(b"{\"a\":\"xn-1x\"}", "n-1"));
    }
}
