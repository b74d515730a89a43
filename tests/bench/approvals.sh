#!/bin/bash
# what waits for one's signature, and a signature, among many purchases; approvals [COUNT] [DAYS]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
dir=$(mktemp -d "${BENCH_DIR:-/var/tmp}/baogong-bench-XXXXXX")      # a real disk, not memory
trap 'rm -rf "$dir"' EXIT
# shellcheck disable=SC2046
cc -std=gnu17 -O2 -D_GNU_SOURCE -I"$root/src" -I"$root/tests" "$root/tests/bench/approvals.c" -o "$dir/bench" "$BAOGONG_BUILD/libbaogong.a" \
  $(pkg-config --cflags --libs sqlite3 libpq nettle libsodium jansson libmicrohttpd yaml-0.1 libzip expat xlsxwriter cairo pangocairo libqrencode zlib cmocka) \
  -lm -pthread
"$dir/bench" "$dir" "${1:-100000}" "${2:-300}"
