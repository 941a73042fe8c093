//! `/openapi.json` is kept in the repository, is valid, and describes every answer correctly.

use std::collections::BTreeSet;

use jsonschema::{Validator, options};
use serde_json::{Value, json};
use shisaku_model::FACETS;

use crate::{
    golden,
    support::api::{Answer, get, send},
};

fn document() -> Value {
    get("/openapi.json").json()
}

/// Builds a validator for a schema of the document. References to other schemas are resolved.
fn validator(document: &Value, schema: &Value) -> Validator {
    let mut whole = schema.clone();
    whole["components"] = document["components"].clone();
    options().should_validate_formats(true).build(&whole).unwrap()
}

#[track_caller]
fn holds(document: &Value, schema: &Value, answer: &Value) {
    let told: Vec<String> = validator(document, schema)
        .iter_errors(answer)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .take(5)
        .collect();
    assert_eq!(told, Vec::<String>::new());
}

/// Response of an operation for a status, with its reference resolved.
fn told(document: &Value, path: &str, status: u16) -> Option<Value> {
    let response = document["paths"][path]["get"]["responses"].get(status.to_string())?.clone();
    Some(match response.get("$ref").and_then(Value::as_str) {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap().clone(),
        None => response,
    })
}

/// Asserts that the document describes the answer: status, content type, headers and shape.
#[track_caller]
fn as_documented(document: &Value, path: &str, answer: &Answer) {
    let status = answer.status.as_u16();
    let response = told(document, path, status).unwrap_or_else(|| panic!("{path}: {status} is not told"));
    for name in response["headers"].as_object().unwrap().keys().filter(|name| *name != "Link") {
        assert!(answer.headers.contains_key(name.to_lowercase().as_str()), "{path} {status}: {name}");
    }
    let Some(content) = response.get("content").and_then(Value::as_object) else {
        assert_eq!(answer.body, "", "{path} {status}");
        return;
    };
    let kind = answer.headers["content-type"].to_str().unwrap().split(';').next().unwrap().trim();
    let schema = &content.get(kind).unwrap_or_else(|| panic!("{path}: {kind} is not told"))["schema"];
    let value = if kind.ends_with("json") { answer.json() } else { json!(answer.body) };
    holds(document, schema, &value);
}

#[test]
fn the_copy_that_is_kept_is_the_one_that_is_served() {
    let text = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    golden::golden("OpenAPI", "openapi.json", &text);
}

#[test]
fn every_reference_leads_somewhere_and_every_name_is_said_in_japanese() {
    let document = document();
    let mut open = vec![(String::new(), &document)];
    let mut references = 0;
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Object(map) => {
                if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                    references += 1;
                    assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
                }
                if let Some(text) = map.get("description").and_then(Value::as_str) {
                    let japanese = |c: char| ('\u{3040}'..='\u{9FFF}').contains(&c);
                    assert!(text.contains(japanese), "{at}: {text}");
                }
                open.extend(map.iter().map(|(name, value)| (format!("{at}/{name}"), value)));
            }
            Value::Array(all) => {
                open.extend(all.iter().enumerate().map(|(name, value)| (format!("{at}/{name}"), value)));
            }
            _ => {}
        }
    }
    assert!(references > 50);
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        jsonschema::draft202012::meta::validate(schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(schema["description"].is_string(), "{name} has no description");
        let Some(members) = schema.get("properties").and_then(Value::as_object) else { continue };
        assert_eq!(schema["additionalProperties"], false, "{name}");
        for (member, of) in members {
            assert!(of["description"].is_string(), "{name}.{member} has no description");
        }
    }
}

