//! What the words tell of the server.

use super::arguments::{LoginArguments, ServerArguments};
use crate::cli::network::NetworkArguments;
use crate::cli::profile::known;
use crate::cli::trouble::Trouble;
use crate::protocol::{Endpoint, ResponseType, ServerHints};
use crate::wire::uri;

pub(super) fn read_server(
    provider: Option<&str>,
    (arguments, network): (&ServerArguments, &NetworkArguments),
    asked: ResponseType,
) -> Result<ServerHints, Trouble> {
    let endpoints = [
        ("ISSUER", provider),
        ("--issuer", arguments.issuer.as_deref()),
        ("--authorization-endpoint", arguments.authorization_endpoint.as_deref()),
        ("--token-endpoint", arguments.token_endpoint.as_deref()),
        ("--userinfo-endpoint", arguments.userinfo_endpoint.as_deref()),
        ("--jwks-uri", arguments.jwks_uri.as_deref()),
        ("--par-endpoint", arguments.par_endpoint.as_deref()),
    ];
    for (name, url) in endpoints {
        if let Some(url) = url {
            check_url(name, url, network.allow_http)?;
        }
    }
    let needs_token_endpoint = asked.has_code();
    let complete =
        arguments.authorization_endpoint.is_some() && (arguments.token_endpoint.is_some() || !needs_token_endpoint);
    let par = arguments.par_endpoint.clone().map(|url| (Endpoint::PushedAuthorizationRequest, url));
    Ok(ServerHints {
        issuer: provider.map(str::to_owned).or_else(|| arguments.issuer.clone()),
        issuer_template: arguments.issuer_template.clone(),
        discover: provider.is_some() || (arguments.issuer.is_some() && !complete),
        allow_http: network.allow_http,
        authorization_endpoint: arguments.authorization_endpoint.clone(),
        token_endpoint: arguments.token_endpoint.clone(),
        userinfo_endpoint: arguments.userinfo_endpoint.clone(),
        jwks_uri: arguments.jwks_uri.clone(),
        endpoints: par.into_iter().collect(),
    })
}

/// What is said to fill in an address has to have one to fill in.
pub(super) fn check_variables(arguments: &LoginArguments) -> Result<(), Trouble> {
    let known = arguments.settings.known.and_then(known::find);
    let given = [("domain", &arguments.server.domain), ("tenant", &arguments.server.tenant)];
    for (name, _) in given.iter().filter(|(_, value)| value.is_some()) {
        if known.is_none_or(|known| known.variables.iter().all(|variable| variable.name != *name)) {
            let whose =
                known.map_or("no known provider is named".to_owned(), |known| format!("`{}` has none", known.id));
            return Err(Trouble::usage(format!("`--{name}` fills in the address of a known provider, and {whose}"))
                .hint("the providers that are known, and what each needs: oauth-flow config list"));
        }
    }
    Ok(())
}

pub(super) fn require_endpoints(server: &ServerHints, asked: ResponseType) -> Result<(), Trouble> {
    let missing = match (&server.authorization_endpoint, &server.token_endpoint) {
        _ if server.discover => return Ok(()),
        (Some(_), Some(_)) => return Ok(()),
        (Some(_), None) if !asked.has_code() => return Ok(()),
        (None, _) => "--authorization-endpoint",
        (_, None) => "--token-endpoint",
    };
    Err(Trouble::usage(format!("`{missing}` is missing: without an issuer both endpoints have to be given"))
        .hint("name the provider, so that it tells its endpoints: oauth-flow login https://id.example.com"))
}

/// Refuses what is no URL of a server, or one that could be read on the way.
pub(in crate::cli) fn check_url(name: &str, url: &str, allow_http: bool) -> Result<(), Trouble> {
    let bad = |reason: &str| {
        Trouble::usage(format!("{name} `{url}` is no URL of a server: {reason}"))
            .hint("write it whole, for example https://id.example.com")
    };
    if !uri::is_https(url) && !uri::is_http(url) {
        return Err(bad("it begins with neither https:// nor http://"));
    }
    if uri::is_ambiguous(url) {
        return Err(bad("a backslash, a blank or a control character has no place in it"));
    }
    let parsed = url::Url::parse(url).map_err(|reason| bad(&reason.to_string()))?;
    if parsed.fragment().is_some() {
        return Err(bad("a fragment has no place in it"));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err(bad("a user name or password has no place in it"));
    }
    if uri::is_http(url) && !uri::is_loopback(url) && !allow_http {
        return Err(Trouble::usage(format!(
            "{name} `{url}` is plain http to another machine: the code, the secret and the tokens could be read on the way"
        ))
        .hint("use https; in a closed network that you trust, --allow-http allows it"));
    }
    Ok(())
}

/// Without a word about the server the one inside is meant.
pub(super) fn is_unknown(server: &ServerHints) -> bool {
    server.issuer.is_none()
        && server.authorization_endpoint.is_none()
        && server.token_endpoint.is_none()
        && server.endpoints.is_empty()
}
