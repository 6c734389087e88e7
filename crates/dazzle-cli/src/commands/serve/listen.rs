//! The address that a server listens on.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use dazzle_engine::EngineError;
use tokio::net::TcpListener;

/// Where a server listens if nobody says.
pub const USUAL_PORT: u16 = 8000;
/// How many ports are tried at the desk.
const PORTS_TRIED: u16 = 200;

/// Listens on this machine alone: on `port`, or on the usual one or the next that is free.
///
/// # Errors
/// When the port, or each that was tried, is taken.
pub async fn local(port: Option<u16>) -> Result<TcpListener, EngineError> {
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    if let Some(port) = port {
        return at(host, port).await;
    }
    let mut last = USUAL_PORT;
    for port in USUAL_PORT..USUAL_PORT + PORTS_TRIED {
        match TcpListener::bind((host, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => last = port,
            Err(error) => return Err(refused(SocketAddr::new(host, port), &error)),
        }
    }
    Err(EngineError::Refused {
        reason: format!("the ports {USUAL_PORT} to {last} are all taken"),
        hint: "name a free one with `--port`".to_owned(),
    })
}

/// Listens on `host` and `port`; 0 is any free port.
///
/// # Errors
/// When the address is taken or is none of this machine.
pub async fn at(host: IpAddr, port: u16) -> Result<TcpListener, EngineError> {
    let address = SocketAddr::new(host, port);
    TcpListener::bind(address)
        .await
        .map_err(|error| refused(address, &error))
}

/// The address of `listener` as a link.
pub fn link(listener: &TcpListener) -> String {
    match listener.local_addr() {
        Ok(address) => format!("http://{address}"),
        Err(error) => format!("an address that cannot be told: {error}"),
    }
}

fn refused(address: SocketAddr, error: &std::io::Error) -> EngineError {
    let hint = match error.kind() {
        ErrorKind::AddrInUse => "end what listens there, or name another port with `--port`",
        ErrorKind::PermissionDenied => "ports below 1024 need privileges: name another one with `--port`",
        _ => "name an address of this machine with `--host` and `--port`",
    };
    EngineError::Refused {
        reason: format!("cannot listen on {address}: {error}"),
        hint: hint.to_owned(),
    }
}
