//! Generic words: they describe a kind of organisation, not a particular one. A name made only of these
//! (商店街連合会, 区内商店会, 関係団体) names nobody.

use std::{collections::HashSet, sync::LazyLock};

/// The meaning of a suffix used alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SuffixAlone {
    /// One organisation within the plan of a town: 法人会, 商工会議所.
    Body,
    /// No particular organisation, even within the plan of a town.
    Nobody,
}
use SuffixAlone::{Body, Nobody};

/// Suffixes of organisation names. Longer suffixes precede those they end in.
const SUFFIXES: &[(&str, SuffixAlone)] = &[
    ("商店街振興組合連合会", Body),
    ("商店街振興組合", Body),
    ("商店街連合会", Body),
    ("商店会連合会", Body),
    ("商工会連合会", Body),
    ("協同組合連合会", Body),
    ("社会福祉協議会", Body),
    ("公共職業安定所", Body),
    ("商工会議所", Body),
    ("青年会議所", Body),
    ("協同組合", Body),
    ("振興公社", Body),
    ("信用金庫", Body),
    ("信用組合", Body),
    ("商工会", Body),
    ("商店会", Body),
    ("連合会", Nobody),
    ("法人会", Body),
    ("協議会", Nobody),
    ("振興会", Nobody),
    ("工業会", Nobody),
    ("事業団", Nobody),
    ("協会", Nobody),
    ("組合", Nobody),
    ("公社", Nobody),
    ("機構", Nobody),
    ("公庫", Nobody),
    ("連盟", Nobody),
    ("財団", Nobody),
    ("大学", Nobody),
    ("銀行", Nobody),
];

/// One organisation nationwide, in any of its offices.
const NETWORK: &str = "公共職業安定所";

/// Words for organisations that are not suffixes and name nobody.
const NOBODIES: &[&str] = &["団体", "会社", "企業", "法人", "関係団体", "関係機関", "事業者", "商店街"];

/// Prefixes that mean several organisations or refer back: 各商店会, 同協会.
pub(super) const PLURAL_PREFIXES: &[char] =
    &['各', '同', '本', '当', '両', '某', '諸', '他', '数', '全', '複', '何'];

/// Words directly before a name that are not part of it.
const LEADING: &[&str] = &[
    "地元",
    "区内",
    "市内",
    "町内",
    "村内",
    "県内",
    "都内",
    "府内",
    "道内",
    "国内",
    "域内",
    "管内",
    "区外",
    "市外",
    "近隣",
    "周辺",
    "現在",
    "今年度",
    "前年度",
    "翌年度",
    "年度",
    "関係",
    "既存",
    "共催",
    "主催",
    "後援",
    "協賛",
    "加盟",
    "所属",
    "一部",
    "任意",
    "当時",
    "同年",
    "翌年",
    "元",
    "現",
    "旧",
    "新",
    "民間",
    "対象",
    "提携",
    "運営会社",
    "子会社",
    "親会社",
];

