#!/bin/bash
# the command centre in Chromium: figures and map over a slow network, a filtered page of 50,000 requests; web [REQUESTS] [ENTRIES]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-$root/build/baogong}
work=$(mktemp -d "${BENCH_DIR:-/var/tmp}/baogong-bench-XXXXXX")      # a real disk, not memory
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; wait; rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
# shellcheck disable=SC2046
cc -std=gnu17 -O2 -D_GNU_SOURCE -I"$root/src" -I"$root/tests" "$root/tests/bench/web_data.c" -o "$work/data" "$BAOGONG_BUILD/libbaogong.a" \
  $(pkg-config --cflags --libs sqlite3 libpq nettle libsodium jansson libmicrohttpd yaml-0.1 libzip expat xlsxwriter cairo pangocairo libqrencode zlib cmocka) \
  -lm -pthread
"$binary" demo --data "$work/d.db" >/dev/null
began=$SECONDS
"$work/data" "sqlite:$work/d.db" "${1:-50000}" "${2:-1000000}"
echo "${1:-50000} requests and ${2:-1000000} entries made in $((SECONDS - began)) s"
"$binary" serve --data "$work/d.db" --port 0 --quiet >"$work/out" 2>"$work/err" </dev/null &
server=$!
until grep -qs '^address' "$work/out"; do sleep 0.05; done
address=$(sed -n 's/^address *//p' "$work/out")

token=$(curl -s -i -X POST "$address/api/v1/session" -H 'Content-Type: application/json' -d '{"login":"supply","password":"Baogong-demo-1"}' |
  sed -n 's/^Set-Cookie: baogong_session=\([^;]*\).*/\1/p')
printf '%-46s%12s%12s\n' "the server alone, best of 3" "ms" "KiB"
for path in /healthz /api/v1/overview /api/v1/alerts /api/v1/waiting /api/v1/map "/api/v1/overview/cell?class_id=rice" "/api/v1/requests?tab=all"; do
  for _ in 1 2 3; do curl -s -o /dev/null -w '%{time_total} %{size_download}\n' "$address$path" -H "Authorization: Bearer $token"; done | sort -n | head -1 |
    awk -v path="$path" '{ printf "%-46s%12.0f%12.0f\n", path, $1 * 1000, $2 / 1024 }'
done
"$root/web/tools/ts.sh" "$root/web/tests/bench.ts" --base "$address"
