//! `shisaku search`: hits for the terminal and for programs.

mod blocks;
mod explain;
mod facets;
mod table;

use std::io::{self, BufWriter, Write};

use anyhow::Result;

use super::{
    Outcome,
    args::{Explain, SearchArgs, SearchFormat, USAGE, option},
    export, say, session,
    style::Style,
};
use crate::api;
use shisaku_model::facet::facet;
use shisaku_search::{Answer, ParamError, Search, SearchParams, read_params};

pub(super) fn run(args: &SearchArgs) -> Result<Outcome> {
    let format = args.format.or(args.json.then_some(SearchFormat::Json));
    // JSON contains both anyway.
    if format == Some(SearchFormat::Csv) && (args.facets || args.explain != Explain::Nothing) {
        let option = if args.facets { "--facets" } else { "--explain" };
        say(&format!(
            "エラー: {option} は --format csv では示せません。table か json を指定してください。\n{USAGE}"
        ));
        return Ok(Outcome::Usage);
    }
    if args.explain == Explain::Steps && (args.facets || format == Some(SearchFormat::Json)) {
        let option = if args.facets { "--facets" } else { "--json" };
        say(&format!("エラー: {option} と --explain=steps は、いっしょには使えません。\n{USAGE}"));
        return Ok(Outcome::Usage);
    }
    let index = session::open_fresh(&args.folders)?;
    if let Some(outcome) = values(&args.pairs(), &index)? {
        return Ok(outcome);
    }
    let Some(params) = read(&args.pairs(), &index) else { return Ok(Outcome::Usage) };
    let mut out = BufWriter::new(io::stdout());
    if args.explain == Explain::Steps {
        write!(out, "{}", index.steps(&params.text))?;
        out.flush()?;
        return Ok(Outcome::Success);
    }
    let answer = index.run(&params)?;
    match format {
        Some(SearchFormat::Json) => {
            serde_json::to_writer_pretty(&mut out, &api::search_answer(answer))?;
            writeln!(out)?;
        }
        Some(SearchFormat::Csv) => {
            answer.notices.iter().for_each(|notice| say(&format!("※ {}", notice.message)));
            export::page(&index, &params, &mut out)?;
        }
        Some(SearchFormat::Table) => people(args, &answer, table::write, &mut out)?,
        None => people(args, &answer, blocks::write, &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Success)
}

fn people<W: Write>(
    args: &SearchArgs,
    answer: &Answer,
    write: impl Fn(&Answer, Style, bool, &mut W) -> io::Result<()>,
    out: &mut W,
) -> io::Result<()> {
    let style = Style::of_output(args.color.color);
    write(answer, style, args.explain == Explain::Hits, out)?;
    if args.facets {
        facets::write(answer, style, out)?;
    }
    Ok(())
}

/// Arguments that list the possible values of an option.
const WHICH: [&str; 2] = ["?", "？"];

/// Lists the values of facets whose option is `?`, with their counts in the search of the other options. None
/// if no option is `?`.
pub(super) fn values(pairs: &[(String, String)], index: &Search) -> Result<Option<Outcome>> {
    let asks = |(name, value): &&(String, String)| facet(name).is_some() && WHICH.contains(&value.trim());
    let asked: Vec<&str> = pairs.iter().filter(asks).map(|(name, _)| name.as_str()).collect();
    if asked.is_empty() {
        return Ok(None);
    }
    // Options of tables and lists do not narrow the search down.
    let narrows = |name: &str| facet(name).is_some() || ["q", "match", "exact"].contains(&name);
    let others = pairs.iter().filter(|pair| narrows(&pair.0) && !asks(pair)).cloned().collect::<Vec<_>>();
    let Some(params) = read(&others, index) else { return Ok(Some(Outcome::Usage)) };
    let answer = index.run(&params)?;
    let mut out = BufWriter::new(io::stdout());
    facets::write_values(&answer, &asked, Style::Plain, &mut out)?;
    out.flush()?;
    Ok(Some(Outcome::Success))
}

/// Reads the search of the options. Reports errors and returns None if any option is invalid.
pub(super) fn read(pairs: &[(String, String)], index: &Search) -> Option<SearchParams> {
    let borrowed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (params, errors) = read_params(borrowed, index.catalogue());
    tell(&errors);
    errors.is_empty().then_some(params)
}

/// Reports invalid options.
pub(super) fn tell(errors: &[ParamError]) {
    for error in errors {
        // On the command line, a parameter has the name of its option.
        let option = format!("--{}", option(&error.param));
        say(&format!("エラー: {}", error.detail.replacen(&error.param, &option, 1)));
    }
    if !errors.is_empty() {
        say(USAGE);
    }
}
