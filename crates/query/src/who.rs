//! Who answers for a measure, where that is what a query asks for.

use std::ops::Range;

use super::Understood;
use super::parse::Run;
use super::understand::spells;
use super::units::{self, Compound, Role};
use shisaku_analysis::{Class, Token, normalise};
use shisaku_model::{Catalogue, facet::UNSTATED};

/// Words for who answers for a measure. As the last word of a query they are what is to be known.
const ANSWERABLE: [&str; 12] = [
    "担当課",
    "担当部",
    "担当部課",
    "担当部署",
    "担当部局",
    "担当",
    "所管課",
    "所管部",
    "所管部署",
    "所管",
    "主管課",
    "主管部署",
];

/// Words for who has a part in what another answers for.
const INVOLVED: [&str; 10] = [
    "関係課",
    "関係部",
    "関係部課",
    "関係部署",
    "関係部局",
    "関連課",
    "関連部署",
    "連携課",
    "協力課",
    "関係",
];

/// What an office does that answers for a measure, and what it does that has a part in it.
const ANSWERS: [&str; 7] = ["担当", "所管", "主管", "実施", "行う", "取り組む", "受け持つ"];
const TAKES_PART: [&str; 6] = ["関係", "関連", "連携", "関わる", "かかわる", "携わる"];

/// What may stand between such words and an office, and what may follow them.
const LINKS: [&str; 8] = ["が", "は", "の", "も", ":", "：", "=", "＝"];
const VERBAL: [&str; 8] = ["する", "し", "て", "いる", "い", "た", "ます", "おる"];

/// How people say that no office is named, behind what may link it.
const STATED_LINKS: [&str; 5] = ["", "が", "の", "は", "も"];
const NOT_STATED: [&str; 22] = [
    "なし",
    "ない",
    "無し",
    "無い",
    "無",
    "未定",
    "不明",
    "空欄",
    "未記載",
    "未記入",
    "記載なし",
    "記載無し",
    "記載がない",
    "記載が無い",
    "記載のない",
    "記載されていない",
    "記載していない",
    "書かれていない",
    "書いていない",
    "決まっていない",
    "示されていない",
    "分からない",
];

/// How an office's name ends.
const OFFICES: [char; 5] = ['課', '室', '部', '係', '局'];

/// An office by one of its names, with the value that it has where it answers and where it has a part.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Office {
    /// Normalised.
    name: String,
    answers: Option<String>,
    takes_part: Option<String>,
}

/// The offices of an index. An office is no subject of a plan: who types it wants what it answers for. What it was
/// called before means the same.
#[derive(Debug, Clone, Default)]
pub(super) struct Offices {
    /// The longest names first.
    all: Vec<Office>,
    /// Whether some entry names none.
    some_unstated: bool,
}

impl Offices {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let values = |facet: &str| catalogue.values.get(facet).map(Vec::as_slice).unwrap_or_default();
        let mut all: Vec<Office> = Vec::new();
        for facet in ["department", "related_department"] {
            for value in values(facet) {
                let known = catalogue.known_name(facet, value);
                let others = known.into_iter().flat_map(|known| known.former.iter().chain(&known.others));
                for name in [value].into_iter().chain(others).filter(|name| name.ends_with(OFFICES)) {
                    let name = normalise(name).text().to_owned();
                    let at = all.iter().position(|office| office.name == name).unwrap_or_else(|| {
                        all.push(Office { name, answers: None, takes_part: None });
                        all.len() - 1
                    });
                    let office = &mut all[at];
                    let place =
                        if facet == "department" { &mut office.answers } else { &mut office.takes_part };
                    place.get_or_insert_with(|| value.clone());
                }
            }
        }
        all.sort_by_key(|office| std::cmp::Reverse(office.name.len()));
        let some_unstated = values("department").iter().any(|value| value == UNSTATED);
        Self { all, some_unstated }
    }

    /// What the very beginning says of offices, with all that says the same: 担当課が観光課, 観光課が担当する,
    /// 健康課が関係する, 担当課なし. How many words, which facet and value.
    pub(super) fn at(&self, words: &[Token]) -> Option<(usize, &'static str, String)> {
        let (ahead, asked) = ahead(words).unwrap_or_default();
        let (count, office) =
            self.all.iter().find_map(|office| Some((spells(words.get(ahead..)?, &office.name)?, office)))?;
        let end = ahead + count;
        let (behind, does) = behind(&words[end..]).unwrap_or_default();
        let usual = if office.answers.is_some() { "department" } else { "related_department" };
        let facet = asked.or(does).unwrap_or(usual);
        let (first, second) = (office.answers.as_ref(), office.takes_part.as_ref());
        // An office that has no part in anything has none: nothing is found, which is true.
        let value = if facet == "department" { first.or(second) } else { second.or(first) }?;
        Some((end + behind, facet, value.clone()))
    }

    /// 担当課なし, 担当課が記載されていない, 担当課の記載がない, 担当課が未定: how many words.
    pub(super) fn unstated_at(&self, words: &[Token]) -> Option<usize> {
        let longest =
            |texts: &[&str], words: &[Token]| texts.iter().filter_map(|text| spells(words, text)).max();
        let named = self.some_unstated.then(|| longest(&ANSWERABLE, words)).flatten()?;
        let said = STATED_LINKS.iter().filter_map(|link| {
            let count = if link.is_empty() { 0 } else { spells(&words[named..], link)? };
            Some(count + longest(&NOT_STATED, &words[named + count..])?)
        });
        Some(named + said.max()?)
    }
}

