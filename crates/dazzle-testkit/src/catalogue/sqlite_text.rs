//! `CREATE` texts of SQLite, brought to one form: the white space and the order of items do not count.

/// The text with single spaces; the items of a `CREATE TABLE` are sorted.
pub fn normal(sql: &str) -> String {
    let tokens = tokens(sql);
    if !tokens
        .iter()
        .take(2)
        .any(|token| token.eq_ignore_ascii_case("table"))
    {
        return tokens.join(" ");
    }
    let open = tokens
        .iter()
        .position(|token| token == "(")
        .unwrap_or(tokens.len());
    let mut depth = 0_usize;
    let mut items: Vec<Vec<&str>> = vec![Vec::new()];
    let mut rest = Vec::new();
    let mut is_over = false;
    for token in tokens.iter().skip(open) {
        match token.as_str() {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if is_over {
            rest.push(token.as_str());
        } else if depth == 0 {
            is_over = true;
        } else if depth == 1 && token == "," {
            items.push(Vec::new());
        } else if !(depth == 1 && token == "(" && items.len() == 1 && items[0].is_empty()) {
            items.last_mut().unwrap().push(token);
        }
    }
    let mut items: Vec<String> = items.into_iter().map(|item| item.join(" ")).collect();
    items.sort();
    let head = tokens[..open].join(" ");
    format!("{head} ( {} ) {}", items.join(" , "), rest.join(" "))
        .trim_end()
        .to_owned()
}

/// Words, numbers, quoted texts and single signs.
fn tokens(sql: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut token = String::from(letter);
        match letter {
            _ if letter.is_whitespace() => continue,
            '\'' | '"' | '`' | '[' => {
                let close = if letter == '[' { ']' } else { letter };
                while let Some(next) = letters.next() {
                    token.push(next);
                    if next == close {
                        match letters.next_if_eq(&close) {
                            Some(doubled) if close != ']' => token.push(doubled),
                            _ => break,
                        }
                    }
                }
            }
            _ if is_word(letter) => {
                while let Some(next) = letters.next_if(|next| is_word(*next)) {
                    token.push(next);
                }
            }
            _ => {}
        }
        tokens.push(token);
    }
    tokens
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '.'
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn order_and_space_do_not_count_but_all_else_does() {
        let one = normal(
            "CREATE TABLE \"a, (b\" (x INT DEFAULT (1+(2)),\n  CONSTRAINT \"c\" CHECK (x IN ('a''b', ','))) STRICT",
        );
        let same = normal(
            "CREATE TABLE  \"a, (b\" ( CONSTRAINT \"c\" CHECK(x IN ('a''b',',')), x INT DEFAULT (1 + (2)) ) STRICT",
        );
        assert_eq!(one, same);
        let other = normal(
            "CREATE TABLE \"a, (b\" (x INT DEFAULT (1+(2)), CONSTRAINT \"d\" CHECK (x IN ('a''b', ','))) STRICT",
        );
        assert_ne!(one, other);
        assert_eq!(
            normal("CREATE INDEX  i ON t (b,a)"),
            "CREATE INDEX i ON t ( b , a )"
        );
    }
}
