//! The answer: state, nonce and iss say to whom, for which login, and from whom it is.

use super::{Chapter, GETS_TOKENS, PASSES_FOR_ALICE, Question, Screen, Trial};
use crate::lab::Defence;

/// What is asked where it is the other way round.
const TAKEN_FOR_MALLORY: &str = "Will Alice be signed in as Mallory, without knowing it?";

pub(super) const CHAPTER: Chapter = Chapter {
    name: "answer",
    title: "state, nonce and iss",
    screens: &[
        Screen::Words(&[
            "By three values the shop sees whether what comes back is meant for it. Two stand in the answer, and are looked at before the code is taken anywhere. state: this answer is for this browser, which the shop sent out (RFC 6749 10.12). iss: this server answered, and it is the one that was asked (RFC 9207 2.4). The third stands in the ID token, which comes when the code is redeemed. nonce: this ID token is for this login (OpenID Connect Core 3.1.3.7).",
        ]),
        Screen::Ask(Question {
            before: &[
                "Mallory turns it round. He signs in as himself, keeps the answer, and has Alice's browser open it at the shop. What she saves there from then on is his. The shop has a secret.",
            ],
            asks: TAKEN_FOR_MALLORY,
            trial: Trial::Attack("L12", &[Defence::Secret]),
            after: &["The code is genuine and the shop is the shop. Nobody asked whose browser it is."],
        }),
        Screen::Ask(Question {
            before: &["The same, and the shop compares state with what it gave to this very browser."],
            asks: TAKEN_FOR_MALLORY,
            trial: Trial::Attack("L12", &[Defence::Secret, Defence::State]),
            after: &["The shop stops before the code is redeemed. PKCE would stop it too, one message later."],
        }),
        Screen::Ask(Question {
            before: &["Back to the stolen code that is injected at the shop. No PKCE, but a nonce."],
            asks: PASSES_FOR_ALICE,
            trial: Trial::Attack("L05", &[Defence::Secret, Defence::Nonce]),
            after: &[
                "The ID token is true, and meant for another login. Note where it stopped: the tokens were issued, and the shop threw them away. PKCE stops it earlier, and at the server.",
            ],
        }),
        Screen::Ask(Question {
            before: &[
                "The shop works with two servers, and one is Mallory's. Alice chooses that one. It sends her on to the honest server, in the name of the shop. The shop gets a code and believes that Mallory's server answered (RFC 9700 4.4).",
            ],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L14", &[Defence::S256, Defence::State]),
            after: &[
                "The shop took code and verifier to Mallory's server itself. A verifier is worth something as long as it is shown to the right server only.",
            ],
        }),
        Screen::Ask(Question {
            before: &["The same, and the honest server puts its name into its answers, which the shop compares."],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L14", &[Defence::S256, Defence::State, Defence::Iss]),
            after: &["The one who answered is not the one who was asked, and the code goes nowhere."],
        }),
    ],
};
