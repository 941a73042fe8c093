//! What is searched in the place of listed words.
//!
//! | typed | listed | searched |
//! |---|---|---|
//! | 人手不足 | `人手不足 => 人材確保, 求人` | what the line says |
//! | 情報化 | `デジタル => 情報化, IT活用` and another line with both on its right | IT活用 |
//!
//! Of words that stand in the index themselves, only what a line is sure of ([`WEIGHT`] or more) is searched too.
//!
//! The second is gone only where neither the words nor anything listed for them stands in the index: official
//! words that stand beside one another on the right of two lines about different matters, or alone on that of one, are
//! near in meaning.

use smol_str::SmolStr;

use super::{Item, Line, Listed, Synonyms, Target, WEIGHT};

/// What is worth that stands beside a word on the right of a line, of what that is worth itself.
const BESIDE: f32 = 0.7;

/// Lines that follow one another are often about one matter, and count once.
const SAME_MATTER: u32 = 5;

/// How words in a row stand in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not at all.
    Nowhere,
    /// Perhaps as letters that belong to other words: 議会 in 協議会.
    AsLetters,
    /// As words, as far as is known.
    AsWords,
}

/// What stands beside a word on the right of lines.
struct Beside {
    target: Target,
    /// The last line of these.
    last: u32,
    is_near: bool,
}

impl Synonyms {
    /// What may be searched in the place of listed words, as far as the index has it; `standing` says of a row of
    /// words how it stands there. None where the index has the words as they are and nothing else for them; empty
    /// where it has nothing at all.
    pub(crate) fn targets(
        &self,
        listed: &Listed<'_>,
        standing: &dyn Fn(&str) -> Standing,
    ) -> Option<Vec<Target>> {
        let item = listed.item;
        let least =
            |rows: &[SmolStr]| rows.iter().map(|row| standing(row)).min().unwrap_or(Standing::Nowhere);
        let mut targets = self.listed_for(item);
        let as_words = |target: &Target| least(&target.rows) == Standing::AsWords;
        let named = targets.iter().any(as_words);
        targets.retain(|target| least(&target.rows) > Standing::Nowhere);
        let stands = least(&item.parts) == Standing::AsWords;
        if stands {
            // Who asks for what the index has is not served by what may be near it.
            targets.retain(|target| target.weight >= WEIGHT);
        }
        if !named && !stands {
            self.beside(item).into_iter().filter(as_words).for_each(|target| add(&mut targets, target));
        }
        (!targets.is_empty() || !stands && !item.left_of.is_empty()).then_some(targets)
    }

    /// The same of all items that words are at once: 産業祭り and 産業 祭り.
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

    fn listed_for(&self, item: &Item) -> Vec<Target> {
        let mut targets = Vec::new();
        for line in self.lines_of(&item.left_of) {
            for target in line.targets() {
                if !self.is_within(&item.forms, &target) {
                    add(&mut targets, target);
                }
            }
        }
        targets
    }

    /// Whether a target has all words of an item, given in their forms. 人手不足, 働き手 => 人手不足, 人材確保: an item that is an official
    /// word too does not find itself, nor what has all of its words and more.
    pub(crate) fn is_within(&self, item: &[SmolStr], target: &Target) -> bool {
        let forms = self.forms(&target.rows);
        item.iter().all(|form| forms.contains(form))
    }

    fn beside(&self, item: &Item) -> Vec<Target> {
        let mut beside: Vec<Beside> = Vec::new();
        for &at in &item.right_of {
            let right = self.line(at).and_then(|line| line.right.as_deref()).unwrap_or_default();
            // What a line itself is less sure of says nothing of what stands beside it.
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

    fn lines_of<'s>(&'s self, at: &'s [u32]) -> impl Iterator<Item = &'s Line> {
        at.iter().filter_map(|&at| self.line(at))
    }
}

/// Adds a target; of the same twice, that of more weight.
fn add(targets: &mut Vec<Target>, target: Target) {
    match targets.iter_mut().find(|one| one.rows == target.rows) {
        Some(one) => one.weight = one.weight.max(target.weight),
        None => targets.push(target),
    }
}
