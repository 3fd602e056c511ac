//! The newer ways of asking were refused: pushed, signed, in detail, with tokens in the answer, or without a proof.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, open_if, row};
use crate::trace::Step;
use crate::wire::FailureKind;

pub(super) const ROWS: &[Row] = &[
    row("tokens-in-query", "tokens are asked for in a query", tokens_in_query),
    row("request-object-refused", "the server reads no request objects", request_object),
    row("nowhere-to-push", "the server names no place to push to", nowhere_to_push),
    row("redirect-uri-unregistered-push", "the redirect URI that was pushed is not registered", redirect_uri),
    row("request-must-be-pushed", "the request must be pushed or signed", pushed_or_signed),
    row("dpop-demanded", "a DPoP proof is demanded", dpop_demanded),
    row("authorization-details-refused", "the authorization_details are not taken", |facts| of(facts, &WISHES[0])),
    row("target-refused", "the resource is not known", |facts| of(facts, &WISHES[1])),
    row("acr-unmet", "the login cannot be as strong as demanded", |facts| of(facts, &WISHES[2])),
];

/// A wish with a code of its own for its refusal.
struct Wish {
    code: &'static str,
    cause: &'static str,
    change: &'static str,
    member: &'static str,
    flags: &'static str,
}

const WISHES: [Wish; 3] = [
    Wish {
        code: "invalid_authorization_details",
        cause: "the server does not take these authorization_details: an unknown type, or a member that is missing or wrong",
        change: "compare type and members with what the documentation of the API asks for (RFC 9396 5)",
        member: "authorization_details_types_supported",
        flags: "--authorization-details @FILE",
    },
    Wish {
        code: "invalid_target",
        cause: "the server does not know this resource, or gives this client no token for it",
        change: "compare it with the identifier that the API is registered under, character by character (RFC 8707 2)",
        member: "protected_resources",
        flags: "--resource URI",
    },
    Wish {
        code: "unmet_authentication_requirements",
        cause: "the user cannot be authenticated here in the way that was demanded",
        change: "ask for a class that the server has, or ask without essential (OpenID Connect Core 5.5.1.1)",
        member: "acr_values_supported",
        flags: "--acr-values VALUES",
    },
];

fn of(facts: &Facts<'_>, wish: &Wish) -> Standing {
    let found = facts.error().filter(|error| error.error == wish.code);
    let listed = facts.listed(wish.member);
    open_if(found.map(|_| {
        Diagnosis::likely(wish.cause, wish.change)
            .because_some(facts.saying())
            .because_some(listed.map(|listed| format!("the metadata lists {}", listed.join(", "))))
            .try_with(facts.again(wish.flags))
    }))
}

/// OAuth 2.0 Multiple Response Types 3 and 5; with a JWT around them they would have to be encrypted (JARM 2.3.1).
fn tokens_in_query(facts: &Facts<'_>) -> Standing {
    let kind = facts.asked.get("response_type").unwrap_or_default();
    let has_token = kind.split(' ').any(|part| part.ends_with("token"));
    let mode = facts.asked.get("response_mode").filter(|mode| ["query", "query.jwt"].contains(mode));
    let Some(mode) =
        mode.filter(|_| has_token && facts.denied_asking(&["invalid_request", "unsupported_response_mode"]))
    else {
        return Standing::Aside;
    };
    let rule = if mode == "query" { "OAuth 2.0 Multiple Response Types 3 and 5" } else { "JARM 2.3.1" };
    Diagnosis::certain(
        format!("tokens must not stand in a query, where servers and logs see them ({rule})"),
        "leave --response-mode out, or take one by fragment or form_post",
    )
    .because(format!("response_type `{kind}` was asked for with response_mode `{mode}`"))
    .because_some(facts.saying())
    .try_with(facts.again(&format!("--response-type \"{kind}\" --response-mode form_post")))
    .open()
}

/// Whether the browser, or the pushed request, carried a request object.
fn was_signed(facts: &Facts<'_>) -> bool {
    let carried = |step| facts.trace.last(step).map(|exchange| &exchange.request);
    let query = carried(Step::Authorize).and_then(|request| request.query().get("request").map(str::to_owned));
    let form = carried(Step::Push).and_then(|request| request.form()?.get("request").map(str::to_owned));
    query.or(form).is_some()
}

