//! The pages of the device grant: type the code, look whether it is your device, decide (RFC 8628 3.3).

use maud::html;

use super::super::device::Device;
use super::super::login::SignedIn;
use super::super::site::Endpoint;
use super::super::{Provider, scope};
use super::ask::{Attempt, practice_users};
use super::layout::Page;
use crate::wire::Response;

/// Where the code is typed; what came with the link is there already, and still has to be sent.
pub(in super::super) fn device_code(provider: &Provider, user_code: &str, alert: Option<&str>) -> Response {
    let main = html! {
        section.card {
            h1 { "Connect a device" }
            p.lead { "Type the code that your device shows." }
            @if let Some(alert) = alert { p.alert role="alert" { (alert) } }
            form method="post" action=(provider.site.path(Endpoint::Device)) {
                label for="user_code" { "Code" }
                input #user_code name="user_code" value=(user_code) autocomplete="off" autocapitalize="characters"
                    spellcheck="false" autofocus;
                div.buttons { button.primary name="step" value="find" { "Continue" } }
            }
            p.quiet { "Never type a code that somebody sent to you: it connects their device, not yours." }
        }
    };
    Page::new(200, "Connect a device", main).respond(provider)
}

/// Who wants what, for whoever is signed in or signs in here.
pub(in super::super) fn device_consent(
    provider: &Provider,
    visit: &str,
    device: &Device,
    user: Option<&SignedIn>,
    attempt: Attempt<'_>,
) -> Response {
    let name = user.and_then(|user| provider.user_of(&user.sub)).map(|user| &user.name);
    let typed = if let Attempt::Again(username) = attempt { username } else { "" };
    let main = html! {
        section.card {
            h1 { "Allow " span.client { (device.client_id) } "?" }
            p.lead { "Does your device show " code.value { (device.user_code) } " ? If not, stop here." }
            ul.scopes {
                @for (word, sentence) in scope::KNOWN.iter().filter(|(word, _)| device.scope.contains(word)) {
                    li { span { (sentence) } code { (word) } }
                }
            }
            @if let Attempt::Again(_) = attempt {
                p.alert role="alert" { "That user name and password do not belong together." }
            }
            form method="post" action=(provider.site.path(Endpoint::Device)) {
                input type="hidden" name="visit" value=(visit);
                @match name {
                    Some(name) => p { "You are signed in as " strong { (name) } "." }
                    None => {
                        label for="username" { "User name" }
                        input #username name="username" value=(typed) autocomplete="username" autocapitalize="none"
                            spellcheck="false" autofocus;
                        label for="password" { "Password" }
                        input #password name="password" type="password" autocomplete="current-password";
                    }
                }
                div.buttons {
                    button.primary name="decision" value="allow" { "Allow" }
                    button name="decision" value="deny" { "Deny" }
                }
            }
            @if name.is_none() { (practice_users(provider)) }
        }
    };
    Page::new(200, "Connect a device", main).respond(provider)
}

pub(in super::super) fn device_done(provider: &Provider, title: &str, sentence: &str) -> Response {
    let main = html! { section.card { h1 { (title) } p.lead { (sentence) } } };
    Page::new(200, title, main).respond(provider)
}
