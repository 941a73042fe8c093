//! Words of a run to units, the smallest things that are asked for, and units to compounds.
//!
//! | run | compounds | units |
//! |---|---|---|
//! | 商店街の支援 | 商店街, 支援 | 商店街, 支援: function words and symbols part compounds |
//! | 新製品開発 | 新製品開発 | 新, 製品, 開発 |
//! | 目黒区商店街連合会 | the same | 目黒区, 商店街, 連合会: a single kanji belongs with the word before it |
//! | 1-1(1) MM-Navi | the same | a symbol between two ASCII letters or digits does not part |
//! | 子供たちの街 | 子供たち, 街 | with 子どもたち, まち as further spellings |

use super::synonyms::{Standing, Target, Typed};
use super::{MODIFIER, Need, Spellings, Thesaurus, UNNAMED, who};
use shisaku_analysis::{Class, Token, is_hiragana, is_kanji, is_letter};

/// Words that make a request and say nothing of its subject.
const REQUESTS: [&str; 23] = [
    "教える",
    "知る",
    "調べる",
    "見せる",
    "示す",
    "探す",
    "思う",
    "欲しい",
    "ほしい",
    "よい",
    "いい",
    "良い",
    "お願い",
    "願う",
    "聞く",
    "どう",
    "何",
    "いくつ",
    "いくら",
    "詳しい",
    "ください",
    "一覧",
    "なんとか",
];

/// Words that make a request only where nothing but the things searched is named beside them: すべての施策, 一覧を見たい.
/// Elsewhere they may be what is asked about: 全ての新聞の発行元.
const REQUESTS_OF_LISTS: [&str; 4] = ["見る", "すべて", "全て", "全部"];

/// Prefixes of politeness.
pub(super) const HONORIFICS: [&str; 3] = ["お", "ご", "御"];

/// A prefix that asks for as many as there are: 全施策.
const EVERY: &str = "全";

/// What an interrogative begins with: 何年, 何人, いつか.
const INTERROGATIVES: [&str; 9] = ["何", "幾", "なん", "なに", "いつか", "何か", "なにか", "何と", "なんと"];

/// Nouns for what is to be known of a subject: they are none themselves.
const ASPECTS: [&str; 36] = [
    "場所",
    "ところ",
    "所",
    "時間",
    "時期",
    "時刻",
    "期間",
    "期限",
    "日時",
    "日程",
    "方法",
    "やり方",
    "仕方",
    "手順",
    "理由",
    "原因",
    "目的",
    "意味",
    "由来",
    "特徴",
    "種類",
    "人物",
    "名前",
    "名称",
    "別名",
    "人数",
    "回数",
    "金額",
    "値段",
    "違い",
    "条件",
    "内容",
    "詳細",
    "予定",
    "状況",
    "問題点",
];

/// Words for the things that are searched: they narrow nothing down beside other words.
const FRAMES: [&str; 7] = ["施策", "項目", "計画", "実績", "リスト", "もの", "西暦"];

/// Endings for those who do or are something.
const PERSONS: &str = "者人員家層生";

/// Prefixes that turn the word after them into its opposite and are no words of their own.
const NEGATIONS: [&str; 6] = ["非", "無", "不", "未", "反", "脱"];

/// What role a unit has in its run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It names a subject.
    Subject,
    /// It says something of one.
    Modifier,
    /// It names the things that are searched: 施策.
    Frame,
    /// It makes a request: 教えて.
    Request,
}

/// The smallest thing that is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit<'w> {
    pub words: &'w [Token],
    pub role: Role,
}

impl Unit<'_> {
    /// Whether it makes a request beside words for the things searched.
    pub(super) fn asks_for_a_list(&self) -> bool {
        let of = |word: &Token| REQUESTS_OF_LISTS.iter().any(|one| [word.key(), &word.term].contains(one));
        self.role == Role::Request || self.words.iter().all(of)
    }

    /// Which words of the run it is made of.
    pub(super) fn positions(&self) -> std::ops::Range<usize> {
        let first = self.words.first().map_or(0, |word| word.position);
        first..first + self.words.len()
    }
}

