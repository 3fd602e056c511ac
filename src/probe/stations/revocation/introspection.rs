//! What the server tells of tokens, and to whom (RFC 7662).

use serde_json::{Map, Value};

use super::{INACTIVE, INTROSPECT_AUTH, Purse, is_open};
use crate::flow::{Proof, Run, Silent};
use crate::probe::stations::grant::{Grant, unprove};
use crate::probe::stations::pulse::Gauge;
use crate::probe::{Desk, Hand, Part, Said, Shot, Skip, Verdict, ask, shoot, unset_form};
use crate::protocol::{Endpoint, TokenKind, introspection};
use crate::trace::Step;
use crate::wire::{Request, json};

/// Looks at it, with a token that lives.
pub(super) async fn check<'a>(desk: &'a Desk<'_>, purse: &mut Purse<'a>, gauge: &Gauge) {
    if !is_open(desk, INTROSPECT_AUTH) && !is_open(desk, INACTIVE) {
        return;
    }
    let Some(grant) = purse.living(desk, gauge).await else { return };
    if is_open(desk, INTROSPECT_AUTH) {
        unproven(desk, grant).await;
    }
    if !is_open(desk, INACTIVE) {
        return;
    }
    let living = grant.tokens.access_token.clone();
    let control = asked(grant, &living).await;
    unknown(desk, grant, members(&control).is_some_and(|told| told.get("active") == Some(&Value::Bool(true)))).await;
    if let Some(mut run) = grant.of_another(desk) {
        let shot = by(&mut run, grant, &living).await;
        // Whom a server tells about whose tokens is its own choice (RFC 7662 4).
        let seen = match members(&shot).and_then(|told| told.get("active").cloned()) {
            Some(active) => format!("active {active}"),
            None => Said::of(&shot).words(),
        };
        let part = Part::new(Verdict::Pass, "active false, or what the server lets other clients know", seen);
        desk.note(INACTIVE, part.labelled("a token of another client").shown_by([shot.exchange]));
    }
}

/// A token that is revoked is told of like one that never was.
pub(super) async fn revoked(desk: &Desk<'_>, grant: &mut Grant<'_>, token: &str) {
    // Only where the same question had the right answer before.
    if desk.is_noted(INACTIVE)
        && grant.server.endpoint(Endpoint::Introspection).is_some()
        && grant.client().is_confidential()
    {
        let shot = asked(grant, token).await;
        desk.note(INACTIVE, inactive(&shot).labelled("a revoked token"));
    }
}

async fn unproven(desk: &Desk<'_>, grant: &mut Grant<'_>) {
    const EXPECTED: &str = "401, or 400 with invalid_client or invalid_request";
    if grant.client().certificate.is_some() {
        let part = Part::new(Verdict::Inconclusive, EXPECTED, "the certificate proves the client at every connection");
        return desk.note(INTROSPECT_AUTH, part);
    }
    let client = grant.client().clone();
    let request = request(grant, &grant.tokens.access_token);
    let proof = Proof::ClientAlone(&grant.server);
    let shot = shoot(&mut grant.run, Step::Introspect, (request, proof), |request| {
        unprove(request, &client.client_id);
        // The name is all that a public client has to say who it is.
        if !client.is_confidential() {
            unset_form(request, "client_id");
        }
    })
    .await;
    let active = members(&shot).and_then(|told| told.get("active").cloned());
    let said = Said::of(&shot);
    let (verdict, seen) = match (&said, active) {
        (Said::Nothing(failure), _) => (Verdict::Error, failure.clone()),
        (Said::Refused { status: 401, .. }, _) => (Verdict::Pass, said.words()),
        (Said::Refused { status: 400, error: Some(error) }, _)
            if matches!(error.as_str(), "invalid_client" | "invalid_request") =>
        {
            (Verdict::Pass, said.words())
        }
        (Said::Refused { .. }, _) => (Verdict::Warn, said.words()),
        // It gives nothing away, but answers whoever comes.
        (_, Some(Value::Bool(false))) => (Verdict::Warn, "200 with active false, of a token that lives".to_owned()),
        (_, Some(active)) => (Verdict::Fail, format!("200 with active {active}")),
        (_, None) => (Verdict::Inconclusive, said.words()),
    };
    desk.note(INTROSPECT_AUTH, Part::new(verdict, EXPECTED, seen).shown_by([shot.exchange]));
}

