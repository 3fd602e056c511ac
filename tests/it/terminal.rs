//! The debugger as a person meets it: on a terminal, key by key.

use oauth_flow::wire::{Params, uri};

use crate::person::Arrival;
use crate::practice::Practice;
use crate::pty::Session;

/// A login at a running provider as the public client, where the person opens the URL.
fn at(practice: &Practice) -> Session {
    Session::start(["login", practice.issuer(), "--client-id", "native-app", "--public", "--no-browser"])
}

/// Presses Enter at these prompts.
#[track_caller]
fn step(session: &mut Session, prompts: &[&str]) {
    for prompt in prompts {
        session.prompt(prompt);
        session.enter("");
    }
}

/// What the provider answers to alice.
fn walk(practice: &Practice, url: &str) -> Arrival {
    let query = Params::parse(uri::query(url).unwrap());
    practice.alice().walk(url, query.get("redirect_uri").unwrap())
}

#[test]
fn enter_goes_through_the_whole_flow() {
    let mut session = Session::start(["login"]);
    session.see("two locks");
    step(&mut session, &["discover", "discover", "authorize", "callback", "redeem", "redeem"]);
    step(&mut session, &["keys", "keys", "verify", "userinfo", "userinfo"]);
    session.see("who could have redeemed this code?");
    let (code, screen) = session.end();
    assert_eq!(code, 0, "{screen}");
    assert!(!screen.contains("error:"), "{screen}");
}

#[test]
fn without_its_verifier_a_code_is_refused() {
    let mut session = Session::start(["login"]);
    step(&mut session, &["discover", "discover", "authorize", "callback"]);
    session.prompt("redeem");
    session.enter("unset code_verifier");
    session.see("changed on purpose: unset code_verifier");
    step(&mut session, &["redeem", "redeem"]);
    session.see("error: the server refused to redeem the code: `invalid_grant`");
    session.see("The second lock held");
    let (code, screen) = session.end();
    assert_eq!(code, 3, "{screen}");
}

#[test]
fn every_command_does_what_help_says() {
    let mut session = Session::start(["login"]);
    step(&mut session, &["discover", "discover"]);
    let rows = [
        ("help", "change what is about to go"),
        ("show", "GET /authorize?response_type=code&client_id=web-app"),
        ("curl", "/authorize?response_type=code"),
        ("who", "who knows what"),
        ("explain code_verifier", "RFC 7636"),
        ("explain code_verifer", "did you mean `code_verifier`?"),
        ("explain", "send the browser to the server"),
        ("set state=another value", "another value"),
        ("set header.x-test=1", "no header of ours"),
        ("set nothing", "write: set NAME=VALUE"),
        ("unset nothing", "would change nothing"),
        ("fly", "`fly` is no command here: `help` lists them"),
        ("unset state", "changed on purpose: "),
    ];
    for (command, words) in rows {
        session.prompt("authorize");
        session.enter(command);
        session.see(words);
    }
    session.prompt("authorize");
    session.enter("quit");
    let (code, screen) = session.end();
    assert_eq!(code, 130, "{screen}");
    assert!(screen.contains("stopped: interrupted at step 3 (authorize)"), "{screen}");
}

#[test]
fn only_a_message_that_is_about_to_go_can_be_changed() {
    let mut session = Session::start(["login"]);
    step(&mut session, &["discover"]);
    session.prompt("discover");
    session.enter("set state=x");
    session.see("nothing is about to go");
    session.prompt("discover");
    session.enter("show");
    session.see("HTTP/1.1 200");
    session.prompt("discover");
    session.enter("run");
    let (code, screen) = session.end();
    assert_eq!(code, 0, "{screen}");
    assert_eq!(screen.matches(" ▸ Enter ").count(), 4, "after `run` nothing is asked: {screen}");
}

#[test]
fn words_are_completed_and_lines_come_back() {
    let mut session = Session::start(["login"]);
    session.prompt("discover");
    session.press("exp\t");
    session.press(" code_ver\t");
    session.enter("");
    session.see("RFC 7636");
    session.prompt("discover");
    session.press("\u{1b}[A");
    session.enter("");
    session.see("RFC 7636");
    session.prompt("discover");
    session.press("\u{4}");
    let (code, screen) = session.end();
    assert_eq!(code, 130, "{screen}");
    assert_eq!(screen.matches("> explain code_verifier").count(), 2, "{screen}");
}

