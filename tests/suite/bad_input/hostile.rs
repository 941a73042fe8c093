//! Documents and folders made to crash, block or mislead the program: each is a finding with the name of the
//! file, and everything beside it is read.

use std::{
    fs,
    io::{Cursor, Write},
    os::unix::fs::symlink,
    process::Command,
};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{PLAN, TEXT, beside, told};
use crate::support::{Sandbox, server::Server};

/// A PDF whose page is an array in an array, 500,000 times.
fn deep_pdf() -> Vec<u8> {
    let depth = 500_000;
    let contents = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        &contents,
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        table += &format!("{:010} 00000 n \n", pdf.len());
        pdf += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = pdf.len();
    pdf += &format!("xref\n0 5\n{table}trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    pdf.into_bytes()
}

/// A workbook that claims 4 billion strings.
fn counting_workbook() -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let members = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"a\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"a\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"{relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>"
            ),
        ),
        (
            "xl/sharedStrings.xml",
            format!(
                "<sst xmlns=\"{main}\" count=\"4294967295\" uniqueCount=\"4294967295\"><si><t>a</t></si></sst>"
            ),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn pipe(sandbox: &Sandbox, name: &str) {
    assert!(Command::new("mkfifo").arg(sandbox.path(name)).status().unwrap().success());
}

#[test]
fn documents_that_crash_or_swell_their_reader() {
    let sandbox = beside("seeds/sound/deep.pdf", deep_pdf());
    sandbox.write("seeds/sound/counting.xlsx", counting_workbook());
    told(
        &sandbox,
        1,
        &[
            "sound/deep.pdf 読み取りの途中で止まりました",
            "sound/counting.xlsx 読み取りに必要なメモリー",
            "→ ",
        ],
    );
    // The machine may have been busy. Nothing of the folder is taken for unchanged.
    sandbox.run(["index"]).said(0, &["計画 1 件を読みました。"]);
    let run = sandbox.run(["parse", "seeds/sound/deep.pdf"]);
    run.said(1, &["deep.pdf 読み取りの途中で止まりました"]);
    let found = sandbox.run(["search", "counting", "--kind", "text"]);
    assert_eq!(found.code, 0, "{found:?}");
    sandbox.run(["read-document"]).said(2, &["read-document"]);
}

#[test]
fn a_server_outlives_them() {
    let sandbox = Sandbox::empty();
    sandbox.write("seeds/sound/plan.toml", PLAN).write("seeds/sound/text.txt", TEXT);
    let mut server = Server::start(&sandbox);
    sandbox.write("seeds/sound/deep.pdf", deep_pdf());
    pipe(&sandbox, "seeds/sound/departments.csv");
    server.signal("HUP");
    server.wait_until("the change is refused", |server| server.said().contains("取り入れません"));
    assert!(server.said().contains("sound/deep.pdf "), "{}", server.said());
    fs::remove_file(sandbox.path("seeds/sound/deep.pdf")).unwrap();
    fs::remove_file(sandbox.path("seeds/sound/departments.csv")).unwrap();
    sandbox.write("seeds/sound/more.txt", TEXT.replace("融資", "夜市"));
    server.signal("HUP");
    server.wait_until("it goes on watching", |server| server.said().contains("取り入れました"));
    assert_eq!(server.get("/healthz").json()["status"], "ok");
}

#[test]
fn pipes_and_devices_under_the_name_of_a_staff_file() {
    for name in ["repairs.toml", "departments.csv", "department_names.csv", "organisations.csv"] {
        let sandbox = beside("seeds/other/text.txt", TEXT);
        sandbox.write("seeds/other/plan.toml", PLAN);
        pipe(&sandbox, &format!("seeds/other/{name}"));
        told(&sandbox, 1, &[&format!("other/{name} ふつうのファイルではありません")]);
    }
    let sandbox = beside("seeds/other/text.txt", TEXT);
    pipe(&sandbox, "seeds/other/plan.toml");
    pipe(&sandbox, "seeds/plan.toml");
    told(&sandbox, 1, &["other/plan.toml ふつうのファイルではありません"]);
}

#[test]
fn links_out_of_the_folder_are_not_followed() {
    let sandbox = beside("outside/secret.txt", TEXT.replace("融資", "機密"));
    for (target, link) in [
        ("../../outside/secret.txt", "seeds/sound/link.txt"),
        ("/dev/zero", "seeds/sound/repairs.toml"),
        ("../outside", "seeds/far"),
        (".", "seeds/again"),
        ("text.txt", "seeds/sound/same.txt"),
        ("loop.txt", "seeds/sound/loop.txt"),
    ] {
        symlink(target, sandbox.path(link)).unwrap();
    }
    told(
        &sandbox,
        1,
        &[
            "sound/link.txt 文書のフォルダーの外(",
            "outside/secret.txt)へのリンク",
            "sound/repairs.toml 文書のフォルダーの外(/dev/zero)",
            "far 文書のフォルダーの外(",
            "again 文書のフォルダーの外(",
            "→ リンクをやめ",
            "sound/loop.txt リンクの先をたどれません。",
        ],
    );
    let found = sandbox.run(["search", "機密の充実", "--exact"]);
    assert!(!found.out.contains("【機密】"), "{found:?}");
    let run = sandbox.run(["check", "--all"]);
    assert!(
        !run.out.contains("sound/same.txt 文書のフォルダーの外"),
        "a link inside is followed: {}",
        run.out
    );
    sandbox.run(["init", "seeds/far"]).said(2, &["文書のフォルダーの外"]);
}

#[test]
fn names_that_would_act_on_a_terminal() {
    let sandbox = beside("seeds/sound/a\u{1b}[31m\nb.xlsx", "junk\0");
    sandbox.write("seeds/sound/\u{202e}txt.pdf", "junk");
    told(&sandbox, 1, &["sound/a\\u{1b}[31m\\u{a}b.xlsx ", "sound/\\u{202e}txt.pdf "]);
    for arguments in [&["check", "--all"][..], &["index"], &["parse", "seeds/sound/a\u{1b}[31m\nb.xlsx"]] {
        let run = sandbox.run(arguments);
        let said = format!("{}{}", run.out, run.err);
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
    }
}

#[test]
fn files_that_programs_keep_for_themselves() {
    let sandbox = beside("seeds/sound/~$plan.xlsx", "\0");
    for name in [".~lock.plan.ods#", "Thumbs.db", "desktop.ini", ".DS_Store"] {
        sandbox.write(&format!("seeds/sound/{name}"), "\0");
    }
    sandbox.write("seeds/Thumbs.db", "\0");
    told(&sandbox, 0, &[]);
    let run = sandbox.run(["check", "--all"]);
    for name in ["~$", "lock", "Thumbs", "desktop", "DS_Store"] {
        assert!(!run.out.contains(name), "{name}: {}", run.out);
    }
}
