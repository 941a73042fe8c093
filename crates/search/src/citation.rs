//! Citation of an entry: the data needed to find it again and to detect changes.

use schemars::JsonSchema;
use serde::Serialize;
use time::{Date, OffsetDateTime};

use super::IndexFacts;
use shisaku_model::{Catalogue, Entry, Heading, Locator, japan};

/// Number of fingerprint letters in a sentence. It is enough to tell two versions apart.
const SHOWN_OF_FINGERPRINT: usize = 12;

/// Remark used if no licence is stated.
pub const NO_LICENCE: &str = "利用の条件は示されていません。利用の前に、発行者に確かめてください。";

/// The source that a citation names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(description = "引用する文書の行。")]
pub struct CitedSource {
    /// Path of the document below `seeds/`.
    #[schemars(description = "文書。")]
    pub file: String,
    /// First and last line of the entry's own text, counted from 1.
    #[schemars(description = "初めと終わりの行。1 から数えます。")]
    pub lines: [u32; 2],
    /// Pages, cells or paragraphs of these lines, if the document has them.
    #[serde(skip_serializing_if = "Locator::is_lines")]
    #[schemars(
        with = "String",
        description = "ページ、シートのセル、または段落。行だけの文書にはありません。"
    )]
    pub at: Locator,
    /// All lines about the entry, including its results, in words. Pages, cells or paragraphs if there are
    /// such.
    #[schemars(description = "実績などを含む、すべての行。ページ、セル、段落があれば、それです。")]
    pub all_lines: String,
}

/// The parts of a citation. A text is empty if the plan's manifest does not state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "CitationAnswer", description = "引用のしかた。")]
pub struct Citation {
    /// Title of the plan, or its id if no title is stated.
    #[schemars(description = "計画の名前。")]
    pub plan: String,
    /// Publisher of the plan.
    #[schemars(description = "発行者。")]
    pub publisher: String,
    /// Edition of the plan.
    #[schemars(description = "版。")]
    pub edition: String,
    /// Number of the entry, as people say it.
    #[schemars(description = "番号。なければ空。")]
    pub number: String,
    /// Title of the entry.
    #[schemars(description = "題名。")]
    pub title: String,
    /// Headings above the entry, each with number and title.
    #[schemars(description = "章からの見出し。")]
    pub path: Vec<String>,
    /// Place in the document.
    #[schemars(description = "出典。")]
    pub source: CitedSource,
    /// Absolute URL of the entry's page. Empty if unknown.
    #[schemars(description = "項目のページの、完全なアドレス。分からなければ空です。")]
    pub url: String,
    /// Version of the data.
    #[schemars(description = "プログラムと文書の指紋。データの版を示します。")]
    pub fingerprint: String,
    /// Date in Japan on which the index was built.
    #[schemars(description = "索引を作った日(日本)。")]
    pub built_on: String,
    /// Date in Japan of the citation.
    #[schemars(description = "閲覧した日(日本)。")]
    pub accessed: String,
    /// Licence for reuse, if one is stated.
    #[schemars(description = "利用の条件。示されていなければ null か空。")]
    pub licence: Option<String>,
    /// Remark used if no licence is stated.
    #[schemars(description = "利用の条件が示されていないときの断り。")]
    pub licence_note: Option<&'static str>,
    /// Notice that a repaired text requires.
    #[schemars(description = "読み取りの誤りを直した文を使うときの断り。")]
    pub processed: Option<String>,
    /// One paragraph to paste into a document.
    #[schemars(description = "そのまま貼り付けられる一文。")]
    pub text: String,
}

impl Citation {
    /// Builds the citation of an entry on the day of `now`. `url` is the address of its page, or empty if
    /// unknown.
    pub fn new(
        entry: &Entry,
        catalogue: &Catalogue,
        facts: &IndexFacts,
        url: String,
        now: OffsetDateTime,
    ) -> Self {
        let manifest = catalogue.plan(&entry.plan).map(|plan| plan.manifest.clone()).unwrap_or_default();
        let plan = if manifest.title.is_empty() { entry.plan.clone() } else { manifest.title };
        let built = japan::date(&facts.built_at);
        let accessed = japan::in_japan(now).date();
        let licence = Some(manifest.licence).filter(|licence| !licence.is_empty());
        let by =
            if manifest.publisher.is_empty() { String::new() } else { format!("({})", manifest.publisher) };
        let processed = (!entry.source.repairs.is_empty()).then(|| {
            let scanned = catalogue.is_scan(&entry.source.file);
            let what = if scanned { "読み取りの誤り" } else { "文字の誤り" };
            format!("「{plan}」{by}を加工して作成({what}を直しています)")
        });
        let mut citation = Self {
            plan,
            publisher: manifest.publisher,
            edition: manifest.edition,
            number: entry.number.clone(),
            title: entry.title.clone(),
            path: entry.path.iter().map(Heading::label).collect(),
            source: CitedSource {
                file: entry.source.file.clone(),
                lines: entry.source.lines,
                at: entry.source.at.clone(),
                all_lines: entry.source_lines(),
            },
            url,
            fingerprint: facts.fingerprint.clone(),
            built_on: built.map_or_else(|| facts.built_at.clone(), |date| date.to_string()),
            accessed: accessed.to_string(),
            licence_note: licence.is_none().then_some(NO_LICENCE),
            licence,
            processed,
            text: String::new(),
        };
        citation.text = citation.sentence(built, accessed);
        citation
    }

