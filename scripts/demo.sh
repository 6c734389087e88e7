#!/usr/bin/env bash
# The main job on the example project `examples/helpdesk`, on embedded SQLite: bring a database up to date,
# change an entity, migrate, roll back, look at it. Works on a copy in target/demo; needs Rust and a C compiler.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --quiet --release --locked -p dazzle-cli
target="${CARGO_TARGET_DIR:-target}"
dazzle="$(cd "$target/release" && pwd)/dazzle"
rm -rf "$target/demo"
mkdir -p "$target/demo"
cp -R examples/helpdesk "$target/demo/helpdesk"
cd "$target/demo/helpdesk"

run() {
    printf '\n$ dazzle %s\n' "$*"
    "$dazzle" "$@"
}

run check
run db upgrade
printf '\n# An agent gets a field:\n'
sed -i.before '/^entity Agent/,/^entity /s/^\(  name:.*\)$/\1\n  phone: str(30)/' dsl/helpdesk.dsl
rm dsl/helpdesk.dsl.before
grep -A 6 '^entity Agent' dsl/helpdesk.dsl
run db migrate -m "phone numbers of agents"
run db rollback
run db upgrade
run db history
run db status
