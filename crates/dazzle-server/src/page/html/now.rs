//! Where things stand: one sentence, the numbers, what happened, what is wrong with the DSL.

use maud::{Markup, html};

use super::words::{counted, prose, sentence, step, time_of_day};
use crate::page::{Diagnostic, Page, Place, Standing};

/// How many happenings are shown at once.
const SHOWN: usize = 3;

pub(super) fn section(page: &Page) -> Markup {
    let (mood, headline, more) = headline(page);
    html! {
        section #now aria-labelledby="now-heading" data-part {
            h2 #now-heading .hidden { "Now" }
            div .state .{ "is-" (mood) } {
                p .headline { (headline) }
                p .more { (prose(&more)) }
                @if let Some(trouble) = &page.trouble {
                    pre #trouble .trouble tabindex="0" role="region" aria-label="What stood in the way" { (trouble) }
                }
            }
            @for found in &page.diagnostics { (diagnostic(found)) }
            (numbers(page))
            (happened(page))
        }
    }
}

/// How things stand: a word for the style, a sentence, and what follows.
fn headline(page: &Page) -> (&'static str, String, String) {
    let errors = page
        .diagnostics
        .iter()
        .filter(|it| it.severity == "error")
        .count();
    let pending = pending(page);
    if errors > 0 {
        (
            "broken",
            format!("The DSL has {}.", counted(errors, "error", "errors")),
            "The last good state keeps running. The next save is tried again.".to_owned(),
        )
    } else if page.trouble.is_some() {
        (
            "broken",
            "The database could not be brought to the files.".to_owned(),
            "It is as it was before. It is tried again when a file changes.".to_owned(),
        )
    } else if !page.left_out.is_empty() {
        let number = page.left_out.len();
        (
            "waiting",
            format!("{} left out.", counted(number, "change is", "changes are")),
            "Everything else that the DSL says is in the database.".to_owned(),
        )
    } else if pending > 0 {
        (
            "waiting",
            format!(
                "{} not applied.",
                counted(pending, "revision is", "revisions are")
            ),
            "`dazzle db upgrade` says what stands in the way.".to_owned(),
        )
    } else if page.entities.is_empty() {
        (
            "waiting",
            "There is no entity yet.".to_owned(),
            "Write one into a `.dsl` file; its table is made when you save.".to_owned(),
        )
    } else {
        (
            "well",
            "The database is as the DSL says.".to_owned(),
            match page.draft.len() {
                0 => "Every change is in a revision.".to_owned(),
                number => format!(
                    "{} in no revision yet: see the draft.",
                    counted(number, "change is", "changes are")
                ),
            },
        )
    }
}

fn pending(page: &Page) -> usize {
    page.revisions
        .iter()
        .filter(|it| it.standing == Standing::Pending)
        .count()
}

fn numbers(page: &Page) -> Markup {
    let applied = page.revisions.len() - pending(page);
    html! {
        dl .numbers {
            div { dt { "Entities" } dd { a #number-entities href="#diagram" { (page.entities.len()) } } }
            div { dt { "Tables" } dd { a #number-tables href="#tables" { (page.schema.len()) } } }
            div {
                dt { "Revisions" }
                dd {
                    a #number-revisions href="#history" { (applied) }
                    @if pending(page) > 0 { span .aside { " + " (pending(page)) " pending" } }
                }
            }
            div { dt { "In the draft" } dd { a #number-draft href="#draft" { (page.draft.len()) } } }
            div { dt { "Left out" } dd { a #number-left-out href="#left-out" { (page.left_out.len()) } } }
        }
    }
}

fn happened(page: &Page) -> Markup {
    let lines = |skipped: usize, number: usize| {
        html! {
            ul .happened {
                @for it in page.happened.iter().skip(skipped).take(number) {
                    li { (time_of_day(page, it.at)) " " span { (prose(&it.what)) } }
                }
            }
        }
    };
    html! {
        div .last {
            h3 { "What happened last" }
            @if page.happened.is_empty() {
                p .nothing { (prose("Nothing yet. Save a `.dsl` file, and it is said here what that did.")) }
            } @else {
                (lines(0, SHOWN))
                @if page.happened.len() > SHOWN {
                    details #earlier {
                        summary { (counted(page.happened.len() - SHOWN, "earlier one", "earlier ones")) }
                        (lines(SHOWN, usize::MAX))
                    }
                }
            }
        }
    }
}

/// What happened last, for those who hear the page.
pub(super) fn news(page: &Page) -> Markup {
    html! {
        p #news .hidden role="status" data-part {
            @if let Some(last) = page.happened.first() { (time_of_day(page, last.at)) " " (last.what) }
        }
    }
}

fn diagnostic(found: &Diagnostic) -> Markup {
    let (mood, word) = if found.severity == "error" {
        ("broken", "Error")
    } else {
        ("waiting", "Warning")
    };
    html! {
        article .diagnostic .{ "is-" (mood) } {
            p .message { strong { (word) ": " } (prose(&found.message)) }
            @if let Some(place) = &found.place { (frame(place)) }
            @if let Some(help) = &found.help { p .next { strong { "Next: " } (step(&sentence(help))) } }
        }
    }
}

/// The line of the file, with what is meant marked.
fn frame(place: &Place) -> Markup {
    let letters = || place.line_text.chars();
    let start = place.column.saturating_sub(1);
    let before: String = letters().take(start).collect();
    let meant: String = letters().skip(start).take(place.width).collect();
    let after: String = letters().skip(start.saturating_add(place.width)).collect();
    // Behind the last character something is meant that is not there.
    let meant = if meant.is_empty() { " ".to_owned() } else { meant };
    html! {
        figure .frame {
            figcaption { code { bdi { (place.file) } ":" (place.line) ":" (place.column) } }
            pre #{ "frame-" (place.line) "-" (place.column) } tabindex="0" role="region"
                aria-label={ "Line " (place.line) " of " (place.file) }
            { span .line-number { (place.line) } code { (before) mark { (meant) } (after) } }
        }
    }
}
