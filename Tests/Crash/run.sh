#!/usr/bin/env bash
# SIGKILL of the host at each step of an order, a second host, a full disk, and the flush before the first byte.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
export BOURSE_BIN="${BOURSE_BIN:-$root/.build/release/bourse}"
export BOURSE_CONFIG="$root/adapters.yaml"
export PYTHONDONTWRITEBYTECODE=1
if [[ ! -x "$BOURSE_BIN" ]]; then
    echo "crash: no command at $BOURSE_BIN; run 'swift build -c release --product bourse' first" >&2
    exit 69
fi
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
exec python3 "$here/main.py" "$@"
