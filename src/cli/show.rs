//! `shisaku show`: an entry with related entries and its citation, for the terminal.

use std::io::{self, Write};

use anyhow::Result;
use time::OffsetDateTime;

use super::{
    Outcome,
    args::ShowArgs,
    lines::{concerned, name, state, years},
    say, session,
};
use crate::api;
use shisaku_analysis::normalise;
use shisaku_engine::EngineError;
use shisaku_model::{Entry, Heading};
use shisaku_search::{Citation, Related, Search, SearchParams, Surroundings};

pub(super) fn run(args: &ShowArgs) -> Result<Outcome> {
    let index = session::open_fresh(&args.folders)?;
    let typed = args.entry.trim();
    let id = match named(typed, &index)?.as_slice() {
        [one] => one.id.clone(),
        [] => {
            say(&format!(
                "エラー: 「{}」という番号や ID の項目はありません。shisaku search 言葉 で探せます。",
                typed.replace(char::is_control, " ")
            ));
            return Ok(Outcome::Errors);
        }
        several => {
            let lines: String = several.iter().map(|one| format!("\n  {}  {}", one.id, one.title)).collect();
            say(&format!("エラー: 「{typed}」はひとつに決まりません。ID で指定してください。{lines}"));
            return Ok(Outcome::Errors);
        }
    };
    let Some(around) = index.surroundings(&id)? else { return Ok(Outcome::Errors) };
    // A path without an origin is useless in another document.
    let base = args.public.base();
    let url = if base.is_empty() { String::new() } else { format!("{base}/entries/{id}") };
    let citation =
        Citation::new(&around.entry, index.catalogue(), index.facts(), url, OffsetDateTime::now_utc());
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(
            &mut out,
            &api::surroundings_answer(&around, &citation, index.catalogue()),
        )?;
        writeln!(out)?;
    } else {
        write_entry(&around, &citation, &mut out)?;
    }
    Ok(Outcome::Success)
}

/// Returns entries by id, by id without the plan, or by number.
fn named(typed: &str, index: &Search) -> Result<Vec<Entry>, EngineError> {
    if let Some(entry) = index.entry(typed)? {
        return Ok(vec![entry]);
    }
    let plans = index.catalogue().plans.iter();
    let local = plans.filter_map(|plan| index.entry(&format!("{}/{typed}", plan.id)).transpose());
    let local: Vec<Entry> = local.collect::<Result<_, _>>()?;
    if !local.is_empty() {
        return Ok(local);
    }
    let plain = |number: &str| normalise(number).text().replace(char::is_whitespace, "");
    let wanted = plain(typed);
    let params = SearchParams { text: typed.to_owned(), ..SearchParams::default() };
    let found = index.all(&params)?.into_iter();
    Ok(found.filter(|entry| !wanted.is_empty() && plain(&entry.number) == wanted).collect())
}

fn write_entry(around: &Surroundings, citation: &Citation, out: &mut impl Write) -> io::Result<()> {
    let entry = &around.entry;
    writeln!(out, "{}", name(entry))?;
    let path: Vec<String> = entry.path.iter().map(Heading::label).collect();
    writeln!(out, "  {}", path.join(" > "))?;
    let state: Vec<String> = [state(entry)].into_iter().chain(entry.category.iter().cloned()).collect();
    writeln!(out, "  {}", state.join(" | "))?;
    for (label, names) in concerned(entry) {
        writeln!(out, "  {label}: {names}")?;
    }
    for text in &entry.body {
        writeln!(out, "  計画: {text}")?;
    }
    for report in entry.results.iter().rev() {
        writeln!(out, "  実績{}: {}", years(report.years), report.text)?;
    }
    for note in &entry.notes {
        writeln!(out, "  用語 {}: {}", note.term, note.text)?;
    }
    if let Some(original) = &around.original {
        writeln!(out, "  再掲元: {}  {}", name(original), original.id)?;
    }
    for again in &around.reprints {
        writeln!(out, "  再掲: {}  {}", name(again), again.id)?;
    }
    like("今の計画でよく似た施策", around.resembles.as_slice(), out)?;
    like("除かれた、よく似た項目", &around.removed_like, out)?;
    like("関連する施策", &around.related, out)?;
    for (label, beside) in [("前", &around.previous), ("次", &around.next)] {
        if let Some(beside) = beside {
            writeln!(out, "  {label}: {}  {}", name(beside), beside.id)?;
        }
    }
    writeln!(out, "\n{}", citation.text)
}

fn like(label: &str, related: &[Related], out: &mut impl Write) -> io::Result<()> {
    if !related.is_empty() {
        writeln!(out, "  {label}:")?;
    }
    related.iter().try_for_each(|one| {
        writeln!(out, "    {}  {}(共通する言葉: {})", name(&one.entry), one.entry.id, one.shared.join("、"))
    })
}
