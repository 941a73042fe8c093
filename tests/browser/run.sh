#!/bin/sh
# The pages in a real browser: sh tests/browser/run.sh target/debug/shisaku
#
# Starts the program on a free port with an index of its own, runs browser.mjs against it, and stops it again.
# CHROMIUM names the browser when it is not /usr/bin/chromium.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

fail() {
    printf '%s\n' "tests/browser: $*" >&2
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
        echo "tests/browser: installing $*" >&2
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        fail "$why Debian なら: sudo apt-get install --no-install-recommends $*"
    fi
}

command -v node >/dev/null && command -v npm >/dev/null ||
    fail "node (20 以上) と npm がありません。Debian なら: sudo apt-get install nodejs npm"
if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] || fail "CHROMIUM=$CHROMIUM は実行できません。"
elif command -v chromium >/dev/null; then
    CHROMIUM=$(command -v chromium)
else
    install "Chromium がありません(別の所にあるなら CHROMIUM で指定できます)。" chromium
    CHROMIUM=$(command -v chromium)
fi
export CHROMIUM
# Without a Japanese font every letter is a box of the same width, and nothing measured is true.
if ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=ja)" ]; then
    install "日本語のフォントがありません。" fontconfig fonts-noto-cjk
fi

cd "$here"
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error ||
        fail "npm ci が失敗しました(axe-core と playwright-core を取り寄せます)。"
fi

work=$(mktemp -d)
server=
clean() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$program" serve --listen 127.0.0.1:0 --seeds "$root/seeds" --index "$work/index" 2>"$work/log" &
server=$!
# The address is told once the index is built.
address=
for _ in $(seq 300); do
    address=$(sed -n 's|.*\(http://127\.0\.0\.1:[0-9]*\).*|\1|p' "$work/log")
    [ -z "$address" ] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
done
if [ -z "$address" ]; then
    cat "$work/log" >&2
    fail "サーバーが始まりません。"
fi

node browser.mjs "$address"
