//! Similarity of two entries: the subjects that both name, and their share of each entry.
//!
//! A word's weight depends on its rarity ([`shisaku_query::weight`]): a word in half of the plan's entries
//! has little. General activities of any administration (実施, 支援, 充実) name no subject and have no
//! weight.

use std::collections::{HashMap, HashSet};

use super::Search;
use shisaku_analysis::{Analysed, Class, Token};
use shisaku_model::{Entry, Field};
use shisaku_query::weight;

/// Nouns for activities, in folded form. They are no subjects by themselves.
const DEEDS: &str = "\
    実施 支援 充実 推進 促進 活用 取組 事業 強化 整備 対応 検討 向上 拡充 拡大 確保 開催 \
    提供 構築 展開 対象 必要 関係 各種 多様 様様 一部 一層 実績 創出 形成 設置 策定 把握 \
    効果 効果的 積極 積極的 状況 目的 内容 方策 通じ 作成 活動 環境 制度 機会 配慮 適用 手続 \
    新た 新規 理解 参加 紹介 交換 取得 提案 横断的 独自 変化 方針 共催 運営";

/// Legal forms that precede an organisation's name: (公社)目黒法人会.
const LEGAL_FORMS: [&str; 6] = ["公社", "公財", "一社", "一財", "株式会社", "有限会社"];

/// Weight factor for a subject in the title.
const TITLE: f64 = 2.0;

/// A subject that an entry names at least once.
#[derive(Debug)]
pub(super) struct Subject {
    /// Words in folded form.
    pub key: Vec<String>,
    /// Upper bound on the number of entries that contain it.
    pub having: usize,
    /// Weight by rarity alone.
    pub weight: f64,
    pub in_title: bool,
}

impl Subject {
    /// Weight in the entry. A subject in the title has [`TITLE`] times its weight.
    pub(crate) fn worth(&self) -> f64 {
        if self.in_title { self.weight * TITLE } else { self.weight }
    }
}

/// An occurrence of a subject in an entry.
#[derive(Debug)]
struct Place {
    subject: usize,
    passage: usize,
    /// Index of the first word, and of the word after the last.
    words: (usize, usize),
    text: String,
    /// Text between this occurrence and the previous one, if that is empty or a middle dot.
    joint: Option<String>,
    /// Prefix before the subject that is not part of it: 異 in 異業種.
    prefix: Option<String>,
}

/// Subjects of an entry's own title, body and results.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    pub all: Vec<Subject>,
    at: HashMap<Vec<String>, usize>,
    places: Vec<Place>,
}

impl Search {
    /// Returns the subjects of an entry. Headings, notes and categories do not count.
    pub(super) fn subjects(&self, entry: &Entry) -> Subjects {
        let texts = self.texts(entry);
        let mut subjects = Subjects::default();
        for (at, (passage, text)) in entry.passages().iter().zip(texts.iter()).enumerate() {
            if matches!(passage.field, Field::Title | Field::TitleVariant | Field::Body | Field::Result) {
                self.add(&mut subjects, at, passage.field == Field::Title, passage.text, text);
            }
        }
        subjects
    }

    fn add(
        &self,
        subjects: &mut Subjects,
        passage: usize,
        in_title: bool,
        written: &str,
        analysed: &Analysed,
    ) {
        let mut end = 0;
        for words in self.reader().subjects(&analysed.words).into_iter().flatten() {
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            let range = first.range.start..last.range.end.max(first.range.start);
            let text = written[range.clone()].to_owned();
            let joint = written.get(end..range.start).filter(|joint| matches!(*joint, "" | "・"));
            let before = first.position.checked_sub(1).and_then(|at| analysed.words.get(at));
            let prefix = before.filter(|word| word.class == Class::Prefix && word.range.end == range.start);
            let (joint, prefix) = (joint.map(str::to_owned), prefix.map(|word| word.term.to_string()));
            let key: Vec<String> = words.iter().map(|word| word.key().to_owned()).collect();
            // A single kanji is rarely a word of its own: 区, 国, 等.
            if text.chars().nth(1).is_none() || matches!(key.as_slice(), [one] if is_empty_word(one)) {
                continue;
            }
            let subject = *subjects.at.entry(key.clone()).or_insert_with(|| {
                let having = self.having(words);
                let weight = weight(having, self.facts.entries, 100) as f64;
                subjects.all.push(Subject { key, having, weight, in_title });
                subjects.all.len() - 1
            });
            subjects.all[subject].in_title |= in_title;
            let words = (first.position, last.position + 1);
            subjects.places.push(Place { subject, passage, words, text, joint, prefix });
            end = range.end;
        }
    }

