//! Runs every check over a record: what `protocol` checked while the flow ran, once more and to the end.

mod asking;
mod checking;
mod ended;
mod proving;

pub use ended::ending;

use super::{Finding, captured, conduct, preflight, rows, uses};
use crate::jose::Jwks;
use crate::protocol::{
    Check, Demands, Examined, IdToken, Metadata, Server, Tokens, Verdict, discovery, keys,
    token_response::{self, Kind},
    userinfo,
};
use crate::trace::{Exchange, Flow, Step, Trace};
use crate::wire::Params;

/// What cannot be checked, or told as it was, once the values are masked: it is checked before and sealed into the record.
const NEED_PLAIN: [&str; 12] = [
    "pkce-derivation",
    "jarm-signature",
    "response-code-present",
    "response-token-present",
    "token-access-token",
    "idtoken-form",
    "idtoken-signature",
    "idtoken-at-hash",
    "idtoken-c-hash",
    "userinfo-sub-match",
    "refresh-id-token",
    "revocation-effective",
];

/// Every finding about a record, in the order of the table: a sealed check stands where a fresh one would.
#[must_use]
pub fn judge(trace: &Trace) -> Vec<Finding> {
    let mut bench = if trace.plan.flow == Flow::Metadata { Bench::new(trace) } else { Bench::over(trace) };
    if trace.plan.flow == Flow::Metadata {
        preflight::judge(&mut bench);
    } else {
        bench.unseal();
    }
    bench.findings.sort_by_key(|finding| rows::place(finding.requirement));
    bench.findings
}

/// What the rules find at a step beside the checks that the flow itself makes there.
#[must_use]
pub fn beside(trace: &Trace, step: Step) -> Vec<Finding> {
    let mut bench = Bench::new(trace);
    let server = bench.discover();
    bench.findings.clear();
    conduct::judge(&mut bench, server.as_ref());
    bench.findings.retain(|finding| finding.step(trace) == step);
    bench.findings
}

/// The checks that masking would make impossible, made now.
#[must_use]
pub fn seal(trace: &Trace) -> Vec<Check> {
    let findings = judge(trace).into_iter().map(|finding| finding.check);
    findings.filter(|check| NEED_PLAIN.contains(&check.id.as_ref())).chain(writing(trace)).collect()
}

/// Whether the secret has one writing only, for the diagnosis of a masked record: no rule, so no finding.
pub const WRITING: &str = "client-secret-writing";

fn writing(trace: &Trace) -> Option<Check> {
    let secret = trace.plan.client.client_secret.as_deref()?;
    let odd = Params::default().with("", secret).to_form().get(1..) != Some(secret);
    let (verdict, seen) = if odd { (Verdict::Warn, "another in a form") } else { (Verdict::Pass, "one") };
    Some(Check { id: WRITING.into(), verdict, expected: "one writing of the secret".into(), seen: seen.into() })
}

/// A record on the bench, and what was found so far.
pub(super) struct Bench<'a> {
    pub(super) trace: &'a Trace,
    findings: Vec<Finding>,
    /// Where a run would have been stopped, in the order in which it is looked at.
    stops: Vec<ended::Stopped>,
}

impl<'a> Bench<'a> {
    fn new(trace: &'a Trace) -> Self {
        Self { trace, findings: Vec::new(), stops: Vec::new() }
    }

    /// Every check of a run, made again.
    fn over(trace: &'a Trace) -> Self {
        let mut bench = Self::new(trace);
        let server = bench.discover();
        conduct::judge(&mut bench, server.as_ref());
        bench.nonces();
        if let Some(server) = &server {
            bench.push();
            let keys = bench.keys();
            let answer = bench.callback(server, keys.as_ref());
            let stated = bench.front(server, &answer, keys.as_ref());
            let tokens = bench.redeem();
            let id_token = match &tokens {
                Some(tokens) => bench.back(server, tokens, (keys.as_ref(), &answer)).or(stated),
                None => stated,
            };
            bench.userinfo(id_token.as_ref());
        }
        uses::judge(&mut bench, server.as_ref());
        bench
    }
}

