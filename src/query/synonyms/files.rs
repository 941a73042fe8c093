//! The files of synonyms that the program brings along, by field of administration.

/// Names and texts.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("abbreviations.txt", include_str!("../../../lexicon/synonyms/abbreviations.txt")),
    ("administration.txt", include_str!("../../../lexicon/synonyms/administration.txt")),
    ("consumer.txt", include_str!("../../../lexicon/synonyms/consumer.txt")),
    ("founding.txt", include_str!("../../../lexicon/synonyms/founding.txt")),
    ("industry.txt", include_str!("../../../lexicon/synonyms/industry.txt")),
    ("living.txt", include_str!("../../../lexicon/synonyms/living.txt")),
    ("loanwords.txt", include_str!("../../../lexicon/synonyms/loanwords.txt")),
    ("shops.txt", include_str!("../../../lexicon/synonyms/shops.txt")),
    ("tourism.txt", include_str!("../../../lexicon/synonyms/tourism.txt")),
    ("welfare.txt", include_str!("../../../lexicon/synonyms/welfare.txt")),
    ("work.txt", include_str!("../../../lexicon/synonyms/work.txt")),
];
