#!/bin/bash
# parcel labels as PDF: A4 sheets and thermal
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck disable=SC2046
cc -std=gnu17 -O2 -D_GNU_SOURCE -I"$root/src" "$root/tests/bench/labels.c" -o "$dir/bench" "$BAOGONG_BUILD/libbaogong.a" \
  $(pkg-config --cflags --libs sqlite3 libpq nettle libsodium jansson libmicrohttpd yaml-0.1 libzip expat xlsxwriter cairo pangocairo libqrencode zlib) -lm -pthread
"$dir/bench"
