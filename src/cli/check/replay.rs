//! The command that runs the checks once more: what the person said, as far as it says what is checked and how.

use std::borrow::Cow;

use crate::cli::profile::{Given, Said};

/// Flags that say which checks there are, what comes out, or something that is asked for only once.
const LEFT_OUT: [&str; 22] = [
    "only",
    "skip",
    "suite",
    "list",
    "verbose",
    "json",
    "report",
    "junit",
    "sarif",
    "markdown",
    "html",
    "no-github",
    "strict",
    "baseline",
    "all",
    "jobs",
    "deadline",
    "partition",
    "watch",
    "repeat",
    "metrics",
    "color",
];

/// What was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Replay(Vec<String>);

impl Replay {
    /// The words of this run.
    pub(in crate::cli) fn of(given: &Given) -> Self {
        let kept = given.said.iter().filter(|said| !LEFT_OUT.contains(&said.long.as_str()));
        Self(kept.flat_map(words).collect())
    }

    /// The command for a provider that was named like this, or not at all.
    pub(super) fn command(&self, provider: Option<&str>) -> String {
        self.command_of("check", provider)
    }

    /// The same for another command that is given the same words.
    pub(in crate::cli) fn command_of(&self, name: &str, provider: Option<&str>) -> String {
        let words = ["oauth-flow", name].into_iter().chain(provider).map(quoted);
        words.chain(self.0.iter().cloned()).collect::<Vec<_>>().join(" ")
    }
}

/// A flag with its values, one word each time it was repeated.
fn words(said: &Said) -> Vec<String> {
    let name = format!("--{}", said.long);
    if said.values.is_empty() {
        return vec![name];
    }
    said.values.iter().flat_map(|value| [name.clone(), quoted(value)]).collect()
}

/// A word that a shell takes for one; no word has a NUL.
fn quoted(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| String::new(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_checked_is_said_again_and_what_comes_out_is_not() {
        let said = |long: &str, values: &[&str]| Said {
            long: long.into(),
            values: values.iter().map(ToString::to_string).collect(),
        };
        let given = Given {
            said: vec![
                said("client-id", &["an app"]),
                said("json", &[]),
                said("only", &["refresh-*"]),
                said("scope", &["openid", "email"]),
                said("push", &[]),
            ],
            ..Given::default()
        };
        let replay = Replay::of(&given);
        let told = replay.command(Some("https://id.example.com"));
        assert_eq!(
            told,
            "oauth-flow check https://id.example.com --client-id 'an app' --scope openid --scope email --push"
        );
        assert_eq!(Replay::of(&Given::default()).command(None), "oauth-flow check");
    }
}
