//! The request object: the authorization request as a JWT that the client signs, so that nobody on the way can change a
//! word of it (RFC 9101).

use serde_json::{Map, Value, json};

use super::client_auth::Evidence;
use super::{Client, Server, id_token};
use crate::jose::sign_hs256;
use crate::wire::Params;

/// The type that keeps such a JWT from being taken for another one (RFC 9101 10.8).
pub const TYPE: &str = "oauth-authz-req+jwt";

/// How long it is good, in seconds: as long as somebody may take to begin a login.
const LIFETIME: u64 = 300;
/// What a JWT says about itself and is no parameter (RFC 7519 4.1).
const ABOUT_ITSELF: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];
/// Parameters that are JSON inside a JWT (OpenID Connect Core 6.1, RFC 9396 3).
const JSON: [&str; 2] = ["claims", "authorization_details"];

/// The request object for these parameters, signed with the client's key, else with its secret. `None` where it has
/// neither.
#[must_use]
pub fn sign(client: &Client, server: &Server, evidence: Evidence<'_>, params: &Params) -> Option<String> {
    let mut claims = Map::new();
    claims.insert("iss".into(), json!(client.client_id));
    claims.insert("aud".into(), json!(server.issuer.as_ref().unwrap_or(&server.authorization_endpoint)));
    claims.insert("iat".into(), json!(evidence.now));
    claims.insert("nbf".into(), json!(evidence.now));
    claims.insert("exp".into(), json!(evidence.now + LIFETIME));
    claims.insert("jti".into(), json!(evidence.jti));
    for (name, value) in params.iter() {
        add(&mut claims, name, value);
    }
    let claims = Value::Object(claims);
    match (evidence.key, client.client_secret.as_deref()) {
        (Some(key), _) => key.sign(TYPE, &claims),
        (None, Some(secret)) => Some(sign_hs256(secret.as_bytes(), &json!({"alg": "HS256", "typ": TYPE}), &claims)),
        (None, None) => None,
    }
}

/// What stands beside the object where the browser carries it: RFC 9101 5 wants `client_id`; a server of OpenID Connect
/// also wants what makes this a request of OAuth and of OpenID Connect (Core 6.1).
#[must_use]
pub fn by_value(server: &Server, params: &Params, object: String) -> Params {
    let mut outside = alone(params, object);
    if server.speaks_openid() {
        outside.push_some("response_type", params.get("response_type"));
        outside.push_some("scope", params.get("scope"));
    }
    outside
}

/// What stands beside the object where it is pushed: nothing but the client (RFC 9126 3).
#[must_use]
pub fn alone(params: &Params, object: String) -> Params {
    let client_id = params.get("client_id").unwrap_or_default();
    Params::default().with("client_id", client_id).with("request", object)
}

/// The parameters in a request object, as they would stand in a query; the signature is not looked at.
#[must_use]
pub fn parameters(object: &str) -> Option<Params> {
    let (_, claims) = id_token::read(object)?;
    let mut params = Params::default();
    for (name, value) in claims.iter().filter(|(name, _)| !ABOUT_ITSELF.contains(&name.as_str())) {
        match value {
            Value::String(text) => params.push(name, text),
            Value::Array(many) if !JSON.contains(&name.as_str()) => {
                many.iter().filter_map(Value::as_str).for_each(|text| params.push(name, text));
            }
            other => params.push(name, other.to_string()),
        }
    }
    Some(params)
}

/// A parameter as a claim: a text, a number, JSON, or a list where there are several (RFC 8707 2).
fn add(claims: &mut Map<String, Value>, name: &str, value: &str) {
    let text = || Value::from(value);
    let own = match name {
        "max_age" => value.parse::<u64>().map_or_else(|_| text(), Value::from),
        _ if JSON.contains(&name) => serde_json::from_str(value).unwrap_or_else(|_| text()),
        _ => text(),
    };
    match claims.get_mut(name) {
        None => drop(claims.insert(name.to_owned(), own)),
        Some(Value::Array(many)) => many.push(own),
        Some(one) => *one = Value::Array(vec![one.take(), own]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::{Algorithm, Jwt, Signature, SigningKey, verify_with_key, verify_with_secret};
    use crate::protocol::{Needs, ServerHints};

    fn params() -> Params {
        Params::default()
            .with("client_id", "c")
            .with("response_type", "code")
            .with("scope", "openid")
            .with("max_age", "60")
            .with("resource", "https://a")
            .with("resource", "https://b")
            .with("claims", r#"{"id_token":{"acr":null}}"#)
    }

    fn server() -> Server {
        let hints = ServerHints {
            issuer: Some("https://h".into()),
            jwks_uri: Some("https://h/k".into()),
            ..ServerHints::default()
        };
        Server::pin(&hints, None, Needs::default()).unwrap()
    }

    #[test]
    fn the_object_holds_every_parameter_and_says_who_made_it_for_whom() {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let client = Client { client_id: "c".into(), client_secret: Some("s".into()), ..Client::default() };
        let signed = Evidence { key: Some(&key), now: 5, jti: "j" };
        let object = sign(&client, &server(), signed, &params()).unwrap();
        let jwt = Jwt::parse(&object).unwrap();
        assert_eq!(verify_with_key(&jwt, &key.public_jwk()), Signature::Valid);
        assert_eq!(jwt.header["typ"], TYPE);
        assert_eq!((jwt.text("iss"), jwt.text("aud"), jwt.text("jti")), (Some("c"), Some("https://h"), Some("j")));
        assert_eq!(jwt.claims["exp"], 305);
        assert_eq!(jwt.claims["max_age"], 60);
        assert_eq!(jwt.claims["resource"], json!(["https://a", "https://b"]));
        assert!(jwt.claims["claims"].is_object());
        assert_eq!(parameters(&object).unwrap(), params());
        let by_secret = sign(&client, &server(), Evidence { key: None, ..signed }, &params()).unwrap();
        assert_eq!(verify_with_secret(&Jwt::parse(&by_secret).unwrap(), "s"), Signature::Valid);
        let public = Client { client_secret: None, ..client };
        assert_eq!(sign(&public, &server(), Evidence { key: None, ..signed }, &params()), None);
    }

    #[test]
    fn beside_the_object_stands_only_what_has_to() {
        let outside = by_value(&server(), &params(), "o".into());
        assert_eq!(outside.to_query(), "client_id=c&request=o&response_type=code&scope=openid");
        assert_eq!(alone(&params(), "o".into()).to_query(), "client_id=c&request=o");
        let plain = Server { jwks_uri: None, ..server() };
        assert_eq!(by_value(&plain, &params(), "o".into()).to_query(), "client_id=c&request=o");
    }
}
