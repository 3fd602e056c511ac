//! What a server and a client that keep to the texts do with requests, codes and tokens, as facts without messages.
//!
//! It knows nothing of the lab but the names of its scenarios and defences. Nothing here is played: a verifier is known
//! or not, a code is bound to a key or not, and a rule is the sentence of the standard that stands beside it.

use std::collections::BTreeSet;

/// Where an attack is stopped, by the letters of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    Authorization,
    Push,
    Callback,
    Token,
    IdToken,
    Resource,
}

/// What a way of attacking comes to, the worst for Mallory first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// What it needs does not exist.
    Moot,
    Stopped(Stop),
    Wins,
}

/// From whose login a value comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// From the login that the shop began in Alice's browser.
    Alice,
    /// From the login that the shop began in Mallory's browser.
    Prepared,
    /// Made by Mallory.
    Mallory,
}

/// Where an answer is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// Where the shop awaits the answers of the honest server: registered.
    Shop,
    /// Under Mallory's hand: it begins like the registered one, and is another.
    Evil,
}

/// Whose private key a proof is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The one key of the shop.
    Shop,
    /// The key that this login alone has.
    Login(Of),
    Mallory,
}

/// What an authorization request says.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    pub address: Address,
    /// The challenge, by the verifier that it belongs to.
    pub challenge: Option<Of>,
    pub nonce: Option<Of>,
    /// The key whose thumbprint is in `dpop_jkt`.
    pub jkt: Option<Key>,
}

/// A code: the server remembers for what request it was given.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    pub request: Request,
    /// Whether it has been redeemed.
    pub used: bool,
}

/// Who hands a request to the server, as far as the server can tell.
#[derive(Clone, Copy, Debug)]
pub struct Hand {
    /// Whether the secret is known to him.
    pub knows_secret: bool,
}

/// What a token request carries.
#[derive(Clone, Copy, Debug)]
pub struct Redemption {
    pub hand: Hand,
    pub address: Address,
    pub verifier: Option<Of>,
    pub proof: Option<Key>,
}

/// What arrives at the redirect URI of the shop.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    pub state: Option<Of>,
    /// Whether the server that answers is the one that this login of the shop is with.
    pub from_the_server_that_was_asked: bool,
}

/// Alice's server and the shop, with what is switched on.
pub struct House {
    on: BTreeSet<&'static str>,
    /// Whether the server insists on a challenge wherever the shop uses one.
    demands_challenge: bool,
}

impl House {
    pub fn new(on: &BTreeSet<&'static str>) -> Self {
        Self { on: on.clone(), demands_challenge: true }
    }

    /// The same where the server does without a challenge.
    pub fn without_demand(self) -> Self {
        Self { demands_challenge: false, ..self }
    }

    /// The shop has a secret, with which it proves itself wherever it speaks to the server directly: RFC 6749 3.2.1, and
    /// for the pushed request by the same rules, RFC 9126 2.
    pub fn has_secret(&self) -> bool {
        self.on.contains("secret") || self.on.contains("par-confidential")
    }

    pub fn pushes(&self) -> bool {
        self.on.contains("par-public") || self.on.contains("par-confidential")
    }

    pub fn uses_pkce(&self) -> bool {
        self.on.contains("s256") || self.on.contains("plain")
    }

    /// With `plain` the challenge is the verifier: RFC 7636 4.2. Where a method is to be chosen it is S256.
    pub fn challenge_is_verifier(&self) -> bool {
        self.on.contains("plain") && !self.on.contains("s256")
    }

    pub fn one_time(&self) -> bool {
        self.on.contains("one-time")
    }

    /// Tokens are asked for with a proof.
    pub fn binds_tokens(&self) -> bool {
        ["dpop", "dpop-jkt", "dpop-jkt-per-flow"].iter().any(|id| self.on.contains(id))
    }

    fn binds_codes(&self) -> bool {
        self.on.contains("dpop-jkt") || self.on.contains("dpop-jkt-per-flow")
    }

    /// The key with which the shop makes proofs in this login.
    pub fn key(&self, of: Of) -> Option<Key> {
        let per_flow = self.on.contains("dpop-jkt-per-flow");
        self.binds_tokens().then_some(if per_flow { Key::Login(of) } else { Key::Shop })
    }

    /// What the shop asks for in the login that it began in this browser.
    pub fn asked_by_shop(&self, of: Of) -> Request {
        Request {
            address: Address::Shop,
            challenge: self.uses_pkce().then_some(of),
            nonce: self.on.contains("nonce").then_some(of),
            jkt: self.key(of).filter(|_| self.binds_codes()),
        }
    }

