//! An access token as it is shown at a resource: by itself (RFC 6750), or with a proof of the key or the certificate that
//! it is bound to (RFC 9449 7, RFC 8705 3).

use std::time::SystemTime;

use serde_json::json;

use super::client_auth::Certificate;
use super::dpop::{self, NonceOf, Proof};
use super::reply::{self, OAuthError, quotable};
use super::{AccessToken, Dpop, Fault, Provider};
use crate::jose::{base64url, sha256};
use crate::wire::{Request, Response};

/// Why a token does not open the door, and under which scheme it would (RFC 6750 3.1, RFC 9449 7.1).
pub(super) struct Closed {
    pub(super) why: Why,
    scheme: Scheme,
}

pub(super) enum Why {
    NoToken,
    TwoTokens,
    /// For this reason.
    Invalid(&'static str),
    /// This scope is missing.
    ScopeTooSmall(&'static str),
    Proof(OAuthError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Bearer,
    Dpop,
}

/// A token of a request and the scheme it came under.
struct Shown {
    token: String,
    scheme: Scheme,
}

impl Provider {
    /// The token of a request that opens the door here.
    pub(super) fn opened(&mut self, request: &Request, now: SystemTime) -> Result<AccessToken, Closed> {
        let shown = self.shown_token(request)?;
        let closed = |why| Closed { why, scheme: shown.scheme };
        let proof = match shown.scheme {
            Scheme::Bearer => None,
            Scheme::Dpop => {
                let proof = self.dpop_proof(request, NonceOf::Resource, now);
                let missing = || OAuthError::new("invalid_dpop_proof", "there is no DPoP proof with the token");
                Some(proof.and_then(|proof| proof.ok_or_else(missing)).map_err(|why| closed(Why::Proof(why)))?)
            }
        };
        let alive = self.access_tokens.find(&shown.token, now);
        let alive = alive.filter(|token| self.grants.find(&token.grant, now).is_some()).cloned();
        let token = alive.ok_or_else(|| closed(Why::Invalid("the access token is unknown, expired or revoked")))?;
        self.check_key(&token, &shown, proof)?;
        self.check_certificate(&token, request).map_err(|why| closed(Why::Invalid(why)))?;
        Ok(token)
    }

    /// One token in one place: the header (RFC 6750 2.1, RFC 9449 7.1) or the form (RFC 6750 2.2), never the URL.
    fn shown_token(&self, request: &Request) -> Result<Shown, Closed> {
        let mut tokens: Vec<Shown> =
            request.headers.all("authorization").filter_map(|field| self.in_header(field)).collect();
        let bearer = |token: &str| Shown { token: token.to_owned(), scheme: Scheme::Bearer };
        if request.method == "POST"
            && let Some(form) = request.form()
        {
            tokens.extend(form.all("access_token").map(bearer));
        }
        if self.config.has(Fault::UserinfoQueryToken) {
            tokens.extend(request.query().all("access_token").map(bearer));
        }
        let scheme = if self.config.policy.dpop == Dpop::Required { Scheme::Dpop } else { Scheme::Bearer };
        let closed = |why| Closed { why, scheme };
        match tokens.len() {
            0 => Err(closed(Why::NoToken)),
            1 => tokens.pop().ok_or_else(|| closed(Why::NoToken)),
            _ => Err(closed(Why::TwoTokens)),
        }
    }

    fn in_header(&self, field: &str) -> Option<Shown> {
        let (scheme, token) = field.trim().split_once(' ')?;
        if self.config.has(Fault::SchemeCaseSensitive) && !matches!(scheme, "Bearer" | "DPoP") {
            return None;
        }
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Scheme::Bearer,
            "dpop" if self.config.policy.dpop != Dpop::Off => Scheme::Dpop,
            _ => return None,
        };
        Some(Shown { token: token.trim().to_owned(), scheme })
    }

    /// RFC 9449 7.1: the key is the one of the token, and the proof was made for it.
    fn check_key(&self, token: &AccessToken, shown: &Shown, proof: Option<Proof>) -> Result<(), Closed> {
        let closed = |why| Err(Closed { why, scheme: Scheme::Dpop });
        match (&token.binding.jkt, proof) {
            (None, None) => Ok(()),
            (None, Some(_)) => closed(Why::Invalid("the access token is not bound to a key: show it with Bearer")),
            (Some(_), None) if self.config.has(Fault::DpopDowngrade) => Ok(()),
            (Some(_), None) => {
                closed(Why::Invalid("the access token is bound to a key: show it with DPoP and a proof"))
            }
            (Some(bound), Some(proof)) if *bound != proof.jkt => {
                closed(Why::Invalid("the access token is bound to another key than the proof shows"))
            }
            (Some(_), Some(proof)) => {
                let fits = proof.ath == Some(base64url(&sha256(shown.token.as_bytes())));
                if fits || self.config.has(Fault::DpopAthUnchecked) {
                    return Ok(());
                }
                let why = "ath of the proof is not the hash of the access token";
                closed(Why::Proof(OAuthError::new("invalid_dpop_proof", why)))
            }
        }
    }

    /// RFC 8705 3.
    fn check_certificate(&self, token: &AccessToken, request: &Request) -> Result<(), &'static str> {
        let Some(bound) = &token.binding.x5t else { return Ok(()) };
        let shown = Certificate::shown(&self.config, request).ok().flatten();
        let fits = shown.is_some_and(|certificate| certificate.thumbprint() == *bound);
        if fits || self.config.has(Fault::CertificateUnbound) {
            return Ok(());
        }
        Err("the access token is bound to another certificate")
    }
}

impl AccessToken {
    /// Whether it may do this, and otherwise why not.
    pub(super) fn require(&self, scope: &'static str) -> Result<(), Closed> {
        let scheme = if self.binding.jkt.is_some() { Scheme::Dpop } else { Scheme::Bearer };
        if self.scope.contains(scope) { Ok(()) } else { Err(Closed { why: Why::ScopeTooSmall(scope), scheme }) }
    }
}

impl Closed {
    /// A token that opened the door and leads to nobody.
    pub(super) fn leads_nowhere() -> Self {
        Self { why: Why::Invalid("the access token speaks for no user"), scheme: Scheme::Bearer }
    }

