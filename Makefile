# Each target builds its own .venv from nothing; a stamp file remembers what it holds.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt

.PHONY: run test gold scores train bench soak fuzz lint format clean
.DEFAULT_GOAL := run

run: $(VENV)/run.stamp
	$(BIN)/litmine run corpora/demo --out outputs/demo
	$(BIN)/litmine run corpora/bilingual --out outputs/bilingual --no-server
	$(BIN)/litmine score outputs/bilingual --gold corpora/bilingual/gold

test: lint
	$(BIN)/python -m pytest -q -n 2

gold: $(VENV)/run.stamp
	$(BIN)/litmine gold check

scores: $(VENV)/run.stamp
	$(BIN)/python -m bench.scores --write

train: $(VENV)/run.stamp
	$(BIN)/litmine train models/learned/config.cfg --out models/learned
	$(BIN)/litmine train models/hybrid/config.cfg --out models/hybrid

bench: $(VENV)/bench.stamp
	$(BIN)/python -m bench --write
	$(BIN)/python -m bench.review

soak: $(VENV)/test.stamp
	$(BIN)/python -m soak
	$(BIN)/python -m soak.kills
	$(BIN)/python -m soak.disk
	$(BIN)/python -m soak.cluster
	$(BIN)/python -m soak.splices

fuzz: $(VENV)/test.stamp
	$(BIN)/python -m soak.fuzz

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/test.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/run.stamp: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp
	$(PIP) -e '.[test]'
	touch $@

$(VENV)/bench.stamp: $(VENV)/run.stamp
	$(PIP) -e '.[bench]'
	touch $@
