//! The end of tokens, and what the server tells of them.

mod effect;
mod introspection;

use super::baseline::without_login;
use super::grant::Grant;
use super::pulse::{Gauge, Pulse};
use crate::flow::{Proof, Run, Silent};
use crate::probe::{Desk, Hand, Part, Said, Shot, Skip, Verdict, ask};
use crate::protocol::{Endpoint, TokenKind, revocation};
use crate::trace::Step;

const EFFECTIVE: &str = "revoke-effective";
const CLIENT_AUTH: &str = "revoke-client-auth";
const FOREIGN: &str = "revoke-foreign-token";
const INTROSPECT_AUTH: &str = "introspect-auth";
const INACTIVE: &str = "introspect-inactive";
const ALL: [&str; 5] = [EFFECTIVE, CLIENT_AUTH, FOREIGN, INTROSPECT_AUTH, INACTIVE];

/// What is left of other checks: tokens that nobody needs any more.
struct Purse<'a> {
    grants: Vec<Grant<'a>>,
    /// So many codes more may be taken where all of them are dead.
    codes: usize,
}

/// Looks at it, at tokens that were made for it or that nobody needs any more.
pub(super) async fn check<'a>(desk: &'a Desk<'_>, grants: Vec<Grant<'a>>) {
    for (id, reason, wanted) in out_of_question(desk) {
        desk.skip(id, reason, wanted);
    }
    if !ALL.iter().any(|id| is_open(desk, id)) {
        return;
    }
    if desk.baseline().is_none() || desk.is_limited() {
        return note_rest(desk, &without_login(desk));
    }
    let mut purse = Purse { grants, codes: 1 };
    let gauge = gauge(desk, &mut purse).await;
    if let Some(gauge) = &gauge {
        introspection::check(desk, &mut purse, gauge).await;
        without_proof(desk, &mut purse, gauge).await;
        by_another(desk, &mut purse, gauge).await;
    }
    effect::check(desk, &mut purse, gauge.as_ref()).await;
    note_rest(desk, &Part::skip(Skip::ControlFailed, "a place that tells a token that lives from one that does not"));
}

/// What this server, or this client, has no way to show.
fn out_of_question(desk: &Desk<'_>) -> Vec<(&'static str, Skip, &'static str)> {
    let mut out = Vec::new();
    let Some(server) = desk.server() else { return out };
    let is_confidential = desk.subject.plan.client.is_confidential();
    if server.endpoint(Endpoint::Revocation).is_none() {
        let ids = [EFFECTIVE, CLIENT_AUTH, FOREIGN];
        out.extend(ids.map(|id| (id, Skip::NotAdvertised, "a revocation_endpoint")));
    } else {
        if !is_confidential {
            out.push((CLIENT_AUTH, Skip::PublicClient, "a client that can prove itself"));
        }
        if desk.subject.second.is_none() {
            out.push((FOREIGN, Skip::NoSecondClient, "a second client of the same server"));
        }
    }
    if server.endpoint(Endpoint::Introspection).is_none() {
        let ids = [INTROSPECT_AUTH, INACTIVE];
        out.extend(ids.map(|id| (id, Skip::NotAdvertised, "an introspection_endpoint")));
    } else if !is_confidential {
        out.push((INACTIVE, Skip::PublicClient, "a client that can prove itself"));
    }
    out
}

fn is_open(desk: &Desk<'_>, id: &str) -> bool {
    desk.wants(id) && !desk.is_noted(id)
}

fn note_rest(desk: &Desk<'_>, part: &Part) {
    for id in ALL.into_iter().filter(|id| !desk.is_noted(id)) {
        desk.note(id, part.clone());
    }
}

impl<'a> Purse<'a> {
    /// A grant whose access token lives; those that are dead are thrown away.
    async fn living(&mut self, desk: &'a Desk<'_>, gauge: &Gauge) -> Option<&mut Grant<'a>> {
        loop {
            if self.grants.is_empty() {
                self.refill(desk).await?;
            }
            let token = self.grants.first()?.tokens.access_token.clone();
            let (pulse, _) = gauge.look(self.grants.first_mut()?, &token).await;
            if pulse == Pulse::Alive {
                return self.grants.first_mut();
            }
            self.grants.remove(0);
        }
    }

    /// A grant whose refresh token works, as one refresh has just shown.
    async fn lasting(&mut self, desk: &'a Desk<'_>) -> Result<&mut Grant<'a>, Part> {
        let works = |shot: &Shot| Said::of(shot) == Said::Tokens;
        self.grants.retain(|grant| grant.tokens.refresh_token.is_some());
        while let Some(grant) = self.grants.first_mut() {
            if works(&grant.renew(&[]).await) {
                break;
            }
            self.grants.remove(0);
        }
        if self.grants.is_empty() {
            let gone = || Part::skip(Skip::CodeBudget, "one more login with a refresh token");
            self.codes = self.codes.checked_sub(1).ok_or_else(gone)?;
            self.grants.push(super::refresh::own(desk).await?);
            let grant = self.grants.first_mut().ok_or_else(gone)?;
            if !works(&grant.renew(&[]).await) {
                return Err(Part::skip(Skip::ControlFailed, "a refresh that works"));
            }
        }
        self.grants.first_mut().ok_or_else(|| Part::skip(Skip::NoRefreshToken, "a refresh token"))
    }

    async fn refill(&mut self, desk: &'a Desk<'_>) -> Option<()> {
        self.codes = self.codes.checked_sub(1)?;
        let grant = Grant::of(desk, desk.plan().ok()?).await.ok()?;
        self.grants.push(grant);
        Some(())
    }
}

