//! The authorization response: why `state`, `iss` or the code is not what it has to be.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, open_if, row};
use crate::protocol::{ResponseMode, ResponseType, callback};
use crate::trace::Step;

pub(super) const ROWS: &[Row] = &[
    row("state-dropped", "the provider does not return state", dropped),
    row("state-rewritten", "the provider writes state anew", rewritten),
    row("state-of-another-login", "the answer of another login", other_login),
    row("iss-dropped", "the promised iss was dropped", no_iss),
    row("front-channel-token", "a token came through the browser", front_channel),
    row("jwt-response", "the answer is a signed JWT", jwt_response),
];

fn states<'a>(facts: &'a Facts<'_>) -> Option<(&'a str, Option<&'a str>)> {
    facts.refused("response-state-exact")?;
    Some((facts.asked.get("state")?, facts.answered.get("state")))
}

fn dropped(facts: &Facts<'_>) -> Standing {
    open_if(states(facts).filter(|(_, came)| came.is_none()).map(|(sent, _)| {
        Diagnosis::certain(
            "the answer comes without the state that was sent",
            "at the provider, or in a proxy before the callback, look for what drops parameters: a server must return state as it came \
             (RFC 6749 4.1.2)",
        )
        .because(format!("sent was `{sent}`"))
        .try_with(facts.again("--no-state"))
    }))
}

fn rewritten(facts: &Facts<'_>) -> Standing {
    let alike = |sent: &str, came: &str| {
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        came != sent && (came.contains(sent) || sent.contains(came) || letters(came) == letters(sent))
    };
    let found = states(facts).and_then(|(sent, came)| came.filter(|came| alike(sent, came)).map(|came| (sent, came)));
    open_if(found.map(|(sent, came)| {
        Diagnosis::likely(
            "the server gives back another state than it got: cut, lengthened or encoded anew",
            "tell the provider: state comes back exactly as it was sent (RFC 6749 4.1.2)",
        )
        .because(format!("sent `{sent}`, received `{came}`"))
        .try_with(facts.again("--set authorize.state=abc123"))
    }))
}

fn other_login(facts: &Facts<'_>) -> Standing {
    let found = states(facts).and_then(|(sent, came)| came.filter(|came| *came != sent).map(|came| (sent, came)));
    if found.is_none() || matches!(rewritten(facts), Standing::Open(_)) {
        return Standing::Aside;
    }
    open_if(found.map(|(sent, came)| {
        Diagnosis::likely(
            "the answer belongs to another login: an old tab, a bookmark, a second run at the same port, or somebody else's link",
            "close the tabs of earlier logins, and run it again; never accept such an answer",
        )
        .because(format!("sent `{sent}`, received `{came}`"))
        .try_with(facts.again(""))
    }))
}

fn no_iss(facts: &Facts<'_>) -> Standing {
    let found = facts.refused("response-iss").filter(|_| facts.answered.get("iss").is_none());
    let promise = "authorization_response_iss_parameter_supported";
    let promised = facts.metadata.as_ref().is_none_or(|metadata| metadata.flag(promise) == Some(true));
    open_if(found.map(|_| {
        if facts.plan.strict && !promised {
            return Diagnosis::certain(
                "the server does not name itself in its answer, and --strict refuses such a one",
                "at the provider, switch on `iss` in the authorization response (RFC 9207 2); without --strict it is a warning",
            )
            .because(format!("the metadata does not say {promise}"))
            .try_with(facts.again(""));
        }
        Diagnosis::certain(
            "the metadata promises `iss` in every authorization response, and this one has none",
            "at the provider, switch the promise off or send it; a proxy before the callback may drop what it does not know",
        )
        .because("authorization_response_iss_parameter_supported is true (RFC 9207 3)")
    }))
}

fn front_channel(facts: &Facts<'_>) -> Standing {
    let alone = facts.plan.asked.response_type == ResponseType::Code;
    open_if(facts.refused("response-no-front-channel-tokens").filter(|_| alone).map(|check| {
        Diagnosis::certain(
            "the provider answers for the implicit or a hybrid flow, although `code` alone was asked for",
            "at the provider, switch off the implicit and hybrid flows for this client (RFC 9700 2.1.2)",
        )
        .because(format!("in the callback: {}", check.seen))
    }))
}

fn jwt_response(facts: &Facts<'_>) -> Standing {
    let callback = facts.trace.last(Step::Callback).map(|exchange| callback::parameters(&exchange.request).0);
    let signed = callback.is_some_and(|params| params.get("response").is_some());
    let unasked = signed && !facts.plan.response_mode.is_some_and(ResponseMode::is_jwt);
    let found = facts.refused("response-mode-as-asked").filter(|_| unasked);
    open_if(found.map(|_| {
        Diagnosis::certain(
            "the server answers with a signed JWT, which nobody asked for here (JARM)",
            "at the provider, look at the client's `authorization_signed_response_alg`, or ask for it by response_mode",
        )
        .try_with(facts.again("--set authorize.response_mode=query"))
    }))
}
