# Thin: each line also works by hand.

PYTHON ?= python3
RUN := .venv/bin/python

.PHONY: site check serve demo test lint bench lock clean

site: .venv/ready  ## plan/ → build/plan.db and site/
	$(RUN) build.py

check: .venv/ready  ## are the plan's files right?
	$(RUN) build.py check

serve: .venv/ready  ## the website and Datasette, on this machine only
	$(RUN) build.py serve

demo: .venv/ready  ## the same for the fictional city, with a year of records
	$(RUN) build.py serve --plan examples/thanh-pho-mau --as-of 2031-09-30 --work build/mau --site build/mau/site

test: .venv/ready  ## every test, quick ones first
	.ci/need $$(grep -v '^#' .ci/debian-packages)
	$(RUN) -m pytest

lint: .venv/ready  ## the shape of the code
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy

bench: .venv/ready  ## time and memory, beside the floor of the same work and beside Hugo
	.ci/need hugo hugo
	$(RUN) -m benchmarks

lock: .venv/ready  ## requirements.txt anew from pyproject.toml
	.venv/bin/pip-compile --quiet --upgrade --output-file requirements.txt pyproject.toml

clean:  ## away with everything that can be made again
	rm -rf .venv build

.venv/ready: requirements.txt
	PYTHON=$(PYTHON) .ci/need python3-venv python3-venv
	$(PYTHON) -m venv --clear .venv
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	touch $@
