#!/usr/bin/env bash
# Five simulated venues on loopback sockets, every stream of every adapter, orders, and a misfortune every few seconds.
#
#   Tests/Soak/run.sh [--report FILE] [--seed N] [--minutes N] [--verbose]
#
#   --minutes  how long, the settling at the end included (default 30)
#   --seed     of the venues, the orders and the misfortunes (default 1); what the network makes of them is its own
#   --verbose  tells each misfortune when it is dealt
#   --report   writes what was run, where and what came of it as Markdown
#
#   SOAK_SCRATCH      build folder (default .build, where a release build of the command has most of it already)
#   SOAK_SKIP_BUILD   not empty: run what is built already
#
# Exit: 0 every promise was kept, 1 one was not, 2 a crash or no end, 64 a wrong option.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
scratch="${SOAK_SCRATCH:-$root/.build}"
# A crash ends the process at once, instead of waiting for a trace to be printed.
export SWIFT_BACKTRACE="enable=no"

report=""
seed=1
minutes=30
options=()
while (($# > 0)); do
    case "$1" in
        --report)
            report="${2:?--report needs a file}"
            shift 2
            ;;
        *)
            [[ "$1" != --seed ]] || seed="${2:?--seed needs a number}"
            [[ "$1" != --minutes ]] || minutes="${2:?--minutes needs a number}"
            options+=("$1")
            shift
            ;;
    esac
done

header=""
if [[ -n "$report" ]]; then
    # Before build and run: what is changed meanwhile was not run.
    header="$("$root/scripts/report-header" soak "$seed" Tests/Soak/run.sh "${options[@]}")"
fi
if [[ -z "${SOAK_SKIP_BUILD:-}" ]]; then
    swift build --package-path "$root" --scratch-path "$scratch" --configuration release --product bourse-soak >&2
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
status=0
started=$SECONDS
# Whatever waits for something that never comes ends too: the checks at the end wait for ten minutes at most.
timeout --kill-after=30s "$((minutes * 60 + 900))s" "$scratch/release/bourse-soak" "${options[@]}" \
    | tee "$work/output" || status=$?
seconds=$((SECONDS - started))

if ((status > 64)); then
    what="crashed with signal $((status - 128))"
    ((status == 124 || status == 137)) && what="did not come to an end"
    echo "soak: $what" | tee -a "$work/output" >&2
    status=2
fi

# A heap that was not measured has not been seen to leak nothing. Where another allocator is known to be in the way (the
# sanitizers) the program is run without this script.
if ((status == 0)) && ! grep -qE '^Memory in use before the venues were opened: [1-9]' "$work/output"; then
    echo "soak: the heap was not measured" | tee -a "$work/output" >&2
    status=1
fi

if [[ -n "$report" ]]; then
    mkdir -p "$(dirname "$report")"
    {
        echo "# Soak, $(date --utc +%Y-%m-%dT%H:%MZ)"
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
