//! What a look proves of a request that had to be refused, or had to be taken.

use super::class::Class;
use super::look::{Ask, Look};
use crate::probe::{Part, Verdict};

/// One thing that is tried.
#[derive(Clone, Debug)]
pub(super) struct Try {
    /// The check that it belongs to.
    pub(super) id: &'static str,
    /// Which of the things tried for this check it is.
    pub(super) label: String,
    /// The request.
    pub(super) ask: Ask,
    /// What has to come of it.
    pub(super) aim: Aim,
}

/// What has to come of a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Aim {
    /// It is refused.
    Refused(Bar),
    /// It is answered as the right one is; otherwise this.
    Taken(Verdict),
    /// Either will do; it is told which it was.
    Told,
}

/// What it means if a request that had to be refused is not, or is in another way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bar {
    /// What would be right.
    pub(super) expected: &'static str,
    /// The answer goes to the address that the request named.
    pub(super) elsewhere: Verdict,
    /// The server goes on.
    pub(super) accepted: Verdict,
    /// An error goes to the redirect URI.
    pub(super) errors: Errors,
    /// A page tells of the error with a status that says otherwise.
    pub(super) odd_page: Verdict,
}

/// Which errors at the redirect URI are right.
#[derive(Clone, Copy, Debug)]
pub(super) enum Errors {
    /// All of them come to the same.
    All(Verdict),
    /// These; another one is safe and odd.
    These(&'static [&'static str]),
}

impl Bar {
    /// A request that leads to no code and to no other address; any refusal will do.
    pub(super) const STRICT: Self = Self {
        expected: "an error page, or an error at the redirect URI",
        elsewhere: Verdict::Fail,
        accepted: Verdict::Fail,
        errors: Errors::All(Verdict::Pass),
        odd_page: Verdict::Pass,
    };
}

impl Try {
    /// What a look proves; nothing where the same page came as for the right request, which may refuse later.
    pub(super) fn judge(&self, look: &Look) -> Option<Part> {
        let (verdict, expected) = match self.aim {
            Aim::Refused(bar) => (bar.judge(&look.class)?, bar.expected),
            Aim::Taken(otherwise) => (taken(&look.class, otherwise), "the answer of the right request"),
            Aim::Told => (told(&look.class), "either"),
        };
        Some(self.part(verdict, expected, look))
    }

    /// The part for this look.
    pub(super) fn part(&self, verdict: Verdict, expected: &str, look: &Look) -> Part {
        Part::new(verdict, expected, look.class.words()).labelled(&self.label).shown_by(look.exchanges.clone())
    }

    /// What is noted where even a user who is signed in only sees the page of the right request.
    pub(super) fn undecided(&self, look: &Look) -> Part {
        let expected = match self.aim {
            Aim::Refused(bar) => bar.expected,
            Aim::Taken(_) | Aim::Told => "an answer",
        };
        self.part(Verdict::Inconclusive, expected, look)
    }
}

impl Bar {
    fn judge(&self, class: &Class) -> Option<Verdict> {
        Some(match class {
            Class::Page => return None,
            Class::Elsewhere(_) => self.elsewhere,
            Class::Code | Class::Tokens => self.accepted,
            Class::Error(error) => self.errors.judge(error),
            Class::ErrorPage(400..=499) | Class::NotPushed(_) => Verdict::Pass,
            // A gateway says this of whatever was asked.
            Class::ErrorPage(502..=504) | Class::Other(_) => Verdict::Inconclusive,
            Class::ErrorPage(500..) => Verdict::Warn,
            Class::ErrorPage(_) => self.odd_page,
            Class::Nothing(_) => Verdict::Error,
        })
    }
}

impl Errors {
    fn judge(self, error: &str) -> Verdict {
        match self {
            Self::All(verdict) => verdict,
            Self::These(errors) if errors.contains(&error) => Verdict::Pass,
            Self::These(_) => Verdict::Warn,
        }
    }
}

/// Where the request names an address of its own, a code there is what the right request would have got.
fn taken(class: &Class, otherwise: Verdict) -> Verdict {
    match class {
        Class::Page | Class::Code | Class::Tokens | Class::Elsewhere(_) => Verdict::Pass,
        Class::Error(_) | Class::ErrorPage(_) | Class::NotPushed(_) => otherwise,
        Class::Other(_) => Verdict::Inconclusive,
        Class::Nothing(_) => Verdict::Error,
    }
}

fn told(class: &Class) -> Verdict {
    if matches!(class, Class::Nothing(_)) { Verdict::Error } else { Verdict::Pass }
}
