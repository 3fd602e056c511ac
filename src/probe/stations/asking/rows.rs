//! What is tried at the authorization endpoint: the right request with one thing changed, and what has to come of it.

use super::judge::{Aim, Bar, Errors, Try};
use super::look::{Ask, Edit, Way};
use super::redirect;
use crate::probe::{Desk, Verdict};
use crate::protocol::{AuthMethod, Client, Server, client_auth};
use crate::trace::Plan;
use crate::wire::uri;

/// What the tries are made of.
pub(super) struct Ground<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) server: &'a Server,
    /// A fresh word, which nobody has heard of before.
    pub(super) marker: String,
}

/// What any refusal has to say where the request itself is wrong (RFC 6749 4.1.2.1).
const INVALID: Errors = Errors::These(&["invalid_request"]);

/// The makers of tries, in the order of the catalogue.
const ROWS: &[fn(&Ground<'_>) -> Vec<Try>] = &[
    unknown_client,
    redirect_unregistered,
    redirect_exact,
    redirect_missing,
    duplicate_parameter,
    unknown_parameter,
    response_type_errors,
    implicit,
    invalid_scope,
    pkce_required,
    pkce_plain,
    pkce_bad_request,
    post_accepted,
    prompt_none,
];

impl Ground<'_> {
    /// Everything that is wanted.
    pub(super) fn tries(&self) -> Vec<Try> {
        ROWS.iter().flat_map(|row| row(self)).filter(|one| self.desk.wants(one.id)).collect()
    }

    fn plan(&self) -> &Plan {
        &self.desk.subject.plan
    }

    fn evil(&self) -> String {
        format!("https://{}.invalid/cb", self.marker)
    }

    /// What OAuth 2.1 and FAPI forbid is a failure there, and a warning elsewhere.
    pub(super) fn by_profile(&self) -> Verdict {
        if self.desk.options.profile.is_modern() { Verdict::Fail } else { Verdict::Warn }
    }

    /// Whether the first client has nothing to prove itself with.
    pub(super) fn is_public(&self) -> bool {
        is_public(&self.plan().client, self.server)
    }
}

/// Whether a client has nothing to prove itself with (RFC 6749 2.1).
pub(super) fn is_public(client: &Client, server: &Server) -> bool {
    client_auth::choose(client, server) == AuthMethod::None
}

fn one(id: &'static str, label: &str, ask: Ask, aim: Aim) -> Try {
    Try { id, label: label.to_owned(), ask, aim }
}

fn set(name: &'static str, value: impl Into<String>) -> Ask {
    Ask::with([Edit::Set(name, value.into())])
}

fn unset(name: &'static str) -> Ask {
    Ask::with([Edit::Unset(name)])
}

/// The error may go nowhere: whose address it would be nobody knows.
fn unknown_client(ground: &Ground<'_>) -> Vec<Try> {
    let bar = Bar {
        expected: "an error page (4xx) and no redirect",
        errors: Errors::All(Verdict::Fail),
        odd_page: Verdict::Warn,
        ..Bar::STRICT
    };
    let ask = Ask { way: Way::Plain, ..set("client_id", format!("oauth-flow-check-{}", ground.marker)) };
    vec![one("authz-unknown-client", "", ask, Aim::Refused(bar))]
}

fn redirect_unregistered(ground: &Ground<'_>) -> Vec<Try> {
    let bar = Bar { expected: "an error page", errors: Errors::All(Verdict::Warn), ..Bar::STRICT };
    vec![one("authz-redirect-unregistered", "", redirect::named(ground.evil()), Aim::Refused(bar))]
}

fn redirect_exact(ground: &Ground<'_>) -> Vec<Try> {
    redirect::tries(&ground.plan().client.redirect_uri, &ground.marker)
}

/// Where one address alone is registered it may be meant (RFC 6749 3.1.2.3), but OpenID Connect wants it said.
fn redirect_missing(ground: &Ground<'_>) -> Vec<Try> {
    let (accepted, expected) = if ground.desk.speaks_openid() {
        (Verdict::Warn, "an error page: OpenID Connect requires redirect_uri")
    } else {
        (Verdict::Pass, "an error page, or the one address that is registered")
    };
    let bar = Bar { expected, accepted, elsewhere: Verdict::Warn, ..Bar::STRICT };
    vec![one("authz-redirect-missing", "", unset("redirect_uri"), Aim::Refused(bar))]
}

