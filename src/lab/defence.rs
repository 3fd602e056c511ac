//! What can be switched on against an attack, each by itself: one row each.

use super::habits::{Habits, Key};
use super::scenario::{Trait, Way};
use super::why;
use crate::practice::{Codes, Fault, IssParameter, Redirect, Refresh};
use crate::protocol::Pkce;

/// Declares the defences with their ids, the heads of their columns, titles, what they do, and where that is written; then
/// what they make of the shop and the server, and why they do not help in a way in which Mallory wins.
macro_rules! defences {
    ($($name:ident $id:literal $short:literal $title:literal $does:literal $spec:literal, $on:expr, $why:expr;)+) => {
        /// Something that a client or a server does against attacks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Defence {
            $(#[doc = $does] $name,)+
        }

        impl Defence {
            /// All of them, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name on the command line.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// Its name over a narrow column.
            #[must_use]
            pub fn short(self) -> &'static str {
                match self { $(Self::$name => $short,)+ }
            }

            /// Its name in a sentence.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }

            /// What it does.
            #[must_use]
            pub fn does(self) -> &'static str {
                match self { $(Self::$name => $does,)+ }
            }

            /// Where it is specified.
            #[must_use]
            pub fn spec(self) -> &'static str {
                match self { $(Self::$name => $spec,)+ }
            }

            /// What it makes of the shop and the server.
            fn switch_on(self) -> fn(&mut Habits) {
                match self { $(Self::$name => $on,)+ }
            }

            /// Why it does not help, in a way that is about codes and tokens.
            pub(super) fn why_not(self) -> fn(&Way) -> &'static str {
                match self { $(Self::$name => $why,)+ }
            }
        }
    };
}

defences! {
    Secret "secret" "sec" "the client secret" "the shop proves itself with its secret at the token endpoint" "RFC 6749 3.2.1",
        |habits| habits.secret = true, why::proof_of_client;
    S256 "s256" "256" "PKCE with S256" "every login has a verifier of its own, of which the browser carries a hash" "RFC 7636 4.2",
        |habits| habits.challenge(Pkce::S256), why::challenge;
    Plain "plain" "pla" "PKCE with plain" "every login has a verifier of its own, which the browser carries as it is" "RFC 7636 4.2",
        |habits| habits.challenge(Pkce::Plain), |way| if way.has(Trait::SeesRequest) { "the request that he saw shows the verifier" } else { why::challenge(way) };
    Exact "exact" "exa" "exact redirect URIs" "the server compares redirect URIs character by character" "RFC 9700 2.1",
        |habits| habits.policy.redirect = Redirect::Exact, |_| "the answer goes to an address that is registered";
    RedirectRecheck "redirect-recheck" "rec" "the redirect URI at the token endpoint" "the server compares the redirect URI of the token request with that of the authorization request" "RFC 6749 4.1.3",
        |habits| habits.mend(Fault::RedirectUriUnbound), |_| "the token request names the very address that the code was asked for";
    State "state" "sta" "state" "the shop takes only an answer that carries the state of this browser session" "RFC 6749 10.12",
        |habits| habits.state = true, why::state;
    Nonce "nonce" "non" "the nonce in the ID token" "the shop takes only an ID token that carries the nonce of this login" "OpenID Connect Core 3.1.3.7",
        |habits| habits.nonce = true, why::nonce;
    Iss "iss" "iss" "iss in the answer" "the server names itself in the answer, and the shop takes only that of the server it asked" "RFC 9207 2.4",
        |habits| habits.policy.iss = IssParameter::On, |_| "the answer comes from the right server";
    DistinctRedirect "distinct-redirect" "dis" "a redirect URI for each server" "the shop awaits the answer of each server at an address of its own" "RFC 9700 4.4.2.2",
        |habits| habits.own_addresses = true, |_| "no other server takes part";
    Dpop "dpop" "dpo" "DPoP" "tokens are bound to a key of the shop" "RFC 9449 5",
        |habits| habits.bind(Key::One), why::bound_tokens;
    DpopJkt "dpop-jkt" "jkt" "dpop_jkt with one key" "codes and tokens are bound to the one key of the shop" "RFC 9449 10",
        |habits| habits.bind_codes(Key::One), why::bound_code;
    DpopJktPerFlow "dpop-jkt-per-flow" "jpf" "dpop_jkt with a key for each login" "codes and tokens are bound to a key that this login alone has" "RFC 9449 10",
        |habits| habits.bind_codes(Key::PerLogin), why::bound_code;
    ParPublic "par-public" "par" "pushed requests" "requests are handed to the server directly, by a client that proves nothing" "RFC 9126 2",
        Habits::push, why::pushed;
    ParConfidential "par-confidential" "pac" "pushed requests with client authentication" "requests are handed to the server directly, by a client that proves itself there and at the token endpoint" "RFC 9126 2",
        |habits| { habits.push(); habits.secret = true; }, why::proof_of_client;
    OneTime "one-time" "one" "codes that are good once" "a code is redeemed once, and its return ends what it gave" "RFC 6749 4.1.2",
        |habits| habits.policy.codes = Codes::OneTime, |_| "it is redeemed for the first time";
    Rotation "rotation" "rot" "refresh tokens that rotate" "a refresh token is good once, and its return ends the whole family" "RFC 9700 4.14.2",
        |habits| { habits.policy.refresh = Refresh::Rotate; habits.mend(Fault::RefreshNotRotated); }, |_| "it is about refresh tokens, and he needs none";
}

