//! Our terms as tantivy wants them: two tokenizers that only pass on what the analyzer says.
//!
//! A field's further values begin after a gap that tantivy leaves between them, so that no row of terms
//! goes from one passage to the next. Analysis runs in tantivy's indexing threads.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use crate::analysis::{self, Analyzer};

/// The tokenizer that gives words.
pub(super) const WORDS: &str = "shisaku_words";
/// The tokenizer that gives letter pairs.
pub(super) const BIGRAMS: &str = "shisaku_bigrams";

/// Makes them known to an index that is to be written; reading one needs none. tantivy's own stay
/// registered, since it insists on a default even for fields that are no text; no field uses them.
pub(super) fn register(manager: &TokenizerManager, analyzer: &Analyzer) {
    manager.register(WORDS, Adapter { analyzer: analyzer.clone(), terms: Analyzer::words });
    manager.register(BIGRAMS, Adapter { analyzer: analyzer.clone(), terms: Analyzer::bigrams });
}

#[derive(Clone)]
struct Adapter {
    analyzer: Analyzer,
    terms: fn(&Analyzer, &str) -> Vec<analysis::Token>,
}

impl Tokenizer for Adapter {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        Terms { rest: (self.terms)(&self.analyzer, text).into_iter(), current: Token::default() }
    }
}

struct Terms {
    rest: std::vec::IntoIter<analysis::Token>,
    current: Token,
}

impl TokenStream for Terms {
    fn advance(&mut self) -> bool {
        let Some(token) = self.rest.next() else { return false };
        self.current = Token {
            offset_from: token.range.start,
            offset_to: token.range.end,
            position: token.position,
            text: token.term,
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.current
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.current
    }
}