fn request_object(facts: &Facts<'_>) -> Standing {
    let page = facts.failed().is_some_and(|(_, failure)| failure.kind == FailureKind::ErrorPage);
    let named = facts.denied_asking(&["request_not_supported"]);
    if !was_signed(facts) || !(named || page) {
        return Standing::Aside;
    }
    // Absent means false here (RFC 9101 has it from OpenID Connect Discovery 3).
    let offered =
        facts.metadata.as_ref().is_some_and(|metadata| metadata.flag("request_parameter_supported") == Some(true));
    if offered && !named {
        return Standing::RuledOut("the metadata says request_parameter_supported".to_owned());
    }
    Diagnosis::likely(
        "the server reads no request object, so it finds no parameter that counts",
        "leave --request-object out, or switch request objects on at the provider (RFC 9101)",
    )
    .because("the request went out as a JWT in `request`")
    .because_some((!offered).then_some("the metadata does not say request_parameter_supported").map(str::to_owned))
    .because_some(facts.saying())
    .open()
}

fn nowhere_to_push(facts: &Facts<'_>) -> Standing {
    const MISSING: &str = "missing: pushed_authorization_request_endpoint";
    let found = facts.refused("metadata-required-members").filter(|check| check.seen == MISSING);
    open_if(found.map(|check| {
        Diagnosis::certain(
            "the request was to be pushed, and the server names no endpoint for it: it may not know PAR (RFC 9126 5)",
            "leave --par out, or name the endpoint where the metadata is silent about it",
        )
        .because(format!("in the metadata: {}", check.seen))
        .try_with(facts.again("--par-endpoint URL"))
    }))
}

/// What the server must not tell the browser it can tell a client that asks directly.
fn redirect_uri(facts: &Facts<'_>) -> Standing {
    const SAID: [&str; 3] = ["redirect_uri", "redirect uri", "redirect url"];
    let said = facts.step() == Some(Step::Push) && facts.says(&SAID);
    let Some(asked) = facts.sent().get("redirect_uri").map(str::to_owned).filter(|_| said && facts.error().is_some())
    else {
        return Standing::Aside;
    };
    Diagnosis::certain(
        "the redirect URI is not registered for this client",
        format!(
            "at the provider, register exactly `{asked}` for the client `{}`: scheme, host, port, path and slash count",
            facts.plan.client.client_id
        ),
    )
    .because(format!("this very string was pushed: `{asked}`"))
    .because_some(facts.saying())
    .try_with(facts.again(""))
    .open()
}

fn pushed_or_signed(facts: &Facts<'_>) -> Standing {
    if !facts.denied_asking(&["invalid_request"]) {
        return Standing::Aside;
    }
    let demands = |name: &str| facts.metadata.as_ref().is_some_and(|metadata| metadata.flag(name) == Some(true));
    let was_pushed = facts.trace.last(Step::Push).is_some();
    let (push, sign) = ("require_pushed_authorization_requests", "require_signed_request_object");
    let (name, cause, change, flags) = if demands(push) && !was_pushed {
        (push, "the server takes only requests that were pushed before", "push the request first (RFC 9126)", "--par")
    } else if demands(sign) && !was_signed(facts) {
        let change = "sign the request, with the client's key or its secret (RFC 9101)";
        (sign, "the server takes only requests that are signed", change, "--request-object")
    } else {
        return Standing::Aside;
    };
    Diagnosis::likely(cause, change)
        .because(format!("the metadata says {name}"))
        .because_some(facts.saying())
        .try_with(facts.again(flags))
        .open()
}

fn dpop_demanded(facts: &Facts<'_>) -> Standing {
    let found = facts.error().filter(|error| error.error == "invalid_dpop_proof");
    let bare = facts.message().is_some_and(|message| message.request.headers.get("dpop").is_none());
    open_if(found.filter(|_| bare).map(|_| {
        Diagnosis::certain(
            "the server gives tokens only to who binds them to a key, and the request carried no DPoP proof",
            "send a proof (RFC 9449 5)",
        )
        .because("the request had no header `DPoP`")
        .because_some(facts.saying())
        .try_with(facts.again("--dpop"))
    }))
}
