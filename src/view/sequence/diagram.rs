//! The diagram for a terminal of any width: what passes the browser is dashed, what passes between machines is drawn
//! through.

use unicode_width::UnicodeWidthChar as _;

use super::{Drawn, Sequence, Sign, colour, legend};
use crate::trace::{Channel, Party};
use crate::view::text::{Line, Meaning, Span, Text};

/// Half of the longest name of a lane: so far the first and the last stand from the edge.
const EDGE: usize = 4;
/// Below this the names of four lanes touch each other.
const NARROWEST: usize = 40;
/// Lanes further apart are harder to follow.
const WIDEST_GAP: usize = 30;
/// So much room words have at least: where the lane is too far to the right, they begin before it.
const ROOM: usize = 36;

/// The whole diagram.
#[must_use]
pub fn diagram(sequence: &Sequence, width: usize) -> Text {
    let grid = Grid::of(sequence, width);
    let mut out = Text::default();
    for channel in [Channel::Front, Channel::Back] {
        let mut row = Row::default();
        let (line, meaning) = stroke(channel);
        row.put(0, &format!("{line}{line}▶"), meaning);
        grid.words(&mut out, row, 4, &[(legend(channel).to_owned(), Meaning::Faint)]);
    }
    out.gap();
    out.push(grid.heads());
    for sign in &sequence.signs {
        grid.sign(&mut out, sign);
    }
    out.push(grid.row().line());
    out
}

fn stroke(channel: Channel) -> (char, Meaning) {
    match channel {
        Channel::Front => ('╌', Meaning::Front),
        Channel::Back => ('─', Meaning::Back),
    }
}

/// Where the lanes stand.
struct Grid {
    lanes: Vec<(Party, usize)>,
    width: usize,
}

impl Grid {
    fn of(sequence: &Sequence, width: usize) -> Self {
        let width = width.max(NARROWEST);
        let gaps = sequence.lanes.len().saturating_sub(1).max(1);
        let gap = ((width - 2 * EDGE - 1) / gaps).min(WIDEST_GAP);
        let place = |(index, party): (usize, &Party)| (*party, EDGE + index * gap);
        Self { lanes: sequence.lanes.iter().enumerate().map(place).collect(), width }
    }

    fn at(&self, party: Party) -> usize {
        self.lanes.iter().find(|(lane, _)| *lane == party).map_or(EDGE, |(_, column)| *column)
    }

    fn heads(&self) -> Line {
        let mut row = Row::default();
        for (party, column) in &self.lanes {
            let meaning = if *party == Party::Browser { Meaning::Front } else { Meaning::Strong };
            row.put(column - party.name().len() / 2, party.name(), meaning);
        }
        row.line()
    }

    /// A row with nothing on it but the lanes.
    fn row(&self) -> Row {
        let mut row = Row::default();
        for (_, column) in &self.lanes {
            row.put(*column, "│", Meaning::Faint);
        }
        row
    }

    fn sign(&self, out: &mut Text, sign: &Sign) {
        if sign.title.is_some() {
            out.push(self.row().line());
        }
        match sign.shape {
            Drawn::Arrow { from, to, channel } => {
                let (from, to) = (self.at(from), self.at(to));
                self.label(out, sign, (from.min(to), None), Meaning::Plain);
                out.push(self.arrow(from, to, channel));
            }
            Drawn::Note { at } => self.label(out, sign, (self.at(at), Some("●")), Meaning::Plain),
            Drawn::Lost { at } | Drawn::End { at } => self.label(out, sign, (self.at(at), Some("✗")), Meaning::Bad),
        }
    }

