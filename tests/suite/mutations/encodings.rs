//! The first document in other encodings.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS};

use super::mutant::{Mutant, assert_same_model};
use crate::seeds::{FILE, Folder, Read, document, plan};

fn read(bytes: impl AsRef<[u8]>) -> Read {
    Folder::of_the_plan().with(FILE, bytes).read()
}

/// Asserts that the whole model is equal: ids, lines and repairs included.
#[track_caller]
fn assert_identical(read: &Read) {
    assert_eq!(read.plan(), plan());
    assert_eq!(&read.plans[0].documents, &[document().clone()]);
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let text = Mutant::real().text();
    assert_identical(&read(text.replace('\n', "\r\n")));
    assert_identical(&read(format!("\u{FEFF}{text}")));
    assert_identical(&read(format!("\u{FEFF}{}", text.replace('\n', "\r\n"))));
    assert_identical(&read(text.trim_end()));
}

#[test]
fn utf_16_of_either_order() {
    let text = format!("\u{FEFF}{}", Mutant::real().text());
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        let read = read(bytes);
        assert_identical(&read);
        assert_eq!(read.told("other_encoding").len(), 1, "a guess is told");
    }
}

/// The old encodings cannot write some characters damaged by the scan. These are repaired first.
fn writable(encoding: &'static Encoding) -> String {
    let text = Mutant::real()
        .each(|_, line| line.replace("产学", "産学").replace("长期", "長期").replace(" 자체", "自体"))
        .text();
    text.chars().map(|c| if encoding.encode(&c.to_string()).2 { '〓' } else { c }).collect()
}

#[test]
fn shift_jis_euc_jp_and_iso_2022_jp() {
    for encoding in [SHIFT_JIS, EUC_JP, ISO_2022_JP] {
        let text = writable(encoding);
        let lost: String = text.chars().filter(|c| *c == '〓').collect();
        assert!(lost.chars().count() <= 1, "only 俱 of 俱楽部 is outside {}", encoding.name());
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let (bytes, _, _) = encoding.encode(&text);
            let old = read(bytes);
            let new = read(&text);
            assert_eq!(old.plan(), new.plan(), "{}", encoding.name());
            let told = old.told("other_encoding");
            assert!(told.len() == 1 && told[0].message.contains(encoding.name()), "{told:?}");
            assert!(new.told("other_encoding").is_empty());
        }
    }
}

#[test]
fn half_width_kana_and_radicals_are_what_they_look_like() {
    let read =
        Mutant::real().each(|_, line| line.replace("バリアフリー", "ﾊﾞﾘｱﾌﾘｰ").replace("長期", "⻑期")).read();
    assert_same_model(&read);
}

#[test]
fn invisible_characters_are_no_part_of_a_word() {
    let read = Mutant::real()
        .each(|_, line| line.replace("商店街", "商店\u{200B}街").replace("実績なし", "実績\u{AD}なし"))
        .read();
    assert_same_model(&read);
}
