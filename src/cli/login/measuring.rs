//! The measurement after a login that worked: same provider, same client, and whoever signed in does so again.

use std::sync::Arc;
use std::time::Duration;

use crate::cli::{Exit, prove};
use crate::explain::factors::label;
use crate::flow::Keys;
use crate::probe::factors::{Measured, Measurement};
use crate::probe::{Options, Subject};
use crate::trace::{Ending, Flow, Plan, Trace};
use crate::view::check::Ended;
use crate::view::escape;
use crate::view::prove::ended;
use crate::world::http::Http;
use crate::world::live::{Live, Robot};
use crate::world::site::{OverHttp, WebSite, Window};
use crate::world::terminal::Terminal;

/// A person may have to sign in again.
const PATIENCE: Duration = Duration::from_mins(10);

/// Whether there is a login that worked, with a code that could be redeemed wrongly.
pub(super) fn makes_sense(trace: &Trace) -> bool {
    let plan = &trace.plan;
    trace.ended == Ending::Finished && plan.flow == Flow::Login && plan.asked.response_type.has_code()
}

/// Where it is measured: a robot signs in by itself, a person before the browser that is still listened to.
pub(super) fn site(http: Arc<Http>, (live, robot): (Live, &Robot)) -> WebSite<OverHttp> {
    let site = WebSite::new(OverHttp(http));
    match robot.borrow().clone() {
        Some(who) => site.served_by(who),
        None => site.with_window(Window::new(live)),
    }
}

/// Measures as the client of this login.
pub(super) async fn measure(trace: &Trace, (site, keys): (WebSite<OverHttp>, Keys), terminal: Terminal) -> Measurement {
    let plan = Plan { then: Vec::new(), ..trace.plan.clone() };
    let subject = Subject { plan, keys, ..Subject::default() };
    let name = trace.plan.server.issuer.clone().unwrap_or_default();
    prove::measure(&site, (subject, Options::default()), (&name, PATIENCE), terminal).await
}

/// What is told of it below the last panel.
pub(super) fn remarks(measured: &Measurement) -> Vec<String> {
    let open = measured.trials.iter().filter(|trial| trial.result == Measured::NotDemanded);
    let open: Vec<&str> = open.map(|trial| label(trial.experiment, measured.method)).collect();
    let mut unknown = measured.trials.iter().filter_map(|trial| match &trial.result {
        Measured::Unmeasured(why) => Some(why.reason.as_str()),
        _ => None,
    });
    let codes = measured.tally.codes;
    let mut remarks =
        vec![format!("measured with {codes} codes; the whole table, with every message: oauth-flow prove")];
    if !open.is_empty() {
        remarks.push(format!("tokens were given where they must not be: {}", open.join("; ")));
    }
    if let Some(reason) = unknown.next() {
        remarks.push(format!("not everything could be measured: {}", measured.secrets.text(reason)));
    }
    remarks.into_iter().map(|remark| escape::terminal(&remark)).collect()
}

/// The exit of the login, and of what was measured after it.
pub(super) fn exit(exit: Exit, measured: &Measurement) -> Exit {
    match ended(measured) {
        Ended::Findings if exit == Exit::Sound => Exit::Findings,
        Ended::Interrupted => Exit::Interrupted,
        _ => exit,
    }
}
