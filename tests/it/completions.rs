//! The completions that are shipped are those that the program makes.

use std::path::Path;
use std::process::Command;

use clap::ValueEnum as _;
use oauth_flow::cli::Shell;

use crate::binary::Binary;

#[test]
fn the_files_are_what_the_program_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    for shell in Shell::ALL {
        let name = shell.to_possible_value().unwrap().get_name().to_owned();
        let printed = Binary::new(["completions", &name]).run().expect_code(0);
        assert_eq!(printed.stderr, "", "{name}");
        let file = folder.join(shell.file_name());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, &printed.stdout).unwrap();
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(kept == printed.stdout, "{} is out of date: UPDATE=1 cargo test writes it anew", file.display());
    }
}

#[test]
fn bash_can_read_its_file() {
    // It is longer than an argument may be.
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), Shell::Bash.completions()).unwrap();
    let checked = Command::new("bash").arg("-n").arg(file.path()).output().unwrap();
    assert!(checked.status.success(), "{checked:?}");
}

#[test]
fn every_command_and_flag_is_completed() {
    let help = Binary::new(["login", "--help"]).run().expect_code(0).stdout;
    let words: Vec<&str> = help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 4).collect();
    assert!(words.len() > 30, "{words:?}");
    for shell in Shell::ALL {
        let completions = shell.completions();
        for flag in words.iter().filter(|word| word[2..].chars().all(|c| c.is_ascii_lowercase() || c == '-')) {
            assert!(completions.contains(&flag[2..]), "{flag} is not in the completions for {shell:?}");
        }
    }
}
