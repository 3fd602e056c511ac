//! `oauth-flow learn`: the handout, the lesson at a terminal, and the progress that is kept.

use std::path::PathBuf;
use std::sync::Arc;

use oauth_flow::lab::Outcome;
use oauth_flow::learn::{self, Seen, Trial};

use crate::binary::{Binary, Outcome as Ended};
use crate::generated::expect_file;
use crate::pty::Session;
use crate::told::{HOSTILE, assert_told};

/// What comes of each attack of the course, chapter by chapter, straight from the specifications: the words of a chapter
/// rest on it.
const COMES_OF_IT: &[(&str, &[&str])] = &[
    ("theft", &["wins", "wins", "T"]),
    ("secret", &["T", "wins", "wins"]),
    ("pkce", &["T", "T", "wins", "wins", "wins"]),
    ("address", &["A", "A", "wins", "wins"]),
    ("answer", &["wins", "C", "I", "wins", "C"]),
    ("tokens", &["wins", "T", "wins", "R"]),
];

fn handout(words: &[&str]) -> String {
    let Ended { stdout, stderr, .. } =
        Binary::new(["learn", "--transcript"].iter().chain(words).copied()).run().expect_code(0);
    assert_eq!(stderr, "");
    stdout
}

/// A person who learns, at home.
struct Learner {
    home: Arc<tempfile::TempDir>,
}

impl Learner {
    fn new() -> Self {
        Self { home: Arc::new(tempfile::tempdir().unwrap()) }
    }

    fn sits_down(&self, words: &[&str]) -> Session {
        Session::at(Arc::clone(&self.home), ["learn"].iter().chain(words).copied())
    }

    fn list(&self) -> String {
        let home = self.home.path().to_str().unwrap().to_owned();
        Binary::new(["learn", "--list"]).env("HOME", &home).run().expect_code(0).stdout
    }

    fn progress(&self) -> PathBuf {
        self.home.path().join(".local/state/oauth-flow/learn.json")
    }
}

/// Says this at the prompt of this name.
#[track_caller]
fn say(session: &mut Session, prompt: &str, words: &str) {
    session.prompt(prompt);
    session.enter(words);
}

#[test]
fn the_handout_is_played_when_it_is_printed() {
    let handout = handout(&[]);
    let head = "# The course\n\nWhat `oauth-flow learn --transcript` prints; `oauth-flow learn` asks first. Every outcome is \
                played, and a test writes this file anew with `UPDATE=1 cargo test --test it`.\n\n";
    expect_file("docs/course.md", &format!("{head}```text\n{handout}```\n"));
    assert!(handout.lines().all(|line| line.chars().count() <= 80 && !line.ends_with(' ')), "{handout}");
    assert!(!handout.contains('\u{1b}'));
}

#[test]
fn a_chapter_alone_and_no_terminal() {
    let whole = handout(&[]);
    for chapter in learn::ALL {
        let number = chapter.number().to_string();
        let alone = handout(&[chapter.name]);
        assert!(whole.contains(&alone) && alone.starts_with(&number), "{}", chapter.name);
        assert_eq!(handout(&[&number]), alone);
    }
    let outcome = Binary::new(["learn"]).run().expect_code(0);
    assert_eq!(outcome.stdout, whole);
    assert!(outcome.stderr.contains("there is no terminal to ask at"), "{}", outcome.stderr);
    let coloured = Binary::new(["learn", "--transcript", "--color", "always"]).run().expect_code(0).stdout;
    assert!(coloured.contains("\u{1b}["));
}

#[test]
fn what_is_taught_is_what_comes_of_it() {
    for (name, outcomes) in COMES_OF_IT {
        let chapter = learn::by_word(name).unwrap();
        let played: Vec<&str> = chapter
            .questions()
            .map(|question| match question.trial.play().unwrap().seen {
                Seen::Attack(outcome, _) => outcome.word(),
                Seen::Watched(..) => "watched",
            })
            .collect();
        assert_eq!(played, *outcomes, "{name}");
    }
    let watched = ["cast", "login"].map(|name| learn::by_word(name).unwrap()).into_iter();
    let yes: Vec<bool> =
        watched.flat_map(learn::Chapter::questions).map(|question| question.trial.play().unwrap().yes).collect();
    assert_eq!(yes, [false, true, false, false], "the password at the shop; code, verifier and token in the browser");
}

#[test]
fn every_command_of_the_handout_comes_to_what_it_says() {
    for question in learn::ALL.iter().flat_map(|chapter| chapter.questions()) {
        let Trial::Attack(..) = question.trial else { continue };
        let Seen::Attack(outcome, words) = question.trial.play().unwrap().seen else { continue };
        let command = question.trial.command();
        let words_of_it = command.split(' ').skip(1).chain(["--json"]);
        let document = Binary::new(words_of_it).run().expect_code(0).json();
        assert_eq!((&document["outcome"], &document["message"]), (&outcome.word().into(), &words.into()), "{command}");
        assert_eq!(document["outcome"] == "wins", outcome == Outcome::Wins);
    }
}

