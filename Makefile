# make run    sets all up and serves the dashboard on http://localhost:8501
# make test   sets all up, with what tests need, and runs checks and tests
# make bench  accuracy on the sample articles, speed, what places and merging cost
# make test-slow  tests that take minutes: a cluster that is lost, and the like
# make bench-scale  ingest in several processes and on a cluster, beside bare spaCy (an hour; COUNT=2000 for minutes)
# make bench-ui  how fast the dashboard is, up to a million events, beside the naive way (20 minutes, 6 GB of disk)
# make pictures  docs/images anew
# make crashes  kills a writer 300 times, and an ingest, backup, restore or upgrade 200 times, and looks what is left
# make fuzz  gives every reader spoilt inputs, led by the code they reach (MINUTES=10; by atheris, Linux and macOS)
# make lock  requirements.lock and requirements-dev.lock anew, with the hash of every package, after a change of the .txt
# make licences  docs/licences.md anew
# make audit  asks PyPI and OSV whether a package has a known hole (needs the network)
# make sbom  the bill of materials, CycloneDX, into build/sbom.json
# make errors CORPUS=folder/NAME  what is wrong on a corpus, by class
# make train CORPORA=folder       trains the tagger anew (Python 3.12, hours on two cores; see tools/tagger)
# make strings  what the dashboard says into its template, and from there into each translation
# make fmt    formats the code

PYTHON ?= python3
BIN := .venv/bin
# Tests start hundreds of processes: none is to compile what another one has compiled.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run test test-slow bench bench-scale bench-ui pictures crashes fuzz lock licences audit sbom \
  errors train strings fmt clean
.DELETE_ON_ERROR:

run: .venv/run.stamp
	$(BIN)/dateline gazetteer build
	$(BIN)/dateline serve

# Where tests write: memory where there are 4 GB of it, since every store waits for the disk.
ROOM := $(shell [ "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $$4 }')" -gt 4000000 ] 2>/dev/null \
  && echo /dev/shm || echo "$${TMPDIR:-/tmp}")

test: .venv/test.stamp
	$(BIN)/dateline gazetteer build
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tests.postgresql
	DATELINE_CHROMIUM="$$($(BIN)/python -m tests.chromium)" && export DATELINE_CHROMIUM TMPDIR="$(ROOM)" && \
	  { $(BIN)/python -m pytest --ignore tests/browser & others=$$!; \
	    $(BIN)/python -m pytest tests/browser; browser=$$?; \
	    wait $$others && exit $$browser; }

test-slow: .venv/test.stamp
	$(BIN)/dateline gazetteer build
	DATELINE_CHROMIUM="$$($(BIN)/python -m tests.chromium)" $(BIN)/python -m pytest -m slow

bench: .venv/test.stamp
	$(BIN)/dateline gazetteer build
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.whenwhere
	$(BIN)/python -m benchmarks.incidents
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.places
	$(BIN)/python -m benchmarks.merging
	$(BIN)/python -m benchmarks.upload

COUNT ?= 20000

bench-scale: .venv/test.stamp
	$(BIN)/dateline gazetteer build
	$(BIN)/python -m benchmarks.scale --articles $(COUNT)

bench-ui: .venv/test.stamp
	$(BIN)/dateline gazetteer build
	DATELINE_CHROMIUM="$$($(BIN)/python -m tests.chromium)" && export DATELINE_CHROMIUM && $(BIN)/python -m benchmarks.ui

pictures: .venv/test.stamp build/synthetic/1000000.sqlite
	DATELINE_CHROMIUM="$$($(BIN)/python -m tests.chromium)" && export DATELINE_CHROMIUM && \
	  $(BIN)/python -m tools.screenshots.take --million build/synthetic/1000000.sqlite

build/synthetic/%.sqlite: | .venv/test.stamp
	$(BIN)/dateline gazetteer build
	mkdir -p $(@D)
	$(BIN)/python -m benchmarks.synthetic $* $@

crashes: .venv/test.stamp
	$(BIN)/python -m tests.store.crashes 300
	$(BIN)/python -m tests.store.interrupted 200

MINUTES ?= 10

fuzz: .venv/test.stamp
	$(BIN)/python -m pip install --disable-pip-version-check -r tools/fuzz/requirements.txt
	$(BIN)/dateline gazetteer build
	$(BIN)/python -m tools.fuzz.run $(MINUTES)

errors: .venv/test.stamp
	$(BIN)/python -m benchmarks.errors "$(CORPUS)"

train: .venv/run.stamp
	$(BIN)/python -m pip install --disable-pip-version-check -r tools/tagger/requirements.txt
	$(BIN)/python -m tools.tagger.train "$(CORPORA)" build/teacher --encoder mpnet --epochs 2 --rate 0.4 --silver 0 --judged 1
	$(BIN)/python -m tools.tagger.train "$(CORPORA)" build/tagger --taught-by build/teacher --width 1024

LOCALE := events/dashboard/locale

strings: .venv/test.stamp
	$(BIN)/python -m babel.messages.frontend -q extract -F pyproject.toml -k _n:1,2 -k N_ --add-location=file --width=120 \
	  --project=Dateline --copyright-holder="the authors of Dateline" -o $(LOCALE)/dateline.pot .
	$(BIN)/python -m babel.messages.frontend -q update --no-fuzzy-matching --ignore-pot-creation-date --width=120 \
	  -D dateline -i $(LOCALE)/dateline.pot -d $(LOCALE)

TOOLS := build/tools/bin
COMPILE := $(TOOLS)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

lock: build/tools/stamp
	$(COMPILE) requirements.txt --output-file requirements.lock
	$(COMPILE) requirements-dev.txt --output-file requirements-dev.lock

licences: .venv/run.stamp build/tools/stamp
	$(BIN)/python -m tools.supply.licences $(TOOLS)/pip-licenses $(BIN)/python > docs/licences.md

audit: build/tools/stamp
	$(TOOLS)/pip-audit --require-hashes --disable-pip --requirement requirements.lock

sbom: build/tools/stamp
	$(TOOLS)/cyclonedx-py requirements requirements.lock --output-file build/sbom.json

build/tools/stamp: tools/supply/requirements.txt
	$(PYTHON) -m venv build/tools
	$(TOOLS)/python -m pip install --disable-pip-version-check -r $<
	touch $@

fmt: .venv/test.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv build *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; ok = (3, 11) <= v[:2] <= (3, 13); sys.exit(None if ok else \
	  f"Dateline needs Python 3.11 to 3.13 and {sys.executable} is {v[0]}.{v[1]}; name another: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv does not work here; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/test.stamp: requirements-dev.lock .venv/run.stamp
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
