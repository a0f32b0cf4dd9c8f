#!/usr/bin/env bash
# Damaged bytes for everything that reads bytes of strangers: the five adapters, what they read with, the simulated venues.
#
#   Tests/Fuzz/run.sh [--report FILE] [--seed N] [--inputs N] [--group VENUE|streams|pieces] [--only INPUT] [--list]
#   Tests/Fuzz/run.sh [--report FILE] [--seed N] --deltas N [--group VENUE] [--only EPISODE]
#
#   --seed     the same seed gives the same inputs (default 1)
#   --inputs   how many (default 100000)
#   --group    one venue's decoders and requests, the streams of all, or the pieces
#   --deltas   so many changes of each venue's books through damaged messages, held against the engines, instead
#   --only     one input of that seed, to look at what was reported
#   --report   writes what was run, where and the table of its endings as Markdown
#
#   FUZZ_SCRATCH      build folder (default .build, where a release build of the command has most of it already)
#   FUZZ_SKIP_BUILD   not empty: run what is built already
#
# Exit: 0 nothing found, 1 a wrong reading, 2 a crash or a loop without an end, 64 a wrong option.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
scratch="${FUZZ_SCRATCH:-$root/.build}"
samples="$root/Tests/Support/VenueSamples/Samples"
# A crash ends the process at once, instead of waiting for a trace to be printed.
export SWIFT_BACKTRACE="enable=no"

report=""
kind=fuzz
seed=1
options=()
while (($# > 0)); do
    case "$1" in
        --report)
            report="${2:?--report needs a file}"
            shift 2
            ;;
        *)
            [[ "$1" != --deltas ]] || kind=deltas
            [[ "$1 ${2:-}" != "--group streams" ]] || kind=streams
            [[ "$1" != --seed ]] || seed="${2:?--seed needs a number}"
            options+=("$1")
            shift
            ;;
    esac
done

header=""
if [[ -n "$report" ]]; then
    # Before build and run: what is changed meanwhile was not run.
    header="$("$root/scripts/report-header" "$kind" "$seed" Tests/Fuzz/run.sh "${options[@]}")"
fi
if [[ -z "${FUZZ_SKIP_BUILD:-}" ]]; then
    swift build --package-path "$root" --scratch-path "$scratch" --configuration release --product bourse-fuzz >&2
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
status=0
started=$SECONDS
"$scratch/release/bourse-fuzz" --samples "$samples" --progress "$work/input" "${options[@]}" | tee "$work/output" || status=$?
seconds=$((SECONDS - started))

if ((status >= 128)); then
    what="crashed with signal $((status - 128))"
    ((status == 128 + 26)) && what="did not come to an end"
    line="$kind $what"
    if [[ -s "$work/input" ]]; then
        line="Input $(head -n 1 "$work/input") $what: run it again with ${options[*]} --only $(head -n 1 "$work/input")"
    fi
    echo "fuzz: $line" | tee -a "$work/output" >&2
    status=2
fi

if [[ -n "$report" ]]; then
    mkdir -p "$(dirname "$report")"
    {
        echo "# Fuzzing ($kind), $(date --utc +%Y-%m-%dT%H:%MZ)"
        echo
        echo "$header"
        echo "- build: release"
        echo "- took: $seconds s; exit status $status"
        echo "- result: $( ((status == 0)) && echo passed || echo failed)"
        echo
        cat -s "$work/output"
    } >"$report"
fi
exit "$status"
