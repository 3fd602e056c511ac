//! What well-known providers say in words and codes of their own, and what is meant by it. Codes count more than words,
//! since words change; what no live provider was asked says so in its source.

mod apple;
mod auth0;
mod cognito;
mod entra;
mod facebook;
mod github;
mod gitlab;
mod google;
mod keycloak;
mod linkedin;
mod okta;
mod slack;
mod x;

use super::facts::Facts;
use super::{Diagnosis, Standing};
use crate::wire::{FailureKind, uri};

/// Something that a provider is known to say.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The name of the cause.
    pub id: &'static str,
    /// The code as the provider writes it, or its words.
    pub name: &'static str,
    /// Who says it.
    pub provider: &'static str,
    /// What it means, in a few words.
    pub what: &'static str,
    /// The same in whole sentences.
    pub cause: &'static str,
    /// What to change, and where.
    pub change: &'static str,
    /// The flags that would test it.
    pub flags: Option<&'static str>,
    /// Where that is written.
    pub source: &'static str,
    sign: Sign,
}

/// How it is recognised. Words are in lower case.
#[derive(Clone, Copy, Debug)]
enum Sign {
    /// A number behind `AADSTS`, or in `error_codes`.
    Aadsts(u32),
    /// An error code that only this provider has.
    Code(&'static str),
    /// An error code, and all of these words with it.
    CodeSays(&'static str, &'static [&'static str]),
    /// All of these words, under any error.
    Says(&'static [&'static str]),
    /// Nothing came back from a host whose name ends so.
    SilentAt(&'static [&'static str]),
    /// An error code from a host whose name ends so.
    CodeAt(&'static str, &'static [&'static str]),
    /// Anything else.
    Shape(fn(&Facts<'_>) -> bool),
}

/// Every provider's table.
const TABLES: [&[Known]; 13] = [
    entra::ALL,
    google::ALL,
    okta::ALL,
    auth0::ALL,
    keycloak::ALL,
    github::ALL,
    gitlab::ALL,
    cognito::ALL,
    apple::ALL,
    slack::ALL,
    linkedin::ALL,
    x::ALL,
    facebook::ALL,
];

/// Everything that providers are known to say.
pub fn all() -> impl Iterator<Item = &'static Known> {
    TABLES.into_iter().flatten()
}

/// What the provider of this record says in its own words.
pub(super) fn diagnose(facts: &Facts<'_>) -> Vec<Diagnosis> {
    let mut found: Vec<Diagnosis> =
        all().filter(|known| known.sign.fits(facts)).map(|known| known.diagnosis(facts)).collect();
    let cleared = super::grant::ROWS.iter().filter_map(|row| match (row.weigh)(facts) {
        Standing::RuledOut(how) => Some(super::RuledOut { cause: row.name.to_owned(), how }),
        _ => None,
    });
    let cleared: Vec<_> = cleared.collect();
    for diagnosis in
        found.iter_mut().filter(|diagnosis| all().any(|known| known.id == diagnosis.id && known.is_vague()))
    {
        diagnosis.ruled_out.clone_from(&cleared);
    }
    found
}

impl Known {
    fn diagnosis(&self, facts: &Facts<'_>) -> Diagnosis {
        let build = match self.sign {
            Sign::Aadsts(_) | Sign::Code(_) | Sign::CodeSays(..) => Diagnosis::certain,
            Sign::Says(_) | Sign::SilentAt(_) | Sign::CodeAt(..) | Sign::Shape(_) => Diagnosis::likely,
        };
        let said = facts.saying().unwrap_or_else(|| match facts.error() {
            Some(error) => format!("the error is `{}`", error.error),
            None => format!("the redirect URI that was asked for: `{}`", facts.plan.client.redirect_uri),
        });
        let diagnosis = build(format!("{}: {}", self.provider, self.cause), self.change).because(said);
        let diagnosis = diagnosis.because_some(self.code());
        let diagnosis = Diagnosis { id: self.id, ..diagnosis };
        match self.flags {
            Some(flags) => diagnosis.try_with(facts.again(flags)),
            None => diagnosis,
        }
    }

    fn code(&self) -> Option<String> {
        matches!(self.sign, Sign::Aadsts(_)).then(|| format!("{} means: {}", self.name, self.what))
    }

    /// Whether one saying stands for many causes, some of which this record clears.
    fn is_vague(&self) -> bool {
        self.change.starts_with("one text for many causes")
    }

    const fn flags(self, flags: &'static str) -> Self {
        Self { flags: Some(flags), ..self }
    }
}

impl Sign {
    fn fits(self, facts: &Facts<'_>) -> bool {
        let code = |wanted: &str| facts.error().is_some_and(|error| error.error == wanted);
        let all = |words: &[&str]| words.iter().all(|word| facts.says(&[word]));
        match self {
            Self::Aadsts(number) => facts.says_aadsts(number),
            Self::Code(wanted) => code(wanted),
            Self::CodeSays(wanted, words) => code(wanted) && all(words),
            Self::Says(words) => facts.error().is_some() && all(words),
            Self::SilentAt(hosts) => is_silent(facts) && is_at(facts, hosts),
            Self::CodeAt(wanted, hosts) => code(wanted) && is_at(facts, hosts),
            Self::Shape(fits) => fits(facts),
        }
    }
}

fn is_silent(facts: &Facts<'_>) -> bool {
    let failed = facts.failed();
    failed.is_some_and(|(step, failure)| {
        failure.kind == FailureKind::ErrorPage
            || (step == crate::trace::Step::Callback && failure.kind == FailureKind::Timeout)
    })
}

/// Whether the server of this record has a host name that ends so.
fn is_at(facts: &Facts<'_>, hosts: &[&str]) -> bool {
    let urls = facts.trace.exchanges.iter().filter(|it| it.step != crate::trace::Step::Callback);
    let urls = urls.map(|exchange| exchange.request.url.as_str()).chain(facts.plan.server.issuer.as_deref());
    urls.map(|url| uri::host(url).to_ascii_lowercase()).any(|host| {
        hosts.iter().any(|known| {
            host == *known
                || (host.len() > known.len()
                    && host.ends_with(known)
                    && host[..host.len() - known.len()].ends_with('.'))
        })
    })
}

/// A row: id, name and sign; what it means, why, and what to do; where that is written.
const fn known(
    (id, name, sign): (&'static str, &'static str, Sign),
    provider: &'static str,
    (what, cause, change): (&'static str, &'static str, &'static str),
    source: &'static str,
) -> Known {
    Known { id, name, provider, what, cause, change, flags: None, source, sign }
}

#[cfg(test)]
mod tests;
