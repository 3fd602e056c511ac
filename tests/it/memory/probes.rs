//! Every check against the practice provider: green where it is sound, and for each fault exactly its own checks red.

mod asking;
mod extending;
mod hostile;
mod proof;
mod redeeming;
mod results;
mod signing_in;
mod using;

use std::collections::BTreeSet;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_flow::flow::Keys;
use oauth_flow::jose::{SigningKey, x5t_s256};
use oauth_flow::practice::{self, Config, Consent, DpopNonce, Fault, Pkce, PkceMethods, Policy, SeenBy};
use oauth_flow::probe::factors::{Bench, Measurement};
use oauth_flow::probe::{self, Desk, Options, Other, Results, Subject, Suite, Verdict, catalogue};
use oauth_flow::protocol::{Client, ClientKey};
use oauth_flow::world::site::{InMemory, Road, WebSite};

use crate::stage::{self, on_a_runtime};

/// A run of checks, before it is done.
pub struct Examination {
    pub config: Config,
    pub subject: Subject,
    pub options: Options,
    /// Who signs in.
    pub user: Option<&'static str>,
    /// The certificate that the client shows, in base64.
    pub certificate: Option<String>,
}

impl Examination {
    /// The confidential client of the practice provider, with everything, and with a second client.
    pub fn web_app() -> Self {
        let mut config = Config::default();
        // What RFC 9700 2.1.1 recommends; a provider that leaves it open is told so.
        config.policy.pkce = Pkce::Required;
        config.policy.pkce_methods = PkceMethods::S256;
        let mut plan = stage::plan("web-app", config.clients[0].client_secret.clone());
        plan.scope = ["openid", "profile", "email", "offline_access"].map(str::to_owned).to_vec();
        let native = Client { client_id: "native-app".into(), client_secret: None, ..plan.client.clone() };
        let options = Options { suite: Suite::Slow, intrusive: true, ..Options::default() };
        let subject = Subject { plan, native: Some(native), ..Subject::default() };
        Self { config, subject, options, user: Some("alice"), certificate: None }.with_second()
    }

    /// The same with a second client.
    pub fn with_second(mut self) -> Self {
        let (id, secret) = ("other-app", "secret-of-other-app-worth-nothing");
        self.config.clients.push(practice::Client::confidential(id, secret, &["http://127.0.0.1/callback"]));
        let mut client = stage::plan(id, Some(secret.into())).client;
        client.redirect_uri = "http://127.0.0.1:5001/callback".into();
        self.subject.second = Some(Other { client, keys: Keys::default() });
        self
    }

    /// The client that proves itself by a published key.
    pub fn key_app() -> Self {
        let mut examination = Self::web_app();
        let client = examination.config.clients.iter().find(|client| client.client_id == "key-app").unwrap().clone();
        let key = SigningKey::read(client.private_key.as_ref().unwrap(), None).unwrap();
        let thumbprint = key.public_jwk().thumbprint().unwrap();
        let named = ClientKey { alg: key.algorithm().name().into(), kid: key.kid().into(), thumbprint };
        let own = &mut examination.subject.plan.client;
        own.client_id = "key-app".into();
        own.client_secret = None;
        own.key = Some(named);
        examination.subject.keys.client = Some(Arc::new(key));
        examination
    }

    /// The client, and the choices of the provider, at which a fault shows.
    pub fn where_it_shows(fault: Fault) -> Self {
        let mut examination = match fault {
            Fault::AssertionUnverified | Fault::AssertionAudienceUnchecked | Fault::AssertionReplay => Self::key_app(),
            // A confidential client is spared the rotation of its refresh tokens.
            Fault::RefreshNotRotated | Fault::RefreshReuseHarmless | Fault::DpopRefreshUnbound => Self::native_app(),
            Fault::DpopNonceSpendsCode => Self::web_app().policy(|policy| policy.dpop_nonce = DpopNonce::Required),
            Fault::CertificateUnbound => Self::web_app().with_certificate(),
            _ => Self::web_app(),
        };
        // These show only where a code comes without a challenge.
        if fault == Fault::VerifierWithoutChallenge {
            examination.config.policy.pkce = Pkce::Optional;
        }
        // Where a page comes between, the password goes to that page, which can do nothing with it.
        if fault == Fault::LoginRedirect307 {
            examination.config.policy.consent = Consent::Never;
            // This one has to be asked each time, and nobody is asked there.
            examination.subject.native = None;
        }
        examination.fault(fault)
    }

    /// The public client.
    pub fn native_app() -> Self {
        let mut examination = Self::web_app();
        examination.subject.plan.client.client_id = "native-app".into();
        examination.subject.plan.client.client_secret = None;
        examination
    }

    pub fn fault(mut self, fault: Fault) -> Self {
        self.config.faults.push(fault);
        self
    }

    pub fn policy(mut self, set: impl FnOnce(&mut Policy)) -> Self {
        set(&mut self.config.policy);
        self
    }

    /// The confidential client, whose tokens are bound to the certificate that it shows (RFC 8705 3.4).
    pub fn with_certificate(mut self) -> Self {
        let key = rcgen::KeyPair::generate().unwrap();
        let der = rcgen::CertificateParams::default().self_signed(&key).unwrap().der().to_vec();
        self.config.tls_terminated = true;
        self.config.clients[0].tls_client_certificate_bound_access_tokens = true;
        self.subject.plan.client.certificate = Some(x5t_s256(&der));
        self.certificate = Some(STANDARD.encode(&der));
        self
    }

    /// Nobody signs in.
    pub fn alone(self) -> Self {
        Self { user: None, ..self }
    }

