//! PKCE: whom it stops, and who brings a challenge of his own.

use super::{Chapter, GETS_TOKENS, PASSES_FOR_ALICE, Question, Screen, Trial};
use crate::lab::Defence;

pub(super) const CHAPTER: Chapter = Chapter {
    name: "pkce",
    title: "The code verifier (PKCE)",
    screens: &[
        Screen::Words(&[
            "PKCE gives every login a key of its own. The shop draws a code_verifier and keeps it; the browser carries only the hash of it, the code_challenge (RFC 7636 4.2). The server keeps the challenge with the code, and gives tokens only to whoever shows the verifier that fits (RFC 7636 4.6).",
            "It answers another question: is this the one who began the login?",
        ]),
        Screen::Ask(Question {
            before: &[
                "Once more Mallory puts Alice's code into his own login at the shop. The shop has no secret here, but every login has its verifier.",
            ],
            asks: PASSES_FOR_ALICE,
            trial: Trial::Attack("L05", &[Defence::S256]),
            after: &[
                "Alice's code is tied to Alice's challenge, and the shop brought the verifier of Mallory's login: compare its hash with the first challenge. What the secret cannot see, the verifier can.",
            ],
        }),
        Screen::Ask(Question {
            before: &["Mallory has the code and the secret of the shop, and redeems the code himself. PKCE is on."],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L04", &[Defence::Secret, Defence::S256]),
            after: &[
                "The second lock holds where the first is lost: its key lives for seconds, and in the shop alone.",
            ],
        }),
        Screen::Ask(Question {
            before: &[
                "The old method `plain` sends the verifier itself as the challenge. Mallory has seen the request as well as the answer, in a log.",
            ],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L02", &[Defence::Plain]),
            after: &["A challenge that can be read backwards is none. With S256 the same log is of no use to him."],
        }),
        Screen::Ask(Question {
            before: &[
                "So far the shop wrote the request. Now Mallory does: a link in the name of the shop, with an address of his own that begins like one of the shop's, since this server compares only the beginning. Alice opens it. S256 is on.",
            ],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L06", &[Defence::S256]),
            after: &[
                "He began this login, so he has its verifier. PKCE asks for the one who began, and not who that is. Here the secret would have stopped him: neither takes the place of the other.",
            ],
        }),
        Screen::Ask(Question {
            before: &[
                "Both are on, secret and S256. Mallory begins a login at the shop, copies its challenge into a link to his own address, and puts the code that Alice's browser brings him into his login.",
            ],
            asks: PASSES_FOR_ALICE,
            trial: Trial::Attack("L07", &[Defence::Secret, Defence::S256]),
            after: &[
                "The secret is right, since the shop redeems; the verifier is right, since he copied its challenge. Two locks, and the code went to the wrong door before either was asked. The next chapter closes it.",
            ],
        }),
    ],
};
