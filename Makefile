# Every command a person types. `make run` and `make test` are enough to start.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps

# Node comes from the virtual environment, whatever the machine has.
export PATH := $(CURDIR)/$(BIN):$(PATH)
# The interface is built with npm and the committed lock; nobody is told about it, and no address enters the lock.
export REFLEX_USE_NPM := 1
export REFLEX_TELEMETRY_ENABLED := false
export REFLEX_CHECK_LATEST_VERSION := false
export npm_config_omit_lockfile_registry_resolved := true
export npm_config_audit := false
export npm_config_fund := false
export npm_config_update_notifier := false

INTERFACE := ansm/web/interface
INTERFACE_SOURCES := $(shell find ansm/web ansm/domain ansm/content questions assets reflex.lock -type f \
	-not -path '$(INTERFACE)/*' -not -name '*.pyc' 2>/dev/null) rxconfig.py ansm/ansm.py

.PHONY: help install run test check fix examples bench build build-web system-pdf system-browser system-firefox system-database system-office lock

help: ## what each command does
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

install: $(STAMPS)/install ## everything needed to run: virtual environment, pinned dependencies, system libraries

run: $(STAMPS)/install $(STAMPS)/interface ## install, build the interface, serve on 127.0.0.1:8000
	@exec $(BIN)/ansm serve --port $(PORT)

test: $(STAMPS)/install-dev $(STAMPS)/interface $(STAMPS)/openid system-browser system-firefox system-database system-office ## install what tests need, then run them all
	$(BIN)/pytest -n 3 --dist worksteal

check: $(STAMPS)/install-dev $(STAMPS)/interface ## format, lint, types, scripts, content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/node scripts/check_scripts.mjs
	$(BIN)/ansm check

fix: $(STAMPS)/install-dev ## repair what can be repaired alone
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

examples: $(STAMPS)/install-dev ## make the sample documents of docs/exemples anew
	$(BIN)/python scripts/examples.py

bench: $(STAMPS)/install-dev $(STAMPS)/interface system-browser ## measure; print medians and ratios
	$(BIN)/python -m bench

build-web: $(STAMPS)/interface ## build the interface into the package

build: $(STAMPS)/install-dev $(STAMPS)/interface ## a wheel with the built interface inside, in dist/
	rm -rf build dist ansm/questions
	trap 'rm -rf ansm/questions' EXIT; cp -r questions ansm/questions; $(BIN)/python -m build --wheel --no-isolation

lock: $(STAMPS)/install-dev ## pin the dependencies again after a change of requirements*.in
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --output-file requirements.txt requirements.in
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --output-file requirements-dev.txt requirements-dev.in

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 ou plus récent est nécessaire : installez-le, puis relancez make avec PYTHON=python3.11.")'
	$(PYTHON) -m venv $(VENV)

# The compiled files name everything: nothing is left to resolve, where a release of today could be picked without its hash.
$(STAMPS)/install: requirements.txt pyproject.toml | $(BIN)/python system-pdf
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p $(@D) && touch $@

$(STAMPS)/install-dev: requirements-dev.txt $(STAMPS)/install
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

# Reflex would otherwise time several npm registries, some of them unknown to this machine.
$(STAMPS)/interface: $(INTERFACE_SOURCES) $(STAMPS)/install
	NPM_CONFIG_REGISTRY="$$($(BIN)/npm config get registry)" $(BIN)/python -m ansm.web.build
	@touch $@

# The OpenID provider that the tests sign in with; its lock holds no address.
$(STAMPS)/openid: tests/openid/package-lock.json $(STAMPS)/install-dev
	$(BIN)/npm ci --prefix tests/openid --silent
	@touch $@

system-pdf: ## Pango and HarfBuzz, which set the PDF
	@scripts/system_packages pdf

system-database: ## PostgreSQL, on which storage is tested besides SQLite
	@scripts/system_packages database

system-browser: ## Chromium, which the browser tests drive
	@scripts/system_packages browser

system-firefox: ## Firefox, in which one whole journey is driven
	@scripts/system_packages firefox

system-office: ## LibreOffice without its windows, in which the office files are opened
	@scripts/system_packages office
