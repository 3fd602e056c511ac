//! The members that tell what a client may ask for, and how.

use serde_json::{Value, json};

use crate::jose::{Algorithm, Hmac};
use crate::practice::response_type::ResponseType;
use crate::practice::site::Endpoint;
use crate::practice::{
    AuthorizationDetails, ClaimsParameter, Fault, Jarm, Par, Provider, RequestObjects, ResponseTypes, details,
};

impl Provider {
    /// What a client may ask for, and how.
    pub(super) fn add_asking(&self, document: &mut Value) {
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
}
