//! The authorization request, changed: where the browser ends up.

use crate::probe::Desk;

/// Looks at it.
pub(super) async fn without_session(_: &Desk<'_>) {}

/// Looks at it.
pub(super) async fn with_session(_: &Desk<'_>) {}
