//! Checks of the authorization response.

use super::Check;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[];
