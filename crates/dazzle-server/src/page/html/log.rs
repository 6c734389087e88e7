//! The log: what was ever attempted.

use std::time::Duration;

use maud::{Markup, html};

use super::words::{heading, moment};
use crate::page::{Attempt, Outcome, Page};

pub(super) fn section(page: &Page) -> Markup {
    let about = html! {
        "What was attempted on this database, the latest first. " code { "dazzle db log verify" }
        " checks that nobody changed it."
    };
    html! {
        section #log aria-labelledby="log-heading" data-part {
            (heading("log", "Log", &about))
            @if page.log.is_empty() {
                p .nothing { "Nothing yet. Each revision that is applied or taken back gets a row; a draft gets none." }
            } @else {
                div #log-rows .scroll tabindex="0" role="region" aria-label="Rows of the log" {
                    table {
                        thead {
                            tr {
                                th scope="col" { "When" } th scope="col" { "What" } th scope="col" { "Revision" }
                                th scope="col" { "Outcome" } th scope="col" .number { "Took" } th scope="col" { "Who" }
                            }
                        }
                        tbody { @for it in &page.log { (row(page, it)) } }
                    }
                }
            }
        }
    }
}

fn row(page: &Page, it: &Attempt) -> Markup {
    let (mood, word) = match it.outcome {
        Some(Outcome::Done) => ("well", "done"),
        Some(Outcome::Failed) => ("broken", "failed"),
        Some(Outcome::Interrupted) => ("waiting", "interrupted"),
        Some(Outcome::Crashed) => ("broken", "crashed"),
        None => ("waiting", "running"),
    };
    html! {
        tr {
            td { (moment(page, it.started_at)) }
            td { (it.direction) }
            td { @if let Some(revision) = &it.revision { code { (revision) } } @else { span .quiet { "–" } } }
            td .outcome { span .{ "is-" (mood) } { (word) } }
            td .number { @if let Some(took) = it.duration { (duration(took)) } @else { span .quiet { "–" } } }
            td { bdi { (it.who) } }
        }
        @if let Some(error) = &it.error { tr .error { td colspan="6" { (error) } } }
    }
}

/// In the unit that a person would choose.
fn duration(took: Duration) -> String {
    let seconds = took.as_secs_f64();
    if seconds < 1.0 {
        format!("{} ms", took.as_millis())
    } else if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {} s", took.as_secs() / 60, took.as_secs() % 60)
    }
}
