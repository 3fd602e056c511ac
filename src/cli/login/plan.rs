//! From words to a plan: everything is checked here, before anything is sent.

use std::path::Path;
use std::time::Duration;

use super::arguments::{ClientArguments, LoginArguments, ServerArguments};
use crate::cli::trouble::Trouble;
use crate::practice::{self, Config};
use crate::protocol::{AuthMethod, BasicEncoding, Pkce, ResponseMode, ServerHints};
use crate::trace::Tamper;
use crate::wire::uri;
use crate::world::http::HttpSettings;
use crate::world::loopback::{ListenPlan, LoopbackHost};
use crate::world::terminal::Terminal;
use crate::world::{environment, files, terminal};

/// What a login is to be, as far as the words tell.
pub struct LoginPlan {
    /// Whether the provider inside is used.
    pub practice: bool,
    /// What is known of the server; the issuer of the provider inside is known only when it listens.
    pub server: ServerHints,
    /// The client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Option<String>,
    /// How it proves itself.
    pub auth_method: Option<AuthMethod>,
    /// How the Basic header is written.
    pub basic_encoding: BasicEncoding,
    /// Where the answer goes.
    pub redirect: Redirect,
    /// The scopes.
    pub scope: Vec<String>,
    /// How the answer comes back.
    pub response_mode: Option<ResponseMode>,
    /// The PKCE method.
    pub pkce: Pkce,
    /// Changes to messages.
    pub tampers: Vec<Tamper>,
    /// The HTTP client.
    pub http: HttpSettings,
    /// How far clocks may differ.
    pub clock_skew: u64,
    /// What a person should know before it begins.
    pub remarks: Vec<String>,
}

/// Where the answer goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redirect {
    /// To our listener; the redirect URI is known when it listens.
    Listen(ListenPlan),
    /// To this URI, on which we listen; it is sent as it is written.
    Exact(String, ListenPlan),
    /// To this URI, where we cannot listen: the answer has to be pasted.
    Paste(String),
}

/// The practice client with a secret, and the one without.
const CONFIDENTIAL: &str = "web-app";
const PUBLIC: &str = "native-app";
/// What is asked of the provider inside: enough to see every token.
const PRACTICE_SCOPE: &str = "openid profile email offline_access";

/// Where a client id comes from.
const REGISTER: &str = "register an app at the provider and give its id, or practise without one: oauth-flow login";

impl LoginPlan {
    /// Reads the words.
    pub fn read(arguments: &LoginArguments, terminal: Terminal) -> Result<Self, Trouble> {
        let server = read_server(arguments.provider.as_deref(), &arguments.server)?;
        let practice =
            server.issuer.is_none() && server.authorization_endpoint.is_none() && server.token_endpoint.is_none();
        if !practice {
            require_endpoints(&server)?;
        }
        let at_practice = practice || arguments.person.as_user.is_some();
        let mut remarks = Vec::new();
        let client_id = read_client_id(&arguments.client, at_practice)?;
        let client_secret = read_secret(&arguments.client, &client_id, (at_practice, terminal), &mut remarks)?;
        let auth_method = arguments.client.auth_method.map(AuthMethod::from);
        if let Some(method) = auth_method.filter(|method| client_secret.is_none() && *method != AuthMethod::None) {
            return Err(Trouble::usage(format!(
                "`--auth-method {}` needs a client secret, and there is none",
                method.name()
            ))
            .hint("give one with --client-secret-file FILE, or leave --auth-method out for a public client"));
        }
        let mut scope = words(&arguments.request.scope);
        if practice && scope.is_empty() {
            scope = words(&[PRACTICE_SCOPE.to_owned()]);
        }
        Ok(Self {
            practice,
            server,
            client_id,
            client_secret,
            auth_method,
            basic_encoding: arguments.client.basic_encoding.into(),
            redirect: read_redirect(&arguments.client, &arguments.server)?,
            scope,
            response_mode: arguments.request.response_mode.map(ResponseMode::from),
            pkce: arguments.request.pkce.into(),
            tampers: read_tampers(&arguments.request.set, &arguments.request.unset)?,
            http: HttpSettings {
                ca_cert: arguments.server.ca_cert.clone(),
                allow_http: arguments.server.allow_http,
                connect_timeout: Duration::from_secs(arguments.server.connect_timeout),
                max_time: Duration::from_secs(arguments.server.max_time),
                ..HttpSettings::default()
            },
            clock_skew: arguments.server.clock_skew,
            remarks,
        })
    }
}

