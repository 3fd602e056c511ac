//! The end of a session, asked for by a client (OpenID Connect RP-Initiated Logout 1.0).

use std::time::SystemTime;

use serde_json::Value;
use subtle::ConstantTimeEq as _;

use super::answer::see_other;
use super::{Client, Fault, Provider, form, pages, redirect};
use crate::jose::Jwt;
use crate::wire::{Params, Request, Response, uri};

/// A logout that waits for its user, bound to the browser that brought it.
pub(super) struct Farewell {
    browser: String,
    destination: Option<String>,
}

impl Provider {
    pub(super) fn end_session(&mut self, request: &Request, now: SystemTime) -> Response {
        let params = if request.method == "POST" { request.form() } else { Some(request.query()) };
        let Some(params) = params.map(|params| form::given(&params)) else { return pages::not_a_form(self) };
        if request.method == "POST"
            && let Some(id) = params.get("farewell")
        {
            return self.confirm_logout(id, &params, request, now);
        }
        match self.examine_logout(&params) {
            Ok((hint, destination)) => self.begin_logout(hint.as_ref(), destination, request, now),
            Err(why) => pages::no_logout(self, why),
        }
    }

    /// Who asks, and where the browser may go afterwards: nowhere, where that is not registered (section 3).
    fn examine_logout(&self, params: &Params) -> Result<(Option<Jwt>, Option<String>), &'static str> {
        let hint = match params.get("id_token_hint") {
            None => None,
            Some(token) => Some(self.own_jwt(token).ok_or("id_token_hint is no ID token of this server.")?),
        };
        let named = params.get("client_id");
        let hinted = hint.as_ref().and_then(|hint| hint.claims.get("aud")).and_then(first_audience);
        if hint.is_some() && named.is_some() && named != hinted {
            return Err("client_id is not the one that id_token_hint was issued to.");
        }
        let client = named.or(hinted).map(|id| self.config.client(id).ok_or("The client is unknown.")).transpose()?;
        let destination = self.destination(params, client)?;
        Ok((hint, destination))
    }

    fn destination(&self, params: &Params, client: Option<&Client>) -> Result<Option<String>, &'static str> {
        let Some(wanted) = params.get("post_logout_redirect_uri") else { return Ok(None) };
        let registered = client.is_some_and(|client| redirect::is_allowed_after_logout(&self.config, client, wanted));
        let unchecked = self.config.has(Fault::LogoutRedirectUnchecked) && redirect::is_well_formed(wanted);
        if !registered && !unchecked {
            return Err(
                "post_logout_redirect_uri is not registered for the client that id_token_hint or client_id names.",
            );
        }
        let state = params.get("state").filter(|_| !self.config.has(Fault::LogoutStateMissing));
        Ok(Some(match state {
            Some(state) => uri::append_query(wanted, &Params::default().with("state", state).to_query()),
            None => wanted.to_owned(),
        }))
    }

    /// Who shows the ID token of the very user who is signed in need not be asked; everybody else is (section 2).
    fn begin_logout(
        &mut self,
        hint: Option<&Jwt>,
        destination: Option<String>,
        request: &Request,
        now: SystemTime,
    ) -> Response {
        let browser = self.site.cookie(request).unwrap_or_default();
        let Some(user) = self.sessions.find(&browser, now).cloned() else { return self.leave(destination.as_deref()) };
        if hint.is_some_and(|hint| hint.text("sub") == Some(user.sub.as_str())) {
            self.end(&browser, now);
            return self.leave(destination.as_deref());
        }
        let id = self.draw();
        let page = pages::ask_logout(self, &id, &user, destination.as_deref());
        self.farewells.insert(id, Farewell { browser, destination }, now);
        page
    }

    fn confirm_logout(&mut self, id: &str, form: &Params, request: &Request, now: SystemTime) -> Response {
        let browser = self.site.cookie(request).unwrap_or_default();
        let bound = |farewell: &Farewell| bool::from(farewell.browser.as_bytes().ct_eq(browser.as_bytes()));
        if !self.farewells.find(id, now).is_some_and(bound) {
            return pages::gone(self);
        }
        let Some(farewell) = self.farewells.take(id, now) else { return pages::gone(self) };
        if form.get("decision") != Some("logout") {
            return pages::still_signed_in(self);
        }
        self.end(&browser, now);
        self.leave(farewell.destination.as_deref())
    }

    fn end(&mut self, browser: &str, now: SystemTime) {
        if !self.config.has(Fault::LogoutKeepsSession) {
            self.sessions.take(browser, now);
        }
    }

    fn leave(&self, destination: Option<&str>) -> Response {
        destination.map_or_else(|| pages::signed_out(self), see_other)
    }
}

fn first_audience(audience: &Value) -> Option<&str> {
    audience.as_str().or_else(|| audience.get(0).and_then(Value::as_str))
}
