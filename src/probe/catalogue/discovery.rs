//! Checks of discovery and metadata.

use super::{Check, Section};
use crate::rules::row;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[Check::new(row("metadata-reachable"), Section::Discovery, "")];
