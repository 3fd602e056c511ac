//! The code challenge of an authorization request (RFC 7636 4.3 and 4.4).

use super::reply::OAuthError;
use super::{Config, Fault, Pkce};
use crate::wire::Params;

/// What the verifier must match (RFC 7636 4.4: kept with the code).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Challenge {
    S256(String),
    Plain(String),
}

impl Challenge {
    /// RFC 7636 4.3 and 4.4.1: no method means `plain`, and what cannot be handled is `invalid_request`.
    pub(super) fn examine(config: &Config, received: &Params) -> Result<Option<Self>, OAuthError> {
        let invalid = |description: &str| Err(OAuthError::new("invalid_request", description));
        let (policy, methods) = (&config.policy, config.policy.challenge_methods());
        if policy.pkce == Pkce::Off {
            return Ok(None);
        }
        let Some(challenge) = received.get("code_challenge") else {
            return match (policy.pkce, received.get("code_challenge_method")) {
                (Pkce::Required, _) if !config.has(Fault::ChallengeMissing) => invalid("code challenge required"),
                (_, Some(_)) => invalid("code_challenge_method comes without code_challenge"),
                (_, None) => Ok(None),
            };
        };
        let method = received.get("code_challenge_method").unwrap_or("plain");
        if config.has(Fault::ChallengeUnchecked) && method != "plain" {
            return Ok(Some(Self::S256(challenge.to_owned())));
        }
        let is_plain = method == "plain" && config.has(Fault::ChallengePlain);
        if !methods.contains(&method) && !is_plain {
            return invalid("transform algorithm not supported");
        }
        match method {
            "S256" if !is_s256(challenge) => invalid("an S256 code_challenge has 43 characters of base64url"),
            "S256" => Ok(Some(Self::S256(challenge.to_owned()))),
            _ if !is_verifier(challenge) => invalid("a code_challenge has 43 to 128 unreserved characters"),
            _ => Ok(Some(Self::Plain(challenge.to_owned()))),
        }
    }
}

/// A hash of 32 octets in base64url: anything else can never match.
fn is_s256(challenge: &str) -> bool {
    challenge.len() == 43 && challenge.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-_".contains(&octet))
}

/// RFC 7636 4.1: 43 to 128 unreserved characters.
pub(super) fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len())
        && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._~".contains(&octet))
}
