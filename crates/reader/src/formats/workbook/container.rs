//! Tells what a workbook file contains, before a reader of workbooks opens it.
//!
//! The name of a file is no proof. Systems of offices export HTML or CSV under the name `.xls`, and a workbook
//! with a password is a different container. A ZIP may also unpack to far more than it holds.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::Problem;

/// Maximum size of all unpacked members in bytes.
const MAX_UNPACKED: u64 = 500 << 20;

/// The format that a file really has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    /// Separated text.
    Text,
}

/// A recognised file.
#[derive(Debug)]
pub(super) struct Container {
    pub kind: Kind,
    /// Parts with text that workbooks show beside the cells: `コメント`, `図形の文字`.
    pub unread: BTreeSet<&'static str>,
}

/// Recognises a file and checks its sizes.
///
/// # Errors
/// If it is no workbook, has a password, or is too large when unpacked.
pub(super) fn recognise(bytes: &[u8]) -> Result<Container, Problem> {
    let of = |kind| Ok(Container { kind, unread: BTreeSet::new() });
    if bytes.starts_with(b"PK") {
        return zip_container(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(Problem::broken)?;
        return match () {
            () if file.exists("EncryptedPackage") => Err(Problem::Password),
            () if file.exists("Workbook") || file.exists("Book") => of(Kind::Xls),
            () => Err(Problem::Other("Excel ではない Office の文書")),
        };
    }
    // The first record of a workbook of Excel 4 and before.
    if let [0x09, 0x00 | 0x02 | 0x04, 0x04 | 0x06, 0x00, ..] = bytes {
        return Err(Problem::Other("Excel 4 までの古いブック"));
    }
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match unmarked {
        [] => Err(Problem::Empty),
        [b'<', ..] => {
            let beginning = unmarked.get(..2_000).unwrap_or(unmarked);
            let is_2003 = contains(beginning, b"urn:schemas-microsoft-com:office:spreadsheet");
            Err(Problem::Other(if is_2003 {
                "XML スプレッドシート 2003"
            } else {
                "HTML(ウェブページ)"
            }))
        }
        _ if bytes.contains(&0) && !bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF") => {
            Err(Problem::Broken("ブックの始まりではないデータです".to_owned()))
        }
        _ => of(Kind::Text),
    }
}

fn zip_container(bytes: &[u8]) -> Result<Container, Problem> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(Problem::broken)?;
    check_sizes(&mut zip, MAX_UNPACKED)?;
    let names: Vec<String> = zip.file_names().flatten().map(Cow::into_owned).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    let kind = match () {
        () if has("xl/workbook.bin") => Kind::Xlsb,
        () if has("content.xml") => Kind::Ods,
        () if names.iter().any(|name| name.starts_with("xl/")) => Kind::Xlsx,
        () if has("word/document.xml") => return Err(Problem::Other("Word の文書")),
        () => return Err(Problem::Other("ブックではない ZIP ファイル")),
    };
    if kind == Kind::Ods && member_contains(&mut zip, "META-INF/manifest.xml", b"encryption-data") {
        return Err(Problem::Password);
    }
    let mut unread = BTreeSet::new();
    if names.iter().any(|name| name.starts_with("xl/comments") || name.starts_with("xl/threadedComments/")) {
        unread.insert("コメント");
    }
    let drawings = names.iter().filter(|name| is_drawing(name));
    if drawings.into_iter().any(|name| member_contains(&mut zip, name, b"<a:t>")) {
        unread.insert("図形の文字");
    }
    Ok(Container { kind, unread })
}

fn is_drawing(name: &str) -> bool {
    let name = name.strip_prefix("xl/drawings/").and_then(|name| name.strip_suffix(".xml"));
    name.is_some_and(|name| !name.contains('/'))
}

/// Adds up the unpacked sizes that the directory of a ZIP states. The crate `zip` fails on a member that unpacks
/// to more.
fn check_sizes(zip: &mut ZipArchive<Cursor<&[u8]>>, most: u64) -> Result<(), Problem> {
    let mut unpacked = 0u64;
    for at in 0..zip.len() {
        let member = zip.by_index_raw(at).map_err(Problem::broken)?;
        unpacked = unpacked.saturating_add(member.size());
    }
    if unpacked > most { Err(Problem::TooLarge) } else { Ok(()) }
}

fn member_contains(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str, wanted: &[u8]) -> bool {
    let mut bytes = Vec::new();
    let Ok(member) = zip.by_name(name) else { return false };
    // What was unpacked before an error is searched too.
    drop(member.take(MAX_UNPACKED).read_to_end(&mut bytes));
    contains(&bytes, wanted)
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn counts_what_an_archive_unpacks_to() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&[b'0'; 10_000]).unwrap();
        }
        let mut bytes = zip.finish().unwrap().into_inner();
        let check = |bytes: &[u8], most| check_sizes(&mut ZipArchive::new(Cursor::new(bytes)).unwrap(), most);
        assert!(check(&bytes, 20_000).is_ok());
        assert!(matches!(check(&bytes, 19_999), Err(Problem::TooLarge)));
        // The directory now says that each member has no bytes.
        while let Some(at) = bytes.windows(4).position(|size| size == 10_000u32.to_le_bytes()) {
            bytes[at..at + 4].fill(0);
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        assert!(check_sizes(&mut zip, 19_999).is_ok());
        assert!(zip.by_name("a").unwrap().read_to_end(&mut Vec::new()).is_err(), "more than stated");
    }

    #[test]
    fn tells_what_is_no_workbook() {
        let other = |bytes: &[u8]| match recognise(bytes) {
            Err(Problem::Other(what)) => what,
            other => panic!("{other:?}"),
        };
        assert!(other(b"\xEF\xBB\xBF\r\n<html><table>").starts_with("HTML"));
        assert!(
            other(b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>")
                .starts_with("XML")
        );
        assert!(other(b"\x09\x04\x06\x00\x00\x00").starts_with("Excel 4"));
        assert!(matches!(recognise(b" \n"), Err(Problem::Empty)));
        assert!(matches!(recognise(b"\x01\x00\x02"), Err(Problem::Broken(_))));
        assert!(matches!(recognise(b"PK\x03\x04"), Err(Problem::Broken(_))));
        assert!(matches!(recognise(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Err(Problem::Broken(_))));
        assert!(matches!(recognise("番号,名前\n".as_bytes()), Ok(Container { kind: Kind::Text, .. })));
    }
}
