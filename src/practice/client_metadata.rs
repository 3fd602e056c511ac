//! Client metadata: what a program says about itself when it registers (RFC 7591 2), and what is made of it.

use serde_json::{Map, Value, json};

use super::reply::OAuthError;
use super::{AuthMethod, Client, Config, GrantType, redirect};
use crate::jose::{Algorithm, Jwks};
use crate::wire::uri;

/// How many values a list may have, and how long one may be.
const MOST: usize = 20;
const LONGEST: usize = 2_000;

/// What is kept as it came, since nothing here depends on it.
const ECHOED: [&str; 6] = ["client_name", "client_uri", "logo_uri", "scope", "response_types", "application_type"];

/// The client that these members describe, without its secret.
pub(super) fn read(config: &Config, client_id: &str, asked: &Map<String, Value>) -> Result<Client, OAuthError> {
    let method = auth_method(config, asked)?;
    let grant_types = grant_types(config, asked)?;
    let redirect_uris = redirect_uris(asked, "redirect_uris")?;
    if redirect_uris.is_empty() && grant_types.contains(&GrantType::AuthorizationCode) {
        return Err(OAuthError::new("invalid_redirect_uri", "authorization_code needs redirect_uris"));
    }
    let client = Client {
        redirect_uris,
        id_token_signed_response_alg: signing_algorithm(asked)?,
        grant_types,
        token_endpoint_auth_method: Some(method),
        jwks: jwks(asked)?,
        tls_client_auth_subject_dn: text(asked, "tls_client_auth_subject_dn")?,
        tls_client_certificate_bound_access_tokens: flag(asked, "tls_client_certificate_bound_access_tokens")?,
        dpop_bound_access_tokens: flag(asked, "dpop_bound_access_tokens")?,
        post_logout_redirect_uris: redirect_uris_after_logout(asked)?,
        ..Client::public(client_id, &[])
    };
    let lacks = match method {
        AuthMethod::PrivateKeyJwt | AuthMethod::SelfSignedTlsClientAuth if client.jwks.0.is_empty() => "jwks",
        AuthMethod::TlsClientAuth if client.tls_client_auth_subject_dn.is_none() => "tls_client_auth_subject_dn",
        _ => return Ok(client),
    };
    Err(invalid(format!("{method} needs {lacks}")))
}

/// What became of it (RFC 7591 3.2.1: all registered metadata).
pub(super) fn write(client: &Client, asked: &Map<String, Value>) -> Map<String, Value> {
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
    put("redirect_uris", json!(client.redirect_uris));
    put("token_endpoint_auth_method", json!(client.token_endpoint_auth_method.map(AuthMethod::name)));
    put("grant_types", json!(client.grant_types.iter().map(|grant| grant.name()).collect::<Vec<_>>()));
    put("response_types", json!(["code"]));
    put("id_token_signed_response_alg", json!(client.id_token_signed_response_alg.name()));
    if !client.post_logout_redirect_uris.is_empty() {
        put("post_logout_redirect_uris", json!(client.post_logout_redirect_uris));
    }
    if !client.jwks.0.is_empty() {
        put("jwks", json!({"keys": client.jwks.0.iter().map(|key| &key.0).collect::<Vec<_>>()}));
    }
    if let Some(subject) = &client.tls_client_auth_subject_dn {
        put("tls_client_auth_subject_dn", json!(subject));
    }
    if client.dpop_bound_access_tokens {
        put("dpop_bound_access_tokens", json!(true));
    }
    if client.tls_client_certificate_bound_access_tokens {
        put("tls_client_certificate_bound_access_tokens", json!(true));
    }
    for name in ECHOED {
        if let Some(value) = asked.get(name) {
            put(name, value.clone());
        }
    }
    members
}

/// Whether it authenticates by a secret.
pub(super) fn needs_secret(client: &Client) -> bool {
    use AuthMethod::{ClientSecretBasic, ClientSecretJwt, ClientSecretPost};
    matches!(client.token_endpoint_auth_method, Some(ClientSecretBasic | ClientSecretPost | ClientSecretJwt))
}

/// `client_secret_basic` where nothing is said (RFC 7591 2).
fn auth_method(config: &Config, asked: &Map<String, Value>) -> Result<AuthMethod, OAuthError> {
    let name = text(asked, "token_endpoint_auth_method")?.unwrap_or_else(|| "client_secret_basic".to_owned());
    let offered = config.auth_methods().contains(&name.as_str());
    AuthMethod::named(&name)
        .filter(|_| offered)
        .ok_or_else(|| invalid(format!("this server does not offer {name} as token_endpoint_auth_method")))
}

