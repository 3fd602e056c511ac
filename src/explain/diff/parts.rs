//! A message taken apart into named values, and two such lists compared.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::value::Value;
use super::{Difference, Place};
use crate::jose::Jwt;
use crate::wire::{Body, Headers, Params, json, uri};

/// The header fields that matter; the others tell of connections, caches and programs.
const HEADERS: [&str; 14] = [
    "authorization",
    "content-type",
    "accept",
    "dpop",
    "dpop-nonce",
    "origin",
    "cache-control",
    "pragma",
    "location",
    "www-authenticate",
    "set-cookie",
    "access-control-allow-origin",
    "content-security-policy",
    "referrer-policy",
];

/// Named values, each with its place.
#[derive(Debug, Default)]
pub(super) struct Parts(Vec<(Place, String, Value)>);

impl Parts {
    /// Adds a value that is alone in its place.
    pub(super) fn alone(&mut self, place: Place, text: &str) {
        self.0.push((place, String::new(), Value::named("", text)));
    }

    /// Adds an address with its parameters.
    pub(super) fn url(&mut self, url: &str) {
        self.alone(Place::Address, uri::without_query(url));
        self.params(Place::Query, &Params::parse(uri::query(url).unwrap_or_default()));
        self.params(Place::Fragment, &Params::parse(uri::fragment(url).unwrap_or_default()));
    }

    /// Adds parameters; a request object or an ID token among them is opened.
    pub(super) fn params(&mut self, place: Place, params: &Params) {
        for (name, value) in params.iter() {
            if name == "scope" {
                self.words(place, name, value);
            } else {
                self.text(place, name, value);
            }
        }
    }

    /// Adds the header fields that matter.
    pub(super) fn headers(&mut self, headers: &Headers) {
        for (name, value) in headers.iter() {
            let name = name.to_ascii_lowercase();
            if !HEADERS.contains(&name.as_str()) {
                continue;
            }
            match name.as_str() {
                "authorization" => self.authorization(value),
                "set-cookie" => self.cookie(value),
                "location" => self.location(value),
                _ => self.0.push((Place::Header, name.clone(), Value::named(&name, value))),
            }
        }
    }

    /// Adds a form or a JSON object; of pages nothing is compared.
    pub(super) fn body(&mut self, body: &Body, form: Option<&Params>) {
        if let Some(form) = form {
            return self.params(Place::Form, form);
        }
        if let Ok(members) = json::object(body.octets()) {
            for (name, value) in &members {
                self.json(name, value);
            }
        }
    }

    /// In what two lists differ, in the order of their places.
    pub(super) fn compare(self, other: Self) -> Vec<Difference> {
        let mut all: BTreeMap<(Place, String), (Vec<Value>, Vec<Value>)> = BTreeMap::new();
        for (place, name, value) in self.0 {
            all.entry((place, name)).or_default().0.push(value);
        }
        for (place, name, value) in other.0 {
            all.entry((place, name)).or_default().1.push(value);
        }
        let mut found: Vec<Difference> = all.into_iter().filter_map(|(key, (a, b))| difference(key, a, b)).collect();
        // Where a token is missing, so is everything in it.
        let missing: Vec<String> =
            found.iter().filter(|it| it.by_shape && !is_in_both(it)).map(|it| it.name.clone()).collect();
        let is_inside = |it: &Difference| {
            missing.iter().any(|whole| it.name.strip_prefix(whole).is_some_and(|rest| rest.starts_with('.')))
        };
        found.retain(|it| is_in_both(it) || !is_inside(it));
        found
    }