    fn sentence(&self, built: Option<Date>, accessed: Date) -> String {
        let edition = if self.edition.is_empty() { String::new() } else { format!("({})", self.edition) };
        let path: String = self.path.iter().map(|heading| format!(" {heading}")).collect();
        let number = if self.number.is_empty() { String::new() } else { format!(" {}", self.number) };
        // The part behind the hyphen changes with the documents, the part before it with the program.
        let of_documents = self.fingerprint.rsplit('-').next().unwrap_or_default();
        let version: String = of_documents.chars().take(SHOWN_OF_FINGERPRINT).collect();
        let built = built.map(|date| format!("、{}作成", in_words(date))).unwrap_or_default();
        let licence = match &self.licence {
            Some(licence) => format!("利用の条件: {licence}。"),
            None => "利用の条件は示されていません。".to_owned(),
        };
        let url = if self.url.is_empty() { String::new() } else { format!("、{}", self.url) };
        let processed = self.processed.as_ref().map(|note| format!("{note}。")).unwrap_or_default();
        format!(
            "{}「{}」{edition}{path}{number}「{}」(読み取った文書 {} の {}、データの版 {version}{built}{url}、{}閲覧)。{licence}{processed}",
            self.publisher,
            self.plan,
            self.title,
            self.source.file,
            self.source.all_lines,
            in_words(accessed),
        )
    }
}

fn in_words(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shisaku_model::{DocumentFacts, Kind, PlanFacts, RepairRecord};

    fn cited(change: impl FnOnce(&mut Entry, &mut PlanFacts)) -> Citation {
        let mut entry = Entry::new("a", "5-1-1-1", Kind::Measure);
        (entry.number, entry.title) = ("1-1(1)".to_owned(), "融資制度の充実".to_owned());
        entry.path = [Heading { number: "第5章".to_owned(), title: "産業".to_owned() }].into();
        (entry.source.file, entry.source.lines) = ("a/a.txt".to_owned(), [12, 14]);
        let mut plan = PlanFacts { id: "a".to_owned(), ..PlanFacts::default() };
        (plan.manifest.title, plan.manifest.publisher) = ("計画".to_owned(), "星見区".to_owned());
        change(&mut entry, &mut plan);
        let catalogue = Catalogue { plans: vec![plan], ..Catalogue::default() };
        let facts = IndexFacts {
            built_at: "2026-11-23T18:00:00Z".to_owned(),
            entries: 1,
            fingerprint: "fedc-0123456789abcdef".to_owned(),
        };
        let now = OffsetDateTime::from_unix_timestamp(1_795_532_400).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Citation::new(&entry, &catalogue, &facts, "https://例.jp/entries/a/5-1-1-1".to_owned(), now)
    }

    #[test]
    fn a_sentence_names_all_that_is_needed_to_find_it_again() {
        assert_eq!(
            cited(|_, _| {}).text,
            "星見区「計画」 第5章 産業 1-1(1)「融資制度の充実」(読み取った文書 a/a.txt の 12-14行、データの版 0123456789ab、2026年11月24日作成、https://例.jp/entries/a/5-1-1-1、2026年11月25日閲覧)。利用の条件は示されていません。"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out_and_never_claimed() {
        let citation = cited(|entry, plan| {
            entry.number.clear();
            plan.manifest.publisher.clear();
            plan.manifest.title.clear();
        });
        assert!(citation.text.starts_with("「a」 第5章 産業「融資制度の充実」("), "{}", citation.text);
        assert_eq!((citation.licence, citation.processed), (None, None));
        let licensed = cited(|_, plan| plan.manifest.licence = "CC BY 4.0".to_owned());
        assert!(licensed.text.ends_with("利用の条件: CC BY 4.0。"), "{}", licensed.text);
    }

    #[test]
    fn a_text_that_was_repaired_says_so() {
        let citation = cited(|entry, plan| {
            let file = entry.source.file.clone();
            plan.documents = vec![DocumentFacts { file, entries: 1, scanned: true }];
            entry.source.repairs.push(RepairRecord {
                line: 12,
                at: Locator::Lines,
                printed: "产".to_owned(),
                repaired: "産".to_owned(),
                rule: "simplified".to_owned(),
            });
        });
        let note = "「計画」(星見区)を加工して作成(読み取りの誤りを直しています)";
        assert_eq!(citation.processed.as_deref(), Some(note));
        assert!(citation.text.ends_with(&format!("{note}。")), "{}", citation.text);
    }
}
