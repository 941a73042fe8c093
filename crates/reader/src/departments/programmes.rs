//! Pages about what measures offer today: `[programmes]` in `plan.toml`.

use std::collections::BTreeMap;

use super::{
    department_names::tidy,
    entry_numbers::{Target, Targets, Unresolved},
};
use shisaku_model::{Finding, Place, Plan, ProgrammePage, shortened};

/// Gives the plan its pages by entry id. A row joins by number, id or title; one that joins none is an error.
pub(super) fn apply(plan: &mut Plan) -> Vec<Finding> {
    if plan.manifest.programmes.is_empty() {
        return Vec::new();
    }
    let (mut pages, mut findings) = (BTreeMap::new(), Vec::new());
    let targets = Targets::of(plan);
    let file = format!("{}/plan.toml", plan.manifest.id);
    for ProgrammePage { measure, page, line } in &plan.manifest.programmes {
        match find(measure, plan, &targets) {
            Ok(id) => {
                if pages.insert(id.clone(), page.clone()).is_some() {
                    let message = format!("「{}」の案内のページが 2 つあります。", shortened(measure));
                    let finding = Finding::warning("programme_twice", Place::line(&file, *line), message);
                    findings.push(finding.advise("どちらか 1 行を消してください。"));
                }
            }
            Err(way_out) => {
                let message =
                    format!("[programmes] の「{}」を、ひとつの施策に決められません。", shortened(measure));
                let finding = Finding::error("unknown_programme", Place::line(&file, *line), message);
                findings.push(finding.advise(way_out));
            }
        }
    }
    plan.contacts.programmes = pages;
    findings
}

/// The id of the measure, or the way out.
fn find(measure: &str, plan: &Plan, targets: &Targets<'_>) -> Result<String, String> {
    let titled = || {
        let title = tidy(measure);
        let mut same =
            plan.entries.iter().filter(|entry| entry.kind.is_planned() && tidy(&entry.title) == title);
        same.next().filter(|_| same.next().is_none())
    };
    match targets.find(measure) {
        Ok(Target::Entry(at)) => plan.entries.get(at).map(|entry| entry.id.clone()).ok_or_else(String::new),
        Ok(Target::Heading(_)) => Err("見出しの番号です。施策の番号か ID を書いてください。".to_owned()),
        Err(Unresolved::Several(ids)) => Err(format!("次のどれかを書いてください: {}", ids.join("、"))),
        Err(Unresolved::Kind(kind)) => Err(format!("{kind}の番号です。施策の番号か ID を書いてください。")),
        Err(Unresolved::Unknown) => titled().map(|entry| entry.id.clone()).ok_or_else(|| {
            let near = targets.nearest(measure).map(|near| format!("近い番号は「{near}」です。"));
            let list = "番号と ID は shisaku export --format csv の一覧にあります。";
            format!("{}{list}", near.unwrap_or_default())
        }),
    }
}
