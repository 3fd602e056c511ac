//! The server refused with an error response.

use super::{Told, target};
use crate::explain::redeemers::Locks;
use crate::protocol::{Pkce, ProviderError};
use crate::trace::{Step, Trace};

pub(super) fn told(trace: &Trace, step: Step, error: &ProviderError) -> Told {
    let mut told = Told::new(headline(step, error));
    if let Some(target) = target(trace, step).filter(|_| !step.arrives()) {
        told = told.fact("sent", target);
    }
    let status = error.status.map(|status| format!("{status} ")).unwrap_or_default();
    told = told.fact("received", format!("{status}{}", error.error));
    if let Some(description) = &error.error_description {
        told = told.fact("it says", description.clone());
    }
    if let Some(uri) = &error.error_uri {
        told = told.fact("see", uri.clone());
    }
    told.meaning(meaning(trace, step, &error.error))
}

fn headline(step: Step, error: &ProviderError) -> String {
    let code = &error.error;
    match step {
        Step::Authorize | Step::Callback if code == "access_denied" => {
            "access was denied at the server: `access_denied`".to_owned()
        }
        Step::Authorize | Step::Callback => format!("the server refused the authorization request: `{code}`"),
        Step::Redeem => format!("the server refused to redeem the code: `{code}`"),
        Step::Push => format!("the server refused the request that was pushed: `{code}`"),
        Step::Userinfo => format!("the API refused the access token: `{code}`"),
        _ => format!("the server refused {}: `{code}`", step.name()),
    }
}

/// Which of the two locks held; why it did is the diagnosis.
fn meaning(trace: &Trace, step: Step, code: &str) -> &'static str {
    match (step, code) {
        (Step::Redeem, "invalid_client") => "The first lock held: the client did not prove itself.",
        (Step::Redeem, "invalid_grant") if Locks::of(trace).pkce != Pkce::None && !fits(trace) => {
            "The second lock held: what stands between a thief with the code, and even the secret, and the tokens."
        }
        (Step::Redeem, "invalid_grant") => "The client may be in order, but the code does not count.",
        _ => "",
    }
}

/// Whether the verifier that was drawn for this login was sent.
fn fits(trace: &Trace) -> bool {
    let form = trace.last(Step::Redeem).and_then(|redeem| redeem.request.form()).unwrap_or_default();
    form.get("code_verifier") == trace.plan.nonces.code_verifier.as_deref()
}
