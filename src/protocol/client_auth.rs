//! How the client proves itself at the token endpoint (RFC 6749 2.3).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{AuthMethod, BasicEncoding, Client, Server};
use crate::wire::{Headers, Params};

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

/// The method to use: what the user said, else the first of ours that the metadata lists. An absent list means
/// `client_secret_basic` (RFC 8414 2); a client without a secret has nothing to prove itself with.
#[must_use]
pub fn choose(client: &Client, server: &Server) -> AuthMethod {
    if let Some(method) = client.auth_method {
        return method;
    }
    if !client.is_confidential() {
        return AuthMethod::None;
    }
    let listed = server.metadata.as_ref().and_then(|document| document.list("token_endpoint_auth_methods_supported"));
    let ours = [AuthMethod::ClientSecretBasic, AuthMethod::ClientSecretPost];
    match listed {
        Some(listed) => ours.into_iter().find(|method| listed.contains(&method.name())),
        None => None,
    }
    .unwrap_or(AuthMethod::ClientSecretBasic)
}

/// Puts the proof into a request, never in two places at once (RFC 6749 2.3) and never into the URL.
pub fn apply(client: &Client, method: AuthMethod, headers: &mut Headers, form: &mut Params) {
    match method {
        AuthMethod::None => form.push("client_id", &client.client_id),
        AuthMethod::ClientSecretBasic => headers.push("authorization", basic(client).header),
        AuthMethod::ClientSecretPost => {
            form.push("client_id", &client.client_id);
            form.push("client_secret", client.client_secret.as_deref().unwrap_or_default());
        }
    }
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
    use serde_json::json;

    use super::*;
    use crate::protocol::{Metadata, ServerHints};

    fn client(secret: Option<&str>) -> Client {
        Client {
            client_id: "web:app".into(),
            client_secret: secret.map(str::to_owned),
            redirect_uri: "http://127.0.0.1/cb".into(),
            auth_method: None,
            basic_encoding: BasicEncoding::Form,
        }
    }

    fn server(methods: Option<&[&str]>) -> Server {
        let mut document = json!({"authorization_endpoint": "https://h/a", "token_endpoint": "https://h/t"});
        if let Some(methods) = methods {
            document["token_endpoint_auth_methods_supported"] = json!(methods);
        }
        let metadata = Metadata(document.as_object().unwrap().clone());
        Server::pin(&ServerHints::default(), Some(metadata)).unwrap()
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
        for method in AuthMethod::ALL {
            let (mut headers, mut form) = (Headers::default(), Params::default());
            apply(&client(Some("secret")), method, &mut headers, &mut form);
            let places =
                usize::from(headers.get("authorization").is_some()) + usize::from(form.get("client_secret").is_some());
            assert_eq!(places, usize::from(method != AuthMethod::None));
            assert_eq!(form.get("client_id").is_some(), method != AuthMethod::ClientSecretBasic);
        }
    }
}
