//! `shisaku completions`: completion scripts for shells.

use std::io::{self, Write};

use anyhow::Result;
use clap::{
    Command,
    builder::{PossibleValue, PossibleValuesParser},
};

use super::{
    Outcome,
    args::{self, CompletionsArgs},
};
use shisaku_messages::Message;
use shisaku_model::{FACETS, facet::Accepts};
use shisaku_search::{Columns, DIRECTIONS, MATCHES, SORTS, divides};

pub(super) fn run(args: &CompletionsArgs) -> Result<Outcome> {
    let mut written = Vec::new();
    clap_complete::generate(args.shell, &mut offering(args::command()), "shisaku", &mut written);
    io::stdout().lock().write_all(&written)?;
    Ok(Outcome::Success)
}

/// Adds the known values of options as completion candidates. The real options still accept any other value
/// that the index has, because this command is used for completions only.
fn offering(command: Command) -> Command {
    let with_values = |mut command: Command| {
        for facet in FACETS.iter().filter(|facet| facet.accepts != Accepts::Years) {
            let values = (facet.fixed)().into_iter();
            let values = values.map(|(value, label)| PossibleValue::new(value).help(label)).collect();
            command = offer(command, facet.key, values);
        }
        let sorts =
            SORTS.map(|(sort, _, key)| PossibleValue::new(sort).help(Message::new(key, []).to_string()));
        command = offer(command, "sort", sorts.to_vec());
        let directions =
            DIRECTIONS.map(|(name, _, key)| PossibleValue::new(name).help(Message::new(key, []).to_string()));
        command = offer(command, "order", directions.to_vec());
        command = offer(command, "mode", MATCHES.iter().map(|(name, _)| PossibleValue::new(*name)).collect());
        for side in ["rows", "columns"] {
            let facets = FACETS.iter().map(|facet| PossibleValue::new(facet.key).help(facet.label));
            command = offer(command, side, facets.collect());
        }
        let parts = FACETS.iter().filter(|facet| divides(facet));
        let parts = parts.map(|facet| PossibleValue::new(facet.key).help(facet.label));
        command = offer(command, "by", parts.collect());
        let columns = Columns::CHOICES.map(|(name, _, label)| PossibleValue::new(name).help(label));
        offer(command, "table_columns", columns.to_vec())
    };
    command.mut_subcommands(with_values)
}

fn offer(command: Command, id: &str, values: Vec<PossibleValue>) -> Command {
    if values.is_empty() || !command.get_arguments().any(|arg| arg.get_id() == id) {
        return command;
    }
    command.mut_arg(id, |arg| arg.value_parser(PossibleValuesParser::new(values)))
}
