//! What was planned before the first message: the facts that the messages alone do not tell.

use serde::{Deserialize, Serialize};

use crate::protocol::{Client, Nonces, Pkce, ResponseMode, ServerHints};

/// The plan of a login.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What is known of the server.
    pub server: ServerHints,
    /// Our client, its secret included.
    pub client: Client,
    /// The scopes; empty where the default of the provider's kind is taken.
    pub scope: Vec<String>,
    /// The PKCE method.
    pub pkce: Pkce,
    /// How the answer is to come back, where the user said so.
    pub response_mode: Option<ResponseMode>,
    /// What was drawn for this login.
    pub nonces: Nonces,
    /// How far clocks may differ, in seconds.
    pub clock_skew: u64,
    /// Whether the provider is the practice provider inside this program: nothing there is worth stealing.
    pub practice: bool,
    /// How servers were reached.
    #[serde(default)]
    pub network: Network,
}

/// How servers were reached, as far as it matters to what the messages prove.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// Whether the certificates of servers were left unverified.
    #[serde(default)]
    pub insecure_tls: bool,
}

impl Plan {
    /// What was weakened on purpose, as the words of the flags that did it.
    #[must_use]
    pub fn weakenings(&self) -> Vec<&'static str> {
        let mut weak = Vec::new();
        match self.pkce {
            Pkce::S256 => {}
            Pkce::Plain => weak.push("--pkce plain"),
            Pkce::None => weak.push("--pkce none"),
        }
        if self.nonces.state.is_none() {
            weak.push("--no-state");
        }
        if self.nonces.nonce.is_none() && self.scope.iter().any(|scope| scope == "openid") {
            weak.push("--no-nonce");
        }
        if self.network.insecure_tls {
            weak.push("--insecure-tls");
        }
        weak
    }
}
