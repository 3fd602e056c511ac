//! No answer came: names, doors, TLS, time; and whether the server was there a moment ago.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, row};
use crate::trace::{Exchange, Step};
use crate::wire::{Failure, FailureKind, uri};

pub(super) const ROWS: &[Row] = &[
    row("provider-down-midway", "the provider went down in the middle", midway),
    row("name-unknown", "the host name has no address", |facts| of(facts, FailureKind::Dns)),
    row("nobody-listens", "nothing listens at the address", |facts| of(facts, FailureKind::Refused)),
    row("certificate-expired", "the certificate is out of its time", |facts| of(facts, FailureKind::TlsExpired)),
    row("certificate-unknown", "nobody here trusts the certificate", |facts| of(facts, FailureKind::TlsUnknownIssuer)),
    row("certificate-name", "the certificate is for another name", |facts| of(facts, FailureKind::TlsWrongName)),
    row("tls-failed", "the TLS handshake failed", |facts| of(facts, FailureKind::Tls)),
    row("too-slow", "no complete answer in time", too_slow),
    row("too-large", "the answer is too large", |facts| of(facts, FailureKind::TooLarge)),
    row("hung-up", "the connection was closed", |facts| of(facts, FailureKind::Closed)),
    row("not-http", "something else than HTTP", |facts| of(facts, FailureKind::NotHttp)),
    row("plain-http", "plain http beyond this machine", |facts| of(facts, FailureKind::PlainHttp)),
    row("sign-in-stuck", "nobody could sign in", |facts| of(facts, FailureKind::SignIn)),
    row("this-machine", "something on this machine", |facts| of(facts, FailureKind::Local)),
];

/// The failure with its URL, where a message of ours got no answer.
fn unanswered<'a>(facts: &Facts<'a>) -> Option<(&'a Exchange, &'a Failure)> {
    let (step, failure) = facts.failed()?;
    (step != Step::Callback).then_some(())?;
    Some((facts.trace.last(step)?, failure))
}

/// The same server answered before: it, or the way to it, went away in between.
fn before<'a>(facts: &Facts<'a>, lost: &Exchange) -> Option<&'a Exchange> {
    let same = |exchange: &&&Exchange| {
        exchange.response.is_some()
            && exchange.step != Step::Callback
            && uri::authority(&exchange.request.url).eq_ignore_ascii_case(uri::authority(&lost.request.url))
    };
    facts
        .trace
        .exchanges
        .iter()
        .filter(|exchange| exchange.stray.is_none())
        .collect::<Vec<_>>()
        .iter()
        .rfind(same)
        .copied()
}

fn midway(facts: &Facts<'_>) -> Standing {
    const GONE: [FailureKind; 4] = [FailureKind::Refused, FailureKind::Closed, FailureKind::Timeout, FailureKind::Dns];
    let found = unanswered(facts).filter(|(_, failure)| GONE.contains(&failure.kind));
    let Some((lost, failure)) = found else { return Standing::Aside };
    let Some(answered) = before(facts, lost) else { return Standing::Aside };
    let seconds = lost.started_ms.saturating_sub(answered.started_ms) / 1000;
    let host = uri::authority(&lost.request.url);
    let spent = if lost.step == Step::Redeem {
        "; whether the code was spent is known to the server alone, so take a fresh one"
    } else {
        ""
    };
    Diagnosis::certain(
        format!(
            "the provider went down, or was cut off, in the middle of this login: before the step {}",
            lost.step.name()
        ),
        format!(
            "see whether `{host}` is up (a restart, a deployment, a node behind the same name that is down){spent}"
        ),
    )
    .because(format!("`{host}` answered at the step {}, {seconds} s before", answered.step.name()))
    .because(format!("now: {}", failure.kind.words()))
    .try_with(facts.again(""))
    .open()
}

fn too_slow(facts: &Facts<'_>) -> Standing {
    of(facts, FailureKind::Timeout)
}

/// One cause for each kind of failure.
fn of(facts: &Facts<'_>, kind: FailureKind) -> Standing {
    if let Some((Step::Callback, failure)) = facts.failed().filter(|(_, failure)| failure.kind == kind) {
        return at_callback(facts, failure);
    }
    // What somebody else's browser could not do has nothing to do with this machine.
    let is_foreign = kind == FailureKind::Local && facts.plan.captured.is_some();
    let Some((lost, failure)) = unanswered(facts).filter(|(_, failure)| failure.kind == kind && !is_foreign) else {
        return Standing::Aside;
    };
    if matches!(midway(facts), Standing::Open(_)) {
        return Standing::Aside;
    }
    let url = &lost.request.url;
    let (cause, change) = words(kind);
    let diagnosis = Diagnosis::likely(cause, change).because(format!("{}: `{}`", kind.words(), uri::origin(url)));
    let diagnosis = diagnosis.because_some((!failure.detail.is_empty()).then(|| failure.detail.clone()));
    let renamed = kind == FailureKind::TlsUnknownIssuer && failure.detail.ends_with("BadSignature");
    let diagnosis = diagnosis.because_some(renamed.then(|| {
        "an authority of this name is trusted, but with another key: its file may be from before the server made a new one"
            .to_owned()
    }));
    match test(facts, kind, url) {
        Some(command) => diagnosis.try_with(command).open(),
        None => diagnosis.open(),
    }
}

