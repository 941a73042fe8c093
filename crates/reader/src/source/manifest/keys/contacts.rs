//! The desk of a plan, where errors are reported, and the pages about what its measures offer today.

use toml::{Spanned, de::DeValue};

use super::{Key, Reader, example};
use shisaku_model::{Manifest, ProgrammePage, contact, line_at, nearest, shortened};

/// A member of a table with fixed members.
struct Member {
    /// Its name, and the name in Japanese that means the same.
    names: [&'static str; 2],
    /// Returns the value in its written form. `None` if it is not valid.
    read: fn(&str) -> Option<String>,
    /// The form that is expected, as a sentence.
    allowed: &'static str,
}

const NAME: Member = Member {
    names: ["name", "名称"],
    read: |text| Some(text.to_owned()),
    allowed: "窓口の名前を半角の \" で囲んで書きます。",
};
const TELEPHONE: Member = Member {
    names: ["telephone", "電話"],
    read: contact::telephone,
    allowed: "市外局番からの電話番号を 1 つ、半角の \" で囲んで書きます。",
};
const MAIL: Member = Member {
    names: ["mail", "メール"],
    read: contact::mail,
    allowed: "メールアドレスを 1 つ、半角の \" で囲んで書きます。",
};
const PAGE: Member = Member {
    names: ["page", "ページ"],
    read: contact::page,
    allowed: "https:// で始まるアドレスを、半角の \" で囲んで書きます。",
};
const FORM: Member = Member {
    names: ["form", "フォーム"],
    read: contact::form,
    allowed: "https:// で始まるアドレスを、半角の \" で囲んで書きます。{ } の中に書けるのは {plan}、{id}、{title}、{file}、{line} です。",
};

impl Reader<'_> {
    /// Reads `contact = "産業課 03-0000-0000"`, or the table `[contact]`.
    pub(super) fn contact(&mut self, value: &Spanned<DeValue<'_>>, manifest: &mut Manifest) {
        if value.get_ref().as_table().is_none() {
            return self.text("contact", value, &mut manifest.contact);
        }
        let [name, telephone, mail, page] = self.members("contact", value, [&NAME, &TELEPHONE, &MAIL, &PAGE]);
        manifest.desk = contact::Contact { name, telephone, mail, page };
    }

    /// Reads the table `[report]`.
    pub(super) fn report_errors_to(&mut self, value: &Spanned<DeValue<'_>>, manifest: &mut Manifest) {
        let [mail, form] = self.members("report", value, [&MAIL, &FORM]);
        manifest.report = contact::ErrorReports { mail, form };
    }

    /// Reads the table `[programmes]`: measures and web addresses.
    pub(super) fn programmes(&mut self, table: &str, value: &Spanned<DeValue<'_>>) -> Vec<ProgrammePage> {
        let rows = self.pairs(table, value, |reader, key, value| {
            let page = value.get_ref().as_str().and_then(contact::page);
            if page.is_none() {
                let allowed =
                    "施策の番号と、https:// で始まるアドレスを、それぞれ半角の \" で囲んで書きます。";
                reader.wrong("programmes", key.get_ref(), value, allowed);
            }
            Some((page?, line_at(reader.file.text.as_bytes(), key.span().start)))
        });
        let row = |(measure, (page, line))| ProgrammePage { measure, page, line };
        rows.into_iter().map(row).collect()
    }

    /// Reads a table with fixed members. A member that is missing, empty or not valid is empty.
    fn members<const N: usize>(
        &mut self,
        table: &str,
        value: &Spanned<DeValue<'_>>,
        members: [&Member; N],
    ) -> [String; N] {
        let mut texts = [const { String::new() }; N];
        let rows = self.pairs(table, value, |reader, key, value| {
            let Some(at) = members.iter().position(|member| member.names.contains(&&**key.get_ref())) else {
                reader.unknown_member(table, key, &members);
                return None;
            };
            let member = members.get(at)?;
            let written = value.get_ref().as_str();
            if written.is_some_and(|text| text.trim().is_empty()) {
                return None;
            }
            let text = written.and_then(member.read);
            if text.is_none() {
                reader.wrong(table, key.get_ref(), value, member.allowed);
            }
            Some((at, text?))
        });
        for (_, (at, text)) in rows {
            if let Some(own) = texts.get_mut(at) {
                *own = text;
            }
        }
        texts
    }

    fn unknown_member(&mut self, table: &str, key: &Key<'_>, members: &[&Member]) {
        let name: &str = key.get_ref();
        let guess = nearest(name, members.iter().flat_map(|member| member.names));
        let guess = guess.map(|meant| format!("「{meant}」のことでしょうか。")).unwrap_or_default();
        let names: Vec<&str> = members.iter().map(|member| member.names[0]).collect();
        let message = format!("[{table}] に「{}」という項目はありません。", shortened(name));
        let advice = format!("{guess}書けるのは {} です。例: {}", names.join("、"), example(table));
        self.report(key.span(), message, advice);
    }
}
