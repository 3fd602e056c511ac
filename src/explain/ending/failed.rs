//! No answer came.

use super::{Told, target};
use crate::trace::{Plan, Step, Trace};
use crate::wire::{Failure, FailureKind, uri};

pub(super) fn told(trace: &Trace, step: Step, failure: &Failure) -> Told {
    let exchange = trace.last(step);
    let url = exchange.map(|exchange| exchange.request.url.clone()).unwrap_or_default();
    if let Some(told) = lacking((trace, step), failure) {
        return told;
    }
    let mut told = Told::new(headline((&trace.plan, step), failure.kind, &url));
    if let Some(target) = target(trace, step).filter(|_| !step.arrives()) {
        told = told.fact("sent", target);
    }
    if !failure.detail.is_empty() {
        told = told.fact("seen", failure.detail.clone());
    }
    told.meaning(meaning(failure.kind))
}

/// A step that could not be taken for want of something, or of somebody: no server had a part in that.
fn lacking((trace, step): (&Trace, Step), failure: &Failure) -> Option<Told> {
    let plan = &trace.plan;
    match failure.kind {
        FailureKind::Local if failure.detail.starts_with("there is no ") => {
            let at = format!("step {} ({})", plan.number(step), step.name());
            Some(Told::new(format!("{at} cannot be taken: {}", failure.detail)))
        }
        FailureKind::Timeout if step == Step::Token && failure.detail.starts_with("nobody decided") => {
            Some(Told::new("nobody typed the code and agreed in time").fact("seen", failure.detail.clone()))
        }
        _ => None,
    }
}

fn headline((plan, step): (&Plan, Step), kind: FailureKind, url: &str) -> String {
    let host = uri::authority(url);
    match (step, kind) {
        (Step::Callback, FailureKind::Timeout) => "no answer arrived at the redirect URI in time".to_owned(),
        (_, FailureKind::ErrorPage) => "the provider shows an error page and does not send the browser back".to_owned(),
        (_, FailureKind::SignIn) => "nobody could sign in".to_owned(),
        (_, FailureKind::Interrupted) => format!("interrupted at step {} ({})", plan.number(step), step.name()),
        (_, FailureKind::Local) if plan.captured.is_some() => {
            format!("the browser gave the app no answer at step {} ({})", plan.number(step), step.name())
        }
        (_, FailureKind::Local) => {
            format!("something on this machine failed at step {} ({})", plan.number(step), step.name())
        }
        _ if host.is_empty() => format!("{} failed: {}", step.name(), kind.words()),
        _ => format!("no answer from `{host}` to {}: {}", step.name(), kind.words()),
    }
}

/// What it means, where that is more than why it happened.
fn meaning(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::TlsExpired => "Nobody vouches for the server now, so nothing was sent.",
        FailureKind::TlsUnknownIssuer => {
            "The certificate may be the server's own, or that of somebody in between: this machine cannot tell."
        }
        FailureKind::TlsWrongName => "This may not be the server that was meant, so nothing was sent.",
        FailureKind::PlainHttp => {
            "Over plain http the code, the secret and the tokens can be read and changed by anybody on the way, so nothing was sent."
        }
        FailureKind::ErrorPage => {
            "It does not know the client, or the redirect URI is not registered for it: then it must not redirect (RFC 6749 4.1.2.1)."
        }
        FailureKind::Interrupted => "With --trace FILE the record so far is kept in a file.",
        _ => "",
    }
}
