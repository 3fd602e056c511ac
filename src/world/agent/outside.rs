//! A program of the user that signs in: it is given the URL and tells the one at which its browser ended.

use std::fmt;
use std::time::Duration;

use super::{Person, Road};
use crate::flow::{Arrival, Effort, Errand, Journey, Login};
use crate::protocol::arrival::leads_to;
use crate::wire::{Failure, FailureKind, Request};
use crate::world::command_output::output_with;

/// A program that signs in.
pub struct Outside {
    words: Vec<String>,
    person: Person,
    limit: Duration,
}

impl Outside {
    /// This program with its words, for this person; it has so much time.
    #[must_use]
    pub fn new(words: Vec<String>, person: Person, limit: Duration) -> Self {
        Self { words, person, limit }
    }

    /// Whom it signs in.
    #[must_use]
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The name of the program.
    #[must_use]
    pub fn program(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Lets it go out. Every time counts as signing in: what it keeps of the last time is not known.
    pub(super) async fn bring(&self, road: &impl Road, errand: &Errand) -> Journey {
        if errand.effort == Effort::Session {
            let words = format!("`{}` may not be asked to sign in once more", self.program());
            return Journey::unseen(Login::Withheld, Err(Failure::new(FailureKind::SignIn, words)));
        }
        let started = road.now();
        let (words, limit, variables) = (self.words.clone(), self.limit, self.variables(road, errand));
        let ran = tokio::task::spawn_blocking(move || {
            let variables: Vec<(&str, String)> = variables.iter().map(|(name, value)| (*name, value.clone())).collect();
            output_with(&words, &variables, limit)
        });
        let printed = match ran.await {
            Ok(outcome) => outcome.map_err(|reason| self.fails(&reason.to_string())),
            Err(_) => Err(self.fails("it could not be waited for")),
        };
        let request = printed.and_then(|printed| self.answer(&printed, &errand.redirect_uri));
        let waited = road.now().duration_since(started).unwrap_or_default();
        Journey::unseen(Login::Done, request.map(|request| Arrival { request, started, waited, pasted: false }))
    }

    fn variables(&self, road: &impl Road, errand: &Errand) -> Vec<(&'static str, String)> {
        let mut variables = vec![
            ("OAUTH_FLOW_URL", errand.url.clone()),
            ("OAUTH_FLOW_REDIRECT_URI", errand.redirect_uri.clone()),
            ("OAUTH_FLOW_USERNAME", self.person.username.clone()),
        ];
        variables.extend(self.person.password.clone().map(|password| ("OAUTH_FLOW_PASSWORD", password)));
        let code = self.person.one_time.as_ref().map(|one_time| one_time.code(road.now()));
        variables.extend(code.map(|code| ("OAUTH_FLOW_TOTP_CODE", code)));
        variables
    }

    fn answer(&self, printed: &str, redirect_uri: &str) -> Result<Request, Failure> {
        let last = printed.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
        if leads_to(last, redirect_uri) {
            return Ok(Request::get(last));
        }
        Err(self
            .fails(&format!("its last line is not the URL at which the login ended, which begins with {redirect_uri}")))
    }

    fn fails(&self, why: &str) -> Failure {
        Failure::new(FailureKind::SignIn, self.person.keep_out_of(&format!("`{}`: {why}", self.program())))
    }
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside").field("words", &self.words).finish_non_exhaustive()
    }
}
