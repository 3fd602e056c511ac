//! Client authentication at the token endpoint (RFC 6749 2.3): the lock that the client secret opens.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use subtle::ConstantTimeEq as _;

use super::reply::OAuthError;
use super::{Client, Config, Fault, GrantType, TokenAuth};
use crate::jose::sha256;
use crate::wire::{Params, Request};

/// What a request shows of its client.
struct Shown {
    client_id: String,
    secret: Option<String>,
    method: Method,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    None,
    Basic,
    Post,
}

/// The client that sent a token request; every failure is one error, so that it tells nothing about which clients exist.
pub(super) fn authenticate<'a>(config: &'a Config, request: &Request, form: &Params) -> Result<&'a Client, OAuthError> {
    let shown = shown(config, request, form)?;
    let failed = |why: &str| OAuthError::new("invalid_client", why);
    let client = config.client(&shown.client_id);
    match (client.map(|client| (client, client.client_secret.as_deref())), shown.secret.as_deref()) {
        (Some((client, None)), None) => Ok(client),
        (Some((client, Some(_))), None) if may_omit_secret(config, form) => Ok(client),
        (_, None) => Err(failed("client authentication is missing")),
        (Some((client, Some(expected))), Some(secret)) => {
            check_method(config, shown.method)?;
            if same(expected, secret) || config.has(Fault::IgnoreSecret) {
                return Ok(client);
            }
            Err(failed("client authentication failed"))
        }
        (_, Some(secret)) => {
            // Unknown, or a client without a secret: the same answer, in about the same time.
            let _ = same("", secret);
            Err(failed("client authentication failed"))
        }
    }
}

fn shown(config: &Config, request: &Request, form: &Params) -> Result<Shown, OAuthError> {
    let mut fields = request.headers.all("authorization");
    let in_body = form.get("client_secret");
    let Some(field) = fields.next() else {
        let client_id = form.get("client_id").unwrap_or_default().to_owned();
        let method = if in_body.is_some() { Method::Post } else { Method::None };
        return Ok(Shown { client_id, secret: in_body.map(ToOwned::to_owned), method });
    };
    let (client_id, secret) = basic(config, field)
        .ok_or_else(|| OAuthError::new("invalid_client", "the Authorization header holds no Basic credentials"))?;
    let twice = in_body.is_some() || fields.next().is_some();
    let contradicts = form.get("client_id").is_some_and(|other| other != client_id);
    if (twice || contradicts) && !config.has(Fault::AuthConflict) {
        // RFC 6749 2.3: not more than one method in each request.
        return Err(OAuthError::new("invalid_request", "more than one client authentication in one request"));
    }
    Ok(Shown { client_id, secret: Some(secret), method: Method::Basic })
}

/// RFC 6749 2.3.1: both parts were form-encoded before they were joined, so that neither can hold a colon.
fn basic(config: &Config, field: &str) -> Option<(String, String)> {
    let (scheme, credentials) = field.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (client_id, secret) = text.split_once(':')?;
    if config.has(Fault::BasicNotDecoded) {
        return Some((client_id.to_owned(), secret.to_owned()));
    }
    Some((form_decoded(client_id)?, form_decoded(secret)?))
}

fn form_decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

fn check_method(config: &Config, method: Method) -> Result<(), OAuthError> {
    let refused = match config.policy.token_auth {
        TokenAuth::BasicOrPost => return Ok(()),
        TokenAuth::Basic if method == Method::Basic => return Ok(()),
        TokenAuth::Post if method == Method::Post => return Ok(()),
        TokenAuth::Basic => "client_secret_post is not accepted here",
        TokenAuth::Post => "client_secret_basic is not accepted here",
    };
    Err(OAuthError::new("invalid_client", refused))
}

fn may_omit_secret(config: &Config, form: &Params) -> bool {
    match form.get("grant_type").and_then(GrantType::parse) {
        Some(GrantType::AuthorizationCode) => config.has(Fault::SecretMayBeMissing),
        Some(GrantType::RefreshToken) => config.has(Fault::RefreshWithoutAuth),
        None => false,
    }
}

/// Compares hashes, in constant time: neither content nor length can be measured.
fn same(expected: &str, shown: &str) -> bool {
    sha256(expected.as_bytes()).ct_eq(&sha256(shown.as_bytes())).into()
}
