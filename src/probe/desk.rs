//! The desk on which a run of checks is done: what is known of the server, what was seen so far, and how far it may go.

mod closing;
mod manners;
mod signing_in;

use std::cell::{OnceCell, RefCell};
use std::time::UNIX_EPOCH;

use super::{
    Agency, Check, Fact, Hand, NoTicket, Options, Outcome, Part, Progress, Site, Skip, Subject, Ticket, Verdict,
    Watched, catalogue, hand,
};
use crate::flow::{self, DpopNonces, Run, Silent};
use crate::protocol::{Code, IdToken, Server, Tokens};
use crate::rules::Finding;
use crate::trace::{Exchange, Plan, Tamper, Trace};
use crate::wire::Failure;
pub use closing::Tally;
use manners::TURNED_AWAY;

/// What checks are done on and with. Several work on it at once, on one thread.
pub struct Desk<'a> {
    /// The world.
    pub site: Watched<'a>,
    /// Whom the checks play.
    pub subject: Subject,
    /// What is wanted.
    pub options: Options,
    server: OnceCell<Server>,
    baseline: OnceCell<Baseline>,
    book: RefCell<Book>,
}

/// The login that worked, and what it brought.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// Its record.
    pub trace: Trace,
    /// What the rules find in it.
    pub findings: Vec<Finding>,
    /// The code, spent.
    pub code: Code,
    /// The tokens.
    pub tokens: Tokens,
    /// The ID token, where one came and was right.
    pub id_token: Option<IdToken>,
}

/// What was seen so far.
#[derive(Default)]
struct Book {
    outcomes: Vec<Outcome>,
    /// What was inferred and is still to be seen.
    presumed: Vec<(&'static Check, Part)>,
    facts: Vec<Fact>,
    requests: usize,
    codes: usize,
    /// Every code that came, in order.
    seen_codes: Vec<String>,
    /// So often somebody had to sign in.
    logins: usize,
    /// Somebody would have had to once more.
    is_withheld: bool,
    wrong_secrets: usize,
    /// What servers want to see in the next proof of a key.
    dpop_nonces: DpopNonces,
    /// The server asked to be left alone.
    is_limited: bool,
    /// So many requests in a row found nobody.
    nobody_there: usize,
    discovery: Vec<Exchange>,
    login: Option<Trace>,
    started_ms: u64,
}

impl<'a> Desk<'a> {
    /// A desk on which nothing lies yet.
    #[must_use]
    pub fn new(site: &'a dyn Site, subject: Subject, options: Options) -> Self {
        let started = site.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let started_ms = u64::try_from(started.as_millis()).unwrap_or(u64::MAX);
        let book = RefCell::new(Book { started_ms, ..Book::default() });
        let site = Watched::new(site, &subject);
        Self { site, subject, options, server: OnceCell::new(), baseline: OnceCell::new(), book }
    }

    /// The server, once it was found.
    #[must_use]
    pub fn server(&self) -> Option<&Server> {
        self.server.get()
    }

    /// Notes what the server is, and the messages that told it.
    pub fn found(&self, server: Server, told_by: Vec<Exchange>) {
        // the first one counts
        let _ = self.server.set(server);
        self.book.borrow_mut().discovery = told_by;
    }

    /// The messages that told what the server is.
    #[must_use]
    pub fn discovery(&self) -> Vec<Exchange> {
        self.book.borrow().discovery.clone()
    }

    /// The login that worked.
    #[must_use]
    pub fn baseline(&self) -> Option<&Baseline> {
        self.baseline.get()
    }

    /// Notes the login that worked.
    pub fn settled(&self, baseline: Baseline) {
        // the first one counts
        let _ = self.baseline.set(baseline);
    }

    /// Notes the record of the first login, however it ended.
    pub fn logged_in(&self, trace: Trace) {
        self.book.borrow_mut().login = Some(trace);
    }

    /// The record of the first login, however it ended.
    #[must_use]
    pub fn login(&self) -> Option<Trace> {
        self.book.borrow().login.clone()
    }

    /// Whether there is a client to be played at all; documents are looked at without one.
    #[must_use]
    pub fn has_client(&self) -> bool {
        !self.subject.plan.client.client_id.is_empty()
    }

    /// Whether the server speaks OpenID Connect and the login asks for it.
    #[must_use]
    pub fn speaks_openid(&self) -> bool {
        let asked = self.subject.plan.scope.iter().any(|scope| scope == "openid") || self.subject.plan.scope.is_empty();
        asked && self.server().is_some_and(Server::speaks_openid)
    }

    /// Whether [`Site::open`] can look at pages as somebody who signed in.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.site.agency() == Agency::Seeing && self.baseline().is_some()
    }

    /// Whether a check is wanted and nothing is known about it yet that would end it.
    #[must_use]
    pub fn wants(&self, id: &str) -> bool {
        catalogue::by_id(id).is_some_and(|check| self.is_wanted(check)) && !self.is_dead()
    }

    /// Whether one of these is wanted.
    #[must_use]
    pub fn wants_any(&self, ids: &[&str]) -> bool {
        ids.iter().any(|id| self.wants(id))
    }

    fn is_wanted(&self, check: &Check) -> bool {
        self.options.selection.wants(check, self.options.suite)
    }

