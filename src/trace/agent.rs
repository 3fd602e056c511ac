//! Who signs in.

use serde::{Deserialize, Serialize};

/// Who signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agent {
    /// A person, in a browser.
    Browser,
    /// This program: it reads the forms and fills them in.
    Forms,
    /// A browser that is driven over `WebDriver`.
    Webdriver,
    /// A program of the user.
    Command,
}

impl Agent {
    /// The name, as in words and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Forms => "forms",
            Self::Webdriver => "webdriver",
            Self::Command => "command",
        }
    }

    /// Whether every message between the browser and the server is seen.
    #[must_use]
    pub fn is_watched(self) -> bool {
        self == Self::Forms
    }
}
