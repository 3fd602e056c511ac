//! The ID token (OpenID Connect Core 2 and 3.1.3.6), and every way to get it wrong.

use std::time::SystemTime;

use serde_json::{Value, json};

use super::issue::Issue;
use super::{Client, Fault, Provider, unix};
use crate::jose::{SigningKey, left_half_hash, sign_hs256, unsigned};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
pub(super) const SOMEBODY_ELSE: &str = "248289761999";

impl Provider {
    /// `None` where signing fails.
    pub(super) fn id_token(
        &self,
        issue: &Issue<'_>,
        client: &Client,
        access_token: &str,
        now: SystemTime,
    ) -> Option<String> {
        let grant = self.grants.find(issue.grant, now)?;
        let key = self.keys.of(client.id_token_signed_response_alg)?;
        let mut claims = json!({
            "iss": self.site.issuer(),
            "sub": grant.sub,
            "aud": client.client_id,
            "exp": unix(now) + HOUR,
            "iat": unix(now),
            "auth_time": unix(grant.auth_time),
        });
        if let Some(nonce) = issue.nonce {
            claims["nonce"] = json!(nonce);
        }
        claims["at_hash"] = json!(left_half_hash(key.algorithm().name(), access_token)?);
        for fault in &self.config.faults {
            spoil(*fault, &mut claims, unix(now));
        }
        self.sign(key, &claims)
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
