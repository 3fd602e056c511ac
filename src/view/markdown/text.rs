//! Text of others in Markdown: in code, where it is text.

use std::fmt::Write as _;

use crate::view::escape;

/// A row of a table: a bar ends a cell even in code, where it is not escaped (GFM 4.10).
pub fn row(out: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// Text in a code span, where nothing in it is a link, a mention, a tag or an emphasis (`CommonMark` 6.1): between more
/// backticks than it has itself. A runner of GitHub finds no command in it either.
#[must_use]
pub fn code(text: &str) -> String {
    let text = escape::terminal(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}").replace("##[", "#\\u{23}[");
    if text.trim().is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let edge = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{edge}{text}{edge}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_in_its_code() {
        assert_eq!(code("a `b`` c"), "```a `b`` c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("<b>\n\u{202e}##[x]"), "`<b>\\n\\u{202e}#\\u{23}[x]`");
        assert_eq!(code(" "), "");
        let mut out = String::new();
        row(&mut out, &[code("a|b"), "c".into()]);
        assert_eq!(out, "| `a\\|b` | c |\n");
    }
}
