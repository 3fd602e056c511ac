//! `oauth-flow lab list`: which attacks there are, and who has what.

use clap::Args;
use clap::builder::FalseyValueParser;
use serde_json::json;

use super::{print, put};
use crate::cli::{Exit, Trouble};
use crate::lab::{Defence, scenarios};
use crate::view::lab as view;
use crate::world::terminal::Terminal;

/// List the attacks, each with what the attacker has, and the defences
#[derive(Debug, Args)]
pub struct ListArguments {
    /// Print it as JSON
    #[arg(long, value_parser = FalseyValueParser::new())]
    json: bool,
}

pub(super) fn run(arguments: &ListArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    if !arguments.json {
        print(&view::list(terminal.for_stdout().width()), terminal);
        return Ok(Exit::Sound);
    }
    let scenarios: Vec<_> = scenarios()
        .map(|one| json!({ "id": one.id, "title": one.title, "has": one.has, "wants": one.wants, "spec": one.spec }))
        .collect();
    let defences: Vec<_> = Defence::ALL
        .iter()
        .map(|one| json!({ "id": one.id(), "title": one.title(), "does": one.does(), "spec": one.spec() }))
        .collect();
    let document = json!({ "schema": "oauth-flow/lab/1", "scenarios": scenarios, "defences": defences });
    put(&format!("{document:#}\n"))?;
    Ok(Exit::Sound)
}
