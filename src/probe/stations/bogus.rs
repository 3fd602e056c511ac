//! Token requests with a code that does not exist: what they are refused for tells how far they came.

use crate::flow::{Keys, Proof, Run, Silent};
use crate::probe::{Desk, Hand, Part, Said, Shot, Verdict, Wanted, credentials, set_form, shoot};
use crate::protocol::{AuthMethod, Client, Server, client_auth};
use crate::trace::Step;
use crate::wire::{Params, Request};

/// A client that comes to the token endpoint with codes that do not exist.
pub(super) struct Caller<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) server: Server,
    pub(super) method: AuthMethod,
    run: Run<Hand<'a>, Silent>,
}

/// What the endpoint says where all is right but the code, and where the proof of the client is wrong too.
pub(super) struct Oracle {
    pub(super) right: Shot,
    /// Nothing where no wrong proof could be shown.
    pub(super) wrong: Option<Shot>,
}

impl<'a> Caller<'a> {
    /// The client of the login; none before the server is known.
    pub(super) async fn of_login(desk: &'a Desk<'a>) -> Option<Self> {
        Self::begin(desk, (desk.subject.plan.client.clone(), desk.subject.keys.clone())).await
    }

    /// Any client of this server.
    pub(super) async fn begin(desk: &'a Desk<'a>, (client, keys): (Client, Keys)) -> Option<Self> {
        let server = desk.server().filter(|server| !server.token_endpoint.is_empty())?.clone();
        let mut plan = desk.plan().ok()?;
        plan.client = client;
        let method = client_auth::choose(&plan.client, &server);
        let bound = keys.dpop.is_some();
        let mut caller = Self { desk, server, method, run: desk.run(plan).with_keys(keys) };
        if bound {
            caller.learn_nonce().await;
        }
        Some(caller)
    }

    /// Sends a request that is right but for its code, changed before it goes.
    pub(super) async fn ask(&mut self, change: impl FnOnce(&mut Request)) -> Shot {
        let (request, proof) = (self.request(), Proof::Client(&self.server));
        shoot(&mut self.run, Step::Redeem, (request, proof), change).await
    }

    /// Whether the right request is still answered as it was: otherwise the server changed, and not the request.
    pub(super) async fn is_as_before(&mut self, right: &Shot) -> bool {
        Said::of(&self.ask(|_| ()).await) == Said::of(right)
    }

    /// Whom it plays.
    pub(super) fn client(&self) -> Client {
        self.run.trace.plan.client.clone()
    }

    /// A value that nobody ever issued.
    pub(super) fn draw(&self) -> String {
        self.desk.site.draw().unwrap_or_default()
    }

    /// Whether it makes sense to send more.
    pub(super) fn goes_on(&self) -> bool {
        !self.desk.is_limited() && !self.desk.is_dead()
    }

    fn request(&self) -> Request {
        let plan = &self.run.trace.plan;
        let mut form = Params::default()
            .with("grant_type", "authorization_code")
            .with("code", self.draw())
            .with("redirect_uri", &plan.client.redirect_uri);
        form.push_some("code_verifier", plan.nonces.code_verifier.as_deref());
        let mut request = Request::post_form(&self.server.token_endpoint, &form);
        request.headers.push("accept", "application/json");
        request
    }

    /// A server may want a nonce in the proof of a key before it looks at anything else (RFC 9449 8).
    async fn learn_nonce(&mut self) {
        let (request, server) = (self.request(), self.server.clone());
        // whatever comes of it, what follows tells
        let _ = self.run.ask(Step::Redeem, request, Proof::Client(&server)).await;
    }
}

impl Oracle {
    /// Whether an answer tells how far a request came: a right client and a wrong one are refused for different reasons.
    pub(super) fn is_usable(&self) -> bool {
        let (right, wrong) = (Said::of(&self.right), self.wrong.as_ref().map(Said::of));
        let differ = wrong.as_ref().is_some_and(|wrong| matches!(wrong, Said::Refused { .. }) && !wrong.is_limit())
            && wrong.as_ref().and_then(Said::error) != right.error();
        differ && right.error().is_some() && !right.is_of_the_client() && !right.is_limit()
    }

    /// A refusal as it is wanted passes; whoever is refused for the code alone was let through before, which is `accepted`.
    pub(super) fn judge(&self, wanted: Wanted, shot: &Shot, accepted: Verdict) -> Part {
        let (right, said) = (Said::of(&self.right), Said::of(shot));
        let shown = [self.right.exchange.clone(), shot.exchange.clone()];
        if said != right {
            return wanted.judge(shot).shown_by(shown);
        }
        // Only this one error is about the code and nothing else (RFC 6749 5.2).
        let verdict = if right.error() == Some("invalid_grant") { accepted } else { Verdict::Inconclusive };
        let seen = format!("{}, as for the right client: the proof was accepted", said.words());
        Part::new(verdict, wanted.words(), seen).shown_by(shown)
    }
}

/// Whether another client proves itself as it should, so that a refusal of what it asks for means something.
pub(super) async fn is_known(desk: &Desk<'_>, (client, keys): (Client, Keys)) -> bool {
    let Some(mut caller) = Caller::begin(desk, (client, keys)).await else { return false };
    let said = Said::of(&caller.ask(|_| ()).await);
    matches!(said, Said::Refused { .. }) && !said.is_of_the_client() && !said.is_limit()
}

/// Puts the name of a client that does not exist, and a secret that opens nothing, into the Basic header.
pub(super) fn as_nobody(request: &mut Request, nobody: &str) {
    credentials::leave_all_out(request);
    credentials::show_basic(request, nobody, nobody);
}

/// The same in the body.
pub(super) fn as_nobody_in_body(request: &mut Request, nobody: &str) {
    set_form(request, "client_id", nobody);
    set_form(request, "client_secret", nobody);
}
