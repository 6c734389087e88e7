//! Asking a PostgreSQL server whether two texts mean the same.
//!
//! The server rewrites what it is told, so a text is never compared with another one: both are given to the server,
//! what it makes of them is given to it again until it no longer changes, and the results are compared
//! (design, "How PostgreSQL rewrites expressions"). This happens on an empty temporary copy of the table, made to
//! have the declared columns too, in one transaction that is rolled back. It takes the rights to connect and to make
//! temporary tables; where the latter is missing a schema made in the same transaction does, and where that may not
//! be made either, nothing can be compared. A live table is only looked at: `CREATE TABLE … (LIKE …)` takes the lock
//! of a SELECT. A text that the server refuses costs its own answer and nothing else.
//!
//! [`Questions`] is a state machine without input or output:
//!
//! ```text
//! while let Some(sql) = questions.next_statement() {
//!     questions.take(session.query(&sql));        // the rows, or the server's message
//! }
//! let aligned = align(&live, &declared, Dialect::Postgresql, &questions.into_answers());
//! ```
//!
//! A text is put into a statement by a function of the server that cannot commit, so nothing that a text may hold
//! outlives the transaction.

mod answers;
mod items;

use std::collections::VecDeque;

use dazzle_schema::Schema;

use crate::alignment::{Answers, Obstacle, Undecided, Verdict};
use items::Group;

/// A row of an answer: each value as text, none for NULL.
pub type Row = Vec<Option<String>>;

/// How many texts go into one request at most, and how many bytes of them.
const TEXTS_IN_A_REQUEST: usize = 200;
const BYTES_IN_A_REQUEST: usize = 200_000;

/// Texts are printed under these settings, and the same on every server. The transaction may write, whatever the
/// session is: a temporary table is not made in a read-only one.
const BEGIN: &str = "BEGIN TRANSACTION READ WRITE; \
    SET LOCAL lock_timeout = '2s'; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; \
    SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; \
    SET LOCAL quote_all_identifiers = off; SET LOCAL standard_conforming_strings = on; \
    SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = error; \
    SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY')";

const SCRATCH_SCHEMA: &str = "_dazzle_scratch";

/// Where things are made for the time of the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Temporary,
    Scratch,
}

impl Space {
    const fn as_sql(self) -> &'static str {
        match self {
            Self::Temporary => "pg_temp",
            Self::Scratch => SCRATCH_SCHEMA,
        }
    }
}

/// What comes next.
#[derive(Debug)]
enum State {
    Begin,
    MakeFunction(Space),
    /// The function could not be made there: the transaction has to forget it.
    TryScratch {
        trouble: String,
    },
    Ask(Space),
    /// A request failed as a whole.
    Recover(Space),
    RollBack,
    Done,
}

/// The questions for all that is undecided between two schemas, and the server's answers.
#[derive(Debug)]
pub struct Questions {
    state: State,
    /// Groups not asked yet; each of one table, or of views.
    waiting: VecDeque<Group>,
    /// The groups of the request that is under way.
    under_way: Vec<Group>,
    /// Whether each group goes alone, since a request with several failed.
    one_by_one: bool,
    collected: answers::Collected,
}

impl Questions {
    /// The questions for those of `undecided` that the server can answer. `live` and `declared` are the schemas that
    /// were aligned.
    #[must_use]
    pub fn new(undecided: &[Undecided], live: &Schema, declared: &Schema) -> Self {
        let mut collected = answers::Collected::default();
        let (whole, broken): (Vec<&Undecided>, Vec<&Undecided>) = undecided
            .iter()
            .filter(|it| it.obstacle == Obstacle::NotAsked)
            .partition(|it| items::is_one_piece(&it.subject.declared));
        for undecided in broken {
            let message = "it is not one whole expression".to_owned();
            let verdict = Verdict::CannotCompare(Obstacle::DeclaredRefused { message });
            collected.insert(undecided.subject.clone(), verdict);
        }
        let waiting: VecDeque<Group> = items::groups(&whole, live, declared).into();
        let state = if waiting.is_empty() {
            State::Done
        } else {
            State::Begin
        };
        Self {
            state,
            waiting,
            under_way: Vec::new(),
            one_by_one: false,
            collected,
        }
    }

