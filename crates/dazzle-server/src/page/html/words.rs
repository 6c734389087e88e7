//! Small pieces that all sections use.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::address::encode;
use crate::page::Page;

/// A text in which `` `code` `` is marked.
pub(super) fn prose(text: &str) -> Markup {
    html! {
        @for (at, piece) in text.split('`').enumerate() {
            @if at % 2 == 0 { (piece) } @else { code { (piece) } }
        }
    }
}

/// The same; what one would type stands out and can be copied.
pub(super) fn step(text: &str) -> Markup {
    html! {
        @for (at, piece) in text.split('`').enumerate() {
            @if at % 2 == 0 {
                (piece)
            } @else if piece.contains(' ') {
                span .typed {
                    code { (piece) }
                    button .copy type="button" hidden data-copy=(piece) aria-label={ "Copy: " (piece) } { "Copy" }
                }
            } @else {
                code { (piece) }
            }
        }
    }
}

/// The text as a sentence: with a capital letter and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut out: String = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => return String::new(),
    };
    if !out.ends_with(['.', '!', '?', ':']) {
        out.push('.');
    }
    out
}

/// `1 table`, `2 tables`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Date and time of day in the page's zone.
pub(super) fn moment(page: &Page, at: Timestamp) -> Markup {
    let zoned = at.to_zoned(page.time_zone.clone());
    html! {
        time datetime=(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()) {
            (zoned.strftime("%Y-%m-%d %H:%M:%S").to_string())
        }
    }
}

/// The time of day in the page's zone.
pub(super) fn time_of_day(page: &Page, at: Timestamp) -> Markup {
    let zoned = at.to_zoned(page.time_zone.clone());
    html! {
        time datetime=(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()) {
            (zoned.strftime("%H:%M:%S").to_string())
        }
    }
}

/// The id of a table's place on the page, which is also its fragment.
pub(super) fn table_id(table: &str) -> String {
    format!("table-{}", encode(table))
}

/// The heading of a section, with a line on what it is.
pub(super) fn heading(id: &str, text: &str, about: &Markup) -> Markup {
    html! {
        div .head {
            h2 #{ (id) "-heading" } { (text) }
            p .about { (about) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{prose, sentence, step};

    #[test]
    fn code_is_marked_and_escaped() {
        assert_eq!(
            prose("add `<b>` to `Task`").into_string(),
            "add <code>&lt;b&gt;</code> to <code>Task</code>"
        );
        let text = step("write `was: a` at `b`").into_string();
        assert!(text.contains("data-copy=\"was: a\""), "{text}");
        assert_eq!(text.matches("<button").count(), 1, "{text}");
    }

    #[test]
    fn sentences() {
        assert_eq!(sentence("it waits"), "It waits.");
        assert_eq!(sentence("übrig?"), "Übrig?");
        assert_eq!(sentence(""), "");
    }
}
