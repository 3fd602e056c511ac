//! Who ends up with what, beside whether Mallory has what he wanted, read off the messages that passed; and which defence
//! saw to it.

use super::why::decisive;
use super::{Defence, Move, Outcome, Place, Story, Who, play};
use crate::practice::Config;
use crate::trace::{Exchange, Step};
use crate::wire::json;

/// What each of those who took part is left with, a clause each.
#[must_use]
pub fn remains(story: &Story) -> Vec<&'static str> {
    [mallory(story), shop(story), alice(story)].into_iter().flatten().collect()
}

/// Which defences of a story stopped him: those that are [`decisive`], else each without which another message would have
/// been the one that does.
#[must_use]
pub fn stopping(story: &Story) -> Vec<Defence> {
    let needed = decisive(story);
    if !needed.is_empty() || !matches!(story.outcome, Outcome::Stopped(_)) {
        return needed;
    }
    let is_first = |defence: &Defence| {
        let without = story.defences.without(*defence);
        play(story.scenario, &without).is_some_and(|other| refusal(&other) != refusal(story))
    };
    story.defences.iter().filter(is_first).collect()
}

/// Where he wins that is told already.
fn mallory(story: &Story) -> Option<&'static str> {
    let Outcome::Stopped(place) = story.outcome else { return None };
    let is_his = |who| matches!(who, Who::Mallory | Who::Rogue);
    let holds = |(who, one): (Who, &Exchange)| is_his(who) && (one.step == Step::Refresh || brings_tokens(one));
    let has_tokens = place == Place::Resource || messages(story).any(holds);
    Some(if has_tokens { "Mallory has a token that is of no use to him" } else { "Mallory has no tokens" })
}

fn shop(story: &Story) -> Option<&'static str> {
    let mut answers = messages(story).filter(|(who, one)| *who == Who::Shop && asks_for_tokens(one)).peekable();
    answers.peek()?;
    let has_tokens = answers.any(|(_, one)| brings_tokens(one));
    let account = messages(story).find_map(|(who, one)| sub(one).filter(|_| who == Who::Shop));
    Some(match (has_tokens, story.outcome, account) {
        (false, ..) => "the shop has no tokens",
        (true, Outcome::Stopped(Place::IdToken), _) => "the shop threw away the tokens that it got",
        (true, _, Some(sub)) if is_alice(&sub) => "the shop has tokens for Alice's account",
        (true, _, Some(_)) => "the shop has tokens for Mallory's account",
        (true, _, None) => "the shop has tokens",
    })
}

/// Whether she is signed in, where she came to the shop for that. As whom else she may be, the outcome tells.
fn alice(story: &Story) -> Option<&'static str> {
    let came =
        |one: &Move| matches!(one, Move::Act { who: Who::Alice, words } if words.starts_with("begins to sign in"));
    if !story.moves.iter().any(came) {
        return None;
    }
    let visits = messages(story).filter(|(_, one)| matches!(one.step, Step::Callback | Step::Userinfo));
    let visits: Vec<(Who, &Exchange)> = visits.collect();
    let mut account = visits.windows(2).filter_map(|pair| match pair {
        [(Who::Alice, answer), (Who::Shop, data)] if answer.step == Step::Callback => sub(data),
        _ => None,
    });
    match account.next() {
        Some(sub) if !is_alice(&sub) => None,
        Some(_) => Some("Alice is signed in at the shop"),
        None => Some("Alice is not signed in"),
    }
}

fn messages(story: &Story) -> impl Iterator<Item = (Who, &Exchange)> {
    story.moves.iter().filter_map(|one| match one {
        Move::Message { who, exchange } => Some((*who, &**exchange)),
        Move::Act { .. } | Move::Gain { .. } => None,
    })
}

fn asks_for_tokens(exchange: &Exchange) -> bool {
    matches!(exchange.step, Step::Redeem | Step::Refresh | Step::Token)
}

fn brings_tokens(exchange: &Exchange) -> bool {
    asks_for_tokens(exchange) && answered(exchange, "access_token").is_some()
}

/// Whose data the shop was given.
fn sub(exchange: &Exchange) -> Option<String> {
    answered(exchange, "sub").filter(|_| exchange.step == Step::Userinfo)
}

/// She is the first of those whom the practice provider knows.
fn is_alice(sub: &str) -> bool {
    Config::default().users.first().is_some_and(|alice| alice.sub == sub)
}

fn answered(exchange: &Exchange, name: &str) -> Option<String> {
    let members = json::object(exchange.response.as_ref()?.body.octets()).ok()?;
    members.get(name)?.as_str().map(str::to_owned)
}

/// What was refused, and how. What a check of the shop tells is about values that are drawn for each play.
fn refusal(story: &Story) -> (Outcome, &str) {
    match story.outcome {
        Outcome::Stopped(Place::Callback | Place::IdToken) => (story.outcome, ""),
        outcome => (outcome, &story.words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::by_id;

    fn left(scenario: &str, defences: &[Defence]) -> Vec<&'static str> {
        remains(&play(by_id(scenario).unwrap(), &defences.iter().copied().collect()).unwrap())
    }

    #[test]
    fn what_is_left_is_what_the_messages_brought() {
        assert_eq!(left("L01", &[]), ["Alice is not signed in"]);
        assert_eq!(left("L01", &[Defence::S256]), ["Mallory has no tokens", "Alice is not signed in"]);
        let thrown = ["Mallory has no tokens", "the shop threw away the tokens that it got", "Alice is not signed in"];
        assert_eq!(left("L05", &[Defence::Nonce]), thrown);
        let refused = ["Mallory has no tokens", "the shop has no tokens", "Alice is not signed in"];
        assert_eq!(left("L05", &[Defence::S256]), refused);
        let harmless =
            ["Mallory has no tokens", "the shop has tokens for Alice's account", "Alice is signed in at the shop"];
        assert_eq!(left("L25", &[Defence::Secret]), harmless);
        let useless = [
            "Mallory has a token that is of no use to him",
            "the shop has tokens for Alice's account",
            "Alice is signed in at the shop",
        ];
        assert_eq!(left("L16", &[Defence::Secret]), useless);
        assert_eq!(left("L17", &[Defence::Dpop]), useless);
        assert_eq!(left("L06", &[Defence::Exact]), ["Mallory has no tokens"]);
        assert_eq!(left("L12", &[]), ["the shop has tokens for Mallory's account"]);
    }

    fn stops(scenario: &str, defences: &[Defence]) -> Vec<&'static str> {
        let story = play(by_id(scenario).unwrap(), &defences.iter().copied().collect()).unwrap();
        stopping(&story).into_iter().map(Defence::id).collect()
    }

    #[test]
    fn the_one_that_stopped_him_is_named_where_others_would_have() {
        assert_eq!(stops("L01", &[Defence::Secret, Defence::S256, Defence::DpopJkt]), ["secret"]);
        assert_eq!(stops("L12", &[Defence::Nonce, Defence::S256, Defence::State]), ["state"]);
        assert_eq!(stops("L04", &[Defence::Secret, Defence::S256]), ["s256"]);
        assert!(stops("L05", &[Defence::S256, Defence::DpopJktPerFlow]).is_empty());
        assert!(stops("L05", &[Defence::Secret]).is_empty());
    }
}
