//! Steps of `browser.cjs` against a server, with what is to be changed between them.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where scripts/test.sh puts the packages.
const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/page");
const CHROMIUM: &str = "/usr/bin/chromium";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/page/browser.cjs");
const INSTALL: &str = "scripts/test.sh installs what this test needs: Chromium (Debian's package `chromium`), Node 20 or \
                       newer with npm, and the packages in tests/page/tools, with `npm ci`, in target/tools/page";

/// Runs `steps` against the server at `base`. `change` is called with what a step wants changed. Screenshots go to
/// `target/tmp/page/NAME`.
pub fn browse(name: &str, base: &str, steps: &[&str], mut change: impl FnMut(&str)) {
    let packages = format!("{TOOLS}/node_modules/playwright-core");
    for needed in [CHROMIUM, &packages] {
        assert!(Path::new(needed).exists(), "{needed} is missing; {INSTALL}");
    }
    let out: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page").join(name);
    std::fs::create_dir_all(&out).unwrap();
    let mut browser = Command::new("node")
        .args([SCRIPT, CHROMIUM, TOOLS, base])
        .arg(&out)
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
            println!("{line}");
        }
    }
    let status = browser.wait().unwrap();
    assert!(status.success(), "the step after {done:?}, see above");
    assert_eq!(done, steps);
}
