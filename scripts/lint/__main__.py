"""`python3 -m lint [ROOT]`: every finding on a line, exit 1 when there is one."""

from __future__ import annotations

import sys
from pathlib import Path

from . import adapter_files, arrows, constructs, manifest, venue_names
from .finding import Finding
from .swift_source import SwiftSource


def check_tree(root: Path) -> tuple[list[Finding], int]:
    files = sorted(path for folder in ("Sources", "Tests") for path in (root / folder).rglob("*.swift"))
    findings: list[Finding] = []
    for path in files:
        source = SwiftSource.read(root, path)
        for check in (arrows.check, venue_names.check, constructs.check):
            findings += check(source)
    return findings, len(files)


def main(arguments: list[str]) -> int:
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    findings, count = check_tree(root)
    findings += adapter_files.check(adapter_files.listing(root))
    findings += manifest.check(manifest.dump(root))
    for finding in sorted(findings):
        print(finding)
    print(f"lint: {count} files, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
