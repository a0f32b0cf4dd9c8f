"""`python3 -m reports check` and `python3 -m reports header KIND SEED COMMAND...`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import report
from .check import problems
from .kinds import KINDS


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="The committed reports of what takes longer than CI.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2], help="the package")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("check", help="exit 1 when a report is older than what it covers")
    header = actions.add_parser("header", help="print the lines with which a part of a report begins")
    header.add_argument("kind", choices=KINDS)
    header.add_argument("seed")
    header.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    if options.action == "header":
        print(report.header(root, KINDS[options.kind], options.seed, options.command))
        return 0
    found = list(problems(root))
    for problem in found:
        print(problem, file=sys.stderr)
    errors = sum(problem.is_error for problem in found)
    print(f"reports: {len(KINDS)} kinds, {errors} errors, {len(found) - errors} warnings")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
