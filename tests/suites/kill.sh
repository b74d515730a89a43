#!/bin/bash
# kill -9 of the real server under load (tests/crash/kill.py); SOAK=1 kills 200 times.
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-${BAOGONG_BUILD:-$root/build-test}/baogong}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 "$root/tests/crash/kill.py" "$binary" "$dir" "$([ "${SOAK:-}" = 1 ] && echo 200 || echo 6)" "${BAOGONG_TEST_PG:-}"
rc=$?
[ $rc -eq 0 ] || tail -20 "$dir/server.log" | sed 's/^/# /'
exit $rc
