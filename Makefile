# Needs only make and Python 3.11 or newer; everything else goes into .venv.
# make install | demo | test | test-all | check | bench | docs | clean

VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
# The first of these that is really there and new enough; or `make PYTHON=/path/to/python`.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help install install-browser demo test test-all check format bench docs cli-docs clean

help:                  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-16s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml $(wildcard hatch_build.py src/dateline/resolve/gazetteer_build.py src/dateline/data/*.txt)
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found; try make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

install: $(STAMP)      ## make .venv with the package and its tools

demo: $(STAMP)         ## code the example reports and print them as a table
	@$(BIN)/dateline code examples

test: $(STAMP)         ## the tests that need nothing else
	$(BIN)/python -m pytest

install-browser: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[browser]'

test-all: test install-browser   ## those, the slow ones, and the HTML page in Chromium
	$(BIN)/python -m pytest -m 'browser or slow' -n 2

check: $(STAMP)        ## style, types, imports, docs in step with the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate_cli.py --check

format: $(STAMP)       ## put the code into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)        ## speed and memory against bare spaCy
	$(BIN)/python benchmarks/bench.py

cli-docs: $(STAMP)     ## write docs/cli.md anew
	$(BIN)/python docs/generate_cli.py

docs: cli-docs         ## build the manual into site/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'mkdocs>=1.6,<2' 'mkdocs-material>=9.5,<10'
	$(BIN)/mkdocs build --strict

clean:                 ## remove the environment and everything built
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
