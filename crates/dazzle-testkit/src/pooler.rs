//! A connection pooler in transaction mode, as PgBouncer is one: each transaction runs on whichever session with
//! the server is free. Just enough of the protocol for unencrypted clients that send simple queries.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};

use dazzle_db::DatabaseUrl;

use crate::postgres::TestDatabase;

/// A running pooler; its threads end with the process.
#[derive(Debug)]
pub struct TransactionPooler {
    /// The address of the database through the pooler.
    pub url: DatabaseUrl,
}

/// The free sessions with the server; the one given back last is handed out first, as PgBouncer does.
type Pool = Arc<(Mutex<Vec<TcpStream>>, Condvar)>;

impl TransactionPooler {
    /// Starts a pooler with `size` sessions in front of `database`, whose server asks for no password.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn start(database: &TestDatabase, size: usize) -> Self {
        let (_, rest) = database.url_text.split_once("://").unwrap();
        let (user, rest) = rest.split_once('@').unwrap();
        let (server, name) = rest.split_once('/').unwrap();
        let sessions = (0..size)
            .map(|_| open_session(server, user, name).unwrap())
            .collect();
        let pool: Pool = Arc::new((Mutex::new(sessions), Condvar::new()));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own_port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let pool = Arc::clone(&pool);
                // A client that goes away ends its thread with an error, which is nobody's concern.
                std::thread::spawn(move || serve(client, &pool).ok());
            }
        });
        let url = format!("postgresql://{user}@127.0.0.1:{own_port}/{name}?sslmode=disable");
        Self {
            url: DatabaseUrl::parse(&url).unwrap(),
        }
    }
}

/// Logs in and reads up to the server's first "ready for query".
fn open_session(server: &str, user: &str, name: &str) -> io::Result<TcpStream> {
    let mut server = TcpStream::connect(server)?;
    let mut body = 196_608_u32.to_be_bytes().to_vec();
    for word in ["user", user, "database", name, ""] {
        body.extend_from_slice(word.as_bytes());
        body.push(0);
    }
    let length = u32::try_from(body.len() + 4).unwrap();
    server.write_all(&length.to_be_bytes())?;
    server.write_all(&body)?;
    while read_message(&mut server)?.0 != b'Z' {}
    Ok(server)
}

fn serve(mut client: TcpStream, pool: &Pool) -> io::Result<()> {
    // The start-up message has no type. Its parameters (such as the application's name) go nowhere.
    read_body(&mut client)?;
    write_message(&mut client, b'R', &0_u32.to_be_bytes())?;
    write_message(&mut client, b'S', b"server_version\x0015.0\0")?;
    write_message(&mut client, b'K', &[0; 8])?;
    write_message(&mut client, b'Z', b"I")?;

    let mut session: Option<TcpStream> = None;
    loop {
        let message = read_message(&mut client);
        let (kind, body) = match message {
            Ok((kind, body)) if kind != b'X' => (kind, body),
            ended => {
                // A transaction that the client left open is rolled back before the next one gets the session.
                if let Some(mut session) = session {
                    write_message(&mut session, b'Q', b"ROLLBACK\0")?;
                    while read_message(&mut session)?.0 != b'Z' {}
                    give_back(pool, session);
                }
                return ended.map(drop);
            }
        };
        let mut server = session.take().unwrap_or_else(|| take(pool));
        write_message(&mut server, kind, &body)?;
        loop {
            let (kind, body) = read_message(&mut server)?;
            write_message(&mut client, kind, &body)?;
            if kind == b'Z' {
                if body == b"I" {
                    give_back(pool, server);
                } else {
                    session = Some(server);
                }
                break;
            }
        }
    }
}

fn take(pool: &Pool) -> TcpStream {
    let (sessions, freed) = &**pool;
    let mut sessions = sessions.lock().unwrap();
    loop {
        match sessions.pop() {
            Some(session) => return session,
            None => sessions = freed.wait(sessions).unwrap(),
        }
    }
}

fn give_back(pool: &Pool, session: TcpStream) {
    pool.0.lock().unwrap().push(session);
    pool.1.notify_one();
}

fn read_message(stream: &mut TcpStream) -> io::Result<(u8, Vec<u8>)> {
    let mut kind = [0];
    stream.read_exact(&mut kind)?;
    Ok((kind[0], read_body(stream)?))
}

fn read_body(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap();
    let mut body = vec![0; length.saturating_sub(4)];
    stream.read_exact(&mut body)?;
    Ok(body)
}

fn write_message(stream: &mut TcpStream, kind: u8, body: &[u8]) -> io::Result<()> {
    let length = u32::try_from(body.len() + 4).unwrap();
    let mut message = vec![kind];
    message.extend_from_slice(&length.to_be_bytes());
    message.extend_from_slice(body);
    stream.write_all(&message)
}
