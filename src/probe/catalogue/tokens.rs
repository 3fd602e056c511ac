//! Checks of the token response.

use super::Check;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[];
