//! Formats of the progress table, for `GET /api/v1/progress` and `shisaku progress`.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    export::{WORKBOOK, begin, cause, harmless, one_line},
    progress_xlsx, schema,
};
use shisaku_model::{Facet, Filters, address, facet_schema};
use shisaku_search::{Counts, IndexFacts, Line, Notice, Number, Progress, SearchParams, canonical};
use wareki::FiscalYears;

/// A format of the progress table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgressFormat {
    /// The whole table as JSON, with the search behind each number.
    Json,
    /// CSV with one row per cell, for programs and spreadsheets. UTF-8 with a byte order mark.
    Csv,
    /// A workbook with the table, the list of cells, and the conditions.
    Xlsx,
}

impl ProgressFormat {
    /// All formats with their names.
    pub const ALL: [(&'static str, Self); 3] =
        [("json", Self::Json), ("csv", Self::Csv), ("xlsx", Self::Xlsx)];

    /// Returns the media type for HTTP.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => WORKBOOK,
        }
    }
}

/// Writes a table. `base` is the origin of page addresses, such as `https://plan.example.jp`. It may be
/// empty.
///
/// # Errors
/// When writing to `out` fails.
pub fn write_progress(
    progress: &Progress,
    format: ProgressFormat,
    base: &str,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        ProgressFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &progress_answer(progress))?;
            writeln!(out)
        }
        ProgressFormat::Csv => csv(progress, out),
        ProgressFormat::Xlsx => {
            out.write_all(&progress_xlsx::workbook(progress, base).map_err(io::Error::other)?)
        }
    }
}

/// The table with the search behind every number.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "進み具合の表。cells は、行ごとに列の順に並びます。")]
pub struct ProgressAnswer<'r> {
    #[schemars(extend("format" = "date"), description = "基準日。")]
    at: String,
    #[schemars(description = "基準日までに終わった、最後の年度。")]
    over_through: i32,
    #[schemars(description = "言葉をどう読んだか。")]
    query: ProgressQuery<'r>,
    #[schemars(description = "知っておいていただきたいこと。")]
    notices: &'r [Notice],
    #[schemars(description = "それぞれの場所にある数の名前と意味。")]
    numbers: Vec<NumberAnswer>,
    #[schemars(description = "縦に並ぶ項目。")]
    rows: AxisAnswer<'r>,
    #[schemars(description = "横に並ぶ項目。")]
    columns: AxisAnswer<'r>,
    #[schemars(description = "行ごとの、列の順の数。")]
    cells: Vec<Vec<CellAnswer>>,
    #[schemars(description = "全体の数。")]
    total: CellAnswer,
    #[schemars(description = "検索した索引。")]
    index: &'r IndexFacts,
}

/// The search behind the whole table.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "表の全体にかかる検索。")]
struct ProgressQuery<'r> {
    #[schemars(description = "文。")]
    text: &'r str,
    #[schemars(description = "効いている絞り込み。言葉から読み取ったものを含みます。")]
    filters: &'r Filters,
}

/// A number that every cell has, and the conditions that its search adds to those of the cell.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "それぞれの場所にある数と、その数のために加える条件。")]
struct NumberAnswer {
    #[schemars(description = "数の名前。")]
    key: &'static str,
    #[schemars(description = "人に見せる名前。")]
    label: &'static str,
    #[schemars(description = "効いている絞り込み。言葉から読み取ったものを含みます。")]
    filters: Filters,
}

/// The facet of the rows or columns.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "縦または横に並ぶ項目。")]
struct AxisAnswer<'r> {
    #[schemars(schema_with = "facet_schema::facet_key", description = "絞り込みの項目の名前。")]
    facet: &'static str,
    #[schemars(description = "人に見せる名前。")]
    label: &'static str,
    #[schemars(description = "値。")]
    values: Vec<LineAnswer<'r>>,
}

/// A whole row or column. The value is null for entries without a value of the facet.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "行または列の全体。値のない項目をまとめたものでは value が null です。")]
struct LineAnswer<'r> {
    #[serde(flatten)]
    cell: CellAnswer,
    #[schemars(description = "絞り込みの値。値のない項目では null。")]
    value: Option<&'r str>,
    #[schemars(description = "人に見せる名前。")]
    label: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", description = "ひとつ上の値。")]
    parent: Option<&'r str>,
}

/// The numbers of one cell, with the searches that list its entries. `filters` and `url` are null if no
/// search can list them. `urls` has no address for a number that is 0.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "ひとつの場所の数と、それを数えた検索。")]
struct CellAnswer {
    #[schemars(description = "件数。")]
    total: usize,
    #[schemars(description = "計画の年度にかかる報告があり、実績のあるもの。")]
    with: usize,
    #[schemars(description = "計画の年度にかかる報告があり、実績のないもの。")]
    without: usize,
    #[schemars(description = "報告が計画の年度の始まる前に終わっているもの(計画期間の報告待ち)。")]
    waiting: usize,
    #[schemars(description = "報告のないもの。")]
    no_report: usize,
    #[schemars(description = "計画の最後の年度が終わり、その年度にかかる報告が「実績なし」のもの。")]
    overdue: usize,
    #[schemars(description = "報告されている年度。初めと終わり。なければ null。")]
    result_years: Option<FiscalYears>,
    #[schemars(
        schema_with = "schema::filters_if_any",
        description = "数えた検索の条件。検索で求められない場所では null。"
    )]
    filters: Option<Filters>,
    #[schemars(description = "一覧のページのアドレス。検索で求められない場所では null。")]
    url: Option<String>,
    #[schemars(description = "数ごとの、一覧のページのアドレス。")]
    urls: NumberAddresses,
}

