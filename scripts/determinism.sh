#!/usr/bin/env bash
# One order walk from one seed, twice in debug and twice in release: outbound bytes and journal must be equal to the byte.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly seeds="1 7 20261124"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

swift build --product bourse >/dev/null
for seed in $seeds; do
    first=""
    for flavour in debug release; do
        for round in 1 2; do
            .build/$flavour/bourse walk --seed "$seed" >"$work/$flavour-$round.txt"
            first="${first:-$work/$flavour-$round.txt}"
            cmp "$first" "$work/$flavour-$round.txt"
        done
    done
    lines="$(wc -l <"$first")"
    ((lines > 20)) || { echo "the walk of seed $seed left only $lines lines" >&2; exit 1; }
    echo "seed $seed: $lines lines, sha256 $(sha256sum <"$first" | cut -c1-16), debug and release equal"
done
