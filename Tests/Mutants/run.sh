#!/usr/bin/env bash
# Whether the conformance suite has teeth: mutants of one seed, compiled once behind a run-time switch, each against the
# suite. The mutated package lives in a folder of its own and is never shipped.
#
#   Tests/Mutants/run.sh [--seed N] [--count N] [--suite-only] [--to-the-end]
#
#   --suite-only  do not show to the unit tests what the suite let live
#
#   MUTANTS_DIR   where the mutated package goes (default .build-mutants)
#   NIGHTLY_DIR   where the report goes (default docs/nightly)
#
# The seed is the day's date unless one is named. Exit: 0 at least 90 % killed, 1 fewer.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
tree="${MUTANTS_DIR:-$root/.build-mutants}"
report="${NIGHTLY_DIR:-$root/docs/nightly}/mutants-$(date --utc +%Y-%m-%d).md"
seed="$(date --utc +%Y%m%d)"
count=240
options=()
tests=(--tests)
given=()
while (($# > 0)); do
    case "$1" in
        --seed) seed="${2:?--seed needs a number}"; shift 2 ;;
        --count) count="${2:?--count needs a number}"; shift 2 ;;
        --suite-only) tests=(); given+=("$1"); shift ;;
        --to-the-end) options+=("$1"); given+=("$1"); shift ;;
        *) echo "mutants: unknown option $1" >&2; exit 64 ;;
    esac
done
export PYTHONDONTWRITEBYTECODE=1
cd "$root"
# Before build and run: what is changed meanwhile was not run.
given=(--seed "$seed" --count "$count" "${given[@]}")
options+=("${tests[@]}")
header="$("$root/scripts/report-header" mutants "$seed" Tests/Mutants/run.sh "${given[@]}")"
python3 -m unittest discover --quiet --start-directory "$here"
python3 "$here/make.py" --seed "$seed" --count "$count" --into "$tree" --build
results="$(mktemp)"
trap 'rm -f "$results"' EXIT
status=0
started=$SECONDS
python3 "$here/run.py" "$tree" --report "$results" "${options[@]}" || status=$?
seconds=$((SECONDS - started))
mkdir -p "$(dirname "$report")"
# A second seed of the same day goes below the first.
[[ -s "$report" ]] && echo >>"$report"
{
    echo "# Mutants, $(date --utc +%Y-%m-%dT%H:%MZ)"
    echo
    echo "$header"
    echo "- build: release, every mutant behind a run-time switch"
    echo "- took: $seconds s after the build; exit status $status"
    echo "- result: $( ((status == 0)) && echo passed || echo failed)"
    cat "$results"
} >>"$report"
echo "mutants: $report" >&2
exit "$status"
