#!/bin/sh
# Fuzzes the API from its description. Usage: sh tests/fuzz_api/run.sh target/debug/shisaku
#
# Starts a server on a free port with a copy of the seeds. schemathesis sends requests that /openapi.json allows and
# forbids, and fails on any undocumented answer. Then reached.py reads the report. Every operation must have been
# answered with 200 and with 400.
set -eu

name=fuzz_api
. "$(dirname "$0")/../server.sh"

python3 -c 'import venv, ensurepip' 2>/dev/null ||
    install "python3 (3.10 以上) と venv がありません。" python3-venv

venv=$root/target/fuzz_api
if [ ! -x "$venv/bin/st" ] || ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv" || fail "venv を作れません: $venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt" ||
        fail "pip install が失敗しました(schemathesis を取り寄せます)。"
    cp "$here/requirements.txt" "$venv/requirements.txt"
fi

cp -R "$root/seeds" "$work/seeds"
serve "$work/seeds"

# A run must not depend on findings of earlier runs, nor leave files in the tree.
cd "$work"
# Read from a file, because schemathesis skips the operation from which it fetches the description.
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
