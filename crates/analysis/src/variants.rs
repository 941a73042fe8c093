//! Old and variant forms of kanji (旧字体・異体字), mapped to the modern forms.
//!
//! A plan can print 隨時 and 俱楽部, which no keyboard offers. Each character maps to one character, so
//! that character offsets stay.
//!
//! - Only forms that always mean the same word are listed: 余 and 餘, but not 后 and 後 or 里 and 裏, which
//!   are different words.
//! - The modern form is that of the jōyō list, or else one that the dictionary has.
//! - No form is mapped to a Chinese form, or to one that only sounds or looks alike (健, 見).
//! - Forms of names are included (髙橋, 﨑, 澤, 邉), because a reader cannot know which one a person uses.
//! - 斎 and 斉 are two kanji of the jōyō list (書斎, 一斉). So 齋 maps to 斎 and 齊 to 斉; `fold::names`
//!   joins 斎藤 and 斉藤.
//! - Forms that NFKC changes are not listed: compatibility ideographs (old forms of 海, 神) and Kangxi
//!   radicals. Some of them become old forms, which are mapped then (⿓ to 龍 to 竜).
//!
//! The displayed text stays as printed.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Groups of a modern form and the old forms mapped to it. They are the forms in parentheses in the jōyō
/// list of 2010, and closely related ones.
const OLD: &str = "\
    亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 衛衞 鋭銳 駅驛 悦悅 閲閱 円圓 塩鹽 縁緣 艶艷 応應 \
    欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 概槪 拡擴 殻殼 覚覺 学學 岳嶽 \
    楽樂 渇渴 缶罐 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 顔顏 気氣 既旣 帰歸 亀龜 偽僞 戯戲 犠犧 旧舊 拠據 \
    挙擧 虚虛 峡峽 挟挾 狭狹 教敎 郷鄕 暁曉 区區 駆驅 勲勳 薫薰 径徑 茎莖 恵惠 掲揭 渓溪 経經 蛍螢 軽輕 \
    継繼 鶏鷄 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍 険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 戸戶 呉吳 娯娛 \
    広廣 効效 恒恆 黄黃 鉱鑛 号號 国國 黒黑 砕碎 歳歲 済濟 斎齋 剤劑 雑雜 参參 桟棧 蚕蠶 惨慘 産產 賛贊 \
    残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫 舎舍 釈釋 寿壽 収收 従從 渋澁 獣獸 縦縱 粛肅 処處 緒緖 叙敍 \
    尚尙 将將 称稱 渉涉 焼燒 証證 奨奬獎 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 触觸 \
    嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 税稅 声聲 斉齊 静靜 窃竊 摂攝 \
    絶絕 説說 専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 痩瘦 装裝 \
    総總 騒騷 増增 蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 脱脫 担擔 単單 \
    胆膽 団團 断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵 填塡 点點 転轉 伝傳 \
    灯燈 当當 党黨 盗盜 稲稻 闘鬪鬭 徳德 独獨 読讀 届屆 内內 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 \
    剥剝 発發 髪髮 抜拔 蛮蠻 秘祕 姫姬 浜濱 瓶甁 払拂 仏佛 併倂 並竝 餅餠 辺邊 変變 弁辨瓣辯 歩步 宝寶 \
    豊豐 褒襃 頬頰 没沒 翻飜 毎每 晩晚 万萬 満滿 麺麵 黙默 弥彌 訳譯 薬藥 与與 予豫 余餘 誉譽 揺搖 様樣 \
    謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涙淚 塁壘 礼禮 励勵 錬鍊 郎郞 戻戾 霊靈 隷隸 齢齡 暦曆 \
    歴歷 恋戀 炉爐 労勞 楼樓 録錄 湾灣 叱𠮟 青靑 清淸 尭堯 彦彥";

/// Groups of a common form and its variants in print, in part from early character sets: 鷗 and 鴎, 靱 and
/// 靭.
const PRINTED: &str = "\
    鴎鷗 倶俱 蝉蟬 繋繫 掴摑 祷禱 醤醬 焔焰 竈竃 溌潑 涜瀆 蝋蠟 箪簞 騨驒 嘘噓 侠俠 躯軀 鹸鹼 麹麴 掻搔 \
    莱萊 頚頸 桧檜 籠篭 遥遙 瑶瑤 槙槇 藪薮 鯵鰺 鶯鴬 噛嚙 撹攪 芦蘆 灌潅 諫諌 賤賎 穎頴 壺壷 嚢囊 屏屛 \
    厩廐廏 抛拋 杯盃 鬱欝 氷冰 況况 決决 涼凉 湧涌 猫貓 略畧 蓋盖 筍笋 箏筝 繍繡 罰罸 群羣 恥耻 聡聰 \
    兎兔 萌萠 蛎蠣 蝿蠅 裏裡 讃讚 跡迹 禄祿 穣穰 祢禰 舗舖鋪 隣鄰 鉤鈎 鑑鑒 靭靱 顛顚 飲飮 雁鴈 粘黏 \
    凛凜 却卻 厠廁 呑吞 呪咒 回囘 垂埀 婿壻 妍姸 姉姊 冤寃 往徃 惧懼 携攜 巌巖 晋晉 棋棊 汚汙 災灾 煙烟 \
    床牀 嘗甞 鼓皷 碍礙 竪豎 蓑簑簔 籤籖 糧粮 線綫 纏纒 脈脉 腸膓 麻痲 韻韵 蘇蘓 綿緜 奇竒 怪恠 鳳凰 \
    両輌輛 闊濶 稟禀 羹羮 珍珎 留畄 駆駈 訛譌 皐皋 暖煖 髯髥 彝彜 諡謚 檮梼 濤涛 儘侭 邇迩 麩麸 飾餝 \
    桝枡 浜濵 鉄鉃 剣劔劒剱釼 体躰軆 弁辧 宝寳 総緫 渋澀 鶏雞 窓窗窻 鉱礦砿 缶鑵 戯戱 勲勛 歳嵗 叙敘 \
    艶豔 煮煑 渓谿 麺麪 亀龟 卒卆 唖啞 屡屢 醗醱 蒋蔣 蕊蘂 砺礪 弯彎 鼠鼡 攅攢 僭僣 并幷 疇畴";

