//! How much speaks for it that what goes and what comes are the same thing under another name.
//!
//! It decides what is asked and in which order, never what is done. Whether values could move decides by itself;
//! names, places and neighbours give weight.

use std::collections::BTreeSet;

use dazzle_schema::{Column, ColumnType, Name, Table};

/// What speaks for a rename.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// How much speaks for it, from 0 to 100.
    pub percent: u32,
    /// What speaks for it, in clauses.
    pub evidence: Vec<String>,
}

impl Likeness {
    /// What speaks for it, in one clause.
    #[must_use]
    pub fn in_words(&self) -> String {
        self.evidence.join("; ")
    }
}

/// From which likeness on two names are called alike, in percent.
const ALIKE: u32 = 50;
/// From which likeness of names on columns are asked about whose values do not fit into each other.
const NEARLY_EQUAL: u32 = 70;

/// What speaks for it that one column became the other; none if nothing does. Each comes with its table.
pub fn of_columns((before, old): (&Table, &Column), (after, new): (&Table, &Column)) -> Option<Likeness> {
    if old.generated.is_some() != new.generated.is_some() {
        return None;
    }
    let names = of_names(&old.name, &new.name);
    let kinds = of_types(&old.column_type, &new.column_type);
    if kinds.is_none() && names < NEARLY_EQUAL {
        return None;
    }
    let mut percent = names * 40 / 100;
    let mut evidence = Vec::new();
    match kinds {
        Some((weight, text)) => {
            percent += weight;
            evidence.push(text);
        }
        None => evidence.push(format!("{} and {}", old.column_type, new.column_type)),
    }
    push_names(&mut evidence, names);
    if before.columns.get_index_of(&old.name) == after.columns.get_index_of(&new.name) {
        percent += 10;
        evidence.push("in the same place".to_owned());
    }
    let (left, right) = neighbours(before, after, &old.name);
    let (other_left, other_right) = neighbours(after, before, &new.name);
    let left = left.filter(|name| Some(*name) == other_left);
    let right = right.filter(|name| Some(*name) == other_right);
    percent += 10 * u32::from(left.is_some()) + 10 * u32::from(right.is_some());
    match (left, right) {
        (Some(left), Some(right)) => evidence.push(format!("between `{left}` and `{right}`")),
        (Some(left), None) => evidence.push(format!("behind `{left}`")),
        (None, Some(right)) => evidence.push(format!("before `{right}`")),
        (None, None) => {}
    }
    Some(Likeness { percent, evidence })
}

/// What speaks for it that one table became the other; none if too little does.
pub fn of_tables(old: &Table, new: &Table) -> Option<Likeness> {
    let shared: BTreeSet<&Name> = old
        .columns
        .values()
        .filter(|column| {
            new.columns
                .get(&column.name)
                .is_some_and(|other| other.column_type == column.column_type)
        })
        .map(|column| &column.name)
        .collect();
    // Columns may have got other names together with their table.
    let like = old
        .columns
        .values()
        .zip(new.columns.values())
        .filter(|(column, other)| !shared.contains(&column.name) && !shared.contains(&other.name))
        .filter(|(column, other)| column.column_type == other.column_type)
        .count();
    let all = old.columns.len().max(new.columns.len());
    let names = of_names(&old.name, &new.name);
    let is_alike = shared.len() * 2 >= all && shared.len() > 1
        || (shared.len() + like == all && all > 1)
        || (names >= NEARLY_EQUAL && !shared.is_empty());
    if !is_alike {
        return None;
    }
    let parts = u32::try_from((shared.len() * 2 + like) * 60 / (all * 2)).unwrap_or(0);
    let mut evidence = vec![format!("they share {} of {all} columns", shared.len())];
    if like > 0 {
        evidence.push(format!("{like} more of the same type in the same place"));
    }
    push_names(&mut evidence, names);
    Some(Likeness {
        percent: parts + names * 40 / 100,
        evidence,
    })
}

fn push_names(evidence: &mut Vec<String>, percent: u32) {
    if percent >= ALIKE {
        evidence.push(format!("the names are {percent} % alike"));
    }
}

