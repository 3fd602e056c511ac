//! Redaction: secrets are collected by their names and replaced by their values, wherever and however they are written.
//!
//! A masked value reads `‹name:length:hash›`: two masks are equal where the values are, so a masked record can still be
//! compared and judged. The hash is the first 8 hexadecimal digits of SHA-256, and is left out where the value could be
//! guessed from it. An ID token, a client assertion and a DPoP proof keep header and payload and lose their signature:
//! they can be read, not used. So do a request object and a signed answer, and what is secret among their claims is masked
//! by its own name.

mod collect;
mod index;
mod replace;
mod value;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::{Ending, Exchange, Plan, Trace};
use crate::protocol::{Check, ProviderError};
use crate::wire::{Body, Failure, Headers, Request, Response};

use index::Index;
pub use value::is_masked;
use value::{OPEN, mask, was_masked};

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Everything: asked for by name, or nothing is worth stealing.
    Open,
    /// All but client secrets and passwords: a person looks at a terminal.
    Terminal,
    /// Secrets, codes, verifiers, tokens, cookies and assertions are masked: output that may be kept or shared.
    Kept,
}

/// What has to be replaced, and by what.
#[derive(Clone, Debug)]
pub struct Masker {
    level: Level,
    /// Every value that must not be shown, and the name under which it was first seen.
    secrets: BTreeMap<String, String>,
    /// Made when something is looked for: far more is learnt than shown.
    index: OnceLock<Arc<Index>>,
}

/// No JWT with a signature is shorter.
const MOST_WORDS: usize = 40;

impl Masker {
    /// A masker that knows every secret of this record.
    #[must_use]
    pub fn of(trace: &Trace, level: Level) -> Self {
        let mut masker = Self::new(&trace.plan, level);
        trace.exchanges.iter().for_each(|exchange| masker.learn(exchange));
        masker
    }

    /// A masker that knows the secrets of a plan.
    #[must_use]
    pub fn new(plan: &Plan, level: Level) -> Self {
        let mut masker = Self { level, secrets: BTreeMap::new(), index: OnceLock::new() };
        masker.learn_plan(plan);
        masker
    }

    /// Learns the secrets of one message more.
    pub fn learn(&mut self, exchange: &Exchange) {
        self.learn_typed(&exchange.request, &exchange.typed);
        self.learn_message(&exchange.request, exchange.response.as_ref());
    }

    /// Learns what was typed into these fields of a form.
    pub fn learn_typed(&mut self, request: &Request, fields: &[String]) {
        collect::from_typed(self, request, fields);
    }

    /// Learns the secrets of a message that is not recorded.
    pub fn learn_message(&mut self, request: &Request, response: Option<&Response>) {
        collect::from_message(self, request, response);
    }

    /// Learns the secrets of a plan more.
    pub fn learn_plan(&mut self, plan: &Plan) {
        collect::from_plan(self, plan);
    }

    /// Learns a secret that stands in no message under its name.
    pub fn hide(&mut self, name: &str, value: &str) {
        if self.level != Level::Open {
            self.add(name, value);
        }
    }

