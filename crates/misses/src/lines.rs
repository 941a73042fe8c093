//! Reads and writes the counts of a month as readable lines: count, failed query, query typed instead,
//! separated by tabs. `#` starts a comment.

use std::collections::BTreeMap;

use super::{
    countable::countable_text,
    counts::{Count, RecordedMiss, sort},
};
use shisaku_model::{Finding, Place, shortened};

/// File header that explains the file to whoever opens it.
const HEAD: &str = "\
# shisaku serve --learn が数えた、見つからなかった言葉(1 か月分)。だれが、いつ入力したかは残していません。
# 要らなければファイルごと消せます。語彙への提案は shisaku report で見られます。
# 回数\t見つからなかった言葉\t代わりに入力され、見つかった言葉
";

/// The expected form of a line.
const EXPECTED: &str = "「12(タブ)引越し(タブ)転居」か「12(タブ)引越し(タブ)」の形で書いてください。";

/// The contents of a file.
#[derive(Debug, Default)]
pub struct Lines {
    /// The counts, most frequent first. Duplicate lines are added up.
    pub counts: Vec<Count>,
    /// Unreadable lines, unchanged.
    pub unread: Vec<Vec<u8>>,
    /// One finding for each unreadable line.
    pub findings: Vec<Finding>,
}

/// Formats counts as a file.
pub fn write(counts: &[Count]) -> String {
    let mut text = HEAD.to_owned();
    for Count { miss: RecordedMiss { failed, then }, times } in counts {
        text.push_str(&format!("{times}\t{failed}\t{}\n", then.as_deref().unwrap_or_default()));
    }
    text
}

/// Reads a file from any bytes. `file` is its name in findings. Unreadable lines are reported and the rest
/// is read.
pub fn read(file: &str, bytes: &[u8]) -> Lines {
    let mut lines = Lines::default();
    let mut times: BTreeMap<RecordedMiss, u64> = BTreeMap::new();
    for (number, line) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        match read_line(line) {
            Ok(None) => {}
            Ok(Some(count)) => {
                let known = times.entry(count.miss).or_default();
                *known = known.saturating_add(count.times);
            }
            Err(problem) => {
                lines.unread.push(line.to_vec());
                let finding = Finding::error("unreadable_count", Place::line(file, number), problem);
                lines.findings.push(finding.advise(format!("ほかの行は読みました。{EXPECTED}")));
            }
        }
    }
    lines.counts = times.into_iter().map(|(miss, times)| Count { miss, times }).collect();
    sort(&mut lines.counts);
    lines
}

