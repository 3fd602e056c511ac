//! `invalid_client`: the client did not prove itself. What was sent, and how, clears some of the causes.

use super::credentials::{Sent, changes_when_encoded};
use super::facts::{Facts, known};
use super::{Diagnosis, Row, Standing, row};
use crate::protocol::{AssertionAudience, AuthMethod, BasicEncoding, ClientKey, Verdict};
use crate::rules;
use crate::trace::Step;

pub(super) const ROWS: &[Row] = &[
    row("proof-missing", "no credentials were sent", proof_missing),
    row("auth-method-not-listed", "a method that the server does not take", method_not_listed),
    row("secret-encoding", "the secret is written in another way than it is read", encoding),
    row("secret-wrong", "the secret is wrong", wrong),
    row("auth-method-of-client", "the client is registered for another method", method_of_client),
    row("client-unknown", "the client is unknown", unknown),
    row("client-is-public", "the client is public at the server", public),
];

/// What was shown, where the server did not believe it. Status 401 says the same under other codes.
fn shown(facts: &Facts<'_>) -> Option<Sent> {
    let by_status = || {
        facts.denied_proving(&["unauthorized_client", "access_denied", "unauthorized"])
            && facts.error().is_some_and(|error| error.status == Some(401))
    };
    let concerns = facts.denied_proving(&["invalid_client", "incorrect_client_credentials"]) || by_status();
    let message = facts.message().filter(|_| concerns)?;
    Some(Sent::of(&message.request, &facts.plan.client))
}

fn proof_missing(facts: &Facts<'_>) -> Standing {
    match shown(facts) {
        None => Standing::Aside,
        Some(sent) if sent.method != "none" => Standing::RuledOut(format!("they were sent, by {}", sent.method)),
        Some(_) => {
            let cause = "the server wants this client to prove itself, and the request brought no proof";
            let client = &facts.plan.client;
            let change = if client.is_confidential() {
                "send the proof that it holds, by a method that the client is registered for"
            } else {
                "give the secret that the provider shows for this client, or register it as a public one: PKCE proves who began \
                 the login, not which client asks, and replaces no secret"
            };
            let flags = match (ours(facts).first(), client.auth_method) {
                (Some(method), Some(_)) => format!("--auth-method {method}"),
                (Some(_), None) => String::new(),
                (None, _) => "--client-secret-file FILE".to_owned(),
            };
            let evidence =
                "neither an Authorization header nor a client_secret nor a client_assertion is in the request";
            Diagnosis::certain(cause, change)
                .because(evidence)
                .because_some(facts.saying())
                .try_with(facts.again(&flags))
                .open()
        }
    }
}

fn method_not_listed(facts: &Facts<'_>) -> Standing {
    let Some(sent) = shown(facts).filter(|sent| sent.method != "none") else { return Standing::Aside };
    let Some(listed) = facts.listed("token_endpoint_auth_methods_supported") else {
        return if sent.method == "client_secret_basic" {
            Standing::RuledOut(
                "the metadata lists none, and then client_secret_basic is the default (RFC 8414 2)".to_owned(),
            )
        } else {
            Standing::Aside
        };
    };
    if listed.contains(&sent.method) {
        return Standing::RuledOut(format!("the metadata lists {}", sent.method));
    }
    let diagnosis = Diagnosis::likely(
        format!("the server does not take {}", sent.method),
        format!("use a method that it takes: {}", listed.join(", ")),
    )
    .because(format!("it was sent by {}; the metadata lists {}", sent.method, listed.join(", ")))
    .because_some(facts.saying());
    match ours(facts).into_iter().find(|method| listed.contains(method)) {
        Some(method) => diagnosis.try_with(facts.again(&format!("--auth-method {method}"))).open(),
        None => diagnosis.open(),
    }
}

/// Whether id or secret is written otherwise in a form; in a masked record what was sealed into it tells.
fn is_odd(facts: &Facts<'_>) -> bool {
    let client = &facts.plan.client;
    let secret = client.client_secret.as_deref();
    let sealed = || facts.trace.sealed.iter().any(|check| check.id == rules::WRITING && check.verdict == Verdict::Warn);
    changes_when_encoded(&client.client_id) || secret.is_some_and(changes_when_encoded) || sealed()
}

