//! The request itself was refused: PKCE, grants, parameters, prompts.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, row};
use crate::protocol::{Pkce, ResponseType};
use crate::trace::Step;

pub(super) const ROWS: &[Row] = &[
    row("pkce-required", "PKCE is demanded", pkce_required),
    row("pkce-plain-refused", "the PKCE method plain is not taken", plain_refused),
    row("pkce-method-missing", "code_challenge_method is demanded", method_missing),
    row("grant-not-allowed", "the grant is not enabled for this client", not_allowed),
    row("response-type-refused", "this response_type is not offered", response_type),
    row("grant-type-not-found", "grant_type did not arrive", grant_type),
    row("state-wanted", "state is demanded, or longer", state),
    row("nonce-wanted", "a nonce is demanded", nonce),
    row("prompt-none", "the server would have to show a page", prompt_none),
    row("dpop-nonce-wanted", "the DPoP proof needs a nonce of the server", dpop_nonce),
    row("dpop-proof-refused", "the server does not believe the DPoP proof", dpop_proof),
    row("refresh-token-dead", "the refresh token is spent, expired or revoked", refresh_dead),
    row("device-code-expired", "nobody approved the device in time", device_expired),
    row("server-error", "the server failed", server_error),
    row("parameter-refused", "a parameter is missing or not understood", parameter),
];

const INVALID: [&str; 1] = ["invalid_request"];

fn methods(facts: &Facts<'_>) -> Option<String> {
    let listed = facts.listed("code_challenge_methods_supported")?;
    Some(format!("the metadata lists the code challenge methods {}", listed.join(", ")))
}

fn pkce_required(facts: &Facts<'_>) -> Standing {
    const SAID: [&str; 3] = ["code challenge", "code_challenge", "pkce"];
    if !facts.denied_asking(&INVALID) {
        return Standing::Aside;
    }
    if facts.challenge_method() != Pkce::None {
        return Standing::RuledOut("a code_challenge was sent".to_owned());
    }
    if facts.asked.get("response_type").is_some_and(|kind| !kind.split(' ').any(|part| part == "code")) {
        return Standing::RuledOut("no code was asked for".to_owned());
    }
    let build = if facts.says(&SAID) { Diagnosis::certain } else { Diagnosis::likely };
    build("the server demands PKCE, and the request carried no code_challenge", "send a code_challenge, by S256")
        .because_some(facts.saying())
        .because_some(methods(facts))
        .try_with(facts.again("--pkce S256"))
        .open()
}

fn plain_refused(facts: &Facts<'_>) -> Standing {
    const SAID: [&str; 5] = ["transform", "code_challenge_method", "challenge method", "s256", "plain"];
    if !facts.denied_asking(&INVALID) {
        return Standing::Aside;
    }
    if facts.challenge_method() != Pkce::Plain || facts.asked.get("code_challenge_method").is_none() {
        return Standing::RuledOut("the method is not plain".to_owned());
    }
    let build = if facts.says(&SAID) || is_plain_unlisted(facts) { Diagnosis::certain } else { Diagnosis::likely };
    build(
        "the server takes only S256, and the code_challenge was sent by plain",
        "derive the challenge by S256 (RFC 7636 4.2)",
    )
    .because_some(facts.saying())
    .because_some(methods(facts))
    .try_with(facts.again("--pkce S256"))
    .open()
}

fn is_plain_unlisted(facts: &Facts<'_>) -> bool {
    facts.listed("code_challenge_methods_supported").is_some_and(|listed| !listed.contains(&"plain"))
}

fn method_missing(facts: &Facts<'_>) -> Standing {
    let without = facts.asked.get("code_challenge").is_some() && facts.asked.get("code_challenge_method").is_none();
    if !facts.denied_asking(&INVALID) || !without {
        return Standing::Aside;
    }
    let build = if is_plain_unlisted(facts) { Diagnosis::certain } else { Diagnosis::likely };
    build(
        "the code_challenge came without code_challenge_method, which then means plain",
        "send code_challenge_method=S256 along (RFC 7636 4.3)",
    )
    .because_some(methods(facts))
    .because_some(facts.saying())
    .try_with(facts.again("--pkce S256"))
    .open()
}

