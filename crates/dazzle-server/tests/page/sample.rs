//! Pages as whoever keeps a database in step would fill them.

use std::fmt::Write as _;
use std::time::Duration;

use dazzle_dsl::{Model, Naming, Settings, SourceFile, load, project};
use dazzle_schema::{Name, Schema};
use dazzle_server::page::{
    Attempt, Diagnostic, Happening, LeftOut, Outcome, Page, Place, Reason, Revision, Standing, entities,
};
use jiff::Timestamp;

pub const SHOP: &str = "module shop
app shop \"Shop\"

entity Customer \"Customer\":
  intent: \"Somebody who buys\"
  id: uuid pk
  email: email required unique
  name: str(120) required
  recommended_by: ref Customer

entity Order \"Order\":
  intent: \"What a customer wants, until it is paid and sent\"
  id: int pk
  customer: ref Customer required
  status: enum[open,paid,sent] required = open
  total: money(EUR) required
  placed_at: datetime auto_add
  note: text
  index customer, placed_at

entity Payment \"Payment\":
  id: uuid pk
  order: ref Order required unique
  method: enum[card,transfer] required
  paid_at: datetime
";

fn model(dsl: &str) -> Model {
    load(&[SourceFile::new("dsl/app.dsl", dsl)], &Settings::default())
        .into_model()
        .unwrap_or_else(|found| panic!("{found:#?}"))
}

pub fn schema(dsl: &str) -> Schema {
    project(&model(dsl), &Settings::default()).schema
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn revision(id: &str, message: &str, hour: i8, parents: &[&str], operations: &[&str]) -> Revision {
    Revision {
        id: id.to_owned(),
        message: message.to_owned(),
        created_at: at(&format!("2026-11-20T{hour:02}:15:00Z")),
        parents: parents.iter().map(|&it| it.to_owned()).collect(),
        operations: operations.iter().map(|&it| it.to_owned()).collect(),
        standing: Standing::Applied,
    }
}

fn attempt(minute: i8, revision: &str, outcome: Outcome, error: Option<&str>) -> Attempt {
    Attempt {
        started_at: at(&format!("2026-11-22T13:{minute:02}:07Z")),
        who: "ada on desk-3".to_owned(),
        revision: Some(revision.to_owned()),
        direction: "upgrade".to_owned(),
        outcome: Some(outcome),
        duration: Some(Duration::from_millis(31)),
        error: error.map(str::to_owned),
    }
}

/// Three entities, a history with a merge, a draft; nothing left out.
pub fn shop() -> Page {
    Page {
        entities: entities(&model(SHOP), Naming::Verbatim),
        schema: schema(SHOP),
        revisions: vec![
            revision(
                "9b1d77aa02ce",
                "customers and orders",
                8,
                &[],
                &[
                    "create table `Customer`",
                    "create table `Order`",
                    "create index `ix_Order_customer_placed_at`",
                ],
            ),
            revision(
                "3f9c2ab81d04",
                "payments",
                9,
                &["9b1d77aa02ce"],
                &["create table `Payment`"],
            ),
            revision(
                "51c07be2f9aa",
                "orders have a note",
                10,
                &["9b1d77aa02ce"],
                &["add column `Order`.`note`"],
            ),
            revision(
                "c4d7702e66b1",
                "merge",
                11,
                &["3f9c2ab81d04", "51c07be2f9aa"],
                &[],
            ),
        ],
        draft: vec![
            "add column `Customer`.`recommended_by`".to_owned(),
            "add foreign key `fk_Customer_recommended_by` to `Customer`".to_owned(),
        ],
        log: vec![
            attempt(40, "c4d7702e66b1", Outcome::Done, None),
            attempt(39, "51c07be2f9aa", Outcome::Done, None),
            attempt(
                12,
                "51c07be2f9aa",
                Outcome::Failed,
                Some("column \"note\" of relation \"Order\" already exists"),
            ),
            attempt(3, "3f9c2ab81d04", Outcome::Done, None),
        ],
        happened: vec![
            Happening {
                at: at("2026-11-22T14:02:11Z"),
                what: "added column `Customer`.`recommended_by`".to_owned(),
            },
            Happening {
                at: at("2026-11-22T13:40:07Z"),
                what: "applied revision c4d7702e66b1 (merge)".to_owned(),
            },
            Happening {
                at: at("2026-11-22T13:39:07Z"),
                what: "applied revision 51c07be2f9aa (orders have a note)".to_owned(),
            },
            Happening {
                at: at("2026-11-22T13:38:00Z"),
                what: "watching `dsl/`".to_owned(),
            },
        ],
        ..Page::new("shop", "SQLite, .dazzle/shop.db")
    }
}

/// The shop after an edit of which not all can be done: `name` is gone, `full_name` came, `note` is gone, and a revision
/// from somebody else waits.
pub fn shop_with_left_out() -> Page {
    let dsl = SHOP
        .replace("  name: str(120) required\n", "  full_name: str(120) required\n")
        .replace("  note: text\n", "");
    let mut page = shop();
    page.entities = entities(&model(&dsl), Naming::Verbatim);
    page.left_out = vec![
        LeftOut {
            reason: Reason::MayBeRename,
            what: "`Customer`.`name` goes and `Customer`.`full_name` comes".to_owned(),
            why: "it may be a rename (same type), and the old one holds data".to_owned(),
            sample: Vec::new(),
            next: "if it is a rename, write `was: name` at the end of the line of `full_name`; if not, run `dazzle db \
                   migrate --yes --allow-destructive`"
                .to_owned(),
        },
        LeftOut {
            reason: Reason::Rows,
            what: "make `Order`.`customer` required".to_owned(),
            why: "in its way: 2 rows have no value".to_owned(),
            sample: vec![("id".to_owned(), "17".to_owned()), ("id".to_owned(), "23".to_owned())],
            next: "bring these rows in order, or take the change back; it is tried again when a file changes".to_owned(),
        },
    ];
    let mut waiting = revision(
        "e01b5c7d9923",
        "drop the notes",
        12,
        &["c4d7702e66b1"],
        &["drop column `Order`.`note`"],
    );
    waiting.standing = Standing::Pending;
    page.revisions.push(waiting);
    page.happened.insert(
        0,
        Happening {
            at: at("2026-11-22T14:07:45Z"),
            what: "left out 2 changes".to_owned(),
        },
    );
    page
}

/// The shop while the DSL has an error.
pub fn shop_with_an_error() -> Page {
    let mut page = shop();
    page.diagnostics = vec![
        Diagnostic {
            severity: "error".to_owned(),
            message: "unknown type `sttr`".to_owned(),
            place: Some(Place {
                file: "dsl/app.dsl".to_owned(),
                line: 8,
                column: 9,
                width: 9,
                line_text: "  name: sttr(120) required".to_owned(),
            }),
            help: Some("write `str(120) required`".to_owned()),
        },
        Diagnostic {
            severity: "warning".to_owned(),
            message: "`screen` is skipped: it changes no table".to_owned(),
            place: None,
            help: None,
        },
    ];
    page
}

/// `number` entities that refer to some before them, as in a grown application.
pub fn grown(number: usize) -> Page {
    let words = [
        "Account", "Address", "Article", "Batch", "Booking", "Carrier", "Claim", "Contract", "Delivery",
        "Discount",
    ];
    let types = [
        "str(80)",
        "text",
        "int",
        "decimal(10,2)",
        "date",
        "datetime",
        "bool",
        "json",
        "email",
        "enum[one,two,three]",
    ];
    let mut dsl = String::from("module grown\n");
    let name = |at: usize| {
        let part = ["", "Line", "Note", "Plan", "Rule", "State"][at / words.len() % 6];
        format!(
            "{}{part}{}",
            words[at % words.len()],
            if at >= 60 { at.to_string() } else { String::new() }
        )
    };
    for at in 0..number {
        write!(dsl, "\nentity {}:\n  id: uuid pk\n", name(at)).unwrap();
        for field in 0..3 + at * 7 % 9 {
            writeln!(dsl, "  field_{field}: {}", types[(at + field) % types.len()]).unwrap();
        }
        // About every sixth stands alone, most refer to one or two, some to a hub.
        if at > 0 && at % 6 != 5 {
            writeln!(dsl, "  parent: ref {} required", name(at * at % at.min(12))).unwrap();
            if at % 3 == 0 {
                writeln!(dsl, "  other: ref {}", name(at / 2)).unwrap();
            }
            if at % 4 == 1 {
                writeln!(dsl, "  account: ref {}", name(0)).unwrap();
            }
        }
    }
    Page {
        entities: entities(&model(&dsl), Naming::Verbatim),
        schema: schema(&dsl),
        ..Page::new("grown", "PostgreSQL, grown at localhost:5432")
    }
}

/// What names and texts of a database somebody else made may hold.
pub const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"quoted\" & 'single' --><!--",
    "שולחן-עם-שם-מימין-לשמאל",
    "a_name_of_sixty_three_bytes_which_is_all_that_postgresql_allows",
    "👩‍👩‍👧‍👦 family \u{202e}turned",
    "back`tick %41 #hash ?query",
];

