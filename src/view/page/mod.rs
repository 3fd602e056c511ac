//! The pages that the listener at the redirect URI shows in the browser: what has just arrived, and what that means.

mod frame;
mod received;

use maud::html;

use crate::protocol::Examined;
use crate::protocol::arrival::FORWARDED;
use crate::wire::Response;
use frame::{FORWARD, ONWARD, Page};

pub use received::answer;

/// The browser is back from signing out.
#[must_use]
pub fn signed_out(returned: &Examined<()>) -> Response {
    let body = html! {
        h1 { "The session at the provider has ended" }
        @if returned.outcome.is_ok() {
            p { "The provider sent your browser back to the address that was registered for it, with the " b.code { "state" } " that went along." }
        } @else {
            p.bad { "The " b.code { "state" } " that went along did not come back as it was: the terminal says more." }
        }
        p.next { "Nothing is left to do here: you can close this tab and go back to the terminal." }
    };
    Page { status: 200, title: "signed out", body, script: None }.response()
}

/// One answer of several: the page asks at this path where the next one begins.
#[must_use]
pub fn onward(next: &str) -> Response {
    let body = html! {
        h1 { "The answer was received" }
        p { "It is used for one of the experiments that run in the terminal. Each takes a code of its own, so that none speaks for another." }
        p.next id="onward" data-next=(next) { "Leave this tab open: it goes on by itself when the next code is needed. The provider may ask you again; answer it as before." }
        noscript { p { "Scripts are off: this page cannot go on by itself. Open the URL that the terminal shows for the next code." } }
    };
    Page { status: 200, title: "answer received", body, script: Some(ONWARD) }.response()
}

/// A second answer: the first one counts.
#[must_use]
pub fn already() -> Response {
    let body = html! {
        h1 { "This login already has its answer" }
        p { "The first answer that came to this address counts. This one was not used, so that nobody can slip in another." }
        p.next { "Nothing is left to do here: you can close this tab and go back to the terminal." }
    };
    Page { status: 409, title: "already answered", body, script: None }.response()
}

/// A request to the right address that brings nothing of use.
#[must_use]
pub fn waiting() -> Response {
    Page { status: 400, title: "still waiting", body: still_waiting(), script: None }.response()
}

/// A page for an answer in the fragment, which browsers keep to themselves: its script posts the parameters back to this
/// address together with the ticket, so that only this page can have sent them. Where there is no fragment it says that
/// the login still waits.
#[must_use]
pub fn forward(ticket: &str) -> Response {
    let body = html! {
        (still_waiting())
        noscript {
            p.bad { b { "Scripts are off." } " If the address above ends in " code { "#code=…" } ", copy it whole and paste it into the terminal: without a script this page cannot pass it on." }
        }
        form id="forward" method="post" {
            input type="hidden" name=(FORWARDED) value=(ticket);
        }
    };
    Page { status: 200, title: "still waiting", body, script: Some(FORWARD) }.response()
}

/// Any other path.
#[must_use]
pub fn not_found() -> Response {
    let body = html! {
        h1 { "There is nothing at this address" }
        p { "This is the address of a login that is under way, opened by oauth-flow on this machine. It answers at its redirect URI only, character by character." }
        p.next { "The login still waits: go back to the tab where you sign in, or to the terminal." }
    };
    Page { status: 404, title: "not found", body, script: None }.response()
}

fn still_waiting() -> maud::Markup {
    html! {
        h1 { "The login still waits for its answer" }
        p { "This is the redirect URI of a login that is under way: the provider sends your browser here with a " b.code { "code" } " when you have signed in and agreed, or with an " code { "error" } "." }
        p { "Neither came with this request: no " code { "code" } ", no " code { "error" } ", no " code { "state" } "." }
        p.next { "Go back to the tab where you sign in, or start at the URL that the terminal shows." }
    }
}

#[cfg(test)]
mod tests;
