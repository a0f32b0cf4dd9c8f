"""Shows every mutant of a mutated package to the conformance suite, and what survives to the unit tests.

    run.py DIR [--tests] [--to-the-end] [--jobs 2] [--patience SECONDS]

A mutant is judged by its venue's suite; one in a module that all share by the suites of two venues. The suite runs in
parts: a mutant is shown to those that ask for it when no mutant lives, for the others go the same way with it. --tests
lets the unit tests have a second look at what survived: they are teeth too, and are counted apart. With --patience a mutant
is shown to the best parts of the suite for so long, then to the tests, and only who survives both to the rest: the verdict
is the same, and what the suite kills alone is a lower bound. Results are kept in DIR/results.jsonl, so that an interrupted
run goes on where it was; verdict.py tells what they mean.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from threading import Lock

from judging import WHOLE, Run, Suite
from unit_tests import TARGETS, Healthy, UnitTests

#: Who looks at what all venues share: a clock and weights, then nonces and a decaying counter. What neither of them sees
#: the other three rarely do, and they cost more than all the rest of a run.
_ORDER = ("binance", "kraken")


class Court:
    def __init__(self, tree: Path, to_the_end: bool) -> None:
        document = json.loads((tree / "mutants.json").read_text(encoding="utf-8"))
        self.mutants: list[dict] = document["mutants"]
        self.suite = Suite(tree)
        self._to_the_end = to_the_end
        self._path = tree / "results.jsonl"
        self._lock = Lock()
        self.results: dict[int, dict] = {}
        self._healthy_tests: dict[str, Healthy] = {}
        self._recall()

    def _recall(self) -> None:
        """What an earlier run found out, of exactly these mutants in exactly these binaries. With other tests only what
        the suite says is still known."""
        stamp = {"binary": self.suite.stamp, "count": len(self.mutants), "tests": UnitTests.stamp(self._path.parent)}
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.is_file() else []
        rows = [json.loads(line) for line in lines]
        if not rows or rows[0] | {"tests": ""} != stamp | {"tests": ""}:
            rows = [stamp]
        if rows[0] != stamp:
            rows = [stamp, *({key: row[key] for key in row if key != "tests"} for row in rows[1:] if "target" not in row)]
        self._path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        for row in rows[1:]:
            if "number" in row:
                self.results[row["number"]] = row
            elif "target" in row:
                target = row.pop("target")
                self._healthy_tests[target] = Healthy(**_with_numbers(row))
            else:
                place = (row.pop("venue"), row.pop("part"))
                self.suite.healthy[place] = Run(**_with_numbers(row | {"reds": set(row["reds"])}))

    def _note(self, row: dict) -> None:
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def run_healthy(self, jobs: int) -> None:
        """Every part of every suite without a mutant: what is red anyway, how long it takes, and who is asked for."""
        venues = dict.fromkeys(venue for each in self.mutants for venue in _venues(each))
        places = [(venue, part) for part in reversed(self.suite.parts()) for venue in venues]

        def run(place: tuple[str, str]) -> None:
            found = self.suite.examine_healthy(*place)
            self._note({"venue": place[0], "part": place[1], **asdict(found), "reds": sorted(found.reds)})

        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(run, [each for each in places if each not in self.suite.healthy]))
        for venue in venues:
            whole = self.suite.healthy[venue, WHOLE]
            print(f"mutants: {venue} healthy: {len(whole.reds)} red, {whole.cpu_seconds:.0f} s", file=sys.stderr)

    def judge_all(self, jobs: int, patience: float = float("inf")) -> None:
        """Shows each mutant to the suite: for at most about `patience` seconds of processor time, if any is named."""
        left = [each for each in self.mutants if each["number"] not in self.results]
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda mutant: self._judge(mutant, patience), left))

    def judge_rest(self, jobs: int) -> None:
        """What the tests let live as well is shown to the rest of the suite."""
        left = [each for each in self.mutants if self._is_owed(self.results[each["number"]])]
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda mutant: self._judge(mutant, float("inf")), left))

    def _is_owed(self, result: dict) -> bool:
        return result["left"] and not result["killed"] and not result.get("tests")

    def _judge(self, mutant: dict, patience: float) -> None:
        number = mutant["number"]
        fresh = {"number": number, "killed": "", "venue": "", "cases": [], "shown": [], "left": False}
        result = self.results.get(number, fresh) | {"left": False}
        spent = 0.0
        for place in self._plan(mutant):
            if place in result["shown"]:
                continue
            if result["killed"] and (not self._to_the_end or place[0] != result["venue"]):
                break
            if spent >= patience:
                result["left"] = True
                break
            run = self.suite.examine(number, *place, self._to_the_end)
            spent += run.cpu_seconds
            result["shown"] = [*result["shown"], place]
            if run.end in ("crash", "hang") or run.reds:
                cases = sorted({*result["cases"], *run.reds})
                killed = result["killed"] or ("case" if run.reds else run.end)
                result |= {"killed": killed, "venue": place[0], "cases": cases}
        self._tell(result, ", ".join(result["cases"][:1]) or result["killed"] or "SURVIVES")

    def _plan(self, mutant: dict) -> list[list[str]]:
        """Venues and parts of their suites."""
        return [[venue, part] for venue in _venues(mutant) for part in self.suite.plan(mutant["number"], venue)]

    def _tell(self, result: dict, verdict: str) -> None:
        self.results[result["number"]] = result
        self._note(result)
        count = f"{len(self.results)}/{len(self.mutants)}"
        print(f"mutants: {count} #{result['number']} {verdict}", file=sys.stderr)

    def ask_tests(self, tests: UnitTests, jobs: int) -> None:
        tests.healthy |= self._healthy_tests

        def run(target: str) -> None:
            self._note({"target": target, **asdict(tests.examine_healthy(target))})

        def ask(mutant: dict) -> None:
            found = tests.kill(mutant)
            self._tell(self.results[mutant["number"]] | {"tests": found}, found or "SURVIVES the tests too")

        def is_open(mutant: dict) -> bool:
            result = self.results[mutant["number"]]
            return not result["killed"] and "tests" not in result

        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(run, [each for each in TARGETS if each not in tests.healthy]))
            list(pool.map(ask, filter(is_open, self.mutants)))


def _venues(mutant: dict) -> tuple[str, ...]:
    return (mutant["venue"],) if mutant["venue"] else _ORDER


def _with_numbers(row: dict) -> dict:
    """JSON has only texts for keys."""
    return row | {"counts": {int(number): count for number, count in row["counts"].items()}}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--tests", action="store_true")
    parser.add_argument("--to-the-end", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--patience", type=float, default=float("inf"), help="seconds of the suite before the tests")
    options = parser.parse_args()
    tree = options.tree.resolve()
    court = Court(tree, options.to_the_end)
    court.run_healthy(options.jobs)
    court.judge_all(options.jobs, options.patience if options.tests else float("inf"))
    if options.tests:
        court.ask_tests(UnitTests(tree), options.jobs)
        court.judge_rest(options.jobs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
