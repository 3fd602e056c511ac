//! What a refresh grants: as much as the user did, or less.

use serde_json::Value;

use super::{Refusals, WIDENING};
use crate::flow::Proof;
use crate::probe::stations::grant::Grant;
use crate::probe::{Desk, Part, Said, Shot, Verdict, ask};
use crate::protocol::introspection::{self, Known};
use crate::protocol::{Endpoint, Metadata, TokenKind, refresh, token_response};
use crate::trace::{Plan, Step};

/// Scopes that change what kind of login it is; the others may be there or not.
const OF_THE_LOGIN: [&str; 2] = ["openid", "offline_access"];

/// A scope that is known and was not asked for.
enum Room {
    /// The server lists more than what was asked for.
    Listed(String),
    /// It does not: this one was asked for, and is left out of the grant.
    LeftOut(String),
}

/// The plan of a grant that leaves room for a scope to be asked for later.
pub(super) fn narrowed(desk: &Desk<'_>, mut plan: Plan) -> Plan {
    if let Some(Room::LeftOut(scope)) = room(desk).filter(|_| desk.wants(WIDENING)) {
        plan.scope.retain(|own| *own != scope);
    }
    plan
}

/// The scopes that the user granted.
pub(super) fn granted(grant: &Grant<'_>) -> Vec<String> {
    match &grant.tokens.scope {
        Some(scope) => words(scope),
        None => grant.run.trace.scope_asked(),
    }
}

/// Whether a plain refresh grants what was granted, and no more.
pub(super) fn kept(shot: &Shot, granted: &[String]) -> Part {
    let came = scope_of(shot);
    let wider: Vec<String> = came.iter().flatten().filter(|scope| !granted.contains(scope)).cloned().collect();
    let verdict = if wider.is_empty() { Verdict::Pass } else { Verdict::Fail };
    let seen = came.map_or_else(|| "no scope named: as before".to_owned(), |came| came.join(" "));
    Part::new(verdict, format!("within {}", granted.join(" ")), seen)
        .labelled("nothing more asked for")
        .shown_by([shot.exchange.clone()])
}

/// One scope more than was granted, then one less (RFC 6749 6).
pub(super) async fn widened(desk: &Desk<'_>, grant: &mut Grant<'_>, granted: &[String]) -> Refusals {
    let mut parts = Vec::new();
    if !desk.wants(WIDENING) {
        return parts;
    }
    if let Some(Room::Listed(more) | Room::LeftOut(more)) = room(desk).filter(|room| !granted.contains(room.scope())) {
        let wanted: Vec<String> = granted.iter().chain([&more]).cloned().collect();
        let shot = with_scope(grant, &wanted).await;
        let part = judge(grant, &shot, &more).await;
        parts.push((WIDENING, part.labelled(format!("`{more}` more"))));
    }
    let spare = granted.iter().rposition(|scope| !OF_THE_LOGIN.contains(&scope.as_str()));
    if let Some(spare) = spare.filter(|_| granted.len() > 1) {
        let wanted: Vec<String> = [&granted[..spare], &granted[spare + 1..]].concat();
        let shot = with_scope(grant, &wanted).await;
        let said = Said::of(&shot);
        let verdict = match &said {
            Said::Tokens => Verdict::Pass,
            Said::Nothing(_) => Verdict::Error,
            Said::Refused { .. } | Said::Other(_) => Verdict::Warn,
        };
        let part = Part::new(verdict, "an access_token that may do less", said.words());
        parts.push((WIDENING, part.labelled(format!("`{}` less", granted[spare])).shown_by([shot.exchange])));
    }
    parts
}

