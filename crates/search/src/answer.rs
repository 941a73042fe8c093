//! The answer to a search. The API serialises it; the page and the terminal read it.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::{
    SearchParams,
    facet_counts::{FacetCounts, by_key},
};
use crate::highlight::{Highlights, Matched};
use shisaku_engine::generations::Meta;
use shisaku_model::{Entry, Filters, facet_schema};
use shisaku_query::{MatchKind, Understood};

/// The answer to one search. `H` is the form of the matched places: byte ranges, or texts with marks, which are
/// what JSON has.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SearchAnswer", description = "検索の結果。")]
pub struct Answer<H = Highlights> {
    /// The parameters as read.
    #[serde(skip)]
    pub params: SearchParams,
    /// Hits in all.
    #[schemars(description = "見つかった項目の数。")]
    pub total_count: usize,
    /// Hits on this page.
    #[schemars(description = "この返事に入っている項目の数。")]
    pub count: usize,
    /// Most hits of a page.
    #[schemars(range(min = 1, max = 100), description = "一度に返す項目の数の上限。")]
    pub limit: usize,
    /// Hits before this page.
    #[schemars(range(max = 100_000), description = "先頭から飛ばした数。")]
    pub offset: usize,
    /// The offset of the next page, if there is one.
    #[schemars(description = "続きを求めるときの offset。続きがなければ null。")]
    pub next_offset: Option<usize>,
    /// Microseconds it took.
    #[schemars(description = "検索にかかった時間(マイクロ秒)。")]
    pub took_us: u64,
    /// How the words were read.
    #[schemars(description = "言葉をどう読んだか。")]
    pub query: ReadQuery,
    /// Remarks about how the search was understood.
    #[schemars(description = "知っておいていただきたいこと。")]
    pub notices: Vec<Notice>,
    /// Other queries that find something.
    #[schemars(description = "ほかの探し方。")]
    pub suggestions: Vec<Suggestion>,
    /// Counts of every facet's values, in the facets' order.
    #[serde(serialize_with = "by_key")]
    #[schemars(
        schema_with = "facet_schema::by_facet::<FacetCounts>",
        description = "絞り込みの項目。名前はパラメーターの名前と同じです。"
    )]
    pub facets: Vec<FacetCounts>,
    /// The page of hits.
    #[schemars(description = "見つかった項目。")]
    pub items: Vec<Item<H>>,
    /// Entries that meet some of the words, when none meets all. Never counted.
    #[schemars(length(max = 5), description = "すべての言葉を含む項目がないときの、一部だけを含む項目。")]
    pub partial: Vec<PartialItem<H>>,
    /// The index that was asked.
    #[schemars(description = "検索した索引。")]
    pub index: IndexFacts,
}

/// How the words of a search were read.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "QueryAnswer", description = "入力された言葉をどう読んだか。")]
pub struct ReadQuery {
    /// The words as typed.
    #[schemars(description = "文。")]
    pub text: String,
    /// The words in order, without those that were read as filters.
    #[schemars(description = "検索した言葉。")]
    pub terms: Vec<Term>,
    /// Those of the terms that no result has.
    #[schemars(description = "除いた言葉。")]
    pub excluded: Vec<String>,
    /// Chosen filters, and those that words were read as.
    #[schemars(description = "効いている絞り込み。言葉から読み取ったものを含みます。")]
    pub filters: Filters,
    /// Words that were read as filters, in order.
    #[serde(serialize_with = "understood")]
    #[schemars(with = "Vec<UnderstoodWords<'_>>", description = "言葉のうち、条件として読んだもの。")]
    pub understood: Vec<Understood>,
    /// Words that were searched beside those typed.
    #[schemars(description = "入力された言葉のほかに検索した言葉。")]
    pub expansions: Vec<Expansion>,
}

/// How a word of a query bears on what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "must は必ず含む、should はいずれかを含む、must_not は含まない。")]
pub enum Occur {
    /// Every result has it.
    Must,
    /// One of several, of which a result has enough.
    Should,
    /// No result has it.
    MustNot,
}

/// One word or phrase of a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "TermAnswer", description = "検索した言葉。")]
pub struct Term {
    /// As typed.
    #[schemars(description = "文。")]
    pub text: String,
    /// Asked for or excluded.
    #[schemars(description = "含むか、除くか。")]
    pub occur: Occur,
}

/// Words that were read as a filter, as JSON has them.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UnderstoodAnswer", description = "言葉のうち、条件として読んだもの。")]
struct UnderstoodWords<'r> {
    #[schemars(description = "文。")]
    text: &'r str,
    #[schemars(schema_with = "facet_schema::facet_key", description = "絞り込みの項目の名前。")]
    facet: &'r str,
    #[schemars(description = "値。")]
    values: &'r [String],
}