    /// Notes what a part of a check came to; of a check that is not wanted nothing is noted.
    pub fn note(&self, id: &str, part: Part) {
        let Some(check) = catalogue::by_id(id).filter(|check| self.is_wanted(check)) else {
            debug_assert!(catalogue::by_id(id).is_some(), "no check {id}");
            return;
        };
        let part =
            if is_turned_away(&part) { Part { verdict: Verdict::Skip(Skip::RateLimited), ..part } } else { part };
        let mut book = self.book.borrow_mut();
        match book.outcomes.iter_mut().find(|outcome| outcome.check.id() == id) {
            Some(outcome) => outcome.parts.push(part),
            None => book.outcomes.push(Outcome { check, parts: vec![part] }),
        }
        let done = book.outcomes.len();
        drop(book);
        let wanted = catalogue::all().filter(|check| self.is_wanted(check)).count();
        self.site.progress(&Progress { done, wanted, now: id });
    }

    /// Notes what a part of a check comes to by inference. What is seen of that part later takes its place.
    pub fn presume(&self, id: &str, part: Part) {
        if let Some(check) = catalogue::by_id(id).filter(|check| self.is_wanted(check)) {
            self.book.borrow_mut().presumed.push((check, part));
        }
    }

    /// How a check came out, as far as that is known.
    #[must_use]
    pub fn verdict(&self, id: &str) -> Option<Verdict> {
        self.book.borrow().outcomes.iter().find(|outcome| outcome.check.id() == id).map(Outcome::verdict)
    }

    /// Notes that a check was not looked at, and what it would take.
    pub fn skip(&self, id: &str, reason: Skip, wanted: &str) {
        self.note(id, Part::skip(reason, wanted));
    }

    /// Notes something that is neither right nor wrong.
    pub fn learn(&self, name: &'static str, value: impl Into<String>) {
        let mut book = self.book.borrow_mut();
        book.facts.retain(|fact| fact.name != name);
        book.facts.push(Fact { name, value: value.into() });
    }

    /// What was learnt.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<String> {
        self.book.borrow().facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.clone())
    }

    /// Whether a check has been noted.
    #[must_use]
    pub fn is_noted(&self, id: &str) -> bool {
        self.book.borrow().outcomes.iter().any(|outcome| outcome.check.id() == id)
    }

    /// Whether this part of a check has been noted.
    #[must_use]
    pub fn is_seen(&self, id: &str, label: &str) -> bool {
        let book = self.book.borrow();
        let mut own = book.outcomes.iter().filter(|outcome| outcome.check.id() == id);
        own.any(|outcome| outcome.parts.iter().any(|part| part.label == label))
    }

    /// The plan of one more login: everything that was drawn is drawn anew, and the state tells that it is a check.
    pub fn plan(&self) -> Result<Plan, Failure> {
        let mut plan = self.subject.plan.clone();
        let fresh = |is: bool| is.then(|| self.site.draw()).transpose();
        plan.nonces.state = fresh(plan.nonces.state.is_some())?.map(|drawn| format!("oauth-flow-check-{drawn}"));
        plan.nonces.nonce = fresh(plan.nonces.nonce.is_some())?;
        plan.nonces.code_verifier = fresh(plan.nonces.code_verifier.is_some())?;
        self.site.learn(&plan);
        Ok(plan)
    }

    /// A run of the engine for this plan, with the keys of the first client.
    #[must_use]
    pub fn run(&self, plan: Plan) -> Run<Hand<'_>, Silent> {
        let nonces = self.book.borrow().dpop_nonces.clone();
        let run = Run::new(plan, Hand(self), Silent, Vec::new()).with_keys(self.subject.keys.clone());
        run.knowing(nonces).marked(hand::MARK)
    }

    /// Brings a code for this plan: whoever signs in does so again, or the session does it for him.
    pub async fn obtain(&self, plan: Plan) -> Result<Ticket<'_>, NoTicket> {
        self.obtain_changed(plan, Vec::new()).await
    }

    /// The same with messages that are changed before they go.
    pub async fn obtain_changed(&self, plan: Plan, changes: Vec<Tamper>) -> Result<Ticket<'_>, NoTicket> {
        let Some(server) = self.server().cloned() else { return Err(NoTicket::skip(Skip::ControlFailed)) };
        if self.site.agency() == Agency::Nobody || !self.has_client() {
            return Err(NoTicket::skip(Skip::NeedsSession));
        }
        if self.is_limited() {
            return Err(NoTicket::skip(Skip::RateLimited));
        }
        let mut run = self.run(plan).changed(changes);
        let outcome = flow::obtain(&mut run, &server).await;
        match outcome.map(|answer| answer.code) {
            Err(stop) if self.was_withheld(&stop) => Err(NoTicket::skip(Skip::CodeBudget)),
            Ok(Some(code)) => Ok(Ticket { run, server, code }),
            Ok(None) => Err(NoTicket { stop: None, skip: None, exchanges: run.trace.exchanges }),
            Err(stop) => Err(NoTicket { stop: Some(stop), skip: None, exchanges: run.trace.exchanges }),
        }
    }
}

/// Whether what shows a part is no answer to what was asked, but a word to come later.
fn is_turned_away(part: &Part) -> bool {
    let last = part.exchanges.last().and_then(|exchange| exchange.response.as_ref());
    last.is_some_and(|response| TURNED_AWAY.contains(&response.status))
}
