//! Assets as they are sent: without the white space and the comments that only people read.

/// Comments with this word are licence notices. They are sent.
const NOTICE: &str = "Copyright";

/// Removes comments, line breaks and needless spaces from a style sheet of this program. Its rules are written
/// with one space around each sign, which no string of theirs contains.
pub(super) fn style(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        kept.push_str(before);
        if comment.contains(NOTICE) {
            kept.push_str(&format!("/*{comment}*/"));
        }
        rest = after;
    }
    kept.push_str(rest);
    let lines: String = kept.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let signs = [(" {", "{"), ("{ ", "{"), ("; ", ";"), (": ", ":"), (" }", "}"), (";}", "}"), (", ", ",")];
    signs
        .iter()
        .fold(lines, |text, (sign, short)| text.replace(sign, short))
        .lines()
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Removes indentation, empty lines and whole-line comments from a script of this program, which has no text
/// over several lines.
pub(super) fn script(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stay_and_their_comments_go() {
        let text = "/* All\n   pages. */\n:root {\n  --line: #000;\n}\na:hover, b > i { color: red; margin: 0 1px; }\n";
        assert_eq!(style(text), ":root{\n--line:#000;\n}\na:hover,b > i{color:red;margin:0 1px}");
        assert_eq!(style("/* MIT, Copyright (c) */ a { }"), "/* MIT,Copyright (c) */ a{}");
        assert_eq!(style("a { } /* no end"), "a{}");
    }

    #[test]
    fn statements_stay_on_their_lines() {
        assert_eq!(
            script("// why\n\n(() => {\n  go('// not a comment');\n})();\n"),
            "(() => {\ngo('// not a comment');\n})();"
        );
    }
}
