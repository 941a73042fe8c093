//! The encoding of a web page.

use encoding_rs::{Encoding, UTF_8};
use shisaku_model::{Finding, Place};

use crate::formats::decode_text;

/// Bytes searched for the encoding. The HTML standard asks for it in the first 1024.
const HEAD: usize = 4096;

/// Returns the text. An encoding that the page names is believed unless the bytes are UTF-8.
///
/// # Errors
/// A finding if the bytes are binary or in no known encoding.
pub(super) fn decode(file: &str, bytes: &[u8]) -> Result<(String, Option<Finding>), Finding> {
    let is_clear = Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok();
    let named = named_encoding(bytes).filter(|&encoding| encoding != UTF_8 && !is_clear);
    let Some(encoding) = named else { return decode_text(file, bytes) };
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    if !has_errors {
        return Ok((text.into_owned(), None));
    }
    decode_text(file, bytes).or_else(|_| {
        let message = format!("{} と書かれていますが、読めない文字があります。", encoding.name());
        let finding = Finding::warning("broken_characters", Place::file(file), message)
            .advise("文字が「�」になった所を確かめ、UTF-8 で保存し直してください。");
        Ok((text.into_owned(), Some(finding)))
    })
}

/// The encoding in `<meta charset>` or in its older form.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let (_, name) = head.split_once("charset=")?;
    let name = name.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).unwrap_or(name.len());
    Encoding::for_label(&name.as_bytes()[..end])
}
