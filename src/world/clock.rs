//! The wall clock, for records and claims, and a stopwatch that no clock change can turn back.

use std::time::{Duration, Instant, SystemTime};

/// Measures how long something took.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins to measure.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// Lets time pass that a server has asked for, or that an expiry takes.
pub async fn pass(pause: Duration) {
    tokio::time::sleep_until(tokio::time::Instant::now() + pause).await;
}

/// The time of day.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the clock")]
pub fn now() -> SystemTime {
    SystemTime::now()
}
