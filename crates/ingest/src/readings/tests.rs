#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use super::*;
use crate::{Snapshot, build_snapshot, open};
use shisaku_analysis::Analyzer;
use shisaku_model::Catalogue;
use shisaku_reader::Organisations;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new().unwrap());

/// Three plans: two editions, of which one names the other, and one with a clash of organisations, a repair and
/// an unreadable file.
const FILES: [(&str, &str); 10] = [
    ("a/plan.toml", "title = \"第1次計画\"\npublisher = \"星見市\"\n[marks]\n○ = \"実施\"\n"),
    ("a/plan.txt", "第1章 産業\n1 商業\n1-1 商店\n(1)商店街の催し\n・星見商工会と催しを助けます。\n"),
    ("b/plan.toml", "title = \"第2次計画\"\npublisher = \"星見市\"\nfollows = \"a\"\n"),
    (
        "b/plan.md",
        "# 第1章 産業\n\n| 番号 | 施策名 | 内容 |\n|---|---|---|\n| 1 | 朝市 | 朝市を開きます。 |\n",
    ),
    ("b/README.md", "覚え書き\n"),
    ("b/old/plan.txt", "古い文書\n"),
    ("c/plan.toml", "title = \"港の計画\"\n"),
    ("c/organisations.csv", "名称,別名,上位団体\n港連合会,星見商工会,\n"),
    ("c/plan.txt", "第1章 港\n1 港湾\n1-1 桟橋\n(1)棧橋の修理\n・桟橋を直します。\n・桟橋を広げます。\n"),
    ("c/broken.csv", "\0\u{1}"),
];

/// Seeds and an index in a folder of their own.
struct Town {
    folder: tempfile::TempDir,
    organisations: Organisations,
}

impl Town {
    fn new() -> Self {
        let organisations = Organisations::read("own.csv", "名称\n星見商工会\n").0;
        let town = Self { folder: tempfile::tempdir().unwrap(), organisations };
        FILES.iter().for_each(|(file, text)| town.write(&format!("seeds/{file}"), text));
        town
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn write(&self, below: &str, bytes: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(below).parent().unwrap()).unwrap();
        fs::write(self.path(below), bytes).unwrap();
    }

    fn take(&self, index: &Path) -> Snapshot {
        let with = ReadWith { analyzer: &ANALYZER, organisations: &self.organisations, meaning: None };
        Snapshot::take(&self.path("seeds"), index, with).unwrap()
    }

    /// Takes a snapshot, asserts that it and its index equal those made from nothing, and returns the plans that
    /// were read.
    fn read(&self) -> Vec<String> {
        let taken = self.take(&self.path("index"));
        let elsewhere = tempfile::tempdir().unwrap();
        let anew = self.take(elsewhere.path());
        assert_eq!(anew.read.len(), anew.reading.plans.len());
        assert_eq!(taken.reading.plans, anew.reading.plans);
        assert_eq!(taken.reading.findings, anew.reading.findings);
        assert_eq!(taken.fingerprint, anew.fingerprint);
        assert_eq!(self.index(&taken, &self.path("index")), self.index(&anew, elsewhere.path()));
        assert_eq!(self.stored().len(), taken.reading.plans.len(), "one file a plan");
        taken.read
    }

    /// The catalogue and the entries of an index.
    fn index(&self, snapshot: &Snapshot, index: &Path) -> (Catalogue, Vec<Entry>) {
        let with = ReadWith { analyzer: &ANALYZER, organisations: &self.organisations, meaning: None };
        let built = build_snapshot(snapshot, &self.path("seeds"), index, with, None, &|_, _| {}).unwrap();
        let opened = open(&built).unwrap();
        let mut entries = Vec::new();
        opened.searcher.each(&mut |entry| entries.push(entry)).unwrap();
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        assert_eq!(entries.len(), snapshot.entries().len());
        (opened.catalogue, entries)
    }

    /// The files of the store.
    fn stored(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.path("index/readings")).unwrap();
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    }
}

#[test]
fn a_plan_is_read_again_only_if_its_folder_changed() {
    let town = Town::new();
    assert_eq!(town.read(), ["a", "b", "c"]);
    assert!(town.read().is_empty());
    town.write("seeds/b/plan.md", "# 第1章 産業\n\n| 番号 | 施策名 |\n|---|---|\n| 1 | 夜市 |\n");
    assert_eq!(town.read(), ["b"]);
    // Every file counts that a finding is about.
    fs::remove_file(town.path("seeds/b/README.md")).unwrap();
    assert_eq!(town.read(), ["b"]);
    fs::remove_dir_all(town.path("seeds/b/old")).unwrap();
    assert_eq!(town.read(), ["b"]);
    town.write("seeds/c/picture.jpg", "");
    assert_eq!(town.read(), ["c"]);
    town.write("seeds/d/plan.txt", "第1章 空\n1 空\n1-1 空\n(1)空の計画\n・飛びます。\n");
    assert_eq!(town.read(), ["d"]);
    assert!(town.read().is_empty());
}

