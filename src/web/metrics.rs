//! Request metrics in the Prometheus text format.
//!
//! Every counter is an atomic number in a table that is made at the start. Counting takes no lock, and an
//! unknown address adds no line.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// Upper bounds of the histogram, in microseconds. A search takes less than one of the first.
const BOUNDS: [u64; 10] = [500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 250_000, 1_000_000, 5_000_000];

/// Statuses with a counter of their own. Others are counted as `other`.
const STATUSES: [u16; 9] = [200, 204, 304, 400, 404, 405, 414, 500, 503];

/// Route label of requests that match no route.
const NO_ROUTE: &str = "none";

/// Counters of one route.
#[derive(Debug, Default)]
struct Route {
    path: String,
    by_status: [AtomicU64; STATUSES.len() + 1],
    /// Answers per histogram bucket: above the previous bound, up to this one. The last bucket has no bound.
    by_time: [AtomicU64; BOUNDS.len() + 1],
    microseconds: AtomicU64,
}

/// Counters of all routes.
#[derive(Debug)]
pub(super) struct Metrics {
    routes: Vec<Route>,
}

impl Metrics {
    /// Creates counters for these routes, and one for requests that match none.
    pub(super) fn of<'p>(paths: impl IntoIterator<Item = &'p str>) -> Self {
        let route = |path: &str| Route { path: path.to_owned(), ..Route::default() };
        Self { routes: paths.into_iter().chain([NO_ROUTE]).map(route).collect() }
    }

    /// Counts one answer.
    pub(super) fn count(&self, path: Option<&str>, status: u16, took: Duration) {
        let known = self.routes.iter().find(|route| path == Some(route.path.as_str()));
        let Some(route) = known.or_else(|| self.routes.last()) else { return };
        let at = STATUSES.iter().position(|one| *one == status).unwrap_or(STATUSES.len());
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let within = BOUNDS.iter().position(|bound| took <= *bound).unwrap_or(BOUNDS.len());
        route.by_status[at].fetch_add(1, Ordering::Relaxed);
        route.by_time[within].fetch_add(1, Ordering::Relaxed);
        route.microseconds.fetch_add(took, Ordering::Relaxed);
    }

    /// All counters and these gauges in the Prometheus text format. A gauge is a name, a help text and a value.
    pub(super) fn text(&self, gauges: &[(&str, &str, f64)]) -> String {
        let mut text = String::new();
        head(&mut text, "shisaku_http_requests_total", "counter", "返事の数。経路と状態ごと。");
        for route in &self.routes {
            let names = STATUSES.iter().map(u16::to_string).chain(["other".to_owned()]);
            for (status, count) in names.zip(&route.by_status) {
                let count = count.load(Ordering::Relaxed);
                if count > 0 {
                    let labels = format!("route=\"{}\",status=\"{status}\"", route.path);
                    line(&mut text, "shisaku_http_requests_total", &labels, count);
                }
            }
        }
        let name = "shisaku_http_request_duration_seconds";
        head(&mut text, name, "histogram", "返事を作るのにかかった時間(秒)。経路ごと。");
        for route in &self.routes {
            histogram(&mut text, name, route);
        }
        for (name, help, value) in gauges {
            head(&mut text, name, "gauge", help);
            line(&mut text, name, "", value);
        }
        text
    }
}

fn histogram(text: &mut String, name: &str, route: &Route) {
    let counts: Vec<u64> = route.by_time.iter().map(|count| count.load(Ordering::Relaxed)).collect();
    let all: u64 = counts.iter().sum();
    if all == 0 {
        return;
    }
    let path = &route.path;
    let bounds = BOUNDS.iter().map(|bound| seconds(*bound).to_string()).chain(["+Inf".to_owned()]);
    let mut so_far = 0;
    for (bound, count) in bounds.zip(&counts) {
        so_far += count;
        line(text, &format!("{name}_bucket"), &format!("route=\"{path}\",le=\"{bound}\""), so_far);
    }
    let sum = seconds(route.microseconds.load(Ordering::Relaxed));
    line(text, &format!("{name}_sum"), &format!("route=\"{path}\""), sum);
    line(text, &format!("{name}_count"), &format!("route=\"{path}\""), all);
}

#[allow(clippy::cast_precision_loss)] // A sum of times needs no exact digits.
fn seconds(microseconds: u64) -> f64 {
    microseconds as f64 / 1e6
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn line(text: &mut String, name: &str, labels: &str, value: impl std::fmt::Display) {
    let labels = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
    let _ = writeln!(text, "{name}{labels} {value}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_route_status_and_time() {
        let metrics = Metrics::of(["/a", "/b/{id}"]);
        metrics.count(Some("/a"), 200, Duration::from_micros(400));
        metrics.count(Some("/a"), 200, Duration::from_millis(2));
        metrics.count(Some("/a"), 418, Duration::from_secs(60));
        metrics.count(Some("/b/{id}"), 404, Duration::ZERO);
        metrics.count(Some("/x"), 404, Duration::ZERO);
        metrics.count(None, 404, Duration::ZERO);
        let text = metrics.text(&[("shisaku_index_entries", "項目の数。", 105.0)]);
        for expected in [
            "shisaku_http_requests_total{route=\"/a\",status=\"200\"} 2\n",
            "shisaku_http_requests_total{route=\"/a\",status=\"other\"} 1\n",
            "shisaku_http_requests_total{route=\"none\",status=\"404\"} 2\n",
            "shisaku_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.0005\"} 1\n",
            "shisaku_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.0025\"} 2\n",
            "shisaku_http_request_duration_seconds_bucket{route=\"/a\",le=\"5\"} 2\n",
            "shisaku_http_request_duration_seconds_bucket{route=\"/a\",le=\"+Inf\"} 3\n",
            "shisaku_http_request_duration_seconds_sum{route=\"/a\"} 60.0024\n",
            "shisaku_http_request_duration_seconds_count{route=\"/b/{id}\"} 1\n",
            "# TYPE shisaku_index_entries gauge\nshisaku_index_entries 105\n",
        ] {
            assert!(text.contains(expected), "{expected} is missing in:\n{text}");
        }
    }
}
