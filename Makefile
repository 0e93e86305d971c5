# `make` lists the targets. Everything is installed into .venv, nothing outside this folder.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
PORT ?= 3000
VENV := .venv
BIN := $(VENV)/bin
STACK ?= recap
REQUIREMENTS := $(wildcard layers/*/requirements.txt)
# The import roots; in Lambda the same folders lie under /opt/python and the task root.
export PYTHONPATH := $(CURDIR):$(CURDIR)/functions:$(CURDIR)/layers/core:$(CURDIR)/layers/inference
# onnxruntime reports usage to its maker unless told not to, from the moment it is imported.
export ORT_DISABLE_TELEMETRY := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The SAM CLI reports usage too.
export SAM_CLI_TELEMETRY := 0
SAM := $(CURDIR)/.venv-sam/bin/sam

# $(call environment,folder): a virtual environment with a pip that knows dependency groups.
define environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Recap needs Python 3.11 or newer, which '$(PYTHON)' is not; name one: make PYTHON=python3.13 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(1)
	@log=$(1)/pip.log; $(1)/bin/python -m pip install 'pip>=25.1' > $$log 2>&1 || { cat $$log >&2; exit 1; }
endef

# $(call install,folder,group,more): installs a dependency group of pyproject.toml; the whole log is kept.
define install
	@echo "Installing the '$(2)' packages into $(1) (a minute or two, once) …"
	@log=$(1)/$(2).log; $(1)/bin/python -m pip install --progress-bar off --group $(2) $(3) > $$log 2>&1 & pid=$$!; \
	log=$(1)/$(2).log; while sleep 1; kill -0 $$pid 2>/dev/null; do \
		grep -q '^Installing' $$log && phase=installing || phase=downloading; \
		printf '\r  %s, %s packages, %s s ' $$phase "$$(grep -cE '^(Collecting|Requirement)' $$log || true)" $$SECONDS; \
	done; printf '\r%50s\r' ''; wait $$pid || { tail -n 20 $$log; echo "The whole log: $$log" >&2; exit 1; }
	@touch $@
endef

# $(call need,variable,example): stops with one line if the variable is not given.
need = $(if $($(1)),,$(error $(1) is missing: $(2)))

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

RUNTIME := $(foreach file,$(wildcard layers/*/requirements.txt),-r $(file))

$(VENV)/.base:
	$(call environment,$(VENV))
	@touch $@

$(VENV)/.local: $(VENV)/.base pyproject.toml $(REQUIREMENTS)
	$(call install,$(VENV),local,$(RUNTIME))

$(VENV)/.dev: $(VENV)/.local
	$(call install,$(VENV),dev,$(RUNTIME))

# The SAM CLI, MiniStack and Optimum pin what the others need in other versions, and training needs torch. Symbl's SDK is
# installed without dependencies: it names numpy and pyaudio too, for microphones.
.venv-%/.installed: pyproject.toml
	$(call environment,.venv-$*)
	$(call install,.venv-$*,$*,$(if $(filter train bench,$*),$(RUNTIME)) $(if $(filter symbl,$*),--no-deps))

.PHONY: demo
demo: $(VENV)/.local ## Summarize a sales call end to end on this machine: HTTP in, signed webhook out
	@$(BIN)/python -m tools.local demo

.PHONY: serve
serve: $(VENV)/.local ## Run the whole stack on http://127.0.0.1:$(PORT) until Ctrl-C
	@$(BIN)/python -m tools.local serve --port $(PORT)

.PHONY: receive
receive: PORT := 3001
receive: $(VENV)/.local ## Show webhooks that come to http://127.0.0.1:3001/webhook: make receive SECRET=whsec_…
	$(call need,SECRET,make receive SECRET=whsec_…)
	@$(BIN)/python -m tools.local receive --port $(PORT) --secret '$(SECRET)'