#[test]
fn the_document_is_built_as_openapi_3_1_wants_it() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with('/'), "{path}");
        let operation = &item["get"];
        assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{path}: its id is taken");
        let parameters = operation["parameters"].as_array().unwrap();
        let names: BTreeSet<_> =
            parameters.iter().map(|one| (one["in"].as_str(), one["name"].as_str())).collect();
        assert_eq!(names.len(), parameters.len(), "{path}");
        let in_path: BTreeSet<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let told: BTreeSet<&str> = parameters
            .iter()
            .filter(|one| one["in"] == "path")
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        assert_eq!(in_path, told, "{path}");
        for one in parameters {
            assert!(one["in"] != "path" || one["required"] == true, "{path}: {one}");
            jsonschema::draft202012::meta::validate(&one["schema"]).unwrap();
            holds(&document, &one["schema"], &one["example"]);
        }
        for status in ["200", "400", "414", "500"] {
            assert!(operation["responses"].get(status).is_some(), "{path}: {status}");
        }
        for response in operation["responses"].as_object().unwrap().values() {
            let told = response["description"].is_string() || response["$ref"].is_string();
            assert!(told, "{path}: {response}");
        }
    }
}

#[test]
fn every_operation_answers_as_its_description_says() {
    let document = document();
    for (path, item) in document["paths"].as_object().unwrap() {
        let mut target = path.clone();
        let mut query = Vec::new();
        for one in item["get"]["parameters"].as_array().unwrap() {
            let name = one["name"].as_str().unwrap();
            let example = match one["example"].as_array() {
                // A facet without values allows no parameter.
                Some(all) if all.is_empty() => continue,
                Some(all) => &all[0],
                None => &one["example"],
            };
            let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            let encode = percent_encoding::NON_ALPHANUMERIC;
            let example = percent_encoding::utf8_percent_encode(&example, encode).to_string();
            if one["in"] == "path" {
                target = target.replace(&format!("{{{name}}}"), &example);
            } else {
                query.push(format!("{name}={example}"));
            }
        }
        // Each parameter alone, all together, and none if none is required.
        let required = item["get"]["parameters"].as_array().unwrap().iter();
        let required = required.filter(|one| one["required"] == true && one["in"] == "query").count();
        let mut targets = vec![format!("{target}?{}", query.join("&"))];
        if required == 0 {
            targets.push(target.clone());
            targets.extend(query.iter().map(|one| format!("{target}?{one}")));
        }
        for target in targets {
            let answer = get(target.trim_end_matches('?'));
            assert_eq!(answer.status, 200, "{target}: {answer:?}");
            as_documented(&document, path, &answer);
        }
        for (bad, status) in [("nothing=1", 400), (&*format!("q={}", "a".repeat(9000)), 414), ("q=%FF", 400)]
        {
            let answer = get(&format!("{target}?{bad}"));
            answer.problem(status);
            as_documented(&document, path, &answer);
        }
    }
    as_documented(&document, "/api/v1/entries/{plan}/{local}", &get("/api/v1/entries/meguro-vision/9"));
}

#[test]
fn searches_of_all_sorts_answer_as_the_description_says() {
    let document = document();
    for query in [
        "",
        "?q=商店街&limit=100",
        "?q=商店街 -支援&period=短期&sort=title",
        "?q=商店街 宇宙開発",
        "?q=zzzzqqqq",
        "?kind=note&kind=figure&kind=preamble&limit=100",
        "?kind=removed&limit=100",
        "?q=信用補償",
        "?q=長期計画 実績なし",
        "?q=ISO&exact=true",
        "?limit=100&offset=50&year=H23-25",
    ] {
        let target = format!("/api/v1/search{query}").replace(' ', "+");
        as_documented(&document, "/api/v1/search", &get(&target));
    }
    for local in ["5-1-1-1", "5-2-9", "5-6-r4", "6-2", "5-1-3-3-n1", "5-f1", "5-p1"] {
        let answer = get(&format!("/api/v1/entries/meguro-vision/{local}"));
        assert_eq!(answer.status, 200, "{local}");
        as_documented(&document, "/api/v1/entries/{plan}/{local}", &answer);
    }
}

