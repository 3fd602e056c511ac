//! The site of a run of checks, with whoever signs in there.

use std::sync::Arc;
use std::time::Duration;

use super::super::agent::Chosen;
use super::super::login::arguments::{LoginArguments, RedirectArguments};
use super::super::login::notices::{self, Door};
use super::super::login::redirect::{self, Redirect};
use super::super::login::{PAGES, draw};
use super::super::{Trouble, said};
use crate::trace::Agent;
use crate::world::browser::Browser;
use crate::world::http::Http;
use crate::world::live::{Live, LiveSettings, Paste, Robot};
use crate::world::loopback::Loopback;
use crate::world::site::{OverHttp, WebSite, Window};
use crate::world::terminal::Terminal;

/// A person may have to look for a password.
const PATIENCE: Duration = Duration::from_mins(5);

/// The site over the network, where whoever was chosen signs in.
pub(in crate::cli) fn site(
    http: Arc<Http>,
    chosen: &Chosen,
    (login, redirect_uri): (&LoginArguments, &str),
    terminal: Terminal,
) -> Result<WebSite<OverHttp>, Trouble> {
    let site = WebSite::new(OverHttp(Arc::clone(&http)));
    match (chosen.who.clone(), chosen.agent) {
        (Some(who), _) => Ok(site.served_by(who)),
        (None, Some(Agent::Browser)) => Ok(site.with_window(window(http, login, (redirect_uri, terminal))?)),
        (None, _) => Ok(site),
    }
}

/// The browser of the system, with a listener for what it brings.
fn window(http: Arc<Http>, login: &LoginArguments, (uri, terminal): (&str, Terminal)) -> Result<Window, Trouble> {
    let words = RedirectArguments { redirect_uri: Some(uri.to_owned()), ..said::nothing()? };
    let Redirect::Exact(_, plan) = redirect::read(&words, &login.network)? else {
        return Err(Trouble::usage(format!("a browser cannot bring an answer from `{uri}`: nothing can listen there"))
            .hint("register a loopback address for the checks, or let forms or a program sign in: --agent"));
    };
    let listener = Loopback::bind(&plan).map_err(|error| {
        Trouble::local(error.to_string()).hint("end the program that listens there, or register another address")
    })?;
    let settings = LiveSettings {
        browser: Browser::System,
        robot: Robot::default(),
        paste: Paste::Ignore,
        timeout: PATIENCE,
        ticket: draw()?,
        pages: PAGES,
        notices: notices::teller(terminal, Some(Door::of(&listener, Paste::Ignore))),
    };
    Ok(Window::new(Live::new(http, Some(listener), settings)))
}
