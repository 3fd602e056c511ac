//! The issuer is compared as text: every way in which two that mean the same can be written differently.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, open_if, row};
use crate::explain::command::again_at;
use crate::trace::Step;
use crate::wire::uri;

pub(super) const ROWS: &[Row] = &[
    row("issuer-template", "the metadata names a template of issuers", template),
    row("issuer-slash", "a slash at the end of the issuer", slash),
    row("issuer-scheme", "http and https in the issuer", scheme),
    row("issuer-case", "capital letters in the issuer", case),
    row("issuer-version", "the issuer of another version of the same server", version),
    row("issuer-host", "the server calls itself by another host name", host),
    row("issuer-other", "another issuer", other),
    row("issuer-has-no-metadata", "there is no metadata where the issuer says", missing),
];

/// What was asked for, and what came instead.
struct Pair {
    asked: String,
    found: String,
    /// Who said it.
    place: &'static str,
}

fn pair(facts: &Facts<'_>) -> Option<Pair> {
    let place = match facts.check()?.id.as_ref() {
        "metadata-issuer-exact" => "the metadata",
        "idtoken-iss" => "the ID token",
        "response-iss" => "the callback",
        _ => return None,
    };
    let asked = facts.plan.server.issuer.clone()?;
    let found = match place {
        "the metadata" => facts.metadata.as_ref()?.text("issuer")?.to_owned(),
        "the callback" => facts.answered.get("iss")?.to_owned(),
        _ => {
            let tokens = facts.tokens()?;
            let (_, claims) = crate::protocol::id_token::read(tokens.get("id_token")?.as_str()?)?;
            claims.get("iss")?.as_str()?.to_owned()
        }
    };
    (asked != found).then_some(Pair { asked, found, place })
}

impl Pair {
    fn evidence(&self) -> String {
        format!("asked for `{}`, {} says `{}`", self.asked, self.place, self.found)
    }

    /// The cure for an issuer that is only written differently.
    fn rewrite(&self, facts: &Facts<'_>, cause: String) -> Diagnosis {
        let change = format!("give the issuer exactly as the server writes it: `{}`", self.found);
        Diagnosis::certain(cause, change).because(self.evidence()).try_with(again_at(facts.plan, &self.found, ""))
    }
}

fn template(facts: &Facts<'_>) -> Standing {
    open_if(pair(facts).filter(|pair| pair.found.contains('{')).map(|pair| {
        Diagnosis::certain(
            format!("{} names no issuer but a template of many, one for each tenant", pair.place),
            "ask for the issuer of one tenant: put its id or its domain in the place of `common`, `organizations` or `consumers`",
        )
        .because(pair.evidence())
    }))
}

fn slash(facts: &Facts<'_>) -> Standing {
    let found = pair(facts).filter(|pair| pair.asked.trim_end_matches('/') == pair.found.trim_end_matches('/'));
    open_if(found.map(|pair| {
        let (with, without) = if pair.asked.ends_with('/') { ("you", "the server") } else { ("the server", "you") };
        pair.rewrite(facts, format!("a slash at the end of the issuer: {with} wrote one, {without} did not"))
    }))
}

fn scheme(facts: &Facts<'_>) -> Standing {
    let bare = |url: &str| url.split_once("://").map(|(_, rest)| rest.trim_end_matches('/').to_owned());
    let found = pair(facts).filter(|pair| bare(&pair.asked) == bare(&pair.found) && !is_slash(pair));
    open_if(found.map(|pair| {
        let diagnosis = pair.rewrite(facts, "one says http, the other https".to_owned());
        if uri::is_http(&pair.found) {
            return diagnosis.because(
                "a server behind a proxy that ends TLS must be told its public scheme, such as by X-Forwarded-Proto",
            );
        }
        diagnosis
    }))
}

