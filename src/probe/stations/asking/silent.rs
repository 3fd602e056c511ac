//! What comes back to somebody who is signed in: without a page, with every character of the state, and in a form.

use super::class::Class;
use super::look::{Ask, Edit, Eye, Look};
use super::rows::{Ground, NEEDS_USER};
use super::{missing, redeemed};
use crate::probe::stations::load::{self, STATE};
use crate::probe::{Agency, Desk, Part, Skip, Suite, Ticket, Verdict, Visitor};
use crate::protocol::callback::opened;
use crate::protocol::{Metadata, ResponseMode, Server};
use crate::trace::{Exchange, Step};
use crate::wire::Response;

const SILENT: &str = "authz-prompt-none-session";
const MAX_AGE: &str = "authz-max-age-zero";
const FORM_POST: &str = "response-form-post";
/// What has to come where no page may be shown.
const WITHOUT_A_PAGE: &str = "a code, or an error that tells what is missing";

/// An answer at the redirect URI.
struct Answer {
    /// The request that carried it.
    carried: Exchange,
    /// The page that sent it, where it was seen.
    page: Option<Response>,
    exchanges: Vec<Exchange>,
}

/// Looks at what needs no code of its own. What comes back is noted for the state as well.
pub(super) async fn looks(ground: &Ground<'_>) {
    let desk = ground.desk;
    if is_small(desk) {
        return;
    }
    let Some(odd) = load::odd(desk) else { return };
    if let Some(answer) = without_a_page(ground, &odd).await
        && is_open(desk, load::ODD)
    {
        note_state(desk, load::ODD, &odd, Ok(answer));
    }
}

/// Looks at answers that come with a code, as few as it takes: one answer tells several things. Gives back a code that
/// nobody has spent.
pub(super) async fn answers<'a>(desk: &'a Desk<'a>, server: &Server) -> Option<Ticket<'a>> {
    if is_small(desk) {
        return None;
    }
    let mut unspent = None;
    if is_open(desk, load::ODD) {
        let odd = load::odd(desk)?;
        let answer = bring(desk, &odd, None).await.map(|(answer, ticket)| {
            unspent = ticket;
            answer
        });
        note_state(desk, load::ODD, &odd, answer);
    }
    let long = load::long(desk)?;
    in_a_form(desk, server, &long).await.or(unspent)
}

/// In the small suite the ordinary login says enough about the state.
fn is_small(desk: &Desk<'_>) -> bool {
    let options = &desk.options;
    let is_small = options.suite == Suite::Smoke && options.selection.only.is_empty();
    is_small || !desk.wants_any(&[SILENT, MAX_AGE, STATE, FORM_POST])
}

fn is_open(desk: &Desk<'_>, label: &str) -> bool {
    desk.wants(STATE) && !desk.is_seen(STATE, label)
}

/// Notes that a login which forbade every page had none, where each message of the browser can be seen.
pub(in crate::probe::stations) fn note_silent(desk: &Desk<'_>, exchanges: &[Exchange]) {
    let front = || exchanges.iter().filter(|exchange| matches!(exchange.step, Step::Authorize | Step::SignIn));
    let is_redirect =
        |exchange: &Exchange| exchange.response.as_ref().is_some_and(|response| (300..400).contains(&response.status));
    if desk.site.agency() == Agency::Seeing && front().count() > 0 && front().all(is_redirect) {
        desk.learn("silent-codes", "yes");
        let part = Part::new(Verdict::Pass, WITHOUT_A_PAGE, "a code without a page");
        desk.note(SILENT, part.shown_by(front().cloned()));
    }
}

