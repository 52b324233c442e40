#!/bin/sh
# What `make soak` runs: the long form of the tests of faults and of hostile input. Under 90 minutes on two cores.
# Each number can be set from outside: DATELINE_STEPS=1000 make soak.
set -eu
cd "$(dirname "$0")/.."
export DATELINE_SOAK=1
export DATELINE_KILLS="${DATELINE_KILLS:-200}"              # kill -9 while adding to the store
export DATELINE_KILLS_EACH="${DATELINE_KILLS_EACH:-25}"     # and of each of eight commands: 200 more
export DATELINE_STEPS="${DATELINE_STEPS:-10000}"            # rulings of two reviewers at once
export DATELINE_FUZZ="${DATELINE_FUZZ:-1500}"               # damaged files, of each of six kinds
export DATELINE_FUZZ_BYTES="${DATELINE_FUZZ_BYTES:-90000}"  # any bytes behind the head of any kind of file
export DATELINE_FUZZ_TEXTS="${DATELINE_FUZZ_TEXTS:-3000}"   # hostile texts through the reader
exec .venv/bin/pytest -n "${WORKERS:-2}" --durations 15 tests/faults tests/security tests/stores tests/properties/test_intake.py "$@"
