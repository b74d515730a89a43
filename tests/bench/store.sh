#!/bin/bash
# durable inserts through the store against bare SQLite, batches of 1 to 256
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
dir=$(mktemp -d "${BENCH_DIR:-/var/tmp}/baogong-bench-XXXXXX")      # a real disk, not memory
trap 'rm -rf "$dir"' EXIT
# shellcheck disable=SC2046
cc -std=gnu17 -O2 -D_GNU_SOURCE -I"$root/src" "$root/tests/bench/store.c" -o "$dir/bench" "$BAOGONG_BUILD/libbaogong.a" \
  $(pkg-config --cflags --libs sqlite3 libpq nettle) -lm -pthread
"$dir/bench" "$dir" "${1:-1}"
