//! The diagram as an SVG that stands in a page and takes its colours from there.

use maud::{Markup, html};

use super::{Drawn, Sequence, Sign, cut};
use crate::trace::{Channel, Party};
use crate::view::text::Meaning;

/// For how much room a picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A desk or a sheet of paper.
    Wide,
    /// A phone held upright.
    Narrow,
}

/// The measures of a picture, in its own units.
struct Measures {
    width: usize,
    /// The distance of the outer lanes from the edge.
    edge: usize,
    /// The size of the letters, and what one of a fixed width takes, in tenths.
    letter: usize,
    advance: usize,
    /// Whether the title has a line of its own.
    stacked: Stacked,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stacked {
    Yes,
    No,
}

const WIDE: Measures = Measures { width: 860, edge: 60, letter: 13, advance: 79, stacked: Stacked::No };
const NARROW: Measures = Measures { width: 340, edge: 34, letter: 12, advance: 73, stacked: Stacked::Yes };

const HEAD: usize = 46;
const LINE: usize = 18;
const PILL: usize = 18;
const GAP: usize = 14;
const ARROW: usize = 10;
/// So many letters at least stand beside a lane before a line is broken.
const LEAST: usize = 24;
/// Room between a lane and what stands beside it.
const BESIDE: usize = 10;

/// The picture; each sign of an exchange leads to `#m` and its index.
#[must_use]
pub fn svg(sequence: &Sequence, shape: Shape) -> Markup {
    let measures = if shape == Shape::Wide { WIDE } else { NARROW };
    let picture = Picture { lanes: lanes(sequence, &measures), measures };
    let mut y = HEAD;
    let places: Vec<usize> = sequence
        .signs
        .iter()
        .map(|sign| {
            let top = y;
            y += picture.height(sign);
            top
        })
        .collect();
    let (width, height) = (picture.measures.width, y + GAP);
    let class = if shape == Shape::Wide { "sequence wide" } else { "sequence narrow" };
    html! {
        svg class=(class) viewBox={ "0 0 " (width) " " (height) } role="group" aria-label="the messages of this run as a sequence diagram" {
            @for (party, x) in &picture.lanes {
                line class="lane" x1=(x) y1="34" x2=(x) y2=(height) {}
                rect class={ "head " (party.name()) } x=(x - picture.head() / 2) y="4" width=(picture.head()) height="28" rx="7" {}
                text class={ "who " (party.name()) } x=(x) y="23" text-anchor="middle" { (party.name()) }
            }
            @for (sign, top) in sequence.signs.iter().zip(places) { (picture.sign(sign, top)) }
        }
    }
}

fn lanes(sequence: &Sequence, measures: &Measures) -> Vec<(Party, usize)> {
    let gaps = sequence.lanes.len().saturating_sub(1).max(1);
    let gap = (measures.width - 2 * measures.edge) / gaps;
    sequence.lanes.iter().enumerate().map(|(index, party)| (*party, measures.edge + index * gap)).collect()
}

struct Picture {
    lanes: Vec<(Party, usize)>,
    measures: Measures,
}

impl Picture {
    fn at(&self, party: Party) -> usize {
        self.lanes.iter().find(|(lane, _)| *lane == party).map_or(self.measures.edge, |(_, x)| *x)
    }

    fn head(&self) -> usize {
        2 * self.measures.edge - 6
    }

    fn height(&self, sign: &Sign) -> usize {
        let lines = self.lines(sign).len();
        let pills = self.pills(sign).last().map_or(0, |(_, row, _)| row + 1);
        let arrow = if matches!(sign.shape, Drawn::Arrow { .. }) { ARROW } else { 0 };
        let before = if sign.title.is_some() { GAP } else { GAP / 2 };
        before + lines * LINE + pills * (PILL + 4) + arrow + 4
    }

    /// The lines of text: the title and the words, together or under each other.
    fn lines(&self, sign: &Sign) -> Vec<(String, String)> {
        let title = sign.title.map(|(number, step)| format!("{number} {}", step.name())).unwrap_or_default();
        let most = (self.measures.width - 2 * BESIDE) * 10 / self.measures.advance - 2;
        let beside = match sign.shape {
            Drawn::Arrow { .. } => None,
            Drawn::Lost { at } | Drawn::Note { at } | Drawn::End { at } => Some(self.at(at)),
        };
        match (self.measures.stacked, beside) {
            (Stacked::No, _) => vec![(title, cut(&sign.words, most))],
            (Stacked::Yes, None) if title.is_empty() => vec![(title, cut(&sign.words, most))],
            (Stacked::Yes, None) => vec![(title, String::new()), (String::new(), cut(&sign.words, most))],
            (Stacked::Yes, Some(lane)) => {
                let room = self.measures.width.saturating_sub(lane + BESIDE + 4) * 10 / self.measures.advance;
                let words = broken(&sign.words, room.clamp(LEAST, most)).into_iter().map(|line| (String::new(), line));
                let title = Some((title, String::new())).filter(|(title, _)| !title.is_empty());
                title.into_iter().chain(words).collect()
            }
        }
    }

