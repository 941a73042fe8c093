//! Repairs Hangul in place of kanji. Multilingual recognisers sometimes write the Korean word for a Japanese
//! one, with a space before it.

use itertools::Itertools as _;

use super::{
    Context, Edit, Rule,
    script::{Script, is_japanese, runs, script},
};

pub(super) const RULE: Rule = Rule {
    name: "hangul",
    sentence: "A Korean word directly between Japanese letters is written with the kanji it shares with Japanese, if it is in the table; a space beside it goes.",
    edits,
};

/// Korean words used in administration, each followed by its kanji.
const WORDS: &str = "자체 自体 시설 施設 시책 施策 사업 事業 지원 支援 실시 実施 실적 実績 계획 計画 기간 期間 \
    단기 短期 중기 中期 장기 長期 목표 目標 추진 推進 활용 活用 활동 活動 정비 整備 정보 情報 \
    제공 提供 제도 制度 조사 調査 조직 組織 검토 検討 산업 産業 기업 企業 경영 経営 고용 雇用 \
    기술 技術 개발 開発 연구 研究 지역 地域 주민 住民 구민 区民 시민 市民 단체 団体 대학 大学 \
    교육 教育 복지 福祉 환경 環境 관광 観光 문화 文化 교류 交流 상담 相談 참가 参加 행사 行事 \
    확대 拡大 확보 確保 강화 強化 충실 充実 촉진 促進 육성 育成 창출 創出 관련 関連";

fn edits(line: &str, _: &Context<'_>) -> Vec<Edit> {
    let between = |(start, run): (usize, &str)| {
        let end = start + run.len();
        let (_, kanji) = WORDS.split_whitespace().tuples().find(|(korean, _)| *korean == run)?;
        let before = line[..start].strip_suffix(' ').unwrap_or(&line[..start]);
        let after = line[end..].strip_prefix(' ').unwrap_or(&line[end..]);
        let is_damage = before.ends_with(is_japanese) && after.starts_with(is_japanese);
        let range = before.len()..line.len() - after.len();
        is_damage.then(|| Edit { range, text: kanji.to_owned() })
    };
    runs(line, is_hangul).into_iter().filter_map(between).collect()
}

/// Returns a Hangul word between Japanese letters, if any. A Korean line or a name in parentheses is not
/// damage.
pub(super) fn left(line: &str) -> Option<&str> {
    let found = runs(line, is_hangul).into_iter().find(|(start, run)| {
        let before = line[..*start].trim_end_matches(' ');
        let after = line[start + run.len()..].trim_start_matches(' ');
        before.ends_with(is_japanese) && after.starts_with(is_japanese)
    });
    found.map(|(_, run)| run)
}

fn is_hangul(c: char) -> bool {
    script(c) == Script::Hangul
}
