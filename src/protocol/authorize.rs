//! The authorization request (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1).

use super::{Asked, Client, Nonces, Pkce, ResponseMode, Server};
use crate::wire::{Params, Request, uri};

/// What the client asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The scopes, in the order in which they are sent.
    pub scope: &'a [String],
    /// The PKCE method.
    pub pkce: Pkce,
    /// How the answer is to come back; none leaves it to the server's default for the response type.
    pub response_mode: Option<ResponseMode>,
    /// What is to come back, and every other parameter.
    pub asked: &'a Asked,
    /// The thumbprint of the key that the code is to be bound to (RFC 9449 10).
    pub dpop_jkt: Option<&'a str>,
}

/// Every parameter of the request, in the order in which they are sent.
#[must_use]
pub fn parameters(client: &Client, wish: Wish<'_>, nonces: &Nonces) -> Params {
    let mut params = Params::default();
    params.push("response_type", wish.asked.response_type.name());
    params.push("client_id", &client.client_id);
    params.push("redirect_uri", &client.redirect_uri);
    params.push_some("scope", Some(&wish.scope.join(" ")));
    params.push_some("state", nonces.state.as_deref());
    params.push_some("nonce", nonces.nonce.as_deref());
    params.push_some("response_mode", wish.response_mode.map(ResponseMode::name));
    if let Some(challenge) = nonces.code_verifier.as_deref().and_then(|verifier| wish.pkce.challenge(verifier)) {
        params.push("code_challenge", challenge);
        params.push("code_challenge_method", wish.pkce.name());
    }
    params.push_some("dpop_jkt", wish.dpop_jkt);
    for (name, value) in &wish.asked.parameters {
        params.push_some(name, Some(value));
    }
    params
}

/// The request that the browser is to carry. A query that the endpoint already has is kept (RFC 6749 3.1).
#[must_use]
pub fn request(server: &Server, params: &Params) -> Request {
    Request::get(uri::append_query(&server.authorization_endpoint, &params.to_query()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Needs, ServerHints};

    #[test]
    fn the_endpoints_query_is_kept_and_the_redirect_uri_is_not_touched() {
        let hints = ServerHints {
            authorization_endpoint: Some("https://h/a?tenant=1".into()),
            token_endpoint: Some("https://h/t".into()),
            ..ServerHints::default()
        };
        let client = Client {
            client_id: "c".into(),
            redirect_uri: "http://127.0.0.1:80/a/../cb?x=%2f".into(),
            ..Client::default()
        };
        let resource = |name: &str| ("resource".to_owned(), format!("https://api/{name}"));
        let other = ("access_type".to_owned(), "off line".to_owned());
        let asked = Asked { parameters: vec![resource("a"), resource("b"), other], ..Asked::default() };
        let wish = Wish { scope: &[], pkce: Pkce::S256, response_mode: None, asked: &asked, dpop_jkt: Some("j") };
        let nonces = Nonces { state: Some("a+b/=&".into()), nonce: None, code_verifier: Some("v".into()) };
        let server = Server::pin(&hints, None, Needs::default()).unwrap();
        let request = request(&server, &parameters(&client, wish, &nonces));
        assert!(request.url.starts_with("https://h/a?tenant=1&response_type=code&"), "{}", request.url);
        assert!(request.url.contains("state=a%2Bb%2F%3D%26"), "{}", request.url);
        assert!(request.url.ends_with("&access_type=off%20line"), "{}", request.url);
        let query = request.query();
        assert_eq!(query.get("redirect_uri"), Some("http://127.0.0.1:80/a/../cb?x=%2f"));
        assert_eq!((query.get("scope"), query.get("nonce"), query.get("dpop_jkt")), (None, None, Some("j")));
        assert_eq!(query.all("resource").collect::<Vec<_>>(), ["https://api/a", "https://api/b"]);
    }
}
