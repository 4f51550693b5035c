# JU-lien. Needs make and Python 3.11 or newer (another one: make demo PYTHON=python3.12).
# What each command promises: README.md. What can be set: docs/operator.md.
PYTHON ?= python3
VENV = .venv/bin/python
OURS = julien campaigns requests_intake callbacks manage.py
# Settings want addresses and keys; what only reads the code needs none that work.
NO_SERVICES = DATABASE_URL=postgresql:///none REDIS_URL=redis://none SECRET_KEY=none LOOKUP_KEY=none

demo: ## the whole product with demo data, until Ctrl-C
	@$(PYTHON) julien/install.py
	@$(VENV) -m julien.demo

# Four for two cores: the tests of processes and of the browser wait more than they compute.
test: ## the whole suite, on servers of its own; ARGS="-k promise" for less
	@$(PYTHON) julien/install.py --dev
	@$(VENV) -m pytest -n 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: ## style, unsafe calls, templates, translations, and the guards of the structure
	@$(PYTHON) julien/install.py --dev
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m bandit -q -r $(OURS) -c pyproject.toml
	$(VENV) -m djlint templates --lint --quiet
	$(NO_SERVICES) $(VENV) -m julien.translations --check
	$(VENV) -m pytest -q $(wildcard tests/test_*.py)

bench: ## the benchmarks, as ratios in one run; writes bench/RESULTS.md
	@$(PYTHON) julien/install.py --dev
	@$(VENV) -m bench

lock: ## for maintainers: renew the pins; needs uv
	UV_PYTHON_DOWNLOADS=never uv pip compile $(LOCK) requirements.in -o requirements.txt
	UV_PYTHON_DOWNLOADS=never uv pip compile $(LOCK) requirements-dev.in -o requirements-dev.txt
LOCK = --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade

clean: ## forget .venv and everything under var/, the demo's data too
	rm -rf "$$(readlink -f var/demo/elsewhere)" .venv var .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: demo test check bench lock clean
