//! What the server says about itself: discovery in both forms and its public keys.

use serde_json::{Value, json};

use super::response_type::ResponseType;
use super::site::Endpoint;
use super::token::relabelled;
use super::{
    AuthorizationDetails, ClaimsParameter, Fault, IssParameter, Jarm, Par, Provider, RequestObjects, ResponseTypes,
    details, reply, scope, wishes,
};
use crate::jose::{Algorithm, Hmac, Jwk, SigningKey, base64url, sha256};
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
        let mut keys: Vec<Value> = self.public_keys().into_iter().map(|key| Value::Object(key.0)).collect();
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
        if self.config.has(Fault::JwksEmpty) {
            keys.clear();
        }
        reply::json(200, &json!({"keys": keys})).with("cache-control", "no-cache")
    }

    pub(super) fn public_keys(&self) -> Vec<Jwk> {
        let keys = [Algorithm::Es256, Algorithm::Rs256].into_iter().filter_map(|algorithm| self.keys.of(algorithm));
        keys.map(SigningKey::public_jwk).collect()
    }

    /// What a client may ask for, and how.
    fn add_asking(&self, document: &mut Value) {
        let asking = &self.config.policy.asking;
        if self.is_on(Endpoint::Par) {
            // RFC 9126 5
            document["pushed_authorization_request_endpoint"] = json!(self.site.url(Endpoint::Par));
            let required = asking.par == Par::Required || self.config.has(Fault::PushNotEnforced);
            document["require_pushed_authorization_requests"] = json!(required);
        }
        let taken = asking.request_objects != RequestObjects::Off;
        document["request_parameter_supported"] = json!(taken);
        if taken {
            // RFC 9101 9 and 10.5
            let unsigned = (asking.request_objects == RequestObjects::UnsignedToo).then_some("none");
            let algorithms = Algorithm::ALL.map(Algorithm::name).into_iter().chain(Hmac::ALL.map(Hmac::name));
            let algorithms: Vec<&str> = algorithms.chain(unsigned).collect();
            document["request_object_signing_alg_values_supported"] = json!(algorithms);
            document["require_signed_request_object"] = json!(asking.request_objects == RequestObjects::Required);
        }
        if asking.jarm == Jarm::On {
            // JARM 4
            document["authorization_signing_alg_values_supported"] = json!(["RS256", "ES256"]);
        }
        if asking.details == AuthorizationDetails::On {
            // RFC 9396 10
            document["authorization_details_types_supported"] = json!(details::types());
        }
        document["claims_parameter_supported"] = json!(asking.claims == ClaimsParameter::On);
        let kinds = ResponseType::ALL.into_iter().filter(|kind| kind.is_within(asking.response_types));
        document["response_types_supported"] = json!(kinds.map(ResponseType::name).collect::<Vec<_>>());
        document["response_modes_supported"] = json!(self.response_modes());
        if asking.response_types == ResponseTypes::All
            && let Some(grants) = document["grant_types_supported"].as_array_mut()
        {
            grants.push(json!("implicit"));
        }
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
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "token_endpoint_auth_methods_supported": policy.auth_methods(),
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
        if faulty(Fault::MetadataAlgNone) {
            document["id_token_signing_alg_values_supported"] = json!(["RS256", "ES256", "none"]);
        }
        if faulty(Fault::MetadataEndpointHttp) {
            document["registration_endpoint"] = json!("http://plain.example/register");
        }
        if faulty(Fault::MetadataAuthMethods) {
            document["token_endpoint_auth_methods_supported"] = json!(["private_key_jwt"]);
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
}
