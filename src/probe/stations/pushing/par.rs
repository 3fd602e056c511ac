//! Pushed authorization requests: who may push what, and who may use the name that comes back (RFC 9126).

use super::{not_offered, note_all, once};
use crate::flow::Proof;
use crate::probe::stations::front::{self, Landed, Look};
use crate::probe::{
    Desk, INVALID_CLIENT, Part, Profile, Said, Shot, Skip, Ticket, Verdict, Visitor, Wanted, shoot, unset_form,
};
use crate::protocol::{AuthMethod, Client, Endpoint, Pkce, Server, client_auth, push};
use crate::trace::{Plan, Step};
use crate::wire::{Params, Request, json, uri};

const AUTH: &str = "par-client-auth";
const VALIDATES: &str = "par-validates-request";
const BOUND: &str = "par-bound-to-client";
const ENFORCED: &str = "par-enforced";

/// Everything here that takes a push as it should be beside it.
const PROBES: [&str; 5] = [AUTH, VALIDATES, BOUND, ENFORCED, once::OVERRIDE];
/// What a push gives.
const NAME: &str = "request_uri";

/// A request that may not be pushed (RFC 9126 2.3).
const INVALID_REQUEST: Wanted = Wanted {
    exact: &[(400, "invalid_request")],
    allowed: &[
        (400, "request_uri_not_supported"),
        (400, "invalid_request_object"),
        (400, "invalid_request_uri"),
        (400, "invalid_redirect_uri"),
    ],
};

/// A request that was pushed as it should be, and how it went on.
pub(super) struct Control<'a> {
    pub(super) server: &'a Server,
    pub(super) endpoint: &'a str,
    pub(super) landed: Landed,
}

/// Looks at every check about pushed requests; gives back a code that nobody has spent.
pub(super) async fn check<'a>(desk: &'a Desk<'a>) -> Option<Ticket<'a>> {
    let server = desk.server()?;
    let Some(endpoint) = server.endpoint(Endpoint::PushedAuthorizationRequest) else {
        not_offered(desk, &PROBES, "a `pushed_authorization_request_endpoint`");
        not_offered(desk, &once::USES, "a `pushed_authorization_request_endpoint`");
        return None;
    };
    let unspent = once::check(desk, (server, endpoint)).await;
    if desk.wants_any(&PROBES) {
        probe(desk, (server, endpoint)).await;
    }
    unspent
}

async fn probe(desk: &Desk<'_>, (server, endpoint): (&Server, &str)) {
    match control(desk, (server, endpoint)).await {
        Ok(control) => {
            check_client(desk, &control).await;
            check_request(desk, &control).await;
            check_bound(desk, &control).await;
            check_enforced(desk, &control).await;
            once::check_override(desk, &control).await;
        }
        Err(part) => note_all(desk, &PROBES, &part),
    }
}

/// Pushes a request as it should be, and has a stranger carry its name to the authorization endpoint.
async fn control<'a>(desk: &Desk<'_>, (server, endpoint): (&'a Server, &'a str)) -> Result<Control<'a>, Part> {
    let expected = "a pushed request that works";
    let plan = front::quiet(desk).map_err(|failure| Part::new(Verdict::Error, expected, failure.to_string()))?;
    let shot = push_plan(desk, plan.clone(), (server, endpoint)).await;
    let Some(params) = named(&plan.client.client_id, &shot) else {
        return Err(without_control(&shot, expected));
    };
    let look = front::look(desk, &params, Visitor::Stranger).await;
    match &look.landed {
        landed if landed.is_good() => Ok(Control { server, endpoint, landed: look.landed }),
        Landed::Nothing(failure) => Err(Part::new(Verdict::Error, expected, failure.to_string())),
        landed => {
            let wanted = format!("{expected}, and it ended with {}", landed.words());
            Err(Part::skip(Skip::ControlFailed, wanted).shown_by(look.exchanges))
        }
    }
}

fn without_control(shot: &Shot, expected: &str) -> Part {
    let said = Said::giving(shot, NAME);
    let part = match &said {
        Said::Nothing(failure) => Part::new(Verdict::Error, expected, failure),
        _ => Part::skip(Skip::ControlFailed, format!("{expected}, and there was {}", said.words())),
    };
    part.shown_by([shot.exchange.clone()])
}

