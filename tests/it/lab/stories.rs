//! What holds for every story, whatever it tells.

use std::collections::{BTreeMap, BTreeSet};

use oauth_flow::lab::{Defence, Defences, Move, Outcome, Place, Story, Who, play, reasons, scenarios};
use oauth_flow::trace::{Exchange, Step};
use oauth_flow::wire::Params;

/// Every scenario with nothing, with each defence alone, and with everything.
fn all_stories() -> Vec<Story> {
    let alone = Defence::ALL.iter().map(|defence| [*defence].into_iter().collect::<Defences>());
    let sets: Vec<Defences> = alone.chain([Defences::default(), Defences::all()]).collect();
    let stories = scenarios().flat_map(|scenario| sets.iter().map(move |set| play(scenario, set).expect("randomness")));
    stories.collect()
}

fn messages(story: &Story) -> Vec<(Who, &Exchange)> {
    let of = |step| match step {
        &Move::Message { who, ref exchange } => Some((who, &**exchange)),
        Move::Act { .. } | Move::Gain { .. } => None,
    };
    story.moves.iter().filter_map(of).collect()
}

/// Whether the honest server or the resource said no. Mallory's own server has nothing to give to anybody.
fn is_refusal(exchange: &Exchange) -> bool {
    let is_honest = !exchange.request.url.starts_with("https://as.mallory.example");
    is_honest && exchange.response.as_ref().is_some_and(|response| response.status >= 400)
}

fn told(story: &Story) -> String {
    let seen: Vec<_> = messages(story)
        .iter()
        .map(|(who, exchange)| (*who, exchange.step, exchange.response.as_ref().map(|response| response.status)))
        .collect();
    let (id, on) = (story.scenario.id, story.defences.words());
    format!("{id} {on} {}: {}\n{seen:?}", story.outcome.word(), story.words)
}

#[test]
fn what_stops_mallory_is_the_last_message_of_his_way() {
    for story in all_stories() {
        let passed = messages(&story);
        let told = told(&story);
        let Some((_, last)) = passed.last() else {
            assert_eq!(story.outcome, Outcome::NotApplicable, "{told}");
            continue;
        };
        let refusals: Vec<usize> = (0..passed.len()).filter(|at| is_refusal(passed[*at].1)).collect();
        match (story.scenario.id, story.outcome) {
            // His attempt fails, and Alice's login goes on: what becomes of it is the end of the story.
            ("L25", _) => assert!(passed.iter().any(|(who, _)| *who == Who::Mallory), "{told}"),
            // Nothing is refused: the server goes by what was pushed.
            ("L19", Outcome::Stopped(Place::Authorization)) | (_, Outcome::Wins) => {
                assert!(refusals.is_empty(), "{told}");
            }
            (_, Outcome::Stopped(Place::Callback)) => {
                assert!(refusals.is_empty() && last.step == Step::Callback, "{told}");
            }
            (_, Outcome::Stopped(Place::IdToken)) => {
                assert!(refusals.is_empty() && matches!(last.step, Step::Redeem | Step::Keys), "{told}");
            }
            (_, Outcome::Stopped(_)) => assert_eq!(refusals, [passed.len() - 1], "{told}"),
            (_, Outcome::NotApplicable) => panic!("something was played: {told}"),
        }
    }
}

#[test]
fn a_story_says_what_it_came_to_and_why_it_was_not_played() {
    for story in all_stories() {
        assert!(!story.words.trim().is_empty(), "{}", told(&story));
    }
}

/// Whether somebody took a code to the honest server and was given tokens for it.
fn redeemed(story: &Story, who: Who) -> bool {
    messages(story).iter().any(|(sender, exchange)| {
        let is_given = exchange.response.as_ref().is_some_and(|response| response.status == 200);
        *sender == who && exchange.step == Step::Redeem && is_given
    })
}