#[test]
fn a_chapter_is_predicted_watched_and_scored() {
    let learner = Learner::new();
    let mut session = learner.sits_down(&["theft"]);
    session.see("3 A code is stolen");
    say(&mut session, "read", "back");
    session.see("this is where the chapter begins");
    say(&mut session, "read", "y");
    session.see("nothing is asked here");
    say(&mut session, "read", "");
    session.see("Will Mallory get the tokens?");
    say(&mut session, "predict", "");
    session.see("say what you expect first");
    say(&mut session, "predict", "perhaps");
    session.see("`perhaps` is nothing that can be said here: y, n, back or q");
    say(&mut session, "predict", "y");
    session.see("Mallory ──▶ the server");
    session.see("Right: yes. Mallory reads Alice's data.");
    say(&mut session, "read", "");
    say(&mut session, "predict", "NO");
    session.see("Not so: yes.");
    // beside each play stands what was said of it
    say(&mut session, "read", "back");
    say(&mut session, "predict", "back");
    session.see("Right: yes. Mallory reads Alice's data.");
    // whoever looks again may say something else: what was said first counts
    say(&mut session, "read", "");
    say(&mut session, "predict", "yes");
    session.see("Right: yes.");
    say(&mut session, "read", "");
    say(&mut session, "predict", "n");
    session.see("Right: no. He is stopped at the token request: 400 invalid_grant.");
    session.see("oauth-flow lab run L21 --with one-time");
    say(&mut session, "read", "");
    session.see("2 of 3 predicted");
    say(&mut session, "chapter", "what");
    session.see("Enter goes on, q ends");
    say(&mut session, "chapter", "");
    session.see("4 The client secret");
    say(&mut session, "read", "q");
    session.see("your progress is kept");
    assert_eq!(session.end().0, 0);
    let list = learner.list();
    assert!(list.contains("2 of 3 predicted") && list.contains("begun"), "{list}");
}

#[test]
fn it_goes_on_where_it_was_left_however_it_was_left() {
    let learner = Learner::new();
    for (keys, code) in [("q\r", 0), ("\u{3}", 130), ("\u{4}", 130)] {
        let mut session = learner.sits_down(&["2"]);
        say(&mut session, "read", "");
        say(&mut session, "predict", "y");
        session.prompt("read");
        session.press(keys);
        session.see("your progress is kept");
        assert_eq!(session.end().0, code, "{keys:?}");
        let mut session = learner.sits_down(&[]);
        session.see("2 A login that goes well  3 of 8");
        session.see("Right: yes.");
        session.prompt("read");
        session.press("\u{4}");
        assert_eq!(session.end().0, 130);
    }
    let mut session = learner.sits_down(&[]);
    session.prompt("read");
    session.signal("TERM");
    assert_eq!(session.end().0, 130);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(learner.progress()).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(learner.list().contains("begun"));
}

#[test]
fn after_the_last_chapter_everything_is_told() {
    let learner = Learner::new();
    let mut session = learner.sits_down(&["tokens"]);
    for chapter in ["read"].into_iter().chain(["predict", "read"].into_iter().cycle().take(8)) {
        say(&mut session, chapter, if chapter == "predict" { "y" } else { "" });
    }
    session.see("L24 a client that means no good");
    say(&mut session, "read", "");
    session.see("2 of 4 predicted");
    session.see("that was all of it");
    assert_eq!(session.end().0, 0);
    let session = learner.sits_down(&[]);
    let (code, screen) = session.end();
    assert!(code == 0 && screen.contains("you have been through all of it"), "{screen}");
}

#[test]
fn damaged_progress_is_told_and_begun_anew() {
    let learner = Learner::new();
    let path = learner.progress();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    for damaged in ["", "not JSON \u{1b}[31m", "{\"schema\":\"oauth-flow/progress/1\",\"chapter\":7,\"chapters\":[]}"] {
        std::fs::write(&path, damaged).unwrap();
        let mut session = learner.sits_down(&[]);
        session.see("damaged: the course");
        session.see("1 Who takes part  1 of 4");
        say(&mut session, "read", "");
        say(&mut session, "read", "q");
        assert_eq!(session.end().0, 0);
        let kept: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!((&kept["chapter"], &kept["chapters"]["cast"]["frame"]), (&"cast".into(), &1.into()));
    }
    // of another version of the course: what does not fit is left aside
    let other = r#"{"schema":"oauth-flow/progress/1","chapter":"gone","chapters":{"cast":{"frame":99,"said":[null]},"gone":{"frame":0,"said":[]}}}"#;
    std::fs::write(&path, other).unwrap();
    assert!(!learner.list().contains("begun"));
    let home = learner.home.path().to_str().unwrap();
    let outcome = Binary::new(["learn", "--reset"]).env("HOME", home).run().expect_code(0);
    assert!(outcome.stderr.contains("forgotten") && outcome.stdout.is_empty());
    assert!(!std::fs::read_to_string(&path).unwrap().contains("gone"));
}

#[cfg(unix)]
#[test]
fn where_nothing_can_be_kept_the_lesson_goes_on() {
    let learner = Learner::new();
    std::fs::write(learner.home.path().join(".local"), "a file where a folder should be").unwrap();
    let mut session = learner.sits_down(&["cast"]);
    session.see("progress is not kept: ");
    say(&mut session, "read", "");
    say(&mut session, "read", "");
    say(&mut session, "predict", "q");
    let (code, screen) = session.end();
    assert!(code == 0 && screen.matches("progress is not kept").count() == 1, "{screen}");
    assert!(!screen.contains("your progress is kept"), "{screen}");
    let home = learner.home.path().to_str().unwrap();
    assert_told(&Binary::new(["learn", "--reset"]).env("HOME", home).run(), 5, &["cannot make the folder of"]);
}

#[test]
fn what_is_no_chapter_is_told() {
    assert_told(
        &Binary::new(["learn", "secrets"]).run(),
        2,
        &["`secrets` is no chapter: did you mean `secret`?", "--list"],
    );
    assert_told(&Binary::new(["learn", "9"]).run(), 2, &["`9` is no chapter", "learn --list"]);
    assert_told(&Binary::new(["learn", HOSTILE]).run(), 2, &["\\u{1b}[31mred"]);
    assert_told(&Binary::new(["learn", "--list", "--reset"]).run(), 2, &["--reset"]);
    assert_told(&Binary::new(["learn", "cast", "--list"]).run(), 2, &["--list"]);
}
