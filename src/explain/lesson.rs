//! What each step is for, in two or three sentences that fit the login at hand.

mod asking;

use crate::protocol::{AuthMethod, Pkce};
use crate::trace::{Plan, Step};

/// The sentences for a step of this login.
#[must_use]
pub fn lesson(step: Step, plan: &Plan) -> Vec<&'static str> {
    match step {
        Step::Discover => discover(plan),
        Step::Prepare => prepare(plan),
        Step::Authorize => asking::authorize(plan),
        Step::SignIn => asking::sign_in(plan),
        Step::Callback => asking::callback(plan),
        Step::Redeem => redeem(plan),
        Step::Keys => vec![
            "The server signs its statement about the user with a private key; here the app fetches the public half.",
            "Whoever can swap this document can forge a user, so it comes from the place that the metadata names.",
        ],
        Step::Verify => verify(plan),
        Step::Userinfo => vec![
            "The access token opens the door of the API: nothing else is asked for, neither secret nor verifier.",
            "They guarded the issuing, not the using: a bearer token is as good in a thief's hand until it expires.",
        ],
        _ => after(step),
    }
}

/// What comes before, beside or after the code flow.
fn after(step: Step) -> Vec<&'static str> {
    match step {
        Step::Push => vec![
            "The app hands the request to the server directly, and proves itself while it does; the browser will carry only \
             a reference to it.",
            "So nobody on the way can read the request or change a word of it, and the server knows who wrote it.",
        ],
        Step::Register => vec![
            "The app introduces itself and is given a client_id: the name by which the server knows it from now on.",
            "With it comes a token for changing or deleting the registration: whoever holds that one owns the client.",
        ],
        Step::Device => vec![
            "This machine has no browser: it asks for a short code that the user types on another device, and a long one \
             that it keeps.",
            "The long one plays the part of code and verifier at once: it never passes a browser, so nobody can pick it up \
             on the way, and there is no redirect to send it to the wrong place.",
        ],
        Step::Token => vec![
            "The token endpoint is asked directly; no browser takes part, so no code can be stolen and no verifier is needed.",
            "What proves the client is what it holds: its secret or its key.",
        ],
        Step::Refresh => vec![
            "The refresh token buys a fresh access token, and the client proves itself as before.",
            "For a public client a good server gives out a new refresh token each time: two parties with the same one give \
             the theft away.",
        ],
        Step::Introspect => vec![
            "The server is asked what the token is worth: to anybody else most tokens mean nothing.",
            "Whoever asks has to prove who he is, so that nobody can try tokens out.",
        ],
        Step::Call => vec![
            "The access token opens the door of the API: neither secret nor verifier is asked for.",
            "Only a token that is bound to a key needs the key as well.",
        ],
        Step::Revoke => vec![
            "The app declares the token dead, so that whoever stole it has nothing.",
            "The server answers 200 whether it knew the token or not: the answer tells a thief nothing.",
        ],
        Step::Confirm => {
            vec!["A promise is good, a look is better: the token is shown once more, and nobody should take it."]
        }
        Step::Logout => vec![
            "The app's own session is not the only one: the browser is sent to the server to end the session there.",
        ],
        Step::Return => {
            vec!["The server sends the browser back, to an address that was registered for it and to no other."]
        }
        Step::Unregister => vec!["The client was made for this run: it is deleted, so that nothing of it stays."],
        Step::Discover
        | Step::Prepare
        | Step::Authorize
        | Step::SignIn
        | Step::Callback
        | Step::Redeem
        | Step::Keys
        | Step::Verify
        | Step::Userinfo => Vec::new(),
    }
}

fn discover(plan: &Plan) -> Vec<&'static str> {
    if !plan.server.discover {
        return vec!["The endpoints were given by name, so nothing is asked here and no issuer vouches for them."];
    }
    vec![
        "Before anything secret moves, the app asks the server where its endpoints are and what it can do.",
        "What counts is that the document calls itself by exactly the name that was asked for: otherwise the login may \
         be talking to an impostor from its first step.",
    ]
}

