//! Signed answers (JARM): the parameters as the claims of one JWT, so that the client knows who gave them and to whom.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::response_mode::ReturnAddress;
use super::{Client, Fault, Provider, unix};
use crate::jose::{Algorithm, SigningKey, unsigned};
use crate::wire::Params;

/// JARM 2.1 recommends ten minutes at most.
const LIFETIME: u64 = 300;

impl Provider {
    /// The parameters of an answer in one. `None` where signing fails.
    pub(super) fn wrapped(&self, address: &ReturnAddress, params: &Params, now: SystemTime) -> Option<Params> {
        let mut claims = Map::new();
        for (claim, value) in [
            ("iss", json!(self.site.issuer())),
            ("aud", json!(address.client_id)),
            ("exp", json!(unix(now) + LIFETIME)),
        ] {
            claims.insert(claim.to_owned(), value);
        }
        for (name, value) in params.iter() {
            claims.insert(name.to_owned(), json!(value));
        }
        for fault in &self.config.faults {
            spoil(*fault, &mut claims, unix(now));
        }
        let client = self.config.client(&address.client_id);
        let algorithm = client.map_or(Algorithm::Es256, |client: &Client| client.id_token_signed_response_alg);
        let response = self.signed_response(self.keys.of(algorithm)?, &Value::Object(claims))?;
        Some(Params::default().with("response", response))
    }

    fn signed_response(&self, key: &SigningKey, claims: &Value) -> Option<String> {
        if self.config.has(Fault::JarmUnsigned) {
            return Some(unsigned(claims));
        }
        if self.config.has(Fault::JarmOtherKey) {
            let header = json!({"alg": key.algorithm().name(), "typ": "JWT", "kid": key.kid()});
            return SigningKey::generate(key.algorithm())?.sign_with_header(&header, claims);
        }
        key.sign("JWT", claims)
    }
}

/// Changes the one claim that a fault is about.
fn spoil(fault: Fault, claims: &mut Map<String, Value>, now: u64) {
    let (claim, value) = match fault {
        Fault::JarmIssWrong => ("iss", json!("https://attacker.example")),
        Fault::JarmAudWrong => ("aud", json!("another-client")),
        Fault::JarmExpired => ("exp", json!(now.saturating_sub(LIFETIME))),
        Fault::JarmExpMissing => {
            claims.shift_remove("exp");
            return;
        }
        _ => return,
    };
    claims.insert(claim.to_owned(), value);
}
