//! Whether codes can be guessed: what changes from one to the next, and how much of it there is.

use std::collections::BTreeSet;

use crate::probe::{Agency, Desk, Part, Skip, Verdict};

const ENTROPY: &str = "response-code-entropy";
/// From two codes nothing can be told about how the next one is made.
const ENOUGH: usize = 3;
/// What is estimated from a few codes is a little too low, so less is asked than the 128 bits that are meant.
const BITS: f64 = 96.0;

/// Looks at every code that came so far.
pub(super) async fn check(desk: &Desk<'_>) {
    if !desk.wants(ENTROPY) {
        return;
    }
    if desk.site.agency() == Agency::Nobody {
        return desk.skip(ENTROPY, Skip::NeedsSession, "somebody who signs in: --agent");
    }
    while desk.seen_codes().len() < ENOUGH {
        let Ok(plan) = desk.plan() else { return };
        if let Err(none) = desk.obtain(plan).await {
            return desk.note(ENTROPY, none.part());
        }
    }
    desk.note(ENTROPY, judge(&desk.seen_codes()));
}

fn judge(codes: &[String]) -> Part {
    const EXPECTED: &str = "codes that nobody can guess: 128 bits or more";
    let distinct: BTreeSet<&String> = codes.iter().collect();
    if distinct.len() < codes.len() {
        return Part::new(Verdict::Fail, EXPECTED, "the same code twice");
    }
    let bits = estimate(codes);
    let verdict = if bits < BITS { Verdict::Fail } else { Verdict::Pass };
    Part::new(verdict, EXPECTED, format!("{} codes, about {bits:.0} bits of them change", codes.len()))
}

/// The characters at places where not all codes agree, each with the bits that its alphabet has.
fn estimate(codes: &[String]) -> f64 {
    let columns: Vec<&[u8]> = codes.iter().map(String::as_bytes).collect();
    let shortest = columns.iter().map(|code| code.len()).min().unwrap_or_default();
    let changing: Vec<usize> =
        (0..shortest).filter(|place| columns.iter().any(|code| code[*place] != columns[0][*place])).collect();
    let seen: BTreeSet<u8> = changing.iter().flat_map(|place| columns.iter().map(|code| code[*place])).collect();
    let places = u32::try_from(changing.len()).unwrap_or(u32::MAX);
    f64::from(places) * f64::from(alphabet(&seen)).log2()
}

/// The smallest of the usual alphabets that has all of these.
fn alphabet(seen: &BTreeSet<u8>) -> u32 {
    let all = |is: fn(&u8) -> bool| seen.iter().all(is);
    if all(u8::is_ascii_digit) {
        10
    } else if all(|octet| octet.is_ascii_digit() || (b'a'..=b'f').contains(octet))
        || all(|octet| octet.is_ascii_digit() || (b'A'..=b'F').contains(octet))
    {
        16
    } else if all(|octet| octet.is_ascii_uppercase() || (b'2'..=b'7').contains(octet)) {
        32
    } else if all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit()) {
        36
    } else {
        62
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::{base64url, sha256};

    fn verdict(codes: impl IntoIterator<Item = String>) -> Verdict {
        judge(&codes.into_iter().collect::<Vec<_>>()).verdict
    }

    fn hex(seed: u8, length: usize) -> String {
        let octets = [sha256(&[seed]), sha256(&[seed, seed])].concat();
        octets
            .iter()
            .flat_map(|octet| [octet >> 4, octet & 15])
            .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
            .take(length)
            .collect()
    }

    #[test]
    fn what_is_drawn_passes_whatever_its_shape() {
        assert_eq!(verdict((0..3).map(|seed| base64url(&sha256(&[seed])))), Verdict::Pass);
        assert_eq!(verdict((0..3).map(|seed| base64url(&sha256(&[seed])[..16]))), Verdict::Pass);
        assert_eq!(verdict((0..3).map(|seed| hex(seed, 32))), Verdict::Pass);
        assert_eq!(
            verdict((0..3).map(|seed| format!("{}.the-same-session.the-same-client", hex(seed, 32)))),
            Verdict::Pass
        );
    }

    #[test]
    fn counters_repetitions_and_short_codes_fail() {
        assert_eq!(verdict((0..3).map(|count| format!("code-{count:06}"))), Verdict::Fail);
        assert_eq!(verdict((0..3).map(|count| format!("{}{count}", base64url(&sha256(&[9]))))), Verdict::Fail);
        assert_eq!(verdict(["a", "b", "a"].map(|one| base64url(&sha256(one.as_bytes())))), Verdict::Fail);
        assert_eq!(verdict((0..3).map(|seed| hex(seed, 16))), Verdict::Fail);
        assert_eq!(verdict(["", "a", "é"].map(str::to_owned)), Verdict::Fail);
    }
}
