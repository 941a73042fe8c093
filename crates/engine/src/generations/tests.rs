//! A generation is live as a whole or not at all, and damage is named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use super::*;

fn publish(home: &Generations, fingerprint: &str, entries: usize) -> Generation {
    let staging = home.begin(fingerprint, BTreeSet::new()).unwrap();
    fs::write(staging.engine_dir().join("data"), fingerprint).unwrap();
    staging.publish(entries, &Catalogue::default(), &Vocabulary::default(), &Changes::default()).unwrap()
}

fn names(home: &Generations, prefix: &str) -> usize {
    let entries = fs::read_dir(&home.dir).unwrap();
    entries.filter(|entry| entry.as_ref().unwrap().file_name().to_str().unwrap().starts_with(prefix)).count()
}

#[test]
fn a_generation_is_live_once_published_and_the_one_before_stays() {
    let folder = tempfile::tempdir().unwrap();
    let home = Generations::open(folder.path().join("deep/index"));
    assert_eq!(home.current().unwrap(), None);
    let first = publish(&home, "a", 3);
    assert_eq!(home.current().unwrap(), Some(first.clone()));
    assert!(first.is_fresh("a") && !first.is_fresh("b"));
    assert_eq!(first.meta().entries, 3);
    assert!(first.meta().built_at.ends_with('Z') && first.meta().built_at.len() == 20);
    assert_eq!(first.catalogue().unwrap(), Catalogue::default());

    let second = publish(&home, "b", 4);
    assert_eq!(home.current().unwrap(), Some(second.clone()));
    assert!(first.engine_dir().join("data").exists(), "a reader may just be opening it");
    publish(&home, "c", 5);
    assert!(!first.engine_dir().exists() && second.engine_dir().exists());
    assert_eq!((names(&home, LIVE), names(&home, STAGED)), (2, 0));
}

#[test]
fn a_build_that_is_given_up_leaves_nothing_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = Generations::open(folder.path());
    let live = publish(&home, "a", 1);
    drop(home.begin("b", BTreeSet::new()).unwrap());
    assert_eq!(names(&home, STAGED), 0);
    assert_eq!(home.current().unwrap(), Some(live));
}

#[test]
fn a_second_builder_is_told_so_and_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = Generations::open(folder.path());
    let staging = home.begin("a", BTreeSet::new()).unwrap();
    let error = home.begin("b", BTreeSet::new()).unwrap_err();
    assert!(matches!(error, EngineError::Busy { .. }));
    assert!(error.to_string().contains("別の処理が同じ索引を作っています"), "{error}");
    assert!(staging.engine_dir().is_dir());
    staging.publish(0, &Catalogue::default(), &Vocabulary::default(), &Changes::default()).unwrap();
    publish(&home, "b", 0);
}

#[test]
fn only_what_is_ours_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let home = Generations::open(folder.path());
    let foreign =
        ["gen-backup", "tmp-notes", "tmp", "gen-00000000-xyz", "README.md", "gen-1234567-0000000000000000"];
    foreign.iter().for_each(|name| fs::create_dir(folder.path().join(name)).unwrap());
    let stale = folder.path().join("tmp-0123abcd-00000000000000ff");
    fs::create_dir_all(stale.join(ENGINE)).unwrap();
    (0..3).for_each(|i| drop(publish(&home, &i.to_string(), 0)));
    assert!(foreign.iter().all(|name| folder.path().join(name).is_dir()));
    assert!(!stale.exists(), "broken off, and nobody holds the lock");
}

#[test]
fn damage_is_named_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let home = Generations::open(folder.path());
    let live = publish(&home, "a", 1);
    let pointer = folder.path().join(POINTER);
    let damaged = |expected: &str| {
        let error = home.current().unwrap_err();
        assert!(matches!(error, EngineError::Damaged { .. }), "{error:?}");
        let message = error.to_string();
        assert!(message.contains(expected) && message.contains("shisaku index"), "{message}");
    };
    let name = fs::read_to_string(&pointer).unwrap();
    for other in ["../../etc", "", "gen-0123abcd-00000000000000ff"] {
        fs::write(&pointer, other).unwrap();
        damaged(if other.starts_with("gen") { "がありません" } else { "とあります" });
    }
    fs::write(&pointer, format!("{name}\n")).unwrap();
    assert!(home.current().unwrap().is_some(), "an editor's line end is no damage");
    fs::write(live.path.join(META), "{\"entries\":1}").unwrap();
    damaged(META);
    publish(&home, "b", 1);
    assert!(home.current().unwrap().is_some(), "building again is the way out");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Generations::open(file.join("index")).begin("a", BTreeSet::new()).unwrap_err().to_string();
    assert!(error.contains("file/index") && error.contains("--index"), "{error}");
}
