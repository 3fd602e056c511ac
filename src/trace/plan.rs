//! What was planned before the first message: the facts that the messages alone do not tell.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Agent, Captured, Part, Step};
use crate::protocol::authorize::Wish;
use crate::protocol::{Asked, Client, Given, Needs, Nonces, Pkce, ResponseMode, ResponseType, ServerHints};

/// The plan of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Which flow it is.
    #[serde(default)]
    pub flow: Flow,
    /// What is known of the server.
    pub server: ServerHints,
    /// Our client, its secret included.
    pub client: Client,
    /// The scopes; empty where the default of the provider's kind is taken.
    pub scope: Vec<String>,
    /// What the authorization request asks for besides, and how it is made.
    #[serde(default)]
    pub asked: Asked,
    /// The PKCE method.
    pub pkce: Pkce,
    /// How the answer is to come back, where the user said so.
    pub response_mode: Option<ResponseMode>,
    /// What was drawn for this login.
    pub nonces: Nonces,
    /// The key that tokens are to be bound to (RFC 9449).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dpop: Option<Dpop>,
    /// What is done with the tokens afterwards, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<Step>,
    /// What was given besides: tokens that are there already, and what other grants show.
    #[serde(default, skip_serializing_if = "Given::is_empty")]
    pub given: Given,
    /// Whether what is only odd is refused as well (RFC 9207 2.4).
    #[serde(default)]
    pub strict: bool,
    /// How far clocks may differ, in seconds.
    pub clock_skew: u64,
    /// Whether the provider is the practice provider inside this program: nothing there is worth stealing.
    pub practice: bool,
    /// The well-known provider that this is meant to be, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// How servers were reached.
    #[serde(default)]
    pub network: Network,
    /// Who signs in, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Agent>,
    /// Where the messages come from, where no run of ours made them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured: Option<Box<Captured>>,
}

/// How servers were reached, as far as it matters to what the messages prove.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// Whether the certificates of servers were left unverified.
    #[serde(default)]
    pub insecure_tls: bool,
}

/// Which flow a run plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// The authorization code flow, or one of its older kin.
    #[default]
    Login,
    /// The device authorization grant (RFC 8628).
    Device,
    /// The client credentials grant (RFC 6749 4.4).
    ClientCredentials,
    /// Token exchange (RFC 8693).
    Exchange,
    /// A JWT as an authorization grant (RFC 7523 2.1).
    JwtBearer,
    /// The resource owner password credentials grant (RFC 6749 4.3).
    Password,
    /// The use of tokens that are there already.
    Tokens,
    /// Metadata and keys, without a client.
    Metadata,
    /// The registration of a client, or its end (RFC 7591, RFC 7592).
    Register,
}

/// The public half of the key for DPoP, and how far it binds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dpop {
    /// The algorithm of the proofs.
    pub alg: String,
    /// The public key as it stands in every proof.
    pub jwk: Map<String, Value>,
    /// Its thumbprint (RFC 7638): what tokens are bound to.
    pub thumbprint: String,
    /// Whether the code is bound as well, by `dpop_jkt` (RFC 9449 10).
    pub binds_code: bool,
}

impl Flow {
    /// Whether its tokens tell of a user who signed in.
    #[must_use]
    pub fn is_of_user(self) -> bool {
        matches!(self, Self::Login | Self::Device | Self::Password)
    }
}

