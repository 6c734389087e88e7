//! DSL text to a linked model, with diagnostics, and from there to a schema.
