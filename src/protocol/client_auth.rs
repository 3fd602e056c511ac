//! How the client proves itself at the token endpoint and its kin (RFC 6749 2.3, RFC 7523 2.2, RFC 8705 2).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{AssertionAudience, AuthMethod, BasicEncoding, Client, Server, id_token};
use crate::jose::{SigningKey, sign_hs256};
use crate::wire::{Params, Request};

/// The Basic header and how it came about, for showing the derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basic {
    /// The `client_id` as it is written before the colon.
    pub id: String,
    /// The `client_secret` as it is written after the colon.
    pub secret: String,
    /// The value of the `Authorization` header.
    pub header: String,
}

/// The value of `client_assertion_type` (RFC 7523 2.2).
pub const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How long an assertion is good, in seconds: long enough for a slow road and a clock that is a little off.
const ASSERTION_LIFETIME: u64 = 60;

/// What an assertion is made of besides the client.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// The client's private key, where it has one.
    pub key: Option<&'a SigningKey>,
    /// Now, in seconds since 1970.
    pub now: u64,
    /// A fresh value: an assertion is good once (RFC 7523 3).
    pub jti: &'a str,
}

/// The method to use: what the user said, else the first of ours that the metadata lists. An absent list means
/// `client_secret_basic` (RFC 8414 2); a client that holds nothing has nothing to prove itself with.
#[must_use]
pub fn choose(client: &Client, server: &Server) -> AuthMethod {
    if let Some(method) = client.auth_method {
        return method;
    }
    let ours = possible(client);
    let Some(first) = ours.first().copied() else { return AuthMethod::None };
    let listed = server.metadata.as_ref().and_then(|document| document.list("token_endpoint_auth_methods_supported"));
    let listed = listed.unwrap_or_else(|| vec!["client_secret_basic"]);
    ours.into_iter().find(|method| listed.contains(&method.name())).unwrap_or(first)
}

/// The methods for which the client holds what they take, the best first: a key is never shown, a secret is.
fn possible(client: &Client) -> Vec<AuthMethod> {
    let mut methods = Vec::new();
    if client.key.is_some() {
        methods.push(AuthMethod::PrivateKeyJwt);
    }
    if client.client_secret.is_some() {
        methods.extend([AuthMethod::ClientSecretBasic, AuthMethod::ClientSecretPost, AuthMethod::ClientSecretJwt]);
    }
    if client.certificate.is_some() {
        methods.extend([AuthMethod::TlsClientAuth, AuthMethod::SelfSignedTlsClientAuth]);
    }
    methods
}

/// Puts the proof into a request, never in two places at once (RFC 6749 2.3) and never into the URL. `None` where what
/// the method takes is not there.
#[must_use]
pub fn apply(client: &Client, server: &Server, evidence: Evidence<'_>, request: &mut Request) -> Option<()> {
    let method = choose(client, server);
    if method == AuthMethod::ClientSecretBasic {
        request.headers.push("authorization", basic(client).header);
        return Some(());
    }
    let mut form = request.form()?;
    // At the token endpoint a client that proves nothing still says who it is (RFC 6749 3.2.1, RFC 8705 2).
    push_once(&mut form, "client_id", &client.client_id);
    match method {
        AuthMethod::ClientSecretPost => form.push("client_secret", client.client_secret.as_deref()?),
        AuthMethod::ClientSecretJwt | AuthMethod::PrivateKeyJwt => {
            form.push("client_assertion_type", JWT_BEARER);
            form.push("client_assertion", assertion(client, server, method, evidence)?);
        }
        AuthMethod::None
        | AuthMethod::ClientSecretBasic
        | AuthMethod::TlsClientAuth
        | AuthMethod::SelfSignedTlsClientAuth => {}
    }
    request.body = form.to_form().into();
    Some(())
}

/// The method that an assertion belongs to: an HMAC is made with the secret (OpenID Connect Core 9).
#[must_use]
pub fn method_of(assertion: &str) -> AuthMethod {
    let header = id_token::read(assertion).map(|(header, _)| header).unwrap_or_default();
    let alg = header.get("alg").and_then(Value::as_str);
    if alg.is_some_and(|alg| alg.starts_with("HS")) { AuthMethod::ClientSecretJwt } else { AuthMethod::PrivateKeyJwt }
}

fn push_once(form: &mut Params, name: &str, value: &str) {
    if form.get(name).is_none() {
        form.push(name, value);
    }
}

/// A short statement that this is the client, for this server, good once (RFC 7523 3).
fn assertion(client: &Client, server: &Server, method: AuthMethod, evidence: Evidence<'_>) -> Option<String> {
    let audience = match (client.assertion_audience, &server.issuer) {
        (AssertionAudience::Issuer, Some(issuer)) => issuer,
        _ => &server.token_endpoint,
    };
    let claims = json!({
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": audience,
        "jti": evidence.jti,
        "iat": evidence.now,
        "exp": evidence.now + ASSERTION_LIFETIME,
    });
    if method == AuthMethod::ClientSecretJwt {
        let secret = client.client_secret.as_deref()?;
        return Some(sign_hs256(secret.as_bytes(), &json!({"alg": "HS256", "typ": "JWT"}), &claims));
    }
    evidence.key?.sign("JWT", &claims)
}

