#!/bin/bash
# The pages without a browser: types against the program's own API description, and the unit tests.
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
cd "$root/web" || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{ tools/schema.sh "${BAOGONG_BINARY:-}" && node_modules/.bin/vue-tsc --noEmit -p tsconfig.json; } >"$log" 2>&1 && echo "ok 1 - the pages fit the API's types" || { echo "not ok 1 - the pages fit the API's types"; sed 's/^/# /' "$log" | tail -n 40; }
node_modules/.bin/vitest run --reporter=tap-flat 2>&1 | sed -E 's/^(not )?ok [0-9]+ - /\1ok - /' | grep -vE '^npm |^1\.\.' | awk '/^(not )?ok - /{ n++; sub(/ok - /, "ok " n + 1 " - ") } { print }'
