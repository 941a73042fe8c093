//! Tells the lines of a cell that state something of their own from the lines of a wrapped sentence.

use super::{
    clauses::{self, Link},
    statements::{self, Said},
    words::{self, before_end, has, list},
    years::{Time, is_kanji},
};

/// Signs that begin an item of a list at the beginning of a line. `・` separates words elsewhere.
const BULLETS: &str = "・•●○◯〇■□◆◇▪➢-*※①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼";

/// The text of an item of a list, without its bullet or number: ・, ①, (1), 1., ア. A number must have a sign
/// behind it, because 1校 and 1.5% are counts.
pub(super) fn item(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches(|c: char| BULLETS.contains(c));
    let opened = bare.strip_prefix(['(', '（']).unwrap_or(bare);
    let is_numeral = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let number = opened.trim_start_matches(is_numeral);
    let letter = opened.strip_prefix(['ア', 'イ', 'ウ', 'エ', 'オ']).filter(|_| number.len() == opened.len());
    let after = letter.unwrap_or(number);
    let closed = if opened.len() < bare.len() {
        after.strip_prefix([')', '）'])
    } else {
        after.strip_prefix(['.', '．', ')', '）'])
    };
    let text =
        closed.filter(|text| after.len() < opened.len() && !text.starts_with(is_numeral)).unwrap_or(bare);
    let text = text.trim_start();
    (text.len() < line.len() && !text.is_empty()).then_some(text)
}

/// True if a line ends a statement, and the next line begins another one. Both have folded widths, and `next`
/// has its spaces, because they set off what it speaks about: 発表会 中止.
pub(super) fn is_apart(line: &str, next: &str) -> bool {
    ends_statement(line) && !goes_on(next) && !is_answer(next) && !names(line, next)
}

/// True if the last clause of a line has a predicate. A particle or a verb that goes on ends none.
fn ends_statement(line: &str) -> bool {
    const OPEN: [char; 15] =
        ['が', 'も', 'は', 'の', 'に', 'を', 'と', 'で', 'て', 'や', 'へ', 'く', '、', ',', '・'];
    let goes_on = line.ends_with(OPEN)
        || line.ends_with("おり")
        || line.ends_with('し') && !line.ends_with("なし") && !line.ends_with("無し");
    let is_open = line.matches(['(', '「', '『']).count() > line.matches([')', '」', '』']).count();
    if goes_on || is_open {
        return false;
    }
    let said = clauses::last(line).filter(|clause| clause.link == Link::End);
    said.is_some_and(|clause| {
        !matches!(statements::read(&clause.text, Time::Unknown), Said::Neither | Said::Unclear)
    })
}

/// True if a line begins within a sentence: したが, 予定であったが, の開催.
fn goes_on(next: &str) -> bool {
    let particle = next.strip_prefix(['が', 'は', 'に', 'の', 'と', 'で', 'も', 'へ', 'や']);
    let is_particle = particle.is_some_and(|after| after.starts_with(|c| is_kanji(c) || "、(「".contains(c)));
    is_particle || list("joins").iter().any(|word| next.starts_with(word))
}

/// True for a line that only says that something failed, such as 中止 or 0回. It speaks about the line before.
fn is_answer(next: &str) -> bool {
    let Some(clause) = clauses::last(next).filter(|clause| clause.text.len() == next.trim_end().len()) else {
        return false;
    };
    let Said::Failed(_) = statements::read(&clause.text, Time::Unknown) else { return false };
    let noun =
        |before: &str| before.trim_end_matches(|c: char| ('\u{3041}'..='\u{3096}').contains(&c)).to_owned();
    let negated = before_end(next, "negation").map(noun);
    next.starts_with(|c: char| c.is_ascii_digit())
        || words::stated(next).is_some_and(|(at, _)| at == 0)
        || negated.is_some_and(|noun| ["act", "expected"].iter().any(|kind| list(kind).contains(&&*noun)))
}

/// True if a line is a noun that the next line tells about: 防災教室 before 実績なし. A noun with の is a statement
/// if the next line names its own subject: 講演会の開催 before リーフレットの配布は未実施.
fn names(line: &str, next: &str) -> bool {
    let has_predicate = line.contains(['を', 'が', 'は', 'に', 'で', 'へ', ':', '、', ',', ' '])
        || line.contains(|c: char| c.is_ascii_digit());
    let is_noun = !has_predicate && list("act").iter().any(|act| line.ends_with(act));
    let own_subject = next.contains(['は', ':']);
    is_noun && !(line.contains('の') && own_subject) && tells_failure(next)
}

/// True if a line says that something failed.
fn tells_failure(next: &str) -> bool {
    let said = clauses::last(next).map(|clause| statements::read(&clause.text, Time::Unknown));
    matches!(said, Some(Said::Failed(_) | Said::NoDemand)) || has(next, "cancelled")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_bullets_and_numbers() {
        assert_eq!(item("・講座 3回"), Some("講座 3回"));
        assert_eq!(item("②増員は見送り"), Some("増員は見送り"));
        assert_eq!(item("（1）施設整備"), Some("施設整備"));
        assert_eq!(item("2. 相談"), Some("相談"));
        assert_eq!(item("ア）相談"), Some("相談"));
        for text in ["1.5%", "1校", "(2回)", "アンケート", "○", "相談"] {
            assert_eq!(item(text), None, "{text}");
        }
    }

    #[test]
    fn tells_statements_from_wrapped_lines() {
        for (line, next) in [
            ("春:120人", "秋:実施せず"),
            ("授業を実施", "中学校は実施できず"),
            ("秋:実施せず", "春:120人"),
            ("講演会の開催", "リーフレットの配布は未実施"),
        ] {
            assert!(is_apart(line, next), "{line}|{next}");
        }
        for (line, next) in [
            ("協議を", "行ったが、至らなかった"),
            ("講座を開催", "予定であったが中止"),
            ("講座を開催", "したが、参加者は少なかった"),
            ("講座を3回開催", "中止"),
            ("防災教室", "実績なし"),
            ("参加者数", "0人"),
            ("見直しに伴い", "中止"),
        ] {
            assert!(!is_apart(line, next), "{line}|{next}");
        }
    }
}
