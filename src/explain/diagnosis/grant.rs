//! `invalid_grant`: one error, many causes. What this program did itself clears most of them.

mod used_twice;

use super::credentials::Sent;
use super::facts::{Facts, known};
use super::{Diagnosis, Row, Standing, row};
use crate::jose::{base64url, sha256};
use crate::protocol::{Pkce, Verdict};
use crate::trace::{Exchange, Step};
use crate::wire::uri;

/// The codes that mean it: the registered one, and what some servers say instead.
const CODES: [&str; 4] = ["invalid_grant", "invalid_code", "bad_verification_code", "code_expired"];

/// Younger than this, in seconds, no server lets a code expire.
const YOUNG: f64 = 20.0;
/// Many servers keep a code for a minute.
const OLD: f64 = 60.0;
/// Older than this no code should be taken (RFC 6749 4.1.2).
const TOO_OLD: f64 = 600.0;

pub(super) const ROWS: &[Row] = &[
    row("verifier-missing", "no code_verifier was sent", verifier_missing),
    row("verifier-differs", "another code_verifier", verifier_differs),
    row("verifier-unasked", "a code_verifier that nobody asked for", verifier_unasked),
    row("redirect-uri-differs", "another redirect_uri at the token endpoint", redirect_differs),
    row("code-of-another-client", "the code belongs to another client", other_client),
    row("code-altered", "another code than the one that came", altered),
    row("code-used-twice", "the code was used twice", used_twice::weigh),
    row("code-expired", "the code was too old", expired),
    row("code-unknown-there", "the token endpoint does not know the code", unknown),
];

/// Whether the code, and nothing else, was refused. Some servers say `invalid_request` where they mean the code.
fn concerns(facts: &Facts<'_>) -> bool {
    facts.denied_redeeming(&CODES)
        || (facts.denied_redeeming(&["invalid_request"])
            && facts.says(&["authorization code", "verifier", "redirect_uri"]))
}

fn verifier_missing(facts: &Facts<'_>) -> Standing {
    if !concerns(facts) {
        return Standing::Aside;
    }
    match (facts.challenge_method(), facts.form.get("code_verifier")) {
        (Pkce::None, None) => {
            Standing::RuledOut("no code_challenge was sent, so no code_verifier is wanted".to_owned())
        }
        (_, Some(_)) => Standing::RuledOut("one was sent".to_owned()),
        (_, None) => Diagnosis::certain(
            "the code is bound to a code_challenge, and the token request brought no code_verifier",
            "send the code_verifier of this login with the token request; a proxy or a library may have dropped it",
        )
        .because("the authorization request carried a code_challenge")
        .try_with(facts.again(""))
        .open(),
    }
}

fn verifier_differs(facts: &Facts<'_>) -> Standing {
    const SAID: [&str; 5] = ["verifier", "pkce", "challenge", "aadsts50148", "aadsts501481"];
    let (Some(sent), Some(challenge)) = (facts.form.get("code_verifier"), facts.asked.get("code_challenge")) else {
        return Standing::Aside;
    };
    if !concerns(facts) {
        return Standing::Aside;
    }
    let fits = fits(facts, sent, challenge);
    if fits == Some(false) {
        let method = facts.challenge_method().name();
        return Diagnosis::certain(
            "the code_verifier that was sent does not fit the code_challenge that was shown",
            "keep the verifier with the login that it was drawn for: another tab, another instance or a new draw has replaced it",
        )
        .because(format!("the code_challenge was `{challenge}`, by {method}"))
        .because_some(known(Some(sent)).map(|sent| format!("the S256 of what was sent is `{}`", challenge_of(sent))))
        .because_some(facts.saying_if(&SAID))
        .try_with(facts.again(""))
        .open();
    }
    if facts.says(&SAID) && fits == Some(true) && !names_several(facts) {
        return Diagnosis::likely(
            "the server keeps another code_challenge than the one that was sent to it",
            "look at what the authorization endpoint received: something between browser and server changed the request",
        )
        .because_some(facts.saying())
        .because("S256 of the code_verifier that was sent is the code_challenge that was shown")
        .open();
    }
    match fits {
        Some(true) => {
            Standing::RuledOut(format!("S256 of what was sent is the code_challenge that was shown, `{challenge}`"))
        }
        _ => Diagnosis::possible(
            "the code_verifier does not fit the code_challenge",
            "compare them in a record in full: --trace FILE --reveal",
        )
        .open(),
    }
}