/// `authorization_code` where nothing is said (RFC 7591 2).
fn grant_types(config: &Config, asked: &Map<String, Value>) -> Result<Vec<GrantType>, OAuthError> {
    let names = list(asked, "grant_types")?.unwrap_or_else(|| vec!["authorization_code".to_owned()]);
    let known = |name: &String| {
        let grant_type = GrantType::parse(name).filter(|grant_type| grant_type.is_on(&config.policy));
        grant_type.ok_or_else(|| invalid(format!("this server does not offer {name} as a grant type")))
    };
    names.iter().map(known).collect()
}

/// RS256 where nothing is said (OpenID Connect Dynamic Client Registration 2).
fn signing_algorithm(asked: &Map<String, Value>) -> Result<Algorithm, OAuthError> {
    let name = text(asked, "id_token_signed_response_alg")?.unwrap_or_else(|| "RS256".to_owned());
    Algorithm::named(&name)
        .filter(|algorithm| matches!(algorithm, Algorithm::Rs256 | Algorithm::Es256))
        .ok_or_else(|| invalid(format!("this server does not sign ID tokens with {name}")))
}

/// Only what is sent along: fetching an address that somebody names is how a server is made to attack others.
fn jwks(asked: &Map<String, Value>) -> Result<Jwks, OAuthError> {
    if asked.contains_key("jwks_uri") {
        return Err(invalid("this server fetches no jwks_uri: send the keys as jwks".into()));
    }
    let Some(document) = asked.get("jwks") else { return Ok(Jwks::default()) };
    let jwks = Jwks::parse(document).ok_or_else(|| invalid("jwks is no JWK Set".into()))?;
    match () {
        () if jwks.0.len() > MOST => Err(invalid(format!("jwks has more than {MOST} keys"))),
        () if jwks.0.iter().any(crate::jose::Jwk::is_private) => {
            Err(invalid("jwks holds a private or symmetric key: replace it, and send public ones".into()))
        }
        () => Ok(jwks),
    }
}

fn redirect_uris_after_logout(asked: &Map<String, Value>) -> Result<Vec<String>, OAuthError> {
    redirect_uris(asked, "post_logout_redirect_uris")
        .map_err(|refusal| OAuthError { error: "invalid_client_metadata", ..refusal })
}

/// An https address, one of the client's own machine, or of a scheme of its own (RFC 8252 7).
fn redirect_uris(asked: &Map<String, Value>, name: &str) -> Result<Vec<String>, OAuthError> {
    let uris = list(asked, name)?.unwrap_or_default();
    let good = |uri: &&String| {
        let own_scheme = uri.split(':').next().is_some_and(|scheme| scheme.contains('.'));
        redirect::is_well_formed(uri)
            && (uri::is_https(uri) || (uri::is_http(uri) && uri::is_loopback(uri)) || own_scheme)
    };
    match uris.iter().find(|uri| !good(uri)) {
        None => Ok(uris),
        Some(_) => Err(OAuthError::new(
            "invalid_redirect_uri",
            format!(
                "{name} holds an address that is neither https, nor of a loopback address, nor of a scheme of its own"
            ),
        )),
    }
}

fn list(asked: &Map<String, Value>, name: &str) -> Result<Option<Vec<String>>, OAuthError> {
    let Some(value) = asked.get(name) else { return Ok(None) };
    let wrong = || invalid(format!("{name} is no array of strings of a sensible size"));
    let values = value.as_array().filter(|values| values.len() <= MOST).ok_or_else(wrong)?;
    let text = |value: &Value| value.as_str().filter(|text| text.len() <= LONGEST).map(ToOwned::to_owned);
    values.iter().map(text).collect::<Option<_>>().map(Some).ok_or_else(wrong)
}

fn text(asked: &Map<String, Value>, name: &str) -> Result<Option<String>, OAuthError> {
    let Some(value) = asked.get(name) else { return Ok(None) };
    let text = value.as_str().filter(|text| text.len() <= LONGEST);
    text.map(|text| Some(text.to_owned())).ok_or_else(|| invalid(format!("{name} is no string of a sensible size")))
}

fn flag(asked: &Map<String, Value>, name: &str) -> Result<bool, OAuthError> {
    let value = asked.get(name).unwrap_or(&Value::Bool(false));
    value.as_bool().ok_or_else(|| invalid(format!("{name} is neither true nor false")))
}

fn invalid(why: String) -> OAuthError {
    OAuthError::new("invalid_client_metadata", why)
}