fn words(scopes: &[String]) -> Vec<String> {
    scopes.iter().flat_map(|scope| scope.split_whitespace()).map(str::to_owned).collect()
}

fn read_server(provider: Option<&str>, arguments: &ServerArguments) -> Result<ServerHints, Trouble> {
    let endpoints = [
        ("ISSUER", provider),
        ("--issuer", arguments.issuer.as_deref()),
        ("--authorization-endpoint", arguments.authorization_endpoint.as_deref()),
        ("--token-endpoint", arguments.token_endpoint.as_deref()),
        ("--userinfo-endpoint", arguments.userinfo_endpoint.as_deref()),
        ("--jwks-uri", arguments.jwks_uri.as_deref()),
    ];
    for (name, url) in endpoints {
        if let Some(url) = url {
            check_url(name, url, arguments.allow_http)?;
        }
    }
    let complete = arguments.authorization_endpoint.is_some() && arguments.token_endpoint.is_some();
    Ok(ServerHints {
        issuer: provider.map(str::to_owned).or_else(|| arguments.issuer.clone()),
        discover: provider.is_some() || (arguments.issuer.is_some() && !complete),
        allow_http: arguments.allow_http,
        authorization_endpoint: arguments.authorization_endpoint.clone(),
        token_endpoint: arguments.token_endpoint.clone(),
        userinfo_endpoint: arguments.userinfo_endpoint.clone(),
        jwks_uri: arguments.jwks_uri.clone(),
    })
}

fn require_endpoints(server: &ServerHints) -> Result<(), Trouble> {
    let missing = match (&server.authorization_endpoint, &server.token_endpoint) {
        _ if server.discover => return Ok(()),
        (Some(_), Some(_)) => return Ok(()),
        (None, _) => "--authorization-endpoint",
        (_, None) => "--token-endpoint",
    };
    Err(Trouble::usage(format!("`{missing}` is missing: without an issuer both endpoints have to be given"))
        .hint("name the provider, so that it tells its endpoints: oauth-flow login https://id.example.com"))
}