/// Whether verifier and challenge belong together; in a masked record what was sealed into it tells.
fn fits(facts: &Facts<'_>, sent: &str, challenge: &str) -> Option<bool> {
    if facts.challenge_method() == Pkce::Plain {
        return Some(sent == challenge);
    }
    if let Some(sent) = known(Some(sent)) {
        return Some(challenge_of(sent) == challenge);
    }
    if facts.plan.nonces.code_verifier.as_deref().is_some_and(|drawn| drawn != sent) {
        return Some(false);
    }
    let sealed = facts.trace.sealed.iter().find(|check| check.id == "pkce-derivation")?;
    Some(sealed.verdict == Verdict::Pass)
}

fn challenge_of(verifier: &str) -> String {
    base64url(&sha256(verifier.as_bytes()))
}

fn verifier_unasked(facts: &Facts<'_>) -> Standing {
    if !concerns(facts) || facts.form.get("code_verifier").is_none() || facts.challenge_method() != Pkce::None {
        return Standing::Aside;
    }
    Diagnosis::certain(
        "a code_verifier was sent for a code that no code_challenge was shown for",
        "send code_challenge and code_challenge_method with the authorization request, or no verifier at all",
    )
    .because("the authorization request carried no code_challenge")
    .open()
}

fn redirect_differs(facts: &Facts<'_>) -> Standing {
    if !concerns(facts) {
        return Standing::Aside;
    }
    match (facts.asked.get("redirect_uri"), facts.form.get("redirect_uri")) {
        (None, _) => Standing::Aside,
        (Some(_), None) => Diagnosis::certain(
            "the token request does not repeat the redirect_uri of the authorization request",
            "send the same redirect_uri with the token request (RFC 6749 4.1.3)",
        )
        .because_some(facts.saying())
        .open(),
        (Some(asked), Some(sent)) if asked != sent => Diagnosis::certain(
            "the redirect_uri of the token request is not the one of the authorization request",
            format!("send `{asked}` with both, character by character (RFC 6749 4.1.3)"),
        )
        .because(format!("authorize said `{asked}`, redeem said `{sent}`: {}", parted(asked, sent)))
        .because_some(facts.saying_if(&["redirect"]))
        .try_with(facts.again(""))
        .open(),
        (Some(asked), Some(_)) if facts.says(&["redirect"]) && !names_several(facts) => Diagnosis::likely(
            "the server compares the redirect_uri with another one than it was sent",
            format!("at the provider, look how `{asked}` is registered: it must be the same, character by character"),
        )
        .because_some(facts.saying())
        .because(format!("both requests said `{asked}`, byte for byte"))
        .open(),
        (Some(asked), Some(_)) => Standing::RuledOut(format!("both requests said `{asked}`, byte for byte")),
    }
}

fn parted(asked: &str, sent: &str) -> String {
    let at = asked.chars().zip(sent.chars()).take_while(|(a, b)| a == b).count();
    if asked.trim_end_matches('/') == sent.trim_end_matches('/') {
        return "one ends in a slash".to_owned();
    }
    format!("they part at character {}", at + 1)
}

fn other_client(facts: &Facts<'_>) -> Standing {
    const SAID: [&str; 5] = ["another client", "other client", "different client", "issued to", "client_id mismatch"];
    if !concerns(facts) {
        return Standing::Aside;
    }
    let asked = facts.asked.get("client_id");
    let shown = facts.redeem().and_then(|redeem| named(facts, redeem));
    match (asked, shown.as_deref()) {
        (Some(asked), Some(shown)) if asked != shown => Diagnosis::certain(
            "the code was issued to another client than the one that redeems it",
            "use one client_id for both requests",
        )
        .because(format!("authorize named `{asked}`, redeem named `{shown}`"))
        .because_some(facts.saying_if(&SAID))
        .try_with(facts.again(""))
        .open(),
        (Some(asked), Some(_)) if !facts.says(&SAID) || names_several(facts) => {
            Standing::RuledOut(format!("both requests name `{asked}`"))
        }
        _ if facts.says(&SAID) && !names_several(facts) => Diagnosis::likely(
            "the server takes the code for one of another client",
            "look whether two registrations share this client_id, or a proxy puts in credentials of its own",
        )
        .because_some(facts.saying())
        .open(),
        _ => Standing::Aside,
    }
}

