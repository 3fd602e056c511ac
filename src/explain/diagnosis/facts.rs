//! What a record tells about its ending, read once for every cause that asks.

use crate::explain::command;
use crate::protocol::{Check, Metadata, Pkce, ProviderError, discovery, token_response};
use crate::trace::mask::is_masked;
use crate::trace::{Ending, Exchange, Plan, Step, Trace};
use crate::wire::{Failure, Params, Response, json};

/// The steps at whose end the server refuses what the browser carried.
const ASKING: [&str; 3] = ["authorize", "callback", "push"];
/// The steps that show a client's credentials to an endpoint of the server.
const PROVING: [&str; 8] = ["redeem", "token", "refresh", "push", "device", "introspect", "revoke", "confirm"];
/// How much of an answer is searched for words.
const MOST: usize = 4096;

/// A record on the table.
pub(super) struct Facts<'a> {
    pub(super) trace: &'a Trace,
    pub(super) plan: &'a Plan,
    /// The document that was discovered.
    pub(super) metadata: Option<Metadata>,
    /// The authorization request as the server reads it.
    pub(super) asked: Params,
    /// The authorization response as it arrived.
    pub(super) answered: Params,
    /// The token request as it went out.
    pub(super) form: Params,
    /// What the server said at the end, in lower case.
    said: String,
}

impl<'a> Facts<'a> {
    pub(super) fn of(trace: &'a Trace) -> Self {
        let request = |step| trace.last(step).map(|exchange: &Exchange| &exchange.request);
        let mut facts = Self {
            trace,
            plan: &trace.plan,
            metadata: metadata(trace),
            asked: trace.asked(),
            answered: trace.answered(),
            form: request(Step::Redeem).and_then(crate::wire::Request::form).unwrap_or_default(),
            said: String::new(),
        };
        facts.said = facts.words_of_the_end();
        facts
    }

    /// At which step it ended.
    pub(super) fn step(&self) -> Option<Step> {
        match &self.trace.ended {
            Ending::Open | Ending::Finished => None,
            Ending::Refused { step, .. }
            | Ending::Denied { step, .. }
            | Ending::Failed { step, .. }
            | Ending::Interrupted { step } => Some(*step),
        }
    }