fn duplicate_parameter(ground: &Ground<'_>) -> Vec<Try> {
    const ID: &str = "authz-duplicate-parameter";
    let bar =
        Bar { expected: "an error page, or invalid_request", accepted: Verdict::Warn, errors: INVALID, ..Bar::STRICT };
    let evil = |edit: fn(&'static str, String) -> Edit| Ask {
        named: Some(ground.evil()),
        ..Ask::with([edit("redirect_uri", ground.evil())])
    };
    let twice = |name: &'static str| Ask::with([Edit::Add(name, ground.marker.clone())]);
    vec![
        one(ID, "state twice", twice("state"), Aim::Refused(bar)),
        one(ID, "client_id twice", twice("client_id"), Aim::Refused(bar)),
        one(ID, "another redirect_uri behind", evil(Edit::Add), Aim::Refused(bar)),
        one(ID, "another redirect_uri before", evil(Edit::Before), Aim::Refused(bar)),
    ]
}

fn unknown_parameter(_: &Ground<'_>) -> Vec<Try> {
    vec![one("authz-unknown-parameter-ignored", "", set("oauthflow_probe", "1"), Aim::Taken(Verdict::Warn))]
}

fn response_type_errors(_: &Ground<'_>) -> Vec<Try> {
    const ID: &str = "authz-response-type-errors";
    let bar = Bar {
        expected: "unsupported_response_type or invalid_request, or an error page",
        errors: Errors::These(&["invalid_request", "unsupported_response_type"]),
        ..Bar::STRICT
    };
    vec![
        one(ID, "left out", unset("response_type"), Aim::Refused(bar)),
        one(ID, "unheard of", set("response_type", "oauthflow"), Aim::Refused(bar)),
    ]
}

fn implicit(ground: &Ground<'_>) -> Vec<Try> {
    const ID: &str = "authz-implicit-refused";
    let bar = Bar {
        expected: "unsupported_response_type or unauthorized_client, or an error page",
        accepted: ground.by_profile(),
        errors: Errors::These(&["unsupported_response_type", "unauthorized_client", "invalid_request"]),
        ..Bar::STRICT
    };
    let kind = |words: &str| {
        let edits = [
            Edit::Set("response_type", words.to_owned()),
            Edit::Set("nonce", ground.marker.clone()),
            Edit::Unset("response_mode"),
        ];
        one(ID, words, Ask::with(edits), Aim::Refused(bar))
    };
    let mut tries = vec![kind("token")];
    if ground.desk.speaks_openid() {
        tries.push(kind("id_token token"));
    }
    tries
}

/// A server may refuse an unknown scope or pass over it; which one is seen at the token endpoint.
fn invalid_scope(ground: &Ground<'_>) -> Vec<Try> {
    let bar = Bar {
        expected: "invalid_scope, or a token response whose scope leaves it out",
        errors: Errors::These(&["invalid_scope"]),
        ..Bar::STRICT
    };
    let ask = Ask::with([Edit::Extend("scope", unknown_scope(&ground.marker))]);
    vec![one("authz-invalid-scope", "", ask, Aim::Refused(bar))]
}

/// A scope that nobody has.
pub(super) fn unknown_scope(marker: &str) -> String {
    format!("oauthflow-{marker}")
}

fn pkce_required(_: &Ground<'_>) -> Vec<Try> {
    let bar = Bar { expected: "invalid_request, or an error page", errors: INVALID, ..Bar::STRICT };
    let ask = Ask::with([Edit::Unset("code_challenge"), Edit::Unset("code_challenge_method")]);
    vec![one("authz-pkce-required", "", ask, Aim::Refused(bar))]
}

/// A challenge that anybody can redeem who reads the request.
fn pkce_plain(ground: &Ground<'_>) -> Vec<Try> {
    const ID: &str = "authz-pkce-plain-refused";
    let bar = Bar {
        expected: "invalid_request, or an error page",
        accepted: ground.by_profile(),
        errors: INVALID,
        ..Bar::STRICT
    };
    let challenge = || Edit::Set("code_challenge", plain_challenge(&ground.marker));
    let named = Ask::with([challenge(), Edit::Set("code_challenge_method", "plain".into())]);
    let unnamed = Ask::with([challenge(), Edit::Unset("code_challenge_method")]);
    vec![one(ID, PLAIN, named, Aim::Refused(bar)), one(ID, METHOD_MISSING, unnamed, Aim::Refused(bar))]
}

