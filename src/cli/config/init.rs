//! `oauth-flow config init`: asks for what a login needs, asks the issuer meanwhile, and writes a profile.

use std::path::{Path, PathBuf};

use clap::Args;

use super::check;
use super::put;
use super::table::{Table, quoted};
use crate::cli::profile::{self, File, Keys, Owner, did_you_mean, known};
use crate::cli::{Exit, Trouble, whole};
use crate::explain::providers;
use crate::protocol::ServerHints;
use crate::view::{Line, Meaning, Text, escape};
use crate::world::files;
use crate::world::prompt::{Asked, Prompt};
use crate::world::settings_files::{self, PROJECT_FILE};
use crate::world::terminal::Terminal;

/// Write a profile into a file of settings
///
/// On a terminal it asks for what is not given by flags. The issuer is asked for its metadata before anything is written.
/// The rest of a file is kept as it is. The path of the file goes to standard output.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The name of the profile, for `oauth-flow login NAME`
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The issuer, character by character as the provider writes it
    #[arg(long, value_name = "ISSUER", conflicts_with = "like")]
    issuer: Option<String>,
    /// A known provider to begin with (see `oauth-flow config list`)
    #[arg(long, value_name = "PROVIDER")]
    like: Option<String>,
    /// The domain at a known provider that gives each customer one
    #[arg(long, value_name = "DOMAIN", requires = "like")]
    domain: Option<String>,
    /// The tenant, realm or user pool at a known provider
    #[arg(long, value_name = "TENANT", requires = "like")]
    tenant: Option<String>,
    /// The app's user name at the provider
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// The variable in which the client secret is kept
    #[arg(long, value_name = "NAME", conflicts_with_all = ["secret_file", "public"])]
    secret_env: Option<String>,
    /// The file in which the client secret is kept
    #[arg(long, value_name = "FILE", conflicts_with = "public")]
    secret_file: Option<String>,
    /// A public client: it has no secret
    #[arg(long)]
    public: bool,
    /// The redirect URI that is registered [default: a free port of 127.0.0.1]
    #[arg(long, value_name = "URI")]
    redirect_uri: Option<String>,
    /// The scopes, separated by spaces
    #[arg(long, value_name = "SCOPE")]
    scope: Option<String>,
    /// Write into the user's own file, and not into oauth-flow.toml of this folder
    #[arg(long)]
    user: bool,
    /// Replace a profile of this name, and write it even where the issuer does not answer as it should
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &InitArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::local(format!("cannot start: {error}")))?;
    let prompt = terminal.is_interactive().then(Prompt::open).flatten();
    let mut form = Form { arguments, terminal, prompt };
    let (path, owner) = place(arguments)?;
    let table = runtime.block_on(form.fill())?;
    let text = runtime.block_on(form.merge((&path, owner), &table))?;
    // what cannot be read again must not be written
    File::read((&path, owner), &text, &Keys::of(&whole()))?;
    settings_files::make_folder_of(&path)
        .map_err(|error| Trouble::local(format!("cannot make the folder of `{}`: {error}", path.display())))?;
    files::write(&path, text.as_bytes()).map_err(|error| Trouble::local(error.to_string()))?;
    form.tell(Meaning::Ok, "written:", &format!("{}; use it: oauth-flow login {}", path.display(), table.name));
    put(&format!("{}\n", path.display()))?;
    Ok(Exit::Sound)
}

fn place(arguments: &InitArguments) -> Result<(PathBuf, Owner), Trouble> {
    if arguments.user {
        let path = settings_files::user_file().ok_or_else(|| {
            Trouble::local("there is no home directory to keep settings in").hint("set HOME or XDG_CONFIG_HOME")
        })?;
        return Ok((path, Owner::User));
    }
    Ok((PathBuf::from(PROJECT_FILE), Owner::Project))
}

/// What is known by flags, and somebody to ask for the rest.
struct Form<'a> {
    arguments: &'a InitArguments,
    terminal: Terminal,
    prompt: Option<Prompt>,
}

