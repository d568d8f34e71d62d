#!/bin/sh
# Runs a command with DATABASE_URL naming a PostgreSQL of its own, which ends with it.
# Without PostgreSQL it says what to install; with CI=true that is a failure.
set -eu
bin=$(dirname "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -n 1 || true)")
if [ ! -x "$bin/initdb" ]; then
	echo "PostgreSQL tests skipped: install the package postgresql." >&2
	[ "${CI:-}" != true ]
	exit
fi
# The programs themselves, not wrappers that cannot be run by another user.
real=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1 || true)
[ -n "$real" ] && bin=$real
home=$(mktemp -d)
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
	chown postgres "$home"
	as() { runuser -u postgres -- "$@"; }
fi
stop() {
	as "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$home"
}
trap stop EXIT INT TERM
(cd "$home" && as "$bin/initdb" -D "$home/data" -U newsroom --auth=trust --encoding=UTF8 --locale=C >/dev/null)
(cd "$home" && as "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" \
	-o "-k $home -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100" start >/dev/null)
DATABASE_URL="postgres://newsroom@$(printf %s "$home" | sed 's|/|%2F|g')/postgres" "$@"
