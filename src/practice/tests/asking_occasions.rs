//! What a client gets that uses an extension of asking: for the faults that show only there.

use serde_json::{Value, json};

use super::agent::{Agent, Change, ISSUER, SECRET, redemption, request_for, returned, text};
use crate::jose::{Algorithm, Jwks, Jwt, Signature, SigningKey, verify_with_key};
use crate::practice::{Asking, Config, Fault, Keys, Occasion, Policy, ResponseTypes};
use crate::wire::{Params, Request};

/// What a client that uses an extension gets from a server with these faults, without what changes by chance.
pub fn got(occasion: Occasion, key: &[u8], faults: Vec<Fault>) -> Option<Value> {
    let es256 = SigningKey::from_pkcs8(Algorithm::Es256, key).unwrap();
    let asking = Asking { response_types: ResponseTypes::Hybrid, ..Asking::default() };
    let policy = Policy { asking, ..Policy::default() };
    let config = Config { policy, faults, ..Config::default() };
    let mut agent = Agent::with_keys(config, Keys::new(es256, Keys::published_rs256().unwrap()));
    Some(match occasion {
        Occasion::Par => {
            let params = request_for("web-app").with("client_secret", SECRET);
            let response = agent.provider.respond(&Request::post_form(format!("{ISSUER}/par"), &params), agent.now);
            json!([response.status, response.headers, response.body.text()])
        }
        Occasion::Jarm => answer(&mut agent, &request_for("web-app").with("response_mode", "jwt")),
        Occasion::Hybrid => answer(&mut agent, &request_for("web-app").changed("response_type", "code id_token token")),
        Occasion::MaxAge => id_token(&mut agent, &request_for("web-app").with("max_age", "60")),
        Occasion::Acr => {
            let essential = json!({"id_token": {"acr": {"essential": true, "value": "urn:example:password"}}});
            id_token(&mut agent, &request_for("web-app").with("claims", essential.to_string()))
        }
        Occasion::Details => {
            let payment = json!([{"type": "payment_initiation", "creditorName": "Merchant A",
                "instructedAmount": {"currency": "EUR", "amount": "123.50"}}]);
            let back = agent.go(&request_for("web-app").with("authorization_details", payment.to_string()));
            agent.token(&redemption(back.get("code").unwrap())).1["authorization_details"].take()
        }
        _ => return None,
    })
}

/// What the ID token of a login says, but for the access token that it belongs to.
fn id_token(agent: &mut Agent, params: &Params) -> Value {
    let back = agent.go(params);
    let (_, tokens) = agent.token(&redemption(back.get("code").unwrap()));
    let mut claims = Jwt::parse(text(&tokens, "id_token")).unwrap().claims;
    claims.shift_remove("at_hash");
    Value::Object(claims)
}

/// Where the answer stands and what is in it, with every JWT as what it says and whether that is true.
fn answer(agent: &mut Agent, params: &Params) -> Value {
    agent.go(&request_for("web-app"));
    let response = agent.ask(params);
    let location = response.headers.get("location").unwrap();
    let keys = Jwks::parse(&agent.document("/jwks")).unwrap();
    let seen = |value: &str| match Jwt::parse(value) {
        Err(_) => json!(value),
        Ok(jwt) => {
            let candidates = keys.candidates(jwt.alg(), jwt.kid());
            let valid = candidates.iter().any(|key| verify_with_key(&jwt, key) == Signature::Valid);
            json!([jwt.header, jwt.claims, valid])
        }
    };
    let params = returned(&response);
    let params: Vec<Value> = params.iter().map(|(name, value)| json!([name, seen(value)])).collect();
    json!([location.contains('#'), params])
}
