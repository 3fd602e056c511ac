//! The rules of everything that is not the code flow itself: other grants, and what is done with tokens.

use super::judge::Bench;
use crate::jose::Jwks;
use crate::protocol::check::{or_absent, quoted};
use crate::protocol::id_token::{self, Context, Expectation, Times};
use crate::protocol::introspection::{self, Known};
use crate::protocol::revocation::{self, Trial};
use crate::protocol::token_response::{self, Expected, Kind};
use crate::protocol::{Check, Server, Verdict, call, device, grants, keys, logout, refresh, registration};
use crate::trace::mask::is_masked;
use crate::trace::{Exchange, Step, Trace};
use crate::wire::Response;

/// The checks that the flow makes while it runs, made again.
pub(super) fn judge(bench: &mut Bench<'_>, server: Option<&Server>) {
    let trace = bench.trace;
    for (index, exchange) in trace.exchanges.iter().enumerate().filter(|(_, exchange)| exchange.stray.is_none()) {
        let Some(response) = &exchange.response else { continue };
        match exchange.step {
            Step::Register => {
                let redirect_uri = &trace.plan.client.redirect_uri;
                bench.take(index, registration::accept(response, redirect_uri));
            }
            Step::Unregister => _ = bench.take(index, registration::accept_deleted(response)),
            Step::Device => _ = bench.take(index, device::accept(response)),
            Step::Token => token(bench, (index, exchange), response),
            Step::Refresh => renewed(bench, (index, exchange, response), server),
            Step::Introspect => {
                let form = exchange.request.form().unwrap_or_default();
                let alive = trace.is_alive(form.get("token").unwrap_or_default(), index);
                let known = if alive { Known::Alive } else { Known::Nothing };
                bench.take(index, introspection::accept(response, known));
            }
            Step::Call => _ = bench.take(index, call::accept(response)),
            Step::Revoke => _ = bench.take(index, revocation::accept(response)),
            Step::Confirm => bench.find(Some(index), revocation::confirm(response, Trial::of(&exchange.request))),
            _ => {}
        }
    }
    if let Some((index, exchange)) = bench.last(Step::Return) {
        let examined = logout::accept(&exchange.request, trace.farewell_state().as_deref());
        bench.take(index, examined);
    }
}

/// The rules that stop nothing.
pub(super) fn conduct(bench: &mut Bench<'_>) {
    let trace = bench.trace;
    let answered = |(index, exchange)| Some((index, exchange, Exchange::good_answer(exchange)?));
    for (index, exchange, response) in trace.exchanges.iter().enumerate().filter_map(answered) {
        let grant = grant_of(exchange);
        match exchange.step {
            Step::Redeem | Step::Token | Step::Refresh => no_store(bench, index, response),
            _ => {}
        }
        match (exchange.step, grant.as_deref()) {
            (Step::Refresh, _) => rotation(bench, (index, exchange, response)),
            (Step::Token, Some("client_credentials")) => no_refresh(bench, index, response),
            _ => {}
        }
    }
    if let Some((index, exchange)) = bench.last(Step::Token)
        && grant_of(exchange).as_deref() == Some("password")
    {
        let seen = "the app was shown the user's password";
        bench.find(Some(index), check("grant-password", Verdict::Fail, "any grant but that of the password", seen));
    }
}

fn token(bench: &mut Bench<'_>, (index, exchange): (usize, &Exchange), response: &Response) {
    let kind = match grant_of(exchange).as_deref() {
        Some(device::GRANT) if device::read_poll(response) != device::Poll::Decided => return,
        Some(grants::EXCHANGE) => Kind::Exchanged,
        Some("client_credentials" | grants::JWT_BEARER) => Kind::OfClient,
        _ => Kind::OfUser,
    };
    let trace = bench.trace;
    let scope = trace.scope_of(exchange);
    let expected = Expected { scope: &scope, dpop: trace.plan.dpop.is_some(), details: &[] };
    // A demand for a nonce in the proof is no answer yet.
    let repeated = trace.exchanges.get(index + 1).is_some_and(|next| next.step == Step::Token);
    if repeated && response.status >= 400 {
        return;
    }
    let examined = match kind {
        Kind::Exchanged => grants::accept_exchange(response, &expected),
        _ => token_response::accept_kind(response, &expected, kind),
    };
    bench.take(index, examined);
}

