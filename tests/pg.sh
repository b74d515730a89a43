#!/bin/bash
# A private PostgreSQL for the tests: tests/pg.sh start | stop | url | admin
# On a unix socket only, in a directory of its own that `stop` removes; one for
# each checkout.  `start` is harmless when it runs already.  FSYNC=on for tests
# of durability.  `admin` is the address of the superuser.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
bin=${PG_BIN:-/usr/lib/postgresql/15/bin}
dir=${BAOGONG_TEST_PG_DIR:-/tmp/baogong-pg-$(id -u)-$(printf %s "$root" | cksum | cut -d' ' -f1)}

as_server() {      # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
running() { [ -e "$dir/data/postmaster.pid" ] && as_server "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; }
address() { echo "postgresql://$1@/baogong?host=$dir&port=5432"; }

start() {
  running && return 0
  rm -rf "$dir"
  mkdir -m 755 "$dir"
  [ "$(id -u)" != 0 ] || chown postgres "$dir"
  as_server "$bin/initdb" -k -A trust -U postgres --locale=C --encoding=UTF8 -D "$dir/data" >/dev/null
  as_server tee -a "$dir/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
port = 5432
fsync = ${FSYNC:-off}
full_page_writes = ${FSYNC:-off}
max_connections = 60
shared_buffers = 64MB
max_locks_per_transaction = 256
log_min_messages = warning
CONF
  as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w start >/dev/null
  "$bin/psql" -qX "postgresql://postgres@/postgres?host=$dir&port=5432" -v ON_ERROR_STOP=1 \
    -c 'CREATE ROLE baogong LOGIN CREATEDB' -c "CREATE DATABASE baogong OWNER baogong TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
}

case ${1:-} in
start) start ;;
stop)  if running; then as_server "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null; fi; rm -rf "$dir" ;;
url)   address baogong ;;
admin) address postgres ;;
*)     echo "usage: tests/pg.sh start|stop|url|admin" >&2; exit 2 ;;
esac
