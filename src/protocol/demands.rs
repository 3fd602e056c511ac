//! What an authorization request demands of the answers to come, read out of its parameters.

use serde_json::Value;

use crate::wire::Params;

/// The demands of one request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demands {
    /// The seconds after which a login is too old (OpenID Connect Core 3.1.2.1).
    pub max_age: Option<u64>,
    /// How the user is to be authenticated.
    pub acr: Option<Acr>,
    /// The types of the authorization details (RFC 9396 2).
    pub details: Vec<String>,
}

/// The classes of authentication that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acr {
    /// The classes, any of which will do; none where any value will.
    pub values: Vec<String>,
    /// How much it matters.
    pub weight: Weight,
}

/// How much a claim matters (OpenID Connect Core 5.5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Without it the login is of no use.
    Essential,
    /// It would be nice: `acr_values` is always meant like this (Core 3.1.2.1).
    Voluntary,
}

impl Demands {
    /// The demands in the parameters of a request.
    #[must_use]
    pub fn of(params: &Params) -> Self {
        let read = |name: &str| params.get(name).and_then(|text| serde_json::from_str::<Value>(text).ok());
        let details = read("authorization_details").unwrap_or_default();
        let details = details.as_array().into_iter().flatten().filter_map(|detail| detail.get("type")?.as_str());
        Self {
            max_age: params.get("max_age").and_then(|text| text.parse().ok()),
            acr: read("claims").as_ref().and_then(acr_of_claims).or_else(|| acr_of_values(params)),
            details: details.map(str::to_owned).collect(),
        }
    }
}

fn acr_of_values(params: &Params) -> Option<Acr> {
    let values: Vec<String> = params.get("acr_values")?.split_whitespace().map(str::to_owned).collect();
    (!values.is_empty()).then_some(Acr { values, weight: Weight::Voluntary })
}

/// The claim `acr` of the ID token, asked for one by one (Core 5.5.1.1); this counts more than `acr_values`.
fn acr_of_claims(claims: &Value) -> Option<Acr> {
    let acr = claims.get("id_token")?.get("acr")?;
    let one = acr.get("value").and_then(Value::as_str);
    let many = acr.get("values").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let essential = acr.get("essential").and_then(Value::as_bool) == Some(true);
    let weight = if essential { Weight::Essential } else { Weight::Voluntary };
    Some(Acr { values: one.into_iter().chain(many).map(str::to_owned).collect(), weight })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demands_are_read_and_nonsense_demands_nothing() {
        let params = Params::default()
            .with("max_age", "60")
            .with("acr_values", "a b")
            .with("claims", r#"{"id_token": {"acr": {"essential": true, "values": ["c"]}}}"#)
            .with("authorization_details", r#"[{"type": "payment"}, {"type": 5}]"#);
        let demands = Demands::of(&params);
        assert_eq!(demands.max_age, Some(60));
        assert_eq!(demands.acr, Some(Acr { values: vec!["c".into()], weight: Weight::Essential }));
        assert_eq!(demands.details, ["payment"]);
        let by_values = Demands::of(&Params::default().with("acr_values", "a b").with("claims", r#"{"userinfo": {}}"#));
        let acr = Acr { values: vec!["a".into(), "b".into()], weight: Weight::Voluntary };
        assert_eq!(by_values.acr, Some(acr));
        let odd = Params::default().with("max_age", "-1").with("claims", "[").with("authorization_details", "{}");
        assert_eq!(Demands::of(&odd), Demands::default());
    }
}
