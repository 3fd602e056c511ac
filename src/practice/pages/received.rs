//! The panel `what I just received`: every parameter, what the server does with it, and what is missing.

use maud::{Markup, html};

use super::super::source::Carried;
use super::super::{Pkce, Provider};
use crate::wire::Params;

/// Longer values are cut: a page is for reading.
const SHOWN: usize = 400;

/// What became of a request.
#[derive(Clone, Copy)]
pub(super) enum Fate {
    Kept(Carried),
    Refused,
}

/// The panel for an authorization request.
pub(super) fn panel(provider: &Provider, received: &Params, fate: Fate) -> Markup {
    html! {
        aside.panel aria-labelledby="received" {
            h2 #received { "What I just received" }
            p.quiet {
                @match fate {
                    Fate::Kept(carried) => (way(carried)),
                    Fate::Refused => {
                        (way(Carried::Plain)) " "
                        "I refused it and kept none of this: the notes tell what would have become of it."
                    }
                }
            }
            dl {
                @for (name, value) in received.iter() {
                    (row(name, value, note(provider, received, name)))
                }
                @for (name, sentence) in missing(provider, received) {
                    div.row.missing {
                        dt { code { (name) } " " span.tag { "missing" } }
                        dd { p.note { (sentence) } }
                    }
                }
            }
        }
    }
}

/// How a request came, and what that is worth.
fn way(carried: Carried) -> &'static str {
    match carried {
        Carried::Plain => {
            "An authorization request, carried here by your browser. Everybody on the way could read and change it."
        }
        Carried::Signed => {
            "An authorization request that the client has signed. Your browser carried it: everybody on the way could read it, and nobody could change it."
        }
        Carried::PushedSigned => {
            "An authorization request that the client signed and pushed to me directly. Your browser brought only its name, so that nobody on the way could read or change it."
        }
        Carried::Pushed => {
            "An authorization request that the client pushed to me directly. Your browser brought only its name, so that nobody on the way could read or change it."
        }
    }
}

fn row(name: &str, value: &str, note: &str) -> Markup {
    html! {
        div.row.(meaning(name)) {
            dt { code { (name) } }
            dd {
                code.value { (cut(value)) }
                p.note { (note) }
            }
        }
    }
}

/// The class that colours a row; the name beside it says the same in words.
fn meaning(name: &str) -> &'static str {
    match name {
        "client_secret" => "secret",
        "code_challenge" | "code_challenge_method" | "code_verifier" => "verifier",
        "code" => "code",
        _ => "plain",
    }
}

fn note(provider: &Provider, received: &Params, name: &str) -> &'static str {
    let pkce_off = provider.config.policy.pkce == Pkce::Off;
    match name {
        "client_id" => "Who asks. Public, and so no proof.",
        "redirect_uri" => "Where the client wants its code. It has to be an address that is registered for it.",
        "response_type" if received.get(name) == Some("code") => "My answer is to be a code, and no token.",
        "response_type" => "What my answer is to bring. Tokens in it pass through the browser, where they can be seen.",
        "request" => "The parameters, signed by the client. Only those in there count.",
        "request_uri" => "The name of a request that was pushed before. Only the parameters behind it count.",
        "response_mode" if received.get(name).is_some_and(|mode| mode.ends_with("jwt")) => {
            "How my answer travels: signed as a whole, so that the client sees that it is mine and meant for it."
        }
        "scope" => "What the client wants to do.",
        "state" => "I give it back as it is. The client knows by it that the answer belongs to this browser.",
        "nonce" => "I put it into the ID token. The client knows by it that the token belongs to this login.",
        "code_challenge" | "code_challenge_method" if pkce_off => "I do not know PKCE under this policy and ignore it.",
        "code_challenge" => {
            "I keep this with the code. Whoever redeems the code must show the code_verifier that it was made from."
        }
        "code_challenge_method" if received.get(name) == Some("plain") => {
            "With plain the challenge is the verifier, so whoever has read this request can redeem the code."
        }
        "code_challenge_method" => "How the challenge was made: BASE64URL(SHA256(code_verifier)).",
        "response_mode" => "How my answer travels.",
        "prompt" => "Whether I may, or must, show you a page.",
        "max_age" => "How many seconds ago you may have typed your password at most.",
        "login_hint" => "Who you are, as the client believes.",
        "id_token_hint" => "Who you are, by an ID token of mine. I answer about this user or not at all.",
        "claims" => "Single claims that the client would like in the ID token or from the userinfo endpoint.",
        "acr_values" => "How the client would like you to sign in. I know passwords alone, and say so in the ID token.",
        "authorization_details" => "What the client wants to do, in detail. You are asked about each of these.",
        "resource" => "Where the client wants to use its access token. The token opens no other door.",
        "audience" => "I do not know this one and ignore it. What it is for is called resource (RFC 8707).",
        "ui_locales" => "In which language my pages should be. They are in English.",
        "display" => "How my pages should look. I have one kind of page.",
        "client_secret" => "A secret has no place in a browser. I ignore it, and it should be replaced.",
        "code_verifier" => {
            "The verifier has no place in a browser. I ignore it; with it the challenge protects nothing."
        }
        _ => "I do not know this one and ignore it.",
    }
}

/// What a careful client would have sent.
fn missing(provider: &Provider, received: &Params) -> Vec<(&'static str, &'static str)> {
    let mut missing = Vec::new();
    let openid = received.get("scope").is_some_and(|scope| scope.split(' ').any(|word| word == "openid"));
    if received.get("code_challenge").is_none() && provider.config.policy.pkce != Pkce::Off {
        missing.push((
            "code_challenge",
            "Nothing ties the code to this login: anybody who gets the code and passes for the client can redeem it.",
        ));
    }
    if received.get("state").is_none() {
        missing.push(("state", "The client cannot tell by it whether my answer belongs to a login that it began."));
    }
    if openid && received.get("nonce").is_none() {
        missing.push(("nonce", "The client cannot tell whether the ID token was made for this login."));
    }
    missing
}

fn cut(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        None => value.to_owned(),
        Some((at, _)) => format!("{}… ({} characters in all)", &value[..at], value.chars().count()),
    }
}
