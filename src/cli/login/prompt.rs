//! The debugger: the guide that shows each message and, on a terminal, asks before it goes on.

use super::story::Story;
use crate::explain::{glossary, topics};
use crate::flow::{Guide, Quit, Seen, Wish};
use crate::probe::factors::Measurement;
use crate::trace::{Change, Exchange, Step, Trace};
use crate::view::{Line, Meaning, Text, curl, escape, raw, topics as pages};
use crate::world::agent::{Person, Who};
use crate::world::live::Robot;
use crate::world::prompt::{Asked, Prompt};

/// A guide with a story and, until somebody says `run`, with a prompt.
pub struct Debugger {
    story: Story,
    prompt: Option<Prompt>,
    robot: Robot,
    planned: bool,
}

/// What was said at the prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Step,
    Run,
    Change(Change),
    Show,
    Curl,
    Explain(Option<String>),
    Who,
    /// A command without what it needs: how it is written.
    HowTo(&'static str),
    As(String),
    Help,
    Quit,
    Unknown(String),
}

/// What can be said at the prompt, and what it does.
pub const COMMANDS: &[(&str, &str)] = &[
    ("Enter, step", "send this message, or go on to the next one"),
    ("run", "go on to the end without stopping"),
    ("set NAME=VALUE", "change what is about to go; header.NAME=VALUE for a field"),
    ("unset NAME", "leave a parameter, or header.NAME, out of it"),
    ("show", "the message as octets on the wire"),
    ("curl", "a command that would send this, with names for secrets"),
    ("explain [NAME]", "what this step, parameter, claim or concept is for"),
    ("who", "who knows what by now"),
    ("as USER", "let a robot sign in at the practice provider: alice or bob"),
    ("quit", "stop here; the record so far is kept"),
];

impl Debugger {
    /// A guide that tells this story and asks at this prompt, where there is one.
    pub fn new(story: Story, prompt: Option<Prompt>, robot: Robot) -> Self {
        Self { story, prompt, robot, planned: false }
    }

    /// Before anything else: what a person should know.
    pub fn open(&self, remarks: &[String]) {
        for remark in remarks {
            self.story.remark(remark);
        }
    }

    /// After everything else.
    pub fn close(&mut self, trace: &Trace, measured: Option<&Measurement>) {
        self.story.end(trace, measured);
    }

    async fn listen(&mut self, trace: &Trace, step: Step, draft: Option<&Exchange>) -> Said {
        let action = if draft.is_some() { "Enter send · set" } else { "Enter next" };
        let mut bar = Text::default();
        bar.push(
            Line::default()
                .with(Meaning::Strong, format!("  {} ▸ ", step.name()))
                .with(Meaning::Faint, format!("{action} · curl · explain · who · run · quit · help")),
        );
        self.story.tell(&bar);
        let words = words(trace, draft);
        match &mut self.prompt {
            Some(prompt) => match prompt.ask("  > ", words).await {
                Asked::Line(line) => Said::read(&line),
                Asked::Stop => Said::Quit,
            },
            None => Said::Run,
        }
    }

    /// Answers what can be answered without going on; gives back what decides.
    async fn decide(&mut self, trace: &Trace, step: Step, draft: Option<&Exchange>) -> Wish {
        loop {
            if self.prompt.is_none() {
                return Wish::Send;
            }
            match self.listen(trace, step, draft).await {
                Said::Step => return Wish::Send,
                Said::Run => {
                    self.prompt = None;
                    return Wish::Send;
                }
                Said::Quit => return Wish::Quit,
                Said::Change(Change::SetHeader(..) | Change::UnsetHeader(_)) if step.by_browser() => {
                    self.story.remark("the browser opens a URL: it has parameters, and no header of ours");
                }
                Said::Change(change) if draft.is_some_and(|draft| change.applies_to(&draft.request)) => {
                    return Wish::Change(change);
                }
                Said::Change(change) if draft.is_some() => {
                    let words = escape::terminal(&change.words());
                    self.story.remark(&format!("`{words}` would change nothing: the message has no such part"));
                }
                Said::HowTo(command) => self.story.remark(&format!("write: {command}")),
                Said::Change(_) => self.story.remark("nothing is about to go: change a message before it is sent"),
                said => self.reply(said, trace, (step, draft)),
            }
        }
    }

    fn reply(&mut self, said: Said, trace: &Trace, (step, draft): (Step, Option<&Exchange>)) {
        let masker = self.story.masker(trace, draft);
        let last = trace.exchanges.iter().rfind(|exchange| exchange.step == step);
        let current = draft.or(last).map(|exchange| masker.exchange(exchange));
        match (said, current) {
            (Said::Show, Some(exchange)) => {
                let whole = masker.trace(trace);
                match &exchange.response {
                    Some(response) if draft.is_none() => self.story.tell(&raw::response(response, &whole)),
                    _ => self.story.tell(&raw::request(&exchange.request, &whole)),
                }
            }
            (Said::Curl, Some(exchange)) => {
                let command = curl::command(draft.or(last).map_or(&exchange.request, |plain| &plain.request), trace);
                self.story.tell(&indented(&masker.text(&command)));
            }
            (Said::Show | Said::Curl, None) => self.story.remark("this step has no message"),
            (Said::Explain(name), _) => self.explain(name.as_deref().unwrap_or(step.name())),
            (Said::Who, _) => self.story.who(trace),
            (Said::As(user), _) if super::plan::check_user(&user).is_err() => {
                self.story
                    .remark(&format!("`{}` is no practice user: there are alice and bob", escape::terminal(&user)));
            }
            (Said::As(user), _) => {
                self.story.remark(&format!("a robot will sign in as {}", escape::terminal(&user)));
                *self.robot.borrow_mut() = Person::practising(&user).map(Who::Forms);
            }
            (Said::Unknown(word), _) => {
                self.story.remark(&format!("`{}` is no command here: `help` lists them", escape::terminal(&word)));
            }
            _ => self.story.tell(&help()),
        }
    }

