//! The model of a diagram, made from a report.

use super::{Drawn, Sequence, Sign, short};
use crate::explain::ending;
use crate::explain::ledger::{Carried, PARTIES, Survey, value_of};
use crate::protocol::{ProviderError, token_response};
use crate::trace::{Channel, Ending, Exchange, Party, Step, Trace};
use crate::view::heading::{reason, silence};
use crate::view::report::Report;
use crate::view::story::{Part, parts};
use crate::wire::Response;

impl Sequence {
    /// The diagram of a run; what is no part of the flow is left out.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        Self::with(report, &Survey::of(&report.trace).carried)
    }

    /// The same, where it is known already what travels in each exchange.
    #[must_use]
    pub fn with(report: &Report, carried: &[Carried]) -> Self {
        let mut builder = Builder { trace: &report.trace, carried, signs: Vec::new(), was_sent_back: false };
        for (number, part) in parts(report).into_iter().enumerate() {
            match part {
                Part::Silent(step) => builder.silent(number, step),
                Part::Messages(span) => span.for_each(|index| builder.message(number, index)),
            }
        }
        builder.end();
        let signs = builder.signs;
        let lanes = PARTIES.into_iter().filter(|party| signs.iter().any(|sign| sign.shape.touches(*party))).collect();
        Self { lanes, signs }
    }
}

impl Drawn {
    fn touches(self, party: Party) -> bool {
        match self {
            Self::Arrow { from, to, .. } => from == party || to == party,
            Self::Lost { at } | Self::Note { at } | Self::End { at } => at == party,
        }
    }
}

struct Builder<'a> {
    trace: &'a Trace,
    carried: &'a [Carried],
    signs: Vec<Sign>,
    /// Whether the answer that sends the browser back was recorded itself.
    was_sent_back: bool,
}

impl Builder<'_> {
    fn silent(&mut self, part: usize, step: Step) {
        let exists = |names: &[&'static str]| -> Vec<&'static str> {
            names.iter().filter(|name| value_of(self.trace, name).is_some()).copied().collect()
        };
        let (words, marks) = match step {
            Step::Prepare => {
                let drawn = exists(&["state", "nonce"]);
                let words = if drawn.is_empty() { "draws".to_owned() } else { format!("draws {}", drawn.join(", ")) };
                (words, exists(&["code_verifier", "code_challenge"]))
            }
            Step::Verify => ("checks the id_token: nothing is sent".to_owned(), Vec::new()),
            _ => (silence(step).to_owned(), Vec::new()),
        };
        let title = Some(self.trace.plan.numbered(step));
        self.signs.push(Sign { part, exchange: None, title, words, marks, shape: Drawn::Note { at: Party::Client } });
    }

    fn message(&mut self, part: usize, index: usize) {
        let Some(exchange) = self.trace.exchanges.get(index).filter(|exchange| exchange.stray.is_none()) else {
            return;
        };
        let Carried { request: marks, answer } = self.carried.get(index).cloned().unwrap_or_default();
        let mut title = Some(self.trace.plan.numbered(exchange.step));
        if let Some(leg) = self.leg_before(exchange) {
            self.signs.push(Sign { part, exchange: Some(index), title: title.take(), marks: marks.clone(), ..leg });
        }
        let request = &exchange.request;
        let changed = if exchange.tampered.is_empty() { "" } else { ", changed on purpose" };
        let words = short(&format!("{} {}{changed}", request.method, request.path()));
        let shape = arrow(exchange.from, exchange.to, exchange.channel);
        self.signs.push(Sign { part, exchange: Some(index), title, words, marks, shape });
        self.answer((part, index), exchange, answer);
    }

    /// Our own page in the browser is no part of the flow.
    fn answer(&mut self, (part, index): (usize, usize), exchange: &Exchange, marks: Vec<&'static str>) {
        let sign = |words: String, marks, shape| Sign { part, exchange: Some(index), title: None, words, marks, shape };
        if let Some(response) = exchange.response.as_ref().filter(|_| !exchange.step.arrives()) {
            self.was_sent_back |= exchange.channel == Channel::Front;
            let shape = arrow(exchange.to, exchange.from, exchange.channel);
            self.signs.push(sign(outcome(response), marks, shape));
        }
        if let Some(failure) = &exchange.failure {
            let words = short(&format!("no answer: {}", failure.kind.words()));
            self.signs.push(sign(words, Vec::new(), Drawn::Lost { at: exchange.from }));
        }
    }

    /// What no recorded message shows, and what must have happened: the client tells the browser where to go, and the
    /// server sends it back.
    fn leg_before(&mut self, exchange: &Exchange) -> Option<Sign> {
        let (words, from) = match exchange.step {
            step if step.by_browser() => ("opens the browser at the server", Party::Client),
            step if step.arrives() && !std::mem::take(&mut self.was_sent_back) && !exchange.pasted => {
                ("sends the browser back to the client", Party::Server)
            }
            _ => return None,
        };
        let shape = arrow(from, Party::Browser, Channel::Front);
        Some(Sign { part: 0, exchange: None, title: None, words: words.to_owned(), marks: Vec::new(), shape })
    }

    fn end(&mut self) {
        let part = self.signs.last().map_or(0, |sign| sign.part);
        let words = match ending::told(self.trace) {
            Some(told) => told.headline,
            None if self.trace.ended == Ending::Open => "the record ends here".to_owned(),
            None => return,
        };
        let shape = Drawn::End { at: Party::Client };
        self.signs.push(Sign { part, exchange: None, title: None, words: short(&words), marks: Vec::new(), shape });
    }
}

fn arrow(from: Party, to: Party, channel: Channel) -> Drawn {
    Drawn::Arrow { from, to, channel }
}

/// The status, and the error code where the server names one.
fn outcome(response: &Response) -> String {
    let named = || {
        let members = token_response::members(response)?;
        ProviderError::from_json(&members, response.status).map(|error| error.error)
    };
    let error = if response.status < 400 {
        None
    } else {
        named().or_else(|| ProviderError::from_challenge(response).map(|error| error.error))
    };
    let words = error.unwrap_or_else(|| reason(response.status).to_owned());
    short(format!("{} {words}", response.status).trim_end())
}
