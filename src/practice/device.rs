//! The device authorization grant: a device shows a code, and its user types it where there is a keyboard (RFC 8628).

use std::time::{Duration, SystemTime};

use rand::Rng as _;
use serde_json::json;
use subtle::ConstantTimeEq as _;

use super::login::{ATTEMPTS, SignedIn};
use super::reply::{self, OAuthError};
use super::site::Endpoint;
use super::table::Table;
use super::wishes::Wishes;
use super::{FINISHED, Fault, Grant, GrantType, PATIENCE, Provider, SESSION, Scope, UNFINISHED, pages, scope};
use crate::wire::{Params, Request, Response};

/// A device that waits for its user.
#[derive(Clone)]
pub(super) struct Device {
    pub(super) client_id: String,
    pub(super) scope: Scope,
    pub(super) user_code: String,
    pub(super) asked: SystemTime,
    /// How long it has to wait between two questions; longer each time it does not.
    pub(super) interval: Duration,
    pub(super) polled: Option<SystemTime>,
    pub(super) decision: Decision,
}

/// What the user of a device has said.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Decision {
    Pending,
    Denied,
    /// The grant that holds what the user gave.
    Granted(String),
    Spent,
}

/// The devices that wait, and the people who are before a page for one.
pub(super) struct Devices {
    pub(super) waiting: Table<Device>,
    by_user_code: Table<String>,
    visits: Table<Visit>,
    wrong_codes: Table<()>,
}

/// A browser in which a user code was typed.
struct Visit {
    browser: String,
    device_code: String,
    failures: u8,
}

/// What a user code is made of: no vowels, so no words, and nothing that looks like something else (RFC 8628 6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// How many wrong user codes are borne in ten minutes, from everybody together (RFC 8628 5.1).
const MOST_WRONG: usize = 100;

impl Devices {
    pub(super) fn new() -> Self {
        Self {
            waiting: Table::new(SESSION, FINISHED),
            by_user_code: Table::new(SESSION, FINISHED),
            visits: Table::new(PATIENCE, UNFINISHED),
            wrong_codes: Table::new(PATIENCE, UNFINISHED),
        }
    }
}

impl Provider {
    /// RFC 8628 3.1 and 3.2.
    pub(super) fn device_authorization(&mut self, request: &Request, now: SystemTime) -> Response {
        match self.begin_device(request, now) {
            Ok(response) => reply::not_stored(response),
            Err(refusal) => reply::token_error(self, &refusal),
        }
    }

    fn begin_device(&mut self, request: &Request, now: SystemTime) -> Result<Response, OAuthError> {
        let form = self.token_form(request)?;
        let client = self.authenticate(request, &form, now)?;
        if !client.grant_types.contains(&GrantType::DeviceCode) {
            return Err(OAuthError::new("unauthorized_client", "this client is not registered for the device grant"));
        }
        let scope = Scope::parse(form.get("scope").unwrap_or(scope::DEFAULT))
            .ok_or_else(|| OAuthError::new("invalid_scope", "none of the scopes is known, or the list is malformed"))?;
        let (device_code, user_code) = (self.draw(), self.draw_user_code());
        let services = &self.config.policy.services;
        let uri = self.site.url(Endpoint::Device);
        let mut members = json!({
            "device_code": device_code,
            "user_code": user_code,
            "verification_uri": uri,
            "verification_uri_complete": format!("{uri}?user_code={user_code}"),
            "expires_in": services.device_lifetime.as_secs(),
            "interval": services.device_interval.as_secs(),
        });
        if self.config.has(Fault::DeviceExpiresInMissing)
            && let Some(members) = members.as_object_mut()
        {
            members.shift_remove("expires_in");
        }
        let device = Device {
            client_id: client.client_id,
            scope,
            user_code: user_code.clone(),
            asked: now,
            interval: services.device_interval,
            polled: None,
            decision: Decision::Pending,
        };
        self.devices.by_user_code.insert(letters(&user_code), device_code.clone(), now);
        self.devices.waiting.insert(device_code, device, now);
        Ok(reply::json(200, &members))
    }

    /// The page where a user types the code and decides (RFC 8628 3.3).
    pub(super) fn device(&mut self, request: &Request, now: SystemTime) -> Response {
        if request.method != "POST" {
            return pages::device_code(self, request.query().get("user_code").unwrap_or_default(), None);
        }
        let Some(form) = request.form() else { return pages::not_a_form(self) };
        match form.get("visit") {
            Some(visit) => self.decide(visit, &form, request, now),
            None => self.find_device(form.get("user_code").unwrap_or_default(), request, now),
        }
    }

