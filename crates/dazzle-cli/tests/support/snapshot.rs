//! Transcripts of commands, compared with files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use dazzle_testkit::Output;

use super::Workplace;

/// Set to 1, the snapshots are rewritten instead of compared.
const UPDATE: &str = "DAZZLE_UPDATE_EXPECT";

/// What a person types and sees, one command after the other.
pub struct Story<'a> {
    workplace: &'a Workplace,
    text: String,
}

impl<'a> Story<'a> {
    /// An empty transcript.
    pub fn new(workplace: &'a Workplace) -> Self {
        Self {
            workplace,
            text: String::new(),
        }
    }

    /// Runs the binary and takes down what it said.
    pub fn run(&mut self, arguments: &[&str]) -> Output {
        let output = self.workplace.run(arguments);
        self.take_down(arguments, &output);
        output
    }

    /// Takes down what a run said that happened elsewhere.
    pub fn take_down(&mut self, arguments: &[&str], output: &Output) {
        let words: Vec<String> = arguments
            .iter()
            .map(|word| {
                let is_plain = !word.is_empty() && !word.contains([' ', '\'', '"', '\n']);
                if is_plain {
                    (*word).to_owned()
                } else {
                    format!("'{word}'")
                }
            })
            .collect();
        let _ = write!(self.text, "$ dazzle {}\nexit {}\n", words.join(" "), output.code);
        for (name, stream) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            // PostgreSQL takes a moment to free the lock of a run that failed just before. Only SQLite has a scratch
            // database at hand.
            let lines: Vec<&str> = stream
                .trim_end_matches('\n')
                .lines()
                .filter(|line| !line.starts_with("waiting for another run on this database to end"))
                .filter(|line| !line.starts_with("proved    there and back on a scratch database"))
                .collect();
            if !lines.is_empty() {
                let _ = writeln!(self.text, "--- {name}\n{}", lines.join("\n"));
            }
        }
        self.text.push('\n');
    }

    /// A line that says what happens between two commands.
    pub fn note(&mut self, text: &str) {
        let _ = write!(self.text, "# {text}\n\n");
    }

    /// The transcript must be the snapshot `name`.
    #[track_caller]
    pub fn check(self, name: &str) {
        let text = masked(&self.text, self.workplace);
        compare(name, &text);
    }
}

#[track_caller]
fn compare(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(format!("{name}.txt"));
    if std::env::var(UPDATE).is_ok_and(|value| value == "1") {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected == text {
        return;
    }
    let at = expected
        .lines()
        .zip(text.lines())
        .take_while(|(one, other)| one == other)
        .count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    panic!(
        "{} differs in line {}:\n  expected: {}\n  printed:  {}\n(set {UPDATE}=1 to rewrite it)\n\n{text}",
        path.display(),
        at + 1,
        line(&expected),
        line(text)
    );
}

/// The text without what differs from run to run.
fn masked(text: &str, workplace: &Workplace) -> String {
    let mut text = text.replace(&workplace.database.url(), "[DATABASE]");
    text = text.replace(&workplace.project.path().display().to_string(), "[PROJECT]");
    for (pattern, replacement) in [
        ("####-##-##T##:##:##.###Z", "[TIME]"),
        ("####-##-##T##:##:##Z", "[TIME]"),
        ("####-##-## ##:##", "[TIME]"),
        ("########_####_", "[TIME]_"),
    ] {
        text = replace_digits(&text, pattern, replacement);
    }
    let mut lines: Vec<String> = text.lines().map(mask_line).collect();
    lines.push(String::new());
    lines.join("\n")
}

/// Replaces what looks like `pattern`, where `#` is a digit.
fn replace_digits(text: &str, pattern: &str, replacement: &str) -> String {
    let fits = |candidate: &str| {
        let mut chars = candidate.chars();
        pattern.chars().all(|expected| {
            chars.next().is_some_and(|c| {
                if expected == '#' {
                    c.is_ascii_digit()
                } else {
                    c == expected
                }
            })
        })
    };
    let mut result = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if fits(rest) {
            result.push_str(replacement);
            rest = &rest[pattern.len()..];
        } else {
            result.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    result
}

/// Replaces durations, who ran something where, and what differs between databases in transcripts that are shared:
/// the dialect and how many statements a revision took.
fn mask_line(line: &str) -> String {
    if let Some((before, _)) = line.split_once("\"dialect\": ") {
        return format!("{before}\"dialect\": [DIALECT],");
    }
    if let Some(at) = line.find(" statement") {
        let before = line[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let after = line[at + " statement".len()..].trim_start_matches('s');
        if before.len() < at {
            return mask_words(&format!("{before}[COUNT] statements{after}"));
        }
    }
    mask_words(line)
}

fn mask_words(line: &str) -> String {
    let masked: Vec<String> = line
        .split(' ')
        .map(|word| {
            if let Some((number, hash)) = word.split_once('-')
                && hash.len() == 64
                && hash.chars().all(|c| c.is_ascii_hexdigit())
            {
                return format!("{number}-[HASH]");
            }
            let sum = word.trim_matches('"');
            if sum.len() == 64 && sum.chars().all(|c| c.is_ascii_hexdigit()) {
                return word.replace(sum, "[HASH]");
            }
            if word.contains('@') && word != "@@" && !word.contains("[") && !word.contains("://") {
                return "[WHO]".to_owned();
            }
            let (bare, closing) = word.strip_suffix(')').map_or((word, ""), |bare| (bare, ")"));
            let number = bare.trim_end_matches(|c: char| c.is_alphabetic());
            let unit = &bare[number.len()..];
            let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
            if is_number && ["ms", "s", "µs", "ns"].contains(&unit) {
                return format!("[DURATION]{closing}");
            }
            word.to_owned()
        })
        .collect();
    let line = masked.join(" ");
    // `      34 ms`, aligned to the right.
    match line.find(" ms ") {
        Some(end) => {
            let start = line[..end]
                .trim_end_matches(|c: char| c.is_ascii_digit())
                .trim_end();
            format!("{start} [DURATION] {}", line[end + 4..].trim_start())
        }
        None => line,
    }
}

/// The bytes of every file below `folder`, by path.
pub fn bytes_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.insert(path.display().to_string(), Vec::new());
                folders.push(path);
            } else {
                found.insert(path.display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}
