# Needs python3 (3.11 or newer) with pip or ensurepip, nothing else. `make help` lists the targets.

PYTHON ?= python3
PORT ?= 8000
VAR_DIR ?= var
# Processes, and threads in each: no more than the ten connections of a process's pool (settings.py).
WORKERS ?= 2
THREADS ?= 4
# Passed on to pytest (make test ARGS="-k admin -x") and to uv (make lock ARGS=--upgrade).
ARGS ?=

# Programs are run as modules, since their scripts hold the folder's path (djade is a binary).
VENV_PYTHON = .venv/bin/python
MANAGE = $(VENV_PYTHON) manage.py
RUFF = $(VENV_PYTHON) -m ruff
DJADE = find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2
ADDRESS = http://127.0.0.1:$(PORT)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run setup admin test thorough-test kill-test scale-test bench browser-test screenshots lint format migrations-check lock map \
	messages clean port-is-free

help:  ## List the targets
	@sed -n 's/^\([a-z-]*\):.*##/  \1\t/p' $(MAKEFILE_LIST) | expand -t 22


# --- Running ---

GRANIAN = $(VENV_PYTHON) -m granian --interface wsgi --host 127.0.0.1 --port $(PORT) \
	--workers $(WORKERS) --blocking-threads $(THREADS) --workers-kill-timeout 3 --log-level warning \
	--respawn-failed-workers --respawn-interval 0.1
# A session of its own: Granian's workers can hang when Ctrl-C reaches them as well as their parent.
SETSID := $(shell command -v setsid)

run: export HTTPS ?= off
run: export LOG_FORMAT ?= text
run: port-is-free setup $(VAR_DIR)/static/staticfiles.json  ## Serve the site on this machine (PORT=8000)
	@echo
	@echo "regcompare: $(ADDRESS)/   (stop with Ctrl-C)"
	@echo "Staff login: make admin, then open $(ADDRESS)/admin/"
	@$(SETSID) $(GRANIAN) regcompare.wsgi:application & server=$$!; \
		trap 'kill $$server; wait $$server; exit 0' INT TERM HUP; wait $$server

setup: .venv/run.stamp $(VAR_DIR)/secret-key  ## Install, and prepare the database with its data
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_data --if-empty
	-@$(MANAGE) release_data

admin: setup  ## Add a member of staff (asks for name and password)
	@$(MANAGE) createsuperuser

