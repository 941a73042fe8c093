//! Recognises organisations by the form of their name: a legal form, a suffix such as 協会, or a branch such
//! as 支部.

use std::{ops::Range, sync::LazyLock};

use super::{
    generic_words::{
        ByInitial, PLURAL_PREFIXES, ends_with, is_general, starts_with, suffix, suffix_at, words,
    },
    name_boundaries::{ends, inner_at, is_and_so_on, is_hiragana, is_of_names, is_own, start},
};
use shisaku_model::{LEGAL_FORMS, LegalForm};

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Character range, including the legal form.
    pub range: Range<usize>,
    /// The name. It includes the full legal form if nothing else marks it as an organisation.
    pub name: String,
}

/// Maximum length of a name in characters.
const MAX_NAME: usize = 30;
/// Suffixes of branches, and the maximum length of the place name before them.
const BRANCHES: [&str; 4] = ["支部", "支店", "支所", "支局"];
const MAX_PLACE: usize = 8;
/// Suffixes of clubs and homes after の.
const CIRCLES: [char; 10] = ['会', '家', '里', '森', '丘', '郷', '杜', '輪', '園', '木'];
/// Words that end a company name without a suffix.
const CUTS: [&str; 9] =
    ["主催", "共催", "後援", "協賛", "及び", "並び", "又は", "ウェブサイト", "ホームページ"];
/// Hiragana words that continue the sentence and never start a name.
const FUNCTION_WORDS: &str = "として による により によっ におい における である であっ という などの など から および ならびに \
    または あるいは";

/// All names marked by a legal form or a suffix, unsorted and possibly overlapping.
pub(super) fn candidates(text: &[char]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(length) = suffix_at(&text[at..]) {
            found.extend(with_suffix(text, at, at + length));
        }
        if starts_with(&text[at..], "JA") && !(at > 0 && text[at - 1].is_ascii_alphanumeric()) {
            found.extend(cooperative(text, at));
        }
        match legal_form_at(text, at) {
            Some((length, form, behind)) => {
                let after = at + length;
                let name = if behind { before_form(text, at) } else { None };
                found.extend(match name {
                    Some(name) => Some(Candidate {
                        name: with_legal_form(text, &name, "", form),
                        range: name.start..after,
                    }),
                    None => after_form(text, after, is_agency(form)).map(|name| Candidate {
                        name: with_legal_form(text, &name, form, ""),
                        range: at..name.end,
                    }),
                });
                at = after;
            }
            None => at += 1,
        }
    }
    found
}

/// Returns the end of a branch name that follows at `end`, such as 目黒支部.
pub(super) fn branch(text: &[char], end: usize) -> Option<usize> {
    let most = text.len().min(end + MAX_PLACE);
    let place_ends =
        (end + 1..most).find(|&at| BRANCHES.iter().any(|branch| starts_with(&text[at..], branch)))?;
    let place = &text[end..place_ends];
    let own =
        place.iter().all(|&c| is_of_names(c)) && !is_general(place) && !PLURAL_PREFIXES.contains(&place[0]);
    own.then_some(place_ends + 2)
}

/// Returns the start of a legal form that ends at `end`, if any.
pub(super) fn form_before(text: &[char], end: usize) -> Option<usize> {
    let gap = text[..end].iter().rev().take_while(|c| **c == ' ').count();
    let end = end - gap;
    (end.saturating_sub(MAX_NAME)..end)
        .find(|&at| legal_form_at(text, at).is_some_and(|(length, ..)| at + length == end))
}

/// Returns the end of a company's legal form that starts at `at`, if any.
pub(super) fn form_behind(text: &[char], at: usize) -> Option<usize> {
    legal_form_at(text, at).filter(|(.., behind)| *behind).map(|(length, ..)| at + length)
}

fn legal_form_at(text: &[char], at: usize) -> Option<(usize, &'static str, bool)> {
    static FORMS_AT: LazyLock<ByInitial<LegalForm>> = LazyLock::new(|| {
        ByInitial::new(LEGAL_FORMS.iter().flat_map(|form| form.written().map(|written| (written, *form))))
    });
    FORMS_AT.at(&text[at..]).next().map(|(letters, form)| (letters, form.full, form.behind()))
}

