//! Entries marked 再掲, and the originals that they print again.

use itertools::Itertools as _;

use super::super::{
    drafts::Draft,
    titles::{REPRINT, likeness, normal},
};
use shisaku_model::{Finding, RepairedDocument};

/// Links each entry marked 再掲 to its original. The original has the same title, else the same body, else a
/// very similar title. It must be the only candidate.
pub(in crate::outline) fn link_reprints(
    drafts: &mut [Box<Draft>],
    documents: &[RepairedDocument],
) -> Vec<Finding> {
    let is_reprint = |draft: &Draft| draft.entry.category.iter().any(|mark| mark == REPRINT);
    let title = |draft: &Draft| normal(&draft.title.text);
    let body = |draft: &Draft| normal(&draft.body.iter().map(|text| text.text.as_str()).collect::<String>());
    let items = (0..drafts.len()).filter(|&draft| drafts[draft].is_item());
    let (reprints, originals): (Vec<usize>, Vec<usize>) =
        items.partition(|&draft| is_reprint(&drafts[draft]));
    let mut findings = Vec::new();
    for index in reprints {
        let draft = &drafts[index];
        let only = |same: &dyn Fn(&Draft) -> bool| {
            originals.iter().map(|&other| &*drafts[other]).filter(|other| same(other)).exactly_one().ok()
        };
        let found = only(&|other| title(other) == title(draft))
            .or_else(|| only(&|other| !body(draft).is_empty() && body(other) == body(draft)))
            .or_else(|| only(&|other| likeness(&other.title.text, &draft.title.text) >= 0.8));
        let place = draft.title.place(documents);
        let named = format!("{}「{}」", draft.entry.number, draft.title.text);
        findings.push(match found {
            Some(original) => {
                let number = &original.entry.number;
                Finding::info("reprint", place, format!("{named}は {number} の再掲として読みました。"))
            }
            None => {
                let message = format!("{named}の再掲元が見つかりません。");
                Finding::warning("reprint_without_original", place, message)
                    .advise("題名の読み違いなら repairs.toml で直してください。")
            }
        });
        let original = found.map(|found| found.entry.id.clone());
        drafts[index].entry.reprint_of = original;
    }
    findings
}
