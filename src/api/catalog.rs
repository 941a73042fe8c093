//! `/catalog.jsonld`: the data catalogue for open-data harvesters. It uses DCAT 3 together with schema.org
//! types, so that catalogues and search engines read one document.

use serde_json::{Value, json};

use super::export::{WORKBOOK, plan_name};
use shisaku_model::{Catalogue, Contact, Manifest, PlanFacts, contact, is_web_address};
use shisaku_search::{IndexFacts, NO_LICENCE};
use wareki::FiscalYears;

/// Export formats: name, media type, label, and whether IANA has registered the media type.
const FORMATS: [(&str, &str, &str, bool); 4] = [
    ("csv", "text/csv", "CSV", true),
    ("xlsx", WORKBOOK, "XLSX", true),
    ("json", "application/json", "JSON", true),
    ("jsonl", "application/jsonl", "JSON Lines", false),
];

/// Final characters of municipality names. A publisher with such a name is also a place.
const MUNICIPALITIES: [char; 8] = ['都', '道', '府', '県', '市', '区', '町', '村'];

const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";
const JAPANESE: &str = "http://publications.europa.eu/resource/authority/language/JPN";

/// Builds the catalogue as JSON-LD. `base` is the origin of all addresses, without a final slash.
pub fn catalog_json(catalogue: &Catalogue, facts: &IndexFacts, base: &str) -> Value {
    let page = format!("{base}/");
    let id = format!("{base}/catalog.jsonld#catalog");
    let service = format!("{base}/catalog.jsonld#api");
    let datasets: Vec<Value> =
        catalogue.plans.iter().map(|plan| dataset(plan, facts, base, &service)).collect();
    let served: Vec<Value> = datasets.iter().map(|dataset| json!({ "@id": dataset["@id"] })).collect();
    let mut publishers: Vec<&str> = catalogue
        .plans
        .iter()
        .map(|plan| plan.manifest.publisher.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    publishers.dedup();
    let mut whole = json!({
        "@context": context(),
        "@id": id,
        "@type": ["dcat:Catalog", "schema:DataCatalog"],
        "dct:title": japanese("計画の施策と実績"),
        "schema:name": japanese("計画の施策と実績"),
        "dct:description": japanese("自治体の計画に載っている施策と、その実績の一覧です。"),
        "schema:description": japanese("自治体の計画に載っている施策と、その実績の一覧です。"),
        "dct:language": { "@id": JAPANESE },
        "schema:inLanguage": "ja",
        "dct:modified": time(&facts.built_at),
        "schema:dateModified": time(&facts.built_at),
        "foaf:homepage": { "@id": page },
        "schema:url": { "@id": page },
        "dcat:dataset": datasets,
        "schema:dataset": served,
        "dcat:service": {
            "@id": service,
            "@type": ["dcat:DataService", "schema:WebAPI"],
            "dct:title": japanese("施策を検索する API"),
            "schema:name": japanese("施策を検索する API"),
            "dcat:endpointURL": { "@id": format!("{base}/api/v1") },
            "dcat:endpointDescription": { "@id": format!("{base}/openapi.json") },
            "schema:documentation": { "@id": format!("{base}/openapi.json") },
            "dcat:servesDataset": served,
        },
    });
    // A catalogue with plans of several publishers has no single publisher.
    if let [publisher] = publishers.as_slice() {
        whole["dct:publisher"] = agent(publisher);
        whole["schema:publisher"] = agent(publisher);
    }
    whole
}

fn dataset(plan: &PlanFacts, facts: &IndexFacts, base: &str, service: &str) -> Value {
    let manifest = &plan.manifest;
    let title = plan_name(plan);
    let mut description = format!("「{title}」の施策と実績を、1 件ずつ取り出せる形にしたものです。");
    if plan.documents.iter().any(|document| document.scanned) {
        description.push_str("印刷された計画書を文字認識で読み取り、明らかな読み取りの誤りを直しています。");
    }
    if manifest.licence.is_empty() {
        description.push_str(NO_LICENCE);
    }
    let formats = FORMATS.map(|format| distribution(plan, format, facts, base, service));
    let mut dataset = json!({
        "@id": format!("{base}/catalog.jsonld#plan-{}", plan.id),
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:identifier": plan.id,
        "schema:identifier": plan.id,
        "dct:title": japanese(title),
        "schema:name": japanese(title),
        "dct:description": japanese(&description),
        "schema:description": japanese(&description),
        "dct:language": { "@id": JAPANESE },
        "schema:inLanguage": "ja",
        "dct:issued": time(&facts.built_at),
        "dct:modified": time(&facts.built_at),
        "schema:dateModified": time(&facts.built_at),
        "dcat:landingPage": { "@id": format!("{base}/?plan={}", plan.id) },
        "schema:url": { "@id": format!("{base}/?plan={}", plan.id) },
        "schema:isAccessibleForFree": true,
        "dcat:version": facts.fingerprint,
        "schema:version": facts.fingerprint,
        "dcat:distribution": formats,
        "schema:distribution": formats.iter().map(|one| json!({ "@id": one["@id"] })).collect::<Vec<_>>(),
    });
    add_known(&mut dataset, manifest);
    dataset
}

/// Adds the facts that only the manifest states. Unknown facts are left out.
fn add_known(dataset: &mut Value, manifest: &Manifest) {
    if !manifest.publisher.is_empty() {
        dataset["dct:publisher"] = agent(&manifest.publisher);
        dataset["schema:publisher"] = agent(&manifest.publisher);
    }
    if manifest.publisher.ends_with(MUNICIPALITIES) {
        dataset["dct:spatial"] = place(&manifest.publisher);
        dataset["schema:spatialCoverage"] = place(&manifest.publisher);
    }
    if let Some(years) = manifest.plan_years {
        let (from, to) = days(years);
        let mut period = json!({ "@type": "dct:PeriodOfTime" });
        if let Some(from) = &from {
            period["dcat:startDate"] = date(from);
        }
        if let Some(to) = &to {
            period["dcat:endDate"] = date(to);
        }
        dataset["dct:temporal"] = period;
        dataset["schema:temporalCoverage"] =
            json!(format!("{}/{}", from.as_deref().unwrap_or(".."), to.as_deref().unwrap_or("..")));
    }
    if !manifest.contact.is_empty() {
        dataset["dcat:contactPoint"] = json!({ "@type": "vcard:Organization", "vcard:fn": manifest.contact });
        dataset["schema:contactPoint"] =
            json!({ "@type": "schema:ContactPoint", "schema:name": manifest.contact });
        add_ways(dataset, &manifest.desk);
    }
    if is_web_address(&manifest.source_url) {
        dataset["dct:source"] = json!({ "@id": manifest.source_url });
        dataset["schema:isBasedOn"] = json!({ "@id": manifest.source_url });
    }
    add_rights(dataset, manifest);
}

/// Adds telephone number and mail address of the desk.
fn add_ways(dataset: &mut Value, desk: &Contact) {
    if let Some(number) = contact::dialled(&desk.telephone) {
        dataset["dcat:contactPoint"]["vcard:hasTelephone"] = json!({ "@id": format!("tel:{number}") });
        dataset["schema:contactPoint"]["schema:telephone"] = json!(desk.telephone);
    }
    if !desk.mail.is_empty() {
        dataset["dcat:contactPoint"]["vcard:hasEmail"] = json!({ "@id": format!("mailto:{}", desk.mail) });
        dataset["schema:contactPoint"]["schema:email"] = json!(desk.mail);
    }
}

/// Adds the licence: an address, the manifest's words, or a statement that there is none.
fn add_rights(of: &mut Value, manifest: &Manifest) {
    let licence = manifest.licence.as_str();
    if is_web_address(licence) {
        of["dct:license"] = json!({ "@id": licence });
        of["schema:license"] = json!({ "@id": licence });
    } else {
        let said = if licence.is_empty() { NO_LICENCE } else { licence };
        of["dct:rights"] = json!({ "@type": "dct:RightsStatement", "rdfs:label": japanese(said) });
        of["schema:conditionsOfAccess"] = japanese(said);
    }
}

fn distribution(
    plan: &PlanFacts,
    (format, media_type, name, registered): (&str, &str, &str, bool),
    facts: &IndexFacts,
    base: &str,
    service: &str,
) -> Value {
    let address = format!("{base}/api/v1/export?format={format}&plan={}", plan.id);
    let mut distribution = json!({
        "@id": format!("{base}/catalog.jsonld#plan-{}-{format}", plan.id),
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "dct:title": japanese(name),
        "schema:name": japanese(name),
        "dct:format": name,
        "schema:encodingFormat": media_type,
        "dcat:accessURL": { "@id": address },
        "dcat:downloadURL": { "@id": address },
        "schema:contentUrl": { "@id": address },
        "dct:modified": time(&facts.built_at),
        "dcat:accessService": { "@id": service },
    });
    if registered {
        distribution["dcat:mediaType"] = json!({ "@id": format!("{MEDIA_TYPES}{media_type}") });
    }
    add_rights(&mut distribution, &plan.manifest);
    distribution
}

fn context() -> Value {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

fn japanese(text: &str) -> Value {
    json!({ "@value": text, "@language": "ja" })
}

fn time(text: &str) -> Value {
    json!({ "@type": "xsd:dateTime", "@value": text })
}

fn date(text: &str) -> Value {
    json!({ "@type": "xsd:date", "@value": text })
}

fn agent(name: &str) -> Value {
    json!({
        "@type": ["foaf:Agent", "schema:GovernmentOrganization"],
        "foaf:name": japanese(name), "schema:name": japanese(name),
    })
}

fn place(name: &str) -> Value {
    json!({ "@type": ["dct:Location", "schema:Place"], "rdfs:label": japanese(name), "schema:name": japanese(name) })
}

/// First and last day of a range of fiscal years, as far as they are known. A fiscal year runs from April to
/// March.
fn days(years: FiscalYears) -> (Option<String>, Option<String>) {
    let first = years.first().map(|first| format!("{first}-04-01"));
    (first, years.last().map(|last| format!("{}-03-31", u32::from(last) + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_period_has_one_day() {
        let day = |day: &str| Some(day.to_owned());
        assert_eq!(days(FiscalYears::new(2022, 2026)), (day("2022-04-01"), day("2027-03-31")));
        assert_eq!(days(FiscalYears::until(2026)), (None, day("2027-03-31")));
        assert_eq!(days(FiscalYears::since(2022)), (day("2022-04-01"), None));
    }
}
