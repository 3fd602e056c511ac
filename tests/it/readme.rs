//! What the documents say about the program is what the program says: tables are made from it, flags are looked up in it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use clap::{Arg, Command};
use oauth_flow::cli::{self, Exit, exit};
use oauth_flow::explain::lesson::lesson;
use oauth_flow::explain::providers;
use oauth_flow::trace::Level;
use oauth_flow::view::{Report, ledger, redeemers};

use crate::generated::{expect_file, file};
use crate::shown;
use crate::stage::Scene;

const WIDTH: usize = 92;

#[test]
fn the_tables_of_the_readme_are_made_from_the_program() {
    let blocks = [
        ("steps", steps()),
        ("prompt", prompt()),
        ("ledger", run(&|report| ledger::ledger(&report.trace, WIDTH).to_plain())),
        ("panel", run(&|report| redeemers::laid_out(&report.panel, WIDTH).to_plain())),
        ("what is shown where", shown::table()),
        ("exit codes", format!("```text\n{}\n```\n", exit::TABLE)),
    ];
    let readme = blocks.iter().fold(file("README.md"), |text, (name, block)| replaced(&text, name, block));
    expect_file("README.md", &readme);
}

#[test]
fn the_tables_of_the_settings_are_made_from_the_program() {
    let blocks = [("keys", keys()), ("known providers", known_providers()), ("deviations", deviations())];
    let settings = blocks.iter().fold(file("docs/settings.md"), |text, (name, block)| replaced(&text, name, block));
    expect_file("docs/settings.md", &settings);
}

#[test]
fn the_map_of_the_readme_names_every_folder() {
    let readme = file("README.md");
    let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = std::fs::read_dir(sources).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir());
    for folder in entries.map(|entry| entry.file_name().into_string().unwrap()) {
        assert!(readme.contains(&format!("\n| `{folder}` | ")), "no row for `{folder}`");
    }
}

#[test]
fn the_table_of_exit_codes_knows_every_exit() {
    let every = [
        Exit::Sound,
        Exit::Findings,
        Exit::Usage,
        Exit::Denied,
        Exit::Unreachable,
        Exit::Local,
        Exit::Refused,
        Exit::Interrupted,
    ];
    let told: Vec<u8> =
        exit::TABLE.lines().skip(1).map(|line| line.split_whitespace().next().unwrap().parse().unwrap()).collect();
    assert_eq!(told, every.map(Exit::code));
}

#[test]
fn the_list_of_flags_is_made_from_the_program() {
    let mut text = "# Every flag\n\nMade from the program by a test: `UPDATE=1 cargo test --test it` writes it anew. A flag counts more than \
                    its environment variable.\n"
        .to_owned();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for command in commands() {
        let _ = write!(text, "\n## oauth-flow {}\n\n{}.\n", command.get_name(), command.get_about().unwrap());
        let (known, new): (Vec<&Arg>, Vec<&Arg>) = flags(&command).partition(|flag| told.contains(&row(flag)));
        let mut headings: Vec<&str> = Vec::new();
        for heading in new.iter().map(|flag| heading_of(flag)) {
            if !headings.contains(&heading) {
                headings.push(heading);
            }
        }
        for heading in headings {
            let _ = write!(text, "\n### {heading}\n\n| flag | environment | default | what |\n|---|---|---|---|\n");
            text.extend(new.iter().filter(|flag| heading_of(flag) == heading).map(|flag| row(flag)));
        }
        let names: Vec<String> = known.iter().filter_map(|flag| Some(format!("`--{}`", flag.get_long()?))).collect();
        if !names.is_empty() {
            let _ = write!(text, "\nAs described above: {}.\n", names.join(", "));
        }
        told.extend(new.into_iter().map(row));
    }
    expect_file("docs/flags.md", &text);
}

#[test]
fn every_flag_that_the_documents_name_exists() {
    let commands = commands();
    let all: BTreeSet<String> = commands.iter().flat_map(long_flags).collect();
    for path in ["README.md", "CONTRIBUTING.md", "docs/json.md", "docs/settings.md"] {
        for code in pieces_of_code(&file(path).replace("\\\n", " ")) {
            // behind `--` are words for another command
            let code = code.split(" -- ").next().unwrap();
            let named = commands.iter().find(|it| code.contains(&format!("oauth-flow {} ", it.get_name())));
            let known = named.map_or_else(|| all.clone(), |command| long_flags(command).collect());
            for flag in mentioned(code) {
                assert!(known.contains(&flag), "{path} names `{flag}`, which is no flag there: {code}");
            }
        }
    }
}

/// What stands between backticks, and the lines of code blocks; without what is said to cargo.
fn pieces_of_code(text: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    for (index, part) in text.split("```").enumerate() {
        if index % 2 == 1 {
            pieces.extend(part.lines());
        } else {
            pieces.extend(part.lines().flat_map(|line| line.split('`').skip(1).step_by(2)));
        }
    }
    pieces.retain(|piece| !piece.contains("cargo "));
    pieces
}

#[test]
fn every_flag_of_login_and_serve_is_described() {
    let text = format!("{}{}", file("README.md"), file("docs/flags.md"));
    let mentioned: BTreeSet<String> = text.lines().flat_map(mentioned).collect();
    for command in commands() {
        for flag in long_flags(&command) {
            assert!(mentioned.contains(&flag), "{flag} of oauth-flow {} is described nowhere", command.get_name());
        }
    }
}

