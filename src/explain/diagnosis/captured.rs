//! What a capture shows of a login that got its answer and came to nothing all the same: the rest is the app's, and happens
//! where no browser looks.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, open_if, row};
use crate::trace::{Captured, Ending, Exchange, Part, Step};
use crate::wire::{FailureKind, uri};

pub(super) const ROWS: &[Row] = &[
    row("app-without-cookie", "the browser brought the app its answer without a cookie", without_cookie),
    row("app-round-and-round", "the app asks again and again", round_and_round),
    row("app-answers-with-error", "the app answers the callback with an error", answers_with_error),
    row("app-not-reached", "the browser does not reach the app", not_reached),
    row("answer-kept-back", "the browser keeps an answer back from the app", kept_back),
    row("answer-by-script", "a script hands the answer over", by_script),
];

fn captured<'a>(facts: &Facts<'a>) -> Option<&'a Captured> {
    facts.trace.plan.captured.as_deref()
}

/// The callback of a login whose answer was good and whose end the capture does not show.
fn callback<'a>(facts: &Facts<'a>) -> Option<&'a Exchange> {
    captured(facts).filter(|_| facts.trace.ended == Ending::Open)?;
    facts.trace.last(Step::Callback)
}

fn error_of(callback: &Exchange) -> Option<u16> {
    callback.response.as_ref().map(|response| response.status).filter(|status| *status >= 400)
}

/// The page at the redirect URI, without the answer in its address.
fn place(callback: &Exchange) -> &str {
    uri::without_query(&callback.request.url)
}

fn moment(callback: &Exchange) -> String {
    let moment = i64::try_from(callback.started_ms).ok().and_then(chrono::DateTime::from_timestamp_millis);
    moment.map(|moment| moment.format("%F %T UTC").to_string()).unwrap_or_default()
}

fn without_cookie(facts: &Facts<'_>) -> Standing {
    let found = callback(facts).filter(|callback| {
        let rounds = captured(facts).map_or(0, |captured| captured.round_and_round);
        captured(facts).is_some_and(|captured| captured.without_cookie) && (error_of(callback).is_some() || rounds > 0)
    });
    open_if(found.map(|callback| {
        let posted = callback.request.method == "POST";
        let change = if posted {
            "in the app, set the cookie of the login with SameSite=None; Secure: a form that another site posts brings no \
             other (response_mode=form_post)"
        } else {
            "in the app, look at the cookie of the login: its domain, its path, Secure, and SameSite=Lax, since Strict \
             stays behind when another site leads here"
        };
        Diagnosis::likely("the app does not know whose login it is: the browser brought the answer without a cookie", change)
            .because(format!("the app had set one at `{}` before", uri::origin(&callback.request.url)))
            .because(format!("{} `{}` came without", callback.request.method, place(callback)))
    }))
}

fn round_and_round(facts: &Facts<'_>) -> Standing {
    let rounds = captured(facts).map_or(0, |captured| captured.round_and_round);
    open_if(callback(facts).filter(|_| rounds > 0).map(|callback| {
        Diagnosis::likely(
            "the app keeps no session: it got its answer, and sent the browser to log in once more",
            "in the app, see that the session that it begins at the callback is found again by the next request: the \
             cookie's domain, path, Secure and SameSite, http behind a proxy, several nodes without a shared store; and its \
             log, whether it redeemed the code",
        )
        .because(format!("{rounds} logins in a row, each within seconds of the answer before"))
        .because(format!("each answer was brought to `{}`", place(callback)))
    }))
}

fn answers_with_error(facts: &Facts<'_>) -> Standing {
    let found = callback(facts).and_then(|callback| Some((callback, error_of(callback)?)));
    open_if(found.map(|(callback, status)| {
        let (cause, change) = if facts.trace.plan.lacks(Part::TokenRequest) {
            (
                "the app got its answer and failed at it: in what it compares, or in its token request, which no browser sees",
                format!(
                    "look into the app's log at {}: whether it missed its session or its state, and what the token endpoint \
                     answered; invalid_client is a wrong secret, invalid_grant mostly another redirect_uri, a spent code or \
                     a missing verifier",
                    moment(callback)
                ),
            )
        } else {
            ("the app failed at the answer", format!("look into the app's log at {}", moment(callback)))
        };
        Diagnosis::likely(cause, change)
            .because(format!("the app answered `{}` with {status}", place(callback)))
            .because_some(title(callback).map(|title| format!("its page is titled \"{title}\"")))
    }))
}

fn title(callback: &Exchange) -> Option<String> {
    let page = crate::wire::html::page("", callback.response.as_ref()?)?;
    let title: String = page.title.chars().take(200).collect();
    Some(title).filter(|title| !title.is_empty())
}

fn not_reached(facts: &Facts<'_>) -> Standing {
    let failed = facts.failed().filter(|(step, failure)| {
        *step == Step::Callback && !matches!(failure.kind, FailureKind::ErrorPage | FailureKind::SignIn)
    });
    let found = captured(facts).and(failed).zip(facts.trace.last(Step::Callback));
    open_if(found.map(|((_, failure), callback)| {
        Diagnosis::likely(
            format!("the server sent the browser back, and the browser did not reach the app: {}", failure.kind.words()),
            format!(
                "see that the app listens at `{}`, on the machine on which the browser runs, and that its certificate is good",
                uri::authority(&callback.request.url)
            ),
        )
        .because(format!("the browser asked for `{}`", place(callback)))
        .because_some((!failure.detail.is_empty()).then(|| failure.detail.clone()))
    }))
}

/// Without a word of the server that allows the app to read it, no script of the app gets the answer (the CORS protocol).
fn kept_back(facts: &Facts<'_>) -> Standing {
    let failed = facts.failed().filter(|(step, failure)| *step != Step::Callback && failure.kind == FailureKind::Local);
    let found = captured(facts).and(failed).and_then(|(step, failure)| Some((failure, facts.trace.last(step)?)));
    open_if(found.map(|(failure, exchange)| {
        let origin = exchange.request.headers.get("origin").map(|origin| format!("the app's origin is `{origin}`"));
        Diagnosis::likely(
            "the browser gave the app no answer: mostly since the server does not allow the app's origin to read it (CORS)",
            "at the provider, allow the app's origin for this client (web origins, allowed origins, single-page application); \
             in the console of the browser, read which header is missing; and look for an extension that blocks",
        )
        .because(format!("{} `{}`", exchange.request.method, place(exchange)))
        .because_some(origin)
        .because(failure.detail.clone())
    }))
}

fn by_script(facts: &Facts<'_>) -> Standing {
    let asked = captured(facts).and_then(|captured| captured.response_mode.as_deref());
    let is_open = facts.trace.ended == Ending::Open && facts.trace.plan.lacks(Part::Answer);
    let found = asked.filter(|mode| is_open && mode.ends_with("message"));
    open_if(found.map(|mode| {
        Diagnosis::possible(
            "the answer is handed to the app by a script of the server's page, and the capture does not show it",
            "save the capture with content, or look at the message in the app: a listener for `message` in the console of \
             the browser shows what arrives, and from which origin",
        )
        .because(format!("response_mode is `{mode}`"))
    }))
}
