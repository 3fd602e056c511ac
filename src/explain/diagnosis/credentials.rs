//! What a token request showed of its client: by which method, in which writing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::protocol::{AuthMethod, Client, client_auth};
use crate::trace::mask::is_masked;
use crate::wire::{Params, Request};

/// The credentials in a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sent {
    /// The registered name of the method; `none` where nothing proves the client.
    pub(super) method: &'static str,
    /// The client that the request names, where that can be read.
    pub(super) client_id: Option<String>,
    /// Id and secret as they stand before and behind the colon of Basic.
    pub(super) basic: Option<(String, String)>,
}

impl Sent {
    /// What a request of this client shows; a certificate is seen in no message.
    pub(super) fn of(request: &Request, client: &Client) -> Self {
        let form = request.form().unwrap_or_default();
        let in_form = form.get("client_id").map(str::to_owned);
        if let Some(header) = request.headers.get("authorization") {
            let basic = pair(header);
            let decoded = basic.as_ref().map(|(id, _)| decode(id));
            return Self { method: "client_secret_basic", client_id: decoded.or(in_form), basic };
        }
        let shown = |name: &str| form.get(name).filter(|value| !value.is_empty());
        let method = match (shown("client_assertion"), shown("client_secret")) {
            (Some(assertion), _) => client_auth::method_of(assertion).name(),
            (None, Some(_)) => AuthMethod::ClientSecretPost.name(),
            (None, None) => by_certificate(client).map_or("none", AuthMethod::name),
        };
        Self { method, client_id: in_form, basic: None }
    }
}

/// The method of a client that shows a certificate and nothing else.
fn by_certificate(client: &Client) -> Option<AuthMethod> {
    let has_more = client.client_secret.is_some() || client.key.is_some();
    let alone = client.certificate.as_ref().filter(|_| !has_more).map(|_| AuthMethod::TlsClientAuth);
    client.auth_method.map_or(alone, |method| Some(method).filter(|method| method.is_tls()))
}

/// Whether a text is written otherwise in a form than as it is.
pub(super) fn changes_when_encoded(text: &str) -> bool {
    !is_masked(text) && Params::default().with("", text).to_form().get(1..) != Some(text)
}

/// Both halves of Basic credentials; a masked record has none.
fn pair(header: &str) -> Option<(String, String)> {
    let (scheme, credentials) = header.split_once(' ')?;
    let octets = STANDARD.decode(credentials.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(octets).ok()?;
    text.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}

fn decode(half: &str) -> String {
    let text = format!("={half}");
    Params::parse(&text).get("").unwrap_or(half).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Params;

    fn of(request: &Request) -> Sent {
        Sent::of(request, &Client::default())
    }

    #[test]
    fn every_method_is_told_by_what_is_in_the_request() {
        let form = |params: Params| Request::post_form("https://h/t", &params);
        let id = || Params::default().with("client_id", "a b");
        assert_eq!(of(&form(id())).method, "none");
        assert_eq!(of(&form(id().with("client_secret", "s"))).method, "client_secret_post");
        for (header, method) in [(r#"{"alg":"HS256"}"#, "client_secret_jwt"), (r#"{"alg":"ES256"}"#, "private_key_jwt")]
        {
            // Also in a masked record, where the signature is gone.
            let assertion = format!("{}.e30.‹client_assertion_signature:3›", crate::jose::base64url(header.as_bytes()));
            assert_eq!(of(&form(id().with("client_assertion", assertion))).method, method);
        }
        let shown = Client { certificate: Some("t".into()), ..Client::default() };
        assert_eq!(Sent::of(&form(id()), &shown).method, "tls_client_auth");
        let tls = Client { auth_method: Some(AuthMethod::TlsClientAuth), ..Client::default() };
        assert_eq!(Sent::of(&form(id()), &tls).method, "tls_client_auth");
        let mut basic = form(Params::default());
        basic.headers.push("Authorization", format!("Basic {}", STANDARD.encode("a+b:s%2B")));
        let sent = of(&basic);
        assert_eq!((sent.method, sent.client_id.as_deref()), ("client_secret_basic", Some("a b")));
        assert_eq!(sent.basic.unwrap().1, "s%2B");
        basic.headers.set("Authorization", "Basic ‹basic_credentials:9›");
        assert_eq!(of(&basic).client_id, None);
        assert!(changes_when_encoded("a+b") && changes_when_encoded("a~b") && !changes_when_encoded("aZ-._*9"));
    }
}
