#!/bin/sh
# Runs the benchmark of the stages and writes its medians into docs/measured.md, between the two markers.
#
#   sh benches/measured.sh                          everything, in the release profile
#   sh benches/measured.sh --profile dev -- reading  arguments go to `cargo bench`
set -eu
cd "$(dirname "$0")/.."

page=docs/measured.md
results=${CARGO_TARGET_DIR:-target}/criterion
begin='<!-- written by benches/measured.sh -->'
end='<!-- end -->'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    printf '%s\n' "benches/measured.sh: $*" >&2
    exit 1
}

grep -qF -- "$begin" "$page" && grep -qF -- "$end" "$page" || fail "$page lacks its two markers"

# Results of earlier runs stay below target/. Only files newer than this one belong to this run.
touch "$work/start"
sleep 1
${CARGO:-cargo} bench --locked --bench pipeline "$@"

# value FILE EXPRESSION: prints the first group of the expression in criterion's one-line JSON.
value() {
    sed -n "s/.*$2.*/\1/p" "$1"
}

find "$results" -path '*/new/estimates.json' -newer "$work/start" | sort | while read -r estimates; do
    benchmark=$(dirname "$estimates")/benchmark.json
    group=$(value "$benchmark" '"group_id":"\([^"]*\)"')
    name=$(value "$benchmark" '"function_id":"\([^"]*\)"')
    bytes=$(value "$benchmark" '"throughput":{"Bytes":\([0-9]*\)}')
    median=$(value "$estimates" '"median":{"confidence_interval":{[^}]*},"point_estimate":\([0-9.eE+-]*\)')
    [ -n "$median" ] || fail "no median in $estimates"
    printf '%s\t%s\t%s\t%s\n' "$group" "$name" "$median" "$bytes"
done >"$work/rows"
[ -s "$work/rows" ] || fail "no result below $results"

{
    printf '%s, %s, %s cores, %s %s. Commit %s. Arguments: %s.\n\n' \
        "$(date -u +%Y-%m-%d)" "$(${RUSTC:-rustc} --version)" "$(getconf _NPROCESSORS_ONLN)" \
        "$(uname -s)" "$(uname -m)" "$(git describe --always --dirty)" "${*:-none}"
    printf '| stage | case | median | MB/s |\n|---|---|---|---|\n'
    LC_ALL=C awk -F '\t' '{
        ns = $3 + 0
        time = ns < 1e3 ? sprintf("%.0f ns", ns) : ns < 1e6 ? sprintf("%.1f µs", ns / 1e3) : \
            ns < 1e9 ? sprintf("%.2f ms", ns / 1e6) : sprintf("%.2f s", ns / 1e9)
        printf "| %s | %s | %s | %s |\n", $1, $2, time, $4 == "" ? "" : sprintf("%.2f", $4 * 1e3 / ns)
    }' "$work/rows"
} >"$work/table"

# The text outside the markers stays unchanged.
awk -v begin="$begin" -v end="$end" -v table="$work/table" '
    $0 == end { inside = 0 }
    !inside { print }
    $0 == begin { inside = 1; while ((getline line < table) > 0) print line }
' "$page" >"$work/page"
cat "$work/page" >"$page"
printf '%s\n' "$page: $(wc -l <"$work/rows") figures written"
