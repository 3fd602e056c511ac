//! What a login that has to work can carry besides: a verifier and a state as odd as they may be. A code shows that both
//! were taken; where none comes, each is tried by itself.

use crate::probe::{Desk, Part, Verdict};
use crate::trace::{Exchange, Plan};

/// Verifiers of every allowed character and of both lengths at the edge.
pub(super) const ALPHABET: &str = "pkce-verifier-full-alphabet";
/// The state as it was sent.
pub(super) const STATE: &str = "response-state-exact";

/// The label of a verifier as short as it may be.
pub(super) const SHORTEST: &str = "43 characters";
/// The label of a verifier as long as it may be.
pub(super) const LONGEST: &str = "128 characters";
/// The label of a state that has to be encoded.
pub(super) const ODD: &str = "odd characters";
/// The label of a state as long as states get.
pub(super) const LONG: &str = "128 characters";

/// Every character that a verifier may have (RFC 7636 4.1).
const UNRESERVED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

/// What is carried, each with its label.
#[derive(Clone, Default)]
pub(super) struct Load {
    verifier: Option<(&'static str, String)>,
    state: Option<(&'static str, String)>,
}

impl Load {
    /// The longest verifier and an odd state, as far as they are wanted and not seen yet.
    pub(super) fn odd(desk: &Desk<'_>) -> Self {
        Self { verifier: wanted(desk, ALPHABET, LONGEST, longest), state: wanted(desk, STATE, ODD, odd) }
    }

    /// The shortest verifier and a long state, as far as they are wanted and not seen yet.
    pub(super) fn long(desk: &Desk<'_>) -> Self {
        Self { verifier: wanted(desk, ALPHABET, SHORTEST, shortest), state: wanted(desk, STATE, LONG, long) }
    }

    /// Whether there is nothing to be carried.
    pub(super) fn is_empty(&self) -> bool {
        self.verifier.is_none() && self.state.is_none()
    }

    /// Puts it into the plan of a login.
    pub(super) fn put(&self, plan: &mut Plan) {
        if let (Some((_, verifier)), true) = (&self.verifier, plan.nonces.code_verifier.is_some()) {
            plan.nonces.code_verifier = Some(verifier.clone());
        }
        if let (Some((_, state)), true) = (&self.state, plan.nonces.state.is_some()) {
            plan.nonces.state = Some(state.clone());
        }
    }

    /// Notes that a login with this plan worked, up to its tokens.
    pub(super) fn note(&self, desk: &Desk<'_>, plan: &Plan, shown: &[Exchange]) {
        let nonces = &plan.nonces;
        let taken = |own: &Option<(&'static str, String)>, sent: &Option<String>| {
            own.as_ref().filter(|(_, value)| sent.as_ref() == Some(value)).map(|(label, value)| (*label, value.clone()))
        };
        if let Some((label, _)) = taken(&self.verifier, &nonces.code_verifier) {
            let part = Part::new(Verdict::Pass, "an access_token", "an `access_token`").labelled(label);
            desk.note(ALPHABET, part.shown_by(shown.iter().cloned()));
        }
        if let Some((label, state)) = taken(&self.state, &nonces.state) {
            let part = Part::new(Verdict::Pass, state.clone(), state).labelled(label);
            desk.note(STATE, part.shown_by(shown.iter().cloned()));
        }
    }
}

/// A verifier of 43 characters, not all of them in base64url.
pub(super) fn shortest(desk: &Desk<'_>) -> Option<String> {
    desk.site.draw().ok().map(|drawn| format!("-._~{}", drawn.get(4..).unwrap_or_default()))
}

/// A verifier of 128 characters, every allowed one among them.
pub(super) fn longest(desk: &Desk<'_>) -> Option<String> {
    let drawn = [desk.site.draw().ok()?, desk.site.draw().ok()?].concat();
    drawn.get(..128 - UNRESERVED.len()).map(|drawn| format!("{UNRESERVED}{drawn}"))
}

/// A state that has to be encoded on its way there and back.
pub(super) fn odd(desk: &Desk<'_>) -> Option<String> {
    let drawn = desk.site.draw().ok()?;
    Some(format!("oauth-flow-check-{} &=+/\"%20", drawn.get(..20)?))
}

/// A state of 128 characters.
pub(super) fn long(desk: &Desk<'_>) -> Option<String> {
    Some(format!("{:.<124}-._~", format!("oauth-flow-check-{}", desk.site.draw().ok()?)))
}

fn wanted(
    desk: &Desk<'_>,
    id: &str,
    label: &'static str,
    make: fn(&Desk<'_>) -> Option<String>,
) -> Option<(&'static str, String)> {
    let is_open = desk.wants(id) && !desk.is_seen(id, label);
    is_open.then(|| make(desk)).flatten().map(|value| (label, value))
}
