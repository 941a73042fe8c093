//! The text of one block of Markdown, joined from the events of the parser.

/// Text under construction.
#[derive(Default)]
pub(super) struct Inline {
    text: String,
    /// Byte offsets of the asterisks that the parser took for text and that nobody escaped.
    asterisks: Vec<usize>,
    /// The open links, and whether each is written out as in the source.
    links: Vec<bool>,
}

impl Inline {
    /// Adds text. `is_markup` is false if its asterisks are meant as such.
    pub(super) fn push_text(&mut self, text: &str, is_markup: bool) {
        if is_markup {
            let at = self.text.len();
            self.asterisks.extend(text.match_indices('*').map(|(i, _)| at + i));
        }
        self.text.push_str(text);
    }

    /// Adds HTML: its text, and a line break for `<br>`.
    pub(super) fn push_html(&mut self, html: &str) {
        let text = without_tags(html);
        if !text.is_empty() {
            self.push_text(&text, true);
        }
    }

    pub(super) fn line_break(&mut self) {
        self.text.push('\n');
    }

    /// Opens a link. `mark` is its opening bracket if the link is written out.
    pub(super) fn open_link(&mut self, mark: Option<&str>) {
        self.links.push(mark.is_some());
        self.push_text(mark.unwrap_or_default(), false);
    }

    /// Closes the innermost link. Returns whether it is written out.
    pub(super) fn close_link(&mut self) -> Option<bool> {
        self.links.pop()
    }

    /// Returns the text and begins anew.
    pub(super) fn take(&mut self) -> String {
        let Self { text, asterisks, .. } = std::mem::take(self);
        let text = without_pairs(&text, &asterisks);
        let lines: Vec<&str> = text.split('\n').map(|line| line.trim_matches([' ', '\t', '\r'])).collect();
        lines.join("\n").trim_matches('\n').to_owned()
    }
}

/// Removes `**` around text, which Markdown does not take for emphasis beside Japanese brackets:
/// `**「商店」**を`. An asterisk without its partner stays.
fn without_pairs(text: &str, asterisks: &[usize]) -> String {
    let mut doubles = Vec::new();
    let mut rest = asterisks;
    while let [first, second, ..] = rest {
        let is_double = first + 1 == *second;
        if is_double {
            doubles.push(*first);
        }
        rest = &rest[if is_double { 2 } else { 1 }..];
    }
    let is_open = |at: &usize| text[at + 2..].chars().next().is_some_and(|c| !c.is_whitespace());
    let is_close = |at: &usize| text[..*at].chars().next_back().is_some_and(|c| !c.is_whitespace());
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    let mut doubles = doubles.into_iter().peekable();
    while let Some(open) = doubles.next() {
        if let Some(close) = doubles.next_if(|close| is_open(&open) && is_close(close)) {
            kept.push_str(&text[from..open]);
            kept.push_str(&text[open + 2..close]);
            from = close + 2;
        }
    }
    kept.push_str(&text[from..]);
    kept
}

/// Returns the text of HTML. `<br>` becomes a line break. `<` that begins no tag stays.
pub(super) fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let name = tag[1..].trim_start_matches('/');
        let end = if let Some(comment) = tag.strip_prefix("<!--") {
            comment.find("-->").map(|end| end + "<!--".len() + "-->".len())
        } else if name.trim_start_matches(['!', '?']).starts_with(|c: char| c.is_ascii_alphabetic()) {
            tag.find('>').map(|end| end + 1)
        } else {
            None
        };
        let Some(end) = end else {
            text.push('<');
            rest = &tag[1..];
            continue;
        };
        let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
        if ["br", "p", "div", "li", "tr"].contains(&name.to_ascii_lowercase().as_str()) {
            text.push('\n');
        }
        rest = &tag[end..];
    }
    text.push_str(rest);
    text
}

/// Returns whether the target of a link is an address and no text.
pub(super) fn is_address(target: &str) -> bool {
    target.is_ascii()
        || target.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
        || target.starts_with(['#', '/', '.'])
        || target.rsplit_once('.').is_some_and(|(_, ending)| {
            (1..6).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
        })
}
