//! One entity: made, read, listed, changed, deleted.

use serde_json::json;

use crate::support::{DIALECTS, HELPDESK, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_row_is_made_read_changed_and_deleted() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let body = json!({"email": "ada@example.org", "name": "Ada"});
        let made = api.post("/api/Customer", &body).await.expect(201);
        let row = made.json();
        let id = row["id"].as_str().unwrap();
        assert_eq!(made.header("location"), format!("/api/Customer/{id}"));
        assert_eq!(
            (&row["email"], &row["company"], &row["timezone"]),
            (&json!("ada@example.org"), &json!(null), &json!("UTC"))
        );
        assert!(row["created_at"].as_str().unwrap().ends_with('Z'));
        assert!(row.get("tickets").is_none());

        let path = format!("/api/Customer/{id}");
        let read = api.get(&path).await.expect(200);
        assert_eq!(
            (read.json(), read.header("etag")),
            (row.clone(), made.header("etag"))
        );

        let listed = api.get("/api/Customer").await.expect(200);
        assert_eq!(listed.json(), json!({"items": [row], "next": null}));

        let changed = api
            .patch(&path, read.header("etag"), &json!({"company": "Engines"}))
            .await
            .expect(200);
        assert_eq!(changed.json()["company"], "Engines");
        assert_eq!(changed.json()["created_at"], row["created_at"]);
        assert_ne!(changed.header("etag"), read.header("etag"));

        api.patch(&path, read.header("etag"), &json!({"company": null}))
            .await
            .expect(412);
        api.delete(&path, read.header("etag")).await.expect(412);
        api.delete(&path, changed.header("etag")).await.expect(204);
        api.get(&path).await.expect(404);
        api.delete(&path, "*").await.expect(404);
    }
}
