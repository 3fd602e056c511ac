//! What the server says about itself: discovery in both forms and its public keys.

mod asking;

use serde_json::{Map, Value, json};

use super::site::Endpoint;
use super::token::relabelled;
use super::{Dpop, Fault, GrantType, IssParameter, Provider, dpop, reply, scope, wishes};
use crate::jose::{Algorithm, base64url, sha256};
use crate::wire::Response;

impl Provider {
    /// OpenID Connect Discovery 3 and RFC 8414 2: the same members, since either reader may ask.
    pub(super) fn metadata(&self, endpoint: Endpoint) -> Response {
        let mut document = self.metadata_document();
        if endpoint == Endpoint::AuthorizationServer && self.config.has(Fault::MetadataDocumentsDisagree) {
            document["token_endpoint"] = json!("https://attacker.example/token");
        }
        let response = reply::json(200, &document).with("cache-control", "no-cache");
        if self.config.has(Fault::MetadataContentType) { relabelled(response, "text/html") } else { response }
    }

    /// The keys (RFC 7517 5).
    pub(super) fn jwks(&self) -> Response {
        let mut keys: Vec<Value> = [Algorithm::Es256, Algorithm::Rs256]
            .into_iter()
            .filter_map(|algorithm| Some(Value::Object(self.keys.of(algorithm)?.public_jwk().0)))
            .collect();
        if self.config.has(Fault::JwksPrivateMember) {
            // Not the real one: even a faulty server need not give away its key.
            if let Some(key) = keys.first_mut() {
                key["d"] = json!(base64url(&sha256(b"not the private key")));
            }
        }
        if self.config.has(Fault::JwksKidTwice)
            && let [first, second, ..] = keys.as_mut_slice()
        {
            second["kid"] = first["kid"].clone();
        }
        if self.config.has(Fault::JwksWeakKey) {
            // Nobody has its private half, and nobody needs it.
            keys.push(json!({"kid": "weak", "use": "sig", "alg": "RS256", "kty": "RSA", "n": base64url(&[0xd5; 128]), "e": "AQAB"}));
        }
        if self.config.has(Fault::JwksUnlabelled) {
            for key in keys.iter_mut().filter_map(Value::as_object_mut) {
                key.shift_remove("use");
                key.shift_remove("alg");
            }
        }
        if self.config.has(Fault::JwksEmpty) {
            keys.clear();
        }
        reply::json(200, &json!({"keys": keys})).with("cache-control", "no-cache")
    }