/// Adds the legal form to a name whose suffix does not mark it as an organisation.
fn with_legal_form(text: &[char], name: &Range<usize>, before: &str, behind: &str) -> String {
    let letters = &text[name.clone()];
    let bare: String = letters.iter().collect();
    if suffix(letters).is_some() { bare } else { format!("{before}{bare}{behind}") }
}

fn with_suffix(text: &[char], at: usize, end: usize) -> Option<Candidate> {
    if !ends(text, end) && branch(text, end).is_none() {
        return None;
    }
    let from = start(text, at);
    let range = from..end;
    // 大学院 is part of the university before it.
    if ends_with(&text[..at], "大学") && starts_with(&text[at..], "大学院") {
        return None;
    }
    // Generic words before a suffix do not make a name.
    (from < at && end - from <= MAX_NAME && is_own(&text[from..at]))
        .then(|| Candidate { name: text[range.clone()].iter().collect(), range })
}

/// Short names of agricultural cooperatives (農業協同組合): JA東京中央.
fn cooperative(text: &[char], at: usize) -> Option<Candidate> {
    let from = at + 2;
    let end = run_end(text, from, false);
    (end > from && !text[from].is_ascii_alphanumeric() && is_own(&text[from..end]))
        .then(|| Candidate { range: at..end, name: text[at..end].iter().collect() })
}

/// The name before a company's legal form.
fn before_form(text: &[char], end: usize) -> Option<Range<usize>> {
    let from = start(text, end);
    (end - from <= MAX_NAME && is_own(&text[from..end])).then_some(from..end)
}

/// The name after a legal form: up to the first suffix, or as far as its characters reach.
fn after_form(text: &[char], after: usize, agency: bool) -> Option<Range<usize>> {
    let from = after + text[after..].iter().take_while(|c| **c == ' ').count();
    let mut at = from;
    while at < text.len() && at < from + MAX_NAME {
        if let Some(length) = suffix_at(&text[at..]).filter(|_| at > from)
            && (ends(text, at + length) || branch(text, at + length).is_some())
        {
            // Many agencies have no proper name: 国際協力機構 with its legal form is one organisation.
            let own = is_own(&text[from..at]) || at - from >= 4 && !PLURAL_PREFIXES.contains(&text[from]);
            return own.then_some(from..at + length);
        }
        match continuation(text, from, at, agency) {
            Some(letters) => at += letters,
            None => break,
        }
    }
    let end = run_end(text, from, agency);
    (end - from <= MAX_NAME && is_own(&text[from..end])).then_some(from..end)
}

/// The end of the name that starts at `from`.
fn run_end(text: &[char], from: usize, agency: bool) -> usize {
    let is_cut = |at: usize| at >= from + 2 && CUTS.iter().any(|word| starts_with(&text[at..], word));
    let mut at = from;
    while at < text.len()
        && !is_cut(at)
        && !is_and_so_on(text, at)
        && let Some(letters) = continuation(text, from, at, agency)
    {
        at += letters;
    }
    at
}

/// Number of characters at `at` that belong to the name that starts at `from`.
fn continuation(text: &[char], from: usize, at: usize, agency: bool) -> Option<usize> {
    match text[at] {
        c if is_of_names(c) || agency && c == '・' => Some(1),
        c if is_hiragana(c) && at == from => first_hiragana(text, from),
        _ => Some(inner_at(text, at).max(circle_at(text, at))).filter(|letters| *letters > 0),
    }
}

/// True for legal forms whose names may contain ・: 高齢・障害・求職者雇用支援機構. Elsewhere it usually separates two
/// names.
fn is_agency(form: &str) -> bool {
    form.ends_with("行政法人") || form.ends_with("開発法人")
}

/// Length of の and the word after it if they end a name: みどりの会. 0 otherwise.
fn circle_at(text: &[char], at: usize) -> usize {
    let ends_name = text[at] == 'の' && text.get(at + 1).is_some_and(|next| CIRCLES.contains(next));
    if ends_name && !text.get(at + 2).is_some_and(|&c| is_of_names(c)) { 2 } else { 0 }
}