/// That a token is not active means something where one that lives is.
async fn unknown(desk: &Desk<'_>, grant: &mut Grant<'_>, control: bool) {
    let Ok(made_up) = desk.site.draw() else { return };
    let shot = asked(grant, &made_up).await;
    let part = inactive(&shot);
    let part = match part.verdict {
        Verdict::Pass | Verdict::Inconclusive if !control => {
            Part::skip(Skip::ControlFailed, "an answer of active true for a token that lives").shown_by(part.exchanges)
        }
        _ => part,
    };
    desk.note(INACTIVE, part.labelled("a token that nobody issued"));
}

/// Exactly that it is not active: nothing else is told, so that nobody learns why (RFC 7662 2.2).
fn inactive(shot: &Shot) -> Part {
    const EXPECTED: &str = "200 with {\"active\": false} and nothing else";
    let said = Said::of(shot);
    let (verdict, seen) = match (&said, members(shot)) {
        (Said::Nothing(failure), _) => (Verdict::Error, failure.clone()),
        (Said::Other(_), Some(told)) => match told.get("active") {
            Some(Value::Bool(false)) if told.len() == 1 => (Verdict::Pass, "so it is".to_owned()),
            Some(Value::Bool(false)) => (Verdict::Warn, format!("active false, and {} members more", told.len() - 1)),
            // The string "false" is true to whoever takes it for a boolean.
            Some(active) => (Verdict::Fail, format!("active {active}")),
            None => (Verdict::Inconclusive, "no active".to_owned()),
        },
        _ => (Verdict::Inconclusive, said.words()),
    };
    Part::new(verdict, EXPECTED, seen).shown_by([shot.exchange.clone()])
}

async fn asked(grant: &mut Grant<'_>, token: &str) -> Shot {
    let request = request(grant, token);
    ask(&mut grant.run, Step::Introspect, (request, Proof::ClientAlone(&grant.server))).await
}

async fn by(run: &mut Run<Hand<'_>, Silent>, grant: &Grant<'_>, token: &str) -> Shot {
    ask(run, Step::Introspect, (request(grant, token), Proof::ClientAlone(&grant.server))).await
}

fn request(grant: &Grant<'_>, token: &str) -> Request {
    let endpoint = grant.server.endpoint(Endpoint::Introspection).unwrap_or_default();
    introspection::request(endpoint, token, TokenKind::AccessToken)
}

fn members(shot: &Shot) -> Option<Map<String, Value>> {
    json::object(shot.response()?.body.octets()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Exchange;
    use crate::wire::Response;

    #[test]
    fn of_the_dead_nothing_is_told() {
        let verdict = |status: u16, body: &str| {
            let mut exchange =
                Exchange::new(Step::Introspect, Request::get("https://a.example/"), std::time::UNIX_EPOCH);
            exchange.response = Some(Response::new(status).with_body("application/json", body));
            inactive(&Shot { exchange }).verdict
        };
        assert_eq!(verdict(200, r#"{"active":false}"#), Verdict::Pass);
        assert_eq!(verdict(200, r#"{"active":false,"sub":"a"}"#), Verdict::Warn);
        assert_eq!(verdict(200, r#"{"active":true}"#), Verdict::Fail);
        assert_eq!(verdict(200, r#"{"active":"false"}"#), Verdict::Fail);
        assert_eq!(verdict(200, "{}"), Verdict::Inconclusive);
        assert_eq!(verdict(401, r#"{"error":"invalid_client"}"#), Verdict::Inconclusive);
    }
}
