//! Expected texts in files.

use std::path::Path;

/// The variable that makes [`expect_file`] write what it sees.
pub const UPDATE_VARIABLE: &str = "DAZZLE_UPDATE_EXPECT";

/// Compares `seen` with the file `path`; no file is an empty text. With `DAZZLE_UPDATE_EXPECT=1` the file is
/// written instead (or removed), to be reviewed.
///
/// # Errors
/// What differs, in words.
///
/// # Panics
/// When the file cannot be read or written.
pub fn expect_file(path: &Path, seen: &str) -> Result<(), String> {
    let expected = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => panic!("{}: {error}", path.display()),
    };
    if expected == seen {
        return Ok(());
    }
    if std::env::var(UPDATE_VARIABLE).is_ok_and(|value| value == "1") {
        if seen.is_empty() {
            std::fs::remove_file(path).unwrap();
        } else {
            std::fs::write(path, seen).unwrap();
        }
        return Ok(());
    }
    let mut difference = crate::catalogue::difference(&expected, seen);
    if difference.is_empty() {
        difference = format!("the order of lines or blank lines; now:\n{seen}");
    }
    Err(format!(
        "{} differs (rewrite it with {UPDATE_VARIABLE}=1):\n{difference}",
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_shown_and_no_file_is_an_empty_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("expected");
        assert_eq!(expect_file(&path, ""), Ok(()));
        std::fs::write(&path, "one\ntwo\n").unwrap();
        assert_eq!(expect_file(&path, "one\ntwo\n"), Ok(()));
        if std::env::var(UPDATE_VARIABLE).is_err() {
            let error = expect_file(&path, "one\nthree\n").unwrap_err();
            assert!(error.ends_with("\n- two\n+ three"), "{error}");
            let error = expect_file(&path, "two\none\n").unwrap_err();
            assert!(error.contains("order of lines"), "{error}");
        }
    }
}
