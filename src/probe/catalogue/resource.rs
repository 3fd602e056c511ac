//! Checks of userinfo and resources.

use super::Check;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[];