const WORDS: &str = "
    産業 工業 商業 農業 林業 漁業 水産 畜産 酪農 園芸 観光 商工 商店 商店街 店舗 中小 小規模 企業 事業 事業者 会社 業者
    経営 経営者 経済 雇用 就労 職業 労働 労働者 勤労 勤労者 労使 労組 従業員 職員 社員 教員 教職員 選手 学生 生徒 児童
    青年 若者 若手 女性 婦人 老人 高齢者 高齢 障害者 障害 障がい者 子ども こども 子育て 母子 父母 保護者 市民 区民 町民
    住民 国民 県民 都民 消費 消費者 生活 住宅 居住 建物 福祉 社会 社会福祉 医療 介護 看護 保健 衛生 医師 歯科 薬剤師 保険
    共済 年金 健康 健康保険 国民健康保険 厚生 互助 教育 教育者 学校 学術 研究 研究者 開発 科学 技術 文化 芸術 美術 音楽 映画
    演劇 文学 体育 運動 競技 競技者 スポーツ サッカー 野球 柔道 テニス レクリエーション 芸能 出版 新聞 交流 国際 友好 親善
    地域 地区 地方 地元 広域 近隣 周辺 都市 農村 農山村 山村 漁村 農家 団地 自治 自治会 町会 町内会 まちづくり
    ものづくり モノづくり 村おこし 町おこし 防災 防犯 防火 消防 交通 安全 安心 環境 緑化 美化 清掃 資源 エネルギー 電力
    ガス 水道 電気 情報 通信 放送 デジタル ネットワーク 金融 信用 保証 信用保証 財政 政策 行政 政治 司法 立法 議会 議員 選挙
    振興 推進 促進 活性化 運営 管理 調整 連絡 連絡調整 連携 対策 支援 育成 整備 実行 準備 設立 検討 協働 協力 協同 共同 合同
    協議 審議 審査 評価 検証 策定 検定 認証 認定 登録 指定 指導 普及 保存 保護 保全 利用 活用 改良 改善 改革 再生 再編 統合
    創業 創造 起業 産学 産学官 産学公 産学連携 官民 公民 民間 民営 公営 国営 公益 公共 公立 国立 私立 市立 県立 都立 府立
    道立 町立 一般 特定 特別 特殊 財団 社団 法人 団体 関係 関連 関与 同業 同業者 同業種 異業種 業種 業界 業務 専門 専門職
    職能 技能 資格 士業 建設 建設業 建築 土木 不動産 宅地 製造 製造業 加工 機械 金属 鉄鋼 鉱業 鉱山 繊維 化学 食品 食料
    飲食 飲食業 飲食店 料理 旅館 ホテル 宿泊 旅行 温泉 運輸 運送 輸送 物流 倉庫 海運 航空 鉄道 自動車 貿易 輸出 輸入 市場
    卸売 小売 販売 購買 生産 生産者 加入 加盟 参加 参画 出資 主催 後援 協賛 共催 受入 受入れ 派遣 提携 協定 連合 同盟 統一
    総合 単科 短期 工科 医科 薬科 商科 音楽 外国語 教養 州立 官立 研修 官僚 形態 毎年 毎月 毎日 王国 宅建 診断 診断士 中小企業診断士 納税 貯蓄 民生委員 児童委員 要保護児童 児童
    避難所 自立 確保 公衆浴場 浴場 シルバー PTA 有限責任 一部事務 街づくり 帰宅困難者 生衛 産振 取引業 宅地建物 宅地建物取引業
    高年齢者 青少年 問題 被災者 障害者自立支援 標準化 公衆 衛生同業 生活衛生 普通 方式 設備 会議 学術 女子 男子 夜間 通信制 名門 有力 有名 主要 中心 中央 上部 下部 上位 下位 下級 上級 外郭 傘下
    所属 所管 管轄 構成 設置 任意 既存 新規 新設 新制 旧制 帝国 大手 大型 大規模 都市 国家 世界 海外 外国 国内 県内 市内
    区内 町内 村内 都内 府内 道内 域内 圏内 管内 内外 区 市 町 村 都 府 県 国 道 郡 州 系 型 用 的 性 内 外 元 現 旧
    新 大 小 中 等 及 会 者 員 業 種 別 店 家 人 手 数 化 名 部 部門 分野 制度 組織 体制 システム グループ サークル クラブ
    委員 委員会 役員 理事 理事会 部会 分科会 本部 支部 事務局 拠点 機関 施設 会員 会員制 土地改良 土地区画整理 区画整理 市街地
    再開発 市街地再開発 マンション 森林 農地 農協 漁協 生協 商店主 店主 町家 空き家 移住 定住 結婚 婚活 人権 平和 男女共同参画
    権限 意思決定 権力 経済 統治 支配 命令 伝達 発生 作用 反応 制御 駆動 発現 作動 脱進 防御 治安 軍事 安全保障 警察 免疫 遺伝
    国際的 伝統 伝統的 近代 現代 古代 中世 世俗 宗教 教会 修道 仏教 寺院 神社 神道 貴族 騎士 職人 商人 農民 投資 貯蓄 開発
    発券 兌換 国立 地銀 都銀 政府系 政府 政府間 非政府 公的 私的 私設 公認 公式 非公式 独自 独立 自主 相互 秘密 分離 反対
    賛成 賛助 支持 擁護 促成 北部 南部 東部 西部 本州 ブラック 軍閥 革命 戦線 攻守 三国 四国 五カ国 多国籍 相互扶助
    権利 労働組合 商店街振興 同種 類似 優良 特例 認可 無認可 許可 届出 加害 被害者 遺族 患者 家族 親 友 同 諸 各 両 本 当
