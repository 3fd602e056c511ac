//! The question that every login answers: what is the secret for, what is the verifier for, and who could have used the
//! code.

use maud::{Markup, html};

use super::message::channel;
use crate::explain::purpose::purpose;
use crate::explain::redeemers::{Holding, Key, Lock, Locks, Outcome, Panel, Row};
use crate::trace::{Channel, Flow, Step, Trace};
use crate::view::escape;
use crate::view::report::Report;
use crate::view::sequence::{Drawn, Sequence};

/// What the secret does and does not do, and what the verifier does, each as an attack that can be watched.
const TRIES: [(&str, &str); 4] = [
    ("oauth-flow lab run L01", "neither secret nor verifier: he redeems a stolen code himself"),
    ("oauth-flow lab run L01 --with secret", "the secret stops him"),
    (
        "oauth-flow lab run L05 --with secret",
        "he slips the code into the app's own login: the secret does not stop him",
    ),
    ("oauth-flow lab run L05 --with s256", "the verifier does"),
];

/// The two locks and what they guard, each with the messages in which it travelled.
pub(super) fn locks(report: &Report, sequence: &Sequence) -> Markup {
    let (trace, panel) = (&report.trace, &report.panel);
    if trace.plan.flow == Flow::Metadata {
        return html! {};
    }
    let travels = |mark| travels(trace, sequence, mark);
    if let Some(purpose) = purpose(trace) {
        return html! {
            section.question {
                h2 { "What is the secret for here, and where is the verifier?" }
                div.cards {
                    div.card.secret { h3.secret { "The client secret" } p { (purpose.secret) } (travels("client_secret")) }
                    div.card.verifier { h3.verifier { "The code verifier" } p { (purpose.verifier) } }
                }
            }
        };
    }
    html! {
        section.question {
            h2 { "Who needs the secret, who needs the verifier, and why?" }
            p.intro { (intro(trace)) }
            div.cards {
                div.card.code { h3.code { "The code" } p { (on_code(trace)) } (travels("code")) }
                div.card.secret { h3.secret { "The client secret" } p { (panel.secret) } (travels("client_secret")) (travels("client_assertion")) }
                div.card.verifier { h3.verifier { "The code verifier" } p { (panel.verifier) } (travels("code_verifier")) (travels("code_challenge")) }
            }
        }
    }
}

fn intro(trace: &Trace) -> &'static str {
    if trace.plan.asked.response_type.has_code() {
        "The server cannot hand the tokens to the app directly: the person signs in with a browser, and what the browser \
         brings back is only a code. Whoever redeems that code gets the tokens. So two questions are asked when it is \
         redeemed: which app are you (the secret), and are you the one who began this login (the verifier)?"
    } else {
        "In this login the browser itself brings the tokens: there is no code, and so no place where a secret or a verifier \
         could be asked for."
    }
}

fn on_code(trace: &Trace) -> String {
    if !trace.plan.asked.response_type.has_code() {
        return "There is none in this login.".to_owned();
    }
    format!(
        "A ticket for the tokens, good once and for a short time. It passes the browser, and with it histories, logs and \
         extensions, so others may read it. {}",
        on_its_own(Locks::of(trace))
    )
}

/// What the code is worth to who has nothing else.
fn on_its_own(locks: Locks) -> &'static str {
    let watched = Holding { request: true, ..Holding::default() };
    match (locks.try_with(Holding::default()), locks.try_with(watched)) {
        (Outcome::Redeemed, _) => "Nothing else guards it here: whoever reads the redirect gets the tokens.",
        (_, Outcome::Redeemed) => "Here whoever saw the authorization request as well gets the tokens.",
        _ => "Here it is worth nothing on its own.",
    }
}

/// The steps at which something travelled, and on which channel.
fn travels(trace: &Trace, sequence: &Sequence, mark: &str) -> Markup {
    let mut seen: Vec<(Step, Channel)> = Vec::new();
    for sign in sequence.signs.iter().filter(|sign| sign.marks.contains(&mark)) {
        let step = sign.exchange.and_then(|index| trace.exchanges.get(index)).map(|exchange| exchange.step);
        if let (Some(step), Drawn::Arrow { channel, .. }) = (step, sign.shape)
            && !seen.iter().any(|(own, ..)| *own == step)
        {
            seen.push((step, channel));
        }
    }
    html! {
        @if !seen.is_empty() {
            p.travels {
                code { (mark) } " travels "
                @for (index, (step, way)) in seen.iter().enumerate() {
                    @if index > 0 { ", " }
                    "at " b { (trace.plan.number(*step)) " " (step.name()) } " " (channel(*way))
                }
            }
        }
    }
}

/// Who could have redeemed the code, and which lock stops whom.
pub(super) fn redeemers(report: &Report) -> Markup {
    let (trace, panel) = (&report.trace, &report.panel);
    if trace.plan.flow != Flow::Login || panel.rows.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { "Who could have redeemed this code?" }
            p.faint {
                @if panel.is_proven() { "Proven on this server, where it says so: " } @else { "By the specification: " }
                "somebody who got hold of the code, and of what else?"
            }
            div.scroll tabindex="0" role="region" aria-label="who could have redeemed this code" {
                table.redeemers {
                    (head(panel))
                    tbody { @for row in &panel.rows { (line(panel, row)) } }
                }
            }
            @if let Some(words) = panel.dpop_key { p { (words) } }
            p { "To watch a thief try it, on a server of this program:" }
            ul { @for (command, what) in TRIES { li { code { (command) } " " span.faint { (what) } } } }
        }
    }
}

fn head(panel: &Panel) -> Markup {
    html! {
        thead {
            tr {
                th scope="col" { "holding the code and" }
                th.secret scope="col" { (panel.locks.client.name()) }
                th.verifier scope="col" { "verifier" }
                @if panel.locks.key_bound { th scope="col" { "dpop key" } }
                th scope="col" { "what comes of it" }
            }
        }
    }
}

fn line(panel: &Panel, row: &Row) -> Markup {
    html! {
        tr {
            th scope="row" { (row.holding) }
            td { (key(row.secret)) }
            td { (key(row.verifier)) }
            @if panel.locks.key_bound { td { (key(row.dpop_key)) } }
            td {
                @match row.outcome {
                    Outcome::Redeemed => b.bad { "REDEEMED" },
                    Outcome::Refused { by } => {
                        span.ok { "refused" } " "
                        @if row.proven.is_none() { code { (by.refusal().0) " " (by.refusal().1) } " " }
                        span.faint { "for lack of the " (lacking(panel, by)) }
                    }
                }
                @if let Some(seen) = &row.proven { " " b { "proven" } " " code { (escape::terminal(seen)) } }
                @else if panel.is_proven() { " " span.faint { "by the specification" } }
            }
        }
    }
}

fn lacking(panel: &Panel, by: Lock) -> &'static str {
    match by {
        Lock::Secret => panel.locks.client.name(),
        Lock::Verifier => "verifier",
        Lock::DpopKey => "key for DPoP",
    }
}

fn key(key: Key) -> Markup {
    match key {
        Key::Held => html! { b { "yes" } },
        Key::Lacked => html! { "no" },
        Key::NoLock => html! { span.faint { "none" } },
    }
}
