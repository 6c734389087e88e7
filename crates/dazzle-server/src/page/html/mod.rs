//! The document: one file for each section.
//!
//! Everything that comes from outside goes through [`maud`], which escapes it; names stand in `bdi` or `code`, so that
//! one that is written from right to left does not turn its surroundings. Elements that the script renews carry
//! `data-part`; what it has to find again afterwards has an id.

mod diagram;
mod drawing;
mod history;
mod lanes;
mod left_out;
mod log;
mod now;
mod tables;
mod words;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Page, Standing};

/// The sections: id, heading, whether something is to be looked at there.
struct Section {
    id: &'static str,
    heading: &'static str,
    count: Option<usize>,
    is_urgent: bool,
}

/// What stands between the tags of the body.
pub(super) fn body(page: &Page) -> String {
    let markup = html! {
        a .skip href="#main" { "Skip to the content" }
        header .top {
            div .bar {
                h1 { bdi { (page.project) } }
                p .database { bdi { (page.database) } }
                p #live .live { span .dot {} " " span #live-text { "as of this page’s loading" } }
            }
        }
        (navigation(page))
        (now::news(page))
        main #main tabindex="-1" {
            (now::section(page))
            (left_out::left_out(page))
            (left_out::draft(page))
            (diagram::section(page))
            (tables::section(page))
            (history::section(page))
            (log::section(page))
        }
        footer .foot {
            p {
                "Dazzle, dev mode. This page is only for this machine: "
                code { "DAZZLE_ENV=production" } " serves none."
            }
        }
    };
    visible(&markup.into_string())
}

/// The whole document around `body`.
pub(super) fn document(page: &Page, version: &str, body: &str) -> String {
    let waiting = page.left_out.len();
    let mark = if page.is_broken() {
        "✕ ".to_owned()
    } else if waiting > 0 {
        format!("({waiting}) ")
    } else {
        String::new()
    };
    let markup = html! {
        (DOCTYPE)
        html lang="en" data-version=(version) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (mark) (page.project) " – Dazzle" }
                link rel="icon" href="/page/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/page/style.css";
                script src="/page/script.js" defer {}
            }
            body { (PreEscaped(body)) }
        }
    };
    visible(&markup.into_string())
}

fn navigation(page: &Page) -> Markup {
    let pending = page
        .revisions
        .iter()
        .filter(|revision| revision.standing == Standing::Pending)
        .count();
    let section = |id, heading, count, is_urgent| Section {
        id,
        heading,
        count,
        is_urgent,
    };
    let sections = [
        section("now", "Now", None, page.is_broken()),
        section(
            "left-out",
            "Left out",
            Some(page.left_out.len()),
            !page.left_out.is_empty(),
        ),
        section("draft", "Draft", Some(page.draft.len()), false),
        section("diagram", "Diagram", None, false),
        section("tables", "Tables", Some(page.schema.len()), false),
        section("history", "History", Some(page.revisions.len()), pending > 0),
        section("log", "Log", None, false),
    ];
    html! {
        nav #navigation aria-label="On this page" data-part {
            ul {
                @for section in &sections {
                    li {
                        a #{ "to-" (section.id) } href={ "#" (section.id) } .urgent[section.is_urgent] {
                            (section.heading)
                            @if let Some(count) = section.count { " " span .count { (count) } }
                        }
                    }
                }
                li .apart { a #to-docs href="/docs" { "API" } }
                li { a #to-openapi href="/openapi.json" { "OpenAPI" } }
            }
        }
    }
}

impl Page {
    /// Whether what is shown is not what the files say, but for what is left out.
    fn is_broken(&self) -> bool {
        self.trouble.is_some() || self.diagnostics.iter().any(|it| it.severity == "error")
    }
}

/// The text with the sign for what cannot be shown in place of control characters, which HTML does not allow, and of
/// those that change the direction of writing, which could make a text look like another one.
fn visible(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            '\n' | '\t' => it,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
            _ if it.is_control() => char::REPLACEMENT_CHARACTER,
            _ => it,
        })
        .collect()
}
