//! The chapters, a file each.

mod address;
mod answer;
mod cast;
mod login;
mod pkce;
mod secret;
mod theft;
mod tokens;

use super::course::{Chapter, Screen};
use super::question::{Question, Spot, Trial};
use crate::lab::Defence;

/// All of them, in order.
pub const ALL: &[&Chapter] = &[
    &cast::CHAPTER,
    &login::CHAPTER,
    &theft::CHAPTER,
    &secret::CHAPTER,
    &pkce::CHAPTER,
    &address::CHAPTER,
    &answer::CHAPTER,
    &tokens::CHAPTER,
];

/// What a shop and a server do that know their trade.
const SOUND: &[Defence] = &[
    Defence::Secret,
    Defence::S256,
    Defence::Exact,
    Defence::RedirectRecheck,
    Defence::State,
    Defence::Nonce,
    Defence::Iss,
    Defence::OneTime,
];

/// What is asked of most attacks.
const GETS_TOKENS: &str = "Will Mallory get the tokens?";
/// What is asked where the shop redeems for him.
const PASSES_FOR_ALICE: &str = "Will the shop take Mallory for Alice?";