/// The Basic header: id and secret, form-encoded unless told otherwise, joined by a colon, in base64.
#[must_use]
pub fn basic(client: &Client) -> Basic {
    let id = encode(&client.client_id, client.basic_encoding);
    let secret = encode(client.client_secret.as_deref().unwrap_or_default(), client.basic_encoding);
    let header = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
    Basic { id, secret, header }
}

fn encode(text: &str, encoding: BasicEncoding) -> String {
    match encoding {
        // The set of browsers, `*-._` and alphanumerics raw: whoever decodes reads the same, and a server that does
        // not decode still reads most secrets.
        BasicEncoding::Form => form_urlencoded::byte_serialize(text.as_bytes()).collect(),
        BasicEncoding::Raw => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::{Algorithm, Jwt, Signature, verify_with_key};
    use crate::protocol::{ClientKey, Metadata, Needs, ServerHints};

    fn client(secret: Option<&str>) -> Client {
        Client {
            client_id: "web:app".into(),
            client_secret: secret.map(str::to_owned),
            redirect_uri: "http://127.0.0.1/cb".into(),
            ..Client::default()
        }
    }

    fn server(methods: Option<&[&str]>) -> Server {
        let mut document = json!({"authorization_endpoint": "https://h/a", "token_endpoint": "https://h/t"});
        if let Some(methods) = methods {
            document["token_endpoint_auth_methods_supported"] = json!(methods);
        }
        let metadata = Metadata(document.as_object().unwrap().clone());
        Server::pin(&ServerHints::default(), Some(metadata), Needs::default()).unwrap()
    }

    #[test]
    fn both_halves_are_form_encoded_before_they_are_joined() {
        let basic = basic(&client(Some("p w+%:ü~-._*")));
        assert_eq!((basic.id.as_str(), basic.secret.as_str()), ("web%3Aapp", "p+w%2B%25%3A%C3%BC%7E-._*"));
        assert_eq!(basic.header, format!("Basic {}", STANDARD.encode("web%3Aapp:p+w%2B%25%3A%C3%BC%7E-._*")));
    }

    #[test]
    fn the_metadata_chooses_where_the_user_did_not() {
        let confidential = client(Some("s"));
        assert_eq!(choose(&confidential, &server(None)), AuthMethod::ClientSecretBasic);
        assert_eq!(
            choose(&confidential, &server(Some(&["private_key_jwt", "client_secret_post"]))),
            AuthMethod::ClientSecretPost
        );
        assert_eq!(choose(&client(None), &server(Some(&["client_secret_post"]))), AuthMethod::None);
        assert_eq!(choose(&client(Some("")), &server(None)), AuthMethod::ClientSecretBasic);
    }

    #[test]
    fn the_proof_is_in_one_place_only() {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        for method in AuthMethod::ALL {
            let client = Client { auth_method: Some(method), ..client(Some("secret")) };
            let mut request = Request::post_form("https://h/t", &Params::default().with("grant_type", "x"));
            let evidence = Evidence { key: Some(&key), now: 1_800_000_000, jti: "j1" };
            apply(&client, &server(None), evidence, &mut request).unwrap();
            let form = request.form().unwrap();
            let places = [
                request.headers.get("authorization").is_some(),
                form.get("client_secret").is_some(),
                form.get("client_assertion").is_some(),
            ];
            let wanted = usize::from(method != AuthMethod::None && !method.is_tls());
            assert_eq!(places.iter().filter(|place| **place).count(), wanted, "{method:?}");
            assert_eq!(form.get("client_id").is_some(), method != AuthMethod::ClientSecretBasic);
        }
    }

    #[test]
    fn an_assertion_is_for_this_server_and_for_now() {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let named = ClientKey { alg: "ES256".into(), kid: key.kid().into(), thumbprint: String::new() };
        let client = Client { key: Some(named), ..client(None) };
        assert_eq!(choose(&client, &server(Some(&["private_key_jwt"]))), AuthMethod::PrivateKeyJwt);
        let server = Server { issuer: Some("https://h".into()), ..server(Some(&["private_key_jwt"])) };
        let evidence = Evidence { key: Some(&key), now: 1_800_000_000, jti: "j1" };
        let jwt = Jwt::parse(&assertion(&client, &server, AuthMethod::PrivateKeyJwt, evidence).unwrap()).unwrap();
        assert_eq!(verify_with_key(&jwt, &key.public_jwk()), Signature::Valid);
        assert_eq!(
            (jwt.text("aud"), jwt.text("iss"), jwt.text("jti")),
            (Some("https://h"), Some("web:app"), Some("j1"))
        );
        assert_eq!(jwt.claims["exp"], json!(1_800_000_060));
        let by_endpoint = Client { assertion_audience: AssertionAudience::TokenEndpoint, ..client };
        let compact = assertion(&by_endpoint, &server, AuthMethod::PrivateKeyJwt, evidence).unwrap();
        assert_eq!(Jwt::parse(&compact).unwrap().text("aud"), Some("https://h/t"));
    }
}
