//! Filter options: one option per facet.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use shisaku_model::{
    FACETS,
    facet::{Accepts, Facet},
};

/// Name of the option for the day on which 期限超過 is read.
const AT: &str = "at";

/// Filter options, generated from the facet table.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct FilterArgs {
    /// Facet keys and typed values, in the order of the facets. Labels are replaced by their values.
    pub pairs: Vec<(String, String)>,
}

impl FromArgMatches for FilterArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut filters = Self::default();
        filters.update_from_arg_matches(matches)?;
        Ok(filters)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for facet in FACETS {
            let values = matches.get_many::<String>(facet.key).into_iter().flatten();
            // People know a value by its label: 実績 なし is `false`.
            let value = |typed: &String| facet.labelled(typed).map_or_else(|| typed.clone(), str::to_owned);
            self.pairs.extend(values.map(|typed| (facet.key.to_owned(), value(typed))));
        }
        self.pairs.extend(matches.get_one::<String>(AT).map(|at| (AT.to_owned(), at.clone())));
        Ok(())
    }
}

impl Args for FilterArgs {
    fn augment_args(command: Command) -> Command {
        let at = Arg::new(AT).long(AT).value_name("年-月-日").help("期限超過かどうかを見る日(なければ今日)");
        let command = command.arg(at.help_heading("しぼり込み"));
        FACETS.iter().fold(command, |command, facet| {
            command.arg(
                Arg::new(facet.key)
                    .long(option(facet.key))
                    .value_name("値")
                    .action(ArgAction::Append)
                    .help(format!("{}({})", facet.label, values(facet)))
                    .help_heading("しぼり込み"),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Option name of a parameter, without leading hyphens: `has-result`.
pub(in crate::cli) fn option(param: &str) -> String {
    param.replace('_', "-")
}

/// Describes the values of a facet's option for the help text.
fn values(facet: &Facet) -> String {
    let fixed = (facet.fixed)().into_iter();
    let named = fixed.map(|(value, label)| match value == label {
        true => value.to_owned(),
        false => format!("{value} {label}"),
    });
    let named: Vec<String> = named.collect();
    match facet.accepts {
        Accepts::Years => "2012、H24、平成24年度、2011-2013 など".to_owned(),
        Accepts::Listed if named.is_empty() => {
            format!("使える値は --{} ? で見られます", option(facet.key))
        }
        Accepts::Listed | Accepts::AfterYear => named.join("、"),
    }
}
