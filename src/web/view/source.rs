//! The page of a document as it was read.

mod sheet;

use askama::Template;

use super::{
    Frame,
    entry::seen,
    plan::plan_href,
    plan_name,
    source_links::{name_of_file, published, source_path},
};
use crate::web::language::{Html, Language};
use sheet::Sheet;
use shisaku_engine::sources::SourceFacts;
use shisaku_model::{
    Locator, Place, PlanFacts, SourceLine, SourcePoint, cell_name, page_anchor, sheet_anchor,
};

/// The page at `/sources/{plan}/{file}`.
#[derive(Template)]
#[template(path = "source.html")]
pub(in crate::web) struct SourcePage<'a> {
    t: Language,
    frame: Frame,
    plan: &'a PlanFacts,
    document: &'a SourceFacts,
    /// The part that is shown, counted from 0.
    page: usize,
    sections: Vec<Section>,
}

/// The lines of one page or sheet, or of a document that has neither.
struct Section {
    /// The heading and its address.
    heading: Option<(Html, String)>,
    content: Content,
}

/// The lines of a section.
enum Content {
    List(Vec<Row>),
    Grid(Sheet),
}

/// A line or a cell with its address.
struct Row {
    anchor: String,
    /// The number of the line, or the name of the cell.
    label: String,
    /// The texts of the row: several cells, or one line.
    texts: Vec<Html>,
    /// The repairs of the row.
    notes: Vec<Html>,
}

impl<'a> SourcePage<'a> {
    pub(crate) fn new(
        frame: Frame,
        plan: &'a PlanFacts,
        document: &'a SourceFacts,
        page: usize,
        lines: &[SourceLine],
    ) -> Self {
        let t = frame.t;
        let sections = lines
            .chunk_by(|a, b| a.point.part() == b.point.part())
            .map(|lines| Section { heading: heading(lines, document, t), content: content(lines, t) })
            .collect();
        let frame = frame.of_scans(plan.is_scan(&document.file));
        Self { t, frame, plan, document, page, sections }
    }

    fn name(&self) -> &str {
        name_of_file(&self.document.file)
    }

    /// Returns the size of the document: lines, pages and sheets.
    fn sizes(&self) -> String {
        let (t, document) = (self.t, self.document);
        let cells = document.sheets.len();
        let lines = t.counted(if cells > 0 { "source.cells" } else { "source.lines" }, document.lines);
        let pages = document.last_printed_page().map(|page| t.counted("source.pages", page as usize));
        let sheets = (cells > 0).then(|| t.counted("source.sheets", cells));
        [pages, sheets, Some(lines)].into_iter().flatten().collect::<Vec<_>>().join(&t.say("list.comma"))
    }

    /// Returns the web address of the original, if `plan.toml` names it.
    fn original(&self) -> Option<String> {
        let page = self.document.span(self.page).map(|[first, _]| first);
        let at = match page {
            Some(SourcePoint::Page(page, _)) => Locator::Pages(page, page),
            _ => Locator::Lines,
        };
        let place = Place { at, ..Place::file(&self.document.file) };
        published(&self.plan.manifest, &place).map(|(address, _)| address)
    }

    /// Returns the parts of a long document: label, address, and whether it is the shown one. Empty if there is only
    /// one.
    fn parts(&self) -> Vec<(Html, String, bool)> {
        let count = self.document.pages();
        let part = |page: usize| {
            let [first, last] = self.document.span(page)?;
            Some((self.part(first, last), source_page(&self.document.file, page), page == self.page))
        };
        if count > 1 { (0..count).filter_map(part).collect() } else { Vec::new() }
    }

    fn part(&self, first: SourcePoint, last: SourcePoint) -> Html {
        let told = |point: SourcePoint| {
            let name = match point {
                SourcePoint::Cell(sheet, row, _) => {
                    let name = sheet_name(self.document, sheet);
                    format!("{name} {row}")
                }
                point => point.number().to_string(),
            };
            self.t.own(name)
        };
        self.t.html("source.part", [("from", told(first).into()), ("to", told(last).into())])
    }
}

/// Returns the address of a part of a document, counted from 0.
pub(in crate::web) fn source_page(file: &str, page: usize) -> String {
    let path = source_path(file);
    if page == 0 { path } else { format!("{path}?page={}", page + 1) }
}

fn sheet_name(document: &SourceFacts, sheet: u32) -> &str {
    let name = (sheet as usize).checked_sub(1).and_then(|at| document.sheets.get(at));
    name.map_or("", String::as_str)
}

/// Returns the heading of a page or sheet.
fn heading(lines: &[SourceLine], document: &SourceFacts, t: Language) -> Option<(Html, String)> {
    match lines.first()?.point {
        SourcePoint::Line(_) => None,
        SourcePoint::Page(page, _) => {
            let number = Html::escaped(&page.to_string());
            Some((t.with("place.page", "number", number), page_anchor(page)))
        }
        SourcePoint::Cell(sheet, ..) => {
            let name = t.own(sheet_name(document, sheet));
            Some((t.with("source.sheet", "name", name), sheet_anchor(sheet)))
        }
    }
}

fn content(lines: &[SourceLine], t: Language) -> Content {
    if let Some(sheet) = Sheet::of(lines, t) {
        return Content::Grid(sheet);
    }
    let is_cell = |line: &SourceLine| matches!(line.point, SourcePoint::Cell(..));
    let together = |a: &SourceLine, b: &SourceLine| {
        if is_cell(a) { a.point == b.point } else { a.point.row() == b.point.row() }
    };
    Content::List(lines.chunk_by(together).filter_map(|lines| row(lines, t)).collect())
}

fn row(lines: &[SourceLine], t: Language) -> Option<Row> {
    let point = lines.first()?.point;
    let label = match point {
        SourcePoint::Cell(_, row, column) => cell_name([row, column]),
        point => point.number().to_string(),
    };
    let texts = lines.iter().map(|line| text(line, t)).filter(|text| !text.is_empty()).collect();
    Some(Row { anchor: point.anchor(), label, texts, notes: notes(lines, t) })
}

/// Returns a line as read, with its repairs marked.
fn text(line: &SourceLine, t: Language) -> Html {
    let pieces = line.pieces.iter().map(|piece| match piece.printed {
        Some(_) if !piece.read.is_empty() => Html::escaped(&piece.read).marked(),
        _ => Html::escaped(&piece.read),
    });
    t.own_html(&Html::joined(pieces, "").to_string())
}

/// Returns what was printed where the lines were repaired.
fn notes(lines: &[SourceLine], t: Language) -> Vec<Html> {
    let pieces = lines.iter().flat_map(|line| &line.pieces);
    let told = pieces.filter_map(|piece| {
        let printed = ("printed", t.own(seen(piece.printed.as_deref()?)).into());
        Some(match piece.read.as_str() {
            "" => t.html("source.left-out", [printed]),
            read => t.html("source.read-as", [printed, ("repaired", t.own(seen(read)).into())]),
        })
    });
    told.collect()
}
