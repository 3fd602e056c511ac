//! Who signs in: the words that `login` and `check` share, and what they stand for.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::profile::Given;
use super::trouble::Trouble;
use super::value;
use crate::trace;
use crate::wire::uri;
use crate::world::agent::{Driven, Hint, OneTime, Outside, Person, Role, Who};

/// Who signs in.
#[derive(Debug, Args)]
#[command(next_help_heading = "Who signs in")]
pub struct AgentArguments {
    /// Who signs in [default of login: a person in a browser; of check: forms where a user is named, else nobody]
    #[arg(long, value_enum, value_name = "WHO", env = "OAUTH_FLOW_AGENT", hide_env_values = true)]
    pub agent: Option<AgentWord>,
    /// The user that an agent signs in as
    #[arg(long, value_name = "NAME", env = "OAUTH_FLOW_USERNAME", hide_env_values = true)]
    pub username: Option<String>,
    /// Read the user's password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_PASSWORD_FILE", hide_env_values = true)]
    pub password_file: Option<PathBuf>,
    /// The password, for files of settings alone
    #[arg(long, value_name = "VALUE", hide = true)]
    pub password: Option<String>,
    /// Read what makes one-time codes from this file (RFC 6238; base32 or an otpauth URI); or `OAUTH_FLOW_TOTP_SECRET`
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_TOTP_SECRET_FILE", hide_env_values = true)]
    pub totp_secret_file: Option<PathBuf>,
    /// What makes one-time codes, for files of settings alone
    #[arg(long, value_name = "VALUE", hide = true)]
    pub totp_secret: Option<String>,
    /// A program that signs in, with its words; no shell runs
    #[arg(long, value_name = "COMMAND", env = "OAUTH_FLOW_AGENT_COMMAND", hide_env_values = true)]
    pub agent_command: Option<String>,
    /// Where a `WebDriver` listens [default: a chromedriver that is started for the run]
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_WEBDRIVER", hide_env_values = true)]
    pub webdriver: Option<String>,
    /// What is where on an unusual page: username, password, totp, submit or consent=CSS, or host=HOST; can be repeated
    #[arg(long, value_name = "ROLE=CSS", env = "OAUTH_FLOW_HINT", hide_env_values = true)]
    pub hint: Vec<String>,
    /// Where a driven browser puts a picture of the page at which it could not go on
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_SCREENSHOT", hide_env_values = true)]
    pub screenshot: Option<PathBuf>,
}

/// Who can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AgentWord {
    /// A person, in a browser
    Browser,
    /// This program: it reads the forms and fills them in
    Forms,
    /// A browser that is driven, for pages that need JavaScript
    Webdriver,
    /// A program of yours, given the URL
    Command,
    /// Nobody
    None,
}

/// Who was chosen.
#[derive(Clone)]
pub struct Chosen {
    /// By its name; nobody where there is none.
    pub agent: Option<trace::Agent>,
    /// Whoever signs in without a person before a browser.
    pub who: Option<Who>,
}

/// Who is meant where nobody says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaid {
    /// A person with a browser, as ever.
    Person,
    /// Whoever can be told from the other words.
    Told,
}

/// A program may have to start a browser.
const PATIENCE: Duration = Duration::from_mins(2);

impl AgentArguments {
    /// Reads the words. `as_user` is a practice user, who needs no others.
    pub fn read(&self, settings: &Given, as_user: Option<&str>, unsaid: Unsaid) -> Result<Chosen, Trouble> {
        let person = self.person(settings, as_user)?;
        let chosen = |agent, who| Ok(Chosen { agent: Some(agent), who: Some(who) });
        match self.word(as_user, unsaid) {
            None => Ok(Chosen { agent: None, who: as_user.map(|_| Who::Forms(person)) }),
            Some(AgentWord::None) => Ok(Chosen { agent: None, who: None }),
            Some(AgentWord::Browser) => Ok(Chosen { agent: Some(trace::Agent::Browser), who: None }),
            Some(AgentWord::Forms) => chosen(trace::Agent::Forms, Who::Forms(person)),
            Some(AgentWord::Webdriver) => {
                chosen(trace::Agent::Webdriver, Who::Webdriver(Rc::new(self.driven(person)?)))
            }
            Some(AgentWord::Command) => chosen(trace::Agent::Command, Who::Command(Rc::new(self.outside(person)?))),
        }
    }

    /// Whether standard input holds one of the secrets.
    #[must_use]
    pub fn takes_stdin(&self) -> bool {
        let files = [self.password_file.as_deref(), self.totp_secret_file.as_deref()];
        files.into_iter().flatten().any(value::is_stdin)
    }

    fn word(&self, as_user: Option<&str>, unsaid: Unsaid) -> Option<AgentWord> {
        let implied = || match () {
            () if self.agent_command.is_some() => Some(AgentWord::Command),
            () if self.webdriver.is_some() => Some(AgentWord::Webdriver),
            () if unsaid == Unsaid::Told && (self.username.is_some() || as_user.is_some()) => Some(AgentWord::Forms),
            () => None,
        };
        self.agent.or_else(implied)
    }

