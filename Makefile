# Each command is a few words here and a small script in tools/.
# Written for GNU make 3.81 (macOS) and later.

# Text files are UTF-8 on every system; a stray PYTHONPATH stays outside.
export PYTHONUTF8 = 1
unexport PYTHONPATH PYTHONHOME

PY = .venv/bin/python
FOUND = python=$$(sh tools/find-python.sh) && "$$python" -m
# A warning is an error, here: not for somebody with other versions, who runs
# pytest and whose libraries may warn about each other.
STRICT = -W error
# Every core; a file, and so a notebook, stays whole on one of them.
PARALLEL = --numprocesses auto --dist loadfile --no-loadscope-reorder
PINS = $(PY) -m uv pip compile pyproject.toml --quiet --universal \
	--fork-strategy fewest --python-version 3.11 --generate-hashes \
	--custom-compile-command "make pins"

.PHONY: help lab test lesson mutants matrix notebooks exercises grade bundle \
	stick colab data bench paired pins format wheel clean _dev

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' \
		Makefile

lab: ## set up what is missing and open the lessons in JupyterLab
	@$(FOUND) tools.lab $(ARGS)

test: _dev ## check the code and run every test and notebook
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m pytest $(STRICT) $(PARALLEL) $(ARGS)

lesson: _dev ## test one lesson, its exercise and checks: make lesson ARGS=11
	$(PY) -m tools.lesson $(ARGS)

mutants: _dev ## break the code on purpose and see what the tests notice
	$(PY) -m tools.mutants $(ARGS)

matrix: _dev ## test with every Python, oldest and newest versions and others
	$(PY) -m tools.matrix $(ARGS)

notebooks: _dev ## run notebooks/ and solutions/ and store their outputs
	$(PY) -m tools.notebooks $(ARGS)

exercises: _dev ## cut exercises/ from solutions/
	$(PY) -m tools.exercises $(ARGS)

grade: _dev ## grade a folder of downloads: make grade ARGS=FOLDER
	@$(PY) -m teaching.grading $(ARGS)

bundle: _dev ## pack the student's and the instructor's archive into dist/
	$(PY) -m tools.bundle

stick: _dev ## lay archive and wheels for a class without network into dist/stick
	$(PY) -m tools.stick $(ARGS)

colab: _dev ## write the lessons with a first cell for Google Colab into dist/colab
	$(PY) -m tools.colab

data: _dev ## write what is derived in data/
	$(PY) -m tools.data

bench: _dev ## measure speed and size as ratios (some: ARGS=widgets)
	$(PY) -m tools.bench $(ARGS)

paired: _dev ## note a Pyodide's versions: make paired ARGS=pyodide-lock.json
	@$(PY) -m tools.paired $(ARGS)

pins: _dev ## pin the newest allowed versions (with ARGS=--upgrade)
	$(PINS) --extra build --extra lab --output-file requirements.txt $(ARGS)
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

_dev:
	@$(FOUND) tools.setup dev
