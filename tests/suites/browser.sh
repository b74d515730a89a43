#!/bin/bash
# The pages in Chromium against the real server, on both stores (web/tests/e2e).
#   tests/suites/browser.sh [FILE ...]     only these, by a part of their name
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
cd "$root/web" || exit 1
node_modules/.bin/vitest run -c vitest.e2e.config.ts --reporter=tap-flat "$@" 2>&1 | grep -vE '^npm |^1\.\.' | sed -E 's/ # time=[0-9.]+ms//'
exit "${PIPESTATUS[0]}"
