//! Places in documents: lines, pages, cells and paragraphs.

use super::{Html, Language};
use shisaku_model::{Cells, Locator, Place, cell_name};

impl Language {
    /// Returns the places of an entry in its document: 12-14行、406行. `link` puts each into a link.
    pub(crate) fn places(self, places: &[Place], link: impl Fn(&Place, Html) -> Html) -> Html {
        let are_lines = places.iter().all(|place| place.at.is_lines());
        let linked =
            |text: fn(Self, &Place) -> Html| places.iter().map(move |place| (place, text(self, place)));
        let joined = |texts: &mut dyn Iterator<Item = (&Place, Html)>, between: &str| {
            Html::joined(texts.map(|(place, text)| link(place, text)), between)
        };
        match self {
            Self::Japanese => joined(&mut linked(|t, place| t.own(place.words())), "、"),
            Self::English if places.is_empty() => Html::default(),
            Self::English if are_lines => {
                let key = match places {
                    [Place { lines: [from, to], .. }] if from == to => "item.line",
                    _ => "item.lines",
                };
                self.with(key, "lines", joined(&mut linked(|_, place| numbers(place)), ", "))
            }
            Self::English => joined(&mut linked(|t, place| t.place(place.lines, &place.at)), ", "),
        }
    }

    /// Returns a place in a document, for the beginning of a sentence: 12～14行目, 12ページ.
    pub(crate) fn place(self, lines: [u32; 2], at: &Locator) -> Html {
        match at {
            Locator::Lines => self.span(["place.line", "place.lines"], lines),
            Locator::Pages(from, to) => self.span(["place.page", "place.pages"], [*from, *to]),
            Locator::Paragraphs(from, to) => self.span(["place.paragraph", "place.paragraphs"], [*from, *to]),
            Locator::Cells(cells) => {
                let Cells { sheet, first, last } = &**cells;
                let [from, to] = [*first, *last].map(|cell| Html::escaped(&cell_name(cell)));
                let cells = match first == last {
                    true => from,
                    false => self.html("place.cells", [("from", from.into()), ("to", to.into())]),
                };
                if sheet.is_empty() {
                    return cells;
                }
                self.html("place.sheet", [("sheet", self.own(sheet).into()), ("cells", cells.into())])
            }
        }
    }

    /// Tells one number or the first and the last of several, each by its sentence.
    fn span(self, [one, several]: [&str; 2], [from, to]: [u32; 2]) -> Html {
        let number = |number: u32| Html::escaped(&number.to_string()).into();
        match from == to {
            true => self.html(one, [("number", number(from))]),
            false => self.html(several, [("from", number(from)), ("to", number(to))]),
        }
    }
}

/// The line numbers of a place: 12-14, 406.
fn numbers(place: &Place) -> Html {
    let [from, to] = place.lines;
    Html::escaped(&if from == to { from.to_string() } else { format!("{from}-{to}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(lines: [u32; 2], at: &str) -> Place {
        Place { lines, at: Locator::try_from(at.to_owned()).unwrap_or_default(), ..Place::file("a") }
    }

    #[test]
    fn places_are_told_in_both_languages() {
        for (places, japanese, english) in [
            (vec![], "", ""),
            (vec![place([406, 406], "")], "406行", "line 406"),
            (vec![place([12, 14], ""), place([406, 406], "")], "12-14行、406行", "lines 12-14, 406"),
            (vec![place([1, 1], "12ページ")], "12ページ", "p. 12"),
            (
                vec![place([1, 4], "12～13ページ"), place([9, 9], "20ページ")],
                "12～13ページ、20ページ",
                "pp. 12–13, p. 20",
            ),
            (vec![place([17, 17], "B17～F17")], "B17～F17", "B17–F17"),
            (
                vec![place([17, 17], "シート「実績」のB17")],
                "シート「実績」のB17",
                "sheet <span lang=\"ja\">実績</span>, B17",
            ),
            (vec![place([3, 3], "3段落目")], "3段落目", "paragraph 3"),
        ] {
            assert_eq!(Language::Japanese.places(&places, |_, text| text).to_string(), japanese);
            assert_eq!(Language::English.places(&places, |_, text| text).to_string(), english);
        }
    }

    #[test]
    fn the_sentences_of_a_page_name_places_as_the_model_does() {
        for at in ["12ページ", "12～13ページ", "3段落目", "3～4段落目", "B17～F17", "シート「<>」のB17"]
        {
            let place = place([1, 1], at);
            let told = Language::Japanese.place(place.lines, &place.at).to_string();
            assert_eq!(told, Html::escaped(at).to_string());
        }
    }
}