/// The browser or the listener itself.
fn at_callback(facts: &Facts<'_>, failure: &Failure) -> Standing {
    if failure.kind == FailureKind::SignIn {
        return Diagnosis::certain(
            "whoever was to sign in came to a page where that was not possible",
            "give what the page asks for, name its fields with --hint, or let a browser do it: --agent webdriver",
        )
        .because(failure.detail.clone())
        .try_with(facts.again("--agent browser"))
        .open();
    }
    if failure.kind != FailureKind::Local {
        return Standing::Aside;
    }
    Diagnosis::likely("the browser, or the robot in its place, could not be used", "open the URL yourself")
        .because(failure.detail.clone())
        .try_with(facts.again("--no-browser"))
        .open()
}

fn words(kind: FailureKind) -> (&'static str, &'static str) {
    match kind {
        FailureKind::Dns => (
            "no server of this name is known here: the name is misspelt, or known only in another network",
            "check the name, the VPN, and the DNS of this machine or container",
        ),
        FailureKind::Refused => (
            "nothing listens there: the server is down, or host or port is wrong",
            "start the server or correct the URL; inside a container `localhost` is the container itself",
        ),
        FailureKind::TlsExpired => (
            "the server's certificate is out of its time, or this machine's clock is wrong",
            "renew the certificate at the server, or set the clock here",
        ),
        FailureKind::TlsUnknownIssuer => (
            "the certificate is signed by an authority of your own, or by a proxy that opens TLS",
            "trust that authority for this run, where it is yours",
        ),
        FailureKind::TlsWrongName => (
            "the certificate vouches for another name: the wrong host, or a server that does not read SNI",
            "use the name that the certificate is for",
        ),
        FailureKind::Tls => (
            "the two sides could not agree on TLS; a plain http server behind an https URL looks like this too",
            "see what it speaks, and which versions of TLS it allows",
        ),
        FailureKind::Timeout => (
            "the server takes too long, or a firewall swallows what is sent",
            "try from another network, or wait longer",
        ),
        FailureKind::TooLarge => (
            "the answer is an error page, a file, or ill will: what a login needs is small",
            "compare the URL with the provider's documentation",
        ),
        FailureKind::Closed => (
            "the server, or something in between, hung up in the middle of its answer",
            "try again; look for a proxy or a limit between",
        ),
        FailureKind::NotHttp => (
            "something else listens there: another protocol, or TLS behind a plain http URL",
            "compare scheme and port with the provider's documentation",
        ),
        FailureKind::PlainHttp => (
            "the URL is plain http to another machine, so nothing was sent: everybody on the way could read the secret and the tokens",
            "use https; in a network that is yours alone, allow it by name",
        ),
        FailureKind::ErrorPage | FailureKind::SignIn | FailureKind::Interrupted | FailureKind::Local => {
            ("something on this machine failed; the provider had no part in it", "put that right and run it again")
        }
    }
}

fn test(facts: &Facts<'_>, kind: FailureKind, url: &str) -> Option<String> {
    Some(match kind {
        FailureKind::Refused | FailureKind::Tls | FailureKind::NotHttp => format!("curl -v {}", uri::origin(url)),
        FailureKind::TlsExpired | FailureKind::TlsWrongName => {
            format!("openssl s_client -connect {} </dev/null", with_port(url))
        }
        FailureKind::TlsUnknownIssuer => facts.again("--ca-cert FILE"),
        FailureKind::Timeout => facts.again("--max-time 120"),
        FailureKind::Closed => facts.again(""),
        FailureKind::TooLarge => format!("curl -s {} | head -c 1000", uri::without_query(url)),
        FailureKind::PlainHttp => facts.again("--allow-http"),
        _ => return None,
    })
}

fn with_port(url: &str) -> String {
    let authority = uri::authority(url);
    let has_port = authority.len() > uri::host(url).len();
    if has_port { authority.to_owned() } else { format!("{authority}:443") }
}
