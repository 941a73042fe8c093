//! The origin of absolute addresses. It is the configured one, else the request's host, else the listening
//! address. Proxy headers (`X-Forwarded-*`) are ignored, because anyone can send them.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use thiserror::Error;
use time::OffsetDateTime;

use super::AppState;
use shisaku_model::Entry;
use shisaku_search::{Citation, Search};

/// Maximum length of a host name.
const MOST_LETTERS: usize = 255;

/// The public address of the server: scheme and host, without a final slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

/// The error for an address that cannot be the public one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "https://shisaku.example.jp のように、http:// か https:// とホスト名(とポート)だけを指定してください。パス、?、# は付けられません。"
)]
pub struct PublicUrlError;

impl PublicUrl {
    /// Parses a typed address. A final slash is ignored.
    ///
    /// # Errors
    /// If it is anything but `http://host[:port]` or `https://host[:port]`.
    pub fn read(typed: &str) -> Result<Self, PublicUrlError> {
        let typed = typed.trim();
        let (scheme, rest) = typed.split_once("://").ok_or(PublicUrlError)?;
        let scheme = scheme.to_ascii_lowercase();
        let host = rest.strip_suffix('/').unwrap_or(rest);
        let is_web = matches!(scheme.as_str(), "http" | "https");
        let url = || Self(format!("{scheme}://{}", host.to_ascii_lowercase()));
        (is_web && is_host(host)).then(url).ok_or(PublicUrlError)
    }

    /// The address as text: `https://shisaku.example.jp`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// True if the text is exactly `host`, `host:port`, `[address]` or `[address]:port`.
fn is_host(text: &str) -> bool {
    let with_port = text.rsplit_once(':').filter(|(_, port)| !port.contains(']'));
    let (name, port) = with_port.map_or((text, None), |(name, port)| (name, Some(port)));
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let is_name = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        // A final dot marks the root of the domain name system.
        None => name.len() <= MOST_LETTERS && name.strip_suffix('.').unwrap_or(name).split('.').all(is_label),
    };
    let is_port = |port: &str| {
        port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|number| number > 0)
    };
    is_name && port.is_none_or(is_port)
}

/// The addresses known at the start: the configured public one, and the listening one.
#[derive(Debug, Default)]
pub(super) struct Origins {
    public: Option<PublicUrl>,
    listening: Option<SocketAddr>,
}

impl AppState {
    /// Sets the public address and the listening address, which is the fallback.
    #[must_use]
    pub fn reached_at(self, public: Option<PublicUrl>, listening: Option<SocketAddr>) -> Self {
        Self { origins: Origins { public, listening }, ..self }
    }
}

impl AppState {
    /// The configured public address. It is the only one that pages may name to other sites: a host that a
    /// request names may be anything.
    pub(super) fn public_url(&self) -> Option<&str> {
        self.origins.public.as_ref().map(PublicUrl::as_str)
    }
}

/// The origin of the addresses in one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// Scheme and host, without a final slash.
    pub base: String,
    by_host: bool,
}

impl Origin {
    fn of(origins: &Origins, hosts: &[&HeaderValue]) -> Self {
        if let Some(public) = &origins.public {
            return Self { base: public.0.clone(), by_host: false };
        }
        let said = match hosts {
            [host] => host.to_str().ok().filter(|host| is_host(host)),
            _ => None,
        };
        let here = || origins.listening.map_or_else(|| "localhost".to_owned(), |address| address.to_string());
        let host = said.map_or_else(here, str::to_ascii_lowercase);
        Self { base: format!("http://{host}"), by_host: true }
    }

    /// The citation of an entry, dated today.
    pub(super) fn citation(&self, entry: &Entry, search: &Search) -> Citation {
        let url = format!("{}/entries/{}", self.base, entry.id);
        Citation::new(entry, search.catalogue(), search.facts(), url, OffsetDateTime::now_utc())
    }

    /// Turns an answer that contains the origin into a response. Adds `Vary: host` if the origin comes from
    /// the request, because a cache must not mix hosts.
    pub(super) fn tell(&self, answer: impl IntoResponse) -> Response {
        let mut response = answer.into_response();
        if self.by_host {
            response.headers_mut().append(header::VARY, HeaderValue::from_static("host"));
        }
        response
    }
}

impl FromRequestParts<Arc<AppState>> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, live: &Arc<AppState>) -> Result<Self, Infallible> {
        // An absolute request target overrides the Host header (RFC 9112 §3.2.2).
        let named = parts.uri.authority().and_then(|host| HeaderValue::from_str(host.as_str()).ok());
        let hosts: Vec<&HeaderValue> = match &named {
            Some(host) => vec![host],
            None => parts.headers.get_all(header::HOST).iter().collect(),
        };
        Ok(Self::of(&live.origins, &hosts))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_public_address_is_scheme_and_host_alone() {
        let read = |typed: &str| PublicUrl::read(typed).map(|url| url.0);
        assert_eq!(read("https://Shisaku.example.jp/"), Ok("https://shisaku.example.jp".to_owned()));
        assert_eq!(read(" http://[::1]:8080 "), Ok("http://[::1]:8080".to_owned()));
        for wrong in [
            "",
            "shisaku.example.jp",
            "ftp://a.jp",
            "https://",
            "https://a.jp/plans",
            "https://a.jp?x",
            "https://u@a.jp",
            "https://a.jp:0",
            "https://a.jp:70000",
            "https://a.jp:+80",
            "https://a..jp",
            "https://-a.jp",
            "https://a b.jp",
            "https://例.jp",
            "https://[::1",
            "https://[x]",
            "https://[::1]80",
            "javascript://a.jp",
            "https://a.jp//",
        ] {
            assert_eq!(read(wrong), Err(PublicUrlError), "{wrong}");
        }
    }

    #[test]
    fn the_host_is_taken_only_where_it_is_one() {
        let listening = Some("127.0.0.1:9001".parse().unwrap());
        let origins = Origins { public: None, listening };
        let base = |hosts: &[&str]| {
            let values: Vec<HeaderValue> =
                hosts.iter().map(|host| HeaderValue::from_str(host).unwrap()).collect();
            Origin::of(&origins, &values.iter().collect::<Vec<_>>()).base
        };
        assert_eq!(base(&["Plans.example.jp:8080"]), "http://plans.example.jp:8080");
        for hosts in [
            &[][..],
            &["a.jp", "b.jp"],
            &["a.jp/x"],
            &["a.jp\"><script>"],
            &["a@b.jp"],
            &["a.jp, b.jp"],
            &[""],
        ] {
            assert_eq!(base(hosts), "http://127.0.0.1:9001", "{hosts:?}");
        }
        let public = Some(PublicUrl::read("https://a.jp").unwrap());
        let evil = HeaderValue::from_static("evil.example");
        let configured = Origin::of(&Origins { public, listening }, &[&evil]);
        assert_eq!((configured.base.as_str(), configured.by_host), ("https://a.jp", false));
    }
}
