//! Entries near in meaning: with a tiny model in which 銭 means 融 and nothing else means anything.

use serde_json::{Value, json};

use crate::support::Sandbox;

/// Writes the model in the form of model2vec. Returns its folder below the sandbox.
fn model(sandbox: &Sandbox) -> &'static str {
    let folder = sandbox.path("tiny");
    std::fs::create_dir(&folder).unwrap();
    let tokenizer = json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "."}, "behavior": "Isolated", "invert": false},
        "post_processor": null, "decoder": null,
        "model": {"type": "WordLevel", "vocab": {"?": 0, "銭": 1, "融": 2, "館": 3}, "unk_token": "?"},
    });
    std::fs::write(folder.join("tokenizer.json"), tokenizer.to_string()).unwrap();
    let like = |period: usize| (0..64).map(move |at| if at % period == 0 { -1.0_f32 } else { 1.0 });
    let rows = [like(2), like(2), like(2), like(3)];
    let data: Vec<u8> = rows.into_iter().flatten().flat_map(f32::to_le_bytes).collect();
    let head = json!({"embeddings": {"dtype": "F32", "shape": [4, 64], "data_offsets": [0, data.len()]}})
        .to_string();
    let size = u64::try_from(head.len()).unwrap().to_le_bytes();
    std::fs::write(folder.join("model.safetensors"), [&size[..], head.as_bytes(), &data].concat()).unwrap();
    "tiny"
}

fn partial(answer: &Value) -> Vec<(String, bool)> {
    let item = |item: &Value| (item["title"].as_str().unwrap().to_owned(), item["near"] == json!(true));
    answer["partial"].as_array().unwrap().iter().map(item).collect()
}

/// The official words of all lists of everyday words that the model knows: those with 銭 or 融.
fn official_words() -> Vec<&'static str> {
    let lines = shisaku_query::SYNONYMS.iter().flat_map(|(_, text)| text.lines());
    let lists = lines.filter_map(|line| line.split('#').next()?.split_once("=>"));
    let known = lists.filter(|(left, _)| left.contains(['銭', '融']));
    let words =
        known.flat_map(|(_, right)| right.split([',', ' '])).filter_map(|word| word.split('^').next());
    words.filter(|word| !word.is_empty()).collect()
}

#[test]
fn what_is_near_in_meaning_stands_apart_and_is_not_counted() {
    let sandbox = Sandbox::indexed();
    let without = sandbox.run(["search", "--json", "銭がほしい"]).json();
    let folder = model(&sandbox);
    sandbox
        .run(["search", "--encoder", folder, "銭"])
        .said(1, &["別の語彙やモデルで作った", "shisaku index"]);
    assert_eq!(sandbox.run(["index", "--encoder", folder]).code, 0);
    let search = |more: &[&str]| {
        let mut words = vec!["search", "--json", "--encoder", folder];
        words.extend_from_slice(more);
        sandbox.run(words).json()
    };
    let with = search(&["銭がほしい"]);
    assert_eq!((&with["total_count"], &without["total_count"]), (&json!(0), &json!(0)));
    assert_eq!((&with["facets"], &with["items"]), (&without["facets"], &json!([])));
    let near = partial(&with);
    assert!(partial(&without).iter().all(|(_, near)| !near), "{without}");
    assert!(!near.is_empty() && near.len() <= 5);
    assert!(near.iter().any(|(_, near)| *near), "{near:?}");
    let official = official_words();
    for item in with["partial"].as_array().unwrap().iter().filter(|item| item["near"] == json!(true)) {
        let text = item.to_string();
        assert!(text.contains('融') || official.iter().any(|word| text.contains(word)), "{item}");
    }
    let item = with["partial"].as_array().unwrap().iter().find(|item| item["near"] == json!(true)).unwrap();
    assert!(!item["missing"].as_array().unwrap().is_empty(), "{item}");
    // Filters hold for what is near, and words that are excluded keep it away.
    let removed = search(&["--kind", "removed", "銭がほしい"]);
    assert!(removed["partial"].as_array().unwrap().iter().all(|item| item["kind"] == "removed"), "{removed}");
    assert!(partial(&search(&["銭がほしい -利子"])).iter().all(|(_, near)| !near));
    let told = sandbox.run(["search", "--encoder", folder, "銭がほしい"]).out;
    assert!(told.contains("意味の近いもの"), "{told}");
}

#[test]
fn a_model_that_is_not_there_is_told_with_the_way_out() {
    let sandbox = Sandbox::indexed();
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    sandbox
        .run(["search", "--encoder", "empty", "融資"])
        .said(1, &["weights.npz", "make model", "--encoder"]);
}
