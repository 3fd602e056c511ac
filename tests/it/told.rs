//! How an ending is told: harmless whatever it repeats, with an error and a way out at the very end.

use crate::binary::Outcome;

/// Colours, cursor moves, a title, a C1 control, a bell, new lines, overrides of direction, zero width.
pub const HOSTILE: &str =
    "\u{1b}[31mred\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}1A\r\nhint: \u{202e}gnp\u{2066}\u{200b}\u{7f} end";

/// Nothing in it acts on a terminal or makes text look like something else.
#[track_caller]
pub fn assert_harmless(text: &str) {
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    assert!(!text.contains(acts), "{:?} in {text:?}", text.chars().find(|c| acts(*c)));
}

/// It ended with this code, printed no data, and told these words and a way out at its very end.
#[track_caller]
pub fn assert_told(outcome: &Outcome, code: i32, words: &[&str]) {
    let Outcome { stdout, stderr, .. } = outcome;
    assert_eq!((outcome.code, stdout.as_str()), (Some(code), ""), "{stderr}");
    assert_harmless(stderr);
    let lines: Vec<&str> = stderr.lines().collect();
    let error = lines.iter().rposition(|line| line.starts_with("error: "));
    let error = error.unwrap_or_else(|| panic!("no error: {stderr}"));
    let hint = lines[error..].iter().position(|line| line.starts_with("hint: "));
    let hint = error + hint.unwrap_or_else(|| panic!("no hint: {stderr}"));
    assert!(lines[hint + 1..].iter().all(|line| line.starts_with("      ")), "the hint is not last: {stderr}");
    let told = lines[error..].join("\n");
    for word in words {
        assert!(told.contains(word), "`{word}` is not in: {told}");
    }
}
