//! What was left out and why; and the draft.

use maud::{Markup, html};

use super::words::{heading, prose, sentence, step};
use crate::page::{LeftOut, Page, Reason};

impl Reason {
    const fn in_words(self) -> &'static str {
        match self {
            Self::LosesData => "would lose data",
            Self::MayBeRename => "may be a rename",
            Self::Rows => "rows in its way",
            Self::NeedsValues => "rows need values",
            Self::NotPlanned => "not possible here",
            Self::NotDone => "the database refused",
            Self::Revision => "a revision waits",
        }
    }
}

pub(super) fn left_out(page: &Page) -> Markup {
    let about = html! { "What the DSL says and the database does not have, and what to do about it." };
    html! {
        section #left-out aria-labelledby="left-out-heading" data-part {
            (heading("left-out", "Left out", &about))
            @if page.left_out.is_empty() {
                p .nothing {
                    "Nothing. A change that would lose data, or that may be a rename, waits here with its next step."
                }
            } @else {
                ul .cards { @for it in &page.left_out { (card(it)) } }
            }
        }
    }
}

fn card(it: &LeftOut) -> Markup {
    html! {
        li .card .is-waiting {
            p .what { span .badge { (it.reason.in_words()) } " " strong { (prose(&sentence(&it.what))) } }
            p { (prose(&sentence(&it.why))) }
            @if !it.sample.is_empty() {
                p .sample {
                    "Among them: "
                    @for (at, (key, value)) in it.sample.iter().enumerate() {
                        @if at > 0 { ", " }
                        span { (key) " " code { (value) } }
                    }
                }
            }
            p .next { strong { "Next: " } (step(&sentence(&it.next))) }
        }
    }
}

pub(super) fn draft(page: &Page) -> Markup {
    let about = html! { "What this database has and no revision holds. Nobody else gets it yet." };
    html! {
        section #draft aria-labelledby="draft-heading" data-part {
            (heading("draft", "Draft", &about))
            @if page.draft.is_empty() {
                p .nothing { "Empty. What you change in the DSL is applied at once and collected here." }
            } @else {
                ol .operations { @for line in &page.draft { li { (prose(line)) } } }
                p .next {
                    strong { "Next: " }
                    (step("`dazzle db revision -m \"what it is for\"`"))
                    @if page.draft.len() == 1 { " writes this change" } @else { " writes these changes" }
                    " into one file, to be reviewed and committed."
                }
            }
        }
    }
}
