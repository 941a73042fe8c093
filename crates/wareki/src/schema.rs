//! JSON Schema of [`FiscalYears`], behind the feature `schemars`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{FiscalYears, YEARS};

impl JsonSchema for FiscalYears {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FiscalYears".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let year = json_schema!({ "type": "integer", "minimum": YEARS.start(), "maximum": YEARS.end() });
        let open =
            json_schema!({ "type": ["integer", "null"], "minimum": YEARS.start(), "maximum": YEARS.end() });
        json_schema!({
            "type": "array", "prefixItems": [year, open], "items": false, "minItems": 2, "maxItems": 2,
            "description": "年度(4 月からの西暦)の初めと終わり。終わりが null なら、終わりは示されていません。",
        })
    }
}
