//! A token that is bound to a key, shown at a resource without it (RFC 9449 7).

use serde_json::json;

use super::lane::{Lane, wants_nonce};
use super::proof::Proof;
use super::redeeming::{Bound, PROOFS};
use crate::jose::SigningKey;
use crate::probe::{Part, Shot, Skip, Ticket, Verdict};
use crate::protocol::dpop::{self, Role};
use crate::trace::Step;
use crate::wire::Request;

/// The check.
pub(super) const ID: &str = "dpop-token-bound";

/// Where the token is shown, and the nonce of that place.
struct Door<'t> {
    url: String,
    step: Step,
    token: &'t str,
    nonce: Option<String>,
}

/// How a token is shown wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Misuse {
    AsBearer,
    WithoutProof,
    OtherKey,
    WithoutHash,
    OtherHash,
    OtherMethod,
    OtherAddress,
}

/// Shows the token as it should be, then in every other way.
pub(super) async fn check(lane: &Lane<'_>, ticket: &mut Ticket<'_>, bound: &Bound) {
    let desk = lane.desk;
    if !desk.wants(ID) && !desk.wants(PROOFS) {
        return;
    }
    let Some(mut door) = Door::of(lane, bound) else {
        return desk.skip(ID, Skip::NotAdvertised, "a userinfo endpoint, or a resource: --resource");
    };
    let Some((control, again)) = door.open(lane, ticket).await else { return };
    if !is_open(&control) {
        let seen = format!("the token with its proof, and it was answered with {}", words(&control));
        return desk.note(ID, Part::skip(Skip::ControlFailed, seen).shown_by([control.exchange]));
    }
    if desk.wants(PROOFS) {
        // RFC 9449 11.1 lets a server remember proofs; one that does not can be played a recorded request.
        let verdict = if is_open(&again) { Verdict::Warn } else { refusal(&again, Misuse::OtherKey) };
        let part = Part::new(verdict, "401: it was used before", words(&again)).labelled("the same proof twice");
        desk.note(PROOFS, part.shown_by([again.exchange]));
    }
    for misuse in Misuse::ALL.into_iter().filter(|_| desk.wants(ID)) {
        let Some(shot) = door.misuse(lane, ticket, misuse).await else { continue };
        let verdict = if is_open(&shot) { Verdict::Fail } else { refusal(&shot, misuse) };
        let part = Part::new(verdict, "401 and WWW-Authenticate: DPoP", words(&shot)).labelled(misuse.words());
        desk.note(ID, part.shown_by([shot.exchange]));
    }
}

impl<'t> Door<'t> {
    fn of(lane: &Lane<'_>, bound: &'t Bound) -> Option<Self> {
        let resource = lane.desk.subject.resource.clone().map(|url| (url, Step::Call));
        let userinfo = || {
            let endpoint = lane.desk.server()?.userinfo_endpoint.clone()?;
            lane.desk.speaks_openid().then_some((endpoint, Step::Userinfo))
        };
        let (url, step) = resource.or_else(userinfo)?;
        Some(Self { url, step, token: &bound.access_token, nonce: None })
    }

    /// The token with its proof, and the very same request once more.
    async fn open(&mut self, lane: &Lane<'_>, ticket: &mut Ticket<'_>) -> Option<(Shot, Shot)> {
        let request = self.right(lane)?;
        let first = self.knock(ticket, request.clone()).await?;
        if !wants_nonce(&first, Role::Resource) {
            let again = self.knock(ticket, request).await?;
            return Some((first, again));
        }
        let request = self.right(lane)?;
        let first = self.knock(ticket, request.clone()).await?;
        let again = self.knock(ticket, request).await?;
        Some((first, again))
    }

    async fn misuse(&mut self, lane: &Lane<'_>, ticket: &mut Ticket<'_>, misuse: Misuse) -> Option<Shot> {
        let other = lane.other_key()?;
        let request = self.wrong(lane, &other, misuse)?;
        let shot = self.knock(ticket, request).await?;
        if !wants_nonce(&shot, Role::Resource) {
            return Some(shot);
        }
        let request = self.wrong(lane, &other, misuse)?;
        self.knock(ticket, request).await
    }

