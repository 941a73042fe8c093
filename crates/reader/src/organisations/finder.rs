//! Finds organisations in a text: listed ones first, then names known by form. Among overlapping names the
//! longest counts.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use unicode_normalization::UnicodeNormalization;

use super::{
    generic_words::{is_general, suffix},
    known_list::Organisations,
    name_boundaries::{ends, is_katakana, is_of_names, start},
    name_forms::{self, Candidate},
};
use shisaku_model::{bare, one_width};

/// An organisation found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Canonical name.
    pub name: String,
    /// Name as printed.
    pub printed: String,
    /// Parent organisation, if only the printed name shows that this is a branch.
    pub branch_of: Option<String>,
    /// True if a list contains it.
    pub listed: bool,
}

/// A listed name prepared for matching.
#[derive(Debug)]
struct Listed<'a> {
    letters: Vec<char>,
    /// Canonical name of the organisation.
    body: &'a str,
    /// True if the name counts only with its legal form: さくら of 株式会社さくら.
    needs_form: bool,
    /// True if the name counts only where the plan also has a longer name: 法人会.
    general: bool,
}

/// Matches names in text.
#[derive(Debug)]
pub(super) struct Finder<'a> {
    list: &'a Organisations,
    /// Listed names by first character, longest first.
    by_first: HashMap<char, Vec<Listed<'a>>>,
    /// Organisations that the plan names in full.
    in_full: HashSet<String>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(list: &'a Organisations) -> Self {
        let mut by_first: HashMap<char, Vec<Listed<'_>>> = HashMap::new();
        for body in &list.bodies {
            for written in std::iter::once(&body.name).chain(&body.others) {
                let letters: Vec<char> = bare(written).chars().collect();
                let has_form = bare(written) != one_width(written);
                let Some(&first) = letters.first() else { continue };
                by_first.entry(first).or_default().push(Listed {
                    needs_form: has_form && suffix(&letters).is_none(),
                    general: is_general(&letters),
                    body: &body.name,
                    letters,
                });
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|name| (std::cmp::Reverse(name.letters.len()), name.needs_form));
        }
        Self { list, by_first, in_full: HashSet::new() }
    }

    /// Records the organisations that these texts name in full. Short names then stand for them.
    pub(super) fn learn<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        if !self.by_first.values().flatten().any(|name| name.general) {
            return;
        }
        self.in_full = texts.into_iter().flat_map(|text| self.find(text)).map(|seen| seen.name).collect();
    }

    /// The organisations in a text, in order, one for each mention.
    pub(super) fn find(&self, text: &str) -> Vec<Mention> {
        let text: Vec<char> = text.nfkc().collect();
        let listed = (0..text.len()).filter_map(|at| self.listed_at(&text, at)).map(|found| (found, true));
        let by_form = name_forms::candidates(&text).into_iter().map(|found| (found, false));
        let mut found: Vec<(Candidate, bool)> = listed.chain(by_form).collect();
        // The longest match comes first, listed before unlisted. Overlapping matches are dropped.
        found.sort_by_key(|(one, listed)| (std::cmp::Reverse(one.range.len()), !listed, one.range.start));
        let mut taken = vec![false; text.len()];
        found.retain(|(one, _)| {
            let free = !taken[one.range.clone()].contains(&true);
            if free {
                taken[one.range.clone()].fill(true);
            }
            free
        });
        found.sort_by_key(|(one, _)| one.range.start);
        found.into_iter().map(|(one, _)| self.seen(&text, one)).collect()
    }

    /// Resolves a match to its organisation and extends it by a branch that follows.
    fn seen(&self, text: &[char], Candidate { range, name }: Candidate) -> Mention {
        let printed = |range: Range<usize>| text[range].iter().collect::<String>();
        let body = self.list.by_name(&name);
        let name = body.map_or(name, |body| body.name.clone());
        match name_forms::branch(text, range.end) {
            Some(end) => {
                let branch = format!("{name}{}", printed(range.end..end));
                let known = self.list.by_name(&branch).map(|body| body.name.clone());
                Mention {
                    listed: known.is_some(),
                    branch_of: known.is_none().then_some(name),
                    name: known.unwrap_or(branch),
                    printed: printed(range.start..end),
                }
            }
            None => Mention { listed: body.is_some(), printed: printed(range), name, branch_of: None },
        }
    }

    /// The longest listed name that starts at this position.
    fn listed_at(&self, text: &[char], at: usize) -> Option<Candidate> {
        self.by_first.get(&text[at])?.iter().find_map(|listed| {
            let end = matched(text, at, &listed.letters)?;
            let form = name_forms::form_before(text, at);
            let behind = name_forms::form_behind(text, end);
            let with_form = form.is_some() || behind.is_some();
            let usable = (!listed.needs_form || with_form)
                && (!listed.general || with_form || self.in_full.contains(listed.body));
            let begins = form.is_some() || begins(text, at, listed.general);
            let ends = behind.is_some() || ends(text, end) || name_forms::branch(text, end).is_some();
            (usable && begins && ends).then(|| Candidate {
                range: form.unwrap_or(at)..behind.unwrap_or(end),
                name: listed.body.to_owned(),
            })
        })
    }
}

