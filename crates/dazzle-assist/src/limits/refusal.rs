//! Why SQL of an answer is refused.

/// Why SQL of an answer is refused. The texts go back to the model, and to the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is longer or deeper than anybody reads.
    #[error("the SQL has {found} {what}; at most {most} are allowed")]
    TooLong {
        /// What was counted.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A comment, which can hide what runs.
    #[error("comments in SQL are not allowed; put the explanation into `reason`")]
    Comment,
    /// A character that looks like another or like none.
    #[error("the character {character:?} is not allowed in SQL")]
    OddCharacter {
        /// The character.
        character: char,
    },
    /// It cannot be read.
    #[error("it cannot be read as SQL: {reason}")]
    Syntax {
        /// What the parser says.
        reason: String,
    },
    /// It was read, but would not be read as the same again.
    #[error("its meaning is not certain; write it more simply")]
    Unreadable,
    /// There is no statement.
    #[error("it holds no statement")]
    NoStatement,
    /// Something else than one query.
    #[error("it must be one `SELECT` that gives a number of rows")]
    NotOneQuery,
    /// A statement that is none of those allowed.
    #[error("`{word}` is not allowed; only `INSERT`, `UPDATE` and `DELETE` are")]
    Statement {
        /// How it begins.
        word: String,
    },
    /// A part of a statement that is not on the list.
    #[error("{what} is not allowed here")]
    Construct {
        /// The part, in words.
        what: String,
    },
    /// A table that was not named in the request.
    #[error("the table `{name}` is not one of those that this is about{}", .hint.as_ref().map(|it| format!("; {it}")).unwrap_or_default())]
    Table {
        /// The table as it was written.
        name: String,
        /// What may be meant.
        hint: Option<String>,
    },
    /// A table that may be read and not changed.
    #[error("the table `{name}` may be read, not changed")]
    ReadOnlyTable {
        /// The table.
        name: String,
    },
    /// Rows of a table may not be added or removed.
    #[error("rows of `{name}` may not be {done}: nothing in this revision asks for it")]
    Rows {
        /// The table.
        name: String,
        /// `added` or `removed`.
        done: &'static str,
    },
    /// A column that the revision does not change.
    #[error("the column `{column}` of `{table}` may not be set: this revision does not change it")]
    ColumnWrite {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// A name that no table of the request has.
    #[error("the name `{name}` is unknown here: it is no column of the tables that the SQL reads")]
    UnknownName {
        /// The name.
        name: String,
    },
    /// A function that is not on the list.
    #[error("the function `{name}` is not allowed on {dialect}")]
    Function {
        /// The function.
        name: String,
        /// The dialect.
        dialect: &'static str,
    },
    /// A type that is not on the list.
    #[error("the type `{name}` is not allowed in a cast")]
    Type {
        /// The type.
        name: String,
    },
}

impl Refusal {
    pub(super) fn construct(what: impl Into<String>) -> Self {
        Self::Construct { what: what.into() }
    }
}
