//! Whether an access token lives: shown at a door that is known to open for the living alone, or asked about.

use std::time::Duration;

use super::grant::Grant;
use super::resource::{Door, doors};
use crate::flow::Proof;
use crate::jose::Jwt;
use crate::probe::{Desk, Shot, ask};
use crate::protocol::introspection::{self, Known};
use crate::protocol::{Endpoint, TokenKind, Tokens};
use crate::trace::{Exchange, Step};

/// A place where it can be told.
pub(super) enum Gauge {
    /// A resource.
    Door(Door),
    /// The introspection endpoint.
    Introspection(String),
}

/// What was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pulse {
    Alive,
    Dead,
    /// The answer says neither.
    Unclear,
}

/// How long a revocation may take until it is known everywhere, in looks one second apart.
const LOOKS: usize = 5;

impl Gauge {
    /// The first place that tells a token that lives from one that was made up; userinfo and resources come first, since
    /// what opens there is what counts.
    pub(super) async fn find(desk: &Desk<'_>, grant: &mut Grant<'_>) -> Option<Self> {
        let asks = grant.server.endpoint(Endpoint::Introspection).filter(|_| grant.client().is_confidential());
        let asks = asks.map(|endpoint| Self::Introspection(endpoint.to_owned()));
        let made_up = desk.site.draw().ok()?;
        for gauge in doors(desk).into_iter().map(Self::Door).chain(asks) {
            let living = grant.tokens.access_token.clone();
            let tells = gauge.look(grant, &living).await.0 == Pulse::Alive
                && gauge.look(grant, &made_up).await.0 == Pulse::Dead;
            if tells {
                return Some(gauge);
            }
        }
        None
    }

    /// Looks once.
    pub(super) async fn look(&self, grant: &mut Grant<'_>, token: &str) -> (Pulse, Shot) {
        let shown = Tokens { access_token: token.to_owned(), ..grant.tokens.clone() };
        let (step, request, proof) = match self {
            Self::Door(door) => (door.step, door.request(), Proof::Token(&shown)),
            Self::Introspection(endpoint) => {
                let request = introspection::request(endpoint, token, TokenKind::AccessToken);
                (Step::Introspect, request, Proof::ClientAlone(&grant.server))
            }
        };
        let shot = ask(&mut grant.run, step, (request, proof)).await;
        (self.read(&shot), shot)
    }

    /// Looks until the token is dead, or for as long as that may take.
    pub(super) async fn await_death(
        &self,
        desk: &Desk<'_>,
        grant: &mut Grant<'_>,
        token: &str,
    ) -> (Pulse, Vec<Exchange>) {
        let mut seen = Vec::new();
        loop {
            let (pulse, shot) = self.look(grant, token).await;
            seen.push(shot.exchange);
            if pulse != Pulse::Alive || seen.len() > LOOKS {
                return (pulse, seen);
            }
            desk.site.wait(Duration::from_secs(1)).await;
        }
    }

    /// Whether such a token may be taken here without a word with the server: then it lives until it expires.
    pub(super) fn is_distant(&self, token: &str) -> bool {
        matches!(self, Self::Door(door) if door.step != Step::Userinfo) && Jwt::parse(token).is_ok()
    }

    /// Where it is, in a few words.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Door(door) => door.name,
            Self::Introspection(_) => "introspection",
        }
    }

    fn read(&self, shot: &Shot) -> Pulse {
        let Some(response) = shot.response() else { return Pulse::Unclear };
        match self {
            Self::Door(_) => match response.status {
                200..=299 => Pulse::Alive,
                400 | 401 | 403 => Pulse::Dead,
                _ => Pulse::Unclear,
            },
            Self::Introspection(_) => match introspection::accept(response, Known::Nothing).outcome {
                Ok(told) if told.active => Pulse::Alive,
                Ok(_) => Pulse::Dead,
                Err(_) => Pulse::Unclear,
            },
        }
    }
}
