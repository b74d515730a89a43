#!/bin/bash
# Makes the pictures of the documentation anew from what the program prints.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/run" day "$root/plans/d2-control-goods.yaml" "$root/tests/data/day-small" "$work/day" --date 2026-11-21
pdftoppm -r 80 -f 1 -l 1 -png -singlefile "$work/day/daily-report.pdf" "$root/docs/pictures/daily-report"
