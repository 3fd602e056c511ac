//! The proof of a client, left out, spoiled, or somebody else's.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::{rewrite, set_form};
use crate::flow::Keys;
use crate::jose::{Jwt, base64url, from_base64url, sign_hs256};
use crate::protocol::{AuthMethod, Client, client_auth};
use crate::wire::Request;

/// Takes the proof out of a request; the client is still named, so that it is clear who shows nothing.
pub fn leave_out(request: &mut Request, client_id: &str) {
    leave_all_out(request);
    set_form(request, "client_id", client_id);
}

/// Takes everything out of a request that tells who sends it.
pub fn leave_all_out(request: &mut Request) {
    request.headers.unset("authorization");
    let mut form = request.form().unwrap_or_default();
    for name in ["client_id", "client_secret", "client_assertion_type", "client_assertion"] {
        form.unset(name);
    }
    rewrite(request, &form);
}

/// Makes the proof in a request wrong: the last character of the secret, or a bit of the signature, becomes another one.
pub fn spoil(request: &mut Request, client: &Client) {
    let secret = client.client_secret.as_deref().unwrap_or_default();
    show_secret(request, client, &altered(secret));
    if let Some(assertion) = shown_assertion(request) {
        set_form(request, "client_assertion", &broken(&assertion));
    }
}

/// Puts another secret where the request shows the one of the client.
pub fn show_secret(request: &mut Request, client: &Client, secret: &str) {
    if request.headers.get("authorization").is_some() {
        let client = Client { client_secret: Some(secret.to_owned()), ..client.clone() };
        request.headers.set("authorization", client_auth::basic(&client).header);
    }
    if request.form().is_some_and(|form| form.get("client_secret").is_some()) {
        set_form(request, "client_secret", secret);
    }
}

/// Makes a request that of a client which does not exist, proven in the same way.
pub fn pretend(request: &mut Request, client: &Client, (keys, nobody): (&Keys, &str)) {
    if request.headers.get("authorization").is_some() {
        let client = Client { client_id: nobody.to_owned(), ..client.clone() };
        request.headers.set("authorization", client_auth::basic(&client).header);
        return;
    }
    set_form(request, "client_id", nobody);
    resign(request, (client, keys), |claims| {
        for name in ["iss", "sub"] {
            claims.insert(name.to_owned(), json!(nobody));
        }
    });
}

/// Shows id and secret by Basic, just as they are given.
pub fn show_basic(request: &mut Request, id: &str, secret: &str) {
    request.headers.set("authorization", format!("Basic {}", STANDARD.encode(format!("{id}:{secret}"))));
}

/// The client assertion of a request, where it has one.
#[must_use]
pub fn shown_assertion(request: &Request) -> Option<String> {
    request.form()?.get("client_assertion").map(str::to_owned)
}

/// Signs the client assertion of a request anew with other claims; of a request without one nothing changes.
pub fn resign(request: &mut Request, (client, keys): (&Client, &Keys), change: impl FnOnce(&mut Map<String, Value>)) {
    let Some(jwt) = shown_assertion(request).and_then(|assertion| Jwt::parse(&assertion).ok()) else { return };
    let mut claims = jwt.claims.clone();
    change(&mut claims);
    let claims = Value::Object(claims);
    let signed = match client_auth::method_of(&shown_assertion(request).unwrap_or_default()) {
        AuthMethod::ClientSecretJwt => {
            let secret = client.client_secret.as_deref().unwrap_or_default();
            Some(sign_hs256(secret.as_bytes(), &json!({"alg": "HS256", "typ": "JWT"}), &claims))
        }
        _ => keys.client.as_ref().and_then(|key| key.sign("JWT", &claims)),
    };
    if let Some(signed) = signed {
        set_form(request, "client_assertion", &signed);
    }
}

/// A secret with its last character changed.
fn altered(secret: &str) -> String {
    let mut changed = secret.to_owned();
    let last = changed.pop();
    changed.push(if last == Some('x') { 'y' } else { 'x' });
    changed
}

/// A JWT with one bit of its signature changed.
fn broken(compact: &str) -> String {
    let Some((signed, signature)) = compact.rsplit_once('.') else { return compact.to_owned() };
    let mut octets = from_base64url(signature).unwrap_or_default();
    match octets.first_mut() {
        Some(octet) => *octet ^= 1,
        None => octets.push(1),
    }
    format!("{signed}.{}", base64url(&octets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Params;

    #[test]
    fn a_wrong_secret_is_wrong_and_as_long() {
        for secret in ["secret", "x", "", "geheimä"] {
            assert_ne!(altered(secret), secret);
            assert_eq!(altered(secret).chars().count(), secret.chars().count().max(1));
        }
        let jwt = sign_hs256(b"key", &json!({"alg": "HS256"}), &json!({"sub": "a"}));
        assert_ne!(broken(&jwt), jwt);
        assert_eq!(Jwt::parse(&broken(&jwt)).unwrap().claims, Jwt::parse(&jwt).unwrap().claims);
    }

    #[test]
    fn whoever_shows_nothing_is_still_named() {
        let form = Params::parse("code=x&client_id=a&client_secret=s");
        let mut request = Request::post_form("https://h/t", &form);
        request.headers.push("authorization", "Basic YTpi");
        leave_out(&mut request, "a");
        assert_eq!(request.form().unwrap(), Params::parse("code=x&client_id=a"));
        assert!(request.headers.get("authorization").is_none());
        leave_all_out(&mut request);
        assert_eq!(request.form().unwrap(), Params::parse("code=x"));
    }
}
