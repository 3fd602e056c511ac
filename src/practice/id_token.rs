//! The ID token (OpenID Connect Core 2 and 3.1.3.6), and every way to get it wrong.

use std::time::SystemTime;

use serde_json::{Value, json};

use super::claims::Claim;
use super::issue::Issue;
use super::wishes::{ACR, Wishes};
use super::{Client, Fault, Provider, Scope, unix};
use crate::jose::{SigningKey, left_half_hash, sign_hs256, unsigned};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
pub(super) const SOMEBODY_ELSE: &str = "248289761999";

/// What comes beside an ID token, and so is hashed into it.
#[derive(Clone, Copy)]
pub(super) enum Beside<'a> {
    /// In a token response (OpenID Connect Core 3.1.3.6).
    TokenResponse { access_token: &'a str },
    /// Through the browser (OpenID Connect Core 3.2.2.10 and 3.3.2.11).
    InFront { code: Option<&'a str>, access_token: Option<&'a str> },
}

impl Provider {
    /// `None` where signing fails.
    pub(super) fn id_token(
        &self,
        issue: &Issue<'_>,
        client: &Client,
        beside: Beside<'_>,
        now: SystemTime,
    ) -> Option<String> {
        let grant = self.grants.find(issue.grant, now)?;
        let key = self.keys.of(client.id_token_signed_response_alg)?;
        let mut claims = json!({
            "iss": self.site.issuer(),
            "sub": self.name_of(&grant.sub, issue.grant),
            "aud": client.client_id,
            "exp": unix(now) + HOUR,
            "iat": unix(now),
            "auth_time": unix(grant.auth_time),
        });
        if let Some(nonce) = issue.nonce {
            claims["nonce"] = json!(nonce);
        }
        if let Beside::InFront { code: None, access_token: None } = beside {
            // OpenID Connect Core 5.4: what no access token can fetch comes in the ID token.
            self.add_claims_of_scope(&grant.sub, &issue.scope, &mut claims);
        }
        for (claim, value) in self.hashed(beside) {
            claims[claim] = json!(left_half_hash(key.algorithm().name(), value)?);
        }
        if grant.wishes.acr {
            claims["acr"] = json!(ACR);
        }
        self.add_claims(&grant.sub, &grant.wishes.claims.id_token, &mut claims);
        for fault in self.config.faults.iter().filter(|fault| has_occasion(**fault, &grant.wishes)) {
            spoil(*fault, &mut claims, unix(now));
        }
        self.sign(key, &claims)
    }

    /// What a user is called to the client that holds this grant: always the same.
    pub(super) fn name_of(&self, sub: &str, grant: &str) -> String {
        match grant.get(..8).filter(|_| self.config.has(Fault::SubPerLogin)) {
            Some(login) => format!("{sub}-{login}"),
            None => sub.to_owned(),
        }
    }

