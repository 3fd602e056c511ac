//! From words to a plan: everything is checked here, before anything is sent.

use super::arguments::{ClientArguments, LoginArguments};
use super::redirect::{self, Redirect};
use super::secret;
use super::server::{check_variables, is_unknown, read_server, require_endpoints};
use crate::cli::network::NetworkArguments;
use crate::cli::profile;
use crate::cli::trouble::Trouble;
use crate::flow::Keys;
use crate::practice::Config;
use crate::protocol::{Asked, AssertionAudience, AuthMethod, BasicEncoding, Given, Pkce, ResponseMode, ServerHints};
use crate::trace::{Dpop, Flow, Network, Step, Tamper};
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
    /// Which flow it is; a login where nothing else is said.
    pub flow: Flow,
    /// What is done with the tokens afterwards.
    pub then: Vec<Step>,
    /// What was given besides.
    pub given: Given,
    /// The provider inside, where it is used.
    pub inside: Config,
    /// Whether standard input holds a value, so that nobody can type there.
    pub stdin_is_taken: bool,
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

/// What the words are for, and so what must not be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A login as a client that is known.
    Login,
    /// Whatever is done as a client that is registered first.
    Register,
    /// Anything else that a client asks for.
    Client,
    /// Something for which it does not matter who asks, or that is known already.
    Bearer,
}

impl Purpose {
    /// Whether the words name the client.
    fn names_client(self) -> bool {
        matches!(self, Self::Login | Self::Client)
    }
}

impl LoginPlan {
    /// Whether the browser is sent somewhere, and comes back.
    pub fn browses(&self) -> bool {
        self.flow == Flow::Login || self.then.contains(&Step::Logout)
    }

    /// Reads the words.
    pub fn read(arguments: &LoginArguments, purpose: Purpose, terminal: Terminal) -> Result<Self, Trouble> {
        let asked = arguments.asking.read()?;
        let named = arguments.provider.as_deref();
        let issuer = named.filter(|word| profile::is_issuer(word));
        let mut server = read_server(issuer, (&arguments.server, &arguments.network), asked.response_type)?;
        arguments.endpoints.fill(&mut server)?;
        let practice = purpose != Purpose::Bearer && named.is_none() && is_unknown(&server);
        if !practice && purpose == Purpose::Login {
            require_endpoints(&server, asked.response_type)?;
        }
        let at_practice = practice || arguments.person.as_user.is_some();
        if let Some(user) = &arguments.person.as_user {
            check_user(user)?;
        }
        check_key(arguments)?;
        check_variables(arguments)?;
        let mut remarks = arguments.settings.remarks.clone();
        remarks.extend(arguments.network.remarks());
        let (client_id, client_secret) = read_client(arguments, purpose, (at_practice, terminal), &mut remarks)?;
        let keys = arguments.proving.read()?;
        arguments.asking.check_signer(client_secret.as_deref(), &keys)?;
        let auth_method = arguments.client.auth_method.map(AuthMethod::from);
        if let Some(method) = auth_method.filter(|_| purpose.names_client()) {
            check_means(method, client_secret.as_deref(), &keys, &arguments.network)?;
        }
        let mut scope = words(&arguments.request.scope);
        if practice && scope.is_empty() {
            scope = words(&[PRACTICE_SCOPE.to_owned()]);
        }
        let given = Given { registration: arguments.registration.read()?, ..arguments.after.given(server.allow_http)? };
        Ok(Self {
            practice,
            flow: Flow::Login,
            then: arguments.after.steps(),
            given,
            inside: Config::default(),
            stdin_is_taken: arguments.client.client_secret_stdin || arguments.agent.takes_stdin(),
            server,
            client_id,
            client_secret,
            auth_method,
            dpop: arguments.proving.dpop(&keys),
            keys,
            assertion_audience: arguments.proving.assertion_audience.map(AssertionAudience::from).unwrap_or_default(),
            basic_encoding: arguments.client.basic_encoding.into(),
            redirect: redirect::read(&arguments.redirect, &arguments.network)?,
            scope,
            asked,
            strict: arguments.asking.strict,
            response_mode: arguments.request.response_mode.map(ResponseMode::from),
            provider: arguments.settings.known.map(str::to_owned),
            pkce: arguments.request.pkce.into(),
            tampers: read_tampers(&arguments.change.set, &arguments.change.unset)?,
            http: arguments.network.settings(arguments.proving.key.as_deref())?,
            network: arguments.network.facts(),
            clock_skew: arguments.server.clock_skew,
            remarks,
        })
    }
}

/// The client, and its secret where it has one.
fn read_client(
    arguments: &LoginArguments,
    purpose: Purpose,
    (at_practice, terminal): (bool, Terminal),
    remarks: &mut Vec<String>,
) -> Result<(String, Option<String>), Trouble> {
    let client_id = if purpose.names_client() {
        read_client_id(&arguments.client, at_practice)?
    } else {
        arguments.client.client_id.clone().unwrap_or_default()
    };
    // Who has a key is not asked for a secret.
    let silent = !purpose.names_client() || arguments.proving.key.is_some();
    let client_secret = if silent && !arguments.client.names_secret() {
        None
    } else {
        secret::read(&arguments.client, &client_id, (at_practice, terminal), remarks)?
    };
    Ok((client_id, client_secret))
}

fn check_key(arguments: &LoginArguments) -> Result<(), Trouble> {
    if arguments.client.public && arguments.proving.key.is_some() {
        return Err(Trouble::usage("`--public` and `--key` contradict each other")
            .hint("leave one of them out: a public client has no key to prove itself with"));
    }
    Ok(())
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