    fn right(&self, lane: &Lane<'_>) -> Option<Request> {
        let proof = self.proof(lane, &lane.key)?.signed(&lane.key)?;
        Some(self.request("DPoP", Some(proof)))
    }

    fn wrong(&self, lane: &Lane<'_>, other: &SigningKey, misuse: Misuse) -> Option<Request> {
        let own = self.proof(lane, &lane.key)?;
        let proof = match misuse {
            Misuse::AsBearer => return Some(self.request("Bearer", None)),
            Misuse::WithoutProof => return Some(self.request("DPoP", None)),
            Misuse::OtherKey => self.proof(lane, other)?.signed(other),
            Misuse::WithoutHash => own.without("ath").signed(&lane.key),
            Misuse::OtherHash => own.with("ath", json!(dpop::token_hash("another token"))).signed(&lane.key),
            Misuse::OtherMethod => own.with("htm", json!("DELETE")).signed(&lane.key),
            Misuse::OtherAddress => own.with("htu", json!(format!("{}/oauth-flow-check", self.url))).signed(&lane.key),
        };
        Some(self.request("DPoP", Some(proof?)))
    }

    fn proof(&self, lane: &Lane<'_>, key: &SigningKey) -> Option<Proof> {
        lane.proof(key, &Request::get(&self.url), (self.nonce.as_deref(), Some(self.token)))
    }

    fn request(&self, scheme: &str, proof: Option<String>) -> Request {
        let mut request = Request::get(&self.url);
        request.headers.push("accept", "application/json");
        request.headers.push("authorization", format!("{scheme} {}", self.token));
        if let Some(proof) = proof {
            request.headers.push(dpop::HEADER, proof);
        }
        request
    }

    async fn knock(&mut self, ticket: &mut Ticket<'_>, request: Request) -> Option<Shot> {
        let before = ticket.run.trace.exchanges.len();
        // whatever stopped it stands in the record
        let _ = ticket.run.send(self.step, request).await;
        let shot = Shot { exchange: ticket.run.trace.exchanges.get(before)?.clone() };
        if let Some(nonce) = shot.response().and_then(|response| response.headers.get(dpop::NONCE)) {
            self.nonce = Some(nonce.to_owned());
        }
        Some(shot)
    }
}

impl Misuse {
    const ALL: [Self; 7] = [
        Self::AsBearer,
        Self::WithoutProof,
        Self::OtherKey,
        Self::WithoutHash,
        Self::OtherHash,
        Self::OtherMethod,
        Self::OtherAddress,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::AsBearer => "shown as Bearer",
            Self::WithoutProof => "shown without a proof",
            Self::OtherKey => "a proof of another key",
            Self::WithoutHash => "a proof without ath",
            Self::OtherHash => "a proof for another token",
            Self::OtherMethod => "a proof for another method",
            Self::OtherAddress => "a proof for another address",
        }
    }
}

fn is_open(shot: &Shot) -> bool {
    shot.response().is_some_and(|response| (200..300).contains(&response.status))
}

/// How well it was refused (RFC 9449 7.1).
fn refusal(shot: &Shot, misuse: Misuse) -> Verdict {
    let Some(response) = shot.response() else { return Verdict::Error };
    let names = |scheme: &str| response.headers.challenges().iter().any(|it| it.scheme.eq_ignore_ascii_case(scheme));
    match response.status {
        401 if names("dpop") || (misuse == Misuse::AsBearer && names("bearer")) => Verdict::Pass,
        400 if misuse == Misuse::WithoutProof => Verdict::Pass,
        _ => Verdict::Warn,
    }
}

fn words(shot: &Shot) -> String {
    let Some(response) = shot.response() else {
        return shot.exchange.failure.as_ref().map_or_else(|| "no answer".to_owned(), ToString::to_string);
    };
    let schemes: Vec<String> = response.headers.challenges().into_iter().map(|challenge| challenge.scheme).collect();
    let challenge =
        if schemes.is_empty() { String::new() } else { format!(" and a challenge of {}", schemes.join(", ")) };
    format!("{}{challenge}", response.status)
}
