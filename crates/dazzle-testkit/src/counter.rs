//! A proxy that counts what a client asks of a PostgreSQL server: one for each message that the server answers.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A running proxy; its threads end with the process.
#[derive(Debug)]
pub struct RoundTrips {
    /// The port it listens on at 127.0.0.1.
    pub port: u16,
    connections: Arc<AtomicUsize>,
    questions: Arc<AtomicUsize>,
}

impl RoundTrips {
    /// Starts a proxy in front of the server at `address` (`host:port`). Clients must not ask for encryption.
    ///
    /// # Panics
    /// When no port can be had.
    pub fn start(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let this = Self {
            port: listener.local_addr().unwrap().port(),
            connections: Arc::default(),
            questions: Arc::default(),
        };
        let (connections, questions) = (Arc::clone(&this.connections), Arc::clone(&this.questions));
        let address = address.to_owned();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                connections.fetch_add(1, Ordering::SeqCst);
                let server = TcpStream::connect(&address).unwrap();
                let (questions, back) = (Arc::clone(&questions), server.try_clone().unwrap());
                let to_client = client.try_clone().unwrap();
                // A side that goes away ends its thread with an error, which is nobody's concern.
                std::thread::spawn(move || copy(back, to_client).ok());
                std::thread::spawn(move || forward(client, server, &questions).ok());
            }
        });
        this
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many questions were asked after the connections were made.
    pub fn questions(&self) -> usize {
        self.questions.load(Ordering::SeqCst)
    }
}

fn copy(mut from: TcpStream, mut to: TcpStream) -> io::Result<()> {
    io::copy(&mut from, &mut to)?;
    to.shutdown(Shutdown::Write)
}

/// Passes on what the client says. A query and a synchronisation are what the server answers; the first message, which
/// has no type, and passwords belong to connecting.
fn forward(mut client: TcpStream, mut server: TcpStream, questions: &AtomicUsize) -> io::Result<()> {
    let mut length = [0; 4];
    client.read_exact(&mut length)?;
    pass(&mut client, &mut server, &[], length)?;
    loop {
        let mut kind = [0];
        if client.read(&mut kind)? == 0 {
            return server.shutdown(Shutdown::Write);
        }
        if matches!(kind[0], b'Q' | b'S') {
            questions.fetch_add(1, Ordering::SeqCst);
        }
        client.read_exact(&mut length)?;
        pass(&mut client, &mut server, &kind, length)?;
    }
}

fn pass(client: &mut TcpStream, server: &mut TcpStream, kind: &[u8], length: [u8; 4]) -> io::Result<()> {
    let mut body = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap() - 4];
    client.read_exact(&mut body)?;
    server.write_all(&[kind, &length[..], &body].concat())
}
