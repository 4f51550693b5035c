# JU-lien. Needs make and Python 3.11 or newer (another one: make demo PYTHON=python3.12).
# What each command promises: README.md. Their settings: docs/operator.md.
PYTHON ?= python3
VENV = .venv/bin/python

demo: ## the whole product with demo data, until Ctrl-C
	@$(PYTHON) julien/install.py
	@$(VENV) -m julien.demo

test: ## the whole suite, on servers of its own
	@$(PYTHON) julien/install.py --dev
	@$(VENV) -m pytest -n 2 --dist loadgroup $(ARGS)

.PHONY: demo test
