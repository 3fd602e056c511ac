//! Logins in memory: the flow of the program, with the practice provider as its world, and everything fixed but the keys.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_flow::flow::{self, Run, Silent, World, discover};
use oauth_flow::jose::{Algorithm, Jwks, SigningKey};
use oauth_flow::practice::{
    self, AccessTokens, Codes, Config, Consent, DpopNonce, Fault, IssParameter, Keys, LoopbackPort, Occasion, Par,
    Pkce as PkcePolicy, PkceMethods, Policy, Provider, Redirect, Refresh, RequestObjects, ResponseTypes, TokenAuth,
};
use oauth_flow::protocol::{
    AuthMethod, BasicEncoding, Client, ClientKey, Nonces, Pkce, Push, Registration, RequestObject, ResponseMode,
    ResponseType, ServerHints,
};
use oauth_flow::rules::judge;
use oauth_flow::trace::{Agent, Dpop, Flow, Plan, Step, Tamper, Trace};
use oauth_flow::world::memory::Memory;

pub const ISSUER: &str = "http://127.0.0.1:4000";
/// The pair of RFC 7636 appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// The one way to sign in at the practice provider, as a must.
pub const ESSENTIAL_ACR: &str = r#"{"id_token":{"acr":{"essential":true,"value":"urn:example:password"}}}"#;
/// The first example of RFC 9396 2.
pub const PAYMENT: &str = r#"[{"type":"payment_initiation","instructedAmount":{"currency":"EUR","amount":"123.50"},"creditorName":"Merchant A"}]"#;

/// What a login is to be, before it is played.
#[derive(Clone, Debug)]
pub struct Scene {
    pub config: Config,
    pub plan: Plan,
    /// Who signs in; nobody where it is empty.
    pub user: String,
    client_key: Option<String>,
    tampers: Vec<Tamper>,
    /// The client's private key, as PKCS #8.
    key: Option<Vec<u8>>,
    /// The one that tokens are bound to, in the same way.
    dpop: Option<Vec<u8>>,
}

impl Scene {
    /// The confidential client of the practice provider.
    pub fn web_app() -> Self {
        Self::of("web-app")
    }

    /// The public one.
    pub fn native_app() -> Self {
        Self::of("native-app")
    }

    fn of(client_id: &str) -> Self {
        let config = Config::default();
        let client = config.clients.iter().find(|client| client.client_id == client_id).unwrap();
        let plan = plan(client_id, client.client_secret.clone());
        Self { config, plan, user: "alice".into(), client_key: None, tampers: Vec::new(), key: None, dpop: None }
    }

    /// The one that proves itself by a published key.
    pub fn key_app() -> Self {
        let mut scene = Self::of("key-app");
        let client = scene.config.clients.iter().find(|client| client.client_id == "key-app").unwrap().clone();
        let key = SigningKey::read(client.private_key.as_ref().unwrap(), None).unwrap();
        let thumbprint = key.public_jwk().thumbprint().unwrap();
        scene.plan.client.key =
            Some(ClientKey { alg: key.algorithm().name().into(), kid: key.kid().into(), thumbprint });
        scene.client_key = client.private_key;
        scene
    }

    /// The occasion beside a login on which a fault shows.
    pub fn beside(occasion: Occasion) -> Self {
        let flow = |scene: Self, flow| {
            scene.planned(|plan| {
                plan.flow = flow;
                plan.scope.clear();
                plan.nonces = Nonces::default();
            })
        };
        match occasion {
            // Only a public client cannot do without rotation.
            Occasion::Refresh => Self::native_app().then(&[Step::Refresh]),
            Occasion::Introspection => Self::web_app().then(&[Step::Introspect]),
            Occasion::Revocation => Self::web_app().then(&[Step::Revoke]),
            Occasion::Logout => Self::web_app().then(&[Step::Logout]),
            Occasion::Registration => Self::web_app().registered(),
            Occasion::Device => flow(Self::native_app(), Flow::Device),
            Occasion::ClientCredentials => flow(Self::web_app(), Flow::ClientCredentials),
            Occasion::Exchange => flow(Self::web_app(), Flow::Exchange),
            _ => Self::web_app().on(occasion),
        }
    }

    pub fn then(self, steps: &[Step]) -> Self {
        self.planned(|plan| plan.then = steps.to_vec())
    }

    /// The client is registered first, and deleted at the end.
    pub fn registered(self) -> Self {
        self.planned(|plan| {
            plan.client.client_id = String::new();
            plan.client.client_secret = None;
            plan.given.registration = Some(Registration { make: true, delete: true, ..Registration::default() });
        })
    }