fn not_allowed(facts: &Facts<'_>) -> Standing {
    let proving =
        facts.denied_proving(&["unauthorized_client"]) && facts.error().is_some_and(|error| error.status != Some(401));
    if !facts.denied_asking(&["unauthorized_client"]) && !proving {
        return Standing::Aside;
    }
    let form = facts.sent();
    let grant = form.get("grant_type").filter(|_| proving).unwrap_or("authorization_code");
    let listed = facts.listed("grant_types_supported").is_none_or(|listed| listed.contains(&grant));
    Diagnosis::likely(
        format!("the client is known, but the grant `{grant}` is not enabled for it"),
        format!(
            "at the provider, enable `{grant}` for the client `{}`; look at its type (web, native, service) too",
            facts.plan.client.client_id
        ),
    )
    .because_some(facts.saying())
    .because(if listed { "the server itself offers it" } else { "the metadata of the server does not list it either" })
    .try_with(facts.again(""))
    .open()
}

fn response_type(facts: &Facts<'_>) -> Standing {
    if !facts.denied_asking(&["unsupported_response_type"]) {
        return Standing::Aside;
    }
    let listed =
        facts.listed("response_types_supported").map(|listed| format!("the metadata lists {}", listed.join(", ")));
    let plain = facts.plan.asked.response_type == ResponseType::Code;
    let change = if plain {
        "at the provider, allow the authorization code flow for this client"
    } else {
        "ask for `code`; or allow this response type for the client at the provider, where an old set-up needs it"
    };
    let diagnosis = Diagnosis::likely(
        format!(
            "the server does not offer response_type `{}` to this client",
            facts.asked.get("response_type").unwrap_or_default()
        ),
        change,
    )
    .because_some(facts.saying())
    .because_some(listed);
    if plain { diagnosis.open() } else { diagnosis.try_with(facts.again("--response-type code")).open() }
}

fn grant_type(facts: &Facts<'_>) -> Standing {
    let missing = facts.denied_proving(&INVALID) && facts.says(&["grant_type"]);
    if !facts.denied_proving(&["unsupported_grant_type"]) && !missing {
        return Standing::Aside;
    }
    let message = facts.message().map(|message| &message.request);
    let media = message.and_then(|request| request.headers.get("content-type")).unwrap_or("none");
    let cause = match facts.sent().get("grant_type") {
        Some(grant) => format!("the server does not trade `{grant}` here, or did not find it where it looked"),
        None => "the token request carries no grant_type".to_owned(),
    };
    Diagnosis::likely(
        cause,
        "check that this is the token endpoint, and that the request arrives as a form: JSON, or a content type that a proxy \
         changed, is not read (RFC 6749 4.1.3)",
    )
    .because(format!("the content type that was sent: {media}"))
    .because_some(facts.saying())
    .try_with(facts.again("--token-endpoint URL"))
    .open()
}

fn state(facts: &Facts<'_>) -> Standing {
    let said = facts.says(&["state"]);
    if !facts.denied_asking(&INVALID) || !(said || facts.asked.get("state").is_none()) {
        return Standing::Aside;
    }
    let build = if said { Diagnosis::likely } else { Diagnosis::possible };
    let length = facts.asked.get("state").map_or(0, |state| state.chars().count());
    build("the server demands a state, or a longer one", "send a random state of 20 characters or more")
        .because(if length == 0 { "none was sent".to_owned() } else { format!("it had {length} characters") })
        .because_some(facts.saying_if(&["state"]))
        .try_with(facts.again(""))
        .open()
}

fn nonce(facts: &Facts<'_>) -> Standing {
    if !facts.denied_asking(&INVALID) || !facts.says(&["nonce"]) {
        return Standing::Aside;
    }
    Diagnosis::likely("the server demands a nonce, or another one", "send a random nonce and the scope openid")
        .because_some(facts.saying())
        .try_with(facts.again("--scope openid"))
        .open()
}

fn prompt_none(facts: &Facts<'_>) -> Standing {
    const CODES: [&str; 4] =
        ["login_required", "interaction_required", "consent_required", "account_selection_required"];
    if !facts.denied_asking(&CODES) {
        return Standing::Aside;
    }
    let prompt = facts.asked.get("prompt");
    let diagnosis = Diagnosis::likely(
        "the request said `prompt=none`, and the server would have to show a page",
        "send the user there without prompt=none; in a frame, cookies of other sites are blocked by browsers",
    );
    diagnosis
        .because(prompt.map_or_else(|| "no prompt was sent".to_owned(), |prompt| format!("prompt was `{prompt}`")))
        .try_with(facts.again("--unset authorize.prompt"))
        .open()
}

