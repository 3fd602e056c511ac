//! A token taken apart: what it is, header and claims with what each is for, and what is not as it should be.

use serde_json::{Map, Value};

use super::escape;
use super::findings;
use super::layout::{INDENT, ROWS, Row, blank, flow, paragraph, rows};
use super::paint::{self, Paint};
use super::text::{Line, Meaning, Span, Text};
use crate::explain::statement::{self, Claim};
use crate::explain::token::{Form, Opaque, Token, meaning};
use crate::jose::{Jwk, Jwt, Purpose};
use crate::rules::Finding;
use crate::trace::Plan;

/// Everything about one token.
#[must_use]
pub fn token(token: &Token, findings: &[Finding], (now, width): (f64, usize)) -> Text {
    let mut out = Text::default();
    let name = token.name.as_deref().unwrap_or("token");
    let begun = Line::default().with(Meaning::Heading, escape::terminal(name)).with(Meaning::Plain, "  ");
    flow(&mut out, begun, vec![Span { meaning: Meaning::Plain, text: token.words() }], (INDENT, width));
    match &token.form {
        Form::Signed(jwt, purpose) => {
            out.extend(parts(jwt, *purpose, (now, width)));
            signature(&mut out, findings, width);
            out.extend(findings::summary(findings, (&Paint::default(), &Plan::default()), width));
        }
        Form::Encrypted(header) => members(&mut out, "header", header, (Purpose::Unknown, now, width)),
        Form::Opaque(opaque) => looks(&mut out, opaque, width),
    }
    out
}

/// Header and claims of a JWT, each with what it is for in a token of this purpose, times in words.
#[must_use]
pub fn parts(jwt: &Jwt, purpose: Purpose, (now, width): (f64, usize)) -> Text {
    let mut out = Text::default();
    members(&mut out, "header", &jwt.header, (purpose, now, width));
    if purpose == Purpose::DpopProof
        && let Some(thumbprint) =
            jwt.header.get("jwk").and_then(Value::as_object).cloned().map(Jwk).and_then(|key| key.thumbprint())
    {
        let words = format!("thumbprint of jwk: {thumbprint}; a token that is bound to it names this in cnf.jkt");
        paragraph(&mut out, &words, Meaning::Faint, (ROWS, width));
    }
    members(&mut out, "claims", &jwt.claims, (purpose, now, width));
    out
}

fn members(out: &mut Text, title: &str, map: &Map<String, Value>, (purpose, now, width): (Purpose, f64, usize)) {
    out.push(blank(INDENT).with(Meaning::Faint, title));
    let paint = Paint::default();
    let row = |claim: &Claim| Row {
        name: paint::name(&claim.name),
        value: paint.spans(&claim.value, Meaning::Plain),
        what: meaning(purpose, &claim.name).map(str::to_owned),
    };
    let list: Vec<Row> = statement::list(map, now).iter().map(row).collect();
    rows(out, &list, (ROWS, width));
}

/// What became of the signature is the first thing to know, also where nothing was checked.
fn signature(out: &mut Text, findings: &[Finding], width: usize) {
    let Some(finding) = findings.iter().find(|finding| finding.requirement.id == "jwt-signature") else { return };
    let (meaning, words) = match finding.word() {
        "ok" => (Meaning::Ok, "valid: "),
        "fail" => (Meaning::Bad, "wrong: "),
        _ => (Meaning::Warn, "open: "),
    };
    let begun = blank(INDENT).with(Meaning::Faint, "signature  ").with(meaning, words);
    let told = match finding.word() {
        "ok" => finding.check.expected.clone(),
        "fail" => format!("expected {}, seen {}", finding.check.expected, finding.check.seen),
        _ => finding.check.seen.clone(),
    };
    flow(out, begun, Paint::default().spans(&told, Meaning::Plain), (ROWS, width));
}

fn looks(out: &mut Text, opaque: &Opaque, width: usize) {
    paragraph(out, &format!("{} characters", opaque.length), Meaning::Plain, (ROWS, width));
    for look in &opaque.looks {
        paragraph(out, &escape::terminal(look), Meaning::Plain, (ROWS, width));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::explain::token::find;
    use crate::jose::{Hmac, sign_hmac};
    use crate::rules::{Basis, Keys, judge_token};

    const NOW: f64 = 1_790_000_000.0;

    fn show(text: &str) -> String {
        let found = find(text);
        let mut out = Text::default();
        for one in &found {
            let findings = match &one.form {
                Form::Signed(jwt, purpose) => {
                    judge_token(jwt, *purpose, &Basis { now: NOW, skew: 60.0, keys: &Keys::NotGiven, issuer: None })
                }
                _ => Vec::new(),
            };
            out.extend(token(one, &findings, (NOW, 100)));
        }
        out.to_plain()
    }

    #[test]
    fn a_token_is_told_with_times_in_words_and_nothing_acts_on_the_terminal() {
        let claims = json!({"iss": "https://h", "sub": "ali\u{1b}[31mce", "aud": "app", "exp": 1_790_003_540_u64,
            "iat": 1_790_000_000_000_u64, "nonce": "n"});
        let shown = show(&sign_hmac(Hmac::Hs256, b"secret", &json!({"alg": "HS256"}), &claims));
        for words in [
            "token  a signed JWT: an ID token",
            "in 59 min",
            "no time in seconds; in milliseconds",
            "for whom: must be this client",
            "ali\\u{1b}[31mce",
            "open: not checked: no key was given",
            "milliseconds instead of seconds",
        ] {
            assert!(shown.contains(words), "{words} is not in\n{shown}");
        }
    }

    #[test]
    fn a_proof_shows_what_its_key_is_called_and_what_is_opaque_what_it_looks_like() {
        let proof = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
        let shown = show(&format!("DPoP: {proof}"));
        assert!(shown.contains("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"), "{shown}");
        assert!(shown.contains("valid: made with the key in jwk"), "{shown}");
        assert!(shown.contains("the method of the one request that it is for"), "{shown}");
        assert!(show("gho_16C7e42F292c6912E7710c838347Ae178B4a").contains("an OAuth access token of GitHub"));
    }
}
