#!/bin/bash
# The pages in Chromium against the real server, on both stores (web/tests/e2e).
#   tests/suites/browser.sh [FILE ...]     only these, by a part of their name
# On descriptor 3, when it is open, a line per file as it ends (./test shows it).
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
cd "$root/web" || exit 1
{ true >&3; } 2>/dev/null && export BAOGONG_PROGRESS=3
node_modules/.bin/vitest run -c vitest.e2e.config.ts --reporter=./tests/tap.ts "$@" 2>&1 | grep -vE '^npm '
exit "${PIPESTATUS[0]}"
