//! Two small plans of a made-up municipality, with every case that engines must agree on.

use shisaku_model::{
    Catalogue, Entry, Heading, Kind, Locator, Note, Place, Plan, RepairRecord, Report, Section, Status,
};
use wareki::FiscalYears;

/// The fields that one entry is made from.
struct Recipe {
    id: (&'static str, &'static str),
    kind: Kind,
    title: &'static str,
    body: &'static [&'static str],
    period: Option<(&'static str, u16, u16)>,
    result: Option<(&'static str, Status)>,
    path: &'static [&'static str],
    category: &'static [&'static str],
}

const SHOPS: &[&str] = &["産業施策", "商店街の活性化", "にぎわいの創出"];
const WORK: &[&str] = &["産業施策", "雇用の確保"];

const RECIPES: &[Recipe] = &[
    Recipe {
        id: ("hoshimi", "1-1-1"),
        kind: Kind::Measure,
        title: "商店街の支援",
        body: &["商店街連合会が運営する「ほしもポイントシステム」を支援します。", "産業まつりを開きます。"],
        period: Some(("短期", 2011, 2013)),
        result: Some(("ポイントシステムを３年間支援しました。", Status::Reported)),
        path: SHOPS,
        category: &["継続"],
    },
    Recipe {
        id: ("hoshimi", "1-1-2"),
        kind: Kind::Measure,
        title: "空き店舗の活用",
        body: &["空き店舗を使った産業界との連携を検討します。"],
        period: Some(("中期", 2014, 2015)),
        result: Some(("実績なし", Status::NoneStated)),
        path: SHOPS,
        category: &[],
    },
    Recipe {
        id: ("hoshimi", "1-1-3"),
        kind: Kind::Measure,
        title: "ＩＳＯ（国際規格）の取得",
        body: &["ISOの認証取得費用の一部を助成します。", "規格の取得を支援します。"],
        period: Some(("短期", 2011, 2013)),
        result: None,
        path: &["産業施策", "経営の改善"],
        category: &["新規"],
    },
    Recipe {
        id: ("hoshimi", "1-2-1"),
        kind: Kind::Measure,
        title: "就労支援の推進",
        body: &["若年者などを対象に、就労支援を行います。"],
        period: Some(("短期", 2011, 2013)),
        result: Some(("面接会を開きました。", Status::Partial)),
        path: WORK,
        category: &["継続", "再掲", "継続"],
    },
    Recipe {
        id: ("hoshimi", "1-2-2"),
        kind: Kind::Measure,
        title: "産学連携",
        body: &["大学との連携を進めます。", "平成24年度から取組みを始め、子供たちを招きます。"],
        period: Some(("長期", 2016, 2020)),
        result: Some(("大学と協定を結びました。", Status::Completed)),
        path: WORK,
        category: &[],
    },
    Recipe {
        id: ("hoshimi", "1-3-r1"),
        kind: Kind::Removed,
        title: "商店街の支援",
        body: &[],
        period: None,
        result: Some(("産業まつりについては、実績なし", Status::NoneStated)),
        path: &["産業施策"],
        category: &["協会事業"],
    },
    Recipe {
        id: ("hoshimi", "2-1-1"),
        kind: Kind::Framework,
        title: "推進体制",
        body: &["区と産業界が力を合わせます。"],
        period: None,
        result: None,
        path: &["計画の推進（平成30年度）"],
        category: &[],
    },
    Recipe {
        id: ("hoshimi", "1-1-3-n1"),
        kind: Kind::Note,
        title: "ISO",
        body: &[],
        period: None,
        result: None,
        path: &["産業施策", "経営の改善"],
        category: &[],
    },
    Recipe {
        id: ("minato-machi", "1-1-1"),
        kind: Kind::Measure,
        title: "ﾊﾞﾘｱﾌﾘｰの街づくり",
        body: &["駅と商店街を結ぶ道を直します。", "支援", "商店街"],
        period: Some(("中期", 2014, 2016)),
        result: Some(("", Status::Blank)),
        path: &["まちづくり"],
        category: &["拡充"],
    },
    Recipe {
        id: ("minato-machi", "1-1-2"),
        kind: Kind::Measure,
        title: "観光の振興",
        body: &["観光協会を支援する。観光客の受け入れ、支援の窓口。"],
        period: Some(("長期", 2016, 2020)),
        result: Some(("案内所を開設。", Status::Reported)),
        path: &["まちづくり", "商店街と観光"],
        category: &["新規"],
    },
    Recipe {
        id: ("minato-machi", "1-1-3"),
        kind: Kind::Figure,
        title: "産業まつりの様子",
        body: &[],
        period: None,
        result: None,
        path: &["まちづくり"],
        category: &[],
    },
    Recipe {
        id: ("minato-machi", "1-1-4"),
        kind: Kind::Measure,
        title: "",
        body: &["※→★"],
        period: Some(("短期", 2012, 2012)),
        result: None,
        path: &[],
        category: &[],
    },
];

