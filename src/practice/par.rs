//! Pushed authorization requests (RFC 9126): the client hands its request over directly and gets a name for it.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::authorize::{Asked, MOST, size};
use super::dpop::NonceOf;
use super::reply::{self, OAuthError};
use super::source::{Carried, Found};
use super::{Client, Fault, Par, Provider, Spent, form};
use crate::wire::{Params, Request, Response};

/// A request that waits for the browser to bring its name.
pub(super) struct Pushed {
    client_id: String,
    params: Params,
    carried: Carried,
    issued: SystemTime,
    spent: Spent,
}

/// How the name begins: the form that RFC 9126 2.2 proposes.
const URN: &str = "urn:ietf:params:oauth:request_uri:";

/// What proves the client and is no part of its request.
const PROOF: [&str; 3] = ["client_secret", "client_assertion", "client_assertion_type"];

impl Provider {
    pub(super) fn par(&mut self, request: &Request, now: SystemTime) -> Response {
        let response = match self.push(request, now) {
            Ok(request_uri) => self.pushed_response(&request_uri),
            Err(refusal) => reply::token_error(self, &refusal),
        };
        self.with_nonce(response, request, NonceOf::Server, now)
    }

    fn push(&mut self, request: &Request, now: SystemTime) -> Result<String, OAuthError> {
        let form = pushed_form(request)?;
        let client = self.pushing_client(request, &form, now)?;
        let mut params = form;
        for name in PROOF {
            params.unset(name);
        }
        params.set("client_id", &client.client_id);
        let mut found = self.examine_pushed(&client, params, now)?;
        if let Some(jkt) = self.dpop_jkt(request, &found.params, now)? {
            found.params.set("dpop_jkt", &jkt);
        }
        self.codes_made += 1;
        let guessable = self.config.has(Fault::RequestUriGuessable);
        let name = if guessable { format!("{:06}", self.codes_made) } else { self.draw() };
        let request_uri = format!("{URN}{name}");
        let (params, carried) = (found.params, found.carried);
        let pushed = Pushed { client_id: client.client_id, params, carried, issued: now, spent: Spent::No };
        self.pushed.insert(request_uri.clone(), pushed, now);
        Ok(request_uri)
    }

    /// RFC 9126 2.1 (1): the client proves itself as at the token endpoint.
    fn pushing_client(&mut self, request: &Request, form: &Params, now: SystemTime) -> Result<Client, OAuthError> {
        match self.authenticate(request, form, now) {
            Ok(client) => Ok(client),
            Err(refusal) => {
                let lenient = self.config.has(Fault::PushWithoutAuth) && form.get("client_secret").is_none();
                let named = self.config.client(form.get("client_id").unwrap_or_default());
                named.filter(|_| lenient).cloned().ok_or(refusal)
            }
        }
    }

    /// RFC 9126 2.1 (2, 3): no `request_uri`, and everything else as the authorization endpoint wants it.
    fn examine_pushed(&self, client: &Client, mut params: Params, now: SystemTime) -> Result<Found, OAuthError> {
        let unchecked = self.config.has(Fault::PushUnchecked);
        if params.unset("request_uri") && !unchecked {
            return Err(OAuthError::new("invalid_request", "request_uri has no place in a pushed request"));
        }
        let mut found = self.find_request(&params, now)?;
        found.carried = found.carried.pushed();
        if !unchecked {
            let (_, address) = self.return_address(&found.params).map_err(|why| why.error())?;
            self.examine(client, &address, &found)?;
        }
        Ok(found)
    }

    /// RFC 9126 2.2, with every way to get its shape wrong.
    fn pushed_response(&self, request_uri: &str) -> Response {
        let faulty = |fault| self.config.has(fault);
        let seconds = self.config.policy.asking.request_uri_lifetime.as_secs();
        let mut members = Map::new();
        if !faulty(Fault::PushRequestUriMissing) {
            members.insert("request_uri".into(), json!(request_uri));
        }
        if faulty(Fault::PushExpiresInString) {
            members.insert("expires_in".into(), json!(seconds.to_string()));
        } else if !faulty(Fault::PushExpiresInMissing) {
            members.insert("expires_in".into(), json!(seconds));
        }
        let status = if faulty(Fault::PushStatus200) { 200 } else { 201 };
        reply::not_stored(reply::json(status, &Value::Object(members)))
    }

    /// The request behind a name, for the client that pushed it, while the name is good (RFC 9126 2.2 and 4).
    pub(super) fn pushed(&self, request_uri: &str, client_id: &str, now: SystemTime) -> Result<Found, OAuthError> {
        let invalid = |description: &str| Err(OAuthError::new("invalid_request_uri", description));
        if self.config.policy.asking.par == Par::Off || !request_uri.starts_with(URN) {
            // What stands at an address of somebody's choosing is never fetched (RFC 9101 10.4).
            return Err(OAuthError::new("request_uri_not_supported", "a request_uri is only good where I gave it"));
        }
        let Some(pushed) = self.pushed.find(request_uri, now) else { return invalid("the request_uri is unknown") };
        if pushed.client_id != client_id && !self.config.has(Fault::RequestUriForAnyClient) {
            return invalid("the request_uri was given to another client");
        }
        if pushed.spent == Spent::Yes {
            return invalid("the request_uri has been used");
        }
        let age = now.duration_since(pushed.issued).unwrap_or_default();
        let too_old = age >= self.config.policy.asking.request_uri_lifetime;
        if too_old && !self.config.has(Fault::RequestUriNeverExpires) {
            return invalid("the request_uri has expired");
        }
        let request_uri = Some(request_uri.to_owned());
        Ok(Found { params: pushed.params.clone(), carried: pushed.carried, request_uri })
    }

    /// A name is good for one answer (RFC 9126 7.3). Until that is given the page may be loaded again.
    pub(super) fn use_up(&mut self, asked: &Asked, now: SystemTime) -> Result<(), OAuthError> {
        let reusable = self.config.has(Fault::RequestUriReusable);
        let name = asked.request_uri.as_deref().filter(|_| !reusable);
        match name.and_then(|name| self.pushed.find_mut(name, now)) {
            Some(pushed) if pushed.spent == Spent::Yes => {
                Err(OAuthError::new("invalid_request_uri", "the request_uri has been used"))
            }
            Some(pushed) => {
                pushed.spent = Spent::Yes;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

fn pushed_form(request: &Request) -> Result<Params, OAuthError> {
    let invalid = |description: String| Err(OAuthError::new("invalid_request", description));
    let Some(params) = request.form() else {
        return invalid("the content type is not application/x-www-form-urlencoded".into());
    };
    let given = form::given(&params);
    if size(&given) > MOST {
        return invalid(format!("an authorization request here has at most {MOST} characters"));
    }
    match form::repeated(&given) {
        Some(name) => invalid(format!("{name} comes more than once")),
        None => Ok(given),
    }
}