/// Units that stand in a row.
pub(super) type Compound<'w> = Vec<Unit<'w>>;

/// Cuts words of a run into compounds.
pub(super) fn compounds<'w>(words: &'w [Token], spellings: &Spellings) -> Vec<Compound<'w>> {
    let pieces =
        words.split(|word| !word.is_content()).flat_map(|piece| piece.chunk_by(|a, b| !is_cut(a, b)));
    pieces.filter(|piece| !piece.is_empty()).map(|piece| units(piece, spellings)).collect()
}

/// Words of a run that are listed with others for them.
#[derive(Debug, Clone)]
pub(super) struct ListedWords {
    /// Which words of the run.
    pub words: std::ops::Range<usize>,
    /// What may be searched in their place; nothing where the index has them by no name.
    pub targets: Vec<Target>,
}

impl ListedWords {
    /// How many of the words an entry must have that has them apart: more of what the index has by no name.
    pub(super) fn need(&self, otherwise: Need) -> Need {
        match (self.targets.is_empty(), otherwise) {
            (true, Need::Share { of_best, .. }) => Need::Share { of_all: UNNAMED, of_best },
            _ => otherwise,
        }
    }
}

/// The longest listed words from left to right, among those that are free. What begins or ends within a word
/// is none: 観光 in 観光客. `standing` says how words stand in the index.
pub(super) fn listed(
    words: &[Token],
    free: &[bool],
    thesaurus: &Thesaurus,
    standing: &dyn Fn(&str) -> Standing,
) -> Vec<ListedWords> {
    let typed = Typed::of(words);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let begins = at == 0 || !touches(&words[at - 1], &words[at]);
        let ends = |end: usize| words.get(end).is_none_or(|next| !touches(&words[end - 1], next));
        // 定年退職者 is who has come to 定年退職.
        let of_persons = |end: usize| {
            words.get(end).is_some_and(|next| PERSONS.contains(next.term.as_str())) && ends(end + 1)
        };
        let items = if begins { thesaurus.synonyms.beginning_at(&typed, at) } else { Vec::new() };
        let usable = items
            .chunk_by(|one, other| one.count == other.count)
            .filter_map(|same| Some((same.first()?.count, same)))
            .filter(|(count, _)| ends(at + count) || of_persons(at + count))
            .filter(|(count, _)| free[at..at + count].iter().all(|&free| free))
            .filter(|(count, _)| words[at..at + count].iter().any(Token::is_content))
            .filter_map(|(count, same)| Some((count, thesaurus.synonyms.targets_of_all(same, standing)?)));
        match usable.into_iter().next() {
            Some((count, targets)) => {
                // ハロワ is cut into ハロ and what looks like a particle: units begin and end with content.
                let function = |word: &&Token| !word.is_content();
                let start = at + words[at..].iter().take_while(function).count();
                let count = if ends(at + count) { count } else { count + 1 };
                let end = at + count - words[at..at + count].iter().rev().take_while(function).count();
                found.push(ListedWords { words: start..end, targets });
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// Names of offices among words: nouns in a row up to 課 or 係. 室 is none, which ends rooms too, nor is what
/// any office may be called: 担当課, 関係課.
pub(super) fn offices(words: &[Token]) -> Vec<std::ops::Range<usize>> {
    let joined = |at: usize| {
        matches!(words[at].class, Class::Noun | Class::Prefix | Class::Suffix | Class::Number)
            && words[at].range.end == words[at + 1].range.start
    };
    let ends = (1..words.len()).filter(|&at| matches!(words[at].term.as_str(), "課" | "係"));
    let names = ends.filter_map(|at| {
        let start = (0..at).rev().take_while(|&at| joined(at)).last()?;
        Some(start..at + 1)
    });
    names.filter(|name| !who::is_any_office(&words[name.clone()])).collect()
}

/// Whether a word is the end of the one that it follows.
fn touches(before: &Token, word: &Token) -> bool {
    before.range.end == word.range.start && before.is_content() && belongs_before(before, word)
}

/// Whether a run is taken as it is: hiragana have no borders that could be trusted.
pub(super) fn is_whole(run: &str, words: &[Token]) -> bool {
    let letters = || run.chars().filter(|&c| is_letter(c));
    letters().all(is_hiragana) && letters().count() <= 8 || !words.iter().any(Token::is_content)
}

/// Whether a symbol parts two words. Words that both come from one written character (㍿) overlap.
fn is_cut(a: &Token, b: &Token) -> bool {
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    b.range.start > a.range.end && !(ascii(a.term.chars().next_back()) && ascii(b.term.chars().next()))
}

fn units<'w>(piece: &'w [Token], spellings: &Spellings) -> Vec<Unit<'w>> {
    let mut units: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < piece.len() {
        let listed = spellings.longest(&piece[at..]);
        let end = at + listed.unwrap_or(1);
        let word = &piece[at];
        // 街 is listed, but in 商店街 it is no word of its own.
        let belongs = end == at + 1 && at > 0 && belongs_before(&piece[at - 1], word);
        match units.last_mut() {
            Some(last) if belongs => last.1 = end,
            // 非営利: the prefix has no unit of its own.
            Some(last) if last.1 - last.0 == 1 && leads(&piece[last.0], word) => last.1 = end,
            _ => units.push((at, end)),
        }
        at = end;
    }
    // 産業経済課 is one name, of which nothing may be missing.
    for office in offices(piece) {
        let inside = |&(start, end): &(usize, usize)| start < office.end && office.start < end;
        let first = units.iter().position(inside);
        units.retain(|unit| !inside(unit));
        units.insert(first.unwrap_or(units.len()), (office.start, office.end));
    }
    units
        .into_iter()
        .map(|(start, end)| Unit { words: &piece[start..end], role: role(&piece[start..end]) })
        .collect()
}

/// Whether a prefix is no unit of its own: 非 in 非営利, 第 in 第5節.
fn leads(prefix: &Token, word: &Token) -> bool {
    prefix.class == Class::Prefix
        && (NEGATIONS.contains(&prefix.term.as_str()) || word.class == Class::Number)
}

/// Whether a word is no unit of its own but the end of the one before it.
fn belongs_before(before: &Token, word: &Token) -> bool {
    let one_kanji = word.term.chars().count() == 1 && word.term.chars().all(is_kanji);
    let short = word.term.chars().count() == 1;
    match word.class {
        // づくり, 向け and such are words of their own.
        Class::Suffix => short && before.class != Class::Modifier,
        Class::Noun => one_kanji && !matches!(before.class, Class::Prefix | Class::Modifier | Class::Number),
        _ => word.term.is_ascii() && before.term.is_ascii(),
    }
}

/// Whether a word only names the things that are searched.
pub(super) fn is_frame(word: &Token) -> bool {
    FRAMES.contains(&word.term.as_str()) || REQUESTS.contains(&word.key())
}

fn role(words: &[Token]) -> Role {
    if words.first().is_some_and(|word| INTERROGATIVES.contains(&word.term.as_str())) {
        return Role::Request;
    }
    let [word] = words else { return Role::Subject };
    let named = |list: &[&str]| list.contains(&word.key()) || list.contains(&word.term.as_str());
    match word.class {
        _ if named(&REQUESTS) => Role::Request,
        Class::Prefix if named(&HONORIFICS) || named(&[EVERY]) => Role::Request,
        _ if named(&FRAMES) => Role::Frame,
        _ if named(&ASPECTS) => Role::Modifier,
        Class::Modifier | Class::Prefix | Class::Suffix => Role::Modifier,
        _ => Role::Subject,
    }
}

/// The importance of a unit beside others of its run.
pub(super) fn importance(role: Role, subjects: bool) -> u32 {
    match role {
        Role::Subject => 100,
        _ if !subjects => 100,
        _ => MODIFIER,
    }
}
