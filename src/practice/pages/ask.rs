//! The pages that ask: for a password, for consent, and the one that carries an answer in a form.

use maud::{Markup, html};

use super::super::authorize::Asked;
use super::super::login::SignedIn;
use super::super::site::Endpoint;
use super::super::{Provider, details, redirect, scope};
use super::layout::Page;
use super::received::{Fate, panel};
use crate::wire::{Params, Response};

/// Which attempt at a password a login page is for.
#[derive(Clone, Copy)]
pub(in super::super) enum Attempt<'a> {
    First,
    /// After a wrong one, for this user name.
    Again(&'a str),
}

/// The OAuth 2.0 Form Post Response Mode, section 2, wants the form sent by a script.
const SUBMIT: &str = "document.forms[0].submit()";

pub(in super::super) fn login(provider: &Provider, id: &str, asked: &Asked, attempt: Attempt<'_>) -> Response {
    let (username, wrong) = match attempt {
        Attempt::First => (hinted(provider, asked), false),
        Attempt::Again(username) => (username, true),
    };
    let main = html! {
        div.columns {
            section.card {
                h1 { "Sign in" }
                p.lead { "to continue to " strong { (asked.client_id) } }
                @if wrong {
                    p.alert role="alert" { "That user name and password do not belong together." }
                }
                form method="post" action=(provider.site.path(Endpoint::Login)) {
                    input type="hidden" name="transaction" value=(id);
                    label for="username" { "User name" }
                    input #username name="username" value=(username) autocomplete="username" autocapitalize="none"
                        spellcheck="false" autofocus[username.is_empty()];
                    label for="password" { "Password" }
                    input #password name="password" type="password" autocomplete="current-password"
                        autofocus[!username.is_empty()];
                    div.buttons {
                        button.primary name="decision" value="login" { "Sign in" }
                        button name="decision" value="deny" { "Cancel" }
                    }
                }
                (practice_users(provider))
            }
            (panel(provider, &asked.received, Fate::Kept(asked.carried)))
        }
    };
    let form_target = Some(redirect::form_target(&asked.address.redirect_uri));
    Page { form_target, ..Page::new(200, "Sign in", main) }.respond(provider)
}

/// Who the client believes the user is: an ID token is more than a guess.
fn hinted<'a>(provider: &'a Provider, asked: &'a Asked) -> &'a str {
    let meant = asked.wishes.sub.as_deref().and_then(|sub| provider.user_of(sub));
    let guess = || asked.received.get("login_hint").unwrap_or_default();
    meant.map_or_else(guess, |user| &user.username)
}

pub(in super::super) fn consent(provider: &Provider, id: &str, asked: &Asked, user: &SignedIn) -> Response {
    let name = provider.user_of(&user.sub).map_or("", |user| &user.name);
    let main = html! {
        div.columns {
            section.card {
                h1 { "Allow " span.client { (asked.client_id) } "?" }
                p.lead { "You are signed in as " strong { (name) } ". This application would like to:" }
                ul.scopes {
                    @for (word, sentence) in scope::KNOWN.iter().filter(|(word, _)| asked.scope.contains(word)) {
                        li { span { (sentence) } code { (word) } }
                    }
                    @for (name, sentence) in asked.wishes.claims.about_the_user() {
                        li { span { (sentence) } code { (name) } }
                    }
                    @for detail in &asked.wishes.details {
                        li { span { (details::sentence(detail)) } code.value { (detail) } }
                    }
                }
                @if !asked.wishes.resources.is_empty() {
                    p { "It may use this at " @for resource in &asked.wishes.resources { code.value { (resource) } " " } }
                }
                form method="post" action=(provider.site.path(Endpoint::Consent)) {
                    input type="hidden" name="transaction" value=(id);
                    div.buttons {
                        button.primary name="decision" value="allow" { "Allow" }
                        button name="decision" value="deny" { "Deny" }
                    }
                }
                p.quiet {
                    "If you allow it, I make a one-time " span.word.code { "code" } " and send your browser with it to "
                    code.value { (asked.address.redirect_uri) }
                }
            }
            (panel(provider, &asked.received, Fate::Kept(asked.carried)))
        }
    };
    let form_target = Some(redirect::form_target(&asked.address.redirect_uri));
    Page { form_target, ..Page::new(200, "Allow access", main) }.respond(provider)
}

/// The answer as a form that sends itself, with a button where no script runs.
pub(in super::super) fn form_post(provider: &Provider, redirect_uri: &str, params: &Params) -> Response {
    let main = html! {
        section.card {
            h1 { "Back to the application" }
            p.lead { "Your browser carries my answer to " code.value { (redirect_uri) } }
            form method="post" action=(redirect_uri) {
                @for (name, value) in params.iter() {
                    input type="hidden" name=(name) value=(value);
                }
                div.buttons { button.primary { "Continue" } }
            }
        }
    };
    let form_target = Some(redirect::form_target(redirect_uri));
    Page { form_target, script: Some(SUBMIT), ..Page::new(200, "Back to the application", main) }.respond(provider)
}

pub(super) fn practice_users(provider: &Provider) -> Markup {
    html! {
        div.hint {
            p { "This is practice, so here is who you can be:" }
            table {
                thead { tr { th scope="col" { "User name" } th scope="col" { "Password" } } }
                tbody {
                    @for user in &provider.config.users {
                        tr { td { code { (user.username) } } td { code { (user.password) } } }
                    }
                }
            }
        }
    }
}
