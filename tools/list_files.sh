#!/bin/sh
# What the build is made of, found by looking: sources, tests, SQL, migrations, capabilities.
cd "$(dirname "$0")/.." || exit 1
case $1 in
sources)    find src -name '*.c' ! -name '*_test.c' ! -name 'main.c' | LC_ALL=C sort ;;
main)       find src -path 'src/app/main.c' ;;
tests)      find src tests -name '*_test.c' 2>/dev/null | LC_ALL=C sort ;;
test_helpers) find tests -name '*.c' ! -name '*_test.c' ! -path 'tests/fuzz/*' ! -path 'tests/bench/*' ! -path 'tests/scenario/*' | LC_ALL=C sort ;;
sql)        find src -name '*.sql' ! -path '*/migrations/*' | LC_ALL=C sort ;;
kinds)      find src -name '*_doc.c' | LC_ALL=C sort ;;
migrations) find src -path '*/migrations/*.sql' | LC_ALL=C sort ;;
caps)       find src -name '*_http.c' -printf '%f\n' | sed 's/_http\.c$//' | LC_ALL=C sort ;;
*)          echo "usage: list_files.sh sources|main|tests|test_helpers|sql|migrations|caps" >&2; exit 2 ;;
esac
