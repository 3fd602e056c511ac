//! Messages that open to their parts.

use maud::{Markup, html};

use super::spans::{part, pills};
use crate::explain::ledger::Carried;
use crate::trace::{Change, Channel, Exchange, Trace, in_shares};
use crate::view::paint::Paint;
use crate::view::{escape, heading, parts};
use crate::wire::uri;

/// Every message of a record.
pub(super) fn messages(trace: &Trace, carried: &[Carried], paint: &Paint) -> Vec<Markup> {
    let one = |at: usize, exchange: &Exchange| match exchange.stray {
        Some(_) => stray(exchange),
        None => message(exchange, &format!("m{at}"), &carried[at], paint),
    };
    in_shares(&trace.exchanges, |first, share| {
        (first..).zip(share).map(|(at, exchange)| one(at, exchange)).collect::<Vec<_>>()
    })
    .into_iter()
    .flatten()
    .collect()
}

/// A message with its answer, folded; `id` is the address of its parts.
pub(in crate::view) fn message(exchange: &Exchange, id: &str, carried: &Carried, paint: &Paint) -> Markup {
    let request = &exchange.request;
    html! {
        details.message {
            summary {
                span.route { (exchange.from.name()) " → " (exchange.to.name()) } " "
                (channel(exchange.channel)) " "
                code { (escape::terminal(&request.method)) " " (escape::terminal(request.path())) }
                (pills(&carried.request))
                @if !exchange.tampered.is_empty() { " " span.pill.warn { "changed on purpose" } }
                (answered(exchange, &carried.answer))
            }
            div.parts id=(id) {
                h4 { "request" }
                @if !exchange.tampered.is_empty() {
                    @let words: Vec<String> = exchange.tampered.iter().map(Change::words).collect();
                    p.warn { "changed on purpose: " (escape::terminal(&words.join(", "))) }
                }
                @if exchange.pasted { p.faint { "pasted into the terminal" } }
                p.line { code { b { (escape::terminal(&request.method)) } " " (escape::terminal(uri::without_query(&request.url))) } }
                @for one in parts::request(exchange, paint) { (part(&one)) }
                (answer(exchange, paint))
            }
        }
    }
}

/// A request that is no part of the flow, in one line.
fn stray(exchange: &Exchange) -> Markup {
    let request = &exchange.request;
    html! {
        p.stray {
            "beside the flow: "
            code { (escape::terminal(&request.method)) " " (escape::terminal(request.path())) }
            ": " (escape::terminal(exchange.stray.as_deref().unwrap_or_default()))
        }
    }
}

/// The name of a channel on its colour.
pub fn channel(channel: Channel) -> Markup {
    match channel {
        Channel::Front => html! { span.channel.front { "front channel" } },
        Channel::Back => html! { span.channel.back { "back channel" } },
    }
}

fn answered(exchange: &Exchange, carries: &[&'static str]) -> Markup {
    let status = |status: u16| if status < 400 { "ok" } else { "bad" };
    html! {
        @if let Some(response) = exchange.response.as_ref().filter(|_| !exchange.step.arrives()) {
            span.answered {
                "answer " b class=(status(response.status)) { (response.status) " " (heading::reason(response.status)) }
                (pills(carries))
            }
        }
        @if exchange.failure.is_some() { span.answered { b.bad { "no answer" } } }
    }
}

fn answer(exchange: &Exchange, paint: &Paint) -> Markup {
    html! {
        @if let Some(response) = &exchange.response {
            h4 { "answer " (response.status) " " (heading::reason(response.status)) }
            @for one in parts::answer(exchange, paint) { (part(&one)) }
        }
        @if let Some(failure) = &exchange.failure {
            h4 { "no answer" }
            p { (failure.kind.words()) ": " code { (escape::terminal(&failure.detail)) } }
        }
    }
}