.PHONY: test
test: $(VENV)/.dev .venv-symbl/.installed ## Run the tests
	@$(BIN)/python -m pytest

.PHONY: lint
lint: $(VENV)/.dev ## Check style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy functions layers/core/recap layers/inference/summarizers tools

.PHONY: check
check: test lint build ministack ## Everything: tests, linters, template, build, deployment into MiniStack

.PHONY: build
build: $(VENV)/.dev .venv-sam/.installed ## Build layers and functions for Lambda and print their sizes
	@$(SAM) validate --lint
	@$(BIN)/python -m tools.lint_template
	@PYTHON=$(CURDIR)/$(BIN)/python $(SAM) build
	@$(BIN)/python -m tools.sizes

.PHONY: ministack
ministack: $(VENV)/.dev .venv-sam/.installed .venv-ministack/.installed ## Deploy into MiniStack, put a request through it
	@$(BIN)/python -m tools.ministack

.PHONY: deploy
deploy: build ## Deploy to AWS; asks for what it needs
	@$(SAM) deploy --guided

.PHONY: caller
caller: $(VENV)/.local ## Make a caller of a deployed stack: make caller NAME=acme
	$(call need,NAME,make caller NAME=acme)
	@$(BIN)/python -m tools.callers create '$(NAME)' --stack $(STACK)

.PHONY: revoke
revoke: $(VENV)/.local ## Delete a caller's key, which stops working within a minute: make revoke NAME=acme
	$(call need,NAME,make revoke NAME=acme)
	@$(BIN)/python -m tools.callers revoke '$(NAME)' --stack $(STACK)

.PHONY: parked
parked: $(VENV)/.local ## Show what failed for good in a deployed stack
	@$(BIN)/python -m tools.parked list --stack $(STACK)

.PHONY: replay
replay: $(VENV)/.local ## Try again what failed for good
	@$(BIN)/python -m tools.parked replay --stack $(STACK)

.PHONY: invoke
invoke: $(VENV)/.local ## Run one function with one event: make invoke FUNCTION=ApiFunction EVENT=events/api_status.json
	$(call need,FUNCTION,make invoke FUNCTION=ApiFunction EVENT=events/api_status.json)
	$(call need,EVENT,make invoke FUNCTION=ApiFunction EVENT=events/api_status.json)
	@$(BIN)/python -m tools.local invoke '$(FUNCTION)' '$(EVENT)'

.PHONY: import
import: .venv-train/.installed ## Bring a summarizer of your own: make import MODEL=folder-or-hub-id NAME=cassandra
	$(call need,MODEL,make import MODEL=folder-or-hub-id NAME=cassandra)
	$(call need,NAME,make import MODEL=folder-or-hub-id NAME=cassandra)
	@.venv-train/bin/python -m tools.importer '$(MODEL)' '$(NAME)'

.PHONY: upload
upload: $(VENV)/.local ## Put imported networks that are too large for a layer into a bucket: make upload BUCKET=…
	$(call need,BUCKET,make upload BUCKET=a-bucket-of-yours)
	@$(BIN)/python -m tools.importer.upload '$(BUCKET)'

.PHONY: quality
quality: .venv-train/.installed ## Measure summary quality: make quality DATA=folder
	$(call need,DATA,make quality DATA=folder)
	@.venv-train/bin/python -m tools.bench quality --data '$(DATA)'

.PHONY: wanted
wanted: .venv-train/.installed ## Measure how much of what readers want to be told is told
	@.venv-train/bin/python -m tools.bench wanted

.PHONY: telling
telling: .venv-train/.installed ## Measure how close sentences are told to how minutes tell them
	@.venv-train/bin/python -m tools.bench telling

.PHONY: bench
bench: .venv-bench/.installed .venv-optimum/.installed ## Measure speed, cold start, memory, growth and cost beside others: make bench [ONLY=cold]
	@.venv-bench/bin/python -m tools.bench $(or $(ONLY),all)
