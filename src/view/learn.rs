//! The course: its chapters, its questions, and what was played, as lines that matter.

use super::escape;
use super::layout::{INDENT, Row, blank, flow, paragraph, rows};
use super::lesson::prose;
use super::paint;
use super::text::{Line, Meaning, Span, Text};
use crate::lab::{Defence, Outcome, Who};
use crate::learn::{self, Beat, Chapter, Message, Part, Played, Question, Seen};
use crate::trace::Channel;

/// So much of a long value is shown: enough to compare it with others.
const BEGINNING: usize = 6;
/// Values stand further in than those who send them.
const VALUES: usize = 6;
/// The columns of the table begin here; where there is no room, below the title and at the column of values.
const CELLS: usize = 36;

/// The heading of a chapter, and of which of its screens this is.
#[must_use]
pub fn heading(chapter: &Chapter, screen: Option<(usize, usize)>) -> Text {
    let mut line = Line::default().with(Meaning::Heading, format!("{} {}", chapter.number(), chapter.title));
    if let Some((index, all)) = screen {
        line.push(Meaning::Faint, format!("  {} of {all}", index + 1));
    }
    Text(vec![line])
}

/// Paragraphs, a gap between them.
#[must_use]
pub fn words(paragraphs: &[&str], width: usize) -> Text {
    let mut out = Text::default();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            out.gap();
        }
        out.extend(prose(paragraph, Meaning::Plain, width));
    }
    out
}

/// A line about the course itself.
#[must_use]
pub fn remark(words: &str, width: usize) -> Text {
    let mut out = Text::default();
    paragraph(&mut out, &escape::terminal(words), Meaning::Faint, (INDENT, width));
    out
}

/// What is to be known, and the question.
#[must_use]
pub fn question(question: &Question, width: usize) -> Text {
    let mut out = words(question.before, width);
    out.gap();
    out.extend(prose(&format!("▸ {}", question.asks), Meaning::Strong, width));
    out
}

/// What was played, what it came to, what is to be learnt from it, and the command that shows it in full.
#[must_use]
pub fn told(question: &Question, (played, said): (&Played, Option<bool>), width: usize) -> Text {
    let mut out = beats(&played.beats, width);
    out.gap();
    out.extend(verdict(played, said, width));
    out.gap();
    out.extend(words(question.after, width));
    out.push(blank(INDENT).with(Meaning::Faint, "in full: ").with(Meaning::Hint, question.trial.command()));
    out
}

/// A login that nobody attacks.
#[must_use]
pub fn login(played: &[Beat], paragraphs: &[&str], width: usize) -> Text {
    let mut out = beats(played, width);
    out.gap();
    out.extend(words(paragraphs, width));
    out
}

/// Which defence stops what.
#[must_use]
pub fn table(rows: &[learn::Row], paragraphs: &[&str], width: usize) -> Text {
    let mut out = Text::default();
    let cells: usize = learn::COLUMNS.iter().map(|defence| cell(*defence, "").len()).sum();
    let begin = if CELLS + cells <= width { CELLS } else { VALUES };
    let mut head = blank(INDENT);
    head.pad_to(begin);
    for defence in learn::COLUMNS {
        head.push(Meaning::Name, cell(*defence, defence.id()));
    }
    out.push(head);
    for row in rows {
        let mut line = blank(INDENT).with(Meaning::Name, row.id).with(Meaning::Plain, format!(" {}", row.title));
        if begin < CELLS {
            out.push(std::mem::replace(&mut line, blank(INDENT)));
        }
        line.pad_to(begin);
        for (defence, outcome) in learn::COLUMNS.iter().zip(&row.outcomes) {
            let meaning = if *outcome == Outcome::Wins { Meaning::Bad } else { Meaning::Ok };
            line.push(meaning, cell(*defence, outcome.word()));
        }
        out.push(line);
    }
    out.gap();
    let legend = "wins: nothing stops him. A letter: the message at which he is stopped (A authorization, C callback, T token, I ID token, R resource). Each defence is on by itself; the whole table: oauth-flow lab matrix";
    out.extend(prose(legend, Meaning::Faint, width));
    out.gap();
    out.extend(words(paragraphs, width));
    out
}

/// A cell as wide as the name of its column.
fn cell(defence: Defence, word: &str) -> String {
    format!("{word:<width$}", width = defence.id().len().max(4) + 1)
}