/// Whether words are for any office: 担当課, 関係各課.
pub(super) fn is_any_office(words: &[Token]) -> bool {
    let whole = |name: &&str| spells(words, name) == Some(words.len());
    ANSWERABLE.iter().chain(&INVOLVED).chain(&["各課", "関係各課", "関連各課", "各係"]).any(whole)
}

/// Words that say the same beside names of offices that the index does not know: whoever asks for 担当課が水道課 asks
/// for the name. What stands around a name that is no filter.
pub(super) fn around_offices(words: &[Token], free: &[bool]) -> Vec<Range<usize>> {
    let names = units::offices(words).into_iter().filter(|name| free[name.clone()].iter().all(|&free| free));
    let around = names.flat_map(|name| {
        let announces = |&at: &usize| ahead(&words[at..]).is_some_and(|(count, _)| at + count == name.start);
        let before = (0..name.start).find(announces).map(|at| at..name.start);
        let after = behind(&words[name.end..]).map(|(count, _)| name.end..name.end + count);
        before.into_iter().chain(after)
    });
    around.filter(|stretch| free[stretch.clone()].iter().all(|&free| free)).collect()
}

/// How many words go on to say that an office does what it is asked for by: が担当する in 観光課以外が担当する.
pub(super) fn goes_on(words: &[Token], facet: &str) -> usize {
    behind(words).filter(|(_, does)| *does == Some(facet)).map_or(0, |(count, _)| count)
}

/// How many words behind those of an office say that it does not do so: ない in 観光課が担当していない.
pub(super) fn does_not(words: &[Token], office: &Range<usize>, facet: &str) -> usize {
    let is_any =
        |word: &Token, names: &[&str]| names.contains(&word.key()) || names.contains(&word.term.as_str());
    let does = words[office.clone()].last().is_some_and(|word| is_any(word, &VERBAL));
    let not = words.get(office.end).is_some_and(|word| is_any(word, &["ない", "ぬ", "ず", "ん"]));
    usize::from(does && not && matches!(facet, "department" | "related_department"))
}

/// Words that announce an office, and the facet that they speak of.
fn ahead(words: &[Token]) -> Option<(usize, Option<&'static str>)> {
    let named = |names: &[&str]| names.iter().filter_map(|name| spells(words, name)).max();
    let answerable = named(&ANSWERABLE).map(|count| (count, Some("department")));
    let involved = || named(&INVOLVED).map(|count| (count, Some("related_department")));
    let (count, facet) = answerable.or_else(involved)?;
    let link = words.get(count).is_some_and(|word| LINKS.contains(&word.term.as_str()));
    Some((count + usize::from(link), facet))
}

/// Words that say what an office does, and the facet that they speak of.
fn behind(words: &[Token]) -> Option<(usize, Option<&'static str>)> {
    let link = usize::from(words.first().is_some_and(|word| LINKS.contains(&word.term.as_str())));
    let does = |names: &[&str]| names.iter().filter_map(|name| spells(words.get(link..)?, name)).max();
    let answers = does(&ANSWERS).map(|count| (count, Some("department")));
    let takes_part = || does(&TAKES_PART).map(|count| (count, Some("related_department")));
    let (count, facet) = answers.or_else(takes_part)?;
    let end = link + count;
    let verbal = |word: &&Token| VERBAL.contains(&word.key()) || VERBAL.contains(&word.term.as_str());
    let verbal = words[end..].iter().take_while(verbal).count();
    // 観光課の担当者 is a person, 観光課の関係機関 a body.
    let goes_on =
        |word: &Token| word.class != Class::Function && word.range.start == words[end - 1].range.end;
    let verb = words[end - 1].class == Class::Modifier;
    let ends =
        verbal > 0 || verb || !words.get(end).is_some_and(|word| goes_on(word) && !units::is_frame(word));
    ends.then_some((end + verbal, facet))
}

/// A word for who answers for a measure, at the end of a query, says what is to be known of what is asked for, and
/// narrows nothing down: 実績のない施策の担当課, 商店街の所管を教えて. Alone it is a word like others; as a term of
/// its own beside an office it announces that: 担当課 観光課.
pub(super) fn drop_who(runs: &mut [Option<Run<'_>>], understood: &[Understood]) {
    for (facet, names) in [("department", &ANSWERABLE[..]), ("related_department", &INVOLVED[..])] {
        let announces = |run: &&mut Run<'_>| {
            run.operand.is_plain()
                && run.untouched
                && matches!(&run.compounds[..], [only] if is_any(only, names))
        };
        if understood.iter().any(|one| one.facet == facet) {
            runs.iter_mut().flatten().filter(announces).for_each(|run| run.compounds.clear());
        }
    }
    let filters = !understood.is_empty();
    let request = |compound: &Compound<'_>| compound.iter().all(|unit| unit.role == Role::Request);
    let compounds = || runs.iter().flatten().flat_map(|run| &run.compounds);
    let others = compounds().filter(|compound| !request(compound)).count() > 1
        || filters
        || runs.iter().any(Option::is_none)
        || runs.iter().flatten().any(|run| run.number.is_some() || !run.years.is_empty() || run.whole);
    let last = runs.iter_mut().rev().flatten().find(|run| !run.compounds.iter().all(&request));
    let Some(run) = last.filter(|run| others && run.operand.is_plain()) else { return };
    if let Some(at) = run.compounds.iter().rposition(|compound| !request(compound))
        && is_any(&run.compounds[at], &ANSWERABLE)
    {
        run.compounds.remove(at);
    }
}

/// Whether a compound is one of these words, and no more.
fn is_any(compound: &Compound<'_>, names: &[&str]) -> bool {
    let words = || compound.iter().flat_map(|unit| unit.words).map(|word| word.term.as_str());
    names.iter().any(|&name| words().try_fold(name, str::strip_prefix) == Some(""))
}
