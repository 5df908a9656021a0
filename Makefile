# `make` alone lists the targets. Two matter first: `make run` and `make test`.

CONFIGURATION ?= debug
BINARY := .build/$(CONFIGURATION)/casetui
DEMO := demo-office
# The user that `casetui demo` makes.
DEMO_USER ?= analyst
# Of `make fuzz`: how long for each target, and which; all without a name.
SECONDS ?= 60
TARGETS ?=
# What the binary is made of: when none of it is newer, nothing is built and the program starts at once.
INPUTS := Package.swift $(wildcard Package.resolved) $(shell find Sources migrations templates authorities names)

.DEFAULT_GOAL := help
.PHONY: help run test soak fuzz build bench format lint clean bootstrap

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: bootstrap $(BINARY) $(DEMO)/case.db  ## build what is needed, make a demo office, open the terminal UI
	@exec $(BINARY) --store $(DEMO) --as $(DEMO_USER)

test: bootstrap  ## build and run all tests
	swift test

soak: bootstrap  ## kill -9 at 200 random moments of import, and of sync
	KILLS=200 swift test --filter KillTests

fuzz: bootstrap  ## give each reader invented bytes for SECONDS=60 (TARGETS="stix csv" for some)
	CASETUI_FUZZ=1 swift build -c release --product fuzz --scratch-path .build/fuzz
	fuzz/run.sh $(SECONDS) $(TARGETS)

build: bootstrap $(BINARY)  ## build the program (CONFIGURATION=release for the fast one)
	@echo $(BINARY)

bench: bootstrap  ## measure, in release
	bench/run.sh

format:  ## lay the sources out anew
	swift format --in-place -r Sources Tests fuzz Package.swift

lint:  ## check the layout of the sources
	swift format lint --strict -r Sources Tests fuzz Package.swift

clean:  ## remove what was built, and the demo office
	rm -rf .build $(DEMO)

bootstrap:
	@scripts/bootstrap.sh

$(BINARY): $(INPUTS) | bootstrap
	swift build -c $(CONFIGURATION) --product casetui
	@touch $@

# An interrupted run leaves no half-made office behind.
$(DEMO)/case.db: | $(BINARY)
	@rm -rf .build/$(DEMO)
	$(BINARY) demo .build/$(DEMO) --bundle demo/bundle
	@mv -T .build/$(DEMO) $(DEMO)
