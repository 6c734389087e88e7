//! The history as a line of revisions, the latest above, with what each did.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::lanes::{self, Row};
use super::words::{counted, heading, moment, prose};
use crate::address::encode;
use crate::page::{Page, Revision, Standing};

/// The width of a lane.
const LANE: usize = 16;
/// How far down the mark of a revision stands, and where the lanes have become upright again.
const MARK_Y: usize = 16;
const HEAD_HEIGHT: usize = 32;
/// So many operations are shown at once.
const SHOWN: usize = 4;
/// What stands for the draft among the ids, which are hexadecimal.
const DRAFT: &str = "draft";

pub(super) fn section(page: &Page) -> Markup {
    let about = html! { "The revisions in " code { "migrations/" } ", the latest first." };
    let heads = heads(page);
    let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
    if !page.draft.is_empty() {
        lines.push((DRAFT, heads.clone()));
    }
    for revision in page.revisions.iter().rev() {
        let parents = revision.parents.iter().map(String::as_str).collect();
        lines.push((&revision.id, parents));
    }
    let rows = lanes::rows(&lines);
    let most = rows
        .iter()
        .flat_map(|row| row.below().chain([row.lane]))
        .max()
        .unwrap_or(0);
    let (of_draft, of_revisions) = rows.split_at(usize::from(!page.draft.is_empty()));
    html! {
        section #history aria-labelledby="history-heading" data-part {
            (heading("history", "History", &about))
            @if page.revisions.is_empty() {
                p .nothing {
                    "No revision yet. " code { "dazzle db revision" } " writes what the database has by then into the first."
                }
            }
            @if !rows.is_empty() {
                ol .history {
                    @for row in of_draft {
                        li .revision .is-draft {
                            (gutter(row, most, Mark::Draft))
                            div .text {
                                p .title {
                                    a #history-draft href="#draft" { "The draft" }
                                    span .aside { (counted(page.draft.len(), "change", "changes")) " in no revision yet" }
                                }
                            }
                        }
                    }
                    @for (revision, row) in page.revisions.iter().rev().zip(of_revisions) {
                        (item(page, revision, row, most, heads.contains(&revision.id.as_str())))
                    }
                }
            }
        }
    }
}

/// Where the database is: applied revisions that no applied one follows.
fn heads(page: &Page) -> Vec<&str> {
    let applied = || {
        page.revisions
            .iter()
            .filter(|it| it.standing == Standing::Applied)
    };
    applied()
        .filter(|it| !applied().any(|later| later.parents.contains(&it.id)))
        .map(|it| it.id.as_str())
        .collect()
}

fn item(page: &Page, revision: &Revision, row: &Row, most: usize, is_head: bool) -> Markup {
    let is_merge = revision.parents.len() > 1;
    let mark = match (revision.standing, is_merge) {
        (Standing::Pending, _) => Mark::Pending,
        (Standing::Applied, true) => Mark::Merge,
        (Standing::Applied, false) => Mark::Applied,
    };
    let lines = |lines: &[String]| html! { ul .operations { @for line in lines { li { (prose(line)) } } } };
    let (first, rest) = revision
        .operations
        .split_at(if revision.operations.len() > SHOWN + 1 {
            SHOWN
        } else {
            revision.operations.len()
        });
    html! {
        li .revision #{ "revision-" (encode(&revision.id)) } .is-pending[revision.standing == Standing::Pending] {
            (gutter(row, most, mark))
            div .text {
                p .title {
                    strong { bdi { (revision.message) } }
                    @if revision.standing == Standing::Pending { span .badge .strong { "pending" } }
                    @if is_head { span .badge .strong { "the database is here" } }
                    @if is_merge { span .badge { "merge" } }
                }
                p .aside {
                    code { (revision.id) } " · " (moment(page, revision.created_at))
                    @if is_merge {
                        " · joins "
                        @for (at, parent) in revision.parents.iter().enumerate() {
                            @if at > 0 { " and " }
                            code { (parent) }
                        }
                    }
                }
                @if !first.is_empty() { (lines(first)) }
                @if !rest.is_empty() {
                    details #{ "operations-" (encode(&revision.id)) } {
                        summary { (rest.len()) " more" }
                        (lines(rest))
                    }
                }
            }
        }
    }
}

/// What a revision's place on the line looks like.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Applied,
    Pending,
    Merge,
    Draft,
}

/// The lanes beside a revision. Words say the same, so nobody has to see it.
fn gutter(row: &Row, most: usize, mark: Mark) -> Markup {
    let width = (most + 1) * LANE;
    let x = |lane: usize| lane * LANE + LANE / 2;
    let own = x(row.lane);
    let mut head = String::new();
    for lane in &row.ends {
        draw(&mut head, (x(*lane), 0), (own, MARK_Y));
    }
    for lane in &row.passes {
        draw(&mut head, (x(*lane), 0), (x(*lane), HEAD_HEIGHT));
    }
    for lane in &row.begins {
        draw(&mut head, (own, MARK_Y), (x(*lane), HEAD_HEIGHT));
    }
    let mut below = String::new();
    for lane in row.below() {
        draw(&mut below, (x(lane), 0), (x(lane), 1));
    }
    let dashed = if mark == Mark::Draft {
        "lane is-dashed"
    } else {
        "lane"
    };
    html! {
        div .gutter aria-hidden="true" {
            svg width=(width) height=(HEAD_HEIGHT) viewBox={ "0 0 " (width) " " (HEAD_HEIGHT) } {
                path class=(dashed) d=(head) {}
                @match mark {
                    Mark::Applied => circle .mark cx=(own) cy=(MARK_Y) r="5" {},
                    Mark::Pending => circle .mark .is-hollow cx=(own) cy=(MARK_Y) r="5" {},
                    Mark::Draft => circle .mark .is-hollow .is-dashed cx=(own) cy=(MARK_Y) r="5" {},
                    Mark::Merge => path .mark
                        d={ "M" (own) " " (MARK_Y - 7) "l7 7-7 7-7-7z" } {},
                }
            }
            svg .rest width=(width) height="1" viewBox={ "0 0 " (width) " 1" } preserveAspectRatio="none" {
                path class=(dashed) d=(below) {}
            }
        }
    }
}

fn draw(path: &mut String, from: (usize, usize), to: (usize, usize)) {
    // Writing to a text cannot fail.
    if from.0 == to.0 {
        write!(path, "M{} {}V{}", from.0, from.1, to.1).ok();
    } else {
        let middle = usize::midpoint(from.1, to.1);
        write!(
            path,
            "M{} {}C{} {middle} {} {middle} {} {}",
            from.0, from.1, from.0, to.0, to.0, to.1
        )
        .ok();
    }
}
