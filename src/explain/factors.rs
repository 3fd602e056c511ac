//! What a measurement of factors means: what was changed, in words, what the metadata says of it, and what a thief of the
//! code or of the secret can do with that.

use crate::probe::factors::{Demand, Experiment, Factor, Measured, Measurement};
use crate::protocol::AuthMethod;

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
    let has_both = measurement.demand(Factor::Client) == Demand::NotDemanded
        && measurement.demand(Factor::Verifier) == Demand::NotDemanded;
    let both = measurement.trial(Experiment::Neither).map(|trial| &trial.result);
    let sentence = match both {
        Some(Measured::Demanded) if has_both => format!(
            "One of the two, whichever he likes: {} or the verifier. Each of them was left out or wrong without harm, and \
             only without both the code was refused.",
            proof(measurement.method)
        ),
        Some(Measured::Unmeasured(_)) if has_both => format!(
            "Not {}, and not the verifier: each of them was left out or wrong without harm. Whether he needs one of the two \
             could not be measured.",
            proof(measurement.method)
        ),
        _ => needs(measurement),
    };
    [Some(sentence), protects_nothing(measurement), injection(measurement)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What somebody can do who has stolen the secret of this client, or the key that it uses instead.
#[must_use]
pub fn thief_of_secret(measurement: &Measurement) -> String {
    let proof = proof(measurement.method);
    if measurement.demand(Factor::Client) == Demand::NoFactor {
        return "There is none to steal: the client_id is all that this client shows, and everybody knows that."
            .to_owned();
    }
    if !measurement.works() {
        return NOTHING_KNOWN.to_owned();
    }
    let stops = [Factor::Verifier, Factor::Key].map(|factor| (factor, measurement.demand(factor)));
    let is = |wanted| stops.iter().any(|(_, demand)| *demand == wanted);
    match measurement.demand(Factor::Client) {
        Demand::NotDemanded => format!(
            "Nothing that others cannot do as well: this provider does not insist on {proof}, so that whoever has stolen it is \
             not a step ahead."
        ),
        Demand::Unknown => format!("Whether {proof} is asked for at all could not be measured."),
        _ if is(Demand::Demanded) => format!(
            "Ask in this client's name wherever only {proof} is wanted. The code of somebody else's login is worth nothing to \
             him all the same: {}.",
            if stops[0].1 == Demand::Demanded {
                "he lacks its verifier, which no browser ever carried"
            } else {
                "he lacks the DPoP key that it is bound to, which never leaves the app"
            }
        ),
        _ if is(Demand::Unknown) => format!(
            "Ask in this client's name. Whether {proof} also turns a stolen code into tokens could not be measured."
        ),
        _ => format!(
            "Everything: with {proof} he turns any code of this client that he finds into tokens, since nothing else is asked \
             for."
        ),
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
    let named = |wanted: Demand| {
        let factors = [
            (Factor::Client, proof(measurement.method)),
            (Factor::Verifier, "the verifier of that login"),
            (Factor::Key, "the DPoP key that it is bound to"),
        ];
        let such = factors.into_iter().filter(|(factor, _)| measurement.demand(*factor) == wanted);
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
    let open = |experiment| measurement.trial(experiment).is_some_and(|trial| trial.result == Measured::NotDemanded);
    let verifier = match () {
        () if open(Experiment::VerifierWrong) && open(Experiment::VerifierMissing) => {
            Some("The verifier protects nothing here: the code was redeemed with a wrong one, and without any.")
        }
        () if open(Experiment::VerifierWrong) => {
            Some("The verifier protects nothing here: any other was taken for it.")
        }
        () if open(Experiment::VerifierMissing) => {
            Some("The verifier protects nothing here: whoever has none leaves it out.")
        }
        () if open(Experiment::VerifierIsChallenge) => Some(
            "The verifier protects nothing from whoever saw the authorization request: the challenge was taken in its place.",
        ),
        () => None,
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

/// A secret does not stop whoever has the app show it for him (RFC 9700 4.5).
fn injection(measurement: &Measurement) -> Option<String> {
    let demand = |factor| measurement.demand(factor);
    let is_alone = demand(Factor::Client) == Demand::Demanded
        && matches!(demand(Factor::Verifier), Demand::NotDemanded | Demand::NoFactor)
        && !matches!(demand(Factor::Key), Demand::Demanded | Demand::Unknown);
    is_alone.then(|| {
        format!(
            "Nor does he have to hold {} himself: slipped into a login of his own at the app, the code is redeemed by the \
             app, which proves itself for him.",
            proof(measurement.method)
        )
    })
}
