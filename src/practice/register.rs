//! Dynamic registration: a program becomes a client (RFC 7591), and manages what it registered (RFC 7592).

use std::time::SystemTime;

use serde_json::{Map, Value, json};
use subtle::ConstantTimeEq as _;

use super::client_metadata;
use super::reply::{self, OAuthError};
use super::site::Endpoint;
use super::{Client, Fault, Provider, Service, unix};
use crate::jose::sha256;
use crate::wire::{Request, Response, json as wire_json, uri};

/// A client that registered itself, and the token that manages it.
pub(super) struct Registration {
    client_id: String,
    token: String,
    issued: SystemTime,
    /// What it registered, as this server understood it.
    metadata: Map<String, Value>,
}

/// How many clients may register; then the oldest gives way.
const MOST: usize = 200;
/// How large a registration may be.
const LARGEST: usize = 16 * 1024;

/// What a client must not send when it changes its registration (RFC 7592 2.2).
const NOT_THEIRS: [&str; 4] =
    ["registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at"];

impl Provider {
    /// Whether clients may register: with a server that only its own machine can reach, since it asks nobody who they are.
    pub(super) fn registers(&self) -> bool {
        self.config.policy.services.has(Service::Registration) && uri::is_loopback(self.site.issuer())
    }

    /// Whether a client came by itself: its secret is nobody else's business.
    pub(super) fn has_registered(&self, client: &Client) -> bool {
        self.registrations.iter().any(|registration| registration.client_id == client.client_id)
    }

    /// RFC 7591 3.
    pub(super) fn register(&mut self, request: &Request, now: SystemTime) -> Response {
        match self.new_registration(request, now) {
            Ok(registration) => {
                let document = self.registration_document(&registration);
                self.keep_registration(registration);
                reply::not_stored(reply::json(201, &document))
            }
            Err(refusal) => reply::token_error(self, &refusal),
        }
    }

    /// RFC 7592 2.
    pub(super) fn client_configuration(&mut self, request: &Request) -> Response {
        let id = request.path().rsplit('/').next().unwrap_or_default();
        let shown = request.headers.get("authorization").and_then(|field| field.split_once(' '));
        let shown =
            shown.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map_or("", |(_, token)| token.trim());
        let opens = |registration: &&Registration| {
            let right = sha256(registration.token.as_bytes()).ct_eq(&sha256(shown.as_bytes()));
            registration.client_id == id && (bool::from(right) || self.config.has(Fault::RegistrationUnguarded))
        };
        let Some(at) = self.registrations.iter().position(|registration| opens(&registration)) else {
            let document = json!({"error": "invalid_token", "error_description": "no registration has this token"});
            let challenge = "Bearer realm=\"practice provider\", error=\"invalid_token\"";
            return reply::not_stored(reply::json(401, &document).with("www-authenticate", challenge));
        };
        let response = match request.method.as_str() {
            "PUT" => self.change_registration(at, request),
            "DELETE" => {
                self.forget_registration(at);
                Ok(Response::new(204))
            }
            _ => Ok(reply::json(200, &self.registration_document(&self.registrations[at]))),
        };
        match response {
            Ok(response) => reply::not_stored(response),
            Err(refusal) => reply::token_error(self, &refusal),
        }
    }

    fn new_registration(&mut self, request: &Request, now: SystemTime) -> Result<Registration, OAuthError> {
        let asked = read(request)?;
        let client_id = self.draw();
        let client = client_metadata::read(&self.config, &client_id, &asked)?;
        let client = self.with_secret(client);
        let metadata = client_metadata::write(&client, &asked);
        self.config.clients.push(client);
        Ok(Registration { client_id, token: self.draw(), issued: now, metadata })
    }

    fn with_secret(&mut self, client: Client) -> Client {
        if !client_metadata::needs_secret(&client) {
            return client;
        }
        // Two draws, since an HMAC by SHA-512 wants 64 octets (RFC 7518 3.2).
        let secret = format!("{}{}", self.draw(), self.draw());
        Client { client_secret: Some(secret), ..client }
    }

    fn keep_registration(&mut self, registration: Registration) {
        if self.registrations.len() >= MOST {
            self.forget_registration(0);
        }
        self.registrations.push(registration);
    }

    /// RFC 7592 2.2: everything is replaced by what was sent.
    fn change_registration(&mut self, at: usize, request: &Request) -> Result<Response, OAuthError> {
        let asked = read(request)?;
        let invalid = |why: String| OAuthError::new("invalid_request", why);
        if let Some(name) = NOT_THEIRS.iter().find(|name| asked.contains_key(**name)) {
            return Err(invalid(format!("{name} must not be sent")));
        }
        let client_id = self.registrations[at].client_id.clone();
        if asked.get("client_id").and_then(Value::as_str) != Some(client_id.as_str()) {
            return Err(invalid("client_id is missing or another one".into()));
        }
        let before = self.config.client(&client_id).and_then(|client| client.client_secret.clone());
        let shown = asked.get("client_secret").map(|secret| secret.as_str().map(ToOwned::to_owned));
        if shown.is_some_and(|shown| shown != before) {
            return Err(invalid("client_secret is not the one of this client".into()));
        }
        let client = client_metadata::read(&self.config, &client_id, &asked)?;
        let secret = before.filter(|_| client_metadata::needs_secret(&client));
        let client = match secret {
            Some(secret) => Client { client_secret: Some(secret), ..client },
            None => self.with_secret(client),
        };
        self.registrations[at].metadata = client_metadata::write(&client, &asked);
        self.config.clients.retain(|other| other.client_id != client_id);
        self.config.clients.push(client);
        Ok(reply::json(200, &self.registration_document(&self.registrations[at])))
    }

    /// RFC 7592 2.3: nothing that the client was given lives on.
    fn forget_registration(&mut self, at: usize) {
        let gone = self.registrations.remove(at).client_id;
        self.config.clients.retain(|client| client.client_id != gone);
        self.grants.remove_all(|grant| grant.client_id == gone);
    }

    /// RFC 7591 3.2.1, RFC 7592 3.
    fn registration_document(&self, registration: &Registration) -> Value {
        let id = &registration.client_id;
        let mut document = json!({"client_id": id, "client_id_issued_at": unix(registration.issued)});
        if let Some(secret) = self.config.client(id).and_then(|client| client.client_secret.as_ref()) {
            document["client_secret"] = json!(secret);
            if !self.config.has(Fault::RegistrationSecretEndless) {
                document["client_secret_expires_at"] = json!(0);
            }
        }
        document["registration_access_token"] = json!(registration.token);
        document["registration_client_uri"] = json!(format!("{}{id}", self.site.url(Endpoint::ClientConfiguration)));
        for (name, value) in &registration.metadata {
            document[name] = value.clone();
        }
        document
    }
}

fn read(request: &Request) -> Result<Map<String, Value>, OAuthError> {
    let invalid = |why: String| OAuthError::new("invalid_client_metadata", why);
    if request.headers.media_type().as_deref() != Some("application/json") {
        return Err(invalid("the content type is not application/json".into()));
    }
    if request.body.len() > LARGEST {
        return Err(invalid(format!("a registration here has at most {LARGEST} octets")));
    }
    wire_json::object(request.body.octets()).map_err(|why| invalid(format!("no JSON object: {why}")))
}
