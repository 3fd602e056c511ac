//! The measurement of factors against the practice provider: it tells the truth of a sound one, and of one for each way of
//! being careless.

use std::cell::Cell;
use std::time::{Duration, SystemTime};

use oauth_flow::explain::factors::{absences, thief_of_code, thief_of_secret};
use oauth_flow::explain::redeemers::{Locks, Means, Panel};
use oauth_flow::explain::redeemers::{Outcome, of_locks, proven};
use oauth_flow::flow::{Keys, Sent};
use oauth_flow::jose::{Algorithm, SigningKey};
use oauth_flow::practice::{Codes, DpopNonce, Fault, Pkce, PkceMethods};
use oauth_flow::probe::Soon;
use oauth_flow::probe::factors::{Demand, Experiment, Factor, Measured, Measurement};
use oauth_flow::protocol::{self, AuthMethod};
use oauth_flow::trace::Dpop;
use oauth_flow::view::check::{Detail, Ended};
use oauth_flow::view::prove::{Report, ended, terminal};
use oauth_flow::view::redeemers::laid_out;
use oauth_flow::wire::{Failure, Request, Response};
use oauth_flow::world::site::{InMemory, Road};

use super::probes::Examination;

fn web_app() -> Examination {
    // A code without a challenge is to be had, or nobody sees what becomes of a verifier that comes with it.
    Examination::web_app().policy(|policy| policy.pkce = Pkce::Optional)
}

fn measure(examination: Examination) -> Measurement {
    examination.measure_over(|road| road)
}

/// What is open where nobody looks at verifiers.
const IGNORED: [&str; 4] = ["verifier-wrong", "verifier-missing", "verifier-is-challenge", "verifier-unchallenged"];

/// The experiments that came out like this.
fn those(measurement: &Measurement, result: &Measured) -> Vec<&'static str> {
    let such = measurement.trials.iter().filter(|trial| trial.result == *result);
    such.map(|trial| trial.experiment.id()).collect()
}

/// Everything that was told, for messages of tests.
fn told(measurement: &Measurement) -> String {
    let report = Report::of(measurement, "practice", "oauth-flow prove");
    terminal(&report, (ended(measurement), Detail::Amiss), 120).to_plain()
}

/// Why an experiment tells nothing.
#[track_caller]
fn reason(measurement: &Measurement, experiment: Experiment) -> String {
    match &measurement.trial(experiment).unwrap().result {
        Measured::Unmeasured(why) => why.reason.clone(),
        other => panic!("{other:?}"),
    }
}

/// Measures with this fault; exactly these experiments are open.
#[track_caller]
fn open(examination: Examination, expected: &[&str]) -> Measurement {
    let measurement = measure(examination);
    assert_eq!(those(&measurement, &Measured::NotDemanded), expected, "{}", told(&measurement));
    let rest = measurement.trials.len() - expected.len() - 1;
    assert_eq!(those(&measurement, &Measured::Demanded).len(), rest, "{}", told(&measurement));
    assert_eq!(those(&measurement, &Measured::Redeemed), ["right"], "{}", told(&measurement));
    assert_eq!(ended(&measurement) == Ended::Findings, !expected.is_empty());
    measurement
}

fn panel(measurement: &Measurement, client: Means) -> Panel {
    let key_bound = measurement.demand(Factor::Key) != Demand::NoFactor;
    proven(of_locks(Locks { client, pkce: protocol::Pkce::S256, key_bound }), measurement)
}

/// What is proven of each row, and whether it gets tokens.
fn rows(panel: &Panel) -> Vec<(bool, Option<&str>)> {
    panel.rows.iter().map(|row| (row.outcome == Outcome::Redeemed, row.proven.as_deref())).collect()
}

#[test]
fn a_sound_provider_demands_every_factor_each_with_a_code_of_its_own() {
    let measurement = open(web_app(), &[]);
    assert_eq!(measurement.trials.len(), 9);
    assert_eq!((measurement.tally.codes, measurement.tally.logins), (9, 1));
    assert_eq!(ended(&measurement), Ended::Sound);
    assert_eq!(
        thief_of_code(&measurement),
        "Besides the code he needs the client secret and the verifier of that login."
    );
    assert!(thief_of_secret(&measurement).contains("he lacks its verifier"), "{}", told(&measurement));
    let panel = panel(&measurement, Means::Secret);
    let (client, grant) = (Some("401 invalid_client"), Some("400 invalid_grant"));
    let tokens = Some("an access_token");
    assert_eq!(rows(&panel), [(false, client), (false, client), (false, grant), (false, client), (true, tokens)]);
}

