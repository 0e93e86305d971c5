# What the makefile builds of layers and functions share. `sam build` runs them in a copy of the folder they
# build and names the folder to fill in ARTIFACTS_DIR.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

# Must be the template's parameter Architecture: arm64 (the default) or x86_64.
ARCHITECTURE ?= arm64
# Must be the template's Runtime; tools.ministack builds for the Python of this machine instead.
PYTHON_VERSION ?= 3.13
PYTHON ?= python3
MACHINE := $(or $(if $(filter arm64,$(ARCHITECTURE)),aarch64),$(filter x86_64,$(ARCHITECTURE)),\
	$(error ARCHITECTURE is arm64 or x86_64, not "$(ARCHITECTURE)"))
# Wheels that Amazon Linux 2023 (glibc 2.34) can load; pip does not go down from one to the next by itself.
PLATFORMS := $(foreach glibc,2014 _2_17 _2_27 _2_28 _2_34,--platform manylinux$(glibc)_$(MACHINE))

# $(call install_wheels,folder): what requirements.lock names and nothing else, for Lambda's Python and processor.
define install_wheels
$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes \
	--only-binary=:all: --implementation cp --python-version $(PYTHON_VERSION) $(PLATFORMS) --target "$(1)" --requirement requirements.lock
endef

# $(call compile_bytecode,folder,where the folder lies in Lambda): Lambda's folders are read-only, so what is not
# compiled here is compiled again at every cold start. Byte code fits one Python version only.
COMPILER := $(firstword $(foreach python,\
	$(PYTHON) python$(PYTHON_VERSION) $(wildcard $(HOME)/.pyenv/versions/$(PYTHON_VERSION)*/bin/python),\
	$(shell $(python) -c 'import sys; "%d.%d" % sys.version_info[:2] == "$(PYTHON_VERSION)" and print(sys.executable)' \
		2>/dev/null)))
define compile_bytecode
find "$(1)" -name __pycache__ -prune -exec rm -rf {} +
$(if $(COMPILER),\
	$(COMPILER) -m compileall -q -j 0 --invalidation-mode unchecked-hash -s "$(1)" -p "$(2)" "$(1)",\
	@echo "No Python $(PYTHON_VERSION) found: built without byte code; it works, but imports take two to three times longer." >&2)
endef
