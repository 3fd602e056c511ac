//! What a header field or a claim means in a token of its kind: `iss` of an assertion is not `iss` of an ID token.

use crate::explain::glossary;
use crate::jose::Purpose;

type Words = (&'static str, &'static str);

const PROOF: [Words; 11] = [
    ("typ", "says that it is a DPoP proof and nothing else"),
    ("alg", "how it is signed: always by a key pair"),
    ("jwk", "the public key: only who holds the other half can sign"),
    ("jti", "names this one proof: it is good once"),
    ("htm", "the method of the one request that it is for"),
    ("htu", "the URL of that request, without its query"),
    ("iat", "when it was made: good for seconds or minutes"),
    ("ath", "binds it to one access token, by its hash"),
    ("nonce", "the server's own word: proves that it is fresh"),
    ("exp", "not needed: its age is judged by iat"),
    ("kid", "not needed: the key itself is in jwk"),
];
const ASSERTION: [Words; 8] = [
    ("iss", "the client, by its client_id: it made this"),
    ("sub", "the client again: it speaks for itself"),
    ("aud", "the server that it is meant for, and no other"),
    ("exp", "minutes away, so that a stolen one is soon worthless"),
    ("jti", "names this one assertion: it is good once"),
    ("iat", "when the client made it"),
    ("kid", "which of the client's registered keys signed it"),
    ("alg", "how it is signed: by the client's key, or its secret"),
];
const ACCESS_TOKEN: [Words; 13] = [
    ("typ", "says what it is, so that nothing else passes for it"),
    ("iss", "the server that issued it: its keys check it"),
    ("sub", "for whom it speaks: the user, or the client itself"),
    ("aud", "the API that it is for: others must refuse it"),
    ("exp", "after this time every API must refuse it"),
    ("iat", "when it was issued"),
    ("jti", "names this one token"),
    ("client_id", "the client that it was issued to"),
    ("scope", "what may be done with it"),
    ("cnf", "the key that it is bound to: worth nothing without it"),
    ("nonce", "Microsoft's: makes the signature theirs alone to check"),
    ("auth_time", "when the user really logged in"),
    ("act", "who acts in the place of sub"),
];
const REQUEST_OBJECT: [Words; 5] = [
    ("iss", "the client, by its client_id: it made this"),
    ("aud", "the server that it is meant for"),
    ("exp", "not to be taken after this time"),
    ("nbf", "not to be taken before this time"),
    ("jti", "names this one request"),
];
const RESPONSE: [Words; 3] = [
    ("iss", "the server that answers: stops mix-up"),
    ("aud", "the client that is answered"),
    ("exp", "minutes away: an answer is not kept"),
];
const LOGOUT: [Words; 5] = [
    ("events", "says that it is about a logout and nothing else"),
    ("sub", "the user who is signed out"),
    ("sid", "the session that has ended"),
    ("aud", "the client that is told"),
    ("jti", "names this one message: it is taken once"),
];

/// What a member of header or claims is for, in a few words.
#[must_use]
pub fn meaning(purpose: Purpose, name: &str) -> Option<&'static str> {
    let own: &[Words] = match purpose {
        Purpose::DpopProof => &PROOF,
        Purpose::ClientAssertion => &ASSERTION,
        Purpose::AccessToken => &ACCESS_TOKEN,
        Purpose::RequestObject => &REQUEST_OBJECT,
        Purpose::AuthorizationResponse => &RESPONSE,
        Purpose::LogoutToken => &LOGOUT,
        Purpose::IdToken | Purpose::RefreshToken | Purpose::Introspection | Purpose::Unknown => &[],
    };
    own.iter().find(|(own, _)| *own == name).map(|(_, what)| *what).or_else(|| glossary::what(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_depend_on_the_kind_and_are_short() {
        assert_ne!(meaning(Purpose::ClientAssertion, "iss"), meaning(Purpose::IdToken, "iss"));
        assert_eq!(meaning(Purpose::DpopProof, "made up"), None);
        for table in [&PROOF[..], &ASSERTION, &ACCESS_TOKEN, &REQUEST_OBJECT, &RESPONSE, &LOGOUT] {
            for (name, what) in table {
                assert!(what.chars().count() <= 60 && !what.ends_with('.'), "{name}: {what}");
            }
        }
    }
}
