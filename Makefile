# The only entry points. `make demo` and `make test` do all their own set-up on a machine with Python >= 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup demo check lint types layers format test test-quick test-thorough fuzz soak bench bench-search bench-memory bench-locales gold docs clean
.DEFAULT_GOAL := help

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "l10nqa needs Python >= 3.11; say which: make PYTHON=python3.12 …" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

setup: $(STAMP)  ## Make .venv with everything in it

demo: $(STAMP)  ## Run the main jobs on the project's corpora: report, translator's file, repairs, gate
	@BIN=$(BIN) sh benchmarks/demo.sh

format: $(STAMP)  ## Format the code
	$(BIN)/ruff format src tests benchmarks docs
	$(BIN)/ruff check --fix src tests benchmarks docs

lint: $(STAMP)
	$(BIN)/ruff format --check src tests benchmarks docs
	$(BIN)/ruff check src tests benchmarks docs

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

check: lint types layers test  ## Format, lint, types, layers, tests

test: $(STAMP)  ## Run the tests, on all cores
	$(BIN)/pytest -n auto --maxprocesses 8 --dist loadgroup

test-quick: $(STAMP)  ## Run the tests that take no time and need nothing but Python
	$(BIN)/pytest -n auto --maxprocesses 8 --dist loadgroup -m "not slow and not external and not corpora"

test-thorough: $(STAMP)  ## Run the tests with 200 times as many random examples: for a night
	HYPOTHESIS_PROFILE=thorough $(BIN)/pytest -n auto --maxprocesses 8 --dist loadgroup --timeout 7200

# Atheris has wheels for few versions of Python, and instruments what it imports: it gets an environment of its own.
FUZZ := .venv-fuzz
$(FUZZ)/.installed: pyproject.toml
	$(PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[lsp,parquet,review,server]" atheris
	@touch $@

fuzz: $(FUZZ)/.installed  ## Look for bytes that break a law of reading, checking or fixing, a minute a law (SECONDS=…, LAWS="po check")
	$(FUZZ)/bin/python tests/fuzz/attack.py $(LAWS) --seconds $(or $(SECONDS),60)

soak: $(STAMP)  ## Let all kinds of clients at a server for an hour (MINUTES=…)
	L10NQA_SOAK_MINUTES=$(or $(MINUTES),60) $(BIN)/pytest -n 0 tests/server/test_server_soak.py

bench: $(STAMP)  ## Time the main jobs against their floors and peers; writes bench.md, search.md and memory.md in reports
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/memory.py

bench-search: $(STAMP)  ## Time the fuzzy search against measuring every source; writes reports/search.md
	$(BIN)/python benchmarks/search.py

bench-memory: $(STAMP)  ## Time concordance, analysis and the import of 2 GB of TMX; writes reports/memory.md
	$(BIN)/python benchmarks/memory.py

bench-locales: $(STAMP)  ## Time forty locales: processes, shards, a cluster; an hour, writes reports/locales.md
	$(BIN)/python benchmarks/locales.py $(if $(SCRATCH),--scratch $(SCRATCH))

gold: $(STAMP)  ## Measure the rules on the labelled segments; writes reports/quality.md
	$(BIN)/python benchmarks/gold.py

docs: $(STAMP)  ## Generate the command line reference and the rule pages
	$(BIN)/python docs/generate.py

clean:  ## Remove what was made
	rm -rf $(VENV) reports/demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
