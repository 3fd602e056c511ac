//! Laying out: words and values into lines of a width, with a hanging indent; nothing is ever cut off.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr};

use super::text::{Line, Meaning, Span, Text};

/// Where the content of a card stands.
pub(super) const INDENT: usize = 2;
/// Where its rows stand.
pub(super) const ROWS: usize = 4;
/// Below this no layout makes sense: lines become longer than the terminal.
const NARROWEST: usize = 40;

/// A width that every line has room in: where the reader's window breaks them, or nothing does.
pub(super) const ENDLESS: usize = usize::MAX;

/// Appends spans to a begun line; what does not fit goes on below, at the column `hang`.
pub(super) fn flow(out: &mut Text, begun: Line, spans: Vec<Span>, (hang, width): (usize, usize)) {
    let mut line = begun;
    if width == ENDLESS {
        line.0.extend(spans);
        return out.push(line);
    }
    let width = width.max(NARROWEST).max(hang + 16);
    for (gap, word) in words(spans) {
        let room = width.saturating_sub(line.width() + gap);
        let long = word.iter().map(|span| span.text.width()).sum::<usize>();
        if long <= room {
            line.push(Meaning::Plain, " ".repeat(gap));
            line.0.extend(word);
        } else if long <= width - hang {
            out.push(std::mem::replace(&mut line, blank(hang)));
            line.0.extend(word);
        } else {
            line.push(Meaning::Plain, " ".repeat(gap));
            fill(out, &mut line, word, (hang, width));
        }
    }
    out.push(line);
}

/// A word longer than a line is broken wherever the line ends.
fn fill(out: &mut Text, line: &mut Line, word: Vec<Span>, (hang, width): (usize, usize)) {
    for span in word {
        let mut piece = String::new();
        let mut used = line.width();
        for c in span.text.chars() {
            let columns = c.width().unwrap_or(0);
            if used + columns > width {
                line.push(span.meaning, std::mem::take(&mut piece));
                out.push(std::mem::replace(line, blank(hang)));
                used = hang;
            }
            piece.push(c);
            used += columns;
        }
        line.push(span.meaning, piece);
    }
}

/// Blanks up to a column.
pub(super) fn blank(column: usize) -> Line {
    Line::plain(" ".repeat(column))
}

/// Words with the number of blanks before each; spans that touch belong to one word.
fn words(spans: Vec<Span>) -> Vec<(usize, Vec<Span>)> {
    let mut words: Vec<(usize, Vec<Span>)> = Vec::new();
    let (mut gap, mut open) = (0, false);
    for span in spans {
        for (index, piece) in span.text.split(' ').enumerate() {
            if index > 0 {
                gap += 1;
                open = false;
            }
            if piece.is_empty() {
                continue;
            }
            if !open {
                words.push((gap, Vec::new()));
                (gap, open) = (0, true);
            }
            if let Some((_, word)) = words.last_mut() {
                word.push(Span { meaning: span.meaning, text: piece.to_owned() });
            }
        }
    }
    words
}

/// A paragraph of one meaning.
pub(super) fn paragraph(out: &mut Text, text: &str, meaning: Meaning, (indent, width): (usize, usize)) {
    flow(out, blank(indent), vec![Span { meaning, text: text.to_owned() }], (indent, width));
}

/// A name, its value, and what it is for.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The name.
    pub(super) name: Span,
    /// The value, already safe.
    pub(super) value: Vec<Span>,
    /// What it is for.
    pub(super) what: Option<String>,
}

impl Row {
    fn value_width(&self) -> usize {
        self.value.iter().map(|span| span.text.width()).sum()
    }
}

/// Rows in columns: the words about a value stand beside it where the width allows, below it where not.
pub(super) fn rows(out: &mut Text, rows: &[Row], (indent, width): (usize, usize)) {
    let longest = rows.iter().map(|row| row.name.text.width()).max().unwrap_or(0).min(26);
    let value_at = indent + longest + 2;
    let what_at = what_column(rows, value_at, width);
    for row in rows {
        let mut line = blank(indent);
        line.0.push(row.name.clone());
        line.pad_to(value_at);
        let before = out.0.len();
        flow(out, line, row.value.clone(), (value_at, width));
        if let Some(what) = &row.what {
            beside_or_below(out, what, (before, what_at.max(value_at), value_at, width));
        }
    }
}

/// The column at which the words stand: behind the values that are short enough to leave room for them.
fn what_column(rows: &[Row], value_at: usize, width: usize) -> usize {
    let fits = |row: &&Row| {
        let what = row.what.as_deref().map_or(0, UnicodeWidthStr::width);
        what > 0 && value_at + row.value_width() + 2 + what <= width
    };
    let widest = rows.iter().filter(fits).map(Row::value_width).max().unwrap_or(0);
    let needed =
        rows.iter().filter(fits).filter_map(|row| row.what.as_deref()).map(UnicodeWidthStr::width).max().unwrap_or(0);
    (value_at + widest + 2).min(width.saturating_sub(needed))
}

fn beside_or_below(out: &mut Text, what: &str, (before, what_at, value_at, width): (usize, usize, usize, usize)) {
    let one_line = out.0.len() == before + 1;
    if let Some(line) = out.0.last_mut().filter(|_| one_line) {
        let start = what_at.max(line.width() + 2);
        if start + what.width() <= width {
            line.pad_to(start);
            line.push(Meaning::Faint, what);
            return;
        }
    }
    paragraph(out, what, Meaning::Faint, (value_at, width));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<Span> {
        vec![Span { meaning: Meaning::Plain, text: text.to_owned() }]
    }

    #[test]
    fn nothing_is_lost_at_any_width() {
        let value = "abcdefghij".repeat(20);
        for width in [0, 10, 40, 80, 120] {
            let mut out = Text::default();
            flow(&mut out, blank(4), plain(&format!("short {value} end")), (4, width));
            let joined: String = out.to_plain().split_whitespace().collect();
            assert_eq!(joined, format!("short{value}end"));
            assert!(out.0.iter().all(|line| line.width() <= width.max(40)));
        }
    }

    #[test]
    fn touching_spans_stay_together() {
        let mut out = Text::default();
        let spans = vec![
            Span { meaning: Meaning::Plain, text: "aaaa bbbb".into() },
            Span { meaning: Meaning::Code, text: "cccc".into() },
        ];
        flow(&mut out, blank(32), spans, (32, 40));
        assert!(out.to_plain().contains("bbbbcccc"), "{}", out.to_plain());
    }
}
