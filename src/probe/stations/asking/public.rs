//! A client on somebody's device: anybody can pass for it, so its user has to be asked each time.

use super::class::Class;
use super::look::{Ask, Eye};
use super::missing;
use super::rows::{Ground, is_public};
use crate::probe::{Part, Skip, Verdict, Visitor};
use crate::protocol::{Client, RequestObject};
use crate::wire::uri;

const SILENT: &str = "authz-silent-public-client";

/// The public client that is known: the first one, or the one that was given besides.
pub(super) fn native(ground: &Ground<'_>) -> Option<Client> {
    let own = &ground.desk.subject.plan.client;
    let own = ground.is_public().then(|| own.clone());
    own.or_else(|| ground.desk.subject.native.clone().filter(|client| is_public(client, ground.server)))
}

/// RFC 8252 7.3: an address, and not the name `localhost`.
pub(super) fn is_on_loopback_literal(client: &Client) -> bool {
    uri::is_http(&client.redirect_uri) && matches!(uri::host(&client.redirect_uri), "127.0.0.1" | "[::1]")
}

/// Any program on the device can listen there: a loopback address, or a scheme of its own (RFC 8252 8.6).
fn is_on_device(client: &Client) -> bool {
    let uri = &client.redirect_uri;
    uri::is_loopback(uri) || !(uri::is_http(uri) || uri::is_https(uri))
}

/// Asks again for what was granted a moment ago.
pub(super) async fn check(ground: &Ground<'_>) {
    let desk = ground.desk;
    if !desk.wants(SILENT) {
        return;
    }
    let Some(client) = native(ground) else {
        return desk.skip(SILENT, Skip::ConfidentialClient, "a public client with an address on this device");
    };
    if !is_on_device(&client) {
        return desk.skip(SILENT, Skip::Profile, "an address that is the app's own on the web is proof enough");
    }
    if let Some((reason, wanted)) = missing(desk) {
        return desk.skip(SILENT, reason, wanted);
    }
    // What the first client was granted is known; another one has to be granted something first.
    if !ground.is_public() {
        let Ok(mut plan) = desk.plan() else { return };
        plan.client = client.clone();
        // It has nothing to sign with.
        plan.asked.request_object = RequestObject::None;
        if let Err(none) = desk.obtain(plan).await {
            return desk.note(SILENT, none.part());
        }
    }
    let eye = Eye { desk, server: ground.server, visitor: Visitor::SignedIn, known: Vec::new() };
    let look = eye.look(&Ask { client: Some(client), ..Ask::default() }).await;
    let verdict = match &look.class {
        Class::Page | Class::ErrorPage(200..=299) => Verdict::Pass,
        Class::Code | Class::Tokens => Verdict::Warn,
        Class::Nothing(_) => Verdict::Error,
        _ => Verdict::Inconclusive,
    };
    let seen = if verdict == Verdict::Pass { "a page".to_owned() } else { look.class.words() };
    desk.note(SILENT, Part::new(verdict, "a page that asks the user", seen).shown_by(look.exchanges));
}
