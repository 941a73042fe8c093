//! Runs the built program in its own folder with a copy of the seeds.

pub mod api;
pub mod server;

use std::{
    ffi::OsStr,
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::LazyLock,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// The only document of the seeds, below the sandbox.
pub const DOCUMENT: &str = "seeds/meguro-vision/000_8639ab18f7af3ba7.txt";

/// Maximum duration of a command. Generous, because the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with `seeds/`, deleted on drop.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    /// Creates a sandbox without documents.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Creates a sandbox with the real documents and no index.
    pub fn new() -> Self {
        let sandbox = Self::empty();
        copy(Path::new("seeds"), &sandbox.path("seeds"));
        sandbox
    }

    /// Creates a sandbox with the real documents and their index. The index is built once and copied.
    pub fn indexed() -> Self {
        static INDEX: LazyLock<Sandbox> = LazyLock::new(|| {
            let sandbox = Sandbox::new();
            assert_eq!(sandbox.run(["index"]).code, 0);
            sandbox
        });
        let sandbox = Self::new();
        copy(&INDEX.path("index"), &sandbox.path("index"));
        sandbox
    }

    /// Returns a path below the folder.
    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Writes a file and creates the folders above it.
    pub fn write(&self, below: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Reads a file as text.
    pub fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap()
    }

    /// Folder of the live generation, below the sandbox.
    pub fn generation(&self) -> String {
        format!("index/{}", self.read("index/current").trim())
    }

    /// Prepares a run of the program with these arguments, without the settings of the caller's shell.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shisaku"));
        command.args(arguments).current_dir(self.folder.path());
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SHISAKU_"))
        {
            command.env_remove(name);
        }
        // With a full backtrace, the check of the output cannot miss a panic.
        command.env("RUST_BACKTRACE", "1").stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Prepares a run in which the program may have at most this many files open.
    #[cfg(unix)]
    pub fn command_with_few_files<A: AsRef<OsStr>>(
        &self,
        most: usize,
        arguments: impl IntoIterator<Item = A>,
    ) -> Command {
        let command = self.command([] as [&str; 0]);
        let limited = format!("ulimit -n {most} && exec \"$0\" \"$@\"");
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(limited).arg(command.get_program()).args(arguments);
        shell.current_dir(self.folder.path());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        shell
    }

    /// Runs the program to its end.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        finish(self.command(arguments).spawn().unwrap())
    }

    /// Runs the program with settings in the environment.
    pub fn run_with<const N: usize>(&self, settings: &[(&str, &str)], arguments: [&str; N]) -> Run {
        finish(self.command(arguments).envs(settings.iter().copied()).spawn().unwrap())
    }
}

/// Exit code and output of a run.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Asserts that the run ended with this code and printed all of these words to standard error.
    #[track_caller]
    pub fn said(&self, code: i32, words: &[&str]) -> &Self {
        assert_eq!(self.code, code, "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "{word} is missing in:\n{}", self.err);
        }
        self
    }
}

/// Waits for a child, at most [`PATIENCE`], and checks its output.
pub fn finish(mut child: Child) -> Run {
    let out = reader(child.stdout.take());
    let err = reader(child.stderr.take());
    let code = wait(&mut child, PATIENCE).expect("the program ends by itself");
    let run = Run { code, out: out.join().unwrap(), err: err.join().unwrap() };
    assert_for_people(&run.err);
    run
}

/// Waits for a child and returns its exit code. After `patience`, kills it and returns `None`.
pub fn wait(child: &mut Child, patience: Duration) -> Option<i32> {
    let started = Instant::now();
    while started.elapsed() < patience {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status.code().unwrap_or(-1));
        }
        thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

/// Asserts that the text has nothing that only a programmer understands.
#[track_caller]
pub fn assert_for_people(said: &str) {
    let foreign =
        ["panicked", "stack backtrace", "RUST_BACKTRACE", "Error {", "Some(", "Os {", "IoError", "Err("];
    for word in foreign {
        assert!(!said.contains(word), "「{word}」 is nothing to say to people:\n{said}");
    }
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A test may have taken the pipe.
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut bytes).unwrap();
        }
        String::from_utf8(bytes).expect("the program speaks UTF-8")
    })
}

/// Copies a folder with all its content.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::File::create(target).unwrap().write_all(&fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

/// Ids of a list of entries.
pub fn ids(entries: &Value) -> Vec<String> {
    entries.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}
