//! Rich authorization requests (RFC 9396): what a client wants to do, in as much detail as its type has.

use serde_json::{Map, Value};

use super::reply::OAuthError;

/// A type of authorization details and what its objects may hold.
struct Kind {
    name: &'static str,
    actions: &'static [&'static str],
    members: &'static [(&'static str, Shape, Needed)],
}

#[derive(Clone, Copy)]
enum Shape {
    Text,
    Texts,
    Amount,
    Account,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Needed {
    Yes,
    No,
}

/// The types of the examples of RFC 9396 2.
const KINDS: [Kind; 2] = [
    Kind {
        name: "payment_initiation",
        actions: &["initiate", "status", "cancel"],
        members: &[
            ("instructedAmount", Shape::Amount, Needed::Yes),
            ("creditorName", Shape::Text, Needed::Yes),
            ("creditorAccount", Shape::Account, Needed::No),
            ("debtorAccount", Shape::Account, Needed::No),
            ("remittanceInformationUnstructured", Shape::Text, Needed::No),
        ],
    },
    Kind {
        name: "account_information",
        actions: &["list_accounts", "read_balances", "read_transactions"],
        members: &[],
    },
];

/// What an object of any type may hold (RFC 9396 2.2); `type` itself is looked at before.
const COMMON: [(&str, Shape, Needed); 6] = [
    ("type", Shape::Text, Needed::Yes),
    ("locations", Shape::Texts, Needed::No),
    ("actions", Shape::Texts, Needed::No),
    ("datatypes", Shape::Texts, Needed::No),
    ("identifier", Shape::Text, Needed::No),
    ("privileges", Shape::Texts, Needed::No),
];

/// More than that is more than a person reads on a consent page.
const MOST: usize = 16;

/// The values of `authorization_details_types_supported`.
pub(super) fn types() -> [&'static str; 2] {
    KINDS.map(|kind| kind.name)
}

/// Reads the parameter. Whatever does not keep to the definition of its type is refused (RFC 9396 5).
pub(super) fn parse(text: &str) -> Result<Vec<Value>, OAuthError> {
    let Ok(Value::Array(list)) = serde_json::from_str(text) else { return Err(invalid("it is no JSON array")) };
    if list.is_empty() || list.len() > MOST {
        return Err(invalid(&format!("it has {} objects; 1 to {MOST} can be asked for", list.len())));
    }
    for detail in &list {
        let members = detail.as_object().ok_or_else(|| invalid("a member of the array is no object"))?;
        check(members)?;
    }
    Ok(list)
}

/// What an object means, for the person who is asked.
pub(super) fn sentence(detail: &Value) -> String {
    let text = |pointer: &str| detail.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    match text("/type") {
        "payment_initiation" => {
            let (amount, currency) = (text("/instructedAmount/amount"), text("/instructedAmount/currency"));
            format!("pay {amount} {currency} to {}", text("/creditorName"))
        }
        "account_information" => "look at your accounts".to_owned(),
        other => format!("do what {other} means"),
    }
}

fn check(members: &Map<String, Value>) -> Result<(), OAuthError> {
    let name = members.get("type").and_then(Value::as_str).ok_or_else(|| invalid("an object has no type"))?;
    let kind = KINDS.iter().find(|kind| kind.name == name);
    let kind = kind.ok_or_else(|| invalid(&format!("the type {name} is unknown")))?;
    let known = || COMMON.iter().chain(kind.members);
    for (member, value) in members {
        let (_, shape, _) = known()
            .find(|(known, ..)| known == member)
            .ok_or_else(|| invalid(&format!("{member} is no member of {name}")))?;
        if !shape.fits(value) {
            return Err(invalid(&format!("{member} is not what {name} wants it to be")));
        }
    }
    if let Some((missing, ..)) = known().find(|(known, _, need)| *need == Needed::Yes && !members.contains_key(*known))
    {
        return Err(invalid(&format!("{name} lacks {missing}")));
    }
    let actions = members.get("actions").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    match actions.into_iter().find(|action| !kind.actions.contains(action)) {
        Some(action) => Err(invalid(&format!("{action} is no action of {name}"))),
        None => Ok(()),
    }
}

impl Shape {
    fn fits(self, value: &Value) -> bool {
        let texts_of = |names: &[&str]| {
            let members = value.as_object();
            members.is_some_and(|members| {
                members.len() == names.len()
                    && names.iter().all(|name| members.get(*name).is_some_and(Value::is_string))
            })
        };
        match self {
            Self::Text => value.is_string(),
            Self::Texts => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
            Self::Amount => texts_of(&["currency", "amount"]),
            Self::Account => texts_of(&["iban"]),
        }
    }
}

fn invalid(description: &str) -> OAuthError {
    OAuthError::new("invalid_authorization_details", format!("authorization_details: {description}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 9396 2, but for its account, which is written shorter.
    const EXAMPLE: &str = r#"[{"type": "account_information",
          "actions": ["list_accounts", "read_balances", "read_transactions"],
          "locations": ["https://example.com/accounts"]},
        {"type": "payment_initiation", "actions": ["initiate", "status", "cancel"],
          "locations": ["https://example.com/payments"],
          "instructedAmount": {"currency": "EUR", "amount": "123.50"},
          "creditorName": "Merchant A", "creditorAccount": {"iban": "DE02100100109307118603"},
          "remittanceInformationUnstructured": "Ref Number Merchant"}]"#;

    #[test]
    fn the_example_of_rfc_9396_is_read() {
        let details = parse(EXAMPLE).unwrap();
        assert_eq!(
            details.iter().map(sentence).collect::<Vec<_>>(),
            ["look at your accounts", "pay 123.50 EUR to Merchant A"]
        );
    }

    #[test]
    fn what_does_not_keep_to_its_type_is_refused() {
        let wrong = [
            "",
            "{}",
            "[]",
            "[1]",
            "[{}]",
            r#"[{"type": 1}]"#,
            r#"[{"type": "unheard_of"}]"#,
            r#"[{"type": "account_information", "colour": "red"}]"#,
            r#"[{"type": "account_information", "actions": "list_accounts"}]"#,
            r#"[{"type": "account_information", "actions": ["initiate"]}]"#,
            r#"[{"type": "payment_initiation", "creditorName": "Merchant A"}]"#,
            r#"[{"type": "payment_initiation", "creditorName": "A", "instructedAmount": {"currency": "EUR", "amount": 1}}]"#,
        ];
        for text in wrong {
            assert_eq!(parse(text).unwrap_err().error, "invalid_authorization_details", "{text}");
        }
        let many = format!("[{}]", [r#"{"type": "account_information"}"#; MOST + 1].join(","));
        assert!(parse(&many).is_err());
    }
}
