# Runs a private PostgreSQL server for as long as the standard input stays open, then removes it.
#
# The process that wants it holds the other end of the pipe. It closes when that process ends for any reason, a kill
# included, so nothing is left behind. Arguments: folder, folder of the server's programs, address to listen on (empty:
# none, its socket alone), port, users to run as (the first that there is; empty: the user we are).
folder=$1 programs=$2 address=$3 port=$4 users=$5
trap '' INT HUP TERM
exec 3<&0 </dev/null

user=
for name in $users; do
    if id -u "$name" >/dev/null 2>&1; then
        user=$name
        break
    fi
done
if [ -n "$users" ] && [ -z "$user" ]; then
    echo "PostgreSQL does not run as root, and there is none of the users: $users" >&2
    rm -rf "$folder"
    exit 1
fi

as_user() {
    if [ -n "$user" ]; then
        # setpriv and not su: it becomes the program, so that $! is the server itself.
        exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups -- "$@"
    else
        exec "$@"
    fi
}

cd "$folder" || exit 1
if [ -n "$user" ]; then chown "$user" "$folder"; fi
if ! (as_user "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C -N); then
    rm -rf "$folder"
    exit 1
fi
# Its sockets in the folder too, where the name is not too long for one; else it would use a shared place.
sockets=$folder
if [ ${#folder} -gt 80 ]; then sockets=; fi
(as_user "$programs/postgres" -D "$folder/data" -h "$address" -p "$port" -k "$sockets" \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
    -c shared_buffers=32MB -c max_wal_size=512MB -c autovacuum=off -c log_min_messages=fatal 3<&-) &
server=$!
# Nothing is ever written into the pipe: `read` returns when it closes. A server that has only just begun does not
# hear the signal yet, so it is sent until nobody is there any more.
(
    read -r _ <&3
    while kill -QUIT "$server" 2>/dev/null; do
        sleep 0.2
    done
) &
lifeline=$!
wait "$server"
# Before its number can belong to somebody else. TERM is ignored here.
kill -KILL "$lifeline" 2>/dev/null
rm -rf "$folder"
