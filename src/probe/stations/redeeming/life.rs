//! Whether an access token is alive, as userinfo or introspection tells.

use std::time::Duration;

use crate::flow::Proof;
use crate::probe::{Desk, Part, Shot, Ticket, Verdict, shoot};
use crate::protocol::{Endpoint, TokenKind, Tokens, introspection, userinfo};
use crate::trace::Step;
use crate::wire::json;

/// Where it is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gauge {
    Userinfo,
    Introspection,
}

/// What was told.
pub(super) enum Pulse {
    Alive(Shot),
    Dead(Shot),
    Unclear(Shot),
}

/// So often it is asked, once a second: some servers take a moment to make a revocation known.
const LOOKS: usize = 6;

impl Gauge {
    /// The first of the two that calls this token alive and one that nobody issued dead.
    pub(super) async fn find(desk: &Desk<'_>, ticket: &mut Ticket<'_>, tokens: &Tokens) -> Option<Self> {
        let made_up = Tokens { access_token: desk.site.draw().ok()?, ..tokens.clone() };
        for gauge in [Self::Userinfo, Self::Introspection] {
            if let Some(Pulse::Alive(_)) = gauge.look(ticket, tokens).await
                && let Some(Pulse::Dead(_)) = gauge.look(ticket, &made_up).await
            {
                return Some(gauge);
            }
        }
        None
    }

    /// Looks once; nothing where the server has no such place.
    pub(super) async fn look(self, ticket: &mut Ticket<'_>, tokens: &Tokens) -> Option<Pulse> {
        let server = ticket.server.clone();
        let shot = match self {
            Self::Userinfo => {
                let request = userinfo::request(server.userinfo_endpoint.as_deref()?);
                shoot(&mut ticket.run, Step::Userinfo, (request, Proof::Token(tokens)), |_| ()).await
            }
            Self::Introspection => {
                let endpoint = server.endpoint(Endpoint::Introspection)?;
                if !ticket.run.trace.plan.client.is_confidential() {
                    return None;
                }
                let request = introspection::request(endpoint, &tokens.access_token, TokenKind::AccessToken);
                shoot(&mut ticket.run, Step::Introspect, (request, Proof::ClientAlone(&server)), |_| ()).await
            }
        };
        Some(self.read(shot))
    }

    /// Looks until the token is dead, for at most five seconds.
    pub(super) async fn watch(self, desk: &Desk<'_>, (ticket, tokens): (&mut Ticket<'_>, &Tokens)) -> Option<Pulse> {
        let mut last = None;
        for look in 0..LOOKS {
            if look > 0 {
                desk.site.wait(Duration::from_secs(1)).await;
            }
            last = self.look(ticket, tokens).await;
            if !matches!(last, Some(Pulse::Alive(_))) || desk.is_limited() {
                break;
            }
        }
        last
    }

    fn read(self, shot: Shot) -> Pulse {
        let Some(response) = shot.response() else { return Pulse::Unclear(shot) };
        let active = json::object(response.body.octets()).ok().and_then(|members| members.get("active")?.as_bool());
        match (self, response.status, active) {
            (Self::Userinfo, 200, _) | (Self::Introspection, 200, Some(true)) => Pulse::Alive(shot),
            (Self::Userinfo, 400 | 401 | 403, _) | (Self::Introspection, 200, Some(false)) => Pulse::Dead(shot),
            _ => Pulse::Unclear(shot),
        }
    }
}

impl Pulse {
    /// What it comes to where it should be alive, or dead.
    pub(super) fn judge(self, (alive, dead): (Verdict, Verdict), expected: &str) -> Part {
        let (verdict, seen, shot) = match self {
            Self::Alive(shot) => (alive, "alive", shot),
            Self::Dead(shot) => (dead, "dead", shot),
            Self::Unclear(shot) => (Verdict::Inconclusive, "an answer that does not tell", shot),
        };
        let status = shot.response().map_or_else(String::new, |response| format!(" ({})", response.status));
        Part::new(verdict, expected, format!("{seen}{status}")).shown_by([shot.exchange])
    }
}
