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

# ThreadSanitizer does not know Swift's `Mutex` for a lock on Linux (6.3), so it gets one that it watches. A program that is
# right and one that is wrong tell first whether it knows both for what they are.
locks="$here/Sanitizers"
watched() { swiftc -swift-version 6 -sanitize=thread "$@"; }
knows_locks() {
    cd "$logs" \
        && watched -parse-as-library -emit-module -emit-object -module-name WatchedLocks \
            "$locks/WatchedLocks/Mutex.swift" -o WatchedLocks.o \
        && watched -I . -module-alias Synchronization=WatchedLocks "$locks/locks.swift" WatchedLocks.o -o locks \
        && ./locks \
        && { ./locks race 2>&1 || true; } | grep -q 'WARNING: ThreadSanitizer: data race'
}
if ! (knows_locks) >"$logs/probe" 2>&1; then
    cat "$logs/probe" >&2
    sanitizers="failed"
    echo "| thread | none | FAILED: it does not tell a race from a lock |" >>"$report"
fi

export BOURSE_WATCHED_LOCKS=1 TSAN_OPTIONS="exitcode=66 suppressions=$locks/thread.suppressions"
sanitized thread AdapterRuntimeTests TradingTests VenueSimulatorTests
# Everything at once: five simulated venues, every stream of every adapter over sockets, misfortunes. Only races count: the
# sanitizer makes it too slow for the deadlines that the soak holds everybody to. A debug build is too slow altogether.
soak="passed"
swift build -c release --sanitize=thread --scratch-path "$root/.build-thread" --product bourse-soak >"$logs/soak" 2>&1 \
    && "$root/.build-thread/release/bourse-soak" --minutes 2 --seed "$seed" >>"$logs/soak" 2>&1 || true
line="$(grep -E '^[0-9]+ misfortunes' "$logs/soak" | tail -n 1 | sed 's/,.*//' || true)"
if [[ -z "$line" ]] || grep -q 'WARNING: ThreadSanitizer' "$logs/soak"; then
    soak="FAILED"
    sanitizers="failed"
    tail -n 60 "$logs/soak" >&2
fi
echo "| thread | two minutes of the soak | $soak: ${line:-it did not end} |" >>"$report"
printf '\n- result: %s\n' "$sanitizers" >>"$report"
[[ "$sanitizers" == passed ]] || failed=1
echo "nightly: $report" >&2
exit "$failed"