/// A reason names who redeems, and with what: the story behind it has to show just that.
#[test]
fn why_a_defence_does_not_help_is_what_the_story_shows() {
    let mut told = 0;
    for scenario in scenarios() {
        for reason in reasons(scenario).expect("randomness") {
            let alone: Defences = [reason.defence].into_iter().collect();
            // What is stolen has to be there.
            let on = if scenario.id == "L23" { alone.with(Defence::Secret) } else { alone };
            let story = play(scenario, &on).expect("randomness");
            assert_eq!(story.outcome, reason.outcome, "{}", scenario.id);
            let here = format!("{} {}: {}", scenario.id, on.words(), reason.words);
            if reason.outcome != Outcome::Wins {
                continue;
            }
            let says = |words: &str| reason.words.contains(words);
            let by_shop = redeemed(&story, Who::Shop) && !redeemed(&story, Who::Mallory);
            if says("the shop redeems for him") || says("the shop has one key") || says("the login is his own") {
                assert!(by_shop, "{here}");
            }
            if says("he redeems the code himself") || says("he binds the tokens") || says("brings him the verifier") {
                assert!(redeemed(&story, Who::Mallory), "{here}");
            }
            if says("it is about refresh tokens") {
                assert!(messages(&story).iter().all(|(_, exchange)| exchange.step != Step::Refresh), "{here}");
            }
            told += 1;
        }
    }
    assert!(told > 200, "{told}");
}

#[test]
fn who_needs_a_secret_to_steal_is_told_what_helps_beside_it() {
    let scenario = oauth_flow::lab::by_id("L23").unwrap();
    let all = reasons(scenario).expect("randomness");
    let exact = all.iter().find(|reason| reason.defence == Defence::Exact).unwrap();
    assert_eq!(exact.outcome, Outcome::Stopped(Place::Authorization), "{exact:?}");
    assert!(all.iter().all(|reason| reason.outcome != Outcome::NotApplicable));
}

#[test]
fn every_scenario_and_defence_says_where_it_is_written() {
    for scenario in scenarios() {
        let names_an_rfc = scenario.spec.split("RFC ").skip(1).any(|rest| {
            let number = rest.split(' ').next().unwrap_or_default();
            number.len() == 4 && number.chars().all(|digit| digit.is_ascii_digit())
        });
        assert!(names_an_rfc, "{}: {}", scenario.id, scenario.spec);
    }
}

#[test]
fn a_play_that_is_repeated_is_the_same() {
    for scenario in scenarios() {
        for set in [Defences::default(), Defences::all()] {
            let [first, second] = [0, 1].map(|_| told(&play(scenario, &set).expect("randomness")));
            assert_eq!(first, second);
        }
    }
}

/// What is drawn or issued in a play, wherever it stands.
fn drawn(story: &Story) -> BTreeSet<String> {
    const NAMES: [&str; 5] = ["code", "code_verifier", "state", "nonce", "refresh_token"];
    let mut found = BTreeSet::new();
    let mut keep = |params: Params| {
        let values = params.iter().filter(|(name, _)| NAMES.contains(name)).map(|(_, value)| value.to_owned());
        found.extend(values.filter(|value| value.len() > 8));
    };
    let mut issued = BTreeSet::new();
    for (_, exchange) in messages(story) {
        keep(exchange.request.query());
        exchange.request.form().into_iter().for_each(&mut keep);
        let Some(response) = &exchange.response else { continue };
        let Ok(document) = serde_json::from_slice::<serde_json::Value>(response.body.octets()) else { continue };
        let tokens = ["access_token", "refresh_token", "id_token", "request_uri"];
        issued.extend(tokens.iter().filter_map(|name| document[name].as_str()).map(str::to_owned));
    }
    found.extend(issued);
    found
}

#[test]
fn nothing_that_was_drawn_in_one_play_appears_in_another() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for story in all_stories() {
        let here = told(&story);
        for value in drawn(&story) {
            let before = seen.insert(value.clone(), here.clone());
            assert!(before.is_none(), "{value} is in\n{here}\nand in\n{}", before.unwrap_or_default());
        }
    }
    assert!(seen.len() > 1000, "{}", seen.len());
}