    /// A token that opens doors, but not this one (RFC 9068 4, RFC 8707 2).
    pub(super) fn elsewhere() -> Self {
        Self { why: Why::Invalid("the access token was made out to another resource"), scheme: Scheme::Bearer }
    }

    pub(super) fn response(&self) -> Response {
        let challenge = self.scheme.challenge();
        let (status, error, description) = match &self.why {
            // RFC 6750 3.1: no error code for a request that shows no credentials at all.
            Why::NoToken => {
                let response = reply::json(401, &json!({})).with("www-authenticate", challenge);
                return reply::not_stored(response);
            }
            Why::TwoTokens => (400, "invalid_request", "more than one access token in one request".to_owned()),
            Why::Invalid(why) => (401, "invalid_token", (*why).to_owned()),
            Why::ScopeTooSmall(scope) => (403, "insufficient_scope", format!("the access token lacks {scope}")),
            Why::Proof(refusal) => (401, refusal.error, refusal.description.clone()),
        };
        let more =
            if let Why::ScopeTooSmall(scope) = &self.why { format!(", scope=\"{scope}\"") } else { String::new() };
        let description = quotable(&description);
        let challenge = format!("{challenge}, error=\"{error}\", error_description=\"{description}\"{more}");
        let document = json!({"error": error, "error_description": description});
        reply::not_stored(reply::json(status, &document).with("www-authenticate", challenge))
    }
}

impl Scheme {
    fn challenge(self) -> String {
        match self {
            Self::Bearer => "Bearer realm=\"practice provider\"".to_owned(),
            Self::Dpop => format!("DPoP realm=\"practice provider\", algs=\"{}\"", dpop::algorithms().join(" ")),
        }
    }
}
