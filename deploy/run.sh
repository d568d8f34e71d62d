#!/bin/sh
# Starts the newsroom on this machine for trying it out; `make run` calls it.
# For a public site see "Deploy" in the README.
set -eu
umask 077
mkdir -p "$DATA_DIR"
if [ ! -s "$DATA_DIR/secret_key" ]; then
	"$BIN/python" -c 'import secrets; print(secrets.token_urlsafe(50))' > "$DATA_DIR/secret_key"
fi
export SECRET_KEY_FILE="${SECRET_KEY_FILE:-$DATA_DIR/secret_key}"
export HTTPS="${HTTPS:-0}"
# Whoever tries it out needs no telephone; the desk says so.
export SECOND_FACTOR_ROLES="${SECOND_FACTOR_ROLES-}"
# Mails are printed here until there is a server for them.
export SMTP_HOST="${SMTP_HOST-}"
export TASKS="${TASKS:-database}"
export ALLOWED_HOSTS="${ALLOWED_HOSTS:-localhost,127.0.0.1,[::1]}"
"$BIN/python" manage.py migrate --no-input --verbosity 0
"$BIN/python" manage.py collectstatic --no-input --verbosity 0
if [ ! -e "$DATA_DIR/demo-loaded" ]; then
	"$BIN/python" manage.py demo
	touch "$DATA_DIR/demo-loaded"
fi
# After an update whose analysis of words is new; the site can be used meanwhile.
"$BIN/python" manage.py reindex --if-needed
"$BIN/python" manage.py relate --if-needed
cat <<TEXT

  http://127.0.0.1:$PORT/          الموقع بالعربية
  http://127.0.0.1:$PORT/en/       the English edition
  http://127.0.0.1:$PORT/admin/    غرفة الأخبار: journalist, editor, chief, admin
                                   كلمة المرور / password: newsroom-demo

TEXT
if [ "$TASKS" = immediate ]; then
	exec "$BIN/gunicorn" newsroom.wsgi:application --config deploy/gunicorn.py --bind "127.0.0.1:$PORT"
fi
# Beside the site, what a request does not wait for: search, related articles, mails.
"$BIN/python" manage.py db_worker --no-reload --verbosity 0 &
worker=$!
"$BIN/gunicorn" newsroom.wsgi:application --config deploy/gunicorn.py --bind "127.0.0.1:$PORT" &
server=$!
trap 'kill "$server" "$worker" 2>/dev/null || true' INT TERM HUP EXIT
wait "$server"
