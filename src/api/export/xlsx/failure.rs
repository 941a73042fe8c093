//! Errors of the library, of the disk and of the reader, told apart.

use std::io::{self, Write};

use rust_xlsxwriter::XlsxError;

pub(super) fn no_room() -> io::Error {
    io::Error::new(
        io::ErrorKind::StorageFull,
        "一時ファイルに書けません。一時フォルダーの空き容量を確かめてください",
    )
}

pub(super) fn cause(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::TempFileError(folder, error) => {
            let told = format!(
                "一時ファイルを作れません: {}: {error}。TMPDIR で別のフォルダーを指定できます",
                folder.display()
            );
            io::Error::new(error.kind(), told)
        }
        other => io::Error::other(other),
    }
}

/// A writer that remembers the kind of its last error.
pub(super) struct Remembering<'a, W> {
    pub out: &'a mut W,
    pub failed: Option<io::ErrorKind>,
}

impl<W: Write> Remembering<'_, W> {
    fn noted<T>(&mut self, did: io::Result<T>) -> io::Result<T> {
        did.inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                self.failed = Some(error.kind());
            }
        })
    }
}

impl<W: Write> Write for Remembering<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let did = self.out.write(bytes);
        self.noted(did)
    }

    fn flush(&mut self) -> io::Result<()> {
        let did = self.out.flush();
        self.noted(did)
    }
}
