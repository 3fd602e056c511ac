//! The redirect URI: nothing came back, or an error page stands in the browser. The server must not redirect to an
//! address that it does not know (RFC 6749 4.1.2.1), so silence is what a wrong one looks like.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, row};
use crate::protocol::arrival;
use crate::trace::{Exchange, Step};
use crate::wire::{FailureKind, uri};

pub(super) const ROWS: &[Row] = &[
    row("answer-elsewhere", "the answer came to another address", elsewhere),
    row("client-unknown-to-browser", "the authorization endpoint does not know the client", client_unknown),
    row("redirect-uri-slash", "a slash at the end of the redirect URI", slash),
    row("redirect-uri-localhost", "`localhost` and `127.0.0.1` are two addresses", localhost),
    row("redirect-uri-unregistered", "the redirect URI is not registered", unregistered),
    row("redirect-uri-port", "the port of the loopback redirect URI is not free", port),
    row("nobody-signed-in", "nobody finished the login page", nobody),
    row("listener-out-of-reach", "the browser cannot reach the listener", out_of_reach),
];

/// How nothing came back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Silence {
    /// Until the time was over.
    Waited,
    /// The provider shows an error page.
    Page,
}

fn silence(facts: &Facts<'_>) -> Option<Silence> {
    match facts.failed() {
        Some((Step::Callback, failure)) if failure.kind == FailureKind::Timeout => Some(Silence::Waited),
        Some((_, failure)) if failure.kind == FailureKind::ErrorPage => Some(Silence::Page),
        _ => None,
    }
}

/// The redirect URI as it was asked for.
fn asked<'a>(facts: &'a Facts<'_>) -> &'a str {
    facts.asked.get("redirect_uri").unwrap_or(&facts.plan.client.redirect_uri)
}

fn register(facts: &Facts<'_>) -> String {
    format!(
        "at the provider, register exactly `{}` for the client `{}`: scheme, host, port, path and slash count",
        asked(facts),
        facts.plan.client.client_id
    )
}

fn page(facts: &Facts<'_>) -> Option<String> {
    let (_, failure) = facts.failed()?;
    (failure.kind == FailureKind::ErrorPage && !failure.detail.is_empty())
        .then(|| format!("the page says: {}", failure.detail))
}

fn elsewhere(facts: &Facts<'_>) -> Standing {
    let brings = |exchange: &&Exchange| {
        let query = exchange.request.query();
        exchange.stray.is_some() && (query.get("code").is_some() || query.get("error").is_some())
    };
    let Some(stray) = facts.trace.exchanges.iter().find(brings).filter(|_| silence(facts).is_some()) else {
        return Standing::Aside;
    };
    let came = uri::without_query(&stray.request.url);
    if arrival::leads_to(&stray.request.url, asked(facts)) {
        return Standing::Aside;
    }
    Diagnosis::certain(
        "the answer came to another address than the one that was asked for",
        "at the provider, or in front of this program, look for what rewrites the redirect URI",
    )
    .because(format!("it was awaited at `{}` and came to `{came}`", asked(facts)))
    .because_some(stray.stray.clone())
    .open()
}

fn client_unknown(facts: &Facts<'_>) -> Standing {
    const SAID: [&str; 8] = [
        "know this client",
        "unknown client",
        "client not found",
        "invalid client",
        "invalid_client",
        "unauthorized_client",
        "unknown application",
        "application not found",
    ];
    if silence(facts) != Some(Silence::Page) {
        return Standing::Aside;
    }
    let build = if facts.says(&SAID) { Diagnosis::certain } else { Diagnosis::possible };
    build(
        format!("the authorization endpoint does not know the client `{}`", facts.plan.client.client_id),
        "compare the client_id with the one that the provider shows, and the issuer with the tenant or realm it belongs to",
    )
    .because_some(page(facts).filter(|_| facts.says(&SAID)))
    .open()
}

fn slash(facts: &Facts<'_>) -> Standing {
    let redirect_uri = asked(facts);
    if silence(facts).is_none() || uri::path(redirect_uri).len() < 2 || !redirect_uri.ends_with('/') {
        return Standing::Aside;
    }
    let without = redirect_uri.trim_end_matches('/');
    Diagnosis::likely("the redirect URI ends in a slash, and is probably registered without one", register(facts))
        .because(format!("`{redirect_uri}` and `{without}` are two addresses"))
        .because_some(page(facts))
        .try_with(facts.again(&format!("--redirect-uri {}", crate::explain::command::argument(without, "URI"))))
        .open()
}

fn localhost(facts: &Facts<'_>) -> Standing {
    let redirect_uri = asked(facts);
    if silence(facts).is_none() || !uri::host(redirect_uri).eq_ignore_ascii_case("localhost") {
        return Standing::Aside;
    }
    let other = redirect_uri.replacen("localhost", "127.0.0.1", 1);
    Diagnosis::likely(
        "the redirect URI says `localhost`, and is probably registered with `127.0.0.1`",
        format!("{}; a native app does better with the address (RFC 8252 8.3)", register(facts)),
    )
    .because(format!(
        "`{redirect_uri}` and `{other}` are two addresses, and only the second may have any port (RFC 8252 7.3)"
    ))
    .because_some(page(facts))
    .try_with(facts.again(&format!("--redirect-uri {}", crate::explain::command::argument(&other, "URI"))))
    .open()
}

fn unregistered(facts: &Facts<'_>) -> Standing {
    let Some(silence) = silence(facts) else { return Standing::Aside };
    let diagnosis = Diagnosis::likely("the redirect URI is probably not registered for this client", register(facts));
    let diagnosis = diagnosis.because(format!("this very string was asked for: `{}`", asked(facts)));
    match silence {
        Silence::Waited => diagnosis
            .because("nothing came back, and a server must not redirect to an address that it does not know")
            .try_with(facts.again("--timeout 600"))
            .open(),
        Silence::Page => diagnosis.because_some(page(facts)).try_with(facts.again("")).open(),
    }
}

fn port(facts: &Facts<'_>) -> Standing {
    let redirect_uri = asked(facts);
    let authority = uri::authority(redirect_uri);
    let has_port = authority.len() > uri::host(redirect_uri).len();
    if silence(facts).is_none() || !uri::is_loopback(redirect_uri) || !has_port {
        return Standing::Aside;
    }
    Diagnosis::possible(
        "the provider compares the port too: some let no port vary, even for a loopback address",
        "register one fixed port and listen at it",
    )
    .because(format!("the listener was at `{authority}`"))
    .try_with(facts.again("--port 8400"))
    .open()
}

fn nobody(facts: &Facts<'_>) -> Standing {
    if silence(facts) != Some(Silence::Waited) {
        return Standing::Aside;
    }
    let strays = facts.trace.exchanges.iter().filter(|it| it.step == Step::Callback && it.stray.is_some()).count();
    let knocked =
        (strays > 0).then(|| format!("{strays} other requests came to the listener, so a browser does reach it"));
    Diagnosis::possible("the login page still waits for somebody", "finish it in the browser, and wait longer")
        .because_some(knocked)
        .try_with(facts.again("--timeout 600"))
        .open()
}

fn out_of_reach(facts: &Facts<'_>) -> Standing {
    if silence(facts) != Some(Silence::Waited) {
        return Standing::Aside;
    }
    Diagnosis::possible(
        "the browser runs where this program's loopback address is not: in another machine, a container, over SSH",
        "paste the URL that the browser ends at into the terminal, or forward the port",
    )
    .open()
}
