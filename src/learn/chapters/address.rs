//! The redirect URI: where answers go, and how it is compared.

use super::{Chapter, GETS_TOKENS, PASSES_FOR_ALICE, Question, Screen, Trial};
use crate::lab::Defence;

pub(super) const CHAPTER: Chapter = Chapter {
    name: "address",
    title: "The redirect URI",
    screens: &[
        Screen::Words(&[
            "The answer goes to an address that the shop registered beforehand. Anybody can ask in its name, but the answer comes to its own door: this is how even a client without a secret proves itself a little.",
            "It holds as long as the server compares character by character (RFC 9700 2.1). A beginning that fits, a star for a subdomain, and the door can be the thief's.",
        ]),
        Screen::Ask(Question {
            before: &["The link to Mallory's address again. The server now compares every character."],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L06", &[Defence::S256, Defence::Exact]),
            after: &[
                "No code was issued, so there is nothing to steal. The server shows a page and redirects nowhere.",
            ],
        }),
        Screen::Ask(Question {
            before: &["And the link that beat secret and S256 together, with the challenge of his own login in it?"],
            asks: PASSES_FOR_ALICE,
            trial: Trial::Attack("L07", &[Defence::Secret, Defence::S256, Defence::Exact]),
            after: &["Challenges can be copied out of an address bar. An address that is compared cannot be."],
        }),
        Screen::Ask(Question {
            before: &[
                "The shop has a page that sends browsers on to wherever its query says, and its whole site is registered. Mallory asks for the answer in the fragment: a browser takes the fragment along to the next address.",
            ],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L20", &[Defence::S256]),
            after: &[
                "An open redirector and a loose comparison make a leak together (RFC 9700 4.11). Compared exactly, that page is not the registered address.",
            ],
        }),
        Screen::Ask(Question {
            before: &[
                "Mallory registers a client of his own, a free quiz. Alice wants to play, the server asks her whether the quiz may see her data, and she agrees.",
            ],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L24", &[Defence::Secret, Defence::S256, Defence::Exact]),
            after: &[
                "Every check is met, for everything is true. A secret proves which client it is, not that it is honest. What remains is the page that asks, and who may register a client.",
            ],
        }),
    ],
};
