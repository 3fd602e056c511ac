//! The listener between two waits: a logout may follow the login that it was opened for.

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Live;
use crate::wire::Response;
use crate::world::loopback::Loopback;

/// A listener that rests, and how it is called back.
pub(super) type Resting = (oneshot::Sender<()>, JoinHandle<Loopback>);

impl Live {
    /// Lets the listener rest: it tells whoever comes that the answer is here.
    pub(super) fn rest(&mut self, listener: Loopback) {
        let (recall, recalled) = oneshot::channel();
        self.resting = Some((recall, tokio::spawn(rest(listener, recalled, self.settings.pages.already))));
    }

    /// Takes the listener back from where it rests.
    pub(super) async fn take_back(&mut self) {
        let Some((recall, task)) = self.resting.take() else { return };
        if recall.send(()).is_ok() {
            self.listener = task.await.ok();
        }
    }
}

/// Whoever comes while nothing is awaited is told that the answer is here; the port closes with the run.
async fn rest(mut listener: Loopback, recalled: oneshot::Receiver<()>, already: fn() -> Response) -> Loopback {
    let called = async {
        // nobody will call any more: it rests until the end
        if recalled.await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::pin!(called);
    loop {
        tokio::select! {
            hit = listener.next() => hit.answer(&already()),
            () = &mut called => return listener,
        }
    }
}