";

static GENERAL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let endings = suffixes().filter(|ending| *ending != NETWORK);
    WORDS.split_whitespace().chain(endings).chain(LEADING.iter().copied()).collect()
});

static SUFFIX_INITIALS: LazyLock<HashSet<char>> =
    LazyLock::new(|| suffixes().filter_map(|ending| ending.chars().next()).collect());

/// Maximum length of a generic word in characters.
const MAX_WORD: usize = 10;

/// True if the name consists of generic words only. True for an empty name.
pub(super) fn is_general(name: &[char]) -> bool {
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    for end in 1..=name.len() {
        reached[end] = (end.saturating_sub(MAX_WORD)..end).any(|start| {
            reached[start] && GENERAL.contains(name[start..end].iter().collect::<String>().as_str())
        });
    }
    reached[name.len()]
}

fn suffixes() -> impl Iterator<Item = &'static str> {
    SUFFIXES.iter().map(|(ending, _)| *ending)
}

/// True if the name is too generic for any list, even a plan's own.
pub(super) fn is_too_generic(name: &str) -> bool {
    NOBODIES.contains(&name) || SUFFIXES.iter().any(|&(ending, alone)| alone == Nobody && ending == name)
}

/// Length in characters of the name's suffix, if any.
pub(super) fn suffix(name: &[char]) -> Option<usize> {
    suffixes().find(|ending| ends_with(name, ending)).map(|ending| ending.chars().count())
}

/// Length in characters of the longest suffix that starts here, if any.
pub(super) fn suffix_at(text: &[char]) -> Option<usize> {
    // Fast path: this runs for every character, and few start a suffix.
    text.first().filter(|first| SUFFIX_INITIALS.contains(first))?;
    let starting = suffixes().filter(|ending| starts_with(text, ending));
    starting.map(|ending| ending.chars().count()).max()
}

/// The name without words that only precede it.
pub(super) fn without_leading(mut name: &[char]) -> &[char] {
    while let Some(word) = LEADING.iter().find(|word| starts_with(name, word)) {
        name = &name[word.chars().count()..];
    }
    name
}

pub(super) fn starts_with(text: &[char], word: &str) -> bool {
    let mut rest = text.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

pub(super) fn ends_with(text: &[char], word: &str) -> bool {
    let mut rest = text.iter().rev();
    word.chars().rev().all(|c| rest.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn words_of_a_sort_name_nobody() {
        for general in
            ["商店街連合会", "商工会議所", "森林組合", "区内商店会", "産学連携協議会", "国立大学", ""]
        {
            assert!(is_general(&letters(general)), "{general}");
        }
        for own in ["目黒法人会", "東京商工会議所", "潮見商工会", "めぐろ観光まちづくり協会"]
        {
            assert!(!is_general(&letters(own)), "{own}");
        }
    }

    #[test]
    fn some_endings_may_mean_one_body_in_a_town_and_others_nobody() {
        for (name, expected) in [
            ("協会", true),
            ("連合会", true),
            ("関係団体", true),
            ("商店街", true),
            ("法人会", false),
            ("商工会議所", false),
            ("目黒協会", false),
            ("", false),
        ] {
            assert_eq!(is_too_generic(name), expected, "{name}");
        }
    }

    #[test]
    fn the_longest_ending_counts() {
        assert_eq!(suffix(&letters("目黒区商店街連合会")), Some(6));
        assert_eq!(suffix_at(&letters("商工会議所が")), Some(5));
        assert_eq!(suffix(&letters("目黒区")), None);
        assert!(GENERAL.iter().all(|word| word.chars().count() <= MAX_WORD));
    }

    #[test]
    fn what_only_stands_before_a_name_is_taken_off() {
        assert_eq!(without_leading(&letters("区内既存目黒会")), letters("目黒会"));
    }
}
