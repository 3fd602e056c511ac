//! Logins in memory: the flow of the program, with the practice provider as its world, and everything fixed but the keys.

use std::time::{Duration, SystemTime};

use oauth_flow::flow::{Run, Silent, login};
use oauth_flow::practice::{
    self, AccessTokens, Codes, Config, Consent, Fault, IssParameter, Keys, LoopbackPort, Par, Pkce as PkcePolicy,
    PkceMethods, Policy, Provider, Redirect, Refresh, RequestObjects, ResponseTypes, TokenAuth,
};
use oauth_flow::protocol::{AuthMethod, BasicEncoding, Client, Nonces, Pkce, ResponseMode, ServerHints};
use oauth_flow::rules::judge;
use oauth_flow::trace::{Plan, Tamper, Trace};
use oauth_flow::world::memory::Memory;

pub const ISSUER: &str = "http://127.0.0.1:4000";
/// The pair of RFC 7636 appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// What a login is to be, before it is played.
#[derive(Clone, Debug)]
pub struct Scene {
    pub config: Config,
    pub plan: Plan,
    tampers: Vec<Tamper>,
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
        Self { config, plan, tampers: Vec::new() }
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

    /// Plays it to its end.
    pub fn play(self) -> Trace {
        let provider = Provider::new(ISSUER, self.config, Keys::instant().unwrap(), [7; 32]);
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(500_000);
        let memory = Memory { provider, now, user: "alice".into(), draws: 0 };
        let mut run = Run::new(self.plan, memory, Silent, self.tampers);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(login(&mut run));
        run.trace
    }
}

fn plan(client_id: &str, client_secret: Option<String>) -> Plan {
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
    for fault in Fault::ALL {
        scenes.push((format!("fault {}", fault.name()), Scene::web_app().with_odd_secret().fault(*fault)));
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
    scenes.push(named("no state", Scene::web_app().planned(|plan| plan.nonces.state = None)));
    scenes.push(named("no nonce", Scene::web_app().planned(|plan| plan.nonces.nonce = None)));
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
    for choice in TokenAuth::ALL {
        add(choice.name(), &|policy| policy.token_auth = *choice);
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
