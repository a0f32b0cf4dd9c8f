"""Runs every mutant of a mutated package through the conformance suite and reports.

    run.py DIR [--tests] [--to-the-end] [--jobs 2] [--report FILE]

A mutant is judged by its venue's suite; one in a module that all share by the suites of two venues. --tests lets the unit
tests have a second look at what survived: they are teeth too, and are counted apart. Results are kept in
DIR/results.jsonl, so that an interrupted run goes on where it was. Exit: 0 when at least 90 % were killed by the suite or
the tests, else 1; what is explained as equivalent is not counted.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from explanations import Explanations
from judging import Suite
from report import markdown
from unit_tests import UnitTests

#: Who looks at what all venues share: a clock and weights, then nonces and a decaying counter. What neither of them sees
#: the other three rarely do, and they cost more than all the rest of a run.
_ORDER = ("binance", "kraken")
#: The share of mutants that must be killed.
_LEAST = 90


class Court:
    def __init__(self, tree: Path, to_the_end: bool) -> None:
        document = json.loads((tree / "mutants.json").read_text(encoding="utf-8"))
        self.seed: int = document["seed"]
        self.mutants: list[dict] = document["mutants"]
        self.suite = Suite(tree)
        self._to_the_end = to_the_end
        self._path = tree / "results.jsonl"
        self._lock = Lock()
        self.results: dict[int, dict] = {}
        self._recall()

    def _recall(self) -> None:
        """What an earlier run found out, of exactly these mutants in exactly this binary."""
        stamp = {"seed": self.seed, "binary": self.suite.stamp, "count": len(self.mutants)}
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.is_file() else []
        rows = [json.loads(line) for line in lines]
        if rows[:1] == [stamp]:
            self.results = {row["number"]: row for row in rows[1:]}
        else:
            self._path.write_text(json.dumps(stamp) + "\n", encoding="utf-8")

    def judge_all(self, jobs: int) -> None:
        venues = _ORDER if any(not each["venue"] for each in self.mutants) else ()
        asked = dict.fromkeys([*venues, *(each["venue"] for each in self.mutants if each["venue"])])
        with ThreadPoolExecutor(jobs) as pool:
            healthy = pool.map(lambda venue: (venue, self.suite.examine_healthy(venue)), asked)
            for venue, run in healthy:
                print(f"mutants: {venue} healthy: {len(run.reds)} red, {run.cpu_seconds:.0f} s", file=sys.stderr)
        left = [each for each in self.mutants if each["number"] not in self.results]
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(self._judge, left))

    def _judge(self, mutant: dict) -> None:
        result = {"number": mutant["number"], "killed": "", "venue": "", "cases": []}
        for venue in (mutant["venue"],) if mutant["venue"] else _ORDER:
            run = self.suite.examine(mutant["number"], venue, self._to_the_end)
            if run.end in ("crash", "hang") or run.reds:
                killed = "case" if run.reds else run.end
                result |= {"killed": killed, "venue": venue, "cases": sorted(run.reds)}
                break
        with self._lock:
            self.results[mutant["number"]] = result
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(result) + "\n")
            by = ", ".join(result["cases"][:1]) or result["killed"] or "SURVIVES"
            print(f"mutants: {len(self.results)}/{len(self.mutants)} #{mutant['number']} {by}", file=sys.stderr)

    def ask_tests(self, tests: UnitTests, jobs: int) -> None:
        def unasked(mutant: dict) -> bool:
            result = self.results[mutant["number"]]
            return not result["killed"] and "tests" not in result

        def ask(mutant: dict) -> None:
            result = self.results[mutant["number"]] | {"tests": tests.kill(mutant)}
            with self._lock:
                self.results[mutant["number"]] = result
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(result) + "\n")
                print(f"mutants: #{mutant['number']} {result['tests'] or 'SURVIVES the tests too'}", file=sys.stderr)

        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(ask, filter(unasked, self.mutants)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--tests", action="store_true")
    parser.add_argument("--to-the-end", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    tree = options.tree.resolve()
    court = Court(tree, options.to_the_end)
    court.judge_all(options.jobs)
    if options.tests:
        court.ask_tests(UnitTests(tree), options.jobs)
    text, suite, share = markdown(court.seed, court.mutants, court.results, Explanations.shipped(), court.suite.healthy)
    if options.report:
        with options.report.open("a", encoding="utf-8") as file:
            file.write(text)
    else:
        print(text, end="")
    print(
        f"mutants: {share:.1f} % killed, {suite:.1f} % by the suite alone; at least {_LEAST} % must be", file=sys.stderr)
    return 0 if share >= _LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
