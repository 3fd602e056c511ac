//! What a file of settings expects of a provider: of the login that works, and of checks that are known to fail.

use chrono::NaiveDate;

use crate::probe::{Expectation, Expectations};

/// What is expected.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    /// Of the login.
    pub of_login: Expectations,
    /// Of checks.
    pub gaps: Vec<Gap>,
}

/// A check that somebody knows to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The id of the check.
    pub check: String,
    /// How it comes out, as it is known.
    pub verdict: &'static str,
    /// Why it is left alone.
    pub reason: String,
    /// The last day on which it is.
    pub until: Option<NaiveDate>,
}

impl Expected {
    /// Lays what a stronger layer expects over it.
    pub fn lay(&mut self, over: &Self) {
        over.of_login.0.iter().for_each(|expectation| self.expect(expectation.clone()));
        for gap in &over.gaps {
            self.gaps.retain(|below| below.check != gap.check);
            self.gaps.push(gap.clone());
        }
    }

    /// Expects one thing more, or another of the same thing.
    pub fn expect(&mut self, expectation: Expectation) {
        self.of_login.0.retain(|below| !below.is_about_the_same(&expectation));
        self.of_login.0.push(expectation);
    }
}
