//! A login that goes well, and which values come by where.

use super::{Chapter, Question, SOUND, Screen, Spot, Trial};

pub(super) const CHAPTER: Chapter = Chapter {
    name: "login",
    title: "A login that goes well",
    screens: &[
        Screen::Words(&[
            "The shop draws a few random values and keeps them. Then it sends Alice's browser to the server, with a note: who asks, and where the answer is to go. Alice signs in there and agrees. The server sends her browser back with a code.",
            "The code is a ticket as in a cloakroom: good once and not for long. The shop takes it to the server directly, shows what it has to show besides, and gets the tokens (RFC 6749 4.1).",
        ]),
        Screen::Ask(Question {
            before: &["The server does not know where the shop lives, but it has a browser before it."],
            asks: "Will the code come by in Alice's browser?",
            trial: Trial::Watch(Spot::Browser, "code", SOUND),
            after: &[
                "It stands in her address bar. So a code has to be worth nothing by itself: what makes it worth something is what the shop shows together with it.",
            ],
        }),
        Screen::Login(
            SOUND,
            &[
                "This is the whole login, without the pages on which she signs in. Long values show their beginning only. Look for code_challenge and code_verifier: the hash of the second is the first.",
            ],
        ),
        Screen::Ask(Question {
            before: &["The shop proves itself with its client secret, and with its code_verifier."],
            asks: "Will the code_verifier come by in Alice's browser?",
            trial: Trial::Watch(Spot::Browser, "code_verifier", SOUND),
            after: &[
                "Secret and verifier travel from the shop to the server and nowhere else. Whoever looks over Alice's shoulder sees the code, and neither of the two.",
            ],
        }),
        Screen::Ask(Question {
            before: &["The access token is the key to Alice's data."],
            asks: "Will the access token come by in her browser?",
            trial: Trial::Watch(Spot::Browser, "access_token", SOUND),
            after: &[
                "It came as the answer to the shop's own request. There was a flow that sent it through the browser, the implicit one; it should not be used any more (RFC 9700 2.1.2).",
            ],
        }),
    ],
};