impl Bench<'_> {
    /// Notes the outcome of a check about an exchange.
    pub(super) fn find(&mut self, exchange: Option<usize>, check: Check) {
        self.findings.extend(Finding::of(captured::weighed(check, &self.trace.plan), exchange));
    }

    /// The index of the last exchange of a step that belongs to the flow.
    pub(super) fn last(&self, step: Step) -> Option<(usize, &Exchange)> {
        let mut all = self.trace.exchanges.iter().enumerate();
        all.rfind(|(_, exchange)| exchange.step == step && exchange.stray.is_none())
    }

    /// Notes every check of an answer; gives back what it is good for.
    pub(super) fn take<T>(&mut self, exchange: usize, examined: Examined<T>) -> Option<T> {
        self.note_stop(exchange, &examined);
        for check in examined.checks {
            self.find(Some(exchange), check);
        }
        examined.outcome.ok()
    }

    fn discover(&mut self) -> Option<Server> {
        let hints = &self.trace.plan.server;
        let metadata = self.metadata();
        if hints.discover && metadata.is_none() {
            return None;
        }
        Server::pin(hints, metadata, self.trace.plan.needs()).ok()
    }

    /// The document that counted: the last one that is a document at all, else the first answer with its fault.
    fn metadata(&mut self) -> Option<Metadata> {
        let hints = &self.trace.plan.server;
        let issuer = hints.issuer.as_deref().filter(|_| hints.discover)?;
        let answers: Vec<(usize, &Exchange)> =
            self.trace.exchanges.iter().enumerate().filter(|(_, exchange)| exchange.step == Step::Discover).collect();
        let is_document = |exchange: &Exchange| exchange.response.as_ref().is_some_and(discovery::is_document);
        let (index, exchange) =
            answers.iter().rfind(|(_, exchange)| is_document(exchange)).or_else(|| answers.first()).copied()?;
        let places = discovery::places(issuer);
        let place = places.iter().find(|place| place.url == exchange.request.url).or_else(|| places.first())?;
        let examined = discovery::accept(hints, self.trace.plan.needs(), place, exchange.response.as_ref()?);
        self.take(index, examined)
    }

    fn redeem(&mut self) -> Option<Tokens> {
        let Some((index, exchange)) = self.last(Step::Redeem) else { return self.granted() };
        let (scope, demands) = (self.trace.scope_asked(), Demands::of(&self.trace.asked()));
        let expected =
            token_response::Expected { scope: &scope, dpop: self.trace.plan.dpop.is_some(), details: &demands.details };
        let examined = token_response::accept(exchange.response.as_ref()?, &expected);
        self.take(index, examined)
    }

    /// The tokens of another grant of a user; the checks of its answer are made where its rules are.
    fn granted(&self) -> Option<Tokens> {
        let (_, exchange) = self.last(Step::Token).filter(|_| self.trace.plan.flow.is_of_user())?;
        let scope = self.trace.scope_of(exchange);
        let expected = token_response::Expected { scope: &scope, dpop: self.trace.plan.dpop.is_some(), details: &[] };
        token_response::accept_kind(exchange.response.as_ref()?, &expected, Kind::OfUser).outcome.ok()
    }

    fn keys(&mut self) -> Option<Jwks> {
        let (index, exchange) = self.last(Step::Keys)?;
        let examined = keys::accept(exchange.response.as_ref()?);
        self.take(index, examined)
    }

    fn userinfo(&mut self, id_token: Option<&IdToken>) {
        let Some((index, exchange)) = self.last(Step::Userinfo) else { return };
        let Some(response) = &exchange.response else { return };
        let examined = userinfo::accept(response, id_token);
        self.take(index, examined);
    }

    /// In a masked record the sealed checks stand for those that cannot be made any more: where one was made of several
    /// messages, in the order of these.
    fn unseal(&mut self) {
        let mut taken = vec![false; self.findings.len()];
        for sealed in &self.trace.sealed {
            let place = (0..taken.len()).find(|at| !taken[*at] && self.findings[*at].check.id == sealed.id);
            if let Some(at) = place {
                taken[at] = true;
                self.findings[at].check = sealed.clone();
            } else {
                self.find(None, sealed.clone());
            }
        }
    }
}
