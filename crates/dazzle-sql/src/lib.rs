//! Operations to statements: the plan, and one folder for each dialect.
