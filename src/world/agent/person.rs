//! Who signs in: a name, a password, a second factor, and what is known about unusual pages.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use totp_rs::{Algorithm, Builder, Secret, Totp};
use url::Url;

use crate::practice::Config;

/// Who signs in.
#[derive(Clone, Default)]
pub struct Person {
    /// The user name.
    pub username: String,
    /// The password; none where the session, or a one-time code, has to be enough.
    pub password: Option<String>,
    /// What makes one-time codes.
    pub one_time: Option<OneTime>,
    /// What is known about unusual pages.
    pub hints: Vec<Hint>,
    /// Further hosts to which a password may be sent.
    pub hosts: Vec<String>,
    /// Whether the password is published and so belongs to the practice provider alone.
    pub practises: bool,
}

/// Where something is on an unusual page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What.
    pub role: Role,
    /// A CSS selector.
    pub selector: String,
}

/// What an element of a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The field for the user name.
    Username,
    /// The field for the password.
    Password,
    /// The field for the one-time code.
    Totp,
    /// The button that signs in.
    Submit,
    /// The button that agrees.
    Consent,
}

/// What makes one-time codes (RFC 6238).
#[derive(Clone)]
pub struct OneTime(Totp);

/// Why a secret makes no one-time codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSecret {
    /// It is not base32.
    #[error("it is not base32 (RFC 4648 6)")]
    NotBase32,
    /// The URI names no secret, or says something that no authenticator does.
    #[error("it is no otpauth://totp URI with a secret, an algorithm of SHA1, SHA256 or SHA512, and 6 to 8 digits")]
    NotAUri,
}

impl Hint {
    /// Whether it is a selector at all.
    #[must_use]
    pub fn is_selector(&self) -> bool {
        scraper::Selector::parse(&self.selector).is_ok()
    }
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Username, Self::Password, Self::Totp, Self::Submit, Self::Consent];

    /// The name, as in hints.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Password => "password",
            Self::Totp => "totp",
            Self::Submit => "submit",
            Self::Consent => "consent",
        }
    }
}

impl Person {
    /// A practice user, whose password is published; nobody where there is no such user.
    #[must_use]
    pub fn practising(username: &str) -> Option<Self> {
        let user = Config::default().users.into_iter().find(|user| user.username == username)?;
        Some(Self { username: user.username, password: Some(user.password), practises: true, ..Self::default() })
    }

    /// A text without the password and the codes of this person.
    pub(super) fn keep_out_of(&self, text: &str) -> String {
        match self.password.as_deref().filter(|password| !password.is_empty()) {
            Some(password) => text.replace(password, "‹password›"),
            None => text.to_owned(),
        }
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("username", &self.username).finish_non_exhaustive()
    }
}

impl OneTime {
    /// Reads a secret in base32, as sites show it beside their QR code, or the URI in that code.
    pub fn read(text: &str) -> Result<Self, NoSecret> {
        let text = text.trim();
        if text.get(..10).is_some_and(|scheme| scheme.eq_ignore_ascii_case("otpauth://")) {
            return Self::of_uri(text).ok_or(NoSecret::NotAUri);
        }
        Self::of(text, Builder::new()).ok_or(NoSecret::NotBase32)
    }

    fn of(secret: &str, builder: Builder) -> Option<Self> {
        let secret: String = secret.chars().filter(|c| !matches!(c, ' ' | '-' | '=')).collect();
        let secret =
            Secret::try_from_base32(secret.to_ascii_uppercase()).ok().filter(|it| !it.as_bytes().is_empty())?;
        // many sites give out shorter secrets than RFC 4226 4 asks for
        Some(Self(builder.with_secret(secret).build_noncompliant()))
    }

    fn of_uri(text: &str) -> Option<Self> {
        let uri = Url::parse(text).ok().filter(|uri| uri.host_str() == Some("totp"))?;
        let of = |name: &str| uri.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let algorithm = match of("algorithm").unwrap_or_default().to_ascii_uppercase().as_str() {
            "" | "SHA1" => Algorithm::SHA1,
            "SHA256" => Algorithm::SHA256,
            "SHA512" => Algorithm::SHA512,
            _ => return None,
        };
        let digits = of("digits").map_or(Some(6), |digits| digits.parse().ok()).filter(|it| (6..=8).contains(it))?;
        let step = of("period").map_or(Some(30), |period| period.parse().ok()).filter(|it| (1..=600).contains(it))?;
        let builder = Builder::new().with_algorithm(algorithm).with_digits(digits).with_step_duration(step);
        Self::of(&of("secret")?, builder)
    }

    /// The code at this time.
    #[must_use]
    pub fn code(&self, now: SystemTime) -> String {
        self.0.generate(seconds(now)).to_string()
    }

    /// How long the code at this time is good.
    #[must_use]
    pub fn left(&self, now: SystemTime) -> Duration {
        Duration::from_secs(self.0.next_step(seconds(now)).saturating_sub(seconds(now)))
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B.
    #[test]
    fn codes_are_those_of_the_standard() {
        let sha1 = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8";
        let sha256 =
            "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA&digits=8&algorithm=SHA256";
        for (uri, at, code) in [
            (sha1, 59, "94287082"),
            (sha1, 1_111_111_109, "07081804"),
            (sha256, 59, "46119246"),
            (sha256, 20_000_000_000, "77737706"),
        ] {
            let one_time = OneTime::read(uri).unwrap();
            assert_eq!(one_time.code(UNIX_EPOCH + Duration::from_secs(at)), code, "{uri} at {at}");
        }
        let short = OneTime::read("gezd gnbv-gy3t qojq gezd gnbv gy3t qojq").unwrap();
        assert_eq!(short.code(UNIX_EPOCH + Duration::from_secs(59)), "287082");
        assert_eq!(short.left(UNIX_EPOCH + Duration::from_secs(59)), Duration::from_secs(1));
    }

    #[test]
    fn what_is_no_secret_is_refused() {
        assert_eq!(OneTime::read("not base32!").err(), Some(NoSecret::NotBase32));
        assert_eq!(OneTime::read("").err(), Some(NoSecret::NotBase32));
        for uri in
            ["otpauth://hotp/x?secret=GEZDGNBV", "otpauth://totp/x", "otpauth://totp/x?secret=GEZDGNBV&digits=60"]
        {
            assert_eq!(OneTime::read(uri).err(), Some(NoSecret::NotAUri), "{uri}");
        }
    }

    #[test]
    fn nobody_prints_a_password() {
        let alice = Person::practising("alice").unwrap();
        let password = alice.password.clone().unwrap();
        assert!(!format!("{alice:?}").contains(&password));
        assert!(!alice.keep_out_of(&format!("it said {password}!")).contains(&password));
        assert!(Person::practising("mallory").is_none());
    }
}
