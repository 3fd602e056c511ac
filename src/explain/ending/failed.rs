//! No answer came.

use super::{Told, again, target};
use crate::trace::{Plan, Step, Trace};
use crate::wire::{Failure, FailureKind, uri};

pub(super) fn told(trace: &Trace, step: Step, failure: &Failure) -> Told {
    let exchange = trace.last(step);
    let url = exchange.map(|exchange| exchange.request.url.clone()).unwrap_or_default();
    let mut told = Told::new(headline((&trace.plan, step), failure.kind, &url));
    if let Some(target) = target(trace, step).filter(|_| step != Step::Callback) {
        told = told.fact("sent", target);
    }
    if !failure.detail.is_empty() {
        told = told.fact("seen", failure.detail.clone());
    }
    told.meaning(meaning(step, failure.kind)).hint(hint(&trace.plan, step, failure.kind, &url))
}

fn headline((plan, step): (&Plan, Step), kind: FailureKind, url: &str) -> String {
    let host = uri::authority(url);
    match (step, kind) {
        (Step::Callback, FailureKind::Timeout) => "no answer arrived at the redirect URI in time".to_owned(),
        (_, FailureKind::ErrorPage) => "the provider shows an error page and does not send the browser back".to_owned(),
        (_, FailureKind::Interrupted) => format!("interrupted at step {} ({})", plan.number(step), step.name()),
        (_, FailureKind::Local) => {
            format!("something on this machine failed at step {} ({})", plan.number(step), step.name())
        }
        _ if host.is_empty() => format!("{} failed: {}", step.name(), kind.words()),
        _ => format!("no answer from `{host}` to {}: {}", step.name(), kind.words()),
    }
}

fn meaning(step: Step, kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Dns => {
            "No server of this name is known here: the name is misspelt, or it is known only in another network."
        }
        FailureKind::Refused => "Nothing listens there: the server is down, or the port is wrong.",
        FailureKind::TlsExpired => {
            "Its certificate is out of its time, or this machine's clock is wrong: nobody vouches for the server now."
        }
        FailureKind::TlsUnknownIssuer => {
            "The certificate may be the server's own, or that of somebody in between: this machine cannot tell."
        }
        FailureKind::TlsWrongName => {
            "The certificate vouches for another name: this may not be the server that was meant."
        }
        FailureKind::Tls => {
            "The two sides could not agree on TLS; a plain http server behind an https URL looks like this too."
        }
        FailureKind::Timeout if step == Step::Callback => {
            "The browser never came back: the login page still waits, the redirect URI is not registered, or it points to another machine."
        }
        FailureKind::Timeout => "The server took too long, or sent too slowly, to be waited for.",
        FailureKind::TooLarge => {
            "What a login needs is small; an answer of this size is an error page, a file, or ill will."
        }
        FailureKind::Closed => "The server, or something in between, hung up in the middle of its answer.",
        FailureKind::NotHttp => "Something else listens there: another protocol, or TLS behind a plain http URL.",
        FailureKind::PlainHttp => {
            "Over plain http the code, the secret and the tokens can be read and changed by anybody on the way, so nothing was sent."
        }
        FailureKind::ErrorPage => {
            "It does not know the client, or the redirect URI is not registered for it: then it must not redirect (RFC 6749 4.1.2.1)."
        }
        FailureKind::Interrupted => "With --trace FILE the record so far is kept in a file.",
        FailureKind::Local => "The provider had no part in it.",
    }
}

fn hint(plan: &Plan, step: Step, kind: FailureKind, url: &str) -> String {
    match kind {
        FailureKind::Dns => format!("check the name `{}`", uri::host(url)),
        FailureKind::Refused => format!("see whether it answers: curl -v {}", uri::origin(url)),
        FailureKind::TlsExpired | FailureKind::TlsWrongName => {
            format!("see the certificate: openssl s_client -connect {} </dev/null", with_port(url))
        }
        FailureKind::TlsUnknownIssuer => {
            format!("if it is an authority of your own, trust it for this run: {}", again(plan, "--ca-cert FILE"))
        }
        FailureKind::Tls | FailureKind::NotHttp => format!("see what it speaks: curl -v {}", uri::origin(url)),
        FailureKind::Timeout if step == Step::Callback => {
            format!("register exactly `{}`, or wait longer: {}", plan.client.redirect_uri, again(plan, "--timeout 600"))
        }
        FailureKind::Timeout | FailureKind::Closed => format!("try again: {}", again(plan, "")),
        FailureKind::TooLarge => format!("see what it sends: curl -s {} | head -c 1000", uri::without_query(url)),
        FailureKind::PlainHttp => format!("if this network is yours alone: {}", again(plan, "--allow-http")),
        FailureKind::ErrorPage => {
            format!("register exactly `{}` for the client `{}`", plan.client.redirect_uri, plan.client.client_id)
        }
        FailureKind::Local if step == Step::Callback => format!("sign in yourself: {}", again(plan, "--no-browser")),
        FailureKind::Local => {
            "put that right and run it again; every flag is explained by: oauth-flow login --help".to_owned()
        }
        FailureKind::Interrupted => String::new(),
    }
}

fn with_port(url: &str) -> String {
    let authority = uri::authority(url);
    let has_port = authority.len() > uri::host(url).len();
    if has_port { authority.to_owned() } else { format!("{authority}:443") }
}
