//! `pg_dump --schema-only`, brought to a form in which the order of objects and of columns does not count.

use std::process::Command;

use dazzle_testkit::postgres;

/// What `pg_dump` says of the database at `url`: an object each, sorted.
pub fn structure(url: &str) -> String {
    let output = Command::new(postgres::client_program("pg_dump"))
        .args(["--schema-only", "--no-owner", "--no-privileges", "--dbname", url])
        .output()
        .expect("pg_dump is needed: apt-get install postgresql-client");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    normal(&String::from_utf8(output.stdout).unwrap())
}

fn normal(dump: &str) -> String {
    let mut objects: Vec<String> = Vec::new();
    let mut lines = dump.lines().peekable();
    while let Some(line) = lines.next() {
        let is_header = line == "--" && lines.peek().is_some_and(|next| next.starts_with("-- Name: "));
        if is_header {
            let header = lines.next().unwrap();
            let kind = header.split("Type: ").nth(1).unwrap().split(';').next().unwrap();
            let name = header
                .trim_start_matches("-- Name: ")
                .split("; Type: ")
                .next()
                .unwrap();
            objects.push(format!("[{kind} {name}]"));
            // The second line of dashes.
            lines.next();
        } else if let Some(object) = objects.last_mut()
            && !is_noise(line)
        {
            object.push('\n');
            object.push_str(line);
        }
    }
    let mut objects: Vec<String> = objects.iter().map(|object| one_line(object)).collect();
    objects.sort();
    objects.join("\n")
}

/// Settings that stand in front of the object that they are for, keys that differ in each dump, and the end.
fn is_noise(line: &str) -> bool {
    line.trim().is_empty()
        || line == "--"
        || line == "-- PostgreSQL database dump complete"
        || ["SET default_", "\\restrict", "\\unrestrict"]
            .iter()
            .any(|start| line.starts_with(start))
}

/// The object in one line; a table with its columns and checks sorted.
fn one_line(object: &str) -> String {
    let object = without_casts(object);
    let mut lines: Vec<&str> = object.lines().collect();
    if object.starts_with("[TABLE ")
        && let Some(end) = lines.iter().position(|line| line.starts_with(')'))
        && let Some(start) = lines.iter().position(|line| line.ends_with('('))
        && start < end
    {
        for line in &mut lines[start + 1..end] {
            *line = line.trim_end_matches(',');
        }
        lines[start + 1..end].sort_unstable();
    }
    let options = lines
        .iter()
        .position(|line| line.starts_with("WITH ("))
        .map(|at| (at, sorted_options(lines[at])));
    let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
    if let Some((at, sorted)) = options {
        lines[at] = sorted;
    }
    lines.join(" ⏎ ")
}

/// `WITH (b='1', a='2');` with the options in order.
fn sorted_options(line: &str) -> String {
    let inner = line.trim_start_matches("WITH (").trim_end_matches(");");
    let mut options: Vec<&str> = inner.split(", ").collect();
    options.sort_unstable();
    format!("WITH ({});", options.join(", "))
}

/// Without the casts of string literals to a text type. A default or a check keeps the cast that it was made with
/// when its column becomes another text type, and means the same.
fn without_casts(text: &str) -> String {
    text.replace("'::character varying", "'").replace("'::text", "'")
}

#[test]
fn order_does_not_count_but_all_else_does() {
    let one = "--\n-- PostgreSQL database dump\n--\n\\restrict x\nSET a = b;\n\n--\n-- Name: t; Type: TABLE; Schema: public; \
               Owner: -\n--\n\nCREATE TABLE public.t (\n    a integer,\n    b text DEFAULT 'x'::text\n);\n\n\n--\n-- Name: i; \
               Type: INDEX; Schema: public; Owner: -\n--\n\nCREATE INDEX i;\n";
    let same = "--\n-- Name: i; Type: INDEX; Schema: public; Owner: -\n--\n\nCREATE INDEX i;\n\n--\n-- Name: t; Type: \
                TABLE; Schema: public; Owner: -\n--\n\nSET default_tablespace = '';\n\nCREATE TABLE public.t (\n    b text \
                DEFAULT 'x'::character varying,\n    a integer\n);\n\n\\unrestrict x\n";
    assert_eq!(normal(one), normal(same));
    assert_eq!(normal(one).lines().count(), 2);
    for (from, to) in [
        ("integer", "bigint"),
        ("CREATE INDEX i", "CREATE INDEX j"),
        ("'x'", "'y'"),
    ] {
        assert_ne!(normal(one), normal(&one.replace(from, to)), "{from}");
    }
}