    fn person(&self, settings: &Given, as_user: Option<&str>) -> Result<Person, Trouble> {
        if let Some(user) = as_user {
            let known = Person::practising(user).ok_or_else(|| {
                Trouble::usage(format!("`{user}` is no practice user: there are alice and bob"))
                    .hint("somebody else is named with --username, and his password with --password-file")
            })?;
            return self.with_hints(known);
        }
        let password =
            secret((&self.password, self.password_file.as_deref()), ("password", "OAUTH_FLOW_PASSWORD"), settings)?;
        let named = (&self.totp_secret, self.totp_secret_file.as_deref());
        let one_time = secret(named, ("totp-secret", "OAUTH_FLOW_TOTP_SECRET"), settings)?;
        let one_time = one_time.map(|text| OneTime::read(&text)).transpose().map_err(|reason| {
            Trouble::usage(format!("the secret for one-time codes cannot be used: {reason}"))
                .hint("it is what a site shows beside its QR code, or the otpauth URI in that code")
        })?;
        self.with_hints(Person {
            username: self.username.clone().unwrap_or_default(),
            password,
            one_time,
            ..Person::default()
        })
    }

    fn with_hints(&self, mut person: Person) -> Result<Person, Trouble> {
        for hint in &self.hint {
            match hint.split_once('=').map(|(role, value)| (role.trim(), value.trim())) {
                Some(("host", host)) if !host.is_empty() => person.hosts.push(host.to_owned()),
                Some((role, selector)) => person.hints.push(read_hint(hint, role, selector)?),
                None => return Err(no_hint(hint)),
            }
        }
        Ok(person)
    }

    fn driven(&self, person: Person) -> Result<Driven, Trouble> {
        if let Some(url) = self.webdriver.as_deref().filter(|url| !uri::is_http(url) && !uri::is_https(url)) {
            return Err(
                Trouble::usage(format!("`--webdriver {url}` is no URL")).hint("for example http://127.0.0.1:9515")
            );
        }
        Ok(Driven::new(person, self.webdriver.clone(), self.screenshot.clone()))
    }

    fn outside(&self, person: Person) -> Result<Outside, Trouble> {
        let command = self.agent_command.as_deref().unwrap_or_default();
        let words = shlex::split(command).filter(|words| !words.is_empty());
        let words = words.ok_or_else(|| {
            Trouble::usage(format!("`--agent-command {command}` is no command"))
                .hint("the program and its words, for example --agent-command 'node sign-in.mjs'")
        })?;
        Ok(Outside::new(words, person, PATIENCE))
    }
}

fn read_hint(hint: &str, role: &str, selector: &str) -> Result<Hint, Trouble> {
    let role = Role::ALL.into_iter().find(|known| known.name() == role).ok_or_else(|| no_hint(hint))?;
    let read = Hint { role, selector: selector.to_owned() };
    if read.is_selector() { Ok(read) } else { Err(no_hint(hint)) }
}

fn no_hint(hint: &str) -> Trouble {
    Trouble::usage(format!("`--hint {hint}` cannot be used")).hint(
        "username, password, totp, submit or consent with a CSS selector: --hint 'username=#login-name'; or host=HOST",
    )
}

/// A secret from a file, the environment, or the settings, and never from an argument.
fn secret(
    (word, file): (&Option<String>, Option<&Path>),
    (long, variable): (&str, &str),
    settings: &Given,
) -> Result<Option<String>, Trouble> {
    if word.is_some() && !settings.gave(long) {
        return Err(Trouble::usage(format!(
            "`--{long}` is not taken from an argument: every process on this machine could see it"
        ))
        .hint(format!("--{long}-file FILE, {variable}, or a reference in oauth-flow.toml")));
    }
    let given = value::read(&long.replace('-', " "), file, variable)?;
    Ok(given.or_else(|| word.clone().filter(|value| !value.is_empty())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::said;

    fn words() -> AgentArguments {
        said::nothing().unwrap()
    }

    #[test]
    fn who_signs_in_is_said_or_told_from_the_other_words() {
        let word = |arguments: AgentArguments, unsaid| arguments.word(None, unsaid);
        let named = || AgentArguments { username: Some("u".into()), ..words() };
        assert_eq!(word(named(), Unsaid::Person), None);
        assert_eq!(word(named(), Unsaid::Told), Some(AgentWord::Forms));
        assert_eq!(word(words(), Unsaid::Told), None);
        let outside = AgentArguments { agent_command: Some("node x".into()), ..named() };
        assert_eq!(word(outside, Unsaid::Told), Some(AgentWord::Command));
        let nobody = AgentArguments { agent: Some(AgentWord::None), ..named() };
        assert_eq!(word(nobody, Unsaid::Told), Some(AgentWord::None));
    }

    #[test]
    fn a_secret_is_no_argument_and_a_hint_is_a_selector() {
        let spoken = AgentArguments { password: Some("p".into()), ..words() };
        let trouble = spoken.read(&Given::default(), None, Unsaid::Told).err().unwrap();
        assert_eq!(trouble.exit, crate::cli::Exit::Usage);
        for hint in ["username", "user=#a", "username=[", "host="] {
            let arguments = AgentArguments { hint: vec![hint.into()], ..words() };
            assert!(arguments.person(&Given::default(), None).is_err(), "{hint}");
        }
        let hint = vec!["username=input[name='a=b']".into(), "host=sso.example".into()];
        let person = AgentArguments { hint, ..words() }.person(&Given::default(), None).unwrap();
        assert_eq!((person.hints[0].selector.as_str(), person.hosts[0].as_str()), ("input[name='a=b']", "sso.example"));
    }
}
