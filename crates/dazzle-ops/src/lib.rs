//! The operations: what each does to a schema, what undoes it, what is dangerous about it.