/// The challenge says that it is plain.
pub(super) const PLAIN: &str = "plain";
/// It says nothing, which means the same (RFC 7636 4.3).
pub(super) const METHOD_MISSING: &str = "no method, which means plain";

/// 43 characters that may stand in a verifier.
fn plain_challenge(marker: &str) -> String {
    format!("{marker:.<43}").chars().take(43).collect()
}

fn pkce_bad_request(ground: &Ground<'_>) -> Vec<Try> {
    const ID: &str = "authz-pkce-bad-request";
    let offered = ground.server.metadata.as_ref().and_then(|data| data.list("code_challenge_methods_supported"));
    // Whoever does not know of PKCE at all ignores it (RFC 6749 3.1).
    let taken = if offered.is_some() { Verdict::Fail } else { Verdict::Warn };
    let bar =
        |accepted| Bar { expected: "invalid_request, or an error page", accepted, errors: INVALID, ..Bar::STRICT };
    let challenge = |challenge: String, method: &str| {
        Ask::with([Edit::Set("code_challenge", challenge), Edit::Set("code_challenge_method", method.to_owned())])
    };
    let right = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let (short, odd) = (right[1..].to_owned(), format!("{}+", &right[1..]));
    vec![
        one(ID, "an unheard-of method", challenge(right.to_owned(), "S512"), Aim::Refused(bar(taken))),
        one(ID, "a challenge of 42 characters", challenge(short, "S256"), Aim::Refused(bar(Verdict::Warn))),
        one(ID, "a `+` in the challenge", challenge(odd, "S256"), Aim::Refused(bar(Verdict::Warn))),
    ]
}

fn post_accepted(ground: &Ground<'_>) -> Vec<Try> {
    if !ground.desk.speaks_openid() {
        return Vec::new();
    }
    let ask = Ask { way: Way::Form, ..Ask::default() };
    vec![one("authz-post-accepted", "", ask, Aim::Taken(Verdict::Fail))]
}

fn prompt_none(ground: &Ground<'_>) -> Vec<Try> {
    if !ground.desk.speaks_openid() {
        return Vec::new();
    }
    let bar = Bar {
        expected: "login_required, or another error that tells that a user is needed",
        accepted: Verdict::Fail,
        errors: Errors::These(NEEDS_USER),
        odd_page: Verdict::Fail,
        ..Bar::STRICT
    };
    vec![one("authz-prompt-none-no-session", "", set("prompt", "none"), Aim::Refused(bar))]
}

/// The errors that tell that a user is needed (OpenID Connect Core 3.1.2.6).
pub(super) const NEEDS_USER: &[&str] =
    &["login_required", "interaction_required", "account_selection_required", "consent_required"];

/// The addresses of an app on this machine: its port is free, everything else is not (RFC 8252 7.3).
pub(super) fn loopback(client: &Client) -> Vec<Try> {
    const ID: &str = "authz-loopback-any-port";
    let registered = &client.redirect_uri;
    let (host, path) = (uri::host(registered), uri::path(registered));
    let taken_port = uri::authority(registered).strip_prefix(host).unwrap_or_default();
    let other = if taken_port == ":49171" { "49172" } else { "49171" };
    let refused = Bar { expected: "an error page", errors: Errors::All(Verdict::Warn), ..Bar::STRICT };
    // It may be registered besides, which nobody sees from outside.
    let by_name = Bar {
        expected: "an error page, unless the name is registered besides",
        elsewhere: Verdict::Warn,
        accepted: Verdict::Inconclusive,
        ..refused
    };
    let at = |label: &str, address: String, aim| {
        one(ID, label, Ask { client: Some(client.clone()), ..redirect::named(address) }, aim)
    };
    let sibling = if host == "[::1]" { "127.0.0.1" } else { "[::1]" };
    vec![
        at("another port", format!("http://{host}:{other}{path}"), Aim::Taken(Verdict::Fail)),
        at("the other loopback address", format!("http://{sibling}:{other}{path}"), Aim::Told),
        at("another path", format!("http://{host}{taken_port}/oauth-flow-check"), Aim::Refused(refused)),
        at("`localhost` for the address", format!("http://localhost{taken_port}{path}"), Aim::Refused(by_name)),
    ]
}
