//! Limits the nesting of a page before it is parsed. The parser looks through all open elements at each tag, so
//! that 100,000 nested elements would take minutes.

/// Deepest nesting that is kept. Browsers stop at 512.
const DEEPEST: usize = 512;

/// Elements that nest only if the page closes them. Others, such as `<li>` and `<p>`, end by themselves.
const NESTING: &[&str] = &[
    "a",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "center",
    "code",
    "del",
    "details",
    "dir",
    "div",
    "dl",
    "em",
    "fieldset",
    "figure",
    "font",
    "footer",
    "form",
    "header",
    "i",
    "ins",
    "main",
    "menu",
    "nav",
    "ol",
    "pre",
    "ruby",
    "s",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "svg",
    "table",
    "tt",
    "u",
    "ul",
];

/// Replaces the tags of elements that nest too deeply by line breaks. Text is never changed.
pub(super) fn limit_depth(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut depth = 0_usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        let is_end = tag.starts_with("</");
        let name: String =
            tag[if is_end { 2 } else { 1 }..].chars().take_while(char::is_ascii_alphanumeric).collect();
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let is_nesting = NESTING.contains(&name.to_ascii_lowercase().as_str());
        if is_nesting && !is_end {
            depth += 1;
        }
        if is_nesting && depth > DEEPEST {
            kept.push_str("<br>");
            rest = &tag[end..];
        } else {
            kept.push('<');
            rest = &tag[1..];
        }
        if is_nesting && is_end {
            depth = depth.saturating_sub(1);
        }
    }
    kept.push_str(rest);
    kept
}
