#!/usr/bin/env bash
# What takes longer than CI may: a million damaged inputs, and the tests under the sanitizers. One report of all of it.
#
#   Tests/Fuzz/nightly.sh [--seed N] [--inputs N]
#
#   NIGHTLY_DIR   where the report goes (default docs/nightly)
#
# The seed is the day's date unless one is named, so that every night sees other inputs and each can be had again.
# Exit: 0 all passed, 1 something failed; every part runs, whatever the others did.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
day="$(date --utc +%Y-%m-%d)"
folder="${NIGHTLY_DIR:-$root/docs/nightly}"
seed="$(date --utc +%Y%m%d)"
inputs=1000000
while (($# > 0)); do
    case "$1" in
        --seed) seed="${2:?--seed needs a number}"; shift 2 ;;
        --inputs) inputs="${2:?--inputs needs a number}"; shift 2 ;;
        *) echo "nightly: unknown option $1" >&2; exit 64 ;;
    esac
done
report="$folder/$day.md"
logs="$(mktemp -d)"
trap 'rm -rf "$logs"' EXIT
export SWIFT_BACKTRACE="enable=no" BOURSE_STRICT=1
# A case of a Swift enum is marked in its pointer, so that the leak finder takes what the tests keep for good for lost.
export ASAN_OPTIONS="detect_leaks=0"
cd "$root"
failed=0

"$here/run.sh" --report "$report" --seed "$seed" --inputs "$inputs" || failed=1
sanitizers="passed"
{
    echo
    echo "## Tests under the sanitizers"
    echo
    # The tests print a seed of their own where they have one.
    "$root/scripts/report-header" sanitizers - Tests/Fuzz/nightly.sh
    echo
    echo "| sanitizer | tests | result |"
    echo "|---|---|---|"
} >>"$report"

# sanitized NAME TARGETS...: builds these test targets only, in a folder of their own, and runs them.
sanitized() {
    local name="$1" targets verdict="passed"
    shift
    targets="$(IFS=,; echo "$*")"
    if ! BOURSE_ONLY="$targets" swift test --sanitize="$name" --scratch-path "$root/.build-$name" --disable-xctest \
        >"$logs/$name" 2>&1; then
        verdict="FAILED"
        tail -n 60 "$logs/$name" >&2
    fi
    local line
    line="$(grep -E 'Test run with [0-9]+ tests?' "$logs/$name" | tail -n 1 | sed 's/^[^T]*//' || true)"
    # Green with nothing run is red.
    if [[ "$line" != "Test run with "[1-9]* ]]; then
        verdict="FAILED"
    fi
    [[ "$verdict" == passed ]] || sanitizers="failed"
    echo "| $name | ${targets//,/, } | $verdict: ${line:-no test ran} |" >>"$report"
}

# Memory: what reads raw bytes. Races: what has tasks and threads; the adapters have neither.
sanitized address AdapterProtocolTests AdapterKitTests LunoAdapterTests BinanceAdapterTests KuCoinAdapterTests \
    KrakenAdapterTests VALRAdapterTests
# Swift 6.3 on Linux builds `Mutex` without what ThreadSanitizer watches: then every state behind one is a race to it, and
# the tests' deadlines pass meanwhile. A program that is right tells whether it is so; once it is not, the tests run again.
if swiftc -swift-version 6 -sanitize=thread "$here/Sanitizers/mutex.swift" -o "$logs/mutex" >"$logs/thread" 2>&1 \
    && "$logs/mutex" >>"$logs/thread" 2>&1; then
    sanitized thread AdapterRuntimeTests TradingTests VenueSimulatorTests
else
    thread="NOT RUN: it reports a race in Sanitizers/mutex.swift, which has none"
    if ! grep -q 'WARNING: ThreadSanitizer' "$logs/thread"; then
        cat "$logs/thread" >&2
        thread="FAILED: Sanitizers/mutex.swift did not run"
        sanitizers="failed"
    fi
    echo "| thread | none | $thread |" >>"$report"
fi
printf '\n- result: %s\n' "$sanitizers" >>"$report"
[[ "$sanitizers" == passed ]] || failed=1
echo "nightly: $report" >&2
exit "$failed"
