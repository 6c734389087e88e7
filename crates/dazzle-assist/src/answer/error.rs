//! Why an answer is not accepted.

use dazzle_history::Direction;

use crate::limits::Refusal;

/// Why an answer is not accepted. The texts go back to the model, and to the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// It is no JSON.
    #[error("the answer is no JSON: {reason}")]
    NotJson {
        /// Why.
        reason: String,
    },
    /// It is JSON of another form.
    #[error("the answer does not have the form asked for: {reason}")]
    Shape {
        /// What is wrong.
        reason: String,
    },
    /// It says nothing.
    #[error("the answer proposes nothing")]
    Nothing,
    /// A seam or question that was not asked about.
    #[error("there is no {what} {number} in the request")]
    Unasked {
        /// `seam` or `question`.
        what: &'static str,
        /// The number given.
        number: usize,
    },
    /// A seam or question without an answer.
    #[error("{what} {number} has no answer")]
    Unanswered {
        /// `seam` or `question`.
        what: &'static str,
        /// Its number.
        number: usize,
    },
    /// SQL that is not allowed.
    #[error("{place}: {source}")]
    Sql {
        /// Where it stands.
        place: String,
        /// Why.
        source: Refusal,
    },
    /// Statements that the seam cannot have.
    #[error("seam {number}: {reason}")]
    Seam {
        /// Its number.
        number: usize,
        /// Why.
        reason: String,
    },
    /// Seams that go in batches otherwise than the revision says.
    #[error(
        "the {direction} must keep each `batched`, with the `until` of its seam, as the revision has it, and may \
         have no other"
    )]
    Batches {
        /// Which way.
        direction: Direction,
    },
    /// Both operations and statements for seams that they replace.
    #[error("the answer gives `operations`, so `seams` must be empty: write the SQL into the operations")]
    Both,
    /// Operations where there were questions only.
    #[error("only the questions are to be answered: `seams` must be empty and `operations` null")]
    QuestionsOnly,
    /// The operations cannot be read.
    #[error("the operations cannot be read: {}", .reasons.join("; "))]
    Unreadable {
        /// What is wrong, with its place.
        reasons: Vec<String>,
    },
    /// An operation that is not allowed.
    #[error("{direction}, operation {number} (`{word}`): {reason}")]
    Operation {
        /// Which way.
        direction: Direction,
        /// Its number, from 1.
        number: usize,
        /// Its word.
        word: &'static str,
        /// Why.
        reason: String,
    },
    /// The operations lead to another schema.
    #[error("the {direction} leads to another schema than it must: {difference}")]
    OtherSchema {
        /// Which way.
        direction: Direction,
        /// The first difference.
        difference: String,
    },
}