/// The client that a token request names; masked credentials are those of the plan, unless somebody changed them.
fn named(facts: &Facts<'_>, redeem: &Exchange) -> Option<String> {
    let sent = Sent::of(&redeem.request, &facts.plan.client);
    let planned = || redeem.tampered.is_empty().then(|| facts.plan.client.client_id.clone());
    sent.client_id.or_else(planned)
}

fn altered(facts: &Facts<'_>) -> Standing {
    if !concerns(facts) {
        return Standing::Aside;
    }
    match (facts.answered.get("code"), facts.form.get("code")) {
        (Some(came), Some(sent)) if came == sent => {
            Standing::RuledOut("what came in the callback is what was sent, byte for byte".to_owned())
        }
        (Some(came), Some(_)) => Diagnosis::certain(
            "the code that was redeemed is not the code that came",
            "send the code as it came, decoded once: `+`, `/`, `=` and `%` are changed by decoding twice or not at all",
        )
        .because_some(
            known(Some(came))
                .filter(|came| came.contains(['+', '/', '=', '%']))
                .map(|_| "the code that came holds characters that an encoding changes".to_owned()),
        )
        .try_with(facts.again(""))
        .open(),
        _ => Standing::Aside,
    }
}

fn expired(facts: &Facts<'_>) -> Standing {
    if !concerns(facts) {
        return Standing::Aside;
    }
    let Some(age) = facts.age_of_code() else { return Standing::Aside };
    let said = facts.says(&["expired", "too old"]) && !names_several(facts);
    let change = "redeem the code at once: codes live for seconds, at most ten minutes (RFC 6749 4.1.2); do not wait at the prompt between callback and redeem";
    let evidence = format!("it was {} old when it was redeemed", seconds(age));
    let open = |diagnosis: fn(&'static str, &'static str) -> Diagnosis| {
        diagnosis("the code had expired", change)
            .because(evidence.clone())
            .because_some(facts.saying_if(&["expired", "too old"]))
            .try_with(facts.again("--run"))
            .open()
    };
    match age {
        _ if age >= TOO_OLD || (said && age >= YOUNG) => open(Diagnosis::certain),
        _ if said || age >= OLD => open(Diagnosis::likely),
        _ if age >= YOUNG => open(Diagnosis::possible),
        _ => Standing::RuledOut(evidence),
    }
}

fn unknown(facts: &Facts<'_>) -> Standing {
    if !concerns(facts) {
        return Standing::Aside;
    }
    let hosts = facts.message().zip(facts.trace.last(Step::Authorize));
    let hosts =
        hosts.map(|(redeem, authorize)| (uri::authority(&authorize.request.url), uri::authority(&redeem.request.url)));
    let apart = hosts.filter(|(asked, redeemed)| !asked.eq_ignore_ascii_case(redeemed));
    Diagnosis::possible(
        "the token endpoint does not know a code that the authorization endpoint has just given",
        "at the provider, see whether both endpoints are of one server and share what they remember: nodes behind one \
         name, regions, tenants; its log has the reason",
    )
    .because_some(apart.map(|(asked, redeemed)| format!("the code came from `{asked}` and was taken to `{redeemed}`")))
    .because_some(facts.saying())
    .try_with(facts.again(""))
    .open()
}

/// Whether the server's words name so many causes that they name none.
fn names_several(facts: &Facts<'_>) -> bool {
    let causes: [&[&str]; 4] = [&["expired"], &["redirect"], &["another client", "other client"], &["revoked", "used"]];
    causes.iter().filter(|words| facts.says(words)).count() > 2
}

fn seconds(age: f64) -> String {
    if age < 10.0 { format!("{age:.1} s") } else { format!("{age:.0} s") }
}