    /// The error response that ended it.
    pub(super) fn error(&self) -> Option<&'a ProviderError> {
        match &self.trace.ended {
            Ending::Denied { error, .. } => Some(error),
            _ => None,
        }
    }

    /// The check that ended it, where it is this one.
    pub(super) fn refused(&self, id: &str) -> Option<&'a Check> {
        self.check().filter(|check| check.id == id)
    }

    /// The check that ended it.
    pub(super) fn check(&self) -> Option<&'a Check> {
        match &self.trace.ended {
            Ending::Refused { check, .. } => Some(check),
            _ => None,
        }
    }

    /// The failure that ended it.
    pub(super) fn failed(&self) -> Option<(Step, &'a Failure)> {
        match &self.trace.ended {
            Ending::Failed { step, failure } => Some((*step, failure)),
            _ => None,
        }
    }

    /// Whether the authorization request was refused with one of these errors; with any where none is named.
    pub(super) fn denied_asking(&self, codes: &[&str]) -> bool {
        self.is_among(&ASKING) && self.has_error(codes)
    }

    /// Whether a request that shows the client's credentials was refused with one of these errors.
    pub(super) fn denied_proving(&self, codes: &[&str]) -> bool {
        self.is_among(&PROVING) && self.has_error(codes)
    }

    /// Whether the code was refused with one of these errors.
    pub(super) fn denied_redeeming(&self, codes: &[&str]) -> bool {
        self.step() == Some(Step::Redeem) && self.has_error(codes)
    }

    fn is_among(&self, steps: &[&str]) -> bool {
        self.step().is_some_and(|step| steps.contains(&step.name()))
    }

    fn has_error(&self, codes: &[&str]) -> bool {
        self.error().is_some_and(|error| codes.is_empty() || codes.contains(&error.error.as_str()))
    }

    /// Whether what the server said at the end holds one of these words; they are in lower case.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.said.contains(word))
    }

    /// Whether the server said this number of Microsoft Entra ID: behind `AADSTS`, or in `error_codes`.
    pub(super) fn says_aadsts(&self, number: u32) -> bool {
        let (name, number) = (format!("aadsts{number}"), u64::from(number));
        let whole = |at: usize| !self.said[at + name.len()..].starts_with(|c: char| c.is_ascii_digit());
        let listed = || {
            let body = json::object(self.response()?.body.octets()).ok()?;
            let codes = body.get("error_codes")?.as_array()?;
            Some(codes.iter().any(|code| code.as_u64() == Some(number)))
        };
        self.said.match_indices(&name).any(|(at, _)| whole(at)) || (self.error().is_some() && listed() == Some(true))
    }

    /// What the server said, as evidence.
    pub(super) fn saying(&self) -> Option<String> {
        let description = self.error()?.error_description.as_deref()?;
        Some(format!("the server says: {description}"))
    }

    /// What the server said, where it holds one of these words.
    pub(super) fn saying_if(&self, words: &[&str]) -> Option<String> {
        self.saying().filter(|_| self.says(words))
    }

    /// The answer that ended it.
    pub(super) fn response(&self) -> Option<&'a Response> {
        self.trace.last(self.step()?)?.response.as_ref()
    }

    /// The message whose answer ended it; the authorization request for what the browser brought.
    pub(super) fn message(&self) -> Option<&'a Exchange> {
        let step = self.step()?;
        self.trace.last(if step == Step::Callback { Step::Authorize } else { step })
    }

    /// The form of the message whose answer ended it.
    pub(super) fn sent(&self) -> Params {
        self.message().and_then(|message| message.request.form()).unwrap_or_default()
    }

    /// The token request.
    pub(super) fn redeem(&self) -> Option<&'a Exchange> {
        self.trace.last(Step::Redeem)
    }

    /// A list in the metadata.
    pub(super) fn listed(&self, member: &str) -> Option<Vec<&str>> {
        self.metadata.as_ref()?.list(member)
    }

    /// The challenge method that was shown.
    pub(super) fn challenge_method(&self) -> Pkce {
        self.trace.challenge_method()
    }

    /// How old the code was when it was redeemed, in seconds on our clock.
    pub(super) fn age_of_code(&self) -> Option<f64> {
        let (callback, redeem) = (self.trace.last(Step::Callback)?, self.redeem()?);
        let sent = std::time::Duration::from_millis(redeem.started_ms).as_secs_f64();
        Some((sent - callback.ended_at()).max(0.0))
    }

    /// The token response that came, read leniently.
    pub(super) fn tokens(&self) -> Option<serde_json::Map<String, serde_json::Value>> {
        token_response::members(self.redeem()?.response.as_ref()?)
    }

    /// The evidence that an error came under the status of success.
    pub(super) fn error_under_200(&self) -> Option<String> {
        let error = self.error().filter(|error| error.status == Some(200))?;
        Some(format!(
            "`{}` came with status 200: a client that looks at the status alone takes it for success and finds no token",
            error.error
        ))
    }

    /// The command that runs this login again, with these flags more.
    pub(super) fn again(&self, flags: &str) -> String {
        command::again(self.plan, flags)
    }

    fn words_of_the_end(&self) -> String {
        let mut said = String::new();
        if let Some(error) = self.error() {
            let description = error.error_description.as_deref().unwrap_or_default();
            said = format!("{} {description} {}", error.error, error.error_uri.as_deref().unwrap_or_default());
        }
        if let Some((_, failure)) = self.failed() {
            said.push_str(&failure.detail);
        }
        if let Some(response) = self.response().filter(|_| self.step() != Some(Step::Callback)) {
            said.push(' ');
            said.push_str(&response.body.text_lossy());
        }
        said.chars().take(MOST).collect::<String>().to_lowercase()
    }
}

fn metadata(trace: &Trace) -> Option<Metadata> {
    let answers = trace.of(Step::Discover).filter_map(|exchange| exchange.response.as_ref());
    let document = answers.filter(|response| discovery::is_document(response)).last()?;
    json::object(document.body.octets()).ok().map(Metadata)
}

/// A value that can be compared with the value itself: a mask stands for what nobody knows any more.
pub(super) fn known(value: Option<&str>) -> Option<&str> {
    value.filter(|value| !value.is_empty() && !is_masked(value))
}
