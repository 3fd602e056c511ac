//! The authorization response: a code or an error on its way back through the browser.

use std::time::SystemTime;

use super::authorize::Asked;
use super::login::SignedIn;
use super::reply::{OAuthError, quotable};
use super::{Code, Fault, Grant, IssParameter, Provider, Spent, pages};
use crate::wire::{Params, Response, uri};

/// Where an answer goes, and how.
#[derive(Clone)]
pub(super) struct ReturnAddress {
    pub(super) redirect_uri: String,
    pub(super) mode: ResponseMode,
    pub(super) state: Option<String>,
}

/// How the parameters travel (OAuth 2.0 Multiple Response Types 2.1, OAuth 2.0 Form Post Response Mode 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseMode {
    Query,
    Fragment,
    FormPost,
}

impl ResponseMode {
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name {
            "query" => Some(Self::Query),
            "fragment" => Some(Self::Fragment),
            "form_post" => Some(Self::FormPost),
            _ => None,
        }
    }
}

impl Provider {
    /// Makes a code that stands for what the user has just allowed, and sends it back.
    pub(super) fn give_code(&mut self, asked: &Asked, user: &SignedIn, now: SystemTime) -> Response {
        let grant = self.draw();
        let value = self.draw_code();
        let granted = Grant {
            client_id: asked.client_id.clone(),
            sub: user.sub.clone(),
            scope: asked.scope.clone(),
            auth_time: user.auth_time,
        };
        let code = Code {
            grant: grant.clone(),
            client_id: asked.client_id.clone(),
            redirect_uri: asked.address.redirect_uri.clone(),
            challenge: asked.challenge.clone(),
            nonce: asked.nonce.clone(),
            dpop_jkt: asked.received.get("dpop_jkt").map(ToOwned::to_owned),
            issued: now,
            spent: Spent::No,
        };
        let mut params = Params::default().with("code", &value);
        if self.config.has(Fault::CodeMissing) {
            params.unset("code");
        }
        if self.config.has(Fault::TokenInFrontChannel) {
            params.push("access_token", self.issue_access_token(&grant, &asked.scope, now));
            params.push("token_type", "Bearer");
        }
        self.grants.insert(grant, granted, now);
        self.codes.insert(value, code, now);
        self.answer(&asked.address, params)
    }

    /// Sends an error back (RFC 6749 4.1.2.1).
    pub(super) fn refuse(&self, address: &ReturnAddress, refusal: &OAuthError) -> Response {
        let params =
            Params::default().with("error", refusal.error).with("error_description", quotable(&refusal.description));
        self.answer(address, params)
    }

    fn answer(&self, address: &ReturnAddress, mut params: Params) -> Response {
        self.add_state(address, &mut params);
        self.add_iss(&mut params);
        let redirect_uri = &address.redirect_uri;
        let location = match address.mode {
            ResponseMode::FormPost => return pages::form_post(self, redirect_uri, &params),
            ResponseMode::Query if !self.config.has(Fault::CodeInFragment) => {
                uri::append_query(redirect_uri, &params.to_query())
            }
            ResponseMode::Query | ResponseMode::Fragment => format!("{redirect_uri}#{}", params.to_query()),
        };
        see_other(&location)
    }

    fn add_state(&self, address: &ReturnAddress, params: &mut Params) {
        let Some(state) = &address.state else { return };
        if self.config.has(Fault::StateAltered) {
            params.push("state", format!("{state}x"));
        } else if !self.config.has(Fault::StateMissing) {
            params.push("state", state);
        }
        if self.config.has(Fault::ResponseParameterTwice) {
            params.push("state", state);
        }
    }

    /// RFC 9207 2: in success and in error.
    fn add_iss(&self, params: &mut Params) {
        if self.config.policy.iss == IssParameter::Off || self.config.has(Fault::IssMissing) {
            return;
        }
        let issuer = self.site.issuer();
        let elsewhere = self.config.has(Fault::IssWrong).then(|| "https://attacker.example".to_owned());
        params.push("iss", elsewhere.unwrap_or_else(|| issuer.to_owned()));
    }

    fn draw_code(&mut self) -> String {
        self.codes_made += 1;
        if self.config.has(Fault::CodeGuessable) { format!("code-{:06}", self.codes_made) } else { self.draw() }
    }
}

/// 303 makes the browser forget the form that it has just sent (RFC 9700 4.12).
pub(super) fn see_other(location: &str) -> Response {
    Response::new(303)
        .with("location", location)
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer")
        .with("x-content-type-options", "nosniff")
}
