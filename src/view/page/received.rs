//! The page for an answer: what came through the front channel, and whether it may be used.

use maud::{Markup, html};

use super::frame::{Page, TIDY};
use crate::protocol::{Answer, Check, Examined, Pkce, ProviderError, Refusal, Verdict, callback};
use crate::trace::Plan;
use crate::wire::{Params, Request, Response};

/// The page for the answer that counts. A code is received here and not more: whether the login succeeds is decided at the
/// token endpoint.
#[must_use]
pub fn answer(plan: &Plan, request: &Request, examined: &Examined<Answer>) -> Response {
    let (params, _) = callback::opened(request);
    let (status, title, head) = match &examined.outcome {
        Ok(answer) if answer.code.is_none() => (200, "tokens received", tokens_received()),
        Ok(_) => (200, "code received", code_received(plan)),
        Err(Refusal::Provider(error)) => (200, "error received", error_received(error)),
        Err(Refusal::Check(check)) => (400, "answer refused", refused(check)),
    };
    let failed: Vec<&Check> = examined.checks.iter().filter(|check| check.verdict == Verdict::Fail).collect();
    let body = html! {
        (head)
        @if !failed.is_empty() { (failures(&failed)) }
        (arrived(plan, &params))
        p.next { (next(examined)) " You can close this tab." }
    };
    Page { status, title, body, script: Some(TIDY) }.response()
}

fn next(examined: &Examined<Answer>) -> &'static str {
    match &examined.outcome {
        Ok(_) => "Go back to the terminal: the login goes on there.",
        Err(_) => "Go back to the terminal: it says what this means and what to do.",
    }
}

fn code_received(plan: &Plan) -> Markup {
    html! {
        h1 { "The " b.code { "code" } " was received" }
        p { "The login has not succeeded yet. The code came through your browser, where others can read it: on its own it should be worth nothing." }
        p { (locks(plan)) }
    }
}

fn tokens_received() -> Markup {
    html! {
        h1 { "The tokens were received" }
        p { "They came through your browser, where others can read them, as this login asked for (" code { "response_type" } "). No second request follows in which anybody could be asked for a proof." }
    }
}

/// What the token request adds to the code, in the colours of the two locks.
fn locks(plan: &Plan) -> Markup {
    let has_secret = plan.client.is_confidential();
    let secret = html! { "the " b.secret { "client secret" } };
    let verifier = html! { "the " b.verifier { "code verifier" } };
    html! {
        "Next the app redeems it in the back channel, "
        @match (has_secret, plan.nonces.code_verifier.is_some(), plan.pkce) {
            (_, true, Pkce::Plain) => {
                "together with " @if has_secret { (secret) " and " } (verifier)
                ". With PKCE plain the " b.challenge { "challenge" } " that passed through this browser is that verifier itself."
            }
            (true, true, _) => { "together with " (secret) " and " (verifier) ": neither was in this browser." }
            (false, true, _) => {
                "together with " (verifier) ": only its fingerprint, the " b.challenge { "challenge" } ", was in this browser."
            }
            (true, false, _) => { "together with " (secret) ". There is no code verifier: PKCE was switched off." }
            (false, false, _) => { "with nothing beside it: neither a client secret nor a code verifier guards this code." }
        }
    }
}

fn error_received(error: &ProviderError) -> Markup {
    html! {
        h1.bad { "The provider answered with an error" }
        p { code { (visible(&error.error)) } @if let Some(words) = &error.error_description { ": " (visible(words)) } }
        p { "No code came, so there is nothing to redeem." }
    }
}

fn refused(check: &Check) -> Markup {
    let title = match check.id.as_ref() {
        "response-state-exact" => "This answer does not belong to this login",
        "response-iss" => "This answer comes from another provider",
        "response-code-present" => "The answer brings no code",
        id if id.starts_with("jarm-") => "The signed answer is not to be believed",
        _ => "The answer failed a check",
    };
    html! {
        h1.bad { (title) }
        p { "It was not used: no code was redeemed." }
    }
}

fn failures(failed: &[&Check]) -> Markup {
    html! {
        h2 { "What is wrong with it" }
        dl {
            @for check in failed {
                div.bad {
                    dt { span.bad { "failed" } " " code { (check.id) } }
                    dd {
                        span.why { "expected" } span.value { (visible(&check.expected)) }
                        span.why { "seen" } span.value { (visible(&check.seen)) }
                    }
                }
            }
        }
    }
}

fn arrived(plan: &Plan, params: &Params) -> Markup {
    html! {
        h2 { "What just arrived through the front channel" }
        dl {
            @for (name, value) in params.iter() {
                div.code[name == "code"] {
                    dt { code { (visible(name)) } }
                    dd {
                        span.value { (visible(value)) }
                        span.why { (purpose(plan, name, value)) }
                    }
                }
            }
        }
    }
}

/// What a parameter is for, in one line; of state also whether it is the one that was sent.
fn purpose(plan: &Plan, name: &str, value: &str) -> Markup {
    let words = match name {
        "code" => {
            "the authorization code: a ticket, good once and for a short time, and only for the app it was issued to"
        }
        "state" => return state(plan.nonces.state.as_deref(), value),
        "iss" => "who answers: compared with the issuer that was asked",
        "error" => "why the provider refuses, as a registered code",
        "error_description" => "the same in words, for a developer",
        "error_uri" => "a page about the error; not opened by this program",
        "session_state" => "for watching whether the session at the provider ends (OpenID Connect Session Management)",
        "scope" => "what the provider says was granted; what counts is in the token response",
        "access_token" if plan.asked.response_type.has_token() => {
            "the access token, as it was asked for: whoever reads this address can use it"
        }
        "id_token" if plan.asked.response_type.has_id_token() => {
            "the ID token, as it was asked for: a signed statement about the user, which is checked next"
        }
        "token_type" => "how the access token is presented",
        "expires_in" => "how long the access token is good, in seconds",
        "response" => "the whole answer as a JWT, which cannot be read",
        "access_token" | "id_token" | "refresh_token" => {
            "a token: it has no business in the front channel, and is not used"
        }
        _ => "not known to this program: kept in the record, otherwise ignored",
    };
    html! { (words) }
}

fn state(sent: Option<&str>, value: &str) -> Markup {
    html! {
        "ties this answer to the login that was begun here: "
        @match sent {
            Some(sent) if sent == value => { b.ok { "it is the one that was sent" } }
            Some(_) => { b.bad { "it is not the one that was sent" } }
            None => { b.bad { "none was sent" } }
        }
    }
}

/// Characters that would not be seen, or would reorder the line, as `\u{..}`.
fn visible(value: &str) -> String {
    crate::view::escape::terminal(value)
}
