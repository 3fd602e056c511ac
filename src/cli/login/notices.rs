//! What happens while the answer is awaited, in words.

use crate::flow::Invitation;
use crate::view::{Line, Meaning, Text, escape, qr};
use crate::world::environment;
use crate::world::live::{Notice, Paste};
use crate::world::loopback::Loopback;
use crate::world::terminal::{self, Terminal};
use crate::world::tls::Identity;

/// Where the answer is listened for.
pub(in crate::cli) struct Door {
    port: u16,
    /// The fingerprint of the certificate that is shown there.
    fingerprint: Option<String>,
    /// Whether the answer may be pasted instead.
    paste: Paste,
}

impl Door {
    /// The door of this listener.
    pub(in crate::cli) fn of(listener: &Loopback, paste: Paste) -> Self {
        Self { port: listener.port(), fingerprint: listener.identity().map(Identity::fingerprint), paste }
    }
}

/// Somebody who tells notices on this terminal; without a door nothing listens.
pub(in crate::cli) fn teller(terminal: Terminal, door: Option<Door>) -> Box<dyn FnMut(Notice)> {
    Box::new(move |notice| terminal.tell(&text(&notice, door.as_ref())))
}

fn text(notice: &Notice, door: Option<&Door>) -> Text {
    let mut text = Text::default();
    let mut line =
        |meaning, words: String| text.push(Line::default().with(meaning, format!("  {}", escape::terminal(&words))));
    match notice {
        Notice::Needed(1) => {
            line(Meaning::Strong, "codes are needed, one after the other: sign in in the browser".to_owned());
            line(Meaning::Faint, "and leave its tab open: it goes on to every further one by itself,".to_owned());
            line(Meaning::Faint, "and has nothing to ask as long as the session and the consent last".to_owned());
        }
        Notice::Needed(number) => line(Meaning::Strong, format!("code {number} is needed")),
        Notice::GoesOn => line(Meaning::Faint, "the tab in the browser goes on by itself".to_owned()),
        Notice::Lost(url) => {
            line(
                Meaning::Warn,
                "nothing has come back yet: the provider may be asking something in the tab;".to_owned(),
            );
            line(Meaning::Strong, "where that was closed, open this URL in a browser:".to_owned());
            line(Meaning::Plain, url.clone());
        }
        Notice::OpenThis(url) => {
            line(Meaning::Strong, "open this URL in a browser:".to_owned());
            line(Meaning::Plain, url.clone());
        }
        Notice::Opened(program) => line(Meaning::Faint, format!("the browser was asked to open it ({program})")),
        Notice::NotOpened(why, url) => {
            line(Meaning::Warn, format!("note: no browser was opened: {why}"));
            line(Meaning::Strong, "open this URL in a browser:".to_owned());
            line(Meaning::Plain, url.clone());
        }
        Notice::BrowserTrouble(why) => line(Meaning::Warn, format!("note: {why}")),
        Notice::Robot(words) => line(Meaning::Faint, words.clone()),
        Notice::Waiting(redirect_uri) => waiting(redirect_uri, door, &mut line),
        Notice::Quiet(redirect_uri) => quiet(redirect_uri, &mut line),
        Notice::Stray(words) => line(Meaning::Faint, format!("not the answer, waited past: {words}")),
        Notice::Invitation(invitation) => invite(invitation, &mut line),
        Notice::Pausing(seconds) => {
            line(Meaning::Faint, format!("nobody has decided yet: asking again in {seconds} s"));
        }
        Notice::NotAnAnswer(typed) => {
            line(
                Meaning::Warn,
                format!(
                    "note: `{}` is not the redirect URL: it begins with the redirect URI and carries `code` or `error`",
                    shortened(typed)
                ),
            );
        }
    }
    text
}

fn waiting(redirect_uri: &str, door: Option<&Door>, line: &mut impl FnMut(Meaning, String)) {
    let port = door.map(|door| door.port);
    if port.is_some() {
        line(Meaning::Faint, format!("waiting for the answer at {redirect_uri}"));
    } else {
        line(Meaning::Faint, format!("nothing listens at {redirect_uri}: paste the URL that the browser ends at"));
    }
    if let Some(fingerprint) = door.and_then(|door| door.fingerprint.as_ref()) {
        line(
            Meaning::Strong,
            "https is spoken there, and a browser that does not know the certificate warns:".to_owned(),
        );
        line(Meaning::Strong, "go on if its SHA-256 fingerprint is".to_owned());
        line(Meaning::Plain, fingerprint.clone());
    }
    if let (Some(ssh), Some(port)) = (environment::ssh_connection(), port) {
        line(
            Meaning::Strong,
            "you came over SSH: for a browser on your own machine, forward the port first:".to_owned(),
        );
        line(Meaning::Plain, format!("ssh -L {port}:127.0.0.1:{port} -p {} {}", ssh.port, ssh.server));
    }
    if terminal::stdin_is_terminal() && door.is_some_and(|door| door.paste == Paste::Listen) {
        line(Meaning::Faint, "or paste the whole URL that the browser ends at, here".to_owned());
    }
}

/// The code, and where it is typed; the same in a picture, where somebody can see it.
fn invite(invitation: &Invitation, line: &mut impl FnMut(Meaning, String)) {
    line(Meaning::Strong, "open this page on any device, and type the code there:".to_owned());
    line(Meaning::Plain, invitation.verification_uri.clone());
    line(Meaning::Strong, invitation.user_code.clone());
    let Some(complete) = &invitation.verification_uri_complete else { return };
    line(Meaning::Faint, "or open this one, which has the code in it; see that it is the same one:".to_owned());
    line(Meaning::Plain, complete.clone());
    if terminal::stderr_is_terminal() {
        for row in qr::rows(complete).unwrap_or_default() {
            line(Meaning::Plain, row);
        }
    }
}

fn quiet(redirect_uri: &str, line: &mut impl FnMut(Meaning, String)) {
    line(Meaning::Warn, "nothing has come back yet; if the browser shows an error page,".to_owned());
    line(Meaning::Warn, "the redirect URI is probably not registered".to_owned());
    line(Meaning::Plain, format!("register exactly this: {redirect_uri}"));
    line(Meaning::Faint, "127.0.0.1 and localhost are two different redirect URIs, and so are two ports,".to_owned());
    line(Meaning::Faint, "unless the provider follows RFC 8252 7.3".to_owned());
}

fn shortened(text: &str) -> String {
    let head: String = text.chars().take(60).collect();
    if head.len() < text.len() { format!("{head}…") } else { head }
}
