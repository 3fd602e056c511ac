//! A terminal picture as an SVG that needs nothing else: for documents that cannot show a terminal.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::{Meaning, Text};

/// Width of a column and height of a line; every span says where it begins, so that a wider font does not shift columns.
const COLUMN: f64 = 8.4;
const LINE: f64 = 20.0;
/// Room around the text, and the bar with the title above it.
const MARGIN: f64 = 20.0;
const BAR: f64 = 36.0;
const LEAST_COLUMNS: usize = 40;

const STYLE: &str = "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;\
white-space:pre;fill:#d7dde5}.faint{fill:#8a94a3}.strong{fill:#fff;font-weight:700}.heading{fill:#fff;font-weight:700}\
.name{fill:#b8c4d6}.secret{fill:#ffb454}.verifier{fill:#3ecfcf}.challenge{fill:#8fe3df}.code{fill:#c4a1ff}\
.token{fill:#9ecbff}.front{fill:#ff9e8a}.back{fill:#8fb4ff}.ok{fill:#6fd68b}.warn{fill:#f2d15c}.bad{fill:#ff7b72}\
.hint{fill:#7fd1ff}";

/// The picture of a text, in a dark window that stands on light and dark pages alike.
#[must_use]
pub fn picture(text: &Text, title: &str) -> String {
    let columns = text.0.iter().map(super::Line::width).max().unwrap_or_default().max(LEAST_COLUMNS);
    let width = at_column(columns) + MARGIN;
    let height = BAR + LINE * size(text.0.len()) + MARGIN;
    let title = xml(title);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" width=\"{width:.1}\" \
         height=\"{height:.1}\" role=\"img\" aria-labelledby=\"title\">\n<title id=\"title\">{title}</title>\n\
         <style>{STYLE}</style>\n{}",
        frame(width, height, &title)
    );
    for (row, line) in text.0.iter().enumerate() {
        let spans = spans(line);
        if !spans.is_empty() {
            let _ = writeln!(out, "<text y=\"{:.1}\">{spans}</text>", BAR + LINE * (size(row) + 1.0) - 4.0);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// The window: a rounded frame with a hairline that shows on white and on black, three dots, the title.
fn frame(width: f64, height: f64, title: &str) -> String {
    let dots = "<circle cx=\"20\" cy=\"18\" r=\"5.5\" fill=\"#ff5f57\"/><circle cx=\"38\" cy=\"18\" r=\"5.5\" fill=\"#febc2e\"/>\
                <circle cx=\"56\" cy=\"18\" r=\"5.5\" fill=\"#28c840\"/>";
    format!(
        "<rect x=\"0.5\" y=\"0.5\" width=\"{:.1}\" height=\"{:.1}\" rx=\"10\" fill=\"#12161d\" stroke=\"#3a4352\"/>\n\
         {dots}\n<text class=\"faint\" x=\"{:.1}\" y=\"23\" text-anchor=\"middle\">{title}</text>\n",
        width - 1.0,
        height - 1.0,
        width / 2.0
    )
}

fn spans(line: &super::Line) -> String {
    let mut column = 0;
    let mut out = String::new();
    for span in &line.0 {
        if !span.text.trim().is_empty() {
            let blanks = span.text.len() - span.text.trim_start().len();
            let x = at_column(column + span.text[..blanks].width());
            let class = class(span.meaning).map_or_else(String::new, |name| format!(" class=\"{name}\""));
            let _ = write!(out, "<tspan x=\"{x:.1}\"{class}>{}</tspan>", xml(span.text.trim()));
        }
        column += span.text.width();
    }
    out
}

/// The name of a colour in a style sheet.
pub(super) fn class(meaning: Meaning) -> Option<&'static str> {
    Some(match meaning {
        Meaning::Plain => return None,
        Meaning::Faint => "faint",
        Meaning::Strong => "strong",
        Meaning::Heading => "heading",
        Meaning::Name => "name",
        Meaning::Secret => "secret",
        Meaning::Verifier => "verifier",
        Meaning::Challenge => "challenge",
        Meaning::Code => "code",
        Meaning::Token => "token",
        Meaning::Front => "front",
        Meaning::Back => "back",
        Meaning::Ok => "ok",
        Meaning::Warn => "warn",
        Meaning::Bad => "bad",
        Meaning::Hint => "hint",
    })
}

fn at_column(column: usize) -> f64 {
    COLUMN.mul_add(size(column), MARGIN)
}

/// A count as a length; a picture of more than 65535 lines or columns is cut by whoever shows it.
fn size(count: usize) -> f64 {
    f64::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// Text for XML: the five characters that mean something, and none of those that XML 1.0 does not know (2.2).
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Line;

    fn sample() -> Text {
        Text(vec![
            Line::default().with(Meaning::Heading, "3 authorize").with(Meaning::Front, "  FRONT CHANNEL"),
            Line::default(),
            Line::plain("  code  ").with(Meaning::Code, "<script>&\u{1b}[31m\"]]>").with(Meaning::Plain, "  end"),
        ])
    }

    #[test]
    fn every_span_stands_in_its_column_with_its_meaning() {
        let picture = picture(&sample(), "a <run>");
        assert!(picture.contains("<title id=\"title\">a &lt;run&gt;</title>"));
        assert!(picture.contains("<tspan x=\"20.0\" class=\"heading\">3 authorize</tspan>"), "{picture}");
        assert!(picture.contains("<tspan x=\"129.2\" class=\"front\">FRONT CHANNEL</tspan>"), "{picture}");
        assert!(picture.contains("<tspan x=\"36.8\">code</tspan>"), "{picture}");
        assert_eq!(picture.matches("<text y=").count(), 2, "an empty line takes room and no element: {picture}");
        assert!(picture.contains("height=\"116.0\""), "{picture}");
    }

    #[test]
    fn text_of_others_stays_text() {
        let picture = picture(&sample(), "t");
        assert!(picture.contains("&lt;script&gt;&amp;\u{fffd}[31m&quot;]]&gt;"), "{picture}");
        assert!(!picture.contains("<script") && !picture.contains('\u{1b}'));
        let body = picture.split_once("<style>").unwrap().0;
        assert!(!body.contains("href"), "nothing from elsewhere");
    }

    #[test]
    fn the_longest_line_makes_the_width() {
        let wide = Text(vec![Line::plain("x".repeat(100))]);
        assert!(picture(&wide, "t").contains("width=\"880.0\""));
        assert!(picture(&Text::default(), "t").contains("width=\"376.0\""));
    }
}
