//! The summary of a plan: counts by kind, and the understood share of each document.

use std::io::{self, Write};

use shisaku_model::Kind;
use shisaku_reader::{DocumentProfile, PlanReading, Profile};

/// Percentage of a document below which the first lines of its rest are quoted.
const WELL_UNDERSTOOD: usize = 90;

/// Writes the counts of a plan, and one line for each document.
pub(super) fn write_plan(reading: &PlanReading, profile: &Profile, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}({}): {}", profile.title, profile.id, counts(reading))?;
    profile.documents.iter().try_for_each(|document| write_document(document, WELL_UNDERSTOOD, out))
}

/// The number of entries of each kind in words.
pub(super) fn counts(reading: &PlanReading) -> String {
    let of = |kind: Kind| reading.plan.entries.iter().filter(move |entry| entry.kind == kind);
    let count = |kind: Kind| {
        let reprints = of(kind).filter(|entry| entry.reprint_of.is_some()).count();
        let without = match reprints {
            0 => String::new(),
            reprints => format!("(再掲を除くと {})", of(kind).count() - reprints),
        };
        format!("{} {}{without}", kind.label(), of(kind).count())
    };
    Kind::ALL.map(count).join("、")
}

/// Writes the share of a document that was understood. Below `well` percent, also the first lines of the rest.
pub(in crate::cli) fn write_document(
    document: &DocumentProfile,
    well: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let DocumentProfile { file, format, letters, understood, percent, .. } = document;
    let format = if format.is_empty() { String::new() } else { format!("({format})") };
    if *letters == 0 {
        return writeln!(out, "  {file}{format}: 読める文字がありません");
    }
    let rest = match letters - understood {
        0 => String::new(),
        rest => format!("(残り {rest} 字も本文や図として探せます)"),
    };
    writeln!(out, "  {file}{format}: {letters} 字のうち {percent}% を計画の項目として読みました{rest}")?;
    if *percent < well {
        for quote in &document.rest {
            writeln!(out, "      {} {}", quote.place, quote.text)?;
        }
    }
    Ok(())
}
