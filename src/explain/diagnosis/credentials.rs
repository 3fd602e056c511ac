//! What a token request showed of its client: by which method, in which writing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::protocol::{AuthMethod, Client};
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
        let has = |name: &str| form.get(name).is_some_and(|value| !value.is_empty());
        let method = match () {
            () if has("client_assertion") && client.auth_method == Some(AuthMethod::ClientSecretJwt) => {
                "client_secret_jwt"
            }
            () if has("client_assertion") && client.key.is_none() => "client_secret_jwt",
            () if has("client_assertion") => "private_key_jwt",
            () if has("client_secret") => "client_secret_post",
            () => client.auth_method.filter(|method| method.is_tls()).map_or("none", AuthMethod::name),
        };
        Self { method, client_id: in_form, basic: None }
    }
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
        assert_eq!(of(&form(id().with("client_assertion", "x.y.z"))).method, "client_secret_jwt");
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
