//! What a measurement of factors means: what was changed, in words, what the metadata says of it, and what a thief of the
//! code or of the secret can do with that.

use crate::probe::factors::{Demand, Experiment, Factor, Measured, Measurement};
use crate::protocol::{AuthMethod, Pkce};

/// What the metadata says of a factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The member.
    pub member: &'static str,
    /// Its values, chosen by others; none where the metadata has no such member.
    pub values: Option<Vec<String>>,
}

/// What is wrong or missing in an experiment, in a few words.
#[must_use]
pub fn label(experiment: Experiment, method: AuthMethod) -> &'static str {
    match experiment {
        Experiment::Right => "nothing: all is right",
        Experiment::ClientWrong if method.is_assertion() => "an assertion with a broken signature",
        Experiment::ClientWrong => "a wrong client secret",
        Experiment::ClientMissing if method.is_assertion() => "no client assertion",
        Experiment::ClientMissing if method.is_tls() => "no client certificate",
        Experiment::ClientMissing => "no client secret",
        Experiment::VerifierWrong => "a wrong verifier",
        Experiment::VerifierMissing => "no verifier",
        Experiment::VerifierIsChallenge => "the challenge as the verifier",
        Experiment::Neither => "neither of the two",
        Experiment::VerifierUnchallenged => "a verifier, but no challenge before",
        Experiment::KeyWrong => "a proof by another DPoP key",
        Experiment::KeyMissing => "no DPoP proof",
        Experiment::CodeAgain => "the code a second time",
    }
}

/// What the metadata says of a factor; nothing where no member speaks of it.
#[must_use]
pub fn claim(measurement: &Measurement, factor: Factor) -> Option<Claim> {
    let member = match factor {
        Factor::Client => "token_endpoint_auth_methods_supported",
        Factor::Verifier | Factor::Challenge => "code_challenge_methods_supported",
        Factor::Key => "dpop_signing_alg_values_supported",
        Factor::Control | Factor::Both | Factor::Code => return None,
    };
    let document = measurement.server.as_ref().and_then(|server| server.metadata.as_ref());
    let values = document.and_then(|document| document.list(member));
    Some(Claim { member, values: values.map(|values| values.into_iter().map(str::to_owned).collect()) })
}

/// Why there are no rows for a factor that other clients have.
#[must_use]
pub fn absences(measurement: &Measurement) -> Vec<&'static str> {
    let absent = |factor| measurement.demand(factor) == Demand::NoFactor;
    let client = absent(Factor::Client).then_some(
        "There is no row for a secret: this client is a public one (RFC 6749 2.1). It cannot keep a secret, so it has none to \
         leave out, and whoever knows its client_id can send this request.",
    );
    let verifier = absent(Factor::Verifier).then_some(
        "There is no row for a wrong or missing verifier: this login sent no challenge that one would have to fit.",
    );
    client.into_iter().chain(verifier).collect()
}

/// What somebody needs who has found a code of this client.
#[must_use]
pub fn thief_of_code(measurement: &Measurement) -> String {
    if !measurement.works() {
        return NOTHING_KNOWN.to_owned();
    }
    let both_open =
        [Factor::Client, Factor::Verifier].iter().all(|factor| measurement.demand(*factor) == Demand::NotDemanded);
    let proof = proof(measurement.method);
    match measurement.demand(Factor::Both) {
        Demand::Demanded if both_open => format!(
            "One of the two, whichever he likes: {proof} or the verifier. Each of them was left out or wrong without harm, and \
             only without both the code was refused.{}",
            and_key(measurement)
        ),
        Demand::Unknown if both_open => format!(
            "Not {proof}, and not the verifier: each of them was left out or wrong without harm. Whether he needs one of the two \
             could not be measured.{}",
            and_key(measurement)
        ),
        _ => {
            let all = [Some(needs(measurement)), protects_nothing(measurement), injection(measurement)];
            all.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    }
}

/// The lock that neither of the two opens.
fn and_key(measurement: &Measurement) -> &'static str {
    match measurement.demand(Factor::Key) {
        Demand::Demanded => " And he needs the DPoP key that the code is bound to.",
        Demand::Unknown => " Whether he needs the DPoP key that the code is bound to could not be measured.",
        Demand::NotDemanded | Demand::NoFactor => "",
    }
}