#[test]
fn a_public_client_has_no_row_for_a_secret_and_is_told_why() {
    let native = Examination::native_app().policy(|policy| policy.pkce = Pkce::Optional);
    let measurement = open(native, &[]);
    assert_eq!(measurement.demand(Factor::Client), Demand::NoFactor);
    assert!(measurement.trial(Experiment::Neither).is_none());
    assert!(absences(&measurement)[0].contains("public"), "{}", told(&measurement));
    assert_eq!(thief_of_code(&measurement), "Besides the code he needs the verifier of that login, and nothing else.");
    assert!(thief_of_secret(&measurement).starts_with("There is none to steal"));
    let without = Examination::native_app().fault(Fault::IgnoreVerifier);
    let measurement = open(without, &["verifier-wrong", "verifier-missing", "verifier-is-challenge"]);
    assert!(thief_of_code(&measurement).starts_with("Nothing besides: whoever finds the code redeems it"));
    assert!(rows(&panel(&measurement, Means::Nothing)).iter().all(|(redeemed, _)| *redeemed));
}

#[test]
fn a_verifier_that_is_ignored_protects_nothing() {
    let measurement = open(web_app().fault(Fault::IgnoreVerifier), &IGNORED);
    let code = thief_of_code(&measurement);
    assert!(code.contains("Besides the code he needs the client secret, and nothing else."), "{code}");
    assert!(code.contains("The verifier protects nothing here"), "{code}");
    assert!(code.contains("Nor does he have to hold the client secret himself"), "{code}");
    assert!(thief_of_secret(&measurement).starts_with("Everything"), "{}", told(&measurement));
    let panel = panel(&measurement, Means::Secret);
    assert_eq!(rows(&panel)[2], (true, Some("an access_token")));
    assert_eq!(rows(&panel)[0], (false, Some("401 invalid_client")));
    assert!(panel.verifier.starts_with("Proven here"));
}

#[test]
fn each_way_around_a_lock_is_told_from_the_others() {
    let missing = open(web_app().fault(Fault::VerifierMayBeMissing), &["verifier-missing"]);
    let code = thief_of_code(&missing);
    assert!(code.contains("whoever has none leaves it out"), "{code}");
    assert!(!code.contains("slipped into"), "the app would show a verifier of its own: {code}");
    assert!(panel(&missing, Means::Secret).verifier.contains("refuses a wrong one"));
    let wrong = open(web_app().fault(Fault::IgnoreSecret), &["client-wrong"]);
    let code = thief_of_code(&wrong);
    assert!(code.contains("he needs the verifier of that login, and nothing else."), "{code}");
    assert!(code.contains("The client secret protects nothing here: it was taken when it was wrong."), "{code}");
    assert!(thief_of_secret(&wrong).starts_with("Nothing that others cannot do as well"));
    let missing = open(web_app().fault(Fault::SecretMayBeMissing), &["client-missing"]);
    assert!(thief_of_code(&missing).contains("it was not missed when it was left out"));
    assert_eq!(rows(&panel(&missing, Means::Secret))[3], (true, Some("an access_token")));
}

#[test]
fn where_the_challenge_passes_for_the_verifier_the_request_is_what_a_thief_needs() {
    let challenge = open(web_app().fault(Fault::VerifierEqualsChallenge), &["verifier-is-challenge"]);
    let code = thief_of_code(&challenge);
    assert!(code.contains("he needs the client secret and the authorization request of that login"), "{code}");
    assert!(code.contains("protects nothing from whoever saw the authorization request"), "{code}");
    assert!(!code.contains("slipped into"), "{code}");
    let secret = thief_of_secret(&challenge);
    assert!(secret.contains("together with the authorization request"), "{secret}");
    assert!(panel(&challenge, Means::Secret).verifier.contains("takes the challenge for the verifier"));
    let native = Examination::native_app().policy(|policy| policy.pkce = Pkce::Optional);
    let public = open(native.fault(Fault::VerifierEqualsChallenge), &["verifier-is-challenge"]);
    let panel = panel(&public, Means::Nothing);
    let rows = rows(&panel);
    assert_eq!(rows[0], (false, Some("400 invalid_grant")), "he knows no challenge");
    assert_eq!(rows[1], (true, Some("an access_token")));
}

