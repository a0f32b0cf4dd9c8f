#!/usr/bin/env bash
# Every venue's adapter against its simulated exchange, orders included, then against its recordings: two at a time.
#
#   scripts/conformance.sh [--junit FOLDER] [--certificates FOLDER]
#
# Needs the release build of the command. Exit: 0 only when every promise of every venue holds.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
bourse="$root/.build/release/bourse"
venues=(kucoin kraken valr luno binance)
junit="" certificates=""
while (($# > 0)); do
    case "$1" in
        --junit) junit="${2:?--junit needs a folder}"; shift 2 ;;
        --certificates) certificates="${2:?--certificates needs a folder}"; shift 2 ;;
        *) echo "conformance: unknown option $1" >&2; exit 64 ;;
    esac
done
[[ -z "$junit$certificates" ]] || mkdir -p ${junit:+"$junit"} ${certificates:+"$certificates"}
logs="$(mktemp -d)"
trap 'rm -rf "$logs"' EXIT

# examine VENUE: both runs; what they print is kept until they are over.
examine() {
    local venue="$1"
    local options=(--trade)
    [[ -z "$junit" ]] || options+=(--junit "$junit/$venue.xml")
    [[ -z "$certificates" ]] || options+=(--certificate "$certificates/$venue.json")
    "$bourse" conformance "$venue" "${options[@]}" >"$logs/$venue.trading" || return 1
    "$bourse" conformance "$venue" --offline >"$logs/$venue.offline"
}

# The slow ones first; a second one on the other core.
failed=()
declare -A running=()
reap() {
    local pid="" status=0
    wait -n -p pid "${!running[@]}" || status=$?
    ((status == 0)) || failed+=("${running[$pid]}")
    unset "running[$pid]"
}
for venue in "${venues[@]}"; do
    ((${#running[@]} < 2)) || reap
    examine "$venue" &
    running[$!]="$venue"
done
while ((${#running[@]} > 0)); do reap; done

for venue in "${venues[@]}"; do
    for run in trading offline; do
        [[ -f "$logs/$venue.$run" ]] || continue
        echo "=== $venue, $run"
        # What comes after the progress.
        awk 'NF == 0 { seen = 1 } seen' "$logs/$venue.$run"
    done
done
if ((${#failed[@]} > 0)); then
    echo "Not every promise holds: ${failed[*]}" >&2
    exit 1
fi
echo "Conformance: every promise of ${#venues[@]} venues holds"
