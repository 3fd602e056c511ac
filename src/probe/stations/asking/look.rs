//! Looks at the authorization endpoint: the right request with one thing changed, by a stranger or by who is signed in.

use crate::flow::{Proof, Stop, Why};
use crate::probe::{Desk, Hop, Visit, Visitor, rewrite};
use crate::protocol::arrival::without_port;
use crate::protocol::{Client, Endpoint, Refusal, Server, authorize, push};
use crate::trace::{Exchange, Plan, Step};
use crate::wire::{Failure, Params, Request, html, uri};

use super::class::{Addresses, Class, Shape, normal};

/// A request to be looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Ask {
    /// What is changed.
    pub(super) edits: Vec<Edit>,
    /// How it travels.
    pub(super) way: Way,
    /// The redirect URI that the request names instead of the registered one.
    pub(super) named: Option<String>,
    /// Another client than the first one.
    pub(super) client: Option<Client>,
    /// The page that asks, as a browser tells it.
    pub(super) origin: Option<String>,
}

/// A change of the parameters.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Set(&'static str, String),
    Unset(&'static str),
    /// One more word behind those that are there.
    Extend(&'static str, String),
    /// One more of this name, behind.
    Add(&'static str, String),
    /// One more of this name, before.
    Before(&'static str, String),
}

/// How a request travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Way {
    /// In the query; pushed first where the server wants that.
    #[default]
    Query,
    /// As a posted form.
    Form,
    /// In the query, whatever the server wants.
    Plain,
}

/// What a look showed.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub(super) class: Class,
    /// What the answer carried.
    pub(super) params: Params,
    pub(super) hops: Vec<Hop>,
    /// What was asked, before it was pushed.
    pub(super) asked: Params,
    pub(super) exchanges: Vec<Exchange>,
}

/// Whoever looks.
pub(super) struct Eye<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) server: &'a Server,
    pub(super) visitor: Visitor,
    /// What the page of the right request looks like, where it shows one.
    pub(super) known: Vec<Shape>,
}

impl Ask {
    /// The right request with these changes.
    pub(super) fn with(edits: impl IntoIterator<Item = Edit>) -> Self {
        Self { edits: edits.into_iter().collect(), ..Self::default() }
    }
}

impl Edit {
    fn apply(&self, params: &mut Params) {
        match self {
            Self::Set(name, value) => params.set(name, value),
            Self::Unset(name) => {
                params.unset(name);
            }
            Self::Extend(name, word) => {
                let words = format!("{} {word}", params.get(name).unwrap_or_default());
                params.set(name, words.trim_start());
            }
            Self::Add(name, value) => params.push(name, value),
            Self::Before(name, value) => {
                let own = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
                *params = std::iter::once(((*name).to_owned(), value.clone())).chain(own).collect();
            }
        }
    }
}

impl Look {
    /// One that never came to be.
    fn failed(failure: &Failure) -> Self {
        Self {
            class: Class::Nothing(failure.to_string()),
            params: Params::default(),
            hops: Vec::new(),
            asked: Params::default(),
            exchanges: Vec::new(),
        }
    }
}

