#!/bin/sh
# What `make soak` runs: the long form of the tests of faults and of hostile input. Under 90 minutes on two cores.
# Each number can be set from outside: DATELINE_STEPS=1000 make soak. Each part tells at the end what it tried.
set -u
cd "$(dirname "$0")/.."
export DATELINE_SOAK=1
export DATELINE_KILLS="${DATELINE_KILLS:-200}"              # kill -9 while adding to the store
export DATELINE_KILLS_EACH="${DATELINE_KILLS_EACH:-25}"     # and of each of eight commands: 200 more
export DATELINE_STEPS="${DATELINE_STEPS:-10000}"            # rulings of two reviewers at once, on SQLite and PostgreSQL
export DATELINE_FUZZ="${DATELINE_FUZZ:-1500}"               # damaged files, of each of 13 kinds
export DATELINE_FUZZ_BYTES="${DATELINE_FUZZ_BYTES:-90000}"  # any bytes behind the head of any kind of file
export DATELINE_FUZZ_TEXTS="${DATELINE_FUZZ_TEXTS:-1500}"   # hostile texts through the reader
export DATELINE_SCHEMA="${DATELINE_SCHEMA:-60}"             # requests to each address of the pages
.venv/bin/pytest -n "${WORKERS:-2}" --durations 15 --deselect tests/faults/test_crowd.py tests/faults tests/security \
  tests/stores tests/properties/test_intake.py tests/web/security "$@"
parts=$?
# Guided by coverage, where Atheris is installed (`pip install atheris`).
fuzz=0
if .venv/bin/python -c 'import atheris' 2>/dev/null; then
  .venv/bin/python scripts/fuzz.py "-runs=${DATELINE_FUZZ_GUIDED:-20000}" -max_total_time=900 || fuzz=1
fi
# Alone, so that its figures are those of the pages: 50 reviewers for ten minutes on SQLite, and as long on PostgreSQL.
DATELINE_REVIEWERS="${DATELINE_REVIEWERS:-50}" DATELINE_CROWD_S="${DATELINE_CROWD_S:-600}" \
  .venv/bin/pytest tests/faults/test_crowd.py
crowd=$?
[ "$parts" = 0 ] && [ "$crowd" = 0 ] && [ "$fuzz" = 0 ]
