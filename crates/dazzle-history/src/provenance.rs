//! Where a part of a revision came from, when a language model proposed it.

use std::fmt;

/// That a language model proposed a part of a revision. It stands in the file's `[[proposed]]` and is repeated in the
/// log of each database that the revision is applied to. It changes nothing of what the revision does, and is not
/// part of its checksum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// What was proposed, in words: `sql of upgrade 2`.
    pub what: String,
    /// The driver that asked.
    pub driver: String,
    /// The model, or the program, that answered.
    pub model: String,
    /// The SHA-256 of the request, in hexadecimal.
    pub request: String,
    /// The SHA-256 of the answer, in hexadecimal.
    pub answer: String,
    /// Why, in the model's words.
    pub reason: String,
    /// What was proven before it was written, step by step.
    pub proven: Vec<String>,
    /// How it was accepted: by a person, or because it was proven.
    pub accepted: String,
}

impl fmt::Display for Provenance {
    /// One line, as the log holds it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proven = if self.proven.is_empty() {
            "nothing".to_owned()
        } else {
            self.proven.join("; ")
        };
        let line = format!(
            "{} proposed by {} {}, request {}, answer {}, proven: {proven}, accepted {}",
            self.what, self.driver, self.model, self.request, self.answer, self.accepted
        );
        // A line break would begin a statement where this stands as a comment.
        f.write_str(&line.replace(char::is_control, " "))
    }
}
