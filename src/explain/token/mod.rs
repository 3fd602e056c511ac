//! Tokens as people hand them over: found in what was pasted, and told apart.

mod find;
mod meaning;
mod opaque;

use serde_json::{Map, Value};

pub use find::find;
pub use meaning::meaning;

use crate::jose::{Jwt, Purpose};

/// A token that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Under which name it was found, where it had one: the member of a token response, a parameter, a scheme.
    pub name: Option<String>,
    /// What it is.
    pub form: Form,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A signed JWT.
    Signed(Box<Jwt>, Purpose),
    /// An encrypted JWT: of it only the header can be read (RFC 7516 7.1).
    Encrypted(Map<String, Value>),
    /// Text that means something only to whoever issued it.
    Opaque(Opaque),
}

/// What can be said of a token that cannot be taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opaque {
    /// How many characters it has.
    pub length: usize,
    /// What it looks like, in a few words each.
    pub looks: Vec<String>,
}

impl Token {
    /// Tells what a text is; never fails, since everything is at least opaque.
    #[must_use]
    pub fn of(name: Option<&str>, text: &str) -> Self {
        let form = find::signed(text)
            .map(|jwt| {
                let purpose = Purpose::of(&jwt, name);
                Form::Signed(Box::new(jwt), purpose)
            })
            .or_else(|| find::encrypted(text).map(Form::Encrypted))
            .unwrap_or_else(|| Form::Opaque(opaque::look(text)));
        Self { name: name.map(str::to_owned), form }
    }

    /// What it is, in one line.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.form {
            Form::Signed(jwt, Purpose::Unknown) if jwt.alg().eq_ignore_ascii_case("none") => {
                "an unsigned JWT of no kind that is known here".to_owned()
            }
            Form::Signed(_, Purpose::Unknown) => "a signed JWT of no kind that is known here".to_owned(),
            Form::Signed(jwt, purpose) if jwt.alg().eq_ignore_ascii_case("none") => {
                format!("an unsigned JWT: {}", purpose.words())
            }
            Form::Signed(_, purpose) => format!("a signed JWT: {}", purpose.words()),
            Form::Encrypted(_) => "an encrypted JWT: only whoever holds the key can read what is inside".to_owned(),
            Form::Opaque(_) => "opaque: it means something only to whoever issued it".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