impl Plan {
    /// The steps of this run in their order, as far as it is known now.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = if self.flow == Flow::Login { self.login() } else { self.base().to_vec() };
        if self.given.registration.as_ref().is_some_and(|registration| registration.make) {
            steps.insert(1, Step::Register);
        }
        // A new ID token is checked with the keys, which nobody has fetched where tokens were given.
        if self.flow == Flow::Tokens && self.then.contains(&Step::Refresh) && self.given.id_token.is_some() {
            steps.push(Step::Keys);
        }
        for step in self.then.iter().flat_map(|step| with_what_follows(*step)) {
            if !steps.contains(step) {
                steps.push(*step);
            }
        }
        if self.given.registration.as_ref().is_some_and(|registration| registration.delete) {
            steps.push(Step::Unregister);
        }
        steps
    }

    /// The command of this program that makes such a plan.
    #[must_use]
    pub fn command(&self) -> &'static str {
        match self.flow {
            Flow::Login => "login",
            Flow::Device => "device",
            Flow::ClientCredentials => "client-credentials",
            Flow::Exchange => "exchange",
            Flow::JwtBearer => "jwt-bearer",
            Flow::Password => "password",
            Flow::Metadata => "discover",
            Flow::Register => "register",
            Flow::Tokens => self.then.first().map_or("call", |step| step.name()),
        }
    }

    /// A step with its number: what headings show.
    #[must_use]
    pub fn numbered(&self, step: Step) -> (usize, Step) {
        (self.number(step), step)
    }

    /// What this run needs of the server.
    #[must_use]
    pub fn needs(&self) -> Needs {
        let members: &[&str] = match self.flow {
            // Somebody else's login shows only what passed the browser.
            _ if self.captured.is_some() => &[],
            Flow::Login => match (self.asked.response_type.has_code(), self.asked.push.is_on()) {
                (true, false) => &["authorization_endpoint", "token_endpoint"],
                (true, true) => &["authorization_endpoint", "token_endpoint", "pushed_authorization_request_endpoint"],
                (false, false) => &["authorization_endpoint"],
                (false, true) => &["authorization_endpoint", "pushed_authorization_request_endpoint"],
            },
            Flow::Device => &["device_authorization_endpoint", "token_endpoint"],
            Flow::ClientCredentials | Flow::Exchange | Flow::JwtBearer | Flow::Password => &["token_endpoint"],
            Flow::Register if self.given.registration.as_ref().is_some_and(|registration| registration.make) => {
                &["registration_endpoint"]
            }
            Flow::Tokens | Flow::Metadata | Flow::Register => &[],
        };
        Needs { members, mutual_tls: self.client.certificate.is_some() }
    }

    /// What the authorization request asks for.
    #[must_use]
    pub fn wish(&self) -> Wish<'_> {
        let dpop = self.dpop.as_ref().filter(|dpop| dpop.binds_code && self.asked.response_type.has_code());
        Wish {
            scope: &self.scope,
            pkce: self.pkce,
            response_mode: self.response_mode,
            asked: &self.asked,
            dpop_jkt: dpop.map(|dpop| dpop.thumbprint.as_str()),
        }
    }

    /// The steps in the order in which this login first comes to them: a signed answer is opened when it arrives, and an
    /// ID token that the browser brings is checked before anything is done with what came along.
    fn login(&self) -> Vec<Step> {
        let kind = self.asked.response_type;
        let is_signed = self.response_mode.is_some_and(ResponseMode::is_jwt);
        let has_statement = kind.has_code() || kind.has_id_token();
        let all = [
            (Step::Discover, true),
            (Step::Prepare, true),
            (Step::Push, self.asked.push.is_on()),
            (Step::Keys, is_signed),
            (Step::Authorize, true),
            (Step::SignIn, self.agent.is_some_and(Agent::is_watched) || self.captured.is_some()),
            (Step::Callback, true),
            (Step::Keys, kind.has_id_token()),
            (Step::Verify, kind.has_id_token()),
            (Step::Redeem, kind.has_code()),
            (Step::Keys, has_statement),
            (Step::Verify, has_statement),
            (Step::Userinfo, has_statement && !self.is_for_resource()),
        ];
        let mut steps = Vec::new();
        for (step, taken) in all {
            if taken && !steps.contains(&step) {
                steps.push(step);
            }
        }
        steps
    }

    /// Whether the access token is asked for resources: then it opens no other, and userinfo is one (RFC 8707 2).
    #[must_use]
    pub fn is_for_resource(&self) -> bool {
        self.asked.get("resource").is_some()
    }

    fn base(&self) -> &'static [Step] {
        match self.flow {
            Flow::Login => &[],
            Flow::Device => &[Step::Discover, Step::Device, Step::Token, Step::Keys, Step::Verify, Step::Userinfo],
            Flow::Password => &[Step::Discover, Step::Token, Step::Keys, Step::Verify, Step::Userinfo],
            Flow::ClientCredentials | Flow::Exchange | Flow::JwtBearer => &[Step::Discover, Step::Token],
            Flow::Tokens | Flow::Register => &[Step::Discover],
            Flow::Metadata => &[Step::Discover, Step::Keys],
        }
    }

    /// Whether this part of somebody else's login was not captured.
    #[must_use]
    pub fn lacks(&self, part: Part) -> bool {
        self.captured.as_ref().is_some_and(|captured| captured.lacks(part))
    }

    /// The number of a step in this run, from 1.
    #[must_use]
    pub fn number(&self, step: Step) -> usize {
        let steps = self.steps();
        let place = steps.iter().position(|own| *own == step).or_else(|| steps.iter().position(|own| *own > step));
        place.unwrap_or(steps.len()) + 1
    }

    /// What was weakened on purpose, as the words of the flags that did it.
    #[must_use]
    pub fn weakenings(&self) -> Vec<&'static str> {
        let mut weak = Vec::new();
        // Only a login has what these guard, and only our own was weakened by flags.
        if self.flow != Flow::Login || self.captured.is_some() {
            return weak;
        }
        match self.pkce {
            // Without a code there is nothing that it could bind.
            _ if !self.asked.response_type.has_code() => {}
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
        match self.asked.response_type {
            ResponseType::CodeToken => weak.push("--response-type \"code token\""),
            ResponseType::CodeIdTokenToken => weak.push("--response-type \"code id_token token\""),
            ResponseType::IdTokenToken => weak.push("--response-type \"id_token token\""),
            ResponseType::Token => weak.push("--response-type token"),
            ResponseType::Code | ResponseType::CodeIdToken | ResponseType::IdToken => {}
        }
        weak
    }
}

