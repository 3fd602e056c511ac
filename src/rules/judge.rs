//! Runs every check over a record: what `protocol` checked while the flow ran, once more and to the end.

use std::borrow::Cow;

use super::{Finding, conduct, preflight, rows, uses};
use crate::jose::Jwks;
use crate::protocol::{
    self, Check, Examined, IdToken, Metadata, Server, Tokens, Verdict, callback, discovery, id_token, keys,
    token_response::{self, Kind},
    userinfo,
};
use crate::trace::mask::is_masked;
use crate::trace::{Exchange, Flow, Step, Trace};
use crate::wire::Params;

/// What cannot be checked, or told as it was, once the values are masked: it is checked before and sealed into the record.
const NEED_PLAIN: [&str; 9] = [
    "pkce-derivation",
    "response-code-present",
    "token-access-token",
    "idtoken-form",
    "idtoken-signature",
    "idtoken-at-hash",
    "userinfo-sub-match",
    "refresh-id-token",
    "revocation-effective",
];

/// Every finding about a record, in the order of the table: a sealed check stands where a fresh one would.
#[must_use]
pub fn judge(trace: &Trace) -> Vec<Finding> {
    let mut bench = Bench { trace, findings: Vec::new() };
    if trace.plan.flow == Flow::Metadata {
        preflight::judge(&mut bench);
        bench.findings.sort_by_key(|finding| rows::place(finding.requirement));
        return bench.findings;
    }
    let server = bench.discover();
    conduct::judge(&mut bench, server.as_ref());
    if let Some(server) = &server {
        bench.callback(server);
        bench.redeem(server);
    }
    uses::judge(&mut bench, server.as_ref());
    bench.unseal();
    bench.findings.sort_by_key(|finding| rows::place(finding.requirement));
    bench.findings
}

/// What the rules find at a step beside the checks that the flow itself makes there.
#[must_use]
pub fn beside(trace: &Trace, step: Step) -> Vec<Finding> {
    let mut bench = Bench { trace, findings: Vec::new() };
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
}

impl Bench<'_> {
    /// Notes the outcome of a check about an exchange.
    pub(super) fn find(&mut self, exchange: Option<usize>, check: Check) {
        self.findings.extend(Finding::of(check, exchange));
    }

    /// The index of the last exchange of a step that belongs to the flow.
    pub(super) fn last(&self, step: Step) -> Option<(usize, &Exchange)> {
        let mut all = self.trace.exchanges.iter().enumerate();
        all.rfind(|(_, exchange)| exchange.step == step && exchange.stray.is_none())
    }

    /// Notes every check of an answer; gives back what it is good for.
    pub(super) fn take<T>(&mut self, exchange: usize, examined: Examined<T>) -> Option<T> {
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

    fn callback(&mut self, server: &Server) {
        let Some((index, exchange)) = self.last(Step::Callback) else { return };
        let plan = &self.trace.plan;
        let examined = callback::accept(server, &plan.nonces, plan.response_mode, &exchange.request);
        self.take(index, examined);
    }

    fn redeem(&mut self, server: &Server) {
        let Some((index, exchange)) = self.last(Step::Redeem).or_else(|| self.last(Step::Token)) else {
            // Tokens that were given bring no ID token that was checked in this run.
            if self.trace.plan.flow == Flow::Tokens {
                self.userinfo(None);
            }
            return;
        };
        let Some(response) = &exchange.response else { return };
        let scope = self.trace.scope_of(exchange);
        let expected = token_response::Expected { scope: &scope, dpop: self.trace.plan.dpop.is_some() };
        let of_user = self.trace.plan.flow.is_of_user();
        let examined =
            token_response::accept_kind(response, &expected, if of_user { Kind::OfUser } else { Kind::OfClient });
        let received = (exchange.ended_at(), response);
        let times = protocol::id_token::Times::at(received.0, received.1, self.trace.plan.clock_skew);
        // The checks of other grants are made where their rules are.
        let tokens = match exchange.step {
            Step::Redeem => self.take(index, examined),
            _ => examined.outcome.ok().filter(|_| of_user),
        };
        let jwks = self.keys();
        let Some(tokens) = tokens else { return };
        // Without usable keys the flow ended before the token was looked at.
        if jwks.is_none() && self.last(Step::Keys).is_some() {
            return;
        }
        let id_token = self.id_token(server, &tokens, (jwks.as_ref(), times, index));
        self.userinfo(id_token.as_ref());
    }

    fn keys(&mut self) -> Option<Jwks> {
        let (index, exchange) = self.last(Step::Keys)?;
        let examined = keys::accept(exchange.response.as_ref()?);
        self.take(index, examined)
    }

    fn id_token(
        &mut self,
        server: &Server,
        tokens: &Tokens,
        (jwks, times, exchange): (Option<&Jwks>, id_token::Times, usize),
    ) -> Option<IdToken> {
        let compact = without_masked_signature(tokens.id_token.as_deref()?);
        // A token whose keys were never fetched was never checked: the flow ended before.
        if self.last(Step::Keys).is_none() && id_token::needs_keys(&compact) && server.jwks_uri.is_some() {
            return None;
        }
        let plan = &self.trace.plan;
        let expectation = id_token::Expectation {
            server,
            client: &plan.client,
            nonces: &plan.nonces,
            access_token: &tokens.access_token,
            jwks,
            times,
        };
        self.take(exchange, id_token::accept(&compact, &expectation))
    }

    fn userinfo(&mut self, id_token: Option<&IdToken>) {
        let Some((index, exchange)) = self.last(Step::Userinfo) else { return };
        let Some(response) = &exchange.response else { return };
        let examined = userinfo::accept(response, id_token);
        self.take(index, examined);
    }

    /// In a masked record the sealed checks stand for those that cannot be made any more.
    fn unseal(&mut self) {
        for (place, sealed) in self.trace.sealed.iter().enumerate() {
            // Of several checks of one kind the first sealed one stands for the first, and so on.
            let before = self.trace.sealed[..place].iter().filter(|other| other.id == sealed.id).count();
            let mut same = self.findings.iter_mut().filter(|finding| finding.check.id == sealed.id);
            if let Some(finding) = same.nth(before) {
                finding.check = sealed.clone();
            } else {
                self.find(None, sealed.clone());
            }
        }
    }
}

fn without_masked_signature(compact: &str) -> Cow<'_, str> {
    match compact.rsplit_once('.') {
        Some((input, signature)) if is_masked(signature) => format!("{input}.").into(),
        _ => compact.into(),
    }
}
