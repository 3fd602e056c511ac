//! How often somebody has to sign in, and how often nobody may be asked to any more.

use super::Desk;
use crate::flow::{Effort, Journey, Login, Stop, Why};
use crate::protocol::callback::opened;
use crate::wire::FailureKind;

impl Desk<'_> {
    /// Looks at what a browser met, and counts what it took.
    pub(in crate::probe) fn watch_journey(&self, journey: &Journey) {
        for leg in &journey.legs {
            self.watch(&leg.request, &leg.sent);
        }
        let answer = journey.outcome.as_ref().ok().map(|arrival| opened(&arrival.request).0);
        let code = answer.as_ref().and_then(|params| params.get("code"));
        let mut book = self.book.borrow_mut();
        // An error brings none; a signed answer keeps it to itself.
        book.codes += usize::from(answer.as_ref().is_some_and(|params| params.get("error").is_none()));
        book.seen_codes.extend(code.map(str::to_owned));
        book.logins += usize::from(journey.login == Login::Done);
        book.is_withheld |= journey.login == Login::Withheld;
    }

    /// Remembers a code that a look at a page brought.
    pub(in crate::probe) fn saw_code(&self, code: &str) {
        let mut book = self.book.borrow_mut();
        book.codes += 1;
        book.seen_codes.push(code.to_owned());
    }

    /// Every code that came, in order.
    pub(in crate::probe) fn seen_codes(&self) -> Vec<String> {
        self.book.borrow().seen_codes.clone()
    }

    /// Whether somebody may sign in once more.
    pub(in crate::probe) fn effort(&self) -> Effort {
        let logins = self.book.borrow().logins;
        if self.options.max_logins.is_some_and(|most| logins >= most) { Effort::Session } else { Effort::SignIn }
    }

    /// So often somebody had to sign in.
    #[must_use]
    pub fn logins(&self) -> usize {
        self.book.borrow().logins
    }

    /// Whether it stopped since somebody would have had to sign in once more.
    pub(super) fn was_withheld(&self, stop: &Stop) -> bool {
        let is_about_that = matches!(&stop.why, Why::Failure(failure) if failure.kind == FailureKind::SignIn);
        is_about_that && self.book.borrow().is_withheld
    }
}
