//! Whether the log is what was written.

use std::collections::BTreeSet;
use std::fmt;

use super::{Link, Part};

/// What there is of the chain in a row of the log.
#[derive(Debug, Clone)]
pub(crate) struct RowLinks {
    pub(crate) id: i64,
    pub(crate) has_outcome: bool,
    /// The cells as they are: none for NULL.
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    /// The digests of what the row says now.
    pub(crate) start_content: [u8; 32],
    pub(crate) end_content: [u8; 32],
}

/// What checking the log gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// How many rows the log has.
    pub rows: u64,
    /// How many of them were written before the chain began: nothing covers them.
    pub unchained: u64,
    /// The last link as the version table has it.
    pub head: Option<Link>,
    /// What is not as it was written, in the order of the chain.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether the log is what was written, as far as the chain reaches.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The rows that it is about; none where they cannot be told.
    pub rows: Vec<i64>,
    /// One line.
    pub message: String,
}

/// In which way the log is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// A row says something else than it did, or the link before it was altered.
    Altered,
    /// A row, or the outcome of one, is gone.
    Removed,
    /// A row stands elsewhere than it was written.
    Reordered,
    /// A row was not written by Dazzle, or by an earlier version.
    Unchained,
    /// The head in the version table is not the last link of the log.
    Head,
}

impl FindingKind {
    /// The word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Removed => "removed",
            Self::Reordered => "reordered",
            Self::Unchained => "unchained",
            Self::Head => "head",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A link as it stands at its row.
struct Stored {
    link: Link,
    row: i64,
    part: Part,
    content: [u8; 32],
}

/// Follows the chain over `rows`, which come in the order of their ids, to `head`.
pub(crate) fn check(rows: &[RowLinks], head: Option<Link>) -> Report {
    let mut checker = Checker::default();
    let unchained = checker.collect(rows);
    checker.follow(rows);
    checker.compare_head(head.as_ref());
    Report {
        rows: rows.len() as u64,
        unchained,
        head,
        findings: checker.findings,
    }
}

#[derive(Default)]
struct Checker {
    /// By number.
    links: Vec<Stored>,
    findings: Vec<Finding>,
}

impl Checker {
    fn add(&mut self, kind: FindingKind, rows: Vec<i64>, message: String) {
        self.findings.push(Finding { kind, rows, message });
    }

    /// Takes the links out of the rows; gives the number of rows from before the chain.
    fn collect(&mut self, rows: &[RowLinks]) -> u64 {
        let (mut unchained, mut has_begun, mut highest) = (0, false, 0);
        for row in rows {
            let id = row.id;
            for (part, cell, content) in [
                (Part::Start, &row.start, row.start_content),
                (Part::End, &row.end, row.end_content),
            ] {
                let Some(text) = cell else { continue };
                match Link::parse(text) {
                    Some(link) => self.links.push(Stored {
                        link,
                        row: id,
                        part,
                        content,
                    }),
                    None => self.add(
                        FindingKind::Altered,
                        vec![id],
                        format!("row {id} was altered: its hash cannot be read"),
                    ),
                }
            }
            match row.start.as_deref().map(Link::parse) {
                None if has_begun => self.add(
                    FindingKind::Unchained,
                    vec![id],
                    format!(
                        "row {id} has no hash: it was written by hand, or by an earlier version of Dazzle"
                    ),
                ),
                None => unchained += 1,
                Some(link) => {
                    has_begun = true;
                    if row.has_outcome && row.end.is_none() {
                        self.add(
                            FindingKind::Unchained,
                            vec![id],
                            format!(
                                "the outcome of row {id} has no hash: it was written by hand, or by an earlier version \
                                 of Dazzle"
                            ),
                        );
                    }
                    let number = link.map_or(highest, |link| link.number);
                    if number < highest {
                        self.add(
                            FindingKind::Reordered,
                            vec![id],
                            format!("row {id} was written before the row that it follows"),
                        );
                    }
                    highest = highest.max(number);
                }
            }
        }
        self.links.sort_by_key(|it| it.link.number);
        unchained
    }