    /// A client whose secret is written in every way that an encoding can ask for.
    pub fn with_odd_secret(mut self) -> Self {
        let secret = "p+l/us %=&\"<ä>\\: hold me, I am longer than a block";
        self.config.clients.retain(|client| client.client_id != self.plan.client.client_id);
        let redirect = self.plan.client.redirect_uri.clone();
        self.config.clients.push(practice::Client::confidential(&self.plan.client.client_id, secret, &[&redirect]));
        self.plan.client.client_secret = Some(secret.to_owned());
        self
    }

    pub fn fault(mut self, fault: Fault) -> Self {
        self.config.faults.push(fault);
        self
    }

    pub fn policy(mut self, set: impl FnOnce(&mut Policy)) -> Self {
        set(&mut self.config.policy);
        self
    }

    /// A client that signs, with its public key at the provider.
    pub fn signing(mut self) -> Self {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let thumbprint = key.public_jwk().thumbprint().unwrap();
        self.plan.client.key = Some(ClientKey { alg: "ES256".into(), kid: key.kid().into(), thumbprint });
        let id = &self.plan.client.client_id;
        let client = self.config.clients.iter_mut().find(|client| client.client_id == *id).unwrap();
        client.jwks = Jwks(vec![key.public_jwk()]);
        self.key = key.to_pkcs8();
        self
    }

    /// Tokens that are bound to a key, at a provider that wants a nonce in every proof.
    pub fn bound(mut self) -> Self {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let jwk = key.public_jwk().bare().unwrap();
        let thumbprint = jwk.thumbprint().unwrap();
        self.plan.dpop = Some(Dpop { alg: "ES256".into(), jwk: jwk.0, thumbprint, binds_code: true });
        self.dpop = key.to_pkcs8();
        self.policy(|policy| policy.dpop_nonce = DpopNonce::Required)
    }

    /// The same with this asked for besides.
    pub fn asking(self, name: &str, value: &str) -> Self {
        self.planned(|plan| plan.asked.parameters.push((name.into(), value.into())))
    }

    /// The same with this response type, at a provider that has it.
    pub fn response_type(self, response_type: ResponseType) -> Self {
        self.planned(|plan| plan.asked.response_type = response_type)
            .policy(|policy| policy.asking.response_types = ResponseTypes::All)
    }

    /// Whether a login is such an occasion, or is made one by asking for something.
    pub fn is_asked(occasion: Occasion) -> bool {
        use Occasion::{Acr, Details, Dpop, Hybrid, Jarm, Login, MaxAge, Par};
        matches!(occasion, Login | Par | Jarm | Hybrid | MaxAge | Acr | Details | Dpop)
    }

    /// The same with what makes a fault of this kind visible, where asking for something does.
    pub fn on(self, occasion: Occasion) -> Self {
        match occasion {
            Occasion::Par => self.planned(|plan| plan.asked.push = Push::Always),
            Occasion::Jarm => self.planned(|plan| plan.response_mode = Some(ResponseMode::Jwt)),
            Occasion::Hybrid => self.response_type(ResponseType::CodeIdTokenToken),
            Occasion::MaxAge => self.asking("max_age", "60"),
            Occasion::Acr => self.asking("claims", ESSENTIAL_ACR),
            Occasion::Details => self.asking("authorization_details", PAYMENT),
            Occasion::Dpop => self.bound(),
            _ => self,
        }
    }

    pub fn planned(mut self, change: impl FnOnce(&mut Plan)) -> Self {
        change(&mut self.plan);
        self
    }

    pub fn pkce(self, pkce: Pkce) -> Self {
        self.planned(|plan| {
            plan.pkce = pkce;
            if pkce == Pkce::None {
                plan.nonces.code_verifier = None;
            }
        })
    }

    pub fn set(mut self, words: &str) -> Self {
        self.tampers.push(Tamper::set(words).unwrap());
        self
    }

    pub fn unset(mut self, words: &str) -> Self {
        self.tampers.push(Tamper::unset(words).unwrap());
        self
    }

    /// Looks at documents and keys only, without a client.
    pub fn discover(self) -> Trace {
        let server = self.plan.server.clone();
        let plan = Plan { flow: Flow::Metadata, server, practice: true, ..Plan::default() };
        let mut run = Run::new(plan, world(self.config), Silent, Vec::new());
        on_a_runtime(discover(&mut run));
        run.trace
    }

    /// Plays it to its end.
    pub fn play(self) -> Trace {
        self.play_in(|memory| memory)
    }

    /// Plays it to its end in a world made of the one in memory.
    pub fn play_in<W: World>(self, of: impl FnOnce(Memory) -> W) -> Trace {
        let read = |key: Vec<u8>| SigningKey::from_pkcs8(Algorithm::Es256, &key).unwrap();
        let client = match (self.key, self.client_key) {
            (Some(key), _) => Some(read(key)),
            (None, key) => key.and_then(|key| SigningKey::read(&key, None).ok()),
        };
        let world = of(Memory { user: self.user, ..world(self.config) });
        let keys = flow::Keys { client: client.map(Arc::new), dpop: self.dpop.map(read).map(Arc::new) };
        let mut run = Run::new(self.plan, world, Silent, self.tampers).with_keys(keys);
        on_a_runtime(flow::play(&mut run));
        run.trace
    }
}

