# Each target is a line; on Windows, type the line. `python start.py test` makes the environment these need.
PYTHON ?= $(firstword $(wildcard .venv/bin/python .venv/Scripts/python.exe) python)

.PHONY: lab test quick notebooks data lint

lab:        ## open the workbook
	python start.py
test:       ## run all tests, as CI does
	python start.py test
quick:      ## test what changed, in under 90 seconds
	$(PYTHON) tests/house/quick.py
notebooks:  ## build every edition that is stale
	$(PYTHON) -m coursework build
data:       ## make datasets/ anew
	$(PYTHON) -m coursework data
lint:       ## look at the code and at the lessons
	$(PYTHON) -m ruff check . && $(PYTHON) -m coursework lint
