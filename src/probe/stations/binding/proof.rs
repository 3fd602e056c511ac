//! DPoP proofs, right ones and wrong ones (RFC 9449 4.2).

use serde_json::{Value, json};

use crate::jose::{SigningKey, base64url, sign_hs256};
use crate::protocol::dpop;
use crate::wire::{Request, uri};

/// What a proof is made of: change one of them and it is wrong.
#[derive(Clone, Debug)]
pub(super) struct Proof {
    header: Value,
    claims: Value,
}

/// What is wrong with a proof at the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// `typ` is that of any JWT.
    OtherType,
    /// Nobody signed it.
    Unsigned,
    /// It is signed with the public key as a secret.
    Symmetric,
    /// It was changed after it was signed.
    BrokenSignature,
    /// It shows a private key.
    PrivateKey,
    /// It was made for another method.
    OtherMethod,
    /// It was made for another address.
    OtherAddress,
    /// It is an hour old.
    Old,
    /// It is of the next hour.
    Early,
    /// It cannot be told from another one.
    WithoutId,
    /// There are two.
    Twice,
}

/// How far a wrong time is off, in seconds.
const FAR: u64 = 3_600;

impl Proof {
    /// The proof that this key would make for a request.
    pub(super) fn of(key: &SigningKey, request: &Request, fresh: dpop::Fresh<'_>) -> Self {
        let jwk = key.public_jwk().bare().unwrap_or_else(|| key.public_jwk());
        let mut claims = json!({
            "jti": fresh.jti,
            "htm": request.method,
            "htu": uri::without_query(&request.url),
            "iat": fresh.now,
        });
        if let Some(nonce) = fresh.nonce {
            claims["nonce"] = json!(nonce);
        }
        if let Some(token) = fresh.access_token {
            claims["ath"] = json!(dpop::token_hash(token));
        }
        let header = json!({"typ": dpop::TYPE, "alg": key.algorithm().name(), "jwk": jwk.0});
        Self { header, claims }
    }

    /// The same with another claim.
    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.claims[name] = value;
        self
    }

    /// The same without a claim.
    pub(super) fn without(mut self, name: &str) -> Self {
        if let Some(claims) = self.claims.as_object_mut() {
            claims.shift_remove(name);
        }
        self
    }

    /// Signed. Nothing where the library cannot.
    pub(super) fn signed(&self, key: &SigningKey) -> Option<String> {
        key.sign_with_header(&self.header, &self.claims)
    }

    fn headed(mut self, name: &str, value: Value) -> Self {
        self.header[name] = value;
        self
    }
}

impl Flaw {
    /// Every flaw, the times last: with a nonce in play a server need not look at these (RFC 9449 4.3).
    pub(super) const ALL: [Self; 11] = [
        Self::OtherType,
        Self::Unsigned,
        Self::Symmetric,
        Self::BrokenSignature,
        Self::PrivateKey,
        Self::OtherMethod,
        Self::OtherAddress,
        Self::WithoutId,
        Self::Twice,
        Self::Old,
        Self::Early,
    ];

    /// What it is, in a few words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::OtherType => "typ JWT",
            Self::Unsigned => "alg none",
            Self::Symmetric => "alg HS256",
            Self::BrokenSignature => "a broken signature",
            Self::PrivateKey => "a private key in it",
            Self::OtherMethod => "made for GET",
            Self::OtherAddress => "made for another address",
            Self::Old => "an hour old",
            Self::Early => "an hour ahead",
            Self::WithoutId => "no jti",
            Self::Twice => "two proofs",
        }
    }

    /// Whether it is about the time.
    pub(super) fn is_of_time(self) -> bool {
        matches!(self, Self::Old | Self::Early)
    }

    /// The values of the header field `DPoP` that show it.
    pub(super) fn shown(self, key: &SigningKey, right: Proof) -> Option<Vec<String>> {
        let now = right.claims["iat"].as_u64()?;
        let one = match self {
            Self::OtherType => right.headed("typ", json!("JWT")).signed(key)?,
            Self::Unsigned => unsigned(&right.headed("alg", json!("none"))),
            Self::Symmetric => symmetric(&right.headed("alg", json!("HS256"))),
            Self::BrokenSignature => broken(&right.signed(key)?)?,
            Self::PrivateKey => {
                let mut jwk = right.header["jwk"].clone();
                jwk["d"] = json!(base64url(&[0x42; 32]));
                right.headed("jwk", jwk).signed(key)?
            }
            Self::OtherMethod => right.with("htm", json!("GET")).signed(key)?,
            Self::OtherAddress => {
                let address = format!("{}/oauth-flow-check", right.claims["htu"].as_str()?);
                right.with("htu", json!(address)).signed(key)?
            }
            Self::Old => right.with("iat", json!(now.saturating_sub(FAR))).signed(key)?,
            Self::Early => right.with("iat", json!(now + FAR)).signed(key)?,
            Self::WithoutId => right.without("jti").signed(key)?,
            Self::Twice => {
                let other = right.clone().with("jti", json!(format!("{}-2", right.claims["jti"].as_str()?)));
                return Some(vec![right.signed(key)?, other.signed(key)?]);
            }
        };
        Some(vec![one])
    }
}

fn unsigned(proof: &Proof) -> String {
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    format!("{}.{}.", part(&proof.header), part(&proof.claims))
}

/// RFC 8725 2.1: whoever takes `alg` from the token takes the public key for a secret.
fn symmetric(proof: &Proof) -> String {
    sign_hs256(proof.header["jwk"].to_string().as_bytes(), &proof.header, &proof.claims)
}

/// The first character of the signature changes: the last one may hold bits that no decoder reads.
fn broken(compact: &str) -> Option<String> {
    let (input, signature) = compact.rsplit_once('.')?;
    let mut all = signature.chars();
    let first = if all.next()? == 'A' { 'B' } else { 'A' };
    Some(format!("{input}.{first}{}", all.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::{Algorithm, Jwt, Signature, verify_with_key};

    #[test]
    fn each_flaw_is_one_and_the_right_proof_has_none() {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let request = Request::get("https://h/token?x=1");
        let fresh = dpop::Fresh { now: 10_000, jti: "j", nonce: Some("n"), access_token: None };
        let right = || Proof::of(&key, &request, fresh);
        let signed = right().signed(&key).unwrap();
        let jwt = Jwt::parse(&signed).unwrap();
        assert_eq!(verify_with_key(&jwt, &key.public_jwk()), Signature::Valid);
        assert_eq!((jwt.text("htu"), jwt.text("nonce")), (Some("https://h/token"), Some("n")));
        for flaw in Flaw::ALL {
            let shown = flaw.shown(&key, right()).unwrap();
            assert_eq!(shown.len(), if flaw == Flaw::Twice { 2 } else { 1 }, "{flaw:?}");
            let jwt = Jwt::parse(&shown[0]).unwrap();
            let forged = [Flaw::Unsigned, Flaw::Symmetric, Flaw::BrokenSignature].contains(&flaw);
            assert_eq!(verify_with_key(&jwt, &key.public_jwk()) != Signature::Valid, forged, "{flaw:?}");
        }
    }
}