/// A token for less does not make the grant any smaller (RFC 6749 6): worth knowing where it does.
pub(super) fn whole_again(shot: &Shot, granted: &[String]) -> Part {
    let seen = match scope_of(shot) {
        Some(came) if granted.iter().all(|scope| came.contains(scope)) => "all of the grant again".to_owned(),
        Some(came) => format!("{} from then on", came.join(" ")),
        None => "no scope named".to_owned(),
    };
    Part::new(Verdict::Pass, "all of the grant again", seen)
        .labelled("nothing asked for after less")
        .shown_by([shot.exchange.clone()])
}

impl Room {
    fn scope(&self) -> &String {
        match self {
            Self::Listed(scope) | Self::LeftOut(scope) => scope,
        }
    }
}

fn room(desk: &Desk<'_>) -> Option<Room> {
    let asked = &desk.subject.plan.scope;
    let is_free = |scope: &&str| !OF_THE_LOGIN.contains(scope);
    let document = desk.server()?.metadata.as_ref();
    let listed = document.and_then(|document: &Metadata| document.list("scopes_supported")).unwrap_or_default();
    let more = listed.into_iter().filter(is_free).find(|scope| !asked.iter().any(|own| own == scope));
    let last = || asked.iter().map(String::as_str).rfind(|scope| is_free(scope));
    more.map(|scope| Room::Listed(scope.to_owned())).or_else(|| last().map(|scope| Room::LeftOut(scope.to_owned())))
}

async fn with_scope(grant: &mut Grant<'_>, scope: &[String]) -> Shot {
    let token = grant.tokens.refresh_token.clone().unwrap_or_default();
    let request = refresh::request(&grant.server, &token, scope);
    let shot = ask(&mut grant.run, Step::Refresh, (request, Proof::Client(&grant.server))).await;
    grant.adopt(&shot);
    shot
}

/// `invalid_scope`, or a token without it (RFC 6749 6). Where the answer names no scope it is the one that was asked for
/// (5.1), unless the server says otherwise when it is asked.
async fn judge(grant: &mut Grant<'_>, shot: &Shot, more: &str) -> Part {
    const EXPECTED: &str = "400 invalid_scope, or a token without it";
    let said = Said::of(shot);
    let (verdict, seen) = match &said {
        Said::Nothing(failure) => (Verdict::Error, failure.clone()),
        Said::Refused { status: 400, error: Some(error) } if error == "invalid_scope" => (Verdict::Pass, said.words()),
        Said::Refused { .. } | Said::Other(_) => (Verdict::Warn, said.words()),
        Said::Tokens => match scope_of(shot) {
            Some(came) if came.iter().any(|scope| scope == more) => (Verdict::Fail, came.join(" ")),
            Some(came) => (Verdict::Pass, came.join(" ")),
            None => match introspected(grant).await {
                Some(came) if came.iter().any(|scope| scope == more) => (Verdict::Fail, came.join(" ")),
                Some(came) => (Verdict::Pass, format!("no scope named, and by introspection {}", came.join(" "))),
                None => (Verdict::Inconclusive, "an access_token, and no scope named".to_owned()),
            },
        },
    };
    Part::new(verdict, EXPECTED, seen).shown_by([shot.exchange.clone()])
}

/// The scope of the access token that is held now, by the word of the server.
async fn introspected(grant: &mut Grant<'_>) -> Option<Vec<String>> {
    let endpoint = grant.server.endpoint(Endpoint::Introspection).filter(|_| grant.client().is_confidential())?;
    let request = introspection::request(endpoint, &grant.tokens.access_token, TokenKind::AccessToken);
    let shot = ask(&mut grant.run, Step::Introspect, (request, Proof::ClientAlone(&grant.server))).await;
    let told = introspection::accept(shot.response()?, Known::Nothing).outcome.ok().filter(|told| told.active)?;
    told.members.get("scope").and_then(Value::as_str).map(words)
}

fn scope_of(shot: &Shot) -> Option<Vec<String>> {
    let members = token_response::members(shot.response()?)?;
    members.get("scope").and_then(Value::as_str).map(words)
}

fn words(scope: &str) -> Vec<String> {
    scope.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
