# Everything a newcomer needs: `make run` and `make test`. Each target makes the environment it needs first.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint format setup lock clean
.DEFAULT_GOAL := help

help:  ## say what the targets do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

# The stamp is renewed when a lock file or the package's metadata changes; nothing is installed twice.
$(VENV)/.stamp: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

setup: $(VENV)/.stamp  ## make the environment in .venv

run: setup  ## migrate, ingest seeds/ and serve on http://127.0.0.1:8000
	$(BIN)/meeting-records migrate
	$(BIN)/meeting-records ingest seeds
	$(BIN)/meeting-records serve --host $(HOST) --port $(PORT)

test: setup  ## pass the tests, on SQLite and on a real PostgreSQL
	$(BIN)/python -m pytest

lint: setup  ## ruff, mypy --strict and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup  ## let ruff put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## renew the lock files from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/run.lock
	uv pip compile pyproject.toml --extra dev --extra build --constraint requirements/run.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/dev.lock

clean:  ## remove what make made
	rm -rf $(VENV)