fn prepare(plan: &Plan) -> Vec<&'static str> {
    let mut lesson = vec!["The app draws fresh random values and remembers them; nothing is sent yet."];
    lesson.push(match (plan.nonces.state.is_some(), plan.nonces.nonce.is_some()) {
        (true, true) => {
            "state says \"this answer is for this browser\", nonce says \"this ID token is for this login\"."
        }
        (true, false) => "state says \"this answer is for this browser\"; there is no nonce to bind an ID token.",
        (false, true) => {
            "nonce says \"this ID token is for this login\"; without state no answer is bound to this browser."
        }
        (false, false) => {
            "Without state and nonce nothing binds the answer to this browser or an ID token to this login."
        }
    });
    lesson.push(match plan.pkce {
        Pkce::S256 => {
            "code_verifier says \"I am the one who began this\": it is kept back, and only its fingerprint, the \
             code_challenge, will be shown."
        }
        Pkce::Plain => {
            "With the method plain the code_challenge is the code_verifier itself: whoever reads the request can answer \
             for the one who began this login."
        }
        Pkce::None => "There is no code_verifier: nothing will tell the one who began this login from one who found the code.",
    });
    lesson
}

fn redeem(plan: &Plan) -> Vec<&'static str> {
    let table = match (is_public(plan), plan.pkce) {
        (false, Pkce::S256 | Pkce::Plain) => {
            "Three things lie on the table: the code (the ticket), the client_secret (I am the registered app) and the \
             code_verifier (I am the one who ordered)."
        }
        (false, Pkce::None) => {
            "Two things lie on the table: the code (the ticket) and the client_secret (I am the registered app); nothing \
             says that this is the one who ordered."
        }
        (true, Pkce::S256 | Pkce::Plain) => {
            "Two things lie on the table: the code (the ticket) and the code_verifier (I am the one who ordered); a \
             public client has no secret to show."
        }
        (true, Pkce::None) => "Only the code lies on the table: whoever holds it gets the tokens.",
    };
    let table = match (&plan.client.key, plan.pkce) {
        (Some(_), Pkce::None) => {
            "The code (the ticket) and a signature by the client's private key (I am the registered app) lie on the table; nothing \
                                  says that this is the one who ordered."
        }
        (Some(_), _) => {
            "Three things lie on the table: the code (the ticket), a signature by the client's private key (I am the registered \
             app; the key itself stays at home) and the code_verifier (I am the one who ordered)."
        }
        (None, _) => table,
    };
    let thief = match (is_public(plan), plan.pkce) {
        (false, Pkce::S256) => "A thief with the ticket lacks the second, the third, or both.",
        (false, Pkce::Plain) => {
            "A thief with the ticket lacks the secret; the verifier he knows if he saw the request."
        }
        (false, Pkce::None) => "A thief who makes the honest app redeem the code for him does not need the secret.",
        (true, Pkce::S256) => "A thief with the ticket lacks the verifier, and cannot compute it from the challenge.",
        (true, Pkce::Plain) => "A thief with the ticket knows the verifier if he saw the request.",
        (true, Pkce::None) => "This is why PKCE is demanded of public clients.",
    };
    let mut lesson = vec!["App and server talk directly now; the browser sees nothing of it.", table, thief];
    if plan.dpop.is_some() {
        lesson.push(
            "A proof of the key for DPoP goes along: the tokens will be bound to it, and worth nothing to who lacks the private half.",
        );
    }
    lesson
}

fn verify(plan: &Plan) -> Vec<&'static str> {
    let last = if plan.nonces.nonce.is_some() {
        "A true statement meant for somebody else is the classic forgery: aud names the app, nonce names the login."
    } else {
        "A true statement meant for somebody else is the classic forgery: aud names the app, and no nonce names the login."
    };
    vec![
        "The ID token is a signed statement to the app: this user, at this server, for this app, at this time.",
        "Every one of these words is checked, the signature first.",
        last,
    ]
}

fn is_public(plan: &Plan) -> bool {
    !plan.client.is_confidential() || plan.client.auth_method == Some(AuthMethod::None)
}
