//! The server refused with an error response.

use super::{Told, again, target};
use crate::explain::glossary;
use crate::explain::redeemers::Locks;
use crate::protocol::{BasicEncoding, Client, Pkce, ProviderError};
use crate::trace::{Change, Plan, Step, Trace};

/// What is left to do about an error for which nothing better is known.
const ELSEWHERE: &str = "look for this code in the provider's documentation, or for this request in its log";

pub(super) fn told(trace: &Trace, step: Step, error: &ProviderError) -> Told {
    let mut told = Told::new(headline(step, error));
    if let Some(target) = target(trace, step).filter(|_| !step.arrives()) {
        told = told.fact("sent", target);
    }
    let status = error.status.map(|status| format!("{status} ")).unwrap_or_default();
    told = told.fact("received", format!("{status}{}", error.error));
    if let Some(description) = &error.error_description {
        told = told.fact("it says", description.clone());
    }
    if let Some(uri) = &error.error_uri {
        told = told.fact("see", uri.clone());
    }
    let (meaning, hint) = match step {
        Step::Authorize | Step::Callback => at_authorize(&trace.plan, &error.error),
        Step::Redeem => at_redeem(trace, &error.error),
        Step::Userinfo => at_userinfo(&trace.plan, error),
        _ => (generic(&error.error), String::new()),
    };
    let hint = if changed(trace, step) {
        // What was changed is the first thing to look at.
        format!("the same without the change: {}", again(&trace.plan, ""))
    } else if hint.is_empty() {
        ELSEWHERE.to_owned()
    } else {
        hint
    };
    told.meaning(meaning).meaning(on_purpose(trace, step)).hint(hint)
}

/// Whether the refused message, or the authorization request before it, had been changed on purpose.
fn changed(trace: &Trace, step: Step) -> bool {
    let sent = if step == Step::Callback { Step::Authorize } else { step };
    trace.last(sent).is_some_and(|exchange| !exchange.tampered.is_empty())
}

fn headline(step: Step, error: &ProviderError) -> String {
    let code = &error.error;
    match step {
        Step::Authorize | Step::Callback if code == "access_denied" => {
            "access was denied at the server: `access_denied`".to_owned()
        }
        Step::Authorize | Step::Callback => format!("the server refused the authorization request: `{code}`"),
        Step::Redeem => format!("the server refused to redeem the code: `{code}`"),
        Step::Userinfo => format!("the API refused the access token: `{code}`"),
        _ => format!("the server refused {}: `{code}`", step.name()),
    }
}

fn generic(code: &str) -> String {
    glossary::topic(code)
        .map_or_else(|| "No specification registers this error code.".to_owned(), |topic| topic.more.to_owned())
}

fn at_authorize(plan: &Plan, code: &str) -> (String, String) {
    let words = match code {
        "access_denied" => {
            "Somebody pressed Cancel on the server's page, or a rule of the server forbids this user or app."
        }
        "invalid_request" => {
            "A parameter is missing, repeated, or not what the server expects; its description usually names it."
        }
        "unauthorized_client" => "The client is known, but not registered for the authorization code flow.",
        "unsupported_response_type" => "The server does not offer `response_type=code` to this client.",
        "invalid_scope" => "A scope is misspelt, unknown, or not allowed for this client.",
        "server_error" => "The server failed on its own side; its log knows more than this answer.",
        "temporarily_unavailable" => "The server is busy or under repair.",
        "login_required" | "interaction_required" | "consent_required" | "account_selection_required" => {
            "The request said `prompt=none`, but the server would have to show a page."
        }
        "invalid_request_uri" | "invalid_request_object" | "request_not_supported" | "request_uri_not_supported" => {
            "The server does not take this signed or pushed request."
        }
        "registration_not_supported" => "The server does not register clients on the fly.",
        "invalid_target" => "The server does not issue tokens for this `resource`.",
        "invalid_authorization_details" => "The server does not understand the `authorization_details`.",
        other => return (generic(other), String::new()),
    };
    let hint = match code {
        "access_denied" => format!("run it again and consent: {}", again(plan, "")),
        "invalid_request" => format!("change one parameter and see: {}", again(plan, "--set authorize.NAME=VALUE")),
        "unauthorized_client" | "unsupported_response_type" => {
            "at the provider, allow the authorization code flow for this client".to_owned()
        }
        "invalid_scope" => format!("ask for less: {}", again(plan, "--scope openid")),
        "temporarily_unavailable" | "server_error" => format!("try again: {}", again(plan, "")),
        "login_required" | "interaction_required" | "consent_required" | "account_selection_required" => {
            format!("leave it out: {}", again(plan, "--unset authorize.prompt"))
        }
        _ => String::new(),
    };
    (words.to_owned(), hint)
}