    /// The next text to send, perhaps of several statements; none when there is nothing more to ask. Each has to be
    /// followed by [`take`](Self::take). The first begins a transaction, the last rolls it back; none of them is to be
    /// sent within another transaction.
    pub fn next_statement(&mut self) -> Option<String> {
        match &self.state {
            State::Begin => Some(BEGIN.to_owned()),
            State::MakeFunction(space) => Some(make_function(*space)),
            State::TryScratch { .. } => Some("ROLLBACK TO SAVEPOINT dazzle_function".to_owned()),
            State::Ask(space) => {
                let space = *space;
                self.under_way = self.next_groups();
                Some(request(space, &self.under_way))
            }
            State::Recover(_) => Some("ROLLBACK TO SAVEPOINT dazzle_request".to_owned()),
            State::RollBack => Some("ROLLBACK".to_owned()),
            State::Done => None,
        }
    }

    /// Takes what came of the last text: its rows, or why the server refused it. An error that says nothing of the
    /// statement (a lost connection, a cancellation) is the caller's own and is not to be given here.
    pub fn take(&mut self, result: Result<Vec<Row>, String>) {
        let state = std::mem::replace(&mut self.state, State::Done);
        self.state = match (state, result) {
            (State::Begin, Ok(rows)) => State::MakeFunction(if first_is_true(&rows) {
                Space::Temporary
            } else {
                Space::Scratch
            }),
            (State::MakeFunction(space), Ok(_)) => State::Ask(space),
            (State::MakeFunction(Space::Temporary), Err(trouble)) => State::TryScratch { trouble },
            (State::TryScratch { .. }, Ok(_)) => State::MakeFunction(Space::Scratch),
            (State::Ask(space), Ok(rows)) => {
                let asked = std::mem::take(&mut self.under_way);
                self.collected.take(&asked, &rows);
                self.go_on(space)
            }
            (State::Ask(space), Err(message)) => {
                let asked = std::mem::take(&mut self.under_way);
                if asked.len() > 1 {
                    self.one_by_one = true;
                    for group in asked.into_iter().rev() {
                        self.waiting.push_front(group);
                    }
                } else {
                    self.collected.fail(&asked, &message);
                }
                State::Recover(space)
            }
            (State::Recover(space), Ok(_)) => self.go_on(space),
            (State::MakeFunction(Space::Scratch), Err(message)) => self.give_up(&format!(
                "{message}; it takes the right to make temporary tables (GRANT TEMPORARY ON DATABASE)"
            )),
            (State::Begin | State::Recover(_), Err(message)) => self.give_up(&message),
            (State::TryScratch { trouble }, Err(_)) => self.give_up(&trouble),
            (State::RollBack | State::Done, _) => State::Done,
        };
    }

    /// What the server said.
    #[must_use]
    pub fn into_answers(self) -> Answers {
        self.collected.into_answers()
    }

    fn go_on(&self, space: Space) -> State {
        if self.waiting.is_empty() {
            State::RollBack
        } else {
            State::Ask(space)
        }
    }

    /// Nothing can be asked any more.
    fn give_up(&mut self, message: &str) -> State {
        let left: Vec<Group> = self.waiting.drain(..).collect();
        self.collected.fail(&left, message);
        State::RollBack
    }

    fn next_groups(&mut self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let (mut texts, mut bytes) = (0, 0);
        while let Some(group) = self.waiting.pop_front() {
            texts += group.items.len() * 2;
            bytes += group.bytes();
            let is_full = self.one_by_one || texts > TEXTS_IN_A_REQUEST || bytes > BYTES_IN_A_REQUEST;
            if is_full && !groups.is_empty() {
                self.waiting.push_front(group);
                break;
            }
            groups.push(group);
        }
        groups
    }
}

fn first_is_true(rows: &[Row]) -> bool {
    rows.first().and_then(|row| row.first()) == Some(&Some("t".to_owned()))
}

/// Makes the function that asks, and in a scratch schema the schema, which then stands before all others.
fn make_function(space: Space) -> String {
    let function = include_str!("normal_forms.sql").replace("{space}", space.as_sql());
    match space {
        Space::Temporary => format!("SAVEPOINT dazzle_function; {function}"),
        Space::Scratch => format!(
            "CREATE SCHEMA {SCRATCH_SCHEMA}; {function}; SELECT pg_catalog.set_config('search_path', \
             pg_catalog.concat_ws(', ', '{SCRATCH_SCHEMA}', \
             NULLIF(pg_catalog.current_setting('search_path'), '')), true)"
        ),
    }
}

fn request(space: Space, groups: &[Group]) -> String {
    let mut sql = "SAVEPOINT dazzle_request".to_owned();
    for group in groups {
        sql.push_str(";\n");
        sql.push_str(&group.query(space.as_sql()));
    }
    sql
}
