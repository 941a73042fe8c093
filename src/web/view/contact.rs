//! Contacts as links: the desk of a plan, departments, and where an error in the text is reported.

use super::{heading, plan_name, source_links::name_of_file};
use crate::web::language::{Html, Language};
use shisaku_model::{Contact, Entry, Manifest, PlanFacts, contact, query_string, shortened};

/// Returns the desk of a plan on one line. Numbers and addresses are links. Empty if the plan states none.
pub(super) fn desk(manifest: &Manifest, t: Language) -> Html {
    Html::joined(desk_parts(manifest, t), " / ")
}

/// Returns the name of the desk of a plan, and the ways to reach it; or all of it, if the plan states one line.
pub(super) fn desk_parts(manifest: &Manifest, t: Language) -> Vec<Html> {
    if manifest.desk == Contact::default() {
        let line = Some(&manifest.contact).filter(|line| !line.is_empty());
        return line.map(|line| linked(line, t)).into_iter().collect();
    }
    let name = Some(&manifest.desk.name).filter(|name| !name.is_empty()).map(|name| t.own(name));
    name.into_iter().chain(ways(&manifest.desk, t)).collect()
}

/// Returns the ways to reach an office, each with a link.
pub(super) fn ways(contact: &Contact, t: Language) -> Vec<Html> {
    let mut ways = Vec::new();
    if let Some(number) = contact::dialled(&contact.telephone) {
        let link = t.own(&contact.telephone).linked(&format!("tel:{number}"));
        ways.push(t.with("contact.telephone", "number", link));
    }
    if !contact.mail.is_empty() {
        let link = Html::escaped(&contact.mail).linked(&format!("mailto:{}", contact.mail));
        ways.push(t.with("contact.mail", "address", link));
    }
    if let Some(host) = contact::host(&contact.page) {
        ways.push(t.with("contact.page", "host", t.own(host)).linked_away(&contact.page));
    }
    ways
}

/// An entry about which an error is reported.
pub(super) struct Report<'a> {
    pub plan: &'a PlanFacts,
    pub entry: &'a Entry,
    /// The absolute address of the entry's page. Empty if unknown.
    pub url: &'a str,
}

impl Report<'_> {
    /// Returns the ways to report an error in the text of the entry: the form and the mail address for it, else the
    /// desk of the plan. Empty if the plan states neither.
    pub(super) fn ways(&self, t: Language) -> Vec<Html> {
        let Manifest { report, desk, contact, .. } = &self.plan.manifest;
        let form = report.form_of(plan_name(self.plan), self.entry);
        let form = form.map(|form| Html::escaped(&t.say("contact.form")).linked_away(&form));
        let mut ways: Vec<Html> = form.into_iter().collect();
        let mail = if ways.is_empty() && report.mail.is_empty() { &desk.mail } else { &report.mail };
        if !mail.is_empty() {
            ways.push(Html::escaped(&t.say("contact.write")).linked(&self.write_to(mail, t)));
        }
        if ways.is_empty() && !contact.is_empty() {
            ways.push(match words(contact).find(|word| contact::is_mail(word)) {
                Some(mail) => t.own(contact).linked(&self.write_to(mail, t)),
                None => self::desk(&self.plan.manifest, t),
            });
        }
        ways
    }

    /// Returns a `mailto:` link (RFC 6068) whose text says what it is about. Long titles are cut: some systems accept
    /// about 2,000 bytes.
    fn write_to(&self, mail: &str, t: Language) -> String {
        let Self { plan, entry, url } = self;
        let title = shortened(&heading(&entry.number, &entry.title));
        let place = entry.source.place().words();
        let facts = [
            ("contact.of-plan", plan_name(plan)),
            ("contact.of-entry", &entry.id),
            ("contact.of-title", &title),
            ("contact.of-file", name_of_file(&entry.source.file)),
            ("contact.of-line", &place),
            ("contact.of-page", url),
        ];
        let facts = facts.into_iter().filter(|(_, fact)| !fact.is_empty());
        let mut lines: Vec<String> = facts.map(|(key, fact)| t.plain(key, [("text", fact.into())])).collect();
        lines.extend(["".into(), t.say("contact.wrong"), "".into(), t.say("contact.right"), "".into()]);
        let subject = t.plain("contact.subject", [("title", title.as_str().into())]);
        let parts = [("subject", subject.as_str()), ("body", &lines.join("\r\n"))];
        format!("mailto:{mail}?{}", query_string(parts))
    }
}

/// Puts the first mail address in a text into a link, and the first telephone number before and behind it.
fn linked(text: &str, t: Language) -> Html {
    let mail = words(text).find(|word| contact::is_mail(word));
    let Some((before, mail, after)) = mail.and_then(|mail| around(text, mail)) else {
        return dialled(text, t);
    };
    let mail = Html::escaped(mail).linked(&format!("mailto:{mail}"));
    Html::joined([dialled(before, t), mail, dialled(after, t)], "")
}

