//! Files that are made from the code: compared with it, or written anew by `UPDATE=1 cargo test`.

use std::path::{Path, PathBuf};

/// Compares a file of the project with what it has to hold.
#[track_caller]
pub fn expect_file(path: &str, text: &str) {
    let at = within(path);
    let held = std::fs::read_to_string(&at).unwrap_or_default();
    if held == text {
        return;
    }
    if updating() {
        std::fs::write(&at, text).unwrap();
        return;
    }
    let line = held.lines().zip(text.lines()).position(|(held, text)| held != text);
    let line = line.unwrap_or_else(|| held.lines().count().min(text.lines().count()));
    panic!(
        "{path} is not what the code says, from line {}:\n- {}\n+ {}\nwrite it anew with: UPDATE=1 cargo test --test it",
        line + 1,
        held.lines().nth(line).unwrap_or("(its end)"),
        text.lines().nth(line).unwrap_or("(its end)"),
    );
}

/// A file of the project, as it stands.
#[track_caller]
pub fn file(path: &str) -> String {
    std::fs::read_to_string(within(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn within(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}
