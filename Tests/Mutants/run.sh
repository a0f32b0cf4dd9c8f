#!/usr/bin/env bash
# Whether the conformance suite has teeth: mutants of some seeds, compiled once behind a run-time switch, each against the
# suite. The mutated package lives in a folder of its own and is never shipped. What is interrupted goes on where it was.
#
#   Tests/Mutants/run.sh [--seed N]... [--count N] [--suite-only] [--to-the-end] [--jobs N] [--patience S] [--make-only]
#
#   --seed        once or several times: all share one tree, and each has a verdict of its own
#   --patience    seconds of the suite before the unit tests are asked; only who survives both sees the rest of the suite
#   --suite-only  do not show to the unit tests what the suite let live
#   --make-only   make the mutants and end
#
#   MUTANTS_DIR   where the mutated package goes, with a release build of its own, 2 GB (default .build-mutants)
#   NIGHTLY_DIR   where the report goes (default docs/nightly)
#
# The seed is the day's date unless one is named. Exit: 0 at least 90 % killed of each seed, 1 fewer.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
tree="${MUTANTS_DIR:-$root/.build-mutants}"
report="${NIGHTLY_DIR:-$root/docs/nightly}/mutants-$(date --utc +%Y-%m-%d).md"
seeds=()
count=240
options=()
tests=(--tests)
making=()
is_made_only=""
given=()
while (($# > 0)); do
    case "$1" in
        --seed) seeds+=("${2:?--seed needs a number}"); shift 2 ;;
        --count) count="${2:?--count needs a number}"; shift 2 ;;
        --suite-only) tests=(); making=(--no-tests); given+=("$1"); shift ;;
        --make-only) is_made_only=1; shift ;;
        --to-the-end) options+=("$1"); given+=("$1"); shift ;;
        --patience) options+=("$1" "${2:?--patience needs seconds}"); given+=("$1" "$2"); shift 2 ;;
        --jobs) options+=("$1" "${2:?--jobs needs a number}"); shift 2 ;;
        *) echo "mutants: unknown option $1" >&2; exit 64 ;;
    esac
done
((${#seeds[@]} > 0)) || seeds=("$(date --utc +%Y%m%d)")
export PYTHONDONTWRITEBYTECODE=1
cd "$root"
seed_options=()
for seed in "${seeds[@]}"; do seed_options+=(--seed "$seed"); done
given=("${seed_options[@]}" --count "$count" "${given[@]}")
options+=("${tests[@]}")
# Before build and run: what is changed meanwhile was not run.
declare -A headers
for seed in "${seeds[@]}"; do
    headers["$seed"]="$("$root/scripts/report-header" mutants "$seed" Tests/Mutants/run.sh "${given[@]}")"
done
python3 -m unittest discover --quiet --start-directory "$here"
# The healthy modules and tests, which the mutated ones are linked with; with the flags of `make`, or all would be anew.
BOURSE_STRICT=1 swift build --build-tests
python3 "$here/make.py" "${seed_options[@]}" --count "$count" --into "$tree" "${making[@]}"
[[ -z "$is_made_only" ]] || exit 0
# Its first line tells of which binaries the results are; the suite's are kept when only the tests are others.
of_command() { head -n 1 "$tree/results.jsonl" 2>/dev/null | sed 's/, "tests".*//' || true; }
earlier="$(of_command)"
started=$SECONDS
python3 "$here/run.py" "$tree" "${options[@]}"
seconds=$((SECONDS - started))
took="$seconds s after the build, all seeds together"
[[ "$earlier" != "$(of_command)" ]] || took+=", without what an interrupted run had done before"
mkdir -p "$(dirname "$report")"
results="$(mktemp)"
trap 'rm -f "$results"' EXIT
worst=0
for seed in "${seeds[@]}"; do
    : >"$results"
    status=0
    python3 "$here/verdict.py" "$tree" --seed "$seed" --report "$results" || status=$?
    ((status == 0)) || worst=1
    # A second seed of the same day goes below the first.
    [[ -s "$report" ]] && echo >>"$report"
    {
        echo "# Mutants, $(date --utc +%Y-%m-%dT%H:%MZ)"
        echo
        echo "${headers["$seed"]}"
        echo "- build: the suite release, the unit tests debug, every mutant behind a run-time switch"
        echo "- took: $took; exit status $status"
        echo "- result: $( ((status == 0)) && echo passed || echo failed)"
        cat "$results"
    } >>"$report"
done
echo "mutants: $report" >&2
exit "$worst"
