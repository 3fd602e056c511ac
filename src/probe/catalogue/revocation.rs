//! Checks of revocation and introspection.

use super::Check;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[];
