#!/usr/bin/env bash
# Programs that must not compile, and controls that must: Tests/CompileFail/*.swift against the debug build's modules.
#
# A file states what it expects: `// expect-error: FRAGMENT` once per diagnostic, or `// expect-success`.
# An error that no line announces is a failure too, so that a typing mistake cannot pass for a proof.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
modules="${BOURSE_MODULES:-$root/.build/debug/Modules}"
fixtures="${1:-$root/Tests/CompileFail}"
if [[ ! -d "$modules" ]]; then
    echo "compile-fail: no modules in $modules; run 'swift build' first" >&2
    exit 69
fi

# Up to SIL, since a second use of a noncopyable value is found only there; nothing is generated.
flags=(-swift-version 6 -I "$modules" -module-cache-path "$(dirname "$modules")/ModuleCache")
for feature in ExistentialAny MemberImportVisibility InternalImportsByDefault NonisolatedNonsendingByDefault; do
    flags+=(-enable-upcoming-feature "$feature")
done
# Prints nothing when the fixture keeps its word, else what is wrong.
verdict() {
    local fixture="$1" output="$2" status="$3" fragment line
    local -a expected=() errors=()
    mapfile -t expected < <(sed -n 's|^// expect-error: ||p' "$fixture")
    mapfile -t errors < <(grep -E '(^|: )error: ' <<<"$output" || true)
    if grep -q '^// expect-success$' "$fixture"; then
        ((status == 0)) || echo "must compile, but: ${errors[*]:-exit $status}"
        return
    fi
    ((${#expected[@]} > 0)) || { echo "says neither expect-error nor expect-success"; return; }
    ((status != 0)) || { echo "compiles, and must not"; return; }
    for fragment in "${expected[@]}"; do
        grep -qF -- "$fragment" <<<"${errors[*]:-}" || echo "lacks the error: $fragment"
    done
    for line in "${errors[@]}"; do
        for fragment in "${expected[@]}"; do
            [[ "$line" == *"$fragment"* ]] && continue 2
        done
        echo "unannounced: $line"
    done
}

passed=0 failed=0
for fixture in "$fixtures"/*.swift; do
    status=0
    output="$(swiftc -emit-sil -o /dev/null "${flags[@]}" "$fixture" 2>&1)" || status=$?
    problem="$(verdict "$fixture" "$output" "$status")"
    if [[ -z "$problem" ]]; then
        passed=$((passed + 1))
        echo "ok   $(basename "$fixture")"
    else
        failed=$((failed + 1))
        printf 'FAIL %s: %s\n' "$(basename "$fixture")" "$problem"
        printf '%s\n' "$output"
    fi
done
echo "compile-fail: $passed passed, $failed failed"
((failed == 0 && passed > 0))