    /// What the server does with a request.
    pub fn authorize(&self, request: Request, hand: Hand) -> Result<Code, Stop> {
        // RFC 9126 2.1: the server authenticates the client as at the token endpoint.
        if self.pushes() && self.has_secret() && !hand.knows_secret {
            return Err(Stop::Push);
        }
        // RFC 9126 2.1: a pushed request is validated as it would be at the authorization endpoint.
        let here = if self.pushes() { Stop::Push } else { Stop::Authorization };
        // RFC 9700 2.1: redirect URIs are compared by exact string matching.
        if self.on.contains("exact") && request.address != Address::Shop {
            return Err(here);
        }
        // RFC 7636 4.4.1: a server that requires PKCE refuses a request without a challenge. Nothing demands `dpop_jkt`:
        // RFC 9449 10 makes it optional.
        if self.uses_pkce() && self.demands_challenge && request.challenge.is_none() {
            return Err(here);
        }
        Ok(Code { request, used: false })
    }

    /// Whether the server gives tokens for the code.
    pub fn redeem(&self, code: Code, attempt: Redemption) -> Result<(), Stop> {
        let authenticated = !self.has_secret() || attempt.hand.knows_secret;
        // RFC 6749 4.1.2: a code that is used more than once is denied.
        let fresh = !(self.one_time() && code.used);
        // RFC 6749 4.1.3: the redirect URI is identical to that of the authorization request.
        let same_address = !self.on.contains("redirect-recheck") || code.request.address == attempt.address;
        // RFC 7636 4.6: the verifier is the one that the challenge was made of. Without a challenge there is nothing to
        // compare; the refusal of RFC 9700 4.8.2 is none of the defences.
        let verified = code.request.challenge.is_none_or(|of| attempt.verifier == Some(of));
        // RFC 9449 5: tokens are bound to the key of the proof. RFC 9449 10: that key has the thumbprint of the request.
        let proven = !self.binds_tokens() || attempt.proof.is_some();
        let bound = code.request.jkt.is_none_or(|key| attempt.proof == Some(key));
        let granted = authenticated && fresh && same_address && verified && proven && bound;
        granted.then_some(()).ok_or(Stop::Token)
    }

    /// What the shop does with an answer that arrives in the browser in which it began this login.
    pub fn take_answer(&self, login: Of, answer: Answer, code: Code) -> Result<(), Stop> {
        // RFC 6749 10.12: the state is bound to this browser.
        if self.on.contains("state") && answer.state != Some(login) {
            return Err(Stop::Callback);
        }
        // RFC 9207 2.4: the issuer of the answer is that of the server which was asked. RFC 9700 4.4.2.2: so is the
        // address at which it arrives.
        let tells_servers_apart = self.on.contains("iss") || self.on.contains("distinct-redirect");
        if tells_servers_apart && !answer.from_the_server_that_was_asked {
            return Err(Stop::Callback);
        }
        self.redeem(code, self.redeemed_by_shop(login))?;
        // OpenID Connect Core 3.1.3.7 (11): the nonce of the ID token is that of this login.
        let same_nonce = !self.on.contains("nonce") || code.request.nonce == Some(login);
        same_nonce.then_some(()).ok_or(Stop::IdToken)
    }

    /// The shop's token request: RFC 6749 4.1.3, with its own secret and address and what this login has.
    pub fn redeemed_by_shop(&self, login: Of) -> Redemption {
        Redemption {
            hand: Hand { knows_secret: true },
            address: Address::Shop,
            verifier: self.uses_pkce().then_some(login),
            proof: self.key(login),
        }
    }

    /// Whether a refresh token that was given to the shop is good in this hand.
    pub fn refresh(&self, hand: Hand) -> Result<(), Stop> {
        // RFC 6749 6: a confidential client proves itself. RFC 9449 5: that of a public client is bound to its key.
        // RFC 9700 4.14.2: rotation notices the second use, and his is the first.
        let authenticated = !self.has_secret() || hand.knows_secret;
        let unbound = self.has_secret() || !self.binds_tokens();
        (authenticated && unbound).then_some(()).ok_or(Stop::Token)
    }

    /// Whether an access token that was given to the shop is good in other hands.
    pub fn use_access_token(&self) -> Result<(), Stop> {
        // RFC 6750 1.2: whoever has a bearer token can use it. RFC 9449 7.1: a bound one takes a proof by its key.
        if self.binds_tokens() { Err(Stop::Resource) } else { Ok(()) }
    }
}

impl From<Result<(), Stop>> for End {
    fn from(result: Result<(), Stop>) -> Self {
        result.map_or_else(Self::Stopped, |()| Self::Wins)
    }
}

impl End {
    /// The word of the matrix.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wins => "wins",
            Self::Moot => "n/a",
            Self::Stopped(Stop::Authorization) => "A",
            Self::Stopped(Stop::Push) => "P",
            Self::Stopped(Stop::Callback) => "C",
            Self::Stopped(Stop::Token) => "T",
            Self::Stopped(Stop::IdToken) => "I",
            Self::Stopped(Stop::Resource) => "R",
        }
    }
}