/// The addresses of the searches behind the numbers.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(description = "0 でない数ごとの、一覧のページのアドレス。")]
struct NumberAddresses {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", description = "実績のあるもの。")]
    with: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", description = "実績のないもの。")]
    without: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", description = "計画期間の報告待ちのもの。")]
    waiting: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", description = "報告のないもの。")]
    no_report: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(
        with = "String",
        description = "計画の最後の年度が終わり、その年度にかかる報告が「実績なし」のもの。"
    )]
    overdue: Option<String>,
}

/// Builds the JSON answer for a table.
pub(super) fn progress_answer<'r>(progress: &'r Progress) -> ProgressAnswer<'r> {
    let numbers = Number::ALL.map(|number| NumberAnswer {
        key: number.key(),
        label: number.label(),
        filters: progress.conditions(number),
    });
    let axis =
        |facet: &'static Facet, lines: &'r [Line], place: &dyn Fn(usize, &Line) -> CellAnswer| AxisAnswer {
            facet: facet.key,
            label: facet.label,
            values: (0..).zip(lines).map(|(at, one)| line(one, place(at, one))).collect(),
        };
    let cells = progress.cells.iter().enumerate().map(|(row, cells)| {
        let cells = cells.iter().enumerate();
        cells.map(|(column, counts)| place(progress, Some(row), Some(column), counts)).collect()
    });
    ProgressAnswer {
        at: progress.at.to_string(),
        over_through: progress.over_through(),
        query: ProgressQuery { text: &progress.asked.text, filters: &progress.asked.filters },
        notices: &progress.notices,
        numbers: numbers.into(),
        rows: axis(progress.row_facet, &progress.rows, &|at, one| {
            place(progress, Some(at), None, &one.counts)
        }),
        columns: axis(progress.column_facet, &progress.columns, &|at, one| {
            place(progress, None, Some(at), &one.counts)
        }),
        cells: cells.collect(),
        total: place(progress, None, None, &progress.total),
        index: &progress.index,
    }
}

fn line(line: &Line, cell: CellAnswer) -> LineAnswer<'_> {
    LineAnswer { cell, value: line.value.as_deref(), label: &line.label, parent: line.parent.as_deref() }
}

/// Builds the numbers of one cell. Each number above 0 has the address of its search.
fn place(progress: &Progress, row: Option<usize>, column: Option<usize>, counts: &Counts) -> CellAnswer {
    let total = progress.filters(row, column, Number::Total);
    let listed = |number: Number| {
        let filters = progress.filters(row, column, number).filter(|_| counts.get(number) > 0)?;
        Some(url(&progress.asked, &filters))
    };
    CellAnswer {
        total: counts.get(Number::Total),
        with: counts.get(Number::With),
        without: counts.get(Number::Without),
        no_report: counts.get(Number::NoReport),
        waiting: counts.get(Number::Waiting),
        overdue: counts.get(Number::Overdue),
        result_years: counts.reported,
        url: total.as_ref().map(|filters| url(&progress.asked, filters)),
        filters: total,
        urls: NumberAddresses {
            with: listed(Number::With),
            without: listed(Number::Without),
            no_report: listed(Number::NoReport),
            waiting: listed(Number::Waiting),
            overdue: listed(Number::Overdue),
        },
    }
}

/// Returns the address of the page that lists the entries behind a number, in its canonical form.
pub(super) fn url(asked: &SearchParams, filters: &Filters) -> String {
    address("/", &canonical(&SearchParams { filters: filters.clone(), ..asked.clone() }))
}

/// Column names of the list with one row per cell. Names and order are fixed.
pub(super) const COLUMNS: [&str; 14] = [
    "行の項目",
    "行の値",
    "行",
    "列の項目",
    "列の値",
    "列",
    "件数",
    "実績あり",
    "実績なし",
    "計画期間の報告待ち",
    "報告なし",
    "期限超過",
    "報告の年度",
    "基準日",
];

/// Returns the records of the list: names and labels of row and column, then the numbers.
pub(super) fn records(progress: &Progress) -> impl Iterator<Item = ([&str; 6], Counts)> {
    let rows = progress.rows.iter().zip(&progress.cells);
    rows.flat_map(move |(row, cells)| {
        progress.columns.iter().zip(cells).map(move |(column, counts)| {
            let words = [
                progress.row_facet.label,
                row.value.as_deref().unwrap_or_default(),
                &*row.label,
                progress.column_facet.label,
                column.value.as_deref().unwrap_or_default(),
                &*column.label,
            ];
            (words, *counts)
        })
    })
}

/// The years reported on, for people: 2011-2013. Empty if there is no report.
pub(super) fn reported(counts: &Counts) -> String {
    counts.reported.map(|years| years.to_string()).unwrap_or_default()
}

fn csv(progress: &Progress, out: &mut impl Write) -> io::Result<()> {
    let mut writer = begin(out)?;
    let at = progress.at.to_string();
    writer.write_record(COLUMNS).map_err(cause)?;
    for (words, counts) in records(progress) {
        let numbers = Number::ALL.map(|number| counts.get(number).to_string());
        let record = words
            .into_iter()
            .map(|word| harmless(one_line(word)))
            .chain(numbers)
            .chain([reported(&counts), at.clone()]);
        writer.write_record(record).map_err(cause)?;
    }
    writer.flush()
}