fn at_redeem(trace: &Trace, code: &str) -> (String, String) {
    let plan = &trace.plan;
    match code {
        "invalid_client" if !brought_proof(trace) => (
            "The first lock held: the client brought no proof of who it is, and the server wants one.".to_owned(),
            other_method(trace),
        ),
        "invalid_client" => (invalid_client(&plan.client).to_owned(), other_method(trace)),
        "invalid_grant" => {
            (invalid_grant(trace), format!("codes live for seconds; get a fresh one: {}", again(plan, "")))
        }
        "invalid_request" => (
            "The token request lacks something or says something twice; its description usually names it.".to_owned(),
            format!("see what was sent, and change it: {}", again(plan, "--set redeem.NAME=VALUE")),
        ),
        "unauthorized_client" => (
            "The client proved itself but may not use this grant.".to_owned(),
            "at the provider, allow the authorization code grant for this client".to_owned(),
        ),
        "unsupported_grant_type" => (
            "The token endpoint does not trade codes, or it did not find `grant_type` where it looked for it."
                .to_owned(),
            "check that this is the token endpoint: --token-endpoint URL".to_owned(),
        ),
        other => (generic(other), String::new()),
    }
}

fn invalid_client(client: &Client) -> &'static str {
    if client.is_confidential() {
        "The first lock held: the client did not prove itself. The secret is wrong, written in another way than the server \
         reads it, or sent by a method that the client is not registered for."
    } else {
        "The server wants this client to prove itself: it is registered as confidential, and no secret was given."
    }
}

/// The method that was really used tells which one to try next.
fn other_method(trace: &Trace) -> String {
    let plan = &trace.plan;
    let basic = trace.last(Step::Redeem).is_some_and(|redeem| redeem.request.headers.get("authorization").is_some());
    match (plan.client.is_confidential(), basic, plan.client.basic_encoding) {
        (false, ..) => format!("give the secret: {}", again(plan, "--client-secret-file FILE")),
        (true, true, BasicEncoding::Form) => format!(
            "if the secret is right, try --basic-encoding raw, or send it in the body: {}",
            again(plan, "--auth-method client_secret_post")
        ),
        _ => format!(
            "if the secret is right, send it in the header: {}",
            again(plan, "--auth-method client_secret_basic")
        ),
    }
}

fn invalid_grant(trace: &Trace) -> String {
    let verifier = tells_verifier(trace);
    let locks = Locks::of(trace);
    if verifier.is_none() && locks.pkce != Pkce::None {
        return "The second lock held: the code is bound to a code_challenge, and the request brought no code_verifier. This is what \
                a thief meets who has the code, and even the secret."
            .to_owned();
    }
    if locks.pkce != Pkce::None && verifier != trace.plan.nonces.code_verifier {
        return "The second lock held: the code_verifier that was sent is not the one whose fingerprint the server keeps with the code."
            .to_owned();
    }
    "The client may be in order, but the code does not count: it is spent, expired, of another client, was asked for with another \
     redirect_uri, or the code_verifier does not fit its challenge."
        .to_owned()
}

fn tells_verifier(trace: &Trace) -> Option<String> {
    trace.last(Step::Redeem)?.request.form()?.get("code_verifier").map(str::to_owned)
}

/// Whether the token request held credentials of any kind.
fn brought_proof(trace: &Trace) -> bool {
    trace.last(Step::Redeem).is_some_and(|redeem| {
        let form = redeem.request.form().unwrap_or_default();
        redeem.request.headers.get("authorization").is_some() || form.get("client_secret").is_some()
    })
}

fn at_userinfo(plan: &Plan, error: &ProviderError) -> (String, String) {
    match (error.error.as_str(), error.status) {
        ("insufficient_scope", _) | (_, Some(403)) => (
            "The token is genuine but was granted too little for this API.".to_owned(),
            format!("ask for more: {}", again(plan, "--scope \"openid profile\"")),
        ),
        ("invalid_token", _) | (_, Some(401)) => (
            "The token is expired, revoked, or meant for another API; or it did not arrive in the Authorization header.".to_owned(),
            String::new(),
        ),
        (code, _) => (generic(code), String::new()),
    }
}

/// Whether the refused message had been changed by the user.
fn on_purpose(trace: &Trace, step: Step) -> String {
    let step = if step == Step::Callback { Step::Authorize } else { step };
    let Some(exchange) = trace.last(step).filter(|exchange| !exchange.tampered.is_empty()) else {
        return String::new();
    };
    let changes: Vec<String> = exchange.tampered.iter().map(Change::words).collect();
    format!("The message had been changed on purpose ({}), so this is what the server was to show.", changes.join(", "))
}