/// The methods for which the client holds what they take.
fn ours(facts: &Facts<'_>) -> Vec<&'static str> {
    let client = &facts.plan.client;
    let secret = ["client_secret_basic", "client_secret_post"].into_iter().filter(|_| client.client_secret.is_some());
    let key = client.key.as_ref().map(|_| "private_key_jwt");
    let certificate = client.certificate.as_ref().map(|_| "tls_client_auth");
    secret.chain(key).chain(certificate).collect()
}

fn encoding(facts: &Facts<'_>) -> Standing {
    let Some(sent) = shown(facts).filter(|sent| sent.method != "none") else { return Standing::Aside };
    if sent.method != "client_secret_basic" {
        return Standing::RuledOut(format!("{} has only one writing", sent.method));
    }
    let client = &facts.plan.client;
    if !is_odd(facts) {
        return Standing::RuledOut("id and secret are written the same with and without form encoding".to_owned());
    }
    // Which characters they are would tell something of the secret.
    let evidence = "id or secret holds characters that a form writes otherwise, such as `+`, `%`, `:`, `/` or `~`";
    let (cause, change, flags) = match client.basic_encoding {
        BasicEncoding::Raw => (
            "the secret was written into the Basic header as it is, and the server decodes it",
            "form-encode id and secret before they are joined (RFC 6749 2.3.1), or send them in the body",
            "--basic-encoding form",
        ),
        BasicEncoding::Form => (
            "the secret was form-encoded into the Basic header, as it has to be, and the server may not decode it",
            "send it in the body, where there is only one writing, or as it is; or take a secret of letters and digits",
            "--auth-method client_secret_post",
        ),
    };
    let listed = facts.listed("token_endpoint_auth_methods_supported");
    let no_post = listed.is_some_and(|listed| !listed.contains(&"client_secret_post"));
    let flags = if no_post && client.basic_encoding == BasicEncoding::Form { "--basic-encoding raw" } else { flags };
    Diagnosis::likely(cause, change).because(evidence).try_with(facts.again(flags)).open()
}

fn wrong(facts: &Facts<'_>) -> Standing {
    let Some(sent) = shown(facts).filter(|sent| sent.method != "none") else { return Standing::Aside };
    match sent.method {
        "private_key_jwt" | "client_secret_jwt" => return assertion(facts),
        "tls_client_auth" | "self_signed_tls_client_auth" => return certificate(facts),
        _ => {}
    }
    let open_elsewhere = is_odd(facts) && sent.method == "client_secret_basic";
    let change = "copy it anew from the provider: its value, not its id, of this very client and environment; it may have expired";
    let build = if open_elsewhere { Diagnosis::possible } else { Diagnosis::likely };
    build("the client secret is wrong", change)
        .because_some(facts.saying())
        .because_some(known(facts.plan.client.client_secret.as_deref()).and_then(looks))
        .try_with(facts.again("--client-secret-file FILE"))
        .open()
}

fn assertion(facts: &Facts<'_>) -> Standing {
    let claims = facts.sent().get("client_assertion").and_then(crate::protocol::id_token::read);
    let aud = claims.and_then(|(_, claims)| claims.get("aud").map(ToString::to_string));
    Diagnosis::likely(
        "the server does not believe the client_assertion",
        "compare its key (kid, alg) with the one that is registered, its `aud` with what the server wants (the issuer, or the token \
         endpoint), and its times with the clock",
    )
    .because_some(aud.map(|aud| format!("its aud is {aud}")))
    .because_some(facts.plan.client.key.as_ref().map(name_of_key))
    .because_some(facts.saying())
    .try_with(facts.again(&instead(facts)))
    .open()
}

/// A PEM file gives its key no name, and then the thumbprint stands in the header (RFC 7638).
fn name_of_key(key: &ClientKey) -> String {
    let made = key.kid == key.thumbprint;
    let from =
        if made { ": its thumbprint, since the file names none; a JWK with the registered `kid` does" } else { "" };
    format!("its key is `{}`, by {}{from}", key.kid, key.alg)
}

/// What else may prove this client: its certificate, where it has one; else the same assertion made out to another.
fn instead(facts: &Facts<'_>) -> String {
    let client = &facts.plan.client;
    let listed = facts.listed("token_endpoint_auth_methods_supported").unwrap_or_default();
    let tls = [AuthMethod::TlsClientAuth, AuthMethod::SelfSignedTlsClientAuth].map(AuthMethod::name);
    let by_certificate = tls.into_iter().find(|name| client.certificate.is_some() && listed.contains(name));
    let proof = if client.key.is_some() { "--key FILE" } else { "--client-secret-file FILE" };
    match (by_certificate, client.assertion_audience) {
        (Some(method), _) => format!("--cert FILE --key FILE --auth-method {method}"),
        (None, AssertionAudience::Issuer) => format!("{proof} --assertion-audience token-endpoint"),
        (None, AssertionAudience::TokenEndpoint) => format!("{proof} --assertion-audience issuer"),
    }
}

fn certificate(facts: &Facts<'_>) -> Standing {
    Diagnosis::likely(
        "the server does not know this client by the certificate of the connection",
        "compare the certificate, or its subject, with what is registered; and see that the request goes to the endpoint that asks for \
         certificates (`mtls_endpoint_aliases`), with no proxy between that ends TLS",
    )
    .because_some(facts.plan.client.certificate.as_ref().map(|thumbprint| format!("its SHA-256 thumbprint is `{thumbprint}`")))
    .because_some(facts.saying())
    .open()
}

/// What can be seen of a secret without showing it.
fn looks(secret: &str) -> Option<String> {
    let is_uuid = secret.len() == 36
        && secret
            .char_indices()
            .all(|(at, c)| if [8, 13, 18, 23].contains(&at) { c == '-' } else { c.is_ascii_hexdigit() });
    match () {
        () if secret != secret.trim() => Some("the secret begins or ends with a blank".to_owned()),
        () if secret.starts_with(['"', '\'']) && secret.ends_with(['"', '\'']) => {
            Some("the secret stands between quotes, which are sent along".to_owned())
        }
        () if secret.contains("%2") || secret.contains("%3") => {
            Some("the secret looks as if it had been encoded before".to_owned())
        }
        () if is_uuid => {
            Some("the secret has the form of an id (a UUID), which some providers show beside it".to_owned())
        }
        () => None,
    }
}

fn method_of_client(facts: &Facts<'_>) -> Standing {
    let Some(sent) = shown(facts) else { return Standing::Aside };
    let other = match sent.method {
        "client_secret_basic" => "client_secret_post",
        "client_secret_post" => "client_secret_basic",
        _ => return Standing::Aside,
    };
    let listed = facts.listed("token_endpoint_auth_methods_supported");
    if listed.is_some_and(|listed| !listed.contains(&other)) {
        return Standing::RuledOut(format!("the metadata does not list {other}"));
    }
    Diagnosis::possible(
        format!("this client may be registered for {other} alone"),
        "at the provider, look at the client's `token_endpoint_auth_method`, and send the secret that way",
    )
    .try_with(facts.again(&format!("--auth-method {other}")))
    .open()
}

fn unknown(facts: &Facts<'_>) -> Standing {
    if shown(facts).is_none() {
        return Standing::Aside;
    }
    let gave_code = facts.answered.get("code").is_some() && facts.step() == Some(Step::Redeem);
    if gave_code {
        return Standing::RuledOut("the authorization endpoint knows it: it has just given it a code".to_owned());
    }
    Diagnosis::possible("the server does not know this client_id", "compare it with the one that the provider shows")
        .open()
}

fn public(facts: &Facts<'_>) -> Standing {
    const SAID: [&str; 3] = ["public client", "is public", "no secret"];
    let Some(sent) = shown(facts).filter(|sent| sent.method.starts_with("client_secret")) else {
        return Standing::Aside;
    };
    let build = if facts.says(&SAID) { Diagnosis::likely } else { Diagnosis::possible };
    build(
        "the client may be registered as a public one, which has no secret to send",
        format!("leave the secret out: it was sent by {}", sent.method),
    )
    .because_some(facts.saying_if(&SAID))
    .try_with(facts.again("--public"))
    .open()
}
