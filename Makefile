# make demo    build the graph from seeds/ and serve it at http://127.0.0.1:8000
# make test    linters, types, tests
# make bench   the benchmarks whose data is at hand, one table
# make clean   remove everything made here

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: demo test bench clean
.DELETE_ON_ERROR:

demo: $(INSTALLED)
	@$(BIN)/kg demo --store .kg/demo --port $(PORT)

test: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q

bench: $(INSTALLED)
	@$(BIN)/python -m tests.benchmarks

clean:
	rm -rf .venv .kg .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

# Made anew only when what is to be installed changes; the code itself is installed in place.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is missing or older than 3.11: name another one, as in make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing into .venv (once; some minutes on a slow line)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@
