//! `oauth-flow lab matrix`: every attack against every defence.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use clap::builder::FalseyValueParser;

use super::{defences, no_keys, print, put};
use crate::cli::{Exit, Trouble};
use crate::lab::{Defences, cells};
use crate::view::lab as view;
use crate::world::files;
use crate::world::terminal::Terminal;

/// Play every attack against every defence by itself, or against combinations
#[derive(Debug, Args)]
pub struct MatrixArguments {
    /// Combinations instead of single defences; can be repeated. Without a value those that teach the most
    #[arg(long, value_name = "A+B|all|none", num_args = 0..=1, default_missing_value = "")]
    combine: Vec<String>,
    /// Print the cells as JSON: an array of objects with `scenario`, `defence`, `outcome` and `message`
    #[arg(long, value_parser = FalseyValueParser::new(), conflicts_with = "markdown")]
    json: bool,
    /// Print the table in Markdown
    #[arg(long, value_parser = FalseyValueParser::new())]
    markdown: bool,
    /// Save the table with the story of every cell as one HTML page that needs nothing else; `-` is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// What a confidential client of old does, what a public one of today does, and everything.
const COMBINATIONS: [&str; 4] = ["none", "secret+state+exact", "s256+exact+iss+state", "all"];

pub(super) fn run(arguments: &MatrixArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let columns = columns(&arguments.combine)?;
    let cells = cells(&columns).ok_or_else(no_keys)?;
    if let Some(path) = &arguments.html {
        let page = view::page(&cells, &columns);
        if path.as_os_str() == "-" {
            return put(&page).map(|()| Exit::Sound);
        }
        files::write(path, page.as_bytes())
            .map_err(|error| Trouble::local(error.to_string()).hint("name a file that can be written: --html FILE"))?;
    }
    if arguments.json {
        put(&format!("{:#}\n", view::json(&cells)))?;
    } else if arguments.markdown {
        put(&view::markdown(&cells, &columns))?;
    } else {
        print(&view::terminal(&cells, &columns, terminal.for_stdout().width()), terminal);
    }
    Ok(Exit::Sound)
}

fn columns(combine: &[String]) -> Result<Vec<Defences>, Trouble> {
    if combine.is_empty() {
        return Ok(Defences::alone());
    }
    let mut columns = Vec::new();
    for words in combine {
        if words.is_empty() {
            columns.extend(COMBINATIONS.into_iter().map(defences).collect::<Result<Vec<_>, _>>()?);
        } else {
            columns.push(defences(words)?);
        }
    }
    // Twice the same would be one column with two heads.
    let mut seen = BTreeSet::new();
    columns.retain(|column| seen.insert(column.words()));
    Ok(columns)
}
