//! `oauth-flow lab` as somebody meets it who wants to see an attack.

use std::collections::BTreeSet;

use crate::binary::{Binary, Outcome};

fn lab(words: &[&str]) -> Outcome {
    Binary::new(std::iter::once("lab").chain(words.iter().copied())).run()
}

#[test]
fn the_secret_of_the_shop_helps_the_thief_and_the_verifier_stops_him() {
    let won = lab(&["run", "L05", "--with", "secret"]).expect_code(0);
    assert!(won.stdout.contains("Mallory wins: Mallory is signed in at the shop as Alice"), "{}", won.stdout);
    assert!(won.stdout.contains("client_secret           in the Basic header"), "{}", won.stdout);
    let stopped = lab(&["run", "l05", "--with", "all", "--without", "nonce,dpop-jkt-per-flow"]).expect_code(0);
    assert!(
        stopped.stdout.contains("Mallory is stopped at the token request: 400 invalid_grant"),
        "{}",
        stopped.stdout
    );
    let told =
        "in the end   Mallory has no tokens; the shop has no tokens; Alice is not signed in\nthis did it  s256\n";
    assert!(stopped.stdout.contains(told) && stopped.stderr.is_empty(), "{}", stopped.stdout);
    let story = lab(&["cell", "L04", "secret+s256", "--json"]).expect_code(0).json();
    assert_eq!((&story["outcome"], &story["decisive"][0]), (&"T".into(), &"s256".into()));
}

#[test]
fn several_that_would_each_have_been_enough_are_named() {
    let story = lab(&["run", "L01", "--with", "secret,s256,state"]).expect_code(0).stdout;
    let told = "this did it  secret\n             any of these alone would have stopped him: secret, s256\n";
    assert!(story.contains(told), "{story}");
    let none = lab(&["run", "L19", "--with", "secret,par-public"]).expect_code(0).stdout;
    assert!(none.contains("this did it  secret, par-public: each of them was needed\n"), "{none}");
}

#[test]
fn a_message_in_full_has_the_number_of_the_story_and_stands_once() {
    let story = lab(&["run", "L05", "--with", "secret", "--full"]).expect_code(0).stdout;
    assert!(story.contains("  6  back   the shop → POST https://as.example/token\n      headers\n"), "{story}");
    assert!(!story.contains(" authorize   browser") && !story.contains("`show`"), "{story}");
    assert!(
        story.contains("      body\n        a page, which reads: practice provider https://as.example Sign in "),
        "{story}"
    );
    let redirected = lab(&["run", "L20"]).expect_code(0).stdout;
    for row in [
        "redirect_uri            https://shop.example/out?to=https://mallory.example/catch\n",
        "response_mode           fragment\n",
    ] {
        assert!(redirected.contains(row), "{redirected}");
    }
    let shown: Vec<&str> = story.lines().filter(|line| line.contains("grant_type")).collect();
    assert_eq!(shown.len(), 1, "{shown:?}");
}

#[test]
fn the_matrix_has_a_cell_for_every_attack_and_defence() {
    let cells = lab(&["matrix", "--json"]).expect_code(0).json();
    let cells = cells.as_array().unwrap();
    assert_eq!(cells.len(), 25 * 16);
    let words: BTreeSet<&str> = cells.iter().map(|cell| cell["outcome"].as_str().unwrap()).collect();
    assert_eq!(words, ["A", "C", "I", "P", "R", "T", "n/a", "wins"].into());
    assert!(cells.iter().all(|cell| !cell["message"].as_str().unwrap().is_empty()));
    let table = lab(&["matrix"]).expect_code(0).stdout;
    assert!(table.lines().any(|line| line.starts_with("L07  win win win   A   T win")), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    let combined = lab(&["matrix", "--combine", "secret+state+exact", "--combine", "all", "--markdown"]).expect_code(0);
    assert!(combined.stdout.contains("| scenario | `secret+state+exact` | `all` |"), "{}", combined.stdout);
    assert!(combined.stdout.contains("| L22 a login of his own that Alice finishes | **wins** | **wins** |"));
}

#[test]
fn what_there_is_can_be_listed_and_what_there_is_not_is_told() {
    let list = lab(&["list"]).expect_code(0).stdout;
    assert!(list.contains("L25") && list.contains("dpop-jkt-per-flow"), "{list}");
    let document = lab(&["list", "--json"]).expect_code(0).json();
    assert_eq!(document["scenarios"].as_array().unwrap().len(), 25);
    let stranger = lab(&["run", "L99"]).expect_code(2);
    assert!(stranger.stderr.contains("there is no scenario `L99`") && stranger.stderr.contains("lab list"));
    for (without, why) in
        [("state", "is left out, and was not switched on"), ("s256", "is switched on and left out at once")]
    {
        let torn = lab(&["run", "L05", "--with", "S256", "--without", without]).expect_code(2);
        assert!(torn.stderr.contains(&format!("`{without}` {why}")) && torn.stdout.is_empty(), "{}", torn.stderr);
    }
    let slip = lab(&["run", "L05", "--with", "stat"]).expect_code(2);
    assert!(slip.stderr.contains("there is no defence `stat`: did you mean `state`?"), "{}", slip.stderr);
    let hope = lab(&["matrix", "--combine", "secret+hope"]).expect_code(2);
    assert!(hope.stderr.contains("there is no defence `hope`") && hope.stderr.contains("redirect-recheck"));
}