impl Eye<'_> {
    /// Looks at one request.
    pub(super) async fn look(&self, ask: &Ask) -> Look {
        let (plan, mut asked) = match self.quiet(ask) {
            Ok(quiet) => quiet,
            Err(failure) => return Look::failed(&failure),
        };
        let registered = plan.client.redirect_uri.clone();
        let mut exchanges = Vec::new();
        let carried = if self.pushes(&plan) && ask.way != Way::Plain {
            let (handed_over, passed) = self.hand_over(plan, ask, &mut asked).await;
            exchanges = passed;
            match handed_over {
                Ok(name) => name,
                Err(class) => {
                    return Look { class, params: Params::default(), hops: Vec::new(), asked, exchanges };
                }
            }
        } else {
            ask.edits.iter().for_each(|edit| edit.apply(&mut asked));
            asked.clone()
        };
        let visit = self.visit(ask, &carried, &registered);
        let hops = self.desk.site.open(&visit).await;
        for hop in &hops {
            if let Some(sent) = &hop.sent {
                self.desk.watch(&hop.request, sent);
            }
        }
        exchanges.extend(hops.iter().map(exchange));
        let addresses = Addresses { registered: &registered, named: ask.named.as_deref(), state: asked.get("state") };
        let (class, params) = Class::of(&hops, addresses, &self.known);
        // Who is signed in is asked by a form: that is no refusal.
        let asks = self.visitor == Visitor::SignedIn && matches!(class, Class::ErrorPage(200..=299)) && has_form(&hops);
        let class = if asks { Class::Page } else { class };
        if let Some(code) = params.get("code") {
            self.desk.saw_code(code);
        }
        Look { class, params, hops, asked, exchanges }
    }

    /// A request that asks for nothing which takes a page: a refresh token may (OpenID Connect Core 11), and a sign-in
    /// that has to be fresh does.
    fn quiet(&self, ask: &Ask) -> Result<(Plan, Params), Failure> {
        let mut plan = self.desk.plan()?;
        if let Some(client) = &ask.client {
            plan.client = client.clone();
        }
        if plan.scope.is_empty() && self.server.speaks_openid() {
            plan.scope.push("openid".to_owned());
        }
        if !plan.scope.iter().any(|scope| scope == "openid") {
            plan.nonces.nonce = None;
        }
        plan.scope.retain(|scope| scope != "offline_access");
        plan.asked.parameters.retain(|(name, _)| !matches!(name.as_str(), "prompt" | "max_age"));
        let params = authorize::parameters(&plan.client, plan.wish(), &plan.nonces);
        Ok((plan, params))
    }

    fn pushes(&self, plan: &Plan) -> bool {
        plan.asked.push.is_on() || self.server.declares("require_pushed_authorization_requests")
    }

    /// Pushes the request, changed after the client has proven itself; what the browser carries then.
    async fn hand_over(&self, plan: Plan, ask: &Ask, asked: &mut Params) -> (Result<Params, Class>, Vec<Exchange>) {
        let Some(endpoint) = self.server.endpoint(Endpoint::PushedAuthorizationRequest) else {
            return (Err(Class::Nothing("no endpoint to push the request to".into())), Vec::new());
        };
        let client_id = plan.client.client_id.clone();
        let mut run = self.desk.run(plan);
        let request = push::request(endpoint, asked);
        ask.edits.iter().for_each(|edit| edit.apply(asked));
        let proven = match run.proven(request, Proof::ClientAlone(self.server)) {
            Ok(mut proven) => {
                let mut form = proven.form().unwrap_or_default();
                ask.edits.iter().for_each(|edit| edit.apply(&mut form));
                rewrite(&mut proven, &form);
                proven
            }
            Err(failure) => return (Err(Class::Nothing(failure.to_string())), Vec::new()),
        };
        let outcome = match run.send(Step::Push, proven).await {
            Ok(index) => run.response(index).map(push::accept).map_or_else(
                || Err(Class::Nothing("no answer".into())),
                |examined| examined.outcome.map_err(not_pushed),
            ),
            Err(Stop { why: Why::Failure(failure), .. }) => Err(Class::Nothing(failure.to_string())),
            Err(_) => Err(Class::Nothing("no answer".into())),
        };
        (outcome.map(|pushed| pushed.into_parameters(&client_id)), run.trace.exchanges)
    }

    fn visit(&self, ask: &Ask, carried: &Params, registered: &str) -> Visit {
        let mut request = match ask.way {
            Way::Form => Request::post_form(&self.server.authorization_endpoint, carried),
            Way::Query | Way::Plain => authorize::request(self.server, carried),
        };
        if let Some(origin) = &ask.origin {
            request.headers.push("origin", origin);
        }
        let mut ends: Vec<String> = [registered.to_owned()].into_iter().chain(without_port(registered)).collect();
        if let Some(named) = &ask.named {
            ends.extend(normal(named));
            ends.push(named.clone());
        }
        Visit { request, visitor: self.visitor, ends }
    }
}

fn not_pushed(refusal: Refusal) -> Class {
    match refusal {
        Refusal::Provider(error) if error.status.is_none_or(|status| status < 500) => Class::NotPushed(error.error),
        Refusal::Provider(error) => Class::Other(format!("a push answered with {}", error.status.unwrap_or_default())),
        Refusal::Check(check) => Class::Other(format!("a push answered with {}", check.seen)),
    }
}

fn has_form(hops: &[Hop]) -> bool {
    let answer = |hop: &Hop| html::page(&hop.request.url, hop.sent.as_ref()?.outcome.as_ref().ok()?);
    hops.last().and_then(answer).is_some_and(|page| page.forms > 0)
}

/// A hop as a message of the record; the last one, which was not opened, is the answer.
fn exchange(hop: &Hop) -> Exchange {
    let step = if hop.sent.is_some() { Step::Authorize } else { Step::Callback };
    let started = hop.sent.as_ref().map_or(std::time::UNIX_EPOCH, |sent| sent.started);
    let mut exchange = Exchange::new(step, hop.request.clone(), started);
    if let Some(sent) = &hop.sent {
        exchange.took(sent.elapsed);
        match &sent.outcome {
            Ok(response) => exchange.response = Some(response.clone()),
            Err(failure) => exchange.failure = Some(failure.clone()),
        }
    }
    exchange
}

/// The host of a redirect URI with its port, and what stands before and behind.
pub(super) fn cut(redirect_uri: &str) -> (&str, &str, &str) {
    let scheme = redirect_uri.split("://").next().unwrap_or_default();
    let authority = uri::authority(redirect_uri);
    let rest = redirect_uri.find(authority).map_or("", |at| &redirect_uri[at + authority.len()..]);
    (scheme, authority, rest)
}
