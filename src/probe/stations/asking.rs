//! The authorization request, changed: where the browser ends up, first for a stranger and then for who is signed in.

mod class;
mod entropy;
mod error_answer;
mod judge;
mod look;
mod pages;
mod public;
mod redeemed;
mod redirect;
mod rows;
mod silent;

use futures_util::StreamExt as _;
use futures_util::stream;

use super::grant::Grant;
use crate::probe::{Agency, Desk, Part, Skip, Ticket, Verdict, Visitor};
use crate::protocol::{Client, Server};
use class::{Class, Shape};
use judge::Try;
use look::{Ask, Eye, Look};
use rows::Ground;
pub(super) use silent::note_silent;

/// What a stranger could not find out: the same page came as for the right request.
#[derive(Default)]
pub(super) struct Pending {
    tries: Vec<Try>,
    /// A word that nobody has heard of before.
    marker: String,
}

/// So many looks are under way at once.
const AT_ONCE: usize = 4;
/// The checks that take a code to be judged, where one comes.
const REDEEMED: [&str; 3] = ["authz-pkce-required", "authz-pkce-plain-refused", "authz-invalid-scope"];
const LOOPBACK: &str = "authz-loopback-any-port";

/// Looks as somebody without any cookie.
pub(super) async fn without_session(desk: &Desk<'_>) -> Pending {
    let (Some(server), Ok(drawn)) = (desk.server(), desk.site.draw()) else { return Pending::default() };
    let marker: String = drawn.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    let ground = Ground { desk, server, marker: format!("check{}", marker.to_ascii_lowercase()) };
    let tries = ground.tries();
    let strange = tries.iter().map(|one| one.id).chain([LOOPBACK, "authz-page-headers", "response-error-shape"]);
    if !desk.wants_any(&strange.collect::<Vec<_>>()) {
        return Pending { tries: Vec::new(), marker: ground.marker };
    }
    not_oidc(desk);
    let right = match open(desk, (server, Visitor::Stranger), None).await {
        Ok(right) => right,
        Err(look) => return give_up(desk, &ground, &look),
    };
    let mut looks = look_at(&right.eye, tries).await;
    looks.extend(loopback(&ground, &right.eye).await);
    pages::check(&right, &ground.marker).await;
    error_answer::check(desk, server, looks.iter().map(|(_, look)| look));
    let tries = looks.into_iter().filter_map(|(one, look)| settle(desk, one, &look)).collect();
    Pending { tries, marker: ground.marker }
}

/// Looks as somebody who is signed in; gives back what takes a code to be judged.
pub(super) async fn looks(desk: &Desk<'_>, pending: Pending) -> Pending {
    let Some(server) = desk.server() else { return Pending::default() };
    let (for_a_code, others): (Vec<Try>, Vec<Try>) =
        pending.tries.into_iter().partition(|one| REDEEMED.contains(&one.id));
    let (own, others): (Vec<Try>, Vec<Try>) = others.into_iter().partition(|one| one.ask.client.is_none());
    look_again(desk, server, own).await;
    look_again(desk, server, others).await;
    let ground = Ground { desk, server, marker: pending.marker };
    silent::looks(&ground).await;
    public::check(&ground).await;
    Pending { tries: for_a_code, marker: ground.marker }
}

/// Sees what the codes of changed requests are good for; gives back the tokens that came.
pub(super) async fn codes<'a>(desk: &'a Desk<'a>, pending: Pending) -> Vec<Grant<'a>> {
    let Some(server) = desk.server() else { return Vec::new() };
    let ground = Ground { desk, server, marker: pending.marker };
    redeemed::check(&ground, &pending.tries).await
}

/// Looks at answers that come with a code; gives back one that nobody has spent.
pub(super) async fn answers<'a>(desk: &'a Desk<'a>) -> Option<Ticket<'a>> {
    silent::answers(desk, desk.server()?).await
}

/// Looks at what all of that has shown.
pub(super) async fn afterwards(desk: &Desk<'_>) {
    pages::check_sign_in(desk);
    entropy::check(desk).await;
}

/// The right request, and an eye that knows its page.
struct Right<'a> {
    eye: Eye<'a>,
    look: Look,
}

/// Looks at the right request: twice where it shows a page, to tell what of it changes from time to time.
async fn open<'a>(
    desk: &'a Desk<'a>,
    (server, visitor): (&'a Server, Visitor),
    client: Option<Client>,
) -> Result<Right<'a>, Box<Look>> {
    let mut eye = Eye { desk, server, visitor, known: Vec::new() };
    let ask = Ask { client, ..Ask::default() };
    let look = eye.look(&ask).await;
    match look.class {
        Class::Code => return Ok(Right { eye, look }),
        Class::Page | Class::ErrorPage(200..=299) => {}
        _ => return Err(Box::new(look)),
    }
    let again = eye.look(&ask).await;
    let shapes = Shape::of(&look.hops).zip(Shape::of(&again.hops));
    eye.known.extend(shapes.map(|(one, other)| one.common(&other)));
    Ok(Right { eye, look })
}