    /// How much this masker shows.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// Text without the secrets.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        if self.secrets.is_empty() { text.to_owned() } else { replace::in_text(self.index(), text) }
    }

    /// The whole record without the secrets.
    #[must_use]
    pub fn trace(&self, trace: &Trace) -> Trace {
        if self.level == Level::Open {
            return trace.clone();
        }
        Trace {
            plan: self.plan(&trace.plan),
            exchanges: trace.exchanges.iter().map(|exchange| self.exchange(exchange)).collect(),
            ended: self.ending(&trace.ended),
            sealed: trace.sealed.iter().map(|check| self.check(check)).collect(),
            version: trace.version,
            tool: trace.tool.clone(),
        }
    }

    /// The plan without the secrets.
    #[must_use]
    pub fn plan(&self, plan: &Plan) -> Plan {
        let mut masked = plan.clone();
        if self.level == Level::Open {
            return masked;
        }
        // A short secret escapes the search in text where it stands inside a word: here it stands alone.
        if let Some(secret) = &mut masked.client.client_secret {
            *secret = self.mask_of("client_secret", secret);
        }
        if let Some(verifier) = &mut masked.nonces.code_verifier {
            *verifier = self.text(verifier);
        }
        for (name, value) in masked.given.secrets_mut() {
            if collect::is_secret(self.level, name) {
                *value = self.mask_of(name, value);
            }
        }
        for (name, value) in &mut masked.asked.parameters {
            *value = self.named(name, value);
        }
        masked
    }

    /// One message and its answer without the secrets.
    #[must_use]
    pub fn exchange(&self, exchange: &Exchange) -> Exchange {
        if self.level == Level::Open {
            return exchange.clone();
        }
        let mut masked = exchange.clone();
        masked.request = self.request(&exchange.request);
        if let Some(response) = &mut masked.response {
            response.headers = self.headers(&response.headers);
            response.body = self.body(&response.body);
        }
        if let Some(failure) = &mut masked.failure {
            failure.detail = self.text(&failure.detail);
        }
        for change in &mut masked.tampered {
            if let super::Change::SetParameter(name, value) | super::Change::SetHeader(name, value) = change {
                *value = self.named(name, value);
            }
        }
        masked
    }

    /// A request without the secrets.
    #[must_use]
    pub fn request(&self, request: &Request) -> Request {
        Request {
            method: request.method.clone(),
            url: self.parameters(&request.url, ['?', '#', '&']),
            headers: self.headers(&request.headers),
            body: match request.form() {
                Some(_) => Body::from(self.parameters(&request.body.text_lossy(), ['&', '&', '&'])),
                None => self.body(&request.body),
            },
        }
    }

    /// A check without the secrets.
    #[must_use]
    pub fn check(&self, check: &Check) -> Check {
        Check { expected: self.text(&check.expected), seen: self.text(&check.seen), ..check.clone() }
    }

    /// The end of a record without the secrets.
    #[must_use]
    pub fn ending(&self, ending: &Ending) -> Ending {
        match ending {
            Ending::Refused { step, check } => Ending::Refused { step: *step, check: self.check(check) },
            Ending::Denied { step, error } => Ending::Denied { step: *step, error: self.error(error) },
            Ending::Failed { step, failure } => {
                let failure = Failure::new(failure.kind, self.text(&failure.detail));
                Ending::Failed { step: *step, failure }
            }
            other => other.clone(),
        }
    }

    /// An error response without the secrets.
    #[must_use]
    pub fn error(&self, error: &ProviderError) -> ProviderError {
        ProviderError {
            error: self.text(&error.error),
            error_description: error.error_description.as_deref().map(|text| self.text(text)),
            error_uri: error.error_uri.as_deref().map(|text| self.text(text)),
            status: error.status,
        }
    }

    fn headers(&self, headers: &Headers) -> Headers {
        headers.iter().map(|(name, value)| (name.to_owned(), self.named(name, value))).collect()
    }

    fn body(&self, body: &Body) -> Body {
        // What is not UTF-8 is read as text all the same: octets that are kept whole would keep their secrets.
        Body::from(self.text(&body.text_lossy()))
    }

    /// The parameters of a URL or a form: those with a secret name are masked whatever their value is.
    fn parameters(&self, text: &str, separators: [char; 3]) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in text.split_inclusive(separators) {
            let (pair, separator) = match piece.chars().last() {
                Some(last) if separators.contains(&last) => piece.split_at(piece.len() - 1),
                _ => (piece, ""),
            };
            match pair.split_once('=') {
                Some((name, value)) if collect::is_secret(self.level, name) && !value.is_empty() => {
                    let decoded = crate::wire::Params::parse(pair);
                    let value =
                        decoded.iter().next().map_or_else(String::new, |(name, value)| self.mask_of(name, value));
                    out.push_str(name);
                    out.push('=');
                    out.push_str(&value);
                }
                _ => out.push_str(&self.text(pair)),
            }
            out.push_str(separator);
        }
        out
    }

    /// A value whose name is known.
    fn named(&self, name: &str, value: &str) -> String {
        if collect::is_secret(self.level, name) {
            return self.mask_of(name, value);
        }
        collect::header_parts(self.level, name, value)
            .into_iter()
            .fold(self.text(value), |text, (name, part)| text.replace(&part, &mask(name, &part)))
    }

    fn mask_of(&self, name: &str, value: &str) -> String {
        let mask = mask(self.secrets.get(value).map_or(name, String::as_str), value);
        // With `plain` the verifier stands in a request object under the name of the challenge.
        if mask.starts_with(OPEN) { mask } else { replace::in_tokens(self.index(), mask) }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Arc::new(Index::new(&self.secrets)))
    }

    fn add(&mut self, name: &str, value: &str) {
        // Under these names a short text is a word of somebody and no JWT.
        if collect::SIGNED.contains(&name) && value.len() < MOST_WORDS {
            return;
        }
        if value.is_empty() || was_masked(value) || self.secrets.contains_key(value) {
            return;
        }
        // Header and payload stay readable, so the signature must not stand anywhere by itself.
        if let Some(signature) = value::signature(name, value) {
            self.add(&format!("{name}_signature"), signature);
        }
        self.secrets.insert(value.to_owned(), name.to_owned());
        self.index.take();
    }
}

#[cfg(test)]
mod tests;
