//! One request over HTTP, tried again where the server says that it is busy.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use serde_json::Value;
use ureq::http::Uri;

use super::error::shortened;
use super::{DriverError, MOST_BYTES, Watch};

/// How often a busy server is asked in all.
const MOST_TRIES: u32 = 3;
/// The pause before it is asked again if it does not say how long; each is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// A request.
pub(super) struct Call {
    pub(super) url: String,
    pub(super) headers: Vec<(&'static str, String)>,
    /// Whether a header holds a key.
    pub(super) has_key: bool,
    pub(super) body: Value,
}

/// Sends `call` and gives the JSON that comes back.
pub(super) fn post(call: &Call, timeout: Duration, watch: &Watch) -> Result<Value, DriverError> {
    let is_local = check(call)?;
    let mut config = ureq::Agent::config_builder()
        // A redirect would send the key to somebody else.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("dazzle/", env!("CARGO_PKG_VERSION")));
    if is_local {
        config = config.proxy(None);
    }
    let agent = ureq::Agent::new_with_config(config.build());
    let deadline = Instant::now() + timeout;
    let mut pause = FIRST_PAUSE;
    for left in (0..MOST_TRIES).rev() {
        let remaining = deadline.saturating_duration_since(Instant::now());
        if remaining.is_zero() {
            return Err(DriverError::TimedOut { limit: timeout });
        }
        if watch.stop.load(Ordering::Relaxed) {
            return Err(DriverError::Stopped);
        }
        watch.calls.fetch_add(1, Ordering::Relaxed);
        let (error, asked_pause) = match send(&agent, call, remaining, timeout)? {
            Reply::Json(value) => return Ok(value),
            Reply::Busy { error, retry_after } => (error, retry_after),
        };
        let wait = asked_pause.unwrap_or(pause);
        if left == 0 || wait >= deadline.saturating_duration_since(Instant::now()) {
            return Err(error);
        }
        std::thread::sleep(wait);
        pause *= 2;
    }
    Err(DriverError::TimedOut { limit: timeout })
}

/// What came back.
enum Reply {
    Json(Value),
    /// Nothing yet, and perhaps later.
    Busy {
        error: DriverError,
        retry_after: Option<Duration>,
    },
}

fn send(
    agent: &ureq::Agent,
    call: &Call,
    remaining: Duration,
    timeout: Duration,
) -> Result<Reply, DriverError> {
    let failed = |error: ureq::Error| match error {
        ureq::Error::Timeout(_) => DriverError::TimedOut { limit: timeout },
        ureq::Error::BodyExceedsLimit(_) => DriverError::TooLarge { most: MOST_BYTES },
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
            DriverError::TimedOut { limit: timeout }
        }
        other => DriverError::Unreachable {
            url: call.url.clone(),
            reason: shortened(&other.to_string()),
        },
    };
    let mut request = agent
        .post(&call.url)
        .config()
        .timeout_global(Some(remaining))
        .build()
        .header("content-type", "application/json")
        .header("accept", "application/json");
    for (name, value) in &call.headers {
        request = request.header(*name, value);
    }
    let mut response = request.send(call.body.to_string().as_bytes()).map_err(failed)?;
    let status = response.status().as_u16();
    let retry_after = response
        .headers()
        .get("retry-after")
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.trim().parse().ok())
        .map(Duration::from_secs);
    let body = response
        .body_mut()
        .with_config()
        .limit(MOST_BYTES as u64)
        .read_to_vec()
        .map_err(failed)?;
    if status == 200 {
        return match serde_json::from_slice(&body) {
            Ok(value) => Ok(Reply::Json(value)),
            Err(error) => Err(DriverError::Reply {
                reason: format!("it is no JSON: {error}"),
            }),
        };
    }
    let error = match status {
        429 => DriverError::RateLimited { retry_after },
        _ => DriverError::Status {
            status,
            message: message_of(&body, call),
        },
    };
    if status == 429 || status >= 500 {
        return Ok(Reply::Busy { error, retry_after });
    }
    Err(error)
}

/// What a server says about its status: `{"error": {"message": …}}`, or the text as it is. A server may repeat what it
/// was sent.
fn message_of(body: &[u8], call: &Call) -> String {
    let text = String::from_utf8_lossy(body);
    let said = serde_json::from_str::<Value>(&text).ok().and_then(|value| {
        let error = value.get("error")?;
        let message = error.get("message").unwrap_or(error);
        message.as_str().map(str::to_owned)
    });
    let mut said = said.unwrap_or_else(|| text.into_owned());
    if call.has_key {
        for (_, value) in &call.headers {
            let secret = value.trim_start_matches("Bearer ");
            if secret.len() >= 8 {
                said = said.replace(secret, "…");
            }
        }
    }
    shortened(&said)
}

/// Whether the address is on this machine. A key goes nowhere else without TLS.
fn check(call: &Call) -> Result<bool, DriverError> {
    let wrong = |reason: &str| DriverError::Url {
        url: call.url.clone(),
        reason: reason.to_owned(),
    };
    let uri: Uri = call.url.parse().map_err(|_| wrong("it is no URL"))?;
    if uri.authority().is_some_and(|it| it.as_str().contains('@')) {
        return Err(wrong(
            "a name or password in the address is not used; put the key into the environment",
        ));
    }
    let host = uri.host().ok_or_else(|| wrong("it names no host"))?;
    let is_local = matches!(host, "localhost" | "[::1]") || host.starts_with("127.");
    match uri.scheme_str() {
        Some("https") => Ok(is_local),
        Some("http") if is_local || !call.has_key => Ok(is_local),
        Some("http") => Err(wrong("a key is sent by https only")),
        _ => Err(wrong("it must begin with https:// or http://")),
    }
}