    fn find_device(&mut self, typed: &str, request: &Request, now: SystemTime) -> Response {
        if self.devices.wrong_codes.count(now) >= MOST_WRONG {
            return pages::device_code(self, "", Some("Too many wrong codes have been typed. Wait ten minutes."));
        }
        let device_code = self.devices.by_user_code.find(&letters(typed), now).cloned();
        let found = device_code.and_then(|code| Some((self.pending(&code, now)?, code)));
        let Some((device, device_code)) = found else {
            let attempt = self.draw();
            self.devices.wrong_codes.insert(attempt, (), now);
            return pages::device_code(self, typed, Some("No device waits with that code, or it is too old."));
        };
        let cookie = self.site.cookie(request);
        let known = cookie.is_some();
        let browser = cookie.unwrap_or_else(|| self.draw());
        let user = self.sessions.find(&browser, now).cloned();
        let (visit, set_cookie) = (self.draw(), self.site.set_cookie(&browser));
        self.devices.visits.insert(visit.clone(), Visit { browser, device_code, failures: 0 }, now);
        let page = pages::device_consent(self, &visit, &device, user.as_ref(), pages::Attempt::First);
        if known { page } else { page.with("set-cookie", set_cookie) }
    }

    fn decide(&mut self, id: &str, form: &Params, request: &Request, now: SystemTime) -> Response {
        let browser = self.site.cookie(request).unwrap_or_default();
        let visit = self.devices.visits.find(id, now);
        let visit = visit.filter(|visit| bool::from(visit.browser.as_bytes().ct_eq(browser.as_bytes())));
        let Some(device_code) = visit.map(|visit| visit.device_code.clone()) else { return pages::gone(self) };
        let Some(device) = self.pending(&device_code, now) else { return pages::gone(self) };
        if form.get("decision") != Some("allow") {
            self.devices.visits.take(id, now);
            self.answer_device(&device_code, Decision::Denied, now);
            return pages::device_done(self, "Denied", "The device gets nothing. You can close this page.");
        }
        if let Some(user) = self.sessions.find(&browser, now).cloned() {
            return self.allow_device(id, &device_code, &user, now);
        }
        let username = form.get("username").unwrap_or_default();
        let user = self.user_with_password(username, form.get("password").unwrap_or_default());
        let Some(user) = user.map(|user| SignedIn { sub: user.sub.clone(), auth_time: now }) else {
            return self.wrong_device_password(id, &device, username, now);
        };
        let fresh = self.new_session(&user, request, now);
        let set_cookie = self.site.set_cookie(&fresh);
        self.allow_device(id, &device_code, &user, now).with("set-cookie", set_cookie)
    }

    fn wrong_device_password(&mut self, id: &str, device: &Device, username: &str, now: SystemTime) -> Response {
        let Some(visit) = self.devices.visits.find_mut(id, now) else { return pages::gone(self) };
        visit.failures += 1;
        if visit.failures >= ATTEMPTS {
            self.devices.visits.take(id, now);
            return pages::gone(self);
        }
        pages::device_consent(self, id, device, None, pages::Attempt::Again(username))
    }

    fn allow_device(&mut self, visit: &str, device_code: &str, user: &SignedIn, now: SystemTime) -> Response {
        self.devices.visits.take(visit, now);
        let Some(device) = self.pending(device_code, now) else { return pages::gone(self) };
        let id = self.draw();
        let grant = Grant {
            client_id: device.client_id,
            sub: user.sub.clone(),
            scope: device.scope,
            auth_time: user.auth_time,
            wishes: Wishes::default(),
        };
        self.grants.insert(id.clone(), grant, now);
        self.answer_device(device_code, Decision::Granted(id), now);
        pages::device_done(self, "Done", "You can go back to your device.")
    }

    fn answer_device(&mut self, device_code: &str, decision: Decision, now: SystemTime) {
        if let Some(device) = self.devices.waiting.find_mut(device_code, now) {
            device.decision = decision;
        }
    }

    /// A device that still waits for its user.
    fn pending(&self, device_code: &str, now: SystemTime) -> Option<Device> {
        let device = self.devices.waiting.find(device_code, now)?;
        let waits = device.decision == Decision::Pending && !self.is_too_old(device, now);
        waits.then(|| device.clone())
    }

    pub(super) fn is_too_old(&self, device: &Device, now: SystemTime) -> bool {
        now.duration_since(device.asked).unwrap_or_default() >= self.config.policy.services.device_lifetime
    }

    /// Eight letters in two groups: 34 bits, good for ten minutes and few tries.
    fn draw_user_code(&mut self) -> String {
        let mut code = String::new();
        while code.len() < 9 {
            let mut octet = [0];
            self.random.fill_bytes(&mut octet);
            // The largest multiple of 20, so that every letter is as likely as the others.
            if octet[0] < 240 {
                code.push(char::from(LETTERS[usize::from(octet[0] % 20)]));
            }
            if code.len() == 4 {
                code.push('-');
            }
        }
        code
    }
}

/// What counts of a typed code: letters, whatever their case (RFC 8628 6.1).
fn letters(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).take(32).map(|c| c.to_ascii_uppercase()).collect()
}