    /// Where each mark stands: its left edge from the first, its row, and its width.
    fn pills(&self, sign: &Sign) -> Vec<(usize, usize, usize)> {
        let (mut x, mut row) = (0, 0);
        let mut places = Vec::new();
        for mark in &sign.marks {
            let width = mark.len() * (self.measures.advance - 6) / 10 + 12;
            if x > 0 && x + width > self.measures.width - 2 * BESIDE {
                (x, row) = (0, row + 1);
            }
            places.push((x, row, width));
            x += width + 5;
        }
        places
    }

    fn sign(&self, sign: &Sign, top: usize) -> Markup {
        let drawn = self.drawn(sign, top);
        let class = match sign.shape {
            Drawn::Arrow { channel: Channel::Front, .. } => "sign front",
            Drawn::Arrow { channel: Channel::Back, .. } => "sign back",
            Drawn::Note { .. } => "sign note",
            Drawn::Lost { .. } | Drawn::End { .. } => "sign sorry",
        };
        html! {
            g class=(class) data-part=(sign.part) {
                @match sign.exchange.filter(|_| sign.title.is_some() || !is_leg(sign)) {
                    Some(index) => a href={ "#m" (index) } { (drawn) },
                    None => (drawn),
                }
            }
        }
    }

    fn drawn(&self, sign: &Sign, top: usize) -> Markup {
        let before = if sign.title.is_some() { GAP } else { GAP / 2 };
        let x = self.left(sign);
        let lines = self.lines(sign);
        let text_end = top + before + lines.len() * LINE;
        let pills = self.pills(sign);
        let rows = pills.last().map_or(0, |(_, row, _)| row + 1);
        let bottom = text_end + rows * (PILL + 4) + 6;
        html! {
            @for (index, (title, words)) in lines.iter().enumerate() {
                text class="words" x=(x) y=(top + before + index * LINE + 13) font-size=(self.measures.letter) {
                    @if !title.is_empty() { tspan class="title" { (title) } @if !words.is_empty() { " " } }
                    (words)
                }
            }
            @for (mark, (left, row, width)) in sign.marks.iter().zip(&pills) {
                @let y = text_end + row * (PILL + 4);
                rect class={ "pill " (class(mark)) } x=(x + left) y=(y) width=(width) height=(PILL) rx="9" {}
                text class={ "mark " (class(mark)) } x=(x + left + width / 2) y=(y + 13) text-anchor="middle" font-size=(self.measures.letter - 1) { (mark) }
            }
            @match sign.shape {
                Drawn::Arrow { from, to, .. } => (arrow(self.at(from), self.at(to), bottom)),
                Drawn::Lost { at } | Drawn::Note { at } | Drawn::End { at } => {
                    circle class="dot" cx=(self.at(at).min(x.saturating_sub(BESIDE))) cy=(top + before + 9) r="5" {}
                }
            }
        }
    }

    /// Where the words of a sign begin: right of its left lane, and further to the left where they would not fit.
    fn left(&self, sign: &Sign) -> usize {
        let lane = match sign.shape {
            Drawn::Arrow { from, to, .. } => self.at(from).min(self.at(to)),
            Drawn::Lost { at } | Drawn::Note { at } | Drawn::End { at } => self.at(at),
        };
        let gap = |title: &String| usize::from(!title.is_empty());
        let text = self.lines(sign).iter().map(|(title, words)| columns(title) + gap(title) + columns(words)).max();
        let text = text.unwrap_or_default() * self.measures.advance / 10;
        let pills = self.pills(sign).iter().map(|(x, _, width)| x + width).max().unwrap_or_default();
        let room = self.measures.width.saturating_sub(text.max(pills) + 4);
        // What one does alone has its dot before the words.
        let least = if matches!(sign.shape, Drawn::Arrow { .. }) { 4 } else { 4 + 2 * BESIDE };
        (lane + BESIDE).min(room.max(least))
    }
}

/// Whether it is only a part of the way of a message.
fn is_leg(sign: &Sign) -> bool {
    matches!(sign.shape, Drawn::Arrow { to: Party::Browser, channel: Channel::Front, .. })
}

fn arrow(from: usize, to: usize, y: usize) -> Markup {
    let (tip, back) = if from < to { (to - 1, to - 10) } else { (to + 1, to + 10) };
    html! {
        line class="stroke" x1=(from) y1=(y) x2=(back) y2=(y) {}
        path class="tip" d={ "M" (tip) " " (y) "L" (back) " " (y - 5) "V" (y + 5) "Z" } {}
    }
}

/// Words in lines of at most so many columns; a word that is longer is cut.
fn broken(words: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut().filter(|line| columns(line) + 1 + columns(word) <= most) {
            Some(line) => *line = format!("{line} {word}"),
            None => lines.push(cut(word, most)),
        }
    }
    lines
}

fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

fn class(mark: &str) -> &'static str {
    match super::colour(mark) {
        Meaning::Secret => "secret",
        Meaning::Verifier => "verifier",
        Meaning::Challenge => "challenge",
        Meaning::Code => "code",
        Meaning::Token => "token",
        _ => "other",
    }
}
