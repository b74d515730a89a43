#!/bin/bash
# Road graphs: preparation, 500 x 500 ways and their memory on 100,000 nodes, against plain Dijkstra
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cc -std=gnu17 -O2 -D_GNU_SOURCE -I"$root/src" -I"$root/tests" "$root/tests/bench/road.c" -o "$dir/bench" "$BAOGONG_BUILD/libbaogong.a" -lm -pthread
"$dir/bench" "$@"
uptime | sed 's/.*load average/load average/'
