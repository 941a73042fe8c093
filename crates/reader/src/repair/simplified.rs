//! Replaces simplified Chinese forms by Japanese kanji: 产学 becomes 産学, 长期 becomes 長期.

use std::{collections::HashMap, sync::LazyLock};

use itertools::Itertools as _;

use super::{
    Context, Edit, Rule,
    script::{Script, is_kana, runs, script},
};

pub(super) const RULE: Rule = Rule {
    name: "simplified",
    sentence: "A simplified Chinese form is written in its Japanese form when the word it then makes with the kanji beside it stands elsewhere in the plan, or is the name of a plan's period; text in brackets without any kana is left alone.",
    edits,
};

/// Words accepted without evidence from the plan's text.
const PLAN_WORDS: [&str; 6] = ["短期", "中期", "長期", "前期", "後期", "産業"];

/// Simplified forms that Japanese does not use, each followed by the Japanese form.
const PAIRS: &str = "产産长長门門问問间間开開关関东東车車书書见見视視观観规規觉覚亲親览覧计計订訂认認记記讲講许許论論设設访訪证証评評识識诉訴词詞试試诗詩话話该該详詳语語误誤说説请請\
    诸諸课課谁誰调調谈談谢謝谱譜贝貝负負财財责責贤賢败敗货貨质質贩販贪貪贫貧购購贯貫贵貴贷貸费費贺賀贸貿资資赋賦赛賽赞賛赠贈赵趙轨軌转転轮輪软軟轻軽载載较較辅輔辆輛\
    辈輩输輸边辺达達迁遷过過运運还還这這进進远遠违違连連迟遅适適选選递遞逻邏遗遺邮郵邻隣郑鄭鉴鑑针針钟鐘钢鋼钱銭铁鉄铜銅银銀铺舗链鎖销銷锁鎖错錯锦錦键鍵镇鎮镜鏡闭閉\
    闻聞阅閲队隊阳陽阴陰阵陣阶階际際陆陸陈陳险険隐隠难難雾霧页頁项項顺順须須顾顧预予领領频頻题題颜顔额額风風飞飛饭飯饮飲饰飾馆館马馬驱駆驶駛驻駐验験骑騎鱼魚鲜鮮鸟鳥\
    鸡鶏齐斉齿歯龙竜龟亀业業丛叢严厳丧喪丰豊临臨为為丽麗举挙义義乐楽习習乡郷买買亏虧亚亜亿億仅僅仑侖仓倉仪儀们們众衆优優伞傘伟偉传伝伤傷伦倫伪偽侧側侨僑俭倹债債倾傾\
    偿償储儲兑兌兰蘭兴興养養兽獣冈岡军軍农農冯馮冻凍净浄减減凑湊凤鳳凯凱击撃刘劉则則刚剛创創删刪别別剂剤剑剣剧劇劝勧办弁务務动動劳労势勢勋勲华華协協单単卖売卢盧卫衛\
    厅庁历歴压圧厌厭县県发発变変叹嘆吓嚇吕呂吨噸启啓吴呉员員响響园園围囲图図圆円圣聖场場块塊坚堅坛壇坟墳坠墜垄隴垒塁备備复復头頭夹夾夺奪奋奮奖奨妆妝妇婦妈媽娱娯孙孫\
    宁寧实実宠寵审審宪憲宫宮宽寛宾賓对対寻尋导導尔爾尘塵尝嘗层層岁歳岛島岭嶺师師帅帥带帯帮幇庆慶库庫应応庙廟废廃异異张張弹弾强強归帰录録彻徹忆憶忧憂怀懐态態总総恶悪\
    恼悩悬懸惊驚惩懲惯慣愤憤戏戯战戦户戸扑撲执執扩拡扫掃扬揚扰擾抚撫抢搶护護报報拟擬拥擁择択挥揮损損换換挤擠捞撈掷擲摄摂摆擺摇揺摊攤敌敵时時昙曇显顕晓暁暂暫术術杀殺\
    杂雑权権杨楊极極构構枪槍柜櫃标標栈桟栋棟栏欄树樹样様桥橋检検樱桜欢歓歼殲毁毀毕畢汇匯汉漢汤湯沟溝沪滬泽沢洁潔测測济済浊濁浓濃润潤涨漲渐漸渔漁满満滤濾滥濫滨浜灭滅\
    灵霊灾災炼錬烂爛热熱烦煩烧焼爱愛爷爺牵牽狮獅狱獄猎猟环環现現玛瑪琐瑣电電畅暢疗療疯瘋监監盐塩盘盤矿鉱码碼础礎确確祸禍离離种種积積稳穏穷窮窍竅竞競笔筆笼籠签簽简簡\
    纠糾红紅约約级級纪紀纯純纲綱纳納纵縦纷紛纸紙纹紋纺紡线線练練组組细細织織终終绍紹经経结結绕繞绘絵给給络絡绝絶统統继継绩績绪緒续続维維绿緑缓緩编編缘縁缩縮罗羅罚罰\
    职職联聯聪聡肃粛肠腸肤膚肾腎胜勝脏臓脑脳腾騰舆輿舰艦艰艱艺芸节節苏蘇荡蕩荣栄药薬莲蓮获獲萨薩营営蓝藍虑慮虽雖虾蝦蚁蟻补補";

