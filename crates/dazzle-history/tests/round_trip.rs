//! A file says exactly what the revision says, whatever the texts in it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_imports,
    missing_docs
)]

mod common;

use dazzle_history::{checksum, file};
use proptest::prelude::*;

proptest! {
    #![proptest_config(dazzle_testkit::generate::cases(2_500))]

    #[test]
    fn parse_of_render_is_the_revision(revision in common::revisions()) {
        let text = file::render(&revision);
        let parsed = file::parse("r.toml", &text);
        prop_assert!(parsed.is_ok(), "{text}\n{:#?}", parsed);
        let parsed = parsed.unwrap();
        prop_assert_eq!(&parsed.revision, &revision, "{}", text);
        prop_assert_eq!(file::render(&parsed.revision), text);
        prop_assert_eq!(checksum(&parsed.revision), checksum(&revision));
    }

    #[test]
    fn trap_42_line_ends_and_a_bom_change_nothing(revision in common::revisions()) {
        let text = file::render(&revision);
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let parsed = file::parse("r.toml", &windows);
        prop_assert!(parsed.is_ok(), "{windows}\n{:#?}", parsed);
        let parsed = parsed.unwrap();
        prop_assert_eq!(&parsed.revision, &revision);
        prop_assert_eq!(checksum(&parsed.revision), checksum(&revision));
        for (at, span) in parsed.upgrade_spans.iter().enumerate() {
            prop_assert_eq!(windows.get(span.clone()).unwrap(), "[[upgrade]]", "operation {}", at);
        }
    }

    #[test]
    fn what_is_printed_hides_nothing(revision in common::revisions()) {
        let text = file::render(&revision);
        let hidden = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
        prop_assert_eq!(hidden, None, "{}", text);
    }
}