/// Where the right request does not work either, a refusal proves nothing.
fn give_up(desk: &Desk<'_>, ground: &Ground<'_>, look: &Look) -> Pending {
    let tries = ground.tries();
    let mut ids: Vec<&str> = tries.iter().map(|one| one.id).collect();
    ids.extend([LOOPBACK, "authz-page-headers", "response-error-shape"]);
    ids.dedup();
    for id in ids.into_iter().filter(|id| desk.wants(id)) {
        let part = match &look.class {
            Class::Nothing(why) => Part::new(Verdict::Error, "an answer to the right request", why),
            class => {
                Part::skip(Skip::ControlFailed, format!("a page or a code for the right request: {}", class.words()))
            }
        };
        desk.note(id, part.shown_by(look.exchanges.clone()));
    }
    Pending { tries: Vec::new(), marker: ground.marker.clone() }
}

fn not_oidc(desk: &Desk<'_>) {
    if !desk.speaks_openid() {
        for id in ["authz-post-accepted", "authz-prompt-none-no-session"] {
            desk.skip(id, Skip::NotOidc, "OpenID Connect requires it, OAuth 2 does not");
        }
    }
}

/// A few at once, over connections that are kept.
async fn look_at(eye: &Eye<'_>, tries: Vec<Try>) -> Vec<(Try, Look)> {
    let looks = stream::iter(tries).map(|one| async {
        if eye.desk.is_limited() {
            eye.desk.note(one.id, too_much(&one.label));
            return None;
        }
        let look = eye.look(&one.ask).await;
        Some((one, look))
    });
    looks.buffered(AT_ONCE).filter_map(std::future::ready).collect().await
}

fn too_much(label: &str) -> Part {
    Part::skip(Skip::RateLimited, "the provider asked for fewer requests").labelled(label)
}

/// The app on this machine: only where the right request of that client is answered do the others tell anything.
async fn loopback(ground: &Ground<'_>, eye: &Eye<'_>) -> Vec<(Try, Look)> {
    if !ground.desk.wants(LOOPBACK) {
        return Vec::new();
    }
    let wanted = "a public client with a redirect URI such as http://127.0.0.1/callback";
    let Some(client) = public::native(ground).filter(public::is_on_loopback_literal) else {
        ground.desk.skip(LOOPBACK, Skip::ConfidentialClient, wanted);
        return Vec::new();
    };
    let right = eye.look(&Ask { client: Some(client.clone()), ..Ask::default() }).await;
    if !right.class.goes_on() {
        let part = Part::skip(Skip::ControlFailed, format!("{wanted}: {}", right.class.words()));
        ground.desk.note(LOOPBACK, part.shown_by(right.exchanges));
        return Vec::new();
    }
    look_at(eye, rows::loopback(&client)).await
}

/// Notes what a look proves, or gives the try back where that takes a session.
fn settle(desk: &Desk<'_>, one: Try, look: &Look) -> Option<Try> {
    if one.id == error_answer::PROMPT_NONE {
        desk.note(one.id, error_answer::prompt_none(&one, look));
        return None;
    }
    if look.class.goes_on() && REDEEMED.contains(&one.id) {
        return Some(one);
    }
    match one.judge(look) {
        Some(part) => {
            desk.note(one.id, part);
            None
        }
        None => Some(one),
    }
}

/// The same with the session; there the right request of that client has to bring a code, or a page that asks the user.
async fn look_again(desk: &Desk<'_>, server: &Server, tries: Vec<Try>) {
    let Some(client) = tries.first().map(|one| one.ask.client.clone()) else { return };
    if let Some((reason, wanted)) = missing(desk) {
        return skip_all(desk, &tries, &Part::skip(reason, wanted));
    }
    let eye = match open(desk, (server, Visitor::SignedIn), client).await {
        Ok(right) => right.eye,
        Err(look) => {
            let part = Part::skip(Skip::ControlFailed, look.class.words()).shown_by(look.exchanges);
            return skip_all(desk, &tries, &part);
        }
    };
    for one in tries {
        if desk.is_limited() {
            desk.note(one.id, too_much(&one.label));
            continue;
        }
        let look = eye.look(&one.ask).await;
        let part = match one.judge(&look) {
            Some(part) => part,
            None => redeemed::through(desk, &one).await.unwrap_or_else(|| one.undecided(&look)),
        };
        desk.note(one.id, part);
    }
}

fn skip_all(desk: &Desk<'_>, tries: &[Try], part: &Part) {
    for one in tries {
        desk.note(one.id, part.clone().labelled(&one.label));
    }
}

/// What is missing to look at pages as somebody who is signed in.
fn missing(desk: &Desk<'_>) -> Option<(Skip, &'static str)> {
    match (desk.site.agency(), desk.baseline()) {
        (Agency::Nobody, _) => Some((Skip::NeedsSession, "somebody who signs in: --agent")),
        (_, None) => Some((Skip::ControlFailed, "the ordinary login, which did not work")),
        (Agency::Blind, _) => Some((Skip::NeedsInteraction, "an agent that shows what it sees: --agent forms")),
        (Agency::Seeing, _) => None,
    }
}
