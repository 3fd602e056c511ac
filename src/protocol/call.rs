//! Any resource, called with the access token (RFC 6750 2.1, RFC 9449 7.1).

use super::check::or_absent;
use super::given::Called;
use super::{Checks, Examined, ProviderError, Refusal, Verdict};
use crate::wire::{Request, Response};

/// The request, before the access token is put where it belongs: into the header.
#[must_use]
pub fn request(called: &Called) -> Request {
    let mut request = Request::get(&called.url);
    request.method.clone_from(&called.method);
    request.headers.push("accept", "application/json, */*;q=0.5");
    request
}

/// Examines the answer: whether the resource took the token. What it says otherwise is its own business.
#[must_use]
pub fn accept(response: &Response) -> Examined<()> {
    let mut checks = Checks::default();
    let challenge = response.headers.get("www-authenticate");
    if response.status == 401 {
        // RFC 6750 3: whoever refuses says with which scheme one has to come.
        let verdict = if challenge.is_some() { Verdict::Pass } else { Verdict::Warn };
        checks.note("call-challenge", verdict, "WWW-Authenticate", or_absent(challenge));
    }
    if let Some(error) = ProviderError::from_challenge(response) {
        return checks.refuse(Refusal::Provider(error));
    }
    let verdict = match response.status {
        401 | 403 => Verdict::Fail,
        400.. => Verdict::Warn,
        _ => Verdict::Pass,
    };
    checks.note("call-accepted", verdict, "the token is taken", response.status.to_string());
    checks.accept(Some(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_read() {
        assert!(accept(&Response::new(200)).outcome.is_ok());
        assert!(accept(&Response::new(404)).outcome.is_ok(), "the token was not the reason");
        let bare = accept(&Response::new(401));
        assert_eq!(bare.checks[0].verdict, Verdict::Warn);
        assert!(matches!(bare.outcome, Err(Refusal::Check(check)) if check.id == "call-accepted"));
        let told = Response::new(403).with("www-authenticate", r#"Bearer error="insufficient_scope", scope="a""#);
        assert!(matches!(accept(&told).outcome, Err(Refusal::Provider(error)) if error.error == "insufficient_scope"));
    }
}
