//! The program as a server, and a minimal HTTP client.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{Sandbox, assert_for_people, wait};

/// Maximum wait for an expected event.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server, killed on drop.
pub struct Server {
    child: Child,
    /// Host and port: `127.0.0.1:43521`.
    pub address: String,
    said: Arc<Mutex<String>>,
}

impl Server {
    /// Starts a server on a free port and waits until it accepts requests.
    pub fn start(sandbox: &Sandbox) -> Self {
        Self::start_with(sandbox, &["--listen", "127.0.0.1:0"])
    }

    /// Starts a server with these arguments.
    pub fn start_with(sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let mut command = sandbox.command(["serve"].iter().chain(arguments));
        // The allocator setting of the service unit in docs/operations.md. Bounds on memory hold with it.
        let mut child = command.env("MALLOC_MMAP_THRESHOLD_", "131072").spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (mut lines, heard) = (BufReader::new(child.stderr.take().unwrap()), Arc::clone(&said));
        thread::spawn(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
                heard.lock().unwrap().push_str(&line);
                line.clear();
            }
        });
        let mut server = Self { child, address: String::new(), said };
        server.wait_until("it listens", |server| server.said().contains("で開けます"));
        server.address = address_in(&server.said());
        server
    }

    /// Starts this command and stops reading its log once it listens. No later line can then be written.
    pub fn start_unheard(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("で開けます") {
            assert!(log.read_line(&mut said).unwrap() > 0, "it ended: {said}");
        }
        drop(log);
        let address = address_in(&said);
        Self { child, address, said: Arc::new(Mutex::new(said)) }
    }

    /// The log so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until a condition holds.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, mut holds: impl FnMut(&Self) -> bool) {
        let started = Instant::now();
        while !holds(self) {
            let ended = self.child.try_wait().unwrap();
            let late = started.elapsed() > PATIENCE;
            assert!(ended.is_none() && !late, "waiting until {what}: {ended:?}\n{}", self.said());
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Sends a GET request and returns status and body. `target` goes into the request line byte for byte.
    pub fn get(&self, target: &str) -> Answer {
        let mut stream = self.connect();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split_whitespace().nth(1).unwrap().parse().unwrap();
        Answer { status, body: body.to_owned() }
    }

    /// Sends these bytes and returns the answer. It is empty if the server closes without one.
    pub fn send(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may close before all bytes are sent.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Peak memory of the server so far, in bytes.
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
    }

    /// Opens a connection without sending anything.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends a signal to the server.
    pub fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
    }

    /// Sends a signal and waits for the end. Returns the exit code, the duration and the log.
    pub fn end(mut self, signal: &str) -> (Option<i32>, Duration, String) {
        let started = Instant::now();
        self.signal(signal);
        let code = wait(&mut self.child, PATIENCE);
        let said = self.said();
        assert_for_people(&said);
        (code, started.elapsed(), said)
    }
}

/// Address in the log line that names it.
fn address_in(said: &str) -> String {
    let address = said.split("http://").nth(1).unwrap();
    address.split_whitespace().next().unwrap().to_owned()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}
