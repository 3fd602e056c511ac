//! The token request: code, secret and verifier are put on the table together (RFC 6749 4.1.3, RFC 7636 4.5).

use super::{Asked, Client, Code, Nonces, Server};
use crate::wire::{Params, Request};

/// The request that redeems a code, before the client has proven itself. The resources that were asked for are named once
/// more: the token is for these (RFC 8707 2.2).
#[must_use]
pub fn request(server: &Server, client: &Client, code: &Code, nonces: &Nonces, asked: &Asked) -> Request {
    let mut form = Params::default();
    form.push("grant_type", "authorization_code");
    form.push("code", code.as_str());
    form.push("redirect_uri", &client.redirect_uri);
    form.push_some("code_verifier", nonces.code_verifier.as_deref());
    for (name, value) in asked.parameters.iter().filter(|(name, _)| name == "resource") {
        form.push_some(name, Some(value));
    }
    let mut request = Request::post_form(&server.token_endpoint, &form);
    request.headers.push("accept", "application/json");
    request
}
