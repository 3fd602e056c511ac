//! The consent page and its form: what the user lets a client do.

use std::time::SystemTime;

use super::authorize::Asked;
use super::login::SignedIn;
use super::{Consent, Fault, Provider, pages};
use crate::wire::{Request, Response};

impl Provider {
    pub(super) fn consent(&mut self, request: &Request, now: SystemTime) -> Response {
        let is_form = request.method == "POST";
        let params = if is_form { request.form() } else { Some(request.query()) };
        let Some(params) = params else { return pages::not_a_form(self) };
        let Some(id) = self.bound_transaction(&params, request, now) else { return pages::gone(self) };
        match params.get("decision") {
            Some("allow") if is_form => self.allow(&id, now),
            Some("deny") if is_form => self.deny(&id, now),
            _ => self.show_consent(&id, now),
        }
    }

    /// Whether the user has to be asked before a code is given.
    pub(super) fn must_consent(&self, asked: &Asked, user: &SignedIn) -> bool {
        let wants = |wanted: &str| asked.prompt.iter().any(|word| word == wanted);
        if wants("consent") || (wants("none") && self.config.has(Fault::PromptNoneAsks)) {
            return true;
        }
        match self.config.policy.consent {
            Consent::Always => true,
            Consent::Never => false,
            // One payment allowed is not the next one allowed.
            Consent::First if !asked.wishes.details.is_empty() => true,
            Consent::First => {
                let key = (user.sub.clone(), asked.client_id.clone());
                let given = self.consents.get(&key);
                !given.is_some_and(|given| asked.wanted().all(|wanted| given.contains(&wanted)))
            }
        }
    }

    fn show_consent(&self, id: &str, now: SystemTime) -> Response {
        match self.transactions.find(id, now) {
            Some(transaction) => match &transaction.user {
                Some(user) => pages::consent(self, id, &transaction.asked, user),
                None => pages::gone(self),
            },
            None => pages::gone(self),
        }
    }

    fn allow(&mut self, id: &str, now: SystemTime) -> Response {
        // A transaction without a user has seen no password, whatever its form says.
        if self.transactions.find(id, now).is_none_or(|transaction| transaction.user.is_none()) {
            return pages::gone(self);
        }
        match self.transactions.take(id, now).map(|transaction| (transaction.asked, transaction.user)) {
            Some((asked, Some(user))) => {
                self.remember(&asked, &user);
                self.give(&asked, &user, now)
            }
            _ => pages::gone(self),
        }
    }

    /// Anybody can pass for a public client, so its consent is good for this once (RFC 6749 10.2, RFC 8252 8.6).
    fn remember(&mut self, asked: &Asked, user: &SignedIn) {
        let public = self.config.client(&asked.client_id).is_none_or(super::Client::is_public);
        if public && !self.config.has(Fault::SilentPublicClient) {
            return;
        }
        let given = self.consents.entry((user.sub.clone(), asked.client_id.clone())).or_default();
        given.extend(asked.wanted());
    }
}

impl Asked {
    /// What the user is asked about: scopes by their names, and claims by theirs with a word before that no scope is.
    fn wanted(&self) -> impl Iterator<Item = String> {
        let claims = self.wishes.claims.about_the_user().map(|(name, _)| format!("claim {name}"));
        self.scope.iter().map(ToOwned::to_owned).chain(claims)
    }
}