/// A code without a page; where it comes, `max_age=0` has to put an end to that.
async fn without_a_page(ground: &Ground<'_>, state: &str) -> Option<Answer> {
    let desk = ground.desk;
    if !desk.wants_any(&[SILENT, MAX_AGE]) {
        return None;
    }
    let skip_both = |reason, wanted: &str| [SILENT, MAX_AGE].iter().for_each(|id| desk.skip(id, reason, wanted));
    if !desk.speaks_openid() {
        skip_both(Skip::NotOidc, "prompt and max_age are of OpenID Connect");
        return None;
    }
    if let Some((reason, wanted)) = missing(desk) {
        skip_both(reason, wanted);
        return None;
    }
    let eye = Eye { desk, server: ground.server, visitor: Visitor::SignedIn, known: Vec::new() };
    let silent = || Edit::Set("prompt", "none".to_owned());
    let look = if desk.is_noted(SILENT) {
        None
    } else {
        let look = eye.look(&Ask::with([silent(), Edit::Set("state", state.to_owned())])).await;
        desk.learn("silent-codes", if look.class == Class::Code { "yes" } else { "no" });
        desk.note(SILENT, silence(&look));
        Some(look)
    };
    if look.as_ref().is_none_or(|look| look.class == Class::Code) {
        let fresh = eye.look(&Ask::with([silent(), Edit::Set("max_age", "0".to_owned())])).await;
        desk.note(MAX_AGE, freshness(&fresh));
    } else {
        desk.skip(MAX_AGE, Skip::ControlFailed, "a code without a page, which did not come");
    }
    look.as_ref().and_then(Answer::of)
}

/// What the user has to do is neither right nor wrong; that a page is shown is (OpenID Connect Core 3.1.2.1).
fn silence(look: &Look) -> Part {
    let (verdict, seen) = match &look.class {
        Class::Code => (Verdict::Pass, "a code without a page".to_owned()),
        Class::Error(error) if NEEDS_USER.contains(&error.as_str()) => {
            (Verdict::Pass, format!("{error}: every further code takes a page"))
        }
        Class::Page | Class::ErrorPage(200..=299) => (Verdict::Fail, "a page, though none may be shown".to_owned()),
        Class::Nothing(why) => (Verdict::Error, why.clone()),
        other => (Verdict::Inconclusive, other.words()),
    };
    Part::new(verdict, WITHOUT_A_PAGE, seen).shown_by(look.exchanges.clone())
}

/// `max_age=0` means that the sign-in has to be fresh, and nobody may be asked (OpenID Connect Core 3.1.2.1).
fn freshness(look: &Look) -> Part {
    let verdict = match &look.class {
        Class::Error(error) if NEEDS_USER.contains(&error.as_str()) => Verdict::Pass,
        // The session is not taken for a fresh one; that nobody was to be asked is another matter.
        Class::Page | Class::ErrorPage(200..=299) => Verdict::Pass,
        Class::Nothing(_) => Verdict::Error,
        Class::Other(_) | Class::ErrorPage(502..=504) => Verdict::Inconclusive,
        _ => Verdict::Warn,
    };
    Part::new(verdict, "login_required", look.class.words()).shown_by(look.exchanges.clone())
}

/// The same answer in a form that submits itself, and with a state as long as states get.
async fn in_a_form<'a>(desk: &'a Desk<'a>, server: &Server, state: &str) -> Option<Ticket<'a>> {
    let modes = server.metadata.as_ref().and_then(|data: &Metadata| data.list("response_modes_supported"));
    let offered = modes.is_some_and(|modes| modes.contains(&"form_post"));
    if !offered {
        desk.skip(FORM_POST, Skip::NotAdvertised, "form_post among response_modes_supported");
    }
    let mode = Some(ResponseMode::FormPost).filter(|_| offered && desk.wants(FORM_POST));
    let is_state_open = is_open(desk, load::LONG);
    if mode.is_none() && !is_state_open {
        return None;
    }
    let (answer, unspent) = match bring(desk, state, mode).await {
        Ok((answer, unspent)) => (Ok(answer), unspent),
        Err(part) => (Err(part), None),
    };
    if mode.is_some() {
        match &answer {
            Ok(answer) => answer.as_form().into_iter().for_each(|part| desk.note(FORM_POST, part)),
            Err(part) => desk.note(FORM_POST, part.clone()),
        }
    }
    if is_state_open {
        note_state(desk, load::LONG, state, answer);
    }
    unspent
}

