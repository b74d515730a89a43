#!/bin/bash
# lines of a chat list read per second by baogong jielong, each on its own and with the lines around it
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-$root/build/baogong}
lines=${1:-500000}
dir=$(mktemp -d "${BENCH_DIR:-/var/tmp}/baogong-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cut -f1 "$root/tests/data/jielong_lines.tsv" | tail -n +2 > "$dir/once"
while [ "$(wc -l < "$dir/once")" -lt "$lines" ]; do cat "$dir/once" "$dir/once" > "$dir/twice"; mv "$dir/twice" "$dir/once"; done
head -n "$lines" "$dir/once" > "$dir/list"
run() {   # what, options
  local started ended
  started=$(date +%s%N)
  "$binary" jielong --json "${@:2}" < "$dir/list" > "$dir/out"
  ended=$(date +%s%N)
  awk -v what="$1" -v n="$lines" -v ns=$((ended - started)) -v out="$(wc -l < "$dir/out")" \
    'BEGIN { printf "%-34s %9d lines  %6.2f s  %9.0f lines/s  (%d objects)\n", what, n, ns / 1e9, n * 1e9 / ns, out }'
}
started=$(date +%s%N)
wc -w < "$dir/list" > /dev/null
ended=$(date +%s%N)
awk -v n="$lines" -v ns=$((ended - started)) 'BEGIN { printf "%-34s %9d lines  %6.2f s  %9.0f lines/s\n", "reference: wc -w", n, ns / 1e9, n * 1e9 / ns }'
run "each line on its own (--lines)" --lines
run "with the lines around it"
echo "goal: at least 200,000 lines/s"
