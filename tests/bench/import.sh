#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: import.sh [FILE]
#
# An import of Boston's requests of 2015, beside SQLite's own `.import` of the
# same file in the same run. FILE is that table as CSV, plain or as .xz; without
# one, it is looked for beside the checkout. Target: at least 0.3 of the speed.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
calloutctl=${CALLOUTCTL:-$top/build/src/ctl/calloutctl}
file=${1:-$top/../shared/data/boston/boston_311_2015.csv.xz}
rounds=${ROUNDS:-3}
export CALLOUT_DATA_DIR=${CALLOUT_DATA_DIR:-$top/data} LC_ALL=C.UTF-8

if [[ ! -r $file ]]; then
  echo "import: Boston's requests are not at $file; name the file to measure with"
  exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
case $file in
  *.xz) xz -dc "$file" >"$folder/requests.csv" ;;
  *) cp "$file" "$folder/requests.csv" ;;
esac

# seconds COMMAND…: how long it took, on the clock.
seconds ()
{
  local TIMEFORMAT=%R
  { time "$@" >/dev/null 2>&1; } 2>&1
}

bare ()
{
  rm -f "$folder/bare.db"
  sqlite3 "$folder/bare.db" '.mode csv' ".import $folder/requests.csv requests"
}

ours ()
{
  "$calloutctl" --store "$folder/ours.db" import tickets "$folder/requests.csv" \
    --mapping "$CALLOUT_DATA_DIR/mappings/boston311.ini" --rejects "$folder/rejects.csv"
}

best_bare=1000000
best_ours=1000000
for ((round = 0; round < rounds; round++)); do
  took=$(seconds bare)
  best_bare=$(awk "BEGIN { print ($took < $best_bare) ? $took : $best_bare }")
  rm -f "$folder"/ours.db*
  "$calloutctl" --store "$folder/ours.db" init --admin root >/dev/null
  export CALLOUT_USER=root
  took=$(seconds ours)
  best_ours=$(awk "BEGIN { print ($took < $best_ours) ? $took : $best_ours }")
done

rows=$(sqlite3 "$folder/ours.db" 'SELECT count(*) FROM ticket')
awk -v bare="$best_bare" -v ours="$best_ours" -v rows="$rows" 'BEGIN {
  printf "%-44s %10s %10s %8s\n", "import of Boston 2015, best of the rounds", "seconds", "rows/s", "speed"
  printf "%-44s %10.2f %10d %8s\n", "sqlite3 .import", bare, rows / bare, "1.00"
  printf "%-44s %10.2f %10d %8.2f  target 0.30: %s\n", "calloutctl import tickets", ours, rows / ours, bare / ours,
    (bare / ours >= 0.3) ? "met" : "missed"
}'
