//! The authorization response: a code, tokens or an error on the way back through the browser.

use std::time::SystemTime;

use percent_encoding::percent_decode_str;

use super::authorize::Asked;
use super::id_token::Beside;
use super::issue::Issue;
use super::login::SignedIn;
use super::reply::{OAuthError, quotable};
use super::response_mode::{ReturnAddress, Way, Wrapping};
use super::{Code, Fault, Grant, IssParameter, Provider, Spent, pages};
use crate::wire::{Params, Response, uri};

impl Provider {
    /// Makes what stands for what the user has just allowed, and sends it back.
    pub(super) fn give(&mut self, asked: &Asked, user: &SignedIn, now: SystemTime) -> Response {
        if let Err(refusal) = self.use_up(asked, now) {
            return self.refuse(&asked.address, &refusal, now);
        }
        let grant = self.draw();
        let granted = Grant {
            client_id: asked.client_id.clone(),
            sub: user.sub.clone(),
            scope: asked.scope.clone(),
            auth_time: user.auth_time,
            wishes: asked.wishes.clone(),
        };
        self.grants.insert(grant.clone(), granted, now);
        let code = asked.response_type.gives_code().then(|| self.new_code(asked, &grant, now));
        match self.answer_params(asked, &grant, code.as_deref(), now) {
            Some(params) => self.answer(&asked.address, params, now),
            None => self.refuse(&asked.address, &OAuthError::new("server_error", "the ID token was not signed"), now),
        }
    }

    fn new_code(&mut self, asked: &Asked, grant: &str, now: SystemTime) -> String {
        let value = self.draw_code();
        let code = Code {
            grant: grant.to_owned(),
            client_id: asked.client_id.clone(),
            redirect_uri: asked.address.redirect_uri.clone(),
            challenge: asked.challenge.clone(),
            nonce: asked.nonce.clone(),
            dpop_jkt: asked.received.get("dpop_jkt").map(ToOwned::to_owned),
            issued: now,
            spent: Spent::No,
        };
        self.codes.insert(value.clone(), code, now);
        value
    }

    /// What the response type wants in the answer. `None` where signing fails.
    fn answer_params(&mut self, asked: &Asked, grant: &str, code: Option<&str>, now: SystemTime) -> Option<Params> {
        let mut params = Params::default();
        let scope = asked.scope.clone();
        let audience = self.audience_of(asked.wishes.resources.clone(), &scope);
        let issue = Issue { nonce: asked.nonce.as_deref(), audience, ..Issue::new(grant, scope) };
        if !self.config.has(Fault::CodeMissing) {
            params.push_some("code", code);
        }
        let gives_token = asked.response_type.gives_token();
        let token =
            (gives_token || self.config.has(Fault::TokenInFrontChannel)).then(|| self.issue_access_token(&issue, now));
        if let Some(token) = &token {
            params.push("access_token", token);
            params.push("token_type", "Bearer");
        }
        if gives_token {
            params.push("expires_in", self.config.policy.token_lifetime.as_secs().to_string());
            params.push("scope", asked.scope.to_string());
        }
        if asked.response_type.gives_id_token() {
            let client = self.config.client(&asked.client_id)?;
            let beside = Beside::InFront { code, access_token: token.as_deref() };
            params.push("id_token", self.id_token(&issue, client, beside, now)?);
        }
        Some(params)
    }

    /// Sends an error back (RFC 6749 4.1.2.1).
    pub(super) fn refuse(&self, address: &ReturnAddress, refusal: &OAuthError, now: SystemTime) -> Response {
        let params =
            Params::default().with("error", refusal.error).with("error_description", quotable(&refusal.description));
        let state = address.state.clone().filter(|_| !self.config.has(Fault::ErrorWithoutState));
        self.answer(&ReturnAddress { state, ..address.clone() }, params, now)
    }

    fn answer(&self, address: &ReturnAddress, mut params: Params, now: SystemTime) -> Response {
        self.add_state(address, &mut params);
        match address.mode.wrapping {
            Wrapping::Nothing => self.add_iss(&mut params),
            Wrapping::Jwt => match self.wrapped(address, &params, now) {
                Some(wrapped) => params = wrapped,
                None => return pages::token_error_page(self, 500, "the answer was not signed"),
            },
        }
        let redirect_uri = &address.redirect_uri;
        let in_query = || uri::append_query(redirect_uri, &params.to_query());
        let in_fragment = || format!("{redirect_uri}#{}", params.to_query());
        let location = match address.mode.way {
            Way::FormPost if self.config.has(Fault::FormPostRedirected) => in_query(),
            Way::FormPost => return pages::form_post(self, redirect_uri, &params),
            Way::Query if self.config.has(Fault::CodeInFragment) => in_fragment(),
            Way::Query => in_query(),
            Way::Fragment if self.config.has(Fault::FragmentInQuery) => in_query(),
            Way::Fragment => in_fragment(),
        };
        see_other(&location)
    }

    fn add_state(&self, address: &ReturnAddress, params: &mut Params) {
        let Some(state) = &address.state else { return };
        if self.config.has(Fault::StateAltered) {
            params.push("state", format!("{state}x"));
        } else if self.config.has(Fault::StateDecodedTwice) {
            params.push("state", percent_decode_str(state).decode_utf8_lossy());
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