/// What somebody can do who has stolen the secret of this client, or the key that it uses instead.
#[must_use]
pub fn thief_of_secret(measurement: &Measurement) -> String {
    let proof = proof(measurement.method);
    let demand = measurement.demand(Factor::Client);
    if demand == Demand::NoFactor {
        return "There is none to steal: the client_id is all that this client shows, and everybody knows that."
            .to_owned();
    }
    if !measurement.works() {
        return NOTHING_KNOWN.to_owned();
    }
    match demand {
        Demand::NotDemanded if !measurement.takes_either() => format!(
            "Nothing that others cannot do as well: this provider does not insist on {proof}, so that whoever has stolen it is \
             not a step ahead."
        ),
        Demand::Unknown => format!("Whether {proof} is asked for at all could not be measured."),
        _ => with_proof(measurement, proof),
    }
}

/// What he can do who proves himself as the client, where that is worth something.
fn with_proof(measurement: &Measurement, proof: &str) -> String {
    let verifier = verifier(measurement);
    let key = measurement.demand(Factor::Key);
    let lacks = match () {
        () if verifier == Verifier::Kept => Some("he lacks its verifier, which no browser ever carried"),
        () if key == Demand::Demanded => Some("he lacks the DPoP key that it is bound to, which never leaves the app"),
        () => None,
    };
    match (lacks, verifier) {
        (Some(lacks), _) => format!(
            "Ask in this client's name wherever only {proof} is wanted. The code of somebody else's login is worth nothing to \
             him all the same: {lacks}."
        ),
        (None, Verifier::Unknown) => could_not(proof),
        (None, _) if key == Demand::Unknown => could_not(proof),
        (None, Verifier::Shown(why)) => format!(
            "Ask in this client's name; and turn into tokens each code of this client that he finds together with the \
             authorization request: {why}. A code alone is worth nothing to him."
        ),
        (None, Verifier::Kept | Verifier::Open) => format!(
            "Everything: with {proof} he turns any code of this client that he finds into tokens, since nothing else is asked \
             for."
        ),
    }
}

fn could_not(proof: &str) -> String {
    format!("Ask in this client's name. Whether {proof} also turns a stolen code into tokens could not be measured.")
}

/// What a verifier is worth here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verifier {
    /// It is demanded, and stays with the app.
    Kept,
    /// The authorization request shows what passes for it, for this reason.
    Shown(&'static str),
    /// There is none, or it is got around.
    Open,
    /// Nobody knows.
    Unknown,
}

fn verifier(measurement: &Measurement) -> Verifier {
    match measurement.demand(Factor::Verifier) {
        Demand::Demanded if measurement.plan.pkce == Pkce::Plain => {
            Verifier::Shown("with plain the challenge in it is the verifier")
        }
        Demand::Demanded => Verifier::Kept,
        Demand::NotDemanded if measurement.takes_challenge_alone() => {
            Verifier::Shown("the challenge in it passes for the verifier")
        }
        Demand::NotDemanded | Demand::NoFactor => Verifier::Open,
        Demand::Unknown => Verifier::Unknown,
    }
}

/// What was found open beside the two locks, and what follows from that.
#[must_use]
pub fn remarks(measurement: &Measurement) -> Vec<&'static str> {
    let open = |factor| measurement.about(factor).find(|trial| trial.result == Measured::NotDemanded);
    let trials = [Factor::Challenge, Factor::Key, Factor::Code].into_iter().filter_map(open);
    trials.filter_map(|trial| Some(trial.experiment.check(measurement.method)?.attack)).collect()
}

const NOTHING_KNOWN: &str =
    "That could not be measured: the login on which everything else rests did not work. Why, `oauth-flow login` tells.";

