//! Deciding whether two texts mean the same.

use dazzle_schema::{Dialect, Name, SqlText};

use super::spelling::{Names, Spelling};
use super::subject::{Answers, Obstacle, Place, Subject, Undecided, Verdict};
use crate::clauses::written;

/// The texts of the two sides on the dialect.
#[derive(Debug, Clone)]
pub struct Texts {
    pub declared: Option<String>,
    pub live: Option<String>,
}

/// Decides with what is known, and collects what is not.
#[derive(Debug)]
pub struct Judge<'a> {
    dialect: Dialect,
    answers: &'a Answers,
    undecided: Vec<Undecided>,
}

impl<'a> Judge<'a> {
    pub const fn new(dialect: Dialect, answers: &'a Answers) -> Self {
        Self {
            dialect,
            answers,
            undecided: Vec::new(),
        }
    }

    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub fn into_undecided(mut self) -> Vec<Undecided> {
        self.undecided.sort();
        self.undecided
    }

    /// The texts of both sides on the dialect.
    pub fn both_texts(&self, declared: &SqlText, live: &SqlText) -> Texts {
        Texts {
            declared: written(declared.for_dialect(self.dialect)),
            live: written(live.for_dialect(self.dialect)),
        }
    }

    /// Whether both have one spelling.
    pub fn spelled_alike(&self, declared: &str, live: &str, names: Names<'_>) -> bool {
        declared == live
            || Spelling::of(self.dialect, declared, names)
                .is_some_and(|spelling| Some(spelling) == Spelling::of(self.dialect, live, names))
    }

    /// Whether the declared text can take the place of the live one: both mean the same, or it cannot be said, which
    /// is then noted.
    pub fn same(&mut self, table: &Name, place: Place, texts: Texts, names: Names<'_>) -> bool {
        if let (Some(declared), Some(live)) = (&texts.declared, &texts.live)
            && self.spelled_alike(declared, live, names)
        {
            return true;
        }
        self.same_unless_server_differs(table, place, texts)
    }

    /// The same for texts whose spellings differ.
    pub fn same_unless_server_differs(&mut self, table: &Name, place: Place, texts: Texts) -> bool {
        let obstacle = match (&texts.declared, &texts.live) {
            (None, None) => return true,
            (None, Some(_)) => Some(Obstacle::NoDeclaredText),
            (Some(_), None) => Some(Obstacle::NoLiveText),
            // Texts are never rewritten there.
            (Some(_), Some(_)) if self.dialect == Dialect::Sqlite => return false,
            (Some(_), Some(_)) => None,
        };
        let subject = Subject {
            table: table.clone(),
            place,
            declared: texts.declared.unwrap_or_default(),
            live: texts.live.unwrap_or_default(),
        };
        let obstacle = match (obstacle, self.answers.get(&subject)) {
            (Some(obstacle), _) => obstacle,
            (None, Some(Verdict::CannotCompare(obstacle))) => obstacle.clone(),
            (None, Some(Verdict::Same)) => return true,
            (None, Some(Verdict::Different)) => return false,
            (None, None) => Obstacle::NotAsked,
        };
        self.undecided.push(Undecided { subject, obstacle });
        true
    }
}
