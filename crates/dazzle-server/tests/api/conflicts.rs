//! Conditions, unique values, references, rules.

use axum::body::Body;
use dazzle_schema::{Name, Schema};
use dazzle_server::ServerOptions;
use serde_json::{Value, json};

use crate::support::{Api, DIALECTS, HELPDESK, start, start_on};

async fn customer(api: &Api, email: &str) -> String {
    let made = api
        .post("/api/Customer", &json!({"email": email, "name": "Ada"}))
        .await
        .expect(201);
    made.json()["id"].as_str().unwrap().to_owned()
}

fn of(place: &str, code: &str) -> (String, String) {
    (place.to_owned(), code.to_owned())
}

const NOBODY: &str = "0198f2a4-7c11-7d3e-9a52-0c6f1b2d3e4f";

#[tokio::test(flavor = "multi_thread")]
async fn conditions() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let path = format!("/api/Customer/{}", customer(&api, "a@b").await);
        let json_type = ("content-type", "application/json");
        api.send("PATCH", &path, &[json_type], "{}").await.expect(428);
        api.send("DELETE", &path, &[], Body::empty()).await.expect(428);
        let tag = api.get(&path).await.header("etag").to_owned();
        let weak = format!("W/{tag}");
        api.patch(&path, &weak, &json!({})).await.expect(412);
        api.patch(&path, "\"nonsense\"", &json!({})).await.expect(412);
        api.patch(&path, "nonsense", &json!({})).await.expect(400);
        let several = format!("\"x\", {tag}");
        let same = api.patch(&path, &several, &json!({})).await.expect(200);
        assert_eq!(same.header("etag"), tag);
        api.patch(&path, "*", &json!({"name": "B"})).await.expect(200);

        let tag = api.get(&path).await.header("etag").to_owned();
        for known in [
            tag.clone(),
            format!("W/{tag}"),
            "*".to_owned(),
            format!("\"a\",{tag}"),
        ] {
            let answer = api.send("GET", &path, &[("if-none-match", &known)], "").await;
            assert_eq!((answer.status.as_u16(), answer.text.as_str()), (304, ""));
        }
        let answer = api
            .send("GET", &path, &[("if-none-match", "\"x\"")], "")
            .await
            .expect(200);
        assert_eq!(answer.header("etag"), tag);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_change_a_row_at_once_one_is_told() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let path = format!("/api/Customer/{}", customer(&api, "a@b").await);
        for round in 0..10 {
            let tag = api.get(&path).await.header("etag").to_owned();
            let names: Vec<Value> = (0..8)
                .map(|at| json!({"name": format!("{round} {at}")}))
                .collect();
            let changes = names.iter().map(|name| api.patch(&path, &tag, name));
            let answers = futures_util::future::join_all(changes).await;
            let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [[200].as_slice(), &[412; 7]].concat());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unique_values() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let first = customer(&api, "a@b").await;
        let second = customer(&api, "c@d").await;
        let again = api
            .post("/api/Customer", &json!({"email": "a@b", "name": "x"}))
            .await
            .expect(409);
        assert_eq!(again.errors(), [of("email", "not_unique")]);
        let key = json!({"id": first, "email": "e@f", "name": "x"});
        let again = api.post("/api/Customer", &key).await.expect(409);
        assert_eq!(again.errors(), [of("id", "not_unique")]);
        let path = format!("/api/Customer/{second}");
        let change = api.patch(&path, "*", &json!({"email": "a@b"})).await.expect(409);
        assert_eq!(change.errors(), [of("email", "not_unique")]);
        // The connection is fit for use afterwards.
        api.patch(&path, "*", &json!({"email": "x@y"})).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn references() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let ticket = json!({"subject": "s", "body": "b", "customer": NOBODY, "agent": null});
        let refused = api.post("/api/Ticket", &ticket).await.expect(422);
        assert_eq!(refused.errors(), [of("customer", "no_such_row")]);

        let ada = customer(&api, "a@b").await;
        let ticket = json!({"subject": "s", "body": "b", "customer": ada});
        let made = api.post("/api/Ticket", &ticket).await.expect(201).json();
        assert_eq!((&made["status"], &made["agent"]), (&json!("open"), &json!(null)));
        assert_eq!(made["due"].as_str().unwrap().len(), 10);
        let ticket_path = format!("/api/Ticket/{}", made["id"]);
        let refused = api
            .patch(&ticket_path, "*", &json!({"team": NOBODY}))
            .await
            .expect(422);
        assert_eq!(refused.errors(), [of("team", "no_such_row")]);

        let refused = api.delete(&format!("/api/Customer/{ada}"), "*").await.expect(409);
        assert!(
            refused.json()["detail"].as_str().unwrap().contains("Ticket"),
            "{}",
            refused.text
        );
        // `has_many Comment cascade`
        api.post("/api/Comment", &json!({"ticket": made["id"], "body": "c"}))
            .await
            .expect(201);
        api.delete(&ticket_path, "*").await.expect(204);
        assert_eq!(api.get("/api/Comment").await.json()["items"], json!([]));
        api.delete(&format!("/api/Customer/{ada}"), "*").await.expect(204);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn references_to_one_of_several_entities() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let ada = customer(&api, "a@b").await;
        let with = |owner: Value| json!({"owner": owner, "content": "key"});
        let good = with(json!({"type": "Customer", "id": ada}));
        let made = api.post("/api/Attachment", &good).await.expect(201).json();
        assert_eq!(made["owner"], good["owner"]);
        for (owner, code) in [
            (json!({"type": "Comment", "id": ada}), "no_such_row"),
            (json!({"type": "Team", "id": ada}), "not_one_of"),
            (json!({"type": "Customer"}), "required"),
            (json!({"type": "Customer", "id": ada, "x": 1}), "unknown_field"),
            (json!(ada), "type"),
            (json!(null), "null"),
        ] {
            let refused = api.post("/api/Attachment", &with(owner)).await.expect(422);
            assert_eq!(refused.errors(), [of("owner", code)]);
        }
        let path = format!("/api/Attachment/{}", made["id"].as_str().unwrap());
        let nobody = json!({"owner": {"type": "Customer", "id": NOBODY}});
        api.patch(&path, "*", &nobody).await.expect(422);
        let found = api
            .get(&format!("/api/Attachment?owner_type=Customer&owner_id={ada}"))
            .await
            .expect(200);
        assert_eq!(found.json()["items"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_wrong_with_a_body_is_told_at_once() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let body = json!({
            "id": 7, "subject": "x".repeat(121), "status": "lost", "due": "2026-02-30", "customer": 5,
            "priority": null, "created_at": "2026-01-01T00:00:00Z", "solved_at": "yesterday", "wibble": 1, "age_days": 1,
        });
        let refused = api.post("/api/Ticket", &body).await.expect(422);
        assert_eq!(
            refused.errors(),
            [
                of("age_days", "unknown_field"),
                of("body", "required"),
                of("created_at", "read_only"),
                of("customer", "type"),
                of("due", "format"),
                of("id", "read_only"),
                of("priority", "null"),
                of("solved_at", "format"),
                of("status", "not_one_of"),
                of("subject", "too_long"),
                of("wibble", "unknown_field"),
            ]
        );
        assert_eq!(refused.json()["errors"][0]["pointer"], "#/age_days");
        assert_eq!(
            api.post("/api/Ticket", &json!([])).await.expect(422).errors(),
            [of("", "type")]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_of_the_database() {
    let dsl = "entity Span:\n  id: uuid pk\n  a: int required\n  b: int\n  unique a, b\n";
    for dialect in DIALECTS {
        let api = start(dialect, dsl).await;
        api.post("/api/Span", &json!({"a": 1, "b": 2})).await.expect(201);
        let refused = api.post("/api/Span", &json!({"a": 1, "b": 2})).await.expect(409);
        assert_eq!(refused.errors(), [of("a", "not_unique"), of("b", "not_unique")]);
        // Without a value nothing is equal.
        api.post("/api/Span", &json!({"a": 1})).await.expect(201);
        api.post("/api/Span", &json!({"a": 1})).await.expect(201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stamps_and_marks_of_deletion() {
    let dsl = "entity Note:\n  id: uuid pk\n  text: str(20)\n  made: datetime auto_add\n  day: date auto_add required\n  \
               seen: datetime auto_update\n  soft_delete\n";
    for dialect in DIALECTS {
        let api = start(dialect, dsl).await;
        let made = api.post("/api/Note", &json!({})).await.expect(201).json();
        let path = format!("/api/Note/{}", made["id"].as_str().unwrap());
        assert!(made["made"].is_string() && made["seen"].is_string() && made["deleted_at"].is_null());
        assert_eq!(
            made["day"].as_str().unwrap(),
            &made["made"].as_str().unwrap()[..10]
        );
        let changed = api
            .patch(&path, "*", &json!({"text": "x"}))
            .await
            .expect(200)
            .json();
        assert_eq!(changed["made"], made["made"]);
        assert!(changed["seen"].as_str() > made["seen"].as_str());
        for field in ["made", "seen", "day", "deleted_at", "id"] {
            let refused = api
                .patch(&path, "*", &json!({field: made[field]}))
                .await
                .expect(422);
            assert_eq!(refused.errors(), [of(field, "read_only")]);
        }
        api.delete(&path, "*").await.expect(204);
        api.get(&path).await.expect(404);
        api.patch(&path, "*", &json!({})).await.expect(404);
        assert_eq!(api.get("/api/Note").await.json()["items"], json!([]));
        let deleted = api
            .get("/api/Note?deleted_at.null=false")
            .await
            .expect(200)
            .json();
        assert_eq!(deleted["items"][0]["id"], made["id"]);
        assert!(deleted["items"][0]["seen"].as_str() > changed["seen"].as_str());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_of_the_client() {
    let dsl = "entity Word:\n  id: str(20) pk\n  n: int\n\nentity Base:\n  id: uuid pk\n\n\
               entity Part:\n  subtype_of: Base\n  n: int\n";
    for dialect in DIALECTS {
        let api = start(dialect, dsl).await;
        for id in ["a/b", "ü, 1%", "a?b=c#d", "a.b", "%2f"] {
            let made = api
                .post("/api/Word", &json!({"id": id, "n": 1}))
                .await
                .expect(201);
            let location = made.header("location").to_owned();
            assert_eq!(api.get(&location).await.expect(200).json()["id"], id);
            api.patch(&location, "*", &json!({"n": 2})).await.expect(200);
            api.delete(&location, "*").await.expect(204);
        }
        for id in ["", ".", ".."] {
            let refused = api.post("/api/Word", &json!({"id": id})).await.expect(422);
            assert_eq!(refused.errors(), [of("id", "format")]);
        }
        let refused = api.post("/api/Word", &json!({"n": 1})).await.expect(422);
        assert_eq!(refused.errors(), [of("id", "required")]);

        let refused = api.post("/api/Part", &json!({"id": NOBODY})).await.expect(422);
        assert_eq!(refused.errors(), [of("id", "no_such_row")]);
        api.post("/api/Base", &json!({"id": NOBODY, "kind": "part"}))
            .await
            .expect(201);
        api.post("/api/Part", &json!({"id": NOBODY, "n": 3}))
            .await
            .expect(201);
        api.delete(&format!("/api/Base/{NOBODY}"), "*").await.expect(204);
        api.get(&format!("/api/Part/{NOBODY}")).await.expect(404);
    }
}

/// The language has no such keys, but an adopted database may.
#[tokio::test(flavor = "multi_thread")]
async fn keys_of_several_columns() {
    let dsl = "entity Seat:\n  id: uuid pk\n  row: int required\n  place: str(9) required\n  guest: str(9)\n";
    let edit = |schema: &mut Schema| {
        let name = |text: &str| Name::new(text).unwrap();
        let table = schema.table_mut(&name("Seat")).unwrap();
        table.columns.shift_remove(&name("id"));
        table.primary_key.as_mut().unwrap().columns = vec![name("row"), name("place")];
    };
    for dialect in DIALECTS {
        let api = start_on(dialect, dsl, ServerOptions::local(), edit).await;
        let made = api
            .post("/api/Seat", &json!({"row": 3, "place": "a,b"}))
            .await
            .expect(201);
        assert_eq!(made.header("location"), "/api/Seat/3,a%2Cb");
        let path = made.header("location").to_owned();
        let changed = api
            .patch(&path, made.header("etag"), &json!({"guest": "Ada"}))
            .await
            .expect(200);
        assert_eq!(changed.json(), json!({"row": 3, "place": "a,b", "guest": "Ada"}));
        let again = api
            .post("/api/Seat", &json!({"row": 3, "place": "a,b"}))
            .await
            .expect(409);
        assert_eq!(
            again.errors(),
            [of("place", "not_unique"), of("row", "not_unique")]
        );
        api.post("/api/Seat", &json!({"row": 3, "place": "c"}))
            .await
            .expect(201);
        let page = api.get("/api/Seat?limit=1").await.expect(200).json();
        assert_eq!(page["items"][0]["place"], "a,b");
        let next = format!("/api/Seat?cursor={}", page["next"].as_str().unwrap());
        assert_eq!(api.get(&next).await.expect(200).json()["items"][0]["place"], "c");
        for wrong in ["3", "3,a,b", "a%2Cb,3", "3,x"] {
            api.get(&format!("/api/Seat/{wrong}")).await.expect(404);
        }
        api.patch(&path, "*", &json!({"row": 4})).await.expect(422);
        api.delete(&path, "*").await.expect(204);
    }
}
