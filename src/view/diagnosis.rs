//! Why it is happening, and what to do: the causes of an ending under two headings, the best founded first.

use super::escape;
use super::layout::{INDENT, blank, flow};
use super::paint::Paint;
use super::text::{Line, Meaning, Span, Text};
use crate::explain::diagnosis::{Confidence, Diagnosis, providers};

/// The column of a cause, behind the word for how far it can be told.
const CAUSE: usize = INDENT + 11;
/// The column of a hint, behind its word.
const HINT: usize = 6;
/// How many causes are told; the document has them all.
const MOST: usize = 3;

/// The causes and what to do about them; nothing where there are none. A command that would test the first cause stands
/// at the very end, on a line of its own and never broken, so that it can be copied.
#[must_use]
pub fn diagnosis(found: &[Diagnosis], paint: &Paint, width: usize) -> Text {
    let mut out = Text::default();
    let Some(first) = found.first() else { return out };
    let shown = &found[..found.len().min(MOST)];
    out.push(Line::default().with(Meaning::Heading, "why it is happening"));
    for diagnosis in shown {
        why(&mut out, diagnosis, paint, width);
    }
    for ruled_out in &first.ruled_out {
        let words = format!("{}: {}", ruled_out.cause, ruled_out.how);
        item(&mut out, ("not", Meaning::Faint), paint.spans(&words, Meaning::Faint), width);
    }
    if found.len() > MOST {
        let words = format!("and {} less likely ones: the document of --json has them", found.len() - MOST);
        item(&mut out, ("…", Meaning::Faint), vec![span(Meaning::Faint, &words)], width);
    }
    out.push(Line::default().with(Meaning::Heading, "what to do"));
    for (index, diagnosis) in shown.iter().enumerate() {
        let label = if shown.len() > 1 { format!("{}", index + 1) } else { String::new() };
        what_to_do(&mut out, (label, index), diagnosis, (paint, width));
    }
    hint(&mut out, first);
    out
}

fn why(out: &mut Text, diagnosis: &Diagnosis, paint: &Paint, width: usize) {
    let meaning = match diagnosis.confidence {
        Confidence::Certain => Meaning::Bad,
        Confidence::Likely => Meaning::Warn,
        Confidence::Possible => Meaning::Plain,
    };
    item(out, (diagnosis.confidence.name(), meaning), paint.spans(&diagnosis.cause, Meaning::Strong), width);
    for evidence in &diagnosis.evidence {
        let begun = blank(CAUSE).with(Meaning::Faint, "· ");
        flow(out, begun, paint.spans(evidence, Meaning::Plain), (CAUSE + 2, width));
    }
}

fn what_to_do(out: &mut Text, (label, index): (String, usize), diagnosis: &Diagnosis, (paint, width): (&Paint, usize)) {
    let mut begun = blank(INDENT);
    let column = if label.is_empty() { INDENT } else { INDENT + 3 };
    if !label.is_empty() {
        begun.push(Meaning::Faint, label);
        begun.pad_to(column);
    }
    flow(out, begun, paint.spans(&diagnosis.change, Meaning::Plain), (column, width));
    if let Some(command) = diagnosis.test.as_deref().filter(|_| index > 0) {
        out.push(blank(column).with(Meaning::Faint, escape::terminal(command)));
    }
}

fn hint(out: &mut Text, first: &Diagnosis) {
    let (words, command) = if let Some(command) = &first.test {
        ("to test it:", escape::terminal(command))
    } else {
        // the page of what a provider says has its own name for it
        let own = providers::all().find(|known| known.id == first.id).map_or(first.id, |known| known.name);
        ("more about it:", format!("oauth-flow explain {own}"))
    };
    out.push(Line::default().with(Meaning::Hint, format!("hint: {words}")));
    out.push(blank(HINT).with(Meaning::Hint, command));
}

fn item(out: &mut Text, (label, meaning): (&str, Meaning), words: Vec<Span>, width: usize) {
    let mut begun = blank(INDENT).with(meaning, label);
    begun.pad_to(CAUSE);
    flow(out, begun, words, (CAUSE, width));
}

fn span(meaning: Meaning, text: &str) -> Span {
    Span { meaning, text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::diagnosis::RuledOut;

    fn one(confidence: Confidence, test: Option<&str>) -> Diagnosis {
        Diagnosis {
            id: "code-expired",
            cause: "the code had expired".into(),
            confidence,
            evidence: vec!["it was 75 s old\u{1b}[2J".into()],
            ruled_out: vec![RuledOut { cause: "another verifier".into(), how: "it fits".into() }],
            change: "redeem it at once".into(),
            test: test.map(str::to_owned),
        }
    }

    #[test]
    fn two_headings_and_a_command_at_the_end() {
        let found = [one(Confidence::Likely, Some("oauth-flow login --run")), one(Confidence::Possible, Some("b"))];
        let text = diagnosis(&found, &Paint::default(), 80).to_plain();
        let expected = "\
why it is happening
  likely     the code had expired
             · it was 75 s old\\u{1b}[2J
  possible   the code had expired
             · it was 75 s old\\u{1b}[2J
  not        another verifier: it fits
what to do
  1  redeem it at once
  2  redeem it at once
     b
hint: to test it:
      oauth-flow login --run
";
        assert_eq!(text, expected);
        let alone = diagnosis(&found[..0], &Paint::default(), 80);
        assert!(alone.0.is_empty());
        let text = diagnosis(&[one(Confidence::Certain, None)], &Paint::default(), 80).to_plain();
        assert!(
            text.ends_with("  redeem it at once\nhint: more about it:\n      oauth-flow explain code-expired\n"),
            "{text}"
        );
        let known = Diagnosis { id: "entra-500112", ..one(Confidence::Certain, None) };
        let text = diagnosis(&[known], &Paint::default(), 80).to_plain();
        assert!(text.ends_with("hint: more about it:\n      oauth-flow explain AADSTS500112\n"), "{text}");
    }
}
