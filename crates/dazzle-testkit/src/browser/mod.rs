//! The page of dev mode in Chromium: steps of `browser.cjs` against a server, with what is to be changed between them.

// What the browser's steps say tells why one failed.
#![allow(clippy::print_stderr)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// Where scripts/test.sh puts the packages.
const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/page");
const CHROMIUM: &str = "/usr/bin/chromium";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/browser/browser.cjs");
const INSTALL: &str =
    "scripts/test.sh installs what this test needs: Chromium (Debian's package `chromium`), Node 20 or \
                       newer with npm, and the packages in
                       crates/dazzle-testkit/src/browser/tools, with `npm ci`, in target/tools/page";

/// Runs `steps` against the server at `base`, such as `http://127.0.0.1:8000`. `change` is called with what a step wants
/// changed. Screenshots go to the folder `out`.
///
/// # Panics
/// When something is not as a step expects, or a program is missing (with what installs it).
pub fn browse(out: &Path, base: &str, steps: &[&str], mut change: impl FnMut(&str)) {
    let packages = format!("{TOOLS}/node_modules/playwright-core");
    for needed in [CHROMIUM, &packages] {
        assert!(Path::new(needed).exists(), "{needed} is missing; {INSTALL}");
    }
    std::fs::create_dir_all(out).unwrap();
    let mut browser = Command::new("node")
        .args([SCRIPT, CHROMIUM, TOOLS, base])
        .arg(out)
        .args(steps)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("node: {error}; {INSTALL}"));
    let mut answers = browser.stdin.take().unwrap();
    let mut done = Vec::new();
    for line in BufReader::new(browser.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some(what) = line.strip_prefix("change: ") {
            change(what);
            writeln!(answers).unwrap();
        } else if let Some(step) = line.strip_prefix("ok: ") {
            done.push(step.to_owned());
        } else {
            eprintln!("{line}");
        }
    }
    let status = browser.wait().unwrap();
    assert!(status.success(), "the step after {done:?}, see above");
    assert_eq!(done, steps);
}
