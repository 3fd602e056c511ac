//! What was played, as lines: of each message who sent it to whom, the values that matter, and how it was answered.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::jose::{base64url, sha256};
use crate::lab::{Move, Who, owner};
use crate::trace::{Channel, Exchange, Step};
use crate::wire::{Params, Request, Response, json, uri};

/// A line of what was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beat {
    /// Somebody does something that no message shows.
    Act(Who, String),
    /// Mallory gets hold of something.
    Gain(String),
    /// A message.
    Message(Message),
}

/// A message, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who sent it.
    pub who: Who,
    /// How it went.
    pub channel: Channel,
    /// Who got it.
    pub to: &'static str,
    /// What it is, in a few words.
    pub what: &'static str,
    /// Where the answer is to go, where it asks for one.
    pub address: Option<String>,
    /// What it carries that is another one in every run, by name alone.
    pub with: Vec<&'static str>,
    /// The values that matter.
    pub parts: Vec<Part>,
    /// How it was answered, where that matters.
    pub answer: Option<Answer>,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// The value.
    pub value: String,
    /// Of a verifier: its hash, which the challenge has to be.
    pub hash: Option<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// What came with it, in a few words.
    pub words: String,
}

/// What is shown by name alone: the keys of a run are its own, and so is whatever is signed by them.
const NAMED: [&str; 3] = ["password", "access_token", "DPoP"];

/// What is shown with its value, and in this order.
const SHOWN: [&str; 9] = [
    "request_uri",
    "state",
    "nonce",
    "code_challenge",
    "code",
    "iss",
    "client_secret",
    "code_verifier",
    "refresh_token",
];

impl Message {
    /// The same with nothing shown but this, be it in the request or in the answer.
    #[must_use]
    pub(super) fn about(mut self, name: &str, response: Option<&Response>) -> Self {
        self.with.retain(|with| *with == name);
        self.parts.retain(|part| part.name == name);
        if self.with.is_empty() && self.parts.is_empty() {
            self.answer = response.map(|response| Answer { status: response.status, words: format!("with {name}") });
        }
        self
    }
}

/// What somebody does whose browser then asks for a code: that message says it too.
const BEGINS: &str = "begins to sign in at the shop";

/// Everything that happened, line by line; what is the same in every login is left out, and so is what is said twice.
#[must_use]
pub fn beats(moves: &[Move]) -> Vec<Beat> {
    let next = moves.iter().skip(1).map(Some).chain([None]);
    let told = moves.iter().zip(next).filter(|(one, next)| !goes_without_saying(one, *next));
    told.filter_map(|(one, _)| of(one)).collect()
}

fn goes_without_saying(one: &Move, next: Option<&Move>) -> bool {
    match (one, next) {
        (Move::Message { exchange, .. }, _) => exchange.step == Step::SignIn,
        (Move::Act { words, .. }, Some(Move::Message { .. })) => words == BEGINS,
        _ => false,
    }
}

/// One thing that happened. Nothing is told of documents that are fetched.
#[must_use]
pub(super) fn of(one: &Move) -> Option<Beat> {
    Some(match one {
        Move::Act { who, words } => Beat::Act(*who, words.clone()),
        Move::Gain { words } => Beat::Gain(words.clone()),
        Move::Message { who, exchange } => Beat::Message(message(*who, exchange)?),
    })
}

/// What a request carries: its parameters, and what stands in its fields.
pub(super) fn sent(request: &Request) -> Params {
    let mut sent = request.query();
    let fragment = uri::fragment(&request.url).map(Params::parse).unwrap_or_default();
    for (name, value) in fragment.iter().chain(request.form().unwrap_or_default().iter()) {
        sent.push(name, value);
    }
    let authorization = request.headers.get("authorization").and_then(|field| field.split_once(' '));
    match authorization {
        Some((scheme, credentials)) if scheme.eq_ignore_ascii_case("basic") => {
            sent.push_some("client_secret", secret_of(credentials).as_deref());
        }
        Some((_, token)) => sent.push("access_token", token),
        None => {}
    }
    if request.headers.get("dpop").is_some() {
        sent.push("DPoP", "");
    }
    sent
}

fn message(who: Who, exchange: &Exchange) -> Option<Message> {
    let what = match exchange.step {
        Step::Push => "pushes the request",
        Step::Authorize => "asks for a code",
        Step::SignIn => "sends the form",
        Step::Callback => "brings the answer",
        Step::Redeem => "redeems the code",
        Step::Refresh => "uses the refresh token",
        Step::Userinfo => "asks for the data",
        _ => return None,
    };
    let sent = sent(&exchange.request);
    let asks = matches!(exchange.step, Step::Authorize | Step::Push);
    let address = sent.get("redirect_uri").filter(|_| asks).map(str::to_owned);
    let with = NAMED.iter().copied().filter(|name| sent.get(name).is_some()).collect();
    let parts = SHOWN.iter().filter_map(|name| part(exchange.step, name, sent.get(name)?)).collect();
    let answer = exchange.response.as_ref().and_then(|response| answer(exchange.step, response));
    Some(Message {
        who,
        channel: exchange.channel,
        to: owner(&exchange.request.url),
        what,
        address,
        with,
        parts,
        answer,
    })
}

/// A value as far as it is worth a look at this step.
fn part(step: Step, name: &'static str, value: &str) -> Option<Part> {
    // it tells the client who answered; elsewhere it says where a token is from
    let is_telling = name != "iss" || step == Step::Callback;
    let hash = (name == "code_verifier").then(|| base64url(&sha256(value.as_bytes())));
    is_telling.then(|| Part { name, value: value.to_owned(), hash })
}

fn answer(step: Step, response: &Response) -> Option<Answer> {
    let status = response.status;
    let members = json::object(response.body.octets()).unwrap_or_default();
    let member = |name: &str| members.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
    let words = match step {
        Step::Authorize | Step::SignIn if status < 400 => return None,
        Step::Authorize | Step::SignIn => "an error page".to_owned(),
        Step::Redeem | Step::Refresh if status == 200 => "tokens".to_owned(),
        Step::Userinfo if status == 200 => member("name").unwrap_or_else(|| "claims".to_owned()),
        _ if status < 300 => "accepted".to_owned(),
        _ => member("error").unwrap_or_default(),
    };
    Some(Answer { status, words })
}

fn secret_of(credentials: &str) -> Option<String> {
    let octets = STANDARD.decode(credentials).ok()?;
    let text = String::from_utf8(octets).ok()?;
    text.split_once(':').map(|(_, secret)| secret.to_owned())
}
