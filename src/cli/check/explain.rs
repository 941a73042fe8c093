//! The whole profile of a plan in plain Japanese, for the people who keep its documents.

use std::io::{self, Write};

use super::plans::{counts, write_document};
use shisaku_model::Kind;
use shisaku_reader::{Learned, LearnedYears, Origin, PlanReading, Profile};

/// Writes everything that was learned about a plan, and where to correct it.
pub(super) fn write_profile(
    reading: &PlanReading,
    profile: &Profile,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "\n■ {}({})の読み取り", profile.title, profile.id)?;
    writeln!(out, "{}", counts(reading))?;
    writeln!(out, "\n読んだ文書")?;
    for document in &profile.documents {
        write_document(document, 100, out)?;
        let count = |kind: Kind| Some(format!("{} {}", kind.label(), document.kinds.get(kind.as_str())?));
        let counts: Vec<String> = Kind::ALL.into_iter().filter_map(count).collect();
        if !counts.is_empty() {
            writeln!(out, "      項目: {}", counts.join("、"))?;
        }
    }
    write_learned(&profile.learned, out)?;
    writeln!(
        out,
        "\n違っているところは、{}/plan.toml に書けば直ります(書き方は shisaku init の下書きにあります)。",
        profile.id
    )
}

fn write_learned(learned: &Learned, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n見出し(外側から)")?;
    for form in &learned.headings {
        let measures = match form.measures {
            0 => "見出しとして読みました".to_owned(),
            all if all == form.count => "どれも施策などの項目として読みました".to_owned(),
            some => format!("うち {some} を施策などの項目として読みました"),
        };
        let indent = (form.depth + 1) * 2;
        writeln!(
            out,
            "{:indent$}{} … 「{}」など {} か所。{measures}",
            "", form.pattern, form.example, form.count
        )?;
    }
    none(learned.headings.is_empty(), "番号のある見出しはありません", out)?;

    writeln!(out, "\n表(印刷された見出し → 読み取った意味)")?;
    for table in &learned.tables {
        let place = table.place.as_ref().map(|place| format!("{place} から、")).unwrap_or_default();
        let kind = if table.indicators { "指標の表" } else { "施策や実績の表" };
        writeln!(out, "  {place}{kind}、{} 行", table.rows)?;
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| {
                let head = if column.head.is_empty() { "(見出しなし)" } else { &column.head };
                format!("{head}→{}", column.meaning)
            })
            .collect();
        writeln!(out, "    {}", columns.join("、"))?;
    }
    none(learned.tables.is_empty(), "施策や指標の表はありません", out)?;

    if !learned.labels.is_empty() {
        writeln!(out, "\n値の前の言葉(「担当課：産業課」など → 読み取った意味)")?;
        for label in &learned.labels {
            writeln!(out, "  {}→{}({} か所)", label.label, label.meaning, label.count)?;
        }
    }

    writeln!(out, "\n実績の欄の記号")?;
    for mark in &learned.marks {
        writeln!(out, "  {} … {}({})", mark.mark, mark.meaning, origin(mark.from))?;
    }
    none(learned.marks.is_empty(), "記号の説明はありません", out)?;

    writeln!(out, "\n年度")?;
    write_years("計画の年度", learned.plan_years, out)?;
    write_years("実績の年度", learned.result_years, out)?;
    for period in &learned.periods {
        writeln!(out, "  {}: {}({})", period.name, period.years, origin(period.from))?;
    }
    Ok(())
}

fn write_years(name: &str, years: Option<LearnedYears>, out: &mut impl Write) -> io::Result<()> {
    match years {
        Some(LearnedYears { years, from }) => writeln!(out, "  {name}: {years}({})", origin(from)),
        None => writeln!(out, "  {name}: 分かりません"),
    }
}

fn none(is_empty: bool, words: &str, out: &mut impl Write) -> io::Result<()> {
    if is_empty { writeln!(out, "  {words}") } else { Ok(()) }
}

fn origin(from: Origin) -> &'static str {
    match from {
        Origin::Manifest => "plan.toml から",
        Origin::Document => "文書から",
    }
}
