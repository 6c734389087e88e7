//! The description of the API, and the page that shows it.

use serde_json::Value;

use crate::support::{HELPDESK, start};
use dazzle_schema::Dialect;

#[tokio::test(flavor = "multi_thread")]
async fn every_reference_in_the_document_leads_somewhere() {
    let api = start(Dialect::Sqlite, HELPDESK).await;
    let document = api.get("/openapi.json").await.expect(200).json();
    let mut pending = vec![&document];
    let mut references = 0;
    while let Some(value) = pending.pop() {
        match value {
            Value::Object(members) => {
                if let Some(target) = members.get("$ref").and_then(Value::as_str) {
                    references += 1;
                    assert!(document.pointer(&target[1..]).is_some(), "{target}");
                }
                pending.extend(members.values());
            }
            Value::Array(items) => pending.extend(items),
            _ => {}
        }
    }
    assert!(references > 50);
    assert_eq!(document["openapi"], "3.1.0");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_needs_no_other_host() {
    let api = start(Dialect::Sqlite, HELPDESK).await;
    let page = api
        .send("GET", "/docs", &[("accept", "text/html,*/*;q=0.8")], "")
        .await
        .expect(200);
    assert!(
        page.header("content-security-policy")
            .contains("default-src 'none'")
    );
    for path in ["/docs", "/docs/page.js", "/docs/page.css"] {
        let text = api.get(path).await.expect(200).text;
        assert!(!text.contains("http://") && !text.contains("https://"), "{path}");
        assert!(path != "/docs" || text.contains("page.js") && text.contains("page.css"));
    }
}
