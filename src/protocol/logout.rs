//! The end of a session: the browser is sent to the server, and comes back (OpenID Connect RP-Initiated Logout 1.0).

use subtle::ConstantTimeEq as _;

use super::check::or_absent;
use super::{Checks, Examined};
use crate::wire::{Params, Request, uri};

/// What goes along (section 2).
#[derive(Clone, Copy, Debug)]
pub struct Farewell<'a> {
    /// The ID token of the session that is to end: without it the server has to ask the user.
    pub id_token_hint: Option<&'a str>,
    /// Our client, to which the address below belongs.
    pub client_id: &'a str,
    /// Where the browser is to go afterwards.
    pub post_logout_redirect_uri: &'a str,
    /// What comes back with it.
    pub state: &'a str,
}

/// The URL that the browser opens.
#[must_use]
pub fn request(endpoint: &str, farewell: &Farewell<'_>) -> Request {
    let mut params = Params::default();
    params.push_some("id_token_hint", farewell.id_token_hint);
    params.push("client_id", farewell.client_id);
    params.push("post_logout_redirect_uri", farewell.post_logout_redirect_uri);
    params.push("state", farewell.state);
    Request::get(uri::append_query(endpoint, &params.to_query()))
}

/// Examines the return: `state` comes back as it was sent (section 3).
#[must_use]
pub fn accept(arrived: &Request, sent: Option<&str>) -> Examined<()> {
    let query = arrived.query();
    let received = query.get("state");
    let right = match (sent, received) {
        (Some(sent), Some(received)) => bool::from(sent.as_bytes().ct_eq(received.as_bytes())),
        (sent, received) => sent.is_none() && received.is_none(),
    };
    let mut checks = Checks::default();
    checks.judge("logout-return-state", right, or_absent(sent), or_absent(received));
    checks.accept(Some(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_comes_back() {
        let farewell = Farewell {
            id_token_hint: Some("a.b.c"),
            client_id: "app",
            post_logout_redirect_uri: "http://127.0.0.1:5/out",
            state: "s 1",
        };
        let url = request("https://h/logout?tenant=1", &farewell).url;
        assert_eq!(
            url,
            "https://h/logout?tenant=1&id_token_hint=a.b.c&client_id=app&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A5%2Fout&state=s%201"
        );
        let back = |query: &str| accept(&Request::get(format!("http://127.0.0.1:5/out{query}")), Some("s 1")).outcome;
        assert_eq!(back("?state=s%201"), Ok(()));
        assert!(back("").is_err() && back("?state=s").is_err());
    }
}
