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

impl Synonyms {
    /// What may be searched in the place of listed words; nothing for official words that stand in the index.
    /// `stands` says what does.
    pub(in crate::query) fn targets(
        &self,
        listed: &Listed<'_>,
        stands: &dyn Fn(&str) -> bool,
    ) -> Vec<Target> {
        let mut targets = self.listed_for(listed.item);
        let is_there = |target: &Target| target.rows.iter().all(|row| stands(row));
        if !targets.iter().any(is_there) && !listed.item.parts.iter().all(|part| stands(part)) {
            let beside = self.beside(listed.item).into_iter().filter(is_there);
            beside.for_each(|target| add(&mut targets, target));
        }
        targets
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
