//! Reads `plan.toml`: the plan's metadata, and corrections of its reading.

mod broken;
mod keys;

use toml::de::DeTable;

use super::StaffFile;
use shisaku_model::{Contact, Finding, Manifest, Place, code_point, shortened, without_unseen};

/// Template shown if a plan has no `plan.toml`.
const TEMPLATE: &str = r#"title = "計画の名前"、publisher = "自治体の名前"、plan_years = [2011, 2020]"#;

/// Maximum number of invisible characters listed in a finding.
const MAX_NAMED: usize = 4;

/// Reads `plan.toml`. If it is missing or no TOML, the plan is named after its folder and still read. A wrong
/// key or value is a finding, and the others count.
pub(super) fn read(id: &str, file: Option<&StaffFile>) -> (Manifest, Vec<Finding>) {
    let unnamed = Manifest { id: id.to_owned(), title: id.to_owned(), ..Manifest::default() };
    let Some(file) = file else {
        let finding =
            Finding::error("no_manifest", Place::file(format!("{id}/plan.toml")), "plan.toml がありません。")
                .advise(format!("次の内容で作ってください: {TEMPLATE}(分からない項目は空で構いません)。shisaku init は、文書から下書きを作ります。"));
        return (unnamed, vec![finding]);
    };
    let (mut manifest, mut findings) = match parsed(file) {
        Ok(read) => read,
        Err(finding) => return (unnamed, vec![finding]),
    };
    findings.extend(cleaned(&mut manifest, &file.file));
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
    let (mut manifest, _) = parsed(file).ok()?;
    cleaned(&mut manifest, &file.file);
    Some(Manifest { id: id.to_owned(), ..manifest })
}

/// Parses the file. People write Japanese names without the quotation marks that TOML asks for, so these are
/// added if it cannot be parsed without.
fn parsed(file: &StaffFile) -> Result<(Manifest, Vec<Finding>), Finding> {
    let quoted;
    let mut text = file.text.as_str();
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            quoted = broken::quoted(text);
            text = &quoted;
            DeTable::parse(text).map_err(|_| broken::finding(file, &error))?
        }
    };
    Ok(keys::read(table.get_ref(), &StaffFile { file: file.file.clone(), text: text.to_owned() }))
}

