#!/bin/sh
# What `make test` runs once the packages are installed: reference data once, then every test, network off.
set -eu
cd "$(dirname "$0")/.."
BIN=.venv/bin

"$BIN/dateline" gazetteer build
"$BIN/python" scripts/frontend.py
exec "$BIN/pytest" -n 2 "$@"
