#!/bin/bash
# The README's allocation day over the API, as it stands there, on a fresh demo.
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-$root/build-test/baogong}
work=$(mktemp -d)
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT

"$binary" serve --demo --data "$work/demo.db" --port 0 >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 300); do
  address=$(sed -n 's/^address  *//p' "$work/server.log")
  [ -n "$address" ] && break
  sleep 0.2
done
echo 1..4
check() { if [ "$2" = yes ]; then echo "ok $1 - $3"; else echo "not ok $1 - $3"; sed 's/^/# /' "$work/day.log" | tail -n 20; fi; }
has() { grep -q "$1" "$work/day.log" && echo yes || echo no; }
"$root/docs/examples/allocation_day.sh" "$address" "$work/out" >"$work/day.log" 2>&1 && done=yes || done=no
check 1 $done "the allocation day of the README runs to its end"
check 2 "$(has 'leader: held')" "D2_9_every_signature_the_plans_ask_for_is_given_in_order"
check 3 "$(has 'ledger sound: true')" "D2_14_the_ledger_is_sound_after_the_day"
pdftotext "$work/out/voucher.pdf" "$work/voucher.txt" 2>/dev/null      # into a file: grep -q would end the pipe before pdftotext has said all
check 4 "$(grep -q 调拨单 "$work/voucher.txt" && echo yes || echo no)" "D2_12_the_voucher_prints_in_Chinese"
