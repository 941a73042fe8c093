# Tasks of this repository. `make` alone lists them.

CARGO ?= cargo
BINARY = target/debug/shisaku
MSRV = $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

.DEFAULT_GOAL := help
.PHONY: help run test model golden pictures bench check msrv deny

help: ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

run: ## build, fetch the model if possible, index seeds/ if needed, serve http://127.0.0.1:8080
	$(CARGO) build --locked
	sh tools/model/fetch.sh
	exec env MALLOC_MMAP_THRESHOLD_=131072 $(BINARY) serve

test: ## everything: Rust tests, the pages in a browser, the API under a fuzzer
	$(CARGO) test --locked --workspace
	sh tests/browser/run.sh $(BINARY)
	sh tests/fuzz_api/run.sh $(BINARY)

model: ## fetch the model for what is near in meaning into model/ (needs python3 with pip; 32 MB)
	STRICT=1 sh tools/model/fetch.sh

golden: ## rewrite the golden files; review the difference before you keep it
	UPDATE_GOLDEN=1 $(CARGO) test --locked --test suite

pictures: ## screenshots: all pages into tests/browser/shots/, those of README into docs/
	$(CARGO) build --locked
	PART=pages,pictures sh tests/browser/run.sh $(BINARY)

bench: ## what each stage costs: runs the benchmark, writes docs/measured.md
	CARGO='$(CARGO)' sh benches/measured.sh

check: ## format and lints, warnings denied
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

msrv: ## everything compiles with the oldest supported Rust, rust-version in Cargo.toml (needs it in rustup)
	@rustup run $(MSRV) rustc --version >/dev/null 2>&1 || { echo "Rust $(MSRV) is not installed: rustup toolchain install $(MSRV) --profile minimal" >&2; exit 1; }
	CARGO_TARGET_DIR=target/msrv rustup run $(MSRV) cargo check --locked --workspace --all-targets

deny: ## licences, sources and known vulnerabilities of libraries (needs cargo-deny and the network)
	@$(CARGO) deny --version >/dev/null 2>&1 || { echo "cargo-deny is not installed: cargo install --locked cargo-deny" >&2; exit 1; }
	$(CARGO) deny --locked check