/// How much two names have in common, in percent. Case and `_` do not count; a name within the other is at least
/// half of it.
fn of_names(old: &Name, new: &Name) -> u32 {
    let plain = |name: &Name| -> String {
        let letters = name.as_str().chars().filter(|letter| *letter != '_');
        letters.flat_map(char::to_lowercase).collect()
    };
    let (old, new) = (plain(old), plain(new));
    let share = strsim::normalized_damerau_levenshtein(&old, &new);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between 0 and 100"
    )]
    let percent = (share * 100.0).round() as u32;
    let shorter = old.chars().count().min(new.chars().count());
    if shorter >= 3 && (old.contains(&new) || new.contains(&old)) {
        percent.max(ALIKE)
    } else {
        percent
    }
}

/// How much two types have in common that values could move between, and what, in words.
fn of_types(from: &ColumnType, to: &ColumnType) -> Option<(u32, String)> {
    let is_time = |it: &ColumnType| {
        matches!(
            it,
            ColumnType::Date | ColumnType::Timestamp | ColumnType::TimestampTz
        )
    };
    if from == to {
        Some((30, format!("both are {to}")))
    } else if from.is_textual() && to.is_textual() {
        Some((20, format!("{from} and {to} both hold text")))
    } else if from.is_number() && to.is_number() {
        Some((20, format!("{from} and {to} both hold numbers")))
    } else if is_time(from) && is_time(to) {
        Some((20, format!("{from} and {to} both hold dates")))
    } else {
        None
    }
}

/// The nearest columns before and behind `name` that both tables have.
fn neighbours<'a>(table: &'a Table, other: &Table, name: &Name) -> (Option<&'a Name>, Option<&'a Name>) {
    let at = table.columns.get_index_of(name).unwrap_or(0);
    let is_shared = |name: &&Name| other.columns.contains_key(*name);
    let before = table.columns.keys().take(at).rfind(is_shared);
    let behind = table.columns.keys().skip(at + 1).find(is_shared);
    (before, behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    fn table(called: &str, columns: &[(&str, ColumnType)]) -> Table {
        let mut table = Table::new(name(called));
        for (column, kind) in columns {
            table
                .columns
                .insert(name(column), Column::new(name(column), kind.clone()));
        }
        table
    }

    fn likeness(old: &Table, from: &str, new: &Table, to: &str) -> Option<Likeness> {
        of_columns(
            (old, old.column(&name(from)).unwrap()),
            (new, new.column(&name(to)).unwrap()),
        )
    }

    #[test]
    fn everything_that_speaks_for_a_rename_is_named() {
        let old = table(
            "T",
            &[
                ("id", ColumnType::Uuid),
                ("title", ColumnType::Text),
                ("done", ColumnType::Boolean),
            ],
        );
        let new = table(
            "T",
            &[
                ("id", ColumnType::Uuid),
                ("subtitle", ColumnType::Text),
                ("done", ColumnType::Boolean),
            ],
        );
        let found = likeness(&old, "title", &new, "subtitle").unwrap();
        assert_eq!(
            found.evidence,
            [
                "both are text",
                "the names are 63 % alike",
                "in the same place",
                "between `id` and `done`"
            ]
        );
        assert_eq!(found.percent, 25 + 30 + 10 + 20);
    }

    #[test]
    fn what_fits_neither_by_type_nor_by_name_is_no_question() {
        let old = table(
            "T",
            &[("paid", ColumnType::Boolean), ("due_date", ColumnType::Text)],
        );
        let new = table(
            "T",
            &[("at", ColumnType::Date), ("due_dates", ColumnType::Integer)],
        );
        assert_eq!(likeness(&old, "paid", &new, "at"), None);
        let found = likeness(&old, "due_date", &new, "due_dates").unwrap();
        assert_eq!(
            found.evidence[..2],
            ["text and integer", "the names are 88 % alike"]
        );
    }

    #[test]
    fn tables_are_alike_by_columns_or_by_name() {
        let task = table("Task", &[("id", ColumnType::Uuid), ("title", ColumnType::Text)]);
        let job = table("Job", &[("id", ColumnType::Uuid), ("name", ColumnType::Text)]);
        let tasks = table("Tasks", &[("id", ColumnType::Uuid), ("due", ColumnType::Date)]);
        let other = table("Flag", &[("id", ColumnType::Uuid), ("due", ColumnType::Date)]);
        assert_eq!(
            of_tables(&task, &job).unwrap().evidence,
            [
                "they share 1 of 2 columns",
                "1 more of the same type in the same place"
            ]
        );
        assert!(of_tables(&task, &tasks).is_some());
        assert_eq!(of_tables(&task, &other), None);
    }
}
