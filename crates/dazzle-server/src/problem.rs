//! Errors as clients see them: problem documents of RFC 9457. They hold no SQL and no words of the database.

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_TYPE, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::json::write_string;

/// An error response.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    /// A word for programs.
    code: &'static str,
    /// A sentence for people.
    detail: String,
    errors: Vec<FieldError>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// For the log only.
    pub(crate) cause: Option<String>,
}

/// What is wrong with one field of a body or one parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// Where: a field or a parameter.
    pub(crate) place: Place,
    /// A word for programs.
    pub(crate) code: &'static str,
    /// A sentence for people.
    pub(crate) detail: String,
}

/// Where an error is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a member of the body: the field, and the member within it.
    Field(String, Option<&'static str>),
    /// In a parameter of the query.
    Parameter(String),
    /// In the row as a whole.
    Row,
}

impl FieldError {
    pub(crate) fn field(name: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            place: Place::Field(name.to_owned(), None),
            code,
            detail: detail.into(),
        }
    }

    pub(crate) fn parameter(name: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            place: Place::Parameter(name.to_owned()),
            code,
            detail: detail.into(),
        }
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        match &self.place {
            Place::Field(name, member) => {
                let mut pointer = format!("#/{}", name.replace('~', "~0").replace('/', "~1"));
                if let Some(member) = member {
                    pointer.push('/');
                    pointer.push_str(member);
                }
                out.push_str("\"field\":");
                write_string(name, out);
                out.push_str(",\"pointer\":");
                write_string(&pointer, out);
                out.push(',');
            }
            Place::Parameter(name) => {
                out.push_str("\"parameter\":");
                write_string(name, out);
                out.push(',');
            }
            Place::Row => {}
        }
        out.push_str("\"code\":");
        write_string(self.code, out);
        out.push_str(",\"detail\":");
        write_string(&self.detail, out);
        out.push('}');
    }
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            headers: Vec::new(),
            cause: None,
        }
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    pub(crate) fn bad_query(errors: Vec<FieldError>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "bad_query",
            "the query has parameters that are not right",
        )
        .with_errors(errors)
    }

    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            "the body has fields that are not right",
        )
        .with_errors(errors)
    }

    pub(crate) fn conflict(code: &'static str, detail: impl Into<String>, errors: Vec<FieldError>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail).with_errors(errors)
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "send the token in the header `Authorization: Bearer …`",
        )
        .with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
    }

    pub(crate) fn method_not_allowed(allow: &'static str) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            format!("this address takes {allow}"),
        )
        .with_header(ALLOW, HeaderValue::from_static(allow))
    }

    pub(crate) fn unavailable(cause: impl Into<String>) -> Self {
        let mut this = Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "the database is busy or cannot be reached; try again",
        )
        .with_header(RETRY_AFTER, HeaderValue::from_static("1"));
        this.cause = Some(cause.into());
        this
    }

    pub(crate) fn too_slow() -> Self {
        let mut this = Self::unavailable("the request took too long");
        this.detail =
            "the request took too long and was given up; what it was to do may have been done".to_owned();
        this
    }

    pub(crate) fn internal(cause: impl Into<String>) -> Self {
        let mut this = Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the server failed; its log says more under the id of this request",
        );
        this.cause = Some(cause.into());
        this
    }

    pub(crate) fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    fn body(&self) -> String {
        let mut out = String::from("{\"type\":\"about:blank\",\"title\":");
        write_string(self.status.canonical_reason().unwrap_or("Error"), &mut out);
        out.push_str(&format!(",\"status\":{},\"code\":", self.status.as_u16()));
        write_string(self.code, &mut out);
        out.push_str(",\"detail\":");
        write_string(&self.detail, &mut out);
        if !self.errors.is_empty() {
            out.push_str(",\"errors\":[");
            for (at, error) in self.errors.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                error.write(&mut out);
            }
            out.push(']');
        }
        out.push('}');
        out
    }
}

/// What the log is told about a failed request.
#[derive(Debug, Clone)]
pub(crate) struct Cause(pub(crate) String);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        for (name, value) in self.headers {
            headers.insert(name, value);
        }
        if let Some(cause) = self.cause {
            response.extensions_mut().insert(Cause(cause));
        }
        response
    }
}
