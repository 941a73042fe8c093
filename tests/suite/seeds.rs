//! Seeds for tests: the real ones, and folders made for one test.

use std::{fs, path::Path, sync::LazyLock};

use shisaku_model::{Entry, Finding, Plan, RepairedDocument};
use shisaku_reader::{PlanReading, Reading, read_seeds};
use tempfile::TempDir;

/// Folder of the first plan.
pub const PLAN: &str = "meguro-vision";
/// Document of the first plan, below `seeds/`.
pub const FILE: &str = "meguro-vision/000_8639ab18f7af3ba7.txt";

static REAL: LazyLock<Reading> = LazyLock::new(|| read_seeds(Path::new("seeds")).unwrap());

/// The real seeds, read once for all tests.
pub fn real() -> &'static Reading {
    &REAL
}

/// The first plan of the real seeds.
pub fn plan() -> &'static Plan {
    &real().plans[0].plan
}

/// The repaired document of the first plan.
pub fn document() -> &'static RepairedDocument {
    &real().plans[0].documents[0]
}

/// The printed document of the first plan.
pub fn printed() -> String {
    fs::read_to_string(Path::new("seeds").join(FILE)).unwrap()
}

/// Returns an entry of the first plan by its id without the plan's part.
#[track_caller]
pub fn entry(local: &str) -> &'static Entry {
    plan().entries.iter().find(|entry| entry.local() == local).unwrap_or_else(|| panic!("no entry {local}"))
}

/// A `seeds/` folder made for one test and deleted on drop.
pub struct Folder(TempDir);

impl Folder {
    /// Creates an empty folder.
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Creates a folder with the files kept by staff for the first plan, without its document.
    pub fn of_the_plan() -> Self {
        let kept = |name: &str| fs::read(Path::new("seeds").join(PLAN).join(name)).unwrap();
        ["plan.toml", "repairs.toml", "organisations.csv"]
            .into_iter()
            .fold(Self::new(), |folder, name| folder.with(&format!("{PLAN}/{name}"), kept(name)))
    }

    /// Adds a file.
    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Reads the folder as seeds.
    pub fn read(&self) -> Read {
        let Reading { plans, findings } = read_seeds(self.path()).unwrap();
        Read { plans, findings }
    }
}

/// Plans and findings read from a folder.
#[derive(Debug)]
pub struct Read {
    pub plans: Vec<PlanReading>,
    pub findings: Vec<Finding>,
}

impl Read {
    /// Returns the only plan.
    #[track_caller]
    pub fn plan(&self) -> &Plan {
        assert_eq!(self.plans.len(), 1, "one plan");
        &self.plans[0].plan
    }

    /// Findings with this code.
    pub fn told(&self, code: &str) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.code == code).collect()
    }

    /// Codes of all findings in alphabetical order, without those that report a repair.
    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> =
            self.findings.iter().map(|finding| finding.code).filter(|code| *code != "repaired").collect();
        codes.sort_unstable();
        codes
    }
}
