//! Changes made to a message on purpose, just before it is sent.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Step;
use crate::wire::Request;

/// A change and the step whose message it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tamper {
    /// The step.
    pub step: Step,
    /// The change.
    pub change: Change,
}

/// A change to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A parameter gets another value, or is added.
    SetParameter(String, String),
    /// A parameter is left out.
    UnsetParameter(String),
    /// A header field gets another value, or is added.
    SetHeader(String, String),
    /// A header field is left out.
    UnsetHeader(String),
}

impl Change {
    /// Reads the name of `set NAME=VALUE` or `unset NAME`: `header.NAME` is a header field, anything else a parameter.
    #[must_use]
    pub fn new(name: &str, value: Option<&str>) -> Self {
        match (name.strip_prefix("header."), value) {
            (Some(header), Some(value)) => Self::SetHeader(header.to_owned(), value.to_owned()),
            (Some(header), None) => Self::UnsetHeader(header.to_owned()),
            (None, Some(value)) => Self::SetParameter(name.to_owned(), value.to_owned()),
            (None, None) => Self::UnsetParameter(name.to_owned()),
        }
    }

    /// Whether the change would make a difference: what is not there cannot be left out.
    #[must_use]
    pub fn applies_to(&self, request: &Request) -> bool {
        match self {
            Self::SetParameter(..) | Self::SetHeader(..) => true,
            Self::UnsetHeader(name) => request.headers.get(name).is_some(),
            Self::UnsetParameter(name) => request.form().unwrap_or_else(|| request.query()).get(name).is_some(),
        }
    }

    /// The change in words, without its value.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::SetParameter(name, _) => format!("set {name}"),
            Self::UnsetParameter(name) => format!("unset {name}"),
            Self::SetHeader(name, _) => format!("set header.{name}"),
            Self::UnsetHeader(name) => format!("unset header.{name}"),
        }
    }
}

impl Tamper {
    /// Reads `STEP.NAME=VALUE` (the argument of `--set`).
    pub fn set(text: &str) -> Result<Self, NotATamper> {
        let (target, value) = text.split_once('=').ok_or(NotATamper::NoValue)?;
        let (step, name) = target_of(target)?;
        Ok(Self { step, change: Change::new(name, Some(value)) })
    }

    /// Reads `STEP.NAME` (the argument of `--unset`).
    pub fn unset(text: &str) -> Result<Self, NotATamper> {
        let (step, name) = target_of(text)?;
        Ok(Self { step, change: Change::new(name, None) })
    }
}

impl FromStr for Tamper {
    type Err = NotATamper;

    fn from_str(text: &str) -> Result<Self, NotATamper> {
        Self::set(text)
    }
}

/// Why a text names no change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATamper {
    /// `--set` needs a value.
    #[error("it has no `=`: write STEP.NAME=VALUE")]
    NoValue,
    /// There is no dot.
    #[error("it names no step: write STEP.NAME, for example redeem.code_verifier")]
    NoStep,
    /// The step has no message of ours, or does not exist.
    #[error("`{0}` sends no message: the steps that do are {names}", names = senders())]
    NoMessage(String),
    /// The browser carries a URL and nothing else of ours.
    #[error("that request is a URL that the browser opens: it has parameters, and no header of ours")]
    NoHeader,
    /// Nothing after the dot.
    #[error("it names no parameter: write STEP.NAME or STEP.header.NAME")]
    NoName,
}

fn senders() -> String {
    let names: Vec<&str> = Step::ALL.into_iter().filter(|step| step.sends()).map(Step::name).collect();
    names.join(", ")
}

fn target_of(target: &str) -> Result<(Step, &str), NotATamper> {
    let (step, name) = target.split_once('.').ok_or(NotATamper::NoStep)?;
    let step = Step::named(step).filter(|step| step.sends()).ok_or_else(|| NotATamper::NoMessage(step.to_owned()))?;
    if name.is_empty() || name == "header." {
        return Err(NotATamper::NoName);
    }
    if step.by_browser() && name.starts_with("header.") {
        return Err(NotATamper::NoHeader);
    }
    Ok((step, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read() {
        assert_eq!(
            Tamper::set("redeem.code=a=b").unwrap(),
            Tamper { step: Step::Redeem, change: Change::SetParameter("code".into(), "a=b".into()) }
        );
        assert_eq!(Tamper::unset("keys.header.accept").unwrap().change, Change::UnsetHeader("accept".into()));
        assert_eq!(Tamper::set("redeem.code"), Err(NotATamper::NoValue));
        assert_eq!(Tamper::unset("code"), Err(NotATamper::NoStep));
        assert_eq!(Tamper::unset("verify.code"), Err(NotATamper::NoMessage("verify".into())));
        assert_eq!(Tamper::unset("redeem."), Err(NotATamper::NoName));
        assert_eq!(Tamper::set("authorize.header.x=1"), Err(NotATamper::NoHeader));
    }
}
