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
    /// Parameters of the provider's own in the authorization request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<(String, String)>,
    /// The well-known provider that this is meant to be, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
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
        weak
    }
}
