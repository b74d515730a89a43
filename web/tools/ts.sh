#!/bin/bash
# Runs a TypeScript file of this folder with its imports: web/tools/ts.sh tests/shots.ts [ARGUMENTS]
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
file=$(readlink -f "$1")
shift
exec node --input-type=module -e 'const { runnerImport } = await import("vite"); const file = process.argv[1]; await runnerImport(file, { configFile: false, logLevel: "error" })' "$file" "$@"
