//! What is searched in the place of listed words.
//!
//! | typed | listed | searched |
//! |---|---|---|
//! | 人手不足 | `人手不足 => 人材確保, 求人` | what the line says |
//! | 情報化 | `デジタル => 情報化, IT活用` and another line with both on its right | IT活用 |
//!
//! The second is gone only where neither the words nor anything listed for them stands in the index: official
//! words that stand beside one another on the right of two lines, or alone on that of one, are near in meaning.

use super::{Item, Line, Listed, Synonyms, Target};

/// What is worth that stands beside a word on the right of a line, of what that is worth itself.
const BESIDE: f32 = 0.7;

/// Lines on whose right two words stand together by chance.
const BY_CHANCE: usize = 1;

/// How words in a row stand in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::query) enum Standing {
    /// Not at all.
    Nowhere,
    /// Perhaps as letters that belong to other words: 議会 in 協議会.
    AsLetters,
    /// As words, as far as is known.
    AsWords,
}

impl Synonyms {
    /// What may be searched in the place of listed words, as far as the index has it; `standing` says of a row of
    /// words how it stands there. None where the index has the words as they are and nothing else for them; empty
    /// where it has nothing at all.
    pub(super) fn targets(
        &self,
        listed: &Listed<'_>,
        standing: &dyn Fn(&str) -> Standing,
    ) -> Option<Vec<Target>> {
        let item = listed.item;
        let least = |rows: &[String]| rows.iter().map(|row| standing(row)).min().unwrap_or(Standing::Nowhere);
        let mut targets = self.listed_for(item);
        let as_words = |target: &Target| least(&target.rows) == Standing::AsWords;
        let named = targets.iter().any(as_words);
        targets.retain(|target| least(&target.rows) > Standing::Nowhere);
        let stands = least(&item.parts) == Standing::AsWords;
        if !named && !stands {
            self.beside(item).into_iter().filter(as_words).for_each(|target| add(&mut targets, target));
        }
        (!targets.is_empty() || !stands && !item.left_of.is_empty()).then_some(targets)
    }

    /// The same of all items that words are at once: 産業祭り and 産業 祭り.
    pub(in crate::query) fn targets_of_all(
        &self,
        listed: &[Listed<'_>],
        standing: &dyn Fn(&str) -> Standing,
    ) -> Option<Vec<Target>> {
        let mut of_each = listed.iter().filter_map(|one| self.targets(one, standing));
        let mut all = of_each.next()?;
        of_each.flatten().for_each(|target| add(&mut all, target));
        Some(all)
    }

    fn listed_for(&self, item: &Item) -> Vec<Target> {
        let mut targets = Vec::new();
        for line in self.lines_of(&item.left_of) {
            for target in line.targets() {
                if !self.is_within(&item.parts, &target) {
                    add(&mut targets, target);
                }
            }
        }
        targets
    }

    /// Whether a target has all words of an item. 人手不足, 働き手 => 人手不足, 人材確保: an item that is an official
    /// word too does not find itself, nor what has all of its words and more.
    pub(super) fn is_within(&self, item: &[String], target: &Target) -> bool {
        let forms = self.forms(&target.rows);
        self.forms(item).iter().all(|form| forms.contains(form))
    }

    fn beside(&self, item: &Item) -> Vec<Target> {
        let mut beside: Vec<(Target, usize)> = Vec::new();
        for line in self.lines_of(&item.right_of) {
            let targets: Vec<Target> = line.right.iter().flatten().cloned().collect();
            let alone = targets.len() == 2;
            let others = targets.into_iter().filter(|target| self.forms(&target.rows) != item.forms);
            for target in others {
                let weight = target.weight * BESIDE;
                let often = if alone { BY_CHANCE + 1 } else { 1 };
                match beside.iter_mut().find(|(one, _)| one.rows == target.rows) {
                    Some((one, lines)) => {
                        one.weight = one.weight.max(weight);
                        *lines += often;
                    }
                    None => beside.push((Target { weight, ..target }, often)),
                }
            }
        }
        beside.into_iter().filter(|(_, lines)| *lines > BY_CHANCE).map(|(target, _)| target).collect()
    }

    fn lines_of<'s>(&'s self, at: &'s [u32]) -> impl Iterator<Item = &'s Line> {
        at.iter().map(|&at| &self.lines[at as usize])
    }
}

/// Adds a target; of the same twice, that of more weight.
fn add(targets: &mut Vec<Target>, target: Target) {
    match targets.iter_mut().find(|one| one.rows == target.rows) {
        Some(one) => one.weight = one.weight.max(target.weight),
        None => targets.push(target),
    }
}
