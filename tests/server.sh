# Shared part of the tests against a real server, included with `.`. The caller sets `name` to its folder below tests/.
# The first argument is the path of the program.
#
#   program, here, root   paths of the program, of the test's folder and of the project
#   fail, install         print an error and exit; install packages, or name the missing ones and exit
#   serve SEEDS           starts a server for SEEDS with its own index; it stops when the test ends
#   work, address         a folder deleted at the end; address of the last server started

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

fail() {
    printf '%s\n' "tests/$name: $*" >&2
    exit 1
}

program=${1:-target/debug/shisaku}
[ -x "$program" ] || fail "$program がありません。先に cargo build を実行してください。"
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")

# Installs packages as root on Debian, and otherwise fails with a hint. A skipped test would go unnoticed.
install() {
    why=$1
    shift
    if [ "$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release && command -v apt-get >/dev/null; then
        echo "tests/$name: installing $*" >&2
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        fail "$why Debian なら: sudo apt-get install --no-install-recommends $*"
    fi
}

work=$(mktemp -d)
servers=
clean() {
    for server in $servers; do
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

serve() {
    own=$(mktemp -d "$work/XXXXXX")
    : >"$own/log"
    # In a folder without a model: what is found must not depend on what was fetched.
    (cd "$own" && exec "$program" serve --listen 127.0.0.1:0 --seeds "$1" --index "$own/index" 2>"$own/log") &
    server=$!
    servers="$servers $server"
    # The server logs its address once the index is built.
    address=
    for _ in $(seq 300); do
        address=$(sed -n 's|.*\(http://127\.0\.0\.1:[0-9]*\).*|\1|p' "$own/log")
        [ -z "$address" ] || break
        kill -0 "$server" 2>/dev/null || break
        sleep 0.2
    done
    if [ -z "$address" ]; then
        cat "$own/log" >&2
        fail "サーバーが始まりません。"
    fi
}
