//! The binary as a server: started, asked, stopped.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};

use dazzle_testkit::{Dazzle, Running};

use super::LONG;

/// A running `dazzle serve`; it is killed with the value.
pub struct Server {
    process: Running,
    lines: Receiver<String>,
    /// What it printed to stdout so far.
    pub said: Vec<String>,
    /// Where it listens: host and port.
    pub address: String,
}

/// What a server answers.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Server {
    /// Starts it, on a free port if `arguments` name none, and waits until it listens. Else gives what it printed.
    pub fn try_start(dazzle: &Dazzle, arguments: &[&str]) -> Result<Self, String> {
        let mut all = vec!["serve"];
        all.extend(arguments);
        if !all.contains(&"--port") {
            all.extend(["--port", "0"]);
        }
        let mut process = dazzle.start(all);
        let (sender, lines) = channel();
        let stdout = process.stdout.take().unwrap();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                sender.send(line).ok();
            }
        });
        // Nobody reads it, and a full pipe would stop the server.
        let mut stderr = process.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut stderr, &mut std::io::sink()));
        let mut server = Self {
            process,
            lines,
            said: Vec::new(),
            address: String::new(),
        };
        match server.until("serving ") {
            Some(line) => {
                let (_, rest) = line.split_once("http://").unwrap();
                server.address = rest.split(&['/', ' '][..]).next().unwrap().to_owned();
                Ok(server)
            }
            None => Err(server.said.join("\n")),
        }
    }

    #[track_caller]
    pub fn start(dazzle: &Dazzle, arguments: &[&str]) -> Self {
        Self::try_start(dazzle, arguments).unwrap_or_else(|said| panic!("it did not start: {said}"))
    }

    /// Reads what it prints up to a line that begins so; none if it ends before.
    pub fn until(&mut self, start: &str) -> Option<String> {
        loop {
            let line = self.lines.recv_timeout(LONG).ok()?;
            self.said.push(line.clone());
            if line.starts_with(start) {
                return Some(line);
            }
        }
    }

    /// Asks without a token.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", "")
    }

    /// Asks. `headers` are whole lines.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        ask(&self.address, method, path, headers, body)
            .unwrap_or_else(|error| panic!("{method} {path} of {}: {error}", self.address))
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Asks it to end, and gives its exit code.
    pub fn stop(mut self) -> Option<i32> {
        signal(self.process.id(), "-TERM");
        self.process.wait().unwrap().code()
    }

    /// Its exit code, once it ends by itself.
    pub fn ended(mut self) -> Option<i32> {
        self.process.wait().unwrap().code()
    }
}

/// One request over a connection of its own.
pub fn ask(address: &str, method: &str, path: &str, headers: &str, body: &str) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(LONG))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    Ok(Answer {
        status: status.unwrap_or_default(),
        head: head.to_lowercase(),
        body: body.to_owned(),
    })
}

pub fn signal(process: u32, name: &str) {
    let sent = Command::new("kill")
        .args([name, &process.to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
}
