//! The page at the issuer: what this server is, where its endpoints are, and who is registered.

use maud::{Markup, html};

use super::super::site::Endpoint;
use super::super::{Client, Fault, LoopbackPort, Provider};
use super::ask::practice_users;
use super::layout::Page;
use crate::wire::Response;

const ENDPOINTS: [(Endpoint, &str, &str); 14] = [
    (Endpoint::OpenIdConfiguration, "openid-configuration", "what I can do, for OpenID Connect clients"),
    (Endpoint::AuthorizationServer, "oauth-authorization-server", "the same, for OAuth clients (RFC 8414)"),
    (Endpoint::Par, "pushed authorization request endpoint", "for clients: a request that no browser can change"),
    (Endpoint::Authorize, "authorization endpoint", "for browsers: login, consent, and back with a code"),
    (Endpoint::Token, "token endpoint", "for clients: a code becomes tokens"),
    (Endpoint::Userinfo, "userinfo endpoint", "for clients with an access token"),
    (Endpoint::Api, "a resource", "for clients with an access token: tells who called it, and with what"),
    (Endpoint::Introspection, "introspection endpoint", "for clients that authenticate: what a token is worth"),
    (Endpoint::Revocation, "revocation endpoint", "for clients: a token is given back"),
    (Endpoint::DeviceAuthorization, "device authorization endpoint", "for devices without a keyboard: two codes"),
    (Endpoint::Device, "device page", "for people: type the code that the device shows"),
    (Endpoint::EndSession, "end session endpoint", "for browsers: sign out, and back to the client"),
    (Endpoint::Registration, "registration endpoint", "for programs: become a client"),
    (Endpoint::Jwks, "jwks", "the public keys that ID tokens are checked with"),
];

pub(in super::super) fn start(provider: &Provider) -> Response {
    let config = &provider.config;
    let main = html! {
        section.card.wide {
            h1 { "A provider to practise on" }
            p.lead {
                "This is an OAuth 2 authorization server and OpenID provider made for practice. "
                "It tells what it receives, and nothing that it guards is worth stealing."
            }
            p { "Its issuer, which is all a client needs to know:" }
            p { code.value.big { (provider.site.issuer()) } }
        }
        section.card.wide {
            h2 { "Endpoints" }
            dl.endpoints {
                @for (endpoint, name, sentence) in ENDPOINTS.into_iter().filter(|(endpoint, ..)| provider.is_on(*endpoint)) {
                    div.row {
                        dt { (name) }
                        dd {
                            @if is_document(endpoint) {
                                a href=(provider.site.path(endpoint)) { code.value { (provider.site.path(endpoint)) } }
                            } @else {
                                code.value { (provider.site.path(endpoint)) }
                            }
                            p.note { (sentence) }
                        }
                    }
                }
            }
        }
        section.card.wide {
            h2 { "Clients" }
            @for client in config.clients.iter().filter(|client| !provider.has_registered(client)) { (described(client)) }
            @if config.policy.loopback_port == LoopbackPort::Any {
                p.quiet { "A redirect URI at 127.0.0.1 or [::1] may have any port; localhost is another address." }
            }
        }
        section.card.wide { h2 { "Users" } (practice_users(provider)) }
        @if !config.faults.is_empty() {
            section.card.wide {
                h2 { "Wrong on purpose" }
                p { "This server…" }
                ul { @for fault in &config.faults { li { (Fault::breaks(*fault)) " (" code { (fault.name()) } ")" } } }
            }
        }
    };
    Page::new(200, "What this is", main).respond(provider)
}

fn described(client: &Client) -> Markup {
    html! {
        div.client {
            h3 { (client.client_id) " " span.tag { @if client.is_public() { "public" } @else { "confidential" } } }
            dl {
                @if let Some(secret) = &client.client_secret {
                    div.row.secret { dt { code { "client_secret" } } dd { code.value { (secret) } } }
                }
                @if let Some(key) = &client.private_key {
                    div.row.secret { dt { code { "private key" } } dd { code.value { (key) } } }
                }
                @if let Some(subject) = &client.tls_client_auth_subject_dn {
                    div.row { dt { code { "certificate of" } } dd { code.value { (subject) } } }
                }
                @for redirect_uri in &client.redirect_uris {
                    div.row { dt { code { "redirect_uri" } } dd { code.value { (redirect_uri) } } }
                }
            }
        }
    }
}

/// Whether a person can look at it: the other endpoints want parameters or a token.
fn is_document(endpoint: Endpoint) -> bool {
    matches!(endpoint, Endpoint::OpenIdConfiguration | Endpoint::AuthorizationServer | Endpoint::Jwks)
}