/// Parses a line with its line end. Returns `None` for comments and empty lines.
///
/// # Errors
/// A description of the problem, in Japanese.
fn read_line(line: &[u8]) -> Result<Option<Count>, String> {
    let text = str::from_utf8(line).map_err(|_| "UTF-8 ではない文字があります。".to_owned())?;
    let whole = text.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text));
    let text = whole.unwrap_or(text).trim_start_matches('\u{FEFF}');
    if text.trim().is_empty() || text.starts_with('#') {
        return Ok(None);
    }
    if whole.is_none() {
        return Err("最後の行に改行がありません。途中で切れているようです。".to_owned());
    }
    let columns: Vec<&str> = text.split('\t').collect();
    let [times, failed, then] = columns[..] else {
        return Err(format!("列が {} あります。3 列のはずです。", columns.len()));
    };
    let times = times.parse().ok().filter(|times| *times > 0).ok_or_else(|| {
        format!("1 列目「{}」は回数ではありません。1 以上の整数のはずです。", shortened(times))
    })?;
    let words = |column: usize, text: &str| {
        countable_text(text)
            .ok_or_else(|| format!("{column} 列目は、残さない決まりの言葉です(長い文、番号、アドレスなど)。"))
    };
    let failed = words(2, failed)?;
    let then = if then.is_empty() { None } else { Some(words(3, then)?) };
    Ok(Some(Count { miss: RecordedMiss { failed, then }, times }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Counts;
    use shisaku_testing::any_text;

    fn count(failed: &str, then: &str, times: u64) -> Count {
        let then = (!then.is_empty()).then(|| then.to_owned());
        Count { miss: RecordedMiss { failed: failed.to_owned(), then }, times }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let counts = [count("引越し 補助", "転居", 12), count("引越し 補助", "", 7)];
        let lines = read("2026-11.tsv", write(&counts).as_bytes());
        assert_eq!(lines.counts, counts);
        assert_eq!((lines.findings, lines.unread.len()), (Vec::new(), 0));
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line_and_the_rest_is_read() {
        let text = b"# x\r\n\n3\ta\t\r\n3\tb\nx\tc\t\n0\td\t\n\xFF\te\t\n4\tf@g.jp\t\n5\tg\t03-1234-5678\n2\ta\t\n9\th\t";
        let lines = read("2026-11.tsv", text);
        assert_eq!(lines.counts, [count("a", "", 5)]);
        let told: Vec<String> =
            lines.findings.iter().map(|told| format!("{} {}", told.place, told.message)).collect();
        let expected = [
            "2026-11.tsv:4 列が 2 あります。",
            "2026-11.tsv:5 1 列目「x」は回数",
            "2026-11.tsv:6 1 列目「0」は回数",
            "2026-11.tsv:7 UTF-8 ではない",
            "2026-11.tsv:8 2 列目は、残さない",
            "2026-11.tsv:9 3 列目は、残さない",
            "2026-11.tsv:11 最後の行に改行がありません。",
        ];
        assert_eq!(told.len(), expected.len());
        told.iter().zip(expected).for_each(|(told, expected)| assert!(told.starts_with(expected), "{told}"));
        assert_eq!(lines.unread.len(), expected.len());
        assert_eq!(lines.unread[3], b"\xFF\te\t\n");
    }

    proptest! {
        #[test]
        fn nothing_below_the_least_is_ever_in_the_file(
            miss in prop::collection::vec((0..12_usize, any::<bool>()), 0..200),
            texts in prop::collection::vec(any_text(), 12),
            least in 1..6_u64,
        ) {
            let mut counts = Counts::new(least, []);
            let mut minutes = std::collections::HashMap::new();
            for (at, over) in miss {
                let Some(text) = countable_text(&texts[at]) else { continue };
                if counts.is_due(&RecordedMiss::new(text.as_str())) {
                    *minutes.entry(text.clone()).or_insert(0) += 1;
                }
                counts.count(RecordedMiss::new(text));
                if over {
                    counts.next_minute();
                }
            }
            let lines = read("x", write(&counts.reportable()).as_bytes());
            prop_assert_eq!(lines.findings, []);
            let expected = minutes.iter().filter(|(_, times)| **times >= least).count();
            prop_assert_eq!(lines.counts.len(), expected);
            for one in lines.counts {
                prop_assert!(one.times >= least);
                prop_assert_eq!(minutes.get(&one.miss.failed), Some(&one.times));
            }
        }

        #[test]
        fn a_damaged_line_never_loses_the_others(
            before in prop::collection::vec("[a-z]{1,8}", 0..6),
            after in prop::collection::vec("[A-Z]{1,8}", 0..6),
            damage in prop::collection::vec(any::<u8>(), 0..40),
        ) {
            let lines = |texts: &[String]| -> Vec<u8> {
                texts.iter().flat_map(|text| format!("5\t{text}\t\n").into_bytes()).collect()
            };
            let mut bytes = lines(&before);
            bytes.extend(&damage);
            bytes.push(b'\n');
            bytes.extend(lines(&after));
            let read = read("x", &bytes);
            for text in before.iter().chain(&after).filter_map(|text| countable_text(text)) {
                prop_assert!(read.counts.iter().any(|one| one.miss.failed == text), "{}", text);
            }
            prop_assert_eq!(read.findings.len(), read.unread.len());
        }
    }
}