    fn explain(&self, name: &str) {
        match (topics::find(name), topics::nearest(name).first()) {
            (Some(found), _) => self.story.tell(&pages::entry(&found, self.story.width())),
            (None, Some(near)) => {
                self.story.remark(&format!("nothing is known of `{}`; did you mean `{near}`?", escape::terminal(name)));
            }
            (None, None) => self.story.remark(&format!("nothing is known of `{}`", escape::terminal(name))),
        }
    }
}

impl Guide for Debugger {
    async fn before(&mut self, trace: &Trace, draft: &Exchange) -> Wish {
        if !self.planned {
            self.planned = true;
            self.story.plan(trace);
        }
        self.story.request(trace, draft);
        self.decide(trace, draft.step, Some(draft)).await
    }

    async fn after(&mut self, trace: &Trace, seen: &Seen<'_>) -> Result<(), Quit> {
        if !self.planned {
            self.planned = true;
            self.story.plan(trace);
        }
        self.story.response(trace, seen);
        if seen.exchange.is_none() && seen.step == Step::Prepare {
            return Ok(());
        }
        match self.decide(trace, seen.step, None).await {
            Wish::Quit => Err(Quit),
            Wish::Send | Wish::Change(_) => Ok(()),
        }
    }
}

impl Said {
    fn read(line: &str) -> Self {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        match word {
            "" | "step" | "s" | "next" | "n" => Self::Step,
            "run" | "r" => Self::Run,
            "set" => match rest.split_once('=') {
                Some((name, value)) if !name.trim().is_empty() => Self::Change(Change::new(name.trim(), Some(value))),
                _ => Self::HowTo("set NAME=VALUE"),
            },
            "unset" if rest.is_empty() => Self::HowTo("unset NAME"),
            "unset" => Self::Change(Change::new(rest, None)),
            "show" => Self::Show,
            "curl" => Self::Curl,
            "explain" | "?" => Self::Explain(Some(rest).filter(|name| !name.is_empty()).map(str::to_owned)),
            "who" => Self::Who,
            "as" if !rest.is_empty() => Self::As(rest.to_owned()),
            "help" | "h" => Self::Help,
            "quit" | "q" | "exit" => Self::Quit,
            _ => Self::Unknown(line.to_owned()),
        }
    }
}

/// What the prompt completes: commands, and names behind the commands that take one.
fn words(trace: &Trace, draft: Option<&Exchange>) -> Vec<String> {
    let commands = ["step", "run", "set", "unset", "show", "curl", "explain", "who", "as", "help", "quit"];
    let mut words: Vec<String> = commands.iter().map(ToString::to_string).collect();
    words.extend(["as alice".to_owned(), "as bob".to_owned()]);
    words.extend(glossary::names().map(|name| format!("explain {name}")));
    let message = draft.or(trace.exchanges.last());
    if let Some(exchange) = message {
        let params = exchange.request.form().unwrap_or_else(|| exchange.request.query());
        let headers = exchange.request.headers.iter().map(|(name, _)| format!("header.{name}"));
        let names: Vec<String> = params.iter().map(|(name, _)| name.to_owned()).chain(headers).collect();
        words.extend(names.iter().map(|name| format!("set {name}=")));
        words.extend(names.iter().map(|name| format!("unset {name}")));
    }
    words
}

fn help() -> Text {
    let mut text = Text::default();
    for (command, what) in COMMANDS {
        let mut line = Line::plain("  ").with(Meaning::Strong, *command);
        line.pad_to(20);
        line.push(Meaning::Plain, *what);
        text.push(line);
    }
    text
}

fn indented(lines: &str) -> Text {
    let mut text = Text::default();
    for line in escape::terminal_lines(lines) {
        text.push(Line::plain(format!("  {line}")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_understood() {
        assert_eq!(Said::read(""), Said::Step);
        assert_eq!(Said::read("set state=a=b c"), Said::Change(Change::SetParameter("state".into(), "a=b c".into())));
        assert_eq!(Said::read("unset header.accept"), Said::Change(Change::UnsetHeader("accept".into())));
        assert_eq!(Said::read("unset"), Said::HowTo("unset NAME"));
        assert_eq!(Said::read("set x"), Said::HowTo("set NAME=VALUE"));
        assert_eq!(Said::read("explain"), Said::Explain(None));
        assert_eq!(Said::read("fly"), Said::Unknown("fly".into()));
    }
}
