//! The rungs of the ladder: wrong redemptions, from the one that is least likely to spend a code to the most.

use super::super::client_auth::{assertions, secrets};
use crate::probe::{
    Desk, INVALID_CLIENT, INVALID_GRANT, Skip, Ticket, Verdict, Wanted, credentials, set_form, unset_form,
};
use crate::protocol::{AuthMethod, Client, Pkce, client_auth};
use crate::wire::{Request, uri};

/// One wrong redemption.
pub(super) struct Rung {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) wanted: Wanted,
    /// What it comes to where tokens are given.
    pub(super) granted: Verdict,
    /// Who has to redeem for it to make sense.
    takes: Takes,
    pub(super) change: Change,
}

/// What makes it wrong.
pub(super) enum Change {
    /// Something in the request.
    Request(fn(&mut Request, &Means)),
    /// Another client sends it, and proves itself as it should.
    Sender,
}

/// What a rung is made of.
pub(super) struct Means {
    client: Client,
    other: Option<Client>,
    /// The S256 challenge of the code.
    challenge: String,
    /// A value that nobody ever issued.
    fresh: String,
}

/// What a rung takes of the login and of the run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// A client that shows something.
    Proof,
    /// The same, where nothing is known of it yet; it costs one of the wrong secrets.
    WrongSecret,
    /// The same for a key.
    WrongKey,
    /// A client that shows a secret, where nothing is known of it yet.
    Secret,
    /// A client that shows nothing.
    NoProof,
    /// A challenge.
    Challenge,
    /// One whose method could be confused.
    S256,
    /// Nothing but the code.
    Code,
    /// A redirect URI on this machine, of which every port is registered (RFC 8252 7.3).
    Loopback,
    /// A second client.
    Second,
}

/// RFC 7636 4.6, and RFC 6749 5.2 for a parameter that is missing or malformed.
pub(super) const NO_VERIFIER: Wanted =
    Wanted { exact: &[(400, "invalid_grant")], allowed: &[(400, "invalid_request")] };

const fn rung(id: &'static str, label: &'static str, takes: Takes, change: fn(&mut Request, &Means)) -> Rung {
    Rung { id, label, wanted: INVALID_GRANT, granted: Verdict::Fail, takes, change: Change::Request(change) }
}

impl Rung {
    const fn wants(self, wanted: Wanted) -> Self {
        Self { wanted, ..self }
    }

    const fn warns(self) -> Self {
        Self { granted: Verdict::Warn, ..self }
    }

    /// Whether it is refused before anybody looks at the code, as a rule.
    pub(super) fn is_gentle(&self) -> bool {
        use Takes::{NoProof, Proof, Secret, WrongKey, WrongSecret};
        matches!(self.takes, Proof | WrongSecret | WrongKey | Secret | NoProof)
    }

    /// Whether it shows a wrong secret, of which there are few.
    pub(super) fn is_guess(&self) -> bool {
        matches!(self.takes, Takes::WrongSecret | Takes::WrongKey)
    }
}

/// The check that is no verdict.
pub(super) const POLICY: &str = "code-failed-attempt-policy";
const PKCE_MISSING: &str = "pkce-verifier-missing";
const PKCE_CHALLENGE: &str = "pkce-verifier-equals-challenge";
const MISMATCH: &str = "code-redirect-uri-mismatch";
const CONFLICT: &str = "token-client-auth-conflict";

static LADDER: [Rung; 15] = [
    rung("token-client-auth-missing", secrets::ALONE, Takes::Proof, |request, means| {
        credentials::leave_out(request, &means.client.client_id);
    })
    .wants(INVALID_CLIENT),
    rung("token-client-auth-missing", secrets::NO_CLIENT, Takes::NoProof, |request, _| {
        credentials::leave_all_out(request);
    })
    .wants(secrets::NAMELESS),
    rung(CONFLICT, "the same secret twice", Takes::Secret, |request, means| {
        secrets::show_twice(request, &means.client);
    })
    .wants(secrets::CONFLICT)
    .warns(),
    rung(CONFLICT, "another client in the second place", Takes::Secret, |request, means| {
        secrets::show_another(request, (means.other.as_ref(), &means.fresh));
    })
    .wants(secrets::CONFLICT)
    .warns(),
    rung("token-client-auth-wrong-secret", secrets::ALTERED, Takes::WrongSecret, |request, means| {
        credentials::spoil(request, &means.client);
    })
    .wants(INVALID_CLIENT),
    rung("client-assertion-signature", assertions::BROKEN, Takes::WrongKey, |request, means| {
        credentials::spoil(request, &means.client);
    })
    .wants(INVALID_CLIENT),
    rung(PKCE_MISSING, "left out", Takes::Challenge, |request, _| unset_form(request, "code_verifier"))
        .wants(NO_VERIFIER),
    rung(PKCE_MISSING, "empty", Takes::Challenge, |request, _| set_form(request, "code_verifier", ""))
        .wants(NO_VERIFIER),
    rung("pkce-verifier-wrong", "", Takes::Challenge, wrong_verifier),
    rung(PKCE_CHALLENGE, "the challenge", Takes::S256, |request, means| {
        set_form(request, "code_verifier", &means.challenge);
    }),
    rung(PKCE_CHALLENGE, "the challenge, and `code_challenge_method=plain`", Takes::S256, |request, means| {
        set_form(request, "code_verifier", &means.challenge);
        set_form(request, "code_challenge_method", "plain");
    }),
    rung(MISMATCH, "one character more", Takes::Code, wrong_redirect_uri),
    rung(MISMATCH, "another port of this machine", Takes::Loopback, |request, means| {
        set_form(request, "redirect_uri", &other_port(&means.client.redirect_uri).unwrap_or_default());
    }),
    Rung {
        id: "code-bound-to-client",
        label: "",
        wanted: INVALID_GRANT,
        granted: Verdict::Fail,
        takes: Takes::Second,
        change: Change::Sender,
    },
    // Says nothing by itself: the last rung is the redemption as it should be.
    rung(POLICY, "", Takes::Challenge, wrong_verifier),
];

