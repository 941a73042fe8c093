//! Reads the lists of organisations: `lexicon/organisations.csv` for every plan, and a plan's own
//! `organisations.csv`. One row holds a name, other names and the parent organisation.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use super::generic_words::{is_general, is_too_generic};
use crate::spreadsheet::{self, Column, Diagnostics, Need};
use shisaku_model::{Finding, Place, Severity::Error, bare};

const EMBEDDED: &str = include_str!("../../../../lexicon/organisations.csv");

/// Columns of `organisations.csv`.
const COLUMNS: [Column; 3] = [
    Column { name: "名称", others: &["name"], need: Need::Column },
    Column { name: "別名", others: &["others"], need: Need::Nothing },
    Column { name: "上位団体", others: &["above"], need: Need::Nothing },
];
const NAME: usize = 0;
const OTHERS: usize = 1;
const ABOVE: usize = 2;

/// Separators between other names in a cell.
const PARTING: [char; 5] = ['、', ';', '；', '|', '｜'];

/// One listed organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub name: String,
    pub others: Vec<String>,
    pub above: Option<String>,
    place: Place,
}

/// The listed organisations.
#[derive(Debug, Clone, Default)]
pub struct Organisations {
    pub(super) bodies: Vec<Body>,
    /// Index in `bodies` by name without legal form.
    by_name: HashMap<String, usize>,
}

impl Organisations {
    /// The list embedded in the program.
    pub fn embedded() -> Self {
        // A test of this crate asserts that the embedded list has no findings.
        Self::read("lexicon/organisations.csv", EMBEDDED).0
    }

    /// Reads a list for every plan. Unusable rows and names are reported and skipped.
    ///
    /// Findings cover wrong columns, generic names, a name of two organisations, an unlisted parent, and a
    /// cycle of parents.
    pub fn read(file: &str, text: &str) -> (Self, Vec<Finding>) {
        Self::default().joined(file, text, false)
    }

    /// Adds a plan's own list, which takes precedence over organisations of the same name. The findings
    /// concern the plan's list only.
    pub fn with_own(&self, file: &str, text: &str) -> (Self, Vec<Finding>) {
        self.joined(file, text, true)
    }

    /// The content that affects an index, as text. It ignores comments and line numbers.
    pub fn fingerprint(&self) -> String {
        let line = |body: &Body| {
            let above = body.above.as_deref().unwrap_or_default();
            format!("{}\t{}\t{above}\n", body.name, body.others.join("\t"))
        };
        self.bodies.iter().map(line).collect()
    }

    /// Everything that the reading of a plan depends on, as text: the content, and the places that findings name.
    pub fn fingerprint_with_places(&self) -> String {
        format!("{:?}", self.bodies)
    }

    /// The organisation with this name, ignoring legal forms.
    pub(super) fn by_name(&self, name: &str) -> Option<&Body> {
        self.by_name.get(&bare(name)).map(|&at| &self.bodies[at])
    }

