//! Ready profiles: the flags that a well-known provider needs. Why it needs them is told in `explain::providers`.
//!
//! All of it is taken from documentation (the sources stand beside each provider there) and could not be tried against
//! the live providers.

use clap::ArgMatches;

use super::keys::{Key, Takes};
use super::setting::{Origin, Setting, Value};
use crate::cli::trouble::Trouble;

/// A ready profile.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// Its name; `explain::providers` knows the provider by the same.
    pub id: &'static str,
    /// The flags and their values; `{domain}`, `{tenant}` and `{region}` in a value are filled in.
    flags: &'static [(&'static str, Takes, &'static [&'static str])],
    /// What has to be told of the provider, or may be.
    pub variables: &'static [Variable],
}

/// A part of an address that differs from customer to customer.
#[derive(Debug, PartialEq, Eq)]
pub struct Variable {
    /// The flag that gives it.
    pub name: &'static str,
    /// What it is.
    pub what: &'static str,
    /// What is taken where nobody says.
    pub default: Option<&'static str>,
    /// What it looks like.
    pub example: &'static str,
}

use Takes::{Many, Nothing, One};

const fn domain(what: &'static str, default: Option<&'static str>, example: &'static str) -> Variable {
    Variable { name: "domain", what, default, example }
}

const fn tenant(what: &'static str, default: Option<&'static str>, example: &'static str) -> Variable {
    Variable { name: "tenant", what, default, example }
}

/// Every ready profile, by name.
pub const ALL: &[Known] = &[
    Known {
        id: "apple",
        flags: &[
            ("issuer", One, &["https://appleid.apple.com"]),
            ("scope", Many, &["openid name email"]),
            ("response-mode", One, &["form_post"]),
            ("auth-method", One, &["client_secret_post"]),
        ],
        variables: &[],
    },
    Known {
        id: "auth0",
        flags: &[("issuer", One, &["https://{domain}/"]), ("scope", Many, &["openid profile email offline_access"])],
        variables: &[domain("the domain of the tenant, or its own domain", None, "example.eu.auth0.com")],
    },
    Known {
        id: "cognito",
        flags: &[
            ("issuer", One, &["https://cognito-idp.{region}.amazonaws.com/{tenant}"]),
            ("redirect-uri", One, &["http://localhost:8400/callback"]),
            ("scope", Many, &["openid email"]),
        ],
        variables: &[tenant("the id of the user pool, which begins with its region", None, "eu-west-1_AbCdEfGhI")],
    },
    Known {
        id: "entra",
        flags: &[
            ("issuer", One, &["https://login.microsoftonline.com/{tenant}/v2.0"]),
            ("issuer-template", One, &["https://login.microsoftonline.com/{tenantid}/v2.0"]),
            ("scope", Many, &["openid profile email offline_access"]),
        ],
        variables: &[tenant(
            "the id of the tenant, one of its domains, or `common`, `organizations` or `consumers`",
            Some("common"),
            "contoso.onmicrosoft.com",
        )],
    },
    Known {
        id: "facebook",
        flags: &[
            ("authorization-endpoint", One, &["https://www.facebook.com/dialog/oauth"]),
            ("token-endpoint", One, &["https://graph.facebook.com/oauth/access_token"]),
            ("scope", Many, &["public_profile email"]),
            ("auth-method", One, &["client_secret_post"]),
        ],
        variables: &[],
    },
    Known {
        id: "github",
        flags: &[
            ("authorization-endpoint", One, &["https://{domain}/login/oauth/authorize"]),
            ("token-endpoint", One, &["https://{domain}/login/oauth/access_token"]),
            ("scope", Many, &["read:user user:email"]),
            ("auth-method", One, &["client_secret_post"]),
        ],
        variables: &[domain("the host of an Enterprise Server", Some("github.com"), "github.example.com")],
    },
    Known {
        id: "gitlab",
        flags: &[("issuer", One, &["https://{domain}"]), ("scope", Many, &["openid profile email"])],
        variables: &[domain("the host of an installation", Some("gitlab.com"), "gitlab.example.com")],
    },
    Known {
        id: "google",
        flags: &[
            ("issuer", One, &["https://accounts.google.com"]),
            ("scope", Many, &["openid email profile"]),
            ("param", Many, &["access_type=offline"]),
            ("prompt", One, &["consent"]),
        ],
        variables: &[],
    },
    Known {
        id: "keycloak",
        flags: &[("issuer", One, &["https://{domain}/realms/{tenant}"]), ("scope", Many, &["openid profile email"])],
        variables: &[
            domain(
                "the host name by which browsers reach it, with /auth behind it in old ones",
                None,
                "id.example.com",
            ),
            tenant("the realm", Some("master"), "staff"),
        ],
    },
    Known {
        id: "linkedin",
        flags: &[
            ("issuer", One, &["https://www.linkedin.com/oauth"]),
            ("scope", Many, &["openid profile email"]),
            ("auth-method", One, &["client_secret_post"]),
            ("pkce", One, &["none"]),
            ("no-nonce", Nothing, &[]),
        ],
        variables: &[],
    },
    Known {
        id: "okta",
        flags: &[
            ("issuer", One, &["https://{domain}/oauth2/{tenant}"]),
            ("scope", Many, &["openid profile email offline_access"]),
        ],
        variables: &[
            domain("the domain of the organisation", None, "example.okta.com"),
            tenant("the custom authorization server", Some("default"), "default"),
        ],
    },
    Known {
        id: "slack",
        flags: &[("issuer", One, &["https://slack.com"]), ("scope", Many, &["openid profile email"])],
        variables: &[],
    },
    Known {
        id: "x",
        flags: &[
            ("authorization-endpoint", One, &["https://x.com/i/oauth2/authorize"]),
            ("token-endpoint", One, &["https://api.x.com/2/oauth2/token"]),
            ("scope", Many, &["tweet.read users.read offline.access"]),
        ],
        variables: &[],
    },
];