/// An answer with this state, and its code where it came with one.
async fn bring<'a>(
    desk: &'a Desk<'a>,
    state: &str,
    mode: Option<ResponseMode>,
) -> Result<(Answer, Option<Ticket<'a>>), Part> {
    if let Some((reason, wanted)) = missing(desk).filter(|(reason, _)| *reason != Skip::NeedsInteraction) {
        return Err(Part::skip(reason, wanted));
    }
    let mut plan = desk.plan().map_err(|failure| Part::new(Verdict::Error, "a code", failure.to_string()))?;
    plan.nonces.state = Some(state.to_owned());
    plan.response_mode = mode.or(plan.response_mode);
    let (exchanges, unspent) = match desk.obtain(plan).await {
        Ok(ticket) => (ticket.run.trace.exchanges.clone(), Some(ticket)),
        Err(none) if redeemed::answer(&none.exchanges).is_some() => (none.exchanges, None),
        Err(none) => return Err(none.part()),
    };
    let answer = Answer::came(exchanges);
    answer
        .map(|answer| (answer, unspent))
        .ok_or_else(|| Part::new(Verdict::Inconclusive, "an answer", "none at the redirect URI"))
}

fn note_state(desk: &Desk<'_>, label: &str, sent: &str, answer: Result<Answer, Part>) {
    let part = match answer {
        Ok(answer) => {
            let (params, _) = opened(&answer.carried.request);
            let all: Vec<&str> = params.all("state").collect();
            let verdict = if all == [sent] { Verdict::Pass } else { Verdict::Fail };
            let seen = if all.is_empty() { "absent".to_owned() } else { all.join(" and ") };
            Part::new(verdict, sent, seen).shown_by(answer.exchanges)
        }
        Err(part) => part,
    };
    desk.note(STATE, part.labelled(label));
}

impl Answer {
    /// The answer of a login, and the page before it, where the browser could be watched.
    fn came(exchanges: Vec<Exchange>) -> Option<Self> {
        let carried = redeemed::answer(&exchanges)?.clone();
        let front = exchanges.iter().rfind(|exchange| matches!(exchange.step, Step::Authorize | Step::SignIn));
        let page = front.and_then(|exchange| exchange.response.clone());
        Some(Self { carried, page, exchanges })
    }

    /// The answer of a look that brought a code.
    fn of(look: &Look) -> Option<Self> {
        let carried = look.exchanges.last().filter(|_| look.class == Class::Code)?.clone();
        let before = look.hops.iter().rev().nth(1).and_then(|hop| hop.sent.as_ref());
        let page = before.and_then(|sent| sent.outcome.as_ref().ok()).cloned();
        Some(Self { carried, page, exchanges: look.exchanges.clone() })
    }

    /// Whether it came as a form, from a page that is kept nowhere (OAuth 2.0 Form Post Response Mode 2 and 5).
    fn as_form(&self) -> Vec<Part> {
        let posted = self.carried.request.method == "POST" && self.carried.request.form().is_some();
        let (verdict, seen) = if posted { (Verdict::Pass, "a posted form") } else { (Verdict::Fail, "a redirect") };
        let form = Part::new(verdict, "a form that is posted to the redirect URI", seen).labelled("the answer");
        let page = self.page.as_ref().filter(|_| posted).map(|page| {
            let kept = !page.headers.lists("cache-control", "no-store");
            let verdict = if kept { Verdict::Warn } else { Verdict::Pass };
            let seen = page.headers.get("cache-control").unwrap_or("absent");
            Part::new(verdict, "Cache-Control: no-store", seen).labelled("the page")
        });
        std::iter::once(form).chain(page).map(|part| part.shown_by(self.exchanges.clone())).collect()
    }
}
