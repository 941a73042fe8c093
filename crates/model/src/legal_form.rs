//! Legal forms of organisations (法人格), in full and abbreviated. An organisation has the same name with
//! any form and without.

use unicode_normalization::UnicodeNormalization;

/// A legal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalForm {
    /// The full form: 公益社団法人.
    pub full: &'static str,
    /// Abbreviations: (公社).
    pub short: &'static [&'static str],
}

const fn form(full: &'static str, short: &'static [&'static str]) -> LegalForm {
    LegalForm { full, short }
}

/// Every legal form. A form that ends in another one comes before it.
pub const LEGAL_FORMS: &[LegalForm] = &[
    form("公益社団法人", &["(公社)"]),
    form("一般社団法人", &["(一社)"]),
    form("公益財団法人", &["(公財)"]),
    form("一般財団法人", &["(一財)"]),
    form("認定特定非営利活動法人", &["認定NPO法人", "(認特非)"]),
    form("特定非営利活動法人", &["NPO法人", "(NPO)", "(特非)"]),
    form("社会福祉法人", &["(社福)", "(福)"]),
    form("地方独立行政法人", &["(地独)"]),
    form("国立研究開発法人", &["(国研)"]),
    form("独立行政法人", &["(独法)", "(独)"]),
    form("国立大学法人", &[]),
    form("公立大学法人", &[]),
    form("学校法人", &["(学)"]),
    form("医療法人社団", &[]),
    form("医療法人財団", &[]),
    form("医療法人", &["(医)"]),
    form("宗教法人", &["(宗)"]),
    form("社団法人", &["(社)"]),
    form("財団法人", &["(財)"]),
    form("株式会社", &["(株)"]),
    form("有限会社", &["(有)"]),
    form("合同会社", &[]),
    form("合資会社", &[]),
    form("合名会社", &[]),
];

impl LegalForm {
    /// Every spelling, the full form first.
    pub fn written(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.full).chain(self.short.iter().copied())
    }

    /// True if it can also follow the name: さくら商事株式会社.
    pub fn behind(&self) -> bool {
        self.full.ends_with("会社")
    }
}

/// Normalises a name for comparison: NFKC without white space. ㈱ becomes (株), ㍿ becomes 株式会社, and
/// ｻｰﾋﾞｽ becomes サービス.
pub fn one_width(name: &str) -> String {
    // NFKC turns some characters into a space and another character.
    name.chars().filter(|c| !c.is_whitespace()).nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Returns the name without its legal form, as [`one_width`] writes it: 目黒法人会 for （公社）目黒法人会.
/// A name that is only a legal form stays.
pub fn bare(name: &str) -> String {
    let plain = one_width(name);
    let mut before = LEGAL_FORMS.iter().flat_map(LegalForm::written);
    let rest = before.find_map(|form| plain.strip_prefix(form)).unwrap_or(&plain);
    let mut behind = LEGAL_FORMS.iter().filter(|form| form.behind()).flat_map(LegalForm::written);
    let behind = behind.find_map(|form| rest.strip_suffix(form));
    match behind.unwrap_or(rest) {
        "" => plain,
        rest => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_with_any_legal_form_and_without() {
        for name in [
            "(公社)目黒法人会",
            "（公社）目黒法人会",
            "公益社団法人　目黒法人会",
            "㈳目黒法人会",
            "社団法人目黒法人会",
            "目黒法人会",
        ] {
            assert_eq!(bare(name), "目黒法人会", "{name}");
        }
        for name in ["㈱さくら", "㍿さくら", "さくら（株）", "株式会社さくら", "さくら"]
        {
            assert_eq!(bare(name), "さくら", "{name}");
        }
        assert_eq!(bare("ＮＰＯ法人みどり"), "みどり");
        assert_eq!(bare("目黒 ｻｰﾋﾞｽ協会"), "目黒サービス協会");
        assert_eq!(bare("株式会社"), "株式会社");
        assert_eq!(bare(""), "");
    }

    #[test]
    fn no_form_hides_one_that_it_ends() {
        for (at, form) in LEGAL_FORMS.iter().enumerate() {
            assert!(
                LEGAL_FORMS[..at].iter().all(|before| !form.full.ends_with(before.full)),
                "{}",
                form.full
            );
        }
    }
}
