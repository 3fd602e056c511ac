//! JSON objects as others send them: a repeated member is refused, since two readers would see two different messages.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Why octets are no JSON object that can be trusted to mean one thing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotObject {
    /// Nothing there.
    #[error("empty")]
    Empty,
    /// Not JSON, or a member stands twice; the parser's words.
    #[error("{0}")]
    NotJson(String),
    /// JSON, but something else.
    #[error("JSON, but not an object")]
    Other,
}

/// Reads an object. A byte order mark and repeated members are refused (RFC 8259 8.1 and 4).
pub fn object(octets: &[u8]) -> Result<Map<String, Value>, NotObject> {
    if octets.iter().all(u8::is_ascii_whitespace) {
        return Err(NotObject::Empty);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(octets);
    let value = Strict.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(NotObject::Other),
        Err(error) => Err(NotObject::NotJson(error.to_string())),
    }
}

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(Self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(Self)?;
            if map.contains_key(&name) {
                return Err(A::Error::custom(format_args!("the member `{name}` stands twice")));
            }
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_read_in_its_order() {
        let map = object(br#" {"b": [1, -2, 0.5, null, true], "a": {"c": "d"}} "#).unwrap();
        assert_eq!(map.keys().collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(Value::Object(map), serde_json::json!({"b": [1, -2, 0.5, null, true], "a": {"c": "d"}}));
    }

    #[test]
    fn what_two_readers_could_read_differently_is_refused() {
        for octets in ["{\"a\":1,\"a\":2}", "{\"x\":{\"a\":1,\"a\":1}}", "\u{feff}{}", "{} {}", "{", "<html>"] {
            assert!(matches!(object(octets.as_bytes()), Err(NotObject::NotJson(_))), "{octets}");
        }
        assert_eq!(object(b" \n"), Err(NotObject::Empty));
        assert_eq!(object(b"[]"), Err(NotObject::Other));
        assert!(object("[".repeat(100_000).as_bytes()).is_err());
    }
}
