//! What the shop and the honest server do: what the defences are made of.

use crate::practice::{Codes, Consent, Fault, IssParameter, Par, PkceMethods, Policy, Redirect, Refresh};
use crate::protocol::Pkce;

/// What they do. Each defence switches some of it on, and what is not switched on is not there.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a shop does each of these or does not, in every combination")]
pub(super) struct Habits {
    /// The shop proves itself with its secret wherever it speaks to the server directly.
    pub(super) secret: bool,
    /// What the shop makes a challenge with.
    pub(super) pkce: Pkce,
    /// It wants its state back with the answer.
    pub(super) state: bool,
    /// It wants its nonce back in the ID token.
    pub(super) nonce: bool,
    /// It awaits the answers of each server at an address of its own.
    pub(super) own_addresses: bool,
    /// The key that its tokens are bound to.
    pub(super) key: Key,
    /// Its codes are bound to that key as well.
    pub(super) binds_codes: bool,
    /// What the server goes by.
    pub(super) policy: Policy,
    /// What the server does not look at.
    pub(super) faults: Vec<Fault>,
}

/// The key of the shop that tokens are bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// There is none: bearer tokens.
    None,
    /// One for all logins.
    One,
    /// A fresh one for each login.
    PerLogin,
}

impl Habits {
    /// A careless shop at a careless server.
    pub(super) fn careless() -> Self {
        Self {
            secret: false,
            pkce: Pkce::None,
            state: false,
            nonce: false,
            own_addresses: false,
            key: Key::None,
            binds_codes: false,
            policy: Policy {
                pkce_methods: PkceMethods::S256,
                redirect: Redirect::Prefix,
                codes: Codes::Reusable,
                iss: IssParameter::Off,
                refresh: Refresh::Plain,
                consent: Consent::Never,
                ..Policy::default()
            },
            faults: vec![Fault::RedirectUriUnbound, Fault::RefreshNotRotated],
        }
    }

    /// The challenge is made with this, unless it is made with S256 already.
    pub(super) fn challenge(&mut self, method: Pkce) {
        if self.pkce != Pkce::S256 {
            self.pkce = method;
        }
        if method == Pkce::Plain {
            self.policy.pkce_methods = PkceMethods::S256AndPlain;
        }
    }

    /// Tokens are bound to this key, unless they are bound to a better one already.
    pub(super) fn bind(&mut self, key: Key) {
        self.key = self.key.max(key);
    }

    /// The same, and codes too.
    pub(super) fn bind_codes(&mut self, key: Key) {
        self.bind(key);
        self.binds_codes = true;
    }

    /// Every request has to be pushed.
    pub(super) fn push(&mut self) {
        self.policy.asking.par = Par::Required;
    }

    /// The server looks at this after all.
    pub(super) fn mend(&mut self, fault: Fault) {
        self.faults.retain(|own| *own != fault);
    }

    /// Whether the server compares redirect URIs character by character.
    pub(super) fn is_exact(&self) -> bool {
        self.policy.redirect == Redirect::Exact
    }
}
