//! Chapters and policies as filters, by number or by a word of their title: 第5節, 商店街の節, 観光の節(第4節).

use shisaku_analysis::{Token, normalise};
use shisaku_model::Catalogue;

use super::spans::Filter;

/// Most nouns before 節 that name one.
const MOST_WORDS: usize = 4;

/// A chapter or a policy.
#[derive(Debug, Clone)]
struct Section {
    facet: &'static str,
    /// 章 or 節.
    sign: &'static str,
    digits: String,
    /// Normalised.
    title: String,
    id: String,
}

/// The chapters and policies of an index.
#[derive(Debug, Clone, Default)]
pub(super) struct Sections(Vec<Section>);

impl Sections {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let sections = catalogue.plans.iter().flat_map(|plan| &plan.sections);
        let section = |one: &shisaku_model::Section| {
            let (facet, sign) = match one.level {
                1 => ("chapter", "章"),
                2 => ("policy", "節"),
                _ => return None,
            };
            let digits = normalise(&one.number).text().chars().filter(char::is_ascii_digit).collect();
            let title = normalise(&one.title).text().to_owned();
            Some(Section { facet, sign, digits, title, id: one.id.clone() })
        };
        Self(sections.filter_map(section).collect())
    }

    /// Reads a section at the beginning. Returns the number of words and the filter.
    pub(super) fn at(&self, words: &[Token]) -> Option<(usize, Filter)> {
        self.numbered(words).or_else(|| self.titled(words))
    }

    /// Reads a number, in any plan or chapter: 第5節, 5節, 第二章.
    fn numbered(&self, words: &[Token]) -> Option<(usize, Filter)> {
        let first = usize::from(words.first()?.term == "第");
        let (number, sign) = (words.get(first)?, words.get(first + 1)?);
        let filter = self.filter(|one| one.sign == sign.term && one.digits == number.key())?;
        Some((first + 2, filter))
    }

    /// Reads a word of a title, and the number behind it if there is one.
    fn titled(&self, words: &[Token]) -> Option<(usize, Filter)> {
        let count = words.iter().take(MOST_WORDS).take_while(|word| word.is_content()).count();
        let (of, sign) = (words.get(count)?, words.get(count + 1)?);
        let range = words.first()?.range.start..words.get(count.checked_sub(1)?)?.range.end;
        let typed: String = words[..count].iter().map(|word| word.term.as_str()).collect();
        let is_one_word = range.len() == typed.len();
        let filter = (of.term == "の" && is_one_word && typed.chars().count() > 1)
            .then(|| self.filter(|one| one.sign == sign.term && one.title.contains(&typed)))??;
        let end = count + 2;
        let Some((number, same)) = words.get(end..).and_then(|rest| self.numbered(rest)) else {
            return Some((end, filter));
        };
        let both: Vec<String> = filter.values.iter().filter(|id| same.values.contains(id)).cloned().collect();
        if both.is_empty() {
            Some((end, filter))
        } else {
            Some((end + number, Filter::any(filter.facet, both)))
        }
    }

    fn filter(&self, fits: impl Fn(&Section) -> bool) -> Option<Filter> {
        let found: Vec<&Section> = self.0.iter().filter(|one| fits(one)).collect();
        let ids = found.iter().map(|one| one.id.clone()).collect();
        Some(Filter::any(found.first()?.facet, ids))
    }
}