#[test]
fn with_plain_the_request_shows_the_verifier() {
    let mut plain = web_app().policy(|policy| policy.pkce_methods = PkceMethods::S256AndPlain);
    plain.subject.plan.pkce = protocol::Pkce::Plain;
    let measurement = open(plain, &[]);
    let code = thief_of_code(&measurement);
    assert!(code.contains("the client secret and the authorization request of that login"), "{code}");
    let secret = thief_of_secret(&measurement);
    assert!(secret.contains("with plain the challenge in it is the verifier"), "{secret}");
}

#[test]
fn a_refusal_for_another_reason_tells_nothing_of_the_verifier() {
    for meddle in [refused_for_a_while as Meddle, blocked_for_a_while] {
        let measurement = web_app().measure_over(behind(meddle));
        let why = reason(&measurement, Experiment::VerifierWrong);
        assert!(why.contains("another reason"), "{why}");
        assert_eq!(measurement.demand(Factor::Verifier), Demand::Unknown, "{}", told(&measurement));
        assert!(
            thief_of_code(&measurement).contains("Whether he needs the verifier of that login could not be measured")
        );
        assert!(thief_of_secret(&measurement).contains("could not be measured"));
        assert_eq!(ended(&measurement), Ended::NoLogin);
        assert_eq!(panel(&measurement, Means::Secret).rows[2].proven, None);
    }
    // The right request with the same code shows what the reason was.
    let measurement = web_app().measure_over(behind(wrong_verifiers_are_called_wrong_clients));
    assert_eq!(measurement.demand(Factor::Verifier), Demand::Demanded, "{}", told(&measurement));
}

