//! The pages that stop: errors that must not be sent on, each with what was received and what was expected.

use maud::{Markup, html};

use super::super::authorize::MOST;
use super::super::reply::OAuthError;
use super::super::site::Endpoint;
use super::super::{Client, LoopbackPort, Provider, Redirect};
use super::layout::Page;
use super::received::{Fate, panel};
use crate::wire::{Params, Response};

pub(in super::super) fn unknown_client(provider: &Provider, received: &Params) -> Response {
    let main = html! {
        h1 { "I do not know this client" }
        p.lead {
            @match received.get("client_id") {
                Some(client_id) => { "The request names " code.value { (client_id) } ", and nobody of that name is registered here." }
                None => { "The request does not say who is asking: " code { "client_id" } " is missing." }
            }
        }
        p { "Registered are:" }
        ul.values { @for client in &provider.config.clients { li { code.value { (client.client_id) } } } }
        (why_no_redirect())
    };
    refused(provider, received, "Unknown client", &main)
}

pub(in super::super) fn wrong_redirect_uri(provider: &Provider, received: &Params, client: &Client) -> Response {
    let main = html! {
        h1 { "I must not answer there" }
        p.lead {
            @match received.get("redirect_uri") {
                Some(redirect_uri) => { "The request wants its answer at " code.value { (redirect_uri) } }
                None => { "The request does not say where its answer should go: " code { "redirect_uri" } " is missing." }
            }
        }
        p { "Registered for " strong { (client.client_id) } " are:" }
        ul.values { @for redirect_uri in &client.redirect_uris { li { code.value { (redirect_uri) } } } }
        p.quiet { (how_compared(provider)) }
        (why_no_redirect())
    };
    refused(provider, received, "Redirect URI not registered", &main)
}

pub(in super::super) fn repeated(provider: &Provider, received: &Params, name: &str) -> Response {
    let main = html! {
        h1 { "I cannot tell which one is meant" }
        p.lead { code { (name) } " comes more than once in this request." }
        (why_no_redirect())
    };
    refused(provider, received, "Repeated parameter", &main)
}

pub(in super::super) fn unreadable(provider: &Provider, received: &Params, refusal: &OAuthError) -> Response {
    let main = html! {
        h1 { "I cannot read this request" }
        p.lead { (refusal.description) }
        p.quiet {
            "Its parameters are not here but behind " code { "request_uri" } " or in " code { "request" } ", and with "
            "them the address that an answer may go to. To the client I would have said " code.value { (refusal.error) }
        }
    };
    refused(provider, received, "Request not readable", &main)
}

pub(in super::super) fn too_long(provider: &Provider) -> Response {
    let main = html! {
        h1 { "That is more than I read" }
        p.lead { "An authorization request here has at most " (MOST) " characters." }
    };
    plain(provider, 414, "Too long", &main)
}

pub(in super::super) fn gone(provider: &Provider) -> Response {
    let main = html! {
        h1 { "This page is no longer good" }
        p.lead { "It has been used, is more than ten minutes old, or belongs to another browser." }
        p { "Go back to the application and start the login again. If that does not help, allow cookies for this site." }
    };
    plain(provider, 400, "Start again", &main)
}

pub(in super::super) fn not_a_form(provider: &Provider) -> Response {
    let main = html! {
        h1 { "I expected a form" }
        p.lead { "What is posted here has to be " code.value { "application/x-www-form-urlencoded" } }
    };
    plain(provider, 415, "Not a form", &main)
}

pub(in super::super) fn not_found(provider: &Provider, path: &str) -> Response {
    let main = html! {
        h1 { "There is nothing here" }
        p.lead { "I do not know " code.value { (path) } }
        p { a href=(provider.site.path(Endpoint::Start)) { "What there is" } }
    };
    plain(provider, 404, "Not found", &main)
}

pub(in super::super) fn wrong_method(provider: &Provider, methods: &[&str]) -> Response {
    let main = html! {
        h1 { "Not this way" }
        p.lead { "This address answers " @for method in methods { code { (method) } " " } "only." }
    };
    plain(provider, 405, "Wrong method", &main).with("allow", methods.join(", "))
}

/// What a token endpoint must never answer with.
pub(in super::super) fn token_error_page(provider: &Provider, status: u16, description: &str) -> Response {
    let main = html! { h1 { "Something went wrong" } p.lead { (description) } };
    plain(provider, status, "Error", &main)
}

/// The policies about redirect URIs, in words.
fn how_compared(provider: &Provider) -> Markup {
    let policy = &provider.config.policy;
    html! {
        @match policy.redirect {
            Redirect::Exact => "I compare character by character: a slash more, another case or localhost for 127.0.0.1 is another address. ",
            Redirect::Prefix => "Under this policy whatever begins with a registered address is good enough. ",
        }
        @match policy.loopback_port {
            LoopbackPort::Any => "Only the port of a loopback address is free.",
            LoopbackPort::Registered => "The port counts, too.",
        }
    }
}

fn why_no_redirect() -> Markup {
    html! {
        p.quiet {
            "That is why you see this page instead of going back: an answer, even an error, must only ever go to an "
            "address that is known to belong to the client."
        }
    }
}

fn refused(provider: &Provider, received: &Params, title: &str, main: &Markup) -> Response {
    let main = html! { div.columns { section.card.stop { (main) } (panel(provider, received, Fate::Refused)) } };
    Page::new(400, title, main).respond(provider)
}

fn plain(provider: &Provider, status: u16, title: &str, main: &Markup) -> Response {
    Page::new(status, title, html! { section.card.stop { (main) } }).respond(provider)
}
