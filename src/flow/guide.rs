//! Who decides what happens next: a person at a prompt, or nobody. The flow is the same for both.

use crate::protocol::Check;
use crate::trace::{Change, Exchange, Step, Trace};

/// Asked before each message and told after it.
#[expect(async_fn_in_trait, reason = "flows run on one thread and are generic over their guide")]
pub trait Guide {
    /// A message is about to go; it is asked again after every change.
    async fn before(&mut self, trace: &Trace, draft: &Exchange) -> Wish;

    /// A step is done, as far as its checks let it.
    async fn after(&mut self, trace: &Trace, seen: &Seen<'_>) -> Result<(), Quit>;
}

/// What is to happen with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Send it.
    Send,
    /// Change it first.
    Change(Change),
    /// Stop here.
    Quit,
}

/// The wish to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quit;

/// What there is to see after a step.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The step.
    pub step: Step,
    /// Its exchange, by index; none for steps without a message.
    pub exchange: Option<usize>,
    /// The checks that were made of it.
    pub checks: &'a [Check],
}

/// The guide that never stops and says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Guide for Silent {
    async fn before(&mut self, _: &Trace, _: &Exchange) -> Wish {
        Wish::Send
    }

    async fn after(&mut self, _: &Trace, _: &Seen<'_>) -> Result<(), Quit> {
        Ok(())
    }
}
