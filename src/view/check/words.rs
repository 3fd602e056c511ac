//! What every format says in the same words: who was checked as whom, how often, how long, and the one command more.

use super::{Checked, Target, Tried};
use crate::view::escape;
use crate::wire::uri;

/// The provider and the client.
pub(super) fn subject(target: &Target) -> String {
    let issuer = target.issuer.as_deref().unwrap_or(&target.name);
    let named = if issuer == target.name { issuer.to_owned() } else { format!("{} ({issuer})", target.name) };
    if target.client_id.is_empty() { named } else { format!("{named} as {}", target.client_id) }
}

/// How many checks came out how, the good ones first.
pub(super) fn counts(target: &Target) -> Vec<(&'static str, String)> {
    const WORDS: [(&str, &str); 6] = [
        ("pass", "passed"),
        ("fail", "failed"),
        ("error", "without an answer"),
        ("inconclusive", "inconclusive"),
        ("warn", "warned"),
        ("skip", "skipped"),
    ];
    let known = target.checks.iter().filter(|check| !check.counts()).count();
    let counted = WORDS.into_iter().map(|(verdict, word)| (verdict, target.counting(verdict).count(), word));
    let all = counted.chain([("known", known, "known")]);
    all.filter(|(_, count, _)| *count > 0).map(|(verdict, count, word)| (verdict, format!("{count} {word}"))).collect()
}

/// The same as one text.
pub(super) fn counted(target: &Target) -> String {
    let counts: Vec<String> = counts(target).into_iter().map(|(_, words)| words).collect();
    if counts.is_empty() { "nothing was checked".to_owned() } else { counts.join(", ") }
}

/// A time in the unit that suits it.
pub(in crate::view) fn time(micros: u64) -> String {
    let (seconds, tenths) = (micros / 1_000_000, micros / 100_000 % 10);
    match micros {
        0..1_000_000 => format!("{} ms", micros / 1000),
        1_000_000..120_000_000 => format!("{seconds}.{tenths} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// The last message of a part in a few words, query left out.
pub(super) fn sent(part: &Tried) -> Option<String> {
    let request = &part.exchanges.last()?.request;
    Some(format!("{} {}", request.method, uri::without_query(&request.url)))
}

/// The command that looks at this check alone, and shows everything.
pub(super) fn again(target: &Target, check: &Checked) -> String {
    format!("{} --only {} --verbose", target.again, check.id)
}

/// The rows that tell what a check that is not a pass is about, beside what was tried.
pub(super) fn why(target: &Target, check: &Checked) -> Vec<(&'static str, String)> {
    let known = check.known.as_ref().map(|known| {
        let until = known.until.as_deref().map(|day| format!(", until {day}")).unwrap_or_default();
        format!("{}{until}", known.reason)
    });
    let rows = [
        ("known", known.unwrap_or_default()),
        ("so", if check.verdict == "fail" || check.verdict == "warn" { check.attack.clone() } else { String::new() }),
        ("change", if check.verdict == "error" { String::new() } else { check.advice.clone() }),
        ("spec", check.spec.clone()),
        ("again", again(target, check)),
    ];
    rows.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// What was tried, as rows: what was sent, expected and seen.
pub(super) fn tried(part: &Tried) -> Vec<(&'static str, String)> {
    let rows = [
        ("tried", part.label.clone()),
        ("sent", sent(part).unwrap_or_default()),
        ("expected", part.expected.clone()),
        ("seen", part.seen.clone()),
    ];
    rows.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// Everything about a check as lines `name: text`.
pub(super) fn lines(target: &Target, check: &Checked) -> Vec<String> {
    let told: Vec<_> = check.telling().flat_map(tried).chain(why(target, check)).collect();
    told.into_iter().map(|(name, text)| format!("{name}: {}", safe(&text))).collect()
}

/// What it would take to look at a check that was skipped.
pub(super) fn lines_of_skip(check: &Checked) -> String {
    let wanted: Vec<String> =
        check.telling().map(|part| safe(&part.seen)).filter(|wanted| !wanted.is_empty()).collect();
    wanted.join("\n")
}

/// Text on one line, with nothing in it that acts on whoever shows it, in characters that XML can hold as well (XML 1.0 2.2).
pub(super) fn safe(text: &str) -> String {
    escape::terminal(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_their_unit() {
        for (micros, told) in
            [(0, "0 ms"), (12_345, "12 ms"), (1_849_999, "1.8 s"), (119_000_000, "119.0 s"), (121_000_000, "2 min 1 s")]
        {
            assert_eq!(time(micros), told);
        }
    }
}