/// A practice provider that always draws the same.
pub fn provider(config: Config) -> Provider {
    Provider::new(ISSUER, config, Keys::instant().unwrap(), [7; 32])
}

/// When scenes are played.
pub fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_hours(500_000)
}

fn world(config: Config) -> Memory {
    Memory { provider: provider(config), now: now(), user: "alice".into(), draws: 0 }
}

pub fn on_a_runtime(flow: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(flow);
}

/// A login of this client.
pub fn plan(client_id: &str, client_secret: Option<String>) -> Plan {
    Plan {
        server: ServerHints { issuer: Some(ISSUER.into()), discover: true, ..ServerHints::default() },
        client: Client {
            client_id: client_id.into(),
            client_secret,
            redirect_uri: "http://127.0.0.1:5000/callback".into(),
            auth_method: None,
            basic_encoding: BasicEncoding::Form,
            ..Client::default()
        },
        scope: ["openid", "profile", "offline_access"].map(str::to_owned).to_vec(),
        pkce: Pkce::S256,
        response_mode: None,
        nonces: Nonces {
            state: Some("c3RhdGUtc3RhdGUtc3RhdGUtMQ".into()),
            nonce: Some("bm9uY2Utbm9uY2Utbm9uY2UtMQ".into()),
            code_verifier: Some(VERIFIER.into()),
        },
        clock_skew: 60,
        practice: true,
        ..Plan::default()
    }
}

/// What is not as it should be, notes included, by the ids of the requirements.
pub fn amiss(trace: &Trace) -> Vec<&'static str> {
    let findings = judge(trace);
    findings.iter().filter(|finding| finding.severity().is_some()).map(|finding| finding.requirement.id).collect()
}

/// One login of every kind that there is: each client, each policy, each fault, each choice of the client, each lock
/// forced in vain. The names say which.
pub fn every_scene() -> Vec<(String, Scene)> {
    let mut scenes = clients();
    scenes.extend(policies());
    scenes.extend(attempts());
    scenes.extend(askings());
    for fault in Fault::ALL {
        let scene = Scene::web_app().with_odd_secret().on(fault.occasion()).fault(*fault);
        scenes.push((format!("fault {}", fault.name()), scene));
    }
    scenes
}

fn named(name: &str, scene: Scene) -> (String, Scene) {
    (name.to_owned(), scene)
}

fn clients() -> Vec<(String, Scene)> {
    let mut scenes = vec![named("native-app", Scene::native_app()), named("web-app", Scene::web_app())];
    for method in AuthMethod::ALL {
        let scene = Scene::web_app().with_odd_secret();
        scenes.push((method.name().to_owned(), scene.planned(|plan| plan.client.auth_method = Some(method))));
    }
    let raw = Scene::web_app().with_odd_secret().planned(|plan| plan.client.basic_encoding = BasicEncoding::Raw);
    scenes.push(named("raw", raw));
    for mode in [ResponseMode::Query, ResponseMode::Fragment, ResponseMode::FormPost] {
        let scene = Scene::web_app().with_odd_secret().planned(|plan| plan.response_mode = Some(mode));
        scenes.push((mode.name().to_owned(), scene));
    }
    for pkce in [Pkce::Plain, Pkce::None] {
        scenes.push((format!("pkce {}", pkce.name()), Scene::web_app().with_odd_secret().pkce(pkce)));
    }
    let watched = |plan: &mut Plan| plan.agent = Some(Agent::Forms);
    scenes.push(named("watched", Scene::web_app().with_odd_secret().planned(watched)));
    let posted = Scene::web_app().planned(|plan| plan.response_mode = Some(ResponseMode::FormPost));
    scenes.push(named("watched and posted", posted.planned(watched)));
    scenes.push(named("no state", Scene::web_app().planned(|plan| plan.nonces.state = None)));
    scenes.push(named("no nonce", Scene::web_app().planned(|plan| plan.nonces.nonce = None)));
    scenes
}

/// The policies under which a client is known by its secret, as it is.
pub const BY_SECRET: [TokenAuth; 4] = [TokenAuth::Any, TokenAuth::BasicOrPost, TokenAuth::Basic, TokenAuth::Post];

