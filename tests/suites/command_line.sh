#!/bin/bash
# The program as people start it: help, mistakes, first administrator, backup while serving, restore, stop.
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-${BAOGONG_BUILD:-$root/build-test}/baogong}
work=$(mktemp -d)
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
unset BAOGONG_DATA PORT
n=0
check() {      # check NAME COMMAND...: passes when the command does
  local name=$1; shift
  n=$((n + 1))
  if "$@" >"$work/out" 2>&1; then echo "ok $n - command line: $name"; else echo "not ok $n - command line: $name"; sed 's/^/# /' "$work/out" | head -20; fi
}
gives() { local want=$1; shift; "$@" >"$work/said" 2>&1 </dev/null; local got=$?; [ "$got" = "$want" ] || { echo "exit code $got"; cat "$work/said"; return 1; }; }
says() { local want=$1; shift; "$@" >"$work/said" 2>&1 </dev/null; grep -qF -- "$want" "$work/said" || { cat "$work/said"; return 1; }; }
serve() {      # starts a server on $1, waits for its address
  rm -f "$work/serve.out"
  "$binary" serve --data "$1" --port 0 --quiet >"$work/serve.out" 2>"$work/serve.err" </dev/null &
  server=$!
  for _ in $(seq 200); do grep -qs "^address" "$work/serve.out" && break; kill -0 "$server" 2>/dev/null || return 1; sleep 0.05; done
  address=$(sed -n 's/^address *//p' "$work/serve.out")
  [ -n "$address" ]
}
stop_server() { kill -TERM "$server"; wait "$server"; local rc=$?; server=; return $rc; }
each_has_help() {
  local c
  for c in $("$binary" help | sed -n 's/^    \([a-z]*\)  .*/\1/p'); do
    "$binary" help "$c" >"$work/help" 2>&1 </dev/null && grep -q "baogong $c" "$work/help" || { echo "$c"; cat "$work/help"; return 1; }
    LC_ALL=zh_CN.UTF-8 "$binary" "$c" --help </dev/null 2>&1 | grep -q '[^ -~]' || { echo "$c has no Chinese help"; return 1; }
  done
}
no_stray_files() { [ ! -e "$work/data.db-wal" ] && [ ! -e "$work/data.db-shm" ] || { ls -la "$work"; return 1; }; }
password() { printf 'green-Harbour-71\n' | "$binary" admin create --data "$1" --name li --password-stdin; }
tiny_routes() { printf 'TYPE: CVRP\nDIMENSION: 4\nEDGE_WEIGHT_TYPE: EUC_2D\nCAPACITY: %s\nNODE_COORD_SECTION\n1 0 0\n2 0 10\n3 0 20\n4 30 0\nDEMAND_SECTION\n1 0\n2 4\n3 4\n4 4\nDEPOT_SECTION\n1\n-1\nEOF\n' "$1"; }
same_routes() { "$binary" route "$work/tiny.vrp" --iterations 200 --seed 3 --out "$work/$1.sol" >/dev/null && cmp "$work/a.sol" "$work/$1.sol"; }
in_time() { local began=$EPOCHREALTIME; "$binary" route "$work/tiny.vrp" --time 0.5 >"$work/said" || return 1; awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { exit !(b - a >= 0.4) }' && grep -q "^cost 100 routes 2 seconds" "$work/said" || { cat "$work/said"; return 1; }; }

check "help lists the commands" says "serve " "$binary" help
check "every command explains itself in both languages" each_has_help
check "no command is a mistake" gives 2 "$binary"
check "an unknown command is a mistake" gives 2 "$binary" sevre
check "and the one that was meant is named" says "'serve'" "$binary" sevre
check "an unknown option is a mistake" gives 2 "$binary" serve --prot 80
check "a bad number is a mistake" gives 2 "$binary" serve --port eighty
check "a word too many is a mistake" gives 2 "$binary" version now
tiny_routes 8 >"$work/tiny.vrp"
tiny_routes 3 >"$work/small.vrp"
check "routes are planned and written" gives 0 "$binary" route "$work/tiny.vrp" --iterations 200 --seed 3 --out "$work/a.sol"
check "in one line with the gap" says "cost 100 routes 2 seconds" "$binary" route "$work/tiny.vrp" --iterations 200 --bks 100
check "the gap is in percent" says "gap 25.000" "$binary" route "$work/tiny.vrp" --iterations 200 --bks 80
check "the same seed writes the same bytes" same_routes b
check "the time for routes is kept" in_time
check "the plan passes the check" says "cost 100 routes 2" "$binary" route check "$work/tiny.vrp" "$work/a.sol"
check "stops that cannot be served are named" says "stop 2 cannot be served: it wants 4, a vehicle holds 3" "$binary" route "$work/small.vrp"
check "and nothing is planned" gives 2 "$binary" route "$work/small.vrp"
printf 'Route #1: 1 2 3\nCost 7\n' >"$work/bad.sol"
check "a plan that breaks rules fails the check" gives 1 "$binary" route check "$work/tiny.vrp" "$work/bad.sol"
check "and each violation is told" says "route 1: carries 12, a vehicle holds 8" "$binary" route check "$work/tiny.vrp" "$work/bad.sol"
check "a plan that is no plan is unreadable" gives 2 "$binary" route check "$work/tiny.vrp" "$work/tiny.vrp"
example=$root/docs/examples/delivery_day.json
check "a delivery day in our own form is planned" says "routes" "$binary" route "$example" --iterations 500 --out "$work/day.json"
check "and its plan passes the check" says "cost" "$binary" route check "$example" "$work/day.json"
check "with what was left out and why" grep -q '"left":\[{"stop":"far farm","why":"price"}\]' "$work/day.json"
sed 's/"skills": "cold lift", //' "$example" >"$work/warm.json"
check "a stop that no vehicle can serve is named" says "stop clinic cannot be served: no vehicle has what it asks for" "$binary" route "$work/warm.json"
day=$root/docs/examples/road_day.json
streets=$root/docs/examples/streets.csv
check "a day is planned along the roads of a file" says "12 pairs of places by road, 8 by the straight line, 0 without a way" "$binary" route "$day" --roads "$streets" --iterations 500 --out "$work/roads.json"
check "and its plan passes the check along the same roads" says "cost" "$binary" route check "$day" "$work/roads.json" --roads "$streets"
check "in degrees it is planned without roads too" says "routes" "$binary" route "$day" --iterations 500
check "roads that are not there are a mistake" gives 2 "$binary" route "$day" --roads "$work/nothing.csv"
printf 'from_lon,from_lat,to_lon,to_lat\n119,29,north,29\n' >"$work/crooked.csv"
check "roads that cannot be read are refused by their line" gives 2 "$binary" route "$day" --roads "$work/crooked.csv"
check "roads need places in degrees" says "'depot' needs lon and lat" "$binary" route "$example" --roads "$streets"
check "and a problem in our own form" says "--roads is for problems in our own form" "$binary" route "$work/tiny.vrp" --roads "$streets"
check "routes of a file that is not there" gives 2 "$binary" route "$work/nothing.vrp"
check "time and iterations exclude each other" gives 2 "$binary" route "$work/tiny.vrp" --time 1 --iterations 5
check "real data without an administrator are not served" gives 2 "$binary" serve --data "$work/data.db" --port 0
check "and it says what to do" says "admin create" "$binary" serve --data "$work/data.db" --port 0
check "a weak password is refused" bash -c "echo 12345678 | '$binary' admin create --data '$work/data.db' --name li --password-stdin; [ \$? = 2 ]"
check "the first administrator is made" password "$work/data.db"
check "there is only one first administrator" bash -c "echo green-Harbour-72 | '$binary' admin create --data '$work/data.db' --name wu --password-stdin; [ \$? = 2 ]"
check "real data do not become test data" gives 2 "$binary" init --data "$work/data.db" --test
check "a fixed clock is refused on real data" gives 2 "$binary" serve --data "$work/data.db" --test-clock 2026-11-21T08:00:00+08:00
check "nor does one that runs ahead" gives 2 "$binary" serve --data "$work/data.db" --clock-ahead -3600
check "the server starts" serve "$work/data.db"
check "and is well" bash -c "curl -sf $address/healthz | grep -q '\"status\":\"ok\"'"
check "the administrator signs in" bash -c "curl -sf -X POST $address/api/v1/session -H 'Content-Type: application/json' -d '{\"login\":\"li\",\"password\":\"green-Harbour-71\"}' | grep -q account_id"
check "the file is taken while it is served" gives 1 "$binary" admin reset --data "$work/data.db" --name li
check "a backup is made through the server" "$binary" backup "$work/copy.db" --data "$work/data.db"
check "data and backups are their owner's alone" bash -c "[ \$(stat -c %a '$work/data.db')\$(stat -c %a '$work/copy.db') = 600600 ]"
check "its digest is right" bash -c "cd '$work' && sha256sum -c copy.db.sha256"
check "nothing is overwritten" gives 2 "$binary" backup "$work/copy.db" --data "$work/data.db"
check "the server stops well when told" stop_server
check "and leaves no file half written" no_stray_files
check "a backup is made without a server" "$binary" backup "$work/copy2.db" --data "$work/data.db"
check "a backup becomes a new data file" "$binary" restore "$work/copy.db" --data "$work/again.db"
check "never over an old one" gives 2 "$binary" restore "$work/copy.db" --data "$work/data.db"
printf 'x' | dd of="$work/copy2.db" bs=1 seek=5000 conv=notrunc status=none
check "a damaged backup is refused" gives 2 "$binary" restore "$work/copy2.db" --data "$work/third.db"
check "and leaves nothing" test ! -e "$work/third.db"
head -c 5000 "$binary" >"$work/program.db"
check "a file of another kind is named as that" says "is no data file of Baogong" "$binary" verify "$work/program.db"
check "and cannot be verified" gives 2 "$binary" verify "$work/program.db"
check "a district's data are made" gives 0 "$binary" init --data "$work/west.db" --district 330106 --name 西湖区
check "making them again changes nothing" gives 0 "$binary" init --data "$work/west.db"
check "they do not become another district's" gives 2 "$binary" init --data "$work/west.db" --district 330114
check "and are still the first one's" says "district 330106" "$binary" init --data "$work/west.db" --district 330114
check "a lost password has a way back" says "One-time password" "$binary" admin reset --data "$work/again.db" --name li
check "for accounts that are there" gives 2 "$binary" admin reset --data "$work/again.db" --name nobody
echo "1..$n"