/// Every text of a page is hostile.
pub fn hostile() -> Page {
    let mut schema = Schema::empty();
    let mut page = Page::new(HOSTILE[0], HOSTILE[1]);
    for (at, name) in HOSTILE.into_iter().enumerate() {
        let mut model =
            entities(&model("entity A:\n  id: uuid pk\n  b: ref A\n"), Naming::Verbatim).remove(0);
        for field in &mut model.fields {
            field.type_text = name.to_owned();
        }
        model.fields[1].name = name.to_owned();
        model.fields[1].references = vec![HOSTILE[(at + 1) % HOSTILE.len()].to_owned()];
        model.name = name.to_owned();
        model.title = Some(format!("title {name}"));
        model.intent = Some(name.to_owned());
        model.table = name.to_owned();
        page.entities.push(model);
        let mut table = self::schema(
            "entity A:\n  id: uuid pk\n  b: ref A = null\n  c: str(5) = \"<b>\"\n"
                .replace(" = null", "")
                .as_str(),
        )
        .tables()
        .next()
        .unwrap()
        .clone();
        table.name = Name::new(name).unwrap();
        table.comment = Some(name.to_owned());
        schema.insert(table);
        page.left_out.push(LeftOut {
            reason: Reason::NotDone,
            what: name.to_owned(),
            why: name.to_owned(),
            sample: vec![(name.to_owned(), name.to_owned())],
            next: format!("run `{name} {name}`"),
        });
        page.revisions.push(revision(
            &format!("{at}{name}"),
            name,
            1,
            &[name, name],
            &[name; 9],
        ));
        page.draft.push(name.to_owned());
        page.log.push(attempt(1, name, Outcome::Crashed, Some(name)));
        page.diagnostics.push(Diagnostic {
            severity: "error".to_owned(),
            message: name.to_owned(),
            place: Some(Place {
                file: name.to_owned(),
                line: at,
                column: 3,
                width: 400,
                line_text: name.to_owned(),
            }),
            help: Some(name.to_owned()),
        });
        page.happened.push(Happening {
            at: Timestamp::UNIX_EPOCH,
            what: name.to_owned(),
        });
    }
    page.trouble = Some(format!("{} \u{0}\u{7}\u{1b}[31m", HOSTILE[0]));
    page.schema = schema;
    page
}
