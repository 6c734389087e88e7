//! TOML strings, in the form that is easiest to read for each content.
//!
//! A character that does not show, or that changes the order in which a line is shown, is always escaped: what
//! a reviewer sees is what runs. A carriage return is escaped too, because a checkout may change line ends.

/// A short text: `"plain"`, `'with "quotes"'`, or escaped.
pub fn text(content: &str) -> String {
    if is_plain(content) {
        format!("\"{content}\"")
    } else if is_literal(content) && !content.contains(['\'', '\n']) {
        format!("'{content}'")
    } else {
        basic(content)
    }
}

/// An SQL text: `'SELECT "a"'`, a multi-line literal, or, when nothing else can hold it, escaped.
pub fn sql(content: &str) -> String {
    // One or two quotes may stand right before the closing three.
    let fits_fences = !content.contains("'''");
    if content.is_empty() {
        "\"\"".to_owned()
    } else if content.contains('\n') {
        if is_literal(content) && fits_fences {
            format!("'''\n{content}'''")
        } else {
            multi_line_basic(content)
        }
    } else if is_literal(content) && !content.contains('\'') {
        format!("'{content}'")
    } else if is_plain(content) {
        format!("\"{content}\"")
    } else if is_literal(content) && fits_fences {
        format!("'''{content}'''")
    } else {
        basic(content)
    }
}

/// Whether it can stand between `"` as it is.
fn is_plain(content: &str) -> bool {
    !content
        .chars()
        .any(|c| matches!(c, '"' | '\\' | '\t' | '\n') || is_hidden(c))
}

/// Whether it can stand in a literal string, its quotes and line ends aside.
fn is_literal(content: &str) -> bool {
    !content.chars().any(is_hidden)
}

/// Control characters (tab and line feed aside), marks of direction, and characters without width.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n'))
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

fn basic(content: &str) -> String {
    let mut quoted = String::with_capacity(content.len() + 2);
    quoted.push('"');
    for c in content.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ => escape(&mut quoted, c),
        }
    }
    quoted.push('"');
    quoted
}

fn multi_line_basic(content: &str) -> String {
    let mut quoted = String::with_capacity(content.len() + 8);
    quoted.push_str("\"\"\"\n");
    let mut quotes = 0;
    let mut rest = content.chars().peekable();
    while let Some(c) = rest.next() {
        quotes = if c == '"' { quotes + 1 } else { 0 };
        if quotes > 0 && (quotes % 3 == 0 || rest.peek().is_none()) {
            quoted.push_str("\\\"");
        } else if matches!(c, '"' | '\n' | '\t') {
            quoted.push(c);
        } else {
            escape(&mut quoted, c);
        }
    }
    quoted.push_str("\"\"\"");
    quoted
}

fn escape(quoted: &mut String, c: char) {
    match c {
        '\\' => quoted.push_str("\\\\"),
        '\r' => quoted.push_str("\\r"),
        _ if is_hidden(c) => {
            let code = u32::from(c);
            if code <= 0xffff {
                quoted.push_str(&format!("\\u{code:04X}"));
            } else {
                quoted.push_str(&format!("\\U{code:08X}"));
            }
        }
        _ => quoted.push(c),
    }
}