    /// A scheme and its credentials: those of a token are drawn.
    fn authorization(&mut self, value: &str) {
        let (scheme, credentials) = value.split_once(' ').unwrap_or((value, ""));
        let is_token = ["bearer", "dpop"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        self.0.push((Place::Header, "authorization scheme".into(), Value::named("", scheme)));
        let credentials = if is_token { Value::drawn(credentials) } else { Value::named("", credentials) };
        self.0.push((Place::Header, "authorization credentials".into(), credentials));
    }

    /// Its name and attributes; the value is drawn, and when it ends is a date.
    fn cookie(&mut self, field: &str) {
        let mut parts = field.split(';').map(str::trim);
        let name = parts.next().and_then(|pair| pair.split_once('=')).map_or("", |(name, _)| name);
        let kept = parts.filter(|part| !part.to_ascii_lowercase().starts_with("expires"));
        let attributes: Vec<&str> = kept.collect();
        self.0.push((Place::Header, format!("set-cookie {name}"), Value::named("", &attributes.join("; "))));
    }

    fn location(&mut self, url: &str) {
        self.0.push((Place::Header, "location".into(), Value::named("", uri::without_query(url))));
        let fragment = Params::parse(uri::fragment(url).unwrap_or_default());
        for (name, value) in Params::parse(uri::query(url).unwrap_or_default()).iter().chain(fragment.iter()) {
            self.0.push((Place::Header, format!("location {name}"), Value::named(name, value)));
        }
    }

    fn json(&mut self, path: &str, value: &Json) {
        match value {
            Json::Object(members) => {
                for (name, value) in members {
                    self.json(&format!("{path}.{name}"), value);
                }
            }
            Json::Array(list) if list.iter().any(|it| it.is_object() || it.is_array()) => {
                for (index, value) in list.iter().enumerate() {
                    self.json(&format!("{path}[{index}]"), value);
                }
            }
            Json::Array(list) => list.iter().for_each(|value| self.json(path, value)),
            Json::String(text) if path == "scope" => self.words(Place::Json, path, text),
            Json::String(text) => self.text(Place::Json, path, text),
            other => self.0.push((Place::Json, path.to_owned(), Value::named(path, &other.to_string()))),
        }
    }

    fn words(&mut self, place: Place, name: &str, text: &str) {
        for word in text.split_whitespace() {
            self.0.push((place, name.to_owned(), Value::named(name, word)));
        }
    }

    /// A text; a JWT is opened also where its signature is masked, and what it says is compared.
    fn text(&mut self, place: Place, name: &str, text: &str) {
        let value = Value::named(name, text);
        let input = value.is_drawn.then(|| text.rsplit_once('.')).flatten().filter(|_| text.starts_with("eyJ"));
        if let Some(jwt) = input.and_then(|(input, _)| Jwt::parse(&format!("{input}.")).ok()) {
            for (part, members) in [("header", &jwt.header), ("claims", &jwt.claims)] {
                let of_token = members.iter().map(|(member, value)| (format!("{name}.{part}.{member}"), value));
                of_token.for_each(|(path, value)| self.claim(place, &path, value));
            }
        }
        self.0.push((place, name.to_owned(), value));
    }

    fn claim(&mut self, place: Place, path: &str, value: &Json) {
        match value {
            Json::Array(list) => list.iter().for_each(|value| self.claim(place, path, value)),
            Json::String(text) => self.0.push((place, path.to_owned(), Value::named(path, text))),
            other => self.0.push((place, path.to_owned(), Value::named(path, &other.to_string()))),
        }
    }
}

fn is_in_both(difference: &Difference) -> bool {
    difference.a.is_some() && difference.b.is_some()
}

/// What only one of them has, each value as often as it stands there.
fn difference((place, name): (Place, String), a: Vec<Value>, b: Vec<Value>) -> Option<Difference> {
    let mut count: BTreeMap<String, i64> = BTreeMap::new();
    for (values, often) in [(&a, 1), (&b, -1)] {
        for value in values {
            *count.entry(value.key.clone()).or_default() += often;
        }
    }
    if count.values().all(|often| *often == 0) {
        return None;
    }
    let is_drawn = a.iter().chain(&b).all(|value| value.is_drawn);
    // of a scope all words are told: without those that both have, the rest would seem to be all there is
    let is_whole = name == "scope" || (a.len() == 1 && b.len() == 1);
    let mut only = |values: Vec<Value>, sign: i64| -> Option<String> {
        let kept = values.into_iter().filter(|value| {
            let often = count.entry(value.key.clone()).or_default();
            let is_more = *often * sign > 0;
            if is_more {
                *often -= sign;
            }
            is_more || is_whole
        });
        let kept: Vec<String> = kept.map(|value| value.shown).collect();
        (!kept.is_empty()).then(|| kept.join(" "))
    };
    let (a, b) = (only(a, 1), only(b, -1));
    Some(Difference { place, name, a, b, by_shape: is_drawn })
}
