//! The context that tells a year from a quantity, a duration, an address or a code.

use crate::letters::Letters;

/// Counters and units: a number before one of them is a quantity, not a year.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "円", "銭", "人", "名", "者", "件", "社", "店", "台", "個", "つ", "回", "戸", "軒", "棟",
    "室", "席", "号", "番", "点", "枚", "本", "冊", "部", "通", "票", "便", "倍", "割", "分",
    "秒", "時", "日", "月", "週", "泊", "十", "百", "千", "万", "億", "兆", "世帯", "世代", "団体",
    "組", "校", "園", "種", "項", "条", "頁", "丁", "平方", "畳", "坪", "歩", "食", "杯", "匹",
    "頭", "羽", "株", "口", "両", "隻", "基", "位", "級", "階", "周", "度", "品", "区", "市",
    "町", "村", "事業", "企業", "商店", "施設", "会員", "作品", "箱", "袋", "歳", "才", "代", "トン", "キロ",
    "メートル", "センチ", "ミリ", "ヘクタール", "アール", "リットル", "グラム", "ポイント",
    "パーセント", "ドル", "ユーロ", "ページ", "セット", "ケース", "ワット",
    "%", "‰", "℃", "°", "㎡", "㎢", "㎥", "㎞", "㎝", "㎜", "㎏",
];

/// Counters written after か: 3か所, 10カ国.
const COUNTED_WITH_KA: &str = "所月国年条町村店校社";

/// Suffixes that turn an era and a number into an address or a code: 昭和2丁目, 平成1号. Other counters are
/// allowed after an era: H23人口 is the population of that year.
pub(crate) const NUMBERED: &[&str] =
    &["丁", "番", "号", "条", "世", "型", "系", "棟", "館", "周", "%", "‰", "℃"];

/// Words after 年 that turn a number of years into a duration: 3年間, 10年以内.
pub(crate) const LASTING: &[&str] =
    &["間", "以内", "以上", "未満", "目", "後", "前", "余", "半", "ほど", "程", "ご", "お"];

/// Characters before a four-digit number that show it is not a year.
pub(crate) const NOT_BEFORE: &str = "第約#$¥￥€£\\〒№";

/// Hyphens and dashes found in print and in typed text.
pub(crate) const DASHES: &str = "-‐‑‒–—―−ー─";

/// True if the number before `at` counts something, or continues at `at`.
pub(crate) fn is_counted(letters: &Letters, at: usize) -> bool {
    let with_ka = letters.get(at).is_some_and(|c| "かカヵヶケ箇".contains(c))
        && letters.get(at + 1).is_some_and(|c| COUNTED_WITH_KA.contains(c));
    goes_on(letters, at) || with_ka || letters.after_any(at, COUNTED).is_some()
}

/// True if a number, a word or a code continues at `at`: 2011,000, H2O, S20A.
pub(crate) fn goes_on(letters: &Letters, at: usize) -> bool {
    match letters.get(at) {
        Some(',') => letters.run(at + 1, 3, |c| c.is_ascii_digit()).is_some_and(|(run, _)| run.len() == 3),
        Some(c) => c.is_ascii_alphanumeric(),
        None => false,
    }
}

/// True if a dash and more digits follow, as in an address.
pub(crate) fn is_followed_by_number(letters: &Letters, at: usize) -> bool {
    letters.get(at).is_some_and(|c| DASHES.contains(c))
        && letters.get(at + 1).is_some_and(|c| c.is_ascii_digit())
}