    /// What a sign says, right of a lane, or further to the left where there is no room.
    fn label(&self, out: &mut Text, sign: &Sign, (lane, bullet): (usize, Option<&str>), meaning: Meaning) {
        let mut spans = Vec::new();
        if let Some((number, step)) = sign.title {
            spans.push((format!("{number} {}", step.name()), Meaning::Heading));
        }
        spans.push((sign.words.clone(), meaning));
        spans.extend(sign.marks.iter().map(|mark| (format!("[{mark}]"), colour(mark))));
        let mut row = self.row();
        let begin = (lane + 2).min(self.width.saturating_sub(ROOM).max(1));
        if let Some(bullet) = bullet {
            let colour = if meaning == Meaning::Bad { Meaning::Bad } else { Meaning::Strong };
            if begin > lane {
                row.put(lane, bullet, colour);
            } else {
                spans.insert(0, (bullet.to_owned(), colour));
            }
        }
        self.words(out, row, begin, &spans);
    }

    /// Words from a column on, over as many rows as they need; each span stays whole where it fits.
    fn words(&self, out: &mut Text, first: Row, begin: usize, spans: &[(String, Meaning)]) {
        let (mut row, mut column) = (first, begin);
        for (text, meaning) in spans {
            for word in text.split(' ').filter(|word| !word.is_empty()) {
                let mut rest = word;
                while !rest.is_empty() {
                    let gap = usize::from(column > begin);
                    let room = self.width.saturating_sub(column + gap);
                    let (piece, after) = if columns(rest) <= room {
                        (rest, "")
                    } else if column > begin {
                        ("", rest)
                    } else {
                        rest.split_at(fitting(rest, room))
                    };
                    if !piece.is_empty() {
                        column = row.put(column, &" ".repeat(gap), Meaning::Plain);
                        column = row.put(column, piece, *meaning);
                    }
                    rest = after;
                    if !rest.is_empty() {
                        out.push(std::mem::replace(&mut row, self.rest_row(begin)).line());
                        column = begin;
                    }
                }
            }
        }
        out.push(row.line());
    }

    /// Under words that begin at the left edge there are no lanes yet.
    fn rest_row(&self, begin: usize) -> Row {
        if begin < EDGE + 1 { Row::default() } else { self.row() }
    }

    fn arrow(&self, from: usize, to: usize, channel: Channel) -> Line {
        let (line, meaning) = stroke(channel);
        let mut row = self.row();
        let crossed = |column: usize| self.lanes.iter().any(|(_, lane)| *lane == column);
        for column in (from.min(to) + 1)..from.max(to) {
            if !crossed(column) {
                row.put(column, &line.to_string(), meaning);
            }
        }
        if from < to {
            row.put(from, "├", meaning);
            row.put(to - 1, "▶", meaning);
        } else {
            row.put(from, "┤", meaning);
            row.put(to + 1, "◀", meaning);
        }
        row.line()
    }
}

fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// The octets of a text that fit into so many columns, at least one character.
fn fitting(text: &str, room: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > room && at > 0 {
            return at;
        }
    }
    text.len()
}

/// A row of cells; a wide character takes two, a mark on a letter none.
#[derive(Default)]
struct Row(Vec<Option<Span>>);

impl Row {
    /// Writes from a column on; tells the column behind it.
    fn put(&mut self, column: usize, text: &str, meaning: Meaning) -> usize {
        let mut at = column;
        for c in text.chars() {
            let wide = c.width().unwrap_or(0);
            if wide == 0 {
                if let Some(Some(before)) = at.checked_sub(1).and_then(|before| self.0.get_mut(before)) {
                    before.text.push(c);
                }
                continue;
            }
            while self.0.len() < at + wide {
                self.0.push(Some(Span { meaning: Meaning::Plain, text: " ".into() }));
            }
            self.0[at] = Some(Span { meaning, text: c.into() });
            self.0[at + 1..at + wide].fill(None);
            at += wide;
        }
        at
    }

    /// Cells of one meaning that touch become one span.
    fn line(self) -> Line {
        let mut line = Line::default();
        for cell in self.0.into_iter().flatten() {
            match line.0.last_mut().filter(|last| last.meaning == cell.meaning) {
                Some(last) => last.text.push_str(&cell.text),
                None => line.0.push(cell),
            }
        }
        line
    }
}
