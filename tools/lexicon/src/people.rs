//! The report for people: the months, lines to paste into the lexicon, and queries that need thought.

use std::io::{self, Write};

use super::{
    report::{Open, Proposal, Report},
    trial::Place,
};
use shisaku_misses::Count;

/// Number of queries shown per month and per list. `--json` shows all.
const SHOWN: usize = 20;

/// Headings of the proposed lines, which are comments in the lexicon.
const FOR_SYNONYMS: &str =
    "# 語彙への提案: 意味が合っていれば、lexicon/synonyms/ の分野に合うファイルに書き足してください。";
const FOR_SPELLINGS: &str = "# 読みが同じ言葉: 同じ語の別の書き方なら lexicon/spellings.txt に書き足し、別の語ならそのままにしてください。";

impl Report {
    /// Writes the report as text.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        if self.months.iter().all(|(_, counts)| counts.is_empty()) {
            return writeln!(
                out,
                "報告するものはまだありません。決めた回数に満たない言葉は残らないため、ここにも出ません。"
            );
        }
        for (month, counts) in &self.months {
            writeln!(out, "{}に見つからなかった言葉({} 件)", month.label(), counts.len())?;
            for Count { miss, times } in counts.iter().take(SHOWN) {
                let then = miss.then.as_ref().map(|then| format!(" → {then}")).unwrap_or_default();
                writeln!(out, "  {times:>4} 回  {}{then}", miss.failed)?;
            }
            more(counts.len(), out)?;
            writeln!(out)?;
        }
        let (spellings, synonyms): (Vec<&Proposal>, Vec<&Proposal>) =
            self.proposals.iter().partition(|one| one.line.place != Place::Synonyms);
        for (heading, proposals) in [(FOR_SYNONYMS, synonyms), (FOR_SPELLINGS, spellings)] {
            if !proposals.is_empty() {
                writeln!(out, "{heading}")?;
                proposals.into_iter().try_for_each(|one| write_proposal(one, out))?;
                writeln!(out)?;
            }
        }
        if !self.open.is_empty() {
            writeln!(out, "言い換えを考えてください(提案できるものがない言葉、{} 件)", self.open.len())?;
            self.open.iter().take(SHOWN).try_for_each(|open| write_open(open, out))?;
            more(self.open.len(), out)?;
            writeln!(out)?;
        }
        if !self.found_now.is_empty() {
            writeln!(out, "今は見つかります({} 件。することはありません)", self.found_now.len())?;
            for one in self.found_now.iter().take(SHOWN) {
                writeln!(out, "  {:>4} 回  {}(今は {} 件)", one.times, one.text, one.found)?;
            }
            more(self.found_now.len(), out)?;
        }
        Ok(())
    }
}

/// Writes a line to paste into the lexicon, with an explanation as a comment at its end.
fn write_proposal(Proposal { line, times, gain }: &Proposal, out: &mut impl Write) -> io::Result<()> {
    let instead = match line.place {
        Place::Spellings { instead_of: Some(at) } => format!("{at} 行目をこの行に置き換える。"),
        _ => String::new(),
    };
    writeln!(
        out,
        "{}   # {times} 回。{instead}「{}」で {} 件見つかるようになる({})",
        line.text, gain.text, gain.found, gain.title
    )
}

fn write_open(open: &Open, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "  {:>4} 回  {}", open.times, open.text)?;
    let near: Vec<String> = open.near.iter().map(|one| format!("{}({} 件)", one.text, one.count)).collect();
    if !near.is_empty() {
        writeln!(out, "           近い言葉: {}", near.join("、"))?;
    }
    for tried in &open.tried {
        writeln!(out, "           代わりに「{}」({} 回): {}", tried.then, tried.times, tried.why_not)?;
    }
    Ok(())
}

/// Writes how many items are not shown, if any.
fn more(all: usize, out: &mut impl Write) -> io::Result<()> {
    match all.checked_sub(SHOWN) {
        None | Some(0) => Ok(()),
        Some(more) => writeln!(out, "  ほか {more} 件(--json ですべて)"),
    }
}
