//! An error of the program itself: one clear message that names the thing, the reason and the way out.

use super::Exit;
use crate::view::{Line, Meaning, Text, escape};

/// What went wrong before, beside or after a flow.
#[derive(Debug)]
pub struct Trouble {
    /// The exit it makes.
    pub exit: Exit,
    message: String,
    hint: Option<String>,
}

impl Trouble {
    /// Words that cannot be acted on.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), hint: None }
    }

    /// Something on this machine.
    pub fn local(message: impl Into<String>) -> Self {
        Self { exit: Exit::Local, message: message.into(), hint: None }
    }

    /// The person at the keyboard gave no answer.
    pub fn stopped(message: impl Into<String>) -> Self {
        Self { exit: Exit::Interrupted, message: message.into(), hint: None }
    }

    /// Something that was asked for and did not come.
    pub fn missing(message: impl Into<String>) -> Self {
        Self { exit: Exit::Findings, message: message.into(), hint: None }
    }

    /// The same with a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with another exit: what is a wrong word to one command is a useless file to another.
    #[must_use]
    pub fn exiting(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The way out, where there is one.
    #[must_use]
    pub fn way_out(&self) -> &str {
        self.hint.as_deref().unwrap_or_default()
    }

    /// The message as it is shown.
    #[must_use]
    pub fn text(&self) -> Text {
        let mut text = Text::default();
        text.push(
            Line::default()
                .with(Meaning::Bad, "error:")
                .with(Meaning::Plain, format!(" {}", escape::terminal(&self.message))),
        );
        if let Some(hint) = &self.hint {
            text.push(
                Line::default()
                    .with(Meaning::Hint, "hint:")
                    .with(Meaning::Plain, format!(" {}", escape::terminal(hint))),
            );
        }
        text
    }
}
