#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Asks PostGIS the questions that bench-geo asks the roster, on the same data,
# and prints the medians side by side. A server of its own is started in a
# temporary folder, on a Unix socket alone, as a user without rights, and is
# gone afterwards. PostGIS is used at its best: everything in memory, cached
# plans, timed inside the server without a client's round trip, and of two ways
# to write the question the faster one counts for each kind of question.
#
#   tests/bench/postgis.sh [BENCH-GEO [ROWS [QUESTIONS]]]
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bench=$(realpath -m "${1:-$top/build/tests/geo/bench-geo}")
rows=${2:-100000}
questions=${3:-200}

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[[ -n $bin && -x $bin/initdb ]] || { echo 'postgis.sh: PostgreSQL is not installed (postgresql, postgresql-postgis)' >&2; exit 1; }
[[ -x $bench ]] || { echo "postgis.sh: $bench is not built" >&2; exit 1; }

folder=$(mktemp -d)
as=()
if [[ $(id -u) == 0 ]]; then
  # the server refuses to run as root
  as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
  chown nobody:nogroup "$folder"
fi
stop ()
{
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT

cd "$folder"
mkdir "$folder/tables"
"$bench" --export "$folder/tables" --rows "$rows" --questions "$questions" >"$folder/roster"
chmod -R a+rX "$folder"
"${as[@]}" "$bin/initdb" -D "$folder/data" -U bench -A trust -E UTF8 --locale=C >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/data/log" -o "-k $folder -h '' \
  -c shared_buffers=256MB -c fsync=off -c jit=off -c work_mem=64MB -c random_page_cost=1.0 \
  -c max_parallel_workers_per_gather=0" start >/dev/null

sql ()
{
  psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$folder" -U bench -d postgres "$@"
}

sql >/dev/null <<SQL
SET client_min_messages = warning;
CREATE EXTENSION postgis;
CREATE TABLE resource (id bigint PRIMARY KEY, place geography(Point, 4326), position_at bigint,
  available int, duty_from bigint, duty_until bigint, skills bigint, groups bigint, external int);
CREATE TABLE question (kind text, number int, place geography(Point, 4326), at bigint, any_available int,
  skills bigint, groups bigint, any_external int, oldest bigint, radius float8, n int, furthest float8);
\copy resource FROM '$folder/tables/resource.csv' (FORMAT csv)
\copy question FROM '$folder/tables/question.csv' (FORMAT csv)
CREATE INDEX ON resource USING gist (place);
VACUUM ANALYZE;

CREATE TABLE answer (kind text, way text, number int, ms float8, n int, furthest float8);

CREATE FUNCTION ask (the_kind text, way text) RETURNS void LANGUAGE plpgsql AS \$\$
DECLARE
  q question;
  started timestamptz;
  ended timestamptz;
  ids bigint[];
BEGIN
  FOR q IN SELECT * FROM question WHERE kind = the_kind ORDER BY number LOOP
    started := clock_timestamp ();
    IF way = 'within' THEN
      ids := ARRAY (SELECT r.id FROM resource r
        WHERE ST_DWithin (r.place, q.place, q.radius, false)
          AND r.duty_from <= q.at AND r.duty_until > q.at AND (r.available = 1 OR q.any_available = 1)
          AND r.skills & q.skills = q.skills AND r.groups & q.groups <> 0
          AND (r.external = 0 OR q.any_external = 1) AND r.position_at >= q.oldest
        ORDER BY r.place <-> q.place LIMIT 10);
    ELSE
      ids := ARRAY (SELECT r.id FROM resource r
        WHERE r.place <-> q.place <= q.radius
          AND r.duty_from <= q.at AND r.duty_until > q.at AND (r.available = 1 OR q.any_available = 1)
          AND r.skills & q.skills = q.skills AND r.groups & q.groups <> 0
          AND (r.external = 0 OR q.any_external = 1) AND r.position_at >= q.oldest
        ORDER BY r.place <-> q.place LIMIT 10);
    END IF;
    ended := clock_timestamp ();
    INSERT INTO answer SELECT q.kind, way, q.number, extract (epoch FROM ended - started) * 1000,
      cardinality (ids), (SELECT max (ST_Distance (r.place, q.place, false)) FROM resource r WHERE r.id = ANY (ids));
  END LOOP;
END \$\$;

-- once to warm up, once to count
SELECT ask (kind, way) FROM unnest (ARRAY['open', 'usual', 'rare']) kind, unnest (ARRAY['nearest', 'within']) way
  WHERE NOT (kind = 'open' AND way = 'within');
TRUNCATE answer;
SELECT ask (kind, way) FROM unnest (ARRAY['open', 'usual', 'rare']) kind, unnest (ARRAY['nearest', 'within']) way
  WHERE NOT (kind = 'open' AND way = 'within');
SQL

echo "$rows resources, medians of $questions questions, ten best"
echo
printf '%-6s %12s %12s %10s %8s\n' '' roster PostGIS ratio differ
while read -r kind roster; do
  read -r postgis differ < <(sql -F ' ' -c "
    SELECT round (ms::numeric, 4), differ FROM (
      SELECT way, percentile_cont (0.5) WITHIN GROUP (ORDER BY a.ms) AS ms,
             count (*) FILTER (WHERE a.n <> q.n OR abs (a.furthest - q.furthest) > 2) AS differ
      FROM answer a JOIN question q USING (kind, number) WHERE kind = '$kind' GROUP BY way) t
    ORDER BY ms LIMIT 1")
  printf '%-6s %9s ms %9s ms %8s x %8s\n' "$kind" "$roster" "$postgis" \
    "$(awk "BEGIN { printf \"%.1f\", $postgis / $roster }")" "$differ"
done <"$folder/roster"
