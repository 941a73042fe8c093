//! Passes our terms to tantivy through a tokenizer.
//!
//! tantivy accepts pre-tokenized text, but serialises it to JSON and back, which takes longer than indexing. Terms
//! are therefore joined into one text, `9:商店街6:支援0:6:地域`, each with its length in bytes, and this tokenizer
//! splits it. An empty term is a gap of one position.

use std::fmt::Write as _;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of the tokenizer in the schema.
pub(super) const NAME: &str = "terms";

/// Joins terms, each with its position in ascending order, into one text.
pub(super) fn join<'t>(terms: impl Iterator<Item = (&'t str, usize)>) -> String {
    let mut text = String::new();
    let mut next = 0;
    for (term, position) in terms {
        for _ in next..position {
            text.push_str("0:");
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "{}:{term}", term.len());
        next = position + 1;
    }
    text
}

/// Splits a joined text.
#[derive(Clone, Default)]
pub(super) struct Terms {
    token: Token,
}

impl Tokenizer for Terms {
    type TokenStream<'a> = Apart<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Apart<'a> {
        self.token.reset();
        Apart { rest: text, next: 0, token: &mut self.token }
    }
}

/// The terms of one joined text.
pub(super) struct Apart<'a> {
    rest: &'a str,
    next: usize,
    token: &'a mut Token,
}

impl TokenStream for Apart<'_> {
    fn advance(&mut self) -> bool {
        while let Some((length, rest)) = self.rest.split_once(':') {
            let Some((term, rest)) = length.parse().ok().and_then(|length| rest.split_at_checked(length))
            else {
                return false;
            };
            self.rest = rest;
            self.next += 1;
            if !term.is_empty() {
                self.token.position = self.next - 1;
                self.token.text.clear();
                self.token.text.push_str(term);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_comes_apart() {
        let terms = [("商店街", 0), ("1:2", 1), ("支援", 4), ("\0\n", 5)];
        let text = join(terms.into_iter());
        let mut tokenizer = Terms::default();
        let mut stream = tokenizer.token_stream(&text);
        let mut apart = Vec::new();
        while stream.advance() {
            apart.push((stream.token().text.clone(), stream.token().position));
        }
        let apart: Vec<_> = apart.iter().map(|(term, position)| (term.as_str(), *position)).collect();
        assert_eq!(apart, terms);
    }
}
