//! The pages at the end of a session.

use maud::html;

use super::super::login::SignedIn;
use super::super::site::Endpoint;
use super::super::{Provider, redirect};
use super::layout::Page;
use crate::wire::Response;

pub(in super::super) fn ask_logout(
    provider: &Provider,
    farewell: &str,
    user: &SignedIn,
    destination: Option<&str>,
) -> Response {
    let name = provider.user_of(&user.sub).map_or("", |user| &user.name);
    let main = html! {
        section.card {
            h1 { "Sign out?" }
            p.lead { "You are signed in here as " strong { (name) } ". An application asks me to end that." }
            form method="post" action=(provider.site.path(Endpoint::EndSession)) {
                input type="hidden" name="farewell" value=(farewell);
                div.buttons {
                    button.primary name="decision" value="logout" { "Sign out" }
                    button name="decision" value="stay" { "Stay signed in" }
                }
            }
            p.quiet { "I ask because the application did not show an ID token of yours: anybody can send a browser here." }
        }
    };
    let form_target = destination.map(redirect::form_target);
    Page { form_target, ..Page::new(200, "Sign out", main) }.respond(provider)
}

pub(in super::super) fn signed_out(provider: &Provider) -> Response {
    let main = html! {
        section.card {
            h1 { "You are signed out" }
            p.lead { "The application did not say where you should go from here. You can close this page." }
        }
    };
    Page::new(200, "Signed out", main).respond(provider)
}

pub(in super::super) fn still_signed_in(provider: &Provider) -> Response {
    let main = html! { section.card { h1 { "You stay signed in" } p.lead { "Nothing has changed." } } };
    Page::new(200, "Still signed in", main).respond(provider)
}

pub(in super::super) fn no_logout(provider: &Provider, why: &str) -> Response {
    let main = html! {
        section.card.stop {
            h1 { "I cannot sign you out like this" }
            p.lead { (why) }
            p.quiet { "A browser is sent from here only to an address that is known to belong to the client." }
        }
    };
    Page::new(400, "No logout", main).respond(provider)
}
