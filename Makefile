# make run      start the host on http://127.0.0.1:8080 with its simulated venues
#               (make run ARGS="--port 9000 --state /var/lib/bourse")
# make test     build and run every Swift test
# make lint     formatting, arrows between the rooms, the files of an adapter, forbidden constructs
# make bench    the benchmarks, beside the peers
# make crash    SIGKILL at each step of an order, full and damaged disk
# make interop  a peer's client, unchanged, against our simulator
# make fuzz     damaged bytes for every decoder, held against an independent reading
#               (make fuzz ARGS="--seed 7 --inputs 1000000"; --deltas 10000000 for books alone)
# make soak     five simulated venues on sockets, every stream, orders, a misfortune every few seconds (make soak MINUTES=30)
# make conformance  every adapter against its simulated exchange, orders included, then against its recordings
#               (make conformance ARGS="--junit .build/junit")
# make examples what a third party does with our products: an adapter of their own, a host, a bot
# make recordings   rewrite the recordings from the simulated exchanges
# make mutants  whether the conformance suite notices what is broken on purpose, a report in docs/nightly
#               (make mutants ARGS="--seed 7 --count 240")
# make nightly  what is longer than CI: a million inputs, the sanitizers, the benchmarks, the mutants; reports in
#               docs/nightly (make nightly ARGS="--only fuzz")
# make docs     the documentation of every library product, into .build/docs
#               (make docs ARGS=Trading for one)
# make api      the public API of every library product, into docs/api; says what of a change breaks others' code
# make readme   the tables of README.md that tell what each venue offers
# make format   rewrite the sources as `make lint` wants them
#
# A recipe that ends with N is reported by make as "Error N" while make itself exits 2; `scripts/system-packages.sh`
# called directly exits 69 when a system package is missing and may not be installed.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Warnings are errors for us; whoever embeds the package is not broken by the new warning of a newer compiler.
export BOURSE_STRICT := 1

ARGS ?=
SWIFT ?= swift
# Those that exist: Benchmarks and Examples are packages of their own.
SOURCES := $(wildcard Package.swift Sources Tests Benchmarks Examples)

.PHONY: help run test lint bench crash interop docs api readme fuzz soak conformance examples recordings mutants nightly format

help:
	@sed -n 's/^# make /make /p; s/^#  *(make/              (make/p' Makefile

run:
	@scripts/system-packages.sh build
	$(SWIFT) build -c release --product bourse
	exec .build/release/bourse serve $(ARGS)

# They keep every core busy: what has sockets and deadlines runs after them, not beside them.
VENUE_TESTS = 'AdapterTests|AdapterKitTests|AdapterConformanceTests|Simulated(Luno|Binance|KuCoin|Kraken|VALR)Tests|StreamWalkTests|RecordedMarketTests'

test:
	@scripts/system-packages.sh build
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build $(if $(ARGS),$(ARGS),--filter $(VENUE_TESTS))
	$(if $(ARGS),,$(SWIFT) test --skip-build --skip $(VENUE_TESTS))

lint:
	@scripts/system-packages.sh python
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	scripts/check-arrows
	scripts/check-readme
	python3 Tests/Vectors/streams.py --check

bench:
	@scripts/system-packages.sh build python
	Benchmarks/run.sh $(ARGS)

crash:
	@scripts/system-packages.sh build python crash
	$(SWIFT) build -c release --product bourse
	Tests/Crash/run.sh

interop:
	@scripts/system-packages.sh build python
	$(SWIFT) build -c release --product bourse
	Tests/Interop/run.sh

docs:
	@scripts/system-packages.sh build python
	$(SWIFT) build
	scripts/build-docs $(ARGS)

api:
	@scripts/system-packages.sh build python
	$(SWIFT) build
	scripts/api-listing $(ARGS)

readme:
	@scripts/system-packages.sh build python
	$(SWIFT) build --product bourse
	scripts/readme-tables

fuzz:
	@scripts/system-packages.sh build
	Tests/Fuzz/run.sh $(ARGS)

MINUTES ?= 30
soak:
	@scripts/system-packages.sh build
	Tests/Soak/run.sh --minutes $(MINUTES) $(ARGS)

conformance:
	@scripts/system-packages.sh build
	$(SWIFT) build -c release --product bourse
	scripts/conformance.sh $(ARGS)

examples:
	@scripts/system-packages.sh build python
	$(SWIFT) build -c release --product bourse
	Examples/certify.sh

recordings:
	@scripts/system-packages.sh build
	$(SWIFT) build -c release --product bourse
	.build/release/bourse conformance all --trade --record Sources/VenueRecordings/Recordings/

# The debug build's modules and flags compile the mutated modules for the unit tests; the suite that judges them is a release
# build in a folder of its own, kept between runs.
mutants:
	@scripts/system-packages.sh build python
	$(SWIFT) build
	Tests/Mutants/run.sh $(ARGS)

nightly:
	@scripts/system-packages.sh build python
	$(SWIFT) build
	$(SWIFT) build -c release --product bourse
	scripts/nightly.sh $(ARGS)

format:
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)
