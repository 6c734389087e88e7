//! The dazzle command: arguments, wording, exit codes.
fn main() {}