/// Number of leading hiragana that belong to a name: さくら in さくらと.
fn first_hiragana(text: &[char], from: usize) -> Option<usize> {
    let run = text[from..].iter().take_while(|c| is_hiragana(**c) || **c == 'ー').count();
    if words(FUNCTION_WORDS).any(|word| starts_with(&text[from..], word)) {
        return None;
    }
    let particle =
        ['と', 'や', 'の', 'が', 'は', 'を', 'に', 'へ', 'も', 'で'].contains(&text[from + run - 1]);
    let letters = if particle { run - 1 } else { run };
    (letters >= 2).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let letters: Vec<char> = text.chars().collect();
        let mut found = candidates(&letters);
        // Keeps the longest of overlapping names, as `find` does.
        found.sort_by_key(|one| (one.range.start, std::cmp::Reverse(one.range.end)));
        found.dedup_by(|later, first| later.range.start < first.range.end);
        let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn a_legal_form_shows_a_name() {
        check("都や(公社)目黒法人会と連携し", &["目黒法人会"]);
        check("(公財)目黒区勤労者サービスセンターを通して", &["公益財団法人目黒区勤労者サービスセンター"]);
        check("公益社団法人 大森法人会が", &["大森法人会"]);
        check("(株)さくらと、目黒電機(株)との共催", &["株式会社さくら", "目黒電機株式会社"]);
        check("蒲田精機株式会社主催の", &["蒲田精機株式会社"]);
        check("NPO法人みどりの会や", &["特定非営利活動法人みどりの会"]);
        check("(独)中小企業基盤整備機構", &["中小企業基盤整備機構"]);
        check("(独)高齢・障害・求職者雇用支援機構の", &["高齢・障害・求職者雇用支援機構"]);
        check("(一社)めぐろ観光まちづくり協会", &["めぐろ観光まちづくり協会"]);
    }

    #[test]
    fn a_legal_form_by_itself_shows_none() {
        for text in [
            "NPO法人等と連携",
            "株式会社の設立",
            "民間株式会社",
            "各(一社)と",
            "社会福祉法人や学校法人",
            "(公社)",
            "(有)、(無)",
            "一般社団法人化",
            "財団法人として設立",
            "財団法人による",
            "NPO法人、町会",
            "JA",
            "JAの職員",
            "JAL機",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn an_ending_shows_a_name_that_has_something_of_its_own() {
        check("目黒区産業連合会との共催により", &["目黒区産業連合会"]);
        check("北海道大学との共同研究", &["北海道大学"]);
        check("潮見商工会(架空)", &["潮見商工会"]);
        check(
            "平成24年度に自由が丘商店街振興組合及び大森町協会が",
            &["自由が丘商店街振興組合", "大森町協会"],
        );
        check("JA東京中央と", &["JA東京中央"]);
        check("渋谷公共職業安定所、", &["渋谷公共職業安定所"]);
        check("東京大学大学院や東京大学生産技術研究所", &["東京大学", "東京大学"]);
    }

    #[test]
    fn words_of_a_sort_show_none() {
        for text in [
            "各商店街や商店会と",
            "商工会議所と連携",
            "区内商店会に加入",
            "関係団体、組合",
            "区内大学が",
            "大学教員や",
            "商店会と協力し",
            "森林組合が行う",
            "組合員",
            "法人会計",
            "地域の各団体",
            "各地区商店会",
            "同協会は",
            "行財政機構改革",
            "国や都などの関係機関",
            "意思決定機構",
            "協会事業",
            "サッカー協会",
            "労働組合",
            "目黒区が",
            "東京都と",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_branch_is_named_by_its_place() {
        let of = |text: &str, end: usize| branch(&text.chars().collect::<Vec<_>>(), end);
        assert_eq!(of("甲会議所目黒支部と", 4), Some(8));
        assert_eq!(of("甲会議所各支部と", 4), None);
        assert_eq!(of("甲会議所支部と", 4), None);
        assert_eq!(of("甲会議所の目黒支部", 4), None);
    }
}
