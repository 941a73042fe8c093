//! Drops okurigana (送り仮名), the kana of verb endings, from words of two or more kanji: 取り組み, 取組み
//! and 取り組む to 取組, 受け付け to 受付, 引き立たせる to 引立.
//!
//! Writers may choose how many of these kana to write; official texts write few. Only kana that can end a
//! verb are dropped, inside the word and after it. Others stay, because they are words or parts of words:
//! 女の子, 目の前, 我が国, 日に日に, 位置づけ, 心臓まひ, 大人しい, 見て回る. A word stays if it has one
//! kanji (行う), begins with kana (お洒落) or contains other characters.
//!
//! Two words must not be merged:
//!
//! - If the kanji alone are another word ([`OTHER_WORDS`]: 生き物 is not 生物, 心配り not 心配), the kana
//!   after them stay, and only those between are dropped. 切り開く and 切開く become 切開く, but not 切開.
//!   Without kana after them, nothing is dropped.
//! - 合わせる keeps a せ: 組み合わせ becomes 組合せ, not 組合; 打ち合わせ becomes 打合せ.
//!
//! Known limit: an intransitive verb and its transitive partner are merged (引き立つ, 引き立てる). Their
//! nouns are mostly spelled alike.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::{is_hiragana, is_kanji};

/// Kana at the end of a stem, before the ending: 上が-る, 落と-す, 合わ-せる.
const STEM: &str = "わかがまさざたなばらやじこごともろぼ";
/// Verb endings in い.
const I: &str = "いきぎしじちびみり";
/// Verb endings in え.
const E: &str = "えけげせぜてねべめれ";
/// Verb endings of the plain form, in う.
const U: &str = "うくぐすつぬぶむる";
/// The endings in い and え that can follow a stem. がち, たて and かけ are words of their own.
const I_E_AFTER_STEM: &str = "いえしせびべみめりれ";
/// The endings in う that can follow a stem.
const U_AFTER_STEM: &str = "うすぶむる";
/// Kana after the い or え of an ichidan verb: 受け-る, 受け-れ(ば), 受け-よ(う), 受け-ろ.
const ONE_STEM: &str = "るれよろ";
/// Kana before a negation or a passive. They count only if kana inside the word show that it consists of
/// verbs.
const NEGATED: &str = "かがさたなばら";
/// Kanji of verbs whose stem ends in て. After any other kanji, て joins two verbs (見て回る).
const WITH_TE: &str = "立建捨棄育当果企隔慌宛充";

/// Drops the okurigana of a word. `None` if nothing changes.
pub(super) fn fold(word: &str) -> Option<String> {
    let Parts { mut kanji, after, within } = parts(word)?;
    let tail: Vec<char> = after.chars().collect();
    if !(tail.is_empty() || ends_verb(&tail, within)) {
        return None;
    }
    let other_word = is_other_word(&kanji);
    if kanji.ends_with('合') && causes(&tail) {
        kanji.push('せ');
    } else if other_word {
        if tail.is_empty() {
            return None;
        }
        kanji.push_str(after);
    }
    (kanji != word).then_some(kanji)
}

/// A word split into kanji and kana.
struct Parts<'w> {
    kanji: String,
    /// The kana after the last kanji.
    after: &'w str,
    /// True if there are kana between the kanji.
    within: bool,
}

/// Splits a word. `None` unless it has two or more kanji and its inner kana are verb endings.
fn parts(word: &str) -> Option<Parts<'_>> {
    let mut kanji = String::new();
    let mut kana = Vec::new();
    let mut within = false;
    for c in word.chars() {
        if is_kanji(c) {
            if !kana.is_empty() {
                joins_verbs(kanji.chars().next_back()?, &kana).then_some(())?;
                within = true;
                kana.clear();
            }
            kanji.push(c);
        } else if is_hiragana(c) {
            kana.push(c);
        } else {
            return None;
        }
    }
    let after = &word[word.trim_end_matches(is_hiragana).len()..];
    kanji.chars().nth(1)?;
    Some(Parts { kanji, after, within })
}