/// Removes invisible characters, which would appear in titles, catalogue and terminals. Line breaks and tabs
/// become spaces.
fn cleaned(manifest: &mut Manifest, file: &str) -> Vec<Finding> {
    let texts = [
        ("title", &mut manifest.title),
        ("publisher", &mut manifest.publisher),
        ("edition", &mut manifest.edition),
        ("follows", &mut manifest.follows),
        ("contact", &mut manifest.contact),
        ("contact の name", &mut manifest.desk.name),
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
    if manifest.desk != Contact::default() {
        manifest.contact = manifest.desk.line();
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
        let (manifest, findings) = read("a", Some(&file("title = \"計画\"\npublisher = 市\n")));
        assert_eq!((manifest.title.as_str(), findings[0].code), ("a", "broken_manifest"));
        assert_eq!(findings[0].place, Place::line("a/plan.toml", 2));
        assert!(findings[0].message.contains("「publisher = 市」"), "{}", findings[0].message);
    }

    #[test]
    fn a_wrong_key_or_value_leaves_the_others() {
        let text =
            "title = \"計画\"\ntitel = \"x\"\nplan_years = [2013, 2011]\n[columns]\n課 = \"たんとう課\"\n";
        let (manifest, findings) = read("a", Some(&file(text)));
        assert_eq!((manifest.title.as_str(), manifest.plan_years), ("計画", None));
        for (finding, (line, words)) in
            findings.iter().zip([(2, "titel"), (3, "plan_years"), (5, "たんとう課")])
        {
            assert_eq!((finding.code, finding.place.lines), ("broken_manifest", [line, line]));
            assert!(finding.message.contains(words), "{}", finding.message);
            assert!(finding.advice.contains("例: "), "{}", finding.advice);
        }
        assert_eq!(findings.len(), 3, "{findings:?}");
        assert!(findings[0].advice.starts_with("「title」のことでしょうか。"), "{}", findings[0].advice);
    }

    #[test]
    fn empty_years_are_not_known() {
        for text in ["plan_years = []\nresult_years = []", "plan_years = \"\"\nedition = \"\""] {
            let (manifest, findings) = read("a", Some(&file(&format!("title = \"計画\"\n{text}\n"))));
            assert_eq!(
                (manifest.plan_years, manifest.result_years, findings),
                (None, None, vec![]),
                "{text}"
            );
        }
        let (manifest, _) =
            read("a", Some(&file("title = \"計画\"\nplan_years = \"平成23年度～令和2年度\"\n")));
        assert_eq!(manifest.plan_years, Some(FiscalYears::new(2011, 2020)));
    }

    #[test]
    fn corrections_are_read_with_names_as_people_write_them() {
        let text = "title = \"計画\"\nnot_measures = [\"計画の策定にあたって\"]\n[periods]\n短期 = [2011, 2013]\n\
                    [columns]\n\"取組みの名前\" = \"題名\" # 表の 2 列目\n[marks]\n○ = \"実施\"\n";
        let (manifest, findings) = read("a", Some(&file(text)));
        assert_eq!(findings, []);
        let pair = |key: &str, value: &str| vec![(key.to_owned(), value.to_owned())];
        let read = manifest.corrections;
        assert_eq!(read.periods, [("短期".to_owned(), FiscalYears::new(2011, 2013))]);
        assert_eq!(read.columns, pair("取組みの名前", "題名"));
        assert_eq!(read.marks, pair("○", "実施"));
        assert_eq!(read.not_measures, ["計画の策定にあたって"]);
    }

    #[test]
    fn documents_have_web_addresses() {
        let text = "title = \"計画\"\n[documents]\n\"計 画.pdf\" = \"https://example.jp/a.pdf\"\n\"b.txt\" = \"b.pdf\"\nc.pdf = \"https://example.jp/c.pdf\"\n";
        let (manifest, findings) = read("a", Some(&file(text)));
        let read: Vec<_> = manifest.documents.into_iter().collect();
        assert_eq!(read, [("計 画.pdf".to_owned(), "https://example.jp/a.pdf".to_owned())]);
        assert_eq!(findings.iter().map(|one| one.place.lines[0]).collect::<Vec<_>>(), [4, 5], "{findings:?}");
    }

    #[test]
    fn the_desk_is_one_line_or_a_table() {
        let (manifest, findings) =
            read("a", Some(&file("title = \"計画\"\ncontact = \"産業課 03-0000-0000\"\n")));
        assert_eq!(
            (manifest.contact.as_str(), manifest.desk, findings),
            ("産業課 03-0000-0000", Contact::default(), vec![])
        );
        // An older draft has the empty line too.
        let text = "title = \"計画\"\ncontact = \"\"\n[contact]\nname = \"産業課\"\n電話 = \"０３－００００－００００\"\n\
                    mail = \"sangyo@example.jp\"\npage = \"\"\n[report]\nform = \"https://example.jp/f?id={id}&l={line}\"\n\
                    [programmes]\n1-1(1) = \"https://example.jp/yushi\"\n";
        let (manifest, findings) = read("a", Some(&file(text)));
        assert_eq!(findings, []);
        assert_eq!(manifest.contact, "産業課 03-0000-0000 sangyo@example.jp");
        assert_eq!((manifest.desk.telephone.as_str(), manifest.desk.page.as_str()), ("03-0000-0000", ""));
        assert_eq!(manifest.report.form, "https://example.jp/f?id={id}&l={line}");
        let row = manifest.programmes.first().map(|row| (row.measure.as_str(), row.page.as_str(), row.line));
        assert_eq!(row, Some(("1-1(1)", "https://example.jp/yushi", 11)));
    }

    #[test]
    fn a_contact_that_is_not_valid_is_left_out_and_told_with_its_line() {
        let text = "title = \"計画\"\n[contact]\ntelephone = \"内線 12\"\nmail = \"a@b.jp, c@d.jp\"\n\
                    page = \"javascript:alert(1)\"\nfax = \"03-0000-0000\"\n[report]\nform = \"https://example.jp/{entry}\"\n\
                    mail = 3\n[programmes]\n1-1 = \"yushi.html\"\n";
        let (manifest, findings) = read("a", Some(&file(text)));
        assert_eq!((manifest.title.as_str(), manifest.contact.as_str()), ("計画", ""));
        assert_eq!((manifest.report, manifest.programmes), (Default::default(), vec![]));
        let lines: Vec<u32> = findings.iter().map(|finding| finding.place.lines[0]).collect();
        assert_eq!(lines, [3, 4, 5, 6, 8, 9, 11], "{findings:?}");
        assert!(findings.iter().all(|finding| finding.advice.contains("例: ")), "{findings:?}");
        assert!(findings[3].message.contains("[contact] に「fax」"), "{findings:?}");
        assert!(findings[4].advice.contains("{line}"), "{findings:?}");
    }

    #[test]
    fn a_key_behind_a_table_is_told_its_place() {
        let (_, findings) = read("a", Some(&file("[periods]\n短期 = [2011, 2013]\ntitle = \"計画\"\n")));
        assert!(findings[0].advice.contains("[periods] より前"), "{findings:?}");
    }
}
