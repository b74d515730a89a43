#!/bin/bash
# entries per second against bare SQLite, verify, past balances, the day's receipts and issues; ledger [ENTRIES]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
dir=$(mktemp -d "${BENCH_DIR:-/var/tmp}/baogong-bench-XXXXXX")      # a real disk, not memory
trap 'rm -rf "$dir"' EXIT
# shellcheck disable=SC2046
cc -std=gnu17 -O2 -D_GNU_SOURCE -I"$root/src" -I"$root/tests" "$root/tests/bench/ledger.c" -o "$dir/bench" "$BAOGONG_BUILD/libbaogong.a" \
  $(pkg-config --cflags --libs sqlite3 libpq nettle libsodium) -lm -pthread
"$dir/bench" "$dir" "${1:-1000000}"