/// True if kana between two kanji end a verb: 取り組む, 引っ越す, 見積もり書. `before` is the kanji before
/// them.
fn joins_verbs(before: char, kana: &[char]) -> bool {
    match kana {
        ['っ'] => true,
        ['て'] => WITH_TE.contains(before),
        [end] => I.contains(*end) || E.contains(*end),
        [stem @ .., end] => stem.len() <= 2 && is_stem(stem) && I_E_AFTER_STEM.contains(*end),
        [] => false,
    }
}

/// True if the kana at the end of a word end a verb, or a noun derived from one.
fn ends_verb(tail: &[char], within: bool) -> bool {
    let one_stem = |end: char, more: char| (I.contains(end) || E.contains(end)) && ONE_STEM.contains(more);
    match tail {
        ['っ' | 'ん' | 'わ' | 'ま'] => true,
        [end] => I.contains(*end) || E.contains(*end) || U.contains(*end) || within && NEGATED.contains(*end),
        [end, more] if one_stem(*end, *more) => true,
        // Official spelling allows one kana of the stem. Two (終わらせる) are accepted only if the word
        // certainly consists of verbs.
        [stem, rest @ ..] if is_stem(&[*stem]) => {
            follows_stem(rest)
                || within && matches!(rest, [second, rest @ ..] if is_stem(&[*second]) && follows_stem(rest))
        }
        _ => false,
    }
}

fn is_stem(kana: &[char]) -> bool {
    kana.iter().all(|&c| STEM.contains(c))
}

fn follows_stem(kana: &[char]) -> bool {
    match kana {
        ['っ' | 'ん'] => true,
        [end] => I_E_AFTER_STEM.contains(*end) || U_AFTER_STEM.contains(*end),
        [end, more] => I_E_AFTER_STEM.contains(*end) && ONE_STEM.contains(*more),
        _ => false,
    }
}

/// True if the kana after 合 belong to 合わせる or 合わす, not to 合う.
fn causes(tail: &[char]) -> bool {
    matches!(tail, ['わ', 'さ' | 'し' | 'す' | 'せ', ..] | ['さ' | 'し' | 'す' | 'せ', ..])
}

fn is_other_word(kanji: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| OTHER_WORDS.split_whitespace().collect());
    WORDS.contains(kanji)
}

