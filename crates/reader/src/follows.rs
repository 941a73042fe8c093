//! Checks `follows` in `plan.toml`, which names the previous edition of a plan by its folder.

use shisaku_model::{Finding, Manifest, Place, nearest, shortened};

/// Clears each `follows` that names no other plan, or that leads back to its own plan. Each is a finding.
pub(crate) fn check(manifests: &mut [&mut Manifest]) -> Vec<Finding> {
    let known: Vec<(String, String)> =
        manifests.iter().map(|manifest| (manifest.id.clone(), manifest.follows.clone())).collect();
    let mut findings = Vec::new();
    for manifest in manifests {
        let named = manifest.follows.as_str();
        let told = match named {
            "" => None,
            _ if !known.iter().any(|(id, _)| id == named) => {
                let others = || known.iter().map(|(id, _)| id.as_str()).filter(|id| *id != manifest.id);
                let meant = nearest(named, others()).map(|meant| format!("「{meant}」のことでしょうか。"));
                let advice = format!(
                    "{}前の版の計画のフォルダーの名前を書きます。例: follows = \"shogyo-2\"。なければ、この行を消してください。",
                    meant.unwrap_or_default()
                );
                Some(("unknown_plan", "という計画のフォルダーがないため、前の版とつなげていません。", advice))
            }
            _ if leads_back(&manifest.id, &known) => {
                let advice = "古い版の計画には、新しい版の名前を書かないでください。".to_owned();
                Some(("circular_plans", "をたどると、この計画に戻ります。前の版とつなげていません。", advice))
            }
            _ => None,
        };
        if let Some((code, why, advice)) = told {
            let place = Place::file(format!("{}/plan.toml", manifest.id));
            let message = format!("follows の「{}」{why}", shortened(named));
            findings.push(Finding::warning(code, place, message).advise(advice));
            manifest.follows.clear();
        }
    }
    findings
}

/// True if following from plan to plan comes back to `id`.
fn leads_back(id: &str, known: &[(String, String)]) -> bool {
    let follows = |id: &str| known.iter().find(|(plan, _)| plan == id).map(|(_, follows)| follows.as_str());
    let mut at = follows(id);
    // A chain is no longer than the number of plans.
    for _ in known {
        match at {
            Some(plan) if plan == id => return true,
            Some(plan) => at = follows(plan),
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes of the findings, and what is left of each `follows`.
    fn checked(plans: &[(&str, &str)]) -> (Vec<&'static str>, Vec<String>) {
        let manifest = |(id, follows): &(&str, &str)| Manifest {
            id: (*id).to_owned(),
            follows: (*follows).to_owned(),
            ..Manifest::default()
        };
        let mut manifests: Vec<Manifest> = plans.iter().map(manifest).collect();
        let findings = check(&mut manifests.iter_mut().collect::<Vec<_>>());
        (
            findings.iter().map(|finding| finding.code).collect(),
            manifests.into_iter().map(|m| m.follows).collect(),
        )
    }

    #[test]
    fn a_plan_that_does_not_exist_and_a_circle_are_told() {
        assert_eq!(
            checked(&[("a", ""), ("b", "a"), ("c", "b")]),
            (vec![], vec!["".into(), "a".into(), "b".into()])
        );
        assert_eq!(checked(&[("a", ""), ("b", "x")]), (vec!["unknown_plan"], vec![String::new(); 2]));
        assert_eq!(checked(&[("a", "a")]).0, ["circular_plans"]);
        assert_eq!(checked(&[("a", "b"), ("b", "a"), ("c", "a")]).0, ["circular_plans"; 2]);
    }
}
