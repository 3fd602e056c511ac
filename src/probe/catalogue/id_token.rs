//! Checks of the ID token.

use super::Check;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[];