/// True if a listed name may start at `at`: the text before it is not part of the name. A generic short name
/// needs nothing before it.
fn begins(text: &[char], at: usize, general: bool) -> bool {
    let Some(&before) = text[..at].last() else { return true };
    if is_katakana(before) && is_katakana(text[at]) {
        return false;
    }
    if !is_of_names(before) || !is_of_names(text[at]) {
        return true;
    }
    // The preceding characters must be a count, or a generic word such as 地元.
    let from = start(text, at);
    from == at || !general && is_general(&text[from..at])
}

/// Returns the end of `name` if it starts at `at`, allowing spaces within it.
fn matched(text: &[char], at: usize, name: &[char]) -> Option<usize> {
    let mut end = at;
    for (position, letter) in name.iter().enumerate() {
        while position > 0 && text.get(end).is_some_and(|letter| letter.is_whitespace()) {
            end += 1;
        }
        if text.get(end) != Some(letter) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "名称,別名,上位団体
東京商工会議所,東商,
東京商工会議所目黒支部,東商目黒支部,東京商工会議所
目黒法人会,公益社団法人目黒法人会、法人会,
目黒区商店街連合会,区商連,
株式会社さくら,,
";

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (list, findings) = Organisations::default().with_own("o.csv", LIST);
        assert_eq!(findings, []);
        let mut finder = Finder::new(&list);
        finder.learn(["目黒法人会"]);
        let names: Vec<String> = finder.find(text).into_iter().map(|seen| seen.name).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn one_body_is_one_name_however_it_is_printed() {
        for printed in [
            "(公社)目黒法人会",
            "（公社）目黒法人会",
            "公益社団法人目黒法人会",
            "公益社団法人 目黒法人会",
            "㈳目黒法人会",
            "目黒法人会",
            "法人会",
        ] {
            check(&format!("都や{printed}と連携し"), &["目黒法人会"]);
            check(printed, &["目黒法人会"]);
        }
    }

    #[test]
    fn a_listed_name_in_compatibility_letters_is_the_name() {
        let list = "名称,別名\n㍿星見,\n目黒ｻｰﾋﾞｽ協会,目黒ＳＶ協会\n";
        let (list, findings) = Organisations::default().with_own("o.csv", list);
        assert_eq!(findings, []);
        let finder = Finder::new(&list);
        for (text, expected) in [
            ("株式会社星見が", "㍿星見"),
            ("㍿星見と", "㍿星見"),
            ("㈱星見と", "㍿星見"),
            ("目黒サービス協会と", "目黒ｻｰﾋﾞｽ協会"),
            ("目黒ｻｰﾋﾞｽ協会と", "目黒ｻｰﾋﾞｽ協会"),
            ("目黒SV協会と", "目黒ｻｰﾋﾞｽ協会"),
        ] {
            let names: Vec<String> = finder.find(text).into_iter().map(|seen| seen.name).collect();
            assert_eq!(names, [expected], "{text}");
        }
    }

    #[test]
    fn enumerations_are_parted() {
        check("東京商工会議所及び(公社)目黒法人会との共催", &["東京商工会議所", "目黒法人会"]);
        check("東商・法人会・区商連が", &["東京商工会議所", "目黒法人会", "目黒区商店街連合会"]);
        check("東京商工会議所、大森町協会並びに目黒法人会", &["東京商工会議所", "大森町協会", "目黒法人会"]);
        check("目黒区商店街連合会や各商店街が", &["目黒区商店街連合会"]);
        check("目黒区商店街連合会主催の研修会", &["目黒区商店街連合会"]);
    }

    #[test]
    fn a_part_of_a_body_is_not_the_whole() {
        check("東京商工会議所目黒支部との", &["東京商工会議所目黒支部"]);
        check("東京商工会議所 目黒支部との", &["東京商工会議所目黒支部"]);
        check("東商目黒支部、東京商工会議所", &["東京商工会議所目黒支部", "東京商工会議所"]);
        check("東京商工会議所大田支部との", &["東京商工会議所大田支部"]);
        let list = Organisations::default().with_own("o.csv", LIST).0;
        let seen = Finder::new(&list).find("東京商工会議所大田支部");
        assert_eq!(seen[0].branch_of.as_deref(), Some("東京商工会議所"));
    }

    #[test]
    fn a_name_inside_another_is_not_it() {
        check("渋谷法人会と", &["渋谷法人会"]);
        check("法人会計", &[]);
        check("各法人会と", &[]);
        check("関東商業地", &[]);
        check("地元東京商工会議所が", &["東京商工会議所"]);
        check("さくらの植樹", &[]);
        check("(株)さくらの植樹、さくら㈱", &["株式会社さくら", "株式会社さくら"]);
    }

    #[test]
    fn a_short_name_needs_the_long_one_in_the_plan() {
        let (list, _) = Organisations::default().with_own("o.csv", LIST);
        assert_eq!(Finder::new(&list).find("法人会と連携"), []);
    }

    #[test]
    fn any_text_is_read() {
        for text in [
            "",
            "(",
            "・",
            "協会",
            "JA",
            "が丘協会",
            "ー協会",
            "(公社)(公社)",
            "あ協会い",
            "法人会法人会",
            "　",
            "株式会社株式会社",
        ] {
            let list = Organisations::default().with_own("o.csv", LIST).0;
            Finder::new(&list).find(text);
        }
    }
}