    /// The parents of an organisation, nearest first.
    pub(super) fn above<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let above = |name: &&'a str| self.by_name(name).and_then(|body| body.above.as_deref());
        std::iter::successors(above(&name), above)
    }

    /// Adds a list, whose organisations take precedence. A general list applies to all plans, so generic
    /// names are rejected there.
    fn joined(&self, file: &str, text: &str, of_plan: bool) -> (Self, Vec<Finding>) {
        let mut diagnostics = Diagnostics::new(file);
        let mut joined = Self::default();
        for body in rows(text, &mut diagnostics) {
            if let Err(finding) = joined.add(body, of_plan, &mut diagnostics) {
                diagnostics.push(finding);
            }
        }
        for body in &self.bodies {
            if let Entry::Vacant(free) = joined.by_name.entry(bare(&body.name)) {
                free.insert(joined.bodies.len());
                joined.bodies.push(body.clone());
            }
        }
        joined.merge_other_names(self, &mut diagnostics);
        joined.check_parents(&mut diagnostics);
        (joined, diagnostics.into_sorted())
    }

    /// Adds an organisation with its usable names.
    fn add(&mut self, body: Body, of_plan: bool, diagnostics: &mut Diagnostics<'_>) -> Result<(), Finding> {
        let at = self.bodies.len();
        let Body { name, others, above, place } = body;
        self.claim(&name, at, false, &place)?;
        let usable = |other: &String| {
            self.claim(other, at, of_plan, &place).map_err(|finding| diagnostics.push(finding)).is_ok()
        };
        let others = others.into_iter().filter(usable).collect();
        self.bodies.push(Body { name, others, above, place });
        Ok(())
    }

    /// Gives a name to the organisation `at`.
    ///
    /// # Errors
    /// A finding if the name is too generic, or if another organisation already has it.
    fn claim(&mut self, name: &str, at: usize, of_plan: bool, place: &Place) -> Result<(), Finding> {
        reject_general(name, of_plan, place)?;
        let owner = *self.by_name.entry(bare(name)).or_insert(at);
        if owner == at { Ok(()) } else { Err(name_clash(name, &self.bodies[owner], place)) }
    }

    /// Takes over other names from the general list, unless the plan's list gives them to another
    /// organisation.
    fn merge_other_names(&mut self, general: &Self, diagnostics: &mut Diagnostics<'_>) {
        for body in &general.bodies {
            let Some(&at) = self.by_name.get(&bare(&body.name)) else { continue };
            if self.bodies[at].place != body.place {
                // The plan lists the organisation itself, or uses its name for another one.
                if bare(&self.bodies[at].name) != bare(&body.name) {
                    diagnostics.push(name_clash(&body.name, body, &self.bodies[at].place));
                }
                continue;
            }
            let free: Vec<String> = (body.others.iter())
                .filter(|other| self.by_name.get(&bare(other)).is_none_or(|&owner| owner == at))
                .cloned()
                .collect();
            for other in &free {
                self.by_name.insert(bare(other), at);
            }
            self.bodies[at].others = free;
        }
    }

    /// Removes parents that are unlisted or part of a cycle. Only problems in the file itself are reported.
    fn check_parents(&mut self, diagnostics: &mut Diagnostics<'_>) {
        let cycles = self.cycles();
        for at in 0..self.bodies.len() {
            let Body { name, above: Some(above), place, .. } = &self.bodies[at] else { continue };
            let owner = self.by_name(above).map(|body| body.name.clone());
            let is_sound = owner.is_some() && !cycles.contains(&at);
            if !is_sound && place.file == diagnostics.file {
                let (code, message, remedy) = match owner {
                    None => (
                        "unlisted_parent",
                        format!("「{name}」の上位団体「{above}」が、一覧にありません。"),
                        "上位団体の行を足すか、名称の書き方を合わせてください。",
                    ),
                    Some(_) => (
                        "organisation_loop",
                        format!("「{name}」の上位団体をたどると、「{name}」に戻ります。"),
                        "どちらが上かを確かめ、上位団体を空けてください。",
                    ),
                };
                let advice = format!("{remedy}いまは上位団体のない団体として扱っています。");
                diagnostics.report(Error, code, place.lines[0], message, advice);
            }
            self.bodies[at].above = owner.filter(|_| is_sound);
        }
    }

    /// The first organisation of every cycle of parents. Each organisation is visited once.
    fn cycles(&self) -> HashSet<usize> {
        let above: Vec<Option<usize>> = (self.bodies.iter())
            .map(|body| body.above.as_ref().and_then(|above| self.by_name.get(&bare(above)).copied()))
            .collect();
        // The walk that first visited each organisation.
        let mut walk_of: Vec<Option<usize>> = vec![None; above.len()];
        let mut cycles = HashSet::new();
        for start in 0..above.len() {
            let mut at = Some(start);
            while let Some(here) = at.filter(|&here| walk_of[here].is_none()) {
                walk_of[here] = Some(start);
                at = above[here];
            }
            let Some(met) = at.filter(|&met| walk_of[met] == Some(start)) else { continue };
            let round = std::iter::successors(above[met], |&step| above[step]);
            cycles.extend(round.take_while(|&step| step != met).chain([met]).min());
        }
        cycles
    }
}

