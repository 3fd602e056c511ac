//! What comes out of a run of checks: a report in every form that was asked for, and the exit.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::FalseyValueParser;

use crate::cli::{Exit, Trouble};
use crate::view::check::{Detail, Report, Strictness, compare, github, html, junit, markdown, sarif, terminal};
use crate::world::environment::variable;
use crate::world::files;
use crate::world::terminal::{self as screen, Terminal};

/// What comes out.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArguments {
    /// Tell everything: every check, and every message of it
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_VERBOSE", hide_env_values = true)]
    pub verbose: bool,
    /// Print the report as JSON on standard output
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_JSON", hide_env_values = true)]
    pub json: bool,
    /// Save the report as JSON: for `--baseline`, and for programs; `-` is standard output
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_REPORT", hide_env_values = true)]
    pub report: Option<PathBuf>,
    /// Save the report as `JUnit` XML; `-` is standard output
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_JUNIT", hide_env_values = true)]
    pub junit: Option<PathBuf>,
    /// Save the report as SARIF 2.1.0; `-` is standard output
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_SARIF", hide_env_values = true)]
    pub sarif: Option<PathBuf>,
    /// Save the report as Markdown; `-` is standard output
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_MARKDOWN", hide_env_values = true)]
    pub markdown: Option<PathBuf>,
    /// Save the report as one HTML page that needs nothing else; `-` is standard output
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_HTML", hide_env_values = true)]
    pub html: Option<PathBuf>,
    /// Tell GitHub nothing, also where `GITHUB_ACTIONS` is set: no annotations, no summary of the job
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_NO_GITHUB", hide_env_values = true)]
    pub no_github: bool,
    /// Count only what is not in this earlier report, saved by `--report` or `--json`
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_BASELINE", hide_env_values = true)]
    pub baseline: Option<PathBuf>,
}

/// What stands for standard output where a file is named.
const STDOUT: &str = "-";

/// A form of the report, and how it is written.
type Form = (&'static str, fn(&Report, Strictness) -> Result<String, String>);

const JSON: Form = ("JSON", |report, _| report.write().map_err(|error| error.to_string()));
const JUNIT: Form = ("JUnit", |report, strictness| junit(report, strictness).map_err(|error| error.to_string()));
const SARIF: Form = ("SARIF", |report, _| sarif(report).map_err(|error| error.to_string()));
const MARKDOWN: Form = ("Markdown", |report, strictness| Ok(markdown(report, strictness)));
const HTML: Form = ("HTML", |report, strictness| Ok(html(report, strictness)));

/// Everything that has to be right before the first message is sent.
#[derive(Debug)]
pub struct Outlet {
    arguments: OutputArguments,
    strictness: Strictness,
    baseline: Option<Report>,
}

impl OutputArguments {
    /// Whether somebody may look at the messages of what passed.
    pub fn shows_passes(&self) -> bool {
        self.verbose || self.json || self.report.is_some()
    }

    /// The files that are to be written, each with its form.
    fn files(&self) -> Vec<(&Path, Form)> {
        let documents = [(&self.report, JSON), (&self.junit, JUNIT), (&self.sarif, SARIF)];
        let pages = [(&self.markdown, MARKDOWN), (&self.html, HTML)];
        let all = documents.into_iter().chain(pages);
        all.filter_map(|(path, form)| Some((path.as_deref()?, form))).collect()
    }

    /// What standard output is taken by.
    fn takers(&self) -> Vec<Form> {
        let files = self.files().into_iter().filter(|(path, _)| *path == Path::new(STDOUT)).map(|(_, form)| form);
        self.json.then_some(JSON).into_iter().chain(files).collect()
    }
}

impl Outlet {
    /// Finds out before the first message whether everything can be written in the end, and what was known before.
    pub fn open(arguments: OutputArguments, strictness: Strictness) -> Result<Self, Trouble> {
        if arguments.takers().len() > 1 {
            return Err(Trouble::usage("two reports cannot share standard output")
                .hint("name a file for all but one: --junit FILE"));
        }
        for (path, _) in arguments.files().into_iter().filter(|(path, _)| *path != Path::new(STDOUT)) {
            files::check_writable(path)
                .map_err(|error| Trouble::local(error.to_string()).hint("name a file that can be written"))?;
        }
        let baseline = arguments.baseline.as_deref().map(read).transpose()?;
        Ok(Self { arguments, strictness, baseline })
    }

    /// Gives out everything that was asked for. A file that cannot be written after all keeps nothing else back.
    pub fn give_out(&self, report: &Report, stderr: Terminal) -> Result<Exit, Trouble> {
        let mut report = report.clone();
        if let Some(baseline) = &self.baseline {
            compare(&mut report, baseline);
        }
        let strictness = self.strictness;
        let mut written = Ok(());
        for (path, form) in self.arguments.files().into_iter().filter(|(path, _)| *path != Path::new(STDOUT)) {
            let text = write(form, &report, strictness)?;
            let saved = files::write(path, text.as_bytes()).map_err(|error| Trouble::local(error.to_string()));
            written = written.and(saved);
        }
        self.tell(&report, stderr)?;
        written.and(self.tell_github(&report, stderr)).map(|()| Exit::of_checks(&report, strictness))
    }

    /// The report is the data here: where no other form takes standard output, it goes there.
    fn tell(&self, report: &Report, stderr: Terminal) -> Result<(), Trouble> {
        let detail = if self.arguments.verbose { Detail::All } else { Detail::Amiss };
        let taker = self.arguments.takers().pop();
        let screen = if taker.is_some() { stderr } else { stderr.for_stdout() };
        let told = terminal(report, (self.strictness, detail), screen.width());
        screen.tell(&if is_github() { github::inert(told) } else { told });
        match taker {
            Some(form) => put(&write(form, report, self.strictness)?),
            None => Ok(()),
        }
    }

    /// Annotations go to standard error: the runner reads commands there as well, and standard output may hold data.
    fn tell_github(&self, report: &Report, stderr: Terminal) -> Result<(), Trouble> {
        if self.arguments.no_github || !is_github() {
            return Ok(());
        }
        stderr.tell(&github::annotations(report));
        let Some(summary) = variable("GITHUB_STEP_SUMMARY") else { return Ok(()) };
        let text = markdown(report, self.strictness);
        files::append(Path::new(&summary), text.as_bytes()).map_err(|error| Trouble::local(error.to_string()))
    }
}

/// Whether the log is read by a runner of GitHub Actions.
fn is_github() -> bool {
    variable("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

fn read(path: &Path) -> Result<Report, Trouble> {
    let text = files::read_text(path).map_err(|error| Trouble::local(error.to_string()))?;
    Report::read(&text).map_err(|error| {
        Trouble::usage(format!("`{}` is no baseline: {error}", path.display())).hint("save one: --report FILE")
    })
}

fn write((name, form): Form, report: &Report, strictness: Strictness) -> Result<String, Trouble> {
    form(report, strictness).map_err(|error| Trouble::local(format!("cannot write the report as {name}: {error}")))
}

fn put(data: &str) -> Result<(), Trouble> {
    screen::put(data).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))
}
