//! What was not looked at, gathered by its reason: one line instead of forty.

use super::{Checked, Target};

/// Checks that were skipped for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Skipped {
    /// Their ids, with a star where all that begin like that are among them.
    pub(super) ids: Vec<String>,
    /// The reason.
    pub(super) reason: String,
    /// What it would take.
    pub(super) wanted: String,
}

/// Every reason with its checks, in the order of the report.
pub(super) fn grouped(target: &Target) -> Vec<Skipped> {
    let mut groups: Vec<(String, String, Vec<&str>)> = Vec::new();
    for check in target.counting("skip") {
        let reason = check.reason.clone().unwrap_or_default();
        let wanted = check.telling().next().map(|part| part.seen.clone()).unwrap_or_default();
        match groups.iter_mut().find(|(known, takes, _)| *known == reason && *takes == wanted) {
            Some((.., ids)) => ids.push(&check.id),
            None => groups.push((reason, wanted, vec![&check.id])),
        }
    }
    let named = |(reason, wanted, ids): (String, String, Vec<&str>)| Skipped {
        ids: with_stars(&ids, &target.checks),
        reason,
        wanted,
    };
    groups.into_iter().map(named).collect()
}

/// The ids, with `refresh-*` for all that begin with `refresh-`, where there are several and none of them is missing.
fn with_stars(ids: &[&str], all: &[Checked]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for id in ids {
        let family = family(id);
        let whole = all.iter().filter(|check| check.id.starts_with(family)).count();
        let here = ids.iter().filter(|id| id.starts_with(family)).count();
        let name = if here > 1 && here == whole { format!("{family}*") } else { (*id).to_owned() };
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// The first word of an id, with its hyphen.
fn family(id: &str) -> &str {
    id.find('-').map_or(id, |at| &id[..=at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::check::sample;

    #[test]
    fn a_whole_family_is_one_name() {
        let skip = |id: &str, reason: &str| Checked { reason: Some(reason.into()), ..sample::checked(id, "skip") };
        let target = Target {
            checks: vec![
                skip("refresh-a", "no-refresh-token"),
                skip("refresh-b", "no-refresh-token"),
                skip("code-a", "no-refresh-token"),
                sample::checked("code-b", "pass"),
                skip("dpop-a", "not-advertised"),
            ],
            ..sample::target()
        };
        let groups = grouped(&target);
        assert_eq!(groups[0].ids, ["refresh-*", "code-a"]);
        assert_eq!((groups[1].ids.join(" "), groups[1].reason.as_str()), ("dpop-a".to_owned(), "not-advertised"));
        assert_eq!(groups.len(), 2);
    }
}
