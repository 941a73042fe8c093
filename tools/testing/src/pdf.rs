//! Writes small PDF files for tests. Their font has no glyphs: letters are UTF-16 codes, mapped to themselves.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

/// A page under construction: A4, with `y` counted from the top.
#[derive(Default)]
pub struct TestPage {
    content: String,
}

impl TestPage {
    /// Prints text, whose letters are 1 em wide.
    pub fn text(mut self, x: f32, y: f32, size: f32, text: &str) -> Self {
        let codes: String = text.encode_utf16().map(|code| format!("{code:04X}")).collect();
        let y = 842.0 - y;
        writeln!(self.content, "BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET").unwrap();
        self
    }

    /// Draws a rule.
    pub fn rule(mut self, from: (f32, f32), to: (f32, f32)) -> Self {
        let (y0, y1) = (842.0 - from.1, 842.0 - to.1);
        writeln!(self.content, "{} {y0} m {} {y1} l S", from.0, to.0).unwrap();
        self
    }

    /// Shows an image of one pixel over the whole page.
    pub fn image(mut self) -> Self {
        self.content.push_str("q 595 0 0 842 0 0 cm /I1 Do Q\n");
        self
    }
}

/// Writes a file with these pages. `extra` is added to the trailer.
pub fn write(pages: Vec<TestPage>, extra: &str) -> Vec<u8> {
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n\
        1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
        4 beginbfrange\n<0020> <00FF> <0020>\n<3000> <30FF> <3000>\n<E000> <E0FF> <E000>\n\
        <FF00> <FFEF> <FF00>\nendbfrange\n";
    // A range may not cross a change of the high byte.
    let mut map = map.to_owned();
    for high in (0x4E..=0x9F_u32).collect::<Vec<_>>().chunks(80) {
        writeln!(map, "{} beginbfrange", high.len()).unwrap();
        for high in high {
            writeln!(map, "<{high:02X}00> <{high:02X}FF> <{high:02X}00>").unwrap();
        }
        map.push_str("endbfrange\n");
    }
    map.push_str("endcmap end end");
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 7 + 2 * page)).collect();
    let stream = |text: &str| format!("<< /Length {} >> stream\n{text}\nendstream", text.len());
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] \
         /ToUnicode 5 0 R >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /DW 1000 \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
            .to_owned(),
        stream(&map),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 \
         /Length 1 >> stream\n0\nendstream"
            .to_owned(),
    ];
    for (index, page) in pages.iter().enumerate() {
        let content = 8 + 2 * index;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R \
             /Resources << /Font << /F1 3 0 R >> /XObject << /I1 6 0 R >> >> >>"
        ));
        objects.push(stream(&page.content));
    }
    let mut file = "%PDF-1.7\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(file.len());
        writeln!(file, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let start = file.len();
    writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(file, "{offset:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    writeln!(file, "trailer << /Size {size} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF").unwrap();
    file.into_bytes()
}
