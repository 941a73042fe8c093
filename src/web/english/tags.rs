//! The tags of our own pages: where a plan's texts stand, and what in a tag is a text or leads to a page.

use super::{ENGLISH, table};

/// Elements without content.
const VOID: [&str; 5] = ["meta", "link", "input", "br", "rect"];

/// Classes of elements that hold a plan's texts.
const OF_PLAN: [&str; 4] = ["path", "text", "words", "number"];

/// Classes of elements within those that are the page's own words.
const OF_PAGE: [&str; 2] = ["about", "none"];

/// Classes of elements whose paragraphs without a class are a plan's texts.
const HOLDERS: [&str; 5] = ["plan", "result", "note", "terms", "as-printed"];

/// Paths of pages, but for those of entries.
const PAGES: [&str; 8] =
    ["/", "/progress", "/glossary", "/data", "/help", "/help/api", "/accessibility", "/print"];

/// One tag as written.
#[derive(Debug)]
pub(super) enum Tag<'p> {
    Opening(Opening<'p>),
    Closing,
    /// `<!doctype html>`, and what is no tag.
    Other,
}

/// A tag that opens an element.
#[derive(Debug)]
pub(super) struct Opening<'p> {
    whole: &'p str,
    name: &'p str,
}

/// An element that is open.
#[derive(Debug)]
pub(super) struct Open<'p> {
    name: &'p str,
    /// Whether its texts are a plan's own.
    pub is_of_plan: bool,
    /// Whether it says itself what language it is in.
    pub has_language: bool,
    /// Whether it holds text alone.
    pub is_plain: bool,
    /// Whether it, or one around it, is one of [`HOLDERS`].
    holds: bool,
}

impl<'p> Tag<'p> {
    pub fn read(whole: &'p str) -> Self {
        let Some(inner) = whole.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else {
            return Self::Other;
        };
        match inner.chars().next() {
            Some('/') => Self::Closing,
            Some(c) if c.is_ascii_alphabetic() => {
                let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
                Self::Opening(Opening { whole, name: &inner[..end] })
            }
            _ => Self::Other,
        }
    }
}

impl<'p> Opening<'p> {
    pub fn is_void(&self) -> bool {
        VOID.contains(&self.name) || self.whole.ends_with("/>")
    }

    fn attribute(&self, name: &str) -> Option<&'p str> {
        let start = self.whole.find(&format!(" {name}=\""))? + name.len() + 3;
        let length = self.whole[start..].find('"')?;
        Some(&self.whole[start..start + length])
    }

    fn classes(&self) -> impl Iterator<Item = &'p str> {
        self.attribute("class").unwrap_or_default().split(' ')
    }

    /// The tag in English.
    pub fn translated(&self) -> String {
        let mut tag = self.whole.to_owned();
        if self.name == "html" {
            return tag.replace("lang=\"ja\"", "lang=\"en\"");
        }
        if let Some(label) = self.attribute("aria-label")
            && let Some(english) = table::english(label, true)
        {
            tag = tag.replace(&format!("aria-label=\"{label}\""), &format!("aria-label=\"{english}\""));
        }
        match (self.name, self.attribute("href")) {
            ("a", Some(href)) if leads_to_page(href) && self.attribute("hreflang").is_none() => {
                tag.replace(&format!("href=\"{href}\""), &format!("href=\"{}\"", in_english(href)))
            }
            ("form", _) => {
                format!("{tag}<input type=\"hidden\" name=\"{}\" value=\"{}\">", ENGLISH.0, ENGLISH.1)
            }
            _ => tag,
        }
    }
}

impl<'p> Open<'p> {
    pub fn new(tag: &Opening<'p>, around: &[Self]) -> Self {
        let parent = around.last();
        let held = parent.is_some_and(|open| open.holds);
        let is_of_plan = match tag.name {
            "mark" | "ruby" | "blockquote" => true,
            "h3" => parent.is_some_and(|open| open.name == "li"),
            "th" => tag.attribute("scope") == Some("row"),
            "p" | "dd" if held => tag.attribute("class").is_none(),
            _ => tag.classes().any(|class| OF_PLAN.contains(&class)),
        };
        let is_of_page = tag.classes().any(|class| OF_PAGE.contains(&class));
        Self {
            name: tag.name,
            is_of_plan: is_of_plan || parent.is_some_and(|open| open.is_of_plan) && !is_of_page,
            has_language: tag.name != "html" && tag.attribute("lang").is_some(),
            is_plain: ["title", "option"].contains(&tag.name),
            holds: held || tag.classes().any(|class| HOLDERS.contains(&class)),
        }
    }
}

fn leads_to_page(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    PAGES.contains(&path) || path.starts_with("/entries/")
}

/// The same address in English, as it stands in an attribute.
fn in_english(href: &str) -> String {
    // `&#38;` is no fragment.
    let hashes = href.match_indices('#').map(|(at, _)| at);
    let fragment = hashes.into_iter().find(|&at| !href[..at].ends_with('&')).unwrap_or(href.len());
    let (address, fragment) = href.split_at(fragment);
    let joint = if address.contains('?') { "&amp;" } else { "?" };
    format!("{address}{joint}{}={}{fragment}", ENGLISH.0, ENGLISH.1)
}
