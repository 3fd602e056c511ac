//! How often somebody signs in for a run of checks, and what of that is in the record.

use oauth_flow::probe::{self, Desk, Options, Selection, Skip, Subject};
use oauth_flow::trace::{Agent, Step};
use oauth_flow::world::site::{InMemory, WebSite};

use super::Examination;
use crate::stage::{self, on_a_runtime};

/// A desk on which somebody has signed in once, and may do so as often as `most` says.
fn with_desk(most: Option<usize>, then: impl AsyncFnOnce(&Desk<'_>)) {
    let Examination { config, subject, options, .. } = Examination::web_app();
    let site = WebSite::new(InMemory::new(stage::provider(config), stage::now())).signed_in_by("alice");
    let mut subject = Subject { ..subject };
    subject.plan.agent = Some(Agent::Forms);
    let selection = Selection { only: vec!["authz-baseline".into()], ..Selection::default() };
    let desk = Desk::new(&site, subject, Options { selection, max_logins: most, ..options });
    on_a_runtime(async {
        probe::check(&desk).await;
        then(&desk).await;
    });
}

#[test]
fn one_login_serves_all_until_somebody_is_asked_again() {
    with_desk(Some(1), async |desk| {
        assert_eq!(desk.logins(), 1);
        assert!(desk.obtain(desk.plan().unwrap()).await.is_ok(), "the session is enough");
        let mut again = desk.plan().unwrap();
        again.asked.parameters.push(("prompt".into(), "login".into()));
        let refused = desk.obtain(again).await.err().unwrap();
        assert_eq!(refused.skip, Some(Skip::CodeBudget));
        assert_eq!(desk.logins(), 1);
    });
    with_desk(None, async |desk| {
        let mut again = desk.plan().unwrap();
        again.asked.parameters.push(("prompt".into(), "login".into()));
        assert!(desk.obtain(again).await.is_ok());
        assert_eq!(desk.logins(), 2);
    });
}

#[test]
fn what_was_met_on_the_way_is_in_the_record() {
    with_desk(None, async |desk| {
        let trace = &desk.baseline().unwrap().trace;
        let asked = trace.last(Step::Authorize).unwrap();
        assert!(asked.response.is_some(), "the browser of this login is ours");
        let posts: Vec<_> = trace.of(Step::SignIn).filter(|exchange| exchange.request.method == "POST").collect();
        assert_eq!(posts.len(), 2, "a password and a consent");
        assert_eq!(posts[0].typed, ["password"]);
        assert!((300..400).contains(&posts[0].response.as_ref().unwrap().status));
        let order: Vec<Step> = trace.exchanges.iter().map(|exchange| exchange.step).collect();
        let at = |step| order.iter().position(|own| *own == step).unwrap();
        assert!(at(Step::Authorize) < at(Step::SignIn) && at(Step::SignIn) < at(Step::Callback));
    });
}
