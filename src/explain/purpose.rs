//! What the client secret does where no code is redeemed, and why there is no verifier.

use super::redeemers::{Locks, Means};
use crate::trace::{Flow, Trace};

/// The two locks of a login, in words for a run that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// What the secret, or what stands in its place, does here.
    pub secret: &'static str,
    /// Why there is no verifier.
    pub verifier: &'static str,
}

/// The words for a run; nothing where a code is redeemed, or where neither plays a part.
#[must_use]
pub fn purpose(trace: &Trace) -> Option<Purpose> {
    let means = Locks::of(trace).client;
    let (secret, verifier) = match trace.plan.flow {
        Flow::Login | Flow::Metadata => return None,
        Flow::Device => (device(means), DEVICE),
        Flow::ClientCredentials => (client_credentials(means), CLIENT_CREDENTIALS),
        Flow::Exchange => (exchange(means), EXCHANGE),
        Flow::JwtBearer => (JWT_BEARER_KEY, JWT_BEARER),
        Flow::Password => (password(means), PASSWORD),
        Flow::Tokens => (tokens(means), TOKENS),
        Flow::Register => (REGISTER_SECRET, REGISTER),
    };
    Some(Purpose { secret, verifier })
}

const DEVICE: &str = "There is no verifier, since there is no code that a browser could lose on its way: the device_code never \
                      leaves this machine but for the token endpoint. What can be stolen is the user: whoever types a code that \
                      somebody sent him signs that somebody in (RFC 8628 5.4).";
const CLIENT_CREDENTIALS: &str = "There is no verifier: no user, no browser and no code, so nobody has to be shown to be the one \
                                  who began.";
const EXCHANGE: &str = "There is no verifier: a token goes in and a token comes out over one connection, and nothing lies about \
                        in between that could be picked up.";
const JWT_BEARER_KEY: &str = "No secret is shown: the signature under the assertion proves who wrote it. Its private key lives \
                              for years, the assertion for a minute, and it is good once.";
const JWT_BEARER: &str = "There is no verifier: whoever asks shows the signed word itself, directly. A copy of it is worthless as \
                          soon as the server has seen its jti.";
const PASSWORD: &str = "No verifier could help: what is worth stealing here is the password, and every app that uses this grant \
                        has it. The authorization code flow was made so that no app needs it (RFC 9700 2.4).";
const TOKENS: &str = "There is no verifier here: it belonged to the code of the login, and both are spent. What binds a token to \
                      whoever may use it is a key (DPoP, mutual TLS), or nothing.";
const REGISTER_SECRET: &str = "The secret was made by the server for this client alone, and told once. Whoever holds the \
                               registration_access_token can change where its codes go: it weighs more than the secret.";
const REGISTER: &str = "There is no verifier to register: one is drawn for each login, and lives as long.";

fn device(means: Means) -> &'static str {
    match means {
        Means::Nothing => {
            "There is no secret: whoever has the device_code gets the tokens, so it is kept on this machine and shown to nobody."
        }
        Means::Secret => {
            "The secret proves which client asks, at every question: who learns the device_code alone gets nothing."
        }
        Means::Key | Means::Certificate => {
            "The client's private key proves which client asks, at every question, and is never sent: who learns the \
             device_code alone gets nothing."
        }
    }
}

fn client_credentials(means: Means) -> &'static str {
    match means {
        Means::Nothing => "There is no secret, and so nothing to show: a name alone is no credential (RFC 6749 4.4).",
        Means::Secret => "The secret is everything here: it is the grant itself. Whoever has it is the client.",
        Means::Key | Means::Certificate => {
            "The client's private key is everything here: it is the grant itself, and it is never sent."
        }
    }
}

fn exchange(means: Means) -> &'static str {
    match means {
        Means::Nothing => "There is no secret: whoever holds the subject_token can trade it.",
        Means::Secret => {
            "The secret proves which client trades: who stole the subject_token alone cannot widen what it is good for."
        }
        Means::Key | Means::Certificate => {
            "The client's private key proves which client trades, and is never sent: who stole the subject_token alone cannot \
             trade it."
        }
    }
}

fn password(means: Means) -> &'static str {
    match means {
        Means::Nothing => "There is no secret: whoever knows the password can play this app.",
        _ => {
            "The secret proves which app passes the password on. It does not keep the app from doing anything else with it."
        }
    }
}

fn tokens(means: Means) -> &'static str {
    match means {
        Means::Nothing => {
            "There is no secret: whoever holds the refresh token can use it, so a good server gives a new one each time. A \
             resource asks for the access token alone."
        }
        _ => {
            "What proves the client is shown whenever it refreshes, introspects or revokes: a stolen refresh token is worth \
             nothing without it. A resource asks for the access token alone."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::sample;

    #[test]
    fn every_flow_but_a_login_has_its_words() {
        let mut trace = sample::confidential();
        assert_eq!(purpose(&trace), None);
        let flows = [
            Flow::Device,
            Flow::ClientCredentials,
            Flow::Exchange,
            Flow::JwtBearer,
            Flow::Password,
            Flow::Tokens,
            Flow::Register,
        ];
        for flow in flows {
            trace.plan.flow = flow;
            let words = purpose(&trace).unwrap();
            assert!(words.secret.ends_with('.') && words.verifier.ends_with('.'), "{flow:?}");
        }
    }
}
