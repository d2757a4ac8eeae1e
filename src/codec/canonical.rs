//! One text for each JSON value, so that it can be hashed and signed: keys sorted by their UTF-8, no white space, only
//! the escapes that JSON demands. For values without fractions and with keys in ASCII that is what RFC 8785 makes.

use std::collections::BTreeMap;

use serde_json::Value;

/// The canonical text of a value.
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(values) => {
            text.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(value, text);
            }
            text.push(']');
        }
        Value::Object(map) => {
            text.push('{');
            let sorted: BTreeMap<_, _> = map.iter().collect();
            for (index, (key, value)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_sorted_and_nothing_is_between() {
        let value = json!({ "b": [1, null, { "z": "ж\n\"", "a": true }], "a": {} });
        assert_eq!(canonical(&value), r#"{"a":{},"b":[1,null,{"a":true,"z":"ж\n\""}]}"#);
    }

    proptest! {
        #[test]
        fn the_order_of_keys_makes_no_difference(keys in proptest::collection::hash_set("[a-z]{1,3}", 0..8)) {
            let forwards: serde_json::Map<_, _> = keys.iter().map(|key| (key.clone(), json!(key))).collect();
            let mut backwards: Vec<_> = keys.iter().collect();
            backwards.reverse();
            let backwards = backwards.into_iter().map(|key| (key.clone(), json!(key))).collect();
            let (forwards, backwards) = (Value::Object(forwards), Value::Object(backwards));
            prop_assert_eq!(canonical(&forwards), canonical(&backwards));
            prop_assert_eq!(serde_json::from_str::<Value>(&canonical(&forwards)).unwrap(), forwards);
        }
    }
}
