//! Where a browser ends up that brings an authorization request: read as far as signed, pushed and detailed requests
//! need it.

use crate::probe::{Desk, Hop, Part, Verdict, Visit, Visitor};
use crate::protocol::arrival::{leads_to, without_port};
use crate::protocol::{ResponseMode, authorize, callback};
use crate::trace::{Exchange, Plan, Step};
use crate::wire::{Failure, FailureKind, Params, Response, uri};

/// Where a browser ended up.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Landed {
    /// At the redirect URI, with these parameters.
    Back(Params),
    /// On its way to another address.
    Elsewhere(String),
    /// On a page.
    Page(Page),
    /// Nowhere.
    Nothing(Failure),
}

/// What a page looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    status: u16,
    path: String,
    has_form: bool,
}

/// What became of a request that should have been stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It went on.
    WentOn,
    /// It was stopped.
    Stopped,
    /// It was stopped by an error of the server's own.
    Crashed,
    /// It cannot be told.
    Unclear,
}

/// A visit and its end.
pub(super) struct Look {
    /// Where it ended.
    pub(super) landed: Landed,
    /// Its messages.
    pub(super) exchanges: Vec<Exchange>,
}

/// These errors tell that the request was in order, and only the person is missing (OpenID Connect Core 3.1.2.6).
const ONLY_A_PERSON: [&str; 4] =
    ["login_required", "interaction_required", "account_selection_required", "consent_required"];

/// The plan of a request that no person needs to see: a server of OpenID Connect answers it at once, whoever asks.
pub(super) fn quiet(desk: &Desk<'_>) -> Result<Plan, Failure> {
    let mut plan = desk.plan()?;
    let speaks_openid = desk.speaks_openid();
    if plan.scope.is_empty() && speaks_openid {
        plan.scope.push("openid".to_owned());
    }
    if !plan.scope.iter().any(|scope| scope == "openid") {
        plan.nonces.nonce = None;
    }
    // An answer in a form or a JWT would have to be unpacked first.
    plan.response_mode = plan.response_mode.filter(|mode| *mode == ResponseMode::Query);
    if speaks_openid {
        plan.asked.parameters.retain(|(name, _)| name != "prompt");
        plan.asked.parameters.push(("prompt".to_owned(), "none".to_owned()));
    }
    Ok(plan)
}

/// The parameters of the request that this plan makes.
pub(super) fn parameters(plan: &Plan) -> Params {
    authorize::parameters(&plan.client, plan.wish(), &plan.nonces)
}

/// Opens the authorization endpoint with these parameters.
pub(super) async fn look(desk: &Desk<'_>, params: &Params, visitor: Visitor) -> Look {
    let Some(server) = desk.server() else { return Look { landed: Landed::nobody(), exchanges: Vec::new() } };
    let redirect_uri = desk.subject.plan.client.redirect_uri.clone();
    let others = desk.subject.second.iter().map(|other| other.client.redirect_uri.clone());
    let bare = without_port(&redirect_uri);
    let ends: Vec<String> = std::iter::once(redirect_uri).chain(bare).chain(others).collect();
    let visit = Visit { request: authorize::request(server, params), visitor, ends: ends.clone() };
    let hops = desk.site.open(&visit).await;
    for (hop, sent) in hops.iter().filter_map(|hop| Some((hop, hop.sent.as_ref()?))) {
        desk.watch(&hop.request, sent);
    }
    let landed = hops.last().map_or_else(Landed::nobody, |hop| Landed::of(hop, &ends));
    if let Some(code) = landed.get("code") {
        desk.saw_code(code);
    }
    Look { landed, exchanges: hops.into_iter().map(|hop| exchange(desk, hop)).collect() }
}

impl Landed {
    fn of(hop: &Hop, ends: &[String]) -> Self {
        let url = &hop.request.url;
        match hop.sent.as_ref().map(|sent| &sent.outcome) {
            None if ends.iter().any(|end| leads_to(url, end)) => Self::Back(callback::parameters(&hop.request).0),
            None => Self::Elsewhere(url.clone()),
            Some(Err(failure)) => Self::Nothing(failure.clone()),
            Some(Ok(response)) => Self::Page(Page::of(url, response)),
        }
    }

    fn nobody() -> Self {
        Self::Nothing(Failure::new(FailureKind::Local, "no page was opened"))
    }

