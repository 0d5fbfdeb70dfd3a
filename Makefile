# make demo   install into .venv and run everything on the shipped example
# make test   install what the tests need and run every check
# make cover  run the tests again and measure which branches they take
# make matrix run the main job on every Python found, with old and new dependencies
# make fuzz   try many random cases and damaged inputs: EXAMPLES=20000 INPUTS=200000 SEED=1
# make bench  time the program beside other rule engines, into docs/benchmarks.md
# make lint   formatting, style, types, layers and declared dependencies alone
# make format put formatting right
# make docs   write docs/commands.md, the pictures and the .docx template anew
# make clean  remove .venv and all that is built or cached

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
PYTEST_ARGS ?=
EXAMPLES ?= 20000
INPUTS ?= 200000
SEED ?= $(shell date +%Y%m%d)

.PHONY: bench cover demo fuzz matrix test lint format docs picture clean
.PHONY: style types layers rules-check rules-test rules-walk

demo: $(VENV)/.installed
	@$(BIN)/advisor demo

# Two of the checks at a time; the tests take all cores themselves.
test: $(VENV)/.installed-dev
	$(MAKE) --jobs=2 types rules-check rules-walk rules-test layers style
	$(PYTEST) $(PYTEST_ARGS)

# Without property tests: what random cases happen to reach is no sign of a line being
# tested. Nor can coverage see into the processes of an installation.
cover: $(VENV)/.installed-dev
	$(PYTEST) -m "not hypothesis and not install" --cov --cov-report=term $(PYTEST_ARGS)

# A failure prints how to replay it; the same EXAMPLES and SEED try the same cases.
fuzz: $(VENV)/.installed-dev
	ADVISOR_EXAMPLES=$(EXAMPLES) $(PYTEST) -m hypothesis --hypothesis-profile=fuzz \
		--hypothesis-seed=$(SEED) $(PYTEST_ARGS)
	$(BIN)/python -m tests.fuzzing --inputs $(INPUTS) --seed $(SEED)

matrix: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --group matrix
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python tests/matrix.py

lint: style types layers

style: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports
	$(BIN)/deptry .

rules-check rules-test rules-walk: rules-%: $(VENV)/.installed-dev
	$(BIN)/advisor rules $*

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What is drawn from the program: the list of commands, the picture, the .docx template.
docs: picture
	$(BIN)/python docs/make_docs.py commands
	$(BIN)/python docs/make_letter_docx.py

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

# Bytecode as pip makes it of a package that is not editable: the first command is fast too.
$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@$(BIN)/python -m compileall -q advisor
	@touch $@

# Groups of dependencies need pip 25.1, hence the upgrade above.
$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@$(BIN)/python -m compileall -q advisor
	@touch $@ $(VENV)/.installed
