//! Where the answer is to go, and whether this program can listen there.

use super::arguments::RedirectArguments;
use crate::cli::network::{NetworkArguments, read_identity};
use crate::cli::trouble::Trouble;
use crate::wire::uri;
use crate::world::loopback::{ListenPlan, LoopbackHost, Scheme};

/// Where the answer goes.
#[derive(Clone, Debug)]
pub enum Redirect {
    /// To our listener; the redirect URI is known when it listens.
    Listen(ListenPlan),
    /// To this URI, on which we listen; it is sent as it is written.
    Exact(String, ListenPlan),
    /// To this URI, where we cannot listen: the answer has to be pasted.
    Paste(String),
}

pub(in crate::cli) fn read(arguments: &RedirectArguments, network: &NetworkArguments) -> Result<Redirect, Trouble> {
    let redirect = read_uri(arguments, network)?;
    let is_https = matches!(&redirect, Redirect::Exact(_, plan) if !matches!(plan.scheme, Scheme::Http));
    if arguments.callback_cert.is_some() && !is_https {
        return Err(Trouble::usage("`--callback-cert` is of no use: the listener speaks no https")
            .hint("give it an https address on this machine: --redirect-uri https://127.0.0.1:8443/callback"));
    }
    Ok(redirect)
}

fn read_uri(arguments: &RedirectArguments, network: &NetworkArguments) -> Result<Redirect, Trouble> {
    let Some(text) = &arguments.redirect_uri else {
        let host = LoopbackHost::Address(std::net::Ipv4Addr::LOCALHOST.into());
        return Ok(Redirect::Listen(ListenPlan::plain(host, arguments.port, "/callback")));
    };
    let bad = |reason: &str| {
        Trouble::usage(format!("--redirect-uri `{text}` cannot be used: {reason}"))
            .hint("a loopback address works everywhere: --redirect-uri http://127.0.0.1:8400/callback")
    };
    let parsed = url::Url::parse(text).map_err(|reason| bad(&reason.to_string()))?;
    if parsed.fragment().is_some() {
        return Err(bad("it must not have a fragment (RFC 6749 3.1.2)"));
    }
    if parsed.port() == Some(0) {
        return Err(bad("port 0 is no port"));
    }
    let scheme = parsed.scheme();
    if !matches!(scheme, "http" | "https") && !scheme.contains('.') {
        return Err(bad("a scheme of one's own is a domain name backwards, like com.example.app (RFC 8252 7.1)"));
    }
    if uri::is_ambiguous(text) {
        return Err(bad("a backslash, a blank or a control character has no place in it"));
    }
    if uri::is_http(text) && !uri::is_loopback(text) && !network.allow_http {
        return Err(bad("it is plain http to another machine: the code could be read on the way (RFC 9700 2.6)"));
    }
    let host = LoopbackHost::parse(uri::host(text)).filter(|_| uri::is_http(text) || uri::is_https(text));
    Ok(match host {
        Some(host) => {
            let path = match uri::path(text) {
                "" => "/",
                path => path,
            };
            let plan = ListenPlan::plain(host, parsed.port_or_known_default(), path);
            Redirect::Exact(text.clone(), ListenPlan { scheme: read_scheme(text, arguments)?, ..plan })
        }
        None => Redirect::Paste(text.clone()),
    })
}

fn read_scheme(uri: &str, arguments: &RedirectArguments) -> Result<Scheme, Trouble> {
    match &arguments.callback_cert {
        _ if uri::is_http(uri) => Ok(Scheme::Http),
        Some(certificate) => read_identity(certificate, arguments.callback_key.as_deref()).map(Scheme::Https),
        None => Ok(Scheme::HttpsSelfSigned),
    }
}
