//! The lessons of the front channel: the request that the browser carries, and the answer that it brings back.

use super::is_public;
use crate::protocol::{Pkce, RequestObject, ResponseMode};
use crate::trace::Plan;

pub(super) fn authorize(plan: &Plan) -> Vec<&'static str> {
    let asked = &plan.asked;
    let note = match (asked.push.is_on(), asked.request_object) {
        (true, _) => {
            "The app asks your browser to carry a name and nothing else: behind it the server has the request that was pushed, \
             of which nobody on the way can read or change a word."
        }
        (false, RequestObject::Signed) => {
            "The app asks your browser to carry a note to the server, which the app has signed: everybody on the way can read \
             it, and nobody can change a word of it unseen."
        }
        (false, RequestObject::None) => {
            "The app asks your browser to carry a note to the server: who asks, for what, and where to answer. Nothing in it is \
             secret, and nothing in it proves that the app wrote it: you, an extension or the author of a link can change \
             every word."
        }
    };
    vec![note, challenge(plan)]
}

fn challenge(plan: &Plan) -> &'static str {
    match plan.pkce {
        _ if !plan.asked.response_type.has_code() => {
            "Tokens are asked for right away, through the browser: there is no second request in which anybody could be asked \
             for a proof."
        }
        Pkce::S256 => "The server keeps the code_challenge with the code; reading it gives nothing away.",
        Pkce::Plain => "The server keeps the code_challenge with the code; reading it is knowing the code_verifier.",
        Pkce::None => "No code_challenge goes along, so the code will not be bound to whoever asks for it.",
    }
}

pub(super) fn sign_in(plan: &Plan) -> Vec<&'static str> {
    let seen = if plan.captured.is_some() {
        "The browser captured it, so you see what no app sees; what was typed was left out when it was read."
    } else {
        "Here nobody sits before a browser, so you see what no app sees; the password is masked all the same."
    };
    vec![
        "The user signs in and agrees. This passes between the browser and the server alone: the app never sees it, and that \
         is the point of the whole dance.",
        seen,
    ]
}

pub(super) fn callback(plan: &Plan) -> Vec<&'static str> {
    let kind = plan.asked.response_type;
    let brought = match (kind.has_code(), kind.has_token(), kind.has_id_token()) {
        (true, false, false) => {
            "The browser brings the answer back: a code, short-lived and good once, that now stands in the address bar, the \
             history, perhaps in a log."
        }
        (true, true, _) => {
            "The browser brings back a code, and tokens beside it: whoever reads the redirect has the access token itself."
        }
        (true, false, true) => {
            "The browser brings back a code, and an ID token beside it: c_hash in it binds the two, so that no other code can be \
             slipped in."
        }
        (false, ..) => {
            "The browser brings back the tokens themselves: they stand in the address bar, the history, perhaps in a log, and \
             nothing binds them to this app."
        }
    };
    let mut lesson = vec![brought];
    if plan.response_mode.is_some_and(ResponseMode::is_jwt) {
        lesson.push(
            "It is signed by the server as a whole: who answers, to whom and until when stands in it, and nobody on the way can \
             put another code into it.",
        );
    }
    lesson.push(if plan.nonces.state.is_some() {
        "The app compares state first: an answer meant for another browser, or slipped in by somebody else, stops here."
    } else {
        "Without state the app cannot tell whether this answer belongs to the login that it began."
    });
    lesson.extend(worth(plan));
    lesson
}

fn worth(plan: &Plan) -> Option<&'static str> {
    match (is_public(plan), plan.pkce) {
        _ if !plan.asked.response_type.has_code() => None,
        (true, Pkce::None) => Some("With neither a client secret nor PKCE this code alone is worth the tokens."),
        _ => Some("On its own the code should be worth nothing; what makes it so comes in the next request."),
    }
}
