//! Reads plain text: UTF-8 first, then the encodings that Japanese offices still use.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8};

use super::{Format, csv};
use shisaku_model::{Document, Finding, Place, line_at};

/// Plain text. The layout is inferred later, from the repaired lines. A table that a spreadsheet saved under
/// this name is read as a table.
pub(super) struct Text;

impl Format for Text {
    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn read(&self, file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
        let (text, other_encoding) = decode_text(file, bytes)?;
        if text.trim().is_empty() {
            return Err(empty_file(file));
        }
        let (document, mut findings) = if csv::is_tab_table(&text) {
            csv::read_table(file, &text, Some('\t'))?
        } else {
            (Document::plain(file, text.lines().map(str::to_owned)), Vec::new())
        };
        findings.extend(other_encoding);
        Ok((document, findings))
    }
}

/// The finding about a document without text.
pub(crate) fn empty_file(file: &str) -> Finding {
    Finding::error("empty_file", Place::file(file), "ファイルに文字がありません。")
        .advise("文書の本文を入れて保存し直すか、ファイルを取り除いてください。")
}

/// Returns the text without its byte order mark. The finding reports an encoding other than UTF-8.
///
/// # Errors
/// A finding if the bytes are binary or in no known encoding.
pub(crate) fn decode_text(file: &str, bytes: &[u8]) -> Result<(String, Option<Finding>), Finding> {
    let decoded = |encoding: &'static Encoding, bytes: &[u8]| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
        let finding = (encoding != UTF_8).then(|| {
            let message = format!("UTF-8 ではないため、{} として読みました。", encoding.name());
            Finding::info("other_encoding", Place::file(file), message)
                .advise("文字が化けているときは、UTF-8 で保存し直してください。")
        });
        Some((text, finding))
    };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let unmarked = &bytes[mark..];
        if encoding == UTF_8 {
            return decoded(encoding, unmarked).ok_or_else(|| undecodable(file, bytes));
        }
        // Each letter of UTF-16 has two bytes. A copy that was cut short ends within one.
        let is_cut = unmarked.len() % 2 == 1;
        let whole = &unmarked[..unmarked.len() - usize::from(is_cut)];
        let (text, finding) = decoded(encoding, whole).ok_or_else(|| broken_utf16(file))?;
        return Ok((text, if is_cut { Some(cut_utf16(file)) } else { finding }));
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        let place = Place::line(file, line_at(bytes, at));
        let finding =
            Finding::error("binary_file", place, "テキストではないデータ(値 0 のバイト)があります。");
        return Err(finding.advise("文書をテキスト(UTF-8)で保存し直すか、中身に合う拡張子に変えてください。"));
    }
    // ISO-2022-JP bytes are all ASCII. Only the escape sequence before its kanji gives it away.
    let escaped = bytes.windows(2).any(|pair| pair == b"\x1b$");
    if !escaped && let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    // The detector knows many encodings, but Japanese offices use these three.
    [guess, SHIFT_JIS, EUC_JP, ISO_2022_JP]
        .into_iter()
        .filter(|encoding| [SHIFT_JIS, EUC_JP, ISO_2022_JP].contains(encoding))
        .find_map(|encoding| decoded(encoding, bytes))
        .ok_or_else(|| undecodable(file, bytes))
}

fn cut_utf16(file: &str) -> Finding {
    let message = "UTF-16 の最後の文字が途中で切れているため、除いて読みました。";
    Finding::warning("cut_text", Place::file(file), message)
        .advise("文書の終わりまであるか確かめ、UTF-8 で保存し直してください。")
}

fn broken_utf16(file: &str) -> Finding {
    let message = "UTF-16 として読めない文字があり、読めません。";
    Finding::error("not_text", Place::file(file), message)
        .advise("元のソフトで開き、UTF-8 で保存し直してください。")
}

fn undecodable(file: &str, bytes: &[u8]) -> Finding {
    let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| 0);
    Finding::error(
        "not_text",
        Place::line(file, line_at(bytes, at)),
        "UTF-8 でも Shift_JIS・EUC-JP・ISO-2022-JP でもない文字があり、読めません。",
    )
    .advise("この行の文字を確かめ、UTF-8 で保存し直してください。ほかの文書は読んでいます。")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use shisaku_model::Block;

    fn decode(bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
        Text.read("a.txt", bytes)
    }

    #[test]
    fn reads_what_japanese_offices_save() {
        let text = "第１章　施策\r\n(1)融資制度の充実を図ります。\r\n";
        for encoding in [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP] {
            let (bytes, _, _) = encoding.encode(text);
            let (document, findings) = decode(&bytes).unwrap();
            let lines: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(lines, ["第１章　施策", "(1)融資制度の充実を図ります。"], "{encoding:?}");
            assert_eq!(findings.is_empty(), encoding == UTF_8, "{encoding:?}");
        }
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        assert_eq!(decode(&marked).unwrap().0.lines[0].text, "第１章　施策");
    }

    #[test]
    fn reads_a_table_that_excel_saved_as_text() {
        let blocks = |text: &str| decode(text.as_bytes()).unwrap().0.blocks;
        assert!(matches!(blocks("番号\t\"実績\n(前年度)\"\n1\t\"開いた。\n3回\"\n")[..], [Block::Table(_)]));
        assert!(matches!(blocks("施策の一覧です。\n番号\t名前\n1\t朝市\n")[..], [Block::Plain(_)]));
        let seed = include_str!("../../../../seeds/meguro-vision/000_8639ab18f7af3ba7.txt");
        assert!(matches!(blocks(seed)[..], [Block::Plain(_)]), "prose between its tables");
    }

    #[test]
    fn a_letter_that_was_cut_in_half_costs_only_itself() {
        let utf16 = |text: &str| {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            [0xFF, 0xFE].into_iter().chain(units).collect::<Vec<u8>>()
        };
        let (document, findings) = decode(&[utf16("第1章\n施策"), vec![0x30]].concat()).unwrap();
        assert_eq!((document.lines[1].text.as_str(), findings[0].code), ("施策", "cut_text"));
        let lone = decode(&[utf16("第1章"), vec![0x00, 0xD8]].concat()).unwrap_err();
        assert!(lone.code == "not_text" && lone.message.contains("UTF-16"), "{lone:?}");
    }

    #[test]
    fn says_what_it_cannot_read_and_where() {
        let codes = |bytes: &[u8]| decode(bytes).map_err(|finding| (finding.code, finding.place));
        assert_eq!(codes(b" \n\n").unwrap_err().0, "empty_file");
        assert_eq!(codes(b"").unwrap_err().0, "empty_file");
        assert_eq!(codes(b"a\nb\0c").unwrap_err(), ("binary_file", Place::line("a.txt", 2)));
        assert_eq!(
            codes("施策\n".as_bytes().iter().chain(b"\xFF\xFE\xFD").copied().collect::<Vec<_>>().as_slice())
                .unwrap_err(),
            ("not_text", Place::line("a.txt", 2))
        );
    }
}
