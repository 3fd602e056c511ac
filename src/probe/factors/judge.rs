//! What an answer tells of a factor, and what it tells that no code came.

use super::means::Means;
use super::{Experiment, Factor, Measured, Trial, Unmeasured};
use crate::flow::Why;
use crate::probe::stations::unchallenged;
use crate::probe::{NoTicket, Said, Shot, Skip};
use crate::trace::Exchange;
use crate::wire::FailureKind;

/// What an answer tells: only a refusal that is one shows that something is demanded.
pub(super) fn judge(experiment: Experiment, shot: &Shot, means: &Means) -> Measured {
    let said = Said::of(shot);
    let is_control = experiment == Experiment::Right;
    let failure = shot.exchange.failure.as_ref().map(|failure| failure.kind);
    match &said {
        // A server that ends TLS where no certificate is shown demands one as well (RFC 8705 2).
        Said::Nothing(_)
            if means.is_bare(experiment) && matches!(failure, Some(FailureKind::Tls | FailureKind::Closed)) =>
        {
            Measured::Demanded
        }
        Said::Tokens if is_control => Measured::Redeemed,
        Said::Tokens => Measured::NotDemanded,
        _ if said.is_limit() => Measured::not("the provider asked for fewer requests"),
        Said::Refused { .. } if is_control => Measured::not(format!("the right request was refused: {}", said.words())),
        _ if is_refusal(&said) => Measured::Demanded,
        _ => Measured::Unmeasured(Unmeasured {
            reason: format!("what came back tells nothing: {}", said.words()),
            failure,
        }),
    }
}

/// Whether an answer refuses what was asked for, and not for a reason of its own.
pub(super) fn is_refusal(said: &Said) -> bool {
    const OF_ITS_OWN: [&str; 3] = ["server_error", "temporarily_unavailable", "use_dpop_nonce"];
    match said {
        Said::Refused { error: Some(error), .. } if OF_ITS_OWN.contains(&error.as_str()) => false,
        Said::Refused { status, .. } => *status < 500 && !said.is_limit(),
        _ => false,
    }
}

/// Whether a refusal can have another reason than what was wrong or missing: the client is refused where its proof was
/// right, or something before the server says no without an error code.
pub(super) fn is_doubtful(experiment: Experiment, said: &Said) -> bool {
    let is_about_client = matches!(experiment.factor(), Factor::Client | Factor::Both);
    match said {
        Said::Refused { status, error: None } if !matches!(status, 400 | 401) => true,
        Said::Refused { .. } => !is_about_client && said.is_of_the_client(),
        _ => false,
    }
}

/// There was no code to try it with, which for a request without a challenge may be the answer.
pub(super) fn without_code(experiment: Experiment, none: NoTicket) -> Trial {
    let trial =
        |result, seen: &str, exchanges: Vec<Exchange>| Trial { experiment, result, seen: seen.to_owned(), exchanges };
    if experiment == Experiment::VerifierUnchallenged && none.skip.is_none() && unchallenged::was_refused(&none) {
        return trial(Measured::Demanded, "no code without a challenge", none.exchanges);
    }
    let reason = match (none.skip, none.stop.as_ref().map(|stop| &stop.why)) {
        (Some(Skip::CodeBudget), _) => "somebody would have had to sign in once more".to_owned(),
        (Some(Skip::RateLimited), _) => "the provider asked for fewer requests".to_owned(),
        (Some(Skip::NeedsSession), _) => "nobody is here who signs in".to_owned(),
        (_, Some(Why::Failure(failure))) => failure.to_string(),
        (_, Some(Why::Refusal(_) | Why::Quit) | None) => "no code came that passed every check".to_owned(),
    };
    let failure = match none.stop.map(|stop| stop.why) {
        // Whoever cannot do it here cannot sign in.
        Some(Why::Failure(failure)) if failure.kind == FailureKind::Local => Some(FailureKind::SignIn),
        Some(Why::Failure(failure)) => Some(failure.kind),
        _ => None,
    };
    trial(Measured::Unmeasured(Unmeasured { reason, failure }), "", none.exchanges)
}

/// Something failed before it came to that.
pub(super) fn unmeasured(reason: String, failure: FailureKind) -> Unmeasured {
    Unmeasured { reason, failure: Some(failure) }
}