fn dpop_nonce(facts: &Facts<'_>) -> Standing {
    if !facts.denied_proving(&["use_dpop_nonce"]) {
        return Standing::Aside;
    }
    let given = facts.response().and_then(|response| response.headers.get("dpop-nonce")).is_some();
    Diagnosis::likely(
        "the server wants its nonce in the DPoP proof, and did not take the one that was sent",
        "repeat the request once with the value of DPoP-Nonce in the proof (RFC 9449 8)",
    )
    .because(if given { "the answer carries a DPoP-Nonce" } else { "the answer carries no DPoP-Nonce" })
    .open()
}

fn dpop_proof(facts: &Facts<'_>) -> Standing {
    let shown = facts.message().is_some_and(|message| message.request.headers.get("dpop").is_some());
    if !shown || facts.error().is_none_or(|error| error.error != "invalid_dpop_proof") {
        return Standing::Aside;
    }
    let alg = facts.plan.dpop.as_ref().map(|dpop| dpop.alg.clone());
    Diagnosis::likely(
        "the server does not believe the DPoP proof: its time, its URL, its key or its algorithm",
        "compare `htu` with the URL as the server knows it (a proxy may have changed scheme or host), `iat` with the server's clock, and \
         the algorithm with `dpop_signing_alg_values_supported`",
    )
    .because_some(alg.map(|alg| format!("the proof is signed by {alg}")))
    .because_some(facts.saying())
    .open()
}

fn refresh_dead(facts: &Facts<'_>) -> Standing {
    let concerns =
        facts.step().is_some_and(|step| step.name() == "refresh") && facts.denied_proving(&["invalid_grant"]);
    if !concerns {
        return Standing::Aside;
    }
    Diagnosis::likely(
        "the refresh token is spent, expired, revoked, or of another client",
        "keep the newest refresh token: where they rotate, each is good once, and using an old one ends them all (RFC 9700 4.14.2)",
    )
    .because_some(facts.saying())
    .try_with(facts.again("--scope \"openid offline_access\""))
    .open()
}

fn device_expired(facts: &Facts<'_>) -> Standing {
    if facts.error().is_none_or(|error| error.error != "expired_token") {
        return Standing::Aside;
    }
    Diagnosis::likely(
        "nobody approved the device before its code expired (RFC 8628 3.5)",
        "begin again, and approve it sooner",
    )
    .because_some(facts.saying())
    .open()
}

fn server_error(facts: &Facts<'_>) -> Standing {
    let codes = ["server_error", "temporarily_unavailable"];
    if facts.error().is_none_or(|error| !codes.contains(&error.error.as_str())) {
        return Standing::Aside;
    }
    Diagnosis::likely("the server failed on its own side", "try again; then look into the server's log at this time")
        .because_some(facts.saying())
        .try_with(facts.again(""))
        .open()
}

/// The last of the suspects for `invalid_request`.
fn parameter(facts: &Facts<'_>) -> Standing {
    let step = match facts.step() {
        Some(Step::Authorize | Step::Callback) => "authorize",
        Some(step) => step.name(),
        None => return Standing::Aside,
    };
    if facts.error().is_none_or(|error| error.error != "invalid_request") {
        return Standing::Aside;
    }
    let sent = if step == "authorize" { facts.asked.clone() } else { facts.sent() };
    let names: Vec<&str> = sent.iter().map(|(name, _)| name).collect();
    let blamed: Vec<&str> = names.iter().copied().filter(|name| facts.says(&[&name.to_lowercase()])).collect();
    let cause = match blamed.as_slice() {
        [] => "a parameter is missing, comes twice, or is not understood".to_owned(),
        [one, ..] => format!("the server does not take this `{one}`"),
    };
    let plain = blamed.first().copied().filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
    let flags = format!("--set {step}.{}=VALUE", plain.unwrap_or("NAME"));
    let build = if blamed.is_empty() { Diagnosis::possible } else { Diagnosis::likely };
    build(cause, "compare the parameters with what the provider's documentation asks for")
        .because_some(facts.saying())
        .because(format!("sent were: {}", names.join(", ")))
        .try_with(facts.again(&flags))
        .open()
}
