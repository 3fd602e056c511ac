//! Explaining: what a step is for, what a name means, who knows what, who could redeem the code, how a run ended and why.
//!
//! Words and facts without layout: every function here is a function of a plan or a record, and a view lays it out.

pub mod checks;
mod command;
pub mod diagnosis;
pub mod diff;
pub mod ending;
pub mod factors;
pub mod glossary;
pub mod ledger;
pub mod lesson;
pub mod moment;
pub mod pages;
pub mod providers;
pub mod purpose;
pub mod redeemers;
#[cfg(test)]
pub(crate) mod sample;
pub mod statement;
pub mod token;
pub mod topics;
