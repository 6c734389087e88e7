//! What only the text of a `CREATE` in SQLite tells. White space, comments, quotes round names and the order of items
//! do not count.

/// Facts of one row of `sqlite_schema`, a line each.
pub fn facts(kind: &str, name: &str, sql: &str) -> Vec<String> {
    let tokens = tokens(sql);
    if kind == "table" {
        return facts_of_table(name, &tokens);
    }
    if kind != "index" {
        return vec![format!("{kind} {name}: {}", tokens.join(" "))];
    }
    // `asc` is what an index has anyway, round its expressions brackets may stand or not, and a column in single
    // quotes is a column.
    let kept: Vec<&str> = tokens
        .iter()
        .filter(|token| !["asc", "(", ")"].contains(&token.as_str()))
        .map(|token| token.trim_matches('\''))
        .collect();
    vec![format!("index {name}: {}", kept.join(" "))]
}

/// Checks, names of constraints and what stands beside a column that `PRAGMA table_xinfo` leaves out.
fn facts_of_table(table: &str, tokens: &[String]) -> Vec<String> {
    let mut facts = Vec::new();
    for item in items(tokens) {
        let is_constraint = item.first().is_some_and(|word| {
            ["constraint", "check", "unique", "primary", "foreign"].contains(&word.as_str())
        });
        let column = if is_constraint {
            ""
        } else {
            item[0].trim_matches('\'')
        };
        let mut at = 0;
        while at < item.len() {
            let group = || item.get(at + 1..).map(group).unwrap_or_default();
            let next = |count: usize| item[at..item.len().min(at + count)].join(" ");
            match item[at].as_str() {
                "constraint" => facts.push(format!("{table} {}", next(2))),
                "check" => facts.push(format!("{table} check {}", group())),
                "as" => facts.push(format!("{table}.{column} as {}", group())),
                "collate" => facts.push(format!("{table}.{column} {}", next(2))),
                "autoincrement" => facts.push(format!("{table}.{column} autoincrement")),
                "deferrable" => {
                    facts.push(format!("{table} ({}) {}", columns_of_key(&item, column), next(3)))
                }
                "conflict" => facts.push(format!("{table} {}", next(2))),
                _ => {}
            }
            at += 1;
        }
    }
    facts
}

/// The columns of the foreign key that `item` holds.
fn columns_of_key(item: &[String], column: &str) -> String {
    match item.iter().position(|word| word == "foreign") {
        Some(foreign) => group(&item[foreign + 2..]),
        None => column.to_owned(),
    }
}

/// The items between the outermost brackets of a `CREATE TABLE`.
fn items(tokens: &[String]) -> Vec<Vec<String>> {
    let mut items = vec![Vec::new()];
    let mut depth = 0_usize;
    for token in tokens {
        if token == ")" {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                break;
            }
        }
        if depth == 1 && token == "," {
            items.push(Vec::new());
        } else if depth > 0 {
            items.last_mut().unwrap().push(token.clone());
        }
        if token == "(" {
            depth += 1;
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

/// The bracketed group that `tokens` begin with, without brackets round the whole of it.
fn group(tokens: &[String]) -> String {
    let mut depth = 0_usize;
    let mut end = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            end = at;
            break;
        }
    }
    let inner = &tokens[1.min(tokens.len())..end];
    let is_wrapped = inner.first().is_some_and(|first| first == "(") && closes(inner) == inner.len() - 1;
    if is_wrapped { group(inner) } else { inner.join(" ") }
}

/// Where the bracket that `tokens` begin with is closed.
fn closes(tokens: &[String]) -> usize {
    let mut depth = 0_usize;
    tokens
        .iter()
        .position(|token| {
            match token.as_str() {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            depth == 0
        })
        .unwrap()
}

/// Words, numbers and signs in lower case, names without their quotes, and string literals as they are.
fn tokens(sql: &str) -> Vec<String> {
    let letters: Vec<char> = sql.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let rest = &letters[at..];
        if letter.is_whitespace() {
            at += 1;
        } else if rest.starts_with(&['-', '-']) {
            at += rest.iter().position(|it| *it == '\n').unwrap_or(rest.len());
        } else if rest.starts_with(&['/', '*']) {
            let end = rest.windows(2).skip(2).position(|pair| pair == ['*', '/']);
            at += end.map_or(rest.len(), |end| end + 4);
        } else if let '\'' | '"' | '`' | '[' = letter {
            let close = if letter == '[' { ']' } else { letter };
            let mut token = String::new();
            at += 1;
            while let Some(&next) = letters.get(at) {
                at += 1;
                if next == close {
                    if close == ']' || letters.get(at) != Some(&close) {
                        break;
                    }
                    at += 1;
                }
                token.push(next);
            }
            tokens.push(if letter == '\'' {
                format!("'{token}'")
            } else {
                token.to_lowercase()
            });
        } else if is_word(letter) {
            let length = rest.iter().position(|it| !is_word(*it)).unwrap_or(rest.len());
            tokens.push(rest[..length].iter().collect::<String>().to_lowercase());
            at += length;
        } else {
            tokens.push(letter.to_string());
            at += 1;
        }
    }
    tokens
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[test]
fn spelling_does_not_count_but_all_else_does() {
    let one = facts(
        "table",
        "t",
        "CREATE TABLE \"t\" (\"a\" TEXT COLLATE NOCASE DEFAULT (1), b INT AS (a + 1) STORED, CONSTRAINT c CHECK (a IN ('X', ',')), \
         UNIQUE (a) ON CONFLICT IGNORE)",
    );
    let same = facts(
        "table",
        "t",
        "create table [t] (a text collate nocase /* a, ) */ default (1), -- b (\n b int generated always as ((a + 1)) stored \
         constraint c check (a in ('X',',')), unique (a) on conflict ignore)",
    );
    assert_eq!(one, same);
    assert_eq!(
        one,
        [
            "t.a collate nocase",
            "t.b as a + 1",
            "t constraint c",
            "t check a in ( 'X' , ',' )",
            "t conflict ignore"
        ]
    );
    assert_eq!(
        facts("index", "i", "CREATE INDEX i ON t (a ASC, lower(b))"),
        facts(
            "index",
            "i",
            "CREATE INDEX \"i\" ON \"t\" (\"a\", (lower(\"b\")))"
        )
    );
    assert_ne!(
        facts("view", "v", "CREATE VIEW v AS SELECT 'a'"),
        facts("view", "v", "CREATE VIEW v AS SELECT 'A'")
    );
}
