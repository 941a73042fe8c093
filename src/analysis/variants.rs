//! Old and variant forms of kanji (旧字体・異体字), folded to the forms in use today: a plan may print 隨時 and
//! 俱楽部, and no keyboard offers them. One character becomes one character, so offsets stay.
//!
//! Only forms that stand for the same word everywhere are listed. Names keep their own: 﨑 and 崎 are told
//! apart by the people who bear them.

use super::Step;

/// See [`Step`].
pub(super) const STEP: Step = Step { name: "variants", version: 1 };

/// Each old form followed by the form in use.
const PAIRS: &str = "隨随俱倶學学國国會会區区經経濟済業業體体實実應応對対團団圖図廣広變変戰戦觀観關関鐵鉄驛駅\
    縣県發発續続總総辯弁聲声藝芸賣売讀読醫医單単營営榮栄勞労勵励獎奨畫画當当樂楽藥薬數数點点燈灯爐炉\
    壓圧圍囲爲為隱隠衞衛圓円鹽塩奧奥價価假仮壞壊懷懐繪絵擴拡覺覚歡歓勸勧氣気歸帰僞偽戲戯舊旧據拠擧挙峽峡狹狭\
    曉暁惠恵溪渓鷄鶏繼継莖茎輕軽缺欠儉倹劍剣險険圈圏檢検權権獻献獸獣嚴厳效効號号碁碁劑剤雜雑參参產産慘惨蠶蚕\
    贊賛殘残絲糸齒歯兒児辭辞濕湿舍舎寫写釋釈壽寿收収從従澁渋處処緖緒敍叙將将稱称燒焼證証乘乗剩剰壤壌孃嬢條条\
    淨浄狀状疊畳繩縄讓譲釀醸觸触寢寝愼慎盡尽圖図粹粋醉酔穗穂瀨瀬聲声靜静齊斉攝摂竊窃專専淺浅錢銭潛潜纖繊禪禅\
    雙双壯壮搜捜插挿爭争窗窓莊荘裝装騷騒增増臟臓藏蔵屬属墮堕帶帯滯滞臺台瀧滝擇択澤沢擔担膽胆彈弾斷断癡痴遲遅\
    晝昼蟲虫鑄鋳廳庁聽聴鎭鎮遞逓轉転傳伝黨党盜盗德徳獨独屆届繩縄貳弐惱悩腦脳廢廃拜拝麥麦拔抜濱浜甁瓶佛仏拂払\
    邊辺寶宝豐豊沒没萬万默黙譯訳豫予餘余與与譽誉搖揺樣様謠謡來来賴頼亂乱覽覧龍竜兩両獵猟綠緑壘塁禮礼隸隷靈霊\
    齡齢戀恋爐炉樓楼灣湾";

/// The form in use; any other character as it is.
pub(super) fn modern(c: char) -> char {
    if c.is_ascii() || !('\u{3400}'..='\u{9FFF}').contains(&c) {
        return c;
    }
    static TABLE: std::sync::LazyLock<std::collections::HashMap<char, char>> =
        std::sync::LazyLock::new(|| {
            let characters: Vec<char> = PAIRS.chars().collect();
            characters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
        });
    TABLE.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_old_forms_and_folding_twice_is_folding_once() {
        let folded = |text: &str| text.chars().map(modern).collect::<String>();
        assert_eq!(folded("隨時、俱楽部、產學"), "随時、倶楽部、産学");
        assert_eq!(PAIRS.chars().count() % 2, 0, "a form without its partner");
        for form in PAIRS.chars() {
            assert_eq!(modern(modern(form)), modern(form), "{form}");
        }
    }
}
