#!/bin/bash
# A whole allocation day over the API, as the people of the demo district.
# Needs a running demo server (./run), curl and jq.
#     docs/examples/allocation_day.sh [ADDRESS] [OUT_DIR]
set -euo pipefail
server=${1:-http://127.0.0.1:${PORT:-8080}}
out=${2:-allocation-day}
mkdir -p "$out"
declare -A token

sign_in() {      # sign_in LOGIN: a session; its token goes into every later request as a Bearer token
  token[$1]=$(curl -sf -o /dev/null -D - "$server/api/v1/session" -H 'Content-Type: application/json' \
    -d "{\"login\":\"$1\",\"password\":\"Baogong-demo-1\"}" | sed -n 's/^Set-Cookie: baogong_session=\([^;]*\).*/\1/p') || true
  [ -n "${token[$1]}" ] || { echo "$1 cannot sign in at $server; is the demo running (./run)?" >&2; exit 1; }
}
ask() {          # one request; a refusal's sentence goes to standard error
  local answer
  answer=$(curl -s --fail-with-body "$@") && printf '%s\n' "$answer" && return
  jq -r '"   refused: " + .detail' >&2 <<<"$answer"
  return 1
}
get()  { ask "$server/api/v1/$2" -H "Authorization: Bearer ${token[$1]}"; }
file() { curl -sf "$server/api/v1/$2" -H "Authorization: Bearer ${token[$1]}" -o "$out/$3"; }
# Every write carries a fresh Idempotency-Key: sent twice with the same key, it happens once.
post() {
  ask -X POST "$server/api/v1/$2" -H "Authorization: Bearer ${token[$1]}" \
    -H "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" -H 'Content-Type: application/json' -d "${3:-{\}}"
}
version() { get "$1" "$2" | jq '.doc.version // .version'; }
# step WHO DOCUMENT VERB: takes the next step of a document, naming the version it saw.
step() { post "$1" "$2/$3" "{\"version\":$(version "$1" "$2")}"; }

for login in clerks vetter supply approver deputy rescue leader keeper carrier auditor; do sign_in "$login"; done

echo "1. A clinic says what it needs; its plan's vetting group agrees."
unit=$(get clerks 'places?unit_kind=clinic&limit=1' | jq -r '.items[0].place_id')
item=$(get clerks 'items?limit=200' | jq -r '[.items[] | select(.zh | test("外科口罩"))][0].item_id')
request=$(post clerks requests "{\"unit_id\":\"$unit\",\"purpose\":\"门诊\",\"wants\":[{\"item_id\":\"$item\",\"wanted\":1200,\"own_stock\":100}]}" | jq -r .doc_id)
get clerks "requests/$request" | jq -r '"   \(.doc.number) \(.doc.state)"'
step vetter "requests/$request" vet   | jq -r '"   \(.number) \(.state)"'

echo "2. The supply group has the day's allocation computed and lays it before the meeting."
allocation=$(post supply allocations/propose | jq -r .doc_id)
get supply "allocations/$allocation" | jq -r '"   \(.wants | length) needs, \(.doc.lines | length) lines; for example: \(.wants[0].zh)"'
step supply "allocations/$allocation" propose | jq -r '"   \(.number) \(.state)"'

echo "3. Everyone whom the plans in force name approves it, in their order."
for who in approver rescue leader deputy; do
  state=$(get supply "allocations/$allocation" | jq -r .doc.state)
  [ "$state" = review ] || break
  step "$who" "allocations/$allocation" approve 2>/dev/null \
    | jq -r --arg who "$who" 'if .waiting_for == "" then "   signed by \($who): \(.state)" else "   signed by \($who), next: \(.waiting_for)" end' || true
done
[ "$(get supply "allocations/$allocation" | jq -r .doc.state)" = held ] || { echo "   not approved" >&2; exit 1; }

echo "4. Dispatch orders go out; one is followed to its addressee."
post supply "allocations/$allocation/dispatch" >"$out/dispatches.json"
jq -r '"   \(.items | length) orders"' "$out/dispatches.json"
dispatch=$(jq -r '.items[0].doc_id' "$out/dispatches.json")
for move in 'keeper acknowledge' 'keeper depart' 'carrier arrive' 'clerks receive' 'carrier receive'; do
  # shellcheck disable=SC2086
  set -- $move
  step "$1" "dispatches/$dispatch" "$2" | jq -r --arg who "$1" '"   \($who): \(.number) \(.state)"'
done

echo "5. Papers, the trace of a lot, and the proof."
today=$(TZ=Asia/Shanghai date +%F)
file supply "documents/$dispatch/form" voucher.pdf
for form in pdf xlsx csv; do file supply "reports/daily/file?from_day=$today&to_day=$today&format=$form" "daily.$form"; done
file supply "reports/allocations/$allocation/file?format=pdf" allocation.pdf
lot=$(get supply "dispatches/$dispatch" | jq -r '.lines[0].lot_id')
get auditor "ledger/lots/$lot/trace" | jq -r '.steps[] | "   \(.posted_at[0:16]) \(.account_zh) \(.qty) -> \(.after_qty)"'
get auditor ledger/verify | jq -r '"   ledger sound: \(.sound), \(.entries) entries, \(.postings) postings, \(.findings | length) findings"'
echo "Files are in $out/"
