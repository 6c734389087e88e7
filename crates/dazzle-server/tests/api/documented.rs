//! The examples of `docs/api.md`, one after the other.

use serde_json::Value;

use crate::support::{DIALECTS, HELPDESK, start};

const PAGE: &str = include_str!("../../../../docs/api.md");

/// Whether `given` is what the page shows, where `…` is anything.
fn is_shown(shown: &Value, given: &Value) -> bool {
    match (shown, given) {
        (Value::String(text), Value::String(_)) if text == "…" => true,
        (Value::Object(shown), Value::Object(given)) => {
            shown.len() == given.len()
                && shown
                    .iter()
                    .all(|(name, value)| given.get(name).is_some_and(|given| is_shown(value, given)))
        }
        (Value::Array(shown), Value::Array(given)) => {
            shown.len() == given.len()
                && shown
                    .iter()
                    .zip(given)
                    .all(|(shown, given)| is_shown(shown, given))
        }
        _ => shown == given,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_of_the_page_are_true() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let mut examples = 0;
        for block in PAGE.split("```http\n").skip(1) {
            let block = block.split("```").next().unwrap();
            let (request, answer) = block.split_once("HTTP/1.1 ").unwrap();
            let (head, body) = request.split_once("\n\n").unwrap();
            let mut lines = head.lines();
            let (method, path) = lines.next().unwrap().split_once(' ').unwrap();
            let headers: Vec<(&str, &str)> = lines.map(|line| line.split_once(": ").unwrap()).collect();
            let given = api.send(method, path, &headers, body.trim().to_owned()).await;

            let (head, body) = answer.split_once("\n\n").unwrap_or((answer, ""));
            let mut lines = head.lines();
            let status: u16 = lines.next().unwrap().split(' ').next().unwrap().parse().unwrap();
            let given = given.expect(status);
            for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
                assert_eq!(given.header(name), value);
            }
            if !body.trim().is_empty() {
                let shown: Value = serde_json::from_str(body).unwrap();
                assert!(
                    is_shown(&shown, &given.json()),
                    "{dialect:?}\n{block}\n{}",
                    given.text
                );
            }
            examples += 1;
        }
        assert_eq!(examples, 6);
    }
}
