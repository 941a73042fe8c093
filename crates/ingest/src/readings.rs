//! The store of readings beside an index: each plan as it was last read. A plan whose folder is unchanged is not
//! read again.
//!
//! ```text
//! index/readings/
//!   meguro-vision-5b1c...       a checksum, the plan and its findings as JSON, then its documents as read
//!   new-meguro-vision-7f20...   a file in progress, or of an interrupted build
//! ```
//!
//! A name ends in the hash of everything that the reading depends on: the program, the general list of
//! organisations, and the folder of the plan. A file that is damaged or cannot be written costs one more reading,
//! never a result. Only files with exactly such names are deleted, and no link is followed.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use super::ReadWith;
use shisaku_engine::sources::{PackedSources, SourceFacts};
use shisaku_model::{Contacts, Corrections, Entry, Finding, KnownName, Manifest, Plan, Repaired, Section};
use shisaku_reader::{FolderReading, PlanReading, folder_fingerprint, read_plan_folder};

const FOLDER: &str = "readings";
const STAGED: &str = "new-";

/// Digits of the hash in a name.
const DIGITS: usize = 32;

/// Bytes of the checksum.
const CHECKSUM: usize = blake3::OUT_LEN;

/// A stored reading: the id of the plan, the parts of the plan that an index needs, and the findings about its
/// files and of the later stages. What an entry leaves out of its JSON form stands beside it.
type Stored = (
    String,
    Manifest,
    Vec<Section>,
    Vec<(Entry, Vec<Repaired>)>,
    Vec<KnownName>,
    Contacts,
    [Vec<Finding>; 2],
    Vec<SourceFacts>,
);

/// Bytes of the length of the JSON.
const LENGTH: usize = size_of::<u64>();

/// The parts of a read plan that an index needs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The plan.
    pub plan: Plan,
    /// Its documents as read.
    pub sources: PackedSources,
}

impl AsMut<Plan> for Kept {
    fn as_mut(&mut self) -> &mut Plan {
        &mut self.plan
    }
}

/// The store, while all plans are read once.
pub(crate) struct Readings<'w> {
    /// Folder of the store. `None` if nothing is stored.
    store: Option<PathBuf>,
    with: ReadWith<'w>,
    /// Names of the files that belong to the plans.
    in_use: BTreeSet<String>,
    /// Ids of the plans that were not in the store.
    pub(crate) read: Vec<String>,
}

impl<'w> Readings<'w> {
    /// Opens the store beside an index, which need not exist. Without an index, nothing is stored.
    pub(crate) fn open(index: Option<&Path>, with: ReadWith<'w>) -> Self {
        let store = index.map(|index| index.join(FOLDER));
        let is_usable = |store: &PathBuf| fs::symlink_metadata(store).map_or(true, |found| found.is_dir());
        Self { store: store.filter(is_usable), with, in_use: BTreeSet::new(), read: Vec::new() }
    }

    /// The plan in `folder`, from the store if its folder is unchanged.
    pub(crate) fn plan(&mut self, folder: &Path) -> FolderReading<Kept> {
        if let Some(stored) = self.find(folder) {
            return stored;
        }
        let reading = read_plan_folder(folder, self.with.organisations).map(for_index);
        self.read.extend(reading.plan.iter().map(|kept| kept.plan.manifest.id.clone()));
        // Without a file, the next look reads the plan again.
        let _ = self.keep(folder, &reading);
        reading
    }

    /// Deletes the files of plans that are gone or have changed.
    pub(crate) fn forget_others(&self) {
        for found in self.store.iter().filter_map(|store| fs::read_dir(store).ok()).flatten().flatten() {
            let name = found.file_name();
            let is_old = name.to_str().is_some_and(|name| is_ours(name) && !self.in_use.contains(name));
            if is_old && found.file_type().is_ok_and(|kind| kind.is_file()) {
                // An old file does no harm, and the next look tries again.
                let _ = fs::remove_file(found.path());
            }
        }
    }

    fn find(&mut self, folder: &Path) -> Option<FolderReading<Kept>> {
        let store = self.store.as_ref()?;
        let fingerprint = folder_fingerprint(folder)?;
        let name = self.name(folder, &fingerprint)?;
        let path = store.join(&name);
        let is_file = fs::symlink_metadata(&path).ok()?.is_file();
        let bytes = is_file.then(|| fs::read(&path).ok())??;
        let (sum, body) = bytes.split_at_checked(CHECKSUM)?;
        let reading = decode(body, fingerprint).filter(|_| checksum(&name, body).as_bytes() == sum)?;
        self.in_use.insert(name);
        Some(reading)
    }

