# Everything a newcomer needs: `make demo` shows it working, `make test` proves it.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo install test accuracy prove bench lock style clean messages

# ONCE=1 ends after the crawl; TCD_HOME says where everything is written (default ./var).
demo: $(VENV)/.runtime
	$(BIN)/tincongdoan demo $(if $(ONCE),--once) $(if $(TCD_HOME),--home "$(TCD_HOME)")

# What is needed to run, and no more. Compiled here, for a service's user may not be able to write beside the code.
ROOMS = archive cli config crawler desk extraction feeds items monitoring pipelines replica scheduler.py sources \
	spiders vietnamese workers
install: $(VENV)/.runtime
	@$(BIN)/python -m compileall -q $(ROOMS)
	@echo "the command is $(CURDIR)/$(BIN)/tincongdoan"

test: $(VENV)/.dev
	./tests/debian-packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n 2 --dist loadfile $(PYTEST)

# The quality gates, beside a peer of ours; they need the gold folder: TCD_GOLD=../shared make accuracy
accuracy: $(VENV)/.bench
	$(BIN)/python -m tests.accuracy.run

style: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Long proofs (kills, fuzzing, scale).
prove: $(VENV)/.dev
	$(BIN)/python -m pytest tests/prove -o addopts="--import-mode=importlib" -p no:cacheprovider

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

# The installed package is the checkout itself, so only the lock files and pyproject.toml matter here.
$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=..." >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "install python3-venv first: apt-get install python3-venv" >&2; exit 2; }
	$(PIP) install --quiet --require-hashes --no-deps -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(PIP) install --quiet --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

$(VENV)/.bench: $(VENV)/.dev benchmarks/requirements.lock
	$(PIP) install --quiet --require-hashes --no-deps -r benchmarks/requirements.lock
	@touch $@

# Made anew by a maintainer who has uv; the files name packages, versions and hashes, no address.
lock:
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 $(UPGRADE) --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 $(UPGRADE) --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) var dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The English catalogue anew, and compiled; needs gettext. What lacks its English is empty in desk/locale/en.
messages: $(VENV)/.dev
	cd desk && ../$(BIN)/django-admin makemessages --locale en --extension html,txt,py --no-location --no-wrap --no-obsolete
	cd desk && ../$(BIN)/django-admin compilemessages --locale en
