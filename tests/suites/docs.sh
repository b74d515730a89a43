#!/bin/bash
# What the book says about the API is what the program does: docs/api.md against a demo server.
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-${BAOGONG_BUILD:-$root/build-test}/baogong}
work=$(mktemp -d)
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server"; rm -rf "$work"' EXIT
unset BAOGONG_DATA PORT
n=0
check() {      # check NAME COMMAND...: passes when the command does
  local name=$1; shift
  n=$((n + 1))
  if "$@" >"$work/out" 2>&1; then echo "ok $n - docs: $name"; else echo "not ok $n - docs: $name"; sed 's/^/# /' "$work/out" | head -30; fi
}
serve() {
  "$binary" serve --demo --data "$work/demo.db" --port 0 --quiet >"$work/serve.out" 2>"$work/serve.err" </dev/null &
  server=$!
  for _ in $(seq 600); do grep -qs "^address" "$work/serve.out" && break; kill -0 "$server" 2>/dev/null || return 1; sleep 0.1; done
  address=$(sed -n 's/^address *//p' "$work/serve.out")
  [ -n "$address" ] || { cat "$work/serve.err"; return 1; }
}
# The first block of "A worked example", against this server instead of port 8080.
worked_example() {
  awk '/^## A worked example/ { here = 1 } here && /^```sh/ { inside = 1; next } inside && /^```/ { exit } inside' "$root/docs/api.md" \
    | sed "s|^server=.*|server=$address|" >"$work/example.sh"
  [ -s "$work/example.sh" ] && bash "$work/example.sh" | tee "$work/printed"
}
# The numbers differ from day to day, the names and states do not.
prints_what_it_says() {
  worked_example && [ "$(grep -o '"state":"[a-z]*"' "$work/printed" | tr '\n' ' ')" = '"state":"raised" "state":"raised" "state":"void" ' ]
}
every_link_leads_somewhere() {
  local page link bad=0
  for page in "$root"/README*.md "$root"/docs/*.md; do
    for link in $(grep -oE '\]\([^)#: ]+' "$page" | cut -c3-); do
      [ -e "$(dirname "$page")/$link" ] || { echo "$(basename "$page"): $link"; bad=1; }
    done
  done
  return $bad
}

check "the demo starts" serve
check "the tables of the API are those of this program" python3 "$root/tools/api_table.py" --check "$address"
check "the worked example runs and prints what stands there" prints_what_it_says
check "every link of the book leads somewhere" every_link_leads_somewhere
echo "1..$n"
