//! The wait for somebody with another device: the robot comes at once, a person when it suits.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::{Live, Notice};
use crate::flow::Invitation;
use crate::wire::{Failure, FailureKind};
use crate::world::agent::{self, OnWire, Who};

impl Live {
    /// Where a robot signs in it types the code itself.
    pub(super) async fn approve_by_robot(&mut self, invitation: &Invitation) -> Result<(), Failure> {
        let who = self.settings.robot.borrow().clone();
        let Some(Who::Forms(person)) = who.as_ref() else { return Ok(()) };
        self.tell(Notice::Robot(who.as_ref().map(Who::words).unwrap_or_default()));
        let page = invitation.verification_uri_complete.as_deref().unwrap_or(&invitation.verification_uri);
        agent::approve(&mut OnWire(&self.http), person, page).await
    }

    /// Waits between two questions, and no longer than anybody wants to wait in all.
    pub(super) async fn pause(&mut self, pause: Duration) -> Result<(), Failure> {
        self.tell(Notice::Pausing(pause.as_secs()));
        let next = Instant::now() + pause;
        if let Some(end) = self.patience.filter(|end| next > *end) {
            sleep_until(end).await;
            let seconds = self.settings.timeout.as_secs();
            return Err(Failure::new(FailureKind::Timeout, format!("nobody decided within {seconds} s")));
        }
        sleep_until(next).await;
        Ok(())
    }
}
