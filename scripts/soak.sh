#!/bin/sh
# What `make soak` runs: the long form of the tests of faults and of hostile input. Under 90 minutes on two cores.
# Each number can be set from outside: DATELINE_STEPS=1000 make soak. Each part tells at the end what it tried.
set -u
cd "$(dirname "$0")/.."
export DATELINE_SOAK=1
export DATELINE_KILLS="${DATELINE_KILLS:-100}"              # kill -9 while adding to the store
export DATELINE_KILLS_EACH="${DATELINE_KILLS_EACH:-20}"     # and of each of eight commands: 160 more
export DATELINE_STEPS="${DATELINE_STEPS:-10000}"            # rulings of two reviewers at once, on SQLite and PostgreSQL
export DATELINE_FUZZ="${DATELINE_FUZZ:-1500}"               # damaged files, of each of 13 kinds
export DATELINE_FUZZ_BYTES="${DATELINE_FUZZ_BYTES:-90000}"  # any bytes behind the head of any kind of file
export DATELINE_FUZZ_TEXTS="${DATELINE_FUZZ_TEXTS:-1000}"   # hostile texts through the reader
export DATELINE_SCHEMA="${DATELINE_SCHEMA:-150}"            # requests to each address of the pages
.venv/bin/dateline gazetteer build && .venv/bin/python scripts/frontend.py || exit 1  # as in scripts/test.sh
.venv/bin/pytest -n "${WORKERS:-2}" --dist worksteal --durations 15 --deselect tests/faults/test_crowd.py tests/faults tests/security \
  tests/stores tests/properties/test_intake.py tests/web/security "$@"
parts=$?
echo "processor time so far, of this script and of what it ran:"; times
# Guided by coverage, where Atheris is installed (`pip install atheris`).
fuzz=0
if .venv/bin/python -c 'import atheris' 2>/dev/null; then
  .venv/bin/python scripts/fuzz.py "-runs=${DATELINE_FUZZ_GUIDED:-20000}" -max_total_time=480 || fuzz=1
  times
fi
# Alone, so that its figures are those of the pages: 50 reviewers for ten minutes on PostgreSQL, and for two on SQLite.
export DATELINE_REVIEWERS="${DATELINE_REVIEWERS:-50}"
crowd=0
DATELINE_CROWD_S="${DATELINE_CROWD_S:-600}" .venv/bin/pytest tests/faults/test_crowd.py -k postgres || crowd=1
DATELINE_CROWD_S=120 .venv/bin/pytest tests/faults/test_crowd.py -k "not postgres" || crowd=1
times
[ "$parts" = 0 ] && [ "$crowd" = 0 ] && [ "$fuzz" = 0 ]
