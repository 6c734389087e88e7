//! What requests say in their headers.

use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode, Uri};

use crate::problem::Problem;

/// Refuses a request that cannot read JSON (406).
pub(crate) fn accepts(headers: &HeaderMap, given: &[&str]) -> Result<(), Problem> {
    let mut is_given = false;
    for value in headers.get_all(ACCEPT) {
        is_given = true;
        let value = value.to_str().unwrap_or_default();
        if value.trim().is_empty() || value.split(',').any(|range| admits(range, given)) {
            return Ok(());
        }
    }
    if is_given {
        Err(Problem::new(
            StatusCode::NOT_ACCEPTABLE,
            "not_acceptable",
            format!("this address gives {}", given.join(" and ")),
        ))
    } else {
        Ok(())
    }
}

/// Whether one range of an `Accept` header takes one of `given`.
fn admits(range: &str, given: &[&str]) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_refused = parts.any(|part| {
        part.split_once('=').is_some_and(|(name, value)| {
            name.trim().eq_ignore_ascii_case("q")
                && value.trim().parse::<f32>().is_ok_and(|quality| quality <= 0.0)
        })
    });
    let fits = name == "*/*"
        || given.contains(&name.as_str())
        || name
            .strip_suffix("/*")
            .is_some_and(|kind| given.iter().any(|given| given.split('/').next() == Some(kind)));
    fits && !is_refused
}

/// Refuses a body that is not said to be JSON in UTF-8 (415).
pub(crate) fn has_json_body(headers: &HeaderMap) -> Result<(), Problem> {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut parts = value.split(';').map(str::trim);
    let is_json = parts
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    let is_utf8 = parts.all(|part| match part.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
            value.trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    });
    if is_json && is_utf8 {
        Ok(())
    } else {
        Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "send the body as `Content-Type: application/json`, in UTF-8",
        ))
    }
}

/// The length that the request says its body has.
pub(crate) fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// What a condition on the entity tag asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tags {
    /// `*`
    Any,
    /// One of these, as they are written.
    OneOf(Vec<String>),
}

impl Tags {
    fn of(headers: &HeaderMap, name: &HeaderName) -> Option<Result<Self, Problem>> {
        let values: Vec<&str> = headers
            .get_all(name)
            .iter()
            .map(|value| value.to_str().unwrap_or_default())
            .collect();
        if values.is_empty() {
            return None;
        }
        let list = values.join(",");
        if list.trim() == "*" {
            return Some(Ok(Self::Any));
        }
        Some(tags(&list).map(Self::OneOf).ok_or_else(|| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "malformed",
                format!("`{name}` must be `*` or tags in double quotes, with commas between"),
            )
        }))
    }

    /// `If-Match`
    pub(crate) fn if_match(headers: &HeaderMap) -> Option<Result<Self, Problem>> {
        Self::of(headers, &IF_MATCH)
    }

    /// `If-None-Match`; what cannot be read counts as not sent, since it only saves work.
    pub(crate) fn if_none_match(headers: &HeaderMap) -> Option<Self> {
        Self::of(headers, &IF_NONE_MATCH)?.ok()
    }

    /// Whether `tag` is among them (RFC 9110, strong comparison).
    pub(crate) fn has(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(tags) => tags.iter().any(|known| known == tag),
        }
    }

    /// The same without regard to `W/` (weak comparison).
    pub(crate) fn has_weakly(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(tags) => tags
                .iter()
                .any(|known| known.strip_prefix("W/").unwrap_or(known) == tag),
        }
    }
}

/// The entity tags of a list (RFC 9110, section 8.8.3), as they are written. A tag may hold commas.
fn tags(list: &str) -> Option<Vec<String>> {
    let mut tags = Vec::new();
    let mut rest = list.trim();
    loop {
        let (weak, quoted) = match rest.strip_prefix("W/") {
            Some(quoted) => ("W/", quoted),
            None => ("", rest),
        };
        let (tag, behind) = quoted.strip_prefix('"')?.split_once('"')?;
        if tag.bytes().any(|byte| byte <= b' ' || byte == 0x7f) {
            return None;
        }
        tags.push(format!("{weak}\"{tag}\""));
        rest = behind.trim_start();
        if rest.is_empty() {
            return Some(tags);
        }
        rest = rest.strip_prefix(',')?.trim_start();
    }
}

/// Whether the request is to a name of this machine for itself.
pub(crate) fn is_to_loopback(headers: &HeaderMap, uri: &Uri) -> bool {
    let host = match uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => headers.get(HOST).and_then(|host| host.to_str().ok()),
    };
    let Some(host) = host else {
        // HTTP/1.0; a browser always names the host.
        return true;
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.to_ascii_lowercase().ends_with(".localhost")
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn with(name: HeaderName, value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        headers
    }

    #[test]
    fn accept() {
        let json = ["application/json", "application/problem+json"];
        for value in [
            "*/*",
            "application/*",
            "text/html, application/json;q=0.1",
            "APPLICATION/JSON",
            "",
        ] {
            assert!(accepts(&with(ACCEPT, value), &json).is_ok(), "{value}");
        }
        for value in ["text/html", "application/json;q=0", "image/*", "garbage"] {
            assert!(accepts(&with(ACCEPT, value), &json).is_err(), "{value}");
        }
    }

    #[test]
    fn content_types() {
        for value in ["application/json", "Application/JSON; charset=UTF-8"] {
            assert!(has_json_body(&with(CONTENT_TYPE, value)).is_ok(), "{value}");
        }
        for value in [
            "text/plain",
            "application/json; charset=latin1",
            "",
            "application/jsonx",
        ] {
            assert!(has_json_body(&with(CONTENT_TYPE, value)).is_err(), "{value}");
        }
        assert!(has_json_body(&HeaderMap::new()).is_err());
    }

    #[test]
    fn lists_of_tags() {
        assert_eq!(tags("\"a,b\" , W/\"c\"").unwrap(), ["\"a,b\"", "W/\"c\""]);
        assert_eq!(tags("\"\"").unwrap(), ["\"\""]);
        for list in [
            "",
            "a",
            "\"a",
            "\"a\" \"b\"",
            "\"a\",",
            "w/\"a\"",
            "\"a b\"",
            "{}",
            "*,\"a\"",
        ] {
            assert_eq!(tags(list), None, "{list}");
        }
    }

    #[test]
    fn hosts() {
        let uri = Uri::from_static("/");
        for host in [
            "localhost",
            "localhost:8000",
            "127.0.0.1:8000",
            "[::1]:8000",
            "[::1]",
            "shop.localhost",
        ] {
            assert!(is_to_loopback(&with(HOST, host), &uri), "{host}");
        }
        for host in [
            "example.org",
            "localhost.example.org",
            "127.0.0.1.example.org:80",
            "10.0.0.1",
            "",
        ] {
            assert!(!is_to_loopback(&with(HOST, host), &uri), "{host}");
        }
    }
}
