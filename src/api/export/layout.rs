//! The layout of a list in a file: its columns, and a sheet for each value of a facet.

use thiserror::Error;

use super::ExportFormat;
use shisaku_engine::EngineError;
use shisaku_search::{Columns, Division, ListRequest, Listing, ParamError, Search};

/// Maximum number of sheets for the values of a facet. Each holds a temporary file open, and nobody finds their
/// way through more tabs.
pub const MOST_SHEETS: usize = 200;

/// The layout of a list in a file. By default, all columns on one sheet.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The columns of a table.
    pub columns: Columns,
    /// The values that get a sheet each, after the sheets of the whole list. Workbooks only.
    pub by: Option<Division>,
}

/// The reason why a list cannot be laid out as requested.
#[derive(Debug, Error)]
pub enum LayoutError {
    /// The index cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// There would be too many sheets.
    #[error("{}", .0.detail)]
    TooMany(ParamError),
}

impl Layout {
    /// The layout of a list in one file. The parts are counted, and no entry is fetched.
    ///
    /// # Errors
    /// If there would be more than [`MOST_SHEETS`] sheets, or the index cannot be read.
    pub fn of_file(
        request: &ListRequest<ExportFormat>,
        search: &Search,
        listing: &Listing,
    ) -> Result<Self, LayoutError> {
        let by = request.by.map(|facet| search.division(listing, facet)).transpose()?;
        if let Some(by) = by.as_ref().filter(|by| by.values.len() > MOST_SHEETS) {
            let why = format!(
                "{}の値が {} あり、シートは {MOST_SHEETS} 枚までです。条件を足して減らすか、ほかの項目で分けてください。",
                by.facet.label,
                by.values.len()
            );
            return Err(LayoutError::TooMany(ListRequest::<ExportFormat>::too_many(by.facet, &why)));
        }
        Ok(Self { columns: request.columns.unwrap_or_default(), by })
    }

    /// Number of sheets for the values of a facet.
    pub fn sheets(&self) -> usize {
        self.by.as_ref().map_or(0, |by| by.values.len())
    }

    /// What makes this layout different from the default, for the name of a file: 担当課ごと, 主な列だけ.
    pub fn described(&self) -> Vec<String> {
        let by = self.by.iter().map(|by| format!("{}ごと", by.facet.label));
        let columns = (self.columns != Columns::default()).then(|| label(self.columns).to_owned());
        by.chain(columns).collect()
    }
}

fn label(columns: Columns) -> &'static str {
    Columns::CHOICES.into_iter().find(|(_, choice, _)| *choice == columns).map_or("", |(.., label)| label)
}

impl ExportFormat {
    /// True if one file can have a sheet for each value of a facet.
    pub fn has_sheets(self) -> bool {
        self == Self::Xlsx
    }

    /// True if a file is a table, whose columns can be chosen.
    pub fn has_columns(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx)
    }

    /// Checks that a file of the requested format can have the requested layout.
    ///
    /// # Errors
    /// The parameter that has no meaning for the format.
    pub fn check(request: &ListRequest<Self>) -> Result<(), ParamError> {
        let format = request.format;
        let place = format!("{} ", format.name());
        if request.by.is_some() && !format.has_sheets() {
            let why = "値ごとのシートに分けられる形式は xlsx です。";
            return Err(ListRequest::<Self>::by_out_of_place(&place, why));
        }
        if request.columns.is_some() && !format.has_columns() {
            let why = "列を選べる形式は csv と xlsx です。";
            return Err(ListRequest::<Self>::columns_out_of_place(&place, why));
        }
        Ok(())
    }
}
