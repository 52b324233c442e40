# Two commands for everybody: `make demo` and `make test`. The rest is for those who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
# The folder of labelled reports that `make train` reads, and `make eval` too.
DATA := $(or $(DATELINE_EVAL_DATA),../shared)
.DEFAULT_GOAL := help
.PHONY: help demo test soak check eval golden train clean

help:
	@echo "make demo           install, build the gazetteer, read the sample reports, serve the pages on 127.0.0.1"
	@echo "make demo SERVE=0   the same without serving"
	@echo "make test           the whole test suite, network off"
	@echo "make soak           kills, crowds, hostile input: the long form of the tests of faults; under 90 minutes"
	@echo "make check          ruff, mypy, import order, file lengths"
	@echo "make eval           our figures on the development data, beside the published ones"
	@echo "make golden         write the expected exports of tests/golden anew; read the diff before you commit it"
	@echo "make train          train the scorers anew on the labelled data of DATELINE_EVAL_DATA; see docs/scorers.md"
	@echo "make clean          remove the environment, caches and builds"
	@echo "make help           this list"

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.lock
	@touch $@

demo: $(VENV)/.installed
	SERVE=$(SERVE) sh scripts/demo.sh

test: $(VENV)/.installed-test
	sh scripts/test.sh

soak: $(VENV)/.installed-test
	sh scripts/soak.sh

check: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/file_lengths.py

eval: $(VENV)/.installed-test
	$(BIN)/python -m evals

golden: $(VENV)/.installed-test
	GOLDEN=write $(BIN)/pytest -q tests/golden
	git --no-pager diff --stat -- tests/golden

# In the order in which they build on each other: places, fillers, scenes, and last what joins the claims of all these.
train: $(VENV)/.installed-test
	$(BIN)/python -m training.places "$(DATA)/geo/lgl.jsonl" "$(DATA)/geo/geowebnews.jsonl" \
		"$(DATA)/reports/gold.jsonl"
	$(BIN)/python -m training.fillers "$(DATA)/bench/dev"
	$(BIN)/python -m training.incidents "$(DATA)/bench/dev"
	$(BIN)/python -m training.muc4_values "$(DATA)/bench/dev"
	$(BIN)/python -m training.muc4_described "$(DATA)/bench/dev"
	$(BIN)/python -m training.muc4_where "$(DATA)/bench/dev"
	$(BIN)/python -m training.muc4_split "$(DATA)/bench/dev"
	$(BIN)/python -m training.muc4_blamed "$(DATA)/bench/dev"
	$(BIN)/python -m training.muc4_certain "$(DATA)/bench/dev"
	$(BIN)/python -m training.muc4_gate "$(DATA)/bench/dev"
	$(BIN)/python -m training.moments "$(DATA)"
	$(BIN)/python -m training.screen "$(DATA)"
	rm -f .cache/training/read_reports.json
	$(BIN)/python -m training.matching "$(DATA)"
	$(BIN)/python -m training.calibration "$(DATA)"

clean:
	rm -rf $(VENV) build dist .cache