    /// Which hashes of what come into the token.
    fn hashed<'a>(&self, beside: Beside<'a>) -> impl Iterator<Item = (&'static str, &'a str)> {
        let (code, access_token, in_front) = match beside {
            Beside::TokenResponse { access_token } => (None, Some(access_token), false),
            Beside::InFront { code, access_token } => (code, access_token, true),
        };
        let left_out = |fault| in_front && self.config.has(fault);
        let code = code.filter(|_| !left_out(Fault::CHashMissing));
        let code = code.map(|code| if left_out(Fault::CHashWrong) { "another code" } else { code });
        let access_token = access_token.filter(|_| !left_out(Fault::AtHashMissing));
        [("at_hash", access_token), ("c_hash", code)].into_iter().filter_map(|(claim, value)| Some((claim, value?)))
    }

    fn add_claims_of_scope(&self, sub: &str, scope: &Scope, claims: &mut Value) {
        let user = self.user_of(sub).map(|user| self.claims(user, scope));
        if let (Some(Value::Object(more)), Some(claims)) = (user, claims.as_object_mut()) {
            for (claim, value) in more {
                claims.entry(claim).or_insert(value);
            }
        }
    }

    /// Claims that were asked for one by one.
    fn add_claims(&self, sub: &str, asked: &[Claim], claims: &mut Value) {
        if let Some(user) = self.user_of(sub) {
            for (name, value) in self.single_claims(user, asked) {
                claims[name] = value;
            }
        }
    }

    fn sign(&self, key: &SigningKey, claims: &Value) -> Option<String> {
        let faulty = |fault| self.config.has(fault);
        let alg = key.algorithm().name();
        let mut header = json!({"alg": alg, "typ": "JWT", "kid": key.kid()});
        if faulty(Fault::IdTokenAlgNone) {
            return Some(unsigned(claims));
        }
        if faulty(Fault::IdTokenHs256) {
            header["alg"] = json!("HS256");
            let public = Value::Object(key.public_jwk().0).to_string();
            return Some(sign_hs256(public.as_bytes(), &header, claims));
        }
        if faulty(Fault::IdTokenUnknownKid) {
            header["kid"] = json!("a-key-that-nobody-published");
        }
        if faulty(Fault::IdTokenCrit) {
            header["crit"] = json!(["urn:example:unknown"]);
            header["urn:example:unknown"] = json!(true);
        }
        if faulty(Fault::IdTokenOtherKey) {
            return SigningKey::generate(key.algorithm())?.sign_with_header(&header, claims);
        }
        let mut text = claims.to_string();
        if faulty(Fault::IdTokenSubTwice) {
            text.insert_str(1, &format!("\"sub\":\"{SOMEBODY_ELSE}\","));
        }
        let signed = key.sign_text(&header.to_string(), &text)?;
        Some(if faulty(Fault::IdTokenSignatureBroken) { broken(&signed) } else { signed })
    }
}

/// Whether a fault has anything to be wrong about: no `acr` is missing where nobody asked for it.
fn has_occasion(fault: Fault, wishes: &Wishes) -> bool {
    match fault {
        Fault::AuthTimeMissing | Fault::AuthTimeOld => wishes.max_age.is_some(),
        Fault::AcrMissing | Fault::AcrOther => wishes.acr,
        _ => true,
    }
}

/// Changes the one claim that a fault is about; the others are not its business.
fn spoil(fault: Fault, claims: &mut Value, now: u64) {
    let (claim, value) = match fault {
        Fault::IdTokenIssWrong => ("iss", json!("https://attacker.example")),
        Fault::IdTokenAudWrong => ("aud", json!("another-client")),
        Fault::IdTokenAudExtra => {
            // With `azp`, as several audiences want it (Core 2): the extra audience alone is wrong.
            claims["azp"] = claims["aud"].clone();
            ("aud", json!([claims["aud"], "another-client"]))
        }
        Fault::IdTokenAzpWrong => ("azp", json!("another-client")),
        Fault::IdTokenExpired => ("exp", json!(now.saturating_sub(HOUR))),
        Fault::IdTokenExpMilliseconds => ("exp", json!((now + HOUR) * 1000)),
        Fault::IdTokenExpString => ("exp", json!((now + HOUR).to_string())),
        Fault::IdTokenIatFuture => ("iat", json!(now + HOUR)),
        Fault::IdTokenIatOld => ("iat", json!(now.saturating_sub(DAY))),
        Fault::IdTokenNbfFuture => ("nbf", json!(now + HOUR)),
        Fault::IdTokenSubMissing => ("sub", Value::Null),
        Fault::NonceMissing => ("nonce", Value::Null),
        Fault::NonceWrong => ("nonce", json!("a-nonce-of-another-login")),
        Fault::AtHashWrong => ("at_hash", json!(left_half_hash("ES256", "another access token"))),
        Fault::AuthTimeMissing => ("auth_time", Value::Null),
        Fault::AuthTimeOld => ("auth_time", json!(now.saturating_sub(DAY))),
        Fault::AcrMissing => ("acr", Value::Null),
        Fault::AcrOther => ("acr", json!("urn:example:nothing-at-all")),
        _ => return,
    };
    match claims.as_object_mut() {
        Some(claims) if value.is_null() => {
            claims.shift_remove(claim);
        }
        Some(claims) => {
            claims.insert(claim.to_owned(), value);
        }
        None => {}
    }
}

/// The same JWT with the first character of its signature changed.
fn broken(jwt: &str) -> String {
    let (input, signature) = jwt.rsplit_once('.').unwrap_or((jwt, ""));
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    format!("{input}.{first}{}", signature.get(1..).unwrap_or_default())
}