#[test]
fn editions_are_linked_among_stored_plans() {
    let town = Town::new();
    let follows = |town: &Town| {
        assert!(town.read().is_empty());
        let snapshot = town.take(&town.path("index"));
        let told = snapshot.reading.findings.iter().filter(|finding| finding.code == "unknown_plan").count();
        (snapshot.reading.plans.into_iter().map(|plan| plan.manifest.follows).collect::<Vec<_>>(), told)
    };
    town.read();
    assert_eq!(follows(&town), (vec![String::new(), "a".into(), String::new()], 0));
    fs::rename(town.path("seeds/a"), town.path("away")).unwrap();
    assert_eq!(follows(&town), (vec![String::new(); 2], 1), "and the reading of a is deleted");
    fs::rename(town.path("away"), town.path("seeds/a")).unwrap();
    assert_eq!(town.read(), ["a"]);
    assert_eq!(follows(&town).1, 0);
}

#[test]
fn a_file_that_moves_between_plans_changes_both() {
    let town = Town::new();
    town.read();
    fs::copy(town.path("seeds/a/plan.txt"), town.path("seeds/c/again.txt")).unwrap();
    assert_eq!(town.read(), ["c"]);
    fs::rename(town.path("seeds/c/again.txt"), town.path("seeds/a/again.txt")).unwrap();
    assert_eq!(town.read(), ["a", "c"]);
    let findings = town.take(&town.path("index")).reading.findings;
    assert!(findings.iter().any(|finding| finding.code == "same_document"), "{findings:?}");
}

#[test]
fn another_list_of_organisations_reads_all_again() {
    let mut town = Town::new();
    town.read();
    for (file, text) in [
        ("own.csv", "名称\n星見商工会\n星見組合\n"),
        ("own.csv", "名称\n\n星見商工会\n星見組合\n"),
        ("other.csv", ""),
    ] {
        town.organisations = Organisations::read(file, text).0;
        assert_eq!(town.read(), ["a", "b", "c"], "findings name the lines of the list");
    }
}

#[test]
fn a_damaged_or_foreign_file_is_not_believed() {
    let town = Town::new();
    town.read();
    let [a, b, c] = town.stored().try_into().unwrap();
    let whole = fs::read(&a).unwrap();
    let mut letter = whole.clone();
    *letter.last_mut().unwrap() = b' ';
    let renamed = fs::read(&b).unwrap();
    for bytes in [&whole[..40], &[], &letter, &renamed, b"{}"] {
        fs::write(&a, bytes).unwrap();
        assert_eq!(town.read(), ["a"]);
        assert_eq!(fs::read(&a).unwrap(), whole, "stored again");
    }
    fs::remove_file(&c).unwrap();
    assert_eq!(town.read(), ["c"]);
}

#[test]
fn only_own_files_are_deleted() {
    let town = Town::new();
    town.read();
    let old = format!("index/readings/new-a-{}", "0f".repeat(16));
    town.write(&old, "half");
    town.write("index/readings/notes.txt", "mine");
    town.take(&town.path("index"));
    assert!(!town.path(&old).exists());
    assert!(town.path("index/readings/notes.txt").exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let town = Town::new();
    town.read();
    let a = town.stored().remove(0);
    fs::rename(&a, town.path("elsewhere")).unwrap();
    symlink(town.path("elsewhere"), &a).unwrap();
    assert_eq!(town.read(), ["a"]);
    assert!(!a.is_symlink() && town.path("elsewhere").exists());

    fs::rename(town.path("index/readings"), town.path("moved")).unwrap();
    symlink(town.path("moved"), town.path("index/readings")).unwrap();
    let before: Vec<_> = fs::read_dir(town.path("moved")).unwrap().map(|file| file.unwrap().path()).collect();
    fs::remove_dir_all(town.path("seeds/c")).unwrap();
    assert_eq!(town.take(&town.path("index")).read, ["a", "b"]);
    assert!(before.iter().all(|path| path.exists()));

    // A link in a plan is read, or told with its target.
    fs::remove_file(town.path("index/readings")).unwrap();
    symlink(town.path("elsewhere"), town.path("seeds/a/link.txt")).unwrap();
    assert_eq!(town.read(), ["a", "b"]);
    fs::remove_file(town.path("seeds/a/link.txt")).unwrap();
    symlink(town.path("seeds/b/plan.md"), town.path("seeds/a/link.md")).unwrap();
    assert_eq!(town.read(), ["a"]);
    town.write("seeds/b/plan.md", "# 第1章 産業\n\n| 番号 | 施策名 |\n|---|---|\n| 1 | 夜市 |\n");
    assert_eq!(town.read(), ["a", "b"]);
}

#[test]
fn without_a_folder_to_write_everything_is_read() {
    let town = Town::new();
    // A file has no folder in it. Permissions would not stop every user.
    town.write("file", "");
    for index in ["file", "file/index", "seeds/index", "seeds/a"] {
        assert_eq!(town.take(&town.path(index)).read, ["a", "b", "c"], "{index}");
    }
    assert!(!town.path("seeds/index").exists() && !town.path("seeds/a/readings").exists());
}
