//! JSON of contacts: the desk of a plan, departments, and where an error in the text is reported.

use schemars::JsonSchema;
use serde::Serialize;

use super::plan_name;
use shisaku_model::{Catalogue, Contact, Entry, Manifest};

/// How people reach the offices that answer for an entry. Only what staff state.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(description = "項目の問い合わせ先。示されていないことは、空か null です。")]
pub(super) struct ContactsAnswer<'r> {
    #[schemars(description = "この施策のいまの案内のページ。")]
    programme: Option<&'r str>,
    #[schemars(description = "この施策の問い合わせ先と、担当課、関係課の問い合わせ先。")]
    offices: Vec<&'r Contact>,
    #[schemars(description = "計画の窓口。")]
    desk: Option<Contact>,
    #[schemars(description = "文章の間違いを知らせるフォーム。この項目のことが入ったアドレスです。")]
    report_form: Option<String>,
    #[schemars(description = "文章の間違いを知らせるメールアドレス。")]
    report_mail: Option<&'r str>,
}

impl<'r> ContactsAnswer<'r> {
    pub(super) fn of(entry: &'r Entry, catalogue: &'r Catalogue) -> Self {
        let Some(plan) = catalogue.plan(&entry.plan) else { return Self::default() };
        let report = &plan.manifest.report;
        Self {
            programme: plan.contacts.programme(entry),
            offices: plan.contacts.of(entry),
            desk: desk(&plan.manifest),
            report_form: report.form_of(plan_name(plan), entry),
            report_mail: Some(report.mail.as_str()).filter(|mail| !mail.is_empty()),
        }
    }
}

/// Returns the desk of a plan. A desk that is stated on one line has that line as its name.
pub(super) fn desk(manifest: &Manifest) -> Option<Contact> {
    let line = || Contact { name: manifest.contact.clone(), ..Contact::default() };
    let desk = if manifest.desk == Contact::default() { line() } else { manifest.desk.clone() };
    Some(desk).filter(|desk| *desk != Contact::default())
}
