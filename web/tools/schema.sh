#!/bin/bash
# Types of the API for the pages, from the program's own description: web/src/shared/api/schema.d.ts (not kept in git: it cannot be stale).
#   web/tools/schema.sh [BINARY]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${1:-}
for candidate in "$root/build-test/baogong" "$root/build/baogong"; do
  [ -z "$binary" ] && [ -x "$candidate" ] && binary=$candidate
done
[ -n "$binary" ] || { echo "There is no baogong yet; ./run version builds it." >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$binary" openapi >"$work/openapi.json"
# Refusals have one shape (Problem), which client.ts knows: without them the types are a fifth as long.
jq '(.paths[][] | objects | select(has("responses")) | .responses) |= with_entries(select(.key == "200"))' "$work/openapi.json" >"$work/short.json"
out="$root/web/src/shared/api/schema.d.ts"
(cd "$root/web" && node_modules/.bin/openapi-typescript "$work/short.json" -o "$work/schema.d.ts" >/dev/null 2>"$work/log") || { cat "$work/log" >&2; exit 1; }
cmp -s "$work/schema.d.ts" "$out" || cp "$work/schema.d.ts" "$out"
