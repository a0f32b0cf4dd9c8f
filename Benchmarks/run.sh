#!/usr/bin/env bash
# The benchmarks beside their peers: Swift and Python in turn, seven runs each, medians and ratios in one table.
#
#   Benchmarks/run.sh [--report FILE] [--json FILE]
#
#   --report   writes the table to this file too, with commit, command and machine (docs/nightly.md)
#
#   ROUNDS      runs of each side (default 7)
#   MINUTES     how long two hundred books are followed (default 10; 0 leaves them out; alone: Benchmarks/books.sh)
#   BOURSE_BIN  the host whose start and size are measured, and whose simulated venues are loaded (default
#               .build/release/bourse; left out when missing)
#
# Exit: 0 every target is met, 1 one is missed, 69 something needed cannot be had.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"
rounds="${ROUNDS:-7}"
minutes="${MINUTES:-10}"
host="${BOURSE_BIN:-$root/.build/release/bourse}"
venv="$here/.venv"
# A release build of the command has most of what is timed already.
scratch="${BENCH_SCRATCH:-$root/.build}"
fixtures="$scratch/fixtures"
export PYTHONDONTWRITEBYTECODE=1

report=""
options=()
while (($# > 0)); do
    case "$1" in
        --report)
            report="${2:?--report needs a file}"
            shift 2
            ;;
        *)
            options+=("$1")
            shift
            ;;
    esac
done
header=""
if [[ -n "$report" ]]; then
    # Before the run: what is changed meanwhile was not timed.
    header="$("$root/scripts/report-header" bench - "ROUNDS=$rounds MINUTES=$minutes" Benchmarks/run.sh "${options[@]}")"
fi

if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    python3 -m venv "$venv"
    if ! "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"; then
        echo "bench: the peers' packages cannot be had, and without them there is nothing to compare with" >&2
        exit 69
    fi
    cp "$here/requirements.txt" "$venv/installed.txt"
fi

swift build --package-path "$here" --scratch-path "$scratch" --configuration release --product bourse-bench >&2
bench="$scratch/release/bourse-bench"
"$venv/bin/python" "$here/fixtures.py" "$fixtures"

lines="$(mktemp -d)"
table="$(mktemp)"
ready="$(mktemp)"
tapes="$(mktemp -d)"
server=""
status=0
finish() {
    if [[ -n "$server" ]]; then kill "$server" 2>/dev/null || true; fi
    rm -rf "$lines" "$table" "$ready" "$tapes"
}
trap finish EXIT
for ((round = 1; round <= rounds; round++)); do
    echo "bench: round $round of $rounds" >&2
    "$bench" "$fixtures" >>"$lines/ours"
    "$venv/bin/python" "$here/peers.py" "$fixtures" >>"$lines/peers"
done

# Allocations are counted once: a count is no time.
counter="$scratch/heap-counter.so"
if [[ "$(uname -s)" == Linux ]] && "${CC:-cc}" -O2 -shared -fPIC -o "$counter" "$here/heap/counter.c"; then
    LD_PRELOAD="$counter" "$bench" "$fixtures" allocations >>"$lines/ours"
    if [[ -x "$host" ]]; then
        echo "bench: a book of each simulated venue is recorded" >&2
        "$venv/bin/python" "$here/streams/tapes.py" "$host" "$tapes"
        for tape in "$tapes"/*.tape; do LD_PRELOAD="$counter" "$bench" --tape "$tape" >>"$lines/ours"; done
    fi
else
    echo "bench: no counter of allocations here: it needs Linux and a C compiler" >&2
fi

"$venv/bin/python" "$here/streams/server.py" "$fixtures" >"$ready" &
server=$!
while [[ ! -s "$ready" ]] && kill -0 "$server" 2>/dev/null; do sleep 0.1; done
for ((round = 1; round <= rounds; round++)); do
    echo "bench: streams, round $round of $rounds" >&2
    "$bench" --streams "$ready" >>"$lines/ours"
    "$venv/bin/python" "$here/streams/ccxt_reader.py" "$ready" >>"$lines/peers"
done
kill "$server"
server=""

if [[ -x "$host" ]]; then
    "$venv/bin/python" "$here/idle.py" "$host" >>"$lines/host"
    echo "bench: the simulated venues under load" >&2
    "$venv/bin/python" "$here/load_faces.py" "$host" >>"$lines/host"
    if [[ "$minutes" != 0 ]]; then
        # Books that never are live have no numbers; everything else has.
        MINUTES="$minutes" BOURSE_BIN="$host" BENCH_BIN="$bench" "$here/books.sh" --lines "$lines/books" || status=1
    fi
else
    echo "bench: no host at $host; build it with 'swift build -c release --product bourse'" >&2
fi

grep -m1 'model name' /proc/cpuinfo 2>/dev/null | sed 's/.*: //' || true
echo "$(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(swift --version 2>/dev/null | grep -o 'Swift version [0-9.]*')," \
    "$("$venv/bin/python" --version), commit $(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)"
"$venv/bin/python" "$here/table.py" "${options[@]}" "$lines"/* | tee "$table" || status=$?
if [[ -n "$report" ]]; then
    mkdir -p "$(dirname "$report")"
    {
        echo "# Benchmarks, $(date --utc +%Y-%m-%dT%H:%MZ)"
        echo
        echo "$header"
        echo "- result: $( ((status == 0)) && echo passed || echo "failed: a target is missed")"
        echo
        echo '```text'
        cat "$table"
        echo '```'
    } >"$report"
fi
exit "$status"
