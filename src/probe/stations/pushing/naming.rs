//! What a request names beyond scopes and nobody knows: details of an unknown type, a resource that is not guarded.

use serde_json::{Map, Value};

use super::{lists, not_offered};
use crate::flow::Proof;
use crate::jose::Jwt;
use crate::probe::stations::front::{self, Look};
use crate::probe::{Desk, Part, Skip, Ticket, Verdict, Visitor};
use crate::protocol::{Endpoint, TokenKind, introspection};
use crate::trace::{Exchange, Step};
use crate::wire::json;

const DETAILS: &str = "rar-unknown-type";
const RESOURCE: &str = "authz-resource-unknown";

/// A type that nobody knows.
const UNKNOWN: &str = r#"[{"type":"urn:example:oauth-flow-check"}]"#;
/// A resource that nobody guards.
const NOWHERE: &str = "https://oauth-flow-check.invalid/";

/// Asks for both.
pub(super) async fn check(desk: &Desk<'_>) {
    if desk.wants(DETAILS) {
        check_details(desk).await;
    }
    if desk.wants(RESOURCE) {
        check_resource(desk).await;
    }
}

/// Asks as a stranger, with a control that names nothing: only where both go on somebody has to sign in.
async fn ask(desk: &Desk<'_>, id: &str, (name, value): (&str, &str)) -> Option<(Look, front::Fate)> {
    let plan = front::quiet(desk).ok()?;
    let params = front::parameters(&plan);
    let control = front::look(desk, &params, Visitor::Stranger).await;
    if !control.landed.is_good() {
        let wanted = format!("a request that works, and it ended with {}", control.landed.words());
        desk.note(id, Part::skip(Skip::ControlFailed, wanted).shown_by(control.exchanges));
        return None;
    }
    let look = front::look(desk, &params.with(name, value), Visitor::Stranger).await;
    let fate = look.landed.fate(&control.landed);
    Some((look, fate))
}

/// A refusal by this error is exact; another one is told.
fn note_refusal(desk: &Desk<'_>, id: &str, look: Look, error: &str) {
    let is_exact = look.landed.get("error") == Some(error);
    let verdict = if is_exact { Verdict::Pass } else { Verdict::Warn };
    desk.note(id, look.part(verdict, error));
}

async fn check_details(desk: &Desk<'_>) {
    const ERROR: &str = "invalid_authorization_details";
    if !lists(desk, "authorization_details_types_supported") {
        return not_offered(desk, &[DETAILS], "`authorization_details_types_supported`");
    }
    let asked = ("authorization_details", UNKNOWN);
    let Some((look, fate)) = ask(desk, DETAILS, asked).await else { return };
    match fate {
        front::Fate::WentOn if desk.has_session() => {
            // Who it is may be asked first.
            let Ok(plan) = front::quiet(desk) else { return };
            let params = front::parameters(&plan).with(asked.0, asked.1);
            let look = front::look(desk, &params, Visitor::SignedIn).await;
            if look.landed.get("error") == Some("login_required") {
                return desk.skip(DETAILS, Skip::NeedsSession, "a session that lasts");
            }
            if look.landed.is_good() {
                desk.note(DETAILS, look.part(Verdict::Warn, ERROR));
            } else {
                note_refusal(desk, DETAILS, look, ERROR);
            }
        }
        front::Fate::WentOn => desk.skip(DETAILS, Skip::NeedsSession, "somebody who signs in: --agent"),
        front::Fate::Unclear => desk.note(DETAILS, look.part(Verdict::Inconclusive, ERROR)),
        front::Fate::Stopped | front::Fate::Crashed => note_refusal(desk, DETAILS, look, ERROR),
    }
}

async fn check_resource(desk: &Desk<'_>) {
    const ERROR: &str = "invalid_target";
    let Some((look, fate)) = ask(desk, RESOURCE, ("resource", NOWHERE)).await else { return };
    match fate {
        front::Fate::WentOn => check_audience(desk).await,
        front::Fate::Unclear => desk.note(RESOURCE, look.part(Verdict::Inconclusive, ERROR)),
        front::Fate::Stopped | front::Fate::Crashed => note_refusal(desk, RESOURCE, look, ERROR),
    }
}

/// The parameter was not refused: whom the token is made out to tells whether it was passed over.
async fn check_audience(desk: &Desk<'_>) {
    let Ok(mut plan) = desk.plan() else { return };
    plan.asked.parameters.retain(|(name, _)| name != "resource");
    plan.asked.parameters.push(("resource".to_owned(), NOWHERE.to_owned()));
    let mut ticket = match desk.obtain(plan).await {
        Ok(ticket) => ticket,
        Err(none) => return desk.note(RESOURCE, none.part()),
    };
    let shot = ticket.redeem(|_| ()).await;
    let members = shot.response().and_then(|response| json::object(response.body.octets()).ok()).unwrap_or_default();
    let mut shown = vec![shot.exchange];
    let token = members.get("access_token").and_then(Value::as_str);
    let audience = match token {
        None => return desk.note(RESOURCE, refused(&members, shown)),
        Some(token) => audience(&mut ticket, token, &mut shown).await,
    };
    let is_for = |audience: &Value| match audience {
        Value::String(one) => one == NOWHERE,
        Value::Array(many) => many.iter().any(|one| one == NOWHERE),
        _ => false,
    };
    match audience {
        Some(audience) if is_for(&audience) => {
            let seen = format!("a token for {audience}");
            desk.note(RESOURCE, Part::new(Verdict::Warn, "invalid_target", seen).shown_by(shown));
        }
        _ => desk.skip(RESOURCE, Skip::NotAdvertised, "resource indicators: `resource` was passed over"),
    }
}

/// The token endpoint may be the one that looks (RFC 8707 2.2).
fn refused(members: &Map<String, Value>, shown: Vec<Exchange>) -> Part {
    let error = members.get("error").and_then(Value::as_str).unwrap_or("no token");
    let verdict = if error == "invalid_target" { Verdict::Pass } else { Verdict::Warn };
    Part::new(verdict, "invalid_target", error).shown_by(shown)
}

/// Whom a token is made out to: it says so itself, or the server does.
async fn audience(ticket: &mut Ticket<'_>, token: &str, shown: &mut Vec<Exchange>) -> Option<Value> {
    if let Ok(jwt) = Jwt::parse(token) {
        return jwt.claims.get("aud").cloned();
    }
    let server = ticket.server.clone();
    let endpoint = server.endpoint(Endpoint::Introspection)?;
    let request = introspection::request(endpoint, token, TokenKind::AccessToken);
    let proof = (request, Proof::ClientAlone(&server));
    let shot = crate::probe::shoot(&mut ticket.run, Step::Introspect, proof, |_| ()).await;
    shown.push(shot.exchange.clone());
    json::object(shot.response()?.body.octets()).ok()?.get("aud").cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unknown_type_is_json_and_the_unknown_place_is_nowhere() {
        let details: Value = serde_json::from_str(UNKNOWN).unwrap();
        assert!(details[0]["type"].is_string());
        assert!(crate::wire::uri::host(NOWHERE).ends_with(".invalid"));
        assert!(
            matches!(front::Landed::Elsewhere(NOWHERE.into()).words().as_str(), words if words.contains("invalid"))
        );
    }
}