fn renewed(bench: &mut Bench<'_>, (index, exchange, response): (usize, &Exchange, &Response), server: Option<&Server>) {
    let trace = bench.trace;
    let repeated = trace.exchanges.get(index + 1).is_some_and(|next| next.step == Step::Refresh);
    if repeated && response.status >= 400 {
        return;
    }
    let scope = trace.granted(index);
    let before = refresh::Before { scope: scope.as_deref(), dpop: trace.plan.dpop.is_some() };
    let Some(tokens) = bench.take(index, refresh::accept(response, &before)) else { return };
    let (Some(compact), Some(server)) = (tokens.id_token.as_deref(), server) else { return };
    let jwks = last_keys(trace);
    // A token whose keys were never fetched was never checked: the flow ended before.
    if jwks.is_none() && id_token::needs_keys(compact) && server.jwks_uri.is_some() {
        return;
    }
    let expectation = Expectation {
        server,
        client: &trace.plan.client,
        nonces: &trace.plan.nonces,
        access_token: Some(&tokens.access_token),
        jwks: jwks.as_ref(),
        times: Times::at(exchange.ended_at(), response, trace.plan.clock_skew),
        context: Context::default(),
    };
    let first = trace.first_id_token(index).and_then(|first| id_token::read(&first)).map(|(_, claims)| claims);
    bench.take(index, refresh::accept_id_token(compact, &expectation, first.as_ref()));
}

fn last_keys(trace: &Trace) -> Option<Jwks> {
    keys::read(trace.last(Step::Keys)?.response.as_ref()?)
}

/// A public client is given a new refresh token each time, or one that is bound to a key: otherwise nobody ever notices
/// that two use the same one (RFC 9700 4.14.2).
fn rotation(bench: &mut Bench<'_>, (index, exchange, response): (usize, &Exchange, &Response)) {
    const ID: &str = "refresh-rotation";
    let form = exchange.request.form().unwrap_or_default();
    let old = form.get("refresh_token").unwrap_or_default();
    let members = token_response::members(response).unwrap_or_default();
    let new = members.get("refresh_token").and_then(serde_json::Value::as_str);
    let seen = match new {
        Some(new) if new == old => "the same one again",
        Some(_) => "a new one",
        None => "none: the old one stays",
    };
    let plan = &bench.trace.plan;
    let (expected, verdict) = match new {
        Some(new) if new != old => ("a new one", Verdict::Pass),
        _ if plan.dpop.is_some() => ("a new one, or one that is bound to a key", Verdict::Pass),
        _ if plan.client.is_confidential() => ("a new one, or the old one bound to the client", Verdict::Pass),
        _ => ("a new one: the client is public", Verdict::Fail),
    };
    bench.find(Some(index), check(ID, verdict, expected, seen));
}

/// Who can ask again at any time needs no refresh token (RFC 6749 4.4.3).
fn no_refresh(bench: &mut Bench<'_>, index: usize, response: &Response) {
    let members = token_response::members(response).unwrap_or_default();
    let has = members.contains_key("refresh_token");
    let seen = if has { "there is one" } else { "there is none" };
    let verdict = if has { Verdict::Fail } else { Verdict::Pass };
    bench.find(Some(index), check("client-credentials-no-refresh", verdict, "no refresh_token", seen));
}

fn no_store(bench: &mut Bench<'_>, index: usize, response: &Response) {
    let right = response.headers.lists("cache-control", "no-store");
    let seen = response.headers.get("cache-control").map_or_else(|| or_absent(None), quoted);
    let verdict = if right { Verdict::Pass } else { Verdict::Fail };
    bench.find(Some(index), check("token-response-no-store", verdict, "Cache-Control: no-store", &seen));
}

fn grant_of(exchange: &Exchange) -> Option<String> {
    let grant = exchange.request.form()?.get("grant_type").map(str::to_owned);
    grant.filter(|grant| !is_masked(grant))
}

fn check(id: &'static str, verdict: Verdict, expected: &str, seen: &str) -> Check {
    Check { id: id.into(), verdict, expected: expected.to_owned(), seen: seen.to_owned() }
}
