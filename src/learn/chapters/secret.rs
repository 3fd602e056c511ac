//! The client secret: whom it stops, and whom it helps.

use super::{Chapter, GETS_TOKENS, PASSES_FOR_ALICE, Question, Screen, Trial};
use crate::lab::Defence;

pub(super) const CHAPTER: Chapter = Chapter {
    name: "secret",
    title: "The client secret",
    screens: &[
        Screen::Words(&[
            "The client secret is the password of the shop: not Alice's. It goes from the shop's own server to the token endpoint, beside the code, and nowhere else (RFC 6749 2.3.1). A client that can keep one is called confidential.",
            "It answers one question: which client is asking?",
        ]),
        Screen::Ask(Question {
            before: &["Mallory has the redirect with the code again. The server now wants the secret of the shop too."],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L01", &[Defence::Secret]),
            after: &[
                "That is what the secret is for, although the code was delivered to the right place: a thief who read it on the way cannot pass for the shop.",
            ],
        }),
        Screen::Ask(Question {
            before: &["Somebody left the secret in a repository. Mallory found it, and has the code as before."],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L04", &[Defence::Secret]),
            after: &[
                "It is one key, for all logins and for years. Where it is lost, every code that leaks is worth something again, until the secret is changed.",
            ],
        }),
        Screen::Ask(Question {
            before: &[
                "Now Mallory does not have the secret, but an idea. He signs in at the shop in his own browser, and when the answer comes he puts Alice's code in the place of his own. The shop redeems what it is given. This is called code injection (RFC 9700 4.5).",
            ],
            asks: PASSES_FOR_ALICE,
            trial: Trial::Attack("L05", &[Defence::Secret]),
            after: &[
                "The shop itself sent the token request, and its secret is right: it opened the door for him. The secret proves which client redeems. It cannot say whose login the code came from.",
            ],
        }),
    ],
};
