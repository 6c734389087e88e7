//! Filters, order, pages, references.

use serde_json::{Value, json};

use crate::support::{Api, DIALECTS, start};

const DSL: &str = "entity Team:\n  id: int pk\n  name: str(20) required\n\n\
    entity Task:\n  id: uuid pk\n  title: str(40) required\n  status: enum[open,done] = open\n  due: date\n  \
    at: datetime\n  points: int\n  weight: float\n  price: decimal(8,2)\n  cost: money(EUR)\n  urgent: bool\n  \
    team: ref Team\n  other: ref Team\n  extra: json\n";

async fn tasks(api: &Api, rows: &[Value]) {
    for row in rows {
        api.post("/api/Task", row).await.expect(201);
    }
}

async fn titles(api: &Api, query: &str) -> Vec<String> {
    let page = api.get(&format!("/api/Task?{query}")).await.expect(200).json();
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["title"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn filters() {
    for dialect in DIALECTS {
        let api = start(dialect, DSL).await;
        tasks(
            &api,
            &[
                json!({"title": "a", "due": "2026-01-01", "points": 9, "price": "9.50", "cost": {"minor": 100}, "urgent": true,
                       "at": "2026-01-01T00:00:00Z", "weight": 0.5}),
                json!({"title": "b", "due": "2026-02-01", "points": 10, "price": "10.00", "cost": {"minor": 5, "currency": "USD"},
                       "at": "2026-01-01T00:00:00.5Z", "urgent": false, "weight": 1e20}),
                json!({"title": "c,d", "status": "done", "extra": {"x": 1}}),
                json!({"title": "100%_x", "status": null, "points": -3, "price": "-0.05"}),
            ],
        )
        .await;
        for (query, expected) in [
            ("status=open", &["a", "b"][..]),
            ("status.ne=open", &["c,d"]),
            ("status.in=open,done", &["a", "b", "c,d"]),
            ("status.null=true", &["100%_x"]),
            ("due.gte=2026-01-02", &["b"]),
            ("due.lt=2026-01-02", &["a"]),
            ("due.null=false&due.gt=2026-01-01", &["b"]),
            ("points.gt=9", &["b"]),
            ("points.gte=-3&points.lte=9", &["a", "100%_x"]),
            ("points.in=9,-3", &["a", "100%_x"]),
            ("price.gt=9.5", &["b"]),
            ("price=9.5", &["a"]),
            ("price.lt=0", &["100%_x"]),
            ("cost_minor.gte=10", &["a"]),
            ("cost_currency=USD", &["b"]),
            ("urgent=true", &["a"]),
            ("urgent.ne=true", &["b"]),
            ("at=2026-01-01T01:00:00%2B01:00", &["a"]),
            ("at.gt=2026-01-01", &["b"]),
            ("at.lte=2026-01-01T00:00:00.5Z", &["a", "b"]),
            ("weight=0.5", &["a"]),
            ("weight.gt=1e19", &["b"]),
            ("title.in=a,c\\,d", &["a", "c,d"]),
            ("title.contains=%25_", &["100%_x"]),
            ("title.contains=A", &[]),
            ("extra.null=false", &["c,d"]),
            ("title.gt=a&title.gt=b", &["c,d"]),
            ("title=a&title=b", &[]),
        ] {
            assert_eq!(titles(&api, query).await, expected, "{dialect:?} {query}");
        }
    }
}

/// All pages in turn are the whole list in its order, whatever the order and whatever is missing.
#[tokio::test(flavor = "multi_thread")]
async fn pages() {
    let mut seen: Vec<Vec<Vec<String>>> = Vec::new();
    for dialect in DIALECTS {
        let api = start(dialect, DSL).await;
        let rows: Vec<Value> = (0..23)
            .map(|at: i32| {
                json!({
                    "title": format!("t{at:02}"),
                    "points": if at % 4 == 0 { Value::Null } else { json!(at % 3) },
                    "due": if at % 5 == 0 { Value::Null } else { json!(format!("2026-01-0{}", 1 + at % 4)) },
                    "at": format!("2026-01-01T00:00:0{}.{}Z", at % 2, at % 7),
                    "price": format!("{}.{}", at * 37 % 140 - 30, at % 10),
                    "weight": f64::from(at % 5) / 3.0,
                    "urgent": at % 2 == 0,
                })
            })
            .collect();
        tasks(&api, &rows).await;
        let mut of_dialect = Vec::new();
        for sort in [
            "id",
            "points",
            "-points",
            "-points,due",
            "due,-points,title",
            "-due,-points",
            "-at",
            "at,-price",
            "urgent,-weight",
            "-id",
            "weight,status",
            "-price,urgent,due",
        ] {
            let whole = titles(&api, &format!("sort={sort}")).await;
            assert_eq!(whole.len(), 23);
            for limit in [1, 5, 23] {
                let mut found = Vec::new();
                let mut path = format!("/api/Task?limit={limit}&sort={sort}");
                loop {
                    let answer = api.get(&path).await.expect(200);
                    let page = answer.json();
                    let items = page["items"].as_array().unwrap();
                    assert!(items.len() <= limit);
                    found.extend(items.iter().map(|row| row["title"].as_str().unwrap().to_owned()));
                    let Some(cursor) = page["next"].as_str() else {
                        assert!(!answer.headers.contains_key("link"));
                        break;
                    };
                    let link = answer.header("link").to_owned();
                    path = link
                        .strip_prefix('<')
                        .unwrap()
                        .split('>')
                        .next()
                        .unwrap()
                        .to_owned();
                    assert!(path.contains(cursor) && path.contains(&format!("limit={limit}")));
                }
                assert_eq!(found, whole, "{dialect:?} sort={sort} limit={limit}");
            }
            of_dialect.push(whole);
        }
        seen.push(of_dialect);
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn references_are_expanded_on_request() {
    for dialect in DIALECTS {
        let api = start(dialect, DSL).await;
        let team = api
            .post("/api/Team", &json!({"name": "x"}))
            .await
            .expect(201)
            .json();
        tasks(
            &api,
            &[
                json!({"title": "a", "team": 1, "other": 1}),
                json!({"title": "b"}),
            ],
        )
        .await;
        let page = api
            .get("/api/Task?expand=team,other&sort=title")
            .await
            .expect(200)
            .json();
        assert_eq!(
            page["items"][0]["$expanded"],
            json!({"team": team, "other": team})
        );
        assert_eq!(page["items"][0]["team"], 1);
        assert_eq!(
            page["items"][1]["$expanded"],
            json!({"team": null, "other": null})
        );
        let path = format!(
            "/api/Task/{}?expand=team",
            page["items"][0]["id"].as_str().unwrap()
        );
        let one = api.get(&path).await.expect(200);
        assert_eq!(one.json()["$expanded"], json!({"team": team}));
        assert!(!one.headers.contains_key("etag"));
    }
}
