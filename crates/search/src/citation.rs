//! How to cite an entry: what a reader of another document needs to find it again, and whether it has changed.

use time::{Date, OffsetDateTime};

use super::IndexFacts;
use shisaku_model::{Catalogue, Entry, Heading, japan};

/// Letters of the fingerprint in a sentence: enough to tell two versions apart.
const SHOWN_OF_FINGERPRINT: usize = 12;

/// The parts of a citation; a text is empty where the plan's keeper does not know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The plan's name.
    pub plan: String,
    /// Who publishes it.
    pub publisher: String,
    /// Which edition.
    pub edition: String,
    /// As a person says it.
    pub number: String,
    /// Of the entry.
    pub title: String,
    /// The headings above it, number and title each.
    pub path: Vec<String>,
    /// The document, below `seeds/`.
    pub file: String,
    /// First and last line of the entry's own text.
    pub lines: [u32; 2],
    /// Every line that says something of it, its results among them, in words.
    pub cited: String,
    /// Where the entry's page is, absolute; empty where nobody knows.
    pub url: String,
    /// Which version of the data.
    pub fingerprint: String,
    /// The day in Japan on which the index was built.
    pub built_on: String,
    /// The day in Japan on which it is cited.
    pub accessed: String,
    /// Under which licence it may be reused; none is stated otherwise.
    pub licence: Option<String>,
    /// What must be said of a text that was repaired.
    pub processed: Option<String>,
    /// One paragraph to paste into a document.
    pub text: String,
}

impl Citation {
    /// The citation of an entry whose page is at `url` (empty where nobody knows), on the day of `now`.
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
        let processed = (!entry.source.repairs.is_empty())
            .then(|| format!("「{plan}」{by}を加工して作成(読み取りの誤りを直しています)"));
        let mut citation = Self {
            plan,
            publisher: manifest.publisher,
            edition: manifest.edition,
            number: entry.number.clone(),
            title: entry.title.clone(),
            path: entry.path.iter().map(Heading::label).collect(),
            file: entry.source.file.clone(),
            lines: entry.source.lines,
            cited: entry.source_lines(),
            url,
            fingerprint: facts.fingerprint.clone(),
            built_on: built.map_or_else(|| facts.built_at.clone(), |date| date.to_string()),
            accessed: accessed.to_string(),
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
        let version: String = self.fingerprint.chars().take(SHOWN_OF_FINGERPRINT).collect();
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
            self.file,
            self.cited,
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
    use shisaku_model::{Kind, PlanFacts, RepairRecord};

    fn cited(change: impl FnOnce(&mut Entry, &mut PlanFacts)) -> Citation {
        let mut entry = Entry::new("a", "5-1-1-1", Kind::Measure);
        (entry.number, entry.title) = ("1-1(1)".to_owned(), "融資制度の充実".to_owned());
        entry.path = vec![Heading { number: "第5章".to_owned(), title: "産業".to_owned() }];
        (entry.source.file, entry.source.lines) = ("a/a.txt".to_owned(), [12, 14]);
        let mut plan = PlanFacts { id: "a".to_owned(), manifest: Default::default(), sections: Vec::new() };
        (plan.manifest.title, plan.manifest.publisher) = ("計画".to_owned(), "星見区".to_owned());
        change(&mut entry, &mut plan);
        let catalogue = Catalogue { plans: vec![plan], ..Catalogue::default() };
        let facts = IndexFacts {
            built_at: "2026-11-23T18:00:00Z".to_owned(),
            entries: 1,
            fingerprint: "0123456789abcdef".to_owned(),
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
        let citation = cited(|entry, _| {
            entry.source.repairs.push(RepairRecord {
                line: 12,
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
