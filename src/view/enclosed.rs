//! The JWTs that a message carries, taken apart: what each header field and each claim is for in a token of its kind.

use super::layout::{INDENT, ROWS, Row, blank, rows};
use super::paint::{self, Paint};
use super::text::{Meaning, Text};
use crate::explain::statement::{Claim, list};
use crate::explain::token::meaning;
use crate::jose::{Jwt, Purpose};
use crate::protocol::dpop;
use crate::trace::Exchange;
use crate::trace::mask::is_masked;
use crate::wire::{Params, uri};

/// What was carried and can be read; nothing of it is believed here.
pub(super) fn enclosed(out: &mut Text, exchange: &Exchange, (paint, width): (&Paint, usize)) {
    for (label, members) in parts(exchange, paint) {
        out.push(blank(INDENT).with(Meaning::Faint, label));
        rows(out, &members, (ROWS, width));
    }
}

/// The same as rows under their labels.
pub(super) fn parts(exchange: &Exchange, paint: &Paint) -> Vec<(String, Vec<Row>)> {
    let now = exchange.ended_at();
    let part = |(name, jwt, purpose): (&str, Jwt, Purpose)| {
        let members = list(&jwt.header, now).into_iter().chain(list(&jwt.claims, now));
        let row = |claim: Claim| Row {
            name: paint::name(&claim.name),
            value: paint.spans(&claim.value, Meaning::Plain),
            what: meaning(purpose, &claim.name).map(str::to_owned),
        };
        (format!("{name}, taken apart: {}", purpose.words()), members.map(row).collect())
    };
    carried(exchange).into_iter().map(part).collect()
}

/// The JWTs by which the client or the server speaks; an ID token has a step of its own.
fn carried(exchange: &Exchange) -> Vec<(&'static str, Jwt, Purpose)> {
    let request = &exchange.request;
    let fragment = uri::fragment(&request.url).map(Params::parse).unwrap_or_default();
    let places = [request.query(), request.form().unwrap_or_default(), fragment];
    let parameter = |name: &'static str| places.iter().find_map(|params| params.get(name)).map(|value| (name, value));
    let proof = request.headers.get(dpop::HEADER).map(|value| (dpop::HEADER, value));
    let named = ["request", "client_assertion", "assertion", "response"].into_iter().filter_map(parameter);
    let read = |(name, value): (&'static str, &str)| {
        let jwt = parse(value)?;
        let purpose = match name {
            "response" => Purpose::AuthorizationResponse,
            "request" => Purpose::RequestObject,
            _ => Purpose::of(&jwt, Some(name)),
        };
        Some((name, jwt, purpose))
    };
    named.chain(proof).filter_map(read).collect()
}

/// A masked signature does not keep the rest from being read.
fn parse(value: &str) -> Option<Jwt> {
    match value.rsplit_once('.') {
        Some((input, signature)) if is_masked(signature) => Jwt::parse(&format!("{input}.")).ok(),
        _ => Jwt::parse(value).ok(),
    }
}
