#!/bin/sh
# The API under a fuzzer that reads its description: sh tests/fuzz_api/run.sh target/debug/shisaku
#
# Starts the program on a free port over a copy of the seeds, lets schemathesis ask whatever /openapi.json allows and
# forbids, and fails on any answer that the description does not name. Then reached.py reads what was asked: an
# operation that was not answered with 200 and with 400 fails the run, too.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

fail() {
    printf '%s\n' "tests/fuzz_api: $*" >&2
    exit 1
}

program=${1:-target/debug/shisaku}
[ -x "$program" ] || fail "$program がありません。先に cargo build を実行してください。"
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")

# What a test needs is installed where we may, and asked for where we may not.
if ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release && command -v apt-get >/dev/null; then
        echo "tests/fuzz_api: installing python3-venv" >&2
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
        fail "python3 (3.10 以上) と venv がありません。Debian なら: sudo apt-get install python3-venv"
    fi
fi

venv=$root/target/fuzz_api
if [ ! -x "$venv/bin/st" ] || ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv" || fail "venv を作れません: $venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt" ||
        fail "pip install が失敗しました(schemathesis を取り寄せます)。"
    cp "$here/requirements.txt" "$venv/requirements.txt"
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

cp -R "$root/seeds" "$work/seeds"
"$program" serve --listen 127.0.0.1:0 --seeds "$work/seeds" --index "$work/index" 2>"$work/log" &
server=$!
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

# A run must not depend on what one before has found, nor leave anything in the tree.
cd "$work"
# From a file: schemathesis leaves out the operation that it has the description from.
"$venv/bin/python" -c 'import sys, urllib.request as web; sys.stdout.buffer.write(web.urlopen(sys.argv[1]).read())' \
    "$address/openapi.json" >openapi.json
status=0
SCHEMATHESIS_HOOKS=hooks PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 \
    "$venv/bin/st" --no-color run openapi.json --url "$address" \
    --seed 5 --max-examples "${FUZZ_EXAMPLES:-40}" --phases examples,coverage,fuzzing --checks all \
    --generation-database none --continue-on-failure --no-shrink --warnings off \
    --report ndjson --report-ndjson-path report.ndjson || status=$?
[ "$status" = 0 ] || fail "説明にない返事がありました(上を見てください)。"
kill -0 "$server" 2>/dev/null || fail "サーバーが終わってしまいました。"

"$venv/bin/python" "$here/reached.py" openapi.json report.ndjson "$address"
