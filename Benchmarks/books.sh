#!/usr/bin/env bash
# Two hundred books on five simulated venues, for minutes: whether memory stays flat, and whether books come later and later.
#
#   Benchmarks/books.sh [--json FILE | --lines FILE]
#
#   --json    writes the numbers to this file too
#   --lines   writes the bare lines to this file and judges nothing (for run.sh)
#
#   MINUTES     how long (default 10)
#   BOURSE_BIN  the simulator (default .build/release/bourse)
#   BENCH_BIN   the reader; built when not given
#
# Exit: 0 every target is met, 1 one is missed, 69 there is no simulator.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"
host="${BOURSE_BIN:-$root/.build/release/bourse}"
scratch="${BENCH_SCRATCH:-$root/.build}"
bench="${BENCH_BIN:-}"
export PYTHONDONTWRITEBYTECODE=1

lines=""
options=()
while (($# > 0)); do
    case "$1" in
        --lines)
            lines="${2:?--lines needs a file}"
            shift 2
            ;;
        *)
            options+=("$1")
            shift
            ;;
    esac
done
if [[ ! -x "$host" ]]; then
    echo "bench: no simulator at $host; build it with 'swift build -c release --product bourse'" >&2
    exit 69
fi
if [[ -z "$bench" ]]; then
    swift build --package-path "$here" --scratch-path "$scratch" --configuration release --product bourse-bench >&2
    bench="$scratch/release/bourse-bench"
fi

ready="$(mktemp)"
found="$(mktemp)"
"$host" simulate --port-base 0 >"$ready" &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true; rm -f "$ready" "$found"' EXIT
while [[ ! -s "$ready" ]] && kill -0 "$simulator" 2>/dev/null; do sleep 0.1; done

echo "bench: 200 books for ${MINUTES:-10} minutes" >&2
"$bench" --books "$ready" "$((${MINUTES:-10} * 60))" >"$found"
if [[ -n "$lines" ]]; then
    cp "$found" "$lines"
else
    python3 "$here/table.py" "${options[@]}" "$found"
fi
