"""How a run's end is told, with a script in the command's place."""

from __future__ import annotations

import stat
import tempfile
import unittest
from pathlib import Path

from judging import WHOLE, Run, Suite, groups
from release_build import RELEASE_COMMAND
from report import markdown
from explanations import Explanations

_SCRIPT = """#!/bin/sh
if [ "$2" = --list ]; then printf 'nonce.first\\n  promises  x\\nsigner.body\\nleak.key\\n'; exit 0; fi
echo "binance    1/3  nonce.first  failed: always"
case "$BOURSE_MUTANT" in
    0) [ -n "$BOURSE_MUTANT_COUNTS" ] && printf '\\0\\0\\0\\0\\2\\0\\0\\0' |
        dd of="$BOURSE_MUTANT_COUNTS" conv=notrunc 2>/dev/null ;;
    1) echo "binance    2/3  signer.body  failed: not the bytes"; sleep 60 ;;
    2) kill -SEGV $$ ;;
    3) printf 'SKIPPED, though claimed  trade.fills\\n  promised  x\\n' ;;
    4) [ "$5" = leak. ] && echo "binance    3/3  leak.key  failed: told" ;;
esac
echo "binance    3/3  leak.key  passed"
echo "CELL  trigger.index: not claimed, though all that would prove it passes (not red)"
exit 1
"""


def _run(seconds: float, **counts: int) -> Run:
    return Run(cpu_seconds=seconds, counts={int(number[1:]): count for number, count in counts.items()})


class JudgingTests(unittest.TestCase):
    def setUp(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        command = Path(self._folder.name) / RELEASE_COMMAND
        command.parent.mkdir(parents=True)
        command.write_text(_SCRIPT, encoding="utf-8")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        self.suite = Suite(Path(self._folder.name))

    def test_a_new_red_case_kills_at_once(self) -> None:
        run = self.suite.examine(1, "binance", WHOLE, to_the_end=False)
        self.assertEqual((run.end, run.reds), ("stopped", {"signer.body"}))

    def test_a_crash_kills(self) -> None:
        self.assertEqual(self.suite.examine(2, "binance", WHOLE, to_the_end=False).end, "crash")

    def test_a_claim_without_proof_kills(self) -> None:
        self.assertEqual(self.suite.examine(3, "binance", WHOLE, to_the_end=True).reds, {"trade.fills"})

    def test_what_was_red_before_kills_nobody(self) -> None:
        run = self.suite.examine(5, "binance", WHOLE, to_the_end=False)
        self.assertEqual((run.end, run.reds), ("done", set()))

    def test_a_part_has_its_own_cases(self) -> None:
        self.assertEqual(self.suite.parts(), ["nonce.", "signer.", "leak.", WHOLE])
        self.assertEqual(self.suite.examine(4, "binance", "leak.", to_the_end=False).reds, {"leak.key"})
        self.assertEqual(self.suite.examine(4, "binance", "nonce.", to_the_end=False).reds, set())

    def test_the_healthy_run_counts_who_is_asked_for(self) -> None:
        self.assertEqual(self.suite.examine_healthy("binance", "leak.").counts, {1: 2})

    def test_large_groups_are_cut_and_have_all_cases(self) -> None:
        ids = [f"stream.{word}.{number}" for word in ("book", "trades") for number in range(40)]
        self.assertEqual(groups([*ids, "book.depth", "stream.all"]), [
            "stream.book.", "stream.trades.", "book.", "stream.all"])


class PlanTests(unittest.TestCase):
    """Which parts a mutant is shown to."""

    def plan(self, number: int, **parts: Run) -> list[str]:
        suite = Suite.__new__(Suite)
        suite.healthy = {("luno", WHOLE if part == "whole" else part): run for part, run in parts.items()}
        return suite.plan(number, "luno")

    def test_those_that_ask_for_it_and_the_keenest_first(self) -> None:
        plan = self.plan(
            7, a=_run(1, _7=1), b=_run(1, _8=5), c=_run(2, _7=9), d=_run(1, _7=3), whole=_run(20, _7=13, _8=5))
        self.assertEqual(plan, ["c", "d", "a"])

    def test_nobody_for_what_is_never_reached(self) -> None:
        self.assertEqual(self.plan(7, a=_run(1, _8=1), whole=_run(1, _8=1)), [])

    def test_the_whole_suite_where_its_parts_would_take_longer(self) -> None:
        plan = self.plan(7, a=_run(2, _7=9), b=_run(2, _7=5), c=_run(2, _7=1), whole=_run(5, _7=15))
        self.assertEqual(plan, ["a", "b", "c"])
        plan = self.plan(7, a=_run(1, _7=9), b=_run(4, _7=5), c=_run(4, _7=1), whole=_run(2, _7=15))
        self.assertEqual(plan, ["a", WHOLE])

    def test_what_only_the_whole_suite_reaches_is_shown_to_it(self) -> None:
        self.assertEqual(self.plan(7, a=_run(1, _8=1), whole=_run(1, _7=1)), [WHOLE])


class ReportTests(unittest.TestCase):
    def test_the_report_counts_and_explains(self) -> None:
        mutants = [
            {"number": number, "module": "AdapterKit", "venue": "", "operator": "off by one", "file": "a", "line": 1,
             "before": "a < b", "after": "a <= b", "trap": ""} for number in (1, 2)
        ]
        results = {
            1: {"killed": "case", "venue": "luno", "cases": ["x.y"]}, 2: {"killed": "", "venue": "", "cases": []},
        }
        reasons = Explanations("a\ta < b\t*\tequivalent: they never meet")
        text, suite, both = markdown(7, mutants, results, reasons, [])
        # The second one is equivalent, and so not counted.
        self.assertEqual((suite, both), (100, 100))
        self.assertIn("| off by one | 2 | 1 | 0 | 1 |", text)
        self.assertIn("they never meet", text)
        self.assertIn("| x.y | 1 |", text)

    def test_the_tests_are_counted_apart(self) -> None:
        mutants = [
            {"number": number, "module": "AdapterKit", "venue": "", "operator": "off by one", "file": "a", "line": 1,
             "before": "a < b", "after": "a <= b", "trap": ""} for number in (1, 2, 3, 4)
        ]
        dead = {"killed": "case", "venue": "luno", "cases": ["x.y"]}
        alive = {"killed": "", "venue": "", "cases": []}
        results = {1: dead, 2: alive | {"tests": "AdapterKitTests"}, 3: alive | {"tests": ""}, 4: dead}
        text, suite, both = markdown(7, mutants, results, Explanations(""), [])
        self.assertEqual((suite, both), (50, 75))
        self.assertIn("2 by the conformance suite (50.0 %), 1 more by the unit tests", text)


if __name__ == "__main__":
    unittest.main()
