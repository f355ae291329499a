# Everything is set up in .venv; a fresh machine needs Python 3.11+ and make alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo/archive.db
SIZE ?= small
# Those that 'make test-pythons' tries; what it sets up for each stands in .venv-NAME.
PYTHONS ?= python3.11 python3.12 python3.13 python3.14 python3.15

.PHONY: help demo test test-oldest test-pythons check faults bench format clean

help: ## Show this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cstonews needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]' --group check
	$(BIN)/python -m compileall -q src
	@touch $@

demo: $(BIN)/.ready ## Set up, ingest the sample dumps, search them, list them
	@rm -rf .demo
	$(BIN)/cstonews --archive $(DEMO) ingest data/pages
	@echo
	$(BIN)/cstonews --archive $(DEMO) search "Afghanistan" --limit 3
	@echo
	$(BIN)/cstonews --archive $(DEMO) list --since 2024-07-01 --limit 5

test: $(BIN)/.ready ## Set up and run the tests
	$(BIN)/python -m pytest

test-oldest: ## Run the tests with the oldest versions of all that it needs
	$(PYTHON) -m venv --clear .venv-oldest
	$(PYTHON) tests/oldest.py > .venv-oldest/constraints.txt
	.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[all]' --group test --constraint .venv-oldest/constraints.txt
	.venv-oldest/bin/python -m pytest -p no:cacheprovider

test-pythons: ## Run the tests with every Python from 3.11 on that is there
	@for python in $(PYTHONS); do \
		if $$python -c 'import sys' 2> /dev/null; then \
			echo "== $$python" && $(MAKE) --no-print-directory test PYTHON=$$python VENV=.venv-$$python || exit 1; \
		else echo "== $$python was not found, so nothing was tried with it"; fi; \
	done

check: $(BIN)/.ready ## Lint, check the types, run the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --quiet

faults: $(BIN)/.ready ## Kill it, break its disk, feed it hostile input, by the hundreds; tell what was survived
	$(BIN)/python -m pytest --thorough tests/faults \
	    tests/archive/test_check.py tests/archive/test_exchange.py tests/archive/test_restore.py \
	    tests/test_merge.py tests/test_repair.py

bench: $(BIN)/.ready ## Measure how well and how fast it is; SIZE=full measures up to a million entries
	@if [ "$(SIZE)" = full ]; then $(BIN)/python -m pip install --quiet --group bench || true; fi
	$(BIN)/python benchmarks/ranking.py
	$(BIN)/python benchmarks/speed.py --scale $(SIZE)

format: $(BIN)/.ready ## Format the code
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

clean: ## Remove what was set up
	rm -rf $(VENV) .venv-* .demo build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache
