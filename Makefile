# make lab          JupyterLab on notebooks/ (PORT=8890 for another port, PYTHON=python3.13 for another Python)
# make check        every test that needs no browser and no class, in three minutes
# make test         every test, also those in a browser; those with a class need root and `make class-set-up`
# make format       brings all code into one format
# make export       writes the stored notebooks as HTML pages into export/ (KIND=markdown for Markdown)
# make notebooks    runs all notebooks (ONLY=notebooks/03_learning_rate.ipynb: this one) and stores them as they are committed
# make student      a copy of the notebooks to hand out, without outputs, in student/
# make sheets       a sheet to print for each notebook, in build/sheets/
# make class-report a page on what the class handed in, in build/class.html (HANDED_IN=…)
# make look         JupyterLab on the notebook teaching/look_at_the_class.ipynb
# make site         the notebooks as a website, in site/ (SINGLE=1: also one file for each, ADDRESS=https://…)
# make lite         a preview: JupyterLite, in lite/, which runs the notebooks in the browser itself; needs npm
# sudo make class   opens the notebooks for a class in the local network (WORD=river CERT=… KEY=… PORT=8000); deploy/README.md
# sudo make class-stop, class-restart, class-health, class-students, class-collect HANDED_IN=handed_in, class-new-pin NAME=…
# make lock         renews requirements.lock from requirements.txt
# make benchmark    measures speed; compares with scikit-learn and PyTorch where they are installed

PYTHON ?= python3
PORT ?= 8888
KIND ?= html
HANDED_IN ?= handed_in
OWN_PYTHON := .venv/bin/python
IN_PARALLEL := --no-loadscope-reorder --numprocesses
CODE := mlp tests tools benchmarks deploy
FOLDER ?= /srv/mlp-class
IP ?= 0.0.0.0
CLASS := --folder=$(FOLDER)
CLASS_PYTHON := /opt/mlp-class/venv/bin/python

.PHONY: lab check test format export notebooks student sheets class-report look site lite class lock benchmark second-reader set-up set-up-tests set-up-site set-up-lite \
	class-set-up class-stop class-restart class-health class-students class-new-pin class-collect

lab: set-up
	$(OWN_PYTHON) -m jupyterlab --config=tools/lab/settings.py --port=$(PORT)

check: set-up-tests
	$(OWN_PYTHON) -m pytest $(IN_PARALLEL)=3 -m 'not browser' --ignore-glob='tests/deploy/test_[bc]*.py'

test: set-up-tests set-up-lite
	$(OWN_PYTHON) -m pytest $(IN_PARALLEL)=3

format: set-up-tests
	$(OWN_PYTHON) -m ruff check --fix $(CODE)
	$(OWN_PYTHON) -m ruff format $(CODE)

export: set-up
	$(OWN_PYTHON) tools/export.py $(KIND)

notebooks: set-up
	$(OWN_PYTHON) tools/store_notebooks.py $(ONLY)

student: set-up
	$(OWN_PYTHON) tools/make_student.py

sheets: set-up
	$(OWN_PYTHON) tools/teaching.py --sheets

class-report: set-up
	$(OWN_PYTHON) tools/look_at_the_class.py "$(HANDED_IN)"

look: set-up
	$(OWN_PYTHON) -m jupyterlab --config=tools/lab/settings.py --port=$(PORT) --ServerApp.root_dir="$(CURDIR)/teaching" --LabApp.default_url=/lab/tree/look_at_the_class.ipynb

site: set-up-site
	$(OWN_PYTHON) tools/make_site

lite: set-up-lite
	.venv-lite/bin/python tools/make_lite.py

class: class-set-up
	@CLASS_WORD='$(WORD)' $(CLASS_PYTHON) deploy/class_server.py start $(CLASS) --ip=$(IP) --port=$(PORT) --cert='$(CERT)' --key='$(KEY)'

class: PORT := $(if $(filter file,$(origin PORT)),8000,$(PORT))

class-stop class-restart class-health class-students:
	@$(CLASS_PYTHON) deploy/class_server.py $(@:class-%=%) $(CLASS)

class-collect:
	@$(CLASS_PYTHON) deploy/class_server.py collect '$(HANDED_IN)' $(CLASS)

class-new-pin:
	@$(CLASS_PYTHON) deploy/class_server.py new-pin '$(NAME)' $(CLASS)

class-set-up:
	@PYTHON=$(PYTHON) $(PYTHON) deploy/install.py

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

set-up-lite:
	@$(PYTHON) tools/set_up.py --lite
