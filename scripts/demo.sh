#!/bin/sh
# What `make demo` runs once the packages are installed: gazetteer, pages' files, sample reports, table, pages.
# Every step knows when it is done already, so a second run takes seconds. SERVE=0 leaves out the pages.
set -eu
cd "$(dirname "$0")/.."
BIN=.venv/bin
PROJECT=${PROJECT:-demo-project}
PORT=${PORT:-8350}

"$BIN/dateline" gazetteer build
"$BIN/python" scripts/frontend.py
"$BIN/dateline" init "$PROJECT"
"$BIN/dateline" add --project "$PROJECT" examples/*.txt examples/*.html examples/*.jsonl
"$BIN/dateline" link --project "$PROJECT"
"$BIN/dateline" show --project "$PROJECT"
"$BIN/dateline" export geojson --project "$PROJECT" -o "$PROJECT/incidents.geojson"
echo "map:    http://127.0.0.1:$PORT/map   (the same as a file: $PROJECT/incidents.geojson)"
echo "review: http://127.0.0.1:$PORT/"
if [ "${SERVE:-1}" = 0 ]; then
    echo "not serving (SERVE=0); to serve: $BIN/dateline review --project $PROJECT --port $PORT"
    exit 0
fi
exec "$BIN/dateline" review --project "$PROJECT" --port "$PORT" --no-browser