/// What the client proves itself with.
fn proof(method: AuthMethod) -> &'static str {
    match method {
        AuthMethod::PrivateKeyJwt => "the client's private key",
        method if method.is_tls() => "the client's certificate and its key",
        _ => "the client secret",
    }
}

fn needs(measurement: &Measurement) -> String {
    let shown = match verifier(measurement) {
        Verifier::Shown(_) => "the authorization request of that login, which shows the challenge",
        Verifier::Kept | Verifier::Open | Verifier::Unknown => "the verifier of that login",
    };
    let demand = |factor| match (factor, verifier(measurement)) {
        (Factor::Verifier, Verifier::Shown(_)) => Demand::Demanded,
        _ => measurement.demand(factor),
    };
    let named = |wanted: Demand| {
        let factors = [
            (Factor::Client, proof(measurement.method)),
            (Factor::Verifier, shown),
            (Factor::Key, "the DPoP key that it is bound to"),
        ];
        let such = factors.into_iter().filter(|(factor, _)| demand(*factor) == wanted);
        such.map(|(_, name)| name).collect::<Vec<_>>()
    };
    let (demanded, unknown) = (named(Demand::Demanded), named(Demand::Unknown));
    let known = match (&*demanded, unknown.is_empty()) {
        ([], true) => "Nothing besides: whoever finds the code redeems it, and has the tokens.".to_owned(),
        ([], false) => "Nothing of what could be measured.".to_owned(),
        ([one], true) => format!("Besides the code he needs {one}, and nothing else."),
        ([one], false) => format!("Besides the code he needs {one}."),
        ([first @ .., last], _) => format!("Besides the code he needs {} and {last}.", first.join(", ")),
    };
    if unknown.is_empty() {
        return known;
    }
    format!("{known} Whether he needs {} could not be measured.", unknown.join(", or "))
}

/// Which lock is there and does not hold.
fn protects_nothing(measurement: &Measurement) -> Option<String> {
    let open = |experiment| measurement.is_open(experiment);
    let verifier = match (open(Experiment::VerifierWrong), open(Experiment::VerifierMissing)) {
        (true, true) => {
            Some("The verifier protects nothing here: the code was redeemed with a wrong one, and without any.")
        }
        (true, false) => Some("The verifier protects nothing here: any other was taken for it."),
        (false, true) => Some(
            "The verifier protects nothing from whoever redeems the code himself: whoever has none leaves it out.",
        ),
        (false, false) => open(Experiment::VerifierIsChallenge).then_some(
            "The verifier protects nothing from whoever saw the authorization request: the challenge was taken in its place.",
        ),
    };
    let client = match (open(Experiment::ClientWrong), open(Experiment::ClientMissing)) {
        (false, false) => None,
        (true, true) => Some("was taken when it was wrong, and not missed when it was left out"),
        (true, false) => Some("was taken when it was wrong"),
        (false, true) => Some("was not missed when it was left out"),
    };
    let proven = match measurement.method {
        AuthMethod::PrivateKeyJwt => "The client's assertion",
        method if method.is_tls() => "The client's certificate",
        _ => "The client secret",
    };
    let client = client.map(|how| format!("{proven} protects nothing here: it {how}."));
    let said: Vec<String> = client.into_iter().chain(verifier.map(str::to_owned)).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// A secret does not stop whoever has the app show it for him (RFC 9700 4.5). The app shows a verifier too, that of another
/// login: only where a wrong one is taken, or none is asked for, does it get tokens.
fn injection(measurement: &Measurement) -> Option<String> {
    let demand = |factor| measurement.demand(factor);
    let takes_another = demand(Factor::Verifier) == Demand::NoFactor || measurement.is_open(Experiment::VerifierWrong);
    let is_alone = demand(Factor::Client) == Demand::Demanded
        && takes_another
        && !matches!(demand(Factor::Key), Demand::Demanded | Demand::Unknown);
    is_alone.then(|| {
        format!(
            "Nor does he have to hold {} himself: slipped into a login of his own at the app, the code is redeemed by the \
             app, which proves itself for him.",
            proof(measurement.method)
        )
    })
}