    /// What came back at the redirect URI under this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        if let Self::Back(params) = self { params.get(name) } else { None }
    }

    /// Whether it ended on a page.
    pub(super) fn is_page(&self) -> bool {
        matches!(self, Self::Page(_))
    }

    /// Whether the request itself was in order: a code, a page for the person, or an error that only wants one.
    pub(super) fn is_good(&self) -> bool {
        match self {
            Self::Back(params) => {
                params.get("code").is_some() || params.get("error").is_some_and(|it| ONLY_A_PERSON.contains(&it))
            }
            Self::Page(page) => page.status < 400 && page.has_form,
            Self::Elsewhere(_) | Self::Nothing(_) => false,
        }
    }

    /// What became of a changed request, beside the right one. A page that looks like that of the right one is the same; a
    /// page where the right one needed none may be anything.
    pub(super) fn fate(&self, control: &Self) -> Fate {
        match (self, control) {
            (Self::Nothing(_), _) => Fate::Unclear,
            (Self::Elsewhere(_), _) => Fate::WentOn,
            (Self::Back(_), _) if self.is_good() => Fate::WentOn,
            (Self::Back(params), _) => {
                if params.get("error").is_some() {
                    Fate::Stopped
                } else {
                    Fate::Unclear
                }
            }
            (Self::Page(page), Self::Page(right)) if page == right => Fate::WentOn,
            (Self::Page(page), _) if page.status >= 500 => Fate::Crashed,
            (Self::Page(page), Self::Back(_)) if page.status < 400 && page.has_form => Fate::Unclear,
            (Self::Page(_), _) => Fate::Stopped,
        }
    }

    /// What it comes to that a request ended here which was not to go on.
    pub(super) fn stopped(&self) -> Verdict {
        match self {
            Self::Back(params) if params.get("error").is_some() => Verdict::Pass,
            Self::Page(page) if page.status >= 500 => Verdict::Warn,
            Self::Page(_) => Verdict::Pass,
            Self::Back(_) | Self::Elsewhere(_) | Self::Nothing(_) => Verdict::Inconclusive,
        }
    }

    /// The same in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Back(params) => match (params.get("code"), params.get("error")) {
                (Some(_), _) => "a code".to_owned(),
                (None, Some(error)) => format!("the error `{error}` at the redirect URI"),
                (None, None) => "neither code nor error at the redirect URI".to_owned(),
            },
            Self::Elsewhere(url) => format!("a redirect to {}", uri::without_query(url)),
            Self::Page(page) if page.status >= 400 => format!("an error page with status {}", page.status),
            Self::Page(page) if page.has_form => format!("a page with a form at {}", page.path),
            Self::Page(page) => format!("a page with status {} at {}", page.status, page.path),
            Self::Nothing(failure) => failure.to_string(),
        }
    }
}

impl Fate {
    /// What this comes to where going on is as bad as that.
    pub(super) fn verdict(self, bad: Verdict) -> Verdict {
        match self {
            Self::WentOn => bad,
            Self::Stopped => Verdict::Pass,
            Self::Crashed => Verdict::Warn,
            Self::Unclear => Verdict::Inconclusive,
        }
    }
}

impl Page {
    fn of(url: &str, response: &Response) -> Self {
        let body = response.body.text_lossy().to_ascii_lowercase();
        Self { status: response.status, path: uri::path(url).to_owned(), has_form: body.contains("<form") }
    }
}

impl Look {
    /// A part that says where this ended.
    pub(super) fn part(self, verdict: Verdict, expected: &str) -> Part {
        let verdict = if matches!(self.landed, Landed::Nothing(_)) { Verdict::Error } else { verdict };
        Part::new(verdict, expected, self.landed.words()).shown_by(self.exchanges)
    }
}

fn exchange(desk: &Desk<'_>, hop: Hop) -> Exchange {
    let Some(sent) = hop.sent else { return Exchange::new(Step::Callback, hop.request, desk.site.now()) };
    let mut exchange = Exchange::new(Step::Authorize, hop.request, sent.started);
    exchange.took(sent.elapsed);
    match sent.outcome {
        Ok(response) => exchange.response = Some(response),
        Err(failure) => exchange.failure = Some(failure),
    }
    exchange
}
