//! Selects the synonyms to search for listed words.
//!
//! | typed | listed | searched |
//! |---|---|---|
//! | 人手不足 | `人手不足 => 人材確保, 求人` | the right side of the line |
//! | 情報化 | `デジタル => 情報化, IT活用` and another line with both on its right | IT活用 |
//!
//! If the index contains the words themselves, only synonyms of weight [`WEIGHT`] or more are added.
//!
//! The second row applies only if the index contains neither the words nor any synonym of them. Two official
//! words are near in meaning if they share the right sides of two lines about different matters. Two words that
//! are alone on the right side of a line are near in meaning too.

use smol_str::SmolStr;

use super::{Item, Line, Listed, Synonyms, Target, WEIGHT};

/// Weight factor of a word that shares the right side of a line.
const BESIDE: f32 = 0.7;

/// Distance between lines up to which they count as one matter.
const SAME_MATTER: u32 = 5;

/// How words in a row occur in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// The index does not contain them.
    Nowhere,
    /// The index may contain their letters inside other words: 議会 in 協議会.
    AsLetters,
    /// The index contains them as words, as far as is known.
    AsWords,
}

/// A word that shares the right side of lines with another word.
struct Beside {
    target: Target,
    /// The last such line.
    last: u32,
    is_near: bool,
}

impl Synonyms {
    /// Returns the synonyms of listed words that occur in the index. `standing` tells how a row of words
    /// occurs there. None if the index contains the words themselves and no synonym. Empty if it contains
    /// neither.
    pub(crate) fn targets(
        &self,
        listed: &Listed<'_>,
        standing: &dyn Fn(&str) -> Standing,
    ) -> Option<Vec<Target>> {
        let item = listed.item;
        let least =
            |rows: &[SmolStr]| rows.iter().map(|row| standing(row)).min().unwrap_or(Standing::Nowhere);
        let mut targets = Vec::new();
        for target in item.left_of.iter().filter_map(|&at| self.line(at)).flat_map(Line::targets) {
            if !self.is_within(&item.forms, &target) {
                add(&mut targets, target);
            }
        }
        let as_words = |target: &Target| least(&target.rows) == Standing::AsWords;
        let named = targets.iter().any(as_words);
        targets.retain(|target| least(&target.rows) > Standing::Nowhere);
        let stands = least(&item.parts) == Standing::AsWords;
        if stands {
            // A person who asks for words of the index needs no loosely related words.
            targets.retain(|target| target.weight >= WEIGHT);
        }
        if !named && !stands {
            self.beside(item).into_iter().filter(as_words).for_each(|target| add(&mut targets, target));
        }
        (!targets.is_empty() || !stands && !item.left_of.is_empty()).then_some(targets)
    }

    /// Returns the synonyms of all items that words match at once: 産業祭り and 産業 祭り.
    pub(crate) fn targets_of_all(
        &self,
        listed: &[Listed<'_>],
        standing: &dyn Fn(&str) -> Standing,
    ) -> Option<Vec<Target>> {
        let mut of_each = listed.iter().filter_map(|one| self.targets(one, standing));
        let mut all = of_each.next()?;
        of_each.flatten().for_each(|target| add(&mut all, target));
        Some(all)
    }

    /// True if a target contains all words of an item, given in their forms. An item that is also an official
    /// word must not find itself or a longer row with all its words: 人手不足, 働き手 => 人手不足, 人材確保.
    pub fn is_within(&self, item: &[SmolStr], target: &Target) -> bool {
        let forms = self.forms(&target.rows);
        item.iter().all(|form| forms.contains(form))
    }

    fn beside(&self, item: &Item) -> Vec<Target> {
        let mut beside: Vec<Beside> = Vec::new();
        for &at in &item.right_of {
            let right = self.line(at).and_then(|line| line.right.as_deref()).unwrap_or_default();
            // A target of low weight implies nothing about the words beside it.
            let sure: Vec<&Target> = right.iter().filter(|target| target.weight >= WEIGHT).collect();
            let (this, others): (Vec<&Target>, Vec<&Target>) =
                sure.into_iter().partition(|target| self.forms(&target.rows) == item.forms);
            let alone = right.len() == 2;
            for target in others.into_iter().filter(|_| !this.is_empty()) {
                let weight = target.weight * BESIDE;
                match beside.iter_mut().find(|one| one.target.rows == target.rows) {
                    Some(one) => {
                        one.target.weight = one.target.weight.max(weight);
                        one.is_near |= alone || at > one.last + SAME_MATTER;
                        one.last = at;
                    }
                    None => beside.push(Beside {
                        target: Target { weight, ..target.clone() },
                        last: at,
                        is_near: alone,
                    }),
                }
            }
        }
        beside.into_iter().filter(|one| one.is_near).map(|one| one.target).collect()
    }
}

/// Adds a target. Duplicates keep the higher weight.
fn add(targets: &mut Vec<Target>, target: Target) {
    match targets.iter_mut().find(|one| one.rows == target.rows) {
        Some(one) => one.weight = one.weight.max(target.weight),
        None => targets.push(target),
    }
}
