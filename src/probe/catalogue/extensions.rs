//! Checks of PAR, JAR, JARM, DPoP, mutual TLS and RAR.

use super::Check;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[];
