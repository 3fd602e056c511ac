//! `oauth-flow config list` and `oauth-flow config path`: what names there are, and where settings are looked for.

use clap::Args;
use serde_json::json;

use super::{columns, print, put, remark};
use crate::cli::profile::{self, File, Owner, known};
use crate::cli::{Exit, Trouble};
use crate::explain::providers;
use crate::view::{Line, Meaning, Text};
use crate::world::settings_files::{self, PROJECT_FILE};
use crate::world::terminal::Terminal;

/// List the names that login takes: profiles of the files, and the providers that are known
#[derive(Debug, Args)]
pub struct ListArguments {
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &ListArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let mut remarks = Vec::new();
    let files = profile::read_files(&mut remarks)?;
    if arguments.json {
        put(&document(&files))?;
    } else {
        print(&text(&files), terminal);
    }
    remark(&remarks, terminal);
    Ok(Exit::Sound)
}

/// The places at which files of settings are looked for, the weakest first.
pub(super) fn path(terminal: Terminal) -> Result<Exit, Trouble> {
    let here = settings_files::working_folder()
        .map_err(|error| Trouble::local(format!("cannot tell the working directory: {error}")))?;
    let mut rows = Vec::new();
    let mut row = |owner: &str, path: String, state: String| {
        rows.push(vec![(Meaning::Name, owner.to_owned()), (Meaning::Strong, path), (Meaning::Faint, state)]);
    };
    match settings_files::user_file() {
        Some(path) => row("user", path.display().to_string(), state(&path)),
        None => row("user", "-".to_owned(), "there is no home directory".to_owned()),
    }
    match settings_files::project_file() {
        Some(path) => row("project", path.display().to_string(), state(&path)),
        None => row("project", PROJECT_FILE.to_owned(), format!("not in {} nor above", here.display())),
    }
    print(&columns(&rows), terminal);
    Ok(Exit::Sound)
}

fn state(path: &std::path::Path) -> String {
    let told = match (settings_files::exists(path), settings_files::is_foreign(path)) {
        (false, _) => "not there",
        (true, true) => "there; it belongs to another user and is not read",
        (true, false) => "there",
    };
    told.to_owned()
}

fn text(files: &[File]) -> Text {
    let mut text = Text::default();
    let profiles: Vec<_> = files
        .iter()
        .flat_map(|file| file.profiles.iter().map(move |profile| (file, profile)))
        .map(|(file, profile)| {
            vec![
                (Meaning::Strong, format!("  {}", profile.name)),
                (Meaning::Faint, format!("{} file {}:{}", owner(file), file.path.display(), profile.line)),
            ]
        })
        .collect();
    if !profiles.is_empty() {
        text.push(Line::default().with(Meaning::Heading, "profiles"));
        text.extend(columns(&profiles));
        text.gap();
    }
    text.push(Line::default().with(Meaning::Heading, "known providers"));
    let rows: Vec<_> = known::ALL
        .iter()
        .map(|known| {
            let name = providers::by_id(known.id).map_or(known.id, |provider| provider.name);
            vec![
                (Meaning::Strong, format!("  {}", known.id)),
                (Meaning::Plain, name.to_owned()),
                (Meaning::Faint, variables(known)),
            ]
        })
        .collect();
    text.extend(columns(&rows));
    text.gap();
    text.push(Line::default().with(Meaning::Faint, format!("known providers are {}", providers::UNTRIED)));
    text
}

fn owner(file: &File) -> &'static str {
    match file.owner {
        Owner::User => "user",
        Owner::Project => "project",
    }
}

/// The flags that fill in an address, those that have to be given first.
fn variables(known: &known::Known) -> String {
    let told = |variable: &known::Variable| match variable.default {
        None => format!("--{} {}", variable.name, variable.example),
        Some(default) => format!("[--{} {default}]", variable.name),
    };
    known.variables.iter().map(told).collect::<Vec<_>>().join(" ")
}

fn document(files: &[File]) -> String {
    let profiles: Vec<_> = files
        .iter()
        .flat_map(|file| file.profiles.iter().map(move |profile| (file, profile)))
        .map(|(file, profile)| {
            let like = profile.like.as_ref().map(|(like, _)| like);
            json!({
                "name": profile.name, "like": like, "file": owner(file),
                "path": file.path.display().to_string(), "line": profile.line,
            })
        })
        .collect();
    let known: Vec<_> = known::ALL.iter().map(known_json).collect();
    format!("{:#}\n", json!({"schema": "oauth-flow/providers/1", "profiles": profiles, "known": known}))
}

fn known_json(known: &known::Known) -> serde_json::Value {
    let variables: Vec<_> = known
        .variables
        .iter()
        .map(|variable| json!({"flag": variable.name, "what": variable.what, "default": variable.default}))
        .collect();
    let provider = providers::by_id(known.id);
    let deviations: Vec<_> = provider
        .into_iter()
        .flat_map(|provider| provider.deviations)
        .map(|deviation| json!({"requirement": deviation.requirement, "reason": deviation.reason}))
        .collect();
    json!({
        "name": known.id,
        "title": provider.map(|provider| provider.name),
        "variables": variables,
        "deviations": deviations,
        "notes": provider.map(|provider| provider.notes),
        "sources": provider.map(|provider| provider.sources),
        "tried": false,
    })
}
