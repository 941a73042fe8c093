//! JSON of entries: the hits of `GET /api/v1/search`, and an entry with related entries, neighbours and citation.
//! `shisaku search --json` writes the same form.
//!
//! Each answer is a type, so that the JSON and its schema in `/openapi.json` always agree.

use schemars::JsonSchema;
use serde::Serialize;

use super::contacts::ContactsAnswer;
use crate::web::marked::MarkedTexts;
use shisaku_model::{Catalogue, Entry, Kind};
use shisaku_search::{Answer, Citation, Related, Surroundings};

/// The JSON answer to a search. Matches are marked in HTML.
pub type SearchAnswer = Answer<MarkedTexts>;

/// An entry with all its fields and the address of its page.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "項目(施策など)ひとつ。")]
pub struct EntryAnswer<'r> {
    #[serde(flatten)]
    entry: &'r Entry,
    #[schemars(description = "項目のページ。")]
    url: String,
}

/// Marks the matches of an answer.
pub fn search_answer(answer: Answer) -> SearchAnswer {
    answer.marked(MarkedTexts::new)
}

/// Returns an entry with the path of its page.
pub fn entry_answer(entry: &Entry) -> EntryAnswer<'_> {
    entry_at(entry, format!("/entries/{}", entry.id))
}

/// Returns an entry with another address of its page.
pub(super) fn entry_at(entry: &Entry, url: String) -> EntryAnswer<'_> {
    EntryAnswer { entry, url }
}

/// An entry and its surroundings. `reprint_of` stays the id; `original` is the entry with that id.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "項目ひとつと、その周り。")]
pub struct SurroundingsAnswer<'r> {
    #[serde(flatten)]
    entry: EntryAnswer<'r>,
    #[schemars(description = "よく似た施策。似ている順で、5 件まで。なければ空。")]
    related: Vec<RelatedAnswer<'r>>,
    #[schemars(description = "再掲なら、元の項目。")]
    original: Option<BriefAnswer<'r>>,
    #[schemars(description = "これを再掲している項目。")]
    reprints: Vec<BriefAnswer<'r>>,
    #[schemars(description = "除いた項目なら、いまの計画でよく似た項目。")]
    resembles: Option<RelatedAnswer<'r>>,
    #[schemars(description = "これによく似た、除いた項目。")]
    removed_like: Vec<RelatedAnswer<'r>>,
    #[schemars(description = "前の版の計画で、これにあたる項目の id。近い版から。")]
    earlier: Vec<&'r str>,
    #[schemars(description = "次の版の計画で、これにあたる項目の id。近い版から。")]
    later: Vec<&'r str>,
    #[schemars(description = "計画の順で、ひとつ前の項目。")]
    previous: Option<BriefAnswer<'r>>,
    #[schemars(description = "計画の順で、ひとつ後の項目。")]
    next: Option<BriefAnswer<'r>>,
    #[schemars(description = "引用のしかた。")]
    citation: &'r Citation,
    #[schemars(description = "問い合わせ先、いまの案内、間違いの連絡先。")]
    contacts: ContactsAnswer<'r>,
}

/// The fields of another entry that a link needs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "ほかの項目。")]
struct BriefAnswer<'r> {
    #[schemars(description = "「計画/番号」の形の名前。索引を作り直しても変わりません。")]
    id: &'r str,
    #[schemars(description = "題名。")]
    title: &'r str,
    #[schemars(description = "番号。なければ空。")]
    number: &'r str,
    #[schemars(description = "項目のページ。")]
    url: String,
}

/// A similar entry and the words that both contain.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "よく似た項目と、両方にある言葉。")]
struct RelatedAnswer<'r> {
    #[serde(flatten)]
    entry: BriefAnswer<'r>,
    #[schemars(description = "種別。")]
    kind: Kind,
    #[schemars(description = "計画区分。")]
    period: Option<&'r str>,
    #[schemars(description = "最新の実績: あり(true)、なし(false)、報告なし(null)。")]
    has_result: Option<bool>,
    #[schemars(description = "似ている度合い。0 から 1。")]
    likeness: f64,
    #[schemars(description = "両方にある言葉。")]
    shared: &'r [String],
}

/// Builds the answer for an entry and its surroundings.
pub fn surroundings_answer<'r>(
    around: &'r Surroundings,
    citation: &'r Citation,
    catalogue: &'r Catalogue,
) -> SurroundingsAnswer<'r> {
    SurroundingsAnswer {
        entry: entry_answer(&around.entry),
        related: around.related.iter().map(related).collect(),
        original: around.original.as_ref().map(brief),
        reprints: around.reprints.iter().map(brief).collect(),
        resembles: around.resembles.as_ref().map(related),
        removed_like: around.removed_like.iter().map(related).collect(),
        earlier: around.earlier.iter().map(|entry| entry.id.as_str()).collect(),
        later: around.later.iter().map(|entry| entry.id.as_str()).collect(),
        previous: around.previous.as_ref().map(brief),
        next: around.next.as_ref().map(brief),
        citation,
        contacts: ContactsAnswer::of(&around.entry, catalogue),
    }
}

fn brief(entry: &Entry) -> BriefAnswer<'_> {
    BriefAnswer {
        id: &entry.id,
        title: &entry.title,
        number: &entry.number,
        url: format!("/entries/{}", entry.id),
    }
}

fn related(related: &Related) -> RelatedAnswer<'_> {
    RelatedAnswer {
        entry: brief(&related.entry),
        kind: related.entry.kind,
        period: related.entry.period.as_deref(),
        has_result: related.entry.has_result,
        likeness: (related.likeness * 1000.0).round() / 1000.0,
        shared: &related.shared,
    }
}