/// Groups of a common form and variants that survive in names.
const NAMES: &str = "\
    淵渕渊 園薗 館舘 峰峯 船舩 秋穐 富冨 島嶋嶌 崎﨑嵜 高髙 吉𠮷 柳栁 桑桒 喜㐂 橋槗 辺邉 国圀 松枩 \
    杉杦 昂昻 昇曻 徳悳 土𡈽 脇𦚰";

/// Groups of a kanji and the radicals of Unicode's supplement that look like it. Text extracted from PDF
/// files often contains them.
const RADICALS: &str = "\
    兀⺎ 尢⺏⺐ 巳⺒ 幺⺓ 彐⺕ 旡⺛ 月⺝ 歹⺞ 民⺠ 示⺬ 竹⺮ 糸⺯ 羊⺷⺸ 肉⺼ 臼⺽ 虎⻁ 西⻄ 角⻆⻇ \
    長⻑ 雨⻗ 青⻘ 食⻝⻞ 骨⻣ 鬼⻤ 麦⻨ 黄⻩ 斉⻫ 歯⻭ 竜⻯ 亀⻲";

/// The modern form of a character. Any other character is returned unchanged.
pub(super) fn modern(c: char) -> char {
    static FORMS: LazyLock<HashMap<char, char>> = LazyLock::new(|| forms().collect());
    // Kana, punctuation and characters before the CJK blocks are never in the table.
    if c < '\u{2E80}' || ('\u{3000}'..='\u{33FF}').contains(&c) {
        return c;
    }
    FORMS.get(&c).copied().unwrap_or(c)
}

/// Pairs of a listed form and its modern form.
fn forms() -> impl Iterator<Item = (char, char)> {
    [OLD, PRINTED, NAMES, RADICALS].into_iter().flat_map(str::split_whitespace).flat_map(|group| {
        let mut forms = group.chars();
        let modern = forms.next();
        forms.filter_map(move |form| Some((form, modern?)))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use unicode_normalization::UnicodeNormalization;

    use super::super::normalise;
    use super::*;

    fn folded(text: &str) -> String {
        text.chars().map(modern).collect()
    }

    #[test]
    fn folds_old_forms() {
        for (old, new) in [
            ("隨時、俱楽部、產學", "随時、倶楽部、産学"),
            ("齊藤、齋藤、髙橋、山﨑、渡邊、渡邉、澤、龍", "斉藤、斎藤、高橋、山崎、渡辺、渡辺、沢、竜"),
            ("𠮷野家、鷗外、國土強靱化、店舖", "吉野家、鴎外、国土強靭化、店舗"),
            (
                "藝術、餘剰、豫算、缺員、絲、辨当、花瓣、辯護、舞臺、體",
                "芸術、余剰、予算、欠員、糸、弁当、花弁、弁護、舞台、体",
            ),
            ("⺠⻑⻘⻄", "民長青西"),
        ] {
            assert_eq!(folded(old), new);
        }
        assert_eq!(normalise("⺟⿓⿊⻳").text(), "母竜黒亀");
    }

    #[test]
    fn leaves_other_words_alone() {
        for text in [
            "皇后 午後",
            "里 裏",
            "健 見",
            "会計",
            "書斎 一斉",
            "大阪 大坂",
            "岡 丘",
            "知恵",
            "产学 长期",
            "々〆ヶ",
        ] {
            assert_eq!(folded(text), text);
        }
    }

    #[test]
    fn every_form_is_listed_once_and_never_folded_to() {
        let mut listed = HashSet::new();
        let modern_forms: HashSet<char> = forms().map(|(_, modern)| modern).collect();
        for (form, modern) in forms() {
            assert!(listed.insert(form), "{form} twice");
            assert!(!modern_forms.contains(&form), "{form} is folded and folded to");
            assert!(form.nfkc().eq([form]), "NFKC changes {form} already");
            assert!(modern.nfkc().eq([modern]), "{modern}");
            assert_ne!(super::modern(form), form, "{form} is never looked up");
        }
        for group in [OLD, PRINTED, NAMES, RADICALS].into_iter().flat_map(str::split_whitespace) {
            assert!(group.chars().count() > 1, "{group} is folded from nothing");
        }
    }
}
