//! The locks that a login really had, by what its messages show.

use super::Means;
use crate::protocol::{AuthMethod, Client, Pkce, client_auth, token_response};
use crate::trace::{Exchange, Step, Trace};

/// By what the token request showed; where it never came to that, or was refused without proof, by the plan.
pub(super) fn means(trace: &Trace) -> Means {
    let redeem = trace.last(Step::Redeem).or_else(|| trace.last(Step::Token));
    match redeem.map(|redeem| shown(redeem, trace)) {
        Some(Means::Nothing) if redeem.is_some_and(gave_tokens) => Means::Nothing,
        None | Some(Means::Nothing) => planned(&trace.plan.client),
        Some(shown) => shown,
    }
}

/// The authorization request named the key, so the code is bound to it (RFC 9449 10).
pub(super) fn is_key_bound(trace: &Trace) -> bool {
    trace.asked().get("dpop_jkt").is_some()
}

/// As it was sent; before that, as it was planned.
pub(super) fn challenge_sent(trace: &Trace) -> Pkce {
    if trace.last(Step::Authorize).is_some() { trace.challenge_method() } else { trace.plan.pkce }
}

fn planned(client: &Client) -> Means {
    match client.auth_method {
        Some(AuthMethod::None) => Means::Nothing,
        Some(method) if method.is_tls() => Means::Certificate,
        Some(AuthMethod::PrivateKeyJwt) => Means::Key,
        Some(_) if client.client_secret.is_some() => Means::Secret,
        _ if client.key.is_some() => Means::Key,
        _ if client.client_secret.is_some() => Means::Secret,
        _ if client.certificate.is_some() => Means::Certificate,
        _ => Means::Nothing,
    }
}

/// A certificate is shown by the connection, so it is seen in no message.
fn shown(redeem: &Exchange, trace: &Trace) -> Means {
    let form = redeem.request.form().unwrap_or_default();
    let client = &trace.plan.client;
    if redeem.request.headers.get("authorization").is_some() || form.get("client_secret").is_some() {
        return Means::Secret;
    }
    if let Some(assertion) = form.get("client_assertion") {
        let by_key = client_auth::method_of(assertion) == AuthMethod::PrivateKeyJwt;
        return if by_key { Means::Key } else { Means::Secret };
    }
    if planned(client) == Means::Certificate { Means::Certificate } else { Means::Nothing }
}

fn gave_tokens(redeem: &Exchange) -> bool {
    let answer = redeem.response.as_ref().and_then(token_response::members);
    answer.is_some_and(|answer| answer.contains_key("access_token"))
}
