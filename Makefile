# Each command is a few words here and a small script in tools/.
# Written for GNU make 3.81 (macOS) and later.

# Text files are UTF-8 on every system; a stray PYTHONPATH stays outside.
export PYTHONUTF8 = 1
unexport PYTHONPATH PYTHONHOME

PY = .venv/bin/python
SETUP = python=$$(sh tools/find-python.sh) && "$$python" tools/setup.py
PINS = $(PY) -m uv pip compile pyproject.toml --quiet --universal \
	--fork-strategy fewest --python-version 3.11 --generate-hashes \
	--custom-compile-command "make pins"

.PHONY: help lab test matrix notebooks exercises grade bundle data bench pins \
	format wheel clean _run _dev

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' \
		Makefile

lab: _run ## set up what is missing and open the lessons in JupyterLab
	@$(PY) -m tools.workspace
	@JUPYTER_CONFIG_PATH="$(CURDIR)/tools/jupyter" $(PY) -m jupyterlab \
		--ServerApp.root_dir=work \
		--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb $(ARGS)

test: _dev ## check the code and run every test and notebook
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m pytest $(ARGS)

matrix: _dev ## test with Python 3.11 to 3.13, oldest and newest versions
	$(PY) -m tools.matrix

notebooks: _dev ## run notebooks/ and solutions/ and store their outputs
	$(PY) -m tools.notebooks $(ARGS)

exercises: _dev ## cut exercises/ from solutions/
	$(PY) -m tools.exercises $(ARGS)

grade: _dev ## grade a folder of downloads: make grade ARGS=FOLDER
	@$(PY) -m teaching.grading $(ARGS)

bundle: _dev ## pack the student's and the instructor's archive into dist/
	$(PY) -m tools.bundle

data: _dev ## write what is derived in data/
	$(PY) -m tools.data

bench: _dev ## measure speed and size as ratios (some: ARGS=widgets)
	$(PY) -m tools.bench $(ARGS)

pins: _dev ## pin the newest allowed versions (with ARGS=--upgrade)
	$(PINS) --extra build --output-file requirements.txt $(ARGS)
	$(PINS) --all-extras --constraint requirements.txt \
		--output-file requirements-dev.txt $(ARGS)

format: _dev ## put code and notebooks into the one style
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

wheel: _dev ## build the helper package, data inside, into dist/
	$(PY) -m pip wheel --quiet --no-deps --no-build-isolation \
		--wheel-dir dist .

clean: ## remove all that make made, but never work/
	rm -rf .venv .venvs .pytest_cache .ruff_cache dist

_run:
	@$(SETUP) run

_dev:
	@$(SETUP) dev
