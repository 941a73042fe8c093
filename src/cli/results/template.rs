//! A workbook for one section to fill in its results of one year. [`shisaku_reader`] reads it back by the ids.

use std::{
    collections::BTreeSet,
    io::{self, IsTerminal as _, Write as _},
};

use anyhow::Result;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::super::{
    Outcome,
    args::ResultsTemplateArgs,
    export::write_file,
    say,
    search::{self},
    session,
};
use shisaku_model::{Entry, Kind, japan};
use wareki::FiscalYears;

/// Heads and widths of the columns that say what a row is about. The column to fill in follows.
const COLUMNS: [(&str, f64); 7] = [
    ("ID", 24.0),
    ("番号", 9.0),
    ("題名", 34.0),
    ("計画区分", 20.0),
    ("担当課", 18.0),
    ("計画の内容", 48.0),
    ("いまの報告", 48.0),
];

/// Width of the column to fill in.
const RESULT_WIDTH: f64 = 60.0;

/// What the second sheet says.
const GUIDE: [&str; 8] = [
    "色のついた列に、その年度に行ったことを書いてください。",
    "行わなかったときは「実績なし」と書きます。理由があれば、続けて括弧に書けます。",
    "まだ始めていないなら「未着手」、一部だけなら「一部実施」、やめたなら「中止」、検討だけなら「検討中」と書けます。",
    "「計画の年度の外」とある施策は、計画の年度がこの年度にかかりません。続けて行ったことがあれば書いてください。書いたものが、いちばん新しい実績として示されます。",
    "まだ分からないときは空けておきます。空けた行は、いまの報告のままになります。",
    "ID の列は変えないでください。どの施策の実績かを ID で見分けます。",
    "行を消したり、並べ替えたりしても構いません。ほかの列を変えても、計画は変わりません。",
    "書き終えたら「shisaku results preview ファイル」で確かめ、「shisaku results add ファイル」で加えます。",
];

pub(super) fn run(args: &ResultsTemplateArgs) -> Result<Outcome> {
    let Some(years) = FiscalYears::read_of_eras(&args.year).ok().flatten() else {
        say("エラー: --year には、2014、H26、平成26年度 のように年度をひとつ書いてください。");
        return Ok(Outcome::Usage);
    };
    let this_year = japan::fiscal_year_over(japan::today()) + 1;
    if i32::from(years.last_known()) > this_year {
        say(&format!(
            "エラー: {}は、まだ始まっていません。実績の年度を --year に書いてください。",
            years.in_eras()
        ));
        return Ok(Outcome::Usage);
    }
    if args.output.file.is_none() && io::stdout().is_terminal() {
        say(
            "エラー: Excel のファイルは端末に表示できません。--output 実績.xlsx のように、書き出すファイルを指定してください。",
        );
        return Ok(Outcome::Usage);
    }
    let index = session::open_or_build(&args.folders, &session::lexicon(&args.folders)?)?;
    let pairs = args.pairs();
    if let Some(outcome) = search::values(&pairs, &index)? {
        return Ok(outcome);
    }
    let Some(mut params) = search::read(&pairs, &index) else { return Ok(Outcome::Usage) };
    if params.filters.of("kind").is_empty() {
        let kinds = [Kind::Measure, Kind::Framework].map(Kind::as_str);
        for kind in kinds {
            shisaku_model::facet::facet("kind")
                .into_iter()
                .for_each(|facet| params.filters.choose(facet, kind));
        }
    }
    let entries = index.all(&params)?;
    let plans: BTreeSet<&str> =
        entries.iter().filter_map(|entry| Some(entry.id.split_once('/')?.0)).collect();
    if plans.len() > 1 {
        let plans = plans.into_iter().collect::<Vec<_>>().join("、");
        say(&format!("エラー: 実績のファイルは計画ごとに作ります。--plan で選んでください: {plans}"));
        return Ok(Outcome::Usage);
    }
    let bytes = workbook(&entries, years)?;
    match &args.output.file {
        None => io::stdout().lock().write_all(&bytes)?,
        Some(path) => {
            write_file(path, |mut file| Ok(file.write_all(&bytes)?))?;
            let (count, path) = (entries.len(), path.display());
            say(&format!("{count} 件の実績を書き込む表を {path} に書き出しました。"));
        }
    }
    Ok(Outcome::Success)
}

fn workbook(entries: &[Entry], years: FiscalYears) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    rows(workbook.add_worksheet().set_name("実績")?, entries, years)?;
    let guide = workbook.add_worksheet().set_name("書き方")?;
    guide.set_column_width(0, 90)?;
    for (row, line) in (0..).zip(GUIDE) {
        guide.write(row, 0, line)?;
    }
    workbook.save_to_buffer()
}

/// The period of an entry with its years, and a remark if none of them is a year of the report.
fn planned(entry: &Entry, reported: FiscalYears) -> String {
    let planned = entry.plan_years;
    let mut parts: Vec<String> = entry.period.iter().cloned().collect();
    parts.extend(planned.map(FiscalYears::in_eras));
    let is_apart = |planned: FiscalYears| {
        planned.last().is_some_and(|last| reported.first().is_some_and(|first| last < first))
            || planned.first().is_some_and(|first| reported.last().is_some_and(|last| last < first))
    };
    if planned.is_some_and(is_apart) {
        parts.push("(計画の年度の外)".to_owned());
    }
    parts.join(" ")
}

fn rows(sheet: &mut Worksheet, entries: &[Entry], years: FiscalYears) -> Result<(), XlsxError> {
    let grey =
        Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF4)).set_border(FormatBorder::Thin);
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let fill_in = plain.clone().set_background_color(Color::RGB(0x00FF_F8DC));
    let last = COLUMNS.len() as u16;
    for (column, (head, width)) in (0..).zip(COLUMNS) {
        sheet.write_with_format(0, column, head, &grey)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.write_with_format(0, last, format!("実績({})", years.in_eras()), &grey)?;
    sheet.set_column_width(last, RESULT_WIDTH)?;
    for (row, entry) in (1..).zip(entries) {
        let newest = entry.results.last().map(|report| {
            let years = report.years.map(FiscalYears::in_eras).unwrap_or_default();
            format!("{years} {}", report.text).trim().to_owned()
        });
        let cells = [
            entry.id.clone(),
            entry.number.clone(),
            entry.title.clone(),
            planned(entry, years),
            entry.departments.join("、"),
            entry.body.join("\n"),
            newest.unwrap_or_default(),
        ];
        for (column, cell) in (0..).zip(cells) {
            sheet.write_with_format(row, column, cell, &plain)?;
        }
        sheet.write_blank(row, last, &fill_in)?;
    }
    sheet.set_freeze_panes(1, 3)?;
    Ok(())
}
