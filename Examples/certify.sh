#!/usr/bin/env bash
# What a third party does, done: the invented venue of Examples/NewVenue is certified, the own host and the embedded bot
# are built, and the folder that `bourse new-adapter` writes compiles and fails with its to-do list only.
#
#   Examples/certify.sh
#
# The packages depend on Bourse as anybody's would. They are built in Bourse's own build folder, where nearly all that
# they need is there already: with the same flags the same files are taken.
#
#   EXAMPLES_SCRATCH   another build folder (a first build takes about ten minutes)
#
# Exit: 0 all of it holds.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/.." && pwd)"
scratch="${EXAMPLES_SCRATCH:-$root/.build}"
export BOURSE_STRICT=1 SWIFT_BACKTRACE="enable=no"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# build PACKAGE PRODUCT
build() {
    printf '\n--- %s: %s\n' "$1" "$2"
    # The versions that Bourse is tested with, or the shared folder would be built anew with others.
    cp "$root/Package.resolved" "$1/Package.resolved"
    swift build --package-path "$1" --scratch-path "$scratch" --configuration release --product "$2"
}

build "$here/NewVenue" acorn-bourse
"$scratch/release/acorn-bourse" conformance acorn --trade --certificate "$work/acorn.json" | tail -n 40
grep -q '"verdict": "certified"' "$work/acorn.json"

build "$here/OwnHost" own-host
# Its adapters.yaml, where it stands, names the sixth venue.
(cd "$here/OwnHost" && "$scratch/release/own-host" platforms --json >"$work/platforms.json")
grep -q '"acorn"' "$work/platforms.json"

build "$here/EmbeddedBot" embedded-bot

printf '\n--- a folder of new-adapter\n'
"$scratch/release/bourse" new-adapter Pebble --directory "$work" --bourse "$root"
build "$work/Pebble" pebble-bourse
status=0
"$scratch/release/pebble-bourse" conformance pebble --offline --json >"$work/pebble.json" || status=$?
"$here/check-to-do.py" "$work/pebble.json" "$status"
echo "Examples: certified"