/// The ready profile of this name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Known> {
    ALL.iter().find(|known| known.id == id)
}

impl Known {
    /// What it sets, with its addresses not yet filled in.
    pub fn settings(&self) -> Vec<Setting> {
        let value = |takes, words: &[&str]| match takes {
            Nothing => Value::Switch(true),
            _ => Value::Words(words.iter().map(|word| (*word).to_owned()).collect()),
        };
        let setting = |(long, takes, words): &(&str, Takes, &[&str])| Setting {
            key: Key { long: (*long).to_owned(), id: long.replace('-', "_"), takes: *takes },
            value: value(*takes, words),
            origin: Origin::Known(self.id),
        };
        self.flags.iter().map(setting).collect()
    }

    /// Fills in the addresses, as far as they are still those of this profile: from the words, else from the settings.
    pub fn fill(&self, settings: &mut [Setting], matches: &ArgMatches) -> Result<(), Trouble> {
        let known = settings.to_vec();
        self.fill_with(settings, &|name| said(name, &known, matches))
    }

    /// What it sets, with its addresses filled in.
    pub fn filled_with(&self, said: &dyn Fn(&str) -> Option<String>) -> Result<Vec<Setting>, Trouble> {
        let mut settings = self.settings();
        self.fill_with(&mut settings, said).map(|()| settings)
    }

    fn fill_with(&self, settings: &mut [Setting], said: &dyn Fn(&str) -> Option<String>) -> Result<(), Trouble> {
        let value = |variable: &Variable| said(variable.name).or_else(|| variable.default.map(str::to_owned));
        let said: Vec<(&Variable, Option<String>)> =
            self.variables.iter().map(|variable| (variable, value(variable))).collect();
        for setting in settings.iter_mut().filter(|setting| matches!(setting.origin, Origin::Known(_))) {
            let Value::Words(words) = &mut setting.value else { continue };
            for word in words.iter_mut() {
                for (variable, value) in &said {
                    *word = filled(word, variable, value.as_deref())?;
                }
            }
        }
        Ok(())
    }
}

/// A template with one variable of it filled in.
fn filled(template: &str, variable: &Variable, value: Option<&str>) -> Result<String, Trouble> {
    let mark = format!("{{{}}}", variable.name);
    if !template.contains(&mark) {
        return Ok(template.to_owned());
    }
    let (name, example) = (variable.name, variable.example);
    let hint = format!("for example --{name} {example}");
    let value = value.ok_or_else(|| Trouble::usage(format!("`--{name}` is missing: {}", variable.what)).hint(&hint))?;
    let fits = |c: char| c.is_ascii_alphanumeric() || "-._:/".contains(c);
    let is_part = !value.is_empty() && value.chars().all(fits) && !value.contains("//") && !value.contains("..");
    if !is_part || (name == "tenant" && value.contains('/')) {
        return Err(Trouble::usage(format!("`--{name} {value}` cannot be a part of an address")).hint(hint));
    }
    // The id of a user pool is the region, an underscore, and the rest.
    let region = value.split_once('_').map_or(value, |(region, _)| region);
    Ok(template.replace(&mark, value).replace("{region}", region))
}

/// What a flag, the environment or the settings say of a variable.
fn said(name: &str, settings: &[Setting], matches: &ArgMatches) -> Option<String> {
    let by_words = matches.try_get_one::<String>(name).ok().flatten().cloned();
    let set = settings.iter().find(|setting| setting.key.long == name);
    let by_settings = set.and_then(|setting| match &setting.value {
        Value::Words(words) => words.first().cloned(),
        _ => None,
    });
    by_words.or(by_settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::profile::Keys;
    use crate::explain::providers;

    #[test]
    fn every_profile_sets_flags_that_exist_and_is_explained() {
        let keys = Keys::of(&crate::cli::command());
        for known in ALL {
            let provider = providers::by_id(known.id).unwrap_or_else(|| panic!("{} is not explained", known.id));
            assert_eq!(provider.id, known.id);
            for setting in known.settings() {
                assert_eq!(keys.find(&setting.key.long), Some(&setting.key), "{}", known.id);
            }
            for variable in known.variables {
                assert!(keys.find(variable.name).is_some(), "{}", variable.name);
            }
        }
        assert!(providers::ALL.iter().all(|provider| find(provider.id).is_some()), "a provider without a profile");
        assert!(ALL.is_sorted_by_key(|known| known.id), "they are listed by name");
    }
}