    /// Goes from link to link. One that was altered is compared with the one before it as it stands, so that each
    /// alteration is found at its own row.
    fn follow(&mut self, rows: &[RowLinks]) {
        let links = std::mem::take(&mut self.links);
        let mut before: Option<&Stored> = None;
        for stored in &links {
            let expected = before.map_or(0, |it| it.link.number) + 1;
            let id = stored.row;
            if stored.link.number > expected {
                self.gap(&links, rows, expected, stored.link.number - 1);
            } else {
                let made = Link::after(before.map(|it| &it.link), stored.part, &stored.content);
                if made != stored.link {
                    let what = match stored.part {
                        Part::Start => "row",
                        Part::End => "the outcome of row",
                    };
                    self.add(
                        FindingKind::Altered,
                        vec![id],
                        format!("{what} {id} was altered after it was written"),
                    );
                }
            }
            before = Some(stored);
        }
        self.links = links;
    }

    /// The links `first` to `last` are in no row.
    fn gap(&mut self, links: &[Stored], rows: &[RowLinks], first: u64, last: u64) {
        let starts = || links.iter().filter(|it| it.part == Part::Start);
        let low = starts()
            .filter(|it| it.link.number < first)
            .map(|it| it.row)
            .max();
        let high = starts().filter(|it| it.link.number > last).map(|it| it.row).min();
        let there: BTreeSet<i64> = rows.iter().map(|row| row.id).collect();
        let missing: Vec<i64> = match (low, high) {
            (Some(low), Some(high)) if high - low < 10_000 => {
                (low + 1..high).filter(|id| !there.contains(id)).collect()
            }
            _ => Vec::new(),
        };
        let open: Vec<i64> = rows
            .iter()
            .filter(|row| row.start.is_some() && row.end.is_none() && !row.has_outcome)
            .map(|row| row.id)
            .collect();
        let (rows, message) = if !missing.is_empty() {
            let message = format!("{} removed", names(&missing));
            (missing, message)
        } else if !open.is_empty() {
            let message = format!("the outcome of {} removed", names(&open));
            (open, message)
        } else {
            let place = low.map_or("before the first row".to_owned(), |id| format!("after row {id}"));
            (Vec::new(), format!("something was removed {place}"))
        };
        self.add(
            FindingKind::Removed,
            rows,
            format!("{message}: {} missing", numbers(first, last)),
        );
    }

    fn compare_head(&mut self, head: Option<&Link>) {
        let last = self.links.last();
        let number = last.map_or(0, |it| it.link.number);
        let message = match (head, last) {
            (None, None) => return,
            (None, Some(_)) => "the head of the chain is not in `_dazzle_version` any more".to_owned(),
            (Some(head), last) if head.number > number => {
                let place = last.map_or("all rows were".to_owned(), |it| {
                    format!("what came after row {} was", it.row)
                });
                return self.add(
                    FindingKind::Removed,
                    Vec::new(),
                    format!("{place} removed: {} missing", numbers(number + 1, head.number)),
                );
            }
            (Some(head), Some(last)) if *head == last.link => return,
            (Some(head), _) => format!(
                "the head of the chain in `_dazzle_version` is link {}, and not the last one of the log",
                head.number
            ),
        };
        self.add(FindingKind::Head, Vec::new(), message);
    }
}

fn names(rows: &[i64]) -> String {
    let list: Vec<String> = rows.iter().map(ToString::to_string).collect();
    match rows.len() {
        1 => format!("row {} was", list.join(", ")),
        _ => format!("rows {} were", list.join(", ")),
    }
}

fn numbers(first: u64, last: u64) -> String {
    if first == last {
        format!("link {first} is")
    } else {
        format!("links {first} to {last} are")
    }
}

#[cfg(test)]
mod tests {
    use super::super::digest;
    use super::*;