/// Where it can be told whether a token lives.
async fn gauge<'a>(desk: &'a Desk<'_>, purse: &mut Purse<'a>) -> Option<Gauge> {
    for grant in &mut purse.grants {
        if let Some(gauge) = Gauge::find(desk, grant).await {
            return Some(gauge);
        }
    }
    // All of them may be dead.
    purse.refill(desk).await?;
    Gauge::find(desk, purse.grants.last_mut()?).await
}

/// Sends a revocation as it should be.
async fn revoke(grant: &mut Grant<'_>, token: &str, kind: TokenKind) -> Shot {
    let endpoint = grant.server.endpoint(Endpoint::Revocation).unwrap_or_default().to_owned();
    let request = revocation::request(&endpoint, token, kind);
    ask(&mut grant.run, Step::Revoke, (request, Proof::ClientAlone(&grant.server))).await
}

/// The client names itself and proves nothing, or the wrong thing.
async fn without_proof<'a>(desk: &'a Desk<'_>, purse: &mut Purse<'a>, gauge: &Gauge) {
    if !is_open(desk, CLIENT_AUTH) {
        return;
    }
    let Some(grant) = purse.living(desk, gauge).await else { return };
    let endpoint = grant.server.endpoint(Endpoint::Revocation).unwrap_or_default().to_owned();
    let token = grant.tokens.access_token.clone();
    let (server, request) = (grant.server.clone(), revocation::request(&endpoint, &token, TokenKind::AccessToken));
    let shot = grant.send_unproven(desk, Step::Revoke, (request, Proof::ClientAlone(&server))).await;
    let (life, look) = gauge.look(grant, &token).await;
    desk.note(CLIENT_AUTH, unproven(&shot, (life, &look)).labelled("without proof"));
    let Some(grant) = purse.living(desk, gauge).await else { return };
    if let Some(mut run) = grant.with_wrong_secret(desk) {
        let token = grant.tokens.access_token.clone();
        let shot = from(&mut run, grant, &token).await;
        let (life, look) = gauge.look(grant, &token).await;
        desk.note(CLIENT_AUTH, unproven(&shot, (life, &look)).labelled("with a wrong secret"));
    }
}

/// Another client, which proves itself rightly: what counts is whether the token lives.
async fn by_another<'a>(desk: &'a Desk<'_>, purse: &mut Purse<'a>, gauge: &Gauge) {
    if !is_open(desk, FOREIGN) {
        return;
    }
    let Some(grant) = purse.living(desk, gauge).await else { return };
    let Some(mut run) = grant.of_another(desk) else { return };
    let token = grant.tokens.access_token.clone();
    let shot = from(&mut run, grant, &token).await;
    let (life, look) = gauge.look(grant, &token).await;
    let verdict = match (life, shot.response()) {
        (_, None) => Verdict::Error,
        (Pulse::Alive, Some(_)) => Verdict::Pass,
        (Pulse::Dead, Some(_)) => Verdict::Fail,
        (Pulse::Unclear, Some(_)) => Verdict::Inconclusive,
    };
    desk.note(FOREIGN, told(verdict, "the token lives", (&shot, life, &look)));
}

async fn from(run: &mut Run<Hand<'_>, Silent>, grant: &Grant<'_>, token: &str) -> Shot {
    let endpoint = grant.server.endpoint(Endpoint::Revocation).unwrap_or_default();
    let request = revocation::request(endpoint, token, TokenKind::AccessToken);
    ask(run, Step::Revoke, (request, Proof::ClientAlone(&grant.server))).await
}

/// A revocation that nobody proved: it has to be refused, and above all to do nothing.
fn unproven(shot: &Shot, (pulse, look): (Pulse, &Shot)) -> Part {
    let is_invalid_client = matches!(
        Said::of(shot), Said::Refused { status: 400 | 401, error: Some(error) } if error == "invalid_client"
    );
    let verdict = match (pulse, shot.response()) {
        (_, None) => Verdict::Error,
        (Pulse::Dead, Some(_)) => Verdict::Fail,
        (Pulse::Unclear, Some(_)) => Verdict::Inconclusive,
        (Pulse::Alive, Some(_)) if is_invalid_client => Verdict::Pass,
        (Pulse::Alive, Some(_)) => Verdict::Warn,
    };
    told(verdict, "401 or 400 invalid_client, and the token lives", (shot, pulse, look))
}

fn told(verdict: Verdict, expected: &str, (shot, pulse, look): (&Shot, Pulse, &Shot)) -> Part {
    let state = match pulse {
        Pulse::Alive => "the token lives",
        Pulse::Dead => "the token is dead",
        Pulse::Unclear => "nobody can tell whether the token lives",
    };
    let seen = format!("{}, and {state}", answered(shot));
    Part::new(verdict, expected, seen).shown_by([shot.exchange.clone(), look.exchange.clone()])
}

/// The answer to a revocation in a few words.
fn answered(shot: &Shot) -> String {
    match Said::of(shot) {
        Said::Other(status) => status.to_string(),
        said => said.words(),
    }
}
