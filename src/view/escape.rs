//! Text of others made safe: nothing a server, a redirect or a token says can move the cursor, change a colour, reverse
//! the line or end the program.

/// Text for a terminal, on one line: control, format and bidirectional characters are written as `\u{..}`.
#[must_use]
pub fn terminal(text: &str) -> String {
    if !text.contains(is_unsafe) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unsafe(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Text for a terminal, line by line.
pub fn terminal_lines(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().map(terminal)
}

/// A JSON document for a terminal or a file: the same values, with such characters written as `\uXXXX` (RFC 8259 7).
#[must_use]
pub fn json(document: &str) -> String {
    let acts = |c: char| is_unsafe(c) && c != '\n';
    if !document.contains(acts) {
        return document.to_owned();
    }
    let mut out = String::with_capacity(document.len() + 16);
    for c in document.chars() {
        if acts(c) {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// The same for a document that may stand in the log of a build: some read commands in any line there, as `##[command]`.
#[must_use]
pub fn document(text: &str) -> String {
    json(text).replace("##[", "#\\u0023[")
}

/// Whether a character could act on a terminal or make text look like something else.
fn is_unsafe(c: char) -> bool {
    // Nearly all of what is written needs no longer look.
    if matches!(c, ' '..='~') {
        return false;
    }
    c.is_control()
        || matches!(
            c,
            // Soft hyphen, zero-width and joining characters, marks and overrides of direction, separators of lines,
            // invisible operators, the byte order mark, interlinear and tag characters.
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_values() {
        let value = serde_json::json!({ "a\u{202e}": "\u{1b}[31m\u{9b}\u{7f}\u{e0001}\n\u{fc}" });
        let text = json(&serde_json::to_string_pretty(&value).unwrap());
        assert!(text.contains("\\u202e") && text.contains("\\udb40\\udc01") && text.contains('\u{fc}'), "{text}");
        assert!(!text.contains(|c| is_unsafe(c) && c != '\n'), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[test]
    fn nothing_acts_on_the_terminal() {
        assert_eq!(terminal("plain \u{fc} ‹ok›"), "plain \u{fc} ‹ok›");
        assert_eq!(terminal("\u{1b}[31m\u{9b}2J\u{7}"), "\\u{1b}[31m\\u{9b}2J\\u{7}");
        assert_eq!(terminal("a\u{202e}b\u{200b}c\u{2066}"), "a\\u{202e}b\\u{200b}c\\u{2066}");
        assert_eq!(terminal("a\r\nb\tc"), "a\\r\\nb\\tc");
        assert_eq!(terminal_lines("a\nb\u{1b}").collect::<Vec<_>>(), ["a", "b\\u{1b}"]);
    }
}
