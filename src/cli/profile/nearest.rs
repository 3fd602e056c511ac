//! The name that was probably meant.

use crate::explain::glossary::distance;

/// The candidate that is nearest to what was written, where one is near.
pub fn nearest(written: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    let normal = |text: &str| text.to_ascii_lowercase().replace('-', "_").chars().take(60).collect::<String>();
    let written = normal(written);
    let far = (written.chars().count() / 3).max(1);
    let near = |candidate: &String| {
        let candidate = normal(candidate);
        // the beginning of a name, or a part of it, is as good as a slip of the finger
        let part = written.len() >= 4 && candidate.contains(&written);
        if part { 1 } else { distance(&written, &candidate) }
    };
    let (distance, candidate) =
        candidates.map(|candidate| (near(&candidate), candidate)).min_by_key(|(distance, _)| *distance)?;
    (distance <= far).then_some(candidate)
}

/// The same as the end of a message: nothing, or a question.
pub fn did_you_mean(written: &str, candidates: impl Iterator<Item = String>) -> String {
    nearest(written, candidates).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_forgiven_and_a_stranger_is_not() {
        let names = || ["client_id", "client_secret", "scope"].into_iter().map(str::to_owned);
        assert_eq!(nearest("clientid", names()).as_deref(), Some("client_id"));
        assert_eq!(nearest("Client-Secert", names()).as_deref(), Some("client_secret"));
        assert_eq!(nearest("secret", names()).as_deref(), Some("client_secret"));
        assert_eq!(nearest("xyzzy", names()), None);
        assert_eq!(did_you_mean("scopes", names()), ": did you mean `scope`?");
        assert_eq!(did_you_mean("xyzzy", names()), "");
    }
}
