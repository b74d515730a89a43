#!/bin/bash
# household orders of a whole district through HTTP with every check; 500 clients on a scarce item; totals; orders [HOUSEHOLDS [EACH [RATE]]]
# HOUSEHOLDS (300000) in 600 communities; EACH (20000) orders for the rows of 64 and 500 clients, all others at 256; RATE (3000) for the row of orders that come at even times.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-$root/build/baogong}
households=${1:-300000}
each=${2:-$((households > 100000 ? 20000 : households / 6))}
rate=${3:-3000}
work=$(mktemp -d "${BENCH_DIR:-/var/tmp}/baogong-bench-XXXXXX")      # a real disk, not memory
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; wait; [ -n "${KEEP:-}" ] || rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
ulimit -n 8192
cc -std=gnu17 -O2 -D_GNU_SOURCE "$root/tests/bench/http.c" -o "$work/load"
cc -std=gnu17 -O2 "$root/tests/bench/order_reference.c" -o "$work/reference" -lsqlite3
# shellcheck disable=SC2046
cc -std=gnu17 -O2 -D_GNU_SOURCE -I"$root/src" -I"$root/tests" "$root/tests/bench/orders.c" -o "$work/fill" "$BAOGONG_BUILD/libbaogong.a" \
  $(pkg-config --cflags --libs sqlite3 libpq nettle libsodium jansson libmicrohttpd yaml-0.1 libzip expat xlsxwriter cairo pangocairo libqrencode zlib cmocka) \
  -lm -pthread
data=$work/d.db
began=$(date +%s%N)
"$work/fill" "$data" "$households" "$work"
uptime
printf '%-44s %8d s\n' "a district of $households households" $((($(date +%s%N) - began) / 1000000000))

"$binary" serve --data "$data" --port 0 --quiet >"$work/out" 2>"$work/err" </dev/null &
server=$!
until grep -qs '^address' "$work/out"; do kill -0 $server 2>/dev/null || { cat "$work/err" >&2; exit 1; }; sleep 0.05; done
address=$(sed -n 's/^address *//p' "$work/out")
port=${address##*:}
token() { curl -s -i -X POST "$address/api/v1/session" -H 'Content-Type: application/json' -d "{\"login\":\"$1\",\"password\":\"Baogong-demo-1\"}" | sed -n 's/^Set-Cookie: baogong_session=\([^;]*\).*/\1/p'; }
for n in $(seq 0 19); do
  t=
  until [ -n "$t" ]; do t=$(token "w$(printf %02d "$n")"); done         # busy with another password
  echo "$n $t"
done >"$work/tokens"
first=$(sed -n '1s/^[^ ]* //p' "$work/tokens")
# Who orders is drawn across the whole district; the first 500 take the scarce thing.
awk 'NR == FNR { token[$1] = $2; next } { print token[$1], $2 }' "$work/tokens" "$work/households" | shuf --random-source=<(yes) >"$work/all"
wide=$(sed -n 1p "$work/offers"); scarce=$(sed -n 2p "$work/offers")
body() { printf '{"household_id":"{v}","offer_id":"%s","pay":"prepaid","channel":"worker","wants":[{"line_no":1,"qty":1}]}' "$1"; }
row() { printf '%-36s ' "$1"; shift; "$@"; }
# Processor seconds so far: one line for each kind of thread.
cpu() { for t in /proc/$server/task/*; do printf '%s %s\n' "$(cat "$t/comm")" "$(sed 's/.*) //' "$t/stat" | awk -v hz="$(getconf CLK_TCK)" '{ print ($12 + $13) / hz }')"; done | awk '{ s[$1] += $2 } END { for (i in s) print i, s[i] }' | sort; }
# orders NAME CLIENTS FROM N [RATE]: N orders from line FROM on, and what they cost each thread.
orders() {
  awk -v from="$3" -v n="$4" 'NR >= from + n { exit } NR >= from' "$work/all" >"$work/values"
  cpu >"$work/before"; : >"$work/used"
  row "$1" env VALUES="$work/values" ONCE=1 CPU="$work/used" RATE="${5:-}" "$work/load" "$port" "$2" "${SECONDS_MAX:-600}" POST /api/v1/orders x "$(body "$wide")"
  cpu >"$work/after"
  { join "$work/before" "$work/after" | awk '{ print $1, $3 - $2 }'; echo "clients $(cat "$work/used")"; } |
    awk -v n="$4" '$2 > 0.05 { printf "%s %s %.3f", (k++ ? "," : "    ms of processor an order:"), $1 == "MHD-single" ? "sockets" : $1, $2 * 1000 / n } END { print "" }'
}
head -500 "$work/all" >"$work/values"
row "500 clients on 100 pieces" env VALUES="$work/values" ONCE=1 "$work/load" "$port" 500 60 POST /api/v1/orders x "$(body "$scarce")"
at=501
orders "orders, 64 clients" 64 $at "$each"; at=$((at + each))
orders "orders, 500 clients" 500 $at "$each"; at=$((at + each))
orders "orders, $rate a second by 500 clients" 500 $at "$each" "$rate"; at=$((at + each))
orders "orders, 256 clients" 256 $at $((households - at + 1))
for by in offer community grid; do
  row "totals by $by, one client" "$work/load" "$port" 1 3 GET "/api/v1/order-totals?by=$by" "$first"
done
row "newest orders, 50 rows, one client" "$work/load" "$port" 1 3 GET "/api/v1/orders?limit=50" "$first"
row "counts by state, one client" "$work/load" "$port" 1 3 GET "/api/v1/orders/counts" "$first"
printf '%-44s %8d KiB\n' "memory of the server" "$(awk '/VmRSS/ { print $2 }' /proc/$server/status)"
kill "$server"; wait "$server"; server=
for batch in 1 100; do
  row "reference: bare SQLite, batches of $batch" "$work/reference" "$data" "$work/copy$batch.db" $batch $((batch == 1 ? 2000 : 50000))
done
began=$(date +%s%N)
"$binary" verify "$data" | tail -1
printf '%-44s %8d s\n' "verified" $((($(date +%s%N) - began) / 1000000000))
"$work/reference" "$data" - sold
uptime
