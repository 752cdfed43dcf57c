# make lab          JupyterLab on notebooks/ (PORT=8890 for another port)
# make test         every test, and every notebook run again and compared
# make notebooks    runs all notebooks and stores them as they are committed
# make benchmark    measures speed; compares with scikit-learn and PyTorch where they are installed

PYTHON ?= python3
PORT ?= 8888
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# no display, no browser: JupyterLab prints the address with its token
NO_BROWSER := $(shell test "$$(uname)" = Linux && test -z "$$DISPLAY$$WAYLAND_DISPLAY" && echo --no-browser)
AS_ROOT := $(shell test "$$(id -u)" = 0 && echo --allow-root)

.PHONY: lab test notebooks benchmark
.DELETE_ON_ERROR:

lab: .venv/ready
	$(BIN)/jupyter lab --config=tools/lab_settings.py --port=$(PORT) $(NO_BROWSER) $(AS_ROOT)

test: .venv/ready-to-test
	$(BIN)/python -m pytest --numprocesses=3 --no-loadscope-reorder

notebooks: .venv/ready
	$(BIN)/python tools/store_notebooks.py

benchmark: .venv/ready-to-test
	for script in benchmarks/*.py; do echo "$$script"; $(BIN)/python "$$script" || exit 1; done

# The two files below are made when everything is installed, so the second time costs nothing.
.venv/ready: requirements.txt pyproject.toml
	@echo "Setting up .venv: this happens once and takes a few minutes."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	@touch $@

.venv/ready-to-test: requirements-test.txt .venv/ready
	$(PIP) -r requirements-test.txt
	@touch $@
