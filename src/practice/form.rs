//! Reading parameters as OAuth wants them read: an empty one counts as omitted, a repeated one is an error.

use std::collections::HashSet;

use super::reply::OAuthError;
use crate::wire::Params;

/// The parameters that have a value (RFC 6749 3.1 and 3.2).
pub(super) fn given(params: &Params) -> Params {
    let pairs = params.iter().filter(|(_, value)| !value.is_empty());
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The first name that comes twice, which it must not (RFC 6749 3.1 and 3.2), unless it is one of the few that may
/// (RFC 8707 2, RFC 8693 2.1).
pub(super) fn repeated(params: &Params) -> Option<&str> {
    let mut seen = HashSet::new();
    let once = params.iter().map(|(name, _)| name).filter(|name| !matches!(*name, "resource" | "audience"));
    once.into_iter().find(|name| !seen.insert(*name))
}

/// The value of a parameter that the request cannot do without.
pub(super) fn required<'a>(params: &'a Params, name: &str) -> Result<&'a str, OAuthError> {
    params.get(name).ok_or_else(|| OAuthError::new("invalid_request", format!("{name} is missing")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_is_omitted_and_repeated_is_seen() {
        let params = given(&Params::parse("a=&b=1&a=2&b=3"));
        assert_eq!(params.to_query(), "b=1&a=2&b=3");
        assert_eq!(repeated(&params), Some("b"));
        assert_eq!(repeated(&Params::parse("a=1&b=1&resource=x&resource=y")), None);
        assert!(required(&params, "c").is_err());
    }
}