/// Pushes the request of a plan.
pub(super) async fn push_plan(desk: &Desk<'_>, plan: Plan, (server, endpoint): (&Server, &str)) -> Shot {
    let params = front::parameters(&plan);
    push_with(desk, plan, (server, push::request(endpoint, &params)), |_| ()).await
}

async fn push_with(
    desk: &Desk<'_>,
    plan: Plan,
    (server, request): (&Server, Request),
    change: impl FnOnce(&mut Request),
) -> Shot {
    let mut run = desk.run(plan);
    shoot(&mut run, Step::Push, (request, Proof::ClientAlone(server)), change).await
}

/// What the browser carries, where the push gave a name.
pub(super) fn named(client_id: &str, shot: &Shot) -> Option<Params> {
    let response = shot.response().filter(|response| response.status < 300)?;
    let members = json::object(response.body.octets()).ok()?;
    let name = members.get(NAME)?.as_str()?;
    Some(Params::default().with("client_id", client_id).with(NAME, name))
}

/// Without the proof of the client, and with a wrong one (RFC 9126 2.1).
async fn check_client(desk: &Desk<'_>, control: &Control<'_>) {
    if !desk.wants(AUTH) {
        return;
    }
    let client = &desk.subject.plan.client;
    let method = client_auth::choose(client, control.server);
    if !client.is_confidential() || method == AuthMethod::None {
        return desk.skip(AUTH, Skip::PublicClient, "a client that proves itself");
    }
    let Ok(plan) = front::quiet(desk) else { return };
    let request = push::request(control.endpoint, &front::parameters(&plan));
    let shot = if method.is_tls() {
        desk.send_bare(Step::Push, request).await
    } else {
        push_with(desk, plan, (control.server, request), without_proof).await
    };
    desk.note(AUTH, INVALID_CLIENT.judge_giving(&shot, NAME).labelled("no proof of the client"));
    let by_secret = matches!(method, AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost);
    if let (true, Ok(mut plan), Ok(secret)) = (by_secret, front::quiet(desk), desk.site.draw())
        && desk.may_be_wrong()
    {
        plan.client.client_secret = Some(secret);
        let shot = push_plan(desk, plan, (control.server, control.endpoint)).await;
        desk.note(AUTH, INVALID_CLIENT.judge_giving(&shot, NAME).labelled("a wrong secret"));
    }
}

fn without_proof(request: &mut Request) {
    request.headers.unset("authorization");
    for name in ["client_secret", "client_assertion", "client_assertion_type"] {
        unset_form(request, name);
    }
}

/// What may not be pushed (RFC 9126 2.1).
async fn check_request(desk: &Desk<'_>, control: &Control<'_>) {
    if !desk.wants(VALIDATES) {
        return;
    }
    let Ok(plan) = front::quiet(desk) else { return };
    let inside = front::parameters(&plan).with(NAME, "urn:ietf:params:oauth:request_uri:oauth-flow-check");
    let request = push::request(control.endpoint, &inside);
    let shot = push_with(desk, plan, (control.server, request), |_| ()).await;
    desk.note(VALIDATES, INVALID_REQUEST.judge_giving(&shot, NAME).labelled("a request_uri inside"));
    check_address(desk, control).await;
    if desk.options.profile == Profile::Fapi2 {
        check_without_pkce(desk, control).await;
    }
    check_get(desk, control).await;
}

/// An address that is not registered. A server may allow it to clients that prove themselves (RFC 9126 2.4).
async fn check_address(desk: &Desk<'_>, control: &Control<'_>) {
    const LABEL: &str = "a redirect_uri that is not registered";
    let Ok(mut plan) = front::quiet(desk) else { return };
    let client = Client { redirect_uri: "https://oauth-flow-check.invalid/callback".to_owned(), ..plan.client };
    plan.client = client;
    let is_allowed = plan.client.is_confidential();
    let part = follow(desk, control, plan, |landed| match landed {
        Landed::Elsewhere(_) if !is_allowed => Verdict::Fail,
        Landed::Elsewhere(_) if desk.options.profile == Profile::Fapi2 => Verdict::Pass,
        Landed::Elsewhere(_) => Verdict::Warn,
        landed => landed.fate(&control.landed).verdict(Verdict::Warn),
    });
    desk.note(VALIDATES, part.await.labelled(LABEL));
}