/// Puts the first telephone number in a text into a link.
fn dialled(text: &str, t: Language) -> Html {
    let own = |text: &str| if text.is_empty() { Html::default() } else { t.own(text) };
    let number = numbers(text).find_map(|part| Some((part, contact::dialled(part)?)));
    let found = number.and_then(|(part, digits)| Some((around(text, part)?, digits)));
    let Some(((before, part, after), digits)) = found else { return own(text) };
    Html::joined([own(before), Html::escaped(part).linked(&format!("tel:{digits}")), own(after)], "")
}

/// Returns a part of a text with the text before and behind it.
fn around<'t>(text: &'t str, part: &'t str) -> Option<(&'t str, &'t str, &'t str)> {
    let (before, after) = text.split_once(part)?;
    Some((before, part, after))
}

/// Splits a text at all that no mail address has.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "@.-_+".contains(c)));
    words.map(|word| word.trim_matches('.'))
}

/// Splits a text at all that no telephone number has.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || "-()".contains(c)));
    parts.map(|part| {
        let part = part.trim_start_matches(['(', '-']).trim_end_matches(['(', '-']);
        if part.contains('(') { part } else { part.trim_end_matches(')') }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "tests")]

    use super::*;
    use percent_encoding::percent_decode_str;
    use shisaku_model::{Kind, encoded};

    fn plan(change: impl FnOnce(&mut Manifest)) -> PlanFacts {
        let mut plan = PlanFacts { id: "p".to_owned(), ..PlanFacts::default() };
        plan.manifest.title = "商業計画&ほか".to_owned();
        change(&mut plan.manifest);
        plan
    }

    fn reported(change: impl FnOnce(&mut Manifest)) -> Vec<String> {
        let mut entry = Entry::new("p", "1-1", Kind::Measure);
        (entry.number, entry.title) = ("1-1".to_owned(), "店の支援".to_owned());
        (entry.source.file, entry.source.lines) = ("p/計画.txt".to_owned(), [12, 14]);
        let plan = plan(change);
        let report = Report { plan: &plan, entry: &entry, url: "https://a.jp/entries/p/1-1" };
        report.ways(Language::Japanese).iter().map(Html::to_string).collect()
    }

    #[test]
    fn a_mail_carries_plan_entry_title_file_and_line() {
        let ways = reported(|manifest| manifest.report.mail = "sangyo@example.jp".to_owned());
        let [link] = &ways[..] else { panic!("{ways:?}") };
        let href = link.split('"').nth(1).unwrap_or_default().replace("&amp;", "&");
        let (to, rest) = href.split_once('?').unwrap_or_default();
        assert_eq!(to, "mailto:sangyo@example.jp");
        assert!(rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"%=&".contains(&b)), "{rest}");
        assert_eq!(rest.matches('&').count(), 1, "{rest}");
        let read = percent_decode_str(rest).decode_utf8_lossy().into_owned();
        for words in [
            "subject=間違いの連絡: 1-1 店の支援&body=",
            "計画: 商業計画&ほか\r\n",
            "項目: p/1-1\r\n",
            "文書: 計画.txt\r\n",
            "場所: 12-14行\r\n",
            "https://a.jp/entries/p/1-1\r\n",
        ] {
            assert!(read.contains(words), "{words}: {read}");
        }
    }

    #[test]
    fn a_form_is_filled_in_and_comes_before_the_mail() {
        let ways = reported(|manifest| {
            manifest.report.form = "https://a.jp/f?p={plan}&e={id}&t={title}&f={file}&l={line}".to_owned();
            manifest.report.mail = "sangyo@example.jp".to_owned();
        });
        assert_eq!(ways.len(), 2);
        let filled = format!(
            "p={}&amp;e=p%2F1%2D1&amp;t={}&amp;f={}&amp;l=12\" rel=\"noopener\"",
            encoded("商業計画&ほか"),
            encoded("1-1 店の支援"),
            encoded("計画.txt")
        );
        assert!(ways[0].contains(&filled), "{}", ways[0]);
    }

    #[test]
    fn without_a_place_for_errors_the_desk_is_named() {
        assert_eq!(reported(|_| {}), Vec::<String>::new());
        let line = reported(|manifest| manifest.contact = "産業課 03-0000-0000".to_owned());
        assert_eq!(line, ["産業課 <a href=\"tel:0300000000\">03-0000-0000</a>"]);
        let mail = reported(|manifest| manifest.desk.mail = "sangyo@example.jp".to_owned());
        assert!(mail[0].starts_with("<a href=\"mailto:sangyo@example.jp?subject="), "{mail:?}");
    }

    #[test]
    fn a_line_keeps_its_words_around_the_links() {
        let line = |text: &str| linked(text, Language::Japanese).to_string();
        assert_eq!(
            line("産業振興課 電話 03(5722)9880 <s@example.jp>"),
            "産業振興課 電話 <a href=\"tel:0357229880\">03(5722)9880</a> &lt;<a href=\"mailto:s@example.jp\">s@example.jp</a>&gt;"
        );
        assert_eq!(line("産業課(03-5722-9880)"), "産業課(<a href=\"tel:0357229880\">03-5722-9880</a>)");
        for text in
            ["", "産業振興課", "2011-2013年度", "@", "a@b", "@example.jp", "〒153-8573", "https://a.jp"]
        {
            assert_eq!(line(text), text);
        }
    }
}