    /// Three rows, of which the second and third overlap.
    fn log() -> (Vec<RowLinks>, Option<Link>) {
        let mut rows: Vec<RowLinks> = (1..=3)
            .map(|id: i64| RowLinks {
                id,
                has_outcome: true,
                start: None,
                end: None,
                start_content: digest([Some(format!("start {id}").as_str())].into_iter()),
                end_content: digest([Some(format!("end {id}").as_str())].into_iter()),
            })
            .collect();
        let mut last: Option<Link> = None;
        for (at, part) in [
            (0, Part::Start),
            (0, Part::End),
            (1, Part::Start),
            (2, Part::Start),
            (2, Part::End),
            (1, Part::End),
        ] {
            let row = &mut rows[at];
            let content = match part {
                Part::Start => row.start_content,
                Part::End => row.end_content,
            };
            let link = Link::after(last.as_ref(), part, &content);
            match part {
                Part::Start => row.start = Some(link.to_string()),
                Part::End => row.end = Some(link.to_string()),
            }
            last = Some(link);
        }
        (rows, last)
    }

    #[track_caller]
    fn finds(change: impl FnOnce(&mut Vec<RowLinks>, &mut Option<Link>), expected: &[&str]) {
        let (mut rows, mut head) = log();
        change(&mut rows, &mut head);
        let found: Vec<String> = check(&rows, head)
            .findings
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_log_as_it_was_written_is_whole() {
        finds(|_, _| {}, &[]);
        assert!(check(&[], None).is_whole());
    }

    #[test]
    fn an_altered_row_is_named() {
        finds(
            |rows, _| rows[1].start_content[0] ^= 1,
            &["row 2 was altered after it was written"],
        );
        finds(
            |rows, _| rows[2].end_content[0] ^= 1,
            &["the outcome of row 3 was altered after it was written"],
        );
        finds(
            |rows, _| rows[0].start = Some("x".into()),
            &[
                "row 1 was altered: its hash cannot be read",
                "something was removed before the first row: link 1 is missing",
            ],
        );
    }

    #[test]
    fn a_removed_row_is_named() {
        finds(
            |rows, _| drop(rows.remove(1)),
            &[
                "row 2 was removed: link 3 is missing",
                "what came after row 3 was removed: link 6 is missing",
            ],
        );
        finds(
            |rows, _| drop(rows.remove(0)),
            &["something was removed before the first row: links 1 to 2 are missing"],
        );
        finds(
            |rows, _| rows.clear(),
            &["all rows were removed: links 1 to 6 are missing"],
        );
    }

    #[test]
    fn a_removed_outcome_is_named() {
        finds(
            |rows, _| {
                rows[0].end = None;
                rows[0].has_outcome = false;
            },
            &["the outcome of row 1 was removed: link 2 is missing"],
        );
    }

    #[test]
    fn rows_that_changed_places_are_named() {
        finds(
            |rows, _| {
                rows.swap(0, 1);
                rows[0].id = 1;
                rows[1].id = 2;
                // The id is part of what is written.
                rows[0].start_content[0] ^= 1;
                rows[1].start_content[0] ^= 1;
                rows[0].end_content[0] ^= 1;
                rows[1].end_content[0] ^= 1;
            },
            &[
                "row 2 was written before the row that it follows",
                "row 2 was altered after it was written",
                "the outcome of row 2 was altered after it was written",
                "row 1 was altered after it was written",
                "the outcome of row 1 was altered after it was written",
            ],
        );
    }

    #[test]
    fn a_row_put_in_is_named() {
        finds(
            |rows, _| {
                let mut row = rows[2].clone();
                row.id = 4;
                (row.start, row.end) = (None, None);
                rows.push(row);
            },
            &["row 4 has no hash: it was written by hand, or by an earlier version of Dazzle"],
        );
    }

    #[test]
    fn a_head_that_was_moved_is_noticed() {
        finds(
            |_, head| *head = None,
            &["the head of the chain is not in `_dazzle_version` any more"],
        );
        finds(
            |_, head| {
                *head = head.as_ref().map(|it| Link {
                    number: 5,
                    ..it.clone()
                })
            },
            &["the head of the chain in `_dazzle_version` is link 5, and not the last one of the log"],
        );
    }

    #[test]
    fn rows_from_before_the_chain_are_counted() {
        let (mut rows, head) = log();
        let mut old = rows[0].clone();
        old.id = 0;
        (old.start, old.end) = (None, None);
        rows.insert(0, old);
        let report = check(&rows, head);
        assert!(report.is_whole());
        assert_eq!((report.rows, report.unchained), (4, 1));
    }
}
