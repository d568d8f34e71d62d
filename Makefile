# Two commands do everything on a machine with Python 3.13 and make:
#   make run    installs, migrates, loads the demo newsroom on first start, serves
#   make test   installs what it needs and runs every test
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/data
PYTHON ?= $(shell for p in python3.13 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && { command -v $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
export DATA_DIR PORT BENCH_ARCHIVE BENCH_ROUNDS BENCH_SIZES EVALUATION FAULTS

.PHONY: run test check bench faults evaluate screens requirements messages clean

run: $(VENV)/.installed
	@BIN=$(BIN) sh deploy/run.sh

# Branch coverage is that of SQLite, and of the index also that of PostgreSQL; a part
# (TESTS=tests/search) is not measured.
COV := --cov-append --cov-report= --cov-fail-under=0
COV_SQLITE := $(if $(TESTS),,--cov $(COV))
COV_POSTGRESQL := $(if $(TESTS),,--cov=articles/search/backends $(COV))
# What knows no database, and what a browser makes of styles and scripts, runs once.
ONCE := --ignore=tests/gates $(if $(TESTS),,--second-engine)

# One worker more than there are cores: tests of screens wait as often as they work. Whoever has none
# left takes over what waits at another's: the tests of screens come last, and are the longest.
WORKERS := $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
PARALLEL := -n $(WORKERS) --dist worksteal

# `make check test` runs the gates once.
CHECKED := $(if $(filter check,$(MAKECMDGOALS)),--ignore=tests/gates)

# WALKS sets how many random walks through the verbs each engine takes, on ways of its own.
test: $(VENV)/.installed-dev
	rm -f .coverage
	$(BIN)/python -m pytest $(PARALLEL) $(CHECKED) $(COV_SQLITE) $(TESTS)
	sh tests/on_postgres.sh $(BIN)/python -m pytest $(PARALLEL) $(ONCE) $(COV_POSTGRESQL) $(TESTS)
ifeq ($(TESTS),)
	$(BIN)/python -m coverage report
	$(BIN)/python -m coverage report --include='articles/arabic/*,articles/workflow/*' --fail-under=100
endif

# The tools (ruff, djade, djhtml, django-upgrade, import-linter) are run by tests/gates.
check: $(VENV)/.installed-dev
	DEBUG=1 $(BIN)/mypy & types=$$!; \
	$(BIN)/python -m pytest -n auto tests/gates; gates=$$?; \
	wait $$types && exit $$gates

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench $(BENCH)

# Kills the server at random moments while people type and publish: nothing may be half or lost.
faults: $(VENV)/.installed-dev
	$(BIN)/python -m tests.faults

evaluate: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench evaluate

screens: $(VENV)/.installed-dev
	$(BIN)/python -m tests.screens http://127.0.0.1:$(PORT)

requirements:
	uv pip compile --universal --python-version 3.13 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make requirements" pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.13 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make requirements" pyproject.toml --group dev \
		-c requirements.txt -o requirements-dev.txt

# Of every language that has a folder.
MESSAGES := --no-location --ignore=.venv --ignore=data $(patsubst locale/%,-l %,$(wildcard locale/*))
messages: $(VENV)/.installed-dev
	DEBUG=1 $(BIN)/python manage.py makemessages $(MESSAGES)
	DEBUG=1 $(BIN)/python manage.py makemessages -d djangojs $(MESSAGES)
	DEBUG=1 $(BIN)/python manage.py compilemessages --ignore=.venv

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.13 or newer is needed; set PYTHON=/path/to/python3.13." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache
