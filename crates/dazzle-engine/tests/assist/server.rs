//! An HTTP server that gives scripted replies in both protocols and keeps what it was sent.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dazzle_assist::{Driver, Key, Protocol};
use serde_json::{Value, json};

/// What the server does with a request.
#[derive(Debug, Clone)]
pub enum Reply {
    /// The text as the answer of the model.
    Answer(String),
    /// The answer was cut at the limit of length.
    Truncated,
    /// The model refuses.
    Refusal,
    /// The model talks and gives no answer.
    Talk,
    /// A status, headers and a body.
    Raw(u16, &'static str, String),
    /// Nothing, for a long time.
    Hang,
    /// The connection ends at once.
    Close,
    /// A body without an end.
    Endless,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Seen {
    pub path: String,
    pub headers: Vec<String>,
    pub body: Value,
}

/// The server. It ends with the process.
pub struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Gives `replies` in turn; the last one again and again.
    pub fn start(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        std::thread::spawn(move || {
            for (at, stream) in listener.incoming().enumerate() {
                let reply = replies[at.min(replies.len() - 1)].clone();
                let kept = Arc::clone(&kept);
                // A reader that went away is part of some tests.
                std::thread::spawn(move || serve(stream.unwrap(), &reply, &kept).ok());
            }
        });
        Self { port, seen }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// A driver that asks it.
    pub fn driver(&self, protocol: Protocol) -> Driver {
        Driver::Server {
            protocol,
            base_url: format!("http://127.0.0.1:{}", self.port),
            model: "test-model".to_owned(),
            key: Some(Key::new("sk-very-secret-key".to_owned())),
            timeout: Duration::from_secs(2),
        }
    }
}

fn serve(mut stream: TcpStream, reply: &Reply, seen: &Mutex<Vec<Seen>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = Vec::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_owned();
        if line.is_empty() {
            break;
        }
        if let Some(number) = line.to_lowercase().strip_prefix("content-length:") {
            length = number.trim().parse().unwrap();
        }
        headers.push(line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let is_anthropic = path == "/v1/messages";
    seen.lock().unwrap().push(Seen {
        path,
        headers,
        body: serde_json::from_slice(&body).unwrap(),
    });
    let anthropic =
        |stop: &str, content: Value| json!({ "type": "message", "stop_reason": stop, "content": content });
    let openai = |finish: &str, message: Value| json!({ "choices": [{ "finish_reason": finish, "message": message }] });
    let body = match reply {
        Reply::Answer(text) if is_anthropic => match serde_json::from_str::<Value>(text) {
            // The protocol cannot carry an input that is no JSON.
            Err(_) => text.clone(),
            Ok(input) => anthropic(
                "tool_use",
                json!([{ "type": "text", "text": "Here it is." }, { "type": "tool_use", "id": "1", "name": "answer", "input": input }]),
            )
            .to_string(),
        },
        Reply::Answer(text) => openai("stop", json!({ "role": "assistant", "content": text })).to_string(),
        Reply::Truncated if is_anthropic => anthropic("max_tokens", json!([])).to_string(),
        Reply::Truncated => openai("length", json!({ "content": "{\"reason\": \"it" })).to_string(),
        Reply::Refusal if is_anthropic => {
            anthropic("refusal", json!([{ "type": "text", "text": "I cannot help with that." }])).to_string()
        }
        Reply::Refusal => openai(
            "stop",
            json!({ "content": null, "refusal": "I cannot help with that." }),
        )
        .to_string(),
        Reply::Talk if is_anthropic => {
            anthropic("end_turn", json!([{ "type": "text", "text": "Let me think." }])).to_string()
        }
        Reply::Talk => openai("stop", json!({ "content": "" })).to_string(),
        Reply::Raw(status, headers, body) => {
            return write!(
                stream,
                "HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
        }
        Reply::Hang => {
            std::thread::sleep(Duration::from_secs(10));
            return Ok(());
        }
        Reply::Close => return Ok(()),
        Reply::Endless => {
            write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")?;
            loop {
                stream.write_all(&[b' '; 65_536])?;
            }
        }
    };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}