/// Returns a finding if a name is too generic.
fn reject_general(name: &str, of_plan: bool, place: &Place) -> Result<(), Finding> {
    let letters: Vec<char> = bare(name).chars().collect();
    let refused = is_too_generic(&bare(name)) || letters.len() < 2 || !of_plan && is_general(&letters);
    if !refused {
        return Ok(());
    }
    let way_out = match of_plan {
        true => "固有の部分のある名前(例: 目黒法人会)にしてください。",
        false => {
            "固有の部分のある名前(例: 東京商工会議所)にしてください。ひとつの計画の中だけで通じる短い名前は、その計画の organisations.csv の別名に書きます。"
        }
    };
    let message = format!("「{name}」は一般の語で、どの団体か分かりません。この名前は使っていません。");
    Err(Finding::error("general_name", place.clone(), message).advise(way_out))
}

/// A finding for a name that another organisation already has.
fn name_clash(name: &str, owner: &Body, place: &Place) -> Finding {
    let of = &owner.name;
    let (code, message) = if bare(name) == bare(of) {
        ("organisation_twice", format!("「{name}」は、{} に団体としてもうあります。", owner.place))
    } else {
        ("name_of_two", format!("「{name}」は、{} の「{of}」の別名でもあります。", owner.place))
    };
    Finding::error(code, place.clone(), message)
        .advise("同じ団体なら 1 行にまとめ、別の団体なら、どちらか一方の名前だけにしてください。")
}

