//! The keys of `plan.toml` and their values.

mod contacts;

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    outline::{PERIODS, meaning_names},
    source::StaffFile,
};
use shisaku_model::{Finding, Manifest, Place, is_web_address, line_at, nearest, shortened};
use wareki::FiscalYears;

/// The keys, each with an example.
const KEYS: [(&str, &str); 16] = [
    ("title", r#"title = "計画の名前""#),
    ("publisher", r#"publisher = "自治体の名前""#),
    ("edition", r#"edition = "令和6年3月改定""#),
    ("follows", r#"follows = "shogyo-2""#),
    ("plan_years", "plan_years = [2011, 2020]"),
    ("result_years", "result_years = [2011, 2013]"),
    ("contact", r#"contact = "産業課 03-0000-0000"、または [contact] の下に telephone = "03-0000-0000""#),
    ("licence", r#"licence = "CC BY 4.0""#),
    ("source_url", r#"source_url = "https://example.jp/plan.pdf""#),
    ("not_measures", r#"not_measures = ["計画の策定にあたって"]"#),
    ("periods", r#"[periods] の下に "短期" = [2011, 2013]"#),
    ("columns", r#"[columns] の下に "取組みの名前" = "題名""#),
    ("marks", r#"[marks] の下に "○" = "実施""#),
    ("documents", r#"[documents] の下に "keikaku.pdf" = "https://example.jp/keikaku.pdf""#),
    ("report", r#"[report] の下に form = "https://example.jp/form?entry={id}&line={line}""#),
    ("programmes", r#"[programmes] の下に "1-1(1)" = "https://example.jp/yushi""#),
];

/// Years accepted in `plan.toml`. Others are years of an era.
const YEARS: Range<u16> = 1868..2200;

type Value<'a> = Spanned<DeValue<'a>>;

/// Reads every key. Each wrong key or value is a finding.
pub(super) fn read(table: &DeTable<'_>, file: &StaffFile) -> (Manifest, Vec<Finding>) {
    let mut manifest = Manifest::default();
    let mut reader = Reader { file, findings: Vec::new() };
    for (key, value) in table {
        let name: &str = key.get_ref();
        match name {
            "title" => reader.text(name, value, &mut manifest.title),
            "publisher" => reader.text(name, value, &mut manifest.publisher),
            "edition" => reader.text(name, value, &mut manifest.edition),
            "follows" => reader.text(name, value, &mut manifest.follows),
            "contact" => reader.contact(value, &mut manifest),
            "report" => reader.report_errors_to(value, &mut manifest),
            "programmes" => manifest.programmes = reader.programmes(name, value),
            "licence" => reader.text(name, value, &mut manifest.licence),
            "source_url" => reader.text(name, value, &mut manifest.source_url),
            "plan_years" => manifest.plan_years = reader.years(name, name, value),
            "result_years" => manifest.result_years = reader.years(name, name, value),
            "not_measures" => manifest.corrections.not_measures = reader.headings(name, value),
            "periods" => manifest.corrections.periods = reader.pairs(name, value, Reader::period),
            "columns" => manifest.corrections.columns = reader.pairs(name, value, Reader::meaning),
            "marks" => manifest.corrections.marks = reader.pairs(name, value, Reader::mark),
            "documents" => {
                manifest.documents = reader.pairs(name, value, Reader::address).into_iter().collect();
            }
            _ => reader.unknown(key),
        }
    }
    reader.findings.sort_by_key(|finding| finding.place.lines);
    (manifest, reader.findings)
}

struct Reader<'f> {
    file: &'f StaffFile,
    findings: Vec<Finding>,
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;

impl Reader<'_> {
    fn text(&mut self, key: &str, value: &Value<'_>, into: &mut String) {
        match value.get_ref().as_str() {
            Some(text) => text.clone_into(into),
            None => self.wrong(
                key,
                key,
                value,
                "文字を半角の \" で囲んで書きます。分からなければ \"\" とします。",
            ),
        }
    }

    /// Reads `[2011, 2020]`, `[2011]`, or years as people write them. Empty values are not known.
    fn years(&mut self, example: &str, key: &str, value: &Value<'_>) -> Option<FiscalYears> {
        let read = match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => return None,
            DeValue::String(text) => FiscalYears::read_whole(text),
            DeValue::Array(years) if years.is_empty() => return None,
            DeValue::Array(years) => {
                let year = |value: &Value<'_>| {
                    let number = value.get_ref().as_integer()?;
                    u16::from_str_radix(number.as_str(), number.radix())
                        .ok()
                        .filter(|year| YEARS.contains(year))
                };
                let years: Option<Vec<u16>> = years.iter().map(year).collect();
                years.and_then(|years| {
                    FiscalYears::try_from(years.into_iter().map(Some).collect::<Vec<_>>()).ok()
                })
            }
            _ => None,
        };
        if read.is_none() {
            let allowed = "初めと終わりの年度を西暦で書きます。終わりが決まっていなければ [2011]、分からなければ [] とします。";
            self.wrong(example, key, value, allowed);
        }
        read
    }

    fn headings(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        let texts = value.get_ref().as_array().and_then(|headings| {
            headings
                .iter()
                .map(|heading| Some(heading.get_ref().as_str()?.to_owned()))
                .collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            self.wrong(key, key, value, "見出しの文字を [ ] の中に並べます。");
        }
        texts.unwrap_or_default().into_iter().filter(|heading| !heading.trim().is_empty()).collect()
    }

    /// Reads a table of names and values.
    fn pairs<T>(
        &mut self,
        table: &str,
        value: &Value<'_>,
        read: impl Fn(&mut Self, &Key<'_>, &Value<'_>) -> Option<T>,
    ) -> Vec<(String, T)> {
        let Some(rows) = value.get_ref().as_table() else {
            self.wrong(table, table, value, &format!("[{table}] という行の下に、1 行に 1 つずつ書きます。"));
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (key, value) in rows {
            let name: &str = key.get_ref();
            if KEYS.iter().any(|(known, _)| *known == name) {
                let message = format!("「{name}」が [{table}] の中にあります。");
                self.report(
                    key.span(),
                    message,
                    format!("{name} の行は [{table}] より前に書きます。例: {}", example(name)),
                );
            } else {
                pairs.extend(read(self, key, value).map(|value| (name.to_owned(), value)));
            }
        }
        pairs
    }

    fn period(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<FiscalYears> {
        let name: &str = key.get_ref();
        if !PERIODS.contains(&name) {
            let message = format!("[periods] の「{}」は、計画区分の名前ではありません。", shortened(name));
            let allowed = PERIODS.join("、");
            self.report(
                key.span(),
                message,
                format!("書けるのは {allowed} です。例: {}", example("periods")),
            );
            return None;
        }
        self.years("periods", name, value)
    }

    fn meaning(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<String> {
        let known = value.get_ref().as_str().filter(|name| meaning_names().any(|known| known == *name));
        if known.is_none() {
            let names: Vec<&str> = meaning_names().collect();
            self.wrong("columns", key.get_ref(), value, &format!("書けるのは {} です。", names.join("、")));
        }
        known.map(str::to_owned)
    }

    fn mark(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<String> {
        let known = value.get_ref().as_str().filter(|meaning| !meaning.trim().is_empty());
        if known.is_none() {
            self.wrong("marks", key.get_ref(), value, "記号の意味を半角の \" で囲んで書きます。");
        }
        known.map(str::to_owned)
    }

    fn address(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<String> {
        let known = value.get_ref().as_str().filter(|address| is_web_address(address));
        if known.is_none() {
            let allowed =
                "ファイルの名前と、https:// で始まるアドレスを、それぞれ半角の \" で囲んで書きます。";
            self.wrong("documents", key.get_ref(), value, allowed);
        }
        known.map(str::to_owned)
    }

    fn unknown(&mut self, key: &Key<'_>) {
        let name: &str = key.get_ref();
        let names = KEYS.map(|(name, _)| name);
        let meant = nearest(name, names);
        let guess = meant.map(|meant| format!("「{meant}」のことでしょうか。")).unwrap_or_default();
        let message = format!("plan.toml に「{}」という項目はありません。", shortened(name));
        let advice =
            format!("{guess}書けるのは {} です。例: {}", names.join("、"), example(meant.unwrap_or("title")));
        self.report(key.span(), message, advice);
    }

    /// Reports a value, with an example of `example`.
    fn wrong(&mut self, of: &str, key: &str, value: &Value<'_>, allowed: &str) {
        let seen = self.file.text.get(value.span()).unwrap_or_default();
        let message = format!("「{}」の値 {} は読めません。", shortened(key), shortened(seen));
        self.report(value.span(), message, format!("{allowed}例: {}", example(of)));
    }

    fn report(&mut self, at: Range<usize>, message: String, advice: String) {
        let line = line_at(self.file.text.as_bytes(), at.start);
        let place = Place::line(&self.file.file, line);
        self.findings.push(Finding::error("broken_manifest", place, message).advise(advice));
    }
}

fn example(key: &str) -> &'static str {
    KEYS.iter().find(|(known, _)| *known == key).map_or(KEYS[0].1, |(_, example)| example)
}
