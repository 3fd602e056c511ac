//! A login of its own, with its tokens: what the checks work on that use tokens up.

use crate::flow::{Proof, Run, Silent, Why};
use crate::probe::{Desk, Hand, NoTicket, Part, Shot, Skip, Ticket, ask, set_form, shoot, unset_form};
use crate::protocol::token_response::{self, Expected, Kind};
use crate::protocol::{Client, Server, Tokens, client_auth, redeem, refresh};
use crate::trace::{Plan, Step};
use crate::wire::{Request, Response};

/// The tokens of a login, and the run that they go through.
pub(super) struct Grant<'a> {
    pub(super) run: Run<Hand<'a>, Silent>,
    pub(super) server: Server,
    pub(super) tokens: Tokens,
}

/// Why there is none.
pub(super) enum NoGrant {
    /// There is no code.
    Code(NoTicket),
    /// There are no tokens for it.
    Tokens(Part),
}

impl<'a> Grant<'a> {
    /// Logs in once more and redeems the code.
    pub(super) async fn of(desk: &'a Desk<'_>, plan: Plan) -> Result<Self, NoGrant> {
        let mut ticket = desk.obtain(plan).await.map_err(NoGrant::Code)?;
        let plan = &ticket.run.trace.plan;
        let request = redeem::request(&ticket.server, &plan.client, &ticket.code, &plan.nonces, &plan.asked);
        let shot = ask(&mut ticket.run, Step::Redeem, (request, Proof::Client(&ticket.server))).await;
        Self::redeemed(ticket, &shot).ok_or_else(|| NoGrant::Tokens(without_tokens(&shot)))
    }

    /// The tokens for a code that has just been redeemed, where they came.
    pub(super) fn redeemed(ticket: Ticket<'a>, shot: &Shot) -> Option<Self> {
        let Ticket { run, server, code: _ } = ticket;
        let tokens = shot.response().and_then(|response| read(response, &run, Kind::OfClient))?;
        Some(Self { run, server, tokens })
    }

    /// The tokens of the login that had to work; others need them, so nothing is to end them.
    pub(super) fn of_baseline(desk: &'a Desk<'_>) -> Option<Self> {
        let (server, baseline) = (desk.server()?.clone(), desk.baseline()?);
        let run = desk.run(baseline.trace.plan.clone());
        Some(Self { run, server, tokens: baseline.tokens.clone() })
    }

    /// Refreshes; what comes is held from then on.
    pub(super) async fn renew(&mut self, scope: &[String]) -> Shot {
        let refresh_token = self.tokens.refresh_token.clone().unwrap_or_default();
        let request = refresh::request(&self.server, &refresh_token, scope);
        let shot = ask(&mut self.run, Step::Refresh, (request, Proof::Client(&self.server))).await;
        self.adopt(&shot);
        shot
    }

    /// Holds the tokens of an answer, where it brought any: also one that should have been a refusal.
    pub(super) fn adopt(&mut self, shot: &Shot) {
        let came = shot.response().and_then(|response| read(response, &self.run, Kind::Refreshed));
        if let Some(came) = came {
            // One that brings no refresh token leaves the old one good (RFC 6749 6).
            let refresh_token = came.refresh_token.or(self.tokens.refresh_token.take());
            let id_token = came.id_token.or(self.tokens.id_token.take());
            self.tokens = Tokens { refresh_token, id_token, ..came };
        }
    }

    /// Sends a request without the proof of the client, whose name alone stays. Where a certificate is the proof, the
    /// connection has none. The name is all that a public client has to say who it is.
    pub(super) async fn send_unproven(
        &mut self,
        desk: &Desk<'_>,
        step: Step,
        (request, proof): (Request, Proof<'_>),
    ) -> Shot {
        let client = self.client().clone();
        let strip = |request: &mut Request| {
            unprove(request, &client.client_id);
            if !client.is_confidential() {
                unset_form(request, "client_id");
            }
        };
        if !client_auth::choose(&client, &self.server).is_tls() {
            return shoot(&mut self.run, step, (request, proof), strip).await;
        }
        let mut bare = self.run.proven(request.clone(), proof).unwrap_or(request);
        strip(&mut bare);
        desk.send_bare(step, bare).await
    }

    /// The client of this grant.
    pub(super) fn client(&self) -> &Client {
        &self.run.trace.plan.client
    }

    /// A run in which the same client shows a wrong secret; none where it has no secret, or enough wrong ones were shown.
    pub(super) fn with_wrong_secret(&self, desk: &'a Desk<'_>) -> Option<Run<Hand<'a>, Silent>> {
        let mut plan = self.run.trace.plan.clone();
        let secret = plan.client.client_secret.as_deref().filter(|secret| !secret.is_empty())?;
        plan.client.client_secret = Some(altered(secret));
        desk.may_be_wrong_besides().then(|| desk.run(plan))
    }