/// Returns the readable rows and reports the others.
fn rows(text: &str, diagnostics: &mut Diagnostics<'_>) -> Vec<Body> {
    let mut rows = Vec::new();
    spreadsheet::read(text, &COLUMNS, diagnostics, |row, diagnostics| {
        let name = row.cell(NAME);
        if name.is_empty() {
            return Err(row.error(
                "unreadable_organisation",
                "名称がありません。この行は使っていません。",
                "書き方: 目黒法人会,法人会、(公社)目黒法人会,(名称,別名,上位団体)",
            ));
        }
        let others = row.cell(OTHERS).split(PARTING).map(str::trim);
        rows.push(Body {
            name: name.to_owned(),
            others: others.filter(|other| !other.is_empty() && *other != name).map(str::to_owned).collect(),
            above: Some(row.cell(ABOVE)).filter(|above| !above.is_empty()).map(str::to_owned),
            place: Place::line(diagnostics.file, row.line),
        });
        Ok(())
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(u32, &'static str)> {
        let (_, findings) = Organisations::read("o.csv", text);
        assert!(findings.iter().all(|finding| !finding.advice.is_empty()), "{findings:?}");
        findings.iter().map(|finding| (finding.place.lines[0], finding.code)).collect()
    }

    #[test]
    fn the_bodies_that_the_program_brings_along_are_sound() {
        let (list, findings) = Organisations::read("lexicon/organisations.csv", EMBEDDED);
        assert_eq!(findings, []);
        assert!(list.bodies.len() > 20, "{}", list.bodies.len());
    }

    #[test]
    fn a_body_is_found_by_any_of_its_names() {
        let text = "名称,別名,上位団体\n東京商工会議所,東商,\n東京商工会議所目黒支部,東商目黒支部,東商\n";
        let (list, findings) = Organisations::read("o.csv", text);
        assert_eq!(findings, []);
        assert_eq!(list.by_name("東商").map(|body| body.name.as_str()), Some("東京商工会議所"));
        let above: Vec<&str> = list.above("東京商工会議所目黒支部").collect();
        assert_eq!(above, ["東京商工会議所"], "under its own name");
    }

    #[test]
    fn what_cannot_be_used_is_told_with_its_line() {
        let text = "名称,別名,上位団体\n目黒会,,\n(公社)目黒会,,\n渋谷会,目黒会,\n商工会議所,,\n大森会,協会、法人会,\n蒲田会,,蒲田連盟\n";
        let expected = [
            (3, "organisation_twice"),
            (4, "organisation_twice"),
            (5, "general_name"),
            (6, "general_name"),
            (6, "general_name"),
            (7, "unlisted_parent"),
        ];
        assert_eq!(codes(text), expected);
        assert_eq!(codes("名称,別名\n甲野会,甲会\n乙野会,甲会\n"), [(3, "name_of_two")]);
    }

    #[test]
    fn a_loop_is_told_and_cut() {
        let text = "名称,上位団体\n甲野会,乙野会\n乙野会,丙野会\n丙野会,甲野会\n丁野会,丁野会\n";
        let (list, findings) = Organisations::read("o.csv", text);
        let diagnostics: Vec<_> = findings.iter().map(|f| (f.place.lines[0], f.code)).collect();
        assert_eq!(diagnostics, [(2, "organisation_loop"), (5, "organisation_loop")]);
        assert_eq!(list.above("乙野会").collect::<Vec<_>>(), ["丙野会", "甲野会"], "it ends");
    }

    #[test]
    fn a_plan_may_name_a_body_by_less_and_takes_the_place_of_the_general_one() {
        let (general, _) = Organisations::read("l.csv", "名称,別名\n目黒法人会,\n東京商工会議所,東商\n");
        let (list, findings) =
            general.with_own("p.csv", "名称,別名,上位団体\n目黒法人会,法人会,\n大森会,,東京商工会議所\n");
        assert_eq!(findings, []);
        assert_eq!(list.by_name("法人会").map(|body| body.name.as_str()), Some("目黒法人会"));
        assert_eq!(list.above("大森会").collect::<Vec<_>>(), ["東京商工会議所"]);
        let (list, findings) = general.with_own("p.csv", "名称,別名\n大森会,東商\n");
        assert_eq!(findings, [], "the plan knows better whom it means");
        assert_eq!(list.by_name("東商").map(|body| body.name.as_str()), Some("大森会"));
        let (_, findings) = general.with_own("p.csv", "名称,別名\n大森会,東京商工会議所\n");
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["organisation_twice"]);
        assert_ne!(general.fingerprint(), list.fingerprint());
    }

    fn read(text: &str) -> (Vec<Body>, Vec<(u32, &'static str)>) {
        let mut diagnostics = Diagnostics::new("o.csv");
        let rows = rows(text, &mut diagnostics);
        (
            rows,
            diagnostics.into_sorted().iter().map(|finding| (finding.place.lines[0], finding.code)).collect(),
        )
    }

    #[test]
    fn columns_stand_in_any_order_and_comments_between_rows() {
        let text =
            "# 団体\n備考,上位団体,名称,別名\n\n,乙,甲,\"甲会、 甲の会；甲\"\n\"# 説明, \"\n,,丙\n,,,\n";
        let (rows, diagnostics) = read(text);
        assert_eq!(diagnostics, []);
        let said: Vec<_> =
            rows.iter().map(|row| (row.name.as_str(), row.others.join("/"), row.place.lines[0])).collect();
        assert_eq!(said, [("甲", "甲会/甲の会".to_owned(), 4), ("丙", String::new(), 6)]);
        assert_eq!(rows[0].above.as_deref(), Some("乙"));
    }

    #[test]
    fn a_wrong_first_row_costs_the_list_and_a_wrong_row_only_itself() {
        for head in ["団体名,別名", "別名,上位団体", "目黒法人会,法人会"] {
            let (rows, diagnostics) = read(&format!("{head}\n甲,乙\n"));
            assert_eq!(
                (rows.len(), diagnostics.as_slice()),
                (0, [(1, "wrong_columns")].as_slice()),
                "{head}"
            );
        }
        assert_eq!(read("").1, [(0, "wrong_columns")]);
        let (rows, diagnostics) = read("名称,別名\n甲,乙,丙\n,乙\n\"甲,乙\n甲\u{FFFD},\n丁,\n");
        let expected = [
            (2, "too_many_cells"),
            (3, "unreadable_organisation"),
            (4, "open_quotation_mark"),
            (5, "control_character"),
        ];
        assert_eq!((rows.len(), diagnostics.as_slice()), (1, expected.as_slice()));
    }

    #[test]
    fn semicolons_and_unknown_columns_cost_no_list() {
        for (text, expected) in [
            ("名称;別名\n甲;乙、丙\n", vec![]),
            ("名称\t別名\n甲\t乙;丙\n", vec![]),
            ("名称,電話,別名\n甲,03,乙、丙\n", vec![(0, "column_not_read")]),
            ("名称,別名,名称\n甲,乙、丙,丁\n", vec![(0, "column_twice")]),
        ] {
            let (rows, diagnostics) = read(text);
            assert_eq!(diagnostics, expected, "{text}");
            assert_eq!(
                (rows[0].name.as_str(), rows[0].others.join("/")),
                ("甲", "乙/丙".to_owned()),
                "{text}"
            );
        }
    }
}
