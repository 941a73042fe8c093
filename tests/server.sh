# What the runs against a real server share; read by `.` after `name` is set to the folder's name below tests/ and the
# program's path is the first argument.
#
#   program, here, root   the program, the run's folder, the project's
#   fail, install         say what is wrong and end; get packages or say which
#   serve SEEDS           starts the program over SEEDS with an index of its own; it ends with the run
#   work, address         a folder that is deleted at the end; where the server started last listens

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

fail() {
    printf '%s\n' "tests/$name: $*" >&2
    exit 1
}

program=${1:-target/debug/shisaku}
[ -x "$program" ] || fail "$program がありません。先に cargo build を実行してください。"
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")

# What a test needs is installed where we may, and asked for where we may not: a test that skips itself is
# a test that nobody misses.
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
    "$program" serve --listen 127.0.0.1:0 --seeds "$1" --index "$own/index" 2>"$own/log" &
    server=$!
    servers="$servers $server"
    # The address is told once the index is built.
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
