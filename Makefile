# make demo   install into .venv and run everything on the shipped example
# make test   install what the tests need and run every check
# make bench  time the program beside other rule engines, into docs/benchmarks.md
# make lint   formatting, style and types alone

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=

.PHONY: bench demo test lint format docs picture clean

demo: $(VENV)/.installed
	@$(BIN)/advisor demo

test: lint
	$(BIN)/advisor rules check
	$(BIN)/advisor rules test
	$(BIN)/advisor rules walk
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term $(PYTEST_ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The list of commands and the picture in the README, made anew.
docs: picture
	$(BIN)/python docs/make_docs.py commands

picture: $(VENV)/.installed-dev
	$(BIN)/python docs/make_docs.py picture

# Other rule engines are installed for this target alone.
bench: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python -m tests.benchmarks

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# Groups of dependencies need pip 25.1, hence the upgrade above.
$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@ $(VENV)/.installed
