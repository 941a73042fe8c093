//! The answer to a search. The API serialises it; the page and the terminal read it.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::{
    SearchParams,
    facet_counts::{FacetCounts, by_key},
};
use crate::highlight::{Highlights, Matched};
use shisaku_engine::generations::Meta;
use shisaku_messages::Message;
use shisaku_model::{Entry, Filters, facet_schema};
use shisaku_query::{MatchKind, Understood};

/// The answer to one search. `H` is the form of the highlights: byte ranges, or texts with marks for JSON.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SearchAnswer", description = "検索の結果。")]
pub struct Answer<H = Highlights> {
    /// The parameters as read.
    #[serde(skip)]
    pub params: SearchParams,
    /// Total number of hits.
    #[schemars(description = "見つかった項目の数。")]
    pub total_count: usize,
    /// Number of hits on this page.
    #[schemars(description = "この返事に入っている項目の数。")]
    pub count: usize,
    /// Maximum number of hits per page.
    #[schemars(range(min = 1, max = 100), description = "一度に返す項目の数の上限。")]
    pub limit: usize,
    /// Number of hits before this page.
    #[schemars(range(max = 100_000), description = "先頭から飛ばした数。")]
    pub offset: usize,
    /// The offset of the next page, if there is one.
    #[schemars(description = "続きを求めるときの offset。続きがなければ null。")]
    pub next_offset: Option<usize>,
    /// Duration of the search in microseconds.
    #[schemars(description = "検索にかかった時間(マイクロ秒)。")]
    pub took_us: u64,
    /// How the words were read.
    #[schemars(description = "言葉をどう読んだか。")]
    pub query: ReadQuery,
    /// Notices about how the search was understood.
    #[schemars(description = "知っておいていただきたいこと。")]
    pub notices: Vec<Notice>,
    /// Other queries that find something.
    #[schemars(description = "ほかの探し方。")]
    pub suggestions: Vec<Suggestion>,
    /// Counts of the values of every facet, in display order.
    #[serde(serialize_with = "by_key")]
    #[schemars(
        schema_with = "facet_schema::by_facet::<FacetCounts>",
        description = "絞り込みの項目。名前はパラメーターの名前と同じです。"
    )]
    pub facets: Vec<FacetCounts>,
    /// The hits of this page.
    #[schemars(description = "見つかった項目。")]
    pub items: Vec<Item<H>>,
    /// The nearest entries beside fewer than five hits: they match some of the words, or only by a word of a heading.
    /// They are never counted.
    #[schemars(
        length(max = 5),
        description = "見つかった項目が 5 件より少ないときの、近い項目(言葉の一部だけを含むものなど)。件数に入りません。"
    )]
    pub partial: Vec<PartialItem<H>>,
    /// The index that was searched.
    #[schemars(description = "検索した索引。")]
    pub index: IndexFacts,
}

/// How the words of a search were read.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "QueryAnswer", description = "入力された言葉をどう読んだか。")]
pub struct ReadQuery {
    /// The query as typed.
    #[schemars(description = "文。")]
    pub text: String,
    /// Words in order, without those read as filters.
    #[schemars(description = "検索した言葉。")]
    pub terms: Vec<Term>,
    /// Terms that no result contains.
    #[schemars(description = "除いた言葉。")]
    pub excluded: Vec<String>,
    /// Chosen filters, and filters recognised in the words.
    #[schemars(description = "効いている絞り込み。言葉から読み取ったものを含みます。")]
    pub filters: Filters,
    /// Words read as filters, in order.
    #[serde(serialize_with = "understood")]
    #[schemars(with = "Vec<UnderstoodWords<'_>>", description = "言葉のうち、条件として読んだもの。")]
    pub understood: Vec<Understood>,
    /// Words searched in addition to those typed.
    #[schemars(description = "入力された言葉のほかに検索した言葉。")]
    pub expansions: Vec<Expansion>,
}

/// Effect of a word on the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "must は必ず含む、should はいずれかを含む、must_not は含まない。")]
pub enum Occur {
    /// Every result contains it.
    Must,
    /// One of several words. A result contains enough of them.
    Should,
    /// No result contains it.
    MustNot,
}

/// One word or phrase of a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "TermAnswer", description = "検索した言葉。")]
pub struct Term {
    /// As typed.
    #[schemars(description = "文。")]
    pub text: String,
    /// Required, optional or excluded.
    #[schemars(description = "含むか、除くか。")]
    pub occur: Occur,
}

/// JSON form of words read as a filter.
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

/// A word searched in addition to those typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ExpansionAnswer", description = "入力された言葉のほかに検索した言葉。")]
pub struct Expansion {
    /// The typed word.
    #[schemars(description = "入力された言葉。")]
    pub from: String,
    /// The searched word.
    #[schemars(description = "検索した言葉。")]
    pub to: String,
    /// Relation between the two words.
    #[serde(rename = "as")]
    #[schemars(description = "一致のしかた。")]
    pub kind: MatchKind,
}

/// A notice for the person who searches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "NoticeAnswer", description = "知っておいていただきたいこと。")]
pub struct Notice {
    /// Stable name for programs.
    #[schemars(description = "プログラムのための、変わらない名前。")]
    pub code: &'static str,
    /// The message for people. JSON has it in Japanese.
    #[schemars(with = "String", description = "人のための説明。")]
    pub message: Message,
}

/// Another query that finds something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SuggestionAnswer", description = "ほかの探し方。")]
pub struct Suggestion {
    /// The query.
    #[schemars(description = "文。")]
    pub text: String,
    /// Reason for the suggestion. JSON has it in Japanese.
    #[schemars(with = "String", description = "その理由。")]
    pub reason: Message,
    /// Number of hits of the suggested query.
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
    /// Path of the entry's page.
    #[schemars(description = "項目のページ。")]
    pub url: String,
    /// Relevance. Comparable within one search only.
    #[schemars(description = "関連の度合い。ひとつの検索の中でだけ比べられます。")]
    pub score: f64,
    /// Matched places in the entry's texts.
    #[schemars(description = "一致した所に <mark> を付けた文。")]
    pub highlights: H,
    /// Terms with the texts that they match, and the kind of match.
    #[schemars(description = "何が、どこに、どう一致したか。")]
    pub matched: Vec<Matched>,
    /// Sentences that explain matches by anything other than the typed spelling.
    #[serde(skip)]
    pub met: Vec<Message>,
}

/// An entry that matches some of the words, or is near to them in meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(
    rename = "PartialAnswer",
    description = "言葉の一部だけを含むか、意味の近い項目。件数には数えません。"
)]
pub struct PartialItem<H = Highlights> {
    /// The entry and its matches.
    #[serde(flatten)]
    pub item: Item<H>,
    /// Words that it does not contain.
    #[schemars(length(min = 1), description = "含まれていない言葉。")]
    pub missing: Vec<String>,
    /// True if it matches none of the words, and is near in meaning only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(extend("default" = false), description = "言葉はひとつも含まず、意味だけが近ければ true。そうでなければ、ありません。")]
    pub near: bool,
}

/// Build time, size and version of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "IndexAnswer", description = "検索した索引。")]
pub struct IndexFacts {
    /// Build time (RFC 3339, UTC).
    #[schemars(extend("format" = "date-time"), description = "索引を作った時刻(RFC 3339、UTC)。")]
    pub built_at: String,
    /// Number of entries.
    #[schemars(description = "索引にある項目の数。")]
    pub entries: usize,
    /// Fingerprint of the program, dictionary, lexicon and documents.
    #[schemars(description = "プログラムと文書の指紋。データの版を示します。")]
    pub fingerprint: String,
}

impl Answer {
    /// True if a hit on this page matches by anything other than the typed spelling or a year.
    pub fn beyond_typed(&self) -> bool {
        let typed = |as_: MatchKind| matches!(as_, MatchKind::Exact | MatchKind::Era);
        self.items.iter().any(|item| item.matched.iter().any(|one| !typed(one.as_)))
    }

    /// Converts the highlights of each hit with `mark`.
    pub fn marked<H>(self, mark: impl Fn(&Entry, &Highlights) -> H) -> Answer<H> {
        let item = |Item { entry, url, score, highlights, matched, met }: Item| Item {
            highlights: mark(&entry, &highlights),
            entry,
            url,
            score,
            matched,
            met,
        };
        let partial =
            |PartialItem { item: one, missing, near }| PartialItem { item: item(one), missing, near };
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