    /// Stores a reading by the fingerprint of what was read. The folder may have changed since [`Self::find`].
    fn keep(&mut self, folder: &Path, reading: &FolderReading<Kept>) -> Option<()> {
        let (kept, fingerprint) = (reading.plan.as_ref()?, reading.fingerprint.as_ref()?);
        let (store, name) = (self.store.as_ref()?, self.name(folder, fingerprint)?);
        let body = encode(kept, reading).ok()?;
        if decode(&body, fingerprint.clone()).as_ref() != Some(reading) {
            return None;
        }
        fs::create_dir_all(store).ok()?;
        let staged = store.join(format!("{STAGED}{name}"));
        // One of an interrupted build.
        let _ = fs::remove_file(&staged);
        let sum = checksum(&name, &body);
        let write = |mut file: File| file.write_all(sum.as_bytes()).and_then(|()| file.write_all(&body));
        let written = File::create_new(&staged).and_then(write);
        written.and_then(|()| fs::rename(&staged, store.join(&name))).ok()?;
        self.in_use.insert(name);
        Some(())
    }

    /// Name of the file for a plan's folder with this fingerprint.
    fn name(&self, folder: &Path, fingerprint: &str) -> Option<String> {
        let id = folder.file_name()?.to_str()?;
        let of_list = self.with.organisations.fingerprint_with_places();
        let hash = blake3::hash([env!("SHISAKU_PROGRAM"), fingerprint, &of_list].join("\n").as_bytes());
        Some(format!("{id}-{}", &hash.to_hex()[..DIGITS]))
    }
}

/// Keeps what an index needs. The documents end here, so that no text is held twice.
fn for_index(reading: PlanReading) -> Kept {
    let mut plan = reading.plan;
    plan.account = Vec::new();
    plan.manifest.corrections = Corrections::default();
    plan.manifest.programmes = Vec::new();
    let mut sources = PackedSources::default();
    reading.documents.iter().for_each(|document| sources.add(document));
    Kept { plan, sources }
}

/// The length of the JSON, the JSON, and the pages of the documents.
fn encode(kept: &Kept, reading: &FolderReading<Kept>) -> serde_json::Result<Vec<u8>> {
    let Plan { manifest, sections, entries, known_names, contacts, account: _ } = &kept.plan;
    let entries: Vec<_> = entries.iter().map(|entry| (entry, &entry.repaired)).collect();
    let findings = [&reading.of_files, &reading.of_stages];
    let sources = kept.sources.directory();
    let stored = (&manifest.id, manifest, sections, entries, known_names, contacts, findings, sources);
    let mut body = vec![0; LENGTH];
    serde_json::to_writer(&mut body, &stored)?;
    let length = (body.len() - LENGTH) as u64;
    body[..LENGTH].copy_from_slice(&length.to_be_bytes());
    body.extend_from_slice(kept.sources.bytes());
    Ok(body)
}

fn decode(body: &[u8], fingerprint: String) -> Option<FolderReading<Kept>> {
    let (length, body) = body.split_at_checked(LENGTH)?;
    let length = usize::try_from(u64::from_be_bytes(length.try_into().ok()?)).ok()?;
    let (stored, pages) = body.split_at_checked(length)?;
    let stored: Stored = serde_json::from_slice(stored).ok()?;
    let (id, manifest, sections, entries, known_names, contacts, [of_files, of_stages], directory) = stored;
    let entries = entries.into_iter().map(|(entry, repaired)| Entry { repaired, ..entry }).collect();
    let manifest = Manifest { id, ..manifest };
    let plan = Plan { manifest, sections, entries, known_names, contacts, account: Vec::new() };
    let sources = PackedSources::of(directory, pages.to_vec())?;
    Some(FolderReading {
        plan: Some(Kept { plan, sources }),
        of_files,
        of_stages,
        fingerprint: Some(fingerprint),
    })
}

/// Covers the name too: a file that was renamed is not taken for another reading.
fn checksum(name: &str, body: &[u8]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(name.as_bytes()).update(b"\n").update(body).finalize()
}

/// True if the name has our form: the id of a plan, `-`, and a hash.
fn is_ours(name: &str) -> bool {
    let Some((id, hash)) = name.rsplit_once('-') else { return false };
    let is_lower_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let is_of_id = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    hash.len() == DIGITS && hash.bytes().all(is_lower_hex) && !id.is_empty() && id.bytes().all(is_of_id)
}

#[cfg(test)]
mod tests;
