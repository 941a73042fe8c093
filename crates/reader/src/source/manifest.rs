//! Reads `plan.toml`, the plan's metadata.

use super::StaffFile;
use shisaku_model::{Finding, Manifest, Place, code_point, line_at, shortened, without_unseen};

/// Template shown if a plan has no `plan.toml`.
const TEMPLATE: &str = r#"title = "計画の名前"、publisher = "自治体の名前"、plan_years = [2011, 2020]"#;

/// Maximum number of invisible characters listed in a finding.
const MAX_NAMED: usize = 4;

/// Reads `plan.toml`. If it is missing or broken, the plan is named after its folder and still read.
pub(super) fn read(id: &str, file: Option<&StaffFile>) -> (Manifest, Vec<Finding>) {
    let unnamed = Manifest { id: id.to_owned(), title: id.to_owned(), ..Manifest::default() };
    let Some(file) = file else {
        let finding =
            Finding::error("no_manifest", Place::file(format!("{id}/plan.toml")), "plan.toml がありません。")
                .advise(format!("次の内容で作ってください: {TEMPLATE}(分からない項目は空で構いません)"));
        return (unnamed, vec![finding]);
    };
    let mut manifest: Manifest = match toml::from_str(&file.text) {
        Ok(manifest) => manifest,
        Err(error) => {
            let line = line_at(file.text.as_bytes(), error.span().map_or(0, |span| span.start));
            let message = format!("plan.toml を読めません: {}", error.message());
            let finding = Finding::error("broken_manifest", Place::line(&file.file, line), message)
                .advise(format!("書き方の例: {TEMPLATE}"));
            return (unnamed, vec![finding]);
        }
    };
    let mut findings = cleaned(&mut manifest, &file.file);
    if manifest.title.trim().is_empty() {
        let message = "計画の名前(title)がありません。";
        let finding = Finding::warning("no_title", Place::file(&file.file), message);
        findings.push(finding.advise(format!("例: {TEMPLATE}")));
        manifest.title = id.to_owned();
    }
    manifest.id = id.to_owned();
    (manifest, findings)
}

/// Reads `plan.toml` without findings. Returns `None` if it is broken.
pub(crate) fn read_quietly(id: &str, file: &StaffFile) -> Option<Manifest> {
    let mut manifest = toml::from_str::<Manifest>(&file.text).ok()?;
    cleaned(&mut manifest, &file.file);
    Some(Manifest { id: id.to_owned(), ..manifest })
}

/// Removes invisible characters, which would appear in titles, catalogue and terminals. Line breaks and tabs
/// become spaces.
fn cleaned(manifest: &mut Manifest, file: &str) -> Vec<Finding> {
    let texts = [
        ("title", &mut manifest.title),
        ("publisher", &mut manifest.publisher),
        ("edition", &mut manifest.edition),
        ("contact", &mut manifest.contact),
        ("licence", &mut manifest.licence),
        ("source_url", &mut manifest.source_url),
    ];
    let mut findings = Vec::new();
    for (key, text) in texts {
        let (seen, unseen) = without_unseen(text);
        let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        *text = seen.replace(is_break, " ").trim().to_owned();
        if !unseen.is_empty() {
            let named: Vec<String> = unseen.into_iter().take(MAX_NAMED).map(code_point).collect();
            let message = format!(
                "{key} に見えない文字({})があります。除いて「{}」と読みました。",
                named.join("、"),
                shortened(text)
            );
            findings.push(
                Finding::warning("unseen_character", Place::file(file), message)
                    .advise(format!("plan.toml の {key} を打ち直してください。")),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use wareki::FiscalYears;

    fn file(text: &str) -> StaffFile {
        StaffFile { file: "a/plan.toml".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn reads_what_is_known() {
        let (manifest, findings) = read("a", Some(&file("title = \"計画\"\nplan_years = [2011, 2020]\n")));
        assert_eq!((manifest.id.as_str(), manifest.title.as_str()), ("a", "計画"));
        assert_eq!(manifest.plan_years, Some(FiscalYears::new(2011, 2020)));
        assert_eq!(findings, []);
    }

    #[test]
    fn what_nobody_sees_is_taken_out_of_every_text_and_told() {
        let text = r#"title = "計\u0000画"
publisher = "目\u202E黒区"
edition = "初\u0007版"
contact = "産業課\n電話\u200B03"
licence = "CC\u0085BY"
source_url = "https://example.jp/\uFFFE"
"#;
        let (manifest, findings) = read("a", Some(&file(text)));
        let texts =
            [manifest.title, manifest.publisher, manifest.edition, manifest.contact, manifest.licence];
        assert_eq!(texts, ["計画", "目黒区", "初版", "産業課 電話03", "CC BY"]);
        assert_eq!(manifest.source_url, "https://example.jp/");
        assert_eq!(findings.len(), 5, "a line break is none of them: {findings:?}");
        for (finding, words) in findings.iter().zip(["title に", "U+202E", "U+0007", "U+200B", "U+FFFE"]) {
            assert_eq!(finding.code, "unseen_character");
            assert!(finding.message.contains(words), "{}", finding.message);
        }
        let (manifest, findings) = read("a", Some(&file("title = \"\\u202E\"\n")));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!((manifest.title.as_str(), codes), ("a", vec!["unseen_character", "no_title"]));
    }

    #[test]
    fn a_missing_or_broken_one_is_a_finding_with_its_line() {
        let (manifest, findings) = read("a", None);
        assert_eq!((manifest.title.as_str(), findings[0].code), ("a", "no_manifest"));
        let (manifest, findings) = read("a", Some(&file("title = \"計画\"\nplan_years = [2013, 2011]\n")));
        assert_eq!((manifest.title.as_str(), findings[0].code), ("a", "broken_manifest"));
        assert_eq!(findings[0].place, Place::line("a/plan.toml", 2));
        let (_, findings) = read("a", Some(&file("title = \"計画\"\ntitel = \"x\"\n")));
        assert_eq!(findings[0].place.lines, [2, 2], "a misspelt name is told, not ignored");
    }
}
