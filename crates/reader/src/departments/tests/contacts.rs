//! Telephone, mail and page of departments and measures, and the pages of today's programmes.

use super::*;
use shisaku_model::{Contact, ProgrammePage};

fn told(rows: &str) -> Filed {
    told_with(rows, "")
}

fn told_with(rows: &str, names: &str) -> Filed {
    let mut plan = plan();
    let filed = format!("項目番号,担当課,役割,開始,終了,電話番号,メール,ページ\n{rows}");
    let names = format!("旧名称,新名称,変更日\n{names}");
    let findings = apply(&mut plan, Some(&file(FILE, &filed)), Some(&file(NAMES, &names)));
    Filed { plan, findings }
}

impl Filed {
    /// Name and telephone of the contacts of an entry.
    fn reached(&self, local: &str) -> Vec<(&str, &str)> {
        let contacts = self.plan.contacts.of(self.entry(local)).into_iter();
        contacts.map(|contact| (contact.name.as_str(), contact.telephone.as_str())).collect()
    }

    fn told_at(&self, code: &str) -> Vec<u32> {
        let of_code = self.findings.iter().filter(|finding| finding.code == code);
        of_code.map(|finding| finding.place.lines[0]).collect()
    }
}

#[test]
fn a_row_without_a_number_is_about_the_department_everywhere() {
    let filed = told(
        "第5章,産業課,,,\n1-1(2),観光課,関係,,\n,産業課,,,,03-0000-0001,sangyo@example.jp\n,観光課,,,,03-0000-0002\n",
    );
    assert_eq!(filed.findings, []);
    assert_eq!(filed.reached("5-1-1-1"), [("産業課", "03-0000-0001")]);
    assert_eq!(filed.reached("5-1-1-2"), [("産業課", "03-0000-0001"), ("観光課", "03-0000-0002")]);
    assert_eq!(filed.reached("6-1-1"), [], "without a department there is nothing to say");
    assert_eq!(filed.plan.contacts.departments["産業課"].mail, "sangyo@example.jp");
    assert!(filed.plan.contacts.entries.is_empty());
}

#[test]
fn a_row_with_a_number_is_about_its_entries_only() {
    let filed = told(
        "第5章,産業課,,,\n1-1,産業課,,,,03-0000-0009,,https://example.jp/1-1\n,産業課,,,,03-0000-0001,sangyo@example.jp\n\
         1-2(1),,,,,03-0000-0003\n",
    );
    assert_eq!(filed.findings, []);
    assert_eq!(filed.reached("5-1-1-1"), [("産業課", "03-0000-0009")]);
    assert_eq!(filed.reached("5-1-2-1"), [("", "03-0000-0003"), ("産業課", "03-0000-0001")]);
    assert_eq!(filed.reached("5-6-r1"), [("産業課", "03-0000-0001")]);
    let own = filed.plan.contacts.of(filed.entry("5-1-1-1"));
    assert_eq!((own[0].mail.as_str(), own[0].page.as_str()), ("sangyo@example.jp", "https://example.jp/1-1"));
}

#[test]
fn a_contact_goes_with_the_new_name_of_its_department() {
    let filed = told_with(
        "第5章,商工課,,,\n,商工課,,,,03-0000-0001\n,産業課,,,,,sangyo@example.jp\n",
        "商工課,産業課,\n",
    );
    let expected = Contact {
        name: "産業課".to_owned(),
        telephone: "03-0000-0001".to_owned(),
        mail: "sangyo@example.jp".to_owned(),
        page: String::new(),
    };
    assert_eq!(filed.plan.contacts.of(filed.entry("5-1-1-1")), [&expected]);
}

#[test]
fn what_is_not_valid_or_belongs_to_nobody_is_told_and_left_out() {
    let filed = told(
        "第5章,産業課,,,,いつでも,a@b,www.example.jp\n,観光課,,,,03-0000-0002\n,産業課,,,,03-0000-0001\n,産業課,,,,03-0000-0004\n\
         9-9,,,,,03-0000-0005\n,産業課,,,平成25年度,03-0000-0006\n",
    );
    assert_eq!(filed.told_at("contact_ended"), [7]);
    assert_eq!(filed.told_at("contact_not_read"), [2, 2, 2]);
    assert_eq!(filed.told_at("contact_of_no_department"), [3]);
    assert_eq!(filed.told_at("contact_twice"), [5]);
    assert_eq!(filed.told_at("unknown_entry"), [6]);
    assert_eq!(filed.reached("5-1-1-1"), [("産業課", "03-0000-0001")], "the row is read without the cells");
    assert!(!filed.plan.contacts.departments.contains_key("観光課"));
}

#[test]
fn a_programme_joins_by_number_id_or_title() {
    let mut plan = plan();
    let rows = ["1-1(1)", "p/5-1-1-2", "項目5-6-r1", "1-1", "1(1)", "5-1-1-1-n1", "9-9", "5-1-1-1"];
    plan.manifest.programmes = (1..)
        .zip(rows)
        .map(|(line, measure)| ProgrammePage {
            measure: measure.to_owned(),
            page: format!("https://example.jp/{line}"),
            line,
        })
        .collect();
    let findings = apply(&mut plan, None, None);
    let filed = Filed { plan, findings };
    assert_eq!(filed.told_at("unknown_programme"), [4, 5, 6, 7]);
    assert_eq!(filed.told_at("programme_twice"), [8]);
    let page = |local: &str| filed.plan.contacts.programme(filed.entry(local));
    assert_eq!(page("5-1-1-2"), Some("https://example.jp/2"));
    assert_eq!((page("5-6-r1"), page("5-1-2-1")), (Some("https://example.jp/3"), None));
    assert!(
        filed
            .findings
            .iter()
            .all(|finding| finding.place.file == "p/plan.toml" && !finding.advice.is_empty())
    );
}
