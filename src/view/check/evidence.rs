//! What is kept of a run as evidence: without secrets, and without more than anybody reads.

use crate::probe::Results;
use crate::trace::{Exchange, Masker};
use crate::wire::Body;

/// So much of a body is kept as evidence, in octets.
const EVIDENCE: usize = 16 << 10;
/// So much of what was expected or seen, in octets.
const SENTENCE: usize = 2 << 10;

/// A message without its secrets, and without more of its content than anybody reads. It is masked first: half a secret
/// would not be found.
pub(in crate::view) fn message(exchange: &Exchange, masker: &Masker) -> Exchange {
    let mut shown = masker.exchange(exchange);
    shown.request.body = cut(shown.request.body);
    if let Some(response) = &mut shown.response {
        response.body = cut(std::mem::take(&mut response.body));
    }
    shown
}

/// Nobody reads an error code of a megabyte.
pub(in crate::view) fn sentence(mut text: String) -> String {
    if text.len() > SENTENCE {
        text.truncate(text.floor_char_boundary(SENTENCE));
        text.push('…');
    }
    text
}

fn cut(body: Body) -> Body {
    if body.len() <= EVIDENCE {
        return body;
    }
    let text = body.text_lossy();
    let kept = text.floor_char_boundary(EVIDENCE);
    Body::from(format!("{}… and {} octets more", &text[..kept], text.len() - kept))
}

/// A masker that knows every secret in any message of the run.
pub(super) fn masker(results: &Results) -> Masker {
    let mut masker = results.secrets.clone();
    masker.learn_plan(&results.plan);
    let shown = results.outcomes.iter().flat_map(|outcome| &outcome.parts).flat_map(|part| &part.exchanges);
    results.login.iter().chain(shown).for_each(|exchange| masker.learn(exchange));
    masker
}