/// Every way of asking.
fn askings() -> Vec<(String, Scene)> {
    let mut scenes = Vec::new();
    for response_type in ResponseType::ALL {
        let scene = Scene::web_app().with_odd_secret().response_type(response_type);
        scenes.push((response_type.name().to_owned(), scene.clone()));
        let signed = scene.planned(|plan| plan.response_mode = Some(ResponseMode::Jwt));
        scenes.push((format!("{} signed", response_type.name()), signed));
    }
    for mode in [ResponseMode::QueryJwt, ResponseMode::FragmentJwt, ResponseMode::FormPostJwt] {
        let scene = Scene::web_app().with_odd_secret().planned(|plan| plan.response_mode = Some(mode));
        scenes.push((mode.name().to_owned(), scene));
    }
    let signs = |scene: Scene| scene.planned(|plan| plan.asked.request_object = RequestObject::Signed);
    let odd = || Scene::web_app().with_odd_secret();
    scenes.extend(vec![
        named("request object by secret", signs(odd())),
        named("request object by key", signs(odd().signing())),
        named("request object with plain", signs(odd().pkce(Pkce::Plain))),
        named("pushed request object", signs(odd().signing().on(Occasion::Par))),
        named("pushed with plain", odd().pkce(Pkce::Plain).on(Occasion::Par)),
        named("bound to a key", odd().bound()),
        named("bound to a key by a client with a key", odd().signing().bound()),
        named("pushed and bound to a key", odd().bound().on(Occasion::Par)),
        named("essential acr", odd().on(Occasion::Acr)),
        named("details", odd().on(Occasion::Details)),
        named(
            "hint",
            odd().asking(
                "id_token_hint",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJlLW9mLW5vYm9keS1hdC1hbGw",
            ),
        ),
    ]);
    scenes
}

fn policies() -> Vec<(String, Scene)> {
    let mut scenes = Vec::new();
    let mut add = |name: &str, set: &dyn Fn(&mut Policy)| {
        for scene in [Scene::web_app().with_odd_secret(), Scene::native_app()] {
            scenes.push((format!("{name} of {}", scene.plan.client.client_id), scene.policy(set)));
        }
    };
    for choice in PkcePolicy::ALL {
        add(choice.name(), &|policy| policy.pkce = *choice);
    }
    for choice in PkceMethods::ALL {
        add(choice.name(), &|policy| policy.pkce_methods = *choice);
    }
    for choice in Redirect::ALL {
        add(choice.name(), &|policy| policy.redirect = *choice);
    }
    for choice in LoopbackPort::ALL {
        add(choice.name(), &|policy| policy.loopback_port = *choice);
    }
    for choice in Codes::ALL {
        add(choice.name(), &|policy| policy.codes = *choice);
    }
    for choice in Consent::ALL {
        add(choice.name(), &|policy| policy.consent = *choice);
    }
    for choice in IssParameter::ALL {
        add(choice.name(), &|policy| policy.iss = *choice);
    }
    for choice in Refresh::ALL {
        add(choice.name(), &|policy| policy.refresh = *choice);
    }
    for choice in BY_SECRET {
        add(choice.name(), &|policy| policy.token_auth = choice);
    }
    // Those that an ordinary login cannot meet end it early, and their story must hold no secret either.
    for choice in Par::ALL {
        add(&format!("par {}", choice.name()), &|policy| policy.asking.par = *choice);
    }
    for choice in RequestObjects::ALL {
        add(&format!("request objects {}", choice.name()), &|policy| policy.asking.request_objects = *choice);
    }
    for choice in ResponseTypes::ALL {
        add(&format!("response types {}", choice.name()), &|policy| policy.asking.response_types = *choice);
    }
    for choice in AccessTokens::ALL {
        add(&format!("access tokens {}", choice.name()), &|policy| policy.asking.access_tokens = *choice);
    }
    scenes
}

fn attempts() -> Vec<(String, Scene)> {
    let odd = || Scene::web_app().with_odd_secret();
    vec![
        named(
            "wrong verifier",
            odd().set("redeem.code_verifier=M25iVXpKU3puUjFaYWg3T1NDTDQtcW1ROUY5YXlwalNoc0hhakxifmZHag"),
        ),
        named("no verifier", odd().unset("redeem.code_verifier")),
        named("wrong code", odd().set("redeem.code=YSBjb2RlIHRoYXQgbm9ib2R5IGV2ZXIgbWFkZSBmb3IgYW55b25l")),
        named(
            "another Authorization",
            odd().set("redeem.header.authorization=Basic bm9ib2R5OmEgc2VjcmV0IG9mIG5vYm9keSBhdCBhbGw="),
        ),
        named("secret twice", odd().set("redeem.client_secret=another secret that nobody should read")),
        named("wrong state", odd().set("authorize.state=somebody-elses-state")),
        named("unknown scope", odd().planned(|plan| plan.scope.push("the-moon".into()))),
        named("unknown client", odd().set("authorize.client_id=nobody")),
    ]
}
