//! Tokens that are bound to a key or a certificate.

use crate::probe::Desk;

/// Looks at it.
pub(super) async fn check(_: &Desk<'_>) {}
