//! Whether the code was used twice, and by whom.

use super::super::facts::Facts;
use super::super::{Diagnosis, Standing};
use super::{concerns, names_several};
use crate::protocol::dpop;
use crate::trace::{Exchange, Step};

pub(super) fn weigh(facts: &Facts<'_>) -> Standing {
    const SAID: [&str; 6] =
        ["been used", "already used", "already redeemed", "already been redeemed", "has been consumed", "aadsts54005"];
    if !concerns(facts) {
        return Standing::Aside;
    }
    let Some(code) = facts.form.get("code") else { return Standing::Aside };
    let (repeated, sent): (Vec<&Exchange>, Vec<&Exchange>) =
        facts.trace.of(Step::Redeem).filter(|redeem| carries(redeem, code)).partition(|redeem| wants_nonce(redeem));
    let strays = facts.trace.exchanges.iter().filter(|it| it.stray.is_some() && it.step == Step::Callback);
    let again = strays.filter(|stray| stray.request.query().get("code") == Some(code)).count();
    let change =
        "redeem a code once: look for a reload, a second tab, a prefetch, a retry, or two handlers of the callback";
    if sent.len() > 1 {
        return Diagnosis::certain("the code was redeemed more than once", change)
            .because(format!("this record holds {} token requests with the same code", sent.len()))
            .because_some(facts.saying_if(&SAID))
            .open();
    }
    if !repeated.is_empty() && (facts.says(&SAID) || again == 0) {
        return Diagnosis::possible(
            "the server used the code up when it asked for a nonce",
            "at the server: a demand for a DPoP nonce is no use of the code, since the same request comes once more",
        )
        .because("the same code went twice, and the first time the server wanted nothing but a nonce in the proof")
        .because_some(facts.saying_if(&SAID))
        .open();
    }
    if facts.says(&SAID) && !names_several(facts) {
        let ours = "this run sent it once: somebody else redeemed it before, such as a proxy, a scanner of links, or another listener";
        return Diagnosis::likely("the code had been used before", change)
            .because_some(facts.saying())
            .because(if again > 0 { "the answer came to the redirect URI more than once" } else { ours })
            .try_with(facts.again(""))
            .open();
    }
    if again > 0 {
        return Diagnosis::likely("the code was probably redeemed twice", change)
            .because(format!("the answer came to the redirect URI {} times", again + 1))
            .open();
    }
    Standing::RuledOut("this run sent it once, and the answer came once".to_owned())
}

/// Whether the answer only wanted the request repeated (RFC 9449 8).
fn wants_nonce(redeem: &Exchange) -> bool {
    redeem.response.as_ref().is_some_and(|response| dpop::demanded(&redeem.request, response).is_some())
}

fn carries(redeem: &Exchange, code: &str) -> bool {
    redeem.request.form().is_some_and(|form| form.get("code") == Some(code))
}
