# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo test lint types layers pytest install dev chromium evaluate clean

demo: install  ## code the bundled examples; prints the leading incidents and where the results are
	@$(BIN)/khaldun demo --into demo

test: dev chromium lint types layers pytest  ## everything

install: $(VENV)/.installed
dev: $(VENV)/.dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Khaldun needs Python 3.11 or newer"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); sh scripts/apt-install python3-venv && $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	@echo "Installing Khaldun into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --editable .
	@$(BIN)/khaldun knowledge build
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@

chromium:  # the browser tests need one; without it they skip and say so
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || sh scripts/apt-install chromium || true

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

pytest:
	$(BIN)/python -m pytest

BENCH ?= ../shared/bench
evaluate: install  ## measure on the public benchmarks under BENCH; writes evaluation/results.json and docs/evaluation.md
	$(BIN)/khaldun evaluate --all $(BENCH) --write-docs

clean:
	rm -rf demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
