#!/bin/bash
# Makes the pictures of the documentation anew from what the program prints and shows: docs/pictures/make.sh
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
server=
"$root/run" day "$root/plans/d2-control-goods.yaml" "$root/tests/data/day-small" "$work/day" --date 2026-11-21
pdftoppm -r 80 -f 1 -l 1 -png -singlefile "$work/day/daily-report.pdf" "$root/docs/pictures/daily-report"

"$root/build/baogong" serve --demo --data "$work/demo.db" --port 0 >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 300); do
  address=$(sed -n 's/^\(address\|地址\)  *//p' "$work/server.log")
  [ -n "$address" ] && break
  sleep 0.2
done
shoot() {      # shoot NAME LOGIN PATH WAIT_FOR [OPTION ...]
  local name=$1 login=$2 path=$3 wait=$4
  shift 4
  "$root/web/tools/ts.sh" tests/shots.ts --base "$address" --login "$login" --path "$path" --wait "$wait" --out "$work" --name "$name" \
    --sizes 1440x900 --looks light --langs zh "$@"
  mv "$work/$name"-*.png "$root/docs/pictures/$name.png"
}
token=$(curl -s -o /dev/null -D - "$address/api/v1/session" -H 'Content-Type: application/json' \
  -d '{"login":"supply","password":"Baogong-demo-1"}' | sed -n 's/^Set-Cookie: baogong_session=\([^;]*\).*/\1/p')
ask() { curl -sf "$address/api/v1/$1" -H "Authorization: Bearer $token" "${@:2}"; }
ask allocations/propose -X POST -H 'Idempotency-Key: picture' -H 'Content-Type: application/json' -d '{}' >/dev/null
lot=$(ask 'stock/lots?category=alcohol&limit=1' | jq -r '.items[0].lot_id')

shoot overview supply /command/overview .leaflet-container
shoot meeting supply /command/meeting '.goods' --click '.goods .chip:nth-child(2)'
shoot requests vetter /command/requests 'tbody tr' --click 'tbody tr:nth-child(3) input' --click 'tbody tr:nth-child(5) input' --click 'tbody tr:nth-child(7) input'
shoot trace supply "/command/trace/$lot" svg
