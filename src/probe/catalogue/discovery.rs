//! Checks of discovery and metadata.

use super::{Check, Section};
use crate::rules::row;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    of("metadata-reachable", "", &["metadata-reachable"]),
    of(
        "metadata-issuer-exact",
        "an impostor serves a document that looks right, and secrets and codes go to his endpoints",
        &["metadata-issuer-exact", "metadata-issuer-form"],
    ),
    of(
        "metadata-documents-agree",
        "it depends on the library of the client to which server its codes and secrets go",
        &["metadata-documents-agree"],
    ),
    of(
        "metadata-endpoints-https",
        "whoever listens on the way reads codes, secrets and tokens",
        &["metadata-endpoints-https"],
    ),
    of(
        "metadata-required-members",
        "",
        &["metadata-required-members", "metadata-member-types", "metadata-openid-rs256"],
    ),
    of(
        "metadata-pkce-s256",
        "a client cannot know whether PKCE protects it here, and may do without",
        &["metadata-pkce-s256", "metadata-pkce-plain"],
    ),
    of(
        "metadata-iss-param",
        "a code of this server is carried to another one that the client also talks to (mix-up)",
        &["metadata-iss-param"],
    ),
    of(
        "metadata-legacy-features",
        "clients are invited to let tokens pass the browser, to ask for passwords or to trust what nobody signed",
        &["metadata-legacy-features"],
    ),
    Check::new(row("metadata-auth-methods"), Section::Discovery, ""),
    of(
        "jwks-usable",
        "with a private part in the set, or a weak key, anybody can sign as the server",
        &["jwks-usable", "jwks-public", "jwks-kid-unique", "jwks-key-strength", "jwks-signing-key", "jwks-use-alg"],
    ),
];

const fn of(id: &str, attack: &'static str, rules: &'static [&'static str]) -> Check {
    Check::new(row(id), Section::Discovery, attack).told_by_documents(rules)
}
