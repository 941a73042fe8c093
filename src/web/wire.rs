//! A connection as the server reads and writes it: what is longer than any address is cut, and who takes nothing
//! is let go.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_io_timeout::TimeoutStream;

use super::query;

/// Letters of an address after which the rest of them is left out: more than an address may have ([`query::MOST_ADDRESS`]), so that whoever sends
/// a megabyte is told by the parameter's name that it is too long, instead of being cut off by the HTTP library
/// without a word; fewer than that library takes.
const MOST_IN_A_ROW: usize = 60_000;
const _: () = assert!(MOST_IN_A_ROW > query::MOST_ADDRESS && MOST_IN_A_ROW < u16::MAX as usize);

/// How long a client may take nothing of what it has asked for.
const PATIENCE: Duration = Duration::from_secs(30);

/// One connection.
pub(super) struct Wire {
    stream: Pin<Box<TimeoutStream<TcpStream>>>,
    cut: Cut,
}

impl Wire {
    pub(super) fn new(stream: TcpStream) -> Self {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(PATIENCE));
        Self { stream: Box::pin(stream), cut: Cut::default() }
    }
}

/// Where in a line it is: an address is the second word of one whose first word is no name of a header.
#[derive(Default)]
struct Cut {
    /// Letters of the word so far.
    letters: usize,
    /// Words of the line before it.
    words: usize,
    /// Whether its first word has a colon.
    is_header: bool,
}

impl Cut {
    /// Moves what is kept of these bytes to their front, and says how much that is.
    fn keep(&mut self, bytes: &mut [u8]) -> usize {
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            match byte {
                b'\n' => *self = Self::default(),
                b' ' => (self.letters, self.words) = (0, self.words + 1),
                _ => {
                    self.letters += 1;
                    self.is_header |= self.words == 0 && byte == b':';
                }
            }
            if self.letters <= MOST_IN_A_ROW || self.words != 1 || self.is_header {
                bytes[kept] = byte;
                kept += 1;
            }
        }
        kept
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        loop {
            ready!(self.stream.as_mut().poll_read(context, buffer))?;
            let fresh = &mut buffer.filled_mut()[before..];
            if fresh.is_empty() {
                return Poll::Ready(Ok(()));
            }
            let kept = self.cut.keep(fresh);
            buffer.set_filled(before + kept);
            // Nothing read would say that the client has ended.
            if kept > 0 {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream.as_mut().poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream.as_mut().poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_longer_than_any_address_is_cut_wherever_it_is_parted() {
        let long = "a".repeat(MOST_IN_A_ROW + 700);
        let cut = |pieces: usize| {
            let mut bytes =
                format!("GET /{long} HTTP/1.1\r\nX: /{long}\r\n\r\nGET / HTTP/1.1\r\n\r\n").into_bytes();
            let (mut cut, mut all) = (Cut::default(), Vec::new());
            for piece in bytes.chunks_mut(pieces) {
                let kept = cut.keep(piece);
                all.extend_from_slice(&piece[..kept]);
            }
            String::from_utf8_lossy(&all).into_owned()
        };
        let expected = format!(
            "GET /{} HTTP/1.1\r\nX: /{long}\r\n\r\nGET / HTTP/1.1\r\n\r\n",
            "a".repeat(MOST_IN_A_ROW - 1)
        );
        for pieces in [1, 7, 8192, 200_000] {
            assert!(cut(pieces) == expected, "{pieces}");
        }
    }
}
