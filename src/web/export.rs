//! `GET /api/v1/export`: a whole list as a file, streamed while it is made.

use std::{
    io::{self, Write},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;
use tokio::sync::{
    OwnedSemaphorePermit,
    mpsc::{self, Receiver, Sender, error::TrySendError},
};
use tokio_stream::{StreamExt, iter, wrappers::ReceiverStream};

use super::{
    access,
    blocking::Call,
    operation::{Answer, Group, Operation},
    parameter::{self, Parameter},
    problem::{Problem, UNAVAILABLE},
    query,
};
use crate::api::{self, About, ExportError, ExportFormat, Layout, LayoutError, MOST_SHEETS};
use shisaku_model::{Catalogue, FACETS, encoded, japan, query_string};
use shisaku_search::{Columns, Listing, ParamError, Search, divides, read_list_params};

/// Bytes per chunk, and number of chunks in the queue. Together they bound the memory of a list of any
/// length.
const PIECE: usize = 64 * 1024;
const WAITING: usize = 4;
/// Time after which a client that reads nothing is given up, and the interval between two attempts to send.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(5);
/// Sheets of a workbook that take one more of the places for exports.
const SHEETS_A_PLACE: usize = 16;

/// The operation `GET /api/v1/export`.
pub(super) const EXPORT: Operation = Operation {
    path: access::EXPORT,
    id: "export",
    group: Group::Lists,
    summary: "一覧をファイルで取り出す",
    description: "検索で見つかる項目のすべてを、検索と同じ順で、ひとつのファイルにします。CSV は BOM つきの UTF-8 で、見出しの行の列の名前は変わりません。セルに改行はなく、並びは「、」でつなぎ、数式と読まれるものの前には「'」を付けます。XLSX では、1 枚目のシートが一覧、2 枚目がその条件です。by を指定すると、3 枚目から、課などの値ごとの一覧が続きます。columns=main なら、列は人が読むものだけです。limit と offset は使えません。",
    parameters: of_export,
    answers: &[
        Answer { headers: &HEADERS, ..Answer::json::<api::ListAnswer<'_>>() },
        Answer { headers: &HEADERS, ..Answer::text("application/jsonl") },
        Answer { headers: &HEADERS, ..Answer::text("text/csv") },
        Answer { headers: &HEADERS, ..Answer::text(api::WORKBOOK) },
    ],
    mistakes: &[UNAVAILABLE],
    examples: &[
        ("/api/v1/export?format=csv&kind=measure&has_result=false", "実績のない施策を CSV で"),
        ("/api/v1/export?format=xlsx&q=商店街", "商店街を含むものを Excel で"),
        ("/api/v1/export?format=xlsx&by=department", "担当課ごとのシートに分けて Excel で"),
        ("/api/v1/export?format=xlsx&columns=main&has_result=false", "実績のないものの主な列だけを Excel で"),
        ("/api/v1/export?format=json&period=中期", "中期計画のすべてを JSON で"),
    ],
    handler: || get(export),
};

/// Response headers that describe a list, in every format.
const HEADERS: [(&str, &str); 5] = [
    ("Content-Disposition", "ファイルの名前。"),
    ("X-Total-Count", "項目の数。"),
    ("X-Shisaku-Query", "検索した言葉(パーセント符号化した UTF-8)。"),
    ("X-Shisaku-Filters", "条件(パーセント符号化した UTF-8、name=value を & でつないだもの)。"),
    ("X-Shisaku-Index", "データの版。"),
];

fn of_export(catalogue: &Catalogue) -> Vec<Parameter> {
    let names = ExportFormat::ALL.map(|(name, _)| name);
    let format = Parameter::new(
        "format",
        "ファイルの形式。必ず指定します。",
        json!({ "type": "string", "enum": names }),
        // The only format that has all parameters.
        "xlsx".into(),
    );
    let mut all = vec![Parameter { required: true, ..format }, parameter::words()];
    all.extend(parameter::filters(catalogue));
    all.extend([parameter::sort(), parameter::order(), parameter::matching(), parameter::exact()]);
    all.extend([by(), columns()]);
    all
}

fn by() -> Parameter {
    let facets = FACETS.iter().filter(|facet| divides(facet));
    let keys: Vec<&str> = facets.map(|facet| facet.key).collect();
    let description = format!(
        "この項目の値ごとに、シートを 1 枚ずつ加えます(担当課なら、課ごとに 1 枚)。xlsx だけで使えます。当てはまる項目のない値のシートは作りません。値が 2 つある項目は、どちらのシートにもあります。{MOST_SHEETS} 枚を超えるものは 400 です。"
    );
    Parameter::new("by", description, json!({ "type": "string", "enum": keys }), "department".into())
}

fn columns() -> Parameter {
    let labels = Columns::CHOICES.map(|(name, _, label)| format!("{name}: {label}"));
    let description = format!("表の列。{}。なければ all。csv と xlsx だけで使えます。", labels.join("、"));
    let schema = json!({ "type": "string", "enum": Columns::CHOICES.map(|(name, ..)| name) });
    Parameter::new("columns", description, schema, "main".into())
}

async fn export(call: Call) -> Result<Response, Problem> {
    let room = call.live.room_for_exports(1).ok_or_else(crowded)?;
    let live = Arc::clone(&call.live);
    let (mut response, mut receiver, room) = live.pool().run(move || begin(&call, room)).await??;
    // Waits for the first chunk, so that an early failure becomes a problem answer and not a broken file.
    // This wait holds no place in the pool, because a workbook sends nothing before its end.
    let first = receiver.recv().await.unwrap_or(Piece::Failed);
    if matches!(first, Piece::Failed) {
        return Err(Problem::unreadable("the list could not be begun"));
    }
    // A file without an end mark breaks off.
    let pieces = iter([first]).chain(ReceiverStream::new(receiver)).chain(iter([Piece::Failed]));
    let bytes = pieces.take_while(|piece| !matches!(piece, Piece::End)).map(move |piece| {
        // The place among the exports is held until the client has read or left.
        let _room = &room;
        match piece {
            Piece::Bytes(bytes) => Ok(bytes),
            // An error cuts the connection, so that nobody takes half a list for a whole one.
            Piece::End | Piece::Failed => Err(io::Error::other("the list breaks off")),
        }
    });
    *response.body_mut() = Body::from_stream(bytes);
    Ok(response)
}

fn crowded() -> Problem {
    let detail = "いま書き出しが込み合っています。しばらくしてから、もう一度お試しください。";
    Problem::of(UNAVAILABLE, detail)
}

/// Runs the search and starts the export. Returns the answer without its body, and the pieces of the body.
fn begin(
    call: &Call,
    mut room: OwnedSemaphorePermit,
) -> Result<(Response, Receiver<Piece>, OwnedSemaphorePermit), Problem> {
    let search = call.live.search();
    let pairs = query::read(call.query())?;
    let request =
        read_list_params(query::borrowed(&pairs), &ExportFormat::ALL, search.catalogue()).map_err(first)?;
    ExportFormat::check(&request)?;
    let format = request.format;
    let listing = search.listing(&request.search)?;
    let layout = Layout::of_file(&request, &search, &listing).map_err(|error| match error {
        LayoutError::Engine(error) => Problem::from(error),
        LayoutError::TooMany(error) => Problem::from(error),
    })?;
    // Each sheet holds a file open until the workbook is complete.
    let more = layout.sheets() / SHEETS_A_PLACE;
    if more > 0 {
        room.merge(call.live.room_for_exports(more).ok_or_else(crowded)?);
    }
    let exported_at = japan::now_utc();
    let mut response = ().into_response();
    let head = response.headers_mut();
    head.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let chosen = listing.filters.iter();
    let chosen = chosen.flat_map(|(key, values)| values.iter().map(move |value| (key, value.as_str())));
    let described = [
        (header::CONTENT_DISPOSITION, disposition(&listing, &search, &layout, format, &exported_at)),
        (HeaderName::from_static("x-total-count"), listing.count().to_string()),
        (HeaderName::from_static("x-shisaku-query"), encoded(&listing.params.text)),
        (HeaderName::from_static("x-shisaku-filters"), query_string(chosen)),
        (HeaderName::from_static("x-shisaku-index"), listing.index.fingerprint.clone()),
    ];
    // All values are ASCII by construction. A value that is not a valid header would be left out.
    head.extend(described.into_iter().filter_map(|(name, value)| Some((name, value.try_into().ok()?))));
    let base = call.origin.base.clone();
    let receiver = start(move |out| {
        let about = About { exported_at: &exported_at, base: &base };
        api::export(&search, &listing, format, &about, &layout, out)
    })?;
    Ok((call.origin.tell(response), receiver, room))
}

/// The first of several errors. An answer has room for one.
fn first(errors: Vec<ParamError>) -> Problem {
    let first = errors.into_iter().next();
    first.map_or_else(|| Problem::failed("no parameter is wrong"), Problem::from)
}

/// The Content-Disposition value: an ASCII file name and a descriptive UTF-8 one.
fn disposition(
    listing: &Listing,
    search: &Search,
    layout: &Layout,
    format: ExportFormat,
    exported_at: &str,
) -> String {
    let (day, count, ending) = (japan::day(exported_at), listing.count(), format.name());
    let name = encoded(&api::file_name(listing, search.catalogue(), &layout.described(), None, &day));
    format!("attachment; filename=\"shisaku-{count}-{day}.{ending}\"; filename*=UTF-8''{name}.{ending}")
}

/// One message from the export thread to the response body.
enum Piece {
    Bytes(Bytes),
    /// The file is complete.
    End,
    /// The rest of the file cannot be made.
    Failed,
}

/// Makes a file in its own thread.
fn start(
    make: impl FnOnce(&mut Sink) -> Result<(), ExportError> + Send + 'static,
) -> Result<Receiver<Piece>, Problem> {
    let (sender, receiver) = mpsc::channel(WAITING);
    let run = move || {
        let mut sink = Sink { sender, held: Vec::with_capacity(PIECE) };
        let last = match make(&mut sink).and_then(|()| Ok(sink.send_held()?)) {
            Ok(()) => Piece::End,
            // The client has left.
            Err(ExportError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Piece::Failed,
            Err(error) => {
                tracing::warn!("書き出しが途中で止まりました: {error}");
                Piece::Failed
            }
        };
        // A client that has left needs no end marker.
        let _ = sink.send(last);
    };
    thread::Builder::new().name("export".to_owned()).spawn(run).map_err(Problem::unreadable)?;
    Ok(receiver)
}

/// The writer of an export. It sends chunks of at least [`PIECE`] bytes; only the last one is smaller. Writing waits
/// for the client. It fails if the client leaves or reads nothing for [`PATIENCE`].
struct Sink {
    sender: Sender<Piece>,
    held: Vec<u8>,
}

impl Sink {
    fn send_held(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let held = std::mem::replace(&mut self.held, Vec::with_capacity(PIECE));
        self.send(Piece::Bytes(held.into()))
    }

    fn send(&self, piece: Piece) -> io::Result<()> {
        let (mut piece, started) = (piece, Instant::now());
        loop {
            piece = match self.sender.try_send(piece) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Closed(_)) => return Err(io::ErrorKind::BrokenPipe.into()),
                Err(TrySendError::Full(piece)) if started.elapsed() < PATIENCE => piece,
                Err(TrySendError::Full(_)) => return Err(io::ErrorKind::TimedOut.into()),
            };
            thread::sleep(LOOK);
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.send_held()?;
        }
        Ok(bytes.len())
    }

    /// Sends nothing, because chunks are sent when they are full. Fails if the client has left.
    fn flush(&mut self) -> io::Result<()> {
        if self.sender.is_closed() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }
}
