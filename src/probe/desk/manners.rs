//! How the server takes it, and when it is left alone.

use super::Desk;
use crate::flow::Sent;
use crate::protocol::dpop::{self, Role};
use crate::wire::{Failure, FailureKind, Request, uri};

/// At most so many wrong secrets are shown in one run: more looks like guessing, and accounts get locked.
const WRONG_SECRETS: usize = 2;
/// What wrong secrets are shown for in the first place.
const ABOUT_SECRETS: &str = "token-client-auth-wrong-secret";
/// With these a server asks to be left alone (RFC 6585 4, RFC 4918 11.3).
pub(super) const TURNED_AWAY: [u16; 2] = [423, 429];
/// After so many requests without an answer nobody is asked any more.
const PATIENCE: usize = 3;

impl Desk<'_> {
    /// Takes one of the wrong secrets that may be shown; none is left after [`WRONG_SECRETS`], or when the server asked
    /// to be left alone.
    #[must_use]
    pub fn may_be_wrong(&self) -> bool {
        let mut book = self.book.borrow_mut();
        let may = book.wrong_secrets < WRONG_SECRETS && !book.is_limited;
        book.wrong_secrets += usize::from(may);
        may
    }

    /// The same for who only shows one beside others: one is left for the check that this is all about.
    #[must_use]
    pub fn may_be_wrong_besides(&self) -> bool {
        let is_due = self.wants(ABOUT_SECRETS) && !self.is_noted(ABOUT_SECRETS);
        let left = WRONG_SECRETS.saturating_sub(self.book.borrow().wrong_secrets);
        left > usize::from(is_due) && self.may_be_wrong()
    }

    /// Gives one of them back: what was shown turned out to be right.
    pub fn was_right(&self) {
        let mut book = self.book.borrow_mut();
        book.wrong_secrets = book.wrong_secrets.saturating_sub(1);
    }

    /// Whether the server asked to be left alone.
    #[must_use]
    pub fn is_limited(&self) -> bool {
        self.book.borrow().is_limited
    }

    /// Whether nobody answers any more.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.book.borrow().nobody_there >= PATIENCE
    }

    /// Gives up: nobody answers, and nobody is asked any more.
    pub fn give_up(&self) {
        self.book.borrow_mut().nobody_there = PATIENCE;
    }

    /// Looks at how the server takes it.
    pub(in crate::probe) fn watch(&self, request: &Request, sent: &Sent) {
        let mut book = self.book.borrow_mut();
        book.requests += 1;
        match &sent.outcome {
            Ok(response) => {
                book.nobody_there = 0;
                book.is_limited |= TURNED_AWAY.contains(&response.status);
                if let Some(nonce) = response.headers.get(dpop::NONCE) {
                    let place = (uri::origin(&request.url).to_owned(), Role::of(request));
                    book.dpop_nonces.insert(place, nonce.to_owned());
                }
            }
            Err(failure) if is_nobody(failure) => book.nobody_there += 1,
            Err(_) => {}
        }
    }
}

/// Whether there was nobody to answer, rather than something wrong with the answer.
fn is_nobody(failure: &Failure) -> bool {
    use FailureKind::{ErrorPage, Local, PlainHttp, SignIn};
    !matches!(failure.kind, Local | PlainHttp | ErrorPage | SignIn)
}
