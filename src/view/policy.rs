//! What a page says about itself so that nothing in it comes from elsewhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// A source expression for content that stands in the page (Content Security Policy Level 3, 2.3.1).
pub(super) fn hash(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}