fn check_url(name: &str, url: &str, allow_http: bool) -> Result<(), Trouble> {
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

fn read_client_id(arguments: &ClientArguments, at_practice: bool) -> Result<String, Trouble> {
    match &arguments.client_id {
        Some(id) if id.is_empty() => Err(Trouble::usage("`--client-id` is empty").hint(REGISTER)),
        Some(id) => Ok(id.clone()),
        None if at_practice => Ok(if arguments.public { PUBLIC } else { CONFIDENTIAL }.to_owned()),
        None => Err(Trouble::usage("`--client-id` is missing: the provider knows the app by it").hint(REGISTER)),
    }
}

fn read_secret(
    arguments: &ClientArguments,
    client_id: &str,
    (at_practice, terminal): (bool, Terminal),
    remarks: &mut Vec<String>,
) -> Result<Option<String>, Trouble> {
    if arguments.public {
        return Ok(None);
    }
    if let Some(path) = &arguments.client_secret_file {
        return read_secret_file(path).map(Some);
    }
    if arguments.client_secret_stdin {
        let text = terminal::read_stdin(64 << 10)
            .map_err(|error| Trouble::local(format!("cannot read the client secret from standard input: {error}")))?;
        return one_line(&text, "standard input").map(Some);
    }
    // A variable that is set and empty is one that nobody filled in.
    let given = arguments
        .client_secret
        .as_ref()
        .filter(|secret| !secret.is_empty() || !environment::is_set("OAUTH_FLOW_CLIENT_SECRET"));
    if let Some(secret) = given {
        if secret.is_empty() {
            return Err(Trouble::usage("`--client-secret` is empty").hint("for a client without a secret: --public"));
        }
        if environment::variable("OAUTH_FLOW_CLIENT_SECRET").as_ref() != Some(secret) {
            remarks.push("the client secret was given as an argument: every process on this machine can see it, and the shell keeps it in its history; better: --client-secret-file, --client-secret-stdin or OAUTH_FLOW_CLIENT_SECRET".to_owned());
        }
        return Ok(Some(secret.clone()));
    }
    if at_practice {
        return Ok(practice_secret(client_id));
    }
    if terminal.is_interactive()
        && arguments.auth_method.is_none_or(|method| AuthMethod::from(method) != AuthMethod::None)
    {
        let typed = terminal::ask_hidden(&format!("client secret of {client_id} (nothing for a public client): "))
            .map_err(|error| Trouble::local(format!("cannot ask for the client secret: {error}")))?;
        return Ok(Some(typed).filter(|secret| !secret.is_empty()));
    }
    Ok(None)
}

fn practice_secret(client_id: &str) -> Option<String> {
    let clients: Vec<practice::Client> = Config::default().clients;
    clients.into_iter().find(|client| client.client_id == client_id)?.client_secret
}

fn read_secret_file(path: &Path) -> Result<String, Trouble> {
    let text = files::read_text(path)
        .map_err(|error| Trouble::local(error.to_string()).hint("the file holds the client secret and nothing else"))?;
    one_line(&text, &path.display().to_string())
}

/// A secret with a line end behind it is the secret without it; with one inside it is something else.
fn one_line(text: &str, place: &str) -> Result<String, Trouble> {
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        return Err(
            Trouble::usage(format!("there is no client secret in {place}")).hint("a public client has none: --public")
        );
    }
    if secret.contains(['\r', '\n']) {
        return Err(Trouble::usage(format!(
            "there is more than one line in {place}: it has to hold the client secret alone"
        ))
        .hint("leave the secret alone in it"));
    }
    Ok(secret.to_owned())
}

fn read_redirect(arguments: &ClientArguments, server: &ServerArguments) -> Result<Redirect, Trouble> {
    let Some(text) = &arguments.redirect_uri else {
        let host = LoopbackHost::Address(std::net::Ipv4Addr::LOCALHOST.into());
        return Ok(Redirect::Listen(ListenPlan { host, port: arguments.port, path: "/callback".to_owned() }));
    };
    let bad = |reason: &str| {
        Trouble::usage(format!("--redirect-uri `{text}` cannot be used: {reason}"))
            .hint("a loopback address works everywhere: --redirect-uri http://127.0.0.1:8400/callback")
    };
    let parsed = url::Url::parse(text).map_err(|reason| bad(&reason.to_string()))?;
    if parsed.fragment().is_some() {
        return Err(bad("it must not have a fragment (RFC 6749 3.1.2)"));
    }
    if uri::is_ambiguous(text) {
        return Err(bad("a backslash, a blank or a control character has no place in it"));
    }
    if uri::is_http(text) && !uri::is_loopback(text) && !server.allow_http {
        return Err(bad("it is plain http to another machine: the code could be read on the way (RFC 9700 2.6)"));
    }
    let host = LoopbackHost::parse(uri::host(text)).filter(|_| uri::is_http(text));
    Ok(match host {
        Some(host) => {
            let path = match uri::path(text) {
                "" => "/",
                path => path,
            };
            let plan = ListenPlan { host, port: parsed.port_or_known_default(), path: path.to_owned() };
            Redirect::Exact(text.clone(), plan)
        }
        None => Redirect::Paste(text.clone()),
    })
}

fn read_tampers(set: &[String], unset: &[String]) -> Result<Vec<Tamper>, Trouble> {
    let read = |flag: &str, text: &String, outcome: Result<Tamper, crate::trace::NotATamper>| {
        outcome.map_err(|reason| {
            Trouble::usage(format!("{flag} `{text}` cannot be used: {reason}"))
                .hint("for example --set redeem.code_verifier=wrong, or --unset redeem.code_verifier")
        })
    };
    let set = set.iter().map(|text| read("--set", text, Tamper::set(text)));
    let unset = unset.iter().map(|text| read("--unset", text, Tamper::unset(text)));
    set.chain(unset).collect()
}
