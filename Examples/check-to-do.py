#!/usr/bin/env python3
"""Holds that the report of a folder fresh from `bourse new-adapter` is a to-do list, and nothing else.

    check-to-do.py REPORT.json EXIT_STATUS

Every red case must say that something is not there yet; a wrong number, a leak or a crash is no work left to do.
"""

import json
import sys

#: How a case says that an operation or a cell is missing.
MISSING = (
    "not built yet", "not written yet", "not offered", "is not placed", "nothing is placed", "nothing was asked", "nothing is asked",
    "0 writes were made", "only asks with a key: []", "makes no write: []",
)

report = json.load(open(sys.argv[1], encoding="utf-8"))[0]
red = [case for case in report["cases"] if case["outcome"] == "failed"]
odd = [case for case in red if not any(words in (case["seen"] or "") for words in MISSING)]
for case in odd:
    print(f"{case['id']}: {case['seen']}", file=sys.stderr)
print(f"{len(red)} cases to do, {report['counts']['passed']} hold already")
if int(sys.argv[2]) != 1 or not red or odd or report["cell_problems"]:
    sys.exit(f"exit {sys.argv[2]}, {len(odd)} red cases are no to-do, cell problems: {report['cell_problems']}")