/// The entries, in the order of their plans.
pub(crate) fn entries() -> Vec<Entry> {
    RECIPES.iter().map(entry).collect()
}

/// The catalogue of an index of these entries.
pub(crate) fn catalogue() -> Catalogue {
    let entries = entries();
    let mut sections: Vec<Section> = Vec::new();
    for (level, id) in entries.iter().flat_map(|entry| (1..).zip(&*entry.sections)) {
        if !sections.iter().any(|section| section.id == *id) {
            let number = id.rsplit(['/', '-']).next().unwrap_or_default().to_owned();
            sections.push(Section { id: id.clone(), level, number, title: String::new() });
        }
    }
    Catalogue::of(&[Plan { sections, entries, ..Plan::default() }])
}

fn entry(recipe: &Recipe) -> Entry {
    let (plan, local) = recipe.id;
    let mut entry = Entry::new(plan, local, recipe.kind);
    entry.title = recipe.title.to_owned();
    entry.number = local.to_owned();
    // The publisher of the other plan is not known.
    entry.municipality = (plan == "hoshimi").then(|| "星見市".to_owned());
    entry.body = recipe.body.iter().map(|&text| text.to_owned()).collect();
    entry.category = recipe.category.iter().map(|&text| text.to_owned()).collect();
    entry.period = recipe.period.map(|(period, _, _)| period.to_owned());
    entry.plan_years = recipe.period.map(|(_, from, to)| FiscalYears::new(from, to));
    entry.path =
        recipe.path.iter().map(|&title| Heading { number: String::new(), title: title.to_owned() }).collect();
    entry.sections =
        (1..=entry.path.len()).map(|depth| format!("{plan}/{}", &local[..depth * 2 - 1])).collect();
    if let Some((text, status)) = recipe.result {
        let years = Some(FiscalYears::new(2011, 2013));
        entry.add_report(Report { years, text: text.to_owned(), status, source: Place::line("plan.txt", 1) });
    }
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    match recipe.id {
        ("hoshimi", "1-1-2") | ("minato-machi", "1-1-1") => {
            entry.groups.departments = names(&["産業課"]);
            entry.groups.related_departments = names(&["商工課", "観光課"]);
        }
        ("hoshimi", "1-2-1") | ("minato-machi", "1-1-2") => {
            entry.groups.departments = names(&["観光課", "産業課"]);
            entry.groups.organisations = names(&["商工会議所", "商工会議所支部"]);
        }
        _ => {}
    }
    match recipe.id {
        ("hoshimi", "1-1-3") => {
            entry.title_variants = vec!["ISO9001の取得".to_owned()];
            entry.notes = vec![Note {
                term: "規格".to_owned(), text: "国際標準化機構が定める。".to_owned()
            }];
        }
        ("hoshimi", "1-2-2") => {
            entry.source.repairs = vec![RepairRecord {
                line: 1,
                at: Locator::Lines,
                printed: "产学".to_owned(),
                repaired: "産学".to_owned(),
                rule: "simplified".to_owned(),
            }];
        }
        _ => {}
    }
    entry
}
