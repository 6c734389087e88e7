//! The data API of the application that a model describes, over HTTP.
//!
//! ```text
//! Model, Schema ─▶ Application (what there is) ─▶ router(application, Database, ServerOptions, readiness) ─▶ serve
//! ```
//!
//! A request goes `router` (id, log, host, token, time) → `handlers` → `query` or `body` (checked against the
//! description) → `database` (one statement, all values bound) → `render`. Everything that a client may send is checked
//! before the database sees it, and what the database still refuses becomes a problem document that names the field.
//!
//! What it promises: identifiers in SQL come from the model only and values are always parameters; both dialects give
//! the same JSON for the same rows; no error holds SQL or the database's own words; the log holds no body, query, path
//! or value at all, so none of a field marked `sensitive` or `pii`.

mod address;
mod application;
mod body;
mod database;
mod handlers;
mod headers;
mod json;
mod kind;
mod openapi;
mod options;
pub mod page;
mod problem;
mod query;
mod render;
mod router;
mod serve;
mod switch;

pub use application::{Access, Application, Column, Field, LeftOut, Resource, Shape};
pub use database::{ConnectError, Database, PoolOptions};
pub use kind::{Kind, TextRule};
pub use options::{OptionsError, Readiness, ServerOptions};
pub use router::router;
pub use serve::{ConnectionLimits, serve, serve_within};
pub use switch::switchable;
