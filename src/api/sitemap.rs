//! `/sitemap.xml` and `/robots.txt`: the pages that search engines may visit.

use super::xml;

/// Maximum addresses in one sitemap file (<https://www.sitemaps.org/protocol.html>). A file may also not
/// exceed 50 MB, which leaves 1,048 bytes per address with its elements. Addresses are shorter: host and
/// folder names have at most 255 bytes each, and the rest is a few numbers.
pub const MOST_ADDRESSES: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Builds one sitemap file. Each address has the time of its last change.
pub fn sitemap(pages: &[(String, &str)]) -> String {
    listed("urlset", "url", pages)
}

/// Builds the index of several sitemap files.
pub fn sitemap_index(files: &[(String, &str)]) -> String {
    listed("sitemapindex", "sitemap", files)
}

fn listed(root: &str, each: &str, addresses: &[(String, &str)]) -> String {
    xml::document(root, &[("xmlns", NAMESPACE)], |writer| {
        addresses.iter().try_for_each(|(address, changed)| {
            let element = writer.create_element(each);
            let filled = element.write_inner_content(|writer| {
                xml::text(writer, "loc", &[], address)?;
                xml::text(writer, "lastmod", &[], changed)
            });
            filled.map(drop)
        })
    })
}

/// Builds robots.txt. Entries and the first page are allowed. Documents are not: entries have their text. Searches are not, because their parameters
/// combine without end.
pub fn robots(base: &str) -> String {
    let shut = ["/?", "/sources/", "/api/", "/opensearch/", "/metrics", "/healthz", "/readyz"];
    let shut: String = shut.iter().map(|path| format!("Disallow: {path}\n")).collect();
    format!("User-agent: *\nAllow: /\nAllow: /entries/\n{shut}\nSitemap: {base}/sitemap.xml\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_is_never_too_large() {
        let address = format!("https://{0}:65535/entries/{0}/{1}", "a".repeat(255), "10.20-".repeat(16));
        let xml = sitemap(&vec![(address, "2026-11-24T00:00:00.000000000Z"); MOST_ADDRESSES]);
        assert!(xml.len() <= 50 * 1024 * 1024, "{}", xml.len());
    }

    #[test]
    fn a_list_is_read_back_as_it_was_written() {
        let addresses = ["http://a/entries/b/5-1?x=1&y=<2>".to_owned(), "http://a/".to_owned()];
        let files = addresses.clone().map(|address| (address, "2026-11-24T00:00:00Z"));
        let xml = sitemap_index(&files);
        let read = roxmltree::Document::parse(&xml).unwrap();
        let found: Vec<_> = read.descendants().filter(|node| node.has_tag_name((NAMESPACE, "loc"))).collect();
        assert_eq!(found.iter().map(|loc| loc.text().unwrap()).collect::<Vec<_>>(), addresses);
    }
}