fn understood<S: Serializer>(all: &[Understood], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(all.iter().map(|Understood { text, facet, values, .. }| UnderstoodWords {
        text,
        facet,
        values,
    }))
}

/// A word that was searched beside what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ExpansionAnswer", description = "入力された言葉のほかに検索した言葉。")]
pub struct Expansion {
    /// The typed word.
    #[schemars(description = "入力された言葉。")]
    pub from: String,
    /// The searched word.
    #[schemars(description = "検索した言葉。")]
    pub to: String,
    /// How the two belong together.
    #[serde(rename = "as")]
    #[schemars(description = "一致のしかた。")]
    pub kind: MatchKind,
}

/// A remark for the person who searches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "NoticeAnswer", description = "知っておいていただきたいこと。")]
pub struct Notice {
    /// A stable name for programs.
    #[schemars(description = "プログラムのための、変わらない名前。")]
    pub code: &'static str,
    /// The remark in words.
    #[schemars(description = "人のための説明。")]
    pub message: String,
}

/// Another query that finds something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SuggestionAnswer", description = "ほかの探し方。")]
pub struct Suggestion {
    /// The query.
    #[schemars(description = "文。")]
    pub text: String,
    /// Why it is suggested.
    #[schemars(description = "その理由。")]
    pub reason: String,
    /// Hits it would have.
    #[schemars(description = "件数。")]
    pub count: usize,
}

/// One hit.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ItemAnswer", description = "見つかった項目。")]
pub struct Item<H = Highlights> {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// The path of its page.
    #[schemars(description = "項目のページ。")]
    pub url: String,
    /// Comparable within one search only.
    #[schemars(description = "関連の度合い。ひとつの検索の中でだけ比べられます。")]
    pub score: f64,
    /// Matched places of the entry's texts.
    #[schemars(description = "一致した所に <mark> を付けた文。")]
    pub highlights: H,
    /// What matched where, and why.
    #[schemars(description = "何が、どこに、どう一致したか。")]
    pub matched: Vec<Matched>,
    /// In a sentence each, how words were met that it does not have as typed.
    #[serde(skip)]
    pub met: Vec<String>,
}

/// An entry that meets some of the words.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PartialAnswer", description = "言葉の一部だけを含む項目。件数には数えません。")]
pub struct PartialItem<H = Highlights> {
    /// The entry and what it meets.
    #[serde(flatten)]
    pub item: Item<H>,
    /// The words it lacks.
    #[schemars(length(min = 1), description = "含まれていない言葉。")]
    pub missing: Vec<String>,
}

/// Time, size and version of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "IndexAnswer", description = "検索した索引。")]
pub struct IndexFacts {
    /// RFC 3339, UTC.
    #[schemars(extend("format" = "date-time"), description = "索引を作った時刻(RFC 3339、UTC)。")]
    pub built_at: String,
    /// Entries in it.
    #[schemars(description = "索引にある項目の数。")]
    pub entries: usize,
    /// Version of program, dictionary, lexicon and documents.
    #[schemars(description = "プログラムと文書の指紋。データの版を示します。")]
    pub fingerprint: String,
}

impl Answer {
    /// Returns whether a hit of this page was found by another spelling than the one typed.
    pub fn beyond_typed(&self) -> bool {
        let typed = |as_: MatchKind| matches!(as_, MatchKind::Exact | MatchKind::Era);
        self.items.iter().any(|item| item.matched.iter().any(|one| !typed(one.as_)))
    }

    /// The same answer with the matched places of each hit in the form that `mark` gives them.
    pub fn marked<H>(self, mark: impl Fn(&Entry, &Highlights) -> H) -> Answer<H> {
        let item = |Item { entry, url, score, highlights, matched, met }: Item| Item {
            highlights: mark(&entry, &highlights),
            entry,
            url,
            score,
            matched,
            met,
        };
        let partial = |PartialItem { item: one, missing }| PartialItem { item: item(one), missing };
        Answer {
            params: self.params,
            total_count: self.total_count,
            count: self.count,
            limit: self.limit,
            offset: self.offset,
            next_offset: self.next_offset,
            took_us: self.took_us,
            query: self.query,
            notices: self.notices,
            suggestions: self.suggestions,
            facets: self.facets,
            items: self.items.into_iter().map(item).collect(),
            partial: self.partial.into_iter().map(partial).collect(),
            index: self.index,
        }
    }
}

impl From<&Meta> for IndexFacts {
    fn from(meta: &Meta) -> Self {
        Self { built_at: meta.built_at.clone(), entries: meta.entries, fingerprint: meta.fingerprint.clone() }
    }
}