impl Form<'_> {
    async fn fill(&mut self) -> Result<Table, Trouble> {
        let given = self.arguments;
        let mut table = Table::default();
        let mut provider = given.like.clone().or_else(|| given.issuer.clone());
        let known = loop {
            let word = match provider.take() {
                Some(word) => word,
                None => self.ask("the issuer, or a known provider", "--issuer", known_names()).await?,
            };
            match self.check_provider(&word, &mut table).await {
                Ok(known) => break known,
                Err(trouble) if self.prompt.is_some() => self.terminal.tell(&trouble.text()),
                Err(trouble) => return Err(trouble),
            }
        };
        let client_id = match &given.client_id {
            Some(id) => id.clone(),
            None => self.ask("the client id", "--client-id", Vec::new()).await?,
        };
        let name = match &given.name {
            Some(name) => name.clone(),
            None => {
                self.ask(
                    "a name for the profile",
                    "--name",
                    known.map(|known| known.id.to_owned()).into_iter().collect(),
                )
                .await?
            }
        };
        if profile::is_issuer(&name) || name.chars().any(char::is_control) {
            return Err(
                Trouble::usage(format!("`{name}` cannot be the name of a profile")).hint("for example --name work")
            );
        }
        table.text("client_id", Some(&client_id));
        self.secret(&name, &mut table).await?;
        table.text("redirect_uri", given.redirect_uri.as_deref());
        table.text("scope", given.scope.as_deref());
        table.name = name;
        Ok(table)
    }

    /// Puts the provider into the table, after its issuer was asked where it has one.
    async fn check_provider(
        &mut self,
        word: &str,
        table: &mut Table,
    ) -> Result<Option<&'static known::Known>, Trouble> {
        table.entries.clear();
        if profile::is_issuer(word) {
            self.check_issuer(&ServerHints { issuer: Some(word.to_owned()), discover: true, ..ServerHints::default() })
                .await?;
            table.text("issuer", Some(word));
            return Ok(None);
        }
        let known = known::find(word).ok_or_else(|| {
            let meant = did_you_mean(word, known_names().into_iter());
            Trouble::usage(format!("`{word}` is neither an issuer nor a known provider{meant}"))
                .hint("an issuer begins with https://; the providers that are known: oauth-flow config list")
        })?;
        table.text("like", Some(word));
        for variable in known.variables {
            let given = match variable.name {
                "domain" => &self.arguments.domain,
                _ => &self.arguments.tenant,
            };
            let value = match (given, variable.default) {
                (Some(value), _) => Some(value.clone()),
                (None, Some(_)) => None,
                (None, None) => Some(self.ask(variable.what, &format!("--{}", variable.name), Vec::new()).await?),
            };
            table.text(variable.name, value.as_deref());
        }
        if let Some(provider) = providers::by_id(known.id) {
            for note in provider.notes {
                self.tell(Meaning::Warn, "note:", note);
            }
        }
        self.check_known(known, table).await?;
        Ok(Some(known))
    }

    /// A known provider that has an issuer is asked as well: the domain may be the slip.
    async fn check_known(&mut self, known: &known::Known, table: &Table) -> Result<(), Trouble> {
        let said = |name: &str| {
            let flag = match name {
                "domain" => self.arguments.domain.clone(),
                _ => self.arguments.tenant.clone(),
            };
            let asked = table.entries.iter().find(|(key, _)| *key == name);
            flag.or_else(|| asked.and_then(|(_, value)| serde_json::from_str(value).ok()))
        };
        let settings = known.filled_with(&said)?;
        let word = |long: &str| settings.iter().find(|setting| setting.key.long == long).map(profile::Setting::shown);
        let hints = ServerHints {
            issuer: word("issuer"),
            issuer_template: word("issuer-template"),
            discover: true,
            ..ServerHints::default()
        };
        if hints.issuer.is_some() { self.check_issuer(&hints).await } else { Ok(()) }
    }

    async fn check_issuer(&mut self, hints: &ServerHints) -> Result<(), Trouble> {
        let issuer = hints.issuer.clone().unwrap_or_default();
        let answer = check::ask(hints).await;
        let Some(trouble) = answer.trouble(&issuer) else {
            self.tell(Meaning::Ok, "ok", &format!("{issuer} publishes its metadata"));
            for remark in answer.remarks() {
                self.tell(Meaning::Warn, "note:", &remark);
            }
            return Ok(());
        };
        if self.arguments.force {
            self.terminal.tell(&trouble.text());
            return Ok(());
        }
        Err(trouble)
    }

    async fn secret(&mut self, name: &str, table: &mut Table) -> Result<(), Trouble> {
        let given = self.arguments;
        if given.public {
            table.raw("public", "true".to_owned());
        } else if let Some(path) = &given.secret_file {
            table.raw("client_secret", format!("{{ file = {} }}", quoted(path)));
        } else if let Some(variable) = &given.secret_env {
            table.raw("client_secret", format!("{{ env = {} }}", quoted(variable)));
        } else if self.prompt.is_some() {
            let usual = format!(
                "{}_CLIENT_SECRET",
                name.to_ascii_uppercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_")
            );
            let question =
                format!("the variable that holds the client secret, for example {usual} (nothing for a public client)");
            match self.ask_anything(&question, vec![usual]).await?.as_str() {
                "" => table.raw("public", "true".to_owned()),
                variable => table.raw("client_secret", format!("{{ env = {} }}", quoted(variable))),
            }
        }
        Ok(())
    }

    /// The new text of the file. A profile that is there is replaced only where somebody says so.
    async fn merge(&mut self, (path, owner): (&Path, Owner), table: &Table) -> Result<String, Trouble> {
        let text = if settings_files::exists(path) {
            files::read_text(path).map_err(|error| Trouble::local(error.to_string()))?
        } else {
            String::new()
        };
        let file = File::read((path, owner), &text, &Keys::of(&whole()))?;
        if let Some(old) = file.profile(&table.name).filter(|_| !self.arguments.force) {
            let there = format!("`{}` is in {}:{} already", table.name, path.display(), old.line);
            let replace = match self.prompt {
                Some(_) => self.ask_anything(&format!("{there}; replace it? (yes or no)"), Vec::new()).await?,
                None => String::new(),
            };
            if !replace.eq_ignore_ascii_case("yes") && !replace.eq_ignore_ascii_case("y") {
                return Err(Trouble::local(there).hint("replace it with --force, or take another --name"));
            }
        }
        table.within(&file).ok_or_else(|| {
            Trouble::local(format!(
                "`{}` is not written as a [provider.NAME] table, and cannot be replaced",
                table.name
            ))
            .hint("change it by hand, or take another --name")
        })
    }

    async fn ask(&mut self, what: &str, flag: &str, words: Vec<String>) -> Result<String, Trouble> {
        if self.prompt.is_none() {
            return Err(Trouble::usage(format!("`{flag}` is missing: {what}")).hint(
                "without a terminal nobody can be asked: oauth-flow config init --name work --issuer https://id.example.com --client-id my-app",
            ));
        }
        loop {
            let answer = self.ask_anything(what, words.clone()).await?;
            if !answer.is_empty() {
                return Ok(answer);
            }
        }
    }

    async fn ask_anything(&mut self, question: &str, words: Vec<String>) -> Result<String, Trouble> {
        self.tell(Meaning::Strong, "?", question);
        match &mut self.prompt {
            Some(prompt) => match prompt.ask("> ", words).await {
                Asked::Line(line) => Ok(line),
                Asked::Stop => Err(Trouble::stopped("nothing was written").hint("oauth-flow config init --help")),
            },
            None => Ok(String::new()),
        }
    }

    fn tell(&self, meaning: Meaning, label: &str, words: &str) {
        let mut text = Text::default();
        text.push(Line::default().with(meaning, label).with(Meaning::Plain, format!(" {}", escape::terminal(words))));
        self.terminal.tell(&text);
    }
}

fn known_names() -> Vec<String> {
    known::ALL.iter().map(|known| known.id.to_owned()).collect()
}