/// A verifier that belongs to no challenge.
pub(super) fn wrong_verifier(request: &mut Request, means: &Means) {
    set_form(request, "code_verifier", &means.fresh);
}

/// A redirect URI to which nothing was sent.
pub(super) fn wrong_redirect_uri(request: &mut Request, means: &Means) {
    set_form(request, "redirect_uri", &format!("{}x", means.client.redirect_uri));
}

/// The rungs that are wanted and make sense, in their order.
pub(super) fn wanted(desk: &Desk<'_>) -> Vec<&'static Rung> {
    let mut rungs: Vec<&Rung> =
        LADDER.iter().filter(|rung| desk.wants(rung.id) && applies(desk, rung.takes, rung.id)).collect();
    // The last one is there for whoever wants no other.
    if rungs.iter().filter(|rung| !rung.is_gentle()).count() > 1 {
        rungs.retain(|rung| rung.id != POLICY);
    }
    rungs
}

/// Says of every other check of the ladder what it would take.
pub(super) fn skip_others(desk: &Desk<'_>) {
    for rung in LADDER.iter().filter(|rung| desk.wants(rung.id) && !rung.is_gentle()) {
        let wanted = match rung.takes {
            Takes::Challenge => (Skip::OptIn, "a login with PKCE: --pkce S256"),
            Takes::S256 => (Skip::OptIn, "a login with a challenge by S256: --pkce S256"),
            Takes::Second => (Skip::NoSecondClient, "a second client"),
            _ => continue,
        };
        if !applies(desk, rung.takes, rung.id) && !desk.is_noted(rung.id) {
            desk.skip(rung.id, wanted.0, wanted.1);
        }
    }
}

fn applies(desk: &Desk<'_>, takes: Takes, id: &str) -> bool {
    let plan = &desk.subject.plan;
    let method = desk.server().map_or(AuthMethod::None, |server| client_auth::choose(&plan.client, server));
    let shows_secret = matches!(method, AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost);
    match takes {
        Takes::Proof => shows_secret || method.is_assertion(),
        Takes::WrongSecret => (shows_secret || method == AuthMethod::ClientSecretJwt) && !desk.is_noted(id),
        Takes::WrongKey => method == AuthMethod::PrivateKeyJwt && !desk.is_noted(id),
        Takes::Secret => shows_secret && !desk.is_noted(id),
        Takes::NoProof => method == AuthMethod::None,
        Takes::Challenge => plan.pkce != Pkce::None && plan.nonces.code_verifier.is_some(),
        Takes::S256 => plan.pkce == Pkce::S256 && plan.nonces.code_verifier.is_some(),
        Takes::Code => true,
        Takes::Loopback => other_port(&plan.client.redirect_uri).is_some(),
        Takes::Second => desk.subject.second.is_some(),
    }
}

/// The same redirect URI at another port of this machine.
fn other_port(redirect_uri: &str) -> Option<String> {
    let (rest, authority) = (redirect_uri.strip_prefix("http://")?, uri::authority(redirect_uri));
    let port: u16 = authority.rsplit_once(':').and_then(|(_, port)| port.parse().ok())?;
    let host = ["127.0.0.1", "[::1]"].into_iter().find(|host| authority.starts_with(host))?;
    let other = if port == u16::MAX { port - 1 } else { port + 1 };
    Some(format!("http://{host}:{other}{}", rest.strip_prefix(authority)?))
}

impl Means {
    /// What this code takes.
    pub(super) fn of(desk: &Desk<'_>, ticket: &Ticket<'_>) -> Self {
        let plan = &ticket.run.trace.plan;
        let challenge = plan.nonces.code_verifier.as_deref().and_then(|verifier| Pkce::S256.challenge(verifier));
        Self {
            client: plan.client.clone(),
            other: desk.subject.second.as_ref().map(|other| other.client.clone()),
            challenge: challenge.unwrap_or_default(),
            fresh: desk.site.draw().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_port_is_on_this_machine_only() {
        assert_eq!(other_port("http://127.0.0.1:5000/cb?x=1").as_deref(), Some("http://127.0.0.1:5001/cb?x=1"));
        assert_eq!(other_port("http://[::1]:65535/cb").as_deref(), Some("http://[::1]:65534/cb"));
        for other in ["https://app.example/cb", "http://127.0.0.1/cb", "http://localhost:1/cb", "com.example:/cb"] {
            assert_eq!(other_port(other), None, "{other}");
        }
    }
}