    fn metadata_document(&self) -> Value {
        let faulty = |fault| self.config.has(fault);
        let url = |endpoint| self.site.url(endpoint);
        let policy = &self.config.policy;
        let slash = if faulty(Fault::MetadataIssuerSlash) { "/" } else { "" };
        let mut document = json!({
            "issuer": format!("{}{slash}", self.site.issuer()),
            "authorization_endpoint": url(Endpoint::Authorize),
            "token_endpoint": url(Endpoint::Token),
            "userinfo_endpoint": url(Endpoint::Userinfo),
            "jwks_uri": url(Endpoint::Jwks),
            "scopes_supported": scope::KNOWN.map(|(name, _)| name),
            "response_types_supported": ["code"],
            "response_modes_supported": [],
            "grant_types_supported": self.grant_types(),
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "token_endpoint_auth_methods_supported": self.config.auth_methods(),
            "code_challenge_methods_supported": policy.challenge_methods(),
            "authorization_response_iss_parameter_supported": policy.iss == IssParameter::On,
            "prompt_values_supported": ["none", "login", "consent", "select_account"],
            "acr_values_supported": [wishes::ACR],
            "display_values_supported": ["page"],
            "ui_locales_supported": ["en"],
            "claim_types_supported": ["normal"],
            "claims_supported": ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "at_hash", "c_hash",
                "name", "preferred_username", "email", "email_verified"],
            "request_uri_parameter_supported": false,
        });
        self.add_asking(&mut document);
        self.add_services(&mut document);
        if faulty(Fault::MetadataAlgNone) {
            document["id_token_signing_alg_values_supported"] = json!(["RS256", "ES256", "none"]);
        }
        if faulty(Fault::MetadataWithoutRs256) {
            document["id_token_signing_alg_values_supported"] = json!(["ES256"]);
        }
        if faulty(Fault::MetadataAlgWithoutKey) {
            document["id_token_signing_alg_values_supported"] = json!(["RS256", "ES256", "ES384"]);
        }
        if faulty(Fault::MetadataListIsString) {
            document["scopes_supported"] = json!(scope::KNOWN.map(|(name, _)| name).join(" "));
        }
        if faulty(Fault::MetadataEndpointHttp) {
            document["registration_endpoint"] = json!("http://plain.example/register");
        }
        if faulty(Fault::MetadataAuthMethods) {
            document["token_endpoint_auth_methods_supported"] = json!(["tls_client_auth"]);
        }
        let silent_about_pkce = faulty(Fault::MetadataWithoutPkce) || policy.challenge_methods().is_empty();
        if let Some(members) = document.as_object_mut() {
            if silent_about_pkce {
                members.shift_remove("code_challenge_methods_supported");
            }
            if faulty(Fault::MetadataWithoutSubjectTypes) {
                members.shift_remove("subject_types_supported");
            }
        }
        document
    }

    fn grant_types(&self) -> Vec<&'static str> {
        let on = GrantType::ALL.into_iter().filter(|grant_type| grant_type.is_on(&self.config.policy));
        on.map(GrantType::name).collect()
    }

    /// What RFC 8414 2 and the other documents that define endpoints want told.
    fn add_services(&self, document: &mut Value) {
        let config = &self.config;
        let algorithms = config.assertion_algorithms();
        if !algorithms.is_empty() {
            document["token_endpoint_auth_signing_alg_values_supported"] = json!(algorithms);
        }
        for (endpoint, member) in SERVICES.into_iter().filter(|(endpoint, _)| self.is_on(*endpoint)) {
            document[member] = json!(self.site.url(endpoint));
        }
        // Whoever asks about tokens has to be somebody (RFC 7662 2.1); a public client may give its own back.
        if self.is_on(Endpoint::Introspection) {
            let methods: Vec<_> = config.auth_methods().into_iter().filter(|method| *method != "none").collect();
            document["introspection_endpoint_auth_methods_supported"] = json!(methods);
        }
        if self.is_on(Endpoint::Revocation) {
            document["revocation_endpoint_auth_methods_supported"] = json!(config.auth_methods());
        }
        if config.policy.dpop != Dpop::Off {
            document["dpop_signing_alg_values_supported"] = json!(dpop::algorithms());
        }
        if config.tls_terminated {
            document["tls_client_certificate_bound_access_tokens"] = json!(true);
            // RFC 8705 5: here they are the same, since a certificate may be shown everywhere.
            let aliases: Map<String, Value> = ALIASED
                .iter()
                .filter_map(|member| Some(((*member).to_owned(), document.get(*member)?.clone())))
                .collect();
            document["mtls_endpoint_aliases"] = Value::Object(aliases);
        }
    }
}

/// The endpoints beside those of a login, by their members.
const SERVICES: [(Endpoint, &str); 5] = [
    (Endpoint::Introspection, "introspection_endpoint"),
    (Endpoint::Revocation, "revocation_endpoint"),
    (Endpoint::DeviceAuthorization, "device_authorization_endpoint"),
    (Endpoint::EndSession, "end_session_endpoint"),
    (Endpoint::Registration, "registration_endpoint"),
];

/// The endpoints at which a certificate counts.
const ALIASED: [&str; 6] = [
    "token_endpoint",
    "userinfo_endpoint",
    "introspection_endpoint",
    "revocation_endpoint",
    "device_authorization_endpoint",
    "pushed_authorization_request_endpoint",
];