/// A token that was revoked is shown to be dead; who was sent to sign out comes back.
fn with_what_follows(step: Step) -> &'static [Step] {
    match step {
        Step::Revoke => &[Step::Revoke, Step::Confirm],
        Step::Logout => &[Step::Logout, Step::Return],
        _ => Step::ALL.iter().find(|own| **own == step).map_or(&[], std::slice::from_ref),
    }
}

#[cfg(test)]
mod tests {
    use super::Step::{Authorize, Callback, Discover, Keys, Prepare, Redeem, Userinfo, Verify};
    use super::*;
    use crate::protocol::Push;

    #[test]
    fn steps_are_numbered_as_this_run_takes_them() {
        let mut plan = Plan::default();
        assert_eq!((plan.number(Step::Discover), plan.number(Step::Userinfo), plan.steps().len()), (1, 8, 8));
        plan.asked.push = Push::Always;
        plan.then = vec![Step::Refresh, Step::Userinfo, Step::Revoke];
        assert_eq!((plan.number(Step::Push), plan.number(Step::Refresh), plan.number(Step::Confirm)), (3, 10, 12));
        let steps = |response_type, response_mode| {
            Plan { asked: Asked { response_type, ..Asked::default() }, response_mode, ..Plan::default() }.steps()
        };
        let signed = steps(ResponseType::Code, Some(ResponseMode::Jwt));
        assert_eq!(signed, [Discover, Prepare, Keys, Authorize, Callback, Redeem, Verify, Userinfo]);
        let hybrid = steps(ResponseType::CodeIdToken, None);
        assert_eq!(hybrid, [Discover, Prepare, Authorize, Callback, Keys, Verify, Redeem, Userinfo]);
        assert_eq!(steps(ResponseType::Token, None), [Discover, Prepare, Authorize, Callback]);
        let watched = Plan { agent: Some(Agent::Forms), ..Plan::default() };
        assert_eq!((watched.number(Step::SignIn), watched.number(Callback), watched.steps().len()), (4, 5, 9));
        let unwatched = Plan { agent: Some(Agent::Browser), ..Plan::default() };
        assert_eq!(unwatched.steps(), Plan::default().steps());
    }
}