/// The flags in a line: a blank, a quote, a bar or a bracket before them.
fn mentioned(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split(|c: char| c.is_whitespace() || "`|(),;:\"'".contains(c)).filter_map(|word| {
        let name = word.strip_prefix("--")?;
        let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(name.len());
        (end > 0 && !name.starts_with('-')).then(|| format!("--{}", &name[..end]))
    })
}

/// Every command, those of a group by their whole names; help needs no description.
fn commands() -> Vec<Command> {
    let of_group = |group: &Command| {
        let all: Vec<Command> = real(group).cloned().collect();
        let name = group.get_name().to_owned();
        all.into_iter().map(move |it| {
            let full = format!("{name} {}", it.get_name());
            it.name(&*full.leak())
        })
    };
    real(&cli::command())
        .flat_map(|it| {
            let mut all: Vec<Command> = of_group(it).collect();
            // A group may do something by itself as well.
            if all.is_empty() || it.get_positionals().next().is_some() {
                all.push(it.clone());
            }
            all
        })
        .collect()
}

fn real(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|it| it.get_name() != "help")
}

fn flags(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|argument| !argument.is_hide_set())
}

fn long_flags(command: &Command) -> impl Iterator<Item = String> {
    let flags: Vec<String> = flags(command).filter_map(Arg::get_long).map(|name| format!("--{name}")).collect();
    flags.into_iter()
}

fn heading_of(flag: &Arg) -> &str {
    flag.get_help_heading().unwrap_or("Options")
}

fn row(flag: &Arg) -> String {
    let value = flag.get_value_names().filter(|_| flag.get_action().takes_values());
    let value = value.map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    let name = match (flag.get_long(), value) {
        (Some(long), Some(value)) => format!("--{long} {value}"),
        (Some(long), None) => format!("--{long}"),
        (None, value) => value.unwrap_or_default(),
    };
    let code = |text: String| if text.is_empty() { text } else { format!("`{text}`") };
    let env = flag.get_env().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let default = flag
        .get_default_values()
        .first()
        .filter(|_| flag.get_action().takes_values() && !flag.is_hide_default_value_set());
    let default = default.map(|value| value.to_string_lossy().into_owned()).unwrap_or_default();
    let help = flag.get_help().map(ToString::to_string).unwrap_or_default();
    let choices: Vec<String> =
        flag.get_possible_values().iter().map(|choice| format!("`{}`", choice.get_name())).collect();
    let told = !choices.is_empty() && !flag.is_hide_possible_values_set() && flag.get_action().takes_values();
    let choices = if told { format!(": {}", choices.join(", ")) } else { String::new() };
    format!("| {} | {} | {} | {}{choices} |\n", code(name), code(env), code(default), help.replace('|', "\\|"))
}

/// Every key of a file of settings, with what it takes.
fn keys() -> String {
    let login = cli::command().find_subcommand("login").unwrap().clone();
    let rows = flags(&login).filter(|flag| flag.get_long().is_some_and(|long| long != "help")).map(|flag| {
        let takes = match flag.get_action() {
            clap::ArgAction::SetTrue => "true or false",
            clap::ArgAction::Append => "a text or a list",
            _ if flag.get_value_parser().type_id() == std::any::TypeId::of::<std::path::PathBuf>() => "a path",
            _ => "a text or a number",
        };
        let help = flag.get_help().map(ToString::to_string).unwrap_or_default();
        format!("| `{}` | {takes} | {} |\n", flag.get_long().unwrap().replace('-', "_"), help.replace('|', "\\|"))
    });
    format!("| key | takes | what |\n|---|---|---|\n{}", rows.collect::<String>())
}

fn known_providers() -> String {
    let rows = providers::ALL.iter().map(|provider| {
        format!(
            "| `{}` | {} | {} | {} |\n",
            provider.id,
            provider.name,
            provider.notes.join("; "),
            provider.sources.join("; ")
        )
    });
    let rows: String = rows.collect();
    format!("| name | provider | what is worth knowing | documented in |\n|---|---|---|---|\n{rows}")
}

fn deviations() -> String {
    let rows = providers::ALL.iter().flat_map(|provider| {
        let row = |it: &providers::Deviation| format!("| {} | `{}` | {} |\n", provider.name, it.requirement, it.reason);
        provider.deviations.iter().map(row)
    });
    format!("| provider | requirement | what it does instead |\n|---|---|---|\n{}", rows.collect::<String>())
}

fn steps() -> String {
    let plan = Scene::web_app().plan;
    let rows: Vec<String> = plan
        .steps()
        .into_iter()
        .map(|step| format!("| {} | `{}` | {} |\n", plan.number(step), step.name(), lesson(step, &plan)[0]))
        .collect();
    format!("| | step | what happens |\n|---|---|---|\n{}", rows.concat())
}

fn prompt() -> String {
    let rows = cli::PROMPT_COMMANDS.iter().map(|(command, what)| format!("| `{command}` | {what} |\n"));
    format!("| command | what it does |\n|---|---|\n{}", rows.collect::<String>())
}

fn run(tell: &dyn Fn(&Report) -> String) -> String {
    let trace = Scene::web_app().play();
    format!("```text\n{}```\n", tell(&Report::of(&trace, Level::Open)))
}

/// The text with what stands between the two marks of this name replaced.
fn replaced(text: &str, name: &str, block: &str) -> String {
    let (begin, end) = (format!("<!-- made from the program: {name} -->\n"), format!("<!-- end of {name} -->\n"));
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("there is no `{}`", begin.trim()));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("there is no `{}`", end.trim()));
    format!("{before}{begin}{block}{end}{after}")
}
