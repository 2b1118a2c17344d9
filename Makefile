# Every task has one name; CI and people call these. `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/pytest -n 2 --dist worksteal
# Every platform and Python in one file; extras named, since an unnamed one is not pinned for an older pip.
LOCK = $(BIN)/uv pip compile pyproject.toml -q --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-header --no-annotate --no-emit-index-url $(UPGRADE)

# Our own code is compiled once and not by each of the many processes that tests start.
unexport PYTHONDONTWRITEBYTECODE

help: ## List the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: ## Set everything up and start the platform with the demo programme
	@$(PYTHON) -m scripts.setup run
	@$(BIN)/python -m config.run

test: ## Set everything up and run every test
	@$(PYTHON) -m scripts.setup test
	$(PYTEST)

domain: ## The rules alone: no database, no Django
	$(BIN)/pytest tests/domain --confcutdir=tests/domain -p no:django -p no:xdist

setup: ## Set everything up for work on the code
	@$(PYTHON) -m scripts.setup test

check: setup lint types migrations ## All that must hold before a change is handed in
	$(PYTEST) --cov --cov-report=
	$(BIN)/coverage report --skip-covered --fail-under=95
	$(BIN)/coverage report --skip-covered --fail-under=100 --include='*/domain/*,*/services/*,*/services.py'

fmt: setup ## Format and fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: ## Format, style and architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo

types: ## Strict types
	$(BIN)/mypy .

migrations: ## Models and migrations agree
	$(BIN)/python manage.py makemigrations --check --dry-run

texts: ## Collect the texts to translate
	$(BIN)/python manage.py makemessages --locale ko

lock: setup ## Write the locks anew from pyproject.toml; UPGRADE=--upgrade takes newer releases
	$(LOCK) -o requirements.txt
	$(LOCK) --extra dev -o requirements-dev.txt

bench: setup ## Measure the main job and the terms engine, write docs/benchmarks.md
	$(BIN)/python -m bench

chaos: setup ## Kill the running platform KILLS times (SEED=), look what is left, write docs/faults.md
	$(BIN)/python -m chaos

mutants: setup ## Break the payment terms on purpose: does a test notice? Writes docs/mutants.md
	$(BIN)/python -m scripts.mutants

clean: ## Remove what set-up made; the data under .data/ stays
	rm -rf .venv node_modules .data/krds .data/krds.stamp .data/npm .data/static .data/static.stamp .data/test
	rm -rf .data/chaos
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage*

.PHONY: help run test domain setup check fmt lint types migrations texts lock bench chaos mutants clean
