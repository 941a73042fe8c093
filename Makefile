# shisaku: what can be done here. `make` alone lists it.

CARGO ?= cargo
BINARY = target/debug/shisaku

.DEFAULT_GOAL := help
.PHONY: help run test golden pictures bench check

help: ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

run: ## build, read seeds/, build the index when missing or out of date, serve http://127.0.0.1:8080
	$(CARGO) build --locked
	exec $(BINARY) serve

test: ## everything: units, properties, goldens, command line, API, pages, the page in a real browser, the API under a fuzzer
	$(CARGO) test --locked --workspace
	sh tests/browser/run.sh $(BINARY)
	sh tests/fuzz_api/run.sh $(BINARY)

golden: ## rewrite the golden files; read the diff before you keep it
	UPDATE_GOLDEN=1 $(CARGO) test --locked --test suite

pictures: ## the pages as pictures: all into tests/browser/shots/, those of README into docs/
	$(CARGO) build --locked
	PART=pages,pictures sh tests/browser/run.sh $(BINARY)

bench: ## what each stage costs, over the first plan
	$(CARGO) bench --locked --bench pipeline

check: ## format and lints, warnings denied
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
