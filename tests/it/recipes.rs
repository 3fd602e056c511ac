//! The recipes for pipelines say what the program understands, and the one for a shell is run.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use oauth_flow::cli;

use crate::generated::file;
use crate::practice::Practice;

/// Every recipe, and how often it calls the program.
const RECIPES: [(&str, usize); 5] = [
    ("docs/ci/github-actions.yml", 1),
    ("docs/ci/gitlab-ci.yml", 2),
    ("docs/ci/kubernetes-job.yaml", 1),
    ("docs/ci/shell.sh", 1),
    ("action.yml", 1),
];

/// Prints its arguments, one a line, and leaves a report where one is to be.
const STAND_IN: &str = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n";

/// A command of a recipe, without the list or the block in which it stands.
fn commands(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim().trim_start_matches("- "));
    lines.filter(|line| line.starts_with("oauth-flow ")).map(str::to_owned).collect()
}

fn shell(script: &str, path: &Path, folder: &Path) -> Output {
    let path = format!("{}:{}", path.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).current_dir(folder).env_clear().env("PATH", path).env("HOME", folder);
    for (name, value) in
        [("SUITE", "smoke"), ("CI_NODE_INDEX", "1"), ("JOB_COMPLETION_INDEX", "0"), ("out", "out"), ("reports", "out")]
    {
        command.env(name, value);
    }
    command.output().unwrap()
}

/// The words of a command as the shell makes them.
fn words(command: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let stand_in = folder.path().join("oauth-flow");
    std::fs::write(&stand_in, STAND_IN).unwrap();
    std::fs::set_permissions(&stand_in, std::fs::Permissions::from_mode(0o700)).unwrap();
    for report in ["report-1.json", "report-2.json"] {
        std::fs::write(folder.path().join(report), "").unwrap();
    }
    let told = shell(&format!("set -- work\n{command}"), folder.path(), folder.path());
    assert!(told.status.success(), "{command}: {told:?}");
    String::from_utf8(told.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn every_command_of_a_recipe_is_one_that_there_is() {
    for (recipe, count) in RECIPES {
        let commands = commands(&file(recipe));
        assert_eq!(commands.len(), count, "{recipe}: {commands:?}");
        for command in commands {
            let words = words(&command);
            let all = ["oauth-flow".to_owned()].into_iter().chain(words.iter().cloned());
            if let Err(error) = cli::command().try_get_matches_from(all) {
                panic!("{recipe}: {words:?}: {error}");
            }
        }
    }
}

#[test]
fn a_wrong_word_in_a_recipe_would_be_seen() {
    let said = ["oauth-flow".to_owned()].into_iter().chain(words("oauth-flow check --all --partitions \"2/5\" \"$@\""));
    let said: Vec<String> = said.collect();
    assert_eq!(said[1..], ["check", "--all", "--partitions", "2/5", "work"]);
    assert!(cli::command().try_get_matches_from(said).is_err());
}

#[test]
fn recipes_have_no_tab_where_yaml_has_none() {
    for (recipe, _) in RECIPES.iter().filter(|(recipe, _)| Path::new(recipe).extension() != Some("sh".as_ref())) {
        assert!(!file(recipe).contains('\t'), "{recipe}");
    }
}

/// Runs the recipe for a shell in a folder with one profile.
fn run_recipe(folder: &Path, issuer: &str) -> Output {
    let settings = format!(
        "[provider.work]\nissuer = \"{issuer}\"\nas = \"alice\"\nscope = \"openid\"\nonly = [\"*-baseline\", \"pkce-verifier-wrong\"]\n"
    );
    std::fs::write(folder.join("oauth-flow.toml"), settings).unwrap();
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci/shell.sh");
    let program = PathBuf::from(env!("CARGO_BIN_EXE_oauth-flow"));
    shell(&recipe.display().to_string(), program.parent().unwrap(), folder)
}

#[test]
fn the_recipe_for_a_shell_tells_what_is_new_and_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (sound, weak) = (Practice::start(&[]), Practice::start(&["--fault", "ignore-verifier"]));
    let code = |issuer: &str| {
        let ran = run_recipe(folder.path(), issuer);
        (ran.status.code(), String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    assert_eq!(code(sound.issuer()).0, Some(0), "{:?}", code(sound.issuer()));
    let (first, told) = code(weak.issuer());
    assert_eq!(first, Some(1), "{told}");
    assert!(told.contains("pkce-verifier-wrong") || told.contains("FAIL"), "{told}");
    assert_eq!(code(weak.issuer()).0, Some(0), "it is known from the last time");
    let reports = folder.path().join("reports");
    assert!(reports.join("last.json").exists() && reports.join("junit.xml").exists());
    assert_eq!(code("http://127.0.0.1:1").0, Some(4), "nobody is there");
    assert_eq!(code(weak.issuer()).0, Some(0), "a run without answers is nothing to compare with");
}