    /// Estimates how many entries contain the words in a row. The rarest word gives an upper bound.
    fn having(&self, words: &[Token]) -> usize {
        let having = words.iter().map(|word| self.vocabulary.entries_with(&word.term)).min();
        having.unwrap_or_default().max(1)
    }
}

impl Subjects {
    fn has(&self, subject: &Subject) -> Option<&Subject> {
        self.at.get(&subject.key).map(|&at| &self.all[at])
    }

    /// Returns the subjects that both entries name.
    pub(crate) fn shared<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = (&'s Subject, &'s Subject)> {
        self.all.iter().filter_map(|one| Some((one, other.has(one)?)))
    }

    /// Returns the likeness, from 0 (nothing in common) to 1 (equal subjects). It is the cosine of the
    /// weights.
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        let length = |of: &Self| of.all.iter().map(|one| one.worth().powi(2)).sum::<f64>().sqrt();
        let both: f64 = self.shared(other).map(|(one, other)| one.worth() * other.worth()).sum();
        both / (length(self) * length(other)).max(f64::MIN_POSITIVE)
    }

    /// Share of the subjects in either title that occur in both titles, from 0 to 1.
    pub(crate) fn title_likeness(&self, other: &Self) -> f64 {
        self.in_common(other, |one| one.in_title)
    }

    /// Share of the subjects in either text that occur in both texts, from 0 to 1.
    pub(crate) fn text_likeness(&self, other: &Self) -> f64 {
        self.in_common(other, |_| true)
    }

    fn in_common(&self, other: &Self, counts: impl Fn(&Subject) -> bool) -> f64 {
        let count = |of: &Self| of.all.iter().filter(|one| counts(one)).count();
        let shared = self.shared(other).filter(|(one, other)| counts(one) && counts(other)).count();
        let either = count(self) + count(other) - shared;
        if either == 0 { 0.0 } else { shared as f64 / either as f64 }
    }

    /// Returns the common subjects as written here, highest weight first. Subjects that are adjacent in both
    /// entries are one name.
    pub(crate) fn named(&self, other: &Self) -> Vec<String> {
        let rows: HashSet<_> = other.rows().map(|(a, b)| (&other.all[a].key, &other.all[b].key)).collect();
        let shared = |place: &Place| other.has(&self.all[place.subject]).is_some();
        let key = |place: &Place| &self.all[place.subject].key;
        let joined =
            |a: &Place, b: &Place| shared(a) && shared(b) && touch(a, b) && rows.contains(&(key(a), key(b)));
        let mut named: Vec<(f64, HashSet<usize>, String)> = Vec::new();
        for row in self.places.chunk_by(joined).filter(|row| shared(&row[0])) {
            let subjects: HashSet<usize> = row.iter().map(|place| place.subject).collect();
            let worth = subjects.iter().map(|&at| self.all[at].worth()).sum();
            named.push((worth, subjects, self.written(row, other)));
        }
        named.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut told: Vec<(HashSet<usize>, String)> = Vec::new();
        for (_, subjects, text) in named {
            if !told.iter().any(|(known, _)| subjects.is_subset(known)) {
                told.push((subjects, text));
            }
        }
        told.into_iter().map(|(_, text)| text).collect()
    }

    /// Returns the text of adjacent occurrences. The prefix is included if the other entry has it too.
    fn written(&self, row: &[Place], other: &Self) -> String {
        let key = |of: &Self, place: &Place| of.all[place.subject].key.clone();
        let prefixed = |one: &Place| {
            other.places.iter().any(|place| place.prefix == one.prefix && key(other, place) == key(self, one))
        };
        let prefix = row.first().filter(|first| prefixed(first)).and_then(|first| first.prefix.as_deref());
        let joints = row.iter().skip(1).map(|place| place.joint.as_deref().unwrap_or_default());
        let texts = row.iter().map(|place| place.text.as_str());
        let joined = texts.zip([prefix.unwrap_or_default()].into_iter().chain(joints));
        joined.flat_map(|(text, before)| [before, text]).collect()
    }

    /// Returns pairs of subjects that are directly adjacent.
    fn rows(&self) -> impl Iterator<Item = (usize, usize)> {
        let touching = self.places.windows(2).filter(|pair| touch(&pair[0], &pair[1]));
        touching.map(|pair| (pair[0].subject, pair[1].subject))
    }
}

/// True if the word names no subject by itself.
fn is_empty_word(word: &str) -> bool {
    DEEDS.split(' ').any(|deed| deed == word) || LEGAL_FORMS.contains(&word)
}

fn touch(a: &Place, b: &Place) -> bool {
    a.passage == b.passage && a.words.1 == b.words.0 && b.joint.is_some()
}
