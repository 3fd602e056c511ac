//! After the code: refresh tokens, access tokens, and keys that they are bound to.

use super::{Chapter, GETS_TOKENS, Question, Screen, Trial};
use crate::lab::Defence;

/// What is asked where the token is what was stolen.
const READS: &str = "Will Mallory read Alice's data?";

pub(super) const CHAPTER: Chapter = Chapter {
    name: "tokens",
    title: "Refresh tokens and DPoP",
    screens: &[
        Screen::Words(&[
            "With the tokens the code is history, and so is the verifier. The access token opens the API for minutes; the refresh token fetches new ones for weeks, and is the more precious of the two (RFC 6749 1.5).",
            "Both are bearer tokens as a rule: whoever holds them may use them. Say that Mallory got hold of them, in the storage of the shop or in a log.",
        ]),
        Screen::Ask(Question {
            before: &[
                "A refresh token of a public client. The server rotates: each use gives a new one, and ends the old one.",
            ],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L16", &[Defence::S256, Defence::Rotation]),
            after: &[
                "He came first. Rotation does not prevent it: when the shop comes with the old one, the server sees that there are two, and ends the whole family (RFC 9700 4.14.2).",
            ],
        }),
        Screen::Ask(Question {
            before: &["The same refresh token of a confidential client. PKCE is off, the secret is on."],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L16", &[Defence::Secret]),
            after: &[
                "The secret is asked for at every refresh (RFC 6749 6), long after the verifier was shown: one more thing that PKCE does not do in its place.",
            ],
        }),
        Screen::Ask(Question {
            before: &["An access token out of the log of an API. Everything of the chapters before is on."],
            asks: READS,
            trial: Trial::Attack(
                "L17",
                &[Defence::Secret, Defence::S256, Defence::Exact, Defence::State, Defence::Nonce, Defence::Iss],
            ),
            after: &["All of it guards how a token is issued. The API asks for the token, and for nothing else."],
        }),
        Screen::Ask(Question {
            before: &[
                "DPoP binds the token to a key that never leaves the client: each call needs a fresh signature by it (RFC 9449 4 and 7).",
            ],
            asks: READS,
            trial: Trial::Attack("L17", &[Defence::Dpop]),
            after: &[
                "He can sign too, but with another key. What was stolen is worth nothing without the one it names.",
            ],
        }),
        Screen::Table(&[
            "The secret says which client, the address where to, the verifier that it is the one who began, state which browser, iss which server, the key whose hand. None of them takes the place of another: that is why a good login has most of them.",
        ]),
    ],
};
