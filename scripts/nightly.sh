#!/usr/bin/env bash
# Everything that takes longer than CI may: fuzzing and the sanitizers, the soak, the benchmarks, planted mistakes, mutants.
# Every part runs, whatever the others did, and writes its own report to docs/nightly; planted mistakes only pass or fail.
#
#   scripts/nightly.sh [--seed N] [--inputs N] [--only PART[,PART...]]
#
#   PART   fuzz (with the sanitizers), streams, deltas, soak, bench, teeth, mutants
#
# The seed is the day's date unless one is named. Exit: 0 all passed, 1 something failed.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
day="$(date --utc +%Y-%m-%d)"
seed="$(date --utc +%Y%m%d)"
inputs=1000000
parts="fuzz,streams,deltas,soak,bench,teeth,mutants"
while (($# > 0)); do
    case "$1" in
        --seed) seed="${2:?--seed needs a number}"; shift 2 ;;
        --inputs) inputs="${2:?--inputs needs a number}"; shift 2 ;;
        --only) parts="${2:?--only needs a part}"; shift 2 ;;
        *) echo "nightly: unknown option $1" >&2; exit 64 ;;
    esac
done
cd "$root"
failed=0
ran=""

# part NAME COMMAND...: runs it if it is wanted.
part() {
    local name="$1"
    shift
    [[ ",$parts," == *",$name,"* ]] || return 0
    ran+=" $name"
    echo "nightly: $name" >&2
    "$@" || { failed=1; echo "nightly: $name FAILED" >&2; }
}

part fuzz Tests/Fuzz/nightly.sh --seed "$seed" --inputs "$inputs"
part streams Tests/Fuzz/run.sh --report "docs/nightly/streams-$day.md" --seed "$seed" --inputs 2000000 --group streams
part deltas Tests/Fuzz/run.sh --report "docs/nightly/deltas-$day.md" --seed "$seed" --deltas 10000000
part soak Tests/Soak/run.sh --report "docs/nightly/soak-$day.md" --seed "$seed" --minutes 30
part bench Benchmarks/run.sh --report "docs/nightly/bench-$day.md"
part teeth env CONFORMANCE=1 BOURSE_STRICT=1 swift test --filter TeethTests
part mutants Tests/Mutants/run.sh --seed "$seed"
[[ -n "$ran" ]] || { echo "nightly: no part is called $parts" >&2; exit 64; }
exit "$failed"
