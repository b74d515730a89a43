#!/bin/bash
# household orders through HTTP with every check; 500 clients on a scarce item; totals; orders [HOUSEHOLDS] [CONNECTIONS]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-$root/build/baogong}
households=${1:-300000}
connections=${2:-192}
work=$(mktemp -d "${BENCH_DIR:-/var/tmp}/baogong-bench-XXXXXX")      # a real disk, not memory
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; wait; [ -n "${KEEP:-}" ] || rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
ulimit -n 8192
cc -std=gnu17 -O2 -D_GNU_SOURCE "$root/tests/bench/http.c" -o "$work/load"
# shellcheck disable=SC2046
cc -std=gnu17 -O2 -D_GNU_SOURCE -I"$root/src" -I"$root/tests" "$root/tests/bench/orders.c" -o "$work/fill" "$BAOGONG_BUILD/libbaogong.a" \
  $(pkg-config --cflags --libs sqlite3 libpq nettle libsodium jansson libmicrohttpd yaml-0.1 libzip expat xlsxwriter cairo pangocairo libqrencode zlib cmocka) \
  -lm -pthread
data=${BENCH_DATA:-$work/d.db}
began=$(date +%s%N)
"$work/fill" "$data" "$households" "$work"
printf '%-44s %8d s\n' "a district of $households households" $((($(date +%s%N) - began) / 1000000000))

"$binary" serve --data "$data" --port 0 --quiet >"$work/out" 2>"$work/err" </dev/null &
server=$!
until grep -qs '^address' "$work/out"; do kill -0 $server 2>/dev/null || { cat "$work/err" >&2; exit 1; }; sleep 0.05; done
address=$(sed -n 's/^address *//p' "$work/out")
token() { curl -s -i -X POST "$address/api/v1/session" -H 'Content-Type: application/json' -d "{\"login\":\"$1\",\"password\":\"Baogong-demo-1\"}" | sed -n 's/^Set-Cookie: baogong_session=\([^;]*\).*/\1/p'; }
for n in $(seq 0 19); do
  t=
  until [ -n "$t" ]; do t=$(token "w$(printf %02d "$n")"); done         # busy with another password
  echo "$n $t"
done >"$work/tokens"
# Who orders is drawn across the whole district; the first 500 take the scarce thing.
awk 'NR == FNR { token[$1] = $2; next } { print token[$1], $2 }' "$work/tokens" "$work/households" | shuf --random-source=<(yes) >"$work/all"
head -500 "$work/all" >"$work/scarce"
tail -n +501 "$work/all" >"$work/values"
wide=$(sed -n 1p "$work/offers"); scarce=$(sed -n 2p "$work/offers")
body() { printf '{"household_id":"{v}","offer_id":"%s","pay":"prepaid","channel":"worker","wants":[{"line_no":1,"qty":1}]}' "$1"; }
row() { printf '%-44s ' "$1"; shift; "$@"; }
row "500 clients on 100 pieces" env VALUES="$work/scarce" ONCE=1 "$work/load" "${address##*:}" 500 60 POST /api/v1/orders x "$(body "$scarce")"
sold=$(curl -s "$address/api/v1/order-totals?offer_id=$scarce" -H "Authorization: Bearer $(sed -n '1s/^[^ ]* //p' "$work/tokens")")
echo "  sold, as one subdistrict sees it: $(grep -o '"qty":[0-9]*' <<<"$sold" | head -1)"
row "orders, one article, $connections clients" env VALUES="$work/values" ONCE=1 "$work/load" "${address##*:}" "$connections" "${SECONDS_MAX:-600}" POST /api/v1/orders x "$(body "$wide")"
first=$(sed -n '1s/^[^ ]* //p' "$work/tokens")
for by in offer community grid; do
  row "totals by $by, one client" "$work/load" "${address##*:}" 1 3 GET "/api/v1/order-totals?by=$by" "$first"
done
row "newest orders, 50 rows, one client" "$work/load" "${address##*:}" 1 3 GET "/api/v1/orders?limit=50" "$first"
row "counts by state, one client" "$work/load" "${address##*:}" 1 3 GET "/api/v1/orders/counts" "$first"
printf '%-44s %8d KiB\n' "memory of the server" "$(awk '/VmRSS/ { print $2 }' /proc/$server/status)"
kill "$server"; wait "$server"; server=
began=$(date +%s%N)
"$binary" verify "$data" | tail -1
printf '%-44s %8d s\n' "verified" $((($(date +%s%N) - began) / 1000000000))
