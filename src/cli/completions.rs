//! `oauth-flow completions SHELL`.

use clap::{Args, ValueEnum};
use clap_complete::{Generator as _, Shell as ClapShell};
use clap_complete_nushell::Nushell;

use super::{Exit, Trouble, whole};
use crate::world::terminal;

/// Print the completions for a shell
///
/// Save them where your shell looks for them, for example:
///   bash   oauth-flow completions bash > ~/.local/share/bash-completion/completions/oauth-flow
///   zsh    oauth-flow completions zsh > "${fpath[1]}/_oauth-flow"
///   fish   oauth-flow completions fish > ~/.config/fish/completions/oauth-flow.fish
#[derive(Clone, Copy, Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// A shell that completions can be made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// GNU Bash
    Bash,
    /// Z shell
    Zsh,
    /// fish
    Fish,
    /// `PowerShell`
    #[value(name = "powershell")]
    PowerShell,
    /// Elvish
    Elvish,
    /// Nushell
    Nushell,
}

impl Shell {
    /// Every shell.
    pub const ALL: [Self; 6] = [Self::Bash, Self::Zsh, Self::Fish, Self::PowerShell, Self::Elvish, Self::Nushell];

    /// The completions, as text.
    #[must_use]
    pub fn completions(self) -> String {
        let mut command = whole();
        command.set_bin_name("oauth-flow");
        command.build();
        let mut out = Vec::new();
        match self {
            Self::Bash => ClapShell::Bash.generate(&command, &mut out),
            Self::Zsh => ClapShell::Zsh.generate(&command, &mut out),
            Self::Fish => ClapShell::Fish.generate(&command, &mut out),
            Self::PowerShell => ClapShell::PowerShell.generate(&command, &mut out),
            Self::Elvish => ClapShell::Elvish.generate(&command, &mut out),
            Self::Nushell => Nushell.generate(&command, &mut out),
        }
        String::from_utf8_lossy(&out).into_owned()
    }

    /// The file under `completions/`.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Bash => "oauth-flow.bash",
            Self::Zsh => "_oauth-flow",
            Self::Fish => "oauth-flow.fish",
            Self::PowerShell => "_oauth-flow.ps1",
            Self::Elvish => "oauth-flow.elv",
            Self::Nushell => "oauth-flow.nu",
        }
    }
}

pub(super) fn run(arguments: CompletionsArguments) -> Result<Exit, Trouble> {
    terminal::put(&arguments.shell.completions()).map_err(|error| Trouble::local(format!("cannot write: {error}")))?;
    Ok(Exit::Sound)
}
