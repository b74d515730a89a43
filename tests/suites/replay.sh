#!/bin/bash
# kill -9 of the real server while a phone sends its queue and while an order file is taken (tests/crash/replay.py); SOAK=1 kills more often.
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
binary=${BAOGONG_BINARY:-${BAOGONG_BUILD:-$root/build-test}/baogong}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 "$root/tests/crash/replay.py" "$binary" "$dir" "$([ "${SOAK:-}" = 1 ] && echo 20 || echo 4)" "${BAOGONG_TEST_PG:-}"
rc=$?
[ $rc -eq 0 ] || tail -20 "$dir/server.log" | sed 's/^/# /'
exit $rc