    pub fn only(mut self, ids: &[&str]) -> Self {
        self.options.selection.only = ids.iter().map(ToString::to_string).collect();
        self
    }

    pub fn run(self) -> Results {
        self.run_over(|road| road)
    }

    /// Which factors are demanded, over a road made of the one in memory.
    pub fn measure_over<R: Road>(self, of: impl FnOnce(InMemory) -> R) -> Measurement {
        let memory = InMemory::new(stage::provider(self.config), stage::now());
        let memory = self.certificate.iter().fold(memory, |memory, encoded| memory.with_certificate(encoded));
        let site = WebSite::new(of(memory));
        let site = self.user.iter().fold(site, |site, user| site.signed_in_by(user));
        let desk = Desk::new(&site, self.subject, self.options);
        let bench = Bench::new(&desk);
        on_a_runtime(bench.measure());
        bench.measurement(None)
    }

    /// The same over a road made of the one in memory.
    pub fn run_over<R: Road>(self, of: impl FnOnce(InMemory) -> R) -> Results {
        let provider = stage::provider(self.config);
        let memory = InMemory::new(provider, stage::now());
        let memory = self.certificate.iter().fold(memory, |memory, encoded| memory.with_certificate(encoded));
        let site = WebSite::new(of(memory));
        let site = self.user.iter().fold(site, |site, user| site.signed_in_by(user));
        let desk = Desk::new(&site, self.subject, self.options);
        on_a_runtime(probe::check(&desk));
        desk.results(None)
    }
}

/// The ids of what came out like this.
pub fn ids(results: &Results, is: impl Fn(Verdict) -> bool) -> Vec<&'static str> {
    results.outcomes.iter().filter(|outcome| is(outcome.verdict())).map(|outcome| outcome.check.id()).collect()
}

/// Whether something was found.
pub fn is_amiss(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Pass | Verdict::Skip(_))
}

/// Everything that is not as it should be, with what was seen: for messages of tests.
pub fn told(results: &Results) -> String {
    let amiss = results.outcomes.iter().filter(|outcome| outcome.verdict() != Verdict::Pass);
    let lines = amiss.flat_map(|outcome| {
        outcome.parts.iter().map(move |part| {
            let (id, word) = (outcome.check.id(), part.verdict.word());
            format!("{word} {id} {}: expected {}, seen {}", part.label, part.expected, part.seen)
        })
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Checks that see a fault as well, since they are about the same thing.
const SIBLINGS: &[(Fault, &[&str])] = &[
    // Whoever takes every address takes one that is near the right one, and another path on this machine.
    // A push names an address as well.
    (Fault::RedirectUnchecked, &["authz-redirect-exact", "authz-loopback-any-port", "par-validates-request"]),
    // An error that has lost its state does not tell whose state counted.
    (Fault::ErrorWithoutState, &["par-front-channel-override"]),
    // It takes a code without a challenge to see this, and whoever gives one is told so.
    (Fault::VerifierWithoutChallenge, &["authz-pkce-required"]),
    // 401 is one of the statuses that become 200, a refresh is refused there as well, and the endpoints beside it refuse in
    // the same way (RFC 7009 2.2.1, RFC 7662 2.3).
    (
        Fault::ErrorWithStatus200,
        &["token-client-auth-challenge", "refresh-scope-widening", "revoke-client-auth", "introspect-auth"],
    ),
    // A page is no `invalid_grant`, nor any other error that is asked for by its name.
    (Fault::ErrorAsHtml, &["token-bogus-code", "refresh-scope-widening", "revoke-client-auth", "revoke-effective"]),
    // Whoever opens for any token looks at no key that one is bound to.
    (Fault::UserinfoAnyToken, &["dpop-token-bound"]),
    // Whoever never looks at a verifier minds none of these.
    (Fault::IgnoreVerifier, &["pkce-verifier-missing", "pkce-verifier-equals-challenge", "pkce-verifier-malformed"]),
    // Whoever redeems a code twice does so at the same moment as well.
    (Fault::CodeReplay, &["code-parallel-redemption"]),
    // A proof is looked at in the same way where a token is shown.
    (Fault::DpopProofUnchecked, &["dpop-token-bound"]),
];

#[test]
fn a_sound_provider_is_green() {
    let with_certificate = Examination::web_app().with_certificate();
    let others = [Examination::native_app(), Examination::key_app(), with_certificate];
    for examination in others.into_iter().chain([Examination::web_app()]) {
        let results = examination.run();
        let red = ids(&results, is_amiss);
        assert_eq!(red, Vec::<&str>::new(), "{}", told(&results));
    }
}

#[test]
fn every_fault_turns_its_own_checks_red_and_no_other() {
    let told: Vec<String> = Fault::ALL.iter().filter_map(|fault| mistaken(*fault)).collect();
    assert_eq!(told, Vec::<String>::new(), "\n{}", told.join("\n\n"));
}

/// What the checks get wrong about a fault, so that one run tells of all of them.
fn mistaken(fault: Fault) -> Option<String> {
    let SeenBy::Probe(id) = fault.seen_by() else { return None };
    catalogue::by_id(id)?;
    let (_, red, told) = proof::FAULTS.iter().find(|(other, ..)| *other == fault)?;
    let red: BTreeSet<&str> = red.iter().map(|(id, _)| *id).collect();
    let siblings = SIBLINGS.iter().filter(|(other, _)| *other == fault).flat_map(|(_, ids)| *ids);
    let expected: BTreeSet<&str> = siblings.copied().chain([id]).collect();
    let name = fault.name();
    (red != expected).then(|| format!("{name}: red is {red:?} and not {expected:?}\n{told}"))
}
