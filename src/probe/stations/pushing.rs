//! Requests that are pushed, signed or detailed, and signed answers.

mod jar;
mod jarm;
mod naming;
mod once;
mod par;

use crate::probe::{Desk, Part, Skip, Ticket};

/// Looks at every one of these that the server offers; gives back the codes that came and that nobody has spent.
pub(super) async fn check<'a>(desk: &'a Desk<'a>) -> Vec<Ticket<'a>> {
    if !desk.has_client() {
        return Vec::new();
    }
    let pushed = par::check(desk).await;
    jar::check(desk).await;
    let signed = jarm::check(desk, pushed.as_ref()).await;
    naming::check(desk).await;
    pushed.into_iter().chain(signed).collect()
}

/// Whether the metadata lists anything under this name.
fn lists(desk: &Desk<'_>, member: &str) -> bool {
    let document = desk.server().and_then(|server| server.metadata.as_ref());
    document.and_then(|document| document.list(member)).is_some_and(|list| !list.is_empty())
}

/// Notes the same of several checks.
fn note_all(desk: &Desk<'_>, ids: &[&str], part: &Part) {
    for id in ids.iter().filter(|id| desk.wants(id)) {
        desk.note(id, part.clone());
    }
}

/// Notes of several checks that the server does not offer what they are about.
fn not_offered(desk: &Desk<'_>, ids: &[&str], wanted: &str) {
    note_all(desk, ids, &Part::skip(Skip::NotAdvertised, wanted));
}
