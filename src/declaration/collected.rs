//! How data come to the controller: from the person, by watching, by conclusion, or from a source.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde::de::MapAccess;

use super::data::Source;
use super::shape::{Shape, Use};

/// How data come to the controller.
#[derive(Debug, Clone, PartialEq)]
pub enum Collected {
    /// Given by the person.
    Direct,
    /// Observed: cameras, logs, cookies. Collected from the person in the eyes of the law (C-422/24).
    Observed,
    /// Inferred or generated from other data.
    Inferred,
    /// From a source.
    From(Use<Source>),
}

impl Shape for Collected {
    const EXPECTED: &'static str = "`direct`, `observed`, `inferred`, or a source";

    fn short(text: &str) -> Result<Self, String> {
        match text {
            "direct" => Ok(Self::Direct),
            "observed" => Ok(Self::Observed),
            "inferred" => Ok(Self::Inferred),
            _ => Use::short(text).map(Self::From),
        }
    }

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        Use::long(map).map(Self::From)
    }
}

impl Serialize for Collected {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Direct => serializer.serialize_str("direct"),
            Self::Observed => serializer.serialize_str("observed"),
            Self::Inferred => serializer.serialize_str("inferred"),
            Self::From(source) => source.serialize(serializer),
        }
    }
}

impl JsonSchema for Collected {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Collected".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let source = Use::<Source>::json_schema(generator);
        json_schema!({
            "anyOf": [
                {
                    "type": "string",
                    "oneOf": [
                        { "const": "direct", "description": "Given by the person" },
                        { "const": "observed", "description": "Observed: cameras, logs, cookies" },
                        { "const": "inferred", "description": "Inferred or generated from other data" },
                    ],
                },
                source,
            ],
        })
    }
}