#[test]
fn what_is_no_refusal_of_the_token_endpoint_tells_nothing() {
    for (status, body) in
        [(500, r#"{"error":"invalid_grant"}"#), (302, ""), (200, "{}"), (400, r#"{"error":"server_error"}"#)]
    {
        let measurement = web_app().measure_over(answering(status, body));
        assert_eq!(measurement.demand(Factor::Verifier), Demand::Unknown, "{status}: {}", told(&measurement));
        assert!(panel(&measurement, Means::Secret).rows[2].proven.is_none(), "{status}");
    }
    let measurement = web_app().measure_over(answering(200, r#"{"error":"invalid_grant","access_token":""}"#));
    assert_eq!(measurement.demand(Factor::Verifier), Demand::Demanded, "{}", told(&measurement));
}

#[test]
fn who_shows_neither_takes_the_ways_that_were_open() {
    let both = web_app().fault(Fault::IgnoreVerifier).fault(Fault::IgnoreSecret);
    let [wrong, missing, challenge, unchallenged] = IGNORED;
    let measurement = open(both, &["client-wrong", wrong, missing, challenge, "neither", unchallenged]);
    let code = thief_of_code(&measurement);
    assert!(code.starts_with("Nothing besides"), "{code}");
    assert!(
        code.contains("The client secret protects nothing here") && code.contains("The verifier protects nothing here")
    );
    assert!(rows(&panel(&measurement, Means::Secret)).iter().all(|row| *row == (true, Some("an access_token"))));
}

#[test]
fn one_of_the_two_is_told_from_none() {
    // A server that is content with either of them.
    let measurement = web_app()
        .fault(Fault::IgnoreVerifier)
        .fault(Fault::SecretMayBeMissing)
        .measure_over(behind(neither_is_refused));
    assert_eq!(measurement.demand(Factor::Both), Demand::Demanded, "{}", told(&measurement));
    let code = thief_of_code(&measurement);
    assert!(code.starts_with("One of the two") && !code.contains("protects nothing"), "{code}");
    assert!(thief_of_secret(&measurement).starts_with("Everything: with the client secret"), "{}", told(&measurement));
    let panel = panel(&measurement, Means::Secret);
    assert_eq!(rows(&panel)[0], (false, Some("400 invalid_request")));
    assert!(panel.secret.contains("content with one of the two"));
}

#[test]
fn a_verifier_without_a_challenge_and_a_code_that_comes_again() {
    let unchallenged = open(web_app().fault(Fault::VerifierWithoutChallenge), &["verifier-unchallenged"]);
    assert!(told(&unchallenged).contains("TAKEN") && told(&unchallenged).contains("open: "));
    assert_eq!(thief_of_code(&unchallenged), thief_of_code(&measure(web_app())), "the locks hold all the same");
    open(web_app().fault(Fault::CodeReplay), &["code-again"]);
    open(web_app().policy(|policy| policy.codes = Codes::Reusable), &["code-again"]);
    let required = web_app().policy(|policy| policy.pkce = Pkce::Required);
    let measurement = open(required, &[]);
    assert_eq!(measurement.trial(Experiment::VerifierUnchallenged).unwrap().seen, "no code without a challenge");
}

#[test]
fn a_code_that_a_wrong_attempt_spends_changes_nothing() {
    open(web_app().policy(|policy| policy.codes = Codes::OneAttempt), &[]);
    let careless = web_app().policy(|policy| policy.codes = Codes::OneAttempt).fault(Fault::VerifierMayBeMissing);
    open(careless, &["verifier-missing"]);
}

#[test]
fn a_client_with_a_key_loses_its_assertion_and_not_a_secret() {
    let key_app = || Examination::key_app().policy(|policy| policy.pkce = Pkce::Optional);
    let measurement = open(key_app(), &[]);
    assert_eq!(measurement.method, AuthMethod::PrivateKeyJwt);
    assert!(told(&measurement).contains("no client assertion"), "{}", told(&measurement));
    assert!(thief_of_secret(&measurement).contains("the client's private key"));
    open(key_app().fault(Fault::AssertionUnverified), &["client-wrong"]);
}

/// The client with a key that its codes are bound to.
fn bound(examination: Examination) -> Examination {
    let mut examination = examination;
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let jwk = key.public_jwk().bare().unwrap();
    let thumbprint = jwk.thumbprint().unwrap();
    examination.subject.plan.dpop = Some(Dpop { alg: "ES256".into(), jwk: jwk.0, thumbprint, binds_code: true });
    examination.subject.keys = Keys { dpop: Some(key.into()), ..examination.subject.keys };
    examination
}

#[test]
fn a_code_that_is_bound_to_a_key_takes_that_key() {
    for nonce in [DpopNonce::Off, DpopNonce::Required] {
        let measurement = open(bound(web_app()).policy(|policy| policy.dpop_nonce = nonce), &[]);
        assert_eq!((measurement.trials.len(), measurement.demand(Factor::Key)), (11, Demand::Demanded));
        assert!(thief_of_code(&measurement).contains("and the DPoP key that it is bound to"));
        let panel = panel(&measurement, Means::Secret);
        assert!(rows(&panel).iter().all(|(_, proven)| proven.is_some()), "{panel:?}");
        // What was tried had the key: whoever lacks it as well was not tried.
        let poor = panel.rows[0].proven.as_deref().unwrap();
        assert!(poor.ends_with(", even with the DPoP key"), "{poor}");
        assert!(!panel.rows[4].proven.as_deref().unwrap().contains("even with"), "{panel:?}");
    }
    let measurement = open(bound(web_app()).fault(Fault::DpopJktIgnored), &["key-wrong", "key-missing"]);
    assert!(told(&measurement).contains("open: whoever steals the code gets tokens for a key of his own"));
}

#[test]
fn a_client_that_is_locked_out_proves_nothing_by_being_refused() {
    let measurement = web_app().measure_over(behind(wrong_secrets_lock_out));
    assert_eq!(those(&measurement, &Measured::Demanded), Vec::<&str>::new(), "{}", told(&measurement));
    assert_eq!(ended(&measurement), Ended::NoLogin, "{}", told(&measurement));
    assert!(told(&measurement).contains("could not be measured"));
}

#[test]
fn a_provider_that_asks_for_fewer_requests_is_left_alone() {
    let measurement = web_app().measure_over(behind(wrong_verifiers_are_too_many));
    assert_eq!(those(&measurement, &Measured::NotDemanded), Vec::<&str>::new());
    assert_eq!(reason(&measurement, Experiment::VerifierWrong), "the provider asked for fewer requests");
    assert_eq!(reason(&measurement, Experiment::CodeAgain), "the provider asked for fewer requests");
    assert_eq!(measurement.tally.codes, 2, "nothing more is asked for");
}

#[test]
fn without_somebody_or_an_answer_nothing_is_known_and_nothing_is_claimed() {
    let alone = measure(web_app().alone());
    assert_eq!(ended(&alone), Ended::NoLogin);
    assert_eq!(reason(&alone, Experiment::Right), "nobody is here who signs in");
    let mut limited = web_app();
    limited.options.max_logins = Some(0);
    let limited = measure(limited);
    assert_eq!(reason(&limited, Experiment::Right), "somebody would have had to sign in once more");
    let mut elsewhere = web_app();
    elsewhere.subject.plan.client.client_secret = Some("not the one".into());
    let refused = measure(elsewhere);
    assert_eq!(reason(&refused, Experiment::Right), "the right request was refused: 401 invalid_client");
    for measurement in [alone, limited, refused] {
        assert_eq!(those(&measurement, &Measured::Demanded), Vec::<&str>::new());
        assert_eq!(panel(&measurement, Means::Secret).rows[0].proven, None);
        assert!(thief_of_code(&measurement).contains("could not be measured"));
    }
}

#[test]
fn no_secret_stands_in_what_is_kept() {
    for fault in [Fault::IgnoreVerifier, Fault::IgnoreSecret, Fault::CodeReplay] {
        let measurement = measure(web_app().fault(fault));
        let secret = measurement.plan.client.client_secret.clone().unwrap();
        let report = Report::of(&measurement, "practice", "oauth-flow prove");
        let shown = terminal(&report, (Ended::Sound, Detail::All), 100).to_plain();
        let written = report.write().unwrap();
        let exchanges = measurement.trials.iter().flat_map(|trial| &trial.exchanges);
        let forms = exchanges.filter_map(|exchange| exchange.request.form()).collect::<Vec<_>>();
        let secrets =
            ["code", "code_verifier"].map(|name| forms.iter().filter_map(|form| form.get(name)).collect::<Vec<_>>());
        for secret in
            secrets.iter().flatten().copied().chain([&*secret, "wonderland"]).filter(|secret| secret.len() > 8)
        {
            assert!(!shown.contains(secret) && !written.contains(secret), "{secret}");
        }
        assert!(written.contains("‹code_verifier"), "{written}");
    }
}

#[test]
fn what_a_server_says_acts_on_no_terminal_at_any_width() {
    let measurement = web_app().measure_over(behind(strange_words));
    assert_eq!(measurement.demand(Factor::Verifier), Demand::Demanded);
    let report = Report::of(&measurement, "practice", "oauth-flow prove");
    for width in [0, 20, 40, 71, 72, 80, 120, 300] {
        for detail in [Detail::Amiss, Detail::All] {
            let text = terminal(&report, (ended(&measurement), detail), width).to_plain();
            assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{width}");
            assert!(!text.contains('\u{202e}'), "{width}");
            let joined: String = text.split_whitespace().collect();
            assert!(joined.contains("nochallengebefore") || width >= 72, "{text}");
        }
        let laid_out = laid_out(&panel(&measurement, Means::Secret), width.max(40)).to_plain();
        assert!(laid_out.chars().all(|c| c == '\n' || !c.is_control()), "{laid_out}");
    }
    let seen = &measurement.trial(Experiment::VerifierWrong).unwrap().seen;
    let row = report.factors.iter().find(|row| row.id == "verifier-wrong").unwrap();
    assert!(seen.len() > 100_000 && row.seen.len() < 4_096, "nobody reads so much");
    assert!(!report.write().unwrap().chars().any(|c| c.is_control() && c != '\n'));
}

/// The road to a practice provider, with a gateway before its token endpoint that has a will of its own.
struct Meddler {
    road: InMemory,
    meddle: Box<Will>,
    memory: Cell<u32>,
}

/// What a gateway answers itself, and what it remembers.
type Will = dyn Fn(&Request, &Cell<u32>) -> Option<Response>;
/// The same where it is a function.
type Meddle = fn(&Request, &Cell<u32>) -> Option<Response>;

fn behind(meddle: impl Fn(&Request, &Cell<u32>) -> Option<Response> + 'static) -> impl FnOnce(InMemory) -> Meddler {
    move |road| Meddler { road, meddle: Box::new(meddle), memory: Cell::new(0) }
}

/// A gateway that answers the three experiments about the verifier like this: they come after the login that has to work.
fn answering(status: u16, body: &'static str) -> impl FnOnce(InMemory) -> Meddler {
    behind(move |_, memory| {
        memory.set(memory.get() + 1);
        (2..=4).contains(&memory.get()).then(|| Response::new(status).with_body("application/json", body))
    })
}

fn refusal(status: u16, error: &str) -> Response {
    Response::new(status).with_body("application/json", format!(r#"{{"error":"{error}"}}"#))
}

fn neither_is_refused(request: &Request, _: &Cell<u32>) -> Option<Response> {
    let bare = request.headers.get("authorization").is_none();
    let form = request.form().unwrap_or_default();
    (bare && form.get("code").is_some() && form.get("code_verifier").is_none()).then(|| refusal(400, "invalid_request"))
}

fn wrong_secrets_lock_out(request: &Request, memory: &Cell<u32>) -> Option<Response> {
    let shown = request.headers.get("authorization")?;
    // The first one is right: the measurement begins with a login as it should be.
    let right = u32::try_from(shown.len()).unwrap() + shown.bytes().map(u32::from).sum::<u32>();
    if memory.get() == 0 {
        memory.set(right);
    }
    if memory.get() != right {
        memory.set(u32::MAX);
    }
    (memory.get() == u32::MAX).then(|| refusal(401, "invalid_client"))
}

/// The second and the third request, whatever is in them.
fn in_its_way(memory: &Cell<u32>) -> bool {
    memory.set(memory.get() + 1);
    (2..=3).contains(&memory.get())
}

fn refused_for_a_while(_: &Request, memory: &Cell<u32>) -> Option<Response> {
    in_its_way(memory).then(|| refusal(401, "invalid_client"))
}

fn blocked_for_a_while(_: &Request, memory: &Cell<u32>) -> Option<Response> {
    in_its_way(memory).then(|| Response::new(403).with_body("text/html", "<p>blocked"))
}

fn wrong_verifiers_are_called_wrong_clients(_: &Request, memory: &Cell<u32>) -> Option<Response> {
    memory.set(memory.get() + 1);
    // The first experiment after the login that has to work is about a wrong verifier.
    (memory.get() == 2).then(|| refusal(401, "invalid_client"))
}

fn strange_words(_: &Request, memory: &Cell<u32>) -> Option<Response> {
    memory.set(memory.get() + 1);
    let error = format!(r"\u001b]0;owned\u0007\u202e{}", "x".repeat(200_000));
    (2..=4).contains(&memory.get()).then(|| refusal(400, &error))
}

fn wrong_verifiers_are_too_many(_: &Request, memory: &Cell<u32>) -> Option<Response> {
    memory.set(memory.get() + 1);
    (memory.get() > 1).then(|| refusal(429, "slow_down"))
}

impl Road for Meddler {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        let is_token = request.form().is_some_and(|form| form.get("grant_type").is_some());
        let own = if is_token { (self.meddle)(request, &self.memory) } else { None };
        Box::pin(async move {
            match own {
                Some(response) => Sent { outcome: Ok(response), started: self.road.now(), elapsed: Duration::ZERO },
                None => self.road.send(request).await,
            }
        })
    }

    fn send_bare<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        self.road.send_bare(request)
    }

    fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        self.road.wait(pause)
    }

    fn now(&self) -> SystemTime {
        self.road.now()
    }

    fn draw(&self) -> Result<String, Failure> {
        self.road.draw()
    }
}
