//! `oauth-flow config show [NAME]`: every value with the place it comes from.

use std::ffi::OsString;

use clap::{Arg, Args};
use serde_json::{Value, json};

use super::{columns, print, put, remark};
use crate::cli::profile::{self, Key, MASK, Secrets, Settled, Strength, Unsettled, strength};
use crate::cli::{Exit, Trouble, whole};
use crate::view::Meaning;
use crate::world::terminal::Terminal;

/// Tell each setting of a login, and where it comes from
///
/// Nothing that is kept elsewhere is fetched, and no secret is shown. Flags of login can be given behind `--`, to see what
/// they change: oauth-flow config show work -- --scope openid
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// A profile of oauth-flow.toml, a known provider, or an issuer
    name: Option<String>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
    /// Flags of login, as they would be given
    #[arg(last = true, value_name = "FLAGS")]
    flags: Vec<OsString>,
}

/// One value and where it comes from.
struct Row {
    name: String,
    value: String,
    origin: Origin,
}

enum Origin {
    Default,
    Environment(String),
    Flag,
    Setting(profile::Origin),
}

/// The command whose flags the settings are.
const COMMAND: &str = "login";

pub(super) fn run(arguments: &ShowArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let mut words: Vec<OsString> = vec!["oauth-flow".into(), COMMAND.into()];
    words.extend(arguments.flags.iter().cloned());
    words.extend(arguments.name.iter().map(OsString::from));
    let settled = profile::settle(&words, Secrets::Left).map_err(|unsettled| match unsettled {
        Unsettled::Settings(trouble) => trouble,
        Unsettled::Words(error) => {
            let said = error.render().to_string();
            let first = said.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Trouble::usage(first)
                .hint("behind `--` stand flags of login: oauth-flow config show work -- --scope openid")
        }
    })?;
    let rows = rows(&settled);
    if arguments.json {
        put(&document(arguments, &settled, &rows))?;
    } else {
        let cells = |row: &Row| {
            vec![
                (Meaning::Name, row.name.clone()),
                (Meaning::Strong, row.value.clone()),
                (Meaning::Faint, row.origin.words()),
            ]
        };
        print(&columns(&rows.iter().map(cells).collect::<Vec<_>>()), terminal);
    }
    remark(&settled.given.remarks, terminal);
    Ok(Exit::Sound)
}

fn rows(settled: &Settled) -> Vec<Row> {
    let root = whole();
    let login = root.find_subcommand(COMMAND);
    let shared = root.get_arguments().filter(|argument| argument.is_global_set());
    let own = login.into_iter().flat_map(clap::Command::get_arguments);
    own.chain(shared).filter_map(|argument| row(argument, settled)).collect()
}

fn row(argument: &Arg, settled: &Settled) -> Option<Row> {
    let key = Key::of(argument)?;
    let name = key.name();
    if let Some(setting) = settled.given.settings.iter().find(|setting| setting.key == key) {
        return Some(Row { name, value: setting.shown(), origin: Origin::Setting(setting.origin.clone()) });
    }
    let (_, matches) = settled.matches.subcommand()?;
    let origin = match strength(argument, matches) {
        Some(Strength::Flag) => Origin::Flag,
        Some(_) => Origin::Environment(argument.get_env()?.to_string_lossy().into_owned()),
        None => Origin::Default,
    };
    let mut values = matches.get_raw(argument.get_id().as_str())?.map(|value| value.to_string_lossy());
    let value = if argument.get_action().takes_values() {
        values.by_ref().collect::<Vec<_>>().join(" ")
    } else {
        matches.get_flag(argument.get_id().as_str()).to_string()
    };
    // a switch that nobody touched is no news
    if matches!(origin, Origin::Default) && !argument.get_action().takes_values() {
        return None;
    }
    Some(Row { name, value: if key.is_secret() { MASK.to_owned() } else { value }, origin })
}

impl Origin {
    fn words(&self) -> String {
        match self {
            Self::Default => "default".to_owned(),
            Self::Environment(name) => format!("environment {name}"),
            Self::Flag => "flag".to_owned(),
            Self::Setting(origin) => origin.words(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Default => json!({"kind": "default"}),
            Self::Environment(name) => json!({"kind": "environment", "name": name}),
            Self::Flag => json!({"kind": "flag"}),
            Self::Setting(origin) => match origin.place() {
                Some(place) => {
                    json!({"kind": origin.kind(), "path": place.path.display().to_string(), "line": place.line})
                }
                None => json!({"kind": origin.kind()}),
            },
        }
    }
}

fn document(arguments: &ShowArguments, settled: &Settled, rows: &[Row]) -> String {
    let values: Vec<Value> =
        rows.iter().map(|row| json!({"name": row.name, "value": row.value, "from": row.origin.json()})).collect();
    let document = json!({
        "schema": "oauth-flow/settings/1",
        "provider": arguments.name,
        "known": settled.given.known,
        "settings": values,
        "remarks": settled.given.remarks,
    });
    format!("{document:#}\n")
}
