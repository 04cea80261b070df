# make book    the environment, all notebooks executed again, and the rendered site
# make test    style, types, all tests, and every notebook run again and compared with what is stored in it
# make check   the fast part of it, before each commit: style, types, and the tests that run no notebook and no browser
# make look    every page of the site in a browser, in both themes, wide and narrow (run make book before)
# make pdf     the book as one PDF, build/newsloupe.pdf; needs Chromium or Chrome (run make book before)
# make fuzz    ten minutes of damaged input for every reader and detector (make fuzz SECONDS=60: one minute)
# make lab     the notebooks in JupyterLab
# make assignments  the exercises as students get them, in build/assignments
# make class   what students get, as one archive: build/class.zip (run make book before)
# make teacher  what only their teacher gets: build/teacher.zip
#
# All that is needed is Python 3.11 or newer and make; the rest goes into .venv. To choose the Python:
#   make test PYTHON=python3.12
# macOS comes with make 3.81, so nothing here is newer than that.

ifndef PYTHON
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
endif
VERSION := $(shell "$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed-$(VERSION)
# Its Python can be gone, or another one by now.
ifneq ($(VERSION),$(shell $(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null))
RENEW := renew
endif
# uv installs in seconds; where it cannot be had or fails, pip does the same.
UV := $(BIN)/python -m uv pip install --quiet --python $(BIN)/python
PIP := $(BIN)/python -m pip install --quiet

PYTEST_RANDOM := $(BIN)/python -m pytest --hypothesis-profile=random
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist loadfile --proved
define STYLE_AND_TYPES
$(BIN)/ruff check .
$(BIN)/ruff format --check .
$(BIN)/mypy
endef

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help book test check look pdf fuzz lab assignments class teacher lock clean renew

help:
	@sed -n 's/^# \(make [a-z]* .*\)/\1/p' Makefile
	@echo "What takes long is outside of these, in commands of its own:"
	@for program in bench/*.py; do \
		printf '  %-36s %s\n' "$(BIN)/python $$program" "$$(sed -n '1s/^"""//;1s/"""$$//;1p' $$program)"; done
	@printf '  %-36s %s\n' "$(PYTEST_RANDOM)" "twenty times the examples, other ones each time"

book: $(INSTALLED)
	$(BIN)/python site/execute.py
	$(BIN)/python site/front.py
	$(BIN)/python site/build.py

test: $(INSTALLED)
	@echo "This takes about a quarter of an hour on two cores, and tells at the end what was proved."
	$(STYLE_AND_TYPES)
	$(PYTEST) --nbval --nbval-current-env tests notebooks --ignore notebooks/exercises

check: $(INSTALLED)
	@echo "This is the fast part; make test tries the notebooks, the exercises and the site as well."
	$(STYLE_AND_TYPES)
	$(PYTEST) -m "not slow" tests

look: $(INSTALLED)
	$(BIN)/python tests/look.py

pdf: $(INSTALLED)
	$(BIN)/python site/pdf.py

SECONDS := 600
fuzz: $(INSTALLED)
	$(BIN)/python tests/fuzz.py --seconds $(SECONDS)

lab: $(INSTALLED)
	$(BIN)/jupyter lab $$(test "$$(id -u)" != 0 || echo --allow-root) --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb

assignments: $(INSTALLED)
	$(BIN)/python site/assignments.py

class teacher: $(INSTALLED)
	$(BIN)/python site/archives.py $@

# The mark of a finished installation is taken away before anything is changed, and set when all files are there: after a
# kill there is none, and make begins anew.
$(INSTALLED): requirements.lock pyproject.toml $(RENEW)
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "newsloupe needs Python 3.11 or newer, and found only: $$("$(or $(PYTHON),python3)" --version 2>&1)"; \
		echo "Install a newer Python, then name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@if test -z "$(RENEW)" && test -f $(INSTALLED); then rm -f $(VENV)/installed-*; else \
		test ! -e $(VENV) || echo "The environment in $(VENV) is not whole, or for another Python: it is made anew."; \
		rm -f $(VENV)/installed-*; "$(PYTHON)" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; fi
	@echo "Installing into $(VENV) with Python $(VERSION) ..."
	@$(PIP) uv || true
	@$(UV) --require-hashes -r requirements.lock || $(PIP) --require-hashes -r requirements.lock
	@$(UV) --no-deps -e . || $(PIP) --no-deps -e .
	@$(BIN)/python site/installed.py && $(BIN)/python -m pip check --quiet || { \
		echo "Run make again: it makes $(VENV) anew. If that does not help: make clean, then make."; exit 1; }
	@$(BIN)/python -c 'import matplotlib.font_manager'  # makes its list of fonts now, not inside a notebook
	@touch $(INSTALLED)

# Newer versions of everything, within the bounds of pyproject.toml, alike on every Python and system.
lock: $(INSTALLED)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/python -m uv pip compile pyproject.toml --all-extras --upgrade \
		--universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url \
		--no-emit-find-links --output-file requirements.lock

clean:
	rm -rf build $(VENV)
