//! From words to a plan: everything is checked here, before anything is sent.

use super::arguments::{ClientArguments, LoginArguments, ServerArguments};
use super::redirect::{self, Redirect};
use super::secret;
use crate::cli::network::NetworkArguments;
use crate::cli::profile::{self, known};
use crate::cli::trouble::Trouble;
use crate::flow::Keys;
use crate::practice::Config;
use crate::protocol::{
    Asked, AssertionAudience, AuthMethod, BasicEncoding, Endpoint, Pkce, ResponseMode, ResponseType, ServerHints,
};
use crate::trace::{Dpop, Network, Tamper};
use crate::wire::uri;
use crate::world::http::HttpSettings;
use crate::world::terminal::Terminal;

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
    /// The private keys of the client.
    pub keys: Keys,
    /// The audience of its assertions.
    pub assertion_audience: AssertionAudience,
    /// The key that tokens are bound to.
    pub dpop: Option<Dpop>,
    /// How the Basic header is written.
    pub basic_encoding: BasicEncoding,
    /// Where the answer goes.
    pub redirect: Redirect,
    /// The scopes.
    pub scope: Vec<String>,
    /// What else is asked for, and how.
    pub asked: Asked,
    /// Whether what is only odd is refused as well.
    pub strict: bool,
    /// How the answer comes back.
    pub response_mode: Option<ResponseMode>,
    /// The well-known provider that this is meant to be.
    pub provider: Option<String>,
    /// The PKCE method.
    pub pkce: Pkce,
    /// Changes to messages.
    pub tampers: Vec<Tamper>,
    /// The HTTP client.
    pub http: HttpSettings,
    /// What the record keeps of the network.
    pub network: Network,
    /// How far clocks may differ.
    pub clock_skew: u64,
    /// What a person should know before it begins.
    pub remarks: Vec<String>,
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
        let asked = arguments.asking.read()?;
        let named = arguments.provider.as_deref();
        let issuer = named.filter(|word| profile::is_issuer(word));
        let server = read_server(issuer, (&arguments.server, &arguments.network), asked.response_type)?;
        let practice = named.is_none()
            && server.issuer.is_none()
            && server.authorization_endpoint.is_none()
            && server.token_endpoint.is_none();
        if !practice {
            require_endpoints(&server, asked.response_type)?;
        }
        let at_practice = practice || arguments.person.as_user.is_some();
        if let Some(user) = &arguments.person.as_user {
            check_user(user)?;
        }
        check_variables(arguments)?;
        let mut remarks = arguments.settings.remarks.clone();
        remarks.extend(arguments.network.remarks());
        let client_id = read_client_id(&arguments.client, at_practice)?;
        // Who has a key is not asked for a secret.
        let has_key = arguments.proving.key.is_some() && !arguments.client.names_secret();
        let mut ask = || secret::read(&arguments.client, &client_id, (at_practice, terminal), &mut remarks);
        let client_secret = if has_key { None } else { ask()? };
        let keys = arguments.proving.read()?;
        arguments.asking.check_signer(client_secret.as_deref(), &keys)?;
        let auth_method = arguments.client.auth_method.map(AuthMethod::from);
        if let Some(method) = auth_method {
            check_means(method, client_secret.as_deref(), &keys, &arguments.network)?;
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
            dpop: arguments.proving.dpop(&keys),
            keys,
            assertion_audience: arguments.proving.assertion_audience.map(AssertionAudience::from).unwrap_or_default(),
            basic_encoding: arguments.client.basic_encoding.into(),
            redirect: redirect::read(&arguments.client, &arguments.network)?,
            scope,
            asked,
            strict: arguments.asking.strict,
            response_mode: arguments.request.response_mode.map(ResponseMode::from),
            provider: arguments.settings.known.map(str::to_owned),
            pkce: arguments.request.pkce.into(),
            tampers: read_tampers(&arguments.request.set, &arguments.request.unset)?,
            http: arguments.network.settings(arguments.proving.key.as_deref())?,
            network: arguments.network.facts(),
            clock_skew: arguments.server.clock_skew,
            remarks,
        })
    }
}

/// A method takes what the client has to hold.
fn check_means(
    method: AuthMethod,
    secret: Option<&str>,
    keys: &Keys,
    network: &NetworkArguments,
) -> Result<(), Trouble> {
    let (missing, flag) = match method {
        AuthMethod::None => return Ok(()),
        AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost | AuthMethod::ClientSecretJwt => {
            (secret.is_none().then_some("a client secret"), "--client-secret-file FILE")
        }
        AuthMethod::PrivateKeyJwt => (keys.client.is_none().then_some("a private key"), "--key FILE"),
        AuthMethod::TlsClientAuth | AuthMethod::SelfSignedTlsClientAuth => {
            (network.cert.is_none().then_some("a certificate"), "--cert FILE and --key FILE")
        }
    };
    match missing {
        Some(missing) => {
            Err(Trouble::usage(format!("`--auth-method {}` needs {missing}, and there is none", method.name()))
                .hint(format!("give one with {flag}, or leave --auth-method out for a public client")))
        }
        None => Ok(()),
    }
}

/// The robot knows the users of the practice provider and nobody else.
pub(super) fn check_user(user: &str) -> Result<(), Trouble> {
    let users: Vec<String> = Config::default().users.into_iter().map(|known| known.username).collect();
    if users.iter().any(|known| known == user) {
        return Ok(());
    }
    Err(Trouble::usage(format!("`{user}` is no practice user: there are {}", users.join(" and ")))
        .hint("the robot signs in at the practice provider only; elsewhere a person does, in a browser"))
}

fn words(scopes: &[String]) -> Vec<String> {
    scopes.iter().flat_map(|scope| scope.split_whitespace()).map(str::to_owned).collect()
}

fn read_server(
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
fn check_variables(arguments: &LoginArguments) -> Result<(), Trouble> {
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

fn require_endpoints(server: &ServerHints, asked: ResponseType) -> Result<(), Trouble> {
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

fn read_client_id(arguments: &ClientArguments, at_practice: bool) -> Result<String, Trouble> {
    match &arguments.client_id {
        Some(id) if id.is_empty() => Err(Trouble::usage("`--client-id` is empty").hint(REGISTER)),
        Some(id) => Ok(id.clone()),
        None if at_practice => Ok(if arguments.public { PUBLIC } else { CONFIDENTIAL }.to_owned()),
        None => Err(Trouble::usage("`--client-id` is missing: the provider knows the app by it").hint(REGISTER)),
    }
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