/// Proves that the checks above can fail.
#[test]
fn what_is_not_documented_is_told() {
    let document = document();
    let schema = json!({ "$ref": "#/components/schemas/SurroundingsAnswer" });
    let mut entry = get("/api/v1/entries/meguro-vision/5-1-1-1").json();
    assert!(validator(&document, &schema).is_valid(&entry));
    entry["extra"] = json!(1);
    assert!(!validator(&document, &schema).is_valid(&entry), "a member that nobody knows");
    let mut entry = get("/api/v1/entries/meguro-vision/5-1-1-1").json();
    entry["kind"] = json!("thing");
    assert!(!validator(&document, &schema).is_valid(&entry), "a value that is not listed");
    assert!(
        told(&document, "/api/v1/search", 404).is_none() && told(&document, "/api/v1/search", 200).is_some()
    );
}

#[test]
fn the_values_that_are_listed_are_the_ones_that_are_taken() {
    let document = document();
    for one in document["paths"]["/api/v1/search"]["get"]["parameters"].as_array().unwrap() {
        let name = one["name"].as_str().unwrap();
        let listed = one.pointer("/schema/enum").or_else(|| one.pointer("/schema/items/enum"));
        for value in listed.and_then(Value::as_array).unwrap_or(&Vec::new()) {
            let encode = percent_encoding::NON_ALPHANUMERIC;
            let value = percent_encoding::utf8_percent_encode(value.as_str().unwrap(), encode);
            assert_eq!(get(&format!("/api/v1/search?{name}={value}")).status, 200, "{name}={value}");
        }
        if let Some(year) = one.pointer("/schema/items/anyOf/0") {
            let (least, most) = (year["minimum"].as_u64().unwrap(), year["maximum"].as_u64().unwrap());
            for (value, status) in [(least - 1, 400), (least, 200), (most, 200), (most + 1, 400)] {
                assert_eq!(get(&format!("/api/v1/search?{name}={value}")).status, status, "{name}={value}");
            }
        }
        let (Some(least), Some(most)) =
            (one["schema"]["minimum"].as_u64(), one["schema"]["maximum"].as_u64())
        else {
            continue;
        };
        for (value, status) in [(least, 200), (most, 200), (most + 1, 400)] {
            assert_eq!(get(&format!("/api/v1/search?{name}={value}")).status, status, "{name}={value}");
        }
    }
}

#[test]
fn every_facet_is_told_though_no_entry_may_have_it() {
    let document = document();
    let parameters = document["paths"]["/api/v1/search"]["get"]["parameters"].as_array().unwrap();
    for facet in FACETS {
        let told = parameters.iter().find(|one| one["name"] == facet.key);
        let told = told.unwrap_or_else(|| panic!("{} is not told", facet.key));
        let refused = told["schema"]["maxItems"] == 0;
        let no_office = ["related_department", "involved_department"].contains(&facet.key);
        assert_eq!(refused, no_office, "{told}");
        if refused {
            assert!(told["description"].as_str().unwrap().contains("ひとつもない"), "{told}");
            get(&format!("/api/v1/search?{}=x", facet.key)).problem(400);
        }
    }
}

#[test]
fn methods_that_are_not_told_are_refused_on_every_path() {
    let document = document();
    for path in document["paths"].as_object().unwrap().keys() {
        let target = path.replace("{plan}", "meguro-vision").replace("{local}", "5-1-1-1");
        for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO"] {
            let answer = send(method, &target);
            answer.problem(405);
            assert_eq!(answer.headers["allow"], "GET, HEAD, OPTIONS");
            let told = &document.pointer("/components/responses/MethodNotAllowed").unwrap();
            for name in told["headers"].as_object().unwrap().keys() {
                assert!(answer.headers.contains_key(name.to_lowercase().as_str()), "{method} {path}: {name}");
            }
            holds(&document, &told["content"]["application/problem+json"]["schema"], &answer.json());
        }
        let options = send("OPTIONS", &target);
        assert_eq!((options.status.as_u16(), options.body.as_str()), (204, ""));
        assert_eq!(options.headers["allow"], "GET, HEAD, OPTIONS");
    }
}
