//! The question that began it all, a page to each side of it: what the client secret is for, what the code verifier is
//! for, and why neither takes the place of the other.

use serde::Serialize;

/// A page about a question, and the commands that show what it says.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Its name.
    pub name: &'static str,
    /// What somebody may ask for who means it.
    pub words: &'static [&'static str],
    /// What it is about, in a few words.
    pub what: &'static str,
    /// The answer, a paragraph each.
    pub more: &'static [&'static str],
    /// Where it is written.
    pub spec: &'static str,
    /// What to run to see it.
    pub shown_by: &'static [Command],
}

/// A command, and what it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Command {
    /// The command as it is typed.
    pub command: &'static str,
    /// What it plays, in a few words.
    pub plays: &'static str,
}

const fn run(command: &'static str, plays: &'static str) -> Command {
    Command { command, plays }
}

/// All of them.
pub const ALL: &[Page] = &[
    Page {
        name: "client-secret",
        words: &["secret", "client secret", "client_secret", "confidential client"],
        what: "what is it for, if the code is delivered to the right place?",
        more: &[
            "The client secret answers one question: which client is asking? The app shows it at the token endpoint, beside the code, over the back channel, where no browser sees it.",
            "Delivered to the right place does not mean unseen. A code travels through a browser: it stands in the address bar and the history, and leaks by logs, Referer headers and extensions. Whoever reads it there knows the client_id and the redirect URI too, for both are public. Without a secret, and without PKCE, he redeems it like the app itself. With the secret he is refused: he is not that client.",
            "It goes on being asked for when the code is long forgotten: at every use of a refresh token, and wherever the app asks in its own name.",
            "What it cannot do: tell a stolen code from a fresh one. A thief who puts the code into his own login at the app has the app redeem it, with the right secret. And it is one key, for all logins and for years: where it leaks, every code that leaks is worth something again. An app that runs on its users' own devices cannot keep one at all.",
        ],
        spec: "RFC 6749 2.1, 2.3.1 and 6, RFC 9700 4.2, 4.3 and 4.5",
        shown_by: &[
            run("oauth-flow lab run L01", "a code is read on its way"),
            run("oauth-flow lab run L01 --with secret", "the same, and a secret"),
            run("oauth-flow lab run L05 --with secret", "the app redeems for him"),
            run("oauth-flow lab run L04 --with secret", "he has the secret too"),
        ],
    },
    Page {
        name: "code-verifier",
        words: &["verifier", "code_verifier", "PKCE", "code_challenge"],
        what: "what is it for, if there is a client secret already?",
        more: &[
            "The code verifier (PKCE) answers another question: is this the one who began the login? The app draws it for this one login and keeps it; through the browser goes only its hash, the code_challenge. The server keeps the challenge with the code, and pays out only to whoever shows the verifier that fits.",
            "A client with a secret needs it as well. A thief who puts a stolen code into his own login at the app has the right client redeem it with the right secret: nothing is wrong but the verifier, which belongs to another login. And where the secret has leaked, the verifier still holds: it lives for seconds, in the app alone.",
            "Does it do away with the secret? No. It proves that the same one began and ended, and not who that is: whoever writes the request himself brings a challenge of his own, and passes if the answer comes to him. When a refresh token is used nobody asks for a verifier. And it holds only with S256: `plain` shows the verifier in the request.",
        ],
        spec: "RFC 7636 4.2, 4.6 and 7.2, RFC 9700 2.1.1 and 4.5",
        shown_by: &[
            run("oauth-flow lab run L05 --with s256", "a stolen code is injected"),
            run("oauth-flow lab run L04 --with secret,s256", "he has code and secret"),
            run("oauth-flow lab run L06 --with s256", "he writes the request"),
            run("oauth-flow lab run L16 --with s256", "a refresh token is stolen"),
            run("oauth-flow lab run L02 --with plain", "he has read the request"),
        ],
    },
    Page {
        name: "secret-vs-verifier",
        words: &["secret or verifier", "secret and verifier", "secret vs pkce", "secret or pkce", "two locks"],
        what: "two locks, two keys: neither takes the other's place",
        more: &[
            "What is the client secret for, if the code is delivered to the right place anyway? It tells the app from a thief who read the code on its way. And why would PKCE do away with it? It does not: it asks something else.",
            "The secret is one key for each client. It lives for years, and proves which client redeems. The verifier is one key for each login. It lives for seconds, and proves that whoever redeems has begun. Each holds where the other is lost.",
            "A stolen code is worth something to a thief where he passes both: the client has no secret or he knows it, and the code has no challenge or he knows the verifier.",
            "The secret by itself loses to whoever has the app redeem for him (L05), and to whoever knows it (L04). PKCE by itself loses to whoever writes the request (L06), and to whoever is given the verifier (L03). Both together lose where the answer goes to the wrong address (L07): so redirect URIs have to be compared exactly.",
            "A public client must use PKCE: it has nothing else. A confidential one should use both. That PKCE \"replaced the secret\" is true only where the secret was built into an app, and was none.",
        ],
        spec: "RFC 9700 2.1, 2.1.1 and 2.5, RFC 7636 1, RFC 8252 8.5",
        shown_by: &[
            run("oauth-flow lab run L05 --with secret", "injected: the secret"),
            run("oauth-flow lab run L05 --with s256", "injected: PKCE"),
            run("oauth-flow lab run L06 --with s256", "his own request: PKCE"),
            run("oauth-flow lab run L06 --with secret", "his own request: the secret"),
            run("oauth-flow lab run L07 --with secret,s256", "the wrong address: both"),
            run("oauth-flow learn", "all of it, as a course"),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{self, Defence, Outcome};

    /// What a command of a page comes to: nothing where it plays no attack.
    fn outcome(command: &str) -> Option<Outcome> {
        let words = command.strip_prefix("oauth-flow lab run ")?;
        let (id, with) = words.split_once(" --with ").unwrap_or((words, ""));
        let with = with.split(',').filter(|id| !id.is_empty()).map(|id| Defence::by_id(id).expect("a defence"));
        Some(lab::play(lab::by_id(id).expect("a scenario"), &with.collect()).unwrap().outcome)
    }

    #[test]
    fn every_command_shows_what_its_page_says() {
        let wins = |page: &Page| -> Vec<Option<bool>> {
            let won = |command: &Command| outcome(command.command).map(|outcome| outcome == Outcome::Wins);
            page.shown_by.iter().map(won).collect()
        };
        assert_eq!(wins(&ALL[0]), [true, false, true, true].map(Some));
        assert_eq!(wins(&ALL[1]), [false, false, true, true, true].map(Some));
        assert_eq!(wins(&ALL[2]), [Some(true), Some(false), Some(true), Some(false), Some(true), None]);
        assert_eq!(outcome("oauth-flow lab run L03 --with s256"), Some(Outcome::Wins));
        assert_eq!(outcome("oauth-flow lab run L04 --with secret"), Some(Outcome::Wins));
    }

    #[test]
    fn a_page_is_one() {
        for page in ALL {
            let words: usize = page.more.iter().map(|more| more.split(' ').count()).sum();
            assert!((150..300).contains(&words), "{}: {words}", page.name);
            assert!(
                page.what.chars().count() <= 60 && page.more.iter().all(|more| more.ends_with('.')),
                "{}",
                page.name
            );
        }
    }
}
