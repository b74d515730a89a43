#!/bin/bash
# A whole day from files: 100,000 request lines, 500 warehouses, 15 items.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
binary=${BAOGONG_BINARY:?set by tests/bench/run}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# seconds and MiB of a command, from the kernel
measure() {
  local out=$1; shift
  python3 - "$out" "$@" <<'PY'
import os, resource, subprocess, sys, time
began = time.monotonic()
code = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"})
took = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if code.returncode:
    sys.stderr.buffer.write(code.stderr[-2000:])
    sys.exit(code.returncode)
with open(sys.argv[1], "w") as f:
    f.write(f"{took:.2f} {used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss / 1024:.0f}")
PY
}

row() {
  local wall cpu mib
  read -r wall cpu mib < "$work/took" || true
  printf '%-44s %9s %9s %9s %9s\n' "$1" "$wall" "$cpu" "$mib" "$(awk -v a="$cpu" -v b="$reference" 'BEGIN { printf "%.1f", a / b }')"
}

"$here/day_input" "$work/in" "${LINES_N:-100000}" 500 15 20000 1
printf '%-44s %9s %9s %9s %9s\n' "" "wall s" "CPU s" "MiB" "CPU ratio"
measure "$work/took" python3 "$here/day_reference.py" "$work/in/requests.csv"
read -r _ reference _ < "$work/took" || true
row "reference: python3 reads, sorts, writes requests"
for threads in 1 2; do
  measure "$work/took" "$binary" day "$root/plans/d2-control-goods.yaml" "$work/in" "$work/out$threads" --date 2026-11-22 --threads "$threads"
  row "day, $threads thread(s)"
done
for file in "$work"/out1/*; do cmp -s "$file" "$work/out2/$(basename "$file")" || { echo "1 and 2 threads differ in $file" >&2; exit 1; }; done
echo "Targets: 15 s with two threads, 1024 MiB.  Both runs gave the same bytes."