    /// A run of the second client, where there is one.
    pub(super) fn of_another(&self, desk: &'a Desk<'_>) -> Option<Run<Hand<'a>, Silent>> {
        let other = desk.subject.second.as_ref()?;
        let plan = Plan { client: other.client.clone(), ..self.run.trace.plan.clone() };
        Some(desk.run(plan).with_keys(other.keys.clone()))
    }
}

impl NoGrant {
    /// What is noted for a check that would have needed it.
    pub(super) fn part(&self) -> Part {
        match self {
            Self::Code(reason) => reason.part(),
            Self::Tokens(part) => part.clone(),
        }
    }

    /// Whether it was the server that refused, rather than nobody who could sign in.
    pub(super) fn is_refused(&self) -> bool {
        match self {
            Self::Code(reason) => {
                let stop = reason.stop.as_ref();
                stop.is_some_and(|stop| matches!(stop.why, Why::Refusal(_)))
            }
            // The part is one of a failure where nothing came, or nothing that was meant.
            Self::Tokens(part) => {
                let answer = part.exchanges.last().and_then(|exchange| exchange.response.as_ref());
                answer.is_some_and(|response| response.status < 500)
            }
        }
    }
}

/// Takes the proof of the client out of a request; its name alone stays.
fn unprove(request: &mut Request, client_id: &str) {
    request.headers.unset("authorization");
    for name in ["client_secret", "client_assertion", "client_assertion_type"] {
        unset_form(request, name);
    }
    set_form(request, "client_id", client_id);
}

/// The same text with one character changed: not the last one, which may hold bits that nobody reads.
pub(super) fn altered(text: &str) -> String {
    let begin = text.trim_end_matches('.').rfind('.').map_or(0, |dot| dot + 1);
    let (head, tail) = text.split_at(begin);
    let place = tail.chars().count() / 2;
    let other = |at: usize, own: char| match (at == place, own) {
        (false, own) => own,
        (true, 'A') => 'B',
        (true, _) => 'A',
    };
    head.chars().chain(tail.chars().enumerate().map(|(at, own)| other(at, own))).collect()
}

/// The tokens of an answer, without a word about what else is wrong with it: others look at that.
fn read(response: &Response, run: &Run<Hand<'_>, Silent>, kind: Kind) -> Option<Tokens> {
    let expected = Expected { dpop: run.trace.plan.dpop.is_some(), ..Expected::default() };
    token_response::accept_kind(response, &expected, kind).outcome.ok()
}

fn without_tokens(shot: &Shot) -> Part {
    let part = match &shot.exchange.failure {
        Some(failure) => Part::new(crate::probe::Verdict::Error, "tokens for a code", failure.to_string()),
        None => Part::skip(Skip::ControlFailed, "tokens for one more code, and none came"),
    };
    part.shown_by([shot.exchange.clone()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_altered_text_is_another_one_of_the_same_length() {
        for text in ["a", "AAAA", "secret", "head.body.signature", "head.body.", "a.", "."] {
            let other = altered(text);
            assert_eq!(other.len(), text.len(), "{text}");
            assert_ne!(other, text);
        }
        assert_eq!(altered("h.b.AAAA"), "h.b.AABA");
    }

    #[test]
    fn without_proof_only_the_name_is_left() {
        let form = crate::wire::Params::default().with("token", "t").with("client_secret", "s");
        let mut request = Request::post_form("https://a.example/", &form);
        request.headers.push("authorization", "Basic abc");
        unprove(&mut request, "web-app");
        assert_eq!(request.form().unwrap().to_form(), "token=t&client_id=web-app");
        assert_eq!(request.headers.get("authorization"), None);
    }
}
