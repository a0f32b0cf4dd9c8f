#!/usr/bin/env bash
# A peer's client, its source unchanged, against our simulated exchange; every value it reads beside ours.
#
#   BOURSE_BIN      the command to test (default .build/release/bourse)
#   BOURSE_OFFLINE  1: skip, and pass, when the peer's package cannot be had; otherwise that is a failure
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
export BOURSE_BIN="${BOURSE_BIN:-$root/.build/release/bourse}"
export PYTHONDONTWRITEBYTECODE=1
venv="$root/.venv-interop"

if [[ ! -x "$BOURSE_BIN" ]]; then
    echo "interop: no command at $BOURSE_BIN; run 'swift build -c release --product bourse' first" >&2
    exit 69
fi

# Called in a condition, where `set -e` sleeps: every step says itself what its failure means.
install() {
    [[ -x "$venv/bin/python" ]] || python3 -m venv "$venv" || return
    cmp -s "$here/requirements.txt" "$venv/installed.txt" && return
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt" || return
    cp "$here/requirements.txt" "$venv/installed.txt"
}

if ! install; then
    if [[ "${BOURSE_OFFLINE:-0}" == 1 ]]; then
        echo "interop: skipped, the peer's package is not to be had and BOURSE_OFFLINE=1"
        echo "0 passed, 0 failed, 1 skipped"
        exit 0
    fi
    echo "interop: the peer's package is not to be had, and without it nothing is proven" >&2
    exit 69
fi

# The tour talks to 127.0.0.1 only.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
# The pinned signing vectors are what these clients make, to the byte.
"$venv/bin/python" "$root/Tests/Vectors/make.py" --check
exec "$venv/bin/python" "$here/main.py" "$@"
