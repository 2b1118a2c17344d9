#!/bin/sh
# Runs once in a new database container: one role owns the tables and migrates, the other owns nothing.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=owner="$OWNER_PASSWORD" --set=app="$APP_PASSWORD" --set=db="$POSTGRES_DB" <<'SQL'
CREATE ROLE boram_owner LOGIN NOSUPERUSER NOCREATEROLE CREATEDB PASSWORD :'owner';
CREATE ROLE boram_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'app';
GRANT boram_app TO boram_owner;
ALTER DATABASE :"db" OWNER TO boram_owner;
REVOKE ALL ON DATABASE :"db" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"db" TO boram_app;
SQL