#[test]
fn there_are_three_ways_to_stop_at_the_prompt() {
    for keys in ["quit\r", "\u{3}", "\u{4}"] {
        let mut session = Session::start(["login"]);
        step(&mut session, &["discover", "discover"]);
        session.prompt("authorize");
        session.press(keys);
        let (code, screen) = session.end();
        assert_eq!(code, 130, "{keys:?}: {screen}");
        assert!(screen.contains("With --trace FILE the record so far is kept in a file."), "{screen}");
    }
}

#[test]
fn another_program_can_end_it_too() {
    for signal in ["INT", "TERM", "HUP"] {
        let mut session = Session::start(["login"]);
        session.prompt("discover");
        session.signal(signal);
        let (code, screen) = session.end();
        assert_eq!(code, 130, "{signal}: {screen}");
        assert!(screen.contains("stopped: interrupted at step 1 (discover)"), "{screen}");
    }
}

#[test]
fn there_are_two_ways_to_stop_while_it_waits() {
    let practice = Practice::start(&[]);
    for keys in ["quit\r", "\u{3}"] {
        let mut session = at(&practice);
        session.prompt("discover");
        session.enter("run");
        session.see("or paste the whole URL");
        session.press(keys);
        let (code, screen) = session.end();
        assert_eq!(code, 130, "{keys:?}: {screen}");
    }
}

#[test]
fn the_redirect_url_can_be_pasted_however_long_it_is() {
    let practice = Practice::start(&[]);
    let mut session = at(&practice);
    session.prompt("discover");
    session.enter("run");
    let url = session.authorization_url();
    session.see("or paste the whole URL");
    session.enter("http://127.0.0.1:1/elsewhere?code=1");
    session.see("is not the redirect URL");
    let Arrival(ask) = walk(&practice, &url);
    // A terminal lets 4096 characters through as long as it edits lines itself.
    session.enter(&format!("{}&more={}", ask.url, "x".repeat(5000)));
    session.see("pasted");
    let (code, screen) = session.end();
    assert_eq!(code, 0, "{screen}");
}

#[test]
fn the_debugger_goes_on_after_a_browser_has_come_back() {
    let practice = Practice::start(&[]);
    let mut session = at(&practice);
    step(&mut session, &["discover", "discover", "authorize"]);
    let url = session.authorization_url();
    session.see("or paste the whole URL");
    practice.alice().visit(&url);
    session.prompt("callback");
    session.enter("run");
    let (code, screen) = session.end();
    assert_eq!(code, 0, "{screen}");
}

#[test]
fn a_robot_signs_in_when_it_is_asked_to() {
    let practice = Practice::start(&[]);
    let mut session = at(&practice);
    step(&mut session, &["discover", "discover"]);
    session.prompt("authorize");
    session.enter("as alice");
    session.see("a robot will sign in as alice");
    session.prompt("authorize");
    session.enter("run");
    let (code, screen) = session.end();
    assert_eq!(code, 0, "{screen}");

    let mut session = at(&practice);
    session.prompt("discover");
    session.enter("run");
    session.see("or paste the whole URL");
    session.enter("as bob");
    session.see("a robot signs in as bob");
    let (code, screen) = session.end();
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("248289761002"), "{screen}");
}

#[test]
fn a_secret_is_asked_for_without_being_shown() {
    let practice = Practice::start(&[]);
    let mut session = Session::start(["login", practice.issuer(), "--client-id", "web-app", "--no-browser"]);
    session.see("client secret of web-app");
    session.enter(practice.secret());
    session.prompt("discover");
    session.enter("as alice");
    session.prompt("discover");
    session.enter("run");
    let (code, screen) = session.end();
    assert_eq!(code, 0, "{screen}");
    assert!(!screen.contains(practice.secret()), "{screen}");
    assert!(screen.contains("‹client_secret:") && !screen.contains("‹code"), "a person sees the code: {screen}");
}