fn case(facts: &Facts<'_>) -> Standing {
    let found = pair(facts).filter(|pair| pair.asked.eq_ignore_ascii_case(&pair.found));
    open_if(
        found.map(|pair| pair.rewrite(facts, "the issuer differs in capital letters alone, and they count".to_owned())),
    )
}

fn version(facts: &Facts<'_>) -> Standing {
    let is_v1 = |url: &str| uri::host(url) == "sts.windows.net" || !url.trim_end_matches('/').ends_with("/v2.0");
    let found = pair(facts).filter(|pair| {
        let entra = [&pair.asked, &pair.found]
            .into_iter()
            .all(|url| ["sts.windows.net", "login.microsoftonline.com"].contains(&uri::host(url)));
        entra && is_v1(&pair.asked) != is_v1(&pair.found)
    });
    open_if(found.map(|pair| {
        pair.rewrite(facts, "the tokens of version 1 and of version 2 of this server have two issuers".to_owned())
            .because("the version of an access token follows `accessTokenAcceptedVersion` of the API, that of the endpoints their path")
    }))
}

fn host(facts: &Facts<'_>) -> Standing {
    let found = pair(facts).filter(|pair| {
        let apart = !uri::authority(&pair.asked).eq_ignore_ascii_case(uri::authority(&pair.found));
        apart
            && !is_slash(pair)
            && !pair.found.contains('{')
            && uri::path(&pair.asked).trim_end_matches('/') == uri::path(&pair.found).trim_end_matches('/')
    });
    open_if(found.map(|pair| {
        pair.rewrite(facts, "the server calls itself by another host name than the one it was reached by".to_owned())
            .because("servers that take their name from the request answer so inside a network: set their public URL")
    }))
}

fn other(facts: &Facts<'_>) -> Standing {
    let known = [template, slash, scheme, case, version, host];
    if known.iter().any(|weigh| matches!(weigh(facts), Standing::Open(_))) {
        return Standing::Aside;
    }
    open_if(pair(facts).map(|pair| {
        Diagnosis::likely(
            format!("{} is of another issuer: another tenant or realm, or an impostor", pair.place),
            "find out which of the two is meant; do not silence the comparison",
        )
        .because(pair.evidence())
        .try_with(again_at(facts.plan, &pair.found, ""))
    }))
}

fn is_slash(pair: &Pair) -> bool {
    pair.asked.trim_end_matches('/') == pair.found.trim_end_matches('/')
}

/// Every place was tried, and none holds a document.
fn missing(facts: &Facts<'_>) -> Standing {
    let Some(issuer) = facts.plan.server.issuer.as_deref().filter(|_| facts.refused("metadata-reachable").is_some())
    else {
        return Standing::Aside;
    };
    let statuses =
        facts.trace.of(Step::Discover).filter_map(|it| Some((it.response.as_ref()?.status, it.request.url.clone())));
    let tried: Vec<String> = statuses.map(|(status, url)| format!("{status} at {url}")).collect();
    if tried.is_empty()
        || !facts.trace.of(Step::Discover).all(|it| it.response.as_ref().is_some_and(|it| it.status == 404))
    {
        return Standing::Aside;
    }
    let document = issuer.contains("/.well-known/");
    let diagnosis = if document {
        Diagnosis::certain(
            "this is the URL of a metadata document, not the issuer",
            "give the issuer: what stands before `/.well-known/`",
        )
        .try_with(again_at(facts.plan, issuer.split("/.well-known/").next().unwrap_or_default(), ""))
    } else {
        Diagnosis::likely(
            "the issuer is not the one of this server, or the server has no metadata",
            format!(
                "compare the path: a realm, a tenant or an authorization server belongs into it, or the issuer is `{}`; a server \
                 without metadata needs its endpoints by name",
                uri::origin(issuer)
            ),
        )
        .try_with(facts.again("--authorization-endpoint URL --token-endpoint URL"))
    };
    tried.into_iter().fold(diagnosis, Diagnosis::because).open()
}
