#!/bin/bash
# the server on the demo district: start, memory, reads, durable writes, overload; http [SECONDS_EACH]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-$root/build/baogong}
seconds=${1:-4}
work=$(mktemp -d "${BENCH_DIR:-/var/tmp}/baogong-bench-XXXXXX")      # a real disk, not memory
load=$work/load
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; wait; rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
ulimit -n 8192
cc -std=gnu17 -O2 -D_GNU_SOURCE "$root/tests/bench/http.c" -o "$load"
"$binary" demo --data "$work/d.db" >"$work/demo.out"

start() {
  local began now
  rm -f "$work/out"
  began=$(date +%s%N)
  "$binary" serve --data "$work/d.db" --port 0 --quiet >"$work/out" 2>"$work/err" </dev/null &
  server=$!
  until grep -qs '^address' "$work/out"; do sleep 0.005; done
  address=$(sed -n 's/^address *//p' "$work/out")
  curl -sf "$address/healthz" >/dev/null
  now=$(date +%s%N)
  printf '%-34s %8d ms (with the start of curl)\n' "start to first answer" $(((now - began) / 1000000))
}
stop() { kill "$server"; wait "$server"; server=; }
token() { curl -s -i -X POST "$address/api/v1/session" -H 'Content-Type: application/json' -d "{\"login\":\"$1\",\"password\":\"Baogong-demo-1\"}" | sed -n 's/^Set-Cookie: baogong_session=\([^;]*\).*/\1/p'; }
row() { printf '%-34s ' "$1"; shift; "$load" "${address##*:}" "$@"; }

for _ in 1 2 3; do start; stop; done
start
sleep 1
printf '%-34s %8d KiB\n' "memory, idle" "$(awk '/VmRSS/ { print $2 }' /proc/$server/status)"
admin=$(token admin)
row "reference: /healthz, 64 conns" 64 "$seconds" GET /healthz
row "read: 20 places, 64 conns" 64 "$seconds" GET "/api/v1/places?limit=20" "$admin"
row "a crowd: the public page, 1000 conns" 1000 "$seconds" GET /public
row "a crowd: the command page, 1000 conns" 1000 "$seconds" GET /command/
for n in 1 64 256; do
  row "write: add an item, $n conns" $n "$seconds" POST /api/v1/items "$admin" '{"code":"B'"$n"'-{n}","zh":"基准 {n}","category":"medical","unit":"件"}'
done
row "overload: reads, 3000 conns" 3000 "$seconds" GET "/api/v1/places?limit=20" "$admin"
row "and afterwards, 64 conns" 64 "$seconds" GET "/api/v1/places?limit=20" "$admin"
printf '%-34s %8d KiB\n' "memory, after all of it" "$(awk '/VmRSS/ { print $2 }' /proc/$server/status)"
stop
"$binary" verify "$work/d.db"