/// A map, because every character of every line is looked up several times.
static FORMS: LazyLock<HashMap<char, char>> = LazyLock::new(|| PAIRS.chars().tuples().collect());

/// True for a character that exists only in simplified Chinese.
fn is_simplified(c: char) -> bool {
    !c.is_ascii() && FORMS.contains_key(&c)
}

fn edits(line: &str, context: &Context<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (start, run) in runs(line, is_simplified) {
        if in_brackets_without_kana(line, start) {
            continue;
        }
        let end = start + run.len();
        let japanese: String = run.chars().filter_map(|c| FORMS.get(&c)).collect();
        let kanji = |c: &char| script(*c) == Script::Kanji;
        let before = line[..start].chars().next_back().filter(kanji);
        let after = line[end..].chars().next().filter(kanji);
        let attested = |word: &str| PLAN_WORDS.contains(&word) || context.attests(word);
        if let Some(after) = after
            && attested(&format!("{japanese}{after}"))
        {
            edits.push(Edit { range: start..end + after.len_utf8(), text: format!("{japanese}{after}") });
        } else if let Some(before) = before
            && attested(&format!("{before}{japanese}"))
        {
            edits.push(Edit { range: start - before.len_utf8()..end, text: format!("{before}{japanese}") });
        } else if run.chars().count() > 1 && attested(&japanese) {
            edits.push(Edit { range: start..end, text: japanese });
        }
    }
    // Two damaged characters may share the kanji between them. The second edit waits for the next round.
    edits.dedup_by(|second, first| second.range.start < first.range.end);
    edits
}

/// Returns a simplified form left in a line with kana, if any.
pub(super) fn left(line: &str) -> Option<&str> {
    let found =
        runs(line, is_simplified).into_iter().find(|&(start, _)| !in_brackets_without_kana(line, start));
    found.filter(|_| line.chars().any(is_kana)).map(|(_, run)| run)
}

/// Number of characters searched for a bracket on each side. Brackets this close enclose a name, not a
/// paragraph.
const NEAR: usize = 64;

/// True if `at` lies in brackets without kana: Japanese text gives Chinese names like this.
fn in_brackets_without_kana(line: &str, at: usize) -> bool {
    const OPEN: [char; 6] = ['(', '（', '「', '『', '[', '［'];
    const CLOSE: [char; 6] = [')', '）', '」', '』', ']', '］'];
    let ends = |c: &char| OPEN.contains(c) || CLOSE.contains(c);
    let before: Vec<char> = line[..at].chars().rev().take(NEAR).collect();
    let after: Vec<char> = line[at..].chars().take(NEAR).collect();
    let (Some(open), Some(close)) = (before.iter().position(ends), after.iter().position(ends)) else {
        return false;
    };
    let inside = before[..open].iter().chain(&after[..close]);
    OPEN.contains(&before[open]) && CLOSE.contains(&after[close]) && !inside.copied().any(is_kana)
}

#[cfg(test)]
mod tests {
    use encoding_rs::SHIFT_JIS;

    use super::*;

    #[test]
    fn the_table_turns_chinese_forms_into_japanese_ones() {
        let in_japan = |c: char| !SHIFT_JIS.encode(c.encode_utf8(&mut [0; 4])).2;
        let pairs: Vec<char> = PAIRS.chars().collect();
        let wrong: Vec<String> = pairs
            .chunks(2)
            .filter(|pair| match pair {
                [chinese, japanese] => in_japan(*chinese) || !in_japan(*japanese),
                _ => true,
            })
            .map(|pair| pair.iter().collect())
            .collect();
        assert_eq!(wrong, Vec::<String>::new());
    }
}
