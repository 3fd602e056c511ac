//! The login form comes back: who the user is, and a session that is new from here on.

use std::time::SystemTime;

use subtle::ConstantTimeEq as _;

use super::answer::see_other;
use super::authorize::{Asked, Transaction};
use super::reply::OAuthError;
use super::site::Endpoint;
use super::{Fault, Provider, User, pages};
use crate::jose::sha256;
use crate::wire::{Params, Request, Response};

/// A user whose password was right, and when.
#[derive(Clone)]
pub(super) struct SignedIn {
    pub(super) sub: String,
    pub(super) auth_time: SystemTime,
}

/// How often a password may be wrong before the request is given up.
pub(super) const ATTEMPTS: u8 = 10;

impl Provider {
    pub(super) fn login(&mut self, request: &Request, now: SystemTime) -> Response {
        let Some(form) = request.form() else { return pages::not_a_form(self) };
        let Some(id) = self.bound_transaction(&form, request, now) else { return pages::gone(self) };
        if form.get("decision") == Some("deny") {
            return self.deny(&id, now);
        }
        let username = form.get("username").unwrap_or_default();
        let user = self.user_with_password(username, form.get("password").unwrap_or_default());
        match user.map(|user| SignedIn { sub: user.sub.clone(), auth_time: now }) {
            Some(user) => self.signed_in(&id, user, request, now),
            None => self.wrong_password(&id, username, now),
        }
    }

    /// The id of the transaction that a form names, where this browser is the one that it belongs to.
    pub(super) fn bound_transaction(&self, form: &Params, request: &Request, now: SystemTime) -> Option<String> {
        let id = form.get("transaction")?;
        let transaction = self.transactions.find(id, now)?;
        let browser = self.site.cookie(request)?;
        bool::from(transaction.browser.as_bytes().ct_eq(browser.as_bytes())).then(|| id.to_owned())
    }

    /// The user does not want to: the client is told, and nothing else happens (RFC 6749 4.1.2.1).
    pub(super) fn deny(&mut self, id: &str, now: SystemTime) -> Response {
        match self.transactions.take(id, now) {
            Some(transaction) => {
                // Whether the name of the request was good for one more answer changes nothing: the answer is no.
                let _ = self.use_up(&transaction.asked, now);
                let denied = OAuthError::new("access_denied", "the user said no");
                self.refuse(&transaction.asked.address, &denied, now)
            }
            None => pages::gone(self),
        }
    }

    fn signed_in(&mut self, id: &str, user: SignedIn, request: &Request, now: SystemTime) -> Response {
        let Some(transaction) = self.transactions.take(id, now) else { return pages::gone(self) };
        let browser = self.new_session(&user, request, now);
        let set_cookie = self.site.set_cookie(&browser);
        let mut response = self.after_login(transaction.asked, user, browser, now);
        if response.status == 303 && self.config.has(Fault::LoginRedirect307) {
            response.status = 307;
        }
        response.with("set-cookie", set_cookie)
    }

    /// A new value for the cookie: whoever planted or saw the old one has nothing of it. Requests that wait in other
    /// tabs of this browser go along.
    pub(super) fn new_session(&mut self, user: &SignedIn, request: &Request, now: SystemTime) -> String {
        let fresh = self.draw();
        if let Some(old) = self.site.cookie(request) {
            self.sessions.take(&old, now);
            for transaction in self.transactions.values_mut().filter(|transaction| transaction.browser == old) {
                transaction.browser.clone_from(&fresh);
            }
        }
        self.sessions.insert(fresh.clone(), user.clone(), now);
        fresh
    }

    fn after_login(&mut self, asked: Asked, user: SignedIn, browser: String, now: SystemTime) -> Response {
        // OpenID Connect Core 3.1.2.2: never an answer about another user than the one who is meant.
        if asked.wishes.sub.as_ref().is_some_and(|sub| *sub != user.sub) {
            let refusal = OAuthError::new("login_required", "somebody else signed in than the user who is meant");
            return self.refuse(&asked.address, &refusal, now);
        }
        if !self.must_consent(&asked, &user) {
            return self.give(&asked, &user, now);
        }
        let id = self.draw();
        let location = format!("{}?transaction={id}", self.site.path(Endpoint::Consent));
        let transaction = Transaction { browser, asked, user: Some(user), failures: 0 };
        self.transactions.insert(id, transaction, now);
        see_other(&location)
    }

    fn wrong_password(&mut self, id: &str, username: &str, now: SystemTime) -> Response {
        let Some(transaction) = self.transactions.find_mut(id, now) else { return pages::gone(self) };
        transaction.failures += 1;
        if transaction.failures >= ATTEMPTS {
            return self.deny(id, now);
        }
        let asked = transaction.asked.clone();
        pages::login(self, id, &asked, pages::Attempt::Again(username))
    }

    /// Takes the same time and says the same for an unknown user as for a wrong password.
    pub(super) fn user_with_password(&self, username: &str, password: &str) -> Option<&User> {
        let user = self.config.users.iter().find(|user| user.username == username);
        let expected = sha256(user.map_or("", |user| &user.password).as_bytes());
        let equal = bool::from(expected.ct_eq(&sha256(password.as_bytes())));
        user.filter(|_| equal)
    }
}
