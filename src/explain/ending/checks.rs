//! The words for every check that can stop a flow.

use super::asking;

/// The words for one check.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) id: &'static str,
    pub(super) headline: &'static str,
    pub(super) meaning: &'static str,
    pub(super) remedy: Remedy,
}

/// What to do about it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Remedy {
    /// Words, then this login again with these flags.
    Again(&'static str, &'static str),
    /// Words alone: it is for the provider to change.
    Say(&'static str),
}

pub(super) const fn again_with(words: &'static str, flags: &'static str) -> Remedy {
    Remedy::Again(words, flags)
}

pub(super) const fn words(id: &'static str, headline: &'static str, meaning: &'static str, remedy: Remedy) -> Words {
    Words { id, headline, meaning, remedy }
}

const CLOCKS: &str = "compare the clocks; to allow for a difference";
pub(super) const SERVER: Remedy = Remedy::Say("this is for the provider to repair");

/// The words for the check of this id.
pub(super) fn find(id: &str) -> Option<&'static Words> {
    ALL.iter().chain(asking::ALL).find(|words| words.id == id)
}

/// Every check that can stop an ordinary login.
pub(super) const ALL: &[Words] = &[
    words(
        "metadata-reachable",
        "the metadata was not found where the issuer says",
        "Nothing was sent to the browser: without metadata the endpoints are unknown.",
        Remedy::Again(
            "if the server has no metadata, name its endpoints",
            "--authorization-endpoint URL --token-endpoint URL",
        ),
    ),
    words(
        "metadata-issuer-exact",
        "the metadata calls itself by another issuer",
        "A look-alike document is how an impostor begins, so even a slash counts (RFC 8414 3.3).",
        Remedy::Say("give the issuer exactly as the document writes it: oauth-flow login ISSUER"),
    ),
    words(
        "metadata-required-members",
        "the metadata does not name the endpoints of a login",
        "Without them there is nowhere to send the browser, or nowhere to redeem the code.",
        again_with("name them", "--authorization-endpoint URL --token-endpoint URL"),
    ),
    words(
        "metadata-endpoints-https",
        "the metadata names an endpoint that is not safe to speak to",
        "Over plain http the code, the secret and the tokens can be read and changed by anybody on the way.",
        again_with("if this network is yours alone", "--allow-http"),
    ),
    words(
        "response-parameters-once",
        "the callback repeats a parameter",
        "Two readers would see two different answers, so neither is believed (RFC 6749 3.1).",
        SERVER,
    ),
    words(
        "response-iss",
        "the callback was not sent by the server that was asked",
        "The code was not redeemed: carrying the code of one server to another is how a mix-up looks (RFC 9207 1).",
        Remedy::Say(
            "look where the browser went between authorize and callback; if the issuer is only written differently, give it as the server writes it with --issuer",
        ),
    ),
    words(
        "response-state-exact",
        "the callback carries a `state` that this login did not send",
        "The code was not redeemed: an answer meant for another browser session is how login CSRF looks (RFC 6749 10.12).",
        again_with("close old tabs of this login and run it again; to see what the server does with it", "--no-state"),
    ),
    words(
        "response-mode-as-asked",
        "the answer came another way than it was asked for",
        "What is asked for decides who gets to see the code; a server that chooses for itself cannot be relied on.",
        again_with("ask for what the server sends", "--response-mode query"),
    ),
    words(
        "response-code-present",
        "the callback brings neither a `code` nor an `error`",
        "There is nothing to redeem.",
        SERVER,
    ),
    words(
        "response-no-front-channel-tokens",
        "the callback brings a token through the browser",
        "What is in a redirect is in the history, in logs and in Referer headers; a token there is as good as published (RFC 9700 2.1.2).",
        Remedy::Say("at the provider, switch off the implicit and hybrid flows for this client"),
    ),
    words(
        "answer-complete",
        "the answer lacks a part that this login needs",
        "It passed every check and is still not whole.",
        SERVER,
    ),
    words(
        "token-response-shape",
        "the token endpoint did not answer with a token response",
        "Whether the code was spent is known to the server alone; take a fresh one.",
        Remedy::Again("if this is not the token endpoint, name it", "--token-endpoint URL"),
    ),
    words(
        "token-access-token",
        "the token response brings no `access_token`",
        "Without it there is nothing to show to the API.",
        SERVER,
    ),
    words(
        "token-type-known",
        "the token response does not say `token_type` Bearer",
        "A client must not use a token of a type that it does not know (RFC 6749 7.1).",
        SERVER,
    ),
    words(
        "dpop-token-type",
        "the token is not bound to the key that was shown",
        "A proof went along, and the answer is a bearer token all the same: whoever steals it can use it (RFC 9449 5).",
        Remedy::Say("leave out --dpop to log in with a bearer token, or let the provider bind its tokens"),
    ),
    words(
        "token-expires-in",
        "the token response gives an `expires_in` that is no time",
        "A client that cannot read it cannot refresh in time, or believes a token for ever.",
        SERVER,
    ),
    words(
        "token-members-are-strings",
        "the token response gives a member of the wrong kind",
        "What is not a string cannot be sent back as one.",
        SERVER,
    ),
    words(
        "token-scope-honest",
        "the token grants more than was asked for",
        "The user consented to less than the app now holds (RFC 6749 3.3).",
        Remedy::Say("at the provider, look which scopes this client gets by default"),
    ),
    words(
        "token-id-token-present",
        "the token response brings no `id_token`, although `openid` was asked for",
        "Without it nobody says who logged in.",
        again_with("if this server speaks plain OAuth, do not ask for openid", "--scope NAME"),
    ),
    words(
        "token-response-no-store",
        "the token response may be stored",
        "A cache on the way could keep the tokens (RFC 6749 5.1).",
        SERVER,
    ),
    words(
        "jwks-usable",
        "the server's keys cannot be had",
        "Without them nobody can tell a genuine ID token from a forged one.",
        again_with("if the keys are elsewhere", "--jwks-uri URL"),
    ),
    words(
        "jwks-public",
        "the published keys hold a private part",
        "Whoever reads the set can sign as the server: every signature of this key is worthless now (RFC 7517 9.2).",
        Remedy::Say("replace the key at once; it has to be taken as stolen"),
    ),
    words(
        "jwks-kid-unique",
        "the published keys cannot be told apart",
        "During a change of keys clients would check with the wrong one.",
        SERVER,
    ),
    words(
        "idtoken-form",
        "the ID token is not a signed JWT",
        "What cannot be read cannot be checked; an encrypted one goes only to a client that registered for it.",
        Remedy::Say("at the provider, switch off ID token encryption for this client"),
    ),
    words(
        "idtoken-crit",
        "the ID token demands an extension that is not understood here",
        "What must be understood and is not must be refused (RFC 7515 4.1.11).",
        SERVER,
    ),
    words(
        "idtoken-alg",
        "the ID token is signed with an algorithm that the server does not list",
        "The receiver decides which algorithms it takes: a token that chooses for itself, `none` above all, is the oldest forgery (RFC 8725 2.1).",
        SERVER,
    ),
    words(
        "idtoken-signature",
        "the signature of the ID token does not hold",
        "The token was changed after it was signed, or signed by somebody else; or the server publishes other keys than it uses.",
        Remedy::Say(
            "compare the kid of the token with the keys; if the server has just changed its keys, run it again",
        ),
    ),
    words(
        "idtoken-iss",
        "the ID token was issued by somebody else",
        "A statement counts only from the server that was asked (OpenID Connect Core 3.1.3.7).",
        Remedy::Say("if the issuer is only written differently, give it as the server writes it with --issuer"),
    ),
    words(
        "idtoken-aud",
        "the ID token is not for this client alone",
        "A true statement meant for another app is the classic forgery: whoever runs that app could log in here as its users.",
        Remedy::Say("at the provider, look which client this token is issued to, and which audiences are added"),
    ),
    words(
        "idtoken-azp",
        "the ID token was asked for by another client",
        "`azp` names the app to which the token was given; it is not this one.",
        SERVER,
    ),
    words(
        "idtoken-exp",
        "the ID token is expired",
        "Either it is old and was sent again, or the clocks differ.",
        again_with(CLOCKS, "--clock-skew 300"),
    ),
    words(
        "idtoken-iat",
        "the ID token was not issued just now",
        "A login that began a moment ago gets a fresh statement; an old one may be of another login, or the clocks differ.",
        again_with(CLOCKS, "--clock-skew 300"),
    ),
    words(
        "idtoken-nbf",
        "the ID token is not valid yet",
        "Its time has not come: probably the clocks differ.",
        again_with(CLOCKS, "--clock-skew 300"),
    ),
    words(
        "idtoken-nonce",
        "the ID token carries a `nonce` that this login did not send",
        "A token of another login, slipped in with a stolen code, looks like this (RFC 9700 4.5.3.2).",
        again_with("to see what the server does without one", "--no-nonce"),
    ),
    words("idtoken-sub", "the ID token names no user", "Without `sub` there is nobody to log in.", SERVER),
    words(
        "idtoken-at-hash",
        "the ID token belongs to another access token",
        "`at_hash` binds the two; if it does not fit, one of them was swapped.",
        SERVER,
    ),
    words(
        "userinfo-shape",
        "userinfo did not answer with a JSON object",
        "Its claims cannot be read; the login itself stands.",
        again_with("if the claims are elsewhere", "--userinfo-endpoint URL"),
    ),
    words(
        "userinfo-sub-match",
        "userinfo speaks of another user than the ID token",
        "The access token may have been swapped; these claims must not be used (OpenID Connect Core 5.3.2).",
        SERVER,
    ),
];
