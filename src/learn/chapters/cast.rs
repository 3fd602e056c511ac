//! Who takes part, and which ways there are between them.

use super::{Chapter, Question, SOUND, Screen, Spot, Trial};

pub(super) const CHAPTER: Chapter = Chapter {
    name: "cast",
    title: "Who takes part",
    screens: &[
        Screen::Words(&[
            "Alice signs in at a shop with the account that she has elsewhere. Four take part: Alice with her browser; the shop, which wants to act for her (the client); the server that knows her (the authorization server); and the API that holds her data (the resource server).",
            "They have two ways to talk. Through Alice's browser: the front channel. What passes there stands in the address bar and in the history, perhaps in logs, and whoever writes a link can write it. Or directly, from the shop to the server: the back channel. No browser sees it.",
            "Every message below says which way it took: one that begins at a browser took the front channel.",
        ]),
        Screen::Words(&[
            "The fifth is Mallory. He has a browser and a web site, an account of his own at the same server, and time. What else he has in a chapter is told there.",
            "The shop has a name at the server, its client_id (RFC 6749 2.2). It stands in every address bar and is secret to nobody: it is `shop`, and now you know it too. With it anybody can write a request in the name of the shop. What it does not decide is where the answer goes.",
        ]),
        Screen::Ask(Question {
            before: &["Alice chooses \"sign in\" at the shop, and types her password."],
            asks: "Will the shop see her password?",
            trial: Trial::Watch(Spot::Shop, "password", SOUND),
            after: &[
                "That is what OAuth is for: the shop gets to act for Alice, and her password stays between her and the server. The shop sends her there, and she comes back with an answer.",
            ],
        }),
    ],
};
