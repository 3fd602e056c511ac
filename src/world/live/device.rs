//! The wait for somebody with another device: the robot comes at once, a person when it suits.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::{Live, Notice, OverHttp};
use crate::flow::Invitation;
use crate::wire::{Failure, FailureKind};
use crate::world::robot;

impl Live {
    /// Where a robot signs in it types the code itself.
    pub(super) async fn approve_by_robot(&mut self, invitation: &Invitation) -> Result<(), Failure> {
        let Some(user) = self.settings.robot.borrow().clone() else { return Ok(()) };
        self.tell(Notice::Robot(user.clone()));
        let page = invitation.verification_uri_complete.as_deref().unwrap_or(&invitation.verification_uri);
        robot::approve(&mut OverHttp(&self.http), page, &user).await
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
