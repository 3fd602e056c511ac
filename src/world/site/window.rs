//! A person before the browser of the system: signs in once, and is not watched.

use std::cell::Cell;

use tokio::sync::Mutex;

use crate::flow::{Effort, Errand, Journey, Login, World as _};
use crate::wire::{Failure, FailureKind};
use crate::world::live::Live;

/// A person before the browser of the system.
pub struct Window {
    live: Mutex<Live>,
    has_signed_in: Cell<bool>,
    /// So often somebody was sent.
    errands: Cell<usize>,
}

impl Window {
    /// The window of this world, which listens for the answers.
    #[must_use]
    pub fn new(live: Live) -> Self {
        Self { live: Mutex::new(live), has_signed_in: Cell::new(false), errands: Cell::new(0) }
    }

    /// Sends the person. The first time counts as signing in; later the session is enough, as far as anybody can tell.
    pub(super) async fn bring(&self, errand: &Errand) -> Journey {
        if errand.effort == Effort::Session && !self.has_signed_in.get() {
            let nobody = Failure::new(FailureKind::SignIn, "nobody may be asked to sign in");
            return Journey::unseen(Login::Withheld, Err(nobody));
        }
        let mut live = self.live.lock().await;
        self.errands.set(self.errands.get() + 1);
        live.announce(self.errands.get());
        let journey = live.browse(errand, &mut |_| {}).await;
        live.let_go();
        let login = if self.has_signed_in.get() || journey.outcome.is_err() { Login::Unneeded } else { Login::Done };
        self.has_signed_in.set(self.has_signed_in.get() || journey.outcome.is_ok());
        Journey { login, ..journey }
    }
}
