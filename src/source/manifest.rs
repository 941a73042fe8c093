//! `plan.toml`: what a plan's keeper says of it.

use super::KeptFile;
use crate::model::{Finding, Manifest, Place, line_at};

/// The template shown when a plan has no `plan.toml`.
const TEMPLATE: &str = r#"title = "計画の名前"、publisher = "自治体の名前"、plan_years = [2011, 2020]"#;

/// Reads `plan.toml`. Without one, or with a broken one, the plan goes by its folder's name: its
/// documents are worth more than its title.
pub(super) fn read(id: &str, kept: Option<&KeptFile>) -> (Manifest, Vec<Finding>) {
    let unnamed = Manifest { id: id.to_owned(), title: id.to_owned(), ..Manifest::default() };
    let Some(kept) = kept else {
        let finding =
            Finding::error("no_manifest", Place::file(format!("{id}/plan.toml")), "plan.toml がありません。")
                .advise(format!("次の内容で作ってください: {TEMPLATE}(分からない項目は空で構いません)"));
        return (unnamed, vec![finding]);
    };
    match toml::from_str::<Manifest>(&kept.text) {
        Ok(mut manifest) => {
            // What a terminal would take for a command has no place in a name.
            for text in [&mut manifest.title, &mut manifest.publisher, &mut manifest.edition] {
                text.retain(|c| !c.is_control());
            }
            let mut findings = Vec::new();
            if manifest.title.trim().is_empty() {
                findings.push(
                    Finding::warning("no_title", Place::file(&kept.file), "計画の名前(title)がありません。")
                        .advise(format!("例: {TEMPLATE}")),
                );
                manifest.title = id.to_owned();
            }
            manifest.id = id.to_owned();
            (manifest, findings)
        }
        Err(error) => {
            let line = line_at(kept.text.as_bytes(), error.span().map_or(0, |span| span.start));
            let finding = Finding::error(
                "broken_manifest",
                Place::line(&kept.file, line),
                format!("plan.toml を読めません: {}", error.message()),
            )
            .advise(format!("書き方の例: {TEMPLATE}"));
            (unnamed, vec![finding])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FiscalYears;

    fn kept(text: &str) -> KeptFile {
        KeptFile { file: "a/plan.toml".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn reads_what_is_known() {
        let (manifest, findings) = read("a", Some(&kept("title = \"計画\"\nplan_years = [2011, 2020]\n")));
        assert_eq!((manifest.id.as_str(), manifest.title.as_str()), ("a", "計画"));
        assert_eq!(manifest.plan_years, Some(FiscalYears::new(2011, 2020)));
        assert_eq!(findings, []);
    }

    #[test]
    fn a_missing_or_broken_one_is_a_finding_with_its_line() {
        let (manifest, findings) = read("a", None);
        assert_eq!((manifest.title.as_str(), findings[0].code), ("a", "no_manifest"));
        let (manifest, findings) = read("a", Some(&kept("title = \"計画\"\nplan_years = [2013, 2011]\n")));
        assert_eq!((manifest.title.as_str(), findings[0].code), ("a", "broken_manifest"));
        assert_eq!(findings[0].place, Place::line("a/plan.toml", 2));
        let (_, findings) = read("a", Some(&kept("title = \"計画\"\ntitel = \"x\"\n")));
        assert_eq!(findings[0].place.lines, [2, 2], "a misspelt name is told, not ignored");
    }
}
