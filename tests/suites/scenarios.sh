#!/bin/bash
# Plays the scenarios (tests/scenario/README.md): all of them, or the files named.
# BAOGONG_BUILD and BAOGONG_BINARY as ./test sets them; by hand the defaults do.
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
build=${BAOGONG_BUILD:-$root/build-test}
binary=${BAOGONG_BINARY:-$build/baogong}
rm -rf "$build/scenarios"
if [ $# -gt 0 ]; then
  exec "$build/scenario" "$binary" "$build/scenarios" "$@"
fi
mapfile -t files < <(cd "$root" && find src tests -path '*/scenarios/*.scn' | LC_ALL=C sort)
cd "$root" && BAOGONG_ALL_OPS=1 exec "$build/scenario" "$binary" "$build/scenarios" "${files[@]}"