/// FAPI 2.0 Security Profile 5.3.2.2 wants PKCE with S256.
async fn check_without_pkce(desk: &Desk<'_>, control: &Control<'_>) {
    let Ok(mut plan) = front::quiet(desk) else { return };
    plan.pkce = Pkce::None;
    plan.nonces.code_verifier = None;
    let part = follow(desk, control, plan, |landed| landed.fate(&control.landed).verdict(Verdict::Fail)).await;
    desk.note(VALIDATES, part.labelled("no code_challenge"));
}

/// Pushes what may be refused at once, or at the authorization endpoint.
async fn follow(desk: &Desk<'_>, control: &Control<'_>, plan: Plan, judge: impl FnOnce(&Landed) -> Verdict) -> Part {
    let client_id = plan.client.client_id.clone();
    let shot = push_plan(desk, plan, (control.server, control.endpoint)).await;
    let Some(params) = named(&client_id, &shot) else { return INVALID_REQUEST.judge_giving(&shot, NAME) };
    let Look { landed, exchanges } = front::look(desk, &params, Visitor::Stranger).await;
    let verdict = judge(&landed);
    let shown = std::iter::once(shot.exchange).chain(exchanges).collect();
    Look { landed, exchanges: shown }.part(verdict, "400 invalid_request, at the latest where the browser comes")
}

/// RFC 9126 2.3: 405 for any method but POST.
async fn check_get(desk: &Desk<'_>, control: &Control<'_>) {
    let Ok(plan) = front::quiet(desk) else { return };
    let request = Request::get(uri::append_query(control.endpoint, &front::parameters(&plan).to_query()));
    let shot = desk.send_bare(Step::Push, request).await;
    let said = Said::giving(&shot, NAME);
    let verdict = match &said {
        Said::Tokens => Verdict::Fail,
        Said::Nothing(_) => Verdict::Error,
        Said::Refused { status: 400..=499, .. } => Verdict::Pass,
        Said::Refused { .. } | Said::Other(_) => Verdict::Warn,
    };
    let seen = if said == Said::Tokens { "a `request_uri`".to_owned() } else { said.words() };
    desk.note(VALIDATES, Part::new(verdict, "405", seen).labelled("sent by GET").shown_by([shot.exchange]));
}

/// The name, carried for another client (RFC 9126 2.2).
async fn check_bound(desk: &Desk<'_>, control: &Control<'_>) {
    if !desk.wants(BOUND) {
        return;
    }
    let Some(other) = &desk.subject.second else {
        return desk.skip(BOUND, Skip::NoSecondClient, "a second client of the same server");
    };
    let Ok(plan) = front::quiet(desk) else { return };
    let shot = push_plan(desk, plan, (control.server, control.endpoint)).await;
    let Some(params) = named(&other.client.client_id, &shot) else {
        return desk.note(BOUND, without_control(&shot, "a pushed request that works"));
    };
    let look = front::look(desk, &params, Visitor::Stranger).await;
    let verdict = look.landed.fate(&control.landed).verdict(Verdict::Fail);
    desk.note(BOUND, look.part(verdict, "an error: the name belongs to the client that pushed the request"));
}

/// A request that was not pushed, where the server takes pushed ones only (RFC 9126 5).
async fn check_enforced(desk: &Desk<'_>, control: &Control<'_>) {
    if !desk.wants(ENFORCED) {
        return;
    }
    if !control.server.declares("require_pushed_authorization_requests") && desk.options.profile != Profile::Fapi2 {
        return desk.skip(ENFORCED, Skip::NotAdvertised, "`require_pushed_authorization_requests`");
    }
    let Ok(plan) = front::quiet(desk) else { return };
    let params = front::parameters(&plan);
    let mut look = front::look(desk, &params, Visitor::Stranger).await;
    let mut verdict = look.landed.fate(&control.landed).verdict(Verdict::Fail);
    // A server may look for the person first: then only somebody who is signed in sees the refusal.
    if verdict == Verdict::Fail && desk.has_session() {
        look = front::look(desk, &params, Visitor::SignedIn).await;
        verdict = look.landed.fate(&control.landed).verdict(Verdict::Fail);
    } else if verdict == Verdict::Fail {
        verdict = Verdict::Inconclusive;
    }
    desk.note(ENFORCED, look.part(verdict, "an error: the request has to be pushed"));
}