/// Words of kanji alone that differ from the words with okurigana that would fold to them: IPADIC reads
/// them differently. Pairs that certainly mean the same are left out (代替え and 代替, 迷い子 and 迷子).
const OTHER_WORDS: &str = "\
    一回 一巡 一打 一通 上下 上乗 上手 上書 上段 上物 上目 上端 下向 下目 下端 下腹 \
    不幸 並立 中継 中腹 乗降 付加 付随 伝聞 作事 作出 作成 作物 借家 先入 先取 先行 \
    先駆 入会 入札 入目 共鳴 兼備 凝固 出入 出向 出張 分与 分合 分目 切開 初学 創出 \
    加持 加算 区分 半開 取分 取得 取捨 口伝 口答 同年 吐出 吹鳴 善悪 噴出 回路 在来 \
    地上 執行 堪忍 墓参 墨書 売買 変種 変身 大切 大目 大通 天下 奪取 奮起 好事 家作 寄付 \
    寄書 導出 小作 少女 居住 山積 差違 床上 度外 廃物 引退 当事 当年 当所 往来 待望 \
    後継 後退 微酔 心配 恋慕 悪口 成立 手拭 手書 手足 手配 打倒 打破 投入 投出 投棄 \
    抱合 押下 指示 挟撃 振起 捻出 探求 推移 推進 推量 搾取 撃破 攻落 放出 救出 教諭 \
    新入 日射 日当 日照 早生 早退 曲目 書写 書記 月明 有余 架橋 根絶 格下 欠落 歌手 \
    歩合 気圧 気配 水洗 水浴 水溶 永続 洗濯 洗髪 流入 流出 浮上 浮沈 消去 消失 涼気 \
    渡船 湧出 湿気 満潮 満足 溺死 滑落 滑降 焼死 狙撃 独占 独善 独歩 独立 独身 現世 \
    生別 生年 生木 生物 生育 生血 生身 相乗 相伴 相続 看取 真向 石造 移住 積分 空腹 \
    空間 突出 突破 突進 突飛 立射 立食 競合 競落 笑声 笑話 粗造 細作 置換 苦笑 荒野 \
    落差 落着 落胤 行方 裁縫 見分 見場 見当 見栄 見物 見聞 解放 解明 解離 言伝 言及 \
    訓読 説伏 説明 読書 読破 読解 譲受 譲渡 貫通 貸借 起伏 踏破 身代 転落 迎撃 追撃 \
    追求 追肥 追討 送付 送出 送迎 逆上 通路 通過 連合 連立 進出 遊女 遊歩 過去 道教 \
    遣手 選出 選好 選抜 部分 酒造 重合 長生 開封 開放 開閉 間食 陸上 陸続 離島 霜降 \
    音読 風向 飛散 食料 飲食 骨張 骨折";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{check, keeps_its_promises, words_of};
    use super::{OTHER_WORDS, fold};

    #[test]
    fn one_form_of_each_verb() {
        check(
            fold,
            &[
                ("取り組み", "取組"),
                ("取組み", "取組"),
                ("取組", "取組"),
                ("取り組む", "取組"),
                ("取り組ん", "取組"),
                ("取り組ま", "取組"),
                ("受け付け", "受付"),
                ("受付け", "受付"),
                ("申し込み", "申込"),
                ("申込む", "申込"),
                ("引き立たせる", "引立"),
                ("引き立てる", "引立"),
                ("話し合い", "話合"),
                ("話合い", "話合"),
                ("行き来", "行来"),
                ("引っ越し", "引越"),
                ("見積もり", "見積"),
                ("見積り", "見積"),
                ("売り上げ", "売上"),
                ("立ち上がる", "立上"),
                ("浮かび出る", "浮出"),
                ("思い出", "思出"),
                ("買い物", "買物"),
                ("手続き", "手続"),
                ("街並み", "街並"),
                ("取り扱わ", "取扱"),
                ("引き起こす", "引起"),
                ("立て直し", "立直"),
                ("割り当てる", "割当"),
                ("乗り換え", "乗換"),
                ("組み入れる", "組入"),
            ],
        );
    }

    #[test]
    fn kana_that_are_words_stay() {
        let kept = [
            "女の子",
            "目の前",
            "世の中",
            "茶の間",
            "山の手",
            "我が国",
            "緑が丘",
            "日に日に",
            "見て回る",
            "引く手",
            "位置づけ",
            "心臓まひ",
            "子供たち",
            "素晴らしい",
            "大人しい",
            "一緒くた",
            "数か月",
            "関連づける",
            "以ての外",
            "是非とも",
            "彼女ら",
            "茶色っぽい",
        ];
        check(fold, &kept.map(|word| (word, word)));
    }

    #[test]
    fn other_words_stay() {
        let kept = [
            "行う",
            "大き",
            "お洒落",
            "お知らせ",
            "サボり魔",
            "it化",
            "取",
            "取組",
            "",
            "ー",
            "商店街",
            "時々",
            "々",
        ];
        check(fold, &kept.map(|word| (word, word)));
    }

    #[test]
    fn two_words_do_not_become_one() {
        check(
            fold,
            &[
                ("生き物", "生き物"),
                ("作り物", "作り物"),
                ("心配り", "心配り"),
                ("気配り", "気配り"),
                ("先行き", "先行き"),
                ("見当たら", "見当たら"),
                ("日当たり", "日当たり"),
                ("切り開く", "切開く"),
                ("切開く", "切開く"),
                ("成り立ち", "成立ち"),
                ("出し入れ", "出入れ"),
                ("出入り", "出入り"),
                ("送り迎え", "送迎え"),
                ("組み合わせ", "組合せ"),
                ("組合せる", "組合せ"),
                ("組合わせ", "組合せ"),
                ("組み合い", "組合"),
                ("打ち合わせ", "打合せ"),
                ("問い合わせる", "問合せ"),
                ("抱き合わせ", "抱合せ"),
                ("抱き合う", "抱合う"),
            ],
        );
    }

    #[test]
    fn the_list_is_in_order_and_of_folded_words() {
        let words: Vec<&str> = OTHER_WORDS.split_whitespace().collect();
        assert!(words.is_sorted_by(|a, b| a < b));
        assert!(words.iter().all(|word| fold(word).is_none()));
    }

    proptest! {
        #[test]
        fn promises(word in words_of("取組合生物切開見当立出入人々りいきせわさすしるれったてまがのはぁア")) {
            keeps_its_promises(fold, &word)?;
        }
    }
}
