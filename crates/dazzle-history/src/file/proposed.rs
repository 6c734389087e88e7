//! Reading and printing `[[proposed]]`.

use std::fmt::Write as _;

use super::reader::{Item, Reader};
use super::strings;
use crate::Provenance;

const KEYS: [&str; 8] = [
    "what", "driver", "model", "request", "answer", "reason", "proven", "accepted",
];

/// The blocks, in the order of the file.
pub fn proposals(reader: &mut Reader<'_>, item: &Item<'_>, key: &str) -> Option<Vec<Provenance>> {
    reader.list(item, key, |reader, item, _| {
        let part = reader.part(item, "a proposal", &KEYS)?;
        let what = reader.required(&part, "what", Reader::owned_text);
        let driver = reader.required(&part, "driver", Reader::owned_text);
        let model = reader.required(&part, "model", Reader::owned_text);
        let request = reader.required(&part, "request", Reader::owned_text);
        let answer = reader.required(&part, "answer", Reader::owned_text);
        let reason = reader.required(&part, "reason", Reader::owned_text);
        let proven = reader.required(&part, "proven", |reader, item, key| {
            reader.list(item, key, Reader::owned_text)
        });
        let accepted = reader.required(&part, "accepted", Reader::owned_text);
        Some(Provenance {
            what: what?,
            driver: driver?,
            model: model?,
            request: request?,
            answer: answer?,
            reason: reason?,
            proven: proven?,
            accepted: accepted?,
        })
    })
}

/// The block as it stands in a file.
#[must_use]
pub fn render_provenance(provenance: &Provenance) -> String {
    let Provenance {
        what,
        driver,
        model,
        request,
        answer,
        reason,
        proven,
        accepted,
    } = provenance;
    let mut out = "[[proposed]]\n".to_owned();
    for (key, value) in [
        ("what", what),
        ("driver", driver),
        ("model", model),
        ("request", request),
        ("answer", answer),
        ("reason", reason),
    ] {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(out, "{key} = {}", strings::text(value));
    }
    out.push_str("proven = [\n");
    for step in proven {
        let _ = writeln!(out, "    {},", strings::text(step));
    }
    let _ = writeln!(out, "]\naccepted = {}", strings::text(accepted));
    out
}
