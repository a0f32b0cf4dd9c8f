#!/usr/bin/env bash
# Installs the system packages that are missing, or says which line to type.
#
#   scripts/system-packages.sh build           what compiling and running needs
#   scripts/system-packages.sh build python    and what the Python parts (lint, interop) need; crash: strace too
#
# Exit: 0 nothing is missing (any more); 69 something is missing and may not be installed from here.
set -euo pipefail

readonly unavailable=69

packages=()
for purpose in "${@:-build}"; do
    case "$purpose" in
        build) packages+=(libsqlite3-dev zlib1g-dev) ;;
        python) packages+=(python3 python3-venv) ;;
        crash) packages+=(strace) ;;
        *) echo "system-packages: unknown purpose '$purpose' (build, python, crash)" >&2; exit 64 ;;
    esac
done

# Elsewhere than on Debian and its children the names differ, and macOS brings both libraries.
if ! command -v dpkg-query >/dev/null; then
    if [[ "$(uname)" == Darwin ]] || printf '#include <sqlite3.h>\n#include <zlib.h>\n' | clang -x c -fsyntax-only - 2>/dev/null; then
        exit 0
    fi
    echo "Install the development files of SQLite 3 and zlib (Fedora: dnf install sqlite-devel zlib-devel)." >&2
    exit "$unavailable"
fi

missing=()
for package in "${packages[@]}"; do
    status="$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)"
    [[ "$status" == installed* ]] || missing+=("$package")
done
((${#missing[@]} == 0)) && exit 0

if [[ "$(id -u)" == 0 ]]; then
    as_root=(env)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n env)
else
    echo "Missing: ${missing[*]}. Type this, then try again:" >&2
    echo "sudo apt-get update && sudo apt-get install -y ${missing[*]}" >&2
    exit "$unavailable"
fi

echo "Installing ${missing[*]}" >&2
apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq)
if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } >&2; then
    echo "The installation failed. Type this to see why: sudo apt-get install ${missing[*]}" >&2
    exit "$unavailable"
fi
