//! A code is stolen, and nothing is in the way.

use super::{Chapter, GETS_TOKENS, Question, Screen, Trial};
use crate::lab::Defence;

pub(super) const CHAPTER: Chapter = Chapter {
    name: "theft",
    title: "A code is stolen",
    screens: &[
        Screen::Words(&[
            "A code comes by in a browser, and browsers leak: by a Referer header, by a history that is kept on other machines too, by the log of a proxy, by an extension (RFC 9700 4.2 and 4.3). Say that the code was delivered to the right place. It can still be read on its way, and Mallory did.",
            "Here the shop is an app that runs at its users, on a phone or in a browser. What is built into it can be taken out of it, so it has no secret: it is a public client (RFC 6749 2.1), and for now it does nothing else either.",
        ]),
        Screen::Ask(Question {
            before: &[
                "Mallory has the redirect, before the shop has it. From his own machine he sends the code to the token endpoint, with the client_id and the redirect URI of the shop, which everybody knows.",
            ],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L01", &[]),
            after: &[
                "Nothing in his request tells him from the shop: whoever comes with the code is given the tokens. A code alone must not be enough.",
            ],
        }),
        Screen::Ask(Question {
            before: &["A server must take a code once only (RFC 6749 4.1.2). This one does, from now on."],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L01", &[Defence::OneTime]),
            after: &["Good once means good for whoever comes first, and Mallory did."],
        }),
        Screen::Ask(Question {
            before: &[
                "The same code, but it leaks later: the shop has redeemed it, and its page then tells a stranger the address in a Referer header.",
            ],
            asks: GETS_TOKENS,
            trial: Trial::Attack("L21", &[Defence::OneTime]),
            after: &[
                "Against a thief who comes too late it helps. Against one who is quick something has to be shown that he does not have. There are two such things, and they are the next two chapters.",
            ],
        }),
    ],
};
