# make lab          JupyterLab on notebooks/ (PORT=8890 for another port, PYTHON=python3.13 for another Python)
# make check        every test that needs no browser, in less than three minutes
# make test         every test, also those in a browser
# make format       brings all code into one format
# make export       writes the stored notebooks as HTML pages into export/ (KIND=markdown for Markdown)
# make notebooks    runs all notebooks (ONLY=notebooks/03_learning_rate.ipynb: this one) and stores them as they are committed
# make site         the notebooks as a website, in site/ (SINGLE=1: also one file for each, ADDRESS=https://…)
# make lock         renews requirements.lock from requirements.txt
# make benchmark    measures speed; compares with scikit-learn and PyTorch where they are installed

PYTHON ?= python3
PORT ?= 8888
KIND ?= html
OWN_PYTHON := .venv/bin/python
IN_PARALLEL := --no-loadscope-reorder --numprocesses
CODE := mlp tests tools benchmarks

.PHONY: lab check test format export notebooks site lock benchmark second-reader set-up set-up-tests set-up-site

lab: set-up
	$(OWN_PYTHON) -m jupyterlab --config=tools/lab/settings.py --port=$(PORT)

check: set-up-tests
	$(OWN_PYTHON) -m pytest $(IN_PARALLEL)=2 --ignore-glob='tests/test_browser*.py'

test: set-up-tests
	$(OWN_PYTHON) -m pytest $(IN_PARALLEL)=3

format: set-up-tests
	$(OWN_PYTHON) -m ruff check --fix $(CODE)
	$(OWN_PYTHON) -m ruff format $(CODE)

export: set-up
	$(OWN_PYTHON) tools/export.py $(KIND)

notebooks: set-up
	$(OWN_PYTHON) tools/store_notebooks.py $(ONLY)

site: set-up-site
	$(OWN_PYTHON) tools/make_site

# one lock for every supported Python and system
lock: set-up
	$(OWN_PYTHON) -m pip install --quiet uv
	grep -v '^-e' requirements.txt | $(OWN_PYTHON) -m uv pip compile - --quiet --upgrade --universal --python-version 3.11 --no-annotate --custom-compile-command "make lock" --output-file requirements.lock

benchmark: set-up-tests
	for script in benchmarks/*.py; do echo "$$script"; $(OWN_PYTHON) "$$script" || exit 1; done

second-reader: set-up-tests
	$(OWN_PYTHON) -m pip install --quiet pytest-notebook
	$(OWN_PYTHON) -m pytest -c tools/second_reader.ini --rootdir=. --nb-test-files notebooks

set-up:
	@$(PYTHON) tools/set_up.py

set-up-tests:
	@$(PYTHON) tools/set_up.py --tests

set-up-site:
	@$(PYTHON) tools/set_up.py --site
