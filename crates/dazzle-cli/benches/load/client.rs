//! A client that keeps its connection, and knows since when it has it.

use std::time::Instant;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HOST, IF_MATCH};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// One client.
pub struct Client {
    address: String,
    authorization: String,
    connection: Option<Connection>,
}

struct Connection {
    sender: SendRequest<Full<Bytes>>,
    opened: Instant,
}

/// An answer that came whole.
pub struct Answer {
    pub status: u16,
    pub tag: String,
    pub body: Value,
}

/// What went wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failure {
    /// No connection.
    Refused,
    /// The connection ended before the answer did: whether the request had an effect is open.
    Cut,
    /// An answer that should not be.
    Status(u16),
    /// An answer whose content is not what was written before.
    Stale,
}

impl Client {
    pub fn new(address: &str, token: &str) -> Self {
        Self {
            address: address.to_owned(),
            authorization: format!("Bearer {token}"),
            connection: None,
        }
    }

    /// Since when the connection that is in use is open.
    pub fn opened(&self) -> Option<Instant> {
        self.connection.as_ref().map(|connection| connection.opened)
    }

    /// Makes sure that there is a connection which the server has not closed.
    pub async fn connect(&mut self) -> Result<(), Failure> {
        if let Some(connection) = &mut self.connection
            && connection.sender.ready().await.is_ok()
        {
            return Ok(());
        }
        self.connection = None;
        let opened = Instant::now();
        let stream = TcpStream::connect(&self.address)
            .await
            .map_err(|_| Failure::Refused)?;
        stream.set_nodelay(true).unwrap();
        let (sender, driver) = handshake(TokioIo::new(stream))
            .await
            .map_err(|_| Failure::Refused)?;
        tokio::spawn(driver);
        self.connection = Some(Connection { sender, opened });
        Ok(())
    }

    /// Sends a request and reads the whole answer. There must be a connection.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        tag: Option<&str>,
        body: Option<&Value>,
    ) -> Result<Answer, Failure> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.address)
            .header(AUTHORIZATION, &self.authorization);
        if let Some(tag) = tag {
            request = request.header(IF_MATCH, tag);
        }
        let body = body.map(|body| {
            let text = serde_json::to_vec(body).unwrap();
            Full::new(Bytes::from(text))
        });
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(body.unwrap_or_default()).unwrap();
        let sender = &mut self.connection.as_mut().unwrap().sender;
        let response = sender.send_request(request).await.map_err(|_| Failure::Cut)?;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.map_err(|_| Failure::Cut)?.to_bytes();
        Ok(Answer {
            status: parts.status.as_u16(),
            tag: parts
                .headers
                .get(ETAG)
                .map(|tag| tag.to_str().unwrap().to_owned())
                .unwrap_or_default(),
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        })
    }
}
