"""What run.py found out about the mutants of one seed, as Markdown.

    verdict.py DIR --seed N [--report FILE]

Exit: 0 when at least 90 % were killed by the suite or the tests, else 1; what is explained as equivalent is not counted.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from explanations import Explanations
from report import markdown

#: The share of mutants that must be killed.
_LEAST = 90


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args(arguments)
    document = json.loads((options.tree / "mutants.json").read_text(encoding="utf-8"))
    mutants = [each for each in document["mutants"] if options.seed in each["seeds"]]
    lines = (options.tree / "results.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[1:]]
    results = {row["number"]: row for row in rows if "number" in row}
    healthy = [row for row in rows if "part" in row]
    if not mutants or any(each["number"] not in results for each in mutants):
        raise SystemExit(f"mutants: seed {options.seed} is not judged to its end in {options.tree}")
    results = {each["number"]: results[each["number"]] for each in mutants}
    text, suite, share = markdown(options.seed, mutants, results, Explanations.shipped(), healthy)
    if options.report:
        with options.report.open("a", encoding="utf-8") as file:
            file.write(text)
    else:
        print(text, end="")
    print(
        f"mutants: seed {options.seed}: {share:.1f} % killed, {suite:.1f} % by the suite alone;"
        f" at least {_LEAST} % must be", file=sys.stderr)
    return 0 if share >= _LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