/// The chapters, with how far somebody came in each.
#[must_use]
pub fn list(chapters: &[(&Chapter, String)], width: usize) -> Text {
    let row = |(chapter, far): &(&Chapter, String)| Row {
        name: Span { meaning: Meaning::Strong, text: format!("{} {}", chapter.number(), chapter.name) },
        value: vec![Span { meaning: Meaning::Plain, text: chapter.title.to_owned() }],
        what: Some(far.clone()).filter(|far| !far.is_empty()),
    };
    let mut out = Text::default();
    rows(&mut out, &chapters.iter().map(row).collect::<Vec<_>>(), (INDENT, width));
    out
}

fn verdict(played: &Played, said: Option<bool>, width: usize) -> Text {
    let mut begun = blank(INDENT);
    let answer = match (said, played.yes) {
        (None, true) => "Yes",
        (None, false) => "No",
        (Some(said), yes) => {
            let (meaning, word) = if said == yes { (Meaning::Ok, "Right: ") } else { (Meaning::Warn, "Not so: ") };
            begun.push(meaning, word);
            if yes { "yes" } else { "no" }
        }
    };
    begun.push(Meaning::Strong, answer);
    let words = match &played.seen {
        Seen::Attack(Outcome::Wins, words) => format!(". {words}."),
        Seen::Attack(Outcome::Stopped(place), words) => format!(". He is stopped at {}: {words}.", place.name()),
        Seen::Attack(Outcome::NotApplicable, words) => format!(". It cannot be played: {words}."),
        Seen::Watched(name, spot) if played.yes => format!(". {name} comes by at {}.", spot.name()),
        Seen::Watched(name, spot) => {
            format!(". These are all messages that carry {name}, and none comes by at {}.", spot.name())
        }
    };
    let mut out = Text::default();
    flow(&mut out, begun, vec![Span { meaning: Meaning::Strong, text: escape::terminal(&words) }], (INDENT, width));
    out
}

fn beats(beats: &[Beat], width: usize) -> Text {
    let mut out = Text::default();
    for beat in beats {
        match beat {
            Beat::Act(who, words) => sentence(&mut out, (capital(who.name()), words), Meaning::Plain, width),
            Beat::Gain(words) => sentence(&mut out, ("Mallory has".to_owned(), words), Meaning::Warn, width),
            Beat::Message(message) => tell(&mut out, message, width),
        }
    }
    out
}

fn sentence(out: &mut Text, (who, words): (String, &str), meaning: Meaning, width: usize) {
    let begun = blank(INDENT).with(meaning, format!("{who} "));
    flow(out, begun, vec![Span { meaning, text: escape::terminal(words) }], (VALUES, width));
}

fn tell(out: &mut Text, message: &Message, width: usize) {
    let (from, meaning) = match message.channel {
        Channel::Front => (browser(message.who), Meaning::Front),
        Channel::Back => (message.who.name(), Meaning::Back),
    };
    let line = blank(INDENT).with(meaning, format!("{from} ──▶ {}", message.to));
    let mut line = line.with(Meaning::Plain, format!("  {}", message.what));
    for (index, name) in message.with.iter().enumerate() {
        line.push(Meaning::Plain, if index == 0 { " with " } else { " and " });
        line.0.push(paint::name(name));
    }
    if let Some(answer) = &message.answer {
        let meaning = if answer.status < 400 { Meaning::Ok } else { Meaning::Bad };
        let words = format!("{} {}", answer.status, answer.words);
        line.push(Meaning::Plain, ": ");
        line.push(meaning, escape::terminal(words.trim_end()));
    }
    let mut values: Vec<Vec<Span>> = message.parts.iter().map(value).collect();
    if let Some(address) = &message.address {
        let words = format!(" for {}", short(address));
        if message.answer.is_none() && Line(line.0.clone()).with(Meaning::Plain, words.as_str()).width() <= width {
            line.push(Meaning::Plain, words);
        } else {
            let plain = Span { meaning: Meaning::Plain, text: format!(" {}", short(address)) };
            values.insert(0, vec![paint::name("redirect_uri"), plain]);
        }
    }
    // behind an answer they would seem to belong to it
    let room = if message.answer.is_none() { width } else { 0 };
    lay(out, line, values, (room, width));
}

