//! What a session's settings, other schemas and patterns change.