port-is-free:
	@$(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || { \
		echo "Port $(PORT) is in use, or not allowed. Choose another: make run PORT=$$(($(PORT) + 1))"; exit 1; }

$(VAR_DIR)/secret-key:
	@mkdir -p $(VAR_DIR)
	@umask 077; $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

$(VAR_DIR)/static/staticfiles.json: .venv/run.stamp regcompare/settings.py $(shell find static)
	@$(MANAGE) collectstatic --no-input --verbosity 0


# --- Checking ---

# Containers often forbid Python to keep what it compiled: each process, and each that a test starts,
# would then read all of the tests and of the site anew.
test thorough-test: export PYTHONDONTWRITEBYTECODE =
test: PART = quick
test: .venv/dev.stamp  ## Run the tests on SQLite, then on PostgreSQL, without the thorough ones (ARGS="-k admin")
	$(TEST_ON_BOTH)

thorough-test: PART = rest
thorough-test: .venv/dev.stamp  ## Run the tests that `make test` leaves out, on both
	$(TEST_ON_BOTH)

define TEST_ON_BOTH
@failed=; for database in sqlite postgresql; do \
		echo "=== Tests on $$database ==="; \
		TEST_DATABASE=$$database $(VENV_PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder --part $(PART) $(ARGS) || failed="$$failed $$database"; \
	done; test -z "$$failed" || { echo "Failed on:$$failed"; exit 1; }
endef

kill-test: .venv/dev.stamp  ## Kill the server under six writers, on SQLite and on PostgreSQL
	@for database in sqlite postgresql; do \
		TEST_DATABASE=$$database $(VENV_PYTHON) -m pytest -m slow tests/test_kills.py $(ARGS) || exit 1; \
	done

# What came of it is kept in test-artefacts/scale.md.
scale-test: .venv/dev.stamp  ## Kill each part of a site on several machines under load (nginx, Redis, PostgreSQL)
	@$(VENV_PYTHON) -m tests.scale
	@TEST_DATABASE=sqlite $(VENV_PYTHON) -m pytest -m slow tests/test_tls.py $(ARGS)

bench: .venv/dev.stamp .venv-bench/bench.stamp  ## Measure the site beside Datasette and a bare view (benchmarks/RESULTS.md)
	@$(VENV_PYTHON) -m benchmarks $(ARGS)

# What the pages looked like is kept in test-artefacts/browser, with a trace of each failure.
browser-test: .venv/browser.stamp  ## Run the tests in Chromium, which is installed if need be (CHROMIUM=…)
	@$(VENV_PYTHON) -m tests.browser.chromium
	$(VENV_PYTHON) -m pytest -c tests/browser/pytest.ini tests/browser -n auto --maxprocesses 4 $(ARGS)

screenshots: .venv/browser.stamp  ## Take the pictures of the README anew
	@$(VENV_PYTHON) -m tests.browser.chromium
	@$(VENV_PYTHON) -m tests.browser.screenshots

lint: .venv/dev.stamp  ## Check the form of code and templates
	$(RUFF) check .
	$(RUFF) format --check .
	$(DJADE) --check {} +

format: .venv/dev.stamp  ## Bring code and templates into that form
	$(RUFF) check --fix .
	$(RUFF) format .
	$(DJADE) {} + || $(DJADE) --check {} +

# GNU gettext reads the texts out of code and templates; what it made of them is in the repository.
messages: .venv/dev.stamp  ## Collect the interface's texts for translation (needs gettext)
	@$(MANAGE) makemessages --locale de --no-obsolete --add-location file \
		--ignore 'tests/*' --ignore 'tools/*' --ignore 'benchmarks/*' --ignore '.venv*/*' --ignore 'var/*'
	@$(MANAGE) compilemessages --locale de

migrations-check: .venv/dev.stamp  ## Fail when a model changed without a migration
	DEBUG=on SECRET_KEY=unused DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run


# --- Installing ---

# A virtual environment's own pip where it has one, else this machine's.
PIP_INSTALL = @pip="$(PYTHON) -m pip --python $(VENV_PYTHON)"; \
	if [ -e $(dir $(VENV_PYTHON))pip3 ]; then pip="$(VENV_PYTHON) -m pip"; fi; \
	$$pip --disable-pip-version-check install --quiet

# Debian's python3 lacks ensurepip but has pip; elsewhere pip may be older than --python (22.3).
.venv/bin/python .venv-bench/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@$(PYTHON) -m venv --without-pip $(patsubst %/bin/python,%,$@)
	@$(PYTHON) -m pip --python $@ --version >/dev/null 2>&1 || $@ -m ensurepip

.venv/run.stamp: requirements/run.txt $(VENV_PYTHON)
	@echo "Installing $< …"
	$(PIP_INSTALL) --require-hashes -r $<
	@touch $@

# What runs is among it, in the same versions.
.venv/dev.stamp: requirements/dev.txt requirements/run.txt $(VENV_PYTHON)
	@echo "Installing $< …"
	$(PIP_INSTALL) --require-hashes -r $<
	@touch $@ .venv/run.stamp

.venv/browser.stamp: requirements/browser.txt requirements/run.txt $(VENV_PYTHON)
	@echo "Installing $< …"
	$(PIP_INSTALL) --require-hashes -r $<
	@touch $@ .venv/run.stamp

# Apart, since Datasette brings much that the site does without.
.venv-bench/bench.stamp: VENV_PYTHON = .venv-bench/bin/python
.venv-bench/bench.stamp: requirements/bench.txt .venv-bench/bin/python
	@echo "Installing $< …"
	$(PIP_INSTALL) --require-hashes -r $<
	@touch $@

.venv/bin/uv: | $(VENV_PYTHON)
	$(PIP_INSTALL) uv

LOCK = .venv/bin/uv pip compile --no-config --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate $(ARGS) pyproject.toml

lock: .venv/bin/uv  ## Lock the dependencies of pyproject.toml (ARGS=--upgrade for newer ones)
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --output-file requirements/dev.txt --extra dev --constraint requirements/run.txt
	$(LOCK) --output-file requirements/browser.txt --extra browser --constraint requirements/dev.txt
	$(LOCK) --output-file requirements/bench.txt --extra bench --constraint requirements/run.txt

# The drawing is in the repository; this is only for a newer one. Without a lock file, which would
# hold the addresses of a registry, the exact versions stand in package.json.
map:  ## Draw the world map anew (needs node and npm)
	cd tools/map && npm install --no-package-lock --no-audit --no-fund --silent && npm run --silent generate

clean:  ## Remove what was installed and cached; var/ with its data stays
	rm -rf .venv .venv-bench .pytest_cache .ruff_cache .mypy_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