/// Values stand behind their message where there is room for all of them, else below it, as many on a line as there is room for.
fn lay(out: &mut Text, line: Line, values: Vec<Vec<Span>>, (room, width): (usize, usize)) {
    const GAP: &str = " · ";
    let long = |value: &Vec<Span>| GAP.chars().count() + Line(value.clone()).width();
    if line.width() + values.iter().map(long).sum::<usize>() <= room {
        let joined = values.into_iter().fold(line, |mut line, value| {
            line.push(Meaning::Plain, GAP);
            line.0.extend(value);
            line
        });
        return out.push(joined);
    }
    flow(out, Line::default(), line.0, (VALUES, width));
    let mut below = blank(VALUES);
    for value in values {
        let is_first = below.width() == VALUES;
        if !is_first && below.width() + long(&value) > width {
            out.push(std::mem::replace(&mut below, blank(VALUES)));
        } else if !is_first {
            below.push(Meaning::Plain, GAP);
        }
        below.0.extend(value);
    }
    if below.width() > VALUES {
        out.push(below);
    }
}

fn browser(who: Who) -> &'static str {
    match who {
        Who::Alice => "Alice's browser",
        Who::Mallory => "Mallory's browser",
        Who::Shop | Who::Rogue => who.name(),
    }
}

fn value(part: &Part) -> Vec<Span> {
    let plain = |text: &str| Span { meaning: Meaning::Plain, text: text.to_owned() };
    let meaning = paint::named(part.name).unwrap_or(Meaning::Plain);
    let mut spans = vec![paint::name(part.name), plain(" "), Span { meaning, text: short(&part.value) }];
    if let Some(hash) = &part.hash {
        spans.extend([plain(" hash "), Span { meaning: Meaning::Challenge, text: short(hash) }]);
    }
    spans
}

/// An address is shown without its scheme, anything else that is long by its beginning.
fn short(value: &str) -> String {
    if let Some(address) = value.strip_prefix("https://") {
        return escape::terminal(address);
    }
    let beginning: String = value.chars().take(BEGINNING).collect();
    escape::terminal(&if beginning.len() < value.len() { beginning + "…" } else { beginning })
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab;
    use crate::learn::{ALL, Frame};

    const WIDTH: usize = 80;

    fn shown(frame: Frame) -> Text {
        match frame {
            Frame::Words(paragraphs) => words(paragraphs, WIDTH),
            Frame::Login(with, paragraphs) => {
                let moves = lab::honest(&with.iter().copied().collect()).unwrap();
                login(&learn::beats(&moves), paragraphs, WIDTH)
            }
            Frame::Ask(_, asked) => question(asked, WIDTH),
            Frame::Told(_, asked) => told(asked, (&asked.trial.play().unwrap(), Some(true)), WIDTH),
            Frame::Table(paragraphs) => table(&learn::rows().unwrap(), paragraphs, WIDTH),
        }
    }

    #[test]
    fn a_screen_fits_a_terminal() {
        for chapter in ALL {
            for (index, frame) in chapter.all_frames().into_iter().enumerate() {
                let text = shown(frame);
                let lines = text.0.len();
                // most have fewer than 18; a heading, the prompt, and the gaps around them stand there too
                assert!(lines <= 21, "{} {}: {lines} lines\n{}", chapter.name, index + 1, text.to_plain());
                assert!(text.0.iter().all(|line| line.width() <= WIDTH), "{}", text.to_plain());
            }
        }
    }

    #[test]
    fn the_table_fits_a_narrow_terminal() {
        let rows = learn::rows().unwrap();
        let narrow = table(&rows, &[], 60);
        assert!(narrow.0.iter().all(|line| line.width() <= 60), "{}", narrow.to_plain());
        assert!(narrow.to_plain().contains("  L01 a stolen code\n      T      T    wins"), "{}", narrow.to_plain());
    }

    #[test]
    fn values_of_others_cannot_act_and_long_ones_are_shown_by_their_beginning() {
        assert_eq!(short("abcdefgh"), "abcdef…");
        assert_eq!(short("abcdef"), "abcdef");
        assert_eq!(short("https://a.example/cb"), "a.example/cb");
        assert_eq!(short("\u{1b}[31m"), "\\u{1b}[31m");
        assert_eq!(short("üüüüüüü"), "üüüüüü…");
    }
}
