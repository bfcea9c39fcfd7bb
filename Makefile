# Kiln. `make help` lists the targets.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# The plugins' digests are committed, so one toolchain builds them everywhere.
PLUGIN_GO  := GOTOOLCHAIN=go1.26.8 GOOS=wasip1 GOARCH=wasm CGO_ENABLED=0 GOFLAGS= go
PLUGINS    := itk-batch
CACHE      := .cache
LINT       := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
FUZZTIME   ?= 20s
ADDR       ?=
DATA       ?= data

.PHONY: help run build plugins test check race bench fuzz screenshots lighthouse generate tools

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: build ## Build everything and serve on the embedded database
	@exec bin/kiln serve --data $(DATA) $(if $(ADDR),--addr $(ADDR))

build: plugins ## Build the plugins and bin/kiln
	go build -trimpath -ldflags='-s -w' -o bin/kiln ./cmd/kiln

plugins: ## Build the plugins as WebAssembly into registry/
	@for p in $(PLUGINS); do \
		$(PLUGIN_GO) build -trimpath -buildvcs=false -buildmode=c-shared -ldflags='-s -w' -o registry/$$p.wasm ./plugins/$$p; \
	done
	@go run ./registry/generate.go -cache $(CACHE)/wasm

test: tools build ## Install what the tests need, then run all of them, on both databases
	CI=$${CI:-} go test -timeout 40m $(TESTFLAGS) ./...

check: tools plugins ## Format, lint, generated files, module file, the picture of the house, races
	@out=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "gofmt would change:"; echo "$$out"; exit 1; }
	go vet ./...
	GOOS=wasip1 GOARCH=wasm go vet ./sdk ./plugins/...
	go run $(LINT) run
	go mod tidy -diff
	go run ./registry/generate.go -cache $(CACHE)/wasm -check
	@git diff --quiet || { echo "commit or undo changes first: generated files are compared with git"; git status --short; exit 1; }
	$(MAKE) --no-print-directory generate
	@git diff --exit-code || { echo "generated files were stale; commit them"; exit 1; }
	go test -count=1 ./host
	$(MAKE) --no-print-directory race

race: build ## The tests of everything concurrent, with the race detector
	go test -race -timeout 40m $(TESTFLAGS) ./host/pipeline ./host/store/... ./host/billing ./host/api ./host/sandbox

bench: tools build ## Measure, and print the ratios as a table
	@mkdir -p $(CACHE)
	@go test -p 1 -run '^$$' -bench . -benchmem $(BENCHFLAGS) ./host/store ./host/sandbox/... ./plugins/itk-batch ./cmd/kiln | tee $(CACHE)/bench.txt
	@.ci/ratios $(CACHE)/bench.txt

screenshots: tools build ## Take pictures of every view of the console, in both themes
	@rm -rf $(CACHE)/screenshots && mkdir -p $(CACHE)/screenshots
	go test -count=1 ./cmd/kiln -run '^TestConsoleViews$$' -pictures $(CURDIR)/$(CACHE)/screenshots
	@echo "They are in $(CACHE)/screenshots."

lighthouse: tools build ## Let Lighthouse mark the console
	go test -count=1 -v ./cmd/kiln -run '^TestConsoleLighthouse$$' -lighthouse | grep -E '^ *(console|---|ok|FAIL)'

fuzz: ## Fuzz whatever reads untrusted bytes, FUZZTIME (20s) each
	@for p in $$(go list ./...); do \
		for f in $$(go test -list '^Fuzz' $$p 2>/dev/null | grep ^Fuzz || true); do \
			echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s $$p; \
		done; \
	done

generate: ## Rewrite generated files
	go generate ./...

tools:
	@.ci/tools
