# The Callback. `make serve` shows the site, `make test` runs every test; each sets up what it needs.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST := 127.0.0.1:8000
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help serve site check gate desk test shots lighthouse bench findings lint essay practice story ids schema fonts stemmers inflate lock clean bytes

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z ]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(VENV)/.site ## build the site and show it, again after each change
	@echo "Building. Then the site is on http://$(HOST)/ and follows your edits; stop with Ctrl-C."
	@$(BIN)/python -m mkdocs serve --dev-addr $(HOST)

site: $(VENV)/.site ## build the site into site/; any mistake stops it
	@$(BIN)/python -m mkdocs build --strict

check: $(VENV)/.site ## print every mistake in the content, in under a second
	@$(BIN)/python -m hooks.folio check

gate: $(VENV)/.site ## judge the commits of this branch as a pull request with a story is judged
	@$(BIN)/python -m hooks.folio gate

desk: $(VENV)/.site ## for editors: what each story leaves to decide, and may show
	@$(BIN)/python -m hooks.folio desk

test: $(VENV)/.test lint ## run every test
	@$(BIN)/python tests/tools/install.py
	@$(BIN)/python -m pytest -c .config/pytest.ini --rootdir .

bytes: $(VENV)/.test ## edit, lose, damage and kill two hundred times: each next build must equal a clean one; takes ten minutes
	@SCRIPTS=200 $(BIN)/python -m pytest -c .config/pytest.ini --rootdir . tests/press/test_same_bytes.py

shots: $(VENV)/.test ## take pictures of every kind of page, into .cache/shots; README=1 renews the README's own
	@$(BIN)/python tests/tools/install.py
	@$(BIN)/python tests/shots.py $(if $(README),--readme)

lighthouse: $(VENV)/.test ## measure a page of each kind as a slow telephone loads it; takes minutes, with nothing else running
	@$(BIN)/python tests/bench/lighthouse.py

bench: $(VENV)/.test ## time builds and servers beside their peers' on up to 10,000 pages; twenty minutes, with nothing else running
	@$(BIN)/python tests/bench/build.py --write

findings: $(VENV)/.test ## measure how well the search finds, and what it takes, beside its peers' on 20,000 public pages; takes an hour
	@$(BIN)/python tests/bench/search.py --write

lint: $(VENV)/.test ## check the style and the types of the code
	@$(BIN)/ruff check --quiet --config .config/ruff.toml hooks tests
	@$(BIN)/ruff format --quiet --check --config .config/ruff.toml hooks tests
	@$(BIN)/mypy --config-file .config/mypy.ini

essay practice story: $(VENV)/.site ## start a page: it asks for a title
	@$(BIN)/python -m hooks.folio new $@

ids: $(VENV)/.site ## give new steps of practices their ids, and record them
	@$(BIN)/python -m hooks.folio ids --fix

schema: $(VENV)/.site ## write the JSON Schemas that editors use
	@$(BIN)/python -m hooks.folio schema

fonts: $(VENV)/.test ## cut the fonts again, after an edit of tests/tools/fonts.py
	@$(BIN)/python tests/tools/install.py
	@$(BIN)/python tests/tools/fonts.py

stemmers: $(VENV)/.test ## make the search's stemmers again, after a change of their version or of the languages that have one
	@$(BIN)/python tests/tools/stemmers.py

inflate: $(VENV)/.test ## make what unpacks the search's files again, after a change of its version
	@PYTHONPATH=tests $(BIN)/python -m tools.inflate

lock: $(VENV)/.test ## lock the requirements again, with hashes, after an edit of a requirements*.in
	@for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $$name.in --output-file $$name.txt || exit 1; \
	done

clean: ## delete what was made
	rm -rf site .cache $(VENV)

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: $(PYTHON) is older, or missing. Name another with: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.site: requirements.txt | $(VENV)/.python
	@echo "Installing what the site needs into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.site
	@echo "Installing what the tests need into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@