/// Which of them are switched on, in the order in which they were named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defences(Vec<Defence>);

impl Defence {
    /// The defence of this name.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|defence| defence.id() == id)
    }
}

impl Defences {
    /// Everything that goes together. Where a method of PKCE has to be chosen it is S256.
    #[must_use]
    pub fn all() -> Self {
        Defence::ALL.iter().copied().filter(|defence| *defence != Defence::Plain).collect()
    }

    /// Each of them by itself: the columns of the matrix.
    #[must_use]
    pub fn alone() -> Vec<Self> {
        Defence::ALL.iter().map(|defence| [*defence].into_iter().collect()).collect()
    }

    /// Whether this one is on.
    #[must_use]
    pub fn has(&self, defence: Defence) -> bool {
        self.0.contains(&defence)
    }

    /// The same with one more.
    #[must_use]
    pub fn with(&self, defence: Defence) -> Self {
        self.iter().chain([defence]).collect()
    }

    /// The same without one.
    #[must_use]
    pub fn without(&self, defence: Defence) -> Self {
        self.iter().filter(|own| *own != defence).collect()
    }

    /// What the shop and the server do with these.
    pub(super) fn habits(&self) -> Habits {
        let mut habits = Habits::careless();
        self.iter().for_each(|defence| defence.switch_on()(&mut habits));
        habits
    }

    /// Those that are on.
    pub fn iter(&self) -> impl Iterator<Item = Defence> + '_ {
        self.0.iter().copied()
    }

    /// Whether none is on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their ids with a plus between them; `all` and `none` where they are that.
    #[must_use]
    pub fn words(&self) -> String {
        if self.is_empty() {
            return "none".to_owned();
        }
        let all = Self::all();
        if self.0.len() == all.0.len() && all.iter().all(|defence| self.has(defence)) {
            return "all".to_owned();
        }
        self.iter().map(Defence::id).collect::<Vec<_>>().join("+")
    }
}

impl FromIterator<Defence> for Defences {
    fn from_iter<I: IntoIterator<Item = Defence>>(defences: I) -> Self {
        let mut own = Vec::new();
        for defence in defences {
            if !own.contains(&defence) {
                own.push(defence);
            }
        }
        Self(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_defence_is_found_by_its_name() {
        for defence in Defence::ALL {
            assert_eq!(Defence::by_id(defence.id()), Some(*defence));
        }
        assert_eq!(Defence::by_id("hope"), None);
    }

    #[test]
    fn sets_are_told_as_they_were_named() {
        let both: Defences = [Defence::State, Defence::Secret, Defence::State].into_iter().collect();
        assert_eq!(both.words(), "state+secret");
        assert_eq!(both.without(Defence::Secret).words(), "state");
        assert_eq!(Defences::default().words(), "none");
        assert_eq!(Defences::all().words(), "all");
        assert!(!Defences::all().has(Defence::Plain) && Defences::all().has(Defence::S256));
    }
}
