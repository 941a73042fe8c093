#!/bin/sh
# Tests the pages in a real browser. Usage: sh tests/browser/run.sh target/debug/shisaku
#
# Starts three servers on free ports: with the first plan, with a hostile plan (hostile/), and with the first plan and
# that of docs/example. Each has its own index. Runs browser.mjs against them and stops them.
# CHROMIUM names the browser if it is not in the PATH.
set -eu

name=browser
. "$(dirname "$0")/../server.sh"

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
# Without a Japanese font every character is a box of equal width, which makes all measurements wrong.
if ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=ja)" ]; then
    install "日本語のフォントがありません。" fontconfig fonts-noto-cjk
fi

cd "$here"
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error ||
        fail "npm ci が失敗しました(axe-core、html-validate、playwright-core を取り寄せます)。"
fi

cp -R "$root/seeds" "$work/seeds"
serve "$work/seeds"
plan=$address
serve "$here/hostile"
hostile=$address
# The guide of README.ja.md: a folder of documents becomes a plan.
cp -R "$root/seeds" "$work/cities"
mkdir "$work/cities/shogai"
cp "$root"/docs/example/*.xlsx "$work/cities/shogai/"
"$program" init "$work/cities/shogai" >/dev/null
serve "$work/cities"
node browser.mjs "$plan" "$hostile" "$address"
