//! The record on disk: versioned JSON, read with care since anybody may have written it.

use super::{Trace, VERSION};

/// Why a text is no record.
#[derive(Debug, thiserror::Error)]
pub enum NotATrace {
    /// Not JSON, or not of this shape.
    #[error("it is not a trace: {0}")]
    Shape(#[from] serde_json::Error),
    /// Written by a newer program.
    #[error("it has version {0}, this program reads up to {VERSION}")]
    Version(u32),
}

/// The text of a record.
pub fn write(trace: &Trace) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(trace).map(|text| text + "\n")
}

/// Reads a record.
pub fn read(text: &str) -> Result<Trace, NotATrace> {
    #[derive(serde::Deserialize)]
    struct Head {
        version: u32,
    }
    let head: Head = serde_json::from_str(text)?;
    if head.version > VERSION {
        return Err(NotATrace::Version(head.version));
    }
    Ok(serde_json::from_str(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_are_told_apart() {
        assert!(matches!(read("{\"version\": 999}"), Err(NotATrace::Version(999))));
        assert!(matches!(read("{\"version\": 1}"), Err(NotATrace::Shape(_))));
        assert!(matches!(read("<html>"), Err(NotATrace::Shape(_))));
    }
}
