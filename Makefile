# `make help` lists what can be made. Everything runs from .venv, which is built from the hash-pinned requirements.

PYTHON ?= python3
BIN := .venv/bin
UV := .cache/uv/bin/python -m uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header \
	--python-version 3.11 $(UPGRADE) pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test lint unit eval bench soak coverage seed lock clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

run: .venv/base ## everything, in the foreground: database, broker, web, workers, beat; Ctrl-C stops it
	@$(BIN)/python -m config.supervisor

test: lint eval unit ## all that must hold before a change is merged

lint: .venv/dev ## style, formatting, types, and the order of the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: .venv/dev ## the test suite, in a browser too where there is one
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4

eval: .venv/dev ## how well the engine reads annotated articles, against its floors
	$(BIN)/python -m benchmarks.evaluate

bench: .venv/dev ## how fast Claimdesk is, beside what it stands on
	$(BIN)/python -m benchmarks.engine
	$(BIN)/python -m benchmarks.articles
	$(BIN)/python -m benchmarks.api
	$(BIN)/python -m benchmarks.load
	$(BIN)/python -m benchmarks.record

soak: .venv/dev ## faults and load: killed workers, a broker that is away, fifty people at once
	$(BIN)/python -m pytest -m soak tests/soak

coverage: .venv/dev ## which lines and branches no test reaches, those of started processes included
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

seed: .venv/base ## load the demonstration into the running database
	$(BIN)/python manage.py seed

lock: ## pin with hashes what pyproject.toml asks for; UPGRADE=--upgrade takes the newest
	$(PYTHON) -m venv .cache/uv
	.cache/uv/bin/python -m pip install --quiet uv
	$(UV) --output-file requirements/base.txt
	$(UV) --extra dev --output-file requirements/dev.txt

clean: ## remove what can be built again; the data stay
	rm -rf .venv .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .coverage var/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Built again only when the requirements have changed, and counted as built only when all of it went well.
.venv/base .venv/dev: .venv/%: requirements/%.txt
	@test -w . || { echo "Claimdesk cannot write to $(CURDIR)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Claimdesk needs Python 3.11 or later, and $(PYTHON) is %d.%d." % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Claimdesk needs Debian's python3-venv, or a Python that has ensurepip." >&2; exit 1; }
	@echo "Installing what $< pins into .venv; this takes a minute …"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@
