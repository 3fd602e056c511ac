//! `oauth-flow lab run` and `oauth-flow lab cell`: one attack, move by move.

use clap::Args;
use clap::builder::FalseyValueParser;
use serde_json::json;

use super::{defences, no_keys, print, put, scenario};
use crate::cli::{Exit, Trouble, reach};
use crate::lab::{Defence, Defences, Story, decisive, play, reasons, remains};
use crate::view::Text;
use crate::view::lab::{self as view, Detail};
use crate::world::prompt::{Asked, Prompt};
use crate::world::terminal::{self, Terminal};

/// Play one attack, and see who ends up with what
///
/// Without --with nothing is switched on: a public client without PKCE, at a server that compares redirect URIs by their
/// beginning. It ends with who has what, which defence stopped Mallory, and why the others do not. On a terminal it goes on
/// move by move.
#[derive(Debug, Args)]
#[command(after_help = defences_help())]
pub struct RunArguments {
    /// The attack, such as L05 (see `oauth-flow lab list`)
    scenario: String,
    /// What is switched on: names with a comma between them, or `all`
    #[arg(long, value_name = "DEFENCES", default_value = "none")]
    with: String,
    /// What is left out of it, as in `--with all --without s256`
    #[arg(long, value_name = "DEFENCES", default_value = "none")]
    without: String,
    #[command(flatten)]
    telling: Telling,
}

/// Tell the story behind one cell of the matrix
///
/// The same as `lab run L07 --with s256`, with the words that stand at the row and over the column.
#[derive(Debug, Args)]
#[command(after_help = defences_help())]
pub struct CellArguments {
    /// The attack, such as L07
    scenario: String,
    /// What is switched on: a name, or several with a plus between them
    defences: String,
    #[command(flatten)]
    telling: Telling,
}

/// How a story is told.
#[derive(Debug, Args)]
struct Telling {
    /// Tell every message, each with everything that is in it; a page as it reads
    #[arg(long, value_parser = FalseyValueParser::new())]
    full: bool,
    /// Do not stop between the moves
    #[arg(long = "run", value_parser = FalseyValueParser::new())]
    unattended: bool,
    /// Print what it came to as JSON
    #[arg(long, value_parser = FalseyValueParser::new())]
    json: bool,
}

pub(super) fn run(arguments: &RunArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let (with, without) = (defences(&arguments.with)?, defences(&arguments.without)?);
    without.iter().try_for_each(|defence| can_be_left_out(defence, &with, &arguments.with))?;
    let with = with.iter().filter(|defence| !without.has(*defence)).collect();
    tell(&arguments.scenario, &with, (&arguments.telling, terminal))
}

/// What is not on, or was named just now, is not left out: that would be another set than the words seem to say.
fn can_be_left_out(defence: Defence, with: &Defences, words: &str) -> Result<(), Trouble> {
    let why = match (with.has(defence), words) {
        (true, "all") => return Ok(()),
        (true, _) => "is switched on and left out at once",
        (false, _) => "is left out, and was not switched on",
    };
    let hint = "--without takes something out of `all`: --with all --without s256";
    Err(Trouble::usage(format!("`{}` {why}", defence.id())).hint(hint))
}

/// What can be switched on.
fn defences_help() -> String {
    let rows = Defence::ALL.iter().map(|defence| format!("  {:<18} {}", defence.id(), defence.title()));
    format!("What can be switched on:\n{}", rows.collect::<Vec<_>>().join("\n"))
}

pub(super) fn cell(arguments: &CellArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    tell(&arguments.scenario, &defences(&arguments.defences)?, (&arguments.telling, terminal))
}

fn tell(id: &str, chosen: &Defences, (telling, terminal): (&Telling, Terminal)) -> Result<Exit, Trouble> {
    let scenario = scenario(id)?;
    let story = play(scenario, chosen).ok_or_else(no_keys)?;
    if telling.json {
        let document = json!({
            "schema": "oauth-flow/story/1", "scenario": scenario.id, "defences": chosen.iter().map(Defence::id).collect::<Vec<_>>(),
            "outcome": story.outcome.word(), "message": story.words, "decisive": ids(&story), "remains": remains(&story),
        });
        put(&format!("{document:#}\n"))?;
        return Ok(Exit::Sound);
    }
    let detail = if telling.full { Detail::Full } else { Detail::Brief };
    let reasons = reasons(scenario).ok_or_else(no_keys)?;
    let width = terminal.for_stdout().width();
    let ending = view::others(&story, &reasons, width);
    let steps = is_attended(telling, terminal);
    let mut pieces = pieces(&story, detail, width);
    pieces.push(spaced(view::verdict(&story, &reasons, width)));
    if !steps {
        for piece in pieces.iter().chain([&ending]) {
            print(piece, terminal);
        }
        return Ok(Exit::Sound);
    }
    reach::block_on(walk(&pieces, &ending, terminal))?
}

/// The beginning, and each move with the gap before it.
fn pieces(story: &Story, detail: Detail, width: usize) -> Vec<Text> {
    let moves = view::moves(story, detail, width).into_iter().map(spaced);
    std::iter::once(view::beginning(story, width)).chain(moves).collect()
}

fn spaced(piece: Text) -> Text {
    let mut spaced = Text::default();
    spaced.gap();
    spaced.extend(piece);
    spaced
}

fn is_attended(telling: &Telling, terminal: Terminal) -> bool {
    !telling.unattended && terminal.is_interactive() && terminal::stdout_is_terminal()
}

/// One move after the other, and what it came to before the many words about why; what is typed does not matter, but `q`.
async fn walk(pieces: &[Text], ending: &Text, terminal: Terminal) -> Result<Exit, Trouble> {
    let Some(mut prompt) = Prompt::open() else { return Err(Trouble::local("there is no terminal to ask at")) };
    for (index, piece) in pieces.iter().enumerate() {
        print(piece, terminal);
        match prompt.ask("Enter goes on, r runs to the end, q ends > ", Vec::new()).await {
            Asked::Line(line) if line.eq_ignore_ascii_case("q") => return Ok(Exit::Sound),
            Asked::Line(line) if line.eq_ignore_ascii_case("r") => {
                pieces.iter().skip(index + 1).for_each(|piece| print(piece, terminal));
                break;
            }
            Asked::Line(_) => {}
            Asked::Stop => return Ok(Exit::Interrupted),
        }
    }
    print(ending, terminal);
    Ok(Exit::Sound)
}

/// The defences that did it, by name.
fn ids(story: &Story) -> Vec<&'static str> {
    decisive(story).into_iter().map(Defence::id).collect()
}
