//! Text that is part of no measure: preambles above measures, and entries of kind `text`.

use super::{
    super::{heading_tree::Ids, located_text::Text},
    Draft, Drafts, Facts, Maker,
};
use shisaku_model::{Kind, RepairedDocument};

/// Maximum length in characters of a preamble. A longer text is a text of its own.
const MAX_PREAMBLE: usize = 400;

/// Length in characters at which a text without headings is divided.
const TEXT_LENGTH: usize = 400;

/// Maximum length in characters of the title of a text that has no heading.
const MAX_TITLE: usize = 40;

impl Maker<'_> {
    /// Ends the current preamble, if it has text. A short text above measures is a preamble. Any other is text
    /// of the plan, divided where it grows long.
    pub(super) fn preamble(&mut self, node: Option<usize>, texts: &mut Vec<Text>, table_title: Option<Text>) {
        if texts.is_empty() {
            return;
        }
        let texts = std::mem::take(texts);
        let length = |text: &Text| text.text.chars().count();
        let above_measures = node.is_some_and(|node| self.holds[node]);
        let heading = table_title.or_else(|| node.map(|node| self.tree.nodes[node].title.clone()));
        if above_measures && texts.iter().map(length).sum::<usize>() <= MAX_PREAMBLE {
            let draft = self.counted(Kind::Preamble, 'p', node, node, &heading.unwrap_or_default());
            draft.borrowed_title = true;
            draft.body = texts;
            return;
        }
        let mut part: Vec<Text> = Vec::new();
        let mut so_far = 0;
        for text in texts {
            if so_far > 0 && so_far + length(&text) > TEXT_LENGTH {
                self.text(node, heading.as_ref(), std::mem::take(&mut part));
                so_far = 0;
            }
            so_far += length(&text);
            part.push(text);
        }
        self.text(node, heading.as_ref(), part);
    }

    /// Adds an entry for text that is part of no measure. Without a heading, it is called by its first words.
    pub(super) fn text(&mut self, node: Option<usize>, heading: Option<&Text>, body: Vec<Text>) {
        let first = body.first().map(|text| text.text.as_str()).unwrap_or_default();
        let sentence = first.split_inclusive('。').next().unwrap_or_default();
        let mut words: String = sentence.chars().take(MAX_TITLE).collect();
        if words.len() < sentence.len() {
            words.push('…');
        }
        let called = || Text { text: words.into(), ..Text::default() };
        let title = heading.filter(|heading| !heading.text.is_empty()).cloned().unwrap_or_else(called);
        let draft = self.counted(Kind::Text, 't', node, node, &title);
        draft.borrowed_title = true;
        draft.body = body;
        draft.shrink();
    }
}

/// Adds an entry for each document that could not be read, so that it is found by its file name.
pub(in crate::outline) fn add_unread(drafts: &mut Drafts, plan: &str, documents: &[RepairedDocument]) {
    let mut taken = Ids::of(drafts.drafts.iter().map(|draft| draft.entry.local()));
    let unread = documents.iter().enumerate().filter(|(_, document)| document.lines.is_empty());
    for (count, (index, document)) in (1..).zip(unread) {
        let name = document.file.rsplit('/').next().unwrap_or_default();
        let mut title = Text::line(index, 0, "");
        title.text = name.into();
        let entry = Facts::new(plan, &taken.give(format!("d{count}")), Kind::Text);
        drafts.drafts.push(Draft::new(entry, &title));
    }
}
